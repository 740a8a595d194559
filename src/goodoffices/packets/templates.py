"""Templates: the program's own, copies for an organisation to make its own, and a lint that names what they ask for in vain."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree import ElementTree

from goodoffices.errors import InputError, nearest
from goodoffices.files import new_mask
from goodoffices.packets.forms import FOLDER as FORMS
from goodoffices.packets.forms import Form, Forms, read_form
from goodoffices.packets.layout import NAMES, NEEDED

FOLDER = Path(__file__).parent / "templates"
LAYOUT = "document"
"""The layout of every form that has none of its own name."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STATEMENT = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_NAMED = re.compile(r"\b(doc|data|field)\.([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?")
_FETCHED = re.compile(r'import\s+"@')
_UNSAFE = re.compile(r"(?<![\w.-])(eval|plugin)\s*\(")
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml$")


def template_of(form: Form, ending: str, own: Path | None) -> Path:
    """The template of a form: one of its name in one's own folder, else the layout there, else the program's layout."""
    if own is not None:
        for name in (form.name, LAYOUT):
            if (own / f"{name}{ending}").is_file():
                return own / f"{name}{ending}"
    return FOLDER / f"{LAYOUT}{ending}"


def copy_templates(to: Path) -> None:
    """Copy the program's forms and layouts into a new folder.

    Raises:
        InputError: something is there already, or the place cannot be written to.
    """
    if to.exists():
        raise InputError(f"{to} exists already; choose another name")
    beside: Path | None = None
    try:
        beside = Path(tempfile.mkdtemp(dir=to.parent, prefix=".goodoffices-"))
        shutil.copytree(FORMS, beside / "forms")
        for path in sorted(FOLDER.iterdir()):
            shutil.copyfile(path, beside / path.name)
        beside.chmod(0o777 & ~new_mask())
        beside.rename(to)
    except OSError as error:
        raise InputError(f"cannot write {to} ({(error.strerror or 'failed').lower()}); choose another place") from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def lint(own: Path) -> list[str]:
    """Everything in a folder of templates that would not work, each with its file and place."""
    if not own.is_dir():
        raise InputError(f"there is no folder {own}")
    found: list[str] = []
    forms = dict(Forms.load().forms)
    folder = own / "forms" if (own / "forms").is_dir() else own
    for path in sorted(folder.glob("*.yaml")):
        try:
            if path.stem not in forms:
                raise InputError(f"{path}: there is no form of the name {path.stem!r}{nearest(path.stem, list(forms))}")
            forms[path.stem] = read_form(path)
        except InputError as error:
            found.append(str(error))
    for path in sorted([*own.glob("*.docx"), *own.glob("*.typ")]):
        if path.stem not in (*forms, LAYOUT):
            found.append(f"{path}: there is no form of the name {path.stem!r}{nearest(path.stem, [LAYOUT, *forms])}")
            continue
        fields = forms[path.stem].fields if path.stem in forms else None
        found += [f"{path}, {wrong}" for wrong in _wrong(path, fields)]
    return found


def _wrong(path: Path, fields: Collection[str] | None) -> Iterator[str]:
    """What is wrong with one template; `fields` are those of its form, or None for the layout of all forms."""
    try:
        places = list(_docx_places(path) if path.suffix == ".docx" else _typst_places(path))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        yield f"cannot be read: {error}"
        return
    seen: set[str] = set()
    for place, text in places:
        for whole, first, more in _NAMED.findall(text):
            name, owner = (more, "field") if whole != "field" and first == "field" else (first, whole)
            if owner == "field":
                yield from _field(name, place, fields)
                continue
            seen.add(name)
            if name not in NAMES:
                yield f"{place}: there is no `{owner}.{name}`{nearest(name, list(NAMES))}"
        if path.suffix == ".typ" and _FETCHED.search(text):
            yield f"{place}: a package would be fetched from the network; copy what you need into the template"
        if path.suffix == ".typ" and _UNSAFE.search(text):
            yield f"{place}: `eval` and `plugin` could run what stands in a plan, and are not allowed"
    for name in NEEDED:
        if name not in seen:
            yield f"it does not show `{name}`, which every document has to"


def _field(name: str, place: str, fields: Collection[str] | None) -> Iterator[str]:
    if not name:
        return
    if fields is None:
        yield f"{place}: the layout of all forms cannot name the field {name!r}; make a template of one form's own name for it"
    elif name not in fields:
        yield f"{place}: there is no field {name!r}{nearest(name, list(fields))}"


def _typst_places(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        yield f"line {number}", line.split("//")[0] if not re.search(r'"[^"]*//', line) else line


def _docx_places(path: Path) -> Iterator[tuple[str, str]]:
    """The statements of each paragraph, however a word processor cut them into runs."""
    with zipfile.ZipFile(path) as archive:
        for part in sorted(name for name in archive.namelist() if _PARTS.match(name)):
            where = Path(part).stem
            for number, paragraph in enumerate(ElementTree.fromstring(archive.read(part)).iter(f"{_W}p"), 1):
                text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
                yield f"{where}, paragraph {number}", " ".join(_STATEMENT.findall(text))
