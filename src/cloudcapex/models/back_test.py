"""The schedule of depreciation held against the depreciation that was then filed, fiscal year by fiscal year."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .. import facts
from ..facts.absences import texts_read
from ..metrics import series
from ..metrics.points import Point, computed, no_point, points_of
from ..metrics.stretches import Cover, Stretch, cover, stretches
from ..periods import Quarter, last_quarter
from .depreciation import Schedule, WearTerms, schedules

FIRST_YEAR = 2019
# The first of these that a company ever filed is the one it is held against throughout, so that no row goes from one to the other.
CHARGES = ("depreciation", "depreciation_and_amortization")

# Of the four years before: what was told in so many is expected of the next.
_OFTEN = 3


@dataclass(frozen=True)
class YearTested:
    """One fiscal year: the schedule from what was paid before it, with its own capex, and what was filed.

    Attributes
    ----------
    last : Quarter
        The calendar quarter that its last quarter stands in.
    """

    company: str
    year: int
    last: Quarter
    before: Point
    own: Point
    filed: Point

    @property
    def tested(self) -> bool:
        """Whether there is something to hold against one another."""
        return self.own.known and self.filed.known

    @property
    def off(self) -> float:
        """By what part of what was filed the schedule is above it; a fraction, negative where it is below."""
        return self.own.value / self.filed.value - 1


@dataclass(frozen=True)
class BackTest:
    """The schedule of one company beside what it files.

    Parameters
    ----------
    schedule : Schedule
        Of the company.
    told : tuple of Stretch
        Every amount of depreciation that it filed, on one measure.
    reasons : mapping of Quarter to str
        Why a quarter of that measure is not there.
    searched : collection of Quarter
        Those whose texts were read for it.
    """

    schedule: Schedule
    told: tuple[Stretch, ...]
    reasons: Mapping[Quarter, str] = field(default_factory=dict)
    searched: Collection[Quarter] = ()

    @property
    def company(self) -> str:
        """Its slug."""
        return self.schedule.company

    def filed(self, last: Quarter) -> Point:
        """Return the depreciation of four quarters as filed, of a year told as one or of its quarters.

        Parameters
        ----------
        last : Quarter
            The last of them.

        Returns
        -------
        Point
            In whole units of its currency, on one definition, the newest that has them all; missing where none does.
        """
        found = self._cover(last)
        if found is None:
            return no_point(self.company, CHARGES[0], last, self._reason(last))
        low, high = found.bounds
        return Point(
            self.company,
            found.parts[0].metric,
            last,
            found.value,
            unit=found.parts[0].unit,
            basis=found.basis if len(found.parts) == 1 else "derived",
            evidence=found.evidence,
            definition=found.parts[0].definition,
            sources=found.sources,
            low=low,
            high=high,
        )

    def _cover(self, last: Quarter) -> Cover | None:
        newest = sorted((one for one in self.told if one.last <= last), key=lambda t: t.last, reverse=True)
        alike = [
            [t for t in newest if t.definition == d] for d in dict.fromkeys(t.definition for t in newest)
        ]
        return next(filter(None, (cover(some, last - 3, last) for some in alike)), None)

    def _reason(self, last: Quarter) -> str:
        """Say why four quarters are not there: a year told in most years before and looked for in no text waits to be entered."""
        reason = self.reasons.get(last) or "not_disclosed"
        before = [self._cover(last - 4 * n) for n in range(1, 5)]
        often = sum(one is not None for one in before) >= _OFTEN
        return "not_entered" if reason == "not_disclosed" and often and last not in self.searched else reason

    def part_of_filed(self, last: Quarter) -> Point:
        """Return the schedule of four quarters over the depreciation filed; a share, missing where either is."""
        made, told = self.schedule.four(last), self.filed(last)
        measure = "capex_schedule.part_own"
        if not made.known or not told.known or told.value <= 0:
            return no_point(self.company, measure, last, made.reason or told.reason or "not_derivable")
        return computed(made, told, operator.truediv, measure, "share")

    @functools.cached_property
    def years(self) -> tuple[YearTested, ...]:
        """The fiscal years since 2019 that are over by the last quarter of its capex."""
        month, newest = facts.company(self.company).year_end_month, self.schedule.newest
        ends = {y: last_quarter(y, month) for y in range(FIRST_YEAR, newest.year + 2)}
        return tuple(
            YearTested(
                self.company,
                year,
                last,
                self.schedule.four(last, paid=last - 4),
                self.schedule.four(last),
                self.filed(last),
            )
            for year, last in ends.items()
            if last <= newest
        )


def back_tests(
    companies: Iterable[str], quarter: Quarter, as_of: dt.date, terms: Mapping[str, WearTerms]
) -> dict[str, BackTest]:
    """Return the test of each of some companies of which a schedule can be made, see `schedules`.

    Parameters
    ----------
    companies : iterable of str
        Slugs, in the order of the house.
    quarter : Quarter
        Up to which capex and depreciation are taken.
    as_of : date
        What became known later is left out.
    terms : mapping of str to WearTerms
        The assumptions.
    """

    def test(schedule: Schedule) -> BackTest:
        company = schedule.company
        measures = {metric: stretches(metric, company, quarter, as_of) for metric in CHARGES}
        chosen = next((metric for metric, told in measures.items() if told), CHARGES[0])
        first = str(Quarter(FIRST_YEAR, 1))
        row = points_of(series(chosen, [company], start=first, end=str(quarter), as_of=as_of))
        searched = texts_read(company, chosen, as_of)
        return BackTest(schedule, tuple(measures[chosen]), {p.quarter: p.reason for p in row}, searched)

    made = schedules(companies, quarter, as_of, terms)
    return {company: test(one) for company, one in made.items()}
