"""Debt, leases and commitments as companies last stated them: each measure its own row, never added."""

from __future__ import annotations

from ...language import N_
from ..stated_tables import all_standings, listed_message, stated_table
from .context import Funding

_DEBT = all_standings("long_term_debt", "total_debt", "finance_lease_liability", "operating_lease_liability")
_LEASES = all_standings("leases_not_yet_commenced", "lease_guarantees")
_PURCHASES = all_standings(
    "purchase_commitments",
    "supply_commitments",
    "cloud_service_commitments",
    "construction_commitments",
    "capital_commitments",
    "contractual_obligations",
)

debt_message = listed_message(
    "long_term_debt",
    N_("Long-term debt: {list}"),
    N_("Long-term debt (some companies): {list}"),
    N_("The data hold no long-term debt of these companies up to {quarter}"),
)
leases_message = listed_message(
    "leases_not_yet_commenced",
    N_("Leases signed and still to begin: {list}"),
    N_("Leases signed and still to begin (some companies): {list}"),
    N_("The data hold no leases signed and not begun of these companies up to {quarter}"),
)
purchases_message = listed_message(
    "purchase_commitments",
    N_("Purchase commitments: {list}"),
    N_("Purchase commitments (some companies): {list}"),
    N_("The data hold no purchase commitments of these companies up to {quarter}"),
    by_size=False,
)

debt = Funding.shows(
    stated_table(
        "debt",
        _DEBT,
        N_(
            "Debt and lease liabilities in the balance sheet, as last stated up to {quarter} and a year or more before"
        ),
        debt_message,
        N_("Table of debt and lease liabilities by company. {title}."),
    )
)
leases_signed = Funding.shows(
    stated_table(
        "leases_signed",
        _LEASES,
        N_(
            "Payments under leases that are signed and have not begun, as last stated up to {quarter}: in no balance sheet yet"
        ),
        leases_message,
        N_("Table of leases not yet commenced by company. {title}."),
        N_(
            "Not discounted; terms differ and run up to decades. They come on top of the debt above and are not in capex."
        ),
    )
)
commitments = Funding.shows(
    stated_table(
        "commitments",
        _PURCHASES,
        N_("Purchase commitments by class, as last stated up to {quarter}"),
        purchases_message,
        N_("Table of purchase commitments by company and class. {title}."),
        N_(
            "What a class holds differs by company, and one class may hold another: never ranked and never added up."
        ),
    )
)
