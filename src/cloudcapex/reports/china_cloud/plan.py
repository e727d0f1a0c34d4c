"""Alibaba's plan of several years: how much, over which quarters, and what was spent of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ... import facts
from ...guidance.targets import target
from ...metrics.stretches import Cover, longest_cover
from ...paths import while_data_stand
from ...periods import Quarter
from .context import ChinaCloud


@dataclass(frozen=True)
class CapexPlan:
    """A plan of several years: how much at the least, over which quarters, said where, and what was spent so far.

    Parameters
    ----------
    amount : float
        In the currency of record.
    quarters : tuple of Quarter
        The quarters of the plan.
    issued : date
        Day on which this amount was first told.
    source : str
        The newest document that states it.
    statement : str
        What was said.
    spent : Cover or None
        Group capex that covers the plan's quarters from the first on without a gap.
    """

    amount: float
    unit: str
    quarters: tuple[Quarter, ...]
    issued: dt.date
    source: str
    evidence: str
    statement: str
    spent: Cover | None

    @property
    def share(self) -> float:
        """What was spent so far over the plan."""
        return self.spent.value / self.amount if self.spent else 0.0

    @property
    def done(self) -> int:
        """Quarters of the plan whose spending is known without a gap."""
        return self.spent.last - self.quarters[0] + 1 if self.spent else 0


def plan(report: ChinaCloud) -> CapexPlan | None:
    """Return Alibaba's plan as last stated by the day of the edition; None where none had been stated."""
    table = facts.load_guidance(report.as_of)
    own = table[
        (table["company"] == report.subject)
        & (table["metric"] == "capex_as_stated")
        & table["target_period"].str.contains("..", regex=False)
        & table["low"].notna()
    ].sort_values(["issued", "source_id"])
    if own.empty:
        return None
    row = own.iloc[-1]
    quarters = target(row["target_period"], _year_end(report.subject)).quarters
    told = report.stretches("capex_as_stated", report.subject, "as_stated")
    limit = min(report.quarter, quarters[-1])
    spent = longest_cover(told, quarters[0], limit) if limit >= quarters[0] else None
    # A plan repeated is the plan of the day it was first told.
    issued = own.loc[
        (own["low"] == row["low"]) & (own["target_period"] == row["target_period"]), "issued"
    ].min()
    return CapexPlan(
        float(row["low"]), row["unit"], quarters, issued.date(), row["source_id"], row["evidence"],
        row["statement"], spent,
    )  # fmt: skip


@while_data_stand
def _year_end(company: str) -> int:
    companies = facts.load_companies()
    return int(companies.loc[companies["slug"] == company, "fiscal_year_end_month"].iloc[0])
