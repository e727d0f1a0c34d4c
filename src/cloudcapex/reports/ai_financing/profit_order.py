"""The order of profits: first the first investors, then the large partner up to a cap, then the rest."""

from __future__ import annotations

from collections import defaultdict

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.shares import Layer, Step, share_bars
from ...exhibits.theme import AMBER, MUTED, company_colour
from ...language import N_, Number
from ...statements import Statement
from .context import Financing
from .figures import told
from .profit_model import ProfitOrder
from .profit_path import HOLDERS, OF, TIERS, ended, model, modelled, payments_frame


def _colours() -> dict[str, str]:
    """Colours of the holders, where they are somebody's."""
    return {
        "first_investors": AMBER.fill,
        "partner": company_colour(facts.only("openai_partner").company),
        "other_holders": MUTED,
        "foundation": company_colour("openai"),
    }


def _share_bars(report: Financing, order: ProfitOrder) -> Chart:
    """Draw who gets which share of each year's profit, and which steps pay in it."""
    say, language = report.say, report.language
    years, shades = range(1, order.profit_years + 1), _colours()
    layers = [
        Layer(
            say(name),
            shades[holder],
            tuple(
                order.paid(y, holder) / order.profits[y - 1] if order.profits[y - 1] else 0.0 for y in years
            ),
        )
        for holder, name in HOLDERS.items()
    ]
    spans: dict[str, list[int]] = defaultdict(list)
    for p in order.payments:
        spans[p.tier].append(p.year - 1)
    return share_bars(
        layers,
        [Step(say(TIERS[t]), min(at), max(at)) for t, at in spans.items()],
        [str(y) for y in years],
        [language.write(Number(p, "USD", place="chart")) for p in order.profits],
        scale=Scale.per_cent(language, marked=True),
    )


def restructured(report: Financing, order: ProfitOrder) -> str:
    """Say that the order has ended, once it has, and what the shares that took its place would give."""
    after = ended(report)
    if after is None:
        return ""
    stake = after.number("stake")
    return report.say(
        "Since {day} OpenAI’s profits follow shares and no longer this order: Microsoft’s {stake} of the same path would "
        "be {shares} against {order} by the order.",
        day=report.language.date(after.announced),
        stake=Number(stake, "share"),
        shares=Number(stake * sum(order.profits), "USD"),
        order=Number(order.total("partner"), "USD"),
    )


def order_message(report: Financing, order: ProfitOrder) -> Statement:
    """Say what the order gives on the profits that are assumed, as the chart has it; and once it has, that it has ended."""
    after, outcome = ended(report), _outcome(report, order)
    if after is None:
        return report.state("{path} {outcome}", path=report.phrase("On assumed profits"), outcome=outcome)
    return report.state(
        "By the order ended in {year}, assumed profits would {outcome}",
        year=str(after.announced.year),
        outcome=outcome.shorter,
    )


def _outcome(report: Financing, order: ProfitOrder) -> Statement:
    """When the partner would have its money back, and when it would reach the cap."""
    back, capped = order.closed("principal"), order.closed("return")
    values = {
        name: modelled(report, name, float(year), "count")
        for name, year in (("back", back), ("capped", capped), ("years", order.profit_years))
        if year is not None
    }
    years = {name: Number(v.value, "count", OF) for name, v in values.items()}
    if back is None:
        long = N_("the large partner would not get its money back in {years} years")
        short = N_("not pay the partner back in {years} years")
        about = ["years"]
    elif capped is None:
        long = N_(
            "the large partner would have its money back in year {back} and not reach its cap in {years} years"
        )
        short = N_("pay the partner back in year {back}, not to its cap in {years} years")
        about = ["back", "years"]
    else:
        long = N_(
            "the large partner would have its money back in year {back} and reach its cap in year {capped}"
        )
        short = N_("pay the partner back in year {back} and to its cap in year {capped}")
        about = ["back", "capped"]
    held = told(*(values[name] for name in about))
    return report.state(long, *held, **years).or_shorter(report.state(short, *held, **years))


profit_order = Financing.shows(
    model(
        "profit_order",
        _share_bars,
        N_(
            "Share of each year’s distributable profit by holder; above each bar the profit, {unit}; a model, not a forecast"
        ),
        order_message,
        N_("The order of profits is not part of this edition"),
        N_("Stacked bars of who is paid in which year. {title}."),
        notes=(
            N_(
                "Years are counted from the first year of profit, whenever that is. The assumptions, their ranges and "
                "sources stand in the table of assumptions; each can be set anew. A loss pays nobody."
            ),
            restructured,
        ),
        data=payments_frame,
    )
)
