"""Make the tables of Chinese characters' readings: `tables/pinyin.txt` and `tables/hanja.txt`.

The characters are those of GB 2312, of Big5's first level and of KS X 1001. Mandarin readings come from PyPI's `pypinyin` (made with
0.55.0), Korean ones from PyPI's `hanja` (made with 0.15.1); a character keeps one reading. Neither package is needed to run the program.

Run from the repository's root: `pip install pypinyin hanja`, then `python scripts/make_character_tables.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "parties" / "names" / "tables"
LAST_OF_BIG5_FIRST_LEVEL = 0xC6


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


def main() -> None:
    """Write both tables."""
    import hanja
    from pypinyin import lazy_pinyin

    def mandarin(character: str) -> str:
        read = lazy_pinyin(character)[0]
        return read if read.isascii() and read.isalpha() else ""

    def korean(character: str) -> str:
        read = hanja.translate(character, "substitution")
        return read if len(read) == 1 and "\uac00" <= read <= "\ud7a3" else ""

    characters = sorted(_encoded("gb2312") | _encoded("big5") | _encoded("euc_kr"))
    _write(OUT / "pinyin.txt", mandarin, characters)
    _write(OUT / "hanja.txt", korean, characters)


if __name__ == "__main__":
    main()
