"""How names are spelt: scripts folded, Korean syllables weighed, words of companies told from words that identify."""

from goodoffices.parties.names.folding import MAX_NAME, fold, refuse_huge

__all__ = ["MAX_NAME", "fold", "refuse_huge"]
