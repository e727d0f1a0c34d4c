"""A title names nothing that its own exhibit does not show, and no two places of an edition contradict each other."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

import shown
from cloudcapex import facts
from cloudcapex.exhibits.exhibit import Exhibit
from cloudcapex.exhibits.theme import company_colour
from cloudcapex.reports import ai_financing, china_cloud, review, value_stack
from cloudcapex.reports.ai_financing.prices import priced
from cloudcapex.reports.ai_financing.valuations import charted
from turning import some_of


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


@pytest.fixture(scope="module")
def then():
    return review.Review("2023Q4")


@pytest.fixture(scope="module")
def replayed():
    return shown.replayed()


def labels_of(exhibit):
    return {
        "".join(t.itertext())
        for t in ET.fromstring(exhibit.body.svg).iter("{http://www.w3.org/2000/svg}text")
    }


def rows_of(exhibit):
    return {(row[0].text, row[1].text): [cell.text for cell in row] for row in exhibit.body.rows}


def test_the_laboratories_that_are_counted_and_not_drawn_are_named():
    financing = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    made = ai_financing.valuations(financing)
    note = next(n for n in made.notes if n.startswith("Counted and not drawn: "))
    drawn = {financing.party(lab) for lab in charted(priced(financing))}
    assert (
        len(note.removeprefix("Counted and not drawn: ").replace(" and ", ", ").split(", ")) + len(drawn)
        == 10
    )


def test_a_company_whose_backlog_is_compared_in_the_table_is_compared_in_the_title(newest):
    made = review.backlog(newest)
    growing = {key[0] for key, row in rows_of(made).items() if row[5] not in ("n/c", "n/d", "n/e", "n/y")}
    assert growing == {"Microsoft", "Amazon", "Oracle", "CoreWeave"}
    assert made.title.text.startswith(
        "Contracted revenue grew on the year at Microsoft, Amazon, Oracle and CoreWeave; Alphabet cannot be compared"
    )


def test_growth_of_a_quarter_before_stands_in_the_table_that_the_title_compares(newest):
    made = review.capex_table(newest)
    assert made.title.text.endswith("at 2 of 5 companies: Microsoft and Alphabet")
    assert [c.head for c in made.body.columns][-2:] == ["TTM on the year", "a quarter before"]
    assert all(row[-1].text for row in made.body.rows)
    faster = [
        row[0].text
        for row in made.body.rows[:-1]
        if float(row[-2].text.strip("+\u202f%")) > float(row[-1].text.strip("+\u202f%"))
    ]
    assert faster == ["Microsoft", "Alphabet"]


def test_a_value_without_a_neighbour_is_a_dot(then):
    # Alphabet's depreciation of four quarters is known on its new definition in 2023Q4 and in no quarter before.
    made = review.depreciation(then)
    assert made.title.text.endswith("to 2.7× at Alphabet")
    row = then.row("depreciation.ttm", "alphabet")
    assert row[-1].known
    assert not row[-2].known
    assert any(
        n.startswith("Microsoft and CoreWeave: the data hold no depreciation of the four quarters")
        for n in made.notes
    )
    assert not any("Microsoft" in n and "together with amortisation" in n for n in made.notes)


def test_a_title_about_a_ratio_stands_over_that_ratio(newest):
    made = review.depreciation(newest)
    assert made.title.text == "Capex runs from 2.3× depreciation at Amazon to 7.3× at Oracle"
    # Capex of twelve months over depreciation: Oracle 55,663 over 7,623 million, to 31 May 2026 (10-K 0001193125-26-277521).
    assert {"Amazon 2.3×", "Oracle 7.3×"} <= labels_of(made)
    leases = review.capex_bases(newest)
    assert leases.title.text.startswith("Over four quarters, finance leases come to about 25\u202f%")
    assert "Microsoft ≈25" in labels_of(leases)


def test_where_a_title_is_of_one_company_the_others_stand_in_grey(newest):
    drawn = review.capex_bases(newest).body.svg
    assert company_colour("microsoft") in drawn
    assert company_colour("meta") not in drawn
    assert company_colour("meta") in review.depreciation(newest).body.svg


def test_leases_are_not_told_where_the_wider_measure_is_the_smaller_one(newest):
    """Amazon's capital investments of 2024 were 78.2bn, net of proceeds and incentives; gross it paid 82.999bn (10-K)."""
    made = review.capex_bases(newest)
    assert not any(label.startswith("Amazon") for label in labels_of(made))
    assert any(note.startswith("Amazon: not drawn; the wider measure") for note in made.notes)
    alone = review.capex_bases(review.Review("2024Q4", companies=["amazon"]))
    assert alone.title.text == "What finance leases add to capex (cash) cannot be computed for 2024Q4"


def test_a_page_of_an_older_quarter_denies_these_figures_alone(replayed):
    # NVIDIA's release on the quarter came on 21 February 2024; the summary is of the one before.
    told = " ".join(map(str, review.company_page(replayed, "nvidia").summary))
    assert "gives these figures of NVIDIA for 2023Q4; this is 2023Q3." in told


def test_alibabas_quarter_is_known_from_the_day_of_its_release(replayed):
    # Alibaba's release of 7 February 2024: Cloud Intelligence Group 28,066 million renminbi, adjusted EBITA 2,364 million.
    assert replayed.point("cloud_revenue", "alibaba").value == 28_066_000_000
    assert replayed.point("cloud_adjusted_ebita", "alibaba").value == 2_364_000_000


def test_every_dotted_line_is_explained(newest):
    notes = " ".join(review.company_page(newest, "alibaba").exhibit.notes)
    assert "another definition from 2022Q2" in notes
    assert "another definition from 2026Q2" in notes


def test_the_quarter_in_which_a_cloud_joins_the_bars_is_named(newest):
    assert any("not growth (Azure from 2025Q3, " in note for note in review.added_dollars(newest).notes)


def test_a_company_is_backed_from_the_first_telling_of_a_deal():
    financing = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    rows = ai_financing.backers(financing).body.rows
    since = {(row[1].text, row[2].text) for row in rows}
    assert ("OpenAI", "27\u00a0Feb\u00a02026") in since  # Amazon's 50 bn, told again in March and in July
    assert ("OpenAI", "31\u00a0Mar\u00a02026") not in since


def test_the_rounds_that_a_title_adds_up_are_named():
    financing = ai_financing.Financing("2023Q3", as_of="2023-10-31")
    made = ai_financing.rounds(financing)
    assert made.title.text.startswith("The 5 rounds in dollars that can be summed came to $12.2bn")
    note = next(n for n in made.notes if n.startswith("The title adds up: "))
    assert note.count(",") + note.count(";") >= 5
    assert "Inflection AI" in note
    assert "Series B" not in note


def test_a_flow_chart_parts_what_clouds_receive_as_its_title_does():
    made = value_stack.where_it_goes(value_stack.ValueStack("2026Q2"))
    assert made.title.text.startswith(
        "Of 100 dollars that users pay, 39 (35–43) reach clouds, 29 without free use; investors send 32 (15–54) more"
    )
    assert (
        "Of the 70.1 dollars that clouds receive, 38.6 are users’ money and 31.5 investors’. "
        "Of investors’ dollars, 9.7 serve users who pay nothing; "
        "as far as a margin behind the estimates bears that use, users’ money pays for it. "
        "Were investors to pay for all free use, 29 of users’ dollars would reach clouds: the 29 of the title."
    ) in made.notes


def test_a_cloud_that_leads_though_it_slowed_is_named_once(then):
    assert review.cloud_growth(then).title.text == (
        "Azure, Google Cloud and AWS sped up; Oracle OCI slowed, yet leads at +52\u202f%"
    )


def test_whoever_led_a_round_is_named_or_said_to_be_unknown():
    financing = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    rows = {(r[0].text, r[1].text): r for r in ai_financing.rounds(financing).body.rows}
    assert all(row[-1].text for row in rows.values())
    assert rows["Jun\u00a02023", "MiniMax"][-1].text == "n/d"
    assert rows["2\u00a0Oct\u00a02025", "OpenAI"][-1].text == "–"


def test_two_run_rates_of_one_laboratory_are_told_apart():
    """Promises are held against the newest; beside clouds and chips stands the one nearest to the day, with its own."""
    report = value_stack.ValueStack("2026Q2")
    rows = value_stack.against_data(report).body.rows
    what = [row[0].text for row in rows if "run-rate" in row[0].text and "OpenAI" in row[0].text]
    assert what == ["OpenAI’s purchase commitments, over its newest run-rate"]
    (row,) = (row for row in value_stack.one_day(report).body.rows if row[0].text == "OpenAI")
    assert [cell.text for cell in row[2:4]] == ["$25bn (28 Feb 2026)", "$30bn (26 May 2026)"]


# --- any exhibit of any edition ---------------------------------------------------------------

EDITIONS = [
    *((review.Review, q) for q in ("2019Q1", "2020Q2", "2022Q3", "2023Q4", "2025Q1", "2026Q2")),
    *((china_cloud.ChinaCloud, q) for q in ("2022Q4", "2026Q2")),
    (value_stack.ValueStack, "2026Q2"),
    *((ai_financing.Financing, q) for q in ("2024Q3", "2026Q2")),
]


def exhibits_of(report):
    """Every exhibit with a body, pages of companies among them."""
    made = [report.makers[key](report) for key in report.order if key in report.makers]
    made += [review.company_page(report, c).exhibit for c in getattr(report, "pages", ())]
    return [e for e in made if isinstance(e, Exhibit) and e.body.kind != "absence"]


def seen_in(exhibit):
    """What a reader finds under the title: body, subtitle and notes; nothing of the alt text, which repeats it."""
    body = unescape(re.sub(r"<[^>]+>", " ", exhibit.body.html("", "x")))
    return " ".join([body, exhibit.subtitle, *exhibit.notes])


def unshown_names(report, exhibit):
    """Companies that a title names and nothing under it does, by their own name or their cloud's.

    Those whose lack the title tells cannot be shown.
    """
    seen = seen_in(exhibit)
    lacking = {of for a in exhibit.title.assertions for of in (*a.unknown, *a.result.get("left_out", ()))}
    for slug, company in facts.companies().items():
        names = {name for name in (report.company(slug), company.cloud.en) if name}
        said = any(re.search(rf"\b{re.escape(n)}\b", exhibit.title.text) for n in names)
        if said and slug not in lacking and not any(n in seen for n in names):
            yield slug


def unshown_ratios(exhibit):
    """Multiples of one measure to another that a title tells and nothing under it prints; growth is seen in what is drawn."""
    ratios = [a for a in exhibit.title.assertions if a.form == "times" and len(a.population.members) == 1]
    told = (
        re.findall(r"[\d.,]+(?=×(?![ᵉˢ]* the pace of a year before))", exhibit.title.text) if ratios else []
    )
    seen = seen_in(exhibit)
    return [n for n in told if not re.search(rf"(?<![\d.]){re.escape(n)}(?!\d)", seen)]


@pytest.mark.turned
@pytest.mark.parametrize(("kind", "quarter"), some_of("titles shown", EDITIONS, 2), ids=str)
def test_no_title_names_what_nothing_under_it_shows(kind, quarter):
    report = kind(quarter)
    shown = exhibits_of(report)
    assert len(shown) > 5
    faults = {
        e.label: told for e in shown if (told := [*unshown_names(report, e), *unshown_ratios(e)])
    }  # fmt: skip
    assert faults == {}


def test_a_title_over_another_s_body_is_found(newest):
    ratio, other = review.depreciation(newest), review.cloud_growth(newest)
    swapped = dataclasses.replace(ratio, body=other.body, notes=(), subtitle="")
    assert unshown_ratios(swapped)
    named = dataclasses.replace(ratio, body=review.cloud_margin(newest).body, notes=(), subtitle="")
    assert "oracle" in set(unshown_names(newest, named))
