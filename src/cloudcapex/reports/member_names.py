"""Names of what sentences speak of that is no company: parties of deals and pairs of them, rounds, worries, figures."""

from __future__ import annotations

from typing import Protocol

from .. import facts, metrics
from ..language import N_, Language
from ..paths import while_data_stand
from ..theses.outcomes import load_theses

# Sets that stand for everyone in them.
_SETS = {
    "everybody": N_("everybody"),
    "laboratories": N_("laboratories"),
    "clouds and chip makers": N_("clouds and chip makers"),
    "all": N_("the whole"),
    "total": N_("the whole"),
    "models": N_("models"),
    "giants": N_("large companies and demand"),
    "china_clouds": N_("China’s clouds and their market"),
    "model": N_("the model"),
}
# Measures of other tables than series, without what parts them further.
_MEASURES = {
    "backlog.high": N_("most that laboratories may owe"),
    "backlog.low": N_("least that laboratories may owe"),
    "backlog.promised_low": N_("promised by laboratories"),
    "credits.firm": N_("put in for certain"),
    "credits.high": N_("most that was cloud credits"),
    "credits.low": N_("least that was cloud credits"),
    "cards.run_rate": N_("revenue run-rate"),
    "ledger.announced_low": N_("announced, at the least"),
    "ledger.chips": N_("entries that name chips"),
    "ledger.commitment_high": N_("purchases promised, at the most"),
    "ledger.commitment_low": N_("purchases promised, at the least"),
    "ledger.equity_high": N_("money put in, at the most"),
    "ledger.equity_low": N_("money put in, at the least"),
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
    "reported.quarter": N_("whether it has filed for the quarter"),
    "coverage.known": N_("whether the data hold it"),
    "guidance": N_("guidance"),
    "buyers.low": N_("bought by large clouds, at the least"),
    "buyers.high": N_("bought by large clouds, at the most"),
    "buyers.part_low": N_("that in the capex of clouds, at the least"),
    "buyers.part_high": N_("that in the capex of clouds, at the most"),
    "value_stack.run_rates": N_("revenue run-rate"),
    "value_stack.run_rate_by_day": N_("revenue run-rate"),
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
}


class Namer(Protocol):
    """What a report knows by name, and in which language."""

    language: Language

    def company(self, slug: str) -> str: ...
    def party(self, who: str) -> str: ...
    def say(self, message: str, /, **values: object) -> str: ...


def member_name(report: Namer, member: str) -> str:
    """Name a member of a sentence in the language of the edition; what no table names keeps its id.

    Parameters
    ----------
    report : Report
        Names companies and parties.
    member : str
        A party, two as ``amazon>anthropic`` (who gives and who takes), several joined by ``+``, the id of a round or a
        worry, a company's metric as ``meta.capex_cash`` or its guidance as ``meta/capex_cash/CY2025``.
    """
    if ">" in member:
        giver, taker = (member_name(report, side) for side in member.split(">", 1))
        return report.say("{giver} → {taker}", giver=giver, taker=taker)
    if "+" in member:
        return report.language.join(member_name(report, part) for part in member.split("+"))
    if member in _SETS:
        return report.say(_SETS[member])
    if member in facts.companies():
        return report.company(member)
    if member in facts.parties():
        return report.party(member)
    if member in _rounds():
        lab, month = _rounds()[member]
        return report.say("{lab}, round of {month}", lab=member_name(report, lab), month=month)
    if member in _worries():
        return report.say(_worries()[member])
    return _of_company(report, member)


def _of_company(report: Namer, member: str) -> str:
    """Name a company's metric, and the period that guidance on it is of."""
    slug, _, rest = member.replace("/", ".").partition(".")
    metric, _, period = rest.partition(".")
    if slug not in facts.companies() or metric not in metrics.known_metrics():
        return member
    label = metrics.describe(metric)[report.language.column("label")]
    return report.language.clauses([p for p in (report.company(slug), label, period) if p])


def table_measure(report: Namer, expression: str) -> str:
    """Name a measure that no series has: by the longest part of its name that has words, else by its own."""
    parts = expression.split(".")
    if parts[0] == "stated" and parts[1] in metrics.known_metrics():
        return metrics.describe(parts[1])[report.language.column("label")]
    for count in range(len(parts), 0, -1):
        words = _MEASURES.get(".".join(parts[:count]))
        if words:
            return report.say(words)
    return expression.replace(".", " ").replace("_", " ")


@while_data_stand
def _rounds() -> dict[str, tuple[str, str]]:
    """Whose each round is, and its month."""
    rows = facts.load_rounds()
    days = rows["date"].dt.strftime("%Y-%m")
    return {
        str(i): (str(who), str(month))
        for i, who, month in zip(rows["round_id"], rows["who"], days, strict=True)
    }


@while_data_stand
def _worries() -> dict[str, str]:
    return {thesis.id: thesis.label for thesis in load_theses()}
