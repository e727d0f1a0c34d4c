"""Restatements and vintages: what was first reported beside what stands now, with both filings."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, cast

import pandas as pd

from ... import changes
from ...exhibits.display import Columns, Display, Head, largest
from ...exhibits.tables.table import Cell, words
from ...language import N_, Number
from ...statements import Evidence, Population, Statement, Value, value
from ..change_words import exact, measure
from .context import Review

Row = dict[str, Any]


def restated_rows(review: Review) -> list[Row]:
    """The rows of `changes.told_anew` for the review."""
    return cast("list[Row]", told_anew(review).to_dict("records"))


def told_anew(review: Review) -> pd.DataFrame:
    """What the review tells a second time, as a frame."""
    return review.made(
        "told anew",
        lambda: changes.told_anew(
            changes.with_followed(review.companies), review.quarters[0], review.quarter, review.as_of
        ),
    )


def _quarter(review: Review, row: Row) -> str:
    quarter = str(row["calendar_quarter"])
    return f"{row['calendar_quarter_before']} | {quarter}" if row["kind"] == "new_line" else quarter


def _value(value: str, sources: str) -> Callable[[Review, Row], Cell]:
    """A figure as first or last told, linked to its newest document."""

    def cell(review: Review, row: Row) -> Cell:
        text = exact(review, row[value], row["unit"], row["metric"], bare=True)
        return review.linked(text, *row[sources].split(";"))

    return cell


def _day(filed: str, sources: str) -> Callable[[Review, Row], Cell]:
    return lambda review, row: words(
        review.language.day(row[filed].date()).replace(" ", "\u00a0"),
        review.linked("", *row[sources].split(";")).url,
    )


_HAPPENED = {
    "restated": N_("restated"),
    "kept": N_("kept"),
    "recast": N_("recast"),
    "new_line": N_("new definition"),
}


def _heads(review: Review) -> list[Head[Review]]:
    """The columns; points and renminbi take more room in Chinese, what happened less."""
    chinese = review.language.chinese
    return [
        Head(
            N_("Company"), lambda review, row: review.company(row["company"]), share=0.9 if chinese else 0.8
        ),
        Head(N_("Measure"), lambda review, row: measure(review, row["metric"]), share=2.4),
        Head(N_("quarter"), _quarter, share=1.45),
        Head(N_("first reported"), _value("first_value", "first_sources"), "right", 1.4 if chinese else 1.2),
        Head(N_("known on"), _day("first_filed", "first_sources"), share=1.1),
        Head(N_("latest figure"), _value("value", "sources"), "right", 1.4 if chinese else 1.1),
        Head(N_("filed on"), _day("filed", "sources"), share=1.1),
        Head(N_("change"), _moved, "right", 1.2 if chinese else 0.8),
        Head(
            N_("what happened"),
            lambda review, row: review.say(_HAPPENED[row["kind"]]),
            share=1.1 if chinese else 1.25,
        ),
    ]


def _moved(review: Review, row: dict[str, Any]) -> Cell:
    """By how much a figure moved: shares in points, amounts in per cent, and from a loss in money."""
    language, change, first = review.language, row["change"], row["first_value"]
    if row["kind"] == "kept" or not math.isfinite(change):
        return Cell("–", kind="missing")
    if row["unit"] == "share":
        return Cell(language.write(Number(change, "points", sign=True, place="table")), kind="figure")
    if first <= 0:
        return Cell(exact(review, change, row["unit"], bare=True, sign=True), kind="figure")
    return Cell(
        language.write(Number(change / first, "share", sign=True, decimals=1, place="table")),
        kind="figure",
    )


_FIRST = 1e6  # no figure is drawn anew to so many times what it was


def _moved_by(review: Review, row: Row) -> float:
    """How far a figure moved, as a share of what it was: restated ones before those drawn anew, a new definition is no move."""
    if row["kind"] == "new_line" or not row["first_value"]:
        return math.nan
    moved = abs(float(row["change"]) / float(row["first_value"]))
    return moved + _FIRST if row["kind"] == "restated" and moved else moved


def restated_message(review: Review) -> Statement:
    """Count the rows of the whole window, each kind of them: what was restated, kept, recast, or drawn anew."""
    kinds = told_anew(review)["kind"]
    whom = "+".join(changes.with_followed(review.companies))
    counts = {kind: int((kinds == kind).sum()) for kind in _COUNTED}
    one = Population("companies compared", (whom,))
    parts = [
        review.state(
            _COUNTED[kind],
            value(Evidence.of([Value(whom, f"restatements.{kind}", float(n), "count")], one, review.quarter)),
            number=Number(float(n), "count"),
        )
        for kind, n in counts.items()
        if n or not (any(counts.values()) or kind == "kept")
    ]
    return review.state("Figures told anew: {list}", list=review.clauses(parts))


_COUNTED = {
    "restated": N_("{number} restated"),
    "kept": N_("{number} kept"),
    "recast": N_("{number} recast"),
    "new_line": N_("{number} on a new definition"),
}


_MEANING = {
    "restated": N_("Restated: the company gave another value for the same quarter on the same definition."),
    "kept": N_(
        "Kept: a later filing restates the year or a part of it, but not what has to be taken from it, so that the quarter "
        "stays on its first value."
    ),
    "recast": N_("Recast: the company drew the line anew and gave the quarter again on the new definition."),
    "new_line": N_(
        "New definition: the last quarter on the old definition beside the first on the new one. The two do not compare."
    ),
}


def _meanings(review: Review, rows: Sequence[Row]) -> list[str]:
    kinds = {row["kind"] for row in rows}
    return [
        review.language.sentences(*(review.say(text) for kind, text in _MEANING.items() if kind in kinds))
    ]


restatements = Review.shows(
    Display(
        "restatements",
        restated_rows,
        Columns(_heads, printed=largest(7, _moved_by)),
        subtitle=lambda review: review.say(
            "{unit} unless said; {first} to {last}, as known on {day}; value and day link to the filing",
            unit=review.language.unit_name(),
            first=review.quarters[0],
            last=review.quarter,
            day=review.language.date(review.as_of),
        ),
        message=restated_message,
        alt=N_("Table of figures first reported and as they stand now. {title}."),
        notes=_meanings,
        data=lambda review, rows: told_anew(review),
        sources=lambda review, rows: sorted(
            {s for row in rows for c in ("first_sources", "sources") for s in row[c].split(";")}
        ),
        tall=True,
    )
)
