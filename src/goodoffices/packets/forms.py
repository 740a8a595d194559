"""Forms: what an authority asks for, whence each answer comes, and in which words it is put to it.

A form is a YAML file that anybody can edit. Its `fields` are the one definition from which the documents, the list of what is
missing and `--explain` are made; its `body` is the text, with `{field}` where a value goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, Place, nearest
from goodoffices.law.parts import Parts
from goodoffices.marked import MarkedList, MarkedMap, read_file
from goodoffices.values import Day

FOLDER = Path(__file__).parent / "forms"

PER = ("applicant", "traveller", "guest", "act", "rule", "notice", "plan")
"""What one document of a form is made for."""

READ = ("text", "secondary", "memory")
"""How well it was read what an authority asks for: its own words, a report of them, or nothing but memory."""

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BLOCKS = ("heading", "text", "warning", "list", "checks", "fields", "table", "each", "sign")
_ID = re.compile(r"^[a-z][a-z0-9_]*$")
_NAME = re.compile(r"^[a-z][a-z0-9-]*$")
_FIELD_KEYS = {"asks", "from", "rows", "columns", "optional", "read"}
_FORM_KEYS = {
    *("form", "title", "per", "permissions", "notices", "effects", "kinds", "statuses", "filing", "encloses", "fields"),
    *("from", "to", "body", "workbook", "keep", "goes_with", "pages"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for.

    `source` says whence its value comes, as `whose.what`; without one only a person can answer it. A table has `rows` and a field for each
    of its `columns`. `read` says how well it was read that the authority asks this.
    """

    id: str
    asks: str
    source: str
    rows: str
    columns: tuple[Field, ...]
    optional: bool
    read: str
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form's text: a heading, a paragraph, a list, a table of fields, a table of rows, a place to sign.

    `when` names a source that has to be true for the block to stand; a block `each` is repeated for every member of a group.
    """

    kind: str
    text: str
    items: tuple[str, ...]
    inner: tuple[Block, ...]
    when: str
    place: Place


@dataclass(frozen=True, slots=True)
class Filing:
    """Where and how a form is filed, with the source of that and the day on which it was seen."""

    address: tuple[str, ...]
    source: str
    url: str
    seen: Day | None
    read: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook that goes with a form: fields under each other, or one table."""

    title: str
    fields: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Another form whose filing (`filed`) or answer (`granted`) has to be at hand when this one is filed."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Keep:
    """How long records are kept where a rule of that citation asks for it: so many years after acts since a day."""

    cite: str
    years: int
    since: Day
    published: Day


@dataclass(frozen=True, slots=True)
class Form:
    """A form: for what it is, what one document of it covers, its fields and its text.

    It is for the `permissions` named, for `notices` (conditions with a day, by the beginning of their citation), for rules of the `effects`
    named, or for acts of the `kinds` and `statuses` named. One that `goes_with` another is filed together with it;
    one of so many `pages` is set in smaller letters where it would be longer.
    """

    name: str
    title: str
    per: str
    permissions: tuple[str, ...]
    notices: tuple[str, ...]
    effects: tuple[str, ...]
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    keep: tuple[Keep, ...]
    filing: Filing
    encloses: tuple[Enclosed, ...]
    fields: Mapping[str, Field]
    sender: tuple[str, ...]
    to: tuple[str, ...]
    body: tuple[Block, ...]
    workbook: tuple[Sheet, ...]
    goes_with: str
    pages: int | None
    place: Place

    @property
    def subject(self) -> str:
        """The title without what names the single case."""
        return self.title.split("{")[0].rstrip(": ")


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms by name; one in the user's own folder stands in for the program's of that name."""

    forms: Mapping[str, Form]

    @classmethod
    def load(cls, own: Path | None = None) -> Forms:
        """Read the program's forms, and those of a folder of one's own before them.

        Raises:
            InputError: a form cannot be used; the message names file, line and field.
        """
        found = {path.stem: read_form(path) for path in sorted(FOLDER.glob("*.yaml"))}
        if own is not None:
            if not own.is_dir():
                raise InputError(
                    f"there is no folder {own}; copy the templates out with `goodoffices packet --copy-templates {own}`"
                )
            folder = own / "forms" if (own / "forms").is_dir() else own
            for path in sorted(folder.glob("*.yaml")):
                if path.stem not in found:
                    raise InputError(
                        f"there is no form of the name {path.stem!r}{nearest(path.stem, list(found))}",
                        Place(str(path), 1),
                    )
                found[path.stem] = read_form(path)
        return cls(found)

    def named(self, name: str) -> Form:
        """The form of a name."""
        return self.forms[name]

    def for_permission(self, ident: str) -> tuple[Form, ...]:
        """The forms to file for a permission; what has no form of its own is asked for with the general request."""
        return tuple(f for f in self.forms.values() if ident in f.permissions) or (self.forms["request"],)


def read_form(path: Path) -> Form:
    """Read one form and hold it against itself: every field that the text names has to be there.

    Raises:
        InputError: the file is no form, or names a field or source that there is not.
    """
    root = read_file(path)
    if not isinstance(root, MarkedMap) or "form" not in root:
        raise InputError("a form begins with `form: NAME`", Place(str(path), 1))
    parts = Parts(root, f"form {path.stem!r}", _FORM_KEYS)
    name = parts.text("form")
    if name != path.stem or not _NAME.match(name):
        raise parts.fail("form", f"the form's name has to be that of its file, {path.stem!r}")
    fields = _fields(parts, "fields")
    form = Form(
        name=name,
        title=parts.text("title"),
        per=parts.word("per", PER),
        permissions=parts.texts("permissions"),
        notices=parts.texts("notices"),
        effects=parts.texts("effects"),
        kinds=parts.texts("kinds"),
        statuses=parts.texts("statuses"),
        keep=tuple(_keep(entry) for entry in parts.maps("keep")),
        filing=_filing(parts),
        encloses=tuple(_enclosed(entry) for entry in parts.maps("encloses")),
        fields=fields,
        sender=parts.texts("from"),
        to=parts.texts("to"),
        body=tuple(_block(entry, parts.owner) for entry in parts.maps("body")),
        workbook=tuple(_sheet(entry) for entry in parts.maps("workbook")),
        goes_with=parts.text("goes_with", ""),
        pages=parts.number("pages"),
        place=root.place,
    )
    _check(form, parts)
    return form


def _fields(parts: Parts, key: str) -> dict[str, Field]:
    value = parts.source.get(key)
    if value is None:
        return {}
    if not isinstance(value, MarkedMap):
        raise parts.fail(key, f"{key!r} has to be names with values")
    return {ident: _field(ident, value, parts.owner) for ident in value}


def _field(ident: str, source: MarkedMap, owner: str) -> Field:
    entry = source[ident]
    if not _ID.match(ident):
        raise InputError(
            f"{owner}: a field's name is of small letters, digits and underscores, not {ident!r}", source.at(ident)
        )
    if not isinstance(entry, MarkedMap):
        raise InputError(f"{owner}: the field {ident!r} is written as `{{asks: ..., from: ...}}`", source.at(ident))
    parts = Parts(entry, f"{owner}, field {ident!r}", _FIELD_KEYS)
    columns = _fields(parts, "columns")
    rows = parts.text("rows", "")
    if bool(rows) != bool(columns):
        raise parts.fail("rows", "a table has both `rows` and `columns`")
    return Field(
        id=ident,
        asks=parts.text("asks"),
        source=parts.text("from", ""),
        rows=rows,
        columns=tuple(columns.values()),
        optional=parts.truth("optional"),
        read=parts.word("read", READ, "text"),
        place=source.at(ident),
    )


def _filing(parts: Parts) -> Filing:
    entry = parts.source.get("filing")
    if entry is None:
        return Filing((), "", "", None, "text", "")
    if not isinstance(entry, MarkedMap):
        raise parts.fail("filing", "'filing' has to be names with values")
    own = Parts(entry, f"{parts.owner}, filing", {"address", "source", "url", "seen", "read", "note"})
    return Filing(
        own.texts("address"),
        own.text("source"),
        own.text("url", ""),
        own.day("seen"),
        own.word("read", READ),
        own.text("note", ""),
    )


def _enclosed(entry: MarkedMap) -> Enclosed:
    parts = Parts(entry, "`encloses`", {"form", "state"})
    return Enclosed(parts.text("form"), parts.word("state", ("filed", "granted")))


def _keep(entry: MarkedMap) -> Keep:
    parts = Parts(entry, "`keep`", {"cite", "years", "since", "published"})
    return Keep(
        parts.text("cite"), parts.number("years") or 0, parts.day("since") or Day.min, parts.day("published") or Day.min
    )


def _sheet(entry: MarkedMap) -> Sheet:
    parts = Parts(entry, "`workbook`", {"title", "fields", "table"})
    return Sheet(parts.text("title"), parts.texts("fields"), parts.text("table", ""))


def _block(entry: MarkedMap, owner: str) -> Block:
    kinds = [kind for kind in _BLOCKS if kind in entry]
    if len(kinds) != 1:
        raise InputError(f"{owner}: a part of the body is one of {', '.join(_BLOCKS)}", entry.place)
    kind = kinds[0]
    parts = Parts(entry, f"{owner}, {kind}", {kind, "when", "body"})
    many = isinstance(entry[kind], MarkedList)
    return Block(
        kind=kind,
        text="" if many else " ".join(parts.text(kind).split()),
        items=tuple(" ".join(one.split()) for one in parts.texts(kind)) if many else (),
        inner=tuple(_block(one, owner) for one in parts.maps("body")),
        when=parts.text("when", ""),
        place=entry.place,
    )


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those within others included."""
    for block in blocks:
        yield block
        yield from all_blocks(block.inner)


def placeholders(block: Block) -> Iterator[str]:
    """The fields that a block's text names."""
    if block.kind in ("fields", "table", "sign"):
        yield from (block.items or (block.text,))
    elif block.kind != "each":
        for text in (block.text, *block.items):
            yield from PLACEHOLDER.findall(text)


def _check(form: Form, parts: Parts) -> None:
    from goodoffices.packets.sources import check_group, check_source

    known = list(form.fields)
    named = [(name, b.place) for b in all_blocks(form.body) for name in placeholders(b)]
    named += [
        (name, parts.source.at(key))
        for key, lines in (("from", form.sender), ("to", form.to))
        for line in lines
        for name in PLACEHOLDER.findall(line)
    ]
    named += [(name, parts.source.at("title")) for name in PLACEHOLDER.findall(form.title)]
    named += [
        (name, parts.source.at("workbook"))
        for sheet in form.workbook
        for name in (*sheet.fields, *([sheet.table] if sheet.table else []))
    ]
    for name, place in named:
        if name not in form.fields:
            raise InputError(f"{parts.owner}: there is no field {name!r}{nearest(name, known)}", place)
    for block in all_blocks(form.body):
        if block.when:
            check_source(block.when.removeprefix("not "), parts.owner, block.place)
        if block.kind == "each":
            check_group(block.text, parts.owner, block.place)
        if block.kind == "table" and not form.fields[block.text].rows:
            raise InputError(f"{parts.owner}: the field {block.text!r} is no table; it has no `rows`", block.place)
    for field in form.fields.values():
        if field.rows:
            check_group(field.rows, parts.owner, field.place)
        for one in (field, *field.columns):
            if one is not field and not one.source:
                raise InputError(f"{parts.owner}: the column {one.id!r} needs its `from`", one.place)
            if one.source:
                check_source(one.source, parts.owner, one.place)
