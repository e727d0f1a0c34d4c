"""Company pages: what each company filed and said, nothing told twice or too early."""

import dataclasses
import datetime as dt
import itertools
import os
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex import facts, metrics, schema
from cloudcapex.errors import UsageError
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.ledger import deals
from cloudcapex.media import EXHIBIT as RECORD
from cloudcapex.media import HTML, TYPST
from cloudcapex.metrics.formulas import DERIVED
from cloudcapex.metrics.points import no_point
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import deal_words
from cloudcapex.reports import review as show
from cloudcapex.reports.review.company import deals as company_deals
from cloudcapex.reports.review.company import panels as company_panels
from cloudcapex.reports.review.company.facts import outlooks, reading_row, readings
from cloudcapex.reports.review.company.profiles import profile_of
from cloudcapex.reports.review.guidance.results import results_of
from cloudcapex.statements.proof import prove
from shown import exhibits
from turning import turned

DAY = dt.date(2024, 2, 15)
PAGES = facts.with_page()


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


@pytest.fixture(scope="module")
def at_the_time():
    return shown.replayed()


def table_of(page, number):
    """Rows of a table of the page by their first cell: 1 the KPIs, then guidance on results, adoption, the deals."""
    return {row[0].text: row for row in page.exhibit.body.screen.bodies[number].rows}


def told(page):
    return " ".join(map(str, page.summary))


def texts(row):
    return [cell.text for cell in row]


# --- what is said -----------------------------------------------------------------------------


def test_microsoft_as_seen_in_february_2024(at_the_time):
    # The call of 30 January 2024: 53,000 Azure AI customers, 1.3 million Copilot subscribers, 6 points from AI,
    # capex of 11.5 bn with finance leases, commercial RPO of 222 bn.
    page = show.company_page(at_the_time, "microsoft")
    rows, adoption = table_of(page, 1), table_of(page, 3)
    assert texts(adoption["Azure AI customers"])[1:4] == ["53,000 (2023Q4)", "said once", "30 Jan 2024"]
    assert texts(adoption["GitHub Copilot paid subscribers"])[1:6] == [
        ">1 million (2023Q3)",
        ">1.3 million (2023Q4)",
        "30 Jan 2024",
        "≈+30\u202f%",
        "said",
    ]
    points = texts(adoption["Azure growth from AI, points"])
    assert points[1:5] == ["≈1\u202fpp (2023Q2)", "6\u202fpp (2023Q4)", "30 Jan 2024", "≈+5\u202fpp"]
    assert not {"Azure AI customers", "Azure growth from AI, points"} & rows.keys()
    assert texts(rows["Capex incl. finance leases"])[2] == "$11.5bn"
    assert texts(rows["Commercial RPO"])[2] == "$222bn"
    assert "Azure grew 30\u202f% on the year, after 29\u202f% in the quarter before." in told(page)


def test_amazon_as_seen_in_february_2024(at_the_time):
    # The call of 1 February 2024: performance obligations of 155.7 bn, capital investments of 48.4 bn in 2023.
    page = show.company_page(at_the_time, "amazon")
    rows = table_of(page, 1)
    assert at_the_time.point("cloud_backlog", "amazon").value == 155_700_000_000
    assert rows["Cloud backlog"][2].text == "$156bn"
    assert at_the_time.point("cloud_backlog", "amazon").sources == ("amazon-2023-q4-call",)
    # 10-K 0001018724-24-000008: AWS net sales of 24,204 million.
    assert "24.2" in page.exhibit.body.screen.bodies[0].svg
    assert any(s["id"] == "0001018724-24-000008" for s in page.exhibit.record()["sources"])
    # The year ends with the quarter: its figure is the quarter's news and not what was stated before.
    assert [c.text for c in rows["Capex incl. finance leases"][1:3]] == ["$58.6bn (FY22)", "$48.4bn (FY23)"]


def test_a_line_that_adds_two_up_is_as_the_company_tells_it(at_the_time):
    # Meta's slides on 2023Q4: 7,899 million with finance leases, net of proceeds; its 10-K 0001326801-24-000012 leaves
    # 7,665 gross and 307 of the quarter.
    rows = table_of(show.company_page(at_the_time, "meta"), 1)
    assert [c.text for c in rows["Capex incl. finance leases"][1:3]] == ["$6.76bn (2023Q3)", "$7.9bn"]


def test_alphabet_of_the_newest_quarter(newest):
    page = show.company_page(newest, "alphabet")
    assert newest.point("capex_cash", "alphabet").value == 44_924_000_000
    assert (
        page.exhibit.title.text
        == "Google Cloud grows faster, by 82\u202f%, while capex is 2.0× that of a year before"
    )
    assert "below zero for the first time in the 30 quarters since 2019Q1" in told(page)
    # Its definition widened in 2026Q1, so no growth is given.
    assert "on a definition that has changed since the year before" in told(page)
    assert "RPO" in told(page)


def test_words_are_chosen_from_what_holds(newest):
    page = show.company_page(newest, "alphabet")
    spent = next(s for s in page.summary if "free cash flow" in s.text)
    held = {a.form: a for a in spent.assertions}
    assert set(held) == {"change", "value", "lowest"}
    assert spent.place == "company"
    bought = next(v for v in held["change"].values if v.of == "alphabet")
    assert bought.value == 44_924_000_000
    assert set(bought.sources) >= set(newest.point("capex_cash", "alphabet").sources)
    grew = page.summary[0]
    assert (
        grew.text
        == "Google Cloud grew 82\u202f% on the year, the fastest of 24 comparable quarters since 2020Q3."
    )
    assert grew.assertions[1].result == {"since": "2020Q3", "n": 24}


def test_a_margin_prints_no_digit_that_its_operands_do_not_carry(newest):
    """Alibaba states 12 %: 12.0 % was printed."""
    assert "Alibaba Cloud margin: 12\u202f%ˢ." in told(show.company_page(newest, "alibaba"))


def test_capex_that_moved_next_to_nothing_was_level(monkeypatch):
    """“Capex fell 0 %”."""
    review = show.Review("2026Q2")
    now = review.point("capex_cash", "meta")
    point = review.point

    def moved(metric, company, quarter=None, definition=None):
        found = point(metric, company, quarter, definition)
        then = metric == "capex_cash" and company == "meta" and quarter == review.quarter - 4
        return dataclasses.replace(found, value=now.value * 1.001) if then else found

    monkeypatch.setattr(review, "point", moved)
    page = show.company_page(review, "meta")
    assert page.exhibit.title.text.endswith("while capex is level")
    assert "Capex (cash) was level on the year at $30.1bn" in told(page)


def test_what_shrinks_as_before_does_not_grow():
    # Meta's revenue fell 4 per cent in the third and in the fourth quarter of 2022.
    review = show.Review("2022Q4")
    title = show.company_page(review, "meta").exhibit.title
    assert title.text.startswith("Meta’s revenue shrinks by 4\u202f%, while capex rises ")
    assert [a.direction for a in title.assertions] == ["fell", "held", "rose"]
    assert prove([record for s in review.statements.values() for record in s.records()]) == []


@turned("place", range(3))
def test_every_sentence_of_a_page_is_proved(place):
    seed = int(os.environ.get("CLOUDCAPEX_SEED", dt.date.today().toordinal())) + place
    quarter = random.Random(seed).choice(quarters_between("2019Q1", "2026Q2"))
    print(f"seed {seed}: {quarter}")
    review = show.Review(quarter)
    show.company_pages(review)
    assert all(s.assertions for s in review.statements.values())
    assert prove([record for s in review.statements.values() for record in s.records()]) == []


def test_what_aws_earned_of_amazons_profit():
    """Second quarter of 2023: 5,365 of 7,681 million, 10-Q 0001018724-23-000012; at the end of 2022 the rest lost money."""
    page = show.company_page(show.Review("2023Q2", as_of="2023-10-31"), "amazon")
    rows = [row for body in page.exhibit.body.screen.bodies for row in getattr(body, "rows", ())]
    (row,) = [row for row in rows if row[0].text == "Cloud’s part of operating income"]
    assert [cell.text for cell in row[1:3]] == ["107\u202f% (2023Q1)", "69.8\u202f%"]
    for language in ("en", "zh-Hans", "zh-Hant"):
        review = show.Review("2022Q4", language=language)
        told = review.counts(review.point("cloud_share_of_operating_income", "amazon"))
        assert (told == DERIVED["cloud_share_of_operating_income"].definition) == (language == "en")


def test_every_computed_metric_says_what_it_counts_in_the_language_of_the_page():
    """Any of them can be a KPI of a company's page: a row of company_pages.csv names it."""
    for language in ("zh-Hans", "zh-Hant"):
        review = show.Review("2022Q4", language=language)
        english = {name for name in DERIVED if review.counts(review.point(name, "amazon")).isascii()}
        assert english == set()


def test_a_kpi_no_longer_stated_keeps_its_mark_and_its_last_figure(newest):
    row = table_of(show.company_page(newest, "microsoft"), 1)["AI business run-rate"]
    assert texts(row)[1:4] == ["$37bn (2026Q1)", "n/d", "29 Apr 2026"]
    assert row[2].kind == "missing"


def test_a_kpi_nobody_has_stated_is_named_once_people_ask_for_it(at_the_time):
    notes = show.company_page(at_the_time, "microsoft").exhibit.notes
    assert any(n.startswith("n/d") and "Microsoft 365 Copilot paid seats" in n for n in notes)
    earlier = show.company_page(show.Review("2019Q1"), "microsoft").exhibit.notes
    assert not any("Copilot" in n for n in earlier)


def test_a_company_that_has_not_reported_says_so_and_shows_the_quarter_before(at_the_time):
    # NVIDIA filed the quarter on 21 February 2024: six days after the edition.
    page = show.company_page(at_the_time, "nvidia")
    assert "gives these figures of NVIDIA for 2023Q4; this is 2023Q3." in told(page)
    assert "14.5 (2023Q3)" in page.exhibit.body.screen.bodies[0].svg
    assert table_of(page, 1)["Revenue"][2].text == "n/y"


@pytest.mark.parametrize("day", [None, "2019-06-30"])
def test_a_company_without_any_figure_is_one_line(day):
    page = show.company_page(show.Review("2019Q1", as_of=day), "coreweave")
    bundle = page._repr_mimebundle_()
    assert page.exhibit is None
    assert told(page).startswith("The data hold no figure of CoreWeave for 2019Q1")
    assert RECORD not in bundle
    assert "<figure" not in bundle["text/html"]
    assert bundle[TYPST].endswith(", none)")


@turned("language", ["en", "zh-Hans", "zh-Hant"])
def test_each_number_of_the_order_stands_on_the_page_and_on_paper(language):
    """That of a company of which nothing is known stands by its name: no exhibit is missing from the count."""
    review = show.Review("2023Q4", ["meta", "coreweave"], language=language)
    shown = {e.number for e in exhibits(review)}
    silent = show.company_page(review, "coreweave")
    assert silent.exhibit is None
    label = review.label("company_coreweave")
    for kind in (HTML, TYPST):
        assert label in silent._repr_mimebundle_()[kind]
    assert {*shown, review.number("company_coreweave")} >= {*range(1, len(review.order) + 1)}


def test_an_unknown_company_gets_a_near_name(newest):
    with pytest.raises(UsageError, match="did you mean alphabet"):
        show.company_page(newest, "alphabt")


# --- guidance ---------------------------------------------------------------------------------


def test_a_figure_on_another_definition_is_not_the_one_before(newest):
    # July 2026: 175 bn after leases were reclassified; 190 bn of April stands on the earlier definition.
    year = outlooks(newest, "microsoft")[0]
    assert (year.target.name, year.figure, year.before) == ("2026", "about $175bn", "")
    assert year.low == 175_000_000_000


def test_guidance_keeps_the_range_it_replaced(newest):
    row = table_of(show.company_page(newest, "alphabet"), 1)["Guidance for 2026: Capex (cash)"]
    assert texts(row)[1:4] == ["$180–190bn (Apr 2026)", "$195–205bn", "22 Jul 2026"]


def test_a_rate_is_guided_in_per_cent(newest):
    rows = [
        texts(row)[:4] for row in show.company_page(newest, "microsoft").exhibit.body.screen.bodies[2].rows
    ]
    # About 45 % on the call of 29 July 2026; 44 to 45 % on the definition of 2 September 2026, which stands in its place.
    assert ["Azure growth at constant currency", "2026Q3", "44–45\u202f%", "2 Sept 2026"] in rows


def test_no_guidance_of_a_later_day(at_the_time):
    for company in PAGES:
        assert all(o.day <= DAY for o in outlooks(at_the_time, company))
        assert all(r.newest is None or r.newest.issued <= DAY for r in results_of(at_the_time, company))


# --- deals ------------------------------------------------------------------------------------


def deals_on(day, company):
    review = show.Review(str(metrics.newest_quarter(day)), as_of=day)
    return {e.id: e for e in company_deals.deals_of(review, company)}


def test_one_deal_is_told_by_one_row():
    # Anthropic at Google Cloud: 200 bn reported in May 2026, 111 bn disclosed in September, five rows in all.
    before, after = deals_on("2026-09-28", "alphabet"), deals_on("2026-10-09", "alphabet")
    group = {"D012", "D024", "D040", "D049", "D051", "D061", "D071"}
    assert group & set(after) == {"D071"}
    assert group & set(before) == {"D024", "D049"}  # D049, 3.5 GW through Broadcom, is D070


def test_totals_and_superseded_rows_give_way_to_their_parts():
    found = deals_on("2026-10-09", "nvidia")
    assert "D015" in found  # 30 bn into OpenAI
    assert "D077" not in found  # the round it is part of
    assert "D017" not in found  # the letter of intent it replaced
    before = show.Review("2025Q4", as_of="2025-12-31")
    assert "D017" in {e.id for e in company_deals.deals_of(before, "nvidia")}


def test_deals_of_a_day_are_no_younger(at_the_time):
    for company in PAGES:
        found = company_deals.deals_of(at_the_time, company)
        assert all(e.announced <= DAY for e in found)
        assert found == sorted(found, key=lambda e: (e.announced, e.id), reverse=True)


@turned("language", ["en", "zh-Hans", "zh-Hant"])
def test_money_and_purchases_of_one_announcement_both_stand(language):
    # September 2023: Amazon's 1.25 bn (D035, straitstimes-com-d027) and Anthropic's promise to use AWS (D057,
    # press-aboutamazon-com-d057) are two deals of one group; AI financing tells both, and so does Amazon's page.
    review = show.Review("2023Q4", language=language)
    assert [e.id for e in company_deals.deals_of(review, "amazon")] == ["D036", "D057", "D035"]
    sources = {s.id for s in show.company_page(review, "amazon").exhibit.sources}
    assert {"press-aboutamazon-com-d057", "straitstimes-com-d027"} <= sources


def test_a_deal_counts_from_its_day(at_the_time):
    # D025: Google among others put 0.45 bn into Anthropic in May 2023, as a document of that year has it.
    assert "D025" in {e.id for e in company_deals.deals_of(at_the_time, "alphabet")}


@turned("day", ["2023-10-31", "2024-02-15", "2025-12-31", "2026-09-30"], 2)
def test_pages_tell_the_deals_that_the_ledger_tells(day):
    review = show.Review(str(metrics.newest_quarter(day)), as_of=day)
    told = deals.told_once(deals.ledger(day, read_by=review.as_of))
    totals = deals.totals(told)
    for company in PAGES:
        own = {e.id for e in told if company in (*e.givers, *e.takers)}
        assert {e.id for e in company_deals.deals_of(review, company)} == own - totals


def test_a_party_among_several_is_found():
    # Stargate names Oracle among its investors.
    assert "D045" in deals_on("2026-10-09", "oracle")


def test_parties_are_named_as_the_edition_names_them():
    page = show.company_page(show.Review("2026Q2", language="zh-Hans"), "alibaba")
    told = {cell.text for row in page.exhibit.body.screen.bodies[-1].rows for cell in row}
    assert {"阿里巴巴、腾讯、五源资本→月之暗面", "IDG资本、阿里巴巴、腾讯→月之暗面"} <= told


def test_every_form_and_status_of_the_ledger_has_words():
    assert set(company_deals.FORMS) == set(schema.words.DEAL_FORMS)
    assert set(deal_words.STATUS) == set(schema.words.DEAL_STATUS)


# --- charts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("company", "at_most"), [("amazon", 50), ("microsoft", 75), ("nvidia", 400)])
def test_a_scale_is_as_long_as_the_line_on_it_asks(newest, company, at_most):
    """On a scale that all clouds shared, the growth of AWS and Azure lay flat under that of a start-up."""
    growth = profile_of(newest, company).growth
    values = [p.value for p in company_panels.row(newest, company, growth) if p.known]
    axis = Scale.per_cent(newest.language).from_zero(values, most=3, headroom=0.16)
    words = re.findall(r"<text[^>]*>([^<]+)</text>", company_panels.company_chart(newest, company).svg)
    assert {tick.label for tick in axis.ticks} <= set(words)
    assert axis.ticks[-1].place * 100 <= at_most


def test_the_chart_of_free_cash_flow_is_of_four_quarters_and_the_sentence_of_one(newest):
    cash = profile_of(newest, "alphabet").cash
    assert company_panels.row(newest, "alphabet", cash)[-1].value > 0
    assert "free cash flow was −$5.86bn" in told(show.company_page(newest, "alphabet"))


def test_every_page_draws_what_is_known_in_the_same_order(newest):
    for company in PAGES:
        words = re.findall(r"<text[^>]*>([^<]+)</text>", company_panels.company_chart(newest, company).svg)
        measures = profile_of(newest, company).measures
        names = [m.name for m in measures if any(p.known for p in company_panels.row(newest, company, m))]
        assert words.count("2026Q2") == len(names)
        assert [w for w in words if w in {m.name for m in measures}] == names


def test_definitions_are_never_joined(newest):
    points = company_panels.row(newest, "alibaba", profile_of(newest, "alibaba").revenue)
    starts = [str(points[i].quarter) for i in company_panels.definition_breaks(points)]
    assert starts == ["2022Q2", "2026Q2"]
    assert {p.unit for p in points if p.known} == {"CNY"}
    azure = company_panels.row(newest, "microsoft", profile_of(newest, "microsoft").growth)
    assert [str(azure[i].quarter) for i in company_panels.definition_breaks(azure)] == ["2023Q3"]
    notes = show.company_page(newest, "microsoft").exhibit.notes
    assert any("from 2024Q3" in n and "Intelligent Cloud margin" in n for n in notes)


@given(st.lists(st.sampled_from(["", "a", "b"]), max_size=30))
def test_a_break_stands_where_two_neighbouring_values_differ(definitions):
    first = Quarter(2020, 1)
    points = []
    for n, d in enumerate(definitions):
        blank = no_point("meta", "revenue", first + n)
        points.append(blank if not d else blank.__class__(**{**vars(blank), "value": 1.0, "definition": d}))
    known = [(n, d) for n, d in enumerate(definitions) if d]
    expected = tuple(n for (_, before), (n, d) in itertools.pairwise(known) if d != before)
    assert company_panels.definition_breaks(points) == expected


@pytest.mark.parametrize(
    ("company", "note"),
    [
        ("meta", "RPO: no document held states it."),
        ("alibaba", "Free cash flow: known for longer periods only."),
    ],
)
def test_a_measure_without_a_value_is_a_sentence_and_no_empty_chart(newest, company, note):
    page = show.company_page(newest, company)
    assert note in page.exhibit.notes
    assert note.partition(":")[0] not in company_panels.company_chart(newest, company).svg


# --- all pages --------------------------------------------------------------------------------


def test_every_measure_is_one_the_registry_knows(newest):
    known = set(metrics.known_metrics())
    for company in PAGES:
        profile = profile_of(newest, company)
        asked = {m.metric.partition(".")[0] for m in profile.measures} | set(profile.kpis + profile.years)
        assert asked <= known
        assert set(profile.asked) <= set(profile.kpis)


@turned("quarter", ["2019Q1", "2020Q4", "2022Q3", "2024Q3", "2026Q2"])
def test_every_page_of_any_quarter_can_be_read(quarter):
    review = show.Review(quarter)
    for company in PAGES:
        page = show.company_page(review, company)
        bundle = page._repr_mimebundle_()
        said = [page.about, *map(str, page.summary)]
        if page.exhibit:
            exhibit = page.exhibit
            said += [exhibit.title.text, exhibit.subtitle, exhibit.alt, *exhibit.notes]
            said += [c.text for body in exhibit.body.screen.bodies[1:] for row in body.rows for c in row]
            assert exhibit.number == review.order.index(f"company_{company}") + 1
            assert bundle[RECORD]["section"] == {"title": page.name, "anchor": f"company-{company}"}
            assert all(s["id"] != "data" for s in bundle[RECORD]["sources"])
        for text in said:
            assert not re.search(r"\bnan\b|\{|None|NaT", text), (company, text)
        assert f'id="company-{company}"' in bundle["text/html"]


def test_nothing_behind_a_replayed_page_is_younger_than_its_day(at_the_time):
    review = shown.replayed()
    for company in PAGES:
        show.company_page(review, company)
    table = facts.load_sources().set_index("source_id")
    used = set(review.used_sources())
    assert len(used) > 50
    for source in used:
        for column in ("filed", "published"):
            day = table.at[source, column]
            assert day != day or day.date() <= DAY, (source, column)


@pytest.mark.parametrize(("day", "told"), [("2026-03-01", False), ("2026-03-02", True)])
def test_a_deal_read_in_a_later_document_waits_for_it(day, told):
    """Meta's 14.2 bn with CoreWeave of 30 September 2025 is read in the 10-K of 2 March 2026 (0001769628-26-000104)."""
    review = show.Review("2025Q4", as_of=day)
    assert ("D084" in {e.id for e in company_deals.deals_of(review, "coreweave")}) == told


def test_every_figure_has_its_document(newest):
    for company in PAGES:
        page = show.company_page(newest, company)
        for reading in readings(newest, company, profile_of(newest, company)):
            assert all(p.sources for p in reading.points)
        csv = page.exhibit.record()["csv"].splitlines()
        assert csv[0].endswith("sources,value_high")
        assert len(csv) > 30


def test_days_on_a_page_are_those_of_the_documents(newest):
    found = {r.metric: r for r in readings(newest, "alphabet", profile_of(newest, "alphabet"))}
    # The backlog's hardware part was told on 30 April 2026, though its source tells later figures too.
    assert found["cloud_backlog_tpu_hardware"].day == dt.date(2026, 4, 30)


def test_chinese_pages_count_in_yi():
    page = show.company_page(show.Review("2026Q2", language="zh-Hant"), "alphabet")
    assert page.name == "Alphabet"
    assert any("5,139億美元" in c.text for row in page.exhibit.body.screen.bodies[1].rows for c in row)


def test_a_page_enters_the_contents_of_the_web_edition(newest):
    from cloudcapex.publish.page import Page

    bundle = show.company_page(newest, "meta")._repr_mimebundle_()
    output = {"output_type": "display_data", "data": bundle, "metadata": {}}
    nb = {"cells": [{"cell_type": "code", "outputs": [output]}], "metadata": {}}
    page = Page(nb, trusted=True)
    page.output(output)
    assert next((e.level, e.text, e.anchor) for e in page.entries) == (2, "Meta", "company-meta")
    assert page.entries[1].anchor == f"exhibit-{newest.order.index('company_meta') + 1}"


def test_a_figure_that_counts_something_else_now_stands_beside_none_of_before():
    """Alibaba redrew its cloud segment in June 2026: the 3.8 bn of profit before it are of another one."""
    review = show.Review("2026Q2", ["alibaba"])
    told = {r.metric: r for r in readings(review, "alibaba", profile_of(review, "alibaba"))}
    redrawn = told["cloud_adjusted_ebita"]
    assert redrawn.before.definition != redrawn.now.definition
    assert reading_row(review, redrawn)[1].text == "n/c"
