"""The change that is none: within it a measure is said to have held."""

from __future__ import annotations

from dataclasses import dataclass

from .. import facts
from ..paths import while_data_stand
from .formulas import DERIVED, Formula
from .registry import CHANGES, parse

HALF_A_POINT = 0.005

# Stated shares and amounts are decimals: in binary 0.305 less 0.30 falls just above half a point.
_GRAIN = 1e-9


@dataclass(frozen=True)
class Held:
    """How far a measure may move and still have held.

    Attributes
    ----------
    within : float
        The change that is already one.
    relative : bool
        True where it is a part of the value before, as for money; False where it is in the measure's own unit, points
        as a fraction.
    """

    within: float
    relative: bool

    def holds(self, now: float, before: float) -> bool:
        """Tell whether a measure that went from one value to another held; never where either is missing."""
        limit = self.within * (abs(before) if self.relative else 1.0)
        return abs(now - before) < limit * (1 - _GRAIN) or now == before


def held_within(expression: str) -> Held:
    """Return the change within which a measure is said to have held.

    A metric that documents state has it in ``metrics.csv``. A sum or difference holds as the strictest of its parts does.
    Rates hold within half a point: ratios, growth, and the rate that is first of several. What twelve months or a
    change are made of does not matter, only what they are in.

    Parameters
    ----------
    expression : str
        What `series` accepts: a metric, a derived one, either with transforms.

    Raises
    ------
    UsageError
        As `series` does.
    """
    units, kinds = _named()
    request = parse(expression, kinds)
    rate = units[request.metric] == "share"
    if any(transform not in ("ttm", *CHANGES) for transform in request.transforms):
        return Held(HALF_A_POINT, relative=False)
    return Held(_within(request.metric), relative=not rate)


@while_data_stand
def _named() -> tuple[dict[str, str], dict[str, str]]:
    """Unit and kind of every metric, stated and derived; no facts are needed for them."""
    table = facts.load_metrics()
    units = dict(zip(table["id"], table["unit"], strict=True)) | {n: f.unit for n, f in DERIVED.items()}
    return units, dict(zip(table["id"], table["kind"], strict=True)) | {n: f.kind for n, f in DERIVED.items()}


def _within(metric: str) -> float:
    if metric not in DERIVED:
        table = facts.load_metrics()
        return float(table.loc[table["id"] == metric, "held_within"].iloc[0])
    formula = DERIVED[metric]
    if isinstance(formula, Formula) and formula.unit != "share":
        return min(_within(part) for part in formula.parts)
    return HALF_A_POINT
