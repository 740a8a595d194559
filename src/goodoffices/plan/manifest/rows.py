"""The rows of a packing list: lines of goods, and rows that are none.

What the list does not clearly say is left unknown and told: the ruling then asks. A row is left out only where it certainly is no
goods, since goods that are missing from a plan are goods that nobody looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from goodoffices.errors import InputError, Place, quoted
from goodoffices.plan.catalogue import Catalogue
from goodoffices.plan.manifest.columns import (
    Columns,
    headings_of,
    score,
)
from goodoffices.plan.manifest.countries import origin
from goodoffices.plan.manifest.model import LeftOut, Line, Wishes
from goodoffices.plan.manifest.sheet import Cell, Sheet, currency_beside
from goodoffices.plan.manifest.values import VAGUE, Read, currency_of, decimal_signs, eccn, hs_code, money, number
from goodoffices.values import Money

LONGEST_NAME = 500
_DOWN = ("name", "unit", "currency", "hs", "eccn", "origin")
"""What a cell that is merged over several rows says of each of them; a sum says it of all together."""

_TOTAL = re.compile(
    r"(grand|sub|page|overall)?[- ]?totals?"
    r"( (amount|value|price|cost|quantity|qty|pcs|pieces|units|cartons|ctns|packages|pkgs|pallets|boxes|weight|net|gross|volume|cbm|kg|kgs"
    r"|items?|lines?|carried forward|brought forward|invoice|of|this|page|sheet|for|all|goods|fob|cif|cfr|exw|dap|fca|in|usd|eur|us dollars))*"
    r"|sum|carried forward|brought forward|합\s?계|총\s?계|소\s?계|계|총합계|누계|合\s?计|总\s?计|小\s?计|總\s?計|合\s?計|小\s?計|共计|总额|總額"
    r"|sous[- ]total|total (général|general|ht|ttc|hors taxes)|montant total|somme|gesamt(summe|betrag)?|zwischensumme|summe"
    r"|suma|subtotal|итого|всего",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(remarks?|notes?|n\.?b\.?|signature|signed( by)?|authori[sz]ed( signature)?|packed by|prepared by|checked by|page|date|place and date"
    r"|비고|참고|서명|备注|備註|签字|签名|remarques?|nota|signature|fait à|bemerkung(en)?|примечани[ея])\b\s*[:.]?.*",
    re.IGNORECASE,
)


class Rows:
    """The rows below the headings, read one by one."""

    def __init__(self, path: Path, sheet: Sheet, headings: int, columns: Columns, wishes: Wishes) -> None:
        self.path = path
        self.sheet = sheet
        self.columns = columns
        self.wishes = wishes
        self.rows = [row for row in sorted(sheet.rows) if row > headings]
        self.heading_texts = [cell.text for cell in sheet.rows.get(headings, ())]
        self.left_out: list[LeftOut] = []
        self.told: list[str] = []
        self.signs = self._decimal_signs()
        self.sums: dict[str, list[Decimal]] = {"quantity": [], "value": []}
        used = {one.column for one in columns.of.values()}
        last = max(self.rows, default=0)
        self.tall = {
            (row, span.left): span
            for span in sheet.spans
            if span.bottom > span.top > headings and span.left in used
            for row in range(span.top, min(span.bottom, last) + 1)
        }

    def _decimal_signs(self) -> frozenset[str]:
        if self.wishes.decimal:
            return frozenset({"," if self.wishes.decimal == "comma" else "."})
        found = (
            self.sheet.cell(row, one.column)
            for meaning, one in self.columns.of.items()
            if meaning in ("quantity", "value", "price")
            for row in self.rows
        )
        return decimal_signs(cell.text for cell in found if cell.text and not cell.day and not self._stored(cell))

    def _stored(self, cell: Cell) -> bool:
        """Whether a number came from a workbook as a number, and not as a text in some country's manner."""
        return cell.number and self.path.suffix.casefold() in (".xlsx", ".xlsm")

    def lines(self) -> list[Line]:
        """The lines of goods, and by the way the rows that are left out."""
        from goodoffices.plan.catalogue import shipped

        lines: list[Line] = []
        for row in self.rows:
            why = self._why_not(row)
            if why is None:
                line = self._line(row)
                told = (*line.told, *_at_odds(line, shipped()))
                lines.append(replace(line, match=shipped().match(line.name, line.hs or None), told=told))
            elif why:
                self.left_out.append(LeftOut(row, self._shown(row), why))
        if not lines:
            raise InputError(
                "there is no line of goods below the headings", Place(str(self.path), max(self.rows, default=1))
            )
        absent = sorted(self.wishes.skip - set(self.rows))
        if absent:
            raise InputError(
                f"--skip {absent[0]}: no row {absent[0]} of the list has anything in it below the headings"
            )
        hidden = [str(line.row) for line in lines if line.row in self.sheet.hidden]
        if hidden:
            self.told.append(f"hidden in the sheet, and taken all the same: row {', '.join(hidden)}")
        return list(_apart(lines))

    def _own(self, row: int, meaning: str) -> Cell:
        """What stands in a row itself."""
        one = self.columns.of.get(meaning)
        return self.sheet.cell(row, one.column) if one else Cell("")

    def _cell(self, row: int, meaning: str) -> Cell:
        """What stands in a row, or in the cell that is merged down to it."""
        one = self.columns.of.get(meaning)
        if one is None:
            return Cell("")
        span = self.tall.get((row, one.column))
        return self.sheet.cell(span.top if span else row, one.column)

    def _why_not(self, row: int) -> str | None:
        """Why a row is no line of goods; None where it is one, empty where it needs no word.

        Raises:
            InputError: the row has goods and no name for them.
        """
        if row in self.wishes.skip:
            return "left out as --skip says"
        cells = self.sheet.rows[row]
        texts = [cell.text for cell in cells if cell.text]
        if not texts and not any(cell.flaw for cell in cells):
            return ""
        if texts == [text for text in self.heading_texts if text] or self._are_headings(row, texts):
            return "repeats the headings"
        name = self._cell(row, "name").text
        others = [meaning for meaning in self.columns.of if meaning != "name" and self._own(row, meaning).text]
        if _is_total(name) or (not self._own(row, "name").text and any(map(_is_total, texts))):
            return "a total"
        if not name:
            return self._nameless(row, others)
        if not self._own(row, "name").text and not others:
            return "goes on with the goods of the row above"
        if not others and self._runs_across(row):
            return "a heading that runs across the columns"
        if not others and _NOTE.fullmatch(name) and not self._goods_after(row):
            return "a note below the goods"
        return None

    def _are_headings(self, row: int, texts: Sequence[str]) -> bool:
        """Whether a row is headings once more.

        Raises:
            InputError: they are those of another table, whose columns stand otherwise.
        """
        if len(texts) < 2 or score(self.sheet, row) < max(2, len(self.columns.of) - 1):
            return False
        again = headings_of(self.sheet, row)
        pairs = [(one, again[one.column - 1]) for one in self.columns.of.values() if one.meaning]
        if any(
            other.meaning not in ("", one.meaning) or (other.meaning and other.currency != one.currency)
            for one, other in pairs
        ):
            raise InputError(
                f"row {row} has the headings of a second table, whose columns stand otherwise; put it into a file of its own",
                Place(str(self.path), row),
            )
        return True

    def _nameless(self, row: int, others: Sequence[str]) -> str:
        if not others:
            return "has nothing in the columns that are used"
        numbers = {m: self._number(self._own(row, m)) for m in ("quantity", "value") if self._own(row, m).text}
        if set(others) <= {"quantity", "value", "price", "unit", "currency"} and any(
            amount is not None and amount == sum(self.sums[meaning]) for meaning, amount in numbers.items()
        ):
            return "a total: it has no name, and is the sum of the rows above"
        raise InputError(
            f"row {row} has a {' and a '.join(others[:2])} and no name of goods; write the name into the list, or leave the "
            f"row out with --skip {row}",
            Place(str(self.path), row),
        )

    def _runs_across(self, row: int) -> bool:
        column = self.columns.of["name"].column
        return any(
            s.top <= row <= s.bottom and s.left <= column <= s.right and s.right - s.left >= 2 for s in self.sheet.spans
        )

    def _goods_after(self, row: int) -> bool:
        after = (one for one in self.rows if one > row)
        return any(self._own(one, meaning).text for one in after for meaning in ("quantity", "hs", "eccn"))

    def _shown(self, row: int) -> str:
        return " | ".join(cell.text for cell in self.sheet.rows[row] if cell.text)[:120]

    def _line(self, row: int) -> Line:
        name = self._cell(row, "name")
        if len(name.text) > LONGEST_NAME:
            raise InputError(
                f"the name of the goods in row {row} has {len(name.text):,} letters; shorten it to {LONGEST_NAME}",
                Place(str(self.path), row),
            )
        told = [f"the {m} {c.flaw}" for m in self.columns.of if (c := self._cell(row, m)).flaw]
        code, control, country = self._hs(row), self._eccn(row), self._origin(row)
        told += [read.note for read in (code, control, country) if read.note]
        quantity = self._quantity(row, told)
        value = self._value(row, told)
        if not any((quantity, value, code.value, control.value, country.value)) and len(self.columns.of) > 1:
            told.append(f"has only a name; if it is no goods, leave it out with --skip {row}")
        return Line(row, name.text, quantity, value, code.value, control.value, country.value, tuple(told))

    def _hs(self, row: int) -> Read:
        cell = self._cell(row, "hs")
        if cell.day:
            return Read(note=f"HS: the spreadsheet made a date of it ({cell.text}); it is left out")
        return hs_code(cell.text, cell.number)

    def _eccn(self, row: int) -> Read:
        cell = self._cell(row, "eccn")
        return eccn(cell.text, cell.number or cell.day)

    def _origin(self, row: int) -> Read:
        text = self._cell(row, "origin").text
        return origin(text) if text else Read()

    def _quantity(self, row: int, told: list[str]) -> str:
        cell = self._own(row, "quantity")
        if self._shared(row, "quantity", told):
            return ""
        if cell.day:
            told.append(f"the quantity is a date ({cell.text}), as spreadsheets make of 1/2; it is left out")
            return ""
        unit = self._cell(row, "unit").text or ("" if not cell.number else cell.beside)
        unit = unit or (self.columns.of["quantity"].unit if "quantity" in self.columns.of else "")
        amount = self._number(cell)
        if amount is not None:
            self.sums["quantity"].append(amount)
        bare = amount is not None or not re.search(r"[^\W\d]", cell.text)
        return f"{cell.text} {unit}".strip() if cell.text and bare else cell.text

    def _value(self, row: int, told: list[str]) -> Money | None:
        """What the line is worth: as the list says, or its price times its quantity."""
        if self._shared(row, "value", told):
            return None
        cell = self._own(row, "value")
        read = self._money(row, cell, "value", told) if cell.text else None
        price_cell = self._own(row, "price")
        count = self._number(self._own(row, "quantity"))
        if price_cell.text and not self._shared(row, "price", []):
            price = self._money(row, price_cell, "price", told if not cell.text else [])
            made = Money(price.amount * count, price.currency) if price and count is not None else None
            if read is None and not cell.text and made:
                read = made
                told.append(f"the value is the price times the quantity: {made}")
            elif (
                read
                and made
                and made.currency == read.currency
                and abs(made.amount - read.amount) > Decimal("0.01") * max(count or 0, 1)
            ):
                told.append(f"the price times the quantity is {made}, and the list says {read}")
        if read is not None:
            self.sums["value"].append(read.amount)
        return read

    def _shared(self, row: int, meaning: str, told: list[str]) -> bool:
        """Whether a number stands for several lines of goods together, as a cell that is merged over them."""
        one = self.columns.of.get(meaning)
        span = self.tall.get((row, one.column)) if one else None
        if span is None or one is None or not self.sheet.cell(span.top, one.column).text:
            return False
        others = [m for m in self.columns.of if m != meaning]
        below = range(span.top + 1, span.bottom + 1)
        if not any(self._own(other, m).text for other in below for m in others):
            # The rows below only go on with the goods of the first, whose number it is.
            return row != span.top
        told.append(f"the {meaning} stands for rows {span.top} to {span.bottom} together, and is left out")
        return True

    def _money(self, row: int, cell: Cell, what: str, told: list[str]) -> Money | None:
        if cell.day:
            told.append(f"the {what} is a date ({cell.text}), and is left out")
            return None
        read = (Decimal(cell.text), currency_beside(cell)) if self._stored(cell) else money(cell.text, self.signs)
        if read is None:
            why = self._unread(cell.text)
            told.append(f"the {what} {quoted(cell.text)} {why}, and is left out")
            return None
        if read[0] <= 0:
            # Goods given for nothing are worth what they would cost, and caps count that.
            told.append(f"the {what} is {cell.text}, and is left out: write what the goods are worth")
            return None
        currency = self._currency(row, what, read[1])
        if not currency:
            told.append(
                f"the {what} {quoted(cell.text)} has no clear currency, and is left out; say it with --currency"
            )
            return None
        return Money(read[0], currency)

    def _unread(self, text: str) -> str:
        if money(text, frozenset(".")) and money(text, frozenset(",")):
            return "could be read two ways (--decimal point or --decimal comma tells)"
        return "is no amount"

    def _currency(self, row: int, what: str, own: str) -> str:
        """The currency of an amount: its own, that of its row, of its heading, or the one that the user says; `$` alone is USD."""
        beside = currency_of(self._cell(row, "currency").text)
        head = self.columns.of[what].currency
        said = [one for one in (own, beside, head) if one]
        sure = [one for one in said if one not in VAGUE]
        if sure:
            return sure[0]
        if self.wishes.currency:
            return self.wishes.currency
        if "$" in said:
            self.told.append("`$` is taken for USD; --currency says otherwise")
            return "USD"
        return ""

    def _number(self, cell: Cell) -> Decimal | None:
        if not cell.text or cell.day:
            return None
        if self._stored(cell):
            return Decimal(cell.text)
        read = number(cell.text, self.signs)
        if read is not None:
            return read
        paid = money(cell.text, self.signs)
        return paid[0] if paid else None


def _is_total(text: str) -> bool:
    """Whether a text says that its row is a sum; a `total station` is an instrument."""
    bare = unicodedata.normalize("NFKC", text).strip(" :：.*-=")
    bare = re.sub(r"[\d.,:：()$€£¥]+", " ", bare).strip()
    return bool(bare) and bool(_TOTAL.fullmatch(" ".join(bare.split())))


def _at_odds(line: Line, catalogue: Catalogue) -> Iterator[str]:
    """That a line's HS code is of other goods than its name, as far as the catalogue knows them."""
    named = catalogue.match(line.name, None) if len(line.hs) >= 4 else None
    if named is not None and named.certainty == "sure" and named.good.hs and not named.good.hs_open:
        known = {code[:4] for code in named.good.hs}
        if line.hs[:4] not in known:
            yield f"HS {line.hs} is not where the goods catalogue has {named.good.name} ({', '.join(sorted(known))})"


def _apart(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with names of their own. A licence or an exemption lists goods line by line, each with its own worth, so lines of one name are
    not summed; and a ruling tells the goods of an act apart by their names, so the later ones take their row's number along.
    """
    seen: dict[str, Line] = {}
    for line in lines:
        first = seen.get(line.name)
        if first is None:
            seen[line.name] = line
            yield line
            continue
        twin = replace(first, row=line.row, told=(), match=None) == replace(line, told=(), match=None)
        same = "and all else in it is the same: is it there twice?" if twin else "and is kept apart from it"
        yield replace(
            line, name=apart(line.name, line.row, seen), told=(*line.told, f"has the name of row {first.row}, {same}")
        )


def apart(name: str, row: int, taken: Mapping[str, object]) -> str:
    """A name that no other goods of the act have. What stands in brackets does not change what the goods catalogue takes it for."""
    made = f"{name} (row {row})"
    while made in taken:
        made += "'"
    return made
