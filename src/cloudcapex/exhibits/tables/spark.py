"""Small charts in cells: a row of values from zero, without axis or label, beside the figures that say how much it is."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

from ..exhibit import typst_string
from ..theme import MUTED, css_variables

_WIDE, _HIGH, _EDGE = 48.8, 9.0, 1.2  # of the drawing, and kept free around it, in points
_BAR = 3.0  # as broad as a bar gets, however few there are


@dataclass(frozen=True)
class Spark:
    """A small chart of one row of values, on a scale of its own that holds zero.

    Parameters
    ----------
    values : tuple of float
        One a quarter; NaN leaves a gap.
    colour : str
        Of what it shows.
    words : str
        What a reader who cannot see it needs to know.
    shape : {'bars', 'line'}
        Bars for amounts of single quarters, a line for anything else.
    """

    values: tuple[float, ...]
    colour: str
    words: str
    shape: Literal["bars", "line"] = "bars"

    def html(self) -> str:
        """Return inline SVG whose colours follow the page's."""
        variables = css_variables()
        return self._svg(
            f'role="img" aria-label="{escape(self.words)}"',
            *(f"var({variables[c]})" for c in (self.colour, MUTED)),
        )

    def typst(self) -> str:
        """Return it as an image that stands in a line of text."""
        svg = self._svg('xmlns="http://www.w3.org/2000/svg"', self.colour, MUTED)
        drawn = f'image(bytes({typst_string(svg)}), format: "svg", alt: {typst_string(self.words)}, height: {_HIGH}pt)'
        # No higher than the figures beside it, so that its row is not either.
        return f"box(height: 0.65em, move(dy: -1.6pt, {drawn}))"

    def _svg(self, named: str, colour: str, muted: str) -> str:
        known = [v for v in self.values if math.isfinite(v)]
        low, high = min([0.0, *known]), max([0.0, *known])
        room = (_HIGH - 2 * _EDGE) / ((high - low) or 1.0)
        zero = _EDGE + high * room
        step = (_WIDE - 2 * _EDGE) / max(len(self.values) - 1, 1)
        places = [(_EDGE + n * step, zero - v * room) for n, v in enumerate(self.values)]
        drawn = "".join(_bars(places, zero) if self.shape == "bars" else _runs(places))
        base = f'<path d="M0 {_short(zero)}H{_short(_WIDE)}" stroke="{muted}" stroke-width=".4"/>'
        wide = _short(min(0.7 * step, _BAR)) if self.shape == "bars" else '1" stroke-linecap="round'
        return (
            f'<svg {named} class="cc-spark" viewBox="0 0 {_short(_WIDE)} {_short(_HIGH)}" '
            f'width="{_short(_WIDE)}pt" height="{_short(_HIGH)}pt">'
            f'{base}<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="{wide}"/></svg>'
        )


def _bars(places: Iterable[tuple[float, float]], zero: float) -> Iterable[str]:
    return (f"M{_short(x)} {_short(zero)}V{_short(y)}" for x, y in places if math.isfinite(y))


def _runs(places: Iterable[tuple[float, float]]) -> Iterable[str]:
    """Join neighbours, and let a value without one be a dot."""
    for known, run in itertools.groupby(places, key=lambda place: math.isfinite(place[1])):
        if known:
            first, *others = [f"{_short(x)} {_short(y)}" for x, y in run]
            yield f"M{first}" + ("L" + " ".join(others) if others else "h0")


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
