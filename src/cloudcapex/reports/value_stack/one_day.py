"""The essay's question put to figures of one day: what laboratories, clouds and the chip maker take in a year."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ... import facts
from ...language import Number
from ...metrics.labs import run_rate_near
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...statements import Assertion, Phrase, Statement, Value, absence, span
from .argued import argued_message
from .context import ValueStack
from .figures import between, claimed, figure, gathered, times_over, told

_YEAR = 4  # quarter ends that are looked at
_APART = 46  # days between a quarter end and a figure of it: half a quarter


@dataclass(frozen=True)
class Day:
    """What is told of a quarter end, or of a day near it.

    Parameters
    ----------
    quarter : Quarter
        That ends on it.
    users : Point
        What users pay.
    labs, clouds, chips : tuple of Point
        Of each laboratory and cloud, and of the chip maker's quarter taken for a year; not known where nothing is told.
    """

    quarter: Quarter
    users: Point
    labs: tuple[Point, ...]
    clouds: tuple[Point, ...]
    chips: tuple[Point, ...]

    @property
    def figures(self) -> int:
        """How many of its layers' figures are told."""
        return sum(p.known for p in (*self.labs, *self.clouds, *self.chips))

    @property
    def compares(self) -> bool:
        """Whether it has what every laboratory takes in, and beside it a figure of another layer."""
        whole = bool(self.labs) and all(p.known for p in self.labs)
        return whole and any(p.known for p in (self.users, *self.clouds, *self.chips))


def days(report: ValueStack) -> list[Day]:
    """Return the quarter ends of the year to the quarter near which layers can be set side by side, the oldest first."""
    if not report.essay:
        return []

    def made() -> list[Day]:
        found = (_day(report, report.quarter - back) for back in reversed(range(_YEAR)))
        return [day for day in found if day.compares]

    return report.made("days of figures", made)


def _day(report: ValueStack, quarter: Quarter) -> Day:
    day, maker = quarter.end, facts.only("chip_maker")
    return Day(
        quarter,
        report.market_near(day, _APART),
        tuple(
            run_rate_near(lab, day, _APART, report.as_of) or no_point(lab, "revenue_run_rate", quarter)
            for lab in facts.charted_labs(report.as_of)
        ),
        tuple(_near(report.point(m.metric, m.company, quarter), day) for m in facts.group("cloud_ai")),
        (_for_a_year(_near(report.point(maker.metric, maker.company, quarter), day)),),
    )


def _near(point: Point, day: dt.date) -> Point:
    """Keep a figure of the day that somebody told as reached; an expectation is none."""
    end = point.period_end
    if point.known and end and abs((end - day).days) <= _APART and point.basis != "estimated":
        return point
    return no_point(point.company, point.metric, point.quarter, point.reason or "not_disclosed")


def _for_a_year(point: Point) -> Point:
    if not point.known:
        return point
    low, high = point.bounds
    return replace(point, value=4 * point.value, basis="derived", rounded_to=None, low=4 * low, high=4 * high)


# the sentence ----------------------------------------------------------------------------------


def told_day(report: ValueStack) -> Day | None:
    """Return the day that the title speaks of: with figures of most, the newest among such; None where there is none."""
    return max(days(report), key=lambda day: (day.figures, day.quarter), default=None)


def one_day_message(report: ValueStack) -> Statement:
    """Hold the layers against one another on the day of which most is told, and against the essay."""
    day = told_day(report)
    if day is None:
        return _nothing(report)
    if any(p.known for p in day.clouds):
        return _of_users(report, day) if day.users.known else _of_labs(report, day)
    if not any(p.known for p in day.chips):
        return _nothing(report)
    maker = facts.only("chip_maker").company
    held, times = times_over(report, _together(report, day, day.chips), _together(report, day, day.labs))
    return report.state(
        "Near {day} {maker}’s sales to data centres ran at {times} what {labs} took in",
        held,
        day=_date(report, day),
        maker=report.company(maker),
        times=times,
        labs=_names(report, day.labs),
    )


def _of_users(report: ValueStack, day: Day) -> Statement:
    held, part = _part(report, _together(report, day, day.clouds), _together(report, day, [day.users]))
    ends = claimed(report)
    first = report.state(
        "Near {day} {clouds} sold {part} of what users paid",
        held,
        day=_date(report, day),
        clouds=_clouds(report, day),
        part=part,
    )
    return report.state(
        "{sentence}; the essay reckoned {claim} for all clouds",
        *first.assertions,
        span(gathered(report, ends, "ends")),
        sentence=first,
        claim=between(report, *ends),
    )


def _of_labs(report: ValueStack, day: Day) -> Statement:
    held, part = _part(report, _together(report, day, day.clouds), _together(report, day, day.labs))
    said = essay_half(report)
    first = report.state(
        "Near {day} {clouds} sold {part} of what {labs} did",
        held,
        day=_date(report, day),
        clouds=_clouds(report, day),
        part=part,
        labs=_names(report, day.labs),
    )
    return report.state(
        "{sentence}; in the essay, model providers pay clouds about {claim} of their revenue",
        *first.assertions,
        *told(report, said),
        sentence=first,
        claim=Number(said.value, "share", said.of, decimals=0),
    ).or_shorter(first)


def _part(report: ValueStack, over: Value, under: Value) -> tuple[Assertion | None, Number | Phrase]:
    """Return one figure over another as a part of it, or as its multiple."""
    held, times = times_over(report, over, under)
    if held is None or held.figure("ratio") > 1:
        return held, times
    return held, report.quotient(held, Number(held.figure("ratio"), "share", over.of, decimals=0))


def _nothing(report: ValueStack) -> Statement:
    """Say which layers nothing is told of at the end of the quarter; before the essay was out, that it was not."""
    if not report.essay:
        return argued_message(report)
    day = _day(report, report.quarter)
    lacking = [p for p in day.labs if not p.known]
    points = lacking or [p for p in (*day.clouds, *day.chips) if not p.known]
    held = absence(gathered(report, [_together(report, day, [p]) for p in points], "layers"))
    if lacking:
        return report.state(
            "The data hold no run-rate of {labs} to show near {day}: the essay’s question is open",
            held,
            labs=_names(report, lacking),
            day=_date(report, day),
        )
    return report.state(
        "The data hold nothing of clouds’ AI or chips to show near {day}: the essay’s question is open",
        held,
        day=_date(report, day),
    )


def essay_half(report: ValueStack) -> Value:
    """Return what the essay has model providers pay clouds, of their revenue."""
    chosen = report.essay.get("models_cloud")
    return figure(
        report, "essay_models", "essay_models", chosen.estimate.central if chosen else math.nan, "share"
    )


def _together(report: ValueStack, day: Day, points: Sequence[Point]) -> Value:
    """Return what is told of a layer on a day, added up."""
    known = [p for p in points if p.known]
    return figure(
        report,
        "one_day",
        "+".join(p.company for p in known or points),
        math.fsum(p.value for p in known) if known else math.nan,
        "USD",
        points=known,
        low=math.fsum(p.bounds[0] for p in known),
        high=math.fsum(p.bounds[1] for p in known),
        when=day.quarter.end.isoformat(),
    )


def _date(report: ValueStack, day: Day) -> str:
    return report.language.date(day.quarter.end)


def _names(report: ValueStack, points: Sequence[Point]) -> list[str]:
    return [report.party(p.company) for p in points]


def _clouds(report: ValueStack, day: Day) -> list[str]:
    told_of = {p.company for p in day.clouds if p.known}
    return [report.member(m) for m in facts.group("cloud_ai") if m.company in told_of]
