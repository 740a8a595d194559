"""How a status looks: a colour that colour-blind readers can tell apart, a hatch and a letter for black and white print."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.values import Status


@dataclass(frozen=True, slots=True)
class Look:
    """One category's look: `hatch` is the inside of a 10 by 10 SVG pattern, `ink` the text colour on the plain `fill`."""

    key: str
    letter: str
    word: str
    fill: str
    ink: str
    hatch: str = ""


STATUS = {
    Status.CLEAR: Look("clear", "C", "clear", "#eef4f8", "#1a1a1a"),
    Status.CONDITIONS: Look(
        "conditions", "K", "conditions", "#9ccbeb", "#1a1a1a", '<circle cx="5" cy="5" r="1.3" fill="#24577a"/>'
    ),
    Status.UNKNOWN: Look(
        "unknown", "?", "unknown", "#f5e48a", "#1a1a1a", '<path d="M0 5H10" stroke="#6e6000" stroke-width="1.2"/>'
    ),
    Status.PERMISSION: Look(
        "permission",
        "P",
        "permission",
        "#e69f00",
        "#1a1a1a",
        '<path d="M-2 2L2 -2M0 10L10 0M8 12L12 8" stroke="#5c3f00" stroke-width="1.4"/>',
    ),
    Status.BARRED: Look(
        "barred",
        "B",
        "barred",
        "#7a1f4d",
        "#ffffff",
        '<path d="M0 0L10 10M10 0L0 10" stroke="#e9c4d6" stroke-width="1.1"/>',
    ),
}
MEANING = {
    Status.CLEAR: "nothing prohibits it",
    Status.CONDITIONS: "allowed on conditions",
    Status.UNKNOWN: "turns on facts not given",
    Status.PERMISSION: "needs a permission first",
    Status.BARRED: "prohibited, no permission exists",
}
REGIME = {
    "us-passport": "US passport",
    "us-ofac": "US sanctions",
    "us-bis": "US exports",
    "us-immigration": "US entry",
    "us-other": "Other US law",
    "un-1718": "United Nations",
    "kr": "South Korea",
    "eu": "European Union",
    "uk": "United Kingdom",
    "": "no rule reaches it",
}
