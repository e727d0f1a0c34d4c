"""A column of small charts: how the figure of each row came to where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from ..language import N_
from ..metrics.points import Point
from .carried import print_point
from .display import Head
from .spec import Ground
from .tables.spark import Spark
from .tables.table import Cell, missing
from .theme import MUTED, company_colour

R = TypeVar("R")  # the report class, which is a `Ground`


def trend(
    row: Callable[[R, str], Sequence[Point]],
    shape: Literal["bars", "line"] = "bars",
    together: Callable[[R], Sequence[float]] | None = None,
) -> Head[R]:
    """Return a column that draws the row of each company over the quarters of the report.

    Parameters
    ----------
    row : callable
        Of report and company: a point a quarter, in the order of time; those without a value leave a gap.
    shape : {'bars', 'line'}
        As in `Spark`.
    together : callable, optional
        The values that stand under the rows, one a quarter.
    """

    def cell(report: Any, company: str) -> Cell:
        points = row(report, company)
        known = [p for p in points if p.known]
        if not known:
            return missing(points[-1].reason)
        first, last = known[0], known[-1]
        words = report.language.say(
            "{company}: {before} in {first}, {now} in {last}",
            company=report.company(company),
            first=first.quarter,
            last=last.quarter,
            before=_written(report, first),
            now=_written(report, last),
        )
        return _drawn(Spark(tuple(p.value for p in points), company_colour(company), words, shape))

    def total(report: Any) -> Cell:
        assert together is not None  # asked only where it is given
        words = report.language.say(
            "Together, {first} to {last}", first=report.quarters[0], last=report.quarter
        )
        return _drawn(Spark(tuple(together(report)), MUTED, words, shape))

    return Head(
        lambda report: report.language.say(N_("since {first}"), first=report.quarters[0]),
        cell,
        "right",
        total=total if together else None,
    )


def _written(report: Ground, point: Point) -> str:
    return print_point(point, report.language.writes(point.unit, "prose"))


def _drawn(spark: Spark) -> Cell:
    return Cell("", kind="drawn", spark=spark)
