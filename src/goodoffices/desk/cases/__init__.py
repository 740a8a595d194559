"""Cases, kept from plan to close in a journal that is only ever added to."""

from goodoffices.desk.cases.acts import Answer, Filed, Rechecked, Said
from goodoffices.desk.cases.book import Case, CaseBook, Remade
from goodoffices.desk.cases.breaches import Breach
from goodoffices.desk.cases.caps import Cap
from goodoffices.desk.cases.entries import Receipt
from goodoffices.desk.cases.place import Place, place_of
from goodoffices.desk.cases.uses import Used
from goodoffices.desk.cases.verify import Verified

__all__ = [
    "Answer",
    "Breach",
    "Cap",
    "Case",
    "CaseBook",
    "Filed",
    "Place",
    "Receipt",
    "Rechecked",
    "Remade",
    "Said",
    "Used",
    "Verified",
    "place_of",
]
