"""Taking typed parts out of a marked mapping, with errors that name file, line and field."""

from __future__ import annotations

from collections.abc import Collection

from goodoffices.errors import InputError, nearest
from goodoffices.marked import MarkedList, MarkedMap
from goodoffices.values import Day, read_day


class Parts:
    """A mapping under strict reading: unknown keys are refused, each part is asked for by its type."""

    def __init__(self, source: MarkedMap, owner: str, known: Collection[str]) -> None:
        self.source = source
        self.owner = owner
        for key in source:
            if key not in known:
                raise InputError(f"{owner}: unknown key {key!r}{nearest(key, sorted(known))}", source.at(key))

    def fail(self, key: str, message: str) -> InputError:
        """An error about one key, for the caller to raise."""
        return InputError(f"{self.owner}: {message}", self.source.at(key))

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless a default is given."""
        value = self.source.get(key)
        if value is None:
            if default is None:
                raise self.fail(key, f"the key {key!r} is missing")
            return default
        if isinstance(value, (MarkedMap, MarkedList)):
            raise self.fail(key, f"{key!r} has to be one text")
        return str(value).strip()

    def word(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.fail(key, f"{key!r} cannot be {value!r}; it is one of {', '.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text may stand without brackets; absent is empty."""
        value = self.source.get(key)
        if value is None:
            return ()
        if isinstance(value, MarkedMap):
            raise self.fail(key, f"{key!r} has to be a list")
        if not isinstance(value, MarkedList):
            return (str(value),)
        if any(isinstance(entry, (MarkedMap, MarkedList)) for entry in value):
            raise self.fail(key, f"{key!r} has to be a plain list of words")
        return tuple(str(entry) for entry in value)

    def day(self, key: str) -> Day | None:
        """A day, or None where absent."""
        if self.source.get(key) is None:
            return None
        try:
            return read_day(self.text(key))
        except ValueError as error:
            raise self.fail(key, str(error)) from None

    def number(self, key: str) -> int | None:
        """A whole number, or None where absent."""
        value = self.source.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fail(key, f"{key!r} has to be a whole number")
        return value

    def truth(self, key: str) -> bool:
        """A true/false flag; absent is false."""
        value = self.source.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, f"{key!r} has to be true or false")
        return value

    def maps(self, key: str) -> list[MarkedMap]:
        """A list of mappings; absent is empty."""
        value = self.source.get(key)
        if value is None:
            return []
        if not isinstance(value, MarkedList):
            raise self.fail(key, f"{key!r} has to be a list")
        found: list[MarkedMap] = []
        for index, entry in enumerate(value):
            if not isinstance(entry, MarkedMap):
                raise InputError(f"{self.owner}: each entry of {key!r} has to be `key: value` pairs", value.at(index))
            found.append(entry)
        return found
