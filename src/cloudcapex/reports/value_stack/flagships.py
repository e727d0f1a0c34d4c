"""Flagship models: how long each stood until its laboratory's next, and what a million tokens cost."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from dataclasses import dataclass

import pandas as pd

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...exhibits.theme import FULL_WIDTH, MUTED, colours, company_colour
from ...facts.rows import ModelRow
from ...language import N_, Number
from ...periods import Quarter
from ...schema.rows import rows_of
from ...statements import Statement, Value, absence, span, times_of
from .context import ValueStack
from .figures import figure, gathered, told

# Days of a mean month.
MONTH = 30.4375


@dataclass(frozen=True)
class Flagship:
    """A model at the price it came out at, with how long it stood until the next that is held, in months; NaN as yet."""

    row: ModelRow
    months: float


def _rows(report: ValueStack) -> list[ModelRow]:
    table = facts.load_models(report.day).sort_values(["who", "since", "model"])
    return [r for r in rows_of(table, ModelRow) if r.since <= report.day]


def flagships(report: ValueStack) -> list[Flagship]:
    """Every flagship known on the day with its life, a laboratory after the other, oldest first."""
    first: dict[tuple[str, str], ModelRow] = {}
    for row in _rows(report):
        first.setdefault((row.who, row.model), row)
    rows = list(first.values())
    found = []
    for row in rows:
        days = [r.released for r in rows if r.who == row.who and r.released]
        found.append(Flagship(row, _months_until(row.released, days)))
    return found


def _months_until(released: dt.date | None, days: list[dt.date]) -> float:
    """Count the months from a day to the first of others after it; NaN where there is none."""
    later = [day for day in days if released and day > released]
    return (min(later) - released).days / MONTH if released and later else math.nan


def _life(report: ValueStack, of: Flagship) -> Value:
    return figure(
        report, "flagship_months", f"{of.row.who}:{of.row.model}", of.months, "number", [of.row.source_id]
    )


def lives_message(report: ValueStack) -> Statement:
    """Say how long flagships stood until the next of their laboratory."""
    found = flagships(report)
    lives = [f for f in found if math.isfinite(f.months)]
    if not lives:
        unknown = [_life(report, f) for f in found] or [
            figure(report, "flagship_months", "none", math.nan, "number")
        ]
        return report.state(
            "How long a flagship model stood cannot be told by {day}",
            absence(gathered(report, unknown, "models")),
            day=report.language.date(report.day),
        )
    if len(lives) == 1:
        (one,) = lives
        return report.state(
            "{model} of {lab} stood {months} months until the next flagship in the data",
            *told(report, _life(report, one)),
            model=one.row.model,
            lab=report.party(one.row.who),
            months=Number(one.months, "number", decimals=0),
        )
    values = [_life(report, f) for f in lives]
    half = figure(
        report,
        "flagship_median",
        "all",
        statistics.median(f.months for f in lives),
        "number",
        {s for v in values for s in v.sources},
    )
    ends = [min(values, key=lambda v: v.value), max(values, key=lambda v: v.value)]
    if round(ends[0].value) == round(ends[1].value):
        return report.state(
            "Flagships stood {half} months until their laboratory’s next",
            span(gathered(report, values, "models")),
            *told(report, half),
            half=Number(half.value, "number", "all", decimals=0),
        )
    return report.state(
        "Flagships stood {range} months until their laboratory’s next, the middle one {half}",
        span(gathered(report, values, "models")),
        *told(report, half),
        range=report.range(*(Number(v.value, "number", v.of, decimals=0) for v in ends)),
        half=Number(half.value, "number", "all", decimals=0),
    )


def _day(report: ValueStack, of: Flagship) -> Cell:
    if of.row.released is None:
        return missing("not_entered")
    return report.linked(report.language.day(of.row.released), of.row.source_id)


def _number(report: ValueStack, value: float, unit: str, decimals: int | None = None) -> Cell:
    if not math.isfinite(value):
        return missing("not_entered")
    return Cell(report.language.write(Number(value, unit, decimals=decimals)), kind="figure")


def _months(report: ValueStack, of: Flagship) -> Cell:
    if of.row.released is None:
        return missing("not_entered")
    if not math.isfinite(of.months):
        return missing("not_applicable")
    return _number(report, of.months, "number", 0)


def _open(report: ValueStack, of: Flagship) -> str:
    return report.say("open") if of.row.open_weights == "yes" else report.say("kept back")


def _frame(_: ValueStack, found: list[Flagship]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "lab": f.row.who,
                "model": f.row.model,
                "released": f.row.released or "",
                "months_until_next": round(f.months, 1),
                "open_weights": f.row.open_weights,
                "context": f.row.context,
                "input_price": f.row.input_price,
                "output_price": f.row.output_price,
                "evidence": f.row.evidence,
                "source": f.row.source_id,
            }
            for f in found
        ]
    )


model_lives = ValueStack.shows(
    Display(
        "model_lives",
        flagships,
        Columns(
            Head(N_("Laboratory"), lambda report, f: report.party(f.row.who), share=1.0),
            Head(N_("Model"), lambda _, f: f.row.model, share=1.5),
            Head(N_("came out"), _day, "right", 1.3),
            Head(N_("months until the next"), _months, "right", 0.9),
            Head(N_("weights"), _open, share=0.8),
            Head(
                N_("context, tokens"), lambda report, f: _number(report, f.row.context, "count"), "right", 0.9
            ),
            Head(
                N_("a million tokens in"),
                lambda report, f: _number(report, f.row.input_price, "USD"),
                "right",
                0.9,
            ),
            Head(N_("out"), lambda report, f: _number(report, f.row.output_price, "USD"), "right", 0.7),
        ),
        N_("Flagship models known by {day}, each at the price it came out at"),
        lives_message,
        N_("Table of flagship models. {title}."),
        notes=N_(
            "A flagship is the most capable model of its laboratory when it came out; a life is computed from the day it came out to the day of the next that the data hold, so it is at most that. Prices are those that laboratories list. – no later one is held, n/e was not read; most rows rest on secondary sources."
        ),
        data=_frame,
        sources=lambda _, found: {f.row.source_id for f in found},
        absent=N_("The data hold no model of a laboratory by {day}."),
    )
)

# prices ----------------------------------------------------------------------------------------


def _priced(report: ValueStack) -> dict[str, list[ModelRow]]:
    """Rows with a price by laboratory, oldest first, of each that has one."""
    found: dict[str, list[ModelRow]] = {}
    for row in _rows(report):
        if math.isfinite(row.input_price):
            found.setdefault(row.who, []).append(row)
    return found


def price(rows: list[ModelRow], quarter: Quarter) -> float:
    """What a laboratory's newest flagship asked for a million tokens put in when a quarter ended.

    Parameters
    ----------
    rows : list of ModelRow
        Of one laboratory, oldest first.
    quarter : Quarter
        At whose end.
    """
    return next((r.input_price for r in reversed(rows) if r.since <= quarter.end), math.nan)


def _drawn(report: ValueStack) -> dict[str, list[ModelRow]]:
    return {lab: rows for lab, rows in _priced(report).items() if math.isfinite(price(rows, report.quarter))}


def _quarters(report: ValueStack, found: dict[str, list[ModelRow]]) -> list[Quarter]:
    """The quarters drawn: from the first price held on, which the title names however long ago it was."""
    first = min(Quarter.containing(rows[0].since) for rows in found.values())
    return [first + n for n in range(report.quarter - first + 1)]


def _lines(report: ValueStack, found: dict[str, list[ModelRow]]) -> Chart:
    quarters = _quarters(report, found)
    return line_chart(
        quarters,
        [
            Line(
                report.party(lab),
                company_colour(lab) if lab in colours() else MUTED,
                tuple(price(rows, q) for q in quarters),
            )
            for lab, rows in found.items()
        ],
        write=lambda value: report.language.write(Number(value, "USD")),
        scale=Scale(report.language, "number"),
        width=FULL_WIDTH,
    )


def _asked(report: ValueStack, lab: str, row: ModelRow) -> Value:
    return figure(
        report, "list_price", lab, row.input_price, "USD", [row.source_id], when=row.since.isoformat()
    )


def prices_message(report: ValueStack) -> Statement:
    """Hold the newest list price of the laboratory followed longest against its first."""
    found = _priced(report)
    if not found:
        return report.state(
            "The data hold no list price of a model by {day}",
            absence(
                gathered(report, [figure(report, "list_price", "none", math.nan, "USD")], "laboratories")
            ),
            day=report.language.date(report.day),
        )
    lab, rows = min(found.items(), key=lambda item: item[1][0].since)
    first, last = (_asked(report, lab, row) for row in (rows[0], rows[-1]))
    values: dict[str, object] = {"lab": report.party(lab), "now": Number(last.value, "USD", lab)}
    if len(rows) == 1:
        return report.state(
            "{lab} lists its flagship at {now} for a million tokens put in", *told(report, last), **values
        )
    held = times_of(lab, last, first, gathered(report, [last], "laboratories"))
    whole = report.state(
        "{lab} lists its flagship at {now} for a million tokens put in, {part} of the {then} of {quarter}",
        held,
        *told(report, first, last),
        part=Number(last.value / first.value, "share", lab, decimals=0),
        then=Number(first.value, "USD", lab),
        quarter=Quarter.containing(rows[0].since),
        **values,
    )
    cheapest = min(rows, key=lambda row: row.input_price)
    least = _asked(report, lab, cheapest)
    if least.value == last.value:
        return whole
    # Down from the first price and up from a later one: a title that told of the first alone would hide the rise.
    return report.state(
        "{sentence}; in {quarter} {least}",
        *whole.assertions,
        *told(report, least),
        sentence=whole,
        least=Number(least.value, "USD", lab),
        quarter=Quarter.containing(cheapest.since),
    )


model_prices = ValueStack.shows(
    Display(
        "model_prices",
        _drawn,
        _lines,
        N_(
            "List price of the newest flagship at the end of each quarter, US dollars for a million tokens put in"
        ),
        prices_message,
        N_("Line chart of list prices of flagship models. {title}."),
        notes=N_(
            "A flagship of today does more than one of before: a price is not that of like work. The table has the prices of tokens put out; volume, caching and batches make both cheaper."
        ),
        data=lambda _, found: pd.DataFrame(
            [
                {
                    "lab": lab,
                    "model": r.model,
                    "since": r.since,
                    "input_price": r.input_price,
                    "output_price": r.output_price,
                    "source": r.source_id,
                }
                for lab, rows in found.items()
                for r in rows
            ]
        ),
        sources=lambda _, found: {r.source_id for rows in found.values() for r in rows},
        absent=N_("The data hold no list price of a model by {day}."),
    )
)
