"""Every authority case of the folder, none treated apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authority.cases import FOLDER, read_case, ruled, wrong


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_ruling_agrees_with_the_authority(path: Path) -> None:
    case = read_case(path)
    assert wrong(case, ruled(case)) == []


def test_there_are_cases_for_every_regime() -> None:
    regimes = {e.regime for path in FOLDER.glob("*.yaml") for e in read_case(path).expect}
    assert regimes == {"us-passport", "us-ofac", "us-bis", "us-immigration", "us-other", "un-1718", "kr", "eu", "uk"}
