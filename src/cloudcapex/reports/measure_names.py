"""Names of measures that no series has, in the reader's language."""

from __future__ import annotations

from .. import metrics
from ..facts.remarks import said_points
from ..language import N_
from .member_names import Namer
from .vocabulary import CHANGES, begun_with

# What is made of the amounts of a measure, which it names after the dot.
_MADE_OF = {
    "added": N_("{measure}: what four quarters added"),
    "told": N_("{measure}: {count} quarters as told"),
    "seen": N_("{measure}: {count} quarters in US dollars"),
}
_OF_METRICS = ("stated", *_MADE_OF)
# Measures of other tables than series, without what parts them further.
_MEASURES = {
    "capex_schedule.off": N_("how far the schedule is off"),
    "capex_schedule.part_own": N_("part of the depreciation filed that the schedule gives"),
    "capex_schedule.part_paid": N_("part of the depreciation filed that the schedule gives"),
    **{f"changes.{kind}": name for kind, name in CHANGES.items()},
    "claims.articles": N_("articles"),
    "claims.came": N_("what came of the forecast"),
    "claims.claimed": N_("what was claimed"),
    "claims.decision": N_("whether the data decide it"),
    "claims.found": N_("what the data give"),
    "claims.over": N_("whether it can be set beside what came"),
    "claims.reason": N_("claims left open"),
    "claims.traced": N_("where its figure is from"),
    "claims.verdict": N_("verdict"),
    "contracts.added": N_("backlog added in a year"),
    "contracts.added_to_capex": N_("backlog added in a year, over capex"),
    "contracts.beyond_capex": N_("backlog over capex of the year"),
    "contracts.to_capex": N_("backlog over capex of the year"),
    "credits.unsplit": N_("paid or promised, its credits not told apart"),
    "deals.amount": N_("amount of the deal"),
    "deals.post_money": N_("valuation"),
    "backlog.high": N_("most that laboratories may owe"),
    "backlog.low": N_("least that laboratories may owe"),
    "backlog.promised_low": N_("promised by laboratories"),
    "credits.firm": N_("paid or promised for certain"),
    "credits.high": N_("most that was cloud credits"),
    "credits.low": N_("least that was cloud credits"),
    "cards.run_rate": N_("revenue run-rate"),
    "ledger.announced_low": N_("announced, at the least"),
    "ledger.chips": N_("entries that name chips"),
    "ledger.commitment_high": N_("purchases promised, at the most"),
    "ledger.commitment_low": N_("purchases promised, at the least"),
    "ledger.equity_high": N_("money paid or promised, at the most"),
    "ledger.equity_low": N_("money paid or promised, at the least"),
    "ledger.deals": N_("deals in the ledger"),
    "ledger.entries": N_("entries of the ledger"),
    "ledger.exclusivity": N_("entries that bind to a cloud"),
    "ledger.laboratories": N_("laboratories backed"),
    "ledger.terms": N_("entries that tell terms"),
    "ledger.ways": N_("directions of a tie"),
    "rounds.amount": N_("amount of the round"),
    "rounds.multiple": N_("price over run-rate"),
    "rounds.price": N_("valuation"),
    "labs.revenue_run_rate": N_("revenue run-rate"),
    "labs.revenue_year": N_("revenue of the year"),
    "labs.compute_rental_cost_year": N_("rented compute of the year"),
    "adoption.said": N_("whether it is told"),
    "adoption.new": N_("whether it was told before"),
    "adoption.multiple": N_("figure over that of a year before"),
    "adoption.value": N_("figure of adoption"),
    "observations.figures": N_("observations with a figure"),
    "observations.told": N_("observations"),
    "fx.average_rate": N_("average exchange rate"),
    "market.share": N_("share of the market"),
    "market.size": N_("size of the market"),
    "yearly.size": N_("size of the market in a year"),
    "yearly.growth": N_("growth of the market in a year"),
    "labs.capex_year": N_("capex of the year"),
    "labs.capex_plan_year": N_("capex planned for the year"),
    "theses.status": N_("state of the worry"),
    "theses.number": N_("number of its test"),
    "theses.limit": N_("limit of its test"),
    "forecasts": N_("capex forecast"),
    "forecasts.spent_capex_cash": N_("capex of the year so far"),
    "forecasts.spent_capex_with_finance_leases": N_("capex of the year so far"),
    "upcoming.days": N_("days until the next report is expected"),
    "returns.cloud_revenue_per_capex": N_(
        "change of cloud revenue in a year, per unit of capex two years before"
    ),
    "returns.cloud_revenue_part_of_capex": N_(
        "change of cloud revenue in a year, as a part of capex two years before"
    ),
    "returns.cloud_operating_income_per_capex": N_(
        "change of cloud operating income in a year, per unit of capex two years before"
    ),
    "reported.quarter": N_("whether it has filed for the quarter"),
    "coverage.known": N_("whether the data hold it"),
    "guidance": N_("guidance"),
    "guidance.beside_first": N_("how far it came beside the first guidance"),
    "guidance.beside_last": N_("how far it came beside the last guidance"),
    "guidance.first_high": N_("upper end of the first guidance"),
    "guidance.first_low": N_("lower end of the first guidance"),
    "guidance.growth_high": N_("growth in the quarters left, at the upper end of guidance"),
    "guidance.growth_low": N_("growth in the quarters left, at the lower end of guidance"),
    "guidance.high": N_("upper end of guidance"),
    "guidance.low": N_("lower end of guidance"),
    "guidance.moved": N_("newest guidance beside the first"),
    "guidance.off_first": N_("how far it came off the first guidance"),
    "guidance.off_last": N_("how far it came off the last guidance"),
    "guidance.spent": N_("what came"),
    "buyers.low": N_("bought by large clouds, at the least"),
    "buyers.high": N_("bought by large clouds, at the most"),
    "buyers.part_low": N_("that in the capex of clouds, at the least"),
    "buyers.part_high": N_("that in the capex of clouds, at the most"),
    "value_stack.run_rates": N_("revenue run-rate"),
    "value_stack.run_rate_by_day": N_("revenue run-rate"),
    "value_stack.one_day": N_("run-rate near the day"),
    "value_stack.essay_models": N_("part of revenue"),
    "value_stack.chip_pace": N_("newest quarter, taken for a year"),
    "value_stack.basis": N_("basis of the assumption"),
    "value_stack.followed": N_("whether the data follow it"),
    "value_stack.against": N_("figure of the data over another"),
    "value_stack.essay_claim": N_("part that the essay gives clouds"),
    "value_stack.flagship_months": N_("months until the next flagship"),
    "value_stack.flagship_median": N_("months until the next flagship, the middle one"),
    "value_stack.list_price": N_("list price of a million tokens put in"),
    "value_stack.answered": N_("whether a text puts a figure to it"),
    "value_stack.training_cost": N_("cost of training"),
    "value_stack.hour_price": N_("list price of an hour"),
    "value_stack.swing": N_("how far it moves the answer"),
    "value_stack": N_("result of the model"),
    "profit_order": N_("result of the model"),
    "capex_schedule": N_("depreciation by the schedule"),
    "issues.bonds": N_("bonds issued"),
    "lives.change": N_("whether a life became longer"),
    "labs.operating_loss_year": N_("operating loss of the year"),
    "labs.net_loss_year": N_("net loss of the year"),
    "ledger.merger_low": N_("told of mergers, at the least"),
    "ledger.own_deals": N_("deals in the ledger"),
    "ledger.planned_low": N_("planned, at the least"),
    "ledger.stake_after": N_("stake afterwards"),
    "ledger.talks_low": N_("in talks, at the least"),
    "margins.change_without": N_("margin on the year without one-off entries"),
    "plan.low": N_("amount of the plan"),
    "profit_order.parameters": N_("parameters of the model"),
    "profit_order.parameters_assumed": N_("parameters that are assumed"),
    "profit_order.parameters_told": N_("parameters that somebody told"),
    "remarks": N_("common point"),
    "remarks.shared": N_("common points"),
    "restatements.kept": N_("figures restated in part and kept"),
    "restatements.new_line": N_("steps to another definition"),
    "restatements.recast": N_("figures recast"),
    "restatements.restated": N_("figures restated"),
    "rounds.post_money": N_("valuation"),
    "segments": N_("segments that the quarters stand on"),
    "theses.raised": N_("whether it was raised"),
    "value_stack.assumptions": N_("assumptions of the model"),
}


def table_measure(report: Namer, expression: str) -> str:
    """Name a measure that no series has, in words.

    Parameters
    ----------
    report : Report
        In whose language.
    expression : str
        ``ledger.equity_low``, ``told.capex_as_stated.4.as_stated``; the longest beginning that has words names it.

    Raises
    ------
    LookupError
        For a measure that has none.
    """
    table, what, *rest = [*expression.split("."), ""]
    if table in _OF_METRICS and what in metrics.known_metrics():
        label = metrics.describe(what)[report.language.column("label")]
        count = rest[0] if rest[0].isdigit() else "1"
        if table == "added" or (table != "stated" and count != "1"):
            return report.say(_MADE_OF[table], measure=label, count=count)
        return label
    if table == "remarks" and what in (named := said_points()):
        return named[what].name.of(report.language.code)
    words = begun_with(_MEASURES, expression)
    if words is None:
        raise LookupError(f"no words for the measure {expression!r}: enter it in reports/measure_names.py")
    return report.say(words)
