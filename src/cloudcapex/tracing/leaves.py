"""The leaves of a trace: periods as documents stated them, each value they have had, and what is overruled in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..facts.rows import SourceRow
from .lines import TraceLine


@dataclass(frozen=True)
class Telling:
    """One of the values that a period has had.

    Attributes
    ----------
    value : float
        In whole units.
    since, repeated : date
        The days it was first and last told.
    document : SourceRow
        The first that told it as finely.
    filed : date
        The day it was told there.
    concept : str
        The XBRL concept it is tagged with; empty where it is not.
    basis, evidence : str
        How good it is.
    note : str
        What the row of the fact says beside it.
    """

    value: float
    since: dt.date
    repeated: dt.date
    document: SourceRow
    filed: dt.date
    concept: str
    basis: str
    evidence: str
    note: str


@dataclass(frozen=True)
class Overruled:
    """What `data/corrections.yml` changed in a fact.

    Attributes
    ----------
    action : str
        ``set`` or ``drop``.
    change : str
        Old and new, column by column; what was dropped.
    reason : str
        Why, in a sentence.
    """

    action: str
    change: str
    reason: str

    def line(self, level: int) -> TraceLine:
        """Write it down."""
        note = f"{self.change}: {self.reason}"
        return TraceLine(level, "correction", f"corrected ({self.action})", note=note)


@dataclass(frozen=True)
class StatedPeriod:
    """A period as documents stated it.

    Attributes
    ----------
    metric, definition, unit : str
        What was told.
    start, end : date
        First and last day; no first day for an instant.
    length : str
        In words: ``nine months``.
    tellings : tuple of Telling
        The value first reported, then each restated one.
    used : int
        Which of them stands in the trace.
    corrections : tuple of Overruled
        What is overruled here.
    """

    metric: str
    definition: str
    unit: str
    start: dt.date | None
    end: dt.date
    length: str
    tellings: tuple[Telling, ...]
    used: int
    corrections: tuple[Overruled, ...]

    @property
    def told(self) -> Telling:
        """The telling that stands in the trace."""
        return self.tellings[self.used]

    @property
    def value(self) -> float:
        """Its value, in whole units."""
        return self.told.value

    def recomputed(self) -> float:
        """Return the value, in whole units: nothing stands behind it."""
        return self.value

    def lines(self, level: int = 0, sign: str = "", kind: str = "fact") -> Iterator[TraceLine]:
        """Yield the period, then its restatements and corrections.

        Parameters
        ----------
        level : int
            How deep it stands.
        sign : str
            What it does to what stands before it.
        kind : str
            ``held`` where nothing is computed from it.
        """
        told, period = self.told, f"{self.start} to {self.end}" if self.start else f"at {self.end}"
        often = f"told from {told.since} to {told.repeated}" if told.repeated > told.since else ""
        said = (told.concept, told.basis, told.evidence, often, told.note)
        note = ", ".join(part for part in said if part)
        what = f"{sign} {self.length}".strip()
        yield TraceLine(level, kind, what, period, told.value, self.unit, told.document, told.filed, note)
        yield from self._restated(level + 1)
        yield from (correction.line(level + 1) for correction in self.corrections)

    def _restated(self, level: int) -> Iterator[TraceLine]:
        before: TraceLine | None = None
        for number, telling in enumerate(self.tellings if len(self.tellings) > 1 else ()):
            kind = "restated" if number else "first reported"
            line = TraceLine(level, kind, kind, "", telling.value, self.unit, telling.document, telling.filed)
            change = f"{before.amount} → {line.amount}" if before else ""
            here = "stands here" if number == self.used else ""
            yield replace(line, note="; ".join(part for part in (change, here) if part))
            before = line
