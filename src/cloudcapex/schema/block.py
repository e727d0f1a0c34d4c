"""One table of a TOML file, asked key by key, so that whatever is wrong is told with its place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from ..errors import DataError, near

_LONGEST_LIST = 20


class Block:
    """A table of the file.

    Parameters
    ----------
    table : object
        What the parser found; anything but a table is an error.
    place : str
        File and block, for messages.
    """

    def __init__(self, table: object, place: str) -> None:
        if not isinstance(table, dict):
            raise DataError(f"{table!r} is not a table", where=place, valid="keys with values")
        self.table: Mapping[str, Any] = table
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def fault(self, key: str, what: str, valid: str | Iterable[str], name: str = "") -> NoReturn:
        """Raise the error of a key, with the names near the one that was written."""
        known = [] if isinstance(valid, str) else list(valid)
        close = near(name, known) if name else []
        if len(known) > _LONGEST_LIST:
            valid = f"one of {len(known)} names"
        raise DataError(
            what,
            where=f"{self.place}, key {key}",
            valid=valid,
            remedy=f"did you mean {' or '.join(close)}?" if close else None,
        )

    def only(self, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing here."""
        known = list(known)
        for key in self.table:
            if key not in known:
                self.fault(key, f"unknown key {key!r}", known, key)

    def text(self, key: str, *, needed: bool = True) -> str:
        """Return a text with its blanks evened out."""
        value = self.table.get(key, "")
        if not isinstance(value, str):
            self.fault(key, f"{value!r} is not text", "text in quotes")
        if needed and not value.strip():
            self.fault(key, "the value is missing", "text in quotes")
        return " ".join(value.split())

    def choice(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Return one word of a closed list."""
        known = list(known)
        if key not in self and default:
            return default
        value = self.text(key)
        if value not in known:
            self.fault(key, f"{value!r} is not known", known, value)
        return value

    def names(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return a list of known names, none of them twice."""
        known = list(known)
        value = self.table.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
            what = "no name is given" if value in (None, []) else f"{value!r} is not a list of names"
            self.fault(key, what, known)
        for name in value:
            if name not in known:
                self.fault(key, f"{name!r} is not known", known, name)
        if len({*value}) < len(value):
            self.fault(key, "a name stands twice", "each name once")
        return tuple(value)

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self.table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            what = "the value is missing" if value is None else f"{value!r} is not a number"
            self.fault(key, what, "a number; a share as a fraction, such as -0.02 for two points")
        return float(value)

    def inner(self, key: str) -> Block:
        """Return a table inside this one."""
        return Block(self.table[key], f"{self.place}, key {key}")
