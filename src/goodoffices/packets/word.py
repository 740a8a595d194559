"""Documents as DOCX, for an organisation's letterhead: filled by docxtpl in a sandbox. Needs the extra `packets`."""

from __future__ import annotations

import io
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from goodoffices.errors import InputError
from goodoffices.packets.archive import steadied
from goodoffices.packets.document import Document
from goodoffices.packets.layout import as_data


def docx(document: Document, template: Path) -> bytes:
    """A document as DOCX.

    A value is data and nothing else: it is escaped for XML, and no name in it is looked up, however much it looks like a template.

    Raises:
        InputError: a template of one's own cannot be filled.
    """
    data = as_data(document)
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        made = DocxTemplate(str(template))
        made.render({"doc": data, "field": data["field"]}, environment, autoescape=True)
    except TemplateError as error:
        raise InputError(f"the template {template} cannot be filled: {error}; run `goodoffices packet --lint FOLDER`") from None
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(f"the template {template} is no DOCX file that can be filled ({error})") from None
    core = made.docx.core_properties
    core.title, core.language, core.author = document.title[:255], "en", str(data["author"])[:255]
    out = io.BytesIO()
    made.save(out)
    return steadied(out.getvalue())
