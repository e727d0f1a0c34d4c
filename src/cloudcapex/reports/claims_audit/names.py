"""The names of the audit: causes, what is counted, and measures that stand beside the facts."""

from __future__ import annotations

from ...language import N_

CAUSES = {
    "wrong_value": N_("wrong value"),
    "wrong_entity": N_("another’s figure"),
    "wrong_basis": N_("another basis"),
    "wrong_period": N_("another period"),
    "wrong_unit": N_("wrong unit"),
    "wrong_label": N_("another round"),
    "wrong_way": N_("the other way"),
    "wrong_arithmetic": N_("wrong arithmetic"),
}

# What the claims count, by the word that names it in their table.
COUNTED = {
    "companies": N_("{number} companies"),
    "customers": N_("{number} customers"),
    "labs": N_("{number} labs"),
    "models": N_("{number} models"),
    "quarters": N_("{number} quarters"),
    "subscribers": N_("{number} subscribers"),
}

# What stands beside the facts, by table and column.
TABLE_MEASURES = {
    "deals.amount": N_("amount of the deal"),
    "deals.stake": N_("stake"),
    "deals.cloud_credit_share": N_("part paid in cloud credits"),
    "deals.recipients": N_("labs of the claim found in the ledger"),
    "deals.total": N_("sum of the deals told"),
    "rounds.amount": N_("amount of the round"),
    "rounds.post_money": N_("valuation"),
    "labs.revenue_run_rate": N_("revenue run-rate"),
    "labs.revenue_year": N_("revenue of the year"),
    "fx.average_rate": N_("average exchange rate"),
    "estimates.value": N_("an estimate of others"),
    "forecasts.value": N_("a forecast of others"),
    "market": N_("share of the market"),
    "market_size": N_("size of the market"),
    "market_growth": N_("growth of the market"),
    "guidance": N_("guidance"),
    "share_of_growth": N_("part of the group’s added revenue"),
    "share_of_group": N_("part of the group’s revenue"),
}

# What claims are of by the vocabulary, where it is no metric with a label of its own.
CLAIMED = {
    "revenue": N_("revenue"),
    "monthly_revenue": N_("revenue of a month"),
    "run_rate": TABLE_MEASURES["labs.revenue_run_rate"],
    "ai_run_rate": N_("AI revenue run-rate"),
    "ai_points": N_("growth that AI adds"),
    "adjusted_ebita": N_("adjusted EBITA"),
    "profit": N_("profit or loss"),
    "gross_margin": N_("gross margin"),
    # One word alone may fill no place of a sentence: the prover takes none (`statements/proof/sayings.py`).
    "capex": N_("capital expenditure"),
    "capex_guidance": N_("capex guidance"),
    "guidance_raise": N_("rise of the guidance"),
    "backlog": N_("backlog (RPO)"),
    "share_of_growth": TABLE_MEASURES["share_of_growth"],
    "share_of_group": TABLE_MEASURES["share_of_group"],
    "share_of_group_profit": N_("part of the group’s profit"),
    "china_cloud_share": TABLE_MEASURES["market"],
    "world_cloud_share": TABLE_MEASURES["market"],
    "government_cloud_share": TABLE_MEASURES["market"],
    "market_size": TABLE_MEASURES["market_size"],
    "investment": TABLE_MEASURES["deals.amount"],
    "stake": TABLE_MEASURES["deals.stake"],
    "credit_share": TABLE_MEASURES["deals.cloud_credit_share"],
    "round": TABLE_MEASURES["rounds.amount"],
    "sought_round": TABLE_MEASURES["rounds.amount"],
    "sought_valuation": N_("company valuation"),
    "valuation": N_("company valuation"),
    "total_raised": N_("sum raised"),
    "revenue_to_valuation": N_("ratio of revenue to valuation"),
}

# What an article's own numbers give, where that is no measure of the vocabulary.
OWN = {
    "rate_a_year": N_("growth a year"),
    "rate": N_("growth on the year"),
    "ratio": CLAIMED["revenue_to_valuation"],
}

# What became of an amount or a share, by the transform of its metric.
CHANGES = {
    "yoy": N_("{measure}, growth on the year"),
    "yoy_cc": N_("{measure}, growth on the year at constant currency"),
    "qoq": N_("{measure}, growth on the quarter"),
    "yoy_change": N_("{measure}, change on the year"),
    "qoq_change": N_("{measure}, change on the quarter"),
    "points": N_("{measure}, change on the year"),
    "points_qoq": N_("{measure}, change on the quarter"),
}
