"""The order of profits in words and rows, and what is known of it on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from ... import facts
from ...exhibits.display import Display, Note
from ...exhibits.exhibit import Body
from ...language import N_
from ...ledger.deals import Entry
from ...statements import Statement, Value
from .context import OUTSIDE, Financing
from .figures import figure
from .profit_model import ProfitOrder

HOLDERS = {
    "first_investors": N_("first investors"),
    "partner": N_("large partner"),
    "other_holders": N_("other holders"),
    "foundation": N_("foundation"),
}
TIERS = {
    "first_investors": N_("1 first investors"),
    "principal": N_("2 the partner’s money back"),
    "return": N_("3 the partner’s return, up to the cap"),
    "rest": N_("4 the rest"),
}
# The day from which the order was public; an edition that stands earlier knows nothing of it.
TOLD = max(dt.date.fromisoformat(row["filed"]) for row in OUTSIDE.values())


def model(
    key: str,
    body: Callable[[Financing, ProfitOrder], Body],
    subtitle: str,
    message: Callable[[Financing, ProfitOrder], Statement],
    early: str,
    alt: str,
    notes: Note[Financing] | tuple[Note[Financing], ...],
    data: Callable[[Financing, ProfitOrder], pd.DataFrame],
    while_in_force: bool = False,
) -> Display[Financing]:
    """Return the exhibit that shows the order of profits, which nobody knew before it was told.

    Parameters
    ----------
    early : str
        The title of an edition that stands before.
    while_in_force : bool
        Paper has it as long as the order is in force, and leaves it to the web edition once that has ended.
    """
    return Display(
        key,
        lambda report: report.profits if report.day >= TOLD else None,
        body,
        subtitle,
        lambda report: message(report, report.profits) if report.day >= TOLD else report.state(early),
        alt,
        notes=notes,
        data=data,
        sources=lambda report, _: [*ledger_sources(report), *OUTSIDE],
        on_paper=(lambda report: ended(report) is None) if while_in_force else True,
        absent=N_("The data hold no order of a laboratory’s profits told by {day}."),
    )


def partner() -> tuple[str]:
    """The large partner, as the giver of a deal."""
    return (facts.only("openai_partner").company,)


# Whose profits they are.
OF = "openai"


def modelled(report: Financing, what: str, amount: float, unit: str) -> Value:
    """Return a result of the model, or what it assumes, as a figure of the ledger's day."""
    return figure(f"profit_order.{what}", OF, float(amount), unit, report.day)


def ended(report: Financing) -> Entry | None:
    """The deal that put shares in the place of the order, once it is known."""
    found = [
        e for e in report.entries if e.form == "restructuring" and e.takers == (OF,) and e.givers == partner()
    ]
    return found[-1] if found else None


def ledger_sources(report: Financing) -> list[str]:
    """Documents of what the partner put in, and of the end of the order."""
    return [
        e.source
        for e in report.entries
        if e.givers == partner() and e.takers == (OF,) and (e.amount.stated or e.form == "restructuring")
    ]


def payments_frame(_: Financing, order: ProfitOrder) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"year": p.year, "tier": p.tier, "holder": p.holder, "amount_usd": p.amount}
            for p in order.payments
        ],
        columns=["year", "tier", "holder", "amount_usd"],
    )
