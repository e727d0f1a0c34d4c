"""The table under the essay's question: what each layer takes in near the end of a quarter, and one layer over another."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point, letters_of
from ...models import value_stack as model
from ..stated import floored
from .comparisons import modelled
from .context import ValueStack
from .one_day import Day, days, essay_half, one_day_message


@dataclass(frozen=True)
class AmountRow:
    """A row of what somebody takes in, of which essay and model say nothing.

    Parameters
    ----------
    name : str
        Who takes it in.
    point : callable
        Finds the figure of a day.
    """

    name: str
    point: Callable[[Day], Point]


@dataclass(frozen=True)
class QuotientRow:
    """A row of one layer over another.

    Parameters
    ----------
    name : str
        What of what.
    over, under : callable
        Find the figures of a day on either side.
    essay, model : str
        What the essay and the model say of it; empty where they say nothing.
    """

    name: str
    over: Callable[[Day], Sequence[Point]]
    under: Callable[[Day], Sequence[Point]]
    essay: str = ""
    model: str = ""


LayerRow = AmountRow | QuotientRow


def _items(report: ValueStack) -> list[LayerRow]:
    """Return the rows: the figures of each layer, then each layer over another."""
    shown, say = days(report), report.say
    if not shown:
        return []
    labs = [
        AmountRow(report.party(lab), _of_place("labs", n))
        for n, lab in enumerate(facts.charted_labs(report.as_of))
    ]
    clouds = [
        AmountRow(report.member(m), _of_place("clouds", n)) for n, m in enumerate(facts.group("cloud_ai"))
    ]
    said = essay_half(report)
    rows: list[LayerRow] = [
        AmountRow(say("What users pay"), lambda day: day.users),
        *labs,
        *clouds,
        AmountRow(
            say("{company}: data centres, quarter taken for a year", company=report.company(facts.only("chip_maker").company)),
            lambda day: day.chips[0],
        ),
        QuotientRow(
            say("Laboratories, of what users pay"), lambda day: day.labs, lambda day: [day.users],
            "", modelled(report, "models_revenue"),
        ),
        QuotientRow(
            say("Clouds’ AI, of what users pay"), lambda day: day.clouds, lambda day: [day.users],
            report.span(*report.claim), modelled(report, "clouds_of_revenue"),
        ),
        QuotientRow(
            say("Clouds’ AI, of what laboratories take in"), lambda day: day.clouds, lambda day: day.labs,
            report.say("about {amount}", amount=Number(said.value, "share", decimals=0)),
        ),
        QuotientRow(
            say("Chips, over what laboratories take in"), lambda day: day.chips, lambda day: day.labs
        ),
    ]  # fmt: skip
    return [item for item in rows if any(_shown(item, day) for day in shown)]


def _of_place(layer: str, n: int) -> Callable[[Day], Point]:
    return lambda day: getattr(day, layer)[n]


def _shown(item: LayerRow, day: Day) -> bool:
    return item.point(day).known if isinstance(item, AmountRow) else _ratio(item, day) is not None


def _ratio(item: QuotientRow, day: Day) -> float | None:
    """Divide what is told of two layers; None where nothing is told of one, or of a laboratory."""
    over, under = item.over(day), item.under(day)
    every = all(p.known for p in under) and all(p.known for p in day.labs)
    if not every or not any(p.known for p in over):
        return None
    return math.fsum(p.value for p in over if p.known) / math.fsum(p.value for p in under)


def _cell(report: ValueStack, item: LayerRow, day: Day) -> Cell:
    return _amount(report, item, day) if isinstance(item, AmountRow) else _quotient(report, item, day)


def _quotient(report: ValueStack, item: QuotientRow, day: Day) -> Cell:
    ratio = _ratio(item, day)
    if ratio is None:
        return missing("not_derivable")
    unit, decimals = ("share", 0) if ratio <= 1 else ("times", None)
    letters = letters_of([*item.over(day), *item.under(day)])
    if all(p.known for p in item.over(day)):
        return Cell(
            report.language.write(Number(ratio, unit, decimals=decimals)), marks=letters, kind="figure"
        )
    # Of a layer of which one tells nothing that day the rest is a part alone: as much, and maybe more.
    low = report.language.write(Number(floored(ratio, unit), unit, decimals=decimals))
    return Cell(report.say("≥ {low}", low=low), marks=letters, kind="figure")


def _amount(report: ValueStack, item: AmountRow, day: Day) -> Cell:
    """Print a figure, with its day in brackets where that is not the end of the quarter."""
    point = item.point(day)
    shown, end = report.cell(point, report.language.writes("USD", "prose")).plain(), point.period_end
    if not point.known or end is None or end == day.quarter.end:
        return shown
    return replace(shown, text=report.say("{value} ({day})", value=shown.text, day=report.language.day(end)))


def _heads(report: ValueStack) -> list[Head[ValueStack]]:
    def head(day: Day) -> Head[ValueStack]:
        return Head(
            lambda _: report.language.day(day.quarter.end),
            lambda _, item: _cell(report, item, day),
            "right",
            1.5,
        )

    return [head(day) for day in days(report)]


def _said(item: LayerRow, of: Callable[[QuotientRow], str]) -> Cell:
    """Print what the essay or the model says of one layer over another; of an amount neither says anything."""
    text = of(item) if isinstance(item, QuotientRow) else ""
    return Cell(text, kind="figure") if text or isinstance(item, AmountRow) else missing("not_applicable")


def _points(report: ValueStack, items: Sequence[LayerRow]) -> list[Point]:
    amounts = [item for item in items if isinstance(item, AmountRow)]
    return [p for item in amounts for day in days(report) if (p := item.point(day)).known]


one_day = ValueStack.shows(
    Display(
        "one_day",
        _items,
        Columns(
            Head(N_("In a year, near the end of the quarter"), lambda _, item: item.name, share=2.2),
            _heads,
            Head(N_("essay said"), lambda _, item: _said(item, lambda row: row.essay), "right", 0.7),
            Head(N_("model says"), lambda _, item: _said(item, lambda row: row.model), "right", 0.7),
        ),
        N_(
            "Run-rates told of a quarter end or of a day at most half a quarter from it, in brackets; and one layer over another"
        ),
        one_day_message,
        N_("Table of what layers take in on one day. {title}."),
        notes=(
            N_(
                "Layers must not be added: what a laboratory takes in it pays on to clouds, and clouds to chip makers. The essay’s parts are of users’ money and of model providers’ revenue; clouds’ AI has other customers, too, Microsoft’s holds its own applications, and all is told as more than the figure. Not every cloud tells one: ≥ where a cloud shown tells none of the day."
            ),
        ),
        points=_points,
        sources=lambda _, items: {model.ESSAY} if items else (),
        absent=lambda report: str(one_day_message(report)),
    )
)
