"""The rounds of the window in a table: raised, priced, and the price against the run-rate of the time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ... import facts
from ...exhibits.display import Columns, Display, Head, largest
from ...exhibits.tables.table import Cell, missing
from ...facts.rows import RoundRow
from ...language import N_, Number
from ...schema.grades import is_weak, marks
from ...schema.words import MOVED
from ...statements import Evidence, Statement, total
from .context import Financing
from .figures import figure, gathered
from .prices import PRICED, Valuation, priced

KIND_MARKS = {"entry price": "p", "target": "t", "market value": "m", "earlier price": "b"}


@dataclass(frozen=True)
class Round:
    """A row of the table of rounds, and its price where it set one."""

    row: RoundRow
    priced: Valuation | None


def _rounds(report: Financing) -> list[Round]:
    known = {v.row.round_id: v for v in priced(report)}
    since = report.quarters[0].start
    return [Round(r, known.get(r.round_id)) for r in report.rounds if r.date >= since]


def _told_figure(report: Financing, told: Round, column: str, letter: str = "") -> Cell:
    """Print an amount of a round in its currency, linked to its document."""
    row = told.row
    raised = (row.amount, row.currency)
    amount, currency = raised if column == "amount" else (row.post_money, row.post_money_currency)
    if math.isnan(amount):
        return missing("not_disclosed")
    ends = (
        [amount] if column == "amount" or math.isnan(row.post_money_high) else [amount, row.post_money_high]
    )
    numbers = [report.amount(end, currency) for end in ends]
    text = report.language.range(numbers[0], numbers[-1])
    if column == "amount" and row.qualifier == "up_to":
        text = report.say("up to {amount}", amount=text)
    return report.linked(text, row.source_id, marks=letter + marks("", row.evidence))


def _run_rate(report: Financing, told: Round) -> Cell:
    value = told.priced
    if value is None or value.rate_row is None:
        return missing(("not_derivable" if value.newer else "not_disclosed") if value else "not_applicable")
    text = report.language.write(report.amount(value.run_rate))
    return report.linked(text, value.rate_row.source_id, marks=value.rate_marks)


def _multiple(report: Financing, told: Round) -> Cell:
    value = told.priced
    if value is None or value.rate_row is None:
        return missing("not_derivable" if value else "not_applicable")
    return Cell(report.language.write(Number(value.multiple, "times")), kind="figure", marks=value.marks)


def _documents(report: Financing, found: list[Round]) -> list[str]:
    rates = [v.rate_row.source_id for v in priced(report) if v.rate_row is not None]
    return [*(told.row.source_id for told in found), *rates]


def investors(report: Financing, row: RoundRow) -> str:
    """Name who led a round, each with the amount and the part of the laboratory that was told."""
    named = facts.parties_of(row.investors)
    amounts, stakes = (_told(cell, len(named)) for cell in (row.investor_amounts, row.investor_stakes))
    return report.language.listed(
        _investor(report, report.party(party.who), amount, row.currency, stake)
        for party, amount, stake in zip(named, amounts, stakes, strict=True)
    )


def _led(report: Financing, told: Round) -> Cell | str:
    """Name who led a round; where nobody was named, whether money was raised tells which mark stands there."""
    found = investors(report, told.row)
    return found or missing("not_applicable" if math.isnan(told.row.amount) else "not_disclosed")


def _told(cell: str, count: int) -> list[str]:
    return [c.strip() for c in cell.split(";")] if cell else [""] * count


def _investor(report: Financing, name: str, amount: str, currency: str, stake: str) -> str:
    say, values = report.say, {"name": name}
    if amount:
        values["amount"] = report.language.write(report.amount(float(amount), currency))
    if stake:
        values["stake"] = report.language.write(Number(float(stake), "share", decimals=0))
    if amount and stake:
        return say("{name} {amount} for {stake}", **values)
    if amount:
        return say("{name} {amount}", **values)
    return say("{name} ({stake})", **values) if stake else name


def rounds_message(report: Financing) -> Statement:
    """Say how much was raised in the four quarters before, and by how many rounds."""
    day = report.language.date(report.day)
    asked = raised(report)
    if asked is None or not asked.known:
        known = [asked] if asked else []
        return report.nothing("The data hold no amount of a round in the year to {day}", *known, day=day)
    whole = total(asked)
    assert whole is not None
    values = {"amount": Number(whole.figure("total"), "USD", "total"), "day": day}
    if len(asked.values) == 1:
        return report.state(
            "The one round in dollars that can be summed came to {amount} in the year to {day}",
            whole,
            **values,
        )
    k, n = (Number(float(len(some)), "count") for some in (asked.known, asked.values))
    if whole.complete:
        return report.state(
            "The {n} rounds in dollars that can be summed came to {amount} in the year to {day}",
            whole,
            n=n,
            **values,
        )
    return report.state(
        "Summable rounds in dollars came to {amount} in the year to {day}; of {n} the amount of {k} is known",
        whole,
        k=k,
        n=n,
        **values,
    )


def raised(report: Financing) -> Evidence | None:
    """What each round of a laboratory raised in the year to the ledger's day; None where there was no round in dollars."""
    mine = [r for r in _of_the_year(report) if _why_not(report, r) is None]
    if not mine:
        return None
    told = [
        figure("rounds.amount", r.round_id, r.amount, "USD", r.date, [r.source_id], r.evidence) for r in mine
    ]
    return gathered(told, "rounds in dollars")


def _added(report: Financing, _: object) -> str:
    """Name the rounds that the title adds up, of all that the table holds."""
    asked = raised(report)
    known = [v.of for v in asked.known] if asked else []
    rows = [r for r in report.rounds if r.round_id in known]
    named = [_named(report, r) for r in rows]
    return report.say("The title adds up: {rounds}.", rounds=report.language.clauses(named)) if named else ""


def _not_added(report: Financing, _: object) -> str:
    """Name the rounds of the same year with an amount in dollars that the title does not add, each with the reason."""
    reasons: dict[str, list[str]] = {}
    for r in _of_the_year(report):
        why = _why_not(report, r)
        if why and not math.isnan(r.amount):
            reasons.setdefault(why, []).append(_named(report, r))
    told = [
        report.say("{rounds} ({why})", rounds=report.language.clauses(names), why=report.say(why))
        for why, names in reasons.items()
    ]
    return (
        report.say("Of the same year and not added: {rounds}.", rounds=report.language.clauses(told))
        if told
        else ""
    )


def _named(report: Financing, row: RoundRow) -> str:
    return report.say("{lab}, {round}", lab=report.party(row.who), round=report.say(row.round).strip())


def _of_the_year(report: Financing) -> list[RoundRow]:
    """Return the rounds in dollars of the year to the ledger's day: of money, or of the price it set."""
    since = report.day - dt.timedelta(days=365)
    return [r for r in report.rounds if r.date > since and _in_dollars(r)]


def _in_dollars(row: RoundRow) -> bool:
    if not math.isnan(row.amount):
        return row.currency == "USD"
    return row.post_money_kind in PRICED and row.post_money_currency == "USD"


def _why_not(report: Financing, row: RoundRow) -> str | None:
    """Say why a round is in no sum; None where it is."""
    if row.who not in report.laboratories:
        return N_("no laboratory of the list")
    if row.money not in MOVED:
        return N_("talks or a plan")
    if row.qualifier == "up_to":
        return N_("up to its amount")
    if is_weak(row.evidence):
        return N_("passed on by others")
    return None if stands_alone(row, report) else N_("a later round holds it")


def summable(row: RoundRow) -> bool:
    """Tell whether a sum may take a round: what rests on no document that can be shown, and what is an upper end, it may not."""
    return row.money in MOVED and row.qualifier != "up_to" and not is_weak(row.evidence)


def stands_alone(row: RoundRow, report: Financing) -> bool:
    """Leave out what a round known holds: a first close, a part that was told before."""
    return not any(row.within in (r.round_id, r.same_as) for r in report.rounds if row.within)


def rounds_frame(rows: list[RoundRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "lab": r.lab,
                "date": pd.Timestamp(r.date),
                "round": r.round,
                "amount": r.amount,
                "currency": r.currency,
                "post_money": r.post_money,
                "post_money_high": r.post_money_high,
                "post_money_currency": r.post_money_currency,
                "post_money_kind": r.post_money_kind,
                "evidence": r.evidence,
                "source_id": r.source_id,
            }
            for r in rows
        ]
    )


def _size(report: Financing, told: Round) -> float:
    """How much a round raised, in dollars; what is told in another currency, or of a price alone, is not ranked."""
    return told.row.amount if told.row.currency == "USD" else math.nan


_MOST = 20  # rows on paper


def _on_paper(report: Financing, told: Sequence[Round]) -> list[int]:
    """Print what is told in another currency, which has no rank in dollars, and of the others the largest."""
    others = [n for n, one in enumerate(told) if one.row.amount > 0 and one.row.currency != "USD"]
    return [*others, *largest(_MOST - len(others), _size)(report, told)]


rounds = Financing.shows(
    Display(
        "rounds",
        _rounds,
        Columns(
            Head(
                N_("Known on"),
                lambda report, t: report.day_of(t.row.date, t.row.date_precision),
                share=1.05,
            ),
            Head(N_("laboratory"), lambda report, t: report.party(t.row.who), share=1.35),
            Head(
                N_("round"),
                lambda report, t: report.say(t.row.round) if t.row.round else missing("not_disclosed"),
                share=1.9,
            ),
            Head(N_("raised"), lambda report, t: _told_figure(report, t, "amount"), "right", 1.0),
            Head(
                N_("valuation"),
                lambda report, t: _told_figure(
                    report, t, "post_money", KIND_MARKS.get(t.row.post_money_kind, "")
                ),
                "right",
                1.05,
            ),
            Head(N_("run-rate"), _run_rate, "right", 0.75),
            Head(N_("multiple"), _multiple, "right", 0.7),
            Head(N_("led by"), _led, share=2.6),
            printed=_on_paper,
        ),
        N_(
            "{unit}; each figure links to its document; on paper twenty, the largest in dollars and those in another currency"
        ),
        rounds_message,
        N_("Table of funding rounds of laboratories. {title}."),
        notes=(
            _added,
            _not_added,
            N_(
                "A round told by several documents stands once; a part that a later round is told to hold is "
                "not added again. Amounts are as told, with what is conditional in them; those in another currency are left in it. The run-rate is the newest told for the half year "
                "before the round."
            ),
            N_(
                "– does not apply, n/d in no document of the data, n/c cannot be computed. p entry price agreed earlier, t target, m market "
                "value of listed shares, b of a time before the day it was told, e estimated, y revenue of a year that ended in that half year, s by the press or passed on by others."
            ),
        ),
        data=lambda _, found: rounds_frame([told.row for told in found]),
        sources=_documents,
        absent=N_("No round was known by {day}."),
        tall=True,
    )
)
