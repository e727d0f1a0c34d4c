"""Rows of a company page's table: KPIs as last stated, and guidance in force, each with its day and document."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pandas as pd

from .... import facts, metrics
from ....exhibits.tables.table import Cell, words
from ....facts.rows import DefinitionRow, FactRow, GuidanceRow, MetricRow
from ....guidance.ladders import Ladder, ladders
from ....guidance.targets import Target, target
from ....language import Number
from ....metrics.points import Point, no_point, points_of, stated_point
from ....periods import fiscal_label
from ....schema.grades import is_second_hand
from ....schema.rows import rows_of
from ..context import Review
from ..guidance import words as write
from ..guidance.exhibits import seen_until
from .profiles import POINTS, Profile

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
    frame = frame[frame["company"] == company]
    found = []
    for metric in profile.kpis:
        stated = frame[frame["metric"] == metric]
        row = series_of(review, metric, company)
        now = row[-1] if row else no_point(company, metric, review.quarter)
        before = next((p for p in reversed(row[:-1]) if p.known), None)
        newest = now if now.known else before
        found.append(Reading(metric, now, before, _known_on(newest, stated, frame)))
    for metric in profile.years:
        found.append(_of_year(review, company, metric, frame[frame["metric"] == metric]))
    return found


def _known_on(point: Point | None, stated: pd.DataFrame, frame: pd.DataFrame) -> dt.date | None:
    """The day a figure became known: that of the newest document behind it, where it can be told for its period."""
    if point is None or point.period_end is None:
        return None
    for rows in (stated[stated["period_end"] == pd.Timestamp(point.period_end)], stated, frame):
        days = rows.loc[rows["source_id"].isin(point.sources), "filed"]
        if len(days):
            newest: pd.Timestamp = days.max()
            return newest.date()
    return None


def _of_year(review: Review, company: str, metric: str, frame: pd.DataFrame) -> Reading:
    """The newest figure that covers a whole fiscal year, as the value before; a quarter has none of its own."""
    long = (frame["period_end"] - frame["period_start"]).dt.days.between(350, 380)
    stated = frame[long | frame["period_start"].isna()]
    stated = stated[stated["period_end"] <= pd.Timestamp((review.quarter + 1).start + dt.timedelta(days=40))]
    now = no_point(company, metric, review.quarter, "not_applicable" if len(stated) else "not_disclosed")
    if stated.empty:
        return Reading(metric, now, None, None)
    (row,) = rows_of(stated.sort_values(["period_end", "filed"]).tail(1), FactRow)
    month = facts.company(company).year_end_month
    before = dataclasses.replace(
        stated_point(row, company, metric, review.quarter),
        fiscal_quarter=fiscal_label(row.period_end, month).split()[0],
    )
    return Reading(metric, now, before, row.filed)


# --- guidance -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GuidanceInForce:
    """Guidance in force for a period still open.

    Attributes
    ----------
    metric, definition : str
        What it is about, and on which definition.
    target : Target
        The period.
    name : str
        The measure, in words.
    low, high, unit
        Its ends in whole units; NaN for words alone.
    figure, before : str
        The figure as printed, and the one it replaced with its month; empty for none.
    """

    metric: str
    definition: str
    target: Target
    name: str
    low: float
    high: float
    unit: str
    figure: str
    before: str
    day: dt.date
    words: str
    sources: tuple[str, ...]
    evidence: str


def outlooks(review: Review, company: str, profile: Profile) -> list[GuidanceInForce]:
    """What the company had last said about periods after the quarter: capex, figures before words, then the rest."""
    until, following = seen_until(review), review.quarter + 1
    open_ladders = [
        ladder
        for ladder in ladders([company], review.as_of, until=until)
        if ladder.target.quarters[-1] >= following
    ]
    open_ladders.sort(key=lambda o: (not o.figures, o.target.year is None, o.target.quarters))
    found = [_of_ladder(review, ladder) for ladder in open_ladders[:MOST_GUIDANCE]]
    return found + [o for metric in profile.guided if (o := _of_metric(review, company, metric))]


def _of_ladder(review: Review, ladder: Ladder) -> GuidanceInForce:
    from babel.dates import format_skeleton

    told = ladder.figures
    now = told[-1] if told else ladder.statements[-1]
    before = ""
    if len(told) > 1:
        before = review.say(
            "{value} ({period})",
            value=write.figure_phrase(review, told[-2], ladder.company).text,
            period=format_skeleton("yMMM", told[-2].issued, locale=review.language.locale),
        )
    return GuidanceInForce(
        ladder.metric,
        now.definition,
        ladder.target,
        write.basis(review, ladder.metric),
        now.low,
        now.high,
        now.unit,
        write.figure_phrase(review, now, ladder.company).text if now.figure else review.say("in words"),
        before,
        now.issued,
        now.words,
        now.sources,
        now.evidence,
    )


def _of_metric(review: Review, company: str, metric: str) -> GuidanceInForce | None:
    """The newest figure for the nearest open period of a measure other than capex; None where there is none."""
    frame = facts.load_guidance()
    sources = facts.load_sources().set_index("source_id")
    days = [frame["issued"], frame.groupby("source_id")["issued"].transform("max")]
    days += [frame["source_id"].map(sources[c]) for c in ("published", "filed")]
    frame["known"] = pd.concat(days, axis=1).max(axis=1)
    frame = frame[(frame["company"] == company) & (frame["metric"] == metric) & frame["low"].notna()]
    frame = frame[
        (frame["known"] <= pd.Timestamp(review.as_of)) & (frame["issued"] <= pd.Timestamp(seen_until(review)))
    ]
    month = facts.company(company).year_end_month
    ends = [target(label, month).quarters[-1] for label in frame["target_period"]]
    rows = [
        (end, row)
        for end, row in zip(ends, rows_of(frame, GuidanceRow), strict=True)
        if end >= review.quarter + 1
    ]
    if not rows:
        return None
    nearest = min(end for end, _ in rows)
    row = max((r for end, r in rows if end == nearest), key=lambda r: r.issued)
    return GuidanceInForce(
        metric,
        row.definition,
        target(row.target_period, month),
        label(review, metric),
        row.low,
        row.high,
        row.unit,
        _ends(review, row),
        "",
        row.issued,
        row.statement,
        (row.source_id,),
        row.evidence,
    )


def _ends(review: Review, row: GuidanceRow) -> str:
    """Write a guided rate or amount with its hedge: ``39–40 %``, ``~45 %``."""
    say, language = review.say, review.language
    ends = [Number(v, row.unit) for v in dict.fromkeys((row.low, row.high)) if v == v]
    if len(ends) == 2:
        return language.range(*ends)
    hedged = {"about": say("~{amount}", amount=ends[0]), "over": say(">{amount}", amount=ends[0])}
    return hedged.get(row.qualifier, language.write(ends[0]))


# --- cells ----------------------------------------------------------------------------------------


# What metrics.csv says of each metric, read once for a review.
_METRICS: WeakKeyDictionary[Review, dict[str, MetricRow]] = WeakKeyDictionary()
_LABELS: WeakKeyDictionary[Review, dict[str, str]] = WeakKeyDictionary()


def _described(review: Review, metric: str) -> MetricRow:
    if review not in _METRICS:
        _METRICS[review] = {row.id: row for row in rows_of(facts.load_metrics(), MetricRow)}
    return _METRICS[review][metric]


def label(review: Review, metric: str) -> str:
    """Name a metric as the edition's language does."""
    if review not in _LABELS:
        table = facts.load_metrics()
        _LABELS[review] = dict(zip(table["id"], table[review.language.column("label")], strict=True))
    return _LABELS[review][metric]


def written(review: Review, point: Point) -> str:
    """Write a value in its own unit: money, per cent, points, a count, megawatts."""
    if point.metric in POINTS:
        number = Number(point.value, "points")
    elif point.unit == "share":
        number = review.language.told(point.value, "share")
    else:
        number = Number(point.value, point.unit)
    text = review.language.write(number)
    return review.say(">{amount}", amount=text) if point.definition == "lower_bound" else text


def short_date(review: Review, day: dt.date) -> str:
    """Write a day for a narrow column: ``25 Nov 2025``."""
    return review.language.day(day)


def reading_row(review: Review, reading: Reading) -> tuple[Cell, ...]:
    """Print a KPI: this quarter, before, the day, what it counts."""
    now = review.cell(reading.now, lambda v: written(review, reading.now))
    return (
        words(label(review, reading.metric)),
        _before(review, reading),
        now.plain() if reading.now.unit == "share" else now,
        Cell(short_date(review, reading.day) if reading.day else "", kind="figure"),
        words(_meaning(review, reading)),
    )


def _meaning(review: Review, reading: Reading) -> str:
    """What a figure counts, in the company's own definition where it has one; nothing where the name says as much."""
    point = reading.now if reading.now.known else reading.before or reading.now
    own = _definitions(review).get((reading.metric, point.company, point.definition))
    if own:
        return review.say(own)
    known = _described(review, reading.metric)
    text = known.definition
    said = set(text.removesuffix(".").casefold().split())
    return "" if said <= set(known.label.casefold().split()) else review.say(text)


# The definitions of single companies, read once for a review.
_DEFINITIONS: WeakKeyDictionary[Review, dict[tuple[str, str, str], str]] = WeakKeyDictionary()


def _definitions(review: Review) -> dict[tuple[str, str, str], str]:
    if review not in _DEFINITIONS:
        rows = rows_of(facts.load_definitions(), DefinitionRow)
        _DEFINITIONS[review] = {(r.metric, r.company, r.definition): r.text for r in rows}
    return _DEFINITIONS[review]


def _before(review: Review, reading: Reading) -> Cell:
    point = reading.before
    if point is None:
        return Cell("")
    cell = review.cell(point, lambda v: written(review, point))
    period = point.fiscal_quarter if point.quarter == review.quarter else str(point.quarter)
    text = review.say("{value} ({period})", value=cell.text, period=period)
    return Cell(text, url=cell.url, marks=cell.plain().marks, kind="figure", hint=cell.hint)


def outlook_row(review: Review, outlook: GuidanceInForce) -> tuple[Cell, ...]:
    """Print guidance: the figure in force, the one before it, the day, what was said."""
    say = review.say
    source = review.source(outlook.sources[0])
    marks = "s" if is_second_hand(outlook.evidence) else ""
    return (
        words(
            say(
                "Guidance for {period}: {measure}",
                period=write.period(review, outlook.target),
                measure=outlook.name,
            )
        ),
        Cell(outlook.before, kind="figure"),
        Cell(outlook.figure, url=source.url, marks=marks, kind="figure", hint=source.title),
        Cell(short_date(review, outlook.day), kind="figure"),
        words(review.language.sentence(say(outlook.words))),
    )


def documents(found: list[GuidanceInForce]) -> list[str]:
    """Source ids behind guidance."""
    return sorted({source for o in found for source in o.sources})
