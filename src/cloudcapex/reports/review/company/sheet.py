"""A company's sheet of paper: half a page of its charts, its figures and guidance, and what is new in what it said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from .... import remarks
from ....exhibits.exhibit import Body
from ....exhibits.tables.table import Cell, Column, Table
from ....exhibits.together import Together
from ....guidance.results import GuidedResult
from ....metrics.readings import Reading
from ..context import Review
from ..guidance.results import result_row
from .facts import GuidanceInForce, outlook_row, reading_row
from .panels import company_row
from .said import SaidRow, said_table

_MOST_FIGURES = 5
_MOST_RESULTS = 2
_MOST_SAID = 3


def sheet(
    review: Review,
    company: str,
    told: Sequence[Reading],
    guidance: Sequence[GuidanceInForce],
    results: Sequence[GuidedResult],
    said: Sequence[SaidRow],
) -> Together:
    """Put a company's sheet together.

    Parameters
    ----------
    review : Review
        The quarter, the day and the language.
    company : str
        Slug.
    told, guidance, results, said
        What its page shows of KPIs, guidance on capex and on results, and remarks.
    """
    bodies: list[Body] = [company_row(review, company)]
    ahead = [result_row(review, r) for r in results if r.ahead][:_MOST_RESULTS]
    if rows := [*_guided(review, guidance), *ahead, *_stated(review, told)][:_MOST_FIGURES]:
        bodies.append(_figures(review, rows))
    if said:
        bodies.append(replace(said_table(review, said), on_screen=_not_news(review, said)))
    return Together(tuple(bodies))


def _guided(review: Review, guidance: Sequence[GuidanceInForce]) -> list[tuple[Cell, ...]]:
    return [outlook_row(review, o) for o in guidance if not (math.isnan(o.low) and math.isnan(o.high))]


def _stated(review: Review, told: Sequence[Reading]) -> list[tuple[Cell, ...]]:
    """Return the KPIs stated for the quarter, then the others."""
    return [reading_row(review, r) for r in sorted(told, key=lambda r: not r.now.known)]


def _figures(review: Review, rows: Sequence[tuple[Cell, ...]]) -> Table:
    say = review.say
    columns = (
        Column(say("KPIs and guidance"), "left", 4.0),
        Column(say("stated before"), "right", 1.6),
        Column(str(review.quarter), "right", 1.4),
        Column(say("known on"), "right", 1.0),
    )
    return Table(columns, tuple(row[: len(columns)] for row in rows))


def _not_news(review: Review, said: Sequence[SaidRow]) -> frozenset[int]:
    """Return the places of remarks that a sheet leaves to the web: it prints first what is new or taken back."""
    first = [n for n, row in enumerate(said) if row.name and row.remark]
    news = sorted(first, key=lambda n: _is_repeated(review, said[n]))
    return frozenset(range(len(said))) - frozenset(news[:_MOST_SAID])


def _is_repeated(review: Review, row: SaidRow) -> bool:
    return row.remark is None or remarks.since(row.remark, review.as_of) in ("repeated", "")
