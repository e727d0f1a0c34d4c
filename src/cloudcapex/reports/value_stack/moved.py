"""What moves the answers of the model most: one assumption at a time, over its range."""

from __future__ import annotations

import math

import pandas as pd

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.tornado import Blade, tornado_chart
from ...exhibits.display import Display, Note
from ...exhibits.theme import HALF_WIDTH, LAYER_COLOURS
from ...language import N_, Number
from ...models import value_stack as model
from ...models.value_stack import Swing
from ...statements import Assertion, Evidence, Statement, absence, each_beyond, leader
from ..labels import inside
from .context import ValueStack
from .figures import between, central, figure, gathered, told, unestimated

# An assumption is drawn that moves an answer by this part of what the first one does.
LEAST = 0.05


def _moved(key: str, output: str, layer: str, notes: tuple[Note[ValueStack], ...]) -> Display[ValueStack]:
    """Return the exhibit of how far each assumption moves an answer."""
    return Display(
        key,
        lambda report: _swings(report, output),
        lambda report, swings: _tornado(report, output, layer, swings),
        lambda report: report.say(
            "{what}, one assumption moved over its range, the others in the middle of theirs",
            what=report.language.sentence(_what(report, output)),
        ),
        lambda report: tornado_message(report, output),
        N_("Bars of how far each assumption moves the answer. {title}."),
        notes=(*notes, _slivers),
        data=lambda report, swings: _frame(report, output, swings),
        sources=lambda report, _: report.documents_of(report.choice),
        absent=lambda report: _why(report, output),
        wide=False,
    )


def _what(report: ValueStack, output: str) -> str:
    if output == "clouds_of_revenue":
        return report.say("clouds’ part of users’ money")
    return report.say("chip makers’ part for each dollar of users")


def _swings(report: ValueStack, output: str) -> list[Swing]:
    told_of = report.complete and output in report.answers
    return model.swings(report.choice, output) if told_of else []


def _drawn_of(swings: list[Swing]) -> list[Swing]:
    """Leave slivers out, which say no more than that they are."""
    return [s for s in swings if s.width >= LEAST * swings[0].width]


def _label(report: ValueStack, swing: Swing) -> str:
    return report.say(report.choice[swing.id].assumption.label)


def _tornado(report: ValueStack, output: str, layer: str, swings: list[Swing]) -> Chart:
    ranks, centre = report.simulation.ranks[output], report.answers[output]
    blades = [
        Blade(
            _label(report, s),
            s.at_low,
            s.at_high,
            _end(report, s, report.choice[s.id].estimate.low),
            _end(report, s, report.choice[s.id].estimate.high),
            report.language.write(Number(ranks[s.id], "number", sign=True, decimals=2)),
        )
        for s in _drawn_of(swings)
    ]
    return tornado_chart(
        blades,
        centre,
        scale=Scale.per_cent(report.language, marked=True),
        centre_name=report.share(centre),
        note_name=report.say("rank corr."),
        colour=LAYER_COLOURS[layer],
        width=HALF_WIDTH,
    )


def _end(report: ValueStack, swing: Swing, value: float) -> str:
    unit = report.choice[swing.id].assumption.unit
    return report.language.write(Number(value, unit, place="chart"))


def _frame(report: ValueStack, output: str, swings: list[Swing]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "assumption": s.id,
                "low": report.choice[s.id].estimate.low,
                "high": report.choice[s.id].estimate.high,
                "answer_at_low": round(s.at_low, 4),
                "answer_at_high": round(s.at_high, 4),
                "rank_correlation": round(report.simulation.ranks[output][s.id], 2),
            }
            for s in swings
        ]
    )


def _slivers(report: ValueStack, swings: list[Swing]) -> str:
    shown = _drawn_of(swings)
    if len(shown) == len(swings):
        return ""
    names = [inside(_label(report, s)) for s in swings if s not in shown]
    return report.say("Too little to be drawn: {names}.", names=report.language.join(names))


def _why(report: ValueStack, output: str) -> str:
    """Say why nothing is drawn of what moves an answer."""
    if not report.complete:
        return report.no_estimates()
    if output not in report.answers:
        return report.say("No estimate known on the day tells how clouds divide what they receive.")
    return report.say("Every assumption is a single value, so nothing moves the answer.")


def widths(report: ValueStack, output: str) -> Evidence:
    """How far each assumption moves an answer, from one end of its range to the other; those that do not, by nought."""
    swings = {s.id: s.width for s in model.swings(report.choice, output)}
    return gathered(
        report,
        [
            figure(
                report,
                f"swing.{output}",
                name,
                swings.get(name, 0.0),
                "points",
                c.estimate.sources,
                modelled=True,
            )
            for name, c in report.choice.items()
        ],
        "assumptions",
    )


def tornado_message(report: ValueStack, output: str) -> Statement:
    """Name the assumption that moves an answer most, with both answers; or say that none does, or that it is not known."""
    what, missing = _what(report, output), unestimated(report)
    if report.complete and output not in report.answers:
        missing = absence(gathered(report, [central(report, output, math.nan)], "results"))
    if missing is not None:
        return report.state(
            "What moves {what} cannot be told for {quarter}", missing, what=what, quarter=report.quarter
        )
    swings = model.swings(report.choice, output)
    if not swings:
        return report.state("Nothing moves {what}", each_beyond(widths(report, output), 0.0), what=what)
    first = swings[0]
    documents = report.choice[first.id].estimate.sources
    low, high = (
        figure(report, f"swing_{end}.{output}", first.id, found, "share", documents, modelled=True)
        for end, found in zip(("low", "high"), sorted((first.at_low, first.at_high)), strict=True)
    )
    return report.state(
        N_("Clouds’ part depends most on {name}: {range} from end to end")
        if output == "clouds_of_revenue"
        else N_("Chip makers’ part depends most on {name}: {range} from end to end"),
        most_moved_by(report, output),
        *told(report, low, high),
        name=inside(_label(report, first)),
        range=between(report, low, high),
    )


def most_moved_by(report: ValueStack, output: str) -> Assertion | None:
    """Assert which assumption moves an answer most."""
    return leader(widths(report, output))


_READING = N_(
    "At the ends of a bar stand the ends of the assumption’s range; dark is its lower end. On the right the rank correlation over all draws."
)
clouds_moved_by = ValueStack.shows(_moved("clouds_moved_by", "clouds_of_revenue", "clouds", (_READING,)))
chips_moved_by = ValueStack.shows(_moved("chips_moved_by", "chips", "chips", ()))
