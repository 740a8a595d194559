"""A comparison as JSON, `goodoffices-comparison/1`, and a summary of many, `goodoffices-summary/1`."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.ruling.export import Json
from goodoffices.scenarios.compare import Asking, Comparison, FindingChange, Summary, Tally


def comparison_json(comparison: Comparison) -> dict[str, Json]:
    """A comparison as plain values."""
    before, after = comparison.asking
    return {
        "format": "goodoffices-comparison/1",
        "title": comparison.title,
        "as_of": comparison.before.as_of.isoformat(),
        "reforms": [reform.name for reform in comparison.reforms],
        "before": comparison.before.status.value,
        "after": comparison.after.status.value,
        "asking": {"before": _asking(before), "after": _asking(after)},
        "acts": [
            {
                "act": act.act,
                "kind": act.kind,
                "before": act.before.value,
                "after": act.after.value,
                "findings": [_finding(change) for change in act.findings],
                "still_closed_by": [{"id": rule.id, "cite": rule.cite, "title": rule.title} for rule in act.still],
            }
            for act in comparison.acts
        ],
    }


def _finding(change: FindingChange) -> Json:
    return {
        "regime": change.regime,
        "subject": change.subject,
        "before": change.before.status.value if change.before else "clear",
        "after": change.after.status.value if change.after else "clear",
        "outlook_before": change.before.outlook if change.before else "",
        "outlook_after": change.after.outlook if change.after else "",
    }


def _asking(asking: Asking) -> Json:
    return {"permissions": [one.ask.id for one in asking.permissions], "days": asking.days, "papers": asking.papers}


def summary_json(summary: Summary) -> dict[str, Json]:
    """A summary as plain values."""
    return {
        "format": "goodoffices-summary/1",
        "reforms": [reform.name for reform in summary.reforms],
        "plans": _tally(summary.plans),
        "likelier": summary.likelier,
        "statuses": {s.value: {"before": b, "after": a} for s, (b, a) in summary.statuses.items()},
        "kinds": _tallies(summary.kinds),
        "regimes": _tallies(summary.regimes),
        "permissions": {"before": summary.permissions[0], "after": summary.permissions[1]},
        "papers": {"before": summary.papers[0], "after": summary.papers[1]},
    }


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, Json]:
    return {name: _tally(tally) for name, tally in tallies.items()}


def _tally(tally: Tally) -> Json:
    return {"lighter": tally.lighter, "same": tally.same, "heavier": tally.heavier}
