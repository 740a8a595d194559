"""The particulars that a packet misses, as a file to fill in, and the account of where each value came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from goodoffices.packets.assemble import Packet
from goodoffices.packets.facts_packet import whereabouts
from goodoffices.packets.forms import Forms
from goodoffices.packets.particulars import ACT, ITEM, PARTY
from goodoffices.packets.sources import Blank, Found

_MEANINGS: Mapping[str, Mapping[str, str]] = {"parties": PARTY, "acts": ACT, "items": ITEM}


def by_hand(forms: Forms) -> dict[str, frozenset[str]]:
    """The fields of each form that nobody but a person can answer."""
    return {
        form.name: frozenset(f.id for f in form.fields.values() if not f.source and not f.rows)
        for form in forms.forms.values()
    }


def skeleton(packet: Packet) -> str:
    """A file of particulars with every answer that is missing, each empty and with what it means."""
    lines = [
        "# Fill in what you know and leave the rest empty; then: goodoffices packet PLAN --particulars THIS-FILE -o FOLDER",
        "goodoffices-particulars: 1",
    ]
    missing = {b: asks for b, (asks, _) in packet.missing().items() if b.where == "particulars"}
    for section in ("parties", "acts", "items", "forms"):
        own = [b for b in missing if b.section == section]
        if own:
            lines.append(f"{section}:")
        for of in dict.fromkeys(b.of for b in own):
            lines.append(f"  {_quoted(of)}:")
            for blank in own:
                if blank.of == of:
                    meaning = _MEANINGS.get(section, {}).get(blank.name) or missing[blank]
                    lines.append(f"    {blank.name}:   # {meaning}")
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    """A name as a key of YAML, on one line."""
    return yaml.safe_dump(name, allow_unicode=True, default_style='"', width=10**6).strip()


def explain(packet: Packet) -> Iterator[str]:
    """Where each value of each document came from, and where the answer to each blank goes."""
    for paper in packet.papers[1:]:
        yield f"{paper.name}: {paper.document.title}"
        for one in paper.document.filled:
            name = f"{one.row}, {one.field}" if one.row else one.field
            if isinstance(one.answer, Found):
                value = "; ".join(one.answer.lines) or "none"
                where = "; ".join(f"{o.kind} {o.where}" for o in one.answer.origins) or "the form"
                yield f"  {name} = {value}  <- {where}"
            elif isinstance(one.answer, Blank):
                yield f"  {name}: MISSING ({one.asks})  -> {whereabouts(one.answer, packet.dossier)}"
        yield ""
