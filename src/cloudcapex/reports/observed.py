"""What others observed: surveys, counts, tables of ranks, papers and articles, each on its own day.

Three reports show it, each its own topics. It says what an author found and stands in no sum of the house.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence

from .. import facts, metrics
from ..exhibits.display import Columns, Display, Head, rows_as
from ..exhibits.tables.table import Cell
from ..facts.observations import Observation
from ..language import N_, Number
from ..schema.rows import rows_of
from ..schema.words import ON_CLOUDS, ON_LABORATORIES, ON_MODELS, ON_OTHERS
from ..statements import Evidence, Population, Statement, Value, absence, value
from .report import Report

# The sets of topics, and what a sentence calls each.
SETS = {"models": ON_MODELS, "laboratories": ON_LABORATORIES, "giants": ON_OTHERS, "china_clouds": ON_CLOUDS}
NAMES = {
    "models": N_("models"),
    "laboratories": N_("laboratories"),
    "giants": N_("large companies and demand"),
    "china_clouds": N_("China’s clouds and their market"),
}
# Rows of a topic on paper, the newest; the screen has all.
PAPER = 3
TOPICS = {
    "lead": N_("who leads"),
    "inputs": N_("inputs and context"),
    "tuning": N_("tuning by people"),
    "tools": N_("tools around models"),
    "switching": N_("choice of models"),
    "founders": N_("who founded them"),
    "safety": N_("safety as what sets apart"),
    "earnings": N_("what they earn"),
    "costs": N_("what they save"),
    "payment": N_("how they are paid"),
    "ties": N_("what binds them"),
    "rivals": N_("against clouds’ own models"),
    "products": N_("clouds’ products"),
    "open": N_("open models, and caution"),
    "clusters": N_("clusters and chips of their own"),
    "demand": N_("spending on AI, and who makes models"),
    "led": N_("how they are led"),
    "outages": N_("outages"),
    "departed": N_("customers that left"),
    "tenders": N_("the state as a customer"),
    "offers": N_("what they sell"),
    "users": N_("users of the mobile internet"),
    "spending": N_("spending on clouds in the world"),
}


def _until(report: Report) -> dt.date:
    """Return the day after which a report uses nothing: its own, or the last on which its quarter was the newest."""
    counted = metrics.counted_until(report.quarter, report.as_of)
    day: dt.date = getattr(report, "day", counted)
    return day


def _found(report: Report, of: str) -> list[Observation]:
    """Return what is held on a set by the day of the edition: topic by topic, the newest first."""
    day, places = _until(report), {topic: n for n, topic in enumerate(SETS[of])}

    def made() -> list[Observation]:
        mine = [r for r in rows_of(facts.load_observations(day), Observation) if r.topic in places]
        return sorted(mine, key=lambda r: (places[r.topic], -r.filed.toordinal(), r.observation))

    return report.made(f"observed of {of} by {day}", made)


def _count(report: Report, name: str, of: str, rows: list[Observation]) -> Value:
    return Value(
        of=of,
        measure=f"observations.{name}",
        value=float(len(rows)) if rows else math.nan,
        unit="count",
        basis="derived",  # counted by us, whoever observed
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
            N_("The data have {n} observations of {set} by {day}")
            if len(rows) > 1
            else N_("Observations of {set} in the data by {day}: {n}"),
            value(_evidence(told)),
            set=set_,
            day=day,
            n=number,
        )
    counted = _count(report, "figures", of, figures)
    if len(figures) == len(rows):
        return report.state(
            N_("The data have {n} observations of {set} by {day}, each with a figure")
            if len(rows) > 1
            else N_("Observations of {set} in the data by {day}: {n}, with a figure"),
            value(_evidence(told)),
            value(_evidence(counted)),
            set=set_,
            day=day,
            n=number,
        )
    return report.state(
        N_("The data have {n} observations of {set} by {day}, {k} with a figure"),
        value(_evidence(told)),
        value(_evidence(counted)),
        set=set_,
        day=day,
        n=number,
        k=Number(counted.value, "count", of),
    )


def _about(report: Report, row: Observation) -> str:
    return report.language.listed(report.party(p.who) for p in facts.parties_of(row.about))


def _printed(report: Report, rows: Sequence[Observation]) -> Iterator[int]:
    """Give the places of the newest of each topic, which paper has."""
    seen = Counter[str]()
    for n, row in enumerate(rows):
        seen[row.topic] += 1
        if seen[row.topic] <= PAPER:
            yield n


def _columns(of: str) -> Columns[Report]:
    return Columns(
        Head(N_("Topic"), lambda report, row: _topic(report, row, of), share=1.1),
        Head(N_("about"), _about, share=1.1),
        Head(
            N_("What was observed"),
            lambda report, row: report.language.retold(row.words.of(report.language.code)),
            share=4.6,
        ),
        Head(N_("known on"), _day, "right", 1.2),
        printed=_printed,
    )


def _topic(report: Report, row: Observation, of: str) -> str:
    """Name a topic in its first row."""
    first = next(r for r in _found(report, of) if r.topic == row.topic)
    return report.say(TOPICS[row.topic]) if row.observation == first.observation else ""


def _day(report: Report, row: Observation) -> Cell:
    return report.told_cell(report.language.day(row.filed), row.source_id, row.evidence)


def observed(key: str, of: str, absent: str) -> Display[Report]:
    """Make the exhibit of a set of topics, for a report to enter among its own.

    Parameters
    ----------
    key : str
        Of the exhibit.
    of : {'models', 'laboratories', 'giants', 'china_clouds'}
        Which topics.
    absent : str
        What is said where nothing was known by the day.
    """

    return Display(
        key,
        lambda report: _found(report, of),
        _columns(of),
        lambda report: report.say(
            "Surveys, counts, tables of ranks, papers and articles known by {day}, each on its own day",
            day=report.language.date(_until(report)),
        ),
        lambda report: _message(report, of),
        N_("Table of what others observed. {title}."),
        notes=N_(
            "Each says what its author found on that day, in our words; none of it stands in a sum or a model of this edition, and "
            "ranks are those of their makers. Paper has the three newest of a topic, the screen all. s rests on a secondary source."
        ),
        data=rows_as(
            "observation",
            "topic",
            "about",
            "gist",
            "figure",
            "value",
            "unit",
            ("known_on", "filed"),
            "evidence",
            ("source", "source_id"),
        ),
        sources=lambda _, rows: {r.source_id for r in rows},
        absent=lambda report: report.say(absent, day=report.language.date(_until(report))),
        tall=True,
    )
