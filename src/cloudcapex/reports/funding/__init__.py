"""Funding: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere, glossary
from ..customers import contract_customers as any_customers
from ..forecasts import forecasts as any_forecasts
from ..free_cash import free_cash_flow as any_free_cash
from ..front_page import contents
from .ahead import depreciation_ahead
from .cash import cash_taken
from .context import Funding
from .front import front_page
from .issues import issued
from .lives import useful_lives
from .method import method
from .returned import capex_returned
from .tested import back_test, schedule_tested
from .told import commitments, debt, leases_signed

free_cash_flow = Funding.shows(any_free_cash)
contract_customers = Funding.shows(any_customers)
forecasts = Funding.shows(any_forecasts)

OPEN = Funding

__all__ = [
    "OPEN",
    "Funding",
    "back_test",
    "capex_returned",
    "cash_taken",
    "commitments",
    "contents",
    "contract_customers",
    "data_checks",
    "debt",
    "depreciation_ahead",
    "disclosures",
    "documents",
    "elsewhere",
    "forecasts",
    "free_cash_flow",
    "front_page",
    "glossary",
    "issued",
    "leases_signed",
    "method",
    "schedule_tested",
    "useful_lives",
]
