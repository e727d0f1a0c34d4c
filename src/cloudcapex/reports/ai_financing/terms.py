"""The terms of deals beside money, in a table: which cloud, which chips, who gets the models and the technology."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, words
from ...language import N_, Number
from ...ledger.deals import Entry
from ...ledger.terms import Terms, terms_of
from ...statements import Statement
from .context import Financing
from .figures import figure, silent, told
from .sums import EVERYBODY

EXCLUSIVITY = {
    "exclusive": N_("sole cloud"),
    "primary": N_("primary cloud"),
    "ended": N_("no more first refusal"),
}
ACCESS = {
    "cloud_customers": N_("the cloud’s customers"),
    "backer": N_("the backer"),
    "both": N_("the backer and the cloud’s customers"),
}
RIGHTS = {
    "licence": N_("licence"),
    "exclusive_licence": N_("exclusive licence"),
    "non_exclusive_licence": N_("licence, not exclusive"),
}
ESCROW = {"yes": N_("held by a third party"), "no": N_("paid out")}


@dataclass(frozen=True)
class WithTerms:
    """A deal with its terms."""

    entry: Entry
    terms: Terms


def bound(report: Financing) -> list[WithTerms]:
    """Return every entry of the ledger whose terms a document tells, the newest first."""
    newest = sorted(report.entries, key=lambda e: (e.announced, e.id), reverse=True)
    return [WithTerms(e, found) for e in newest if (found := terms_of(e, report.unread)) is not None]


def _word(column: str, names: dict[str, str]) -> Callable[[Financing, WithTerms], str]:
    return lambda report, b: report.say(names[told_]) if (told_ := getattr(b.terms, column)) else ""


def _cash(report: Financing, row: WithTerms) -> Cell:
    least = row.terms.cash_minimum
    if math.isnan(least):
        return Cell("")
    text = report.language.write(report.amount(least, row.entry.row.unit))
    return report.linked(text, row.terms.source)


# What a document may tell of a deal beside money, what that is called, and how it is read; the last is a column of its own.
_TERMS: tuple[tuple[str, str, Callable[[Financing, WithTerms], str]], ...] = (
    ("exclusivity", N_("which cloud"), _word("exclusivity", EXCLUSIVITY)),
    ("chips", N_("chips"), lambda report, b: report.language.listed(b.terms.chips)),
    ("model_access", N_("models go to"), _word("model_access", ACCESS)),
    ("escrow", N_("escrow"), _word("escrow", ESCROW)),
    ("technology_rights", N_("technology"), _word("technology_rights", RIGHTS)),
)
_CASH = Head[Financing](N_("least in cash"), _cash, "right", 0.9)


def _has(row: WithTerms, column: str) -> bool:
    value = getattr(row.terms, column)
    return bool(value) and value == value


def _said(report: Financing, row: WithTerms) -> str:
    """Tell the terms of one deal in a line: most deals have one or two, so that a column for each would stand empty."""
    return report.language.clauses(
        report.say("{term}: {told}", term=report.say(name), told=read(report, row))
        for column, name, read in _TERMS
        if _has(row, column)
    )


def _heads(report: Financing) -> list[Head[Financing]]:
    rows = bound(report)
    cash = [_CASH] if any(_has(row, "cash_minimum") for row in rows) else []
    return [Head(N_("terms"), _said, share=4.0), *cash]


def _untold(report: Financing, rows: list[WithTerms]) -> str:
    """Name the terms that no document tells of any deal."""
    named = [*((column, name) for column, name, _ in _TERMS), ("cash_minimum", N_("least in cash"))]
    lacking = [report.say(name) for column, name in named if not any(_has(row, column) for row in rows)]
    if not lacking:
        return ""
    return report.say("No document of the data tells of: {terms}.", terms=report.language.listed(lacking))


def _announced(report: Financing, row: WithTerms) -> Cell:
    entry = row.entry
    return words(
        report.day_of(entry.announced, entry.row.date_precision), url=report.source(row.terms.source).url
    )


def terms_message(report: Financing) -> Statement:
    """Count the entries whose terms are told, and those that name a cloud or chips."""
    rows = bound(report)
    if not rows:
        return report.nothing(
            "The data hold no terms of a deal beside money by {day}",
            silent("ledger.terms", "count", report.day, [EVERYBODY]),
            day=report.language.date(report.day),
        )
    counts = {kind: sum(_has(row, kind) for row in rows) for kind in _NAMED}
    counts = {"entries": len(report.entries), "terms": len(rows)} | {k: n for k, n in counts.items() if n}
    held = told(*(figure(f"ledger.{k}", EVERYBODY, float(n), "count", report.day) for k, n in counts.items()))
    numbers = {k: Number(float(n), "count", EVERYBODY) for k, n in counts.items()}
    parts = [report.phrase(said, n=numbers[kind]) for kind, said in _NAMED.items() if kind in numbers]
    if len(rows) == 1:
        return report.state(
            "A document tells of terms beside money in one of {entries} entries",
            *held,
            entries=numbers["entries"],
        )
    if not parts:
        return report.state(
            "Documents tell of terms beside money in {terms} of {entries} entries", *held, **numbers
        )
    return report.state(
        "Documents tell of terms beside money in {terms} of {entries} entries: {parts}",
        *held,
        terms=numbers["terms"],
        entries=numbers["entries"],
        parts=parts,
    )


# A term that the title counts, and how.
_NAMED = {"exclusivity": N_("of the cloud in {n}"), "chips": N_("of the chips in {n}")}


def _frame(_: Financing, rows: list[WithTerms]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "deal_id": r.entry.id,
                "announced": r.entry.announced.isoformat(),
                "investor": r.entry.row.investor,
                "recipient": r.entry.row.recipient,
                "exclusivity": r.terms.exclusivity,
                "chips": "; ".join(r.terms.chips),
                "model_access": r.terms.model_access,
                "escrow": r.terms.escrow,
                "technology_rights": r.terms.technology_rights,
                "cash_minimum": r.terms.cash_minimum,
                "evidence": r.entry.evidence,
                "source": r.terms.source,
            }
            for r in rows
        ]
    )


terms = Financing.shows(
    Display(
        "terms",
        bound,
        Columns(
            Head(N_("Announced"), _announced, share=1.1),
            Head(N_("from"), lambda report, b: report.parties(b.entry.givers), share=1.4),
            Head(N_("to"), lambda report, b: report.parties(b.entry.takers), share=1.2),
            _heads,
        ),
        N_("Terms of deals announced by {day}, newest first; {unit}"),
        terms_message,
        N_("Table of terms of deals. {title}."),
        notes=(
            N_(
                "Terms are those that the document of the day tells; more may have been agreed. One deal that several "
                "documents tell may stand more than once."
            ),
            _untold,
        ),
        data=_frame,
        sources=lambda _, rows: [s for r in rows for s in (r.entry.source, r.terms.source)],
        absent=N_("No terms of a deal beside money were known by {day}."),
        tall=True,
    )
)
