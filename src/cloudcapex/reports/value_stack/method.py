"""Method: how the dollar is divided, drawn and held against the data."""

from __future__ import annotations

from ...exhibits.exhibit import Passage
from ...exhibits.listing import Listing
from ...exhibits.tables.table import Column, Table, words
from ...language import Number
from ...models.value_stack import RANKED, SEED
from .context import ValueStack


def method(report: ValueStack) -> Passage:
    """State the rules every figure of the edition follows."""
    say, language = report.say, report.language
    return Passage(
        (
            say(
                "Flows. Users pay applications and model providers. Applications keep their gross margin and pay for inference, to model providers or straight to clouds. Model providers pay clouds a share of revenue; what their compute costs beyond it investors pay, for users who pay nothing and for training. Clouds pay for equipment as it wears out, chips sooner than buildings; chips of their own bear no merchant’s margin. What is bought in a year is a year’s wear times purchases over wear. Every layer passes on exactly what it receives."
            ),
            say(
                "Estimates. Of each assumption the newest estimate counts that was published by {day} and speaks of {quarter} or an earlier quarter. Ranges are those of the documents; where one is ours, the table of assumptions says so.",
                day=language.date(report.day),
                quarter=report.quarter,
            ),
            say(
                "Draws. All assumptions are drawn at once and independently, {draws} times, from the seed {seed}, each with a stream of its own. A draw in which applications would spend more on inference than their gross margin leaves, or model providers more on serving users than on all compute, is dropped. The middle of the draws is what the edition tells; the central case has each assumption at its own middle. Rank correlations are taken over the first {ranked} draws that are left.",
                draws=Number(report.draws, "count"),
                seed=str(SEED),
                ranked=Number(RANKED, "count"),
            ),
            language.sentences(
                say(
                    "Data. A figure of the data is shown on the basis on which it was stated, and never added to one of another basis."
                ),
                # Named only where the edition has it: on an earlier day it was not out.
                say("What users pay is an estimate by Exponential View that counts each dollar once.")
                if report.market("size").known or report.market("run_rate").known
                else "",
            ),
        ),
        style="method",
    )


def definitions(report: ValueStack) -> Listing:
    """What each assumption of the model divides by what."""
    say = report.say
    rows = tuple((words(say(a.label)), words(say(a.meaning))) for a in report.stack.assumptions)
    columns = (Column(say("Assumption"), "left", 1.5), Column(say("Definition"), "left", 3.5))
    title, alt = say("Definitions"), say("Definitions of the assumptions")
    return Listing(title, Table(columns, rows), alt, on_paper=False, file="definitions")
