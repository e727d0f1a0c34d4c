"""Restatements and vintages: what was first reported beside what stands now, with both filings."""

from __future__ import annotations

import math
from typing import Any, cast

import pandas as pd

from ... import changes, metrics
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Body, Exhibit
from ...exhibits.tables.table import Cell, Column, Table, words
from ...language import Number
from ...statements import Evidence, Population, Statement, Value, value
from ..change_words import exact, measure
from .context import Review

ONLY_RECASTS = ("definition_before", "calendar_quarter_before")


@Review.shows
def restatements(review: Review) -> Exhibit:
    """Every figure of the window that was restated or recast: first reported against latest, both linked."""
    say, language = review.say, review.language
    frame = restated_frame(review)
    rows = [_row(review, row) for row in cast("list[dict[str, Any]]", frame.to_dict("records"))]
    # Points and renminbi take more room in Chinese, what happened less.
    columns = (
        Column(say("Company"), "left", 0.9 if language.chinese else 0.8),
        Column(say("Measure"), "left", 2.4),
        Column(say("quarter"), "left", 1.45),
        Column(say("first reported"), "right", 1.4 if language.chinese else 1.2),
        Column(say("known on"), "left", 0.95),
        Column(say("now"), "right", 1.4 if language.chinese else 1.1),
        Column(say("since"), "left", 0.95),
        Column(say("change"), "right", 1.2 if language.chinese else 0.8),
        Column(say("what happened"), "left", 0.9 if language.chinese else 1.25),
    )
    title = restated_message(review, frame)
    body: Body = Table(columns, tuple(rows)) if rows else Absence(title.text)
    return review.exhibit(
        "restatements",
        title=title,
        subtitle=say(
            "{unit} unless said; {first} to {last}, as known on {day}; value and day link to the filing",
            unit=language.unit_name(),
            first=review.quarters[0],
            last=review.quarter,
            day=language.date(review.as_of),
        ),
        body=body,
        points=(),
        alt=say("Table of figures first reported and as they stand now. {title}.", title=title),
        notes=_notes(review, set(frame["kind"])),
        tall=True,
        data=frame,
        extra_sources=sorted(
            {s for c in ("first_sources", "sources") for cell in frame[c] for s in cell.split(";")}
        ),
    )


def restated_frame(review: Review) -> pd.DataFrame:
    """Restatements and recasts of the window in one frame; ``kind`` says which.

    Returns
    -------
    DataFrame
        The columns of `changes.recasts` and ``kind``: ``restated``; ``kept`` (restated only in part, so the first
        value stands); ``recast`` (told on both definitions); ``new_line`` (the last figure on the old definition beside
        the first on the new one, which do not compare). In house order.
    """
    companies = changes.with_followed(review.companies)
    asked = {
        "companies": companies,
        "start": review.quarters[0],
        "end": review.quarter,
        "as_of": review.as_of,
    }
    restated = changes.restatements(**asked)  # type: ignore[arg-type]
    restated["kind"] = restated["kept_first"].map({True: "kept", False: "restated"})
    redrawn = changes.recasts(**asked)  # type: ignore[arg-type]
    same = redrawn["calendar_quarter"] == redrawn["calendar_quarter_before"]
    redrawn["kind"] = same.map({True: "recast", False: "new_line"})
    parts = [part for part in (restated, redrawn) if len(part)]
    frame = pd.concat(parts, ignore_index=True) if parts else redrawn
    place = {company: n for n, company in enumerate(companies)}
    order = {metric: n for n, metric in enumerate(metrics.known_metrics())}
    keys = pd.DataFrame({"company": frame["company"].map(place), "metric": frame["metric"].map(order)})
    frame = frame.assign(_c=keys["company"], _m=keys["metric"])
    frame = frame.sort_values(["_c", "_m", "calendar_quarter", "kind"], ignore_index=True, kind="stable")
    # A restatement has no second definition and no second quarter; where there is nothing else, pandas makes them floats.
    return (
        frame.reindex(columns=redrawn.columns)
        .astype(dict.fromkeys(ONLY_RECASTS, object))
        .fillna(dict.fromkeys(ONLY_RECASTS, ""))
    )


def _row(review: Review, row: dict[str, Any]) -> tuple[Cell, ...]:
    say = review.say
    quarter, unit, metric = row["calendar_quarter"], row["unit"], row["metric"]
    if row["kind"] == "new_line":
        quarter = f"{row['calendar_quarter_before']} | {quarter}"
    first, now = _document(review, row["first_sources"]), _document(review, row["sources"])
    happened = {
        "restated": say("restated"),
        "kept": say("kept"),
        "recast": say("recast"),
        "new_line": say("new definition"),
    }
    return (
        words(review.company(row["company"])),
        words(measure(review, metric)),
        words(quarter),
        Cell(
            exact(review, row["first_value"], unit, metric, bare=True), first[0], kind="figure", hint=first[1]
        ),
        words(str(row["first_filed"].date()), first[0]),
        Cell(exact(review, row["value"], unit, metric, bare=True), now[0], kind="figure", hint=now[1]),
        words(str(row["filed"].date()), now[0]),
        _moved(review, row),
        words(happened[row["kind"]]),
    )


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


def _document(review: Review, ids: str) -> tuple[str, str]:
    """Link and title of the newest of the documents behind a value."""
    newest = max(ids.split(";"), key=lambda s: (review.source_row(s)["filed"], s))
    source = review.source(newest)
    return source.url, source.title


def restated_message(review: Review, frame: pd.DataFrame) -> Statement:
    """Count what was restated and recast over the whole window, and the lines that go on under a new definition."""
    whom = "+".join(changes.with_followed(review.companies))
    counts = {
        "restated": int((frame["kind"] == "restated").sum()),
        "recast": int((frame["kind"] == "recast").sum()),
        "new_line": len(frame.loc[frame["kind"] == "new_line", ["company", "metric"]].drop_duplicates()),
    }
    one = Population("companies compared", (whom,))
    held = [
        value(Evidence.of([Value(whom, f"restatements.{kind}", float(n), "count")], one, review.quarter))
        for kind, n in counts.items()
    ]
    return review.state(
        "Over the window, figures restated: {restated}; recast: {recast}; lines on a new definition: {new_line}",
        *held,
        **{kind: Number(float(n), "count") for kind, n in counts.items()},
    )


def _notes(review: Review, kinds: set[str]) -> list[str]:
    say = review.say
    return [
        text
        for kind, text in {
            "restated": say(
                "Restated: the company gave another value for the same quarter on the same definition."
            ),
            "kept": say(
                "Kept: a later filing restates the year or a part of it, but not what has to be taken from it, so that the quarter "
                "stays on its first value."
            ),
            "recast": say(
                "Recast: the company drew the line anew and gave the quarter again on the new definition."
            ),
            "new_line": say(
                "New definition: the last quarter on the old definition beside the first on the new one. The two do not compare."
            ),
        }.items()
        if kind in kinds
    ]
