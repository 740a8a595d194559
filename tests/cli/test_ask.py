"""The interview and the file: an answer goes in, and nothing else in the file changes, or the file stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.ask import write_answer
from goodoffices.cli.main import main
from goodoffices.errors import InputError
from goodoffices.ruling.model import Question

YAML = """# ours
goodoffices: 1
sponsor: me
parties:   # all of them
  - {id: me, kind: person,   name: "Me"}   # flow
  - id: them
    kind: organisation
acts:
  - {id: talk, kind: message, to: [them], from: 2024-01-02}  # last
"""


def residence(party: str = "me") -> Question:
    return Question(f"{party}.residence", "Where?", "", (), "country", "party", "residence")


def answered(path: Path, text: str, answer: str = "KR", party: str = "me") -> str:
    path.write_bytes(text.encode())
    write_answer(path, residence(party), answer)
    return path.read_bytes().decode()


def test_comments_stay_in_a_flow_style_file(tmp_path: Path) -> None:
    text = answered(tmp_path / "plan.yaml", YAML)
    assert "residence: KR" in text and all(c in text for c in ("# ours", "# all of them", "# flow", "# last"))


def test_windows_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    text = answered(tmp_path / "plan.yaml", "\ufeff" + YAML.replace("\n", "\r\n"))
    assert text.startswith("\ufeff# ours\r\n") and text.count("\n") == text.count("\r\n")


def test_a_json_plan_stays_json(tmp_path: Path) -> None:
    plan = {
        "goodoffices": 1,
        "sponsor": "me",
        "parties": [{"id": "me", "kind": "person", "name": "평양 😀"}, {"id": "them", "kind": "person"}],
        "acts": [{"id": "talk", "kind": "message", "to": ["them"]}],
    }
    made = json.loads(answered(tmp_path / "plan.json", json.dumps(plan, indent=2)))
    assert made["parties"][0] == {**plan["parties"][0], "residence": "KR"}  # type: ignore[index]


def test_an_answer_that_would_change_a_second_party_through_an_anchor_is_refused(tmp_path: Path) -> None:
    text = YAML.replace("- {id: me", "- &one {id: me").replace("{id: talk,", "{id: talk, facts: *one,")
    with pytest.raises(InputError):
        answered(tmp_path / "plan.yaml", text)
    assert (tmp_path / "plan.yaml").read_bytes().decode() == text


@pytest.mark.parametrize("answer", ["Mars", "\x1b[31m", "\u202eKR", "\udc80", "- [", "*x", "KR\x00"])
def test_nonsense_leaves_the_file_as_it_was(answer: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        answered(tmp_path / "plan.yaml", YAML, answer)
    assert (tmp_path / "plan.yaml").read_bytes().decode() == YAML
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_link_goes_on_leading_to_the_plan_whose_rights_stay(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "plan.yaml").chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("plan.yaml")
    write_answer(tmp_path / "link.yaml", residence(), "KR")
    assert (tmp_path / "link.yaml").is_symlink() and "residence: KR" in (tmp_path / "plan.yaml").read_text("utf-8")
    assert (tmp_path / "plan.yaml").stat().st_mode & 0o777 == 0o640


def test_a_read_only_plan_is_told_before_the_first_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(YAML, encoding="utf-8")
    path.chmod(0o444)
    assert main(["ask", str(path)]) == 2
    told = capsys.readouterr()
    assert "make it writable" in told.err and not told.out


def test_an_answer_about_somebody_outside_the_parties_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="add it there"):
        answered(tmp_path / "plan.yaml", YAML, party="Acme")


def test_a_question_that_its_answer_leaves_open_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        YAML.replace("message", "export").replace(", from", ", items: [{name: x}, {name: x}], from"), "utf-8"
    )
    replies = 0

    def reply(prompt: str) -> str:
        nonlocal replies
        replies += 1
        assert replies < 100
        return "no"

    monkeypatch.setattr("builtins.input", reply)
    assert main(["ask", str(path)]) == 0
    assert "No more questions" in capsys.readouterr().out
