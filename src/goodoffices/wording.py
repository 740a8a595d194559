"""The words of a ruling as a reader is told them."""

from __future__ import annotations

from collections.abc import Mapping

REGIME: Mapping[str, str] = {
    "us-passport": "US passport (State)",
    "us-ofac": "US sanctions (Treasury, OFAC)",
    "us-bis": "US export controls (Commerce, BIS)",
    "us-immigration": "US entry and visas",
    "us-other": "Other US law",
    "un-1718": "United Nations (1718 Committee)",
    "kr": "Republic of Korea",
    "eu": "European Union",
    "uk": "United Kingdom",
}
OUTLOOK: Mapping[str, str] = {
    "favourable": "usually granted",
    "case-by-case": "decided case by case",
    "presumption-of-denial": "generally denied",
    "none-known": "a route exists in law, no grant is known",
}
CONFIDENCE: Mapping[str, str] = {
    "secondary": "read through an official summary or a report",
    "memory": "from memory, no source was read",
    "reading": "our own reading; the text is silent",
}
