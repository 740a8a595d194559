"""What a cell of a packing list says: a number, money, an HS code, an ECCN, a country, however it was typed or a spreadsheet bent it.

Each reader gives the value in the plan's own form, or nothing with the reason. A reading that the cell alone does not bear out is
not made: what is left out is unknown in the plan, and the ruling asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from goodoffices.codes import CURRENCIES

_NO_TEXT = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"
"""Marks that Persian, Hindi and emoji need between letters; a plan takes them."""
_ESCAPED = re.compile(r"_x000[9ADad]_")
"""How a workbook's XML writes a line's end inside a cell."""

_NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f\u2009_]*|\.\d+")
_GROUP = re.compile(r"[ \u00a0\u202f\u2009'_]")
_FRACTION = re.compile(r"(?:(\d{1,6}) )?(\d{1,4})/([1-9]\d{0,3})")

SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "원": "KRW",
    "元": "CNY",
    "RMB": "CNY",
    "人民币": "CNY",
    "円": "JPY",
    "₽": "RUB",
    "руб": "RUB",
    "руб.": "RUB",
    "EURO": "EUR",
    "EUROS": "EUR",
    "US": "USD",
    "U.S.": "USD",
    "DOLLAR": "$",
    "DOLLARS": "$",
    "$": "$",
    "¥": "¥",
}
"""Signs and words for a currency. Several countries' money is written `$` and `¥`: these stay open until something else tells."""

VAGUE = ("$", "¥")


@dataclass(frozen=True, slots=True)
class Read:
    """A value in the plan's form, empty where none could be read, and what the user should know about the reading."""

    value: str = ""
    note: str = ""


def cleaned(text: str) -> str:
    """A cell's text on one line, without the marks that nobody sees and that a plan does not take."""
    spaced = _ESCAPED.sub(" ", text)
    spaced = "".join(" " if unicodedata.category(c) in ("Zl", "Zp") or c in "\t\n\r\v\f\x85" else c for c in spaced)
    kept = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _NO_TEXT)
    return " ".join("".join(kept).split())


def hides_something(text: str) -> bool:
    """Whether a cell has marks that steer, or that nobody sees, and that are left out."""
    return any(unicodedata.category(c) in _NO_TEXT and c not in _JOINERS + "\t\n\r\v\f\x85\ufeff" for c in text)


def decimal_signs(texts: Iterable[str]) -> frozenset[str]:
    """Which of `.` and `,` the numbers of a table certainly use before their fractions."""
    found: set[str] = set()
    for text in texts:
        for match in _NUMBER.findall(unicodedata.normalize("NFKC", text)):
            body = _GROUP.sub("", match.strip(" .,"))
            points, commas = body.count("."), body.count(",")
            if points and commas:
                found.add(max(".,", key=body.rfind))
            elif points > 1 or commas > 1:
                found.add("," if points else ".")
            elif points or commas:
                sign = "." if points else ","
                whole, _, part = body.partition(sign)
                if len(part) != 3 or whole in ("", "0") or _GROUP.search(match.strip()):
                    found.add(sign)
    return frozenset(found)


def number(text: str, signs: frozenset[str]) -> Decimal | None:
    """A number as people write it: with thousands apart, a decimal comma, or a fraction; None where it may be another or is none.

    `signs` are the decimal signs that the table is known to use. Where nothing tells, `1,234` has a thousand, as in English, and
    `1.234` could be either and is not read.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    fraction = _FRACTION.fullmatch(folded)
    if fraction:
        part = Decimal(fraction[2]) / Decimal(fraction[3])
        # A third has no decimal number.
        return Decimal(fraction[1] or 0) + part if part * Decimal(fraction[3]) == Decimal(fraction[2]) else None
    if not _NUMBER.fullmatch(folded):
        return None
    body = _GROUP.sub("", folded)
    sign = _decimal_sign(body, signs)
    if sign is None:
        return None
    other = {".": ",", ",": ".", "": ".,"}[sign]
    groups = re.split(f"[{other}]", body.partition(sign)[0] if sign else body)
    threes = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    # Groups of two (1,00,000), as in India, are as clear.
    if len(groups) > 1 and not threes and not re.fullmatch(r"\d{1,2}(,\d\d)+,\d{3}", body.partition(".")[0]):
        return None
    try:
        return Decimal(re.sub(f"[{other}]", "", body).replace(",", "."))
    except InvalidOperation:
        return None


def _decimal_sign(body: str, signs: frozenset[str]) -> str | None:
    """The decimal sign in a number, empty where it has none, None where nobody can tell."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        last = max(".,", key=body.rfind)
        return last if body.count(last) == 1 else None
    if not points and not commas:
        return ""
    sign = "." if points else ","
    if points > 1 or commas > 1:
        return ""
    whole, _, part = body.partition(sign)
    if len(part) != 3 or whole in ("", "0"):
        return sign
    if len(signs) == 1:
        return sign if sign in signs else ""
    return "" if not signs and sign == "," else None


def money(text: str, signs: frozenset[str]) -> tuple[Decimal, str] | None:
    """An amount and its currency as the cell says it: an ISO code, `$` or `¥` where the sign is vague, or nothing."""
    folded = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.search(folded)
    if not found:
        return None
    if folded[: found.start()].rstrip(" $€£¥₩").endswith(("-", "\u2212", "(")):
        return None
    amount = number(found[0].strip().rstrip(".,"), signs)
    around = f"{folded[: found.start()]} {folded[found.end() :]}".strip(" .:-/").removesuffix(",").strip()
    currency = currency_of(around)
    if amount is None or (around and not currency):
        return None
    return amount, currency


def currency_of(text: str) -> str:
    """The currency that a sign, a word or a code stands for, alone or beside its own code (`US$ USD`); nothing where it is none."""
    words = text.upper().split()
    found = {word if word in CURRENCIES else _BY_SIGN.get(word, "?") for word in words}
    sure = found - set(VAGUE)
    if len(sure) == 1 and "?" not in sure:
        return sure.pop()
    return found.pop() if len(found) == 1 and not sure else ""


_BY_SIGN = {sign.upper(): currency for sign, currency in SIGNS.items()}


def hs_code(text: str, numeric: bool) -> Read:
    """An HS code as a plan has it. `numeric` says that the spreadsheet took it for a number, and so may have dropped its zeros."""
    bare = re.sub(r"^(HS|HTS|HSK|H\.S\.|HS ?CODE)[ :.#]*", "", text.upper().strip())
    if not bare or bare in ("-", "N/A", "NA", "TBD", "?"):
        return Read()
    if numeric:
        return _from_number(bare)
    digits = re.sub(r"[. \u00a0-]", "", bare)
    if not (digits.isascii() and digits.isdigit()):
        return Read(note=f"{text!r} is no HS code, and is left out")
    if re.fullmatch(r"\d{4}\.\d", bare):
        return _coded(f"{digits}0", f"HS {text} is read as {bare}0: a spreadsheet drops a last zero")
    if len(digits) > 10 or len(digits) in (7, 9):
        # National tariffs go on after the six digits that all countries share: nine in Japan, eleven in Taiwan.
        return _coded(digits[:6], f"HS {text} is cut to its six international digits")
    if len(digits) not in (2, 4, 6, 8, 10):
        return Read(note=f"HS {text} has {len(digits)} digits, and is left out")
    return _coded(digits, "", bare)


def _from_number(bare: str) -> Read:
    whole, _, part = bare.partition(".")
    if not (whole + part).isdigit():
        return Read(note=f"{bare} is no HS code, and is left out")
    if part:
        # 8413.70 is kept by a spreadsheet as 8413.7, and 0302.11 as 302.11.
        if len(whole) not in (3, 4) or len(part) > 2:
            return Read(
                note=f"HS {bare} was taken for a number by the spreadsheet and cannot be restored; it is left out"
            )
        digits = whole.zfill(4) + part.ljust(2, "0")
    elif len(whole) == 9 or len(whole) > 10:
        return Read(note=f"HS {bare} was taken for a number by the spreadsheet and cannot be restored; it is left out")
    else:
        digits = whole.zfill(len(whole) + len(whole) % 2)
    if digits == bare.replace(".", ""):
        return _coded(digits, "", bare)
    return _coded(digits, f"HS {bare} is read as {_dotted(digits)}: a spreadsheet drops zeros")


def _coded(digits: str, note: str, written: str = "") -> Read:
    if not 1 <= int(digits[:2]) <= 97:
        return Read(note=f"HS {written or digits} begins with no chapter of the tariff, and is left out")
    kept = written if re.fullmatch(r"\d{4}(\.?\d{2}(\.?\d{2}(\.?\d{2})?)?)?|\d{2}", written) else _dotted(digits)
    return Read(kept, note)


def _dotted(digits: str) -> str:
    return ".".join([digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))])


_ECCN = re.compile(r"[0-9][A-E][0-9]{3}[a-z0-9.]*")


def eccn(text: str, numeric: bool) -> Read:
    """An ECCN as a plan has it."""
    bare = text.strip()
    if numeric:
        # 2E002 looks to a spreadsheet like 2 times 10 to the 2nd.
        return Read(
            note=f"ECCN {text} was taken for a number by the spreadsheet and cannot be restored; it is left out"
        )
    folded = re.sub(r"[ _-]", "", bare).upper()
    if folded in ("", "N/A", "NA", "NLR", "NONE", "TBD", "?"):
        return Read(note=f"ECCN {bare} says nothing of the classification, and is left out" if folded else "")
    if folded.removeprefix("ECCN").lstrip(":") == "EAR99":
        return Read("EAR99")
    body = re.sub(r"^ECCN[ :]*", "", bare, flags=re.IGNORECASE)
    body = body[:5].upper() + body[5:].lower()
    if re.fullmatch(r"[0-9][A-E][0-9]{3}([.][a-z0-9]+)*", body) or _ECCN.fullmatch(body):
        return Read(body)
    return Read(note=f"{bare!r} is no ECCN, and is left out")
