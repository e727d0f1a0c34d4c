"""Figures as companies last stated them: how they are printed with their hedge, and what sentences stand on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pandas as pd

from .. import facts, metrics
from ..exhibits.display import Head
from ..exhibits.tables.table import Cell, missing
from ..language import N_, Number
from ..metrics.points import Point, points_frame
from ..metrics.stated import Stated, stated
from ..periods import Quarter
from ..statements import Evidence, Phrase, Population, Value
from .company_report import CompanyReport
from .units import POINTS

# How a table writes an open end of a figure.
HEDGED = {"over": N_(">{amount}"), "up_to": N_("≤{amount}")}
_IN_WORDS = {
    "about": N_("about {number}"),
    "over": N_("more than {number}"),
    "up_to": N_("at most {number}"),
}
_YEAR = 300  # days
Rows = TypeVar("Rows")  # what an exhibit gathers


def of_group(review: CompanyReport, name: str) -> list[facts.Member]:
    """Return a set of companies with their figures; of a reader's own choice of companies those alone."""
    chosen = set(review.companies)
    usual = chosen == set(facts.usual_companies())
    return [m for m in facts.group(name) if usual or m.company in chosen]


def told(review: CompanyReport, member: facts.Member) -> list[Stated]:
    """Return what was stated of a member's figure up to the quarter, oldest first."""
    return stated(member.company, member.metric, review.quarter, review.as_of)


@dataclass(frozen=True)
class Standing:
    """How a measure of a company stood when last stated, and before that on the same definition.

    Attributes
    ----------
    member : Member
        Whose measure it is, its name in a set of the tables where it is of one, and what it is held against there.
    last : Stated
        As last stated.
    before : Stated or None
        What it is held against; None where nothing of its definition was stated before.
    parted : Stated or None
        What was stated just before on another definition, where nothing of its own was.
    """

    member: facts.Member
    last: Stated
    before: Stated | None = None
    parted: Stated | None = None


def standing(member: facts.Member, some: Sequence[Stated], apart: int = 0) -> Standing:
    """Find what a figure is held against: never one that counts something else.

    Parameters
    ----------
    member : Member
        Whose they are.
    some : sequence of Stated
        One at least, oldest first.
    apart : int
        Quarters that the earlier one is to be back; where none is so far, the oldest stands.
    """
    last, earlier = some[-1], some[:-1]
    alike = [one for one in earlier if one.counts_as(last)]
    far = [one for one in alike if last.point.quarter - one.point.quarter >= apart]
    if alike:
        return Standing(member, last, far[-1] if far else alike[0])
    return Standing(member, last, parted=earlier[-1] if earlier else None)


def number(point: Point, of: str = "") -> Number:
    """Return a figure as it is written; points of growth are no per cents."""
    whole = point.unit == "times" and point.value.is_integer()
    unit = "points" if point.metric in POINTS else point.unit
    return Number(point.value, unit, of, decimals=0 if whole else None)


def figure_cell(review: CompanyReport, one: Stated | None) -> Cell:
    """Print a figure with its hedge, linked to its document."""
    if one is None:
        return missing("not_disclosed")
    return review.linked(hedged(review, one), *one.point.sources, marks=one.point.marks)


def ends_cell(review: CompanyReport, point: Point) -> Cell:
    """Print what was computed as the range between its ends, open where one is."""
    if not point.known:
        return missing(point.reason)
    low, high = (Number(end, point.unit) for end in point.bounds)
    if math.isfinite(high.value):
        text = review.language.range(low, high)
    else:
        text = review.say(">{amount}", amount=replace(low, value=floored(low.value, low.unit)))
    return review.linked(text, *point.sources, marks=point.marks)


def floored(value: float, unit: str = "share") -> float:
    """Round down what is open above: it lies above that, and maybe not above what it rounds up to.

    Parameters
    ----------
    value : float
        Of a share the fraction, else in whole units; not negative.
    unit : str
        A share keeps its whole per cents, anything else three digits, which every language prints alike.

    Returns
    -------
    float
        At most the value.
    """
    if unit == "share":
        return math.floor(round(value * 100, 9)) / 100
    step = 10.0 ** (math.floor(math.log10(value)) - 2) if value > 0 else 1.0
    return math.floor(round(value / step, 9)) * step


def before_cell(review: CompanyReport, row: Standing) -> Cell:
    """Print what was stated in the period before, with its quarter; a mark where that counts something else."""
    if row.before is None:
        return missing("not_derivable" if row.parted else "not_disclosed")
    shown = figure_cell(review, row.before)
    text = review.say("{value} ({period})", value=shown.text, period=period(review, row.before.point))
    return replace(shown, text=text)


def parted_note(review: CompanyReport, found: Sequence[Standing]) -> str:
    """Say of which companies what was stated before is held against nothing, and why; empty where of none."""
    parted = [
        review.say("{value} ({period})", value=review.company(p.company), period=period(review, p))
        for p in (row.parted.point for row in found if row.parted)
    ]
    if not parted:
        return ""
    return review.say(
        "n/c under “Stated before”: that figure is on another definition, and the two are not compared: {list}.",
        list=review.language.listed(parted),
    )


def hedged(review: CompanyReport, one: Stated) -> str:
    """Write a figure with the sign of its hedge before it: ≈, >, ≤."""
    shown = replace(number(one.point), about=one.qualifier == "about")
    text = review.language.write(shown)
    form = HEDGED.get(one.qualifier)
    return review.say(form, amount=text) if form else text


def in_words(review: CompanyReport, one: Stated) -> Phrase:
    """Write a figure in a sentence: *about*, *more than*, *at most*, or plain."""
    shown = number(one.point, one.point.company)
    return review.phrase(_IN_WORDS.get(one.qualifier, "{number}"), number=shown)


def period(review: CompanyReport, point: Point) -> str:
    """Name the time a figure is of: its quarter, or the year up to one."""
    start, end = point.period_start, point.period_end
    if start and end and (end - start).days > _YEAR:
        return review.say("year to {quarter}", quarter=point.quarter)
    return str(point.quarter)


def last_stated(share: float) -> Head[CompanyReport]:
    """Return the column of figures with their hedges."""
    return Head(N_("As last stated"), lambda review, row: figure_cell(review, row.last), "right", share)


def stated_for(share: float) -> Head[CompanyReport]:
    """Return the column of what time each figure is of."""
    return Head(N_("Stated for"), lambda review, row: period(review, row.last.point), "right", share)


def stated_before(share: float) -> Head[CompanyReport]:
    """Return the column of what was stated the period before, of rows that have it as ``before``."""
    return Head(N_("Stated before"), lambda review, row: before_cell(review, row), "right", share)


def what_it_counts(share: float) -> Head[CompanyReport]:
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
        basis=point.basis,
        evidence=point.evidence,
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


def both_points(found: Sequence[Standing]) -> list[Point]:
    """Return the figures of rows, the earlier one first."""
    return [one.point for row in found for one in (row.before, row.last) if one is not None]


def plain(point: Point) -> Point:
    """Return a figure without ends: those of a hedge are no rounding, and the exhibit explains them itself."""
    return replace(point, low=point.value, high=point.value)


def frame(review: CompanyReport, points: Iterable[Point]) -> pd.DataFrame:
    """Return the rows of a CSV, with the ends that the words of documents leave each figure; empty where they are open."""
    rows = list(points)
    made = points_frame(rows, review.newest_id)
    ends = [[end if math.isfinite(end) else math.nan for end in p.bounds] for p in rows]
    return made.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def drawn(points: Callable[[Rows], Sequence[Point]]) -> Callable[[CompanyReport, Rows], list[Point]]:
    """Return what gives an exhibit the figures of its rows, see `plain`."""
    return lambda review, found: [plain(p) for p in points(found)]


def rows_of_csv(points: Callable[[Rows], Sequence[Point]]) -> Callable[[CompanyReport, Rows], pd.DataFrame]:
    """Return what gives an exhibit the rows of its CSV, see `frame`."""
    return lambda review, found: frame(review, points(found))
