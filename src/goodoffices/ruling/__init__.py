"""Law and plan to ruling: situations, the three-valued decision, its reasons and its open questions."""

from goodoffices.ruling.model import Finding, Ruling
from goodoffices.ruling.rule import rule

__all__ = ["Finding", "Ruling", "rule"]
