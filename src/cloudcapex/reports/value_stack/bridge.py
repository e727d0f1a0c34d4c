"""What led from an earlier vintage of estimates to this one, assumption by assumption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell
from ...language import N_, Number
from ...models import value_stack as model
from ...models.value_stack import NEEDED, Chosen, Shift
from ...periods import Quarter
from ...statements import Evidence, Statement, each_beyond, leader
from ..labels import inside
from .context import ValueStack
from .figures import figure, gathered, told, unestimated

OUTPUT = "clouds_of_revenue"
# A change of an answer below this is the last bits of a sum.
_NOTHING = 1e-12
# After the point of a per cent: the ends and what leads from one to the other are printed alike, title and table.
DIGITS = 1


@dataclass(frozen=True)
class Vintages:
    """An earlier vintage that gave another answer, and the steps to this one."""

    quarter: Quarter
    choice: Mapping[str, Chosen]
    answer: float
    steps: tuple[Shift, ...]


def vintages(report: ValueStack) -> Vintages | None:
    """Find the last edition before this whose estimates, known on its own day, gave another answer."""
    return report.made("vintages of estimates", lambda: _vintages(report))


def _vintages(report: ValueStack) -> Vintages | None:
    if not report.complete:
        return None
    quarter = report.quarter - 1
    while choice := _chosen(report, quarter):
        answer = _answer(choice)
        if abs(answer - report.answers[OUTPUT]) > _NOTHING:
            return Vintages(quarter, choice, answer, tuple(model.bridge(choice, report.choice, OUTPUT)))
        quarter -= 1
    return None


def _chosen(report: ValueStack, quarter: Quarter) -> dict[str, Chosen]:
    day: dt.date = min(report.as_of, (quarter + 1).end)
    found = model.chosen(report.stack, quarter, day, way=report.estimates, own=report.own)
    return {} if model.missing(found) else found


def _answer(choice: Mapping[str, Chosen]) -> float:
    return float(model.outputs({n: c.estimate.middle for n, c in choice.items()})[OUTPUT])


def _moves(report: ValueStack, found: Vintages | None) -> Evidence:
    """How far each assumption moved the answer since the earlier vintage, either way; those that did not, by nought."""
    moved = {s.id: abs(s.moved) for s in found.steps} if found else {}
    return gathered(
        report,
        [
            figure(
                report,
                f"bridge.{OUTPUT}",
                n,
                moved.get(n, 0.0),
                "points",
                _documents(report, found, n),
                modelled=True,
            )
            for n in NEEDED
        ],
        "assumptions",
    )


def _documents(report: ValueStack, found: Vintages | None, name: str) -> set[str]:
    before = found.choice[name].estimate.sources if found else ()
    return {*report.choice[name].estimate.sources, *before}


def bridge_message(report: ValueStack) -> Statement:
    """Say what the earlier vintage gave, what this one gives, and what moved it most."""
    if not report.complete:
        return report.state(
            "What estimates changed cannot be told for {quarter}",
            unestimated(report),
            quarter=report.quarter,
        )
    found = vintages(report)
    moves = _moves(report, found)
    if found is None:
        return report.state(
            "The estimates of {quarter} are the first, or give what earlier ones gave",
            each_beyond(moves, 0.0),
            quarter=report.quarter,
        )
    before, after = (
        figure(
            report,
            f"bridge_end.{OUTPUT}",
            "central",
            answer,
            "share",
            documents,
            when=str(quarter),
            modelled=True,
        )
        for quarter, answer, documents in (
            (found.quarter, found.answer, report.documents_of(found.choice)),
            (report.quarter, report.answers[OUTPUT], report.documents_of(report.choice)),
        )
    )
    return report.state(
        "Clouds get {other}, after {one} in {before}’s edition: {name} moved it most",
        *told(report, after, before),
        leader(moves),
        before=found.quarter,
        one=Number(before.value, "share", "central", decimals=DIGITS),
        other=Number(after.value, "share", "central", decimals=DIGITS),
        name=inside(report.say(found.steps[0].after.assumption.label)),
    )


def _cell(report: ValueStack, chosen: Chosen) -> Cell:
    """Print the range and the middle of an estimate, with its document."""
    estimate, unit = chosen.estimate, chosen.assumption.unit
    text = report.say(
        "{middle} ({range})",
        middle=Number(estimate.middle, unit),
        range=report.span(estimate.low, estimate.high, unit),
    )
    return report.linked(text, *estimate.sources[:1])


def _found(report: ValueStack) -> Vintages:
    found = vintages(report)
    assert found is not None  # a table has rows
    return found


def _part(report: ValueStack, answer: float) -> Cell:
    return Cell(report.language.write(Number(answer, "share", decimals=DIGITS)), kind="figure")


def _part_before(report: ValueStack) -> Cell:
    return _part(report, _found(report).answer)


def _moved(report: ValueStack, points: float) -> Cell:
    write = report.language.writes("points", "table", sign=True, decimals=DIGITS)
    return Cell(write(points), kind="figure")


def _moved_in_all(report: ValueStack) -> Cell:
    return _moved(report, report.answers[OUTPUT] - _found(report).answer)


def _why(report: ValueStack, step: Shift) -> str:
    """Say whether the world or only a document is new."""
    if step.same_time:
        return report.say("another document on {quarter}", quarter=step.after.estimate.describes)
    return report.say(
        "speaks of {after}, the earlier of {before}",
        after=step.after.estimate.describes,
        before=step.before.estimate.describes,
    )


def _frame(_: ValueStack, steps: tuple[Shift, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "assumption": s.id,
                "middle_before": round(s.before.estimate.middle, 4),
                "middle_after": round(s.after.estimate.middle, 4),
                "described_before": str(s.before.estimate.describes),
                "described_after": str(s.after.estimate.describes),
                "points": round(s.moved, 4),
            }
            for s in steps
        ]
    )


between_vintages = ValueStack.shows(
    Display(
        "between_vintages",
        lambda report: found.steps if (found := vintages(report)) else (),
        Columns(
            Head(
                N_("Assumption"),
                lambda report, s: report.say(s.after.assumption.label),
                share=1.9,
                total=lambda report: report.say("Clouds’ part of users’ money"),
            ),
            Head(N_("before"), lambda report, s: _cell(report, s.before), "right", 1.2, total=_part_before),
            Head(
                N_("now"),
                lambda report, s: _cell(report, s.after),
                "right",
                1.2,
                total=lambda report: _part(report, report.answers[OUTPUT]),
            ),
            Head(
                N_("moved clouds’ part by"),
                lambda report, s: _moved(report, s.moved),
                "right",
                1.0,
                total=_moved_in_all,
            ),
            Head(N_("What is new"), _why, share=1.9),
        ),
        N_("Central case of clouds’ part of users’ money, by the estimates known at each edition’s own day"),
        bridge_message,
        N_("Table of assumptions whose estimates changed, and how far each moved the answer. {title}."),
        notes=(
            N_(
                "Middle, and in brackets the range, of each estimate. What one moves depends on which others moved before it: each has its mean over all orders, so that the rows sum to the change but for the last digit. An estimate that speaks of a later quarter may tell of a change in the world; another document on the same quarter tells of none."
            ),
        ),
        data=_frame,
        sources=lambda report, steps: {
            source for s in steps for c in (s.before, s.after) for source in c.estimate.sources
        },
        absent=lambda report: (
            report.say(
                "The estimates of {quarter} are the first, or give what earlier ones gave",
                quarter=report.quarter,
            )
            if report.complete
            else report.no_estimates()
        ),
    )
)
