"""Sources and method: how the quarters are aligned, what the words mean, what was checked, what was restated."""

from __future__ import annotations

from ... import facts
from ...exhibits.exhibit import Passage
from ...exhibits.listing import Listing
from ...exhibits.tables.table import Column, Table, words
from ..standings import standings
from .context import Review
from .guidance.given import seen_until

DEFINED = (
    "cloud_revenue",
    "cloud_operating_income",
    "azure_growth",
    "capex_cash",
    "capex_with_finance_leases",
    "free_cash_flow",
    "capex_intensity",
    "depreciation_and_amortization",
    "rpo",
    "commercial_rpo",
    "cloud_backlog",
)


def method(review: Review) -> Passage:
    """State the rules every figure of the edition follows."""
    say = review.say
    return Passage(
        (
            say(
                "Quarters. A fiscal quarter belongs to the calendar quarter that holds the midpoint of its period. "
                "Figures that companies file year-to-date are turned into single quarters by subtraction, both "
                "operands from one vintage; where an operand is missing the quarter is missing, never zero."
            ),
            say(
                "Growth compares with the same quarter a year before on the same definition. TTM is the sum of four "
                "consecutive quarters; where one of them is missing and they are a fiscal year, the year as stated. Capex "
                "intensity is capex divided by revenue of the same period. Free cash flow is operating cash flow less "
                "capex (cash)."
            ),
            say(
                "Capex has several meanings. Sums are made on one basis only, which stands in the line under the title "
                "of each exhibit; a company without a figure on that basis is left out by name."
            ),
            say(
                "Vintage. Nothing filed after {day} is used. Where a company restated a figure, the newest filing "
                "before that day counts and the first value stands among the restatements.",
                day=review.language.date(review.as_of),
            ),
            standings(review),
            say("Guidance and deals count up to {day}.", day=review.language.date(seen_until(review))),
        ),
        style="method",
    )


def alignment(review: Review) -> Listing:
    """Which fiscal quarter of each company is shown under the calendar quarter."""
    say = review.say
    rows = []
    for c in review.beside("cloud", "supplier"):
        p = review.point("revenue", c)
        if not p.known:
            p = review.point("capex_cash", c)
        if p.period_end is None:
            continue
        rows.append(
            (words(review.company(c)), words(p.fiscal_quarter), words(review.language.day(p.period_end)))
        )
    columns = (
        Column(say("Company"), "left", 2),
        Column(say("fiscal quarter"), "left", 1.5),
        Column(say("ended"), "left", 2),
    )
    title = say("Fiscal quarters shown as {quarter}", quarter=review.quarter)
    return Listing(
        title, Table(columns, tuple(dict.fromkeys(rows))), title, on_paper=False, file="fiscal_quarters"
    )


def definitions(review: Review) -> Listing:
    """The measures of the report, each with its definition and the XBRL concepts it is read from."""
    say, language = review.say, review.language
    column = language.column("label")
    known = facts.load_metrics().set_index("id")
    rows = [
        (
            words(str(known.at[m, column])),
            words(say(str(known.at[m, "definition"]))),
            words(_concepts(str(known.at[m, "concepts"] or ""))),
        )
        for m in DEFINED
        if m in known.index
    ]
    columns = (
        Column(say("Measure"), "left", 1.2),
        Column(say("Definition"), "left", 2.2),
        Column(say("XBRL concepts"), "left", 2.2),
    )
    title, alt = say("Definitions"), say("Definitions of the measures")
    return Listing(title, Table(columns, tuple(rows)), alt, on_paper=False, file="definitions")


def _concepts(text: str) -> str:
    """Concepts in order of preference, with room to break inside long names."""
    if text in ("", "nan", "None"):
        return ""
    spaced = "; ".join(part.strip() for part in text.split(";"))
    return "".join(("\u200b" + ch) if ch.isupper() and i else ch for i, ch in enumerate(spaced))
