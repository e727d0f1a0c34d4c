"""What public texts argue on the questions of the essay: each in our own words, with its figure, text and day."""

from __future__ import annotations

import math

from ...exhibits.display import Columns, Display, Head, rows_as
from ...exhibits.tables.table import Cell, missing
from ...facts.stack import ArgumentRow, load_arguments
from ...language import N_, Number
from ...schema.rows import rows_of
from ...schema.words import QUESTIONS
from ...statements import Statement, absence, each_told
from ..documents import publisher
from .context import ValueStack
from .figures import gathered, word
from .questions import ASKED

_HEDGED = {
    "about": N_("about {amount}"),
    "over": N_("over {amount}"),
    "up_to": N_("up to {amount}"),
}


def hedged(report: ValueStack, low: float, high: float, unit: str, qualifier: str) -> str:
    """Write a figure of a text, or the range of one, as it was hedged.

    Parameters
    ----------
    report : ValueStack
        In whose language.
    low, high : float
        Its ends, the same where it is one figure.
    unit : str
        Of both.
    qualifier : str
        How the text hedges it; empty where it does not.
    """
    decimals = 0 if unit == "times" else None
    text = report.language.range(Number(low, unit, decimals=decimals), Number(high, unit, decimals=decimals))
    return report.say(_HEDGED[qualifier], amount=text) if qualifier else text


def arguments(report: ValueStack) -> list[ArgumentRow]:
    """Every argument known on the day, in the order of the questions, the earliest first; none before the essay asked."""
    if not report.essay:
        return []

    def made() -> list[ArgumentRow]:
        rows = rows_of(load_arguments(report.day), ArgumentRow)
        return sorted(rows, key=lambda r: (QUESTIONS.index(r.question), r.filed, r.argument_id))

    return report.made(f"arguments by {report.day}", made)


def argued_message(report: ValueStack) -> Statement:
    """Count the questions to which a text puts a figure."""
    found = arguments(report)
    if not found:
        return report.state(
            "The data hold no essay by {day} that asks who earns in generative AI",
            absence(gathered(report, [word(report, "answered", q, "") for q in QUESTIONS], "questions")),
            day=report.language.date(report.day),
        )
    figured = {r.question for r in found if math.isfinite(r.value_low)}
    asked = [q for q in QUESTIONS if any(r.question == q for r in found)]
    answers = [word(report, "answered", q, "yes" if q in figured else "no") for q in asked]
    held = each_told(gathered(report, answers, "questions"), "yes")
    assert held is not None  # the essay itself gives some
    return report.state(
        "Of {n} questions on who earns in generative AI, texts known by {day} put a figure to {k}",
        held,
        n=Number(float(len(asked)), "count"),
        k=Number(float(held.count), "count"),
        day=report.language.date(report.day),
    )


def _question(report: ValueStack, row: ArgumentRow) -> str:
    first = next(r for r in arguments(report) if r.question == row.question)
    return report.say(ASKED[row.question]) if row.argument_id == first.argument_id else ""


def _figure(report: ValueStack, row: ArgumentRow) -> Cell:
    if not math.isfinite(row.value_low):
        return missing("not_applicable")
    return Cell(hedged(report, row.value_low, row.value_high, row.unit, row.qualifier), kind="figure")


def told_by(report: ValueStack, source_id: str, evidence: str) -> Cell:
    """Print who published a text and when it became known, linked to it."""
    return report.told_cell(publisher(report.language, report.source_row(source_id)), source_id, evidence)


argued = ValueStack.shows(
    Display(
        "argued",
        arguments,
        Columns(
            Head(N_("Question"), _question, share=1.5),
            Head(
                N_("what is argued, in our words"),
                lambda report, r: report.language.retold(r.words.of(report.language.code)),
                share=4.3,
            ),
            Head(N_("figure"), _figure, "right", 1.0),
            Head(N_("by whom"), lambda report, r: told_by(report, r.source_id, r.evidence), share=1.3),
            Head(N_("known from"), lambda report, r: report.language.day(r.filed), "right", 1.1),
        ),
        N_("Questions in the order of the essay, from applications to processors; texts known by {day}"),
        argued_message,
        N_("Table of what public texts argue. {title}."),
        notes=N_(
            "Each line is one text’s view, not ours, and no line is held against another: they differ in what they count and when. – the text gives no figure; s rests on the press or a secondary source."
        ),
        data=rows_as(
            "question",
            ("argument", "argument_id"),
            "gist",
            "value_low",
            "value_high",
            "unit",
            "qualifier",
            "evidence",
            "filed",
            ("source", "source_id"),
        ),
        sources=lambda _, found: {r.source_id for r in found},
        absent=N_("The data hold no essay by {day} that asks who earns in generative AI."),
        tall=True,
    )
)
