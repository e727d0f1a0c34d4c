"""The report on China's clouds: three segments unspliced, sums unsplit, nothing added across measures."""

import datetime as dt
import math
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import boxes
from cloudcapex import facts
from cloudcapex.errors import UsageError
from cloudcapex.exhibits.charts.lines import Line
from cloudcapex.locale.sources import every_message
from cloudcapex.metrics.stretches import Stretch, cover, longest_cover, stretches
from cloudcapex.periods import Quarter
from cloudcapex.reports import china_cloud as show
from cloudcapex.reports import statements_of
from cloudcapex.reports.china_cloud.added import Added, added
from cloudcapex.reports.china_cloud.alibaba import revenue_message
from cloudcapex.reports.china_cloud.capex import told_once
from cloudcapex.reports.china_cloud.context import BASES, ORDER
from cloudcapex.reports.china_cloud.drawings import SegmentLines
from cloudcapex.reports.china_cloud.gap import gap_message, spending
from cloudcapex.reports.china_cloud.gap_table import table_message
from cloudcapex.reports.china_cloud.group import group_shares, told_quarter
from cloudcapex.reports.china_cloud.intensity import _lines, _shares
from cloudcapex.reports.china_cloud.market import holes, market_row
from cloudcapex.reports.china_cloud.plan import plan
from cloudcapex.reports.china_cloud.profit import newest_margin
from cloudcapex.reports.china_cloud.segments import by_basis, growth_of, newest
from cloudcapex.statements.proof import prove
from turning import turned

BN = 1_000_000_000


@pytest.fixture(scope="module")
def report():
    return show.ChinaCloud("2026Q2")


@pytest.fixture(scope="module")
def dollars():
    return show.ChinaCloud("2026Q2", currency="USD")


@pytest.fixture(scope="module")
def seed():
    """What could be known when the article on Alibaba Cloud's new course was written."""
    return show.ChinaCloud("2022Q4", as_of="2023-04-12")


# segments ------------------------------------------------------------------------------------------


def test_each_segment_has_its_own_quarters(report):
    rows = by_basis(report, "cloud_revenue")
    assert tuple(rows) == BASES
    known = {d: [str(p.quarter) for p in row if p.known] for d, row in rows.items()}
    assert known[BASES[0]] == ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2022Q1", "2022Q2", "2022Q3"]
    assert (known[BASES[1]][0], known[BASES[1]][-1], len(known[BASES[1]])) == ("2022Q2", "2026Q1", 16)
    assert known[BASES[2]] == ["2026Q2"]


def test_a_quarter_known_on_two_segments_keeps_both(report):
    # 6-K 0001104659-23-119081 restates September 2022 to 27,035 million; the release of the day said 20,760.
    q = Quarter(2022, 3)
    assert report.point("cloud_revenue", "alibaba", q, BASES[1]).value == 27_035_000_000
    assert report.point("cloud_revenue", "alibaba", q, BASES[0]).value == 20_760_000_000


def test_growth_is_never_taken_across_segments(report):
    # 48,437 over 33,398 would be 45 per cent by accident of both; the stated 45 is on the new segment.
    assert not report.point("cloud_revenue.yoy", "alibaba").known
    stated = growth_of(report, newest(report, "cloud_revenue"))
    assert (stated.value, stated.definition) == (0.45, BASES[2])


def test_stated_growth_of_the_old_segment_never_stands_beside_revenue_of_the_restated_one():
    today = show.ChinaCloud("2022Q3")
    revenue = newest(today, "cloud_revenue")
    assert revenue.definition == BASES[1]
    assert not growth_of(today, revenue).known  # the 4 per cent belong to the old segment
    assert str(revenue_message(today)) == "Alibaba Cloud took in RMB\u00a027bn"
    then = show.ChinaCloud("2022Q3", as_of="2022-11-30")
    assert "4\u202f%ˢ more" in str(revenue_message(then))


def test_computed_growth_agrees_with_what_was_stated_on_one_segment(report):
    for point in report.row("cloud_revenue_growth_reported", "alibaba", BASES[1]):
        computed = report.point("cloud_revenue.yoy", "alibaba", point.quarter, BASES[1])
        if point.known and computed.known:
            assert computed.value == pytest.approx(point.value, abs=0.0051)


def test_margin_is_of_two_amounts_of_one_segment(report):
    # June quarter 2026: 5,628 over 48,437; the release rounds to 12 per cent.
    assert newest_margin(report).value == pytest.approx(5_628 / 48_437)
    assert newest_margin(report, Quarter(2026, 1)).value == pytest.approx(3_796 / 41_626)


def test_small_amounts_keep_their_digits():
    early = show.ChinaCloud("2021Q2")
    # Release of 3 August 2021: adjusted EBITA 340 million.
    assert "RMB\u00a0340m" in show.cloud_ebita(early).title.text


# the group -----------------------------------------------------------------------------------------


def test_aws_brought_40_per_cent_of_what_amazon_added_in_2022(seed):
    # The article's 40.5 %: 10-K 0001018724-23-000004, 513,983 against 469,822 and AWS 80,096 against 62,202.
    change = added(seed, "amazon", Quarter(2022, 4))
    assert (change.group, change.cloud) == (44_161_000_000, 17_894_000_000)
    assert change.share == pytest.approx(0.405, abs=0.0005)


def test_alibabas_year_to_march_2026(report):
    # FY2026 cloud 158,132 against 118,028; group 996,350 the year before, quarters after.
    change = added(report, "alibaba", Quarter(2026, 1))
    assert change.cloud == 40_104_000_000
    assert change.group == pytest.approx(27.3 * BN, rel=0.005)
    assert change.share > 1  # its sales inside the group count in its own revenue alone
    definitions = {part.definition for c in change.covers for part in c.parts}
    assert definitions == {"as_filed", BASES[1]}


def test_years_on_two_segments_are_not_compared(report):
    # The four quarters to 2026Q2 hold the new segment's first one.
    assert math.isnan(added(report, "alibaba", Quarter(2026, 2)).cloud)


def test_nothing_is_divided_by_a_group_that_shrank():
    assert math.isnan(Added("alibaba", Quarter(2026, 1), -1.0, 2.0).share)


# capex ---------------------------------------------------------------------------------------------


def test_the_two_quarters_told_together_are_never_split(report):
    told = report.stretches("capex_as_stated", "alibaba", "as_stated")
    assert not report.point("capex_as_stated", "alibaba", Quarter(2025, 4)).known
    assert not report.point("capex_as_stated", "alibaba", Quarter(2026, 1)).known
    both = next(s for s in told if (s.first, s.last) == (Quarter(2025, 4), Quarter(2026, 1)))
    # 20-F 0001193125-26-231755: 126,063 for the year, less what was told of its first two quarters.
    assert both.value == 55_890_000_000
    assert both in told_once(told, report.quarters)
    page = show.cloud_table(report)._repr_mimebundle_()["text/html"]
    assert "known only as a sum, RMB\u00a055.9bn" in page


def test_the_plan_and_what_was_spent(report):
    found = plan(report)
    assert found.amount == 380 * BN
    assert len(found.quarters) == 12
    assert found.issued == dt.date(2025, 2, 24)
    assert (str(found.quarters[0]), str(found.quarters[-1])) == ("2025Q2", "2028Q1")
    # The 20-F's year and the June quarter of 2026.
    assert found.spent.value == 126_063_000_000 + 67_678_000_000
    assert found.done == 5
    assert "51\u202f%" in show.capex_plan(report).title.text


def test_a_plan_is_not_known_before_it_was_told():
    assert plan(show.ChinaCloud("2024Q4", as_of="2025-02-23")) is None
    assert plan(show.ChinaCloud("2024Q4", as_of="2025-02-24")).spent is None


def test_within_the_sum_the_plan_says_how_far_it_is_known():
    assert plan(show.ChinaCloud("2025Q4")).done == 2
    assert "2025Q3" in show.capex_plan(show.ChinaCloud("2025Q4")).title.text


def test_four_quarters_in_dollars_take_each_amount_at_its_own_rate(report):
    ours = spending(report, "alibaba")
    assert ours.record == pytest.approx((31.5 + 55.89 + 67.678) * BN)
    assert ours.dollars == pytest.approx(
        (31.5 / 7.1568 + 55.89 / ((7.09 + 6.9226) / 2) + 67.678 / 6.8042) * BN
    )
    # 10-Q 0001018724-26-000026 and the three quarters before it: Amazon's purchases of property and equipment over four quarters.
    assert spending(report, "amazon").dollars == 173_028_000_000


def test_no_row_of_the_gap_is_a_total(report):
    rows = show.gap_table(report).body.rows
    assert len(rows) == 7
    assert not show.gap_table(report).body.total
    measures = {row[1].text for row in rows}
    assert measures == {"capex (cash), as filed", "capex as the company states it"}


def _stretch(first: int, length: int, value: float) -> Stretch:
    start = Quarter(2019, 1) + first
    return Stretch("x", "m", "d", start, start + (length - 1), value, "CNY", "reported", "company", ("s",))


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(-9, 9)), max_size=12),
    st.integers(1, 8),
)
def test_a_cover_has_neither_gap_nor_overlap(parts, length):
    told = [_stretch(*part) for part in parts]
    first = Quarter(2019, 1)
    found = cover(told, first, first + (length - 1))
    if found is None:
        longest = longest_cover(told, first, first + (length - 1))
        assert longest is None or longest.last < first + (length - 1)
        return
    quarters = [q for part in found.parts for q in range(part.first - first, part.last - first + 1)]
    assert quarters == list(range(length))
    assert found.value == sum(p.value for p in found.parts)


def test_a_year_stands_for_its_quarters():
    # FY2026 as one statement, 158,132, not four roundings.
    told = stretches("cloud_revenue", "alibaba", "2026Q1", definition=BASES[1])
    found = cover(told, Quarter(2025, 2), Quarter(2026, 1))
    assert [p.value for p in found.parts] == [158_132_000_000]


# the others and the market -------------------------------------------------------------------------


def test_huawei_2024_stands_twice(report):
    # Annual reports on 2024 and 2025: 38,523 first published, 33,325 restated.
    told = {s.definition: s.value for s in report.stretches("cloud_revenue", "huawei") if s.last.year == 2024}
    assert told["huawei_cloud_original"] == 38_523_000_000
    assert told["huawei_cloud_restated"] == 33_325_000_000
    title = show.huawei_cloud(report).title.text
    assert title.startswith("Huawei’s restated cloud segment")
    assert "3.5\u202f% less than a year before" in title


def test_the_holes_of_the_market_are_named(report):
    row = market_row(report, "size", "total")
    assert [str(q) for q in holes(row)] == ["2024Q4", "2025Q2", "2025Q3"]
    notes = " ".join(show.market_size(report).notes)
    assert "2024Q4, 2025Q2, 2025Q3, 2026Q1 and 2026Q2" in notes
    assert "For 2025Q3 growth alone was published: +24\u202f%" in notes


def test_shares_as_the_article_quotes_them():
    # Canalys: 40.3 % in the last quarter of 2020 and 36 % in 2022Q3.
    row = {str(p.quarter): p.value for p in market_row(show.ChinaCloud("2022Q4"), "share", "alibaba")}
    assert row["2020Q4"] == 0.403
    assert row["2022Q3"] == 0.36


def test_tencents_segment_as_the_article_quotes_it():
    # 2022: four releases add up to the 177.1bn of the article.
    told = show.ChinaCloud("2022Q4").stretches("fintech_business_services_revenue", "tencent")
    assert cover(told, Quarter(2022, 1), Quarter(2022, 4)).value == pytest.approx(177.1 * BN, rel=0.001)


# the view and the edition --------------------------------------------------------------------------


def test_dollars_are_a_view_with_the_rate_printed(dollars):
    exhibit = show.cloud_revenue(dollars)
    assert any("RMB 6.8042 for a dollar in 2026Q2" in note for note in exhibit.notes)
    row = exhibit.data[exhibit.data["calendar_quarter"] == "2026Q2"].iloc[0]
    assert row["value"] == 48_437_000_000
    assert row["unit"] == "CNY"
    assert row["value_seen"] == pytest.approx(48_437_000_000 / 6.8042)
    assert row["unit_seen"] == "USD"
    assert "$7.12bn" in exhibit.title.text
    assert "45\u202f%" in exhibit.title.text


def test_without_a_rate_there_is_no_dollar_figure(monkeypatch):
    table = facts.load_fx()
    monkeypatch.setattr(facts, "load_fx", lambda as_of=None: table[table["calendar_quarter"] != "2026Q2"])
    blind = show.ChinaCloud("2026Q2", currency="USD")
    point = blind.view(newest(blind, "cloud_revenue"))
    assert not point.known
    assert point.reason == "not_derivable"
    assert "cannot be computed from the data" in show.cloud_revenue(blind).title.text
    last = [row[-1] for row in show.cloud_table(blind).body.rows]
    assert last[1].text == "n/c"
    assert last[2].text == "+45\u202f%"
    assert not math.isfinite(spending(blind, "alibaba").dollars)


def test_every_money_figure_of_a_table_links_to_a_document(report):
    for key in ("cloud_table", "baidu_cloud", "huawei_cloud"):
        for row in getattr(show, key)(report).body.rows:
            for cell in row[1:]:
                if cell.kind == "figure" and re.search(r"\d", cell.text):
                    assert cell.url.startswith("https://") or "s" in cell.marks, (key, cell)


def test_the_front_page_names_its_exhibits(report):
    front = show.front_page(report)
    assert (
        front.title.text == "Alibaba Cloud grows 45\u202f%ˢ while the group spends RMB\u00a067.7bnˢ on capex"
    )
    assert len(front.takeaways) == 5
    for t in front.takeaways:
        assert re.search(r"\d", str(t.body))
        assert 1 <= t.exhibit <= len(ORDER)
        assert str(t.exhibit) in t.label


def test_a_replay_cites_nothing_later(seed):
    for key in ORDER:
        getattr(show, key)(seed)._repr_mimebundle_()
    for source in seed.used_sources():
        filed = seed.source_row(source)["filed"]
        assert not filed or dt.date.fromisoformat(filed) <= dt.date(2023, 4, 12), source
    text = " ".join(show.method(seed).paragraphs) + show.segments(seed)._repr_mimebundle_()["text/html"]
    assert "T-Head" not in text
    assert "restated" not in text


@turned("quarter", ["2019Q1", "2021Q1", "2022Q2", "2024Q4", "2025Q4"])
@turned("currency", ["CNY", "USD"])
def test_every_exhibit_can_be_made_for_any_quarter(quarter, currency):
    report = show.ChinaCloud(quarter, currency=currency)
    show.front_page(report)._repr_mimebundle_()
    for key in ORDER:
        exhibit = getattr(show, key)(report)
        assert exhibit.title.text
        assert exhibit.alt
        assert exhibit._repr_mimebundle_()["text/html"]
        assert "nan" not in exhibit.title.text.lower().split()


# sentences that carry their proof ------------------------------------------------------------------


def _proved(**parameters):
    records = statements_of("china_cloud", **parameters)
    assert records
    assert [str(failure) for failure in prove(records)] == []
    return {record["sentence"]: record["text"] for record in records}


@turned("turn", range(4))
def test_every_sentence_of_any_quarter_is_proved(turn, request):
    seed = request.config.getoption("randomly_seed", default=None) or random.randrange(10**6)
    print(f"seed {seed}")
    quarter = random.Random(f"{seed}/{turn}").choice([Quarter(2019, 1) + n for n in range(30)])
    _proved(
        quarter=str(quarter),
        currency=("CNY", "USD")[turn % 2],
        language=("en", "zh-Hans", "zh-Hant")[turn % 3],
    )


def test_a_replay_is_proved():
    told = _proved(quarter="2022Q4", as_of="2023-04-12")
    assert "capex_plan.title" not in told  # no plan had been told, and none is claimed


@pytest.fixture(scope="module")
def told():
    return _proved(quarter="2026Q2")


def test_both_shares_of_a_group_are_of_one_quarter(told):
    # Alibaba Cloud 48,437 of 268,953, June quarter, told in the same results.
    assert (
        told["group_share.title"]
        == "In 2026Q2 AWS was 21\u202f% of Amazon’s revenue, Alibaba Cloud 18\u202f%ˢ of its group’s"
    )
    assert "to 2026Q1" in told["added_share.title"]


def test_capex_of_two_measures_is_compared_with_neither(told):
    report = show.ChinaCloud("2026Q2")
    whole = table_message(report).text
    assert whole.startswith("Capex (cash) of the American companies shown grew by 61\u202f% (Amazon) to")
    assert whole.endswith("; the capex that Alibaba states for four quarters rose about 38\u202f%ˢ")
    assert "than" not in whole
    assert whole.startswith(told["gap_table.title"])
    assert "$173bn in cash" in told["capex_gap.title"]
    assert "of capex that Alibaba states" in gap_message(report).text


@pytest.mark.parametrize("window", [8, 22])
def test_a_market_share_is_held_against_one_publishers_count_and_no_window(window):
    # 2025Q4 is Omdia's, 2021Q1 Canalys': nothing is said between the two.
    title = str(show.vendor_shares(show.ChinaCloud("2026Q2", window=window)).title)
    assert title == "By Omdia’s count Alibaba had 37\u202f%ˢ of China’s market in 2025Q4"


def test_a_market_share_is_held_against_the_year_before():
    # Canalys, 2022Q3 36 %, 2021Q3 38.3 %.
    title = str(show.vendor_shares(show.ChinaCloud("2022Q4")).title)
    assert (
        title
        == "By Canalys’s count Alibaba’s share of China’s market fell to 36\u202f%ˢ in 2022Q3, from 38\u202f%ˢ a year before"
    )


def test_an_old_share_stands_with_its_quarter(report):
    # Huawei's last one is of 2025Q1, 18 %, within a year of the newest.
    drawn = show.vendor_shares(report).body.html("x", "y")
    assert "Huawei 18 (2025Q1)" in drawn


def test_a_stated_margin_has_the_digits_it_was_stated_with(told):
    # June quarter 2026: 5,628 of 48,437; the release says 12 per cent.
    assert (
        told["cloud_margin.title"]
        == "Alibaba Cloud kept 11.6\u202f%ˢ of its revenue as adjusted EBITA, in its own words 12\u202f%ˢ"
    )


def test_more_than_the_group_added_does_not_say_that_the_rest_shrank(report):
    assert not any("shrank" in note for note in show.added_share(report).notes)


def test_what_nothing_told_on_a_definition_is_missing_for_the_reason_of_the_metric(report):
    def reason(company):
        return report.point("cloud_revenue", company, Quarter(2026, 2), BASES[1]).reason

    assert reason("meta") == report.point("cloud_revenue", "meta").reason == "not_applicable"
    assert reason("alibaba") == "not_disclosed"  # known on the new segment alone


def test_another_currency_is_refused():
    with pytest.raises(UsageError, match="unknown currency 'EUR'"):
        show.ChinaCloud("2026Q2", currency="EUR")


# who buys, what AI brings, what capex takes ----------------------------------------------------------


def _cells(exhibit):
    return [[cell.text for cell in row] for row in exhibit.body.rows]


def test_group_revenue_has_no_gaps(report):
    # Every quarter from 2018Q1 on, the four of a fiscal year within the rounding of one of them.
    row = [report.point("revenue", "alibaba", Quarter(2018, 1) + n) for n in range(34)]
    assert all(p.known for p in row)
    assert row[-1].value == 268_953_000_000
    year = [report.point("revenue", "alibaba", Quarter(2024, 2) + n).value for n in range(4)]
    assert sum(year) == pytest.approx(996_347_000_000, abs=1_000_000)  # the release rounds it to 996.35bn


def test_group_revenue_of_the_article_was_known_on_its_day(seed):
    # Release of 23 February 2023; the article has 2,477.56.
    assert seed.point("revenue", "alibaba", Quarter(2022, 4)).value == 247_756_000_000
    before = show.ChinaCloud("2022Q4", as_of="2023-02-22")
    assert not before.point("revenue", "alibaba", Quarter(2022, 4)).known


def test_the_industrys_share_stops_and_the_title_says_so(report, seed):
    for edition in (report, seed):
        title = str(show.cloud_buyers(edition).title)
        assert title.startswith(
            "The internet industry bought over 40\u202f%ˢ of Alibaba Cloud’s outside sales in 2022Q3"
        )
        assert title.endswith("the data hold none since")
    told = show.ChinaCloud("2022Q2", as_of="2022-08-31")
    # The Register, 5 August 2022: other industries 53 per cent.
    assert "47\u202f%" in str(show.cloud_buyers(told).title)


def test_what_the_group_bought_itself_is_computed(report):
    # 2021Q4: 26,431 less 19,539; 6,892 is 26 per cent.
    row = _cells(show.cloud_buyers(report))[0]
    assert row[:5] == ["2021Q4", "26.4", "19.5", "6.89", "26\u202f%"]


def test_growth_outside_is_told_beside_the_segment_or_not_at_all(report):
    beside = str(show.outside_growth(show.ChinaCloud("2025Q1")).title)
    assert beside.endswith("grew 17\u202f%ˢ in 2025Q1, the whole segment grew 18\u202f%")
    assert "the data hold none since" in str(
        show.outside_growth(report).title
    )  # 45 % is the segment with T-Head
    assert any(
        "32\u202f%" in note for note in show.outside_growth(report).notes
    )  # 2025Q4 is told as 35 and as 32


def test_the_old_segment_is_sales_outside(seed):
    # Financial Times, 23 February 2023: 3 per cent. Nobody called the segment old before it was drawn anew.
    assert (
        str(show.outside_growth(seed).title)
        == "Alibaba Cloud’s sales outside the group grew 3\u202f%ˢ in 2022Q4"
    )
    later = show.ChinaCloud("2022Q4", as_of="2023-12-31")
    assert "its old segment, grew 3\u202f%ˢ in 2022Q4" in str(show.outside_growth(later).title)


def test_ai_is_told_by_each_on_its_own_count(report):
    exhibit = show.ai_revenue(report)
    assert str(exhibit.title).endswith("RMB\u00a012.4bnˢ at Alibaba and RMB\u00a012.5bnˢ at Baidu in 2026Q2")
    rows = {(row[0], row[1]): row for row in _cells(exhibit)}
    assert rows["Alibaba", "AI-related products’ share of sales outside the group"][2] == ">20\u202f%"
    # "almost 9%" in Baidu's call of August 2024
    assert rows["Baidu", "generative AI’s share of AI cloud"][-1] == "2024Q2: ≤9\u202f%"
    assert "total" not in {row[0] for row in _cells(exhibit)}


@pytest.mark.parametrize(
    ("language", "hedged"), [("en", "up to 9\u202f%"), ("zh-Hans", "至多9%"), ("zh-Hant", "至多9%")]
)
def test_a_share_is_told_with_the_hedge_of_its_document(language, hedged):
    title = show.ai_revenue(show.ChinaCloud("2024Q2", "2024-09-30", language=language)).title
    assert hedged in title.text
    assert prove(title.records()) == []


def test_no_quarter_without_a_segment_is_said_to_stand_on_one(seed):
    # Of 2022Q4 nothing but a growth rate was known in April 2023.
    assert show.cloud_table(seed).title.text.startswith("What is known of")


def test_nothing_of_ai_was_known_before_it_was_told(seed):
    exhibit = show.ai_revenue(seed)
    assert exhibit.body.kind == "absence"
    assert str(exhibit.title) == "The data hold nothing of what AI brings China’s clouds up to 2022Q4"


def test_capex_over_revenue_is_of_one_quarter(report):
    # 67,678 over 268,953 and 52,784 over 204,785.
    title = str(show.capex_share(report).title)
    assert title == "Capex over revenue in 2026Q2: 25\u202f%ˢ at Alibaba and 26\u202f%ˢ at Tencent"
    notes = show.capex_share(report).notes
    # 55,890 over 284,843 and 243,380: told as one sum, and never as either.
    assert any("2025Q4–2026Q1" in note and "11\u202f%" in note for note in notes)
    assert any("Tencent itself states 12\u202f% for 2024" in note for note in notes)


def test_an_axis_begins_with_the_first_quarter_of_which_anybody_has_a_value(report, monkeypatch):
    """Capex over revenue began years after the first quarter of the edition."""
    drawn = []
    monkeypatch.setattr(
        "cloudcapex.exhibits.drawings.line_chart",
        lambda quarters, lines, **more: drawn.append((quarters, lines)),
    )
    _lines(report, _shares(report))
    ((quarters, lines),) = drawn
    assert any(math.isfinite(line.values[0]) for line in lines)
    assert quarters[0] > report.quarters[0]
    assert {len(line.values) for line in lines} == {len(quarters)}
    shifted = Line("A", "#472704", (math.nan, 1.0, 2.0), frozenset({1}), turns=frozenset({2})).since(1)
    assert (shifted.values, shifted.soft, shifted.turns) == ((1.0, 2.0), {0}, {1})


def test_capex_without_accounts_keeps_its_hedges_and_its_days():
    then = show.ChinaCloud("2025Q1", as_of="2025-03-31")
    exhibit = show.unlisted_capex(then)
    now = show.unlisted_capex(show.ChinaCloud("2026Q2"))
    assert any("over RMB\u00a0200bn is passed on by an author without a name" in note for note in now.notes)
    assert not any("without a name" in note for note in exhibit.notes)
    assert str(exhibit.title).endswith(
        "RMB\u00a080bnˢ on capex in 2024 and to plan over RMB\u00a0150bnˢ for 2025"
    )
    assert [row[2] for row in _cells(exhibit)] == ["80.0", "up to 160", "over 150"]
    assert show.unlisted_capex(show.ChinaCloud("2023Q4")).body.kind == "absence"


def test_government_cloud_as_the_article_quotes_it(seed, report):
    exhibit = show.government_cloud(seed)
    # IDC by 21csp, 9 August 2022: 42.716bn in 2021, 21.47 per cent more.
    assert (
        str(exhibit.title)
        == "IDC counts China’s government cloud at RMB\u00a042.7bnˢ for 2021, +21\u202f%ˢ on the year"
    )
    assert [row[0] for row in _cells(exhibit)] == ["2020", "2021"]
    assert [row[0] for row in _cells(show.government_cloud(report))] == ["2020", "2021", "2024"]
    # The study of 2020 counts infrastructure alone: it is no year before of the whole.
    assert _cells(exhibit)[0][1:3] == ["n/d", "27.0"]
    # IDC by ahfyzs.com, 6 August 2021: Huawei 32.17 per cent of the infrastructure, the first.
    assert [row[7] for row in _cells(exhibit)] == ["Huawei 32\u202f%", "n/d"]


@pytest.mark.parametrize(
    ("quarter", "left_off"),
    [
        # Baidu was last told of 2021Q3; the first three together of 2024Q3, five quarters before Alibaba's 2025Q4.
        ("2026Q2", ["Baidu 9\u202f% (2021Q3)", "the first three 70\u202f% (2024Q3)"]),
        ("2025Q1", ["Baidu 9\u202f% (2021Q3)"]),
        ("2023Q4", ["Huawei 19\u202f% (2022Q3)", "Tencent 17\u202f% (2021Q3)", "Baidu 9\u202f% (2021Q3)"]),
        ("2022Q3", []),
    ],
)
def test_a_share_of_long_ago_stands_beside_no_newer_one(quarter, left_off):
    exhibit = show.vendor_shares(show.ChinaCloud(quarter))
    told = [note for note in exhibit.notes if note.startswith("Not drawn")]
    drawn = exhibit.body.html("alt", "name")
    assert len(told) == bool(left_off)
    assert "Alibaba" in drawn
    for name in left_off:
        assert name in told[0]
        assert name.split("\u202f")[0] not in drawn


class TestWhatTheReadersCheckFound:
    def test_the_segment_and_the_wider_measure_are_both_told(self, report):
        """Huawei’s restated segment fell from 33.325 to 32.161 bn; with other segments it rose from 68.801 to 72.075."""
        made = show.huawei_cloud(report)
        assert "restated cloud segment" in made.title.text
        assert any("72.1bn in 2025, +4.8" in note for note in made.notes)

    def test_a_plan_is_taken_from_somebody_who_can_be_shown(self, report):
        """TrendForce told 160 bn on 23 December 2025; whoever told over 200 bn later gave no name."""
        made = show.unlisted_capex(report)
        assert "160bn" in made.title.text
        assert any("200" in cell.text for row in made.body.rows for cell in row)

    @pytest.mark.parametrize("quarter", ["2023Q4", "2025Q1", "2026Q2"])
    def test_every_quarter_without_a_size_is_named(self, quarter):
        report = show.ChinaCloud(quarter)
        row = market_row(report, "size", "total")
        first = next(i for i, p in enumerate(row) if p.known)
        (note,) = [n for n in show.market_size(report).notes if n.startswith("No figure was published")]
        assert [q for q in map(str, report.quarters) if q in note] == [
            str(p.quarter) for p in row[first:] if not p.known
        ]

    def test_an_amount_has_the_same_letter_in_a_title_and_in_its_cell(self, report):
        made = show.baidu_cloud(report)
        (cell,) = [
            r[2] for r in made.body.rows if (r[0].text, r[1].text) == ("2026Q2", "AI Cloud infrastructure")
        ]
        assert cell.marks == "s"
        assert "7.3bnˢ" in made.title.text

    def test_the_sum_of_quarters_is_labelled_as_a_sum(self, report):
        assert "Σ 55.9" in show.capex(report).body.svg

    @pytest.mark.parametrize(
        "key", ["cloud_buyers", "baidu_cloud", "added_table", "gap_table", "huawei_cloud"]
    )
    def test_a_table_explains_no_mark_that_it_lacks(self, report, key):
        made = getattr(show, key)(report)
        cells = " ".join(cell.text for row in made.body.rows for cell in row)
        assert any(note.startswith("≈") for note in made.notes) <= ("≈" in cells)

    def test_no_rate_is_said_to_be_that_of_every_amount(self, report):
        (line,) = [a for a in show.front_page(report).asides if "dollar" in a]
        assert "its own quarter’s average" in line


def test_a_growth_known_alone_stands_on_its_segment_and_nothing_is_said_of_what_is_not_drawn(seed):
    # In April 2023 no document of the data had the cloud's revenue of 2022Q4, whose growth had been told.
    table = show.cloud_table(seed)
    segment, revenue, growth = (row[-1].text for row in table.body.rows[:3])
    assert (segment, revenue, growth) == ("published segment", "n/d", "+3\u202f%")
    assert show.cloud_revenue(seed).title.text == "The data hold no revenue of Alibaba Cloud for 2022Q4"
    assert show.cloud_margin(seed).title.text == "The data hold no margin of Alibaba Cloud for 2022Q4"
    assert show.capex(seed).title.text == "The data hold no capex of Alibaba for 2022Q4"
    assert not any("times Alibaba’s" in note for note in show.gap_table(seed).notes)
    assert not any("hollow" in note or "two measures" in note for note in show.capex_gap(seed).notes)
    assert show.capex_gap(seed).subtitle == "Capex (cash) over four quarters, US$ bn"


def test_the_note_on_multiples_names_their_column(report):
    note = next(n for n in show.gap_table(report).notes if "order of size" in n)
    assert note.startswith("“times Alibaba’s”")
    assert "times Alibaba’s" in [column.head for column in show.gap_table(report).body.columns]
    assert any("hollow marks" in n for n in show.capex_gap(report).notes)


def test_a_line_that_goes_further_than_the_title_is_read_at_its_quarter_too(seed, monkeypatch):
    drawn = {}
    monkeypatch.setattr(
        "cloudcapex.reports.china_cloud.drawings.line_chart",
        lambda quarters, lines, **more: drawn.update({line.name: line for line in lines}),
    )
    SegmentLines(decimals=1, told=told_quarter)(seed, group_shares(seed))
    assert drawn["AWS"].write(0.0) == "14.3; 16.2 (2022Q3)"


def test_what_the_data_lack_is_not_said_to_be_unknown_to_all():
    """Of an early day the data hold little, while results were out: a sentence says what the data lack, not what is known."""
    said = [message for message, file in every_message() if "reports/china_cloud/" in file]
    assert said
    assert [
        message
        for message in said
        if re.search(r"\b(?:is|are) not known(?! singly)", message) and "{" in message
    ] == []


def test_a_plan_read_at_second_hand_carries_its_letter_and_no_line_goes_through_a_value():
    report = show.ChinaCloud("2025Q2", as_of="2025-08-05", language="zh-Hans")
    assert "人民币3,800亿元ˢ" in show.capex_plan(report).title.text
    assert boxes.faults(show.capex(report).body) == []


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_one_american_company_alone_is_told_on_the_first_evening(language):
    """Oracle's year ends in May: on 1 July 2026 nobody else had reported the quarter."""
    title = show.capex_gap(show.ChinaCloud("2026Q2", as_of="2026-07-01", language=language)).title
    assert "Oracle" in title.text or "甲骨文" in title.text
    assert {a.form for a in title.assertions} == {"value", "none"}
