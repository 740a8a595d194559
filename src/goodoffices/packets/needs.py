"""Which documents a ruling calls for: one matter for each permission, notice, rule relied on, and letter to a bank or carrier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.packets.facts_law import STATUS, against
from goodoffices.packets.forms import Form, Forms
from goodoffices.packets.matter import Dossier, Matter
from goodoffices.plan.model import Act
from goodoffices.ruling.model import AppliedRule, Ask, Condition, Finding
from goodoffices.values import Status

_OPEN = (Status.UNKNOWN, Status.BARRED)
_ASKED = ("applied", "filed", "filed-late", "granted")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A document that is not made, and why."""

    title: str
    why: str


def matters(dossier: Dossier, forms: Forms) -> Iterator[Matter | LeftOut]:
    """Every document to make, in the order of filing, reliance, letters; and what is left out, with the reason."""
    yield from _permissions(dossier, forms)
    yield from _notices(dossier, forms)
    yield from _reliance(dossier, forms)
    yield from _letters(dossier, forms)


def _findings(dossier: Dossier) -> Iterator[Finding]:
    for act in dossier.ruling.acts:
        yield from act.findings


def _permissions(dossier: Dossier, forms: Forms) -> Iterator[Matter]:
    for needed in dossier.ruling.permissions:
        findings = [f for f in _findings(dossier) if any(a.id == needed.ask.id for a in f.permissions)]
        for form in forms.for_permission(needed.ask.id):
            yield from _spread(form, dossier, findings, ask=needed.ask)


def _notices(dossier: Dossier, forms: Forms) -> Iterator[Matter | LeftOut]:
    """Notices and reports that conditions ask for by a day; how to apply for a permission is told by its own document."""
    general = forms.named("notice")
    found: dict[tuple[str, str], tuple[Form, Condition, list[Finding]]] = {}
    for finding in _findings(dossier):
        if finding.status not in (Status.CLEAR, Status.CONDITIONS):
            continue
        for condition in finding.conditions:
            if not condition.due_rule:
                continue
            own = (f for f in forms.forms.values() if any(condition.cite.startswith(cite) for cite in f.notices))
            form = next(own, general)
            key = (form.name, "" if form is not general else condition.do)
            found.setdefault(key, (form, condition, []))[2].append(finding)
    for form, condition, findings in found.values():
        waiting = [f for f in findings if not _in_hand(form, dossier, f)]
        if waiting:
            yield from _spread(form, dossier, waiting, notice=condition)
        else:
            yield LeftOut(form.title, "the plan says that it has been filed")


def _in_hand(form: Form, dossier: Dossier, finding: Finding) -> bool:
    act = dossier.act(finding.act)
    actor = dossier.actor(act)
    held = (*act.holds, *(actor.holds if actor else ()))
    return bool(form.permissions) and any(h.permission in form.permissions and h.state in _ASKED for h in held)


def _spread(
    form: Form, dossier: Dossier, findings: Sequence[Finding], ask: Ask | None = None, notice: Condition | None = None
) -> Iterator[Matter]:
    """The matters of one form: one for each traveller, guest, act or applicant, as the form says."""
    acts = [dossier.act(ident) for ident in dict.fromkeys(f.act for f in findings)]
    groups: dict[tuple[str, str], list[Act]] = {}
    for act in acts:
        actor = dossier.actor(act)
        for person in _people(form, act, findings, dossier):
            key = (act.id, "") if form.per == "act" else ("" if person else actor.id if actor else "", person)
            groups.setdefault(key, []).append(act)
    for (_, person), chosen in groups.items():
        ids = {act.id for act in chosen}
        own = tuple(
            f
            for f in findings
            if f.act in ids and (not person or f.subject == person or f.subject not in dossier.plan.parties)
        )
        yield Matter(
            dossier=dossier,
            form=form,
            acts=tuple(chosen),
            applicant=dossier.actor(chosen[0]),
            person=dossier.plan.parties.get(person),
            ask=ask,
            notice=notice,
            findings=own or tuple(f for f in findings if f.act in ids),
        )


def _people(form: Form, act: Act, findings: Sequence[Finding], dossier: Dossier) -> Iterable[str]:
    """The travellers or guests of an act who need the paper; one unnamed where the plan names nobody, and none for other forms."""
    field = {"traveller": "who", "guest": "guests"}.get(form.per)
    if field is None:
        return ("",)
    subjects = {f.subject for f in findings if f.act == act.id}
    named = [ident for ident in act.ids(field) or () if ident in dossier.plan.parties]
    if not named and field == "who":
        actor = dossier.actor(act)
        named = [actor.id] if actor else []
    return [ident for ident in named if ident in subjects] or named or ("",)


def _reliance(dossier: Dossier, forms: Forms) -> Iterator[Matter | LeftOut]:
    """A memo for each rule that lifts a prohibition of its own, such as a general licence, unless an act that it serves is stopped."""
    for form in (f for f in forms.forms.values() if f.effects):
        found: dict[str, tuple[AppliedRule, list[Finding]]] = {}
        for finding in _findings(dossier):
            if finding.status in (Status.CLEAR, Status.CONDITIONS):
                for rule in finding.rules:
                    if rule.effect in form.effects:
                        found.setdefault(rule.id, (rule, []))[1].append(finding)
        for rule, findings in found.values():
            for ident in dict.fromkeys(f.act for f in findings):
                if dossier.standing(dossier.act(ident)) in _OPEN:
                    yield LeftOut(
                        f"{form.title.split(':')[0]}: {rule.cite}, for {ident}", _why(dossier, dossier.act(ident))
                    )
            going = [f for f in findings if dossier.standing(dossier.act(f.act)) not in _OPEN]
            acts = tuple(dossier.act(ident) for ident in dict.fromkeys(f.act for f in going))
            if acts:
                yield Matter(dossier, form, acts, dossier.actor(acts[0]), rule=rule, findings=tuple(going))


def _letters(dossier: Dossier, forms: Forms) -> Iterator[Matter | LeftOut]:
    """Letters to a bank or carrier for each act of their kind: what allows it, or what is pending; none where it is barred or undecided."""
    letters = [f for f in forms.forms.values() if f.kinds]
    for act in dossier.plan.acts:
        own = [f for f in letters if act.kind in f.kinds]
        status = dossier.standing(act)
        fit = [f for f in own if status.value in f.statuses]
        if own and not fit:
            yield LeftOut(f"Letter to a bank or carrier, for {act.id}", _why(dossier, act))
        for form in fit:
            findings = [f for one in dossier.around(act) for f in dossier.ruled(one.id).findings]
            yield Matter(dossier, form, (act,), dossier.actor(act), findings=tuple(findings))


def _why(dossier: Dossier, act: Act) -> str:
    worst = dossier.standing(act)
    lines = [against(dossier, act.id, one.id) for one in dossier.around(act) if dossier.worst(one.id) is worst]
    return " ".join(lines) or STATUS[worst]
