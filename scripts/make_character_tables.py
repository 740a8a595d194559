"""Make the tables of Chinese characters' readings: `tables/pinyin.txt` and `tables/hanja.txt`.

The characters are those of GB 2312, of Big5's first level and of KS X 1001; a character keeps one reading.

- **Korean**: the field `kHangul` of the Unicode Han Database (Unicode's licence, `tables/LICENSE-unicode.txt`; made with version 15.0.0, as
  Debian's package `unicode-data` carries it). Of several readings the one taught at school is kept, else the one approved for names: 리
  for 李, not the 이 that it is at the head of a word in the South. A simplified or variant form has the reading of the form it stands for.
- **Mandarin**: PyPI's `pypinyin` (MIT; made with 0.55.0).

Neither is needed to run the program. Run from the repository's root: `apt-get install unicode-data`, `pip install pypinyin`, then
`python scripts/make_character_tables.py [FOLDER OF Unihan_*.txt.bz2]`.
"""

from __future__ import annotations

import bz2
import re
import sys
from collections.abc import Callable
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "parties" / "names" / "tables"
UNIHAN = Path("/usr/share/unicode")
LAST_OF_BIG5_FIRST_LEVEL = 0xC6
STANDS_FOR = ("kTraditionalVariant", "kZVariant", "kSemanticVariant")
"""The fields that lead from a form without a Korean reading to one that has it, the surest first (Unicode Standard Annex 38)."""


def _encoded(encoding: str) -> set[str]:
    found = set()
    for first in range(0xA1, 0xFE):
        if encoding == "big5" and first > LAST_OF_BIG5_FIRST_LEVEL:
            break
        for second in range(0x40, 0xFF):
            character = bytes([first, second]).decode(encoding, "ignore")
            if len(character) == 1 and "\u4e00" <= character <= "\u9fff":
                found.add(character)
    return found


def _write(path: Path, reading: Callable[[str], str], characters: list[str]) -> None:
    lines: dict[str, list[str]] = {}
    for character in characters:
        read = reading(character)
        if read:
            lines.setdefault(read, []).append(character)
    path.write_text("".join(f"{read} {''.join(found)}\n" for read, found in sorted(lines.items())), "utf-8")


def _field(path: Path, field: str) -> dict[str, str]:
    """What one file of the Unicode Han Database says of each character in one field."""
    found = {}
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            code, _, rest = line.rstrip("\n").partition("\t")
            name, _, value = rest.partition("\t")
            if name == field and not line.startswith("#"):
                found[chr(int(code.removeprefix("U+"), 16))] = value
    return found


def _usual(readings: str) -> str:
    """The usual one of readings such as `리:0E 이:0`: E is the school's list of characters, N the register's list for names."""
    pairs = [reading.partition(":")[::2] for reading in readings.split()]
    return min(pairs, key=lambda pair: ("E" not in pair[1], "N" not in pair[1]))[0]


def _korean(folder: Path) -> Callable[[str], str]:
    usual = {c: _usual(r) for c, r in _field(folder / "Unihan_Readings.txt.bz2", "kHangul").items()}
    variants = [_field(folder / "Unihan_Variants.txt.bz2", field) for field in STANDS_FOR]

    def read(character: str) -> str:
        forms = [character]
        for variant in variants:
            forms += [chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", variant.get(character, ""))]
        return next((usual[form] for form in forms if form in usual), "")

    return read


def main() -> None:
    """Write both tables."""
    from pypinyin import lazy_pinyin

    def mandarin(character: str) -> str:
        read = lazy_pinyin(character)[0]
        return read if read.isascii() and read.isalpha() else ""

    characters = sorted(_encoded("gb2312") | _encoded("big5") | _encoded("euc_kr"))
    _write(OUT / "pinyin.txt", mandarin, characters)
    _write(OUT / "hanja.txt", _korean(Path(sys.argv[1]) if len(sys.argv) > 1 else UNIHAN), characters)


if __name__ == "__main__":
    main()
