"""What others observed of models and of laboratories: surveys, tables of ranks, papers and articles, each on its own day.

Two reports show it, each its own topics. It says what an author found and stands in no sum of the house.
"""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from .. import facts
from ..exhibits.display import Columns, Display, Head
from ..exhibits.tables.table import Cell
from ..facts.observations import Observation
from ..language import N_, Number
from ..schema.rows import rows_of
from ..schema.words import ON_LABORATORIES, ON_MODELS
from ..statements import Evidence, Population, Statement, Value, absence, value
from .report import Report

# The sets of topics, and what a sentence calls each.
SETS = {"models": ON_MODELS, "laboratories": ON_LABORATORIES}
NAMES = {"models": N_("models"), "laboratories": N_("laboratories")}
TOPICS = {
    "lead": N_("who leads"),
    "inputs": N_("inputs and context"),
    "tuning": N_("tuning by people"),
    "tools": N_("tools around models"),
    "switching": N_("choice of models"),
    "earnings": N_("what they earn"),
    "costs": N_("what they save"),
    "payment": N_("how they are paid"),
    "ties": N_("what binds them"),
    "rivals": N_("against clouds’ own models"),
    "products": N_("clouds’ products"),
}


def _until(report: Report) -> dt.date:
    """Return the day after which a report uses nothing: its own, where it has one."""
    day: dt.date = getattr(report, "day", report.as_of)
    return day


def _found(report: Report, of: str) -> list[Observation]:
    """Return what is held on a set by the day of the edition: topic by topic, the newest first."""
    rows = rows_of(facts.load_observations(_until(report)), Observation)
    places = {topic: n for n, topic in enumerate(SETS[of])}
    mine = [r for r in rows if r.topic in places]
    return sorted(mine, key=lambda r: (places[r.topic], -r.filed.toordinal(), r.observation))


def _count(report: Report, name: str, of: str, rows: list[Observation]) -> Value:
    return Value(
        of=of,
        measure=f"observations.{name}",
        value=float(len(rows)) if rows else math.nan,
        unit="count",
        sources=tuple(sorted({r.source_id for r in rows})),
        reason="" if rows else "not_disclosed",
        when=_until(report).isoformat(),
    )


def _evidence(told: Value) -> Evidence:
    return Evidence.of([told], Population("observations", (told.of,)), told.told_in)


def _message(report: Report, of: str) -> Statement:
    """Count what is held, and what of it has a figure."""
    rows = _found(report, of)
    day, set_ = report.language.date(_until(report)), report.phrase(NAMES[of])
    told = _count(report, "told", of, rows)
    if not rows:
        silent = absence(_evidence(told))
        return report.state("The data hold no observation of {set} by {day}", silent, set=set_, day=day)
    figures = [r for r in rows if math.isfinite(r.value)]
    number = Number(told.value, "count", of)
    if not figures:
        return report.state(
            "Observations of {set} in the data by {day}: {n}",
            value(_evidence(told)),
            set=set_,
            day=day,
            n=number,
        )
    counted = _count(report, "figures", of, figures)
    return report.state(
        "Observations of {set} in the data by {day}: {n}, with a figure: {k}",
        value(_evidence(told)),
        value(_evidence(counted)),
        set=set_,
        day=day,
        n=number,
        k=Number(counted.value, "count", of),
    )


def _about(report: Report, row: Observation) -> str:
    return report.language.listed(report.party(p.who) for p in facts.parties_of(row.about))


def _topic(report: Report, row: Observation, of: str) -> str:
    """Name a topic in its first row."""
    first = next(r for r in _found(report, of) if r.topic == row.topic)
    return report.say(TOPICS[row.topic]) if row.observation == first.observation else ""


def _day(report: Report, row: Observation) -> Cell:
    return report.told_cell(report.language.date(row.filed), row.source_id, row.evidence)


def _frame(_: Report, rows: list[Observation]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "observation": r.observation,
                "topic": r.topic,
                "about": r.about,
                "gist": r.gist,
                "figure": r.figure,
                "value": r.value,
                "unit": r.unit,
                "known_on": r.filed,
                "evidence": r.evidence,
                "source": r.source_id,
            }
            for r in rows
        ]
    )


def observed(key: str, of: str, absent: str) -> Display[Report]:
    """Make the exhibit of a set of topics, for a report to enter among its own.

    Parameters
    ----------
    key : str
        Of the exhibit.
    of : {'models', 'laboratories'}
        Which topics.
    absent : str
        What is said where nothing was known by the day.
    """

    return Display(
        key,
        lambda report: _found(report, of),
        Columns(
            Head(N_("Topic"), lambda report, row: _topic(report, row, of), share=1.1),
            Head(N_("about"), _about, share=1.1),
            Head(N_("What was observed"), lambda report, row: row.words.of(report.language.code), share=4.6),
            Head(N_("known on"), _day, "right", 1.2),
        ),
        N_("Surveys, tables of ranks, papers and articles known by {day}, each on its own day"),
        lambda report: _message(report, of),
        N_("Table of what others observed. {title}."),
        notes=N_(
            "Each says what its author found on that day, in our words; none of it stands in a sum or a model of this edition, and "
            "ranks are those of their makers. s rests on a secondary source."
        ),
        data=_frame,
        sources=lambda _, rows: {r.source_id for r in rows},
        absent=absent,
        tall=True,
    )
