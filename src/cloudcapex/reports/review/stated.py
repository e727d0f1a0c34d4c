"""Figures as companies last stated them: how they are printed with their hedge, and what sentences stand on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from ... import facts, metrics
from ...exhibits.display import Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point, points_frame
from ...metrics.stated import Stated, stated
from ...periods import Quarter
from ...statements import Evidence, Phrase, Population, Value
from ..units import POINTS
from .context import Review

_IN_TABLES = {"over": N_(">{amount}"), "up_to": N_("<{amount}")}
_IN_WORDS = {
    "about": N_("about {number}"),
    "over": N_("at least {number}"),
    "up_to": N_("at most {number}"),
}
_YEAR = 300  # days
Rows = TypeVar("Rows")  # what an exhibit gathers


def of_group(review: Review, name: str) -> list[facts.Member]:
    """Return a set of companies with their figures; of a reader's own choice of companies those alone."""
    chosen = set(review.companies)
    usual = chosen == set(facts.usual_companies())
    return [m for m in facts.group(name) if usual or m.company in chosen]


def told(review: Review, member: facts.Member) -> list[Stated]:
    """Return what was stated of a member's figure up to the quarter, oldest first."""
    return stated(member.company, member.metric, review.quarter, review.as_of)


def newest_two(some: Sequence[Stated]) -> tuple[Stated, Stated | None]:
    """Return the figure last stated, of one at least, and the one before it."""
    return some[-1], some[-2] if len(some) > 1 else None


def number(point: Point, of: str = "") -> Number:
    """Return a figure as it is written; points of growth are no per cents."""
    whole = point.unit == "times" and point.value.is_integer()
    unit = "points" if point.metric in POINTS else point.unit
    return Number(point.value, unit, of, decimals=0 if whole else None)


def figure_cell(review: Review, one: Stated | None) -> Cell:
    """Print a figure with its hedge, linked to its document."""
    if one is None:
        return missing("not_disclosed")
    return review.linked(hedged(review, one), *one.point.sources, marks=one.point.marks)


def ends_cell(review: Review, point: Point) -> Cell:
    """Print what was computed as the range between its ends, open where one is."""
    if not point.known:
        return missing(point.reason)
    low, high = (Number(end, point.unit) for end in point.bounds)
    closed = math.isfinite(high.value)
    text = review.language.range(low, high) if closed else review.say(">{amount}", amount=low)
    return review.linked(text, *point.sources, marks=point.marks)


def floored(share: float) -> float:
    """Round a share down to a whole per cent: what lies above it lies above that, and maybe not above what it rounds up to."""
    return math.floor(round(share * 100, 9)) / 100


def before_cell(review: Review, before: Stated | None) -> Cell:
    """Print what was stated in the period before, with its quarter."""
    if before is None:
        return Cell("")
    shown = figure_cell(review, before)
    text = review.say("{value} ({period})", value=shown.text, period=period(review, before.point))
    return replace(shown, text=text)


def hedged(review: Review, one: Stated) -> str:
    """Write a figure with the sign of its hedge before it: ≈, >, <."""
    shown = replace(number(one.point), about=one.qualifier == "about")
    text = review.language.write(shown)
    form = _IN_TABLES.get(one.qualifier)
    return review.say(form, amount=text) if form else text


def in_words(review: Review, one: Stated) -> Phrase:
    """Write a figure in a sentence: *about*, *at least*, *at most*, or plain."""
    shown = number(one.point, one.point.company)
    return review.phrase(_IN_WORDS.get(one.qualifier, "{number}"), number=shown)


def period(review: Review, point: Point) -> str:
    """Name the time a figure is of: its quarter, or the year up to one."""
    start, end = point.period_start, point.period_end
    if start and end and (end - start).days > _YEAR:
        return review.say("year to {quarter}", quarter=point.quarter)
    return str(point.quarter)


def last_stated(share: float) -> Head[Review]:
    """Return the column of figures with their hedges."""
    return Head(N_("As last stated"), lambda review, row: figure_cell(review, row.last), "right", share)


def stated_for(share: float) -> Head[Review]:
    """Return the column of what time each figure is of."""
    return Head(N_("Stated for"), lambda review, row: period(review, row.last.point), "right", share)


def stated_before(share: float) -> Head[Review]:
    """Return the column of what was stated the period before, of rows that have it as ``before``."""
    return Head(N_("Stated before"), lambda review, row: before_cell(review, row.before), "right", share)


def what_it_counts(share: float) -> Head[Review]:
    """Return the column of what each figure counts."""
    return Head(
        N_("What it counts"), lambda review, row: review.counts(row.last.point), share=share, on_screen=True
    )


# The end of a hedge that its document tells.
_TOLD_END = {"over": ".low", "up_to": ".high"}


def _value(one: Stated) -> Value:
    """Return a figure as sentences stand on it, by the day its period ends: of an open hedge it is the one end."""
    point = one.point
    return Value(
        of=point.company,
        measure=f"stated.{point.metric}{_TOLD_END.get(one.qualifier, '')}",
        value=point.value,
        unit=point.unit,
        sources=point.sources,
        when=str(point.period_end),
    )


def evidence(some: Iterable[Stated], of: str) -> Evidence:
    """Gather figures, a company each."""
    values = [_value(one) for one in some]
    quarter = max(v.told_in for v in values)
    return Evidence.of(values, Population(of, tuple(v.of for v in values)), quarter)


def none_of(members: Iterable[facts.Member], quarter: Quarter, of: str) -> Evidence:
    """Gather the figures of a set of which the data hold none up to a quarter."""
    values = {
        m.company: Value(
            m.company,
            f"stated.{m.metric}",
            float("nan"),
            metrics.unit_of(m.metric),
            reason="not_disclosed",
            when=quarter.end.isoformat(),
        )
        for m in members
    }
    return Evidence.of(list(values.values()), Population(of, tuple(values)), quarter)


# the exhibit's figures and rows -----------------------------------------------------------------


def plain(point: Point) -> Point:
    """Return a figure without ends: those of a hedge are no rounding, and the exhibit explains them itself."""
    return replace(point, low=point.value, high=point.value)


def frame(review: Review, points: Iterable[Point]) -> pd.DataFrame:
    """Return the rows of a CSV, with the ends that the words of documents leave each figure; empty where they are open."""
    rows = list(points)
    made = points_frame(rows, review.newest_id)
    ends = [[end if math.isfinite(end) else math.nan for end in p.bounds] for p in rows]
    return made.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def drawn(points: Callable[[Rows], Sequence[Point]]) -> Callable[[Review, Rows], list[Point]]:
    """Return what gives an exhibit the figures of its rows, see `plain`."""
    return lambda review, found: [plain(p) for p in points(found)]


def rows_of_csv(points: Callable[[Rows], Sequence[Point]]) -> Callable[[Review, Rows], pd.DataFrame]:
    """Return what gives an exhibit the rows of its CSV, see `frame`."""
    return lambda review, found: frame(review, points(found))
