"""A ruling for a person: the answer first, then act by act what is needed and why, then questions and permissions."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goodoffices.cli.paper import indented, paper, tabled
from goodoffices.parties.plain import shown
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import ActRuling, Assumption, Finding, PermissionNeeded, Ruling
from goodoffices.values import Day, Status
from goodoffices.wording import CONFIDENCE, OUTLOOK, REGIME

ANSWER = {
    Status.CLEAR: ("CLEAR", "green", "Nothing in the law base stands against this plan."),
    Status.CONDITIONS: (
        "ALLOWED ON CONDITIONS",
        "green",
        "This plan may go ahead without asking, so long as the conditions below are kept.",
    ),
    Status.UNKNOWN: (
        "NOT DECIDED",
        "yellow",
        "The answer turns on facts that the plan does not give. See the open questions.",
    ),
    Status.PERMISSION: (
        "PERMISSION NEEDED",
        "magenta",
        "This plan is lawful only with the permissions below. Do not begin before they are granted.",
    ),
    Status.BARRED: ("BARRED", "red", "Part of this plan is prohibited, and no permission exists to ask for."),
}


def print_report(plan: Plan, ruling: Ruling, why: bool = False, console: Console | None = None) -> None:
    """Print a ruling to the terminal (or to a given console), in colour and to its width."""
    out = console or paper()
    word, colour, meaning = ANSWER[ruling.status]
    indented(out, Text.assemble((word, f"bold {colour}"), "  ", (ruling.title, "bold")), 0)
    indented(out, Text(f"By the law of {ruling.as_of}. {meaning}"), 0)
    _overview(out, ruling)
    for act in ruling.acts:
        _act(out, act)
    _questions(out, ruling)
    _permissions(out, ruling.permissions, ruling.as_of)
    _may_need(out, ruling)
    _deadlines(out, ruling)
    if why:
        from goodoffices.cli.proof import print_proof

        print_proof(out, plan, ruling)
    _assumptions(out, ruling)
    _screening(out, ruling)
    for notice in ruling.notices:
        indented(out, Text(f"\n{notice}", style="yellow"), 0)
    verified = f"\nLaw base verified to {ruling.law_verified_on} or later. This is help, not legal advice."
    indented(out, Text(verified, style="dim"), 0)


def _overview(out: Console, ruling: Ruling) -> None:
    """A line for each act: its answer, and what to ask for."""
    if len(ruling.acts) < 2:
        return
    out.print()
    table = Table.grid(padding=(0, 2))
    for act in ruling.acts:
        word, colour, _ = ANSWER[act.status]
        asks = dict.fromkeys(ask.title for finding in act.findings for ask in finding.permissions)
        table.add_row(Text(f"  {act.act}"), Text(word.lower(), colour), Text("; ".join(asks)))
    tabled(out, table)


def _act(out: Console, act: ActRuling) -> None:
    word, colour, _ = ANSWER[act.status]
    out.print()
    indented(out, Text.assemble((act.act, "bold"), f" ({act.kind}): ", (word.lower(), f"bold {colour}")), 0)
    if not act.findings:
        indented(out, Text("No rule of the law base reaches this act."), 2)
    for finding in sorted(act.findings, key=lambda f: -f.status.weight):
        _finding(out, finding)


def _finding(out: Console, finding: Finding) -> None:
    word, colour, _ = ANSWER[finding.status]
    title = Text.assemble(
        (REGIME[finding.regime], "bold"), f", {finding.subject.removeprefix('item:')}: ", (word.lower(), colour)
    )
    if finding.outlook:
        title.append(f" ({OUTLOOK[finding.outlook]})")
    indented(out, title, 2)
    cites = list(dict.fromkeys(f"{r.cite} {r.effect.replace('-', ' ')}" for r in finding.rules if r.effect != "warns"))
    if cites:
        _line(out, "Law", "; ".join(cites))
    if finding.because and finding.status is not Status.CLEAR:
        _line(out, "Because", "; ".join(finding.because))
    for condition in finding.conditions:
        due = f" By {condition.due}." if condition.due else ""
        cite = f" [{condition.cite}]" if condition.cite else ""
        label = "Do" if condition.certain else "Do, if this rule reaches you"
        _line(out, label, f"{condition.do.rstrip('.')}.{due}{cite}")
    if finding.may_need:
        _line(out, "May need", "; ".join(f"{ask.title} ({ask.authority})" for ask in finding.may_need), "yellow")
    for warning in finding.warnings:
        _line(out, "Note", warning)
    for rule in finding.rules:
        if rule.confidence in CONFIDENCE and rule.effect != "warns":
            _line(
                out,
                "Doubt",
                f"{rule.cite}: {CONFIDENCE[rule.confidence]}." + (f" {rule.note}" if rule.note else ""),
                "yellow",
            )


def _line(out: Console, label: str, text: str, style: str = "") -> None:
    indented(out, Text.assemble((f"{label}: ", "dim"), (" ".join(text.split()), style)), 4)


def _questions(out: Console, ruling: Ruling) -> None:
    if not ruling.questions:
        return
    out.print(Text("\nOpen questions, the most telling first", style="bold"))
    for number, question in enumerate(ruling.questions, 1):
        indented(out, Text(f"{number}. {question.ask}"), 2)
        indented(out, Text(f"{question.term} decides {', '.join(question.decides)}", style="dim"), 5)


def _permissions(out: Console, permissions: Sequence[PermissionNeeded], as_of: Day) -> None:
    if not permissions:
        return
    out.print(Text("\nPermissions, in the order to ask for them", style="bold"))
    for number, needed in enumerate(permissions, 1):
        ask = needed.ask
        latest = f"ask by {needed.latest}" if needed.latest else "no day can be counted: give the act a `from`"
        if needed.latest and needed.latest < as_of:
            latest += ", which has passed: ask at once, or move the act"
        indented(out, Text.assemble(f"{number}. ", (ask.title, "bold"), f" for {', '.join(needed.acts)}: {latest}"), 2)
        lines = [
            f"Of: {ask.authority}",
            f"How: {ask.how}",
            f"Form: {ask.form}" if ask.form else "",
            f"Fee: {ask.fee}" if ask.fee else "",
        ]
        lead = f"Allow {ask.lead_days} days." if ask.lead_days is not None else "No time is known."
        lines.append(f"Time: {lead} {ask.lead_note}".strip())
        lines.append(f"Valid: {ask.valid_days} days" if ask.valid_days else "")
        lines.append(f"Outlook: {OUTLOOK[ask.outlook]}" if ask.outlook else "")
        for line in filter(None, lines):
            indented(out, Text(" ".join(line.split())), 5)


def _may_need(out: Console, ruling: Ruling) -> None:
    """Permissions that are needed only if what is open turns out so."""
    certain = {needed.ask.id for needed in ruling.permissions}
    acts: dict[str, list[str]] = {}
    for act in ruling.acts:
        for ask in dict.fromkeys(ask for finding in act.findings for ask in finding.may_need):
            if ask.id not in certain and act.act not in acts.setdefault(ask.title, []):
                acts[ask.title].append(act.act)
    if acts:
        out.print(Text("\nMay be needed too, as the open questions are answered", style="bold"))
    for title, names in acts.items():
        indented(out, Text.assemble((title, "bold"), f" for {', '.join(names)}"), 2)


def _deadlines(out: Console, ruling: Ruling) -> None:
    if not ruling.deadlines:
        return
    out.print(Text("\nDays to keep", style="bold"))
    for deadline in ruling.deadlines:
        doubt = "" if deadline.certain else " (if this rule reaches you)"
        indented(out, Text(f"{deadline.day}  {deadline.act}: {deadline.do}{doubt}"), 2)


def _screening(out: Console, ruling: Ruling) -> None:
    """Whose place on the lists was looked up, and what was found."""
    looked = [row for row in ruling.screening if row.source not in ("", "plan")]
    if looked:
        out.print(Text("\nWho was looked up on the lists", style="bold"))
    found: dict[tuple[str, str], list[str]] = {}
    for row in looked:
        word = "not settled" if row.listed is None else ", ".join(row.listed) or "found on none"
        found.setdefault((word, row.source), []).append(shown(row.name))
    for (word, source), names in found.items():
        indented(out, Text(f"{', '.join(names)}: {word} ({shown(source, 400)})"), 2)


def _assumptions(out: Console, ruling: Ruling) -> None:
    """What was taken for granted: what the goods catalogue says of each item, then what the plan's silence was taken for."""
    if not ruling.assumptions and not ruling.unasked and not ruling.left_aside:
        return
    out.print(Text("\nTaken for granted", style="bold"))
    grounds: dict[str, list[Assumption]] = {}
    for one in ruling.assumptions:
        grounds.setdefault(one.ground, []).append(one)
    silent = grounds.pop("", [])
    for ground, made in grounds.items():
        told = "; ".join(dict.fromkeys(one.text for one in made))
        fields = ", ".join(dict.fromkeys(f"`{one.field}:`" for one in made))
        indented(out, Text(f"{told}. Why: {ground}. To overrule, write {fields} on the item."), 2)
    for one in (one for one in silent if not one.field):
        indented(out, Text(f"{one.text} (to overrule: {one.overrule})"), 2)
    usual = "; ".join(dict.fromkeys(f"{one.text} [{one.field}]" for one in silent if one.field))
    if usual:
        indented(
            out,
            Text(f"Where the plan is silent, the usual was taken: {usual}. The field in brackets says otherwise."),
            2,
        )
    if ruling.left_aside:
        told = "The plan does not say the following, and rules that reach only those who say so were left aside"
        indented(out, Text(f"{told}: {_by_field(ruling.left_aside)}. If one of them applies, write it."), 2)
    if ruling.unasked:
        names = ", ".join(dict.fromkeys(name.split(".", 1)[1] for name in ruling.unasked))
        rare = f"Not asked, since it is rare, and left aside unless the act's `facts` say it: {names}."
        indented(out, Text(f"{rare} `goodoffices law terms` says what each means."), 2)


def _by_field(names: Sequence[str]) -> str:
    """`meat.us_nexus` and `pump.us_nexus` as `us_nexus` (meat, pump); of more than three, how many there are."""
    whose: dict[str, list[str]] = {}
    for name in names:
        owner, _, field = name.rpartition(".")
        whose.setdefault(field, []).append(shown(owner.removeprefix("item:")))
    return ", ".join(
        f"`{field}` ({', '.join(owners[:3])}{f' and {len(owners) - 3} more' if len(owners) > 3 else ''})"
        for field, owners in whose.items()
    )
