"""How long a case's records have to be kept.

31 CFR 501.601 asks whoever engages in a transaction that OFAC's regulations govern to have its record ready for examination "for at least 10
years after the date of such transaction". Until 2025-03-11 it said five (62 FR 45101); 89 FR 74832 made it ten from 2025-03-12, and
90 FR 13286 adopted that unchanged. Neither says what becomes of older records. Read as it stands, the duty of ten years meets every
transaction whose record still had to be kept on 2025-03-12, that is from 2020-03-12 on; the five years of earlier ones had run out. This is a
reading and no ruling of OFAC's, and it is the cautious one of two. Apart from records, a claim for a violation after 2019-04-24 can be brought
for ten years (50 U.S.C. 1705(d), Pub. L. 118-50, div. D, sec. 3111), so that a record of those days is worth keeping as long.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.values import Day, years_after

TEN_FROM = Day(2025, 3, 12)
"""The first day of the ten years (89 FR 74832)."""

_STILL_KEPT_FROM = Day(2020, 3, 12)
"""Transactions from this day on had a record that was still due when the ten years came."""

_CLAIMS_FROM = Day(2019, 4, 25)
"""Violations from this day on were not yet barred by time when the ten years for claims came, on 2024-04-24."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Until which day records are to be kept, why, and until when a claim may come."""

    until: Day
    years: int
    because: str
    claims_until: Day | None

    def __str__(self) -> str:
        claim = ""
        if self.claims_until and self.claims_until > self.until:
            claim = (
                f"; a claim may still be brought until {self.claims_until} (50 U.S.C. 1705(d)), so keep them till then"
            )
        return f"keep until {self.until}: {self.because}{claim}"


def retention(last: Day, ofac: bool) -> Retention:
    """How long to keep the records of a case whose last transaction was on a day; `ofac`: whether a rule of OFAC's reaches it."""
    years = 10 if last >= _STILL_KEPT_FROM else 5
    which = (
        "31 CFR 501.601 as amended by 89 FR 74832"
        if last >= TEN_FROM
        else "31 CFR 501.601, whose ten years since 2025-03-12 meet records that were then still to be kept"
        if years == 10
        else "31 CFR 501.601 as it was until 2025-03-11"
    )
    because = f"{years} years from {last} ({which})"
    if not ofac:
        because += "; no rule of OFAC's reaches this plan, and the same time is proposed for want of another"
    return Retention(years_after(last, years), years, because, years_after(last, 10) if last >= _CLAIMS_FROM else None)
