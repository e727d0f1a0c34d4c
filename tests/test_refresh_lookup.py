"""A company is looked up by its ticker or its number, and who cannot be is said in one line."""

from __future__ import annotations

import datetime as dt

import pytest

from cloudcapex.errors import DataError, UsageError
from cloudcapex.refresh import edgar, look_up, releases
from cloudcapex.refresh.sec import Filing


@pytest.fixture
def source(mirror):
    with edgar() as opened:
        yield opened


@pytest.mark.parametrize("text", ["MSFT", "msft", " 789019", "CIK0000789019", "cik789019"])
def test_by_ticker_or_number(source, text):
    who, facts = look_up(source, text)
    assert (who.cik, who.tickers, who.year_end) == (789019, ("MSFT",), "0630")
    assert who.filings[0].form in ("10-K", "8-K")
    assert facts.cik == 789019
    assert "RevenueFromContractWithCustomerExcludingAssessedTax" in {f.concept for f in facts.facts}


def test_a_ticker_of_nobody_has_near_ones(source):
    with pytest.raises(UsageError, match=r"no filer has the ticker 'NVDAA'.*did you mean NVDA"):
        look_up(source, "NVDAA")


def test_a_number_of_nobody(source):
    with pytest.raises(UsageError, match="nobody files under CIK 12345"):
        look_up(source, "12345")


def test_who_has_no_company_facts_is_told_what_it_files(source, mirror):
    # Baidu is in the list of companies, and the mirror has no filing of it.
    with pytest.raises(DataError, match="BAIDU has no company facts at the SEC; of late it filed nothing"):
        look_up(source, "BIDU")


def filing(filed, period=None, form="10-Q"):
    day = dt.date.fromisoformat
    return Filing("0000000001-26-000001", form, day(filed), period and day(period), (), "x.htm")


@pytest.mark.parametrize(
    ("filed", "ended"),
    [
        ("2026-07-29", "2026-06-30"),  # a report of the quarter is there
        ("2026-10-27", "2026-09-30"),  # none is yet
        ("2026-04-30", None),  # before any report that is known
    ],
)
def test_a_release_reports_the_quarter_that_was_over(filed, ended):
    reports = [filing("2026-07-30", "2026-06-30")]
    found = releases.quarter_reported(filing(filed, form="8-K"), reports)
    assert str(found) == str(ended)


def test_of_weeks_a_quarter_has_thirteen():
    reports = [filing("2026-08-26", "2026-07-26")]
    assert str(releases.quarter_reported(filing("2026-11-18"), reports)) == "2026-10-25"
