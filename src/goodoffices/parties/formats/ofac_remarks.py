"""What OFAC writes into its remarks: births, places, papers, nationalities, and the weak aliases, which stand nowhere else.

A remark is a row of statements between semicolons: `DOB 18 Feb 1962; nationality Korea, North; Passport 472220033 (Korea, North)
expires 06 Jun 2018; a.k.a. 'KOMID'; Linked To: ...`. What is not understood stays in the remark, which is kept whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.gather import births_of
from goodoffices.parties.model import Identifier, Name

PROPERTIES = {
    "passportNumber": "Passport|Diplomatic Passport|Stateless Person Passport|Refugee ID Card|Service Passport",
    "idNumber": (
        "National ID No.|National Foreign ID Number|Identification Number|Personal ID Card|Cedula No.|D.N.I.|C.U.R.P.|SSN"
        "|Birth Certificate Number|Driver's License No.|Electoral Registry No.|Identity Card|Citizen's Card Number|L.E. Number"
        "|Residency Number|Kenyan ID No.|Turkish Identification Number|Afghan ID|Bosnian Personal ID No.|Stateless Person ID Card"
        "|Permanent Resident Card No.|I.F.E.|Numero de Identidad|National Identification Number|Military ID"
    ),
    "taxNumber": "Tax ID No.|R.F.C.|V.A.T. Number|NIT #|C.U.I.T.|RUC #|RTN|Italian Fiscal Code|Fiscal Code|C.U.I.P.|RIF #|Romanian Tax Registration",
    "registrationNumber": (
        "Registration Number|Registration ID|Business Registration Number|Business Registration Document #|Company Number"
        "|Commercial Registry Number|C.R. No.|Unified Social Credit Code (USCC)|Unified Social Credit Code|Chamber of Commerce Number"
        "|Trade License No.|Folio Mercantil No.|Matricula Mercantil No|Economic Register Number (CBLS)|Public Registration Number"
        "|Enterprise Number|Certificate of Incorporation Number|UK Company Number|License|Istanbul Chamber of Comm. No."
        "|Central Registration System Number|Commercial Registry|File Number|Aircraft Tail Number|Business Number"
        "|Dubai Chamber of Commerce Membership No.|Legal Entity Registration Number|Organization Code|Company ID"
    ),
    "okpoCode": "Government Gazette Number",
    "leiCode": "Legal Entity Number",
    "swiftBic": "SWIFT/BIC",
    "dunsCode": "D-U-N-S Number",
    "imoNumber": "Vessel Registration Identification|IMO Number|Vessel Registration Number",
    "mmsi": "MMSI",
    "callSign": "Vessel Call Sign|Call Sign|Other Vessel Call Sign",
    "serialNumber": (
        "Aircraft Manufacturer's Serial Number (MSN)|Aircraft Construction Number (also called L/N or S/N or F/N)|Aircraft Serial Identification"
    ),
    "isin": "ISIN",
}  # fmt: skip
"""FollowTheMoney's word for each of OFAC's kinds of number."""

_KINDS = {label: kind for kind, labels in PROPERTIES.items() for label in labels.split("|")}
_LABEL = re.compile(
    f"({'|'.join(re.escape(label) for label in sorted(_KINDS, key=len, reverse=True))})[:. ]+(?=\\S)(.+)"
)
_ALIAS = re.compile(r"([afn])\.k\.a\.,? '(.+)'\.?$")
_COUNTRY = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")
_DATED = re.compile(r"\s+(?:issued|expires|expired|expiry)\b.*$")
_COIN = re.compile(r"Digital Currency Address - (\w+) (\S+)")
_IMO = re.compile(r"(?:IMO\s*)?(\d{7})\b")


@dataclass(slots=True)
class Remarks:
    """What a remark says of its party."""

    weak: list[Name] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Statements that look like a birth and could not be read as one."""


def read_remarks(text: str) -> Remarks:
    """Take a remark apart."""
    found = Remarks()
    for statement in re.split(r";\s+|;$", text.strip().removesuffix(".")):
        _read(re.sub(r"^alt\. ", "", statement.strip()), found)
    return found


def _read(statement: str, found: Remarks) -> None:
    if alias := _ALIAS.match(statement):
        found.weak.append(Name(alias[2], "weak"))
    elif statement.startswith("DOB "):
        births = births_of(statement.removeprefix("DOB "))
        found.births.extend(births)
        if not births:
            found.unread.append(statement)
    elif statement.startswith("POB "):
        found.birth_places.append(statement.removeprefix("POB "))
    elif match := re.match(r"(?:nationality|citizen) (.+)$", statement):
        found.countries.append(code_of(match[1]))
    elif coin := _COIN.match(statement):
        found.identifiers.append(Identifier("publicKey", coin[2]))
    elif number := identifier_of(statement):
        found.identifiers.append(number)


def identifier_of(statement: str) -> Identifier | None:
    """The number of `Passport 472220033 (Korea, North) expires 06 Jun 2018`, with its country; None where it is no number that we know."""
    match = _LABEL.match(statement)
    return number_of(match[1], match[2]) if match else None


def number_of(label: str, value: str, country: str = "") -> Identifier | None:
    """A number by OFAC's label. A vessel's is its IMO number, written with the letters and without; a company's IMO number is one too."""
    kind = _KINDS.get(label.strip().rstrip(":"))
    value = _DATED.sub("", value.strip())
    if kind is None:
        return None
    if not country and (match := _COUNTRY.match(value)):
        value, country = match[1], match[2]
    if (kind == "imoNumber" or value.startswith("IMO")) and (imo := _IMO.match(value)):
        return Identifier("imoNumber", imo[1])
    if kind == "imoNumber":
        kind = "registrationNumber"
    return Identifier(kind, value.strip(), code_of(country) if country else "") if value.strip() else None
