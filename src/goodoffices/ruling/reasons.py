"""Why: the facts that make an expression true or false, the unknown ones that leave it open, and both in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from goodoffices.codes import country
from goodoffices.law.base import Live
from goodoffices.law.compiled import Condition, check_part
from goodoffices.law.evaluate import Absent, Scene, Thing
from goodoffices.law.expressions import And, Atom, Known, Node, Not, Or, Over, Path, Value
from goodoffices.law.vocabulary import Term, Type
from goodoffices.plan.model import Act, Item, Party
from goodoffices.ruling.goods import deciding_fact
from goodoffices.ruling.model import Assumption, Question
from goodoffices.ruling.views import CATALOGUED, View, Worth

_NOT_TOLD = frozenset({"act.kind", "act.as_of"})
"""Terms that every rule looks at and that no reader needs to be told."""


Said = dict[str, None]
"""Reasons in words, each once, in the order in which they were found."""

Support = Callable[[Scene, bool, Said], None]


def say_why(live: Live, scene: Scene, said: Said) -> None:
    """Add the facts that make a rule reach a scene, in words."""
    act = scene.things["act"]
    kind = act.source.kind if isinstance(act, View) and isinstance(act.source, Act) else ""
    _support(live.version.when.for_kind(kind).node)(scene, True, said)


_SUPPORTS: dict[int, tuple[Node, Support]] = {}
"""Found once for each node, by its id; kept beside the node, so that the id stays the node's."""


def _support(node: Node) -> Support:
    """Gathers the facts for which an expression is what one wants it to be, true or false."""
    if id(node) not in _SUPPORTS:
        _SUPPORTS[id(node)] = (node, _compiled(node))
    return _SUPPORTS[id(node)][1]


def _compiled(node: Node) -> Support:
    if isinstance(node, (Atom, Known)):
        return _support_atom(node.path)
    if isinstance(node, Not):
        body = _support(node.body)
        return lambda scene, want, found: body(scene, not want, found)
    if isinstance(node, (And, Or)):
        return _support_parts(node)
    if isinstance(node, Over):
        return _support_over(node)
    return lambda scene, want, found: None


def _support_atom(path: Path) -> Support:
    scope, links, term, short = path.scope, path.links, path.term, path.term.short

    def plain(scene: Scene, want: bool, found: Said) -> None:
        thing = scene.things[scope]
        if isinstance(thing, View):
            told = thing.said
            words = told[short] if short in told else phrase(thing, term)
            if words:
                found[words] = None

    def gather(scene: Scene, want: bool, found: Said) -> None:
        thing: Thing | Absent | None = scene.things[scope]
        for link in links:
            thing = thing.link(link) if isinstance(thing, View) else None
        if isinstance(thing, View) and (words := phrase(thing, term)):
            found[words] = None

    return gather if links else plain


def _support_parts(node: And | Or) -> Support:
    parts = [(Condition(part), _support(part)) for part in node.parts]
    all_where = isinstance(node, And)

    def gather(scene: Scene, want: bool, found: Said) -> None:
        for condition, support in parts:
            # All parts together make an `and` true; one part alone makes it false. For an `or` it is the other way round.
            if want is all_where:
                support(scene, want, found)
            elif condition.check(scene) is want:
                support(scene, want, found)
                return

    return gather


def _support_over(node: Over) -> Support:
    condition, support, scope = Condition(node.body), _support(node.body), node.scope

    def gather(scene: Scene, want: bool, found: Said) -> None:
        for member in scene.group(scope) or ():
            inner = scene.replace(scope, member)
            if condition.check(inner) is want:
                support(inner, want, found)

    return gather


def open_terms(live: Live, scene: Scene) -> Iterator[tuple[View, Term]]:
    """The unknown terms that leave a rule's reach open, down through definitions to what somebody can answer."""
    if live.version.when.check(scene) is None:
        yield from _open(live.version.when.node, scene)
    for exception in live.exceptions:
        if exception.reaches(scene) is None:
            yield from open_terms(exception, scene)
    if live.lapsed and live.rule.renewal and live.version.when.check(scene) is not False:
        thing = scene.things["act"]
        if isinstance(thing, View):
            term = thing.law.base.vocabulary.terms[live.rule.renewal]
            if thing.value(term.short) is None:
                yield thing, term


def _open(node: Node, scene: Scene) -> Iterator[tuple[View, Term]]:
    if isinstance(node, Atom):
        yield from _open_path(node.path, scene)
    elif isinstance(node, Not):
        yield from _open(node.body, scene)
    elif isinstance(node, (And, Or)):
        for part in node.parts:
            if check_part(part, scene) is None:
                yield from _open(part, scene)
                if isinstance(node, And):
                    # Where the answer is no, the other parts do not matter: nobody is asked whether a greenhouse is jet fuel.
                    return
    elif isinstance(node, Over):
        members = scene.group(node.scope)
        if members is None:
            thing = scene.things["act"]
            if isinstance(thing, View):
                yield thing, _group_term(node.scope, thing)
        for member in members or ():
            inner = scene.replace(node.scope, member)
            if check_part(node.body, inner) is None:
                yield from _open(node.body, inner)


def _group_term(scope: str, act: View) -> Term:
    """A made-up term that asks for the members of a group that the plan leaves out."""
    field, ask = {
        "bank": ("via", "Which banks does {subject} go through? Name each, with its country."),
        "maker": ("made_with", "With whom are the works of {subject} made?"),
        "owner": ("owned_by", "Who owns the party, and with what shares?"),
    }.get(scope, ("to", "Who is the other party of {subject}?"))
    base = act.law.base.vocabulary.terms["act.purposes"]
    return Term(
        f"act.{field}", "act", Type.TEXTS, ask, ask, ask, "", (), field, frozenset(), False, None, "", base.place
    )


def _open_path(path: Path, scene: Scene) -> Iterator[tuple[View, Term]]:
    thing: Thing | Absent | None = scene.things[path.scope]
    for link in path.links:
        if not isinstance(thing, View):
            return
        found = thing.link(link)
        if found is None:
            yield thing, thing.law.base.vocabulary.terms[f"{thing.thing}.{link}"]
            return
        thing = found
    if isinstance(thing, View):
        yield from _leaves(thing, path.term)


def _leaves(view: View, term: Term) -> Iterator[tuple[View, Term]]:
    """What to ask so that an unknown term becomes known."""
    if term.short in ("un_1718", "us_bis"):
        # Another regime's answer is open: its own findings ask for the facts.
        return
    live = view.law.tables.definitions.get(term.name)
    if view.source is None or term.field or live is None:
        yield view, term
        return
    found = list(dict.fromkeys(open_terms(live, view.world.alone(view))))
    yield from found or [(view, term)]


def question(view: View, term: Term) -> Question:
    """The question for an unknown term, and where its answer goes in the plan."""
    act = view.act.act.id if view.act else ""
    if view.source is None:
        what = ("items", f"Which goods go in {act}? List them under `items`, each with its HS code.")
        if view.thing == "party":
            what = ("to", f"Who is the other party of {act}? Add it to `parties` and name it under `to`.")
        return Question(f"{act}.{what[0]}", what[1], "", (), "text", "act", what[0])
    given = term.field in view.source.fields
    if term.field in ("", "facts") or (term.derived and given and term.type is Type.TRUTH):
        # What no field can say, or the field's own words leave open, is answered in the act's facts, under the name of whom it is about.
        field, where = f"facts.{term.short if view.thing == 'act' else f'{view.ident}.{term.short}'}", act
    else:
        field, where = term.field, f"{act}/{view.ident}" if view.thing == "item" else view.ident
    ask = term.ask.replace("{subject}", _named(view))
    explain = term.explain
    if isinstance(view.source, Item) and f"item.{term.field}" in CATALOGUED:
        explain = " ".join(filter(None, (explain, deciding_fact(view.source))))
    values = term.values if term.type in (Type.WORD, Type.WORDS) else ()
    return Question(f"{where}.{field}", ask, explain, values, term.type.value, view.thing, field)


def _named(view: View) -> str:
    """A thing as a question names it: an act with its kind, an item as a name that may be singular or plural."""
    if isinstance(view.source, Act):
        return f"{view.label} ({view.source.kind})"
    return f"the item {view.label!r}" if view.thing == "item" else view.label


def phrase(view: View, term: Term) -> str:
    """A term's value in words, or nothing where there is nothing to tell; kept with its view, since many rules rest on one fact."""
    value = view.value(term.short)
    told = "" if value is None or isinstance(value, Absent) or term.name in _NOT_TOLD else _phrased(view, term, value)
    view.said[term.short] = told
    return told


def _phrased(view: View, term: Term, value: Value) -> str:
    template = term.phrase_not if value is False else term.phrase
    return template.replace("{subject}", view.label).replace("{value}", shown(value))


def shown(value: Value) -> str:
    """A value for a reader."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return ", ".join(sorted(country(v) for v in value)) or "none"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return country(str(value))


def assumptions(view: View) -> Iterable[Assumption]:
    """What terms take for granted, a class from the goods catalogue or a default of the vocabulary, and how to overrule it."""
    for term, worth in view.taken():
        view.assumptions[term.short] = _assumption(view, term, worth)
    return view.assumptions.values()


def _assumption(view: View, term: Term, worth: Worth) -> Assumption:
    field, overrule = _place(view, term)
    if worth.origin == "catalogue":
        return Assumption(f"{view.label}.{term.short}", phrase(view, term), overrule, field, worth.note)
    return Assumption(f"{view.ident}.{term.short}", worth.note, overrule, field)


def _place(view: View, term: Term) -> tuple[str, str]:
    """The field that says what a term is worth, and in words where to write it."""
    if term.field in ("", "facts"):
        field = term.short if view.thing == "act" else f"{view.ident}.{term.short}"
        return f"facts: {field}", f"write `{field}:` in the act's `facts`"
    return term.field, f"write `{term.field}:` {_WHERE.get(type(view.source), 'in `facts`')}"


_WHERE: Mapping[type, str] = {Party: "on the party", Act: "on the act", Item: "on the item"}
