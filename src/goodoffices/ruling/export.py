"""A ruling as JSON: the contract `goodoffices-ruling/1`, whose schema is `ruling.schema.json`."""

from __future__ import annotations

from goodoffices.ruling.model import Ask, Condition, Finding, Question, Ruling
from goodoffices.values import DECIDED, Day

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


def as_json(ruling: Ruling) -> dict[str, Json]:
    """The ruling as plain values, ready for `json.dumps`."""
    return {
        "format": "goodoffices-ruling/1",
        "title": ruling.title,
        "as_of": ruling.as_of.isoformat(),
        "law_verified_on": ruling.law_verified_on.isoformat(),
        "status": ruling.status.value,
        "acts": [
            {"act": a.act, "kind": a.kind, "status": a.status.value, "findings": [_finding(f) for f in a.findings]}
            for a in ruling.acts
        ],
        "questions": [_question(q) for q in ruling.questions],
        "permissions": [{**_ask(p.ask), "acts": list(p.acts), "latest": _day(p.latest)} for p in ruling.permissions],
        "deadlines": [
            {"day": d.day.isoformat(), "do": d.do, "act": d.act, "cite": d.cite, "certain": d.certain}
            for d in ruling.deadlines
        ],
        "assumptions": [
            {"about": a.about, "text": a.text, "ground": a.ground, "overrule": a.overrule} for a in ruling.assumptions
        ],
        "unasked": list(ruling.unasked),
        "left_aside": list(ruling.left_aside),
        "screening": [
            {
                "party": s.party,
                "name": s.name,
                "listed": None if s.listed is None else list(s.listed),
                "source": s.source,
            }
            for s in ruling.screening
        ],
        "notices": list(ruling.notices),
    }


def _finding(finding: Finding) -> Json:
    return {
        "regime": finding.regime,
        "subject": finding.subject,
        "status": finding.status.value,
        "interval": [DECIDED[finding.interval.low].value, DECIDED[finding.interval.high].value],
        "outlook": finding.outlook,
        "rules": [
            {
                "id": r.id,
                "cite": r.cite,
                "effect": r.effect,
                "title": r.title,
                "source": r.source,
                "urls": list(r.urls),
                "confidence": r.confidence,
                "note": r.note,
            }
            for r in finding.rules
        ],
        "because": list(finding.because),
        "permission": _ask(finding.permissions[0]) if finding.permissions else None,
        "permissions": [_ask(ask) for ask in finding.permissions],
        "may_need": [_ask(ask) for ask in finding.may_need],
        "conditions": [_condition(c) for c in finding.conditions],
        "warnings": list(finding.warnings),
        "questions": [_question(q) for q in finding.questions],
    }


def _condition(condition: Condition) -> Json:
    return {
        "do": condition.do,
        "due": _day(condition.due),
        "due_rule": condition.due_rule,
        "cite": condition.cite,
        "certain": condition.certain,
    }


def _question(question: Question) -> Json:
    return {"term": question.term, "ask": question.ask, "explain": question.explain, "decides": list(question.decides)}


def _ask(ask: Ask) -> dict[str, Json]:
    return {
        "id": ask.id,
        "title": ask.title,
        "authority": ask.authority,
        "how": ask.how,
        "form": ask.form,
        "fee": ask.fee,
        "lead_days": ask.lead_days,
        "lead_note": ask.lead_note,
        "valid_days": ask.valid_days,
        "url": ask.url,
        "outlook": ask.outlook,
    }


def _day(day: Day | None) -> str | None:
    return day.isoformat() if day else None
