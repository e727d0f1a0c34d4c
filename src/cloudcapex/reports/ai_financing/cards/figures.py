"""The figures of a laboratory's card: revenue, loss, computing, money raised and promised, price, customers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence

from .... import facts
from ....facts.rows import LabRow
from ....language import N_, Number
from ....ledger import deals
from ....ledger.deals import Entry
from ....schema.grades import marks as letters
from ....schema.grades import weakest, weakness
from ....schema.rows import rows_of
from ..context import Financing
from ..figures import money
from ..prices import is_priced, is_traded, priced
from ..rounds import stands_alone, summable
from .line import Answer, CardLine, Unknown

# What stands for revenue, loss and computing: the newest of these.
REVENUE = ("revenue_run_rate", "revenue_year")
LOSS = ("net_loss_year", "operating_loss_year")
COMPUTE = ("compute_cost_year", "compute_rental_cost_year")
# What is expected of years that were not over: money, and the first year of profit.
EXPECTED = ("revenue_expected_year", "net_loss_expected_year", "first_profit_year")
SHARES = ("consumer_revenue_share", "business_revenue_share")

MEASURES = {
    "revenue_run_rate": N_("revenue a year, at the pace of {day}"),
    "revenue_year": N_("revenue of {year}"),
    "net_loss_year": N_("net loss of {year}"),
    "operating_loss_year": N_("operating loss of {year}"),
    "compute_cost_year": N_("computing of {year}"),
    "compute_rental_cost_year": N_("rented computing of {year}"),
    "revenue_expected_year": N_("revenue expected of {year}"),
    "net_loss_expected_year": N_("net loss expected of {year}"),
    "first_profit_year": N_("first year of profit expected"),
    "consumer_revenue_share": N_("part of revenue from consumers"),
    "business_revenue_share": N_("part of revenue from businesses"),
}


def newest(report: Financing, lab: str, metrics: Sequence[str]) -> LabRow | None:
    """Return the newest figure of some metrics by the ledger's day; of one day the best told."""
    rows = [r for r in _known(report).get(lab, ()) if r.metric in metrics]
    return rows[-1] if rows else None


def _known(report: Financing) -> dict[str, list[LabRow]]:
    known: dict[str, list[LabRow]] = report.made("figures of laboratories", lambda: _figures(report))
    return known


def _figures(report: Financing) -> dict[str, list[LabRow]]:
    frame = facts.load_labs(report.as_of)
    frame = frame[frame["definition"] == "as_stated"]
    # A year that was only expected is told before it ends, another after it.
    frame = frame[frame[["as_of", "filed"]].min(axis=1).dt.date <= report.day]
    frame = frame.assign(
        stated=frame["basis"] != "estimated", worth=-frame["evidence"].map(weakness)
    ).sort_values(["as_of", "stated", "worth", "filed"])
    found: dict[str, list[LabRow]] = {}
    for row in rows_of(frame, LabRow):
        found.setdefault(row.who, []).append(row)
    return found


def _told(report: Financing, row: LabRow) -> CardLine:
    measure = report.say(MEASURES[row.metric], day=report.language.date(row.as_of), year=str(row.as_of.year))
    marks = letters(row.basis, row.evidence)
    text = (
        str(row.as_of.year)
        if row.metric == "first_profit_year"
        else report.language.write(Number(row.value, row.unit))
    )
    return CardLine(measure, text, row.filed, row.evidence, (row.source_id,), marks, row.value, row.unit)


def stated(name: str, metrics: Sequence[str]) -> Callable[[Financing, str], Answer]:
    """Make the answer that tells the newest figure of some metrics.

    Parameters
    ----------
    name : str
        What is not known where there is none.
    metrics : sequence of str
        Of ``labs.csv``.
    """

    def answer(report: Financing, lab: str) -> Answer:
        row = newest(report, lab, metrics)
        return [_told(report, row)] if row else Unknown(name)

    return answer


def expected(report: Financing, lab: str) -> Answer:
    """Tell what is expected of years that were not over on the ledger’s day, each as it was told last; nothing where nothing is."""
    ahead: dict[tuple[str, dt.date], LabRow] = {}
    for row in sorted(_known(report).get(lab, ()), key=lambda row: row.filed):
        if row.metric in EXPECTED and row.as_of > report.day:
            ahead[row.metric, row.as_of] = row
    return [
        _told(report, row)
        for row in sorted(ahead.values(), key=lambda r: (EXPECTED.index(r.metric), r.as_of))
    ]


def customers(report: Financing, lab: str) -> Answer:
    """Tell which part of revenue comes from consumers, and which from businesses."""
    found = [row for share in SHARES if (row := newest(report, lab, [share]))]
    return [_told(report, row) for row in found] or Unknown(N_("consumers and businesses"))


def raised(report: Financing, lab: str) -> Answer:
    """Add up what was raised in rounds."""
    mine = [
        r
        for r in report.rounds
        if r.who == lab and summable(r) and stands_alone(r, report) and not math.isnan(r.amount)
    ]
    # Amounts in several currencies are no sum: those in dollars, or in that of the newest round.
    currency = "USD" if any(r.currency == "USD" for r in mine) else mine[-1].currency if mine else ""
    mine = [r for r in mine if r.currency == currency]
    if not mine:
        return Unknown(N_("raised"), "not_applicable")
    value = math.fsum(r.amount for r in mine)
    measure = report.say(
        N_("raised in {n} rounds") if len(mine) > 1 else N_("raised in one round"),
        n=Number(float(len(mine)), "count"),
    )
    sources = tuple(r.source_id for r in mine)
    text = report.language.write(Number(value, currency))
    evidence = weakest(r.evidence for r in mine)
    return [CardLine(measure, text, mine[-1].date, evidence, sources, letters("", evidence), value, currency)]


def _sum(report: Financing, measure: str, entries: list[Entry]) -> Answer:
    amount = deals.total(entries)
    if not entries or not amount.stated:
        return Unknown(measure, "not_disclosed" if entries else "not_applicable")
    newest_ = max(entries, key=lambda e: e.announced)
    evidence = weakest(e.evidence for e in entries)
    text = str(money(report, "", amount))
    sources = tuple(e.source for e in entries)
    marks = letters("", evidence)
    return [CardLine(report.say(measure), text, newest_.announced, evidence, sources, marks)]


def backed(report: Financing, lab: str) -> Answer:
    """Add up what the ledger says was put in."""
    entries = [e for e in report.told if e.kind == "equity" and e.takers == (lab,)]
    return _sum(report, N_("paid or promised by backers"), entries)


def promised(report: Financing, lab: str) -> Answer:
    """Add up the purchases that it has promised."""
    entries = [e for e in report.told if e.kind == "commitment" and e.givers == (lab,)]
    return _sum(report, N_("purchases promised"), entries)


def valuation(report: Financing, lab: str) -> Answer:
    """Tell the newest price: that a round set, or at which its shares were traded once they were listed."""
    mine = [r for r in report.rounds if r.who == lab and (is_priced(r) or is_traded(r))]
    if not mine:
        return Unknown(N_("valuation"), "not_applicable")
    last = mine[-1]
    name = N_("market value of its shares") if is_traded(last) else N_("newest valuation told")
    value, currency = last.post_money, last.post_money_currency
    text = report.language.write(Number(value, currency))
    marks, sources = letters("", last.evidence), (last.source_id,)
    return [CardLine(report.say(name), text, last.date, last.evidence, sources, marks, value, currency)]


def multiple(report: Financing, lab: str) -> Answer:
    """Divide the last price by the revenue told for the half year before it."""
    mine = [v for v in priced(report) if v.row.who == lab]
    told = [v for v in mine if v.rate_row is not None]
    # Over an older price a newer one would be forgotten.
    if not told or mine[-1].newer is not None:
        return Unknown(N_("valuation ÷ revenue"), "not_derivable")
    last, rate = told[-1], told[-1].rate_row
    assert rate is not None
    grades = [last.row.evidence, rate.evidence]
    measure = report.say(N_("valuation ÷ revenue, round of {month}"), month=report.language.month(last.day))
    text = report.language.write(Number(last.multiple, "times"))
    sources = (last.row.source_id, rate.source_id)
    return [CardLine(measure, text, last.day, weakest(grades), sources, last.marks, last.multiple, "times")]
