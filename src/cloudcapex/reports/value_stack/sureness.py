"""How sure the answer is, and what moves it most."""

from __future__ import annotations

import math

import pandas as pd

from ...exhibits.charts.intervals import IntervalRow, interval_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.tornado import Blade, tornado_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import HALF_WIDTH, LAYER_COLOURS, MUTED
from ...language import N_, Number
from ...models import value_stack as model
from ...models.value_stack import Simulation
from ...statements import Assertion, Evidence, Statement, absence, each_beyond, gap, leader, span
from .context import ValueStack
from .figures import between, central, claimed, ends, figure, gathered, told, unestimated

# An assumption is drawn that moves an answer by this part of what the first one does.
LEAST = 0.05


@ValueStack.shows
def sureness(report: ValueStack) -> Exhibit:
    """Draw what nine of ten draws say, for the estimates used and for the essay's own, over the essay's claim."""
    say = report.say
    subtitle = say(
        "Part of each dollar that users pay; bars hold nine of ten draws, discs the middle one, strokes the central case"
    )
    if not report.complete:
        title = report.state(
            "How sure the division is cannot be told for {quarter}",
            unestimated(report),
            quarter=report.quarter,
        )
        return report.absent("sureness", title, subtitle)
    title = sureness_message(report)
    colours = {
        "clouds_of_revenue": LAYER_COLOURS["clouds"],
        "clouds_in_all": LAYER_COLOURS["clouds"],
        "models_revenue": LAYER_COLOURS["models"],
        "apps_profit": LAYER_COLOURS["applications"],
        "chips": LAYER_COLOURS["chips"],
    }
    spans, rows = [], []
    if not model.missing(report.essay) and report.essay != report.choice:
        spans.append(
            _span(
                report,
                say("To clouds, by the essay’s own ranges"),
                report.essay_simulation,
                report.essay_answer,
                "clouds_of_revenue",
                MUTED,
            )
        )
        rows.append(_row("essay", "clouds_of_revenue", report.essay_simulation, report.essay_answer))
    for name in report.answers:
        spans.append(
            _span(report, report.output(name), report.simulation, report.answers, name, colours[name])
        )
        rows.append(_row(report.estimates, name, report.simulation, report.answers))
    return report.exhibit(
        "sureness",
        title=title,
        subtitle=subtitle,
        body=interval_chart(
            spans,
            scale=Scale.per_cent(report.language, marked=True),
            band=report.claim if report.essay else None,
            band_name=say("the essay’s claim for clouds, {claim}", claim=report.span(*report.claim)),
        ),
        points=[],
        data=pd.DataFrame(rows),
        extra_sources=sorted({*report.documents_of(report.choice), *report.documents_of(report.essay)}),
        alt=say("Ranges of the answers of the model. {title}.", title=title),
        notes=[
            say(
                "{draws} draws of all assumptions at once, independent of one another, from a fixed seed. Ranges that are narrow in print are as uncertain as the estimates behind them.",
                draws=Number(report.draws, "count"),
            ),
            _contradiction(report),
        ],
    )


def _span(
    report: ValueStack, name: str, drawn: Simulation, central: dict[str, float], output: str, colour: str
) -> IntervalRow:
    found = drawn.intervals[output]
    return IntervalRow(
        name, found.low, found.high, report.span(found.low, found.high), found.median, central[output], colour
    )


def _row(estimates: str, output: str, drawn: Simulation, central: dict[str, float]) -> dict[str, object]:
    found = drawn.intervals[output]
    return {
        "estimates": estimates,
        "output": output,
        "q05": round(found.low, 4),
        "median": round(found.median, 4),
        "q95": round(found.high, 4),
        "central": round(central[output], 4),
    }


def _contradiction(report: ValueStack) -> str:
    """Say how many draws the essay's own ranges rule out."""
    if model.missing(report.essay) or report.essay_simulation.kept > 0.99:
        return ""
    return report.say(
        "The essay’s ranges contradict each other in {part} of draws: an application with a high gross margin cannot spend so much on inference. Those draws are left out.",
        part=report.share(1 - report.essay_simulation.kept),
    )


def sureness_message(report: ValueStack) -> Statement:
    """Hold the drawn range for clouds against the essay's claim."""
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
            _inside(report, report.say(report.essay[name].assumption.label)) for name in report.essay_open
        ),
        **values,
    )


@ValueStack.shows
def clouds_moved_by(report: ValueStack) -> Exhibit:
    """Draw what moves the clouds' part of users' money."""
    return _tornado(report, "clouds_moved_by", "clouds_of_revenue")


@ValueStack.shows
def chips_moved_by(report: ValueStack) -> Exhibit:
    """Draw what moves the chip makers' part."""
    return _tornado(report, "chips_moved_by", "chips")


def _tornado(report: ValueStack, key: str, output: str) -> Exhibit:
    say = report.say
    what = (
        say("clouds’ part of users’ money")
        if output == "clouds_of_revenue"
        else say("chip makers’ part for each dollar of users")
    )
    subtitle = say(
        "{what}, one assumption moved over its range, the others central", what=report.language.sentence(what)
    )
    untold = _untold(report, output, what)
    if untold is not None:
        return report.absent(key, *untold[:1], subtitle, untold[1], wide=False)
    swings = model.swings(report.choice, output)
    ranks = report.simulation.ranks[output]
    title = tornado_message(report, output)
    # A sliver says no more than that it is one.
    shown = [s for s in swings if s.width >= LEAST * swings[0].width]
    names = {c.id: say(c.assumption.label) for c in report.choice.values()}
    blades = []
    for swing in shown:
        estimate = report.choice[swing.id].estimate
        blades.append(
            Blade(
                names[swing.id],
                swing.at_low,
                swing.at_high,
                report.share(estimate.low),
                report.share(estimate.high),
                report.language.write(Number(ranks[swing.id], "number", sign=True, decimals=2)),
            )
        )
    centre = report.answers[output]
    return report.exhibit(
        key,
        title=title,
        subtitle=subtitle,
        body=tornado_chart(
            blades,
            centre,
            scale=Scale.per_cent(report.language, marked=True),
            centre_name=report.share(centre),
            note_name=say("rank corr."),
            colour=LAYER_COLOURS["clouds" if output == "clouds_of_revenue" else "chips"],
            width=HALF_WIDTH,
        ),
        points=[],
        data=pd.DataFrame(
            [
                {
                    "assumption": s.id,
                    "low": report.choice[s.id].estimate.low,
                    "high": report.choice[s.id].estimate.high,
                    "answer_at_low": round(s.at_low, 4),
                    "answer_at_high": round(s.at_high, 4),
                    "rank_correlation": round(ranks[s.id], 2),
                }
                for s in swings
            ]
        ),
        extra_sources=report.documents_of(report.choice),
        alt=say("Bars of how far each assumption moves the answer. {title}.", title=title),
        notes=[
            say(
                "At the ends of a bar stand the ends of the assumption’s range; dark is its lower end. On the right the rank correlation over all draws."
            )
            if key == "clouds_moved_by"
            else "",
            say(
                "Too little to be drawn: {names}.",
                names=report.language.join(_inside(report, names[s.id]) for s in swings if s not in shown),
            )
            if len(shown) < len(swings)
            else "",
        ],
        wide=False,
    )


def _untold(report: ValueStack, output: str, what: str) -> tuple[Statement, str] | None:
    """Say why nothing can be drawn of what moves an answer; None where something can."""
    say = report.say
    missing = unestimated(report)
    if report.complete and output not in report.answers:
        missing = absence(gathered(report, [central(report, output, math.nan)], "results"))
    if missing is not None:
        title = report.state(
            "What moves {what} cannot be told for {quarter}", missing, what=what, quarter=report.quarter
        )
        reason = say("No estimate known on the day tells how clouds divide what they receive.")
        return title, reason if report.complete else ""
    if not model.swings(report.choice, output):
        title = report.state("Nothing moves {what}", each_beyond(widths(report, output), 0.0), what=what)
        return title, say("Every assumption is a single value, so nothing moves the answer.")
    return None


def widths(report: ValueStack, output: str) -> Evidence:
    """How far each assumption moves an answer, from one end of its range to the other; those that do not, by nought."""
    swings = {s.id: s.width for s in model.swings(report.choice, output)}
    return gathered(
        report,
        [
            figure(report, f"swing.{output}", name, swings.get(name, 0.0), "points", c.estimate.sources)
            for name, c in report.choice.items()
        ],
        "assumptions",
    )


def tornado_message(report: ValueStack, output: str) -> Statement:
    """Name the assumption that moves an answer most, with both answers."""
    first = model.swings(report.choice, output)[0]
    documents = report.choice[first.id].estimate.sources
    low, high = (
        figure(report, f"swing_{end}.{output}", first.id, found, "share", documents)
        for end, found in zip(("low", "high"), sorted((first.at_low, first.at_high)), strict=True)
    )
    return report.state(
        N_("Clouds’ part depends most on {name}: {range} from end to end")
        if output == "clouds_of_revenue"
        else N_("Chip makers’ part depends most on {name}: {range} from end to end"),
        most_moved_by(report, output),
        *told(report, low, high),
        name=_inside(report, report.say(report.choice[first.id].assumption.label)),
        range=between(report, low, high),
    )


def most_moved_by(report: ValueStack, output: str) -> Assertion | None:
    """Assert which assumption moves an answer most."""
    return leader(widths(report, output))


def _inside(report: ValueStack, label: str) -> str:
    """A label inside a sentence: English starts it small."""
    return label if report.language.chinese else label[:1].lower() + label[1:]
