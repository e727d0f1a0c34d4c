"""Rows of a company page's table: KPIs as last stated, and guidance in force, each with its day and document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ... import facts, metrics
from ...metrics.guidance import CAPEX_BASES, Ladder, Statement, ladders
from ...periods import fiscal_label
from ..points import Point, no_point, points_of
from ..tables.table import Cell, words
from . import guidance_words as write
from .company_profiles import POINTS, Profile
from .context import Review
from .guidance import seen_until

MOST_GUIDANCE = 3


@dataclass(frozen=True)
class Reading:
    """One KPI: this quarter's figure, the one stated before it, and what stands behind them.

    Attributes
    ----------
    now : Point
        The quarter's value; without one its reason is the mark.
    before : Point or None
        The newest value of an earlier quarter.
    day : date or None
        When the newest of the two became known.
    """

    metric: str
    now: Point
    before: Point | None
    day: dt.date | None

    @property
    def points(self) -> list[Point]:
        return [p for p in (self.now, self.before) if p is not None and p.known]


def series_of(review: Review, metric: str, company: str) -> list[Point]:
    """One company's points from 2018 to the quarter, as known on the review's day."""
    frame = metrics.series(
        metric, [company], start="2018Q1", end=str(review.quarter), as_of=review.as_of
    )  # fmt: skip
    return list(points_of(frame))


def readings(review: Review, company: str, profile: Profile) -> list[Reading]:
    """Return every KPI of a profile, those without any figure too."""
    frame = facts.load_facts(review.as_of)
    days = {str(s): day.date() for s, day in frame.groupby("source_id")["filed"].max().items()}
    found = []
    for metric in profile.kpis:
        row = series_of(review, metric, company)
        now = row[-1] if row else no_point(company, metric, review.quarter)
        before = next((p for p in reversed(row[:-1]) if p.known), None)
        newest = now if now.known else before
        found.append(Reading(metric, now, before, _known_on(newest, days)))
    for metric in profile.years:
        stated = frame[(frame["company"] == company) & (frame["metric"] == metric)]
        found.append(_of_year(review, company, metric, stated))
    return found


def _known_on(point: Point | None, days: dict[str, dt.date]) -> dt.date | None:
    """The day a figure became known: that of the newest document behind it."""
    if point is None:
        return None
    return max((days[s] for s in point.sources if s in days), default=None)


def _of_year(review: Review, company: str, metric: str, frame: pd.DataFrame) -> Reading:
    """The newest figure that covers a whole fiscal year, as the value before; a quarter has none of its own."""
    long = (frame["period_end"] - frame["period_start"]).dt.days.between(350, 380)
    stated = frame[long | frame["period_start"].isna()]
    stated = stated[stated["period_end"] <= pd.Timestamp((review.quarter + 1).start + dt.timedelta(days=40))]
    now = no_point(company, metric, review.quarter, "not_applicable" if len(stated) else "not_disclosed")
    if stated.empty:
        return Reading(metric, now, None, None)
    row = stated.sort_values(["period_end", "filed"]).iloc[-1]
    month = int(about(company)["fiscal_year_end_month"])
    end = row["period_end"].date()
    before = Point(
        company, metric, review.quarter, fiscal_label(end, month).split()[0], end, float(row["value"]),
        row["unit"], row["basis"], row["evidence"], row["definition"], (row["source_id"],), False, "",
    )  # fmt: skip
    return Reading(metric, now, before, row["filed"].date())


def about(company: str) -> dict[str, str]:
    """Return what the table of companies says: ticker, CIK, end of the fiscal year, currency."""
    rows = facts.load_companies().astype(str).to_dict("records")
    return next({str(k): v for k, v in row.items()} for row in rows if row["slug"] == company)


# --- guidance -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outlook:
    """Guidance in force for a period still open: the statement, and the figure it replaced."""

    ladder: Ladder
    now: Statement
    before: Statement | None


def outlooks(review: Review, company: str, profile: Profile) -> list[Outlook]:
    """What the company had last said about periods after the quarter, figures before words."""
    until, following = seen_until(review), review.quarter + 1
    found: list[Outlook] = []
    for bases in (CAPEX_BASES, *((metric,) for metric in profile.guided)):
        spoken = [
            _outlook(ladder)
            for ladder in ladders([company], review.as_of, until=until, bases=bases)
            if ladder.target.quarters[-1] >= following
        ]
        spoken.sort(key=lambda o: (not o.now.figure, o.ladder.target.year is None, o.ladder.target.quarters))
        found += spoken[: MOST_GUIDANCE if bases is CAPEX_BASES else 1]
    return found


def _outlook(ladder: Ladder) -> Outlook:
    told = ladder.figures
    now = told[-1] if told else ladder.statements[-1]
    return Outlook(ladder, now, told[-2] if len(told) > 1 else None)


# --- cells ----------------------------------------------------------------------------------------


def label(review: Review, metric: str) -> str:
    """Name a metric as the edition's language does."""
    column = {"en": "label", "zh-Hans": "label_zh_hans", "zh-Hant": "label_zh_hant"}[review.language.code]
    return metrics.describe(metric)[column]


def written(review: Review, point: Point) -> str:
    """Write a value in its own unit: money, per cent, points, a count, megawatts."""
    language, value = review.language, point.value
    if point.unit in ("USD", "CNY"):
        text = language.money(value, point.unit)
    elif point.unit == "share":
        text = language.points(value, sign=False) if point.metric in POINTS else language.percent(value)
    elif point.unit == "MW":
        text = review.say("{number} MW", number=language.number(value))
    else:
        text = count(review, value)
    return review.say(">{amount}", amount=text) if point.definition == "lower_bound" else text


def count(review: Review, value: float) -> str:
    """Write a number of customers or seats: in full below a million, in millions or 萬 above."""
    from babel.numbers import format_compact_decimal

    if value < 1e6:
        return review.language.number(value)
    return format_compact_decimal(
        value, format_type="short", locale=review.language.locale, fraction_digits=1
    )


def reading_row(review: Review, reading: Reading) -> tuple[Cell, ...]:
    """Print a KPI: this quarter, before, the day, what it counts."""
    now = review.cell(reading.now, lambda v: written(review, reading.now))
    return (
        words(label(review, reading.metric)),
        now.plain() if reading.now.unit == "share" else now,
        _before(review, reading),
        words(review.language.date(reading.day) if reading.day else ""),
        words(review.say(metrics.describe(reading.metric)["definition"])),
    )


def _before(review: Review, reading: Reading) -> Cell:
    point = reading.before
    if point is None:
        return Cell("")
    cell = review.cell(point, lambda v: written(review, point))
    period = point.fiscal_quarter if point.quarter == review.quarter else str(point.quarter)
    text = review.say("{value} ({period})", value=cell.text, period=period)
    return Cell(text, url=cell.url, marks=cell.plain().marks, kind="figure", hint=cell.hint)


def outlook_row(review: Review, outlook: Outlook) -> tuple[Cell, ...]:
    """Print guidance: the figure in force, the one before it, the day, the basis and what was said."""
    say, ladder, now = review.say, outlook.ladder, outlook.now
    source = review.source(now.sources[0])
    marks = "s" if now.evidence in ("press", "secondary") else ""
    before = Cell("")
    if outlook.before is not None:
        day = write.month_of_year(review, outlook.before.issued)
        before = Cell(
            say("{value} ({period})", value=guided(review, outlook.before), period=day), kind="figure"
        )
    capex = ladder.metric in CAPEX_BASES
    name = write.basis(review, ladder.metric) if capex else label(review, ladder.metric)
    return (
        words(say("Guidance for {period}: {measure}", period=period(review, ladder), measure=name)),
        Cell(guided(review, now), url=source.url, marks=marks, kind="figure", hint=source.title),
        before,
        words(review.language.date(now.issued)),
        words(say("“{words}”", words=say(now.words))),
    )


def guided(review: Review, statement: Statement) -> str:
    """Write the figure of a statement with its hedge, in money or per cent."""
    if not statement.figure or statement.unit != "share":
        return write.figure_money(review, statement) if statement.figure else review.say("in words")
    language = review.language
    ends = [language.percent(v, 0) for v in dict.fromkeys(statement.ends) if v == v]
    if len(ends) == 2:
        return review.say("{low} to {high}", low=ends[0], high=ends[1])
    return {
        "about": review.say("~{amount}", amount=ends[0]),
        "over": review.say(">{amount}", amount=ends[0]),
    }.get(statement.qualifier, ends[0])


def period(review: Review, ladder: Ladder) -> str:
    """Name the period guidance speaks of: ``2026``, ``FY2027``, ``2026Q3``, ``FY2026–FY2028``."""
    if ladder.target.year is not None:
        return write.period(review, ladder.target)
    return ladder.target.label.replace("..", "–")


def documents(found: list[Outlook]) -> Iterator[str]:
    """Source ids behind guidance."""
    for o in found:
        yield from o.now.sources
        if o.before is not None:
            yield from o.before.sources
