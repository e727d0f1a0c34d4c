"""A standard exhibit as a spec: what is measured of whom, how it is drawn, and which sentence it says.

A spec is at most fifteen lines and draws itself through one function; a chart with nothing in it is folded into a sentence
by the report, once for all. What no spec can say is a function of its own. Both are entered with a report class's `shows`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, Protocol, TypeVar

from ..errors import UsageError
from ..language import Language, Place
from ..metrics.points import Point
from ..periods import Quarter
from ..statements import Statement
from .carried import print_point
from .display import noted, said, usual
from .exhibit import Body, Exhibit
from .voice import titled


class Rows(dict[str, list[Point]]):
    """Rows of points by member, in the order of the house.

    Attributes
    ----------
    older : dict
        By member too: the same measure on the definition before.
    """

    def __init__(self, rows: Mapping[str, list[Point]]) -> None:
        super().__init__(rows)
        self.older: dict[str, list[Point]] = {}

    def shown(self, member: str) -> list[Point]:
        """Return what is drawn of a member, in the order it is drawn in, each value once."""
        rows = (self.older.get(member, ()), self[member])
        return list(dict.fromkeys(p for row in rows for p in row if p.known))


class Ground(Protocol):
    """What a spec asks of the report that it stands in."""

    quarter: Quarter
    quarters: list[Quarter]
    as_of: dt.date
    language: Language

    def row(self, metric: str, company: str) -> list[Point]: ...

    def company(self, slug: str) -> str: ...

    def cloud(self, slug: str) -> str: ...

    def exhibit(self, key: str, **parts: Any) -> Exhibit: ...


R = TypeVar("R")  # the report class, which is a `Ground`
Read = Callable[[Any, str], list[Point]]
Drawing = Callable[[Any, Rows, Callable[[str], str]], Body]
Note = str | Callable[[Any, Rows], str | Iterable[str]]
_NEEDED = ("key", "measure", "of", "drawing", "subtitle", "message", "alt")


@dataclass(frozen=True)
class Spec(Generic[R]):
    """A standard exhibit.

    Parameters
    ----------
    key : str
        Names it: in the order of its page, in addresses, in the notebook.
    measure : str or callable
        A name that `series` accepts, or a function that reads a member's row.
    of : callable
        Whom it shows: slugs in the order of the house. Those without a value in the window are left out.
    drawing : callable
        Draws rows of points: one of `drawings`. One that is ``broad`` takes the whole measure; one of ``every`` member
        shows those without a value, too.
    subtitle : str
        Measure, unit and period; what `usual` gives is filled in.
    message : callable
        The statement of the title.
    alt : str
        What a reader who cannot see it needs to know; ``{title}`` and ``{newest}`` are filled too.
    notes : str, callable, or tuple of these
        Messages, or functions of report and rows that give one, several or nothing.
    older : callable, optional
        Reads a member's row on the definition before, which is drawn apart.
    name : callable, optional
        Names a member; by its company where there is none.
    absent : str
        What is said where there is no value at all; what the report says of that where there is none.
    fill : callable, optional
        Gives what its messages name besides.

    Raises
    ------
    UsageError
        For a spec without one of the first seven.
    """

    key: str
    measure: str | Read
    of: Callable[[R], Sequence[str]]
    drawing: Drawing
    subtitle: str
    message: Callable[[R], Statement]
    alt: str
    notes: Note | tuple[Note, ...] = ()
    older: Read | None = None
    name: Callable[[R, str], str] | None = None
    absent: str = ""
    fill: Callable[[R], Mapping[str, object]] | None = None

    def __post_init__(self) -> None:
        for part in _NEEDED:
            if not getattr(self, part):
                raise UsageError(
                    f"a spec without {part}",
                    where=f"exhibit {self.key or '(no key)'}",
                    valid=[f.name for f in fields(self)],
                    remedy="every standard exhibit says it",
                )

    @property
    def __name__(self) -> str:
        """Its key: what `shows` enters it under."""
        return self.key

    def __call__(self, report: Any) -> Exhibit:
        """Make the exhibit of a report."""
        title, say = self.message(report), report.language.say
        rows, places = self._rows(report), usual(report) | dict(self.fill(report) if self.fill else {})
        names = self.name or type(report).company

        def name(member: str) -> str:
            return names(report, member)

        with titled(title):
            body = self.drawing(report, rows, name) if rows else None
        made: Exhibit = report.exhibit(
            self.key,
            title=title,
            subtitle=say(self.subtitle, **places),
            body=body,
            points=[p for member in rows for p in rows.shown(member)],
            alt=say(self.alt, title=title, newest=self._newest(report, rows, name), **places),
            notes=[told for note in noted(self.notes) for told in said(report, note, rows, places)],
            extra_sources=getattr(self.drawing, "sources", _none)(report) if rows else (),
            wide=getattr(self.drawing, "broad", False),
            absent=say(self.absent, **places) if self.absent else "",
        )
        return made

    def _rows(self, report: R) -> Rows:
        found = {c: _read(report, self.measure, c) for c in self.of(report)}
        every = getattr(self.drawing, "every", False)
        rows = Rows({c: row for c, row in found.items() if every or any(p.known for p in row)})
        if self.older:
            rows.older = {c: _read(report, self.older, c) for c in rows}
        return rows

    def _newest(self, report: Ground, rows: Rows, name: Callable[[str], str]) -> str:
        """Say the newest value of each member that has one, with its sign where the drawing writes it."""
        say, language, sign = report.language.say, report.language, getattr(self.drawing, "sign", False)
        place: Place = "table" if sign else "prose"
        times = getattr(self.drawing, "unit", None) == "times"  # of a ratio that is drawn as a multiple
        words = [
            say(
                "{name} {value}",
                name=name(c),
                value=print_point(
                    row[-1], language.writes("times" if times else row[-1].unit, place, sign=sign)
                ),
            )
            for c, row in rows.items()
            if row[-1].known
        ]
        return str(say("Newest: {list}.", list=language.join(words))) if words else ""


def _none(report: object) -> tuple[str, ...]:
    return ()


def _read(report: Any, measure: str | Read, member: str) -> list[Point]:
    row: list[Point] = report.row(measure, member) if isinstance(measure, str) else measure(report, member)
    return row
