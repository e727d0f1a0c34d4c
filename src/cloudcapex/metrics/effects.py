"""What moved operating income beside the business: changed useful lives and one-off items, as documents tell of them.

A statement is of a period; its amount is spread evenly over the days, less what finer statements tell of some of them.
A change of lives counts while the year before stood on the older lives, or by how much more or less of it is told than
of the year before; what nobody told is not counted. A one-off item counts in the period it is told of.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .. import facts
from ..facts.rows import FactRow, LifeRow
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.grades import basis_of, weakest
from ..schema.rows import rows_of
from .points import Point, no_point
from .rounding import step_of

CHARGES, GAINS = "one_off_charges", "one_off_gains"
MARGIN = "operating_margin.ttm"
WITHOUT = "operating_margin_without_effects"
CHANGE = f"{WITHOUT}.change"
# How an amount of each kind moves operating income.
_SIGNS = {"depreciation": -1.0, "operating_expenses": -1.0, "operating_income": 1.0}

Lookup = Callable[[str, str, Quarter], Point]


@dataclass(frozen=True)
class EffectTold:
    """One amount that a document tells of a period, as it moves operating income."""

    start: dt.date
    end: dt.date
    amount: float
    unit: str
    basis: str
    evidence: str
    filed: dt.date
    source: str

    @property
    def days(self) -> range:
        return range(self.start.toordinal(), self.end.toordinal() + 1)

    @property
    def half_step(self) -> float:
        """Half of what the amount is rounded to."""
        step = step_of(self.amount, share=False)
        return step / 2 if math.isfinite(step) else 0.0


@dataclass(frozen=True)
class Effect:
    """One change of lives, or one kind of one-off item of a company.

    Attributes
    ----------
    kind : str
        The metric of a one-off item, or the class of assets.
    told : tuple of EffectTold
        What documents tell of its amount; none where they tell of the change alone.
    life : LifeRow or None
        The change of lives; None for a one-off item.
    """

    company: str
    kind: str
    told: tuple[EffectTold, ...]
    life: LifeRow | None = None

    @cached_property
    def by_day(self) -> Mapping[int, float]:
        """What each day had of it: what is reported before what was expected, the finer before the longer."""
        found: dict[int, float] = {}
        for t in sorted(self.told, key=lambda t: (t.basis == "estimated", len(t.days), -t.filed.toordinal())):
            free = [d for d in t.days if d not in found]
            if free:
                left = t.amount - math.fsum(found[d] for d in t.days if d in found)
                found |= dict.fromkeys(free, left / len(free))
        return found

    def within(self, span: range) -> float:
        """What a span of days had of it."""
        return math.fsum(self.by_day[d] for d in span if d in self.by_day)

    def more_than(self, span: range, before: range) -> float:
        """What a span had more of it than the one before: of days for which both are known."""
        since = self.life.since.toordinal() if self.life else 0
        total = 0.0
        for n, day in enumerate(span):
            then = min(before.start + n, before.stop - 1)
            base = self.by_day.get(then, 0.0 if then < since else None)
            if day in self.by_day and base is not None:
                # the day that a leap year has more is held against none
                total += self.by_day[day] - (base if n < len(before) else 0.0)
        return total

    def used(self, *spans: range) -> list[EffectTold]:
        """Return what is told of a day of some spans."""
        return [t for t in self.told if any(t.days.start < s.stop and s.start < t.days.stop for s in spans)]


@dataclass(frozen=True)
class EffectMoved:
    """By how much one effect moved the operating income of four quarters, and of the four before."""

    effect: Effect
    now: float
    before: float = 0.0


@dataclass(frozen=True)
class MarginWithout:
    """The operating margin of four quarters, as reported and without what moved it beside the business.

    Attributes
    ----------
    reported, before : Point
        As reported, now and a year before.
    margin, change : Point
        Without the effects, and how it changed on the year; computed. As reported where nothing is told.
    moved : tuple of EffectMoved
        The effects that are told of.
    """

    reported: Point
    before: Point
    margin: Point
    change: Point
    moved: tuple[EffectMoved, ...] = ()
    revenue: Point | None = field(default=None, repr=False)

    def points(self, lives: bool) -> float:
        """How much of the margin the lives moved, or the one-off items, as a share of revenue."""
        amounts = [m.now for m in self.moved if (m.effect.life is not None) == lives]
        return math.fsum(amounts) / self.revenue.value if amounts and self.revenue else math.nan


@while_data_stand
def effects(company: str, as_of: dt.date | None = None) -> tuple[Effect, ...]:
    """Every change of lives and every kind of one-off item that documents known on a day tell of a company.

    Parameters
    ----------
    company : str
        Slug.
    as_of : date, optional
        Nothing that became known later is seen.

    Returns
    -------
    tuple of Effect
        Changes of lives in the order of the table, then items in that of their sets.
    """
    return (*_lives(company, as_of), *_items(company, as_of))


def _lives(company: str, as_of: dt.date | None) -> Iterator[Effect]:
    table = facts.load_useful_lives(as_of)
    changes: dict[tuple[str, dt.date], list[LifeRow]] = {}
    for row in rows_of(table[table["company"] == company], LifeRow):
        changes.setdefault((row.asset, row.since), []).append(row)
    for (asset, _), rows in changes.items():
        told = tuple(t for row in rows for t in _life_told(row))
        best = max(rows, key=lambda r: (r.years_before is not None, r.filed))
        yield Effect(company, asset, told, best)


def _life_told(row: LifeRow) -> Iterator[EffectTold]:
    sign = _SIGNS.get(row.effect_on)
    if sign is None or row.effect is None or row.effect_start is None or row.effect_end is None:
        return
    yield EffectTold(
        row.effect_start,
        row.effect_end,
        sign * row.effect,
        row.effect_unit,
        row.effect_basis,
        row.evidence,
        row.filed,
        row.source_id,
    )


def _items(company: str, as_of: dt.date | None) -> Iterator[Effect]:
    table = facts.load_facts(as_of)
    for name, sign in ((CHARGES, -1.0), (GAINS, 1.0)):
        for member in facts.group(name):
            if member.company != company:
                continue
            own = table[(table["company"] == company) & (table["metric"] == member.metric)]
            told = [
                EffectTold(
                    r.period_start,
                    r.period_end,
                    sign * r.value,
                    r.unit,
                    r.basis,
                    r.evidence,
                    r.filed,
                    r.source_id,
                )
                for r in rows_of(own, FactRow)
                if r.period_start is not None
            ]
            if told:
                yield Effect(company, member.metric, tuple(told))


def margin_without(
    lookup: Lookup, company: str, quarter: Quarter, as_of: dt.date | None = None
) -> MarginWithout:
    """Compute the operating margin of four quarters without changed lives and one-off items, and its change on the year.

    Parameters
    ----------
    lookup : callable
        Gives the point of a measure, a company and a quarter.
    company : str
        Slug.
    quarter : Quarter
        The last of the four.
    as_of : date, optional
        Nothing that became known later is seen.

    Returns
    -------
    MarginWithout
        Its points keep the reason where an operand is missing.
    """
    income, revenue, income_before, revenue_before = (
        lookup(metric, company, q)
        for q in (quarter, quarter - 4)
        for metric in ("operating_income.ttm", "revenue.ttm")
    )
    reported, before = (lookup(MARGIN, company, q) for q in (quarter, quarter - 4))
    operands = (income, revenue, income_before, revenue_before)
    lacking = next((p for p in operands if not p.known or p.period_start is None), None)
    if lacking is not None:
        reason = lacking.reason or "not_disclosed"
        empty = [no_point(company, name, quarter, reason) for name in (WITHOUT, CHANGE)]
        return MarginWithout(reported, before, empty[0], empty[1])
    now, then = _span(income), _span(income_before)
    moved = tuple(_moved(e, now, then) for e in effects(company, as_of) if _fits(e, income.unit))
    moved = tuple(m for m in moved if m.now or m.before)
    used = [t for m in moved for t in m.effect.used(now, then)]
    taken, taken_before = [m.now for m in moved], [m.before for m in moved]
    # Where nothing is taken out it is the margin as reported, with the bounds that has.
    margin = _margin(income, revenue, taken, used) if any(taken) else replace(reported, metric=WITHOUT)
    base = (
        _margin(income_before, revenue_before, taken_before, used)
        if any(taken_before)
        else replace(before, metric=WITHOUT)
    )
    low, high = margin.bounds[0] - base.bounds[1], margin.bounds[1] - base.bounds[0]
    change = replace(margin, metric=CHANGE, value=margin.value - base.value, low=low, high=high)
    change = replace(change, sources=tuple(sorted({*margin.sources, *base.sources})))
    return MarginWithout(reported, before, margin, change, moved, revenue)


def _span(point: Point) -> range:
    start, end = point.period_start or point.quarter.start, point.period_end or point.quarter.end
    return range(start.toordinal(), end.toordinal() + 1)


def _fits(effect: Effect, unit: str) -> bool:
    return bool(effect.told) and all(t.unit == unit for t in effect.told)


def _moved(effect: Effect, now: range, then: range) -> EffectMoved:
    """A change of lives counts as far as the year before lacks it; an item counts in either year."""
    if effect.life is not None:
        return EffectMoved(effect, effect.more_than(now, then))
    return EffectMoved(effect, effect.within(now), effect.within(then))


def _margin(income: Point, revenue: Point, moved: Sequence[float], used: Sequence[EffectTold]) -> Point:
    """Divide income less what moved it by revenue; rounding of what is told leaves bounds."""
    half = math.fsum(t.half_step for t in used)
    amount = math.fsum(moved)
    corners = [(i - amount + d) / r for i in income.bounds for d in (-half, half) for r in revenue.bounds]
    return replace(
        income,
        metric=WITHOUT,
        value=(income.value - amount) / revenue.value,
        unit="share",
        basis=basis_of((income.basis, revenue.basis, "derived", *(t.basis for t in used))),
        evidence=weakest((income.evidence, revenue.evidence, *(t.evidence for t in used))),
        sources=tuple(sorted({*income.sources, *revenue.sources, *(t.source for t in used)})),
        restated=income.restated or revenue.restated,
        rounded_to=None,
        low=min(corners),
        high=max(corners),
    )
