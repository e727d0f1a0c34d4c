"""Panels as the frames that exhibits, notebooks and the command line read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from .. import facts
from ..errors import UsageError, near
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.grades import BASES, EVIDENCE
from .book import Book, open_book
from .formulas import DERIVED
from .panel import (
    NOT_APPLICABLE,
    NOT_DISCLOSED,
    NOT_YET_FILED,
    PRESENT,
    REASONS,
    Panel,
    PanelRow,
    rows_by_company,
)
from .registry import parse

COLUMNS = [
    "company",
    "metric",
    "calendar_quarter",
    "fiscal_quarter",
    "period_start",
    "period_end",
    "value",
    "unit",
    "basis",
    "evidence",
    "definition",
    "sources",
    "restated",
    "first_value",
    "reason",
    "rounded_to",
    "low",
    "high",
]
EVERY_DEFINITION = "all"
_DESCRIBED = ["id", "label", "label_zh_hans", "label_zh_hant", "unit", "kind", "definition"]

_NO_DAY = np.datetime64("NaT", "D")  # with its unit: numpy will not guess one for ever


def series(
    metric: str,
    companies: str | Iterable[str] | None = None,
    start: str | Quarter = "2018Q1",
    end: str | Quarter | None = None,
    as_of: dt.date | str | None = None,
    first_reported: bool = False,
    definition: str | None = None,
) -> pd.DataFrame:
    """Return one metric by company and calendar quarter, missing quarters and their reasons included.

    Parameters
    ----------
    metric : str
        A metric id (``capex_cash``), a derived id (``free_cash_flow``, ``capex_intensity``), or either with
        transforms: ``.yoy``, ``.qoq``, ``.yoy_change``, ``.qoq_change``, ``.ttm``, and one of the former
        after ``.ttm``.
    companies : str or iterable of str, optional
        Slugs; the house order is kept whatever the order asked. None for every company that has a fact of
        the metric.
    start, end : str or Quarter
        First and last calendar quarter, both included. ``end=None`` is the newest quarter that most of
        the companies a review is about have reported.
    as_of : date or str, optional
        Answer as it could have been answered on this day.
    first_reported : bool
        Give each value as first reported instead of as known now.
    definition : str, optional
        None takes, for each quarter, the highest ranked definition that has a value. A definition's slug
        takes that one alone. ``"all"`` gives one row for each definition as well.

    Returns
    -------
    DataFrame
        One row for each company and quarter asked for, in house order, then by quarter. ``value`` and
        ``first_value`` are in whole units of ``unit``, shares are fractions (growth of 12 % is 0.12), and NaN
        where missing; ``reason`` then says why: ``not_applicable``, ``not_entered`` (the document is
        out, the data do not hold its figure), ``not_yet_filed``, ``not_derivable`` or ``not_disclosed``, and is empty
        otherwise. ``sources`` are source ids joined by ``;``, of every document
        the value was computed from. ``rounded_to`` is the step, in the unit, to which a stated value is rounded (100
        million for 1.6 billion; see `rounding_step`), missing for a computed one; ``low`` and ``high`` are the bounds
        that rounding leaves the value, of its own or of all that it was computed from. ``restated`` marks values that differ from the ones first
        reported, or that had to stay on them because only part of a difference was restated.

    Raises
    ------
    UsageError
        For an unknown metric, transform, company or definition (near names offered), a malformed quarter or
        day, or a transform that means nothing for the metric.
    """
    return series_of(open_book(as_of), metric, companies, start, end, first_reported, definition)


def series_of(
    book: Book,
    metric: str,
    companies: str | Iterable[str] | None,
    start: str | Quarter,
    end: str | Quarter | None,
    first_reported: bool,
    definition: str | None = None,
) -> pd.DataFrame:
    """Return a metric of the companies of a book.

    Parameters
    ----------
    book : Book
        The facts that answer.
    metric, companies, start, end, first_reported, definition
        As for `series`.

    Returns
    -------
    DataFrame
        As of `series`.
    """
    request = parse(metric, book.kinds)
    asked = _companies(book, request.metric, companies)
    first = Quarter.parse(start, where="start")
    last = quarter_at(book.newest) if end is None else Quarter.parse(end, where="end")
    expression = ".".join([request.metric, *request.transforms])

    if definition is None:
        panel, chosen = book.best(expression)
        names = book.panel(expression).lines
    else:
        panel = _only(book, expression, asked, definition)
        chosen = np.repeat(np.arange(len(panel.lines))[:, None], panel.quarters, axis=1)
        names = panel.lines
    own = rows_by_company(panel.lines)
    rows = [row for company in asked for row in own.get(company, ())]
    return _frame(book, expression, panel, rows, chosen, names, (first, last), first_reported)


def quarter_at(number: int) -> Quarter:
    """Return the quarter of a number (year × 4 + quarter − 1)."""
    return Quarter(number // 4, number % 4 + 1)


def newest_quarter(as_of: dt.date | str | None = None) -> Quarter:
    """Return the newest quarter that most of the companies a review is about had reported by a day."""
    return quarter_at(open_book(as_of).newest)


def describe(metric: str) -> dict[str, str]:
    """Return id, labels, unit, kind and definition of a metric, derived ones included.

    ``unit`` is ``money`` where it is each company's currency.

    Raises
    ------
    UsageError
        For an unknown metric (near names offered), and for one with transforms: they have no words of their own.
    """
    return {**_described(metric)}


@while_data_stand
def _described(metric: str) -> dict[str, str]:
    if metric in DERIVED:
        return {name: getattr(DERIVED[metric], name) for name in _DESCRIBED}
    stated = _stated()
    kinds = {name: told["kind"] for name, told in stated.items()}
    request = parse(metric, {**kinds, **{name: f.kind for name, f in DERIVED.items()}})
    if request.transforms:
        raise UsageError(f"{metric!r} has transforms", remedy=f"describe {request.metric} itself")
    return stated[metric]


@while_data_stand
def _stated() -> dict[str, dict[str, str]]:
    """Return what is told of every metric that documents state, by its id."""
    rows = facts.load_metrics()[_DESCRIBED].itertuples(index=False, name=None)
    return {str(row[0]): dict(zip(_DESCRIBED, map(str, row), strict=True)) for row in rows}


def unit_of(expression: str) -> str:
    """Return the unit of a metric with its transforms: a rate of growth is a ``share`` whatever it is the growth of.

    ``money`` stands for each company's currency.

    Raises
    ------
    UsageError
        For an unknown metric, with near names.
    """
    book = open_book()
    request = parse(expression, book.kinds)
    return "share" if {"yoy", "qoq"} & set(request.transforms) else book.units[request.metric]


def holders(metric: str) -> list[str]:
    """Return the companies that have any figure of a metric, in the order of exhibits.

    Raises
    ------
    UsageError
        For an unknown metric, with near names.
    """
    book = open_book()
    return book.holders(parse(metric, book.kinds).metric)


def known_metrics() -> list[str]:
    """Every id that `series` accepts before a dot: those of ``metrics.csv``, then the derived ones."""
    return list(open_book().kinds)


def _companies(book: Book, metric: str, companies: str | Iterable[str] | None) -> list[str]:
    if companies is None:
        return book.holders(metric)
    asked = frozenset(book.asked(companies))
    return [company for company in book.companies if company in asked]


def _only(book: Book, expression: str, asked: list[str], definition: str) -> Panel:
    """Keep the lines of one definition, or of all; a company without any keeps a line of reasons."""
    panel = book.panel(expression)
    if definition == EVERY_DEFINITION:
        place = {company: n for n, company in enumerate(book.companies)}
        order = {line: (place[line.company], -line.rank, line.definition) for line in panel.lines}
        return panel.take(sorted(range(len(panel.lines)), key=lambda r: order[panel.lines[r]]))
    rows = [r for r, line in enumerate(panel.lines) if definition in (line.definition, *_parts(line))]
    if not rows:
        known = sorted({line.definition for line in panel.lines if line.definition})
        close = near(definition, known)
        raise UsageError(
            f"unknown definition {definition!r} of {expression}",
            valid=[*known, EVERY_DEFINITION],
            remedy=f"did you mean {' or '.join(close)}?" if close else None,
        )
    kept = panel.take(rows)
    having = {line.company for line in kept.lines}
    without = [company for company in asked if company not in having]
    if not without:
        return kept
    blank = book.blank_panel(expression.partition(".")[0], without)
    arrays = {
        name: np.concatenate([getattr(kept, name), getattr(blank, name)])
        for name in Panel.__dataclass_fields__
        if name not in ("lines", "first")
    }
    return Panel(kept.lines + blank.lines, kept.first, **arrays)


def _parts(line: PanelRow) -> list[str]:
    return line.definition.split("+")


def _frame(
    book: Book,
    expression: str,
    panel: Panel,
    rows: list[int],
    chosen: np.ndarray,
    names: tuple[PanelRow, ...],
    span: tuple[Quarter, Quarter],
    first_reported: bool,
) -> pd.DataFrame:
    start = span[0].year * 4 + span[0].number - 1
    numbers = np.arange(start, start + max(span[1] - span[0] + 1, 0))
    columns = np.clip(numbers - panel.first, 0, panel.quarters - 1)
    outside = (numbers < panel.first) | (numbers >= panel.first + panel.quarters)
    grid = np.ix_(np.array(rows, dtype=np.intp), columns)
    size = (len(rows), len(numbers))

    reason = np.where(outside, _beyond(panel, rows, numbers), panel.reason[grid])
    there = reason == PRESENT

    def known(name: str) -> np.ndarray:
        cells: np.ndarray = getattr(panel, f"first_{name}" if first_reported else name)
        return cells[grid]

    def number(name: str) -> np.ndarray:
        return np.where(there, known(name), np.nan).ravel()

    def known_text(words: Sequence[str], places: np.ndarray) -> ExtensionArray:
        return _texts([*words, ""], np.where(there, places, len(words)).ravel())

    basis, sources = known("basis"), known("sources")
    ends = np.where(there, panel.end[grid], _NO_DAY)
    companies = [panel.lines[r].company for r in rows]
    line = chosen[grid]
    labels = [
        book.fiscal_label(company, int(number), end)
        for company, row in zip(companies, ends, strict=True)
        for number, end in zip(numbers, row, strict=True)
    ]
    row, column = (place.ravel() for place in np.indices(size))
    frame = {
        "company": _texts(companies, row),
        "metric": _texts([expression], np.zeros_like(row)),
        "calendar_quarter": _texts([str(quarter_at(int(n))) for n in numbers], column),
        "fiscal_quarter": _texts(labels),
        "period_start": np.where(there, panel.start[grid], _NO_DAY).ravel().astype("datetime64[s]"),
        "period_end": ends.ravel().astype("datetime64[s]"),
        "value": number("value"),
        "unit": _texts([name.unit for name in names], line.ravel()),
        "basis": known_text(BASES, basis),
        "evidence": known_text(EVIDENCE, panel.evidence[grid]),
        "definition": known_text([name.definition for name in names], line),
        "sources": _texts(
            [";".join(cell) if t else "" for cell, t in zip(sources.ravel(), there.ravel(), strict=True)]
        ),
        "restated": (panel.restated[grid] & there).ravel(),
        "first_value": np.where(there, panel.first_value[grid], np.nan).ravel(),
        "reason": _texts(REASONS, reason.ravel()),
        **{name: number(name) for name in ("rounded_to", "low", "high")},
    }
    return pd.DataFrame(frame)


def _texts(words: Sequence[str], places: np.ndarray | None = None) -> ExtensionArray:
    """Make a column of texts; with ``places`` each is taken from its place among the words, which are few."""
    column = pd.array(np.array(words, dtype=object), dtype="str")
    return column if places is None else column.take(places)


def _beyond(panel: Panel, rows: list[int], numbers: np.ndarray) -> np.ndarray:
    """Reasons for quarters outside the data: before it nothing is disclosed, after it nothing is filed yet."""
    reason = np.where(numbers < panel.first, NOT_DISCLOSED, NOT_YET_FILED)[None, :]
    never = (panel.reason[rows] == NOT_APPLICABLE).all(axis=1)[:, None]
    return np.where(never, NOT_APPLICABLE, reason).astype("int8")
