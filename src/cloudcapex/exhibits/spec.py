"""A standard exhibit as a spec: what is measured of whom, how it is drawn, and which sentence it says.

A spec is at most fifteen lines and is drawn by one function; absence is handled here, once. What no spec can say is a
function of its own that is `made` under a key. A report's page lists both in their order, and that order numbers them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ..errors import UsageError
from ..language import Language
from ..metrics.points import Point
from ..periods import Quarter
from ..statements import Statement
from .absence import Absence
from .exhibit import Body, Exhibit

Rows = Mapping[str, list[Point]]


class Ground(Protocol):
    """What a spec asks of the report that it stands in."""

    quarter: Quarter
    quarters: list[Quarter]
    language: Language

    def row(self, metric: str, company: str) -> list[Point]: ...

    def say(self, message: str, /, **values: object) -> str: ...

    def name_of(self, member: str) -> str: ...

    def colour_of(self, member: str) -> str: ...

    def basis_name(self, metric: str | None = None) -> str: ...

    def exhibit(
        self,
        key: str,
        *,
        title: Statement | str,
        subtitle: str,
        body: Body,
        points: Sequence[Point],
        alt: str,
        notes: Sequence[str] = (),
        wide: bool = True,
    ) -> Exhibit: ...


R = TypeVar("R", bound=Ground)
Note = str | Callable[..., str]


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
        Whom it shows: slugs in the order of the house.
    drawing : callable
        Draws rows of points: one of `charts.standard`.
    subtitle : str
        Measure, unit and period; ``{unit}`` and ``{basis}`` are filled.
    message : callable
        The statement of the title.
    alt : str
        What a reader who cannot see it needs to know; ``{title}`` and ``{newest}`` are filled.
    absent : str
        Said in place of the drawing where the data hold no value of anyone, ``{quarter}`` filled.
    notes : tuple of str or callable
        Messages, or functions of report and rows that give one or nothing.
    wide : bool
        Takes the whole measure.
    """

    key: str
    measure: str | Callable[[R], str]
    of: Callable[[R], Sequence[str]]
    drawing: Callable[[R, Rows], Body]
    subtitle: str
    message: Callable[[R], Statement]
    alt: str
    absent: str
    notes: tuple[Note, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        for part in ("key", "measure", "subtitle", "alt", "absent"):
            if not getattr(self, part):
                raise UsageError(
                    f"a spec without {part}",
                    where=f"exhibit {self.key or '(no key)'}",
                    remedy="every exhibit says it",
                )

    def __call__(self, report: R) -> Exhibit:
        """Make the exhibit of a report."""
        metric = self.measure if isinstance(self.measure, str) else self.measure(report)
        found = {c: report.row(metric, c) for c in self.of(report)}
        rows = {c: row for c, row in found.items() if any(p.known for p in row)}
        title = self.message(report)
        filled = {"unit": report.language.unit_name(), "basis": report.language.sentence(report.basis_name())}
        absence = report.say(self.absent, quarter=report.quarter)
        body = self.drawing(report, rows) if rows else Absence(absence)
        return report.exhibit(
            self.key,
            title=title,
            subtitle=report.say(self.subtitle, **filled),
            body=body,
            points=[p for row in rows.values() for p in row if p.known],
            alt=report.say(self.alt, title=title, newest="") if rows else absence,
            notes=[_note(n, report, rows) for n in self.notes] if rows else [],
            wide=self.wide,
        )


def _note(note: Note, report: Ground, rows: Rows) -> str:
    return report.say(note) if isinstance(note, str) else note(report, rows)
