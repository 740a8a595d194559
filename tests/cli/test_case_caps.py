"""`goodoffices case use`, and what show, due and recheck tell of caps, as a user runs them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="cases need the packages of the extra `cases`")

from goodoffices.cli import case as command
from tests.cli.test_case import go
from tests.desk.cases.plans import HELP, PARCEL, VISIT

CASE, OTHER = "2021-001", "2021-002"
SAYS = HELP.replace("amount: 1000 USD", "amount: 1000 USD, total_this_year: 1000 USD")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("GOODOFFICES_CASES", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "now", lambda: dt.datetime(2021, 3, 1, 9, tzinfo=dt.UTC))
    for name, text in (("help", HELP), ("says", SAYS), ("parcel", PARCEL), ("visit", VISIT)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_use_is_acknowledged_with_its_receipts_and_what_the_ruling_counts(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "says.yaml")
    words = ["--amount", "400 USD", "--day", "2021-02-03", "--note", "Through a bank.", "--attach", "help.yaml"]
    out = go(capsys, "use", CASE, "help", *words)
    assert out.splitlines()[0] == f"Recorded the use of help in {CASE}."
    assert [line.split()[:2] for line in out.splitlines()[1:3]] == [[CASE, "3"], [CASE, "4"]]
    assert "total_this_year is 1,000 USD, as the plan says" in flat(out)
    shown = flat(go(capsys, "show", CASE))
    assert "remittances by Kim Ann: 4,600 USD left of 5,000 USD from 2021-01-01 to 2021-12-31" in shown
    assert "400 USD used; the plan still means 600 USD; starts anew on 2022-01-01 [31 CFR 510.511]" in shown
    assert "used: help (remittance) 400 USD on 2021-02-03; Through a bank.; [help.yaml]" in shown
    assert not shown.startswith("OVER") and "look into" not in shown


def test_what_is_over_a_cap_comes_first_in_show_and_due(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "says.yaml")
    go(capsys, "open", "help.yaml")
    go(capsys, "use", OTHER, "help", "--amount", "5400 USD", "--day", "2021-02-03")
    over = f"OVER THE CAP in {CASE}: remittances by Kim Ann: 5,400 USD used from 2021-01-01 to 2021-12-31, and 5,000 USD is the most"
    for words in (["show", CASE], ["due"]):
        assert flat(go(capsys, *words)).startswith(over)
    told = json.loads(go(capsys, "due", "--json"))
    assert [(one["kind"], one["over"], one["left"], one["anew"]) for one in told[:2]] == [
        ("cap", True, "0 USD", "2022-01-01")
    ] * 2
    whole = json.loads(go(capsys, "show", CASE, "--json"))
    assert whole["caps"][0]["uses_elsewhere"] == 1 and whole["caps"][0]["beyond_with_plan"] == "1,400 USD"
    assert whole["breaches"] == [] and whole["counted"] == []
    breaches = json.loads(go(capsys, "show", OTHER, "--json"))["breaches"]
    assert {one["act"] for one in breaches} == {"help"} and "the plan says 1,000 USD" in str(breaches)


def test_recheck_tells_that_another_case_changed_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "says.yaml", "--no-screen")
    go(capsys, "open", "help.yaml", "--no-screen")
    go(capsys, "use", OTHER, "help", "--amount", "4500 USD", "--day", "2021-02-03")
    out = flat(go(capsys, "recheck", CASE))
    assert "conditions before, permission now" in out
    assert "the plan says total_this_year 1,000 USD, but 1 use in 1 case of this book bring it to 5,500 USD" in out
    assert json.loads(go(capsys, "recheck", CASE, "--json"))[0]["counted"][0]["why"] == "more"


def test_a_use_without_leave_is_recorded_and_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml")
    out = go(capsys, "use", CASE, "visit", "--day", "2021-02-03")
    assert "Uses to look into" in out and "it needed us-special-validation, and the case has none" in out
    assert flat(go(capsys, "show", CASE)).startswith("Uses to look into")


def test_a_mistake_is_taken_back_and_stays_in_the_journal(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "parcel.yaml")
    go(capsys, "use", CASE, "parcel", "--day", "2021-02-28", "--count", "2")
    assert "2 parcels used" in go(capsys, "show", CASE)
    go(capsys, "use", CASE, "--mistaken", "3", "--note", "One was sent by my brother.")
    shown = go(capsys, "show", CASE)
    assert "OVER" not in shown and "entry 3 was a mistake and does not count; One was sent by my brother." in shown
    assert "used: parcel (parcel) 2 times on 2021-02-28" in shown
    assert "1 of 1 cases are whole" in go(capsys, "verify")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "say which act of the plan was done"),
        (["help", "--mistaken", "3"], "say which act of the plan was done"),
        (["hepl", "--amount", "5 USD"], "did you mean 'help'"),
        (["help"], "--amount '500 USD'"),
        (["help", "--amount", "5 USD", "--day", "2021-03-02"], "is still to come"),
        (["help", "--amount", "5 USD", "--count", "0"], "a use is of an amount above zero"),
        (["--mistaken", "1"], "records no use"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    go(capsys, "open", "help.yaml")
    assert says in go(capsys, "use", CASE, *words, code=2)
    assert len(json.loads(go(capsys, "show", CASE, "--json"))["journal"]) == 2


@pytest.mark.parametrize(("money", "says"), [("5", "is not money"), ("5 XXY", "is not an ISO 4217 currency")])
def test_what_is_no_money_is_told(capsys: pytest.CaptureFixture[str], money: str, says: str) -> None:
    with pytest.raises(SystemExit) as ended:
        go(capsys, "use", CASE, "help", "--amount", money)
    assert ended.value.code == 2 and says in capsys.readouterr().err


def test_a_name_that_looks_like_markup_is_shown_as_it_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = HELP.replace("name: Kim Ann", 'name: "Kim [bold]Ann[/bold]"')
    (tmp_path / "marked.yaml").write_text(text, encoding="utf-8")
    go(capsys, "open", "marked.yaml")
    go(capsys, "use", CASE, "help", "--amount", "5400 USD", "--day", "2021-02-03")
    for words in (["show", CASE], ["due"], ["due", "--json"]):
        assert "by Kim [bold]Ann[/bold]" in flat(go(capsys, *words))
