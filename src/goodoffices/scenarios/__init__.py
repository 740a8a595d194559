"""The law as it could be: reforms as amendments to the law base, and what one law opens that another keeps closed."""
