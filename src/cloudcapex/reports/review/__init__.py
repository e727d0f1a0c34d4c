"""The quarterly review: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere, glossary
from ..beside import article_claims
from ..commentary import commentary as any_commentary
from ..customers import contract_customers as any_customers
from ..free_cash import free_cash_flow as any_free_cash
from ..front_page import contents
from .adoption import adoption
from .ai_part import ai_part
from .backlog import backlog
from .buyers import chip_buyers
from .capex import capex_bases, capex_table, capex_total
from .capex_mix import capex_mix
from .cash import capex_intensity
from .changes import change_lines, what_changed
from .company import company_page, company_pages
from .context import Review
from .contracts import contracts_and_capex
from .coverage import coverage
from .depreciation import depreciation
from .front import front_page
from .growth import added_dollars, cloud_growth, cloud_revenue
from .guidance import guidance_ladder, guidance_score, guidance_takeaway, guided_for_results
from .labs import lab_revenue
from .margins import margin_effects
from .market import market_share
from .meaning import meaning, next_reports, paid_and_returned, thesis_limits
from .method import alignment, definitions, method
from .profit import cloud_margin, cloud_profit
from .restated import restatements
from .scorecard import scorecard
from .shared import common_points
from .signals import ai_signals
from .theses import theses_map, theses_table

commentary = Review.shows(any_commentary)
free_cash_flow = Review.shows(any_free_cash)
contract_customers = Review.shows(any_customers)

OPEN = Review

__all__ = [
    "OPEN",
    "Review",
    "added_dollars",
    "adoption",
    "ai_part",
    "ai_signals",
    "alignment",
    "article_claims",
    "backlog",
    "capex_bases",
    "capex_intensity",
    "capex_mix",
    "capex_table",
    "capex_total",
    "change_lines",
    "chip_buyers",
    "cloud_growth",
    "cloud_margin",
    "cloud_profit",
    "cloud_revenue",
    "commentary",
    "common_points",
    "company_page",
    "company_pages",
    "contents",
    "contract_customers",
    "contracts_and_capex",
    "coverage",
    "data_checks",
    "definitions",
    "depreciation",
    "disclosures",
    "documents",
    "elsewhere",
    "free_cash_flow",
    "front_page",
    "glossary",
    "guidance_ladder",
    "guidance_score",
    "guidance_takeaway",
    "guided_for_results",
    "lab_revenue",
    "margin_effects",
    "market_share",
    "meaning",
    "method",
    "next_reports",
    "paid_and_returned",
    "restatements",
    "scorecard",
    "theses_map",
    "theses_table",
    "thesis_limits",
    "what_changed",
]
