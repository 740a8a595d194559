"""Where publishers publish their lists: the official addresses, each as its publisher names it.

The EU's address carries the token that the Commission's page gives to everybody. `us-sdn` is the advanced XML, the only form of the list
that has names in their own script and the days of listing.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import InputError, nearest

_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports"


@dataclass(frozen=True, slots=True)
class Source:
    """A list's address, its publisher's page about it, and the name under which its file is kept."""

    name: str
    title: str
    url: str
    page: str
    file: str


SOURCES = (
    Source("us-sdn", "OFAC: Specially Designated Nationals", f"{_OFAC}/SDN_ADVANCED.XML", "https://ofac.treasury.gov/sanctions-list-service", "sdn_advanced.xml"),
    Source("us-cons", "OFAC: the other lists, consolidated", f"{_OFAC}/CONS_ADVANCED.XML", "https://ofac.treasury.gov/sanctions-list-service", "cons_advanced.xml"),
    Source(
        "us-csl", "US Consolidated Screening List", "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
        "https://www.trade.gov/consolidated-screening-list", "consolidated.json",
    ),
    Source(
        "un", "UN Security Council", "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
        "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list", "consolidated.xml",
    ),
    Source(
        "eu", "EU financial sanctions", "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
        "https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
        "xmlFullSanctionsList_1_1.xml",
    ),
    Source(
        "uk", "UK Sanctions List", "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
        "https://www.gov.uk/government/publications/the-uk-sanctions-list", "UK-Sanctions-List.xml",
    ),
)  # fmt: skip


def source(name: str) -> Source:
    """A list by its name.

    Raises:
        InputError: there is none of that name.
    """
    for one in SOURCES:
        if one.name == name:
            return one
    names = [one.name for one in SOURCES]
    raise InputError(f"there is no list {name!r}{nearest(name, names)}; there are {', '.join(names)}")
