"""From a cell of a series to what it is computed from, and on to the facts."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np

from .. import facts
from ..facts.documents import known_documents
from ..facts.rows import SourceRow
from ..metrics.book import Book, open_book
from ..metrics.cells import point_at
from ..metrics.first_of import rows_behind
from ..metrics.formulas import DERIVED, FIRST_OF, FORMULAS, IDENTITIES
from ..metrics.frames import describe, quarter_at
from ..metrics.growth import QUARTERS_A_YEAR
from ..metrics.missing import document_to_read
from ..metrics.panel import PRESENT, Panel
from ..metrics.points import Point, no_point
from ..metrics.ratios import pairs
from ..metrics.registry import Request, parse
from ..paths import Stamp, stamp
from ..periods import Quarter, parse_date
from .leaves import StatedPeriod
from .told import ToldCompany
from .traced import DefinitionSpan, FirstReported, How, Trace

_OPERATIONS = {"+": How.PLUS, "-": How.LESS, "/": How.OVER}
_BACK = {"yoy": QUARTERS_A_YEAR, "yoy_change": QUARTERS_A_YEAR, "qoq": 1, "qoq_change": 1}

Parts = tuple[How, tuple[Trace | StatedPeriod, ...]]
_NOTHING: Parts = (How.STATED, ())


def trace(metric: str, company: str, quarter: str | Quarter, as_of: dt.date | str | None = None) -> Trace:
    """Show how a figure comes about, down to what each document said.

    Parameters
    ----------
    metric : str
        As `cloudcapex.metrics.series` takes it: ``capex_cash``, ``free_cash_flow``, ``capex_cash.ttm.yoy``.
    company : str
        Its slug, ticker or name, in any case.
    quarter : str or Quarter
        The calendar quarter, such as ``2026Q2``.
    as_of : date or str, optional
        As it could have been answered on this day.

    Returns
    -------
    Trace
        The figure that `series` has, or its reason where it is missing; it shows itself in a terminal and in a notebook.

    Raises
    ------
    UsageError
        For an unknown metric, transform or company (near names offered), a malformed quarter or day.

    Examples
    --------
    >>> import cloudcapex
    >>> cloudcapex.trace("capex_cash", "MSFT", "2026Q2")  # doctest: +SKIP
    """
    asked, day = Quarter.parse(quarter, where="quarter"), parse_date(as_of, where="as_of") if as_of else None
    (slug,) = (book := open_book(day)).asked(company)
    request = parse(metric, book.kinds)
    expression = ".".join([request.metric, *request.transforms])
    return _walk(book, day, slug, stamp()).root(expression, asked)


@lru_cache(maxsize=16)  # the companies of an edition, each on its day
def _walk(book: Book, day: dt.date | None, company: str, state: Stamp) -> _Walk:
    return _Walk(book, day, company)


class _Walk:
    """The way through one company's figures, as known on a day."""

    def __init__(self, book: Book, day: dt.date | None, company: str) -> None:
        self.book, self.day, self.company = book, day, company
        self.told = ToldCompany(company, book, day)
        self._figures: dict[tuple[str, int, int], Trace] = {}

    def root(self, expression: str, quarter: Quarter) -> Trace:
        """Trace the figure of the definition that `series` takes."""
        number = quarter.year * 4 + quarter.number - 1
        best, chosen = self.book.best(expression)
        rows = [n for n, line in enumerate(best.lines) if line.company == self.company]
        if not rows:
            return Trace(no_point(self.company, expression, quarter, "not_derivable"))
        column = min(max(number - self.book.first, 0), best.quarters - 1)
        return self.figure(expression, int(chosen[rows[0], column]), number)

    def figure(self, expression: str, row: int, number: int) -> Trace:
        """Trace the cell of a panel's row: once, as a quarter stands behind many twelve months and rates."""
        key = (expression, row, number)
        if key not in self._figures:
            self._figures[key] = self._figure(*key)
        return self._figures[key]

    def _figure(self, expression: str, row: int, number: int) -> Trace:
        point = point_at(self.book, expression, row, number)
        panel, column = self.book.panel(expression), number - self.book.first
        if not 0 <= column < panel.quarters or point.reason == "not_applicable":
            return Trace(point, means=_means(expression))
        request = parse(expression, self.book.kinds)
        stated = not request.transforms and request.metric not in DERIVED
        way, parts = self._parts(request, panel, row, number)
        lacking = stated and not point.known
        return Trace(
            point,
            way,
            parts,
            _means(expression),
            _first(panel, row, column, point),
            self._meanings(request.metric, panel.lines[row].definition) if stated else (),
            self.told.dropped(request.metric, *_days(number)) if stated else (),
            self.told.around(request.metric, *_days(number)) if lacking else (),
            self._looked_in(panel, row, column, point) if lacking else None,
        )

    def _parts(self, request: Request, panel: Panel, row: int, number: int) -> Parts:
        metric, transforms = request.metric, request.transforms
        if metric in FORMULAS and transforms in ((), ("ttm",)):
            return self._formula(metric, "".join(f".{t}" for t in transforms), row, number)
        if transforms:
            base = ".".join([metric, *transforms[:-1]])
            if transforms[-1] == "ttm":
                return self._twelve_months(metric, panel, row, number)
            share = self.book.kinds[metric] == "share" or transforms[-1].endswith("_change")
            both = (self.figure(base, row, n) for n in (number, number - _BACK[transforms[-1]]))
            return How.LESS if share else How.AGAINST, tuple(both)
        if metric in FIRST_OF:
            return self._choice(metric, panel, row, number)
        return self._stated(metric, panel, row, number)

    def _formula(self, metric: str, tail: str, row: int, number: int) -> Parts:
        formula = FORMULAS[metric]
        left, right = formula.left + tail, formula.right + tail
        a, b = pairs(self.book.panel(left), self.book.panel(right))[row]
        return _OPERATIONS[formula.operation], (self.figure(left, a, number), self.figure(right, b, number))

    def _twelve_months(self, metric: str, panel: Panel, row: int, number: int) -> Parts:
        """Add four quarters up, unless the year was taken as it is stated because one of them is not there."""
        four = tuple(self.figure(metric, row, number - n) for n in range(QUARTERS_A_YEAR))
        if panel.reason[row, number - self.book.first] != PRESENT or all(part.point.known for part in four):
            return How.PLUS, four
        line = panel.lines[row]
        return How.STATED, self.told.year(metric, line.definition, line.unit, number)[1]

    def _choice(self, metric: str, panel: Panel, row: int, number: int) -> Parts:
        """Find the rate that was chosen; where none is there, all that might have been."""
        choice, column = FIRST_OF[metric], number - self.book.first
        stated = [self.book.panel(name) for name in choice.stated]
        behind = rows_behind(stated, self.book.panel(choice.computed), self.book.general)[row]
        places = [(choice.stated[place], other) for place, other in behind.told]
        places += [] if behind.computed is None else [(choice.computed, behind.computed)]
        taken = [p for p in places if panel.same_cell(row, self.book.panel(p[0]), p[1], column)]
        there = panel.reason[row, column] == PRESENT
        return How.STATED, tuple(self.figure(*p, number) for p in (taken[:1] if there else places))

    def _stated(self, metric: str, panel: Panel, row: int, number: int) -> Parts:
        """Find the periods of a quarter, or the sum that speaks in its stead where its parts are the better evidence."""
        line, column = panel.lines[row], number - self.book.first
        if panel.reason[row, column] != PRESENT:
            return _NOTHING
        value, periods = self.told.quarter(metric, line.definition, line.unit, number)
        cited = {period.told.document.source_id for period in periods}
        if value == panel.value[row, column] and cited == set(panel.sources[row, column]):
            return How.LESS if len(periods) > 1 else How.STATED, periods
        whole = IDENTITIES[metric, line.definition]
        parts = self.book.panel(whole)
        same = [n for n in range(len(parts.lines)) if panel.same_cell(row, parts, n, column)]
        return How.STATED, (self.figure(whole, same[0], number),)

    def _looked_in(self, panel: Panel, row: int, column: int, point: Point) -> SourceRow | None:
        before = np.flatnonzero(panel.reason[row, :column] == PRESENT)
        stood_in = panel.sources[row, before[-1]] if len(before) else ()
        found = document_to_read(point, stood_in, self.day)
        return known_documents()[found] if found else None

    def _meanings(self, metric: str, definition: str) -> tuple[DefinitionSpan, ...]:
        """Tell the definitions that speak for a metric of the company, in the order of their quarters."""
        best, chosen = self.book.best(metric)
        names, row = self.book.panel(metric).lines, [line.company for line in best.lines].index(self.company)
        spoken: dict[str, list[int]] = {}
        for column in np.flatnonzero(best.reason[row] == PRESENT).tolist():
            spoken.setdefault(names[chosen[row, column]].definition, []).append(column + self.book.first)
        if definition:
            spoken.setdefault(definition, [])
        return tuple(
            DefinitionSpan(
                metric,
                name,
                self._text(name, metric),
                str(quarter_at(numbers[0])) if numbers else "",
                str(quarter_at(numbers[-1])) if numbers else "",
                name == definition,
            )
            for name, numbers in spoken.items()
        )

    def _text(self, name: str, metric: str) -> str:
        """Return the words of a definition, those of the most particular row, as the day could say them."""
        keys = ((metric, self.company), (metric, ""), ("", ""))
        words = next((text for key in keys if (text := facts.definition(*key, name))), "")
        return facts.wording(words, self.day) if self.day else words


def _days(number: int) -> tuple[dt.date, dt.date]:
    quarter = quarter_at(number)
    return quarter.start, quarter.end


def _means(expression: str) -> str:
    return "" if "." in expression else describe(expression)["definition"]


def _first(panel: Panel, row: int, column: int, point: Point) -> FirstReported | None:
    """Return the value first reported where another one stands now."""
    value = float(panel.first_value[row, column])
    if not point.known or value != value or abs(value - point.value) <= 1e-9 * abs(point.value):
        return None
    known = known_documents()
    return FirstReported(value, tuple(known[source] for source in panel.first_sources[row, column]))
