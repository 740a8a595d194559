"""Expressions that are decided often, each written out as one Python function.

A walk over the tree (`goodoffices.law.evaluate.decide`) spends most of its time on getting from node to node. Once an expression was
decided some dozen times it pays to write it out: a warm ruling takes a quarter less. Until then it does not, and a single ruling
from a cold shell never comes so far.

What is written out is the typed tree, never a law file's own text: values and nodes are handed over as objects, and names are quoted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import NamedTuple

from goodoffices.law.evaluate import ABSENT, Check, Scene, atom, compare, decide, known, over
from goodoffices.law.expressions import And, Atom, Constant, Known, Node, Not, Or, Over, Path
from goodoffices.law.vocabulary import Type
from goodoffices.values import Truth

OFTEN = 20
"""Writing an expression out costs about as much as it saves in so many decisions."""


class Condition:
    """An expression with the function that decides it in any scene, which is another once it has been used often."""

    __slots__ = ("_node", "_times", "check")

    def __init__(self, node: Node) -> None:
        self._node = node
        self._times = 0
        self.check: Check = self._walked

    def _walked(self, scene: Scene) -> Truth:
        self._times += 1
        if self._times == OFTEN:
            # Python reads brackets to a certain depth only; an expression nested deeper goes on being walked.
            with contextlib.suppress(SyntaxError, RecursionError, MemoryError):
                self.check = compiled(self._node)
        return decide(self._node, scene)


_PARTS: dict[int, tuple[Node, Condition]] = {}
"""By the id of a node, which is kept beside its condition so that the id stays the node's."""


def check_part(node: Node, scene: Scene) -> Truth:
    """The truth of a part of an expression that is asked for by itself."""
    if id(node) not in _PARTS:
        _PARTS[id(node)] = (node, Condition(node))
    return _PARTS[id(node)][1].check(scene)


def compiled(node: Node) -> Check:
    """A function that decides an expression in any scene, by the same steps as `decide`."""
    writer = _Writer()
    body = "\n    ".join(writer.function(node))
    exec(compile(f"def check(scene, found=True):\n    {body}\n", "<rule>", "exec"), writer.given)
    return writer.given["check"]  # type: ignore[return-value]  # a namespace holds objects of every type


_OVERS: dict[Over, int] = {}


def _once(node: Over, scene: Scene, body: Check, number: int) -> Truth:
    found = scene.decided[number] = over(node, scene, body)
    return found


class _Text(NamedTuple):
    """A node as a Python expression, which stands as it is inside another; `certain` where it is never unknown.

    `holds` and `fails`, where they are given, are shorter ones that are true where the node is, and where it is not; a variable, written
    `@`, is then None where the node is unknown.
    """

    text: str
    certain: bool = False
    holds: str = ""
    fails: str = ""


class _Writer:
    """Writes nodes as Python expressions; `given` holds the objects to which they refer, `things` who stands in which scope."""

    def __init__(self) -> None:
        self.given: dict[str, object] = {
            "ABSENT": ABSENT,
            "atom": atom,
            "compare": compare,
            "known": known,
            "once": _once,
        }
        self.things: dict[str, str] = {}
        self.prepare: list[str] = []
        self.names = 0

    def name(self) -> str:
        self.names += 1
        return f"v{self.names}"

    def give(self, value: object) -> str:
        name = f"k{len(self.given)}"
        self.given[name] = value
        return name

    def function(self, node: Node) -> list[str]:
        """The lines of a function: of an `and` part by part, since most rules fall at the first, and the rest is then not even prepared."""
        lines = ["things = scene.things"]
        if not isinstance(node, And):
            answer = self.write(node).text
            return [*lines, *self.prepare, f"return {answer}"]
        for part in self.parts(node):
            lines += self.prepare
            self.prepare = []
            if part.certain:
                lines.append(f"if not {part.text}: return False")
            elif part.fails:
                lines += [
                    f"if {part.fails.replace('@', 'x')}:",
                    "    if x is not None: return False",
                    "    found = None",
                ]
            else:
                lines += [f"if (v := {part.text}) is not True:", "    if v is False: return False", "    found = None"]
        return [*lines, "return found"]

    def write(self, node: Node) -> _Text:
        if isinstance(node, Atom):
            return _Text(f"atom({self.give(node)}, scene)") if node.path.links else self.plain(node)
        if isinstance(node, (And, Or)):
            return self.joined(node)
        if isinstance(node, Not):
            body = node.body
            if isinstance(body, Atom) and body.op == "is" and not body.path.links:
                return self.denied(body)
            return self.negated(self.write(body))
        if isinstance(node, Known):
            return self.known(node.path)
        if isinstance(node, Constant):
            return _Text(repr(node.value), True)
        return self.over(node)

    def over(self, node: Over) -> _Text:
        """`some` or `every`, decided once in a scene: dozens of rules ask whether somebody North Korean has a part."""
        number = _OVERS.setdefault(node, len(_OVERS))
        if "decided" not in self.things:
            self.things["decided"] = ""
            self.prepare.append("decided = scene.decided")
        once = f"once({self.give(node)}, scene, {self.give(compiled(node.body))}, {number})"
        return _Text(f"(decided[{number}] if {number} in decided else {once})")

    def denied(self, body: Atom) -> _Text:
        """`not` before a term that is true or false."""
        read = self.read(body.path)
        return _Text(
            f"(None if (x := {read}) is None else x is not True)",
            holds=f"((@ := {read}) is not True and @ is not None)",
            fails=f"((@ := {read}) is True or @ is None)",
        )

    def negated(self, body: _Text) -> _Text:
        if body.certain:
            return _Text(f"(not {body.text})", True)
        found = self.name()
        return _Text(f"(None if ({found} := {body.text}) is None else not {found})")

    def joined(self, node: And | Or) -> _Text:
        """Parts one after another until one decides; what did not decide is true (false, for an `or`) or unknown."""
        deciding = isinstance(node, Or)
        parts = list(self.parts(node))
        if all(part.certain for part in parts):
            return _Text(f"({(' or ' if deciding else ' and ').join(part.text for part in parts)})", True)
        tried, unknown = [], []
        for part in parts:
            if part.certain:
                tried.append(f"{deciding} if {part.text if deciding else f'not {part.text}'} else")
            else:
                name = self.name()
                unknown.append(f"{name} is None")
                if deciding and part.holds:
                    tried.append(f"True if {part.holds.replace('@', name)} else")
                elif part.fails and not deciding:
                    tried.append(f"False if {part.fails.replace('@', name)} and {name} is not None else")
                else:
                    tried.append(f"{deciding} if ({name} := {part.text}) is {deciding} else")
        if len(unknown) == 1 and not parts[-1].certain:
            return _Text(f"({' '.join(tried[:-1])} {parts[-1].text})")
        return _Text(f"({' '.join(tried)} None if {' or '.join(unknown)} else {not deciding})")

    def parts(self, node: And | Or) -> Iterator[_Text]:
        """The parts; `known(term) and term ...`, by which a rule takes what is unknown for false, as one, in which the term is read once."""
        asked: Path | None = None
        for part, after in zip(node.parts, (*node.parts[1:], None), strict=True):
            if asked is not None and isinstance(part, Atom):
                yield self.plain(part, if_unknown=self.missed(asked))
                asked = None
                continue
            known = part.path if isinstance(node, And) and isinstance(part, Known) and not part.path.links else None
            if known is not None and isinstance(after, Atom) and after.path == known:
                asked = known
            else:
                yield self.write(part)

    def known(self, path: Path) -> _Text:
        if path.links:
            return _Text(f"known({self.give(path)}, scene)", True)
        return _Text(f"({self.read(path)} is not None or {self.missed(path)})", True)

    def missed(self, path: Path) -> str:
        """False, once it is noted that the term was missed."""
        return f"{self.thing(path.scope)}.miss({path.term.short!r}) is not None"

    def thing(self, scope: str) -> str:
        if scope not in self.things:
            name = self.things[scope] = f"t{len(self.things)}"
            self.prepare.append(f"{name} = things[{scope!r}]; k{name} = {name}.known")
        return self.things[scope]

    def read(self, path: Path) -> str:
        """A term of a thing, from what was looked up before, if it was."""
        short, thing = repr(path.term.short), self.thing(path.scope)
        return f"(k{thing}[{short}] if {short} in k{thing} else {thing}.value({short}))"

    def plain(self, node: Atom, if_unknown: str = "None") -> _Text:
        """An atom without links, which most are."""
        read, certain = self.read(node.path), if_unknown != "None"
        op, compared, short = node.op, "", ("", "")
        fixed = "True" if op == "is" else self.give(node.value)
        if op == "is":
            compared, short = "x is True", ("(@ := {read}) is True", "(@ := {read}) is not True")
        elif node.path.term.type in (Type.WORD, Type.COUNTRY, Type.NUMBER) and op in ("==", "in", "!=", "not in"):
            number = node.path.term.type is Type.NUMBER and isinstance(node.value, frozenset)
            # What is not there is equal to nothing, and a member of nothing.
            compared = f"{'str(x)' if number else 'x'} {op} {fixed}{'' if op in _OPPOSITES else ' and x is not ABSENT'}"
            if op in _OPPOSITES:
                left = "str(@ := {read})" if number else "(@ := {read})"
                short = f"{left} {op} {fixed}", f"{left} {_OPPOSITES[op]} {fixed}"
        else:
            certain, compared = False, f"x is not ABSENT and compare({self.give(node)}, x)"
            if op in ("has", "&"):
                # Of a set that is known in part only, more is to be said than whether something is in it.
                meets = f"{fixed} in x" if op == "has" else f"not {fixed}.isdisjoint(x)"
                compared = f"{meets} if x.__class__ is frozenset else {compared}"
        text = f"({if_unknown} if (x := {read}) is None else {compared})"
        if if_unknown != "None":
            return _Text(text, certain)
        return _Text(text, certain, *(one.replace("{read}", read) for one in short))


_OPPOSITES = {"==": "!=", "in": "not in"}
