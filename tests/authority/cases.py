"""Reading authority cases and holding rulings against them. The form is told in docs/cases.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.law.base import Law
from goodoffices.law.parts import Parts
from goodoffices.marked import MarkedMap, read_file
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import plan_of
from goodoffices.ruling.model import Finding, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Status

FOLDER = Path(__file__).parent / "cases"
_KEYS = {"act", "regime", "status", "subject", "cites", "not_cites", "conditions", "outlook", "questions"}


@dataclass(frozen=True)
class Expected:
    """One expectation: what the source decides of one act under one regime."""

    act: str
    regime: str
    status: tuple[str, ...]
    subject: str
    cites: tuple[str, ...]
    not_cites: tuple[str, ...]
    conditions: tuple[str, ...]
    outlook: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A plan, and what an authority said of it."""

    name: str
    plan: Plan
    expect: tuple[Expected, ...]


def read_case(path: Path) -> Case:
    """Read a case file; the file's name is the case's."""
    root = read_file(path)
    assert isinstance(root, MarkedMap)
    parts = Parts(root, path.stem, {"case", "source", "plan", "expect", "pair"})
    assert parts.text("case") == path.stem
    source = root["source"]
    assert isinstance(source, MarkedMap)
    Parts(source, path.stem, {"cite", "date", "url", "says", "seen"}).text("cite")
    return Case(path.stem, plan_of(root["plan"], str(path)), tuple(_expected(e) for e in parts.maps("expect")))


def _expected(entry: MarkedMap) -> Expected:
    parts = Parts(entry, "expectation", _KEYS)
    return Expected(
        parts.text("act"),
        parts.text("regime"),
        parts.texts("status"),
        parts.text("subject", ""),
        parts.texts("cites"),
        parts.texts("not_cites"),
        parts.texts("conditions"),
        parts.text("outlook", ""),
        parts.texts("questions"),
    )


def ruled(case: Case) -> Ruling:
    """The ruling of a case's plan on its own day."""
    assert case.plan.as_of is not None
    return rule(case.plan, Law.on(case.plan.as_of))


def wrong(case: Case, ruling: Ruling) -> list[str]:
    """Everything in which a ruling differs from what the source says."""
    return [line for expected in case.expect for line in _wrong(expected, ruling)]


def _wrong(expected: Expected, ruling: Ruling) -> Iterator[str]:
    act = next(a for a in ruling.acts if a.act == expected.act)
    findings = [f for f in act.findings if f.regime == expected.regime and expected.subject in ("", f.subject)]
    status = max((f.status for f in findings), key=lambda s: s.weight, default=Status.CLEAR)
    where = f"{expected.act}/{expected.regime}"
    if status.value not in expected.status:
        yield f"{where} is {status.value}, expected {' or '.join(expected.status)}"
    deciding = [f for f in findings if f.status is status]
    cites = [r.cite for f in deciding for r in f.rules]
    yield from (
        f"{where} does not cite {c}: {cites}" for c in expected.cites if not any(x.startswith(c) for x in cites)
    )
    yield from (f"{where} cites {c}" for c in expected.not_cites if any(x.startswith(c) for x in cites))
    conditions = _conditions(findings)
    yield from (
        f"{where} lacks the condition {c!r}: {conditions}" for c in expected.conditions if not _within(c, conditions)
    )
    if expected.outlook and expected.outlook not in {f.outlook for f in deciding}:
        yield f"{where} has the outlook {[f.outlook for f in deciding]}, expected {expected.outlook}"
    asks = [q.ask for f in deciding for q in f.questions]
    yield from (f"{where} does not ask about {q!r}: {asks}" for q in expected.questions if not _within(q, asks))


def _conditions(findings: list[Finding]) -> list[str]:
    return [f"{c.do} {c.due_rule} {c.due or ''}" for f in findings for c in f.conditions]


def _within(text: str, texts: list[str]) -> bool:
    return any(text.casefold() in one.casefold() for one in texts)
