"""The same path of profits as tables: year by year, and the assumptions with their sources."""

from __future__ import annotations

import pandas as pd

from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import Number
from ...statements import Statement
from .context import OUTSIDE, Financing
from .figures import told
from .profit_model import ProfitOrder
from .profit_path import HOLDERS, OF, TIERS, TOLD, ledger_sources, modelled, payments_frame, too_early

FORTUNE, STANDARD, GIGAZINE = OUTSIDE


@Financing.shows
def profit_years(report: Financing) -> Exhibit:
    """Table of the same path in dollars, with the partner's running total."""
    say, language = report.say, report.language
    order = report.profits
    subtitle = say("{unit}, by year of profit", unit=language.unit_name())
    if report.day < TOLD:
        return too_early(
            report, "profit_years", say("Payments of profits are not part of this edition"), subtitle
        )
    columns = (
        Column(say("Year"), "left", 0.6),
        Column(say("profit"), "right", 1),
        *(Column(say(name), "right", 1.1) for name in HOLDERS.values()),
        Column(say("partner so far"), "right", 1.1),
        Column(say("steps that pay"), "left", 1.1),
    )

    money = language.writes("USD", "table")

    def cell(value: int) -> Cell:
        return Cell(money(value), kind="figure") if value else missing("not_applicable")

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
        extra_sources=[*ledger_sources(report), *OUTSIDE],
    )


def years_message(report: Financing, order: ProfitOrder) -> Statement:
    """Say how the whole path is divided between the partner and the foundation."""
    whole = sum(order.profits)
    path = modelled(report, "profit", whole, "USD")
    if not whole:
        return report.state("The assumed path holds profits of zero", *told(path))
    parts = {who: order.total(who) / whole for who in ("partner", "foundation")}
    years = modelled(report, "years", order.profit_years, "count")
    return report.state(
        "Of assumed profits of {profit} over {years} years the partner would get {partner} and the foundation {foundation}",
        *told(path, years, *(modelled(report, who, part, "share") for who, part in parts.items())),
        profit=Number(whole, "USD", OF),
        years=Number(float(order.profit_years), "count", OF),
        **{who: Number(part, "share", OF) for who, part in parts.items()},
    )


@Financing.shows
def profit_assumptions(report: Financing) -> Exhibit:
    """Table of the assumptions: the value taken, its range, and who told it."""
    say, language = report.say, report.language
    order = report.profits
    subtitle = say("Parameters of the model")
    if report.day < TOLD:
        return too_early(
            report, "profit_assumptions", say("Assumptions of profits are not part of this edition"), subtitle
        )
    bn, pc = (lambda v: language.write(usd(v))), language.writes("share", "prose")

    def usd(billions: float) -> Number:
        return Number(billions * 1e9, "USD")

    none = say("assumed; no document in the data")
    rows = (
        ("first_claim", say("first investors’ claim"), bn(order.first_claim), language.range(usd(0), usd(10)), none, ""),
        ("partner_principal", say("money the partner gets back"), bn(order.partner_principal), language.range(usd(11), usd(13)), OUTSIDE[FORTUNE]["title"], OUTSIDE[FORTUNE]["url"]),
        ("partner_share", say("partner’s part until then"), pc(order.partner_share), pc(0.75), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("partner_share_after", say("partner’s part up to the cap"), pc(order.partner_share_after), pc(0.49), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("foundation_share", say("foundation’s part up to the cap"), pc(order.foundation_share), pc(0.02), OUTSIDE[STANDARD]["title"], OUTSIDE[STANDARD]["url"]),
        ("partner_cap", say("most the partner gets in all"), bn(order.partner_cap), say("over {low}", low=bn(100)), OUTSIDE[GIGAZINE]["title"], OUTSIDE[GIGAZINE]["url"]),
        ("first_profit", say("profit of the first year"), bn(order.first_profit), say("any"), none, ""),
        ("profit_growth", say("growth of profit a year"), pc(order.profit_growth), say("any"), none, ""),
        ("profit_years", say("years shown"), str(order.profit_years), language.range(Number(1, "count"), Number(60, "count")), none, ""),
    )  # fmt: skip
    columns = (
        Column(say("Assumption"), "left", 2.6),
        Column(say("value taken"), "right", 0.9),
        Column(say("range"), "left", 1.3),
        Column(say("source"), "left", 3.2),
    )
    table = Table(
        columns,
        tuple(
            (words(meaning), Cell(value, kind="figure"), words(range_), words(who, url))
            for _, meaning, value, range_, who, url in rows
        ),
    )
    title = report.state("The order of profits is as the press told it; the profits are assumed")
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
        extra_sources=[*ledger_sources(report), *OUTSIDE],
    )
