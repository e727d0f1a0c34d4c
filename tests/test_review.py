"""The quarterly review says what the filings say, for any quarter."""

import datetime as dt
import math
import re

import pytest

import shown
from cloudcapex.errors import UsageError
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import review as show
from cloudcapex.reports.company_report import _unstopped
from cloudcapex.reports.review.context import AFTER_PAGES, BEFORE_PAGES
from cloudcapex.statements import split
from cloudcapex.statements.proof import prove
from turning import turned

EXHIBITS = ("scorecard", *BEFORE_PAGES, *AFTER_PAGES)


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


@pytest.fixture(scope="module")
def at_the_time():
    return shown.replayed()


def test_the_total_is_the_sum_of_the_filed_parts(newest):
    # 10-K 0001193125-26-323660 less nine months, and the other four companies' cash-flow statements.
    parts = {c: newest.point("capex_cash", c).value for c in newest.companies}
    assert parts["microsoft"] == 35_802_000_000
    assert parts["meta"] == 30_116_000_000
    assert newest.total("capex_cash") == math.fsum(parts.values())


def test_the_headline_of_the_newest_quarter(newest):
    assert show.front_page(newest).title.text.startswith("Capex rises 87\u202f% to $182bn")


def test_five_takeaways_each_with_its_exhibit(newest):
    takeaways = show.front_page(newest).takeaways
    assert len(takeaways) >= 5
    for t in takeaways:
        assert re.search(r"\d", str(t.body))
        assert 1 <= t.exhibit <= len(newest.order)
        assert str(t.exhibit) in t.label


def test_aws_in_2023q4_as_filed(at_the_time):
    # Amazon 10-K 0001018724-24-000008: AWS net sales 24,204 and operating income 7,167 million.
    assert at_the_time.point("cloud_revenue", "amazon").value == 24_204_000_000
    assert at_the_time.point("cloud_operating_income", "amazon").value == 7_167_000_000
    assert at_the_time.point("capex_cash", "microsoft").value == 9_735_000_000


def test_nothing_filed_later_is_behind_a_replayed_edition(at_the_time):
    for key in EXHIBITS:
        getattr(show, key)(at_the_time)
    for source in at_the_time.used_sources():
        filed = at_the_time.source_row(source)["filed"]
        assert not filed or dt.date.fromisoformat(filed) <= dt.date(2024, 2, 15), source


def test_every_figure_in_a_table_links_to_a_document(newest):
    for key in ("scorecard", "capex_table", "backlog"):
        rows = getattr(show, key)(newest).body.rows
        body = [r for r in rows if r[0].text != "Together"]
        figures = [c for r in body for c in r if c.kind == "figure"]
        assert figures
        unlinked = [c for c in figures if not c.url.startswith("https://")]
        # A note that nobody published has no address; the letter s says so.
        assert all("s" in c.marks for c in unlinked), key
        assert len(unlinked) <= 1, key


@turned("quarter", [str(q) for q in quarters_between("2019Q1", "2026Q2")][::5])
def test_every_exhibit_can_be_made_for_any_quarter(quarter):
    review = show.Review(quarter)
    front = show.front_page(review)
    assert not re.search(
        r"\bnan\b",
        " ".join([front.title.text, *map(str, front.summary), *(str(t.body) for t in front.takeaways)]),
    )
    for key in EXHIBITS:
        exhibit = getattr(show, key)(review)
        assert exhibit.title.text
        assert not re.search(r"\bnan\b", exhibit.title.text)
        assert "{" not in exhibit.title.text
        assert exhibit.alt


def test_a_company_without_a_figure_on_the_basis_is_left_out_by_name():
    review = show.Review("2026Q2", basis="capex_with_finance_leases")
    assert "oracle" not in review.spenders
    assert any("Oracle" in note for note in show.capex_total(review).notes)


def test_every_cloud_is_in_one_group_of_the_pace(newest):
    moved = split(newest.pace)
    assert sorted(c for group in moved.groups.values() for c in group) == [
        "alphabet",
        "amazon",
        "microsoft",
        "oracle",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"quarter": "2026Q7"}, "not a quarter"),
        ({"quarter": "2026Q2", "companies": ["amazn"]}, "did you mean amazon"),
        ({"quarter": "2026Q2", "companies": []}, "no company asked for"),
        ({"quarter": "2026Q2", "as_of": "15.2.2024"}, "not a date"),
        ({"quarter": "2026Q2", "language": "de"}, "unknown language"),
    ],
)
def test_bad_input_gets_one_clear_line(arguments, message):
    with pytest.raises(UsageError, match=message):
        show.Review(**arguments)


def test_the_window_starts_no_earlier_than_the_data():
    assert show.Review("2019Q1", window=40).quarters[0] == Quarter(2018, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It fell at Foo.", "It fell at Foo"),
        ("都低於零。", "都低於零"),
        ("It fell at Foo", "It fell at Foo"),
        ("It fell at Foo Co., Ltd.", "It fell at Foo Co., Ltd."),
        ("It fell at Foo Co., Ltd..", "It fell at Foo Co., Ltd."),
    ],
)
def test_a_sentence_loses_its_own_stop_and_no_name_its_own(text, said):
    assert _unstopped(text, ["Foo", "Foo Co., Ltd."]) == said


def test_what_a_replay_does_not_know_is_said_of_the_data(at_the_time):
    """The Information told of OpenAI's run-rate on 30 January 2024, the Financial Times of two billion on 9 February."""
    told = show.lab_revenue(at_the_time)
    assert told.title.text == "Run-rates as told: OpenAI at $2bnˢ (2023Q4); the data hold none of Anthropic"
    # The Information told of more than a billion a year in August 2023.
    exhibit = show.lab_revenue(show.Review("2023Q3", as_of="2023-11-30"))
    assert (
        exhibit.title.text == "Run-rates as told: OpenAI at $1bnˢ (2023Q3); the data hold none of Anthropic"
    )
    exhibit = show.lab_revenue(show.Review("2023Q2", as_of="2023-07-31"))
    assert exhibit.title.text == "The data hold no run-rate up to 2023Q2 of OpenAI and Anthropic"
    assert "in a document of 31 July 2023 or earlier" in exhibit.body.words
    assert show.market_share(show.Review("2019Q1")).title.text == "The data hold no market share up to 2019Q1"
    assert (
        show.ai_signals(show.Review("2019Q1")).title.text == "The data hold no figure on AI demand for 2019Q1"
    )


def test_who_leads_the_market_is_asserted_with_its_documents():
    # srgresearch.com of February 2024: Amazon 31, Microsoft 24, Google 11 per cent.
    title = show.market_share(show.Review("2023Q4")).title
    assert title.text == (
        "AWS leads the market in 2023Q4 with 31\u202f%ˢ, followed by Microsoft 24\u202f%ˢ and Google 11\u202f%ˢ"
    )
    first = next(a for a in title.assertions if a.form == "leader")
    assert first.result["leaders"] == ["amazon"]
    assert next(v for v in first.values if v.of == "amazon").sources == (
        "srgresearch-com-cloud-market-2023q4",
    )
    assert prove(title.records()) == []


@pytest.mark.parametrize("quarter", ["2022Q2", "2022Q4", "2025Q1", "2026Q2"])
def test_every_signal_is_proved(quarter):
    review = show.Review(quarter)
    titles = [make(review).title for make in (show.ai_signals, show.lab_revenue, show.market_share)]
    assert all(title.assertions for title in titles)
    assert prove([record for title in titles for record in title.records()]) == []


def test_ai_demand_is_told_by_azure_where_the_chip_maker_has_not_reported(at_the_time):
    # Microsoft's call of 30 January 2024: 6 points of Azure's growth; NVIDIA reported three weeks later.
    assert show.ai_signals(at_the_time).title.text == "AI services account for 6\u202fpp of Azure’s growth"


@pytest.mark.parametrize(
    ("quarter", "companies", "title"),
    [
        # Each +34 % on the year, rounded; each sped up.
        ("2025Q3", ("alphabet", "alibaba"), "Google Cloud and Alibaba Cloud sped up"),
        ("2025Q3", ("alphabet", "amazon", "alibaba"), "Google Cloud, AWS and Alibaba Cloud sped up"),
        ("2020Q4", ("microsoft", "alibaba"), "Azure sped up, Alibaba Cloud slowed"),
    ],
)
def test_of_clouds_level_at_the_printed_digit_none_leads(quarter, companies, title):
    review = show.Review(quarter, companies)
    exhibit = show.cloud_growth(review)
    assert exhibit.title.text == title
    assert prove([r for s in review.statements.values() for r in s.records()]) == []


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_growth_on_another_definition_stands_beside_that_of_the_revenue(language):
    """Azure’s 29.4bn stood beside +43 %, and came to be 42 % more: 8.705 on 20.7."""
    made = show.Review("2026Q2", language=language)
    for exhibit in (show.scorecard(made), show.cloud_growth(made)):
        assert any("42" in note for note in exhibit.notes), exhibit.key
