"""The language of `when`: a subset of Python's grammar, read with `ast` and never evaluated as Python.

An expression is parsed to a small tree of the node types below, and typed against the vocabulary as it is read: a misspelt
term, a word that a term cannot have, or money compared with a day is an error of the law file, not of a ruling.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goodoffices.codes import COUNTRIES
from goodoffices.errors import nearest
from goodoffices.law.vocabulary import GROUPS, PLURAL, SCOPES, Term, Type, Vocabulary
from goodoffices.values import Day, Money, read_day, read_money

Value = bool | str | Decimal | Day | Money | frozenset[str]
"""What a term can be worth. Unknown is None, and a thing that is not there is handled by the evaluator."""


class ExpressionError(ValueError):
    """An expression that cannot be read or typed; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Path:
    """A term of a thing in some scope, perhaps through links: `counterpart.employer.roles`."""

    scope: str
    links: tuple[str, ...]
    term: Term

    def __str__(self) -> str:
        return ".".join((self.scope, *self.links, self.term.short))


@dataclass(frozen=True, slots=True)
class Constant:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Atom:
    """A truth term, or a term compared with a fixed value.

    `op` is one of: is, ==, !=, in, not in (a word or country among words), has (a set has a word), & (sets meet),
    <= (nothing else), <, >, >=, and le for the numeric <=.
    """

    path: Path
    op: str
    value: Value


@dataclass(frozen=True, slots=True)
class Known:
    """Whether a term has a value; never unknown itself."""

    path: Path


@dataclass(frozen=True, slots=True)
class Not:
    """Negation; unknown stays unknown."""

    body: Node


@dataclass(frozen=True, slots=True)
class And:
    """True where all are, false where one is false."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """True where one is, false where all are."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """`some(scope, body)` or `every(scope, body)` over a group."""

    every: bool
    scope: str
    body: Node


Node = Constant | Atom | Known | Not | And | Or | Over

# `import` is a kind of act, and a keyword of Python's: bare, it is quoted before parsing.
_IMPORT = re.compile(r"(?<!['\"\w.-])import(?!['\"\w-])")

_ORDER = {ast.Lt: "<", ast.LtE: "le", ast.Gt: ">", ast.GtE: ">="}
_FLIP = {"<": ">", "le": ">=", ">": "<", ">=": "le", "==": "==", "!=": "!="}


def read_expression(text: str, vocabulary: Vocabulary) -> Node:
    """Parse and type an expression.

    Raises:
        ExpressionError: it is not of the language, uses an unknown term or word, or compares unlike types.
    """
    try:
        tree = ast.parse(_IMPORT.sub("'import'", text.strip().replace("\n", " ")), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"cannot read {text.strip()!r}; look at its brackets and operators") from None
    return _Reader(vocabulary).node(tree.body)


def atoms(node: Node) -> Iterator[Atom | Known]:
    """Every leaf that looks at a term, left to right."""
    if isinstance(node, (Atom, Known)):
        yield node
    elif isinstance(node, (And, Or)):
        for part in node.parts:
            yield from atoms(part)
    elif isinstance(node, (Not, Over)):
        yield from atoms(node.body)


def scopes(node: Node) -> frozenset[str]:
    """The plural scopes that an expression names freely, outside `some` and `every`."""
    if isinstance(node, (Atom, Known)):
        return frozenset({node.path.scope} & set(PLURAL))
    if isinstance(node, (And, Or)):
        return frozenset().union(*(scopes(part) for part in node.parts))
    if isinstance(node, Not):
        return scopes(node.body)
    if isinstance(node, Over):
        return scopes(node.body) - {node.scope}
    return frozenset()


def for_kind(node: Node, kind: str) -> Node:
    """The expression as it stands for acts of one kind: what the kind alone decides is decided.

    A term that acts of this kind cannot have is not there, and every comparison with it is false.
    """
    if isinstance(node, Atom) and node.path.scope in ("act", "payment") and not node.path.links:
        return _atom_for_kind(node, kind)
    if isinstance(node, Not):
        body = for_kind(node.body, kind)
        return Constant(not body.value) if isinstance(body, Constant) else Not(body)
    if isinstance(node, (And, Or)):
        deciding = isinstance(node, Or)
        parts = [for_kind(part, kind) for part in node.parts]
        if any(isinstance(part, Constant) and part.value is deciding for part in parts):
            return Constant(deciding)
        left = tuple(part for part in parts if not isinstance(part, Constant))
        if len(left) < 2:
            return left[0] if left else Constant(not deciding)
        return Or(left) if deciding else And(left)
    if isinstance(node, Over):
        return Over(node.every, node.scope, for_kind(node.body, kind))
    return node


def _atom_for_kind(node: Atom, kind: str) -> Node:
    term, value = node.path.term, node.value
    if term.short == "kind":
        among = kind in value if isinstance(value, frozenset) else kind == value
        return Constant(among if node.op in ("==", "in") else not among)
    return Constant(False) if term.kinds and kind not in term.kinds else node


class _Reader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def node(self, tree: ast.expr) -> Node:
        if isinstance(tree, ast.BoolOp):
            parts = tuple(self.node(value) for value in tree.values)
            return And(parts) if isinstance(tree.op, ast.And) else Or(parts)
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
            return Not(self.node(tree.operand))
        if isinstance(tree, ast.Compare):
            return self.comparison(tree)
        if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitAnd):
            return self.meets(tree)
        if isinstance(tree, ast.Call):
            return self.call(tree)
        if isinstance(tree, ast.Name) and tree.id in ("true", "false"):
            return Constant(tree.id == "true")
        if isinstance(tree, ast.Attribute):
            path = self.path(tree)
            if path.term.type is not Type.TRUTH:
                raise ExpressionError(f"{path} is a {path.term.type}, not true or false; compare it with something")
            return Atom(path, "is", True)
        raise ExpressionError(f"{ast.unparse(tree)!r} is not part of the language; see docs/law-format.md")

    def path(self, tree: ast.expr) -> Path:
        names: list[str] = []
        while isinstance(tree, ast.Attribute):
            names.insert(0, tree.attr)
            tree = tree.value
        if not isinstance(tree, ast.Name) or not names:
            raise ExpressionError(f"{ast.unparse(tree)!r} is no term; write scope.term, such as actor.us_person")
        scope = tree.id
        if scope not in SCOPES:
            raise ExpressionError(f"unknown scope {scope!r}{nearest(scope, list(SCOPES))}")
        thing = SCOPES[scope]
        for depth, name in enumerate(names):
            term = self.vocabulary.term(thing, name)
            if term is None:
                raise ExpressionError(
                    f"unknown term {scope}.{'.'.join(names)}: {thing} has no {name!r}{self.vocabulary.hint(thing, name)}"
                )
            if depth == len(names) - 1:
                return Path(scope, tuple(names[:-1]), term)
            if term.type not in (Type.PARTY, Type.ACT):
                raise ExpressionError(f"{scope}.{'.'.join(names)}: {name!r} is a {term.type}, not a link to follow")
            thing = term.type.value
        raise AssertionError("unreachable: names is not empty")

    def call(self, tree: ast.Call) -> Node:
        name = tree.func.id if isinstance(tree.func, ast.Name) else ""
        if name == "known" and len(tree.args) == 1:
            return Known(self.path(tree.args[0]))
        if name in ("some", "every") and len(tree.args) == 2 and isinstance(tree.args[0], ast.Name):
            scope = tree.args[0].id
            if scope not in GROUPS:
                raise ExpressionError(f"{name} runs over one of {', '.join(GROUPS)}, not {scope!r}")
            return Over(name == "every", scope, self.node(tree.args[1]))
        raise ExpressionError(
            f"{ast.unparse(tree)!r}: the only calls are some(scope, ...), every(scope, ...) and known(term)"
        )

    def meets(self, tree: ast.BinOp) -> Node:
        path = self.path(tree.left)
        if path.term.type not in (Type.WORDS, Type.COUNTRIES):
            raise ExpressionError(f"`&` is for sets of words; {path} is a {path.term.type}")
        return Atom(path, "&", self.members(tree.right, path.term))

    def comparison(self, tree: ast.Compare) -> Node:
        parts: list[Node] = []
        left = tree.left
        for op, right in zip(tree.ops, tree.comparators, strict=True):
            parts.append(self.one(left, op, right))
            left = right
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, (ast.In, ast.NotIn)):
            return self.membership(left, right, isinstance(op, ast.NotIn))
        if isinstance(op, (ast.Eq, ast.NotEq)):
            name = "==" if isinstance(op, ast.Eq) else "!="
        elif type(op) in _ORDER:
            name = _ORDER[type(op)]
        else:
            raise ExpressionError("compare with ==, !=, <, <=, >, >=, in, not in or &")
        if not isinstance(left, ast.Attribute):
            left, right, name = right, left, _FLIP[name]
        path = self.path(left)
        kind = path.term.type
        if kind in (Type.WORDS, Type.COUNTRIES):
            if name != "le":
                raise ExpressionError(
                    f"{path} is a set; use `word in {path}`, `{path} & {{...}}` or `{path} <= {{...}}`"
                )
            return Atom(path, "<=", self.members(right, path.term))
        if name in ("==", "!="):
            if kind is Type.TRUTH:
                raise ExpressionError(f"{path} is true or false already; write `{path}` or `not {path}`")
            return Atom(path, name, self.literal(right, path.term))
        if kind not in (Type.DAY, Type.NUMBER, Type.MONEY):
            raise ExpressionError(f"{path} is a {kind} and has no order; < and > are for numbers, days and money")
        return Atom(path, name, self.literal(right, path.term))

    def membership(self, left: ast.expr, right: ast.expr, negated: bool) -> Node:
        if isinstance(left, ast.Attribute):
            path = self.path(left)
            if path.term.type not in (Type.WORD, Type.COUNTRY, Type.TEXT, Type.NUMBER):
                raise ExpressionError(f"{path} is a {path.term.type}; `in {{...}}` is for one word, country or number")
            return Atom(path, "not in" if negated else "in", self.members(right, path.term))
        path = self.path(right)
        if path.term.type not in (Type.WORDS, Type.COUNTRIES):
            raise ExpressionError(f"{path} is a {path.term.type}, not a set that can have a word")
        found = Atom(path, "has", self.literal(left, path.term))
        return Not(found) if negated else found

    def members(self, tree: ast.expr, term: Term) -> frozenset[str]:
        if isinstance(tree, ast.Name) and tree.id in self.vocabulary.sets:
            return self.vocabulary.sets[tree.id]
        if not isinstance(tree, ast.Set):
            raise ExpressionError(f"{ast.unparse(tree)!r}: write a set, such as {{relief, health}}")
        return frozenset(str(self.literal(entry, term)) for entry in tree.elts)

    def literal(self, tree: ast.expr, term: Term) -> Value:
        word = _bare(tree)
        if word is None:
            raise ExpressionError(f"{ast.unparse(tree)!r} is not a fixed value to compare {term.name} with")
        return typed(term, word)


def _bare(tree: ast.expr) -> str | None:
    """The text of a literal: a quoted text, a number, or a bare word, hyphens (`us-sdn`) included."""
    if (
        isinstance(tree, ast.Constant)
        and isinstance(tree.value, (str, int, float))
        and not isinstance(tree.value, bool)
    ):
        return str(tree.value)
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Sub):
        left, right = _bare(tree.left), _bare(tree.right)
        return f"{left}-{right}" if left and right else None
    return None


def typed(term: Term, word: str) -> Value:
    """A word read as a value of a term's type.

    Raises:
        ExpressionError: the term cannot have this value.
    """
    try:
        if term.type in (Type.WORD, Type.WORDS):
            if term.values and word not in term.values:
                raise ExpressionError(f"{term.name} has no value {word!r}{nearest(word, list(term.values))}")
            return word
        if term.type in (Type.COUNTRY, Type.COUNTRIES):
            if word not in COUNTRIES:
                raise ExpressionError(f"{word!r} is no country code (ISO 3166-1 alpha-2) for {term.name}")
            return word
        if term.type is Type.NUMBER:
            return Decimal(word)
        if term.type is Type.DAY:
            return read_day(word)
        if term.type is Type.MONEY:
            return read_money(word)
    except (ValueError, ArithmeticError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(f"{term.name} is a {term.type}; {word!r} is not one") from None
    if term.type in (Type.PARTY, Type.ACT):
        raise ExpressionError(f"{term.name} is a link; compare one of its own terms, such as {term.short}.kind")
    return word
