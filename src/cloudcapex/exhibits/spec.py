"""A standard exhibit as a spec: what is measured of whom, how it is drawn, and which sentence it says.

A spec is at most fifteen lines and draws itself through one function; a chart with nothing in it is folded into a sentence
by the report, once for all. What no spec can say is a function of its own. Both are entered with a report class's `shows`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, Protocol, TypeVar

from ..errors import UsageError
from ..language import Language, Number
from ..metrics.points import Point
from ..periods import Quarter
from ..statements import Statement
from .exhibit import Body, Exhibit

Rows = Mapping[str, list[Point]]


class Ground(Protocol):
    """What a spec asks of the report that it stands in."""

    quarter: Quarter
    quarters: list[Quarter]
    language: Language

    def row(self, metric: str, company: str) -> list[Point]: ...

    def company(self, slug: str) -> str: ...

    def cloud(self, slug: str) -> str: ...

    def exhibit(self, key: str, **parts: Any) -> Exhibit: ...


R = TypeVar("R")  # the report class, which is a `Ground`
Drawing = Callable[[Any, Rows, Callable[[str], str]], Body]
Note = str | Callable[[Any, Rows], str]
_NEEDED = ("key", "measure", "of", "drawing", "subtitle", "message", "alt")


@dataclass(frozen=True)
class Spec(Generic[R]):
    """A standard exhibit.

    Parameters
    ----------
    key : str
        Names it: in the order of its page, in addresses, in the notebook.
    measure : str or callable
        A name that `series` accepts, or a function that asks the report for one.
    of : callable
        Whom it shows: slugs in the order of the house. Those without a value in the window are left out.
    drawing : callable
        Draws rows of points: one of `drawings`.
    subtitle : str
        Measure, unit and period; ``{unit}`` and ``{basis}`` are filled.
    message : callable
        The statement of the title.
    alt : str
        What a reader who cannot see it needs to know; ``{title}`` and ``{newest}`` are filled.
    notes : tuple of str or callable
        Messages, or functions of report and rows that give one or nothing.
    clouds : bool
        Members are called by their clouds' names, not their companies'.
    wide : bool
        Takes the whole measure.

    Raises
    ------
    UsageError
        For a spec without one of the first seven.
    """

    key: str
    measure: str | Callable[[R], str]
    of: Callable[[R], Sequence[str]]
    drawing: Drawing
    subtitle: str
    message: Callable[[R], Statement]
    alt: str
    notes: tuple[Note, ...] = ()
    clouds: bool = False
    wide: bool = False

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
        metric = self.measure if isinstance(self.measure, str) else self.measure(report)
        found = {c: report.row(metric, c) for c in self.of(report)}
        rows = {c: row for c, row in found.items() if any(p.known for p in row)}
        title, say, language = self.message(report), report.language.say, report.language
        basis = getattr(report, "basis_name", None)
        name = report.cloud if self.clouds else report.company
        currency = getattr(report, "currency", "USD")
        filled = {"unit": language.unit_name(currency), "basis": language.sentence(basis()) if basis else ""}
        return report.exhibit(
            self.key,
            title=title,
            subtitle=say(self.subtitle, **filled),
            body=self.drawing(report, rows, name),
            points=[p for row in rows.values() for p in row if p.known],
            alt=say(self.alt, title=title, newest=_newest(report, rows, name)),
            notes=[say(note) if isinstance(note, str) else note(report, rows) for note in self.notes],
            wide=self.wide,
        )


def _newest(report: Any, rows: Rows, name: Callable[[str], str]) -> str:
    """Say the newest value of each member that has one."""
    say, language = report.language.say, report.language
    words = [
        say("{name} {value}", name=name(c), value=language.write(Number(row[-1].value, row[-1].unit)))
        for c, row in rows.items()
        if row[-1].known
    ]
    return str(say("Newest: {list}.", list=language.join(words))) if words else ""
