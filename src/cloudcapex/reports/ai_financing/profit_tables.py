"""The same path of profits as tables: year by year, and the assumptions with their sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from ...exhibits.display import Columns, Head
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import N_, Number
from ...statements import Statement
from .context import OUTSIDE, Financing
from .figures import told
from .profit_model import ProfitOrder
from .profit_path import HOLDERS, OF, TIERS, model, modelled, payments_frame

FORTUNE, STANDARD, GIGAZINE = OUTSIDE


def _year_table(report: Financing, order: ProfitOrder) -> Table:
    """Set the path in dollars, with the partner's running total."""
    say, language = report.say, report.language
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
        paid = (cell(order.paid(year, h)) for h in HOLDERS)
        rows.append(
            (words(str(year)), cell(profit), *paid, cell(so_far), words(language.join(map(str, steps))))
        )
    whole = (cell(order.total(h)) for h in HOLDERS)
    rows.append((words(say("Together")), cell(sum(order.profits)), *whole, Cell(""), Cell("")))
    return Table(columns, tuple(rows), total=True)


def years_message(report: Financing, order: ProfitOrder) -> Statement:
    """Say how the whole path is divided between the partner and the foundation."""
    whole = sum(order.profits)
    path = modelled(report, "profit", whole, "USD")
    if not whole:
        return report.state("The assumed path holds profits of zero", *told(path))
    parts = {who: order.total(who) / whole for who in ("partner", "foundation")}
    years = modelled(report, "years", order.profit_years, "count")
    return report.state(
        "Of assumed profits of {profit} over {years} years, the partner would get {partner} and the foundation {foundation}",
        *told(path, years, *(modelled(report, who, part, "share") for who, part in parts.items())),
        profit=Number(whole, "USD", OF),
        years=Number(float(order.profit_years), "count", OF),
        **{who: Number(part, "share", OF) for who, part in parts.items()},
    )


profit_years = Financing.shows(
    model(
        "profit_years",
        _year_table,
        N_("{unit}, by year of profit"),
        years_message,
        N_("Payments of profits are not part of this edition"),
        N_("Table of payments by year and holder. {title}."),
        notes=N_("Every dollar of profit is paid once: the holders’ sums are the profit’s, to the dollar."),
        data=payments_frame,
        while_in_force=True,
    )
)


class Premise(NamedTuple):
    """A parameter of the model: what it means, how it and what it may be are written, and which document told it."""

    name: str
    meaning: str
    write: Callable[[Financing, float], str]
    range: Callable[[Financing], str]
    document: str = ""


def _billions(report: Financing, value: float) -> str:
    return report.language.write(Number(value * 1e9, "USD"))


def _part(report: Financing, value: float) -> str:
    return report.language.write(Number(value, "share"))


def _from_to(low: float, high: float, unit: str) -> Callable[[Financing], str]:
    return lambda report: report.language.range(Number(low, unit), Number(high, unit))


def _any(report: Financing) -> str:
    return report.say("any")


def _told_part(value: float) -> Callable[[Financing], str]:
    return lambda report: _part(report, value)


ASSUMPTIONS = (
    Premise("first_claim", N_("first investors’ claim"), _billions, _from_to(0, 10e9, "USD")),
    Premise(
        "partner_principal",
        N_("money the partner gets back"),
        _billions,
        _from_to(11e9, 13e9, "USD"),
        FORTUNE,
    ),
    Premise("partner_share", N_("partner’s part until then"), _part, _told_part(0.75), STANDARD),
    Premise("partner_share_after", N_("partner’s part up to the cap"), _part, _told_part(0.49), STANDARD),
    Premise("foundation_share", N_("foundation’s part up to the cap"), _part, _told_part(0.02), STANDARD),
    Premise(
        "partner_cap",
        N_("most the partner gets in all"),
        _billions,
        lambda report: report.say("over {low}", low=_billions(report, 100)),
        GIGAZINE,
    ),
    Premise("first_profit", N_("profit of the first year"), _billions, _any),
    Premise("profit_growth", N_("growth of profit a year"), _part, _any),
    Premise("profit_years", N_("years shown"), lambda _, years: str(years), _from_to(1, 60, "count")),
)


def _who(report: Financing, told: Premise) -> Cell:
    if not told.document:
        return words(report.say("assumed; no document in the data"))
    return words(OUTSIDE[told.document]["title"], OUTSIDE[told.document]["url"])


def _assumption_table(report: Financing, order: ProfitOrder) -> Table:
    columns: Columns[Financing] = Columns(
        Head(N_("Assumption"), lambda report, a: report.say(a.meaning), share=2.6),
        Head(
            N_("value taken"),
            lambda report, a: Cell(a.write(report, getattr(order, a.name)), kind="figure"),
            "right",
            0.9,
        ),
        Head(N_("range"), lambda report, a: a.range(report), share=1.3),
        Head(N_("source"), _who, share=3.2),
    )
    return columns(report, ASSUMPTIONS)


def _assumption_frame(_: Financing, order: ProfitOrder) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "parameter": a.name,
                "value": getattr(order, a.name),
                "source": OUTSIDE[a.document]["url"] if a.document else "",
            }
            for a in ASSUMPTIONS
        ]
    )


def assumptions_message(report: Financing, _: ProfitOrder) -> Statement:
    """Count the parameters by whether the press told them."""
    counts = {
        "parameters": len(ASSUMPTIONS),
        "parameters_told": sum(bool(a.document) for a in ASSUMPTIONS),
        "parameters_assumed": sum(not a.document for a in ASSUMPTIONS),
    }
    numbers = {name: Number(float(count), "count", OF) for name, count in counts.items()}
    return report.state(
        "Of {n} parameters, the press told {told}; {rest} are assumed, the profits among them",
        *told(*(modelled(report, name, count, "count") for name, count in counts.items())),
        n=numbers["parameters"],
        told=numbers["parameters_told"],
        rest=numbers["parameters_assumed"],
    )


profit_assumptions = Financing.shows(
    model(
        "profit_assumptions",
        _assumption_table,
        N_("Parameters of the model"),
        assumptions_message,
        N_("Assumptions of profits are not part of this edition"),
        N_("Table of the model’s assumptions with their sources. {title}."),
        notes=N_(
            "The cap is told as more than 13 trillion yen, at the 130 yen to the dollar of the same article. What "
            "other holders and the foundation may get beyond the steps shown was not told; here the rest goes to "
            "the foundation."
        ),
        data=_assumption_frame,
        while_in_force=True,
    )
)
