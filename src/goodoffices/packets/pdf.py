"""Documents as PDF: set by Typst, tagged for screen readers (PDF/UA-1), with a title and language. Needs the extra `packets`."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import typst

from goodoffices.errors import InputError
from goodoffices.packets.document import Document
from goodoffices.packets.layout import as_data

BASE = ("Libertinus Serif",)
"""The font of all texts; the compiler brings it."""

KOREAN = (
    *(
        "Nanum Myeongjo",
        "NanumMyeongjo",
        "Noto Serif CJK KR",
        "Noto Serif KR",
        "Source Han Serif K",
        "Batang",
        "AppleMyungjo",
    ),
    *(
        "NanumGothic",
        "Nanum Gothic",
        "Noto Sans CJK KR",
        "Noto Sans KR",
        "Source Han Sans K",
        "Malgun Gothic",
        "Apple SD Gothic Neo",
    ),
    *("UnBatang", "UnDotum", "Baekmuk Batang", "Gulim", "Dotum"),
)
"""Families that have Korean letters, those with serifs first: Debian's, Windows's, macOS's."""

_LOST = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_MOST_LOST = 200
_SIZES = (10, 9, 8, 7)
_SIZE = re.compile(r'"size": \d+(?=[,}])')
"""The size of the letters, in points, as the data has it."""
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class Press:
    """Sets documents; the fonts are looked up once for all of them."""

    def __init__(self, fonts: Sequence[Path] = ()) -> None:
        for folder in fonts:
            if not folder.is_dir():
                raise InputError(f"there is no folder of fonts {folder}")
        self._fonts = typst.Fonts(
            include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(f) for f in fonts]
        )
        families = {name.lower(): name for name in self._fonts.families()}
        self.korean = [families[name.lower()] for name in KOREAN if name.lower() in families]

    def pdf(self, document: Document, template: Path) -> bytes:
        """A document as PDF/UA-1. A sign that no font has, such as an emoji, stands there as its number; a letter has to have a font.

        Raises:
            InputError: a letter has no font, or a template of one's own cannot be set.
        """
        data = json.dumps({**as_data(document, breaks=True), "fonts": [*BASE, *self.korean[:2]]}, ensure_ascii=False)
        if _HANGUL.search(data) and not self.korean:
            raise InputError(_no_font("Korean"))
        for _ in range(_MOST_LOST):
            try:
                most = document.form.pages
                return self._set(data if most is None else self._fitted(data, template, most), template)
            except typst.TypstError as error:
                told = " ".join(str(error).split())
                lost = _LOST.search(str(error))
                if lost is None:
                    raise InputError(f"the template {template} cannot be set: {told}") from None
                if any(unicodedata.category(letter).startswith("L") for letter in lost[1]):
                    raise InputError(_no_font(f"the {_script(lost[1])}")) from None
                for sign in lost[1]:
                    data = data.replace(sign, f"[U+{ord(sign):04X}]")
        raise InputError(_no_font("many"))

    def _fitted(self, data: str, template: Path, most: int) -> str:
        """The data with letters small enough for so many pages, or with the smallest that can be read."""
        for size in _SIZES:
            data = _SIZE.sub(f'"size": {size}', data)
            told = typst.query(
                template,
                "<pages>",
                field="value",
                root=template.parent,
                font_paths=self._fonts,
                sys_inputs={"data": data},
            )
            if all(int(count) <= most for count in json.loads(told)):
                break
        return data

    def _set(self, data: str, template: Path) -> bytes:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=self._fonts,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
        return bytes(made)


def _no_font(which: str) -> str:
    return (
        f"no font was found for {which} letters of the plan; install one (on Debian and Ubuntu the package fonts-nanum or fonts-noto-cjk), "
        "name a folder of fonts with --fonts, or leave out the PDF files with --no-pdf."
    )


def _script(letters: str) -> str:
    return unicodedata.name(letters[0], "unknown").split()[0].capitalize()
