"""The order of profits: first the first investors, then the large partner up to a cap, then the rest."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from ...models import profit_waterfall as model
from ..absence import Absence
from ..charts.waterfall import Layer, Step, profit_chart
from ..exhibit import Exhibit
from ..language import N_
from ..tables.table import Cell, Column, Table, words
from ..theme import COMPANY_COLOURS, MUTED, company_colour
from .context import OUTSIDE, Financing

HOLDERS = {
    "first_investors": N_("first investors"),
    "partner": N_("large partner"),
    "other_holders": N_("other holders"),
    "foundation": N_("foundation"),
}
TIERS = {
    "first_investors": N_("1 first investors"),
    "principal": N_("2 the partner’s money back"),
    "return": N_("3 the partner’s return, up to the cap"),
    "rest": N_("4 the rest"),
}
_COLOURS = {
    "first_investors": COMPANY_COLOURS["amazon"][0],
    "partner": company_colour("microsoft"),
    "other_holders": MUTED,
    "foundation": company_colour("openai"),
}

FORTUNE, STANDARD, GIGAZINE = OUTSIDE
# The day from which the order was public; an edition that stands earlier knows nothing of it.
TOLD = max(dt.date.fromisoformat(row["filed"]) for row in OUTSIDE.values())


@dataclass(frozen=True)
class ProfitOrder:
    """Assumptions of the model; amounts in billions of US dollars.

    Parameters
    ----------
    first_claim, partner_principal, partner_cap, partner_share, partner_share_after, foundation_share : float
        As in `models.profit_waterfall.profit_order`.
    first_profit, profit_growth : float
        Profit of the first year, and its growth from year to year.
    profit_years : int
        Years shown.
    """

    first_claim: float = 1.0
    partner_principal: float = 13.0
    partner_cap: float = 100.0
    partner_share: float = 0.75
    partner_share_after: float = 0.49
    foundation_share: float = 0.02
    first_profit: float = 2.0
    profit_growth: float = 0.6
    profit_years: int = 12

    @functools.cached_property
    def tiers(self) -> list[model.Tier]:
        return model.profit_order(
            self.first_claim,
            self.partner_principal,
            self.partner_cap,
            self.partner_share,
            self.partner_share_after,
            self.foundation_share,
        )

    @functools.cached_property
    def profits(self) -> list[int]:
        return model.profit_path(self.first_profit, self.profit_growth, self.profit_years)

    @functools.cached_property
    def payments(self) -> list[model.Payment]:
        return model.pay_out(self.profits, self.tiers)

    def paid(self, year: int, holder: str) -> int:
        """Dollars one holder gets in one year, counted from one."""
        return sum(p.amount for p in self.payments if p.year == year and p.holder == holder)

    def total(self, holder: str) -> int:
        return sum(p.amount for p in self.payments if p.holder == holder)

    def closed(self, tier: str) -> int | None:
        """The year in which a tier pays for the last time before the next one opens; None where it is still open."""
        order = [t.name for t in self.tiers]
        later = set(order[order.index(tier) + 1 :])
        opened = [p.year for p in self.payments if p.tier in later]
        return min(opened) if opened else None


def _too_early(report: Financing, key: str, title: str, subtitle: str) -> Exhibit:
    reason = report.say(
        "No order of a laboratory’s profits had been told by {day}.", day=report.language.date(report.day)
    )
    return report.exhibit(key, title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason)


def profit_order(report: Financing, order: ProfitOrder | None = None) -> Exhibit:
    """Chart of who gets which share of each year's profit."""
    say, language = report.say, report.language
    order = order or ProfitOrder()
    subtitle = say(
        "Share of each year’s distributable profit by holder; above each bar the profit, {unit}; a model, not a forecast",
        unit=language.unit_name(),
    )
    if report.day < TOLD:
        return _too_early(report, "profit_order", say("The order of profits was not yet public"), subtitle)
    years = range(1, order.profit_years + 1)
    layers = [
        Layer(
            say(name),
            _COLOURS[holder],
            tuple(
                order.paid(y, holder) / order.profits[y - 1] if order.profits[y - 1] else 0.0 for y in years
            ),
        )
        for holder, name in HOLDERS.items()
    ]
    spans: dict[str, list[int]] = defaultdict(list)
    for p in order.payments:
        spans[p.tier].append(p.year - 1)
    steps = [Step(say(TIERS[t]), min(at), max(at)) for t, at in spans.items()]
    title = order_message(report, order)
    return report.exhibit(
        "profit_order",
        title=title,
        subtitle=subtitle,
        body=profit_chart(
            layers,
            steps,
            [str(y) for y in years],
            [language.amount(p) for p in order.profits],
            percent="%" if language.chinese else "\u202f%",
        ),
        points=[],
        data=payments_frame(order),
        alt=say("Stacked bars of who is paid in which year. {title}.", title=title),
        notes=[
            say(
                "Years are counted from the first year of profit, whenever that is. The assumptions, their ranges and "
                "sources stand in the table below; each can be set anew. A loss pays nobody."
            ),
            restructured(report, order),
        ],
        extra_sources=[*_ledger_sources(report), *OUTSIDE],
    )


def _ledger_sources(report: Financing) -> list[str]:
    """Documents of what the partner put in, and of the end of the order."""
    return [
        e.source
        for e in report.entries
        if e.givers == ("microsoft",)
        and e.takers == ("openai",)
        and (e.amount.stated or e.form == "restructuring")
    ]


def restructured(report: Financing, order: ProfitOrder) -> str:
    """Say that the order has ended, once it has, and what the shares that took its place would give."""
    ended = [
        e
        for e in report.entries
        if e.form == "restructuring" and e.takers == ("openai",) and e.givers == ("microsoft",)
    ]
    if not ended:
        return ""
    stake = ended[-1].number("stake")
    return report.say(
        "Since {day} OpenAI’s profits follow shares and no longer this order: Microsoft’s {stake} of the same path would "
        "be {shares} against {order} by the order.",
        day=report.language.date(ended[-1].announced),
        stake=report.language.percent(stake, 0),
        shares=report.money(round(stake * sum(order.profits))),
        order=report.money(order.total("partner")),
    )


def order_message(report: Financing, order: ProfitOrder) -> str:
    """Say when the partner has its money back, and when it reaches the cap."""
    say = report.say
    back, capped = order.closed("principal"), order.closed("return")
    if capped is not None and back is not None:
        return say(
            "On this path the large partner has its money back in year {back} and reaches its cap in year {capped}",
            back=back,
            capped=capped,
        )
    if back is not None:
        return say(
            "On this path the large partner has its money back in year {back} and stays below its cap to the end",
            back=back,
        )
    return say(
        "On this path the large partner does not get its money back in {years} years",
        years=order.profit_years,
    )


def profit_years(report: Financing, order: ProfitOrder | None = None) -> Exhibit:
    """Table of the same path in dollars, with the partner's running total."""
    say, language = report.say, report.language
    order = order or ProfitOrder()
    subtitle = say("{unit}, by year of profit", unit=language.unit_name())
    if report.day < TOLD:
        return _too_early(report, "profit_years", say("No payments can be modelled"), subtitle)
    columns = (
        Column(say("Year"), "left", 0.6),
        Column(say("profit"), "right", 1),
        *(Column(say(name), "right", 1.1) for name in HOLDERS.values()),
        Column(say("partner so far"), "right", 1.1),
        Column(say("steps that pay"), "left", 1.1),
    )

    def cell(value: int) -> Cell:
        if 0 < value < 0.05 * language.unit_size:
            return Cell(say("< {limit}", limit=language.number(0.05, 2)), kind="figure")
        return Cell(language.amount(value) if value else "–", kind="figure" if value else "missing")

    rows, so_far = [], 0
    for year, profit in enumerate(order.profits, 1):
        so_far += order.paid(year, "partner")
        steps = sorted({[*TIERS].index(p.tier) + 1 for p in order.payments if p.year == year})
        rows.append(
            (
                words(str(year)),
                cell(profit),
                *(cell(order.paid(year, h)) for h in HOLDERS),
                cell(so_far),
                words(language.join(map(str, steps))),
            )
        )
    rows.append(
        (
            words(say("Together")),
            cell(sum(order.profits)),
            *(cell(order.total(h)) for h in HOLDERS),
            Cell(""),
            Cell(""),
        )
    )
    title = years_message(report, order)
    return report.exhibit(
        "profit_years",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows), total=True),
        points=[],
        data=payments_frame(order),
        alt=say("Table of payments by year and holder. {title}.", title=title),
        notes=[
            say("Every dollar of profit is paid once: the holders’ sums are the profit’s, to the dollar.")
        ],
        extra_sources=[*_ledger_sources(report), *OUTSIDE],
    )


def years_message(report: Financing, order: ProfitOrder) -> str:
    """Say how the whole path is divided between the partner and the foundation."""
    whole = sum(order.profits)
    if not whole:
        return report.say("Without a profit nobody is paid")
    return report.say(
        "Of {profit} over {years} years the partner gets {partner} and the foundation {foundation}",
        profit=report.money(whole),
        years=order.profit_years,
        partner=report.language.percent(order.total("partner") / whole, 0),
        foundation=report.language.percent(order.total("foundation") / whole, 0),
    )


def profit_assumptions(report: Financing, order: ProfitOrder | None = None) -> Exhibit:
    """Table of the assumptions: the value taken, its range, and who told it."""
    say, language = report.say, report.language
    order = order or ProfitOrder()
    subtitle = say("Parameters of the model")
    if report.day < TOLD:
        return _too_early(report, "profit_assumptions", say("No assumption can be sourced"), subtitle)
    bn, pc = (lambda v: report.money(v * 1e9)), (lambda v: language.percent(v, 0))
    none = say("assumed; no document in the data")
    rows = (
        ("first_claim", say("first investors’ claim"), bn(order.first_claim), say("{low} to {high}", low=bn(0), high=bn(10)), none, ""),
        ("partner_principal", say("money the partner gets back"), bn(order.partner_principal), say("{low} to {high}", low=bn(11), high=bn(13)), OUTSIDE[FORTUNE]["title"], OUTSIDE[FORTUNE]["url"]),
        ("partner_share", say("partner’s part until then"), pc(order.partner_share), pc(0.75), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("partner_share_after", say("partner’s part up to the cap"), pc(order.partner_share_after), pc(0.49), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("foundation_share", say("foundation’s part up to the cap"), pc(order.foundation_share), pc(0.02), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("partner_cap", say("most the partner gets in all"), bn(order.partner_cap), say("over {low}", low=bn(100)), OUTSIDE[GIGAZINE]["title"], OUTSIDE[GIGAZINE]["url"]),
        ("first_profit", say("profit of the first year"), bn(order.first_profit), say("any"), none, ""),
        ("profit_growth", say("growth of profit a year"), pc(order.profit_growth), say("any"), none, ""),
        ("profit_years", say("years shown"), str(order.profit_years), say("{low} to {high}", low=1, high=60), none, ""),
    )  # fmt: skip
    columns = (
        Column(say("Parameter"), "left", 1.5),
        Column(say("meaning"), "left", 2.1),
        Column(say("value taken"), "right", 0.9),
        Column(say("range"), "left", 1.3),
        Column(say("source"), "left", 3.2),
    )
    table = Table(
        columns,
        tuple(
            (words(name), words(meaning), Cell(value, kind="figure"), words(told), words(who, url))
            for name, meaning, value, told, who, url in rows
        ),
    )
    sourced = sum(bool(r[5]) for r in rows)
    title = say(
        "{sourced} of {all} assumptions have a source; the path of profits is free",
        sourced=sourced,
        all=len(rows),
    )
    return report.exhibit(
        "profit_assumptions",
        title=title,
        subtitle=subtitle,
        body=table,
        points=[],
        data=pd.DataFrame([{"parameter": r[0], "value": getattr(order, r[0]), "source": r[5]} for r in rows]),
        alt=say("Table of the model’s assumptions with their sources. {title}.", title=title),
        notes=[
            say(
                "The cap is told as more than 13 trillion yen, at the 130 yen to the dollar of the same article. What "
                "other holders and the foundation may get beyond the steps shown was not told; here the rest goes to "
                "the foundation."
            )
        ],
        extra_sources=[*_ledger_sources(report), *OUTSIDE],
    )


def payments_frame(order: ProfitOrder) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"year": p.year, "tier": p.tier, "holder": p.holder, "amount_usd": p.amount}
            for p in order.payments
        ],
        columns=["year", "tier", "holder", "amount_usd"],
    )
