"""What forms ask of the law: the plan's ruling, the permission asked for, the rules and conditions that decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from goodoffices.packets.matter import GRAVITY, Dossier, Matter
from goodoffices.packets.sources import Answer, Blank, Found, Origin, Whose, found, yes
from goodoffices.ruling.model import AppliedRule, Condition, Finding, Question
from goodoffices.values import Day, Status, years_after
from goodoffices.wording import CONFIDENCE, OUTLOOK, REGIME

STATUS = {
    Status.CLEAR: "clear",
    Status.CONDITIONS: "allowed on conditions",
    Status.UNKNOWN: "not decided",
    Status.PERMISSION: "permission needed",
    Status.BARRED: "barred",
}
"""A status as a reader is told it."""

_FEW = 6


class PlanFacts(Whose):
    """The plan as a whole."""

    KNOWN = frozenset({"title"})

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def get(self, what: str) -> Answer:
        """Its title."""
        plan = self.dossier.plan
        return found(plan.title, Origin("plan", f"{plan.place} `title`"))


class RulingFacts(Whose):
    """The ruling: of which day, and what stands against the acts of a document (of the whole plan, where the document covers it)."""

    KNOWN = frozenset(
        {
            "as_of",
            "verified",
            "status",
            "notices",
            "assumptions",
            "hold",
            "barred",
            "unknown",
            "lawful",
            "because",
            "warnings",
            "statuses",
            "pending",
            "open",
            "assumed",
        }
    )

    def __init__(self, matter: Matter) -> None:
        self.matter = matter
        self.ruling = matter.dossier.ruling

    def get(self, what: str) -> Answer:
        """One thing of the ruling."""
        ruling = self.ruling
        origin = Origin("ruling", f"by the law of {ruling.as_of}")
        if what in ("as_of", "verified"):
            return found(str(ruling.as_of if what == "as_of" else ruling.law_verified_on), origin)
        if what == "status":
            return found(self._whole(), origin)
        if what == "notices":
            return found([*ruling.notices, *self._unasked()], origin)
        if what == "assumptions":
            return found([f"{a.text} ({a.overrule})" for a in ruling.assumptions if self._about(a.about)], origin)
        if what == "assumed":
            return found(self._assumed(), origin)
        if what in ("because", "warnings"):
            lines = [line for f in self.matter.findings for line in (f.because if what == "because" else f.warnings)]
            return found(list(dict.fromkeys(lines)), origin)
        if what == "statuses":
            return found([self._told(one.id) for one in self.matter.acts], origin)
        return self._standing(what, origin)

    def _standing(self, what: str, origin: Origin) -> Answer:
        """What stands against the acts: that they are barred, undecided, or wait for a permission."""
        dossier = self.matter.dossier
        by = {s: [a for a in self.matter.acts if dossier.standing(a) is s] for s in Status}
        if what == "barred":
            return yes(bool(by[Status.BARRED]), origin)
        if what == "unknown":
            return yes(bool(by[Status.UNKNOWN]), origin)
        if what == "open":
            return yes(bool(by[Status.UNKNOWN] or by[Status.BARRED]), origin)
        if what == "pending":
            return yes(bool(by[Status.PERMISSION]), origin)
        if what == "lawful":
            return yes(not any(by[s] for s in (Status.PERMISSION, Status.UNKNOWN, Status.BARRED)), origin)
        lines = [
            against(dossier, act.id, around.id)
            for s in (Status.BARRED, Status.UNKNOWN)
            for act in by[s]
            for around in dossier.around(act)
            if dossier.worst(around.id) is s
        ]
        return found(list(dict.fromkeys(lines)), origin)

    def _whole(self) -> str:
        """How all acts of the document stand together."""
        dossier = self.matter.dossier
        ruled = max(
            (dossier.ruled(a.id).status for a in self.matter.acts), key=lambda s: s.weight, default=self.ruling.status
        )
        standing = max((dossier.standing(a) for a in self.matter.acts), key=GRAVITY.index, default=ruled)
        return as_it_stands(ruled, standing)

    def _unasked(self) -> Sequence[str]:
        """The rare facts that nobody was asked."""
        terms = ", ".join(self.ruling.unasked)
        told = f"Rules that turn on rare facts were left aside: {terms}. If one of these holds, state it in the act's `facts` and rule again."
        return [told] if terms else []

    def _assumed(self) -> str:
        """What was taken for granted, as far as one page has room for it."""
        told = [a.text for a in self.ruling.assumptions if self._about(a.about)]
        more = f"; and {len(told) - _FEW} more, which the ruling lists" if len(told) > _FEW else ""
        return "; ".join(told[:_FEW]) + more

    def _told(self, act: str) -> str:
        return f"{act}: {as_it_stands(self.matter.dossier.ruled(act).status, self.matter.dossier.worst(act))}"

    def _about(self, about: str) -> bool:
        names = {i.name for a in self.matter.acts for i in a.items or ()} | {a.id for a in self.matter.acts}
        parties = {p for a in self.matter.acts for n in a.fields for p in (a.ids(n) or ())}
        known = names | parties | {p.name for i, p in self.matter.dossier.plan.parties.items() if i in parties}
        return any(about == n or about.startswith((f"{n}.", f"item:{n}.")) for n in known)


def as_it_stands(ruled: Status, standing: Status) -> str:
    """A status as a reader is told it, with what is worse in a part of it."""
    return STATUS[ruled] if ruled is standing else f"{STATUS[ruled]}; part of it {STATUS[standing]}"


def against(dossier: Dossier, act: str, around: str) -> str:
    """Why an act cannot go ahead, in one line: which rule bars it, or on what it turns."""
    status = dossier.worst(around)
    worst = [f for f in dossier.ruled(around).findings if f.status is status]
    cites = "; ".join(dict.fromkeys(r.cite for f in worst for r in f.rules if r.effect == "prohibits"))
    served = f", which {act} serves," if around != act else ""
    if status is Status.BARRED:
        return f"{around}{served} is BARRED ({cites or 'see the ruling'}): no permission exists to ask for."
    asked = "; ".join(dict.fromkeys(q.ask for f in worst for q in f.questions[:2]))
    return f"{around}{served} is NOT DECIDED ({cites or 'see the ruling'}): {asked or 'see the open questions'}"


class PermissionFacts(Whose):
    """The permission that a document asks for."""

    KNOWN = frozenset(
        {
            "title",
            "authority",
            "how",
            "form",
            "fee",
            "lead",
            "lead_note",
            "valid",
            "url",
            "outlook",
            "source",
            "read",
            "until_asked",
        }
    )

    def __init__(self, matter: Matter) -> None:
        self.matter = matter

    def get(self, what: str) -> Answer:
        """One thing of it, as the ruling carries it."""
        ask, known = self.matter.ask, self.matter.permission
        if ask is None or known is None:
            return Found((), ())
        told = {
            "title": ask.title,
            "authority": ask.authority,
            "how": ask.how,
            "form": ask.form or "none prescribed",
            "fee": ask.fee or "not known",
            "lead": f"{ask.lead_days} days" if ask.lead_days is not None else "not known",
            "lead_note": ask.lead_note,
            "valid": f"{ask.valid_days} days" if ask.valid_days else "as the permission says",
            "url": ask.url,
            "outlook": OUTLOOK.get(ask.outlook, ""),
            "source": known.source,
            "read": CONFIDENCE.get(known.confidence, "its own words were read"),
            "until_asked": "",
        }[what]
        return found(told, Origin("law", f"permission {ask.id} ({known.source})"))


class RuleFacts(Whose):
    """A rule that decides, in one finding."""

    KNOWN = frozenset(
        {
            "cite",
            "title",
            "effect",
            "source",
            "read",
            "regime",
            "subject",
            "act",
            "status",
            "allows",
            "keep_until",
            "note",
        }
    )

    def __init__(self, rule: AppliedRule, finding: Finding, matter: Matter) -> None:
        self.rule = rule
        self.finding = finding
        self.matter = matter

    def get(self, what: str) -> Answer:
        """One thing of it."""
        rule = self.rule
        origin = Origin("law", f"rule {rule.id} ({rule.cite})")
        if what == "keep_until":
            return self._keep_until(origin)
        told = {
            "cite": rule.cite,
            "title": rule.title,
            "effect": rule.effect,
            "source": rule.source,
            "read": CONFIDENCE.get(rule.confidence, "its own words were read"),
            "regime": REGIME.get(self.finding.regime, self.finding.regime),
            "subject": subject(self.finding, self.matter.dossier),
            "act": self.finding.act,
            "status": STATUS[self.finding.status],
            "allows": rule.title,
            "note": rule.note,
        }[what]
        return found(told, origin)

    def _keep_until(self, origin: Origin) -> Answer:
        cites = " ".join(c.cite for f in self.matter.findings for c in f.conditions)
        ends = [a.day("until") or a.day("from") for a in self.matter.acts]
        known = [day for day in ends if day]
        for keep in self.matter.form.keep:
            if (
                keep.cite in cites
                and known
                and max(known) >= keep.since
                and self.matter.dossier.ruling.as_of >= keep.published
            ):
                return found(f"{years_after(max(known), keep.years)} ({keep.years} years, {keep.cite})", origin)
            if keep.cite in cites and not known:
                return Blank("plan", "acts", self.matter.acts[0].id, "until")
        return found("as counsel advises: the rule sets no time", origin)


def subject(finding: Finding, dossier: Dossier) -> str:
    """Of whom or what a finding is, by name."""
    if finding.subject.startswith("item:"):
        return finding.subject.removeprefix("item:")
    party = dossier.plan.parties.get(finding.subject)
    return party.name if party else finding.subject


class AuthorityFacts(Whose):
    """What one regime says of an act, by paragraph: what stands against it, and what lifts that."""

    KNOWN = frozenset({"act", "regime", "subject", "by", "of", "status", "read"})

    def __init__(self, finding: Finding, matter: Matter) -> None:
        self.finding = finding
        self.matter = matter

    def get(self, what: str) -> Answer:
        """One thing of it."""
        f = self.finding
        origin = Origin("ruling", f"{f.act}, {f.regime}, {f.subject}: {', '.join(r.id for r in f.rules)}")
        if what in ("by", "of"):
            return found("; ".join(dict.fromkeys(self._cites(what))), origin)
        told = {
            "act": f.act,
            "regime": REGIME.get(f.regime, f.regime),
            "subject": subject(f, self.matter.dossier),
            "status": STATUS[f.status],
            "read": "; ".join(
                dict.fromkeys(
                    CONFIDENCE[r.confidence] for r in f.rules if r.confidence in CONFIDENCE and r.effect != "warns"
                )
            )
            or "the text was read",
        }[what]
        return found(told, origin)

    def _cites(self, what: str) -> Sequence[str]:
        rules = [r for r in self.finding.rules if r.effect != "warns"]
        if what == "of":
            return [r.cite for r in rules if r.effect == "prohibits"] or ["nothing in the law base forbids it"]
        lifting = [r for r in rules if r.effect in ("exempts", "authorises")]
        held = [c.do for c in self.finding.conditions if c.do.startswith("Keep to the terms of the")]
        cites = [f"{r.cite} ({'exempt' if r.effect == 'exempts' else 'authorised'}: {r.title})" for r in lifting]
        asks = [f"{a.title}, of {a.authority}: NOT YET GRANTED" for a in self.finding.permissions]
        return [*cites, *held, *asks] or ["no paragraph is needed"]


class ConditionFacts(Whose):
    """Something to keep to or to do."""

    KNOWN = frozenset({"do", "due", "cite", "act", "certain", "late"})

    def __init__(self, condition: Condition, act: str, as_of: Day) -> None:
        self.condition = condition
        self.act = act
        self.as_of = as_of

    def get(self, what: str) -> Answer:
        """One thing of it."""
        c = self.condition
        late = c.due is not None and c.due < self.as_of
        told = {
            "do": c.do,
            "due": str(c.due) if c.due else c.due_rule or "no day is set",
            "cite": c.cite or "the permission in hand",
            "act": self.act,
            "certain": "yes" if c.certain else "only if a rule reaches it that the plan leaves open",
            "late": f"TOO LATE: {(self.as_of - c.due).days} days ago" if late and c.due else "",
        }[what]
        return found(told, Origin("law", c.cite or c.do))


class QuestionFacts(Whose):
    """An open question of the ruling."""

    KNOWN = frozenset({"ask", "term", "decides"})

    def __init__(self, question: Question) -> None:
        self.question = question

    def get(self, what: str) -> Answer:
        """One thing of it."""
        q = self.question
        told = {"ask": q.ask, "term": q.term, "decides": ", ".join(q.decides)}[what]
        return found(told, Origin("ruling", f"question {q.term}"))


def days_before(day: Day, count: int) -> Day:
    """A day so many days earlier."""
    return day - dt.timedelta(days=count)
