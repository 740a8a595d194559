"""A filled document: the text of a form with its values, the blanks that are left, and where each value came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.packets.facts_act import ActFacts, ActsFacts
from goodoffices.packets.facts_law import ConditionFacts, PermissionFacts, PlanFacts, RuleFacts, RulingFacts
from goodoffices.packets.facts_party import PartyFacts
from goodoffices.packets.forms import PLACEHOLDER, Block, Field, Form
from goodoffices.packets.groups import GROUPS
from goodoffices.packets.matter import Matter
from goodoffices.packets.sources import Answer, Blank, Found, Origin, Scopes, Whose, found, value_of

MARK = "[FILL IN: {asks}]"
"""How a blank stands in a document."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; a blank is marked, so that nobody overlooks it."""

    text: str
    blank: bool = False


Line = tuple[Run, ...]
Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document as it is laid out: `heading`, `text`, `warning`, `list`, `checks`, `fields`, `table` or `sign`."""

    kind: str
    lines: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What one field came to: its value with its origins, or a blank; `row` says of which row of a table."""

    field: str
    asks: str
    answer: Answer
    read: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A filled sheet of a workbook."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Document:
    """A filled document. `banner` says what stands against its acts; `plain` holds each field's value for templates of one's own."""

    form: Form
    matter: Matter
    title: str
    banner: tuple[str, ...]
    sender: tuple[Line, ...]
    to: tuple[Line, ...]
    parts: tuple[Part, ...]
    sheets: tuple[SheetOf, ...]
    filled: tuple[Filled, ...]
    plain: Mapping[str, str]

    @property
    def blanks(self) -> Iterator[tuple[Filled, Blank]]:
        """What is missing."""
        for one in self.filled:
            if isinstance(one.answer, Blank):
                yield one, one.answer


HOLD = "This is no permission. Against the acts in this document stands:"
"""Before the reasons why acts of a document cannot go ahead as they stand."""


def fill(matter: Matter) -> Document:
    """The document of a matter."""
    return _Filling(matter).document()


class _Filling:
    """The filling of one form: each field is looked up once for each row that it stands in."""

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.form = matter.form
        self.filled: dict[tuple[str, str], Filled] = {}

    def document(self) -> Document:
        scopes = scopes_of(self.matter)
        hold = RulingFacts(self.matter).get("hold")
        lines = hold.lines if isinstance(hold, Found) else ()
        parts = tuple(self._parts(self.form.body, scopes, ""))
        sheets = tuple(self._sheet(s.title, s.fields, s.table, scopes) for s in self.form.workbook)
        title = "".join(run.text for run in self._line(self.form.title, scopes, ""))
        return Document(
            form=self.form,
            matter=self.matter,
            title=title,
            banner=(HOLD, *lines) if lines and self.form.name != "checklist" else (),
            sender=tuple(line for text in self.form.sender for line in self._lines(text, scopes, "")),
            to=tuple(line for text in self.form.to for line in self._lines(text, scopes, "")),
            parts=parts,
            sheets=sheets,
            filled=tuple(self.filled.values()),
            plain={
                name: self._plain(field, scopes)
                for name, field in self.form.fields.items()
                if not field.rows and _ready(field, scopes)
            },
        )

    def _plain(self, field: Field, scopes: Scopes) -> str:
        answer = self._answer(field, scopes, "", note=False)
        return (
            "\n".join(answer.lines)
            if isinstance(answer, Found)
            else ""
            if field.optional
            else MARK.format(asks=field.asks)
        )

    def _parts(self, blocks: Sequence[Block], scopes: Scopes, row: str) -> Iterator[Part]:
        for block in blocks:
            if block.when and not self._holds(block.when, scopes):
                continue
            if block.kind == "each":
                for number, more in enumerate(GROUPS[block.text](self.matter), 1):
                    yield from self._parts(block.inner, {**scopes, **more}, f"{row}{block.text} {number}")
            elif block.kind == "fields":
                yield Part("fields", rows=tuple(self._field_rows(block.items or (block.text,), scopes, row)))
            elif block.kind == "table":
                field = self.form.fields[block.text]
                yield Part("table", columns=tuple(c.asks for c in field.columns), rows=tuple(self._rows(field, scopes)))
            elif block.kind == "sign":
                yield Part("sign", lines=tuple(self._cell(self.form.fields[block.text], scopes, row)))
            else:
                lines = tuple(
                    line for text in (block.items or (block.text,)) for line in self._lines(text, scopes, row)
                )
                if lines:
                    yield Part(block.kind, lines=lines)

    def _holds(self, source: str, scopes: Scopes) -> bool:
        negated, name = source.startswith("not "), source.removeprefix("not ")
        answer = value_of(name, scopes)
        return (isinstance(answer, Found) and answer.holds) is not negated

    def _field_rows(self, names: Sequence[str], scopes: Scopes, row: str) -> Iterator[tuple[Cell, ...]]:
        for name in names:
            field = self.form.fields[name]
            cell = self._cell(field, scopes, row)
            if cell or not field.optional:
                yield (((Run(field.asks),),), cell or ((Run("none"),),))

    def _rows(self, field: Field, scopes: Scopes) -> Iterator[tuple[Cell, ...]]:
        for number, more in enumerate(GROUPS[field.rows](self.matter), 1):
            inner = {**scopes, **more}
            yield tuple(self._cell(column, inner, f"{field.id} {number}") for column in field.columns)

    def _sheet(self, title: str, names: Sequence[str], table: str, scopes: Scopes) -> SheetOf:
        if table:
            field = self.form.fields[table]
            return SheetOf(title, tuple(c.asks for c in field.columns), tuple(self._rows(field, scopes)))
        return SheetOf(title, (), tuple(self._field_rows(names, scopes, "")))

    def _cell(self, field: Field, scopes: Scopes, row: str) -> Cell:
        answer = self._answer(field, scopes, row)
        if isinstance(answer, Found):
            return tuple((Run(line),) for line in answer.lines)
        return () if field.optional else ((Run(MARK.format(asks=field.asks), True),),)

    def _lines(self, text: str, scopes: Scopes, row: str) -> Iterator[Line]:
        """A line of text with its values; one that is a field alone becomes as many lines as the field has, or none."""
        alone = PLACEHOLDER.fullmatch(text)
        if alone:
            yield from self._cell(self.form.fields[alone[1]], scopes, row)
        else:
            yield self._line(text, scopes, row)

    def _line(self, text: str, scopes: Scopes, row: str) -> Line:
        runs: list[Run] = []
        end = 0
        for match in PLACEHOLDER.finditer(text):
            if match.start() > end:
                runs.append(Run(text[end : match.start()]))
            cell = self._cell(self.form.fields[match[1]], scopes, row)
            for number, line in enumerate(cell):
                runs += [Run("; "), *line] if number else line
            end = match.end()
        if end < len(text):
            runs.append(Run(text[end:]))
        return tuple(runs)

    def _answer(self, field: Field, scopes: Scopes, row: str, *, note: bool = True) -> Answer:
        answer = value_of(field.source, scopes) if field.source else self._by_hand(field)
        if note and not (isinstance(answer, Blank) and field.optional):
            self.filled.setdefault((field.id, row), Filled(field.id, field.asks, answer, field.read, row))
        return answer

    def _by_hand(self, field: Field) -> Answer:
        given = self.matter.dossier.particulars.get("forms", self.form.name, field.id)
        if given is None:
            return Blank("particulars", "forms", self.form.name, field.id)
        return found(given.lines, Origin("particulars", f"{given.place} {self.form.name}, `{field.id}`"))


def _ready(field: Field, scopes: Scopes) -> bool:
    return not field.source or field.source.partition(".")[0] in scopes


def scopes_of(matter: Matter) -> dict[str, Whose]:
    """Whom and what a document may ask about."""
    dossier = matter.dossier
    first = matter.acts[0] if matter.acts else None
    # The ultimate consignee is who receives the goods (15 CFR 748.5(e)); an end user behind it has a block of its own.
    named = [i for n in ("to", "end_user", "with") for i in (first.ids(n) or () if first else ())]
    consignee = next((ident for ident in named if ident in dossier.plan.parties), "")
    act = first.id if first else ""
    scopes: dict[str, Whose] = {
        "plan": PlanFacts(dossier),
        "ruling": RulingFacts(matter),
        "acts": ActsFacts(matter.acts, dossier),
        "applicant": PartyFacts(matter.applicant, dossier, "applicant", f"{act}.by"),
        "person": PartyFacts(
            matter.person, dossier, "person", f"{act}.{'guests' if matter.form.per == 'guest' else 'who'}"
        ),
        "consignee": PartyFacts(dossier.plan.parties.get(consignee), dossier, "consignee", f"{act}.to"),
        "permission": PermissionFacts(matter),
    }
    if first is not None:
        scopes["act"] = ActFacts(first, dossier)
    if matter.rule is not None:
        scopes["rule"] = RuleFacts(matter.rule, matter.findings[0], matter)
    if matter.notice is not None:
        scopes["condition"] = ConditionFacts(matter.notice, act, dossier.ruling.as_of)
    return scopes


def text_of(lines: Sequence[Line]) -> str:
    """Lines as plain text."""
    return "\n".join("".join(run.text for run in line) for line in lines)
