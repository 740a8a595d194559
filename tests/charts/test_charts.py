from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.charts.bars import Bar, Bars, draw
from goodoffices.charts.look import STATUS
from goodoffices.charts.page import page
from goodoffices.charts.rows import plan_stretches, rows
from goodoffices.charts.strip import strip
from goodoffices.charts.svg import clean, fit, width
from goodoffices.ruling.model import ActRuling, AppliedRule, Finding
from goodoffices.ruling.timeline import ActTimeline, Span, Timeline
from goodoffices.values import Day, Interval, Status

SVG = "{http://www.w3.org/2000/svg}"
RULE = AppliedRule("us/x", "22 CFR 51.63", "prohibits", "Title", "82 FR 36067", (), "", "")


def finding(status: Status, act: str) -> Finding:
    return Finding(act, "us-passport", "x", status, Interval(0, 0), "", (RULE,), (), (), (), (), (), ())


def small(title: str = "A visit", act: str = "visit", count: int = 1) -> Timeline:
    first, turn, last = Day(2016, 1, 1), Day(2017, 9, 1), Day(2020, 12, 31)
    spans = (
        Span(first, turn - dt.timedelta(days=1), ActRuling(act, "travel", Status.CLEAR, ()), ()),
        Span(turn, last, ActRuling(act, "travel", Status.PERMISSION, (finding(Status.PERMISSION, act),)), (RULE,)),
    )
    return Timeline(title, first, last, tuple(ActTimeline(f"{act}{n or ''}", "travel", spans) for n in range(count)))


def texts(svg: str) -> list[str]:
    return ["".join(t for t in node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_strip_of_a_small_plan_says_what_it_should() -> None:
    svg = strip(small())
    assert [t for t in texts(svg) if t not in {f"{k.letter} {k.word}" for k in STATUS.values()}] == [
        "A visit",
        "What the law of each day made of it, 2016-01-01 to 2020-12-31",
        "nothing prohibits it",
        "allowed on conditions",
        "turns on facts not given",
        "needs a permission first",
        "prohibited, no permission exists",
        "2017",
        "2018",
        "2019",
        "2020",
        "1",
        "The whole plan",
        "clear",
        "permission",
        "visit",
        "US passport",
        "clear",
        "permission",
        "What changed the rulings",
        "1",
        "2017-09-01",
        "22 CFR 51.63",
        "82 FR 36067",
    ]


def test_a_screen_reader_is_told_the_plans_status_over_time() -> None:
    root = ET.fromstring(strip(small()))
    told = root.findtext(f"{SVG}desc") or ""
    assert root.get("role") == "img" and root.findtext(f"{SVG}title")
    assert (
        "The whole plan is clear from 2016-01-01 to 2017-08-31, then permission from 2017-09-01 to 2020-12-31." in told
    )


@given(st.text(max_size=200), st.text(max_size=80))
def test_hostile_names_leave_the_picture_and_page_well_formed(title: str, act: str) -> None:
    made = small(title, act)
    ET.fromstring(strip(made))
    html = page(made)
    ET.fromstring(html[html.index("<main>") : html.index("</main>") + 7])


def test_marks_that_turn_the_reading_order_are_taken_out() -> None:
    assert clean("a\u202eb\u2066c\x00<&") == "abc\ufffd<&"


@given(st.text(max_size=300), st.integers(30, 400))
def test_shortened_text_keeps_to_its_room(text: str, room: int) -> None:
    assert width(fit(text, 12, room), 12) <= room


@pytest.mark.parametrize("count", [1, 5, 40, 100])
def test_no_text_stands_outside_the_picture(count: int) -> None:
    root = ET.fromstring(strip(small("조선 " * 200, "평양" * 60, count)))
    wide, high = float(root.get("width") or 0), float(root.get("height") or 0)
    for node in root.iter(f"{SVG}text"):
        shown = (node.text or "") + "".join(child.tail or "" for child in node)
        half = width(shown, float(node.get("font-size") or 0)) / (2 if node.get("text-anchor") else 1)
        assert float(node.get("x") or 0) + half <= wide and float(node.get("y") or 0) <= high


def test_the_page_has_a_line_for_each_cell_and_names_its_parts() -> None:
    made = small(count=3)
    html = page(made)
    main = ET.fromstring(html[html.index("<main>") : html.index("</main>") + 7])
    table = main.findall("table")[0]
    assert [(r[1].text, r[3].text) for r in table.findall("tbody/tr")] == [
        (str(c.start), c.status.value) for row in rows(made) for c in row.cells
    ]
    assert '<html lang="en">' in html and "<title>A visit" in html and "<script" not in html and "@media print" in html
    assert all(t.findtext("caption") for t in main.findall("table"))
    assert all(th.get("scope") in {"row", "col"} for th in main.iter("th"))


def test_the_plans_stretches_cover_the_whole_time() -> None:
    assert [(c.start.year, c.until.year, c.status.value) for c in plan_stretches(small())] == [
        (2016, 2017, "clear"),
        (2017, 2020, "permission"),
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("status", Status)
def test_text_on_each_status_colour_can_be_read(status: Status) -> None:
    light, dark = sorted((luminance(STATUS[status].fill), luminance(STATUS[status].ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_each_status_has_a_hatch_and_letter_of_its_own() -> None:
    assert len({k.hatch for k in STATUS.values()}) == len({k.letter for k in STATUS.values()}) == len(Status)


def test_bars_say_each_count_and_the_sum() -> None:
    looks = tuple(STATUS.values())
    svg = draw(Bars("Two laws", looks, (Bar("now <&>", (10, 20, 30, 0, 40)), Bar("reform", (50, 20, 10, 10, 10)))))
    assert {"C 10", "K 20", "B 40", "100", "now <&>"} <= set(texts(svg))


def test_a_bar_with_a_count_missing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 5 counts and has 1"):
        Bars("x", tuple(STATUS.values()), (Bar("now", (1,)),))
