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
