"""The law as data: rules with their citations and days, the vocabulary, and the law of one day."""
