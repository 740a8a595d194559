"""How fast a journal is written and proved."""
