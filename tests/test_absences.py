"""Absence: said only where documents were read for a figure, and no further than the newest of them."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts
from cloudcapex.checks import coverage
from cloudcapex.facts.absences import absence, quarterly
from cloudcapex.locale.sources import every_message
from cloudcapex.periods import Quarter

# Words that somebody did not say something; a sentence that speaks of the data, or of what is known, denies no more than that.
_SAYS = r"(?:sa(?:y|id|ys)|states?|stated|tells?|told|gives?|gave|given|disclosed?|discloses|announced?|published?|publishes)"
DENIES = re.compile(
    rf"\b(?:nobody|no (?:one|company|document|laboratory|vendor|publisher|house|layer))\b[^.;:]{{0,30}}\b{_SAYS}\b"
    rf"|\b(?:had|has|have|did|does|do) (?:not|never)(?: yet)? {_SAYS}\b|\bnever {_SAYS}\b",
    re.IGNORECASE,
)
# What a word of a table means, and a judgement of the worries' authors: of no company, quarter or figure.
EXPLAIN = {
    "Assumed: nobody gives a number.",
    "A rate or ratio that its own figures do not give, their rounding allowed for.",
    "No company states how well its AI works in practice.",
    "No longer said: later texts of the company were read whole and do not say it;",
    "Spending on cloud infrastructure in China and who takes it, as analysts published it, with the quarters nobody told.",
}
OF_THE_DATA = re.compile(r"\b(?:the data|document held|guidance (?:does|did) not)\b", re.IGNORECASE)


def test_azure_has_no_dollars_by_quarter_in_the_call_that_tells_its_growth():
    found = absence("azure_revenue", "microsoft", "2023Q4")
    assert found is not None
    assert found.documents == ("microsoft-fy24-q2-call",)
    assert (found.period, found.until) == ("2023Q4", dt.date(2024, 1, 30))
    assert "growth" in found.note


def test_before_the_document_was_out_nobody_had_looked():
    assert absence("azure_revenue", "microsoft", "2023Q4", as_of="2024-01-29") is None
    assert absence("azure_revenue", "microsoft", "2023Q4", as_of="2024-01-30") is not None


@pytest.mark.parametrize(
    ("metric", "company", "quarter"),
    [
        ("cloud_revenue", "amazon", "2023Q4"),  # it is there
        ("azure_revenue", "microsoft", "2019Q1"),  # no call of that year was read
        ("cloud_ai_run_rate", "amazon", "2019Q1"),
        ("azure_revenue", "meta", "2023Q4"),
    ],
)
def test_what_nobody_looked_up_is_not_asserted(metric, company, quarter):
    assert absence(metric, company, quarter) is None


def test_a_figure_told_later_ends_the_silence(monkeypatch):
    row = facts.load_facts().iloc[[0]].assign(
        company="microsoft", metric="azure_revenue", filed=pd.Timestamp("2025-01-01"),
        period_start=pd.Timestamp("2023-10-01"), period_end=pd.Timestamp("2023-12-31"),
    )  # fmt: skip
    whole = pd.concat([facts.load_facts(), row])
    monkeypatch.setattr(
        "cloudcapex.facts.absences.load_facts",
        lambda as_of: whole if as_of is None else whole[whole["filed"] <= pd.Timestamp(as_of)],
    )
    assert absence("azure_revenue", "microsoft", "2023Q4") is None
    assert absence("azure_revenue", "microsoft", "2023Q4", as_of="2024-12-31") is not None


# --- the table ------------------------------------------------------------------------------------


def test_no_row_contradicts_the_facts():
    found = coverage.nothing_absent_is_there()
    assert (found.status, found.reason) == ("passed", "43 documents read")


def test_a_row_against_the_facts_fails(monkeypatch):
    row = {
        "company": "amazon", "metric": "cloud_revenue", "calendar_quarter": "2023Q4", "note": "",
        "filed": pd.Timestamp("2024-02-01"), "source_id": "amazon-2023-q4-call",
    }  # fmt: skip
    early = row | {"calendar_quarter": "2024Q4", "source_id": "early"}
    monkeypatch.setattr(coverage, "load_absences", lambda: pd.DataFrame([row, early]))
    found = coverage.nothing_absent_is_there()
    assert found.status == "failed"
    assert "amazon cloud_revenue 2024Q4: early came out before the quarter was over" in found.reason


@given(day=st.dates(dt.date(2021, 1, 1), dt.date(2026, 12, 31)), back=st.integers(0, 20))
def test_silence_never_rests_on_what_came_later(day, back):
    quarter = Quarter(2026, 2) - back
    found = absence("cloud_revenue", "microsoft", quarter, as_of=day)
    if found is not None:
        assert quarter.start < found.until <= day
        known = facts.load_sources().set_index("source_id").loc[list(found.documents), "published"]
        assert (known <= pd.Timestamp(day)).all()


def test_a_year_says_nothing_of_its_quarters():
    year = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2024-07-01", "2025-04-01", None]),
            "period_end": pd.to_datetime(["2025-06-30", "2025-06-30", "2025-06-30"]),
        }
    )
    assert quarterly(year)["calendar_quarter"].tolist() == ["2025Q2", "2025Q2"]


def test_no_message_of_any_maker_says_that_nobody_said_it():
    """What is written beforehand can rest on no document read; a sentence that denies is chosen from an assertion."""
    denying = {
        sentence
        for message, _ in every_message()
        for sentence in re.split(r"(?<=[.;])\s", message)
        if DENIES.search(sentence) and not OF_THE_DATA.search(sentence)
    }
    assert denying == EXPLAIN


@pytest.mark.parametrize(
    "said",
    [
        "NVIDIA had not stated its revenue by {quarter}.",
        "No company had stated a backlog for {quarter}.",
        "Nobody told {quarter}",
        "{company} has never disclosed it.",
    ],
)
def test_the_search_finds_a_denial(said):
    assert DENIES.search(said)
    assert not OF_THE_DATA.search(said)
