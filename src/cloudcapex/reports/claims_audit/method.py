"""How a claim is audited: its words, its verdict, its likely cause, and what is left open."""

from __future__ import annotations

from ...exhibits.exhibit import Passage
from ...exhibits.listing import Listing
from ...exhibits.tables.table import Column, Table
from ...exhibits.tables.table import words as cell
from ...language import N_
from ..vocabulary import OUTCOMES, REASONS
from .context import ClaimsAudit
from .names import CAUSES

MEANINGS = (
    (OUTCOMES["confirmed"], N_("The known figure, rounded to the places the claim is written to, is the claimed one.")),
    (
        OUTCOMES["approximately"],
        N_("Off by one in the last written place, or equal to a figure near it: a run-rate, a month’s mean, another day."),
    ),
    (
        OUTCOMES["as_its_source_says"],
        N_("An estimate or opinion that its source states so; no account can bear it out."),
    ),
    (OUTCOMES["reports_differ"], N_("A report of equal standing tells another figure; both are shown.")),
    (OUTCOMES["contradicted"], N_("A known figure, or the article’s own numbers, exclude it.")),
    (OUTCOMES["unverifiable"], N_("Nothing in the data decides it; the reason is given.")),
    (CAUSES["wrong_value"], N_("Nothing in the data equals the claimed figure.")),
    (CAUSES["wrong_entity"], N_("The figure of the company as a whole, of another part of it, or of another company.")),
    (CAUSES["wrong_basis"], N_("The same company and time on another measure, such as capex with finance leases.")),
    (CAUSES["wrong_period"], N_("The same measure of a quarter or year beside it, or of the fiscal period of that name.")),
    (CAUSES["wrong_unit"], N_("The same digits at another power of ten, or in another currency.")),
    (CAUSES["wrong_label"], N_("The amount of a round of another letter.")),
    (CAUSES["wrong_arithmetic"], N_("A rate or ratio that its own figures do not give, their rounding allowed for.")),
    (REASONS["only_bounds"], N_("The claim lies between two known figures; outside of them it would be contradicted.")),
    (REASONS["recast_since"], N_("The company has redrawn the measure since; the figure of then is not in the data.")),
    (REASONS["other_day"], N_("A valuation or amount of another day can bear a claim out, not overturn it.")),
    (REASONS["two_bases"], N_("Companies publish it on different bases, whose sum is a figure of nothing.")),
    (REASONS["part_not_disclosed"], N_("A part or product of a company, which publishes only its total.")),
)  # fmt: skip


def method(report: ClaimsAudit) -> Passage:
    """State the rules of the audit."""
    say = report.say
    return Passage(
        (
            say(
                "Words. A claim’s subject, measure and period are read by rules and tables of names. Where a row says "
                "that the article names somebody else, the article’s words count."
            ),
            say(
                "Figures. Quarters, years, margins and growth are those of the other reports, on every definition and in "
                "both vintages: a claim may be right on the figure of its day. A definition drawn after an article was "
                "out can bear it out but not contradict it."
            ),
            say(
                "Laboratories publish no accounts. A year’s revenue lies between the run-rates at its start and its end "
                "while it grows; a claim outside is contradicted, one inside is open."
            ),
            say(
                N_(
                    "Articles. Five articles of 2023 and 2024, numbered {numbers}, of which those out by {day} are audited. "
                    "They are quoted in the few words that carry a figure, in the script they were written in."
                )
                if report.language.chinese
                else N_(
                    "Articles. Five articles of 2023 and 2024, numbered {numbers}, of which those out by {day} are audited. "
                    "What they claim is told in English, in our words."
                ),
                numbers=report.language.join(report.articles),
                day=report.language.date(report.as_of),
            ),
        ),
        style="method",
    )


def meanings(report: ClaimsAudit) -> Listing:
    """What each verdict, cause and reason means."""
    say = report.say
    rows = tuple(
        (cell(report.language.sentence(say(term))), cell(say(meaning))) for term, meaning in MEANINGS
    )
    columns = (Column(say("Term"), "left", 1.4), Column(say("Meaning"), "left", 4))
    return Listing(
        say("Verdicts, causes and reasons"), Table(columns, rows), say("What the words of the audit mean")
    )
