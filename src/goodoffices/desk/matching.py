"""The yente match API over a screener: https://www.opensanctions.org/docs/api/, as far as its published clients use it.

Everything here is plain: a path, parameters and a body in, a status and a body out. The server around it is `goodoffices.desk.server`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from goodoffices import __version__
from goodoffices.desk.entities import BAR, BadQueryError, entity, of_yente, query_of, scored
from goodoffices.parties.model import Hit, ListedParty, Query
from goodoffices.parties.plain import Plain
from goodoffices.parties.rows import LONGEST_NAME
from goodoffices.parties.screening import Screens, Source
from goodoffices.values import Day

MOST_QUERIES = 100
_MATCH_LIMIT, _MOST_MATCHES, _SEARCH_LIMIT, _MOST_RESULTS = 5, 500, 10, 500
_SEARCHED = 0.02
"""A search looks wider than a match: whoever searches looks at the results."""

_COLLECTIONS = ("default", "sanctions", "all")
_ALGORITHM = "goodoffices"
Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: an HTTP status and a body; `route` is the path without anything that a client filled in."""

    status: int
    body: Mapping[str, Plain]
    route: str = ""


class RefusedError(Exception):
    """A request that cannot be answered, with the status that says so."""

    def __init__(self, status: int, detail: str) -> None:
        self.status, self.detail = status, detail
        super().__init__(detail)


class Desk:
    """Answers the API's requests from the lists that were loaded."""

    def __init__(
        self, screener: Screens, parties: Iterable[ListedParty], sources: Sequence[Source], today: Callable[[], Day]
    ) -> None:
        self._screener, self._sources, self._today = screener, tuple(sources), today
        self._by_id: dict[str, ListedParty] = {}
        self._twins: set[str] = set()
        for party in parties:
            first = self._by_id.setdefault(party.id, party)
            if first.list != party.list:
                self._twins.add(party.id)
                self._by_id |= {f"{one.list}:{one.id}": one for one in (first, party)}

    def answer(self, method: str, path: str, parameters: Parameters, body: object) -> Answer:
        """The answer to one request."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        route = f"/{parts[0]}" if parts[0] in _ROUTES else "?"
        try:
            wanted = _ROUTES.get(parts[0])
            if wanted is None or len(parts) > 4:
                raise RefusedError(404, "there is no such endpoint")
            if method not in wanted:
                raise RefusedError(405, f"this endpoint is asked with {wanted[0]}")
            made = self._route(parts, parameters, body)
        except RefusedError as error:
            return Answer(error.status, {"detail": error.detail}, route)
        return Answer(200, made, route)

    def _route(self, parts: Sequence[str], parameters: Parameters, body: object) -> Mapping[str, Plain]:
        first, rest = parts[0], parts[1:]
        if first == "match" and len(rest) == 1:
            return self._match(rest[0], parameters, body)
        if first == "search" and len(rest) == 1:
            return self._search(rest[0], parameters)
        if first == "entities" and rest:
            return self._entity(rest[0], rest[1:], parameters)
        if first in ("healthz", "readyz") and not rest:
            return {"status": "ok"}
        if first in ("catalog", "manifest") and not rest:
            return self._catalog()
        if first == "algorithms" and not rest:
            return _algorithms()
        raise RefusedError(404, "there is no such endpoint")

    def _match(self, dataset: str, parameters: Parameters, body: object) -> Mapping[str, Plain]:
        lists = self._lists(dataset, parameters)
        if _one(parameters, "algorithm", "best") not in ("best", _ALGORITHM):
            raise RefusedError(400, f"there is one algorithm here: {_ALGORITHM}, which is also `best`")
        examples = body.get("queries") if isinstance(body, dict) else None
        if not isinstance(examples, dict) or not examples:
            raise RefusedError(400, "the body needs `queries`, each under a key of its own")
        if len(examples) > MOST_QUERIES:
            raise RefusedError(400, f"one request holds at most {MOST_QUERIES} queries")
        limit = int(_number(parameters, "limit", _MATCH_LIMIT, _MOST_MATCHES))
        threshold = _number(parameters, "threshold", BAR, 1)
        cutoff = min(_number(parameters, "cutoff", BAR, 1), threshold)
        try:
            queries = [query_of(example) for example in examples.values()]
        except BadQueryError as error:
            raise RefusedError(400, str(error)) from None
        found = self._screener.screen_many(queries, of_yente(cutoff), self._today())
        responses: dict[str, Plain] = {}
        for (key, example), hits in zip(examples.items(), found, strict=True):
            kept = [hit for hit in hits if self._wanted(hit.party, lists, parameters)]
            responses[str(key)] = {
                "status": 200,
                "results": [scored(hit, self._ident(hit.party), threshold) for hit in kept[:limit]],
                "total": {"value": len(kept), "relation": "eq"},
                "query": _echo(example),
            }
        return {"responses": responses, "limit": limit}

    def _search(self, dataset: str, parameters: Parameters) -> Mapping[str, Plain]:
        lists = self._lists(dataset, parameters)
        text = _one(parameters, "q", "").strip()
        if len(text) > LONGEST_NAME:
            raise RefusedError(400, "the text is too long to be a name")
        limit = int(_number(parameters, "limit", _SEARCH_LIMIT, _MOST_RESULTS))
        offset = int(_number(parameters, "offset", 0, 10_000))
        kept = [hit.party for hit in self._found(text) if self._wanted(hit.party, lists, parameters)]
        shown: list[Plain] = [entity(party, self._ident(party)) for party in kept[offset : offset + limit]]
        total: dict[str, Plain] = {"value": len(kept), "relation": "eq"}
        return {"results": shown, "facets": {}, "total": total, "limit": limit, "offset": offset}

    def _found(self, text: str) -> list[Hit]:
        exact = self._by_id.get(text)
        named = self._screener.screen(Query(text), _SEARCHED, self._today()) if text else []
        first = [Hit(exact, 1.0, text, exact.name, ("its id",))] if exact else []
        return [*first, *(hit for hit in named if hit.party != exact)]

    def _entity(self, ident: str, rest: Sequence[str], parameters: Parameters) -> Mapping[str, Plain]:
        party = self._by_id.get(ident)
        if party is None:
            raise RefusedError(404, "there is no such entity")
        if not rest:
            return entity(party, ident)
        # Lists give no ties between parties that this program would keep, so nothing is adjacent to anything.
        if rest[0] != "adjacent":
            raise RefusedError(404, "there is no such endpoint")
        empty: dict[str, Plain] = {
            "results": [],
            "total": {"value": 0, "relation": "eq"},
            "limit": _SEARCH_LIMIT,
            "offset": 0,
        }
        return empty if len(rest) > 1 else {"entity": entity(party, ident), "adjacent": {}}

    def _lists(self, dataset: str, parameters: Parameters) -> frozenset[str]:
        """The lists that a dataset means: one by its name, or all of them."""
        known = frozenset(source.name for source in self._sources)
        if dataset not in known and dataset not in _COLLECTIONS:
            raise RefusedError(404, "there is no such dataset; /catalog names them")
        asked = known if dataset in _COLLECTIONS else frozenset({dataset})
        included = frozenset(parameters.get("include_dataset", ()))
        narrowed = (
            (asked | included) & known if dataset not in _COLLECTIONS else asked & included if included else asked
        )
        return narrowed - frozenset(parameters.get("exclude_dataset", ()))

    def _wanted(self, party: ListedParty, lists: frozenset[str], parameters: Parameters) -> bool:
        if lists.isdisjoint(_names(party, self._sources)) or party.kind in parameters.get("exclude_schema", ()):
            return False
        if {party.id, self._ident(party)} & set(parameters.get("exclude_entity_ids", ())):
            return False
        schema, topics = parameters.get("schema", ()), parameters.get("topics", ())
        if (topics and "sanction" not in topics) or (schema and not _is_a(party, schema[0])):
            return False
        countries = {code.casefold() for code in parameters.get("countries", ())}
        return not countries or bool(countries & {code.casefold() for code in party.countries})

    def _ident(self, party: ListedParty) -> str:
        """An entity's id here: the list's own, made distinct where two lists use the same."""
        return f"{party.list}:{party.id}" if party.id in self._twins else party.id

    def _catalog(self) -> Mapping[str, Plain]:
        datasets: list[Plain] = [
            {
                "name": source.name,
                "title": source.name,
                "version": source.version or str(source.day or ""),
                "updated_at": f"{source.day}T00:00:00" if source.day else None,
                "publisher": {"name": source.publisher, "official": True} if source.publisher else None,
                "entity_count": source.count,
                "thing_count": source.count,
                "load": True,
                "index_current": True,
                "index_version": source.version or str(source.day or ""),
                "children": [],
            }
            for source in self._sources
        ]
        names: list[Plain] = [source.name for source in self._sources]
        for name in _COLLECTIONS:
            datasets.append({"name": name, "title": "All lists that are loaded", "load": False, "children": names})
        return {"datasets": datasets, "current": names, "outdated": [], "index_stale": False}


_ROUTES: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("healthz", "readyz", "catalog", "manifest", "algorithms", "search", "entities"), ("GET", "HEAD")),
    "match": ("POST",),
}


def _algorithms() -> Mapping[str, Plain]:
    told = f"Names by syllable and script, with reasons and calibrated scores (goodoffices {__version__})."
    one: dict[str, Plain] = {"name": _ALGORITHM, "description": told, "features": {}, "docs": {}}
    return {"algorithms": [one], "default": _ALGORITHM, "best": _ALGORITHM}


def _names(party: ListedParty, sources: Sequence[Source]) -> set[str]:
    """The names by which an entry's list goes; where only one list is loaded, whatever its entries say, it is that one."""
    return {party.list, sources[0].name} if len(sources) == 1 else {party.list}


def _is_a(party: ListedParty, schema: str) -> bool:
    bodies = ("LegalEntity", "Organization", "Company", "PublicBody")
    wider = {
        "Person": ("LegalEntity",),
        "Organization": bodies,
        "LegalEntity": bodies,
        "Vessel": ("Vehicle",),
        "Airplane": ("Vehicle",),
    }
    return schema in (party.kind, "Thing", *wider.get(party.kind, ()))


def _one(parameters: Parameters, name: str, otherwise: str) -> str:
    given = parameters.get(name)
    return given[0] if given else otherwise


def _number(parameters: Parameters, name: str, otherwise: float, most: float) -> float:
    given = _one(parameters, name, "")
    if given in ("", "None"):
        return otherwise
    try:
        read = float(given)
    except ValueError:
        raise RefusedError(422, f"`{name}` has to be a number") from None
    if not 0 <= read <= most:
        raise RefusedError(422, f"`{name}` has to be between 0 and {most:g}")
    return read


def _echo(example: object) -> Plain:
    """The query as it was understood, as clients expect it back."""
    assert isinstance(example, dict)
    properties = {
        str(key): [
            str(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, (str, int, float))
        ]
        for key, value in example["properties"].items()
    }
    return {
        "id": None if example.get("id") is None else str(example["id"]),
        "schema": str(example["schema"]),
        "properties": properties,
    }
