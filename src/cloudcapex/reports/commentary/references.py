"""References: names in a commentary that stand for figures of the edition, never for code."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ... import metrics, statements
from ...errors import DataError, near
from ...language import Number
from ...language.marks import raised
from ...metrics import TRANSFORMS
from ...metrics.points import Point
from ...periods import Quarter
from ...schema.grades import marks
from ...statements import Assertion, Population
from ...statements.population import Kind
from ...statements.statement import Phrase, Printed
from ...statements.value import growth
from ..report import Report


class CommentaryError(DataError):
    """A commentary says what the data does not; the line is added by the reader of the file."""


@dataclass(frozen=True)
class Words:
    """Finished words, the document behind them, and what they assert and print."""

    text: str
    url: str = ""
    points: tuple[Point, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    printed: tuple[Printed, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Reference:
    """A figure of one company: ``amazon.cloud_revenue.yoy @ 2025Q4``.

    Attributes are metrics first, then transforms; ``at`` moves to another quarter.
    """

    report: Report
    company: str
    path: tuple[str, ...] = ()
    quarter: Quarter | None = None

    def __getattr__(self, name: str) -> Reference:
        if name.startswith("_"):
            raise AttributeError(name)
        valid = TRANSFORMS if self.path else tuple(metrics.known_metrics())
        if name not in valid:
            kind = "transform" if self.path else "metric"
            close = near(name, valid)
            raise CommentaryError(
                f"unknown {kind} {name!r} in {'.'.join((self.company, *self.path, name))}",
                valid=close or valid,
                remedy=f"did you mean {' or '.join(close)}?" if close else None,
            )
        return Reference(self.report, self.company, (*self.path, name), self.quarter)

    def at(self, quarter: str) -> Reference:
        """Return the same figure of another quarter."""
        return Reference(self.report, self.company, self.path, Quarter.parse(quarter))

    @property
    def metric_id(self) -> str:
        return ".".join(self.path)

    @property
    def when(self) -> Quarter:
        return self.quarter or self.report.quarter

    def point(self, quarter: Quarter | None = None) -> Point:
        """Look the figure up; one that does not exist stops the build."""
        found = self.point_or_nothing(quarter or self.when)
        if not found.known:
            raise CommentaryError(
                f"{self.company}.{self.metric_id} has no figure for {quarter or self.when} "
                f"as of {self.report.as_of}: {(found.reason or 'not_disclosed').replace('_', ' ')}",
                remedy="leave the sentence out or name a quarter that has one",
            )
        return found

    def point_or_nothing(self, quarter: Quarter) -> Point:
        if not self.path:
            raise CommentaryError(f"{self.company} names a company, not a figure", remedy="add a metric")
        if quarter > self.report.quarter:
            raise CommentaryError(
                f"{quarter} lies after the quarter under review", valid=f"up to {self.report.quarter}"
            )
        return self.report.point(self.metric_id, self.company, quarter)

    def words(self, text: str) -> Words:
        point = self.point()
        source = self.report.newest_source(point)
        return Words(text, source.url if source else "", (point,))

    def number(self, text: str, value: float | None = None, unit: str = "") -> Words:
        """Return a printed number as words: it asserts the value, and another quarter than the edition's is said.

        A figure that is estimated or second-hand carries its letter.
        """
        point = self.point()
        text += raised(marks(point.basis, point.evidence))
        held = statements.value(
            self.report.evidence(self.metric_id, Population("company", (self.company,)), quarter=self.when)
        )
        when = f" ({self.when})" if self.when != self.report.quarter else ""
        shown = Printed(text, point.value if value is None else value, unit or point.unit, self.company)
        return replace(self.words(text + when), assertions=(held,) if held else (), printed=(shown,))


def _write(figure: Reference, number: Number) -> Words:
    """Print a figure, as *about* where the rounding of what it is computed from leaves its last digit open."""
    point, report = figure.point(), figure.report
    words = figure.number(report.language.write(number), number.value, number.unit)
    if not words.assertions or point.basis == "reported":
        return words
    shift = 1.0 if number.unit == "times" else 0.0  # growth is told as a multiple
    v = words.assertions[0].values[0]
    shown = report.carried(number, replace(v, value=v.value + shift, low=v.low + shift, high=v.high + shift))
    return _around(report, words, number, shown)


def _around(report: Report, words: Words, number: Number, shown: Number | Phrase) -> Words:
    """Set what is said around a number, such as *about*, before it; what is printed stays the number alone."""
    if isinstance(shown, Number):
        return words
    return replace(words, text=shown.text + words.text.removeprefix(report.language.write(number)))


def plain(figure: Reference) -> Words:
    """Write a figure as its unit asks: money, per cent, points, a count."""
    point = figure.point()
    growth = any(t in figure.path for t in ("yoy", "qoq"))
    if point.unit in ("USD", "CNY"):
        return _write(figure, Number(point.value, point.unit))
    if point.unit == "share":
        unit = "points" if _is_points(figure) else "share"
        return _write(figure, Number(point.value, unit, sign=growth))
    return _write(figure, Number(point.value, "number", decimals=0))


def _is_points(figure: Reference) -> bool:
    kind = metrics.describe(figure.path[0])
    of_share = (
        getattr(kind, "unit", None) == "share" if not isinstance(kind, dict) else kind.get("unit") == "share"
    )
    return figure.path[0].endswith("_points") or (of_share and len(figure.path) > 1)


def usd(figure: Reference) -> Words:
    """Write dollars; any other currency is refused."""
    point = figure.point()
    if point.unit != "USD":
        raise CommentaryError(f"{figure.metric_id} is in {point.unit}, not US dollars")
    return _write(figure, Number(point.value, "USD"))


def percent(figure: Reference, decimals: int | None = None) -> Words:
    """Write a share as per cent."""
    return _write(figure, Number(_share(figure).value, "share", decimals=_whole(decimals)))


def signed(figure: Reference, decimals: int | None = None) -> Words:
    """Write a share as per cent with its sign."""
    return _write(figure, Number(_share(figure).value, "share", sign=True, decimals=_whole(decimals)))


def points(figure: Reference) -> Words:
    """Write a share as percentage points without a sign."""
    return _write(figure, Number(abs(_share(figure).value), "points"))


def times(figure: Reference) -> Words:
    """Write growth as a multiple of the earlier value."""
    return _write(figure, Number(_share(figure).value + 1, "times"))


def _whole(decimals: int | None) -> int | None:
    return None if decimals is None else int(decimals)


def _share(figure: Reference) -> Point:
    point = figure.point()
    if point.unit != "share":
        raise CommentaryError(f"{figure.metric_id} is in {point.unit}, not a share")
    return point


FORMATS = {"usd": usd, "percent": percent, "signed": signed, "points": points, "times": times}


@dataclass(frozen=True)
class CompaniesTogether:
    """The report's companies added up on its capex basis: ``together``, ``together.yoy``, ``together.qoq``."""

    report: Report
    growth: str = ""

    def __getattr__(self, name: str) -> CompaniesTogether:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in ("yoy", "qoq"):
            raise CommentaryError(f"unknown transform {name!r} in together.{name}", valid=("yoy", "qoq"))
        return CompaniesTogether(self.report, name)

    def finished(self) -> Words:
        """Write the sum or its growth."""
        report = self.report
        base: Kind = {"": "none", "yoy": "yoy", "qoq": "qoq"}[self.growth]  # type: ignore[assignment]
        spent = report.evidence(report.basis, report.everyone, base)  # type: ignore[attr-defined]
        held = statements.change(spent) if self.growth else statements.total(spent)
        if held is None or not held.complete:
            raise CommentaryError(f"the companies cannot be added up for {report.quarter}")
        number = Number(math.fsum(v.value for v in held.values), spent.unit, "total")
        shown: Number | Phrase = number
        if self.growth:
            rate = growth(held.values, "total")
            number = Number(rate.value, "share", "total", sign=True)
            shown = report.carried(number, rate)
        letters = {x for v in held.values for x in v.marks + v.base_marks * bool(self.growth)}
        bare = report.language.write(number) + raised("".join(sorted(letters)))
        used = tuple(report.point(report.basis, v.of) for v in held.values)  # type: ignore[attr-defined]
        words = Words(bare, "", used, (held,), (Printed(bare, number.value, number.unit, "total"),))
        return _around(report, words, number, shown)
