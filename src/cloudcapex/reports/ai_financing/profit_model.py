"""The order of profits on the assumptions a reader makes."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ...models import profit_waterfall as model


@dataclass(frozen=True)
class ProfitOrder:
    """Assumptions of the model; amounts in billions of US dollars.

    Parameters
    ----------
    first_claim, partner_principal, partner_cap, partner_share, partner_share_after, foundation_share : float
        As in `models.profit_waterfall.profit_order`.
    first_profit, profit_growth : float
        Profit of the first year, and its growth from year to year.
    profit_years : int
        Years shown.
    """

    first_claim: float = 1.0
    partner_principal: float = 13.0
    partner_cap: float = 100.0
    partner_share: float = 0.75
    partner_share_after: float = 0.49
    foundation_share: float = 0.02
    first_profit: float = 2.0
    profit_growth: float = 0.6
    profit_years: int = 12

    @functools.cached_property
    def tiers(self) -> list[model.Tier]:
        return model.profit_order(
            self.first_claim,
            self.partner_principal,
            self.partner_cap,
            self.partner_share,
            self.partner_share_after,
            self.foundation_share,
        )

    @functools.cached_property
    def profits(self) -> list[int]:
        return model.profit_path(self.first_profit, self.profit_growth, self.profit_years)

    @functools.cached_property
    def payments(self) -> list[model.Payment]:
        return model.pay_out(self.profits, self.tiers)

    def paid(self, year: int, holder: str) -> int:
        """Dollars one holder gets in one year, counted from one."""
        return sum(p.amount for p in self.payments if p.year == year and p.holder == holder)

    def total(self, holder: str) -> int:
        return sum(p.amount for p in self.payments if p.holder == holder)

    def closed(self, tier: str) -> int | None:
        """The year in which a tier pays for the last time before the next one opens; None where it is still open."""
        order = [t.name for t in self.tiers]
        later = set(order[order.index(tier) + 1 :])
        opened = [p.year for p in self.payments if p.tier in later]
        return min(opened) if opened else None
