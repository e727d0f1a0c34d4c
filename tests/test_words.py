"""Sentences as a hostile reader takes them: whom they count, what they leave open, how they begin."""

from __future__ import annotations

import os
import random
import re

import pytest

import shown
from cloudcapex.language import Language
from cloudcapex.reports import review as show
from cloudcapex.reports import statements_of
from cloudcapex.reports.review.changes import changed_message
from cloudcapex.statements.proof import prove
from conftest import SEED
from turning import turned

# Labels and numbers of a table's cell, not sentences.
_CELLS = ("thesis.",)


def told(report: str, **parameters: object) -> dict[str, str]:
    """Each sentence of an edition by its id."""
    return {str(r["sentence"]): str(r["text"]) for r in statements_of(report, **parameters)}


@pytest.fixture(scope="module")
def of_2021():
    """The third quarter of 2021: three of four clouds have a figure."""
    return show.Review("2021Q3")


def test_a_headline_hangs_nothing_incomparable_on_its_spending(of_2021):
    # 10-Q of October 2021: AWS 39 after 37 per cent, Google Cloud 45 after 54; Azure 50 after 51; of OCI the data hold none.
    assert show.front_page(of_2021).title.text == (
        "Capex rises 32\u202f% to $33.8bn with AWS speeding up; Azure and Google Cloud slowing; Oracle OCI not comparable"
    )


def test_a_leader_of_some_leads_those_with_a_figure(of_2021):
    # Azure grew 50 per cent by Microsoft's call of October 2021; of OCI the data hold nothing.
    title = show.cloud_growth(of_2021).title
    assert title.text == (
        "AWS sped up; Azure and Google Cloud slowed; Oracle OCI cannot be compared; "
        "highest known: Azure, +50\u202f%"
    )
    assert prove(title.records()) == []


def test_who_leads_and_alone_sped_up_is_named():
    assert show.cloud_growth(show.Review("2023Q1")).title.text == (
        "Oracle OCI sped up; Azure, Google Cloud and AWS slowed; Oracle OCI leads at +55\u202f%"
    )


def test_clouds_without_a_figure_are_named():
    assert show.cloud_growth(show.Review("2019Q2")).title.text == (
        "Azure and AWS slowed; Google Cloud and Oracle OCI cannot be compared; "
        "highest known: Azure, +64\u202f%"
    )


def test_growth_of_nought_is_level():
    # Capex of five companies, first quarter of 2023: 36.6bn after 36.7bn; it read “>−1 % on the year”.
    summary = show.front_page(show.Review("2023Q1")).summary[0]
    assert str(summary).endswith("in the quarter: level on the year and −13\u202f% on the quarter.")


def test_nobody_leads_a_market_of_which_a_share_is_missing():
    # Synergy of May 2025 as held: Amazon 29; what Microsoft and Google have is not in the data.
    title = show.market_share(show.Review("2025Q1")).title
    assert title.text == (
        "AWS took 29\u202f%ˢ of the market in 2025Q1; the data hold none of Microsoft and Google"
    )
    assert prove(title.records()) == []


def test_one_change_is_not_among_others():
    review = shown.replayed()
    assert any(
        str(line) == "Earlier figures restated: 1, Amazon (Depreciation and amortisation, 2022Q4)."
        for line in show.change_lines(review)
    )
    assert "Since 2023Q3: " in changed_message(review).text


def test_one_company_is_not_told_where_it_doubled():
    said = told("quarterly_review", quarter="2026Q2", companies=["alphabet"])
    assert said["takeaway.1"] == "Capex (cash) rose 100\u202f% on the year."
    assert said["takeaway.5"].endswith(". Stated: $520bn.") or said["takeaway.5"].endswith(
        " Stated: Alphabet $520bn."
    )


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("A sped up",), "A sped up"),
        (("A sped up", "B slowed", "C held"), "A sped up, B slowed, C held"),
        (("A and B sped up", "C held", "D slowed"), "A and B sped up; C held; D slowed"),
        (("", "A held", "B, C and D slowed"), "A held; B, C and D slowed"),
    ],
)
def test_names_of_one_clause_do_not_run_into_the_next(parts, joined):
    assert Language("en").clauses(parts) == joined


def test_a_headline_of_revenue_and_one_of_profit_have_words_of_their_own():
    review = show.Review("2024Q1")
    assert " takes in " in show.cloud_revenue(review).title.text
    assert " earned " in show.cloud_profit(review).title.text


@turned("turn", range(2))
def test_a_sentence_begins_as_one(turn):
    years = random.Random(f"{os.environ[SEED]} {turn}")
    quarter = f"{years.choice(range(2019, 2026))}Q{years.choice(range(1, 5))}"
    for report in ("quarterly_review", "ai_financing"):
        for key, text in told(report, quarter=quarter).items():
            if not key.startswith(_CELLS):
                assert re.match(r"[A-Z“]", text), f"{report} {quarter} {key}: {text}"
                assert not re.search(r"\b(\w+) \1\b|>−|<−| ;| ,|\.\.", text), (
                    f"{report} {quarter} {key}: {text}"
                )
                assert not re.search(r"\bthe 1 of\b", text), f"{report} {quarter} {key}: {text}"
