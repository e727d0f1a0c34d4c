"""A schedule of depreciation: capex by quarter, leased with it, laid over the lives that are in force while it is used.

Arithmetic on printed assumptions, and no forecast: what part of capex is short-lived, how long the rest lasts, how long
it takes until what was paid for is used. How long the short-lived part lasts is what the company states.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..errors import UsageError
from ..metrics import series
from ..metrics.points import Point, no_point, points_of
from ..periods import Quarter
from ..schema.grades import weakest
from .leases import Leased, by_quarter, leases
from .lives import FIRST, Life, in_force, lives


@dataclass(frozen=True)
class WearTerms:
    """One set of assumptions.

    Parameters
    ----------
    short_share : float
        Part of capex that is short-lived, 0 to 1.
    long_life : float
        Years that the rest is used.
    delay : int
        Quarters from payment, or the start of a lease, to the first charge.
    """

    short_share: float
    long_life: float
    delay: int


def assumed(short_share: str, long_life: str, delay: int) -> dict[str, WearTerms]:
    """Read the assumptions of an edition, which are ranges.

    Parameters
    ----------
    short_share, long_life : str
        ``low..middle..high``: fractions, and years.
    delay : int
        Quarters, 0 to 8.

    Returns
    -------
    dict
        ``middle``, and the two that charge least and most in a year: ``low`` and ``high``.

    Raises
    ------
    UsageError
        For what is no such range, or cannot be.
    """
    least, share, most = _range("short_share", short_share, 1.0)
    short, life, long = _range("long_life", long_life, 100.0)
    if not 0 <= delay <= 8:
        raise UsageError(f"{delay} quarters until use", where="parameter delay", valid="0 to 8")
    return {
        "low": WearTerms(least, long, delay),
        "middle": WearTerms(share, life, delay),
        "high": WearTerms(most, short, delay),
    }


def _range(name: str, text: str, most: float) -> list[float]:
    try:
        ends = [float(part) for part in text.split("..")]
    except ValueError:
        ends = []
    if len(ends) != 3 or sorted(ends) != ends or ends[0] <= 0 or ends[2] > most:
        raise UsageError(
            f"{text!r} is no range",
            where=f"parameter {name}",
            valid=f"low..middle..high, above 0 to {most}",
        )
    return ends


def charges(capex: Sequence[float], years: Sequence[float], terms: WearTerms) -> list[float]:
    """Charge capex over the time it is used.

    Parameters
    ----------
    capex : sequence of float
        By quarter, NaN where not known.
    years : sequence of float
        The short life in force in each quarter, of as many quarters as are asked for.
    terms : WearTerms
        The assumptions.

    Returns
    -------
    list of float
        By quarter, in the unit of capex. NaN where no life is known, or short-lived assets of a quarter whose capex is
        not known may still be in use; of long-lived ones such a quarter is left out.
    """
    total = [0.0 if math.isfinite(y) else math.nan for y in years]
    long = [terms.long_life] * len(years)
    for bought, amount in enumerate(capex):
        first = bought + terms.delay
        for n, part in enumerate(_worn(years[first:]), first):
            total[n] += terms.short_share * amount * part if part else 0.0
        if math.isfinite(amount):
            for n, part in enumerate(_worn(long[first:]), first):
                total[n] += (1 - terms.short_share) * amount * part
    return total


def _worn(years: Sequence[float]) -> Iterator[float]:
    """Give the part of an asset that is charged in each quarter since it came into use.

    A changed life is taken up with what is left, over the time that is then left; at the least in a quarter.
    """
    left = 1.0
    for age, life in enumerate(years):
        part = left if life * 4 - age <= 1 else left / (life * 4 - age)
        yield part
        left -= part
        if left <= 0:
            return


@dataclass(frozen=True)
class Schedule:
    """What one company's capex charges, by the assumptions of an edition.

    Parameters
    ----------
    company : str
        Its slug.
    capex : tuple of Point
        By quarter from `FIRST` on, known or not.
    lives : tuple of Life
        How long its short-lived assets last, oldest first.
    terms : mapping of str to WearTerms
        The assumptions: ``low``, ``middle`` and ``high``.
    leases : tuple of Leased
        Assets obtained under finance leases, as filed: charged like capex of their quarters; empty where none is filed.
    """

    company: str
    capex: tuple[Point, ...]
    lives: tuple[Life, ...]
    terms: Mapping[str, WearTerms]
    leases: tuple[Leased, ...] = ()

    @property
    def newest(self) -> Quarter:
        """The last quarter of its capex."""
        return self.capex[-1].quarter

    @functools.cached_property
    def _laid(self) -> dict[tuple[str, Quarter, Quarter], list[float]]:
        return {}

    def _charged(self, case: str, paid: Quarter, last: Quarter) -> list[float]:
        """Charge what is paid by a quarter, on the lives then known, up to another; worked out once."""
        end = max(last, self.newest)
        if (case, paid, end) not in self._laid:
            years = [in_force(self.lives, min(FIRST + n, paid)) for n in range(end - FIRST + 1)]
            extra = by_quarter(self.leases)
            capex = [p.value + extra.get(p.quarter, 0.0) for p in self.capex if p.quarter <= paid]
            self._laid[case, paid, end] = charges(capex, years, self.terms[case])
        return self._laid[case, paid, end][: last - FIRST + 1]

    def four(self, last: Quarter, case: str = "middle", paid: Quarter | None = None) -> Point:
        """Return what is charged in four quarters.

        Parameters
        ----------
        last : Quarter
            The last of them.
        case : {'low', 'middle', 'high'}
            Of the assumptions.
        paid : Quarter, optional
            Capex of later quarters is left out, and so are changes of lives that came later; by default all that is known
            counts.

        Returns
        -------
        Point
            ``estimated``, in whole units of the currency of its capex: it rests on assumptions. Missing where a life is
            not told, or capex is not known that may still be in use.
        """
        measure = f"capex_schedule.{'paid' if paid else 'own'}.{case}"
        newest = paid or self.newest
        value = math.fsum(self._charged(case, newest, last)[-4:])
        if not math.isfinite(value):
            return no_point(self.company, measure, last, "not_derivable")
        used = [p for p in self.capex if p.known and p.quarter <= min(newest, last)]
        behind = [*used, *(one.told for one in self.leases if one.first <= min(newest, last))]
        documents = {s for one in behind for s in one.sources} | {life.source for life in self.lives}
        return Point(
            self.company,
            measure,
            last,
            value,
            unit=used[-1].unit,
            basis="estimated",
            evidence=weakest([one.evidence for one in behind]),
            sources=tuple(sorted(documents)),
        )

    def ahead(self, year: int, case: str = "middle") -> Point:
        """Return what capex paid by its last quarter charges in the first, second or third year after it, see `four`.

        Parameters
        ----------
        year : int
            From 1 on.
        case : {'low', 'middle', 'high'}
            Of the assumptions.
        """
        made = self.four(self.newest + 4 * year, case, paid=self.newest)
        return replace(made, metric=f"capex_schedule.ahead_{year}.{case}", quarter=self.newest)


def schedules(
    companies: Iterable[str], quarter: Quarter, as_of: dt.date, terms: Mapping[str, WearTerms]
) -> dict[str, Schedule]:
    """Return the schedule of each of some companies that tells how long its assets last.

    Parameters
    ----------
    companies : iterable of str
        Slugs, in the order of the house.
    quarter : Quarter
        Up to which capex is taken.
    as_of : date
        What became known later is left out.
    terms : mapping of str to WearTerms
        The assumptions.
    """
    found = {}
    for company in companies:
        told = tuple(lives(company, as_of))
        if told:
            paid = series("capex_cash", [company], start=str(FIRST), end=str(quarter), as_of=as_of)
            extra = tuple(leases(company, quarter, as_of))
            found[company] = Schedule(company, tuple(points_of(paid)), told, terms, extra)
    return found
