"""Names of what sentences speak of that is no company: parties of deals and pairs of them, rounds, worries, figures."""

from __future__ import annotations

from typing import Protocol

from .. import claims, facts, metrics
from ..claims import ForecastRow
from ..language import N_, Language
from ..paths import while_data_stand
from ..theses.outcomes import load_theses
from .vocabulary import ASSETS, FORECAST_GROUPS, LEFT_OPEN

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
    "points": N_("common points"),
    "none": N_("none of them"),
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
    if ">" in member and any(map(_listed, member.split(">", 1))):
        giver, taker = (member_name(report, side) for side in member.split(">", 1))
        return report.say("{giver} → {taker}", giver=giver, taker=taker)
    if "+" in member and any(map(_listed, member.split("+"))):
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
    if member in _forecasts():
        return _forecast(report, _forecasts()[member])
    if member in LEFT_OPEN:
        return report.say(LEFT_OPEN[member])
    return _of_company(report, member)


def _listed(member: str) -> bool:
    """Whether a table lists a member, or one of those joined in it: a name may hold any sign."""
    return any(
        part in _SETS or part in facts.companies() or part in facts.parties() for part in member.split("+")
    )


def _of_company(report: Namer, member: str) -> str:
    """Name a company's metric or assets, and the period that guidance on it, or the day that their life, is of."""
    slug, _, rest = member.replace("/", ".").partition(".")
    metric, _, period = rest.partition(".")
    if slug not in facts.companies():
        return member
    if metric in metrics.known_metrics():
        label = metrics.describe(metric)[report.language.column("label")]
    elif metric in ASSETS:
        label = report.say(ASSETS[metric])
    elif words := facts.definition("", "", metric):
        label = report.say(words).rstrip(".。")
    else:
        return member
    return report.language.clauses([p for p in (report.company(slug), label, period) if p])


def _forecast(report: Namer, row: ForecastRow) -> str:
    """Name a forecast by its house, whom it is of and its period."""
    whom = [report.company(c) for c in row.of] or [report.say(FORECAST_GROUPS[row.whose])]
    house = str(getattr(row, report.language.column("house")))
    period = report.language.stated_period(row.period)
    return report.language.clauses([house, report.language.join(whom), period])


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


@while_data_stand
def _forecasts() -> dict[str, ForecastRow]:
    return {row.forecast_id: row for row in claims.forecasts(facts.newest_day())}
