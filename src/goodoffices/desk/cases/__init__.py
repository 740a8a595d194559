"""Cases, kept from plan to close in a journal that is only ever added to."""

from goodoffices.desk.cases.acts import Answer, Filed, Rechecked, Said
from goodoffices.desk.cases.book import Case, CaseBook, Remade
from goodoffices.desk.cases.entries import Receipt
from goodoffices.desk.cases.place import Place, place_of
from goodoffices.desk.cases.verify import Verified

__all__ = [
    "Answer",
    "Case",
    "CaseBook",
    "Filed",
    "Place",
    "Receipt",
    "Rechecked",
    "Remade",
    "Said",
    "Verified",
    "place_of",
]
