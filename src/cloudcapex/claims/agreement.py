"""Whether a claimed value and a known one agree: by the rounding of both, and by how the claim was hedged."""

from __future__ import annotations

import math
from typing import Literal, get_args

from .findings import Finding
from .parts import Part

# exact    the known value, rounded as the claim is, is the claimed one
# close    off by one in the last place either is written to, and by a tenth at the most
# inside   between the ends that are known, nothing more can be said
# no       they differ
Agreement = Literal["exact", "close", "inside", "no"]

_HAIR = 1e-9  # floats: 0.29649999 is 0.2965
# One in the last place of a figure with one digit is a lot: 4 is not about 5.
_CLOSE = 0.1


def agreement(part: Part, finding: Finding) -> Agreement:
    """Compare a claimed value with a known one in the same unit.

    Parameters
    ----------
    part : Part
        A point, a range, or a value said to be over, at least, about or up to.
    finding : Finding
        A single value, or a range with ends that may be open.

    Returns
    -------
    {'exact', 'close', 'inside', 'no'}
        ``inside`` only for a finding that is a bound.
    """
    if finding.bearing == "bound":
        return _inside(part, finding)
    if part.unit == "" and part.step == 0:  # a direction
        return "exact" if math.copysign(1, finding.low) == part.low and finding.low != 0 else "no"
    if finding.bearing == "proxy":
        off = min(abs(v - finding.low) for v in (part.low, part.high)) / abs(finding.low)
        return "close" if off <= max(finding.near, part.step / 2 / abs(finding.low) + _HAIR) else "no"
    if part.qualifier in ("over", "at_least"):
        return _over(part, finding.high)
    if part.qualifier == "under":
        return _under(part, finding.low)
    if part.low < part.high:
        return _range(part, finding)
    if not finding.single:
        ends = [v for v in (finding.low, finding.high) if math.isfinite(v)]
        return min((_point(part.low, v, part.step, 0.0) for v in ends), key=_RANK.index, default="no")
    return _hedged(part, finding.low, _point(part.low, finding.low, part.step, finding.step))


# Whoever says about means near; that far off, the figure is another one.
_ABOUT = 0.05
# Over 20 of what is 29 tells little of it; over 20 of what is 60 misleads.
_FAR_OVER = 1.5


def _hedged(part: Part, known: float, said: Agreement) -> Agreement:
    near = abs(part.low - known) <= _ABOUT * abs(known) + _HAIR
    return "close" if said == "no" and part.qualifier == "about" and near else said


def _under(part: Part, known: float) -> Agreement:
    if known > part.high + _HAIR * abs(part.high):
        return "no"
    return "exact" if known * _FAR_OVER >= part.high else "close"


_RANK: tuple[Agreement, ...] = get_args(Agreement)


def _point(claimed: float, known: float, step: float, own_step: float) -> Agreement:
    off = abs(claimed - known)
    hair = _HAIR * max(abs(claimed), abs(known))
    if off <= step / 2 + hair:
        return "exact"
    return "close" if off <= min(max(step, own_step / 2), _CLOSE * abs(known)) + hair else "no"


def _over(part: Part, known: float) -> Agreement:
    if known >= part.low - _HAIR * abs(part.low):
        return "exact" if known <= part.low * _FAR_OVER or part.low <= 0 else "close"
    return "close" if known >= part.low - min(part.step / 2, _CLOSE * abs(part.low)) else "no"


def _range(part: Part, finding: Finding) -> Agreement:
    """A claimed range agrees with a known one end by end, and with a single value that lies within it."""
    if finding.single:
        if part.low - part.step / 2 <= finding.low <= part.high + part.step / 2:
            return "exact"
        slack = min(part.step, _CLOSE * abs(finding.low))
        return "close" if part.low - slack <= finding.low <= part.high + slack else "no"
    ends = (_point(part.low, finding.low, part.step, 0.0), _point(part.high, finding.high, part.step, 0.0))
    return max(ends, key=_RANK.index)


def _inside(part: Part, finding: Finding) -> Agreement:
    """Inside where any value the claim can mean lies between the bounds."""
    slack = part.step / 2 if part.low == part.high else 0.0
    high = math.inf if part.qualifier in ("over", "at_least") else part.high + slack
    if high < finding.low or part.low - slack > finding.high:
        return "no"
    return "inside"


def far_off(part: Part, finding: Finding) -> bool:
    """Tell whether a claim is so far from a nearby figure that it cannot be about the same thing."""
    if finding.bearing != "proxy" or not finding.far:
        return False
    if part.qualifier in ("over", "at_least") and finding.low >= part.low:
        return False
    nearest = min((part.low, part.high), key=lambda v: abs(v - finding.low))
    ratio = nearest / finding.low if finding.low else math.inf
    return not 1 / (1 + finding.far) <= ratio <= 1 + finding.far
