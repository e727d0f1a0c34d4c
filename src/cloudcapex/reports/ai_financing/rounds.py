"""The rounds of the window in a table: raised, priced, and the price against the run-rate of the time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import Number
from ...statements import Evidence, Statement, absence, total
from .context import Financing, laboratories
from .figures import figure, gathered
from .prices import PRICED, TALKED, Valuation, priced

KIND_MARKS = {"entry price": "p", "target": "t", "market value": "m"}


@Financing.shows
def rounds(report: Financing) -> Exhibit:
    """Table of the rounds of the window: amount, valuation, run-rate and multiple."""
    say, language = report.say, report.language
    title = rounds_message(report)
    subtitle = say("{unit}; each figure links to its document", unit=language.unit_name())
    known = {v.row["round_id"]: v for v in priced(report)}
    mine = [r for r in report.rounds if r["date"].date() >= report.quarters[0].start]
    if not mine:
        reason = say("No round was known by {day}.", day=language.date(report.day))
        return report.exhibit(
            "rounds", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    columns = (
        Column(say("Known on"), "left", 0.9),
        Column(say("laboratory"), "left", 1.35),
        Column(say("round"), "left", 1.9),
        Column(say("raised"), "right", 1.0),
        Column(say("valuation"), "right", 1.05),
        Column(say("run-rate"), "right", 0.75),
        Column(say("multiple"), "right", 0.7),
        Column(say("led by"), "left", 2.6),
    )
    rows = [_row(report, r, known.get(r["round_id"])) for r in mine]
    used = [r["source_id"] for r in mine]
    used += [v.rate_row["source_id"] for v in known.values() if v.rate_row is not None]
    return report.exhibit(
        "rounds",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[],
        data=rounds_frame(mine),
        extra_sources=used,
        alt=say("Table of funding rounds of laboratories. {title}.", title=title),
        notes=[
            say(
                "A round told by several documents stands once; whether a later round holds an earlier tranche was not "
                "told. Amounts are as told, with what is conditional in them; those in another currency are left in it. The run-rate is the newest told for the half year "
                "before the round."
            ),
            say(
                "– does not apply, n/d not disclosed, n/c cannot be computed. p entry price agreed earlier, t target, m market "
                "value of listed shares, e estimated, s secondary source."
            ),
        ],
        tall=True,
    )


def _row(report: Financing, row: dict[str, Any], value: Valuation | None) -> tuple[Cell, ...]:
    source = report.source(row["source_id"])
    mark = "s" if row["evidence"] == "secondary" else ""

    def figure(amount: float, currency: str, letter: str = "") -> Cell:
        if pd.isna(amount):
            return missing("not_disclosed")
        text = report.language.write(report.amount(amount, currency))
        return Cell(text, url=source.url, marks=letter + mark, kind="figure", hint=source.title)

    rate = value.rate_row if value else None
    rate_source = report.source(rate["source_id"]) if rate else None
    return (
        words(report.day_of(row["date"].date(), row["date_precision"])),
        words(report.party(row["who"])),
        words(report.say(row["round"])),
        figure(row["amount"], row["currency"]),
        figure(row["post_money"], row["post_money_currency"], KIND_MARKS.get(row["post_money_kind"], "")),
        Cell(
            report.language.write(report.amount(value.run_rate)),
            url=rate_source.url,
            marks="e" if rate["basis"] == "estimated" else "",
            kind="figure",
            hint=rate_source.title,
        )
        if value and rate and rate_source
        else missing("not_disclosed" if value else "not_applicable"),
        Cell(report.language.write(Number(value.multiple, "times")), kind="figure")
        if value and rate
        else missing("not_derivable" if value else "not_applicable"),
        words(investors(report, row)),
    )


def investors(report: Financing, row: dict[str, Any]) -> str:
    """Name who led a round, each with the amount and the part of the laboratory that was told."""
    named = facts.parties_of(row["investors"])
    amounts, stakes = (_told(row[c], len(named)) for c in ("investor_amounts", "investor_stakes"))
    return report.language.listed(
        _investor(report, report.named(party.name), amount, row["currency"], stake)
        for party, amount, stake in zip(named, amounts, stakes, strict=True)
    )


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
        return report.state(
            "The data hold no amount of a round in the year to {day}",
            *([absence(asked)] if asked else []),
            day=day,
        )
    whole = total(asked)
    assert whole is not None
    values = {"amount": Number(whole.figure("total"), "USD", "total"), "day": day}
    if len(asked.values) == 1:
        return report.state("One round in dollars came to {amount} in the year to {day}", whole, **values)
    k, n = (Number(float(len(some)), "count") for some in (asked.known, asked.values))
    if whole.complete:
        return report.state(
            "{n} rounds in dollars came to {amount} in the year to {day}", whole, n=n, **values
        )
    return report.state(
        "{k} of {n} rounds in dollars have a known amount: {amount} in the year to {day}",
        whole,
        k=k,
        n=n,
        **values,
    )


def raised(report: Financing) -> Evidence | None:
    """What each round of a laboratory raised in the year to the ledger's day; None where there was no round in dollars."""
    since = report.day - dt.timedelta(days=365)
    mine = [
        r
        for r in report.rounds
        if r["date"].date() > since and _is_round(r) and r["who"] in laboratories() and _whole(r, report)
    ]
    if not mine:
        return None
    told = [
        figure("rounds.amount", r["round_id"], float(r["amount"]), "USD", r["date"].date(), [r["source_id"]])
        for r in mine
    ]
    return gathered(told, "rounds in dollars")


def _is_round(row: dict[str, Any]) -> bool:
    """Whether a row tells of a round in dollars: of money raised, or of the price it set; talk and filings are none."""
    if any(word in row["round"] for word in TALKED):
        return False
    if not pd.isna(row["amount"]):
        return bool(row["currency"] == "USD")
    return row["post_money_kind"] in PRICED and row["post_money_currency"] == "USD"


def _whole(row: dict[str, Any], report: Financing) -> bool:
    """Leave out a first close where the whole round is known later: both share lab, price and a quarter."""
    later = [
        r
        for r in report.rounds
        if r["who"] == row["who"] and r["date"] > row["date"] and "final" in r["round"]
        and (r["date"] - row["date"]).days <= 92
    ]  # fmt: skip
    return not ("first close" in row["round"] and later)


def rounds_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = ("lab", "date", "round", "amount", "currency", "post_money", "post_money_currency")
    return pd.DataFrame(
        [{c: r[c] for c in (*columns, "post_money_kind", "evidence", "source_id")} for r in rows]
    )
