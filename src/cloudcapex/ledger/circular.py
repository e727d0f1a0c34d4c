"""How much of a supplier's contracted revenue its own laboratories owe: bounds, never a point the data do not give."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Companies state these shares and growth rates in whole per cent, these balances in whole billions.
HALF_POINT = 0.005
HALF_BILLION = 0.5e9


@dataclass(frozen=True)
class Bound:
    """The range a share must lie in."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"{self.low} to {self.high} is no range of shares")


def of_announced(promised_high: float, contracted: float) -> Bound:
    """Bound by what was announced alone: from nothing to all of it, as far as it fits into the contracted sum.

    Parameters
    ----------
    promised_high : float
        Upper end of the purchases announced; infinite where one was announced without an amount.
    contracted : float
        Contracted revenue at the end of the quarter.

    Returns
    -------
    Bound
        Fractions of the contracted sum; the upper end is 1 where no end was told.

    Raises
    ------
    ValueError
        Without contracted revenue there is no share.
    """
    if contracted <= 0:
        raise ValueError("contracted revenue must be above zero")
    return Bound(0.0, min(promised_high / contracted, 1.0))


def of_stated(share: float, half: float = HALF_POINT) -> Bound:
    """Bound by a share that the company states, rounded.

    Parameters
    ----------
    share : float
        A fraction.
    half : float
        Half a step of its rounding.

    Returns
    -------
    Bound
        Fractions, within 0 and 1.
    """
    return Bound(max(share - half, 0.0), min(share + half, 1.0))


def of_growth_without(
    contracted: float,
    before: float,
    growth_without: float,
    others_at_least: float = 0.0,
    half: float = HALF_POINT,
    rounding: float = HALF_BILLION,
) -> Bound:
    """Bound by the growth a company states without one customer.

    What the others owed a year before was at most all that was owed then; grown at the stated rate it is the most
    they can owe now, and the rest is the customer's. Every rounding is taken the way that widens the range.

    Parameters
    ----------
    contracted, before : float
        The balance now and a year before.
    growth_without : float
        Growth of the balance without the customer over that year.
    others_at_least : float
        What the others are taken to owe at the least, such as their balance when it was last stated; 0 assumes
        nothing and leaves the upper end at 1.
    half, rounding : float
        Half a step of the rounding of the rate and of the balances.

    Returns
    -------
    Bound
        Fractions of the balance now.
    """
    now_low, now_high = contracted - rounding, contracted + rounding
    most_of_others = (1 + growth_without + half) * (before + rounding)
    low = max(now_low - most_of_others, 0.0) / now_low
    high = max(now_high - others_at_least, 0.0) / now_high
    return Bound(min(low, 1.0), min(max(high, low), 1.0))


def widened(bound: Bound, others_high: float, contracted: float) -> Bound:
    """Add other customers who may owe anything from nothing to what they announced.

    Parameters
    ----------
    bound : Bound
        Of the customers that are known.
    others_high : float
        What the others announced; infinite where one told no amount.
    contracted : float
        Contracted revenue at the end of the quarter, above zero, in the same currency.

    Returns
    -------
    Bound
        Fractions; the upper end is at most 1.
    """
    added = min(others_high / contracted, 1.0) if math.isfinite(others_high) else 1.0
    return Bound(bound.low, min(bound.high + added, 1.0))
