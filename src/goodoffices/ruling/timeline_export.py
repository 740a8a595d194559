"""A timeline as JSON: the contract `goodoffices-timeline/1`, whose schema is `timeline.schema.json`."""

from __future__ import annotations

from goodoffices.ruling.export import Json
from goodoffices.ruling.timeline import ActTimeline, Span, Timeline


def timeline_json(timeline: Timeline) -> dict[str, Json]:
    """The timeline as plain values, ready for `json.dumps`; `turns` are the plan's status from each day on which an act's ruling changes."""
    return {
        "format": "goodoffices-timeline/1",
        "title": timeline.title,
        "from": timeline.start.isoformat(),
        "until": timeline.until.isoformat(),
        "turns": [{"day": day.isoformat(), "status": timeline.status(day).value} for day in timeline.turns()],
        "acts": [_act(act) for act in timeline.acts],
    }


def _act(act: ActTimeline) -> Json:
    return {"act": act.act, "kind": act.kind, "spans": [_span(span) for span in act.spans]}


def _span(span: Span) -> Json:
    return {
        "from": span.start.isoformat(),
        "until": span.until.isoformat(),
        "status": span.ruling.status.value,
        "findings": [
            {"regime": f.regime, "subject": f.subject, "status": f.status.value} for f in span.ruling.findings
        ],
        "changed": [
            {"id": r.id, "cite": r.cite, "effect": r.effect, "title": r.title, "source": r.source} for r in span.changed
        ],
    }
