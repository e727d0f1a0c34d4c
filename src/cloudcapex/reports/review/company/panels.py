"""Small charts of one company, in the same order and on the same quarters as every other company's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .... import facts
from ....exhibits.carried import writes_point
from ....exhibits.charts.canvas import Chart
from ....exhibits.charts.panels import SmallChart, panel_grid
from ....exhibits.charts.scale import Scale
from ....exhibits.drawings import definition_breaks
from ....exhibits.theme import company_colour
from ....metrics.points import Point
from ..context import Review
from .profiles import ProfileChart, profile_of

_IN_ROW = 4


def company_chart(review: Review, company: str) -> Chart:
    """Draw what is known of revenue, growth, margin, capex, free cash flow and contracts over the window."""
    panels = [_panel(review, company, measure) for measure in drawn(review, company)]
    return panel_grid(review.quarters, panels, columns=3)


def company_row(review: Review, company: str) -> Chart:
    """Draw the first four of them side by side, for a sheet of paper."""
    panels = [_panel(review, company, m) for m in drawn(review, company)[:_IN_ROW]]
    return panel_grid(review.quarters, panels, columns=_IN_ROW, row_height=1.2)


def drawn(review: Review, company: str) -> list[ProfileChart]:
    """Return the measures of which something is known, in the order of their places; the first where nothing is."""
    measures = profile_of(review, company).measures
    known = [m for m in measures if any(p.known for p in row(review, company, m))]
    return known or [*measures[:1]]


def measures_in_row(review: Review, company: str) -> list[ProfileChart]:
    """Return what `company_row` draws."""
    return drawn(review, company)[:_IN_ROW]


def not_drawn(review: Review, company: str) -> list[str]:
    """Say of each measure without a value why there is none."""
    shown = drawn(review, company)
    lacking: dict[str, list[str]] = {}
    for measure in profile_of(review, company).measures:
        if measure not in shown:
            lacking.setdefault(_reason(review, row(review, company, measure)), []).append(measure.name)
    return [
        review.say("{measures}: {reason}.", measures=review.language.join(names), reason=reason)
        for reason, names in lacking.items()
    ]


def row(review: Review, company: str, measure: ProfileChart) -> list[Point]:
    """The points of one small chart."""
    return review.row(measure.metric, company)


def breaks_note(review: Review, rows: Iterable[Sequence[Point]]) -> str:
    """Say from which quarters on small charts stand on another definition; nothing where none does."""
    starts = {str(points[n].quarter) for points in rows for n in definition_breaks(points)}
    if not starts:
        return ""
    return review.say(
        "Dotted line: another definition from {quarters}; nothing is compared across it.",
        quarters=review.language.join(sorted(starts)),
    )


def _panel(review: Review, company: str, measure: ProfileChart) -> SmallChart:
    say, language = review.say, review.language
    points = row(review, company, measure)
    known = [p for p in points if p.known]
    rate = measure.is_rate
    unit = language.unit_name(next((p.unit for p in known), facts.company(company).currency))
    return SmallChart(
        measure.name,
        tuple(p.value for p in points),
        company_colour(company),
        write=_newest(review, known[-1], measure) if known else str,
        scale=Scale.per_cent(language) if rate else Scale.money(language),
        subtitle=say(measure.note, unit=unit),
        shape="lines" if rate else "bars",
        soft=frozenset(i for i, p in enumerate(points) if p.inexact),
        empty=_reason(review, points),
        breaks=definition_breaks(points),
    )


def _newest(review: Review, point: Point, measure: ProfileChart) -> Callable[[float], str]:
    """Write the newest value; with its quarter where it is an older one than the review's."""
    language = review.language

    sign = point.unit == "share" and ("growth" in measure.metric or ".yoy" in measure.metric)
    written = writes_point(point, language.writes(point.unit, "chart", sign=sign))

    def write(value: float) -> str:
        text = written(value)
        if point.quarter == review.quarter:
            return text
        return review.say("{value} ({period})", value=text, period=point.quarter)

    return write


def _reason(review: Review, points: list[Point]) -> str:
    """Say why nothing is known."""
    reasons = [p.reason for p in points] or ["not_disclosed"]
    reason = next((r for r in ("not_entered", "not_derivable") if r in reasons), reasons[-1])
    texts = {
        "not_disclosed": review.say("no document held states it"),
        "not_entered": review.say("published, not in the data"),
        "not_yet_filed": review.say("not yet filed"),
        "not_applicable": review.say("does not apply"),
        "not_derivable": review.say("known for longer periods only"),
    }
    return texts.get(reason, texts["not_disclosed"])
