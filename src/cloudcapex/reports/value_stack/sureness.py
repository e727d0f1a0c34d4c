"""How sure the answer is, and what moves it most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.intervals import IntervalRow, interval_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Display
from ...exhibits.theme import LAYER_COLOURS, MUTED
from ...language import N_, Number
from ...models import value_stack as model
from ...models.value_stack import Simulation
from ...statements import Statement, absence, gap, span
from ..labels import inside
from .context import ValueStack
from .figures import between, claimed, ends, gathered, unestimated


class _Drawn(NamedTuple):
    """What the draws say of one answer: by whose estimates, under which name, beside the central case."""

    estimates: str
    name: str
    output: str
    simulation: Simulation
    central: Mapping[str, float]
    colour: str


def _drawn(report: ValueStack) -> list[_Drawn]:
    """Return the essay's own answer, where it is another, and each answer of the estimates used."""
    if not report.complete:
        return []
    colours = {
        "clouds_of_revenue": LAYER_COLOURS["clouds"],
        "investors": LAYER_COLOURS["clouds"],
        "free_use": LAYER_COLOURS["models"],
        "paid_use": LAYER_COLOURS["clouds"],
        "clouds_in_all": LAYER_COLOURS["clouds"],
        "models_revenue": LAYER_COLOURS["models"],
        "apps_profit": LAYER_COLOURS["applications"],
        "chips": LAYER_COLOURS["chips"],
        "chips_bought": LAYER_COLOURS["chips"],
    }
    return _of_essay(report) + [
        _Drawn(report.estimates, report.output(of), of, report.simulation, report.answers, colours[of])
        for of in report.answers
    ]


def _of_essay(report: ValueStack) -> list[_Drawn]:
    """Return what the essay's ranges give: by themselves, and with ours where it leaves something open."""
    if model.missing(report.essay):
        return []
    found = {"essay": (N_("To clouds, by the essay’s own ranges"), report.essay_simulation)}
    if report.essay_open:
        found = {
            "essay_own": (N_("To clouds, by the essay’s own ranges"), report.essay_own_simulation),
            "essay": (N_("with our ranges for what it leaves open"), report.essay_simulation),
        }
    if report.essay == report.choice:
        del found["essay"]  # it is what the edition answers
    return [
        _Drawn(estimates, report.say(name), "clouds_of_revenue", drawn, report.essay_answer, MUTED)
        for estimates, (name, drawn) in found.items()
    ]


def _intervals(report: ValueStack, drawn: list[_Drawn]) -> Chart:
    return interval_chart(
        [_span(report, d) for d in drawn],
        scale=Scale.per_cent(report.language, marked=True),
        band=report.claim if report.essay else None,
        band_name=report.say("the essay’s claim for clouds, {claim}", claim=report.span(*report.claim)),
    )


def _span(report: ValueStack, drawn: _Drawn) -> IntervalRow:
    found = drawn.simulation.intervals[drawn.output]
    told_ = report.span(found.low, found.high)
    centre = drawn.central[drawn.output]
    return IntervalRow(drawn.name, found.low, found.high, told_, found.median, centre, drawn.colour)


def _row(drawn: _Drawn) -> dict[str, object]:
    found = drawn.simulation.intervals[drawn.output]
    return {
        "estimates": drawn.estimates,
        "output": drawn.output,
        "q05": round(found.low, 4),
        "median": round(found.median, 4),
        "q95": round(found.high, 4),
        "central": round(drawn.central[drawn.output], 4),
    }


def _draws(report: ValueStack, _: object) -> str:
    return report.say(
        "{draws} draws of all assumptions at once, independent of one another, from a fixed seed. Ranges that are narrow in print are as uncertain as the estimates behind them.",
        draws=Number(report.draws, "count"),
    )


def _contradiction(report: ValueStack, _: object) -> str:
    """Say how many draws the essay's own ranges rule out."""
    if model.missing(report.essay) or report.essay_simulation.kept > 0.99:
        return ""
    return report.say(
        "The essay’s ranges contradict each other in {part} of draws: an application with a high gross margin cannot spend so much on inference. Those draws are left out.",
        part=report.share(1 - report.essay_simulation.kept),
    )


def sureness_message(report: ValueStack) -> Statement:
    """Hold the drawn range for clouds against the essay's claim."""
    if not report.complete:
        return report.state(
            "How sure the division is cannot be told for {quarter}",
            unestimated(report),
            quarter=report.quarter,
        )
    drawn = ends(report, "clouds_of_revenue", report.simulation.intervals["clouds_of_revenue"])
    span_drawn = span(gathered(report, drawn, "ends"))
    values: dict[str, object] = {"range": between(report, *drawn)}
    if not report.essay:
        return report.state("Clouds receive {range} of what users pay", span_drawn, **values)
    essay = claimed(report)
    (low, high), (least, most) = drawn, essay
    values["claim"] = between(report, *essay)
    spans = (span_drawn, span(gathered(report, essay, "ends")))
    if low.value >= most.value:
        return report.state(
            "Clouds receive {range} of what users pay, more than the {claim} that the essay reckoned",
            *spans,
            gap(gathered(report, (low, most), "ends"), low.of, most.of),
            **values,
        )
    if high.value <= least.value:
        return report.state(
            "Clouds receive {range} of what users pay, less than the {claim} that the essay reckoned",
            *spans,
            gap(gathered(report, (high, least), "ends"), high.of, least.of),
            **values,
        )
    if least.value <= low.value and high.value <= most.value:
        return report.state(
            "Clouds receive {range} of what users pay, inside the {claim} that the essay reckoned",
            *spans,
            gap(gathered(report, (low, least), "ends"), low.of, least.of),
            gap(gathered(report, (most, high), "ends"), most.of, high.of),
            **values,
        )
    return report.state(
        "Clouds receive {range} of what users pay, where the essay reckoned {claim}", *spans, **values
    )


def essay_message(report: ValueStack) -> Statement:
    """Say what the essay's ranges give by themselves, and with ours for what it leaves open."""
    essay = claimed(report)
    if model.missing(report.essay):
        return report.state(
            "The data hold no numbers of the essay by {day}.",
            absence(gathered(report, essay, "ends")),
            day=report.language.date(report.day),
        )
    whole = ends(report, "essay.clouds_of_revenue", report.essay_simulation.intervals["clouds_of_revenue"])
    values = {"range": between(report, *whole), "claim": between(report, *essay)}
    spans = [span(gathered(report, pair, "ends")) for pair in (whole, essay)]
    if not report.essay_open:
        return report.state("The essay’s ranges give clouds {range}, against its {claim}.", *spans, **values)
    own = ends(
        report, "essay_own.clouds_of_revenue", report.essay_own_simulation.intervals["clouds_of_revenue"]
    )
    return report.state(
        "The essay’s own ranges give clouds {own}, against its {claim}; with ours for what it leaves open, {names}, they give {range}.",
        *spans,
        span(gathered(report, own, "ends")),
        own=between(report, *own),
        names=report.language.join(
            inside(report.say(report.essay[name].assumption.label)) for name in report.essay_open
        ),
        **values,
    )


sureness = ValueStack.shows(
    Display(
        "sureness",
        _drawn,
        _intervals,
        N_(
            "Part of each dollar that users pay; bars hold nine of ten draws, discs the middle one, strokes the central case"
        ),
        sureness_message,
        N_("Ranges of the answers of the model. {title}."),
        notes=(_draws, _contradiction),
        data=lambda _, drawn: pd.DataFrame([_row(d) for d in drawn]),
        sources=lambda report, _: {*report.documents_of(report.choice), *report.documents_of(report.essay)},
        absent=ValueStack.no_estimates,
    )
)
