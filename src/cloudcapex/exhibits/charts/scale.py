"""What a value axis counts, where its ticks stand and what each is called: the one writer of axes.

A chart is handed a `Scale` and never a function that writes ticks. A tick is a whole multiple of its axis's step,
and its label is that number, with the decimals of the step: no two labels are alike, and none is rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ...language import Language, Number, Place
from ...language.digits import exact
from ...language.written import column_size
from .. import theme
from .canvas import text_width

_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_ONE = Decimal(1)
_NEAR = Decimal("3.2")  # how many times a value a tick may be off, on a logarithmic axis


@dataclass(frozen=True)
class Tick:
    """A place on an axis, in the values' own unit, and what is printed there."""

    place: float
    label: str


@dataclass(frozen=True)
class ValueAxis:
    """The two ends of an axis and its ticks; none where there is nothing to count.

    Attributes
    ----------
    low, high : float
        In the values' own unit.
    ticks : tuple of Tick
        In order, all between the ends.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    @property
    def room(self) -> float:
        """Width of the widest label, in points."""
        return max((text_width(t.label, theme.BASE_SIZE) for t in self.ticks), default=0.0)


@dataclass(frozen=True)
class Scale:
    """What an axis counts.

    Attributes
    ----------
    language : Language
        Writes the numbers.
    unit : str
        Of the values, as of a `Number`.
    size : Decimal
        One on the axis, in that unit: a billion for amounts, a hundredth for per cent of shares.
    place : str
        The style of the labels, as of a `Number`: in a chart per cent stand without their mark.
    """

    language: Language
    unit: str
    size: Decimal = _ONE
    place: Place = "chart"

    @classmethod
    def money(cls, language: Language) -> Scale:
        """Count amounts in the unit that the line over the chart names: billions; 亿, 億."""
        return cls(language, "USD", Decimal(column_size(language.code)))

    @classmethod
    def per_cent(cls, language: Language, *, marked: bool = False) -> Scale:
        """Count shares in per cent; ``marked`` where no line over the chart says so."""
        return cls(language, "share", Decimal("0.01"), "table" if marked else "chart")

    @classmethod
    def times(cls, language: Language) -> Scale:
        """Count multiples, each with its mark."""
        return cls(language, "times")

    @classmethod
    def number(cls, language: Language) -> Scale:
        """Count plain numbers."""
        return cls(language, "number")

    # axes ----------------------------------------------------------------------------------

    def from_zero(self, values: Iterable[float], *, most: int = 5, headroom: float = 0.06) -> ValueAxis:
        """Fit an axis that holds zero and every value.

        Parameters
        ----------
        values : iterable of float
            What is shown; values that are not finite do not count. With none, the axis has no tick.
        most : int
            How many steps at the most between the smallest and the largest value.
        headroom : float
            Share of the range left free above, for the labels of values.
        """
        found = [v for v in values if math.isfinite(v)]
        if not found:
            return ValueAxis(0.0, 1.0)
        low, high = min(0.0, *found), max(0.0, *found)
        if low == high:
            high = float(self.size)
        span = high - low
        bottom, top = low - (0.05 * span if low < 0 else 0), high + headroom * span
        return ValueAxis(bottom, top, self._linear(bottom, top, span / most))

    def around(self, values: Iterable[float], *, most: int = 4) -> ValueAxis:
        """Fit an axis to values wherever they lie; there must be one."""
        found = [v for v in values if math.isfinite(v)]
        low, high = min(found), max(found)
        span = high - low or float(self.size)
        low, high = low - 0.02 * span, high + 0.02 * span
        return ValueAxis(low, high, self._linear(low, high, (high - low) / most))

    def logarithmic(self, values: Iterable[float]) -> ValueAxis:
        """Fit an axis of powers of ten, with thirds between them where there are few, to values above zero."""
        found = [v for v in values if v > 0]
        lowest, highest = (exact(v) / self.size for v in (min(found), max(found)))
        places = [_ONE.scaleb(lowest.adjusted())]
        while places[-1] < highest or len(places) < 2:
            places.append(places[-1] * 10)
        if len(places) <= 3:
            places = sorted([*places, *(3 * p for p in places[:-1])])
        kept = [p for p in places if lowest / _NEAR <= p <= highest * _NEAR]
        ticks = tuple(self._tick(p, max(0, -p.adjusted())) for p in (kept if len(kept) > 1 else places))
        return ValueAxis(min(min(found) * 0.8, ticks[0].place), max(max(found) * 1.3, ticks[-1].place), ticks)

    # ticks ---------------------------------------------------------------------------------

    def _linear(self, low: float, high: float, least: float) -> tuple[Tick, ...]:
        """Tick the multiples of a round step: the smallest not below ``least``, or the next that ticks two places."""
        bottom, top, size = (exact(v) / self.size for v in (low, high, least))
        power = _ONE.scaleb(size.adjusted())
        wide = next(step * power for step in _STEPS if step * power >= size)
        for step in (s * p for p in (power, power / 10) for s in reversed(_STEPS) if s * p <= wide):
            first, last = (
                (bottom / step).to_integral_value(ROUND_CEILING),
                (top / step).to_integral_value(ROUND_FLOOR),
            )
            if first < last:
                break
        decimals = max(0, -int(step.normalize().as_tuple().exponent))
        return tuple(self._tick(step * n, decimals) for n in range(int(first), int(last) + 1))

    def _tick(self, number: Decimal, decimals: int) -> Tick:
        place = float(number * self.size)
        shown = Number(place, self.unit, decimals=decimals if number else 0, place=self.place)
        return Tick(place, self.language.write(shown))
