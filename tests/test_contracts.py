"""Contracted revenue against capex, and who owes it, as companies state it."""

from __future__ import annotations

import pytest

import shown
from cloudcapex.facts import load_facts
from cloudcapex.reports import review as show
from cloudcapex.reports.customers import said
from cloudcapex.reports.review.contracts import added_to_capex, contracted, to_capex
from cloudcapex.statements.proof import prove

BN = 1_000_000_000


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


def stated(company, metric, end):
    rows = load_facts()
    rows = rows[(rows["company"] == company) & (rows["metric"] == metric) & (rows["period_end"] == end)]
    return rows[["value", "evidence", "source_id"]].itertuples(index=False, name=None)


@pytest.mark.parametrize(
    ("company", "metric", "end", "row"),
    [
        # call of 29 July 2026: "roughly 30%" of commercial RPO; duration 2.3 years
        ("microsoft", "backlog_due_12m_share", "2026-06-30", (0.3, "company", "microsoft-fy26-q4-call")),
        ("microsoft", "backlog_life", "2026-06-30", (2.3, "company", "microsoft-fy26-q4-call")),
        # call of 24 January 2023: "Roughly 45 percent will be recognized in revenue in the next 12 months"
        ("microsoft", "backlog_due_12m_share", "2022-12-31", (0.45, "company", "microsoft-fy23-q2-call")),
        # call of 22 July 2026: "just over 50%" over the next 24 months
        ("alphabet", "backlog_due_24m_share", "2026-06-30", (0.5, "company", "alphabet-2026-q2-call")),
        # 10-Q of July 2026: "The weighted-average remaining life of our long-term contracts is 6.4 years"
        ("amazon", "backlog_life", "2026-06-30", (6.4, "company", "0001018724-26-000026")),
        # Form 10-K for 2024: 4.1 years
        ("amazon", "backlog_life", "2024-12-31", (4.1, "company", "0001018724-25-000004")),
        (
            "coreweave",
            "largest_customer_share_of_revenue",
            "2026-06-30",
            (0.36, "secondary", "0001769628-26-000366"),
        ),
    ],
)
def test_terms_of_contracts_as_documents_tell_them(company, metric, end, row):
    assert row in list(stated(company, metric, end))


def test_backlog_over_four_quarters_of_capex(newest):
    """Microsoft's 678 bn of commercial RPO; Amazon's 496 bn, 195 bn a year before."""
    row = contracted(newest, "microsoft")
    assert (row.balance.metric, row.balance.value) == ("commercial_rpo", 678 * BN)
    assert to_capex(row).value == pytest.approx(678 * BN / newest.point("capex_cash.ttm", "microsoft").value)
    spent = newest.point("capex_cash.ttm", "amazon").value
    assert added_to_capex(contracted(newest, "amazon")).value == pytest.approx((496 - 195) * BN / spent)
    assert to_capex(row).basis == "derived"


def test_what_was_redefined_was_not_added(newest):
    """Google Cloud's backlog is wider from 2026Q1 on: its change on the year has no meaning."""
    row = contracted(newest, "alphabet")
    assert row.before.known
    assert row.balance.definition != row.before.definition
    assert added_to_capex(row).reason == "not_derivable"


def test_the_table_tells_amounts_due(newest):
    rows = {row[0].text: [cell.text for cell in row] for row in show.contracts_and_capex(newest).body.rows}
    heads = [column.head for column in show.contracts_and_capex(newest).body.columns]
    assert len({*heads}) == len(heads)
    assert rows["Microsoft"][2:5] == ["678", "≈30\u202f%", "$186–221bn"]
    assert rows["CoreWeave"][5:7] == ["41\u202f%", "$42–43.1bn"]
    assert rows["Alphabet"][5:7] == [">50\u202f%", ">$256bn"]
    assert rows["Amazon"][7] == "6.4 years"


def test_who_owes_it_with_the_quarter_it_was_told_of(newest):
    found = {(s.member.company, s.member.metric): s for s in said(newest)}
    openai = found["microsoft", "openai_share_of_commercial_rpo"]
    assert (openai.last.point.value, str(openai.last.point.quarter)) == (0.45, "2025Q4")
    owner = found["coreweave", "largest_customer_share_of_backlog"]
    assert (owner.last.point.value, owner.before.point.value) == (0.35, 0.5)
    assert (owner.last.qualifier, owner.before.qualifier) == ("up_to", "about")


def test_a_replay_knows_no_customer_of_a_later_day():
    then = show.Review("2025Q3", as_of="2025-11-05")
    assert not [s for s in said(then) if s.member.company == "coreweave"]
    assert [
        s.last.point.value
        for s in said(show.Review("2025Q3", as_of="2025-11-12"))
        if s.member.company == "coreweave"
    ]


@pytest.mark.parametrize("companies", [None, ["microsoft"], ["amazon", "coreweave"], ["alibaba"]])
@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2026Q2"])
def test_titles_are_proved(quarter, companies):
    review = show.Review(quarter, companies=companies)
    for make in (show.contracts_and_capex, show.contract_customers):
        assert make(review).title.text
    told = [record for s in review.statements.values() for record in s.records()]
    assert prove(told) == []
