"""Debt, leases and commitments as companies last stated them: each measure its own row, never added."""

from __future__ import annotations

from ...exhibits.display import naming
from ...language import N_
from ...metrics.stated import stated
from ..stated_tables import all_standings, listed_message, stated_table
from .context import Funding

_OWED = ("long_term_debt", "total_debt", "finance_lease_liability", "operating_lease_liability")
_DEBT = all_standings(*_OWED)
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
    N_("Long-term debt at {n} of {all} companies: {list}"),
    N_("The data hold no long-term debt of these companies up to {quarter}"),
)
_undebted = naming(
    Funding,
    lambda report, _: [
        c
        for c in report.beside("cloud", "supplier")
        if not any(stated(c, owed, report.quarter, report.as_of) for owed in _OWED)
    ],
    N_("The data hold no debt of {companies}."),
)
leases_message = listed_message(
    "leases_not_yet_commenced",
    N_("Leases signed and still to begin: {list}"),
    N_("Leases signed and still to begin at {n} of {all} companies: {list}"),
    N_("The data hold no leases signed and not begun of these companies up to {quarter}"),
)
purchases_message = listed_message(
    "purchase_commitments",
    N_("Purchase commitments: {list}"),
    N_("Purchase commitments of {n} of {all} companies: {list}"),
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
        _undebted,
    )
)
leases_signed = Funding.shows(
    stated_table(
        "leases_signed",
        _LEASES,
        N_(
            "Payments under leases signed and not begun, and guarantees of others’ leases, as last stated up to {quarter}"
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
