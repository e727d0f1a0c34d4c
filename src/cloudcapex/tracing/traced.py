"""A trace: a figure and all that it is computed from, down to the leaves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from ..facts.rows import SourceRow
from ..metrics.panel import NOT_ENTERED, REASONS
from ..metrics.points import Point
from .leaves import Overruled, StatedPeriod
from .lines import TraceLine, frame_of, html_of, text_of


class How(Enum):
    """How a figure comes from its parts: what the others do to the first of them."""

    STATED = ""
    LESS = "less"
    PLUS = "plus"
    OVER = "over"
    AGAINST = "against"

    def of(self, values: Sequence[float]) -> float:
        """Compute a figure from those of its parts.

        Parameters
        ----------
        values : sequence of float
            In the order of the parts.

        Returns
        -------
        float
            In the unit of the figure; NaN where a part is missing, or a rate has no base above nought.
        """
        head, *others = values or (math.nan,)
        match self:
            case How.STATED:
                return head
            case How.LESS:
                return head - math.fsum(others)
            case How.PLUS:
                return math.fsum(values)
            case How.OVER:
                return head / others[0] if others[0] > 0 else math.nan
            case How.AGAINST:
                return head / others[0] - 1 if others[0] > 0 and head >= 0 else math.nan


@dataclass(frozen=True)
class DefinitionSpan:
    """A definition, and the quarters in which it speaks for a company's metric.

    Attributes
    ----------
    metric, definition : str
        Of what, and its name.
    text : str
        What it counts, in a sentence.
    first, last : str
        The quarters from and to which it speaks; empty where another one does instead.
    in_force : bool
        Whether it is that of the figure.
    """

    metric: str
    definition: str
    text: str
    first: str
    last: str
    in_force: bool


@dataclass(frozen=True)
class FirstReported:
    """What a figure was when it could first be told.

    Attributes
    ----------
    value : float
        In the unit of the figure.
    documents : tuple of SourceRow
        It was told in, or computed from.
    """

    value: float
    documents: tuple[SourceRow, ...]


@dataclass(frozen=True, repr=False)
class Trace:
    """A figure of a company's quarter and how it comes about.

    Attributes
    ----------
    point : Point
        The figure as `series` has it, or the reason why there is none.
    how : How
        How it comes from its parts.
    parts : tuple of Trace or StatedPeriod
        What it is computed from, those that are missing too.
    means : str
        What the metric counts, in a sentence; empty for a transformed one.
    first : FirstReported or None
        Where it is no longer the value first reported.
    meanings : tuple of DefinitionSpan
        Of a metric that documents state: the definition in force, and those before and after it.
    dropped : tuple of Overruled
        Facts of these periods that the corrections leave out.
    held : tuple of StatedPeriod
        Where it is missing: what is known of longer periods that it lies in.
    looked_in : SourceRow or None
        Where it is missing: the document that was read for it in vain, or that is to be read.
    """

    point: Point
    how: How = How.STATED
    parts: tuple[Trace | StatedPeriod, ...] = ()
    means: str = ""
    first: FirstReported | None = None
    meanings: tuple[DefinitionSpan, ...] = ()
    dropped: tuple[Overruled, ...] = ()
    held: tuple[StatedPeriod, ...] = ()
    looked_in: SourceRow | None = None

    @property
    def value(self) -> float:
        """The figure in whole units, a share as a fraction; NaN where it is missing."""
        return self.point.value

    @property
    def reason(self) -> str:
        """Why the figure is missing; empty where it is there."""
        return self.point.reason

    @property
    def traces(self) -> tuple[Trace, ...]:
        """The figures that it is computed from."""
        return tuple(part for part in self.parts if isinstance(part, Trace))

    @property
    def leaves(self) -> tuple[StatedPeriod, ...]:
        """The periods that it is computed from, in order and as often as they are taken."""
        return tuple(self._leaves())

    def _leaves(self) -> Iterator[StatedPeriod]:
        for part in self.parts:
            yield from (part,) if isinstance(part, StatedPeriod) else part._leaves()

    @property
    def documents(self) -> tuple[SourceRow, ...]:
        """The documents behind the figure, or where to look for a missing one, the newest first."""
        cited = [leaf.told.document for leaf in self.leaves] + [d for d in (self.looked_in,) if d]
        ordered = sorted(cited, key=lambda d: str(d.filed or d.published or ""), reverse=True)
        return tuple({document.source_id: document for document in ordered}.values())

    @property
    def definitions(self) -> tuple[DefinitionSpan, ...]:
        """The definitions of all that it is computed from, each once."""
        return tuple(dict.fromkeys(self._meanings()))

    def _meanings(self) -> Iterator[DefinitionSpan]:
        yield from self.meanings
        for part in self.traces:
            yield from part._meanings()

    def recomputed(self) -> float:
        """Compute the figure again from its leaves.

        Returns
        -------
        float
            In its unit; NaN where a part is missing.
        """
        return self.how.of([part.recomputed() for part in self.parts])

    def lines(self) -> list[TraceLine]:
        """Return the trace line by line, what it is computed from set in under it, the definitions at its end."""
        named = [
            TraceLine(
                0,
                "definition",
                f"{m.metric}: {m.definition}",
                _span(m.first, m.last),
                note=f"{_force(m)}{m.text}",
            )
            for m in self.definitions
        ]
        return [*self._lines(0, ""), *named]

    def _lines(self, level: int, sign: str) -> Iterator[TraceLine]:
        point = self.point
        what = f"{sign} {point.metric}".strip() if level else f"{point.company} {point.metric}"
        period = f"{point.quarter} ({point.fiscal_quarter})" if point.fiscal_quarter else str(point.quarter)
        said = (self._how(), point.basis, point.evidence, point.definition, self.means if not level else "")
        note = point.reason or "; ".join(part for part in said if part)
        yield TraceLine(level, "figure", what, period, point.value, point.unit, note=note)
        if self.first:
            yield self._as_first_reported(level + 1, self.first)
        for number, part in enumerate(self.parts):
            word = self.how.value if number else ""
            yield from (
                part.lines(level + 1, word)
                if isinstance(part, StatedPeriod)
                else part._lines(level + 1, word)
            )
        yield from (correction.line(level + 1) for correction in self.dropped)
        for held in self.held:
            yield from held.lines(level + 1, "held:", "held")
        if self.looked_in:
            read = "out, not entered" if point.reason == REASONS[NOT_ENTERED] else "read in vain"
            yield TraceLine(level + 1, "document", read, document=self.looked_in)

    def _as_first_reported(self, level: int, first: FirstReported) -> TraceLine:
        """Write the value first reported, with the newest of its documents and the names of the others."""
        *others, newest = sorted(first.documents, key=lambda d: str(d.filed or d.published or ""))
        note = ", ".join(["with", *(d.accession or d.source_id for d in others)]) if others else ""
        kind = "first reported"
        return TraceLine(
            level, kind, kind, "", first.value, self.point.unit, newest, note=note.replace(",", "", 1)
        )

    def _how(self) -> str:
        """Say in words how it comes from its parts."""
        names = [part.length if isinstance(part, StatedPeriod) else _named(part, self) for part in self.parts]
        if self.how is not How.STATED or not names:
            return f" {self.how.value} ".join(names)
        return f"{names[0]} as stated" if isinstance(self.parts[0], StatedPeriod) else f"from {names[0]}"

    def to_frame(self) -> pd.DataFrame:
        """Return the trace as a table, a row a line.

        Returns
        -------
        DataFrame
            The columns `cloudcapex.tracing.lines.COLUMNS`: ``level`` says how deep a row stands, ``value`` is in whole
            units of ``unit`` and NaN where there is none.
        """
        return frame_of(self.lines())

    def __repr__(self) -> str:
        return text_of(self.lines())

    def _repr_html_(self) -> str:
        return html_of(self.lines())


def _named(part: Trace, whole: Trace) -> str:
    """Name a part by what tells it from the others: its quarter where only that does."""
    alike = part.point.quarter != whole.point.quarter or len({_metric(p) for p in whole.parts}) == 1
    return str(part.point.quarter) if alike and len(whole.parts) > 1 else part.point.metric


def _metric(part: Trace | StatedPeriod) -> str:
    return part.point.metric if isinstance(part, Trace) else part.metric


def _span(first: str, last: str) -> str:
    return f"{first} to {last}" if first != last else first


def _force(meaning: DefinitionSpan) -> str:
    return "in force; " if meaning.in_force else ""
