"""The names of the audit: outcomes, causes, reasons, and measures that stand beside the facts."""

from __future__ import annotations

from ...language import N_

OUTCOMES = {
    "confirmed": N_("confirmed"),
    "approximately": N_("approximately right"),
    "as_its_source_says": N_("as its source says"),
    "reports_differ": N_("reports differ"),
    "contradicted": N_("contradicted"),
    "unverifiable": N_("unverifiable"),
}

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

REASONS = {
    "not_a_figure": N_("not a figure"),
    "subject_unknown": N_("the subject is not in the data"),
    "opinion": N_("an opinion"),
    "forecast": N_("a forecast or plan"),
    "measure_unknown": N_("a measure that the data lack"),
    "period_unknown": N_("for a time that cannot be read"),
    "no_fact": N_("no document in the data states it"),
    "part_not_disclosed": N_("the company publishes the whole"),
    "two_bases": N_("a sum on two bases"),
    "only_bounds": N_("known within bounds"),
    "other_day": N_("known for another day"),
    "recast_since": N_("known on a later definition"),
    "partly": N_("a part of it can be checked"),
}
LEFT_OPEN = {**REASONS, **{o: OUTCOMES[o] for o in ("as_its_source_says", "reports_differ")}}

FORECAST_GROUPS = {
    "hyperscalers": N_("hyperscalers"),
    "six_us_hyperscalers": N_("six American hyperscalers"),
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
