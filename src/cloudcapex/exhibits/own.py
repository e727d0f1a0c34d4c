"""An exhibit of one's own: any series frame as a line chart in the house style, its sources with it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from .. import facts, metrics
from ..errors import UsageError
from ..language import Language, Place
from ..language.currency import is_currency
from ..metrics.points import Point, points_frame, points_of
from ..periods import Quarter, quarters_between
from ..statements import Statement
from .charts.axes import Format
from .charts.lines import Line, line_chart
from .charts.scale import Scale
from .exhibit import Exhibit
from .sources import Source, SourceLine, unique_sources
from .theme import FULL_WIDTH, company_colour

_ENGLISH = Language()
_TRANSFORMED = {
    "ttm": "last four quarters",
    "yoy": "change on the same quarter a year before",
    "qoq": "change on the quarter before",
    "yoy_change": "difference from the same quarter a year before",
    "qoq_change": "difference from the quarter before",
}


def line_exhibit(frame: pd.DataFrame, title: str, *, number: int = 1) -> Exhibit:
    """Show a series as lines over quarters, one a company and definition.

    Parameters
    ----------
    frame : DataFrame
        From `cloudcapex.metrics.series`: one metric, in one unit. Rows may be left out, columns not.
    title : str
        The message: what the lines show, as a sentence.
    number : int
        Printed as ``Exhibit 1``.

    Returns
    -------
    Exhibit
        It shows itself in a notebook as in a report. Missing values are gaps; an older definition is
        dashed and never joined to the newer one; values that are not exact filed figures are hollow.

    Raises
    ------
    UsageError
        When the frame is no series, holds two metrics or two units, or has no value at all.
    """
    points = _checked(frame)
    known = [point for point in points if point.known]
    quarters = quarters_between(min(p.quarter for p in points), max(p.quarter for p in points))
    spoken, (scale, unit) = _write(known[0].unit, "prose"), _scale(known[0].unit)
    lines = _lines(known, quarters)
    subtitle = f"{_measure(known[0].metric)}, {unit}, {quarters[0]} to {quarters[-1]}"
    newest = [
        f"{line.name} {spoken(line.values[line.last])}"
        for line in lines
        if line.name and line.last is not None
    ]
    return Exhibit(
        number=number,
        label=f"Exhibit {number}",
        title=Statement(title),
        subtitle=subtitle,
        body=line_chart(quarters, lines, write=_write(known[0].unit, "chart"), scale=scale, width=FULL_WIDTH),
        sources=_sources(known),
        alt=f"Line chart: {subtitle}. {title}. Newest values: {_ENGLISH.join(newest)}.",
        data=points_frame(points),
        notes=("An older definition is dashed.",) if any(line.old for line in lines) else (),
        source_line=_source_line(known),
    )


def _checked(frame: pd.DataFrame) -> list[Point]:
    lacking = [column for column in metrics.COLUMNS if column not in frame]
    if lacking:
        raise UsageError(f"the frame has no column {lacking[0]!r}", remedy="hand over rows of metrics.series")
    points = list(points_of(frame))
    known = [point for point in points if point.known]
    if not known:
        raise UsageError("the series has no value to draw", remedy="its column `reason` says why")
    for what in ("metric", "unit"):
        found = sorted({str(getattr(point, what)) for point in known})
        if len(found) > 1:
            raise UsageError(
                f"one chart shows one {what}, not {' and '.join(found)}", remedy="make one of each"
            )
    return points


def _lines(known: Sequence[Point], quarters: Sequence[Quarter]) -> list[Line]:
    """Make one line of each company and definition; the one with the newest value carries the name."""
    names = facts.load_companies().set_index("slug")["short_name"].to_dict()
    groups: dict[tuple[str, str], dict[Quarter, Point]] = {}
    for point in known:
        groups.setdefault((point.company, point.definition), {})[point.quarter] = point
    newest: dict[str, Quarter] = {}
    for (company, _), group in groups.items():
        newest[company] = max(newest.get(company, max(group)), max(group))
    lines = []
    for (company, _), group in groups.items():
        current = max(group) == newest[company]
        lines.append(
            Line(
                name=names.get(company, company) if current else "",
                colour=company_colour(company),
                values=tuple(group[q].value if q in group else math.nan for q in quarters),
                soft=frozenset(i for i, q in enumerate(quarters) if q in group and group[q].soft),
                old=not current,
            )
        )
    return lines


def _write(unit: str, place: Place) -> Format:
    """Return what writes the values at a place: rates to a tenth of a per cent."""
    known = unit == "share" or is_currency(unit)
    return _ENGLISH.writes(unit if known else "number", place, decimals=1 if unit == "share" else None)


def _scale(unit: str) -> tuple[Scale, str]:
    """Return what the axis counts, and the words for that."""
    if unit == "share":
        return Scale.per_cent(_ENGLISH), "per cent"
    if is_currency(unit):
        return Scale.money(_ENGLISH), _ENGLISH.unit_name(unit)
    return Scale.number(_ENGLISH), unit


def _measure(metric: str) -> str:
    """Name a metric and what was done to it in words."""
    base, *transforms = metric.split(".")
    return ", ".join([metrics.describe(base)["label"], *(_TRANSFORMED[name] for name in transforms)])


def _sources(known: Sequence[Point]) -> tuple[Source, ...]:
    table = facts.load_sources().set_index("source_id")[["title", "url"]].fillna("")
    ids = {source for point in known for source in point.sources}
    return unique_sources([Source(i, str(table.at[i, "title"]), str(table.at[i, "url"])) for i in ids])


def _source_line(known: Sequence[Point]) -> SourceLine:
    table = facts.load_sources().set_index("source_id")
    used = table.loc[sorted({source for point in known for source in point.sources})]
    publishers = _ENGLISH.join(sorted(set(used["publisher"].fillna("")) - {""}))
    return SourceLine(f"Source: {len(used)} documents of {publishers}; the CSV names them value by value.")
