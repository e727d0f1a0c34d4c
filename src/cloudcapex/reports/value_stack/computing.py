"""What computing costs whoever makes models: the training of one, and an hour of a processor at the clouds that list it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...facts.stack import HourRow, TrainingRow, load_hours, load_training
from ...language import N_, Number
from ...schema.rows import rows_of
from ...statements import Statement, Value, absence, span
from .argued import hedged, told_by
from .context import ValueStack
from .figures import figure, gathered, told

_RECKONED = {
    "own": N_("by its maker"),
    "outside": N_("by others"),
    "again": N_("to train the like again"),
}


def trainings(report: ValueStack) -> list[TrainingRow]:
    """Every cost of training known on the day, the earliest first."""
    return sorted(
        rows_of(load_training(report.day), TrainingRow), key=lambda r: (r.filed, r.model, r.source_id)
    )


def _costs(report: ValueStack, found: list[TrainingRow]) -> list[Value]:
    """Both ends of every cost: a member is ``low`` or ``high`` of a model by who made it and the text."""
    return [
        figure(report, "training_cost", f"{r.source_id}/{end}:{r.model}", amount, "USD", [r.source_id])
        for r in found
        for end, amount in (("low", r.value_low), ("high", r.value_high))
    ]


def training_message(report: ValueStack) -> Statement:
    """Say between what texts put the training of a model."""
    values = _costs(report, trainings(report))
    if not values:
        none = figure(report, "training_cost", "none", math.nan, "USD")
        return report.state(
            "The data hold no cost of training a model by {day}",
            absence(gathered(report, [none], "models")),
            day=report.language.date(report.day),
        )
    least, most = min(values, key=lambda v: v.value), max(values, key=lambda v: v.value)
    if least.value == most.value:
        return report.state(
            "Training a model is put at {cost}",
            *told(report, least),
            cost=Number(least.value, "USD", least.of),
        )
    return report.state(
        "Texts known by {day} put the training of one model at {least} to {most}",
        span(gathered(report, values, "models")),
        least=Number(least.value, "USD", least.of),
        most=Number(most.value, "USD", most.of),
        day=report.language.date(report.day),
    )


def _hours(report: ValueStack, row: TrainingRow) -> Cell:
    if not math.isfinite(row.hours):
        return missing("not_entered")
    hours = report.language.write(Number(row.hours, "count"))
    return Cell(report.say("{hours} on {chip}", hours=hours, chip=row.chip), kind="figure")


def _an_hour(report: ValueStack, row: TrainingRow) -> Cell:
    """Divide a cost by its hours: computed, and hedged as the cost is."""
    if not math.isfinite(row.hours):
        return missing("not_applicable")
    low, high = (end / row.hours for end in (row.value_low, row.value_high))
    return Cell(hedged(report, low, high, "USD", row.qualifier), kind="figure", marks="d")


training_costs = ValueStack.shows(
    Display(
        "training_costs",
        trainings,
        Columns(
            Head(N_("Model"), lambda _, r: r.model, share=1.5),
            Head(N_("whose"), lambda _, r: r.maker, share=1.2),
            Head(N_("reckoned"), lambda report, r: report.say(_RECKONED[r.kind]), share=1.5),
            Head(
                N_("cost"),
                lambda report, r: Cell(
                    hedged(report, r.value_low, r.value_high, "USD", r.qualifier), kind="figure"
                ),
                "right",
                1.2,
            ),
            Head(N_("processor hours"), _hours, "right", 1.2),
            Head(N_("an hour"), _an_hour, "right", 0.9),
            Head(N_("by whom"), lambda report, r: told_by(report, r.source_id, r.evidence), share=1.3),
            Head(N_("known from"), lambda report, r: report.language.day(r.filed), "right", 1.2),
        ),
        N_("US dollars for training one model, as texts known by {day} tell or reckon it"),
        training_message,
        N_("Table of costs of training. {title}."),
        notes=N_(
            "Most are reckoned from outside and of computing alone, without trials that failed, staff and data. An hour is computed from cost and hours (d). – cannot be computed, n/e was not read; s rests on the press or a secondary source."
        ),
        data=lambda _, found: pd.DataFrame(
            [
                {
                    "model": r.model,
                    "maker": r.maker,
                    "kind": r.kind,
                    "value_low": r.value_low,
                    "value_high": r.value_high,
                    "qualifier": r.qualifier,
                    "hours": r.hours,
                    "chip": r.chip,
                    "evidence": r.evidence,
                    "filed": r.filed,
                    "source": r.source_id,
                }
                for r in found
            ]
        ),
        sources=lambda _, found: {r.source_id for r in found},
        absent=N_("The data hold no cost of training a model by {day}."),
    )
)

# hours -----------------------------------------------------------------------------------------


def hours(report: ValueStack) -> list[list[HourRow]]:
    """List prices of each processor at each cloud known on the day, the earliest first."""

    def made() -> list[list[HourRow]]:
        found: dict[tuple[str, str], list[HourRow]] = {}
        for row in sorted(rows_of(load_hours(report.day), HourRow), key=lambda r: r.filed):
            found.setdefault((row.chip, row.cloud), []).append(row)
        return [found[key] for key in sorted(found)]

    return report.made(f"hours by {report.day}", made)


def _family(chip: str) -> str:
    """Name a processor whatever its memory: ``A100-40GB`` and ``A100-80GB`` are A100."""
    return chip.partition("-")[0]


def _most_listed(found: list[list[HourRow]]) -> list[HourRow]:
    """The newest prices of the processor with the most of them, of any memory; the one told of last where several are."""
    newest = [rows[-1] for rows in found]
    listed = Counter(_family(r.chip) for r in newest)
    told_last = {_family(r.chip): r.filed for r in sorted(newest, key=lambda r: r.filed)}
    chip = max(listed, key=lambda c: (listed[c], told_last[c]))
    return [r for r in newest if _family(r.chip) == chip]


def hours_message(report: ValueStack) -> Statement:
    """Say between what clouds list an hour of the processor that is listed most."""
    found = hours(report)
    if not found:
        none = figure(report, "hour_price", "none", math.nan, "USD")
        return report.state(
            "The data hold no list price of a processor hour by {day}",
            absence(gathered(report, [none], "clouds")),
            day=report.language.date(report.day),
        )
    rows = _most_listed(found)
    values = [figure(report, "hour_price", f"{r.cloud}:{r.chip}", r.each, "USD", [r.source_id]) for r in rows]
    least, most = min(values, key=lambda v: v.value), max(values, key=lambda v: v.value)
    if least.value == most.value:
        return report.state(
            "An hour of one {chip} was last listed at {price}, in prices of {days}",
            *told(report, least),
            days=_days(report, rows),
            chip=_family(rows[0].chip),
            price=Number(least.value, "USD", least.of),
        )
    return report.state(
        "An hour of one {chip} was last listed at {range}, in prices of {days}",
        span(gathered(report, values, "clouds")),
        days=_days(report, rows),
        chip=_family(rows[0].chip),
        range=report.range(*(Number(v.value, "USD", v.of) for v in (least, most))),
    )


def _days(report: ValueStack, rows: Sequence[HourRow]) -> str:
    """Say of which day prices are, or between which: a newest one may be years old."""
    first, last = (report.language.date(day(r.filed for r in rows)) for day in (min, max))
    return first if first == last else report.say("{first} to {last}", first=first, last=last)


def _price(report: ValueStack, row: HourRow) -> Cell:
    text = report.language.write(Number(row.each, "USD"))
    return report.told_cell(text, row.source_id, row.evidence)


def _chip(report: ValueStack, rows: list[HourRow]) -> str:
    first = next(r for r in hours(report) if r[0].chip == rows[0].chip)
    return rows[0].chip if first == rows else ""


def _first(report: ValueStack, rows: list[HourRow]) -> Cell:
    """Print the first price with its day, where another is known since."""
    if len(rows) == 1:
        return Cell("")
    price, day = _price(report, rows[0]), report.language.day(rows[0].filed)
    return replace(price, text=report.say("{value} ({day})", value=price.text, day=day))


hour_prices = ValueStack.shows(
    Display(
        "hour_prices",
        hours,
        Columns(
            Head(N_("Processor"), _chip, share=1.2),
            Head(N_("Cloud"), lambda _, rows: rows[0].cloud, share=1.2),
            # Of most prices one is held alone: on paper this column would stand nearly empty.
            Head(N_("first known"), _first, "right", 1.6, on_screen=True),
            Head(N_("newest"), lambda report, rows: _price(report, rows[-1]), "right", 0.9),
            Head(N_("as of"), lambda report, rows: report.language.day(rows[-1].filed), "right", 1.2),
        ),
        N_("US dollars for an hour of one processor of NVIDIA on demand, as clouds list it, known by {day}"),
        hours_message,
        N_("Table of list prices of processor hours. {title}."),
        notes=N_(
            "The price of a machine divided by its processors; machines differ in memory and networks, and one price of Google Cloud is of the processor alone. A list price is what nobody with a contract pays. All are read where others pass them on, on the day named."
        ),
        data=lambda _, found: pd.DataFrame(
            [
                {
                    "chip": r.chip,
                    "cloud": r.cloud,
                    "dollars_an_hour": round(r.each, 4),
                    "evidence": r.evidence,
                    "filed": r.filed,
                    "source": r.source_id,
                }
                for rows in found
                for r in rows
            ]
        ),
        sources=lambda _, found: {r.source_id for rows in found for r in rows},
        absent=N_("The data hold no list price of a processor hour by {day}."),
    )
)
