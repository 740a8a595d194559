"""Office files are ZIP archives; made twice from the same, they are to be the same to the byte."""

from __future__ import annotations

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_DAY = rb"\g<1>2020-01-01T00:00:00Z\g<2>"


def steadied(content: bytes) -> bytes:
    """An office file without the hour at which it was made: its parts in order, with one date, and the same in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = given.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(_DAY, data)
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            made.writestr(part, data)
    return out.getvalue()
