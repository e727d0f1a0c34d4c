"""A card a laboratory: what is known of it by the day, line by line, and at its end what is not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from ....exhibits.display import Columns, Display, Head
from ....exhibits.tables.table import MISSING_MARKS, Cell, words
from ....facts.rows import LabRow
from ....language import N_, Number
from ....statements import Statement, leader
from ...change_words import grade_name
from ..context import Financing
from ..figures import figure, gathered, silent, told
from .figures import (
    COMPUTE,
    LOSS,
    REVENUE,
    backed,
    customers,
    expected,
    multiple,
    newest,
    promised,
    raised,
    stated,
    valuation,
)
from .line import Answer, CardLine, Unknown
from .ties import chips, clouds, models

# What a card tells, in its order.
ANSWERS: tuple[Callable[[Financing, str], Answer], ...] = (
    stated(N_("revenue"), REVENUE),
    stated(N_("loss"), LOSS),
    stated(N_("computing"), COMPUTE),
    expected,
    raised,
    backed,
    promised,
    valuation,
    multiple,
    customers,
    clouds,
    chips,
    models,
)

# So many laboratories have their lines on paper: with all of them the report would take a page more.
_MOST_ON_PAPER = 8


@dataclass(frozen=True)
class CardRow:
    """A row of the table of cards: the laboratory in the first of its own alone."""

    lab: str
    head: bool
    line: CardLine | None
    unknown: tuple[Unknown, ...] = ()


def _cards(report: Financing) -> list[CardRow]:
    """Return the rows of every laboratory of which anything is known."""
    return [row for lab in report.laboratories for row in _card(report, lab)]


def _card(report: Financing, lab: str) -> list[CardRow]:
    answers = [answer(report, lab) for answer in ANSWERS]
    lines = [line for a in answers if not isinstance(a, Unknown) for line in a]
    unknown = tuple(a for a in answers if isinstance(a, Unknown))
    rows = [CardRow(lab, n == 0, line) for n, line in enumerate(lines)]
    return [*rows, CardRow(lab, False, None, unknown)] if rows and unknown else rows


def _measure(report: Financing, row: CardRow) -> str:
    return row.line.measure if row.line else report.say("not known")


def _text(report: Financing, row: CardRow) -> Cell:
    if row.line is None:
        return words(_why(report, row.unknown))
    source = report.newest_document(row.line.sources)
    hint = source.title if source else ""
    return Cell(row.line.text, url=source.url if source else "", marks=row.line.marks, hint=hint)


def _why(report: Financing, unknown: tuple[Unknown, ...]) -> str:
    """Name what is not known behind the mark of its reason."""
    reasons: dict[str, list[str]] = {}
    for u in unknown:
        reasons.setdefault(u.reason, []).append(report.say(u.measure))
    return "; ".join(
        f"{MISSING_MARKS[reason]} {report.language.listed(names)}" for reason, names in reasons.items()
    )


def _day(report: Financing, row: CardRow) -> str:
    return report.day_of(row.line.told, "day") if row.line else ""


def _grade(report: Financing, row: CardRow) -> str:
    return grade_name(report, row.line.evidence) if row.line else ""


def _rates(report: Financing) -> list[LabRow]:
    """Return the run-rate in dollars of each laboratory whose card shows one, and not a year that was told since."""
    found = (newest(report, lab, REVENUE) for lab in report.laboratories)
    return [row for row in found if row and row.metric == "revenue_run_rate" and row.unit == "USD"]


def cards_message(report: Financing) -> Statement:
    """Say whose revenue is the highest, by the newest run-rate of each."""
    rates = _rates(report)
    if not rates:
        return report.nothing(
            "The data hold no run-rate of a laboratory by {day}",
            silent("cards.run_rate", "USD", report.day, report.laboratories, "laboratories"),
            day=report.language.date(report.day),
        )
    top = max(rates, key=lambda row: row.value)
    values = [
        figure("cards.run_rate", r.who, r.value, "USD", report.day, [r.source_id], r.evidence) for r in rates
    ]
    told_ = {"lab": report.party(top.who), "value": Number(top.value, "USD", top.who)}
    first = leader(gathered(values, "laboratories with a run-rate"))
    if first is None or len(rates) == 1:
        return report.state("{lab} has revenue of {value} a year by its run-rate", *told(*values), **told_)
    return report.state(
        "{lab} has the highest revenue of {n} laboratories with a run-rate, at {value} a year",
        first,
        n=Number(float(len(rates)), "count"),
        **told_,
    )


def _printed(_: Financing, rows: Sequence[CardRow]) -> list[int]:
    """Give the lines of those laboratories of whom most is known; the others, and what is not known, are looked up."""
    known = Counter(row.lab for row in rows if row.line)
    foremost = {lab for lab, _ in known.most_common(_MOST_ON_PAPER)}
    return [n for n, row in enumerate(rows) if row.line and row.lab in foremost]


def _frame(_: Financing, rows: list[CardRow]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "lab": r.lab,
                "measure": r.line.measure,
                "text": r.line.text,
                "value": r.line.value,
                "unit": r.line.unit,
                "told": r.line.told.isoformat(),
                "evidence": r.line.evidence,
                "source": ";".join(r.line.sources),
            }
            for r in rows
            if r.line
        ]
    )


cards = Financing.shows(
    Display(
        "cards",
        _cards,
        Columns(
            Head(N_("laboratory"), lambda r, row: r.party(row.lab) if row.head else "", share=1.1),
            Head(N_("what"), _measure, share=2.3),
            Head(N_("figure"), _text, share=3.2),
            Head(N_("told"), _day, share=1.0),
            Head(N_("evidence"), _grade, share=1.4),
            printed=_printed,
        ),
        N_(
            "What the data hold of each laboratory on {day}, the newest of each told by then, in its own currency"
        ),
        cards_message,
        N_("Table of cards of laboratories. {title}."),
        notes=(
            N_(
                "Raised are the rounds of the table above, in dollars where any is; what clouds and chip makers paid or promised by "
                "the ledger stands beside it and may be in it. A list has the day and the document of its newest entry. "
                "A figure rests on the weakest of its documents."
            ),
            N_(
                "Not known: n/d told by no document of the data; – no such deal or round is known; n/c no price with a pace of "
                "revenue beside it, or revenue of a later time was told since. e expected or estimated; y over the revenue of a year; "
                "s by the press or passed on by others."
            ),
        ),
        data=_frame,
        sources=lambda _, rows: [s for row in rows if row.line for s in row.line.sources],
        absent=N_("Nothing was known of a laboratory by {day}."),
        tall=True,
    )
)
