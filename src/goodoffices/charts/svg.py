"""The parts that every picture is made of: text that is safe and fits, patterns, and a frame that screen readers can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape

from goodoffices.charts.look import Look

FONT = "'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', 'Apple SD Gothic Neo', 'NanumGothic', sans-serif"
WIDTH = 1000


def clean(text: str) -> str:
    """Text on one line without what XML forbids, and without marks that turn the reading order of what follows."""
    return " ".join("".join(_kept(char) for char in text).split())


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    if char.isspace():
        return " "
    if kind == "Cf" and char != "\u200d":
        return ""
    return "\ufffd" if kind in {"Cc", "Cs"} or ord(char) & 0xFFFE == 0xFFFE else char


def safe(text: str) -> str:
    """Clean text, escaped for XML and HTML, in attributes too."""
    return escape(clean(text))


def width(text: str, size: float) -> float:
    """About how wide a text is; rather too wide, since the reader's font is not known."""
    return size * sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in "mwMW@%—" or ord(char) > 0x2E80:
        return 1.02
    if char in " .,:;!|'ijl()[]/-":
        return 0.42
    return 0.78 if char.isupper() else 0.65


def fit(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for and an ellipsis; cleaned, not yet escaped."""
    whole = clean(text)
    if width(whole, size) <= room:
        return whole
    left, kept = room - size, ""
    for char in whole:
        left -= size * _advance(char)
        if left < 0:
            break
        kept += char
    return kept.rstrip() + "…"


def label(x: float, y: float, text: str, room: float, size: float = 12, more: str = "") -> str:
    """A line of text that keeps to its room; where it had to be shortened, its whole stands in its <title>."""
    shown = fit(text, size, room)
    whole = "" if shown == clean(text) else f"<title>{safe(text)}</title>"
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" unicode-bidi="isolate"{more}>{whole}{escape(shown)}</text>'


def block(
    x: float,
    y: float,
    wide: float,
    high: float,
    look: Look,
    title: str,
    word: str = "",
    gap: tuple[float, float] | None = None,
) -> str:
    """A hatched block; its word, or its letter where the word does not fit, stands on a plain plate, within `gap` where one is given."""
    left, right = gap or (x, x + wide)
    shape = f'x="{x:.1f}" y="{y:g}" width="{max(wide, 0.8):.1f}" height="{high:g}"'
    parts = [f"<g><title>{safe(title)}</title>", f'<rect {shape} fill="{look.fill}"/>']
    if look.hatch:
        parts.append(f'<rect {shape} fill="url(#hatch-{look.key})"/>')
    parts.append(f'<rect {shape} fill="none" stroke="#444" stroke-width="0.6"/>')
    for text in (word,) if word else (look.word, look.letter):
        room = width(text, 11) + 4
        if room + 2 <= right - left:
            middle = (left + right) / 2
            parts.append(
                f'<rect x="{middle - room / 2:.1f}" y="{y + 3:g}" width="{room:.1f}" height="{high - 6:g}" rx="2" fill="{look.fill}"/>'
                f'<text x="{middle:.1f}" y="{y + high / 2 + 4:g}" font-size="11" text-anchor="middle" fill="{look.ink}">{escape(text)}</text>'
            )
            break
    return "".join(parts) + "</g>"


def frame(title: str, told: str, high: float, looks: Iterable[Look], body: Iterable[str]) -> str:
    """A whole picture: named and described for those who do not see it."""
    hatches = "".join(
        f'<pattern id="hatch-{k.key}" width="10" height="10" patternUnits="userSpaceOnUse">{k.hatch}</pattern>'
        for k in looks
        if k.hatch
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="chart-title chart-told" viewBox="0 0 {WIDTH} {high:g}" '
        f'width="{WIDTH}" height="{high:g}" font-family="{FONT}" fill="#1a1a1a" direction="ltr">\n'
        f'<title id="chart-title">{safe(title)}</title>\n<desc id="chart-told">{safe(told)}</desc>\n<defs>{hatches}</defs>\n'
        f'<rect width="{WIDTH}" height="{high:g}" fill="#ffffff"/>\n' + "\n".join(body) + "\n</svg>\n"
    )
