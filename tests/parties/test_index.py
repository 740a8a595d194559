from datetime import date
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.index import NameIndex, arrays, load, save
from goodoffices.parties.model import Identifier, ListedParty, Name

PARTY = ListedParty(
    "17", "us-sdn", "Person", (Name("RI, Pyong Chol", "primary", "Latn", "RI"), Name("리병철", script="Kore")), ("DPRK3",),
    (Identifier("passportNumber", "PS 123", "KP"),), ("1948",), ("Pyongyang",), ("KP",), ("Street 1",), date(2022, 4, 1), None, "a remark",
)  # fmt: skip


def test_a_party_comes_back_from_the_file_as_it_was(tmp_path: Path) -> None:
    save(arrays([PARTY]), tmp_path / "names.index")
    assert NameIndex(load(tmp_path / "names.index")).party(0) == PARTY


def test_an_index_of_nobody_can_be_saved_and_opened(tmp_path: Path) -> None:
    save(arrays([]), tmp_path / "names.index")
    assert NameIndex(load(tmp_path / "names.index")).count == 0


@pytest.mark.parametrize("keep", [0, 10, 2000, -1])
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "names.index"
    save(arrays([PARTY]), path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match="Build it again"):
        load(path)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    path.write_text("names,dates\n", "utf-8")
    with pytest.raises(InputError, match="Build it again"):
        load(path)


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Build the index"):
        load(tmp_path / "names.index")


def test_a_failed_write_leaves_the_old_index_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "names.index"
    save(arrays([PARTY]), path)
    before = path.read_bytes()
    with pytest.raises(AttributeError):
        save({**arrays([PARTY]), "broken": None}, path)  # type: ignore[dict-item]
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["names.index"]


def test_an_identifier_is_found_however_it_is_punctuated() -> None:
    index = NameIndex(arrays([PARTY]))
    assert index.identified("ps-123") == [0]
    assert index.identified("PS124") == []
