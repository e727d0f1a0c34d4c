"""The layers over time: what model providers and clouds take in, and what the chip maker sells."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Display
from ...exhibits.theme import company_colour
from ...language import N_, Number
from ...metrics.labs import run_rates
from ...metrics.points import Point
from ...statements import Population, Statement, Value, absence, total, value
from .context import ValueStack
from .figures import figure, gathered, rounded, times_over, together

# Name, company and points of a line.
Row = tuple[str, str, list[Point]]


def _layers(report: ValueStack) -> list[Row]:
    """Return the run-rates of laboratories and of clouds' AI business, of each that has stated one."""
    rows: list[Row] = [
        *(
            (report.party(lab), lab, run_rates(lab, report.quarters, report.as_of))
            for lab in facts.charted_labs(report.as_of)
        ),
        *((report.member(m), m.company, report.row(m.metric, m.company)) for m in facts.group("cloud_ai")),
    ]
    return [row for row in rows if any(p.known for p in row[2])]


def _chips(report: ValueStack) -> list[Row]:
    """Return what the chip maker sells to data centres in four quarters."""
    maker = facts.only("chip_maker")
    row = report.row(f"{maker.metric}.ttm", maker.company)
    return [(report.company(maker.company), maker.company, row)] if any(p.known for p in row) else []


def _known(_: ValueStack, rows: list[Row]) -> list[Point]:
    return [p for _, _, points in rows for p in points if p.known]


def _lines(report: ValueStack, rows: list[Row]) -> Chart:
    language = report.language
    return line_chart(
        report.quarters,
        [
            Line(
                name,
                company_colour(company),
                tuple(p.value for p in points),
                frozenset(i for i, p in enumerate(points) if p.soft),
            )
            for name, company, points in rows
        ],
        write=language.writes("USD", "chart"),
        scale=Scale.money(language),
    )


def layers_message(report: ValueStack) -> Statement:
    """Say what the laboratories take in together, against a year before."""
    labs = facts.charted_labs(report.as_of)
    rates = [report.run_rate(lab) for lab in labs]
    held = gathered(
        report, [together(report, [p]) if p.known else _unknown(report, p) for p in rates], "laboratories"
    )
    known = [p for p in rates if p.known]
    if not known:
        return report.state(
            "The data hold no run-rate of a model provider for {quarter} in a document that can be shown",
            absence(held),
            quarter=report.quarter,
        )
    now, whole = together(report, known), total(held)
    values = {
        "labs": [report.party(p.company) for p in known],
        "amount": rounded(report, Number(now.value, "USD", now.of), now.high),
        "k": Number(float(len(known)), "count"),
        "n": Number(float(len(labs)), "count"),
    }
    if len(known) < len(labs):
        return report.state(
            N_(
                "The run-rate of one laboratory is known from a document that can be shown: {labs} runs at {amount} a year"
            )
            if len(known) == 1
            else N_(
                "The run-rates of {k} of {n} laboratories are known from documents that can be shown: {labs} run at {amount} a year"
            ),
            whole,
            **values,
        )
    before = [report.run_rate(lab, report.quarter - 4) for lab in labs]
    # A pace is that of a year before where both are told in just these quarters.
    if not all(
        p.known and p.quarter == q
        for points, q in ((rates, report.quarter), (before, report.quarter - 4))
        for p in points
    ):
        return report.state("{labs} run at {amount} a year", whole, **values)
    pace, times = times_over(report, now, together(report, before, str(report.quarter - 4)))
    return report.state(
        "{labs} run at {amount} a year, {times} the pace of a year before",
        whole,
        pace,
        times=times,
        **values,
    )


def _unknown(report: ValueStack, rate: Point) -> Value:
    return figure(report, "run_rates", rate.company, math.nan, "USD")


def chip_pace(report: ValueStack) -> Value:
    """Return what the chip maker sells to data centres in a year at the pace of the quarter: four times that quarter."""
    maker = facts.only("chip_maker")
    point = report.point(maker.metric, maker.company)
    low, high = (point.value if end is None else end for end in (point.low, point.high))
    return figure(
        report,
        "chip_pace",
        maker.company,
        4 * point.value if point.known else math.nan,
        point.unit or "USD",
        point.sources,
        low=4 * low,
        high=4 * high,
    )


def chips_message(report: ValueStack) -> Statement:
    """Say what the chip maker sold, and hold its pace against that of the laboratories: run-rate against run-rate."""
    maker = facts.only("chip_maker")
    row = report.row(f"{maker.metric}.ttm", maker.company)
    newest = next((p for p in reversed(row) if p.known), row[-1])
    sold = report.evidence(
        f"{maker.metric}.ttm", Population("chip makers", (maker.company,)), quarter=newest.quarter
    )
    if not newest.known:
        return report.state(
            "The data hold no four quarters of NVIDIA’s data-centre revenue up to {quarter}",
            absence(sold),
            quarter=report.quarter,
        )
    values: dict[str, object] = {
        "amount": rounded(report, Number(newest.value, "USD", maker.company), newest.bounds[1]),
        "quarter": newest.quarter,
    }
    pace, rates = (
        chip_pace(report),
        [p for lab in facts.charted_labs(report.as_of) if (p := report.run_rate(lab)).known],
    )
    first = report.state(
        "NVIDIA’s sales to data centres came to {amount} in the four quarters to {quarter}",
        value(sold),
        **values,
    )
    if not rates or not pace.known:
        return first
    held, times = times_over(report, pace, together(report, rates))
    return report.state(
        N_("{sentence}; its newest quarter, taken for a year, is {times} the run-rate of {labs}")
        if len(rates) == 1
        else N_("{sentence}; its newest quarter, taken for a year, is {times} the run-rates of {labs}"),
        *first.assertions,
        held,
        sentence=first,
        times=times,
        labs=[report.party(p.company) for p in rates],
    )


layers_over_time = ValueStack.shows(
    Display(
        "layers_over_time",
        _layers,
        _lines,
        N_("Newest run-rate stated in each quarter, {unit} a year"),
        layers_message,
        N_("Line chart of run-rates by layer. {title}."),
        notes=(
            N_(
                "A line of a laboratory must not be added to one of a cloud: what a laboratory takes in it pays on to clouds. Hollow marks are press reports or estimates."
            ),
            N_(
                "A pace of a time after {quarter} is not drawn, though commitments are held against the newest."
            ),
        ),
        points=_known,
        absent=N_("The data hold no run-rate of a layer by {quarter}."),
        wide=False,
    )
)

chips_over_time = ValueStack.shows(
    Display(
        "chips_over_time",
        _chips,
        _lines,
        N_("NVIDIA’s data-centre revenue of four quarters, {unit}"),
        chips_message,
        N_("Line chart of data-centre revenue. {title}."),
        notes=N_("NVIDIA’s quarters end about a month after the calendar’s; chips for other work are in it."),
        points=_known,
        absent=N_("The data hold no data-centre revenue of NVIDIA’s for four quarters to {quarter}."),
        wide=False,
    )
)
