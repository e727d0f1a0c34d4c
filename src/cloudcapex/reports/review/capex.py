"""Capital expenditure: the total on one basis, company by company, and what each headline adds."""

from __future__ import annotations

import math

from ...exhibits.charts.bars import Stack, stacked_bars
from ...exhibits.charts.panels import Panel, panel_grid
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Column, Table, words
from ...exhibits.theme import FULL_WIDTH, company_colour
from ...language import Number
from .context import Review


def amount_tick(review: Review):
    return lambda v: review.language.number(v / review.language.unit_size, 0)


@Review.shows
def capex_total(review: Review) -> Exhibit:
    """Capex of all companies on the report's one basis, stacked."""
    language = review.language
    rows = {c: review.row(review.basis, c) for c in review.companies}
    rows = {c: row for c, row in rows.items() if any(p.known for p in row)}
    stacks = [
        Stack(review.company(c), company_colour(c), tuple(p.value for p in row)) for c, row in rows.items()
    ]
    title = capex_message(review)
    gaps = [c for c in review.companies if c not in review.spenders]
    late = [c for c, row in rows.items() if not row[0].known]
    return review.exhibit(
        "capex_total",
        title=title,
        subtitle=review.say(
            "{basis}, {unit} a quarter",
            basis=language.sentence(review.basis_name()),
            unit=language.unit_name(),
        ),
        body=stacked_bars(
            review.quarters, stacks, write=language.writes("USD", "chart"), tick=amount_tick(review)
        ),
        points=[p for row in rows.values() for p in row if p.known],
        alt=review.say("Stacked bars of capex by company. {title}.", title=title),
        notes=[
            review.say(
                "Without {companies}: no figure on this basis this quarter.",
                companies=language.join(map(review.company, gaps)),
            )
            if gaps
            else "",
            review.say(
                "{companies} enter when their figures begin.",
                companies=language.join(map(review.company, late)),
            )
            if late
            else "",
        ],
        wide=False,
    )


def capex_message(review: Review) -> str:
    """Say how much was spent and how that compares with a year before and with every earlier quarter."""
    total = review.total(review.basis)
    if not math.isfinite(total):
        return review.say("No capex was filed for {quarter}", quarter=review.quarter)
    growth = review.growth_of_total(review.basis)
    values = {"amount": Number(total, "USD"), "quarter": review.quarter}
    if not math.isfinite(growth):
        return review.say("Capex came to {amount}", **values)
    values["growth"] = Number(abs(growth), "share")
    if abs(growth) < 0.005:
        return review.say("Capex was level on the year at {amount}", **values)
    if growth < 0:
        return review.say("Capex fell {growth} on the year to {amount}", **values)
    if is_record(review):
        return review.say("Capex rose {growth} on the year to {amount}, a record", **values)
    return review.say("Capex rose {growth} on the year to {amount}", **values)


def is_record(review: Review) -> bool:
    """Whether the total exceeds that of the same companies in every earlier quarter that can be summed."""
    now = review.total(review.basis)
    earlier = [review.total(review.basis, q) for q in review.quarters[:-1]]
    earlier = [v for v in earlier if math.isfinite(v)]
    return bool(earlier) and now > max(earlier)


@Review.shows
def capex_table(review: Review) -> Exhibit:
    """Capex by company: five quarters, growth, and the trailing twelve months."""
    language = review.language
    shown = review.quarters[-5:]
    basis = review.basis
    columns = [Column(review.say("Company"), "left", 1.5)]
    columns += [Column(str(q), "right", 1.0) for q in shown]
    columns += [
        Column(review.say("on the quarter"), "right", 1.05),
        Column(review.say("on the year"), "right", 1.05),
        Column(review.say("TTM"), "right", 1.0),
        Column(review.say("TTM on the year"), "right", 1.15),
    ]
    rows, points = [], []
    for c in review.companies:
        row = [review.point(basis, c, q) for q in shown]
        growth = [review.point(f"{basis}.{kind}", c) for kind in ("qoq", "yoy")]
        trailing = [review.point(f"{basis}.ttm", c), review.point(f"{basis}.ttm.yoy", c)]
        points += [*row, *growth, *trailing]
        rows.append(
            (
                words(review.company(c)),
                *(review.cell(p, language.writes("USD", "table")) for p in row),
                *(review.cell(p, language.writes("share", "table", sign=True)).plain() for p in growth),
                review.cell(trailing[0], language.writes("USD", "table")).plain(),
                review.cell(trailing[1], language.writes("share", "table", sign=True)).plain(),
            )
        )
    rows.append(_total_row(review, shown))
    faster = [c for c in review.spenders if _speeding(review, c)]
    if faster and len(faster) == len(review.spenders):
        title = review.say(
            "Every company’s trailing twelve months of capex grew faster than a quarter before"
        )
    elif faster:
        title = review.say(
            "Trailing capex grew faster than a quarter before at {companies}",
            companies=language.join(map(review.company, faster)),
        )
    elif review.spenders:
        title = review.say("No company’s trailing capex grew faster than a quarter before")
    else:
        title = capex_message(review)
    return review.exhibit(
        "capex_table",
        title=title,
        subtitle=review.say(
            "{basis}, {unit}; growth in per cent; TTM is four consecutive quarters",
            basis=language.sentence(review.basis_name()),
            unit=language.unit_name(),
        ),
        body=Table(tuple(columns), tuple(rows), total=True),
        points=points,
        alt=review.say(
            "Table of capex by company over five quarters with growth and trailing twelve months. {title}.",
            title=title,
        ),
        notes=[review.missing_note()],
    )


def _total_row(review: Review, shown):
    from ...exhibits.tables.table import Cell

    language, basis = review.language, review.basis

    def put(value: float, write) -> Cell:
        return Cell(write(value), kind="figure") if math.isfinite(value) else Cell("n/c", kind="missing")

    def growth(metric: str, lag: int) -> Cell:
        return put(
            review.growth_of_total(metric, lag, review.companies),
            language.writes("share", "table", sign=True),
        )

    return (
        words(review.say("Together")),
        *(put(review.total(basis, q, review.companies), language.writes("USD", "table")) for q in shown),
        growth(basis, 1),
        growth(basis, 4),
        put(review.total(f"{basis}.ttm", None, review.companies), language.writes("USD", "table")),
        growth(f"{basis}.ttm", 4),
    )


def _speeding(review: Review, company: str) -> bool:
    now = review.point(f"{review.basis}.ttm.yoy", company)
    before = review.point(f"{review.basis}.ttm.yoy", company, review.quarter - 1)
    return now.known and before.known and now.value > before.value


def six_companies(review: Review) -> list[str]:
    """The companies of small multiples: those of the report, and CoreWeave where it fills the last row."""
    companies = list(review.companies)
    known = any(p.known for p in review.row("capex_cash", "coreweave"))
    return (
        [*companies, "coreweave"]
        if len(companies) % 3 == 2 and "coreweave" not in companies and known
        else companies
    )


@Review.shows
def capex_bases(review: Review) -> Exhibit:
    """What each company's headline capex adds to its cash purchases."""
    language = review.language
    panels, points = [], []
    for c in six_companies(review):
        cash = review.row("capex_cash", c)
        headline = review.row("capex_with_finance_leases", c)
        points += [p for p in (*cash, *headline) if p.known]
        panels.append(
            Panel(
                review.company(c),
                tuple(p.value for p in cash),
                company_colour(c),
                write=language.writes("USD", "chart"),
                tick=amount_tick(review),
                second=tuple(p.value for p in headline) if any(p.known for p in headline) else (),
                soft=frozenset(i for i, p in enumerate(cash) if p.soft),
            )
        )
    gaps = {
        c: review.point("capex_with_finance_leases", c).value / review.point("capex_cash", c).value - 1
        for c in review.companies
        if review.point("capex_with_finance_leases", c).known and review.point("capex_cash", c).known
    }
    if gaps:
        top = max(gaps, key=lambda c: gaps[c])
        title = (
            review.say(
                "Finance leases add {share} to {company} cash capex",
                company=review.possessive(review.company(top)),
                share=Number(gaps[top], "share"),
            )
            if gaps[top] > 0.005
            else review.say("Finance leases add next to nothing to cash capex this quarter")
        )
    else:
        title = review.say(
            "No company states capex with finance leases for {quarter}", quarter=review.quarter
        )
    columns = 3
    return review.exhibit(
        "capex_bases",
        title=title,
        subtitle=review.say(
            "Bars: capex (cash); dark line: capex incl. finance leases where stated; {unit} a quarter, one scale",
            unit=language.unit_name(),
        ),
        body=panel_grid(
            review.quarters, panels, columns=columns, width=FULL_WIDTH, row_height=1.2, same_scale=True
        ),
        points=points,
        alt=review.say(
            "Small bar charts of cash capex by company with capex including finance leases as a line. {title}.",
            title=title,
        ),
        notes=[
            review.say(
                "Microsoft’s line counts assets acquired under finance leases, Meta’s the principal paid on them, Amazon’s (to 2024) its equipment finance leases: three measures, never added."
            )
        ],
    )
