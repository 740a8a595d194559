"""Two hundred plausible plans: no blank for which the plan had a value, nothing that reads as lawful and is not, every file whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.packets import Packet, write_packet
from goodoffices.packets.document import MARK
from goodoffices.packets.sources import Blank
from goodoffices.plan.model import Plan
from goodoffices.samples import as_document, plausible
from goodoffices.values import Status
from tests.packets.made import docx_lines, packet_of, text_of

COUNT = 200
_OPEN = (Status.BARRED, Status.UNKNOWN)


@pytest.fixture(scope="module")
def packets() -> list[tuple[Plan, Packet]]:
    return [(plan, packet_of(plan)) for plan in plausible(2026, COUNT)]


def values_of(plan: Plan, blank: Blank) -> Iterator[object]:
    """What the plan's own file says where a blank says that its answer belongs; read from the document, not through the forms."""
    document = as_document(plan)
    if blank.section == "plan":
        yield document.get(blank.name)
        return
    if blank.section == "items":
        for act in document["acts"]:  # type: ignore[union-attr]
            for item in act.get("items", ()):  # type: ignore[union-attr]
                if item["name"] == blank.of:  # type: ignore[index,call-overload]
                    yield item.get(blank.name)  # type: ignore[union-attr]
        return
    for entry in document[blank.section]:  # type: ignore[union-attr]
        if entry["id"] == blank.of:  # type: ignore[index,call-overload]
            yield entry.get(blank.name)  # type: ignore[union-attr]


def test_no_blank_is_left_for_which_the_plan_has_a_value(packets: list[tuple[Plan, Packet]]) -> None:
    looked = 0
    for plan, packet in packets:
        for blank in packet.missing():
            if blank.where == "plan":
                found = list(values_of(plan, blank))
                assert found, (plan.place, blank)
                # Of two items of one name the plan may say it of one and not of the other.
                assert any(value is None for value in found), (plan.place, blank, found)
                looked += 1
    assert looked > 500


def test_every_permission_of_a_ruling_has_a_document(packets: list[tuple[Plan, Packet]]) -> None:
    asked = 0
    for plan, packet in packets:
        for needed in packet.dossier.ruling.permissions:
            acts = {
                a.id
                for p in packet.papers
                for a in p.document.matter.acts
                if p.document.matter.ask and p.document.matter.ask.id == needed.ask.id
            }
            assert set(needed.acts) <= acts, (plan.place, needed.ask.id)
            asked += 1
    assert asked > 100


def test_nothing_reads_as_lawful_for_an_act_that_is_barred_or_undecided(packets: list[tuple[Plan, Packet]]) -> None:
    letters = 0
    for plan, packet in packets:
        dossier = packet.dossier
        stopped = {
            a.id
            for a in plan.acts
            if any(f.status in _OPEN for f in dossier.ruled(a.id).findings) or dossier.ruled(a.id).status in _OPEN
        }
        cover = text_of(packet.checklist.document)
        assert bool(stopped) == ("AS IT STANDS" in cover), plan.place
        for paper in packet.papers[1:]:
            acts = {a.id for a in paper.document.matter.acts}
            if paper.document.form.name in ("comfort", "comfort-pending", "reliance"):
                assert not acts & stopped, (plan.place, paper.name)
                letters += 1
            elif acts & stopped:
                assert paper.document.banner, (plan.place, paper.name)
    assert letters > 50


def test_a_letter_that_says_allowed_is_only_of_what_the_ruling_allows(packets: list[tuple[Plan, Packet]]) -> None:
    for plan, packet in packets:
        for paper in packet.papers:
            if paper.document.form.name == "comfort":
                (act,) = paper.document.matter.acts
                assert {f.status for f in packet.dossier.ruled(act.id).findings} <= {Status.CLEAR, Status.CONDITIONS}, (
                    plan.place
                )


def test_the_names_of_a_packets_files_are_all_different(packets: list[tuple[Plan, Packet]]) -> None:
    for _, packet in packets:
        names = [p.name for p in packet.papers]
        assert len(names) == len({name.lower() for name in names})


def test_marks_stand_only_where_something_is_missing(packets: list[tuple[Plan, Packet]]) -> None:
    start = MARK.split("{", maxsplit=1)[0]
    for _, packet in packets:
        for paper in packet.papers:
            asked = {MARK.format(asks=f.asks) for f, _ in paper.document.blanks}
            for part in paper.document.parts:
                lines = [*part.lines, *(line for row in part.rows for cell in row for line in cell)]
                for run in (run for line in lines for run in line):
                    assert run.blank == run.text.startswith(start)
                    assert not run.blank or run.text in asked


@pytest.mark.slow
def test_every_file_of_each_fifth_packet_is_written_with_its_blanks_and_no_statement(
    packets: list[tuple[Plan, Packet]], tmp_path: Path
) -> None:
    for number, (_, packet) in enumerate(packets[::5]):
        folder = tmp_path / str(number)
        write_packet(packet, folder)
        for paper in packet.papers:
            text = "\n".join(docx_lines((folder / f"{paper.name}.docx").read_bytes()))
            assert "{%" not in text and "{{" not in text
            for filled, _ in paper.document.blanks:
                if not paper.document.sheets:
                    assert MARK.format(asks=filled.asks) in text
            assert (folder / f"{paper.name}.pdf").read_bytes().startswith(b"%PDF-")


def test_the_latest_day_of_a_permission_is_that_of_the_ruling(packets: list[tuple[Plan, Packet]]) -> None:
    looked = 0
    for plan, packet in packets:
        for needed in packet.dossier.ruling.permissions:
            days = [
                p.step.latest
                for p in packet.papers
                if p.step and p.document.matter.ask and p.document.matter.ask.id == needed.ask.id
            ]
            known = [day for day in days if day]
            assert min(known, default=None) == needed.latest, (plan.place, needed.ask.id)
            looked += bool(known)
    assert looked > 80
