"""Which listings are for North Korea: each list has its own word for it, and OFAC has one that is no programme."""

from __future__ import annotations

from goodoffices.parties.model import ListedParty

SECONDARY = "North Korea Sanctions Regulations"
"""OFAC's remark on parties without a tag of North Korea too: "Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201
and 510.210". In May 2024 it stood on 591 entries, of which 109 have no tag."""


def concerns_north_korea(party: ListedParty) -> bool:
    """Whether a party is listed for North Korea.

    OFAC's programmes begin with DPRK, the UN's and the regime of other lists is DPRK; the UK's numbers and regime begin with DPR or name
    the country; the EU's programme is PRK.
    """
    return SECONDARY in party.remarks or any(_north_korea(programme) for programme in party.programmes)


def _north_korea(programme: str) -> bool:
    return (
        programme.startswith("DPRK")
        or programme in ("DPR", "PRK", "EU-PRK")
        or "democratic people's republic of korea" in programme.lower().replace("’", "'")
    )
