"""An order of profits as tiers: who is paid first, up to what, and who shares the rest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..errors import UsageError

BILLION = 1_000_000_000


@dataclass(frozen=True)
class Tier:
    """One step of the order.

    Parameters
    ----------
    name : str
        What the step is called.
    shares : mapping of str to Fraction
        Who gets which part of a dollar that reaches this step; the parts sum to one.
    until : str
        The holder whose payments close the step.
    limit : int or None
        Whole dollars that this holder gets in all, over every tier, before the next step opens; None for the last.
    """

    name: str
    shares: Mapping[str, Fraction]
    until: str = ""
    limit: int | None = None

    def __post_init__(self) -> None:
        if not self.shares or sum(self.shares.values()) != 1:
            raise UsageError(
                f"the shares sum to {float(sum(self.shares.values())):g}",
                where=f"tier {self.name}",
                valid="shares that sum to 1",
            )
        if any(share < 0 for share in self.shares.values()):
            raise UsageError("a share is below zero", where=f"tier {self.name}", valid="0 to 1")
        if self.limit is not None and not self.shares.get(self.until, 0):
            raise UsageError(
                f"{self.until or 'nobody'} gets nothing in it, so it would never end",
                where=f"tier {self.name}",
                remedy="close it by a holder with a share",
            )


@dataclass(frozen=True)
class Payment:
    """What one holder gets out of one tier in one year, in whole dollars."""

    year: int
    tier: str
    holder: str
    amount: int


def pay_out(profits: Sequence[int], tiers: Sequence[Tier]) -> list[Payment]:
    """Pay a path of profits out through the tiers.

    Parameters
    ----------
    profits : sequence of int
        Whole dollars of distributable profit, a year each; a loss pays nobody and is not carried forward.
    tiers : sequence of Tier
        In order of precedence; the last has no limit.

    Returns
    -------
    list of Payment
        Every payment above zero, in order of year, tier and holder. Their sum is the sum of the profits above
        zero, to the dollar: what a share leaves as a fraction of a dollar goes to another holder of the tier than the one
        whose limit closes it.
    """
    if not tiers or tiers[-1].limit is not None:
        raise UsageError("the last tier has a limit", remedy="let the last tier take the rest")
    paid: dict[str, int] = {}
    made: list[Payment] = []
    for year, profit in enumerate(profits, 1):
        left = max(profit, 0)
        for tier in tiers:
            if not left:
                break
            dollars = min(left, _room(tier, paid))
            for holder, amount in _split(dollars, tier).items():
                paid[holder] = paid.get(holder, 0) + amount
                if amount:
                    made.append(Payment(year, tier.name, holder, amount))
            left -= dollars
    return made


def _room(tier: Tier, paid: Mapping[str, int]) -> int:
    """Dollars that must pass through a tier before its limit is reached; the least whole number that does it."""
    if tier.limit is None:
        return 10**30
    owed = max(tier.limit - paid.get(tier.until, 0), 0)
    return math.ceil(Fraction(owed) / tier.shares[tier.until])


def _split(dollars: int, tier: Tier) -> dict[str, int]:
    parts = {holder: int(dollars * share) for holder, share in tier.shares.items()}
    # Not to the holder that closes the tier where there is another: its limit is never passed.
    order = [h for h in tier.shares if h != tier.until and tier.shares[h]] or [
        tier.until or next(iter(parts))
    ]
    parts[order[-1]] += dollars - sum(parts.values())
    return parts


def profit_path(first: float, growth: float, years: int) -> list[int]:
    """Make a path of profits in whole dollars from billions in the first year and a rate of growth.

    Parameters
    ----------
    first : float
        Profit of the first year, in billions of dollars.
    growth : float
        A year, as a fraction.
    years : int
        How many, 1 to 60.

    Returns
    -------
    list of int
        Whole dollars, one a year.

    Raises
    ------
    UsageError
        For what the model cannot show.
    """
    if not 1 <= years <= 60:
        raise UsageError(f"{years} years", where="parameter years", valid="1 to 60")
    if growth <= -1:
        raise UsageError(f"growth of {growth:g}", where="parameter profit_growth", valid="above -1")
    if first < 0 or first * (1 + max(growth, 0)) ** years > 1e6:
        raise UsageError(
            "profits outside what the model can show",
            where="parameters first_profit, profit_growth, years",
            valid="0 to 1,000,000 billion a year",
        )
    return [round(first * BILLION * (1 + growth) ** n) for n in range(years)]


def profit_order(
    first_claim: float,
    partner_principal: float,
    partner_cap: float,
    partner_share: float,
    partner_share_after: float,
    foundation_share: float,
) -> list[Tier]:
    """Build the reported order: first investors, then the partner's money, then its return up to a cap, then the rest.

    Parameters
    ----------
    first_claim : float
        US$ billion that the first investors get before anybody else.
    partner_principal : float
        US$ billion that the large partner put in and gets back next.
    partner_cap : float
        US$ billion that the partner gets in all; no less than its principal.
    partner_share, partner_share_after : float
        Its part of a dollar until the principal is back, and from then to the cap.
    foundation_share : float
        The foundation's part of a dollar in the third step; other holders get what is left of it.

    Returns
    -------
    list of Tier
        Holders are ``first_investors``, ``partner``, ``other_holders`` and ``foundation``.
    """
    for name, amount in (
        ("first_claim", first_claim),
        ("partner_principal", partner_principal),
        ("partner_cap", partner_cap),
    ):
        if not 0 <= amount <= 1e6:
            raise UsageError(f"{amount:g} billion", where=f"parameter {name}", valid="0 to 1,000,000")
    if partner_cap < partner_principal:
        raise UsageError(
            f"a cap of {partner_cap:g} lies below the {partner_principal:g} put in",
            where="parameter partner_cap",
            valid=f"{partner_principal:g} or more",
        )
    for name, share in (("partner_share", partner_share), ("partner_share_after", partner_share_after)):
        if not 0 < share <= 1:
            raise UsageError(f"{share:g}", where=f"parameter {name}", valid="above 0, up to 1")
    if not 0 <= foundation_share <= 1 - partner_share_after + 1e-12:
        raise UsageError(
            f"{foundation_share:g} with {partner_share_after:g} for the partner",
            where="parameter foundation_share",
            valid="shares that leave nothing below zero",
        )
    early, late, rest = (_exact(s) for s in (partner_share, partner_share_after, foundation_share))
    one = Fraction(1)
    return [
        Tier("first_investors", {"first_investors": one}, "first_investors", _dollars(first_claim)),
        Tier(
            "principal",
            {"partner": early, "other_holders": 1 - early},
            "partner",
            _dollars(partner_principal),
        ),
        Tier(
            "return",
            {"partner": late, "foundation": rest, "other_holders": 1 - late - rest},
            "partner",
            _dollars(partner_cap),
        ),
        Tier("rest", {"foundation": one}),
    ]


def _exact(share: float) -> Fraction:
    """Read a share as the decimal number it was written as."""
    return Fraction(str(share))


def _dollars(billions: float) -> int:
    return round(billions * BILLION)
