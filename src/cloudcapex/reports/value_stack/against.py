"""The model held against what the data now say, each comparison with its basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...language.marks import raised
from ...metrics.points import Point, letters_of
from ...statements import Statement, Value, absence, each_beyond, span
from .comparisons import KEYS, Comparison, compared, comparisons
from .context import ValueStack
from .figures import between, claimed, figure, gathered, times_over, told


def against_message(report: ValueStack, found: Sequence[Comparison]) -> Statement:
    """Say the most telling comparison that the data allow, against the essay's claim."""
    by = {c.key: c for c in found}
    if "openai_to_microsoft" in by and report.essay:
        return _recorded(report, by["openai_to_microsoft"])
    if "openai_compute" in by:
        return _computed(report, by["openai_compute"])
    every = gathered(report, [compared(report, key, by.get(key)) for key in KEYS], "comparisons")
    if not found:
        return report.state(
            "The data cannot yet test the model for {quarter}", absence(every), quarter=report.quarter
        )
    return report.state(
        "The figures are known for {k} of {n} comparisons with the model",
        each_beyond(every, 0.0),
        k=Number(float(len(found)), "count"),
        n=Number(float(len(KEYS)), "count"),
    )


def _recorded(report: ValueStack, c: Comparison) -> Statement:
    """Set what one cloud records from one laboratory beside the essay's claim, which is of another measure."""
    ends = claimed(report)
    recorded = report.state(
        "Microsoft’s revenue from OpenAI comes to {part} of what users pay, investors’ money among it",
        *told(report, compared(report, c.key, c)),
        part=Number(c.ratio, "share", c.key, decimals=0),
    )
    return report.state(
        "{sentence}; the essay’s {claim} for clouds is of users’ money",
        *recorded.assertions,
        span(gathered(report, ends, "ends")),
        sentence=recorded,
        claim=between(report, *ends),
    )


def _computed(report: ValueStack, c: Comparison) -> Statement:
    """Say what a laboratory's compute costs beside its revenue of the same year."""
    spent, earned = (_of_lab(report, p) for p in c.points)
    held, times = times_over(report, spent, earned)
    if held is None or c.ratio > 1:
        return report.state(
            "OpenAI’s compute cost {times} its revenue of {year}", held, times=times, year=_year(c)
        )
    part = report.quotient(held, Number(c.ratio, "share", spent.of, decimals=0))
    return report.state(
        "OpenAI’s compute cost {part} of its revenue of {year}", held, part=part, year=_year(c)
    )


def _year(c: Comparison) -> str:
    return str(c.points[0].quarter.year)


def _of_lab(report: ValueStack, point: Point) -> Value:
    """Return a yearly figure of a laboratory, told of the day on which its year ends."""
    low, high = (point.value if end is None else end for end in (point.low, point.high))
    day = point.period_end.isoformat() if point.period_end else ""
    told_of = figure(
        report, point.metric, point.company, point.value, "USD", point.sources, low=low, high=high, when=day
    )
    return replace(told_of, measure=f"labs.{point.metric}")


def _row(c: Comparison, p: Point) -> dict[str, object]:
    return {
        "comparison": c.key,
        "ratio": round(c.ratio, 3),
        "who": p.company,
        "metric": p.metric,
        "period_end": p.period_end,
        "value": p.value,
        "unit": p.unit,
        "basis": p.basis,
        "evidence": p.evidence,
        "definition": p.definition,
        "sources": ";".join(p.sources),
    }


def _letters(report: ValueStack, found: Sequence[Comparison]) -> str:
    """Explain the letters of the cells, where those of the title do not bring their explanation with them."""
    title = str(against_message(report, found))
    return "" if all(map(title.count, raised("es"))) else report.say("e estimated, s secondary source.")


def _said(_: ValueStack, c: Comparison) -> Cell:
    return Cell(c.text, marks=letters_of(c.points), kind="figure")


def _modelled(_: ValueStack, c: Comparison) -> Cell:
    return Cell(c.model, kind="figure") if c.model else missing("not_applicable")


against_data = ValueStack.shows(
    Display(
        "against_data",
        comparisons,
        Columns(
            Head(N_("What is compared"), lambda _, c: c.what, share=1.9),
            Head(N_("figure"), lambda _, c: c.over, "right", 1.1),
            Head(N_("over"), lambda _, c: c.under, "right", 1.1),
            Head(N_("data say"), _said, "right", 0.75),
            Head(N_("model says"), _modelled, "right", 0.75),
            Head(N_("What to keep in mind"), lambda _, c: c.mind, share=2.9),
        ),
        N_("Figures published by {day}; the model’s answer is the middle of its draws"),
        lambda report: against_message(report, comparisons(report)),
        N_("Table of figures held against the model. {title}."),
        notes=(
            N_(
                "A run-rate is the newest month or quarter taken for a year, not revenue earned. Bounds stay bounds: ≥ means that the true figure is at least this."
            ),
            _letters,
        ),
        points=lambda _, found: [p for c in found for p in c.points],
        data=lambda _, found: pd.DataFrame([_row(c, p) for c in found for p in c.points]),
        absent=N_(
            "For {quarter} the data hold no two figures of one kind that the model could be held against."
        ),
        tall=True,
    )
)
