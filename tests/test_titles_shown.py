"""A title names nothing that its own exhibit does not show, and no two places of an edition contradict each other."""

from __future__ import annotations

import pytest

from cloudcapex.reports import ai_financing, review, value_stack
from cloudcapex.reports.ai_financing.prices import priced
from cloudcapex.reports.ai_financing.valuations import charted


@pytest.fixture(scope="module")
def newest():
    return review.Review("2026Q2")


@pytest.fixture(scope="module")
def then():
    return review.Review("2023Q4")


@pytest.fixture(scope="module")
def replayed():
    return review.Review("2023Q4", as_of="2024-02-15")


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
        n.startswith("Microsoft: the data hold no depreciation of the four quarters") for n in made.notes
    )
    assert not any("Microsoft" in n and "together with amortization" in n for n in made.notes)


def test_a_page_without_the_quarter_s_cloud_does_not_deny_the_group_s_figures(replayed):
    # Of Alibaba's quarter the group's revenue was known on 15 February 2024, and nothing of its cloud.
    assert replayed.point("revenue", "alibaba").known
    told = " ".join(map(str, review.company_page(replayed, "alibaba").summary))
    assert "gives these figures of Alibaba for 2023Q4; this is 2023Q3." in told


def test_every_dotted_line_is_explained(newest):
    notes = " ".join(review.company_page(newest, "alibaba").exhibit.notes)
    assert "another definition from 2022Q2" in notes
    assert "another definition from 2026Q2" in notes


def test_the_quarter_in_which_a_cloud_joins_the_bars_is_named(newest):
    assert "Azure is in the bars from 2025Q3 on." in review.added_dollars(newest).notes


def test_a_company_is_backed_from_the_first_telling_of_a_deal():
    financing = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    rows = ai_financing.backers(financing).body.rows
    since = {(row[1].text, row[2].text) for row in rows}
    assert ("OpenAI", "2026\u201102\u201127") in since  # Amazon's 50 bn, told again in March and in July
    assert ("OpenAI", "2026\u201103\u201131") not in since


def test_the_rounds_that_a_title_adds_up_are_named():
    financing = ai_financing.Financing("2023Q3", as_of="2023-10-31")
    made = ai_financing.rounds(financing)
    assert made.title.text.startswith("The 5 rounds in dollars together came to $12.2bn")
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
        "Of investors’ dollars 9.7 serve users who pay nothing; "
        "as far as a margin behind the estimates bears that use, users’ money pays for it."
    ) in made.notes


def test_a_cloud_that_leads_though_it_slowed_is_named_once(then):
    assert review.cloud_growth(then).title.text == (
        "Azure, Google Cloud and AWS sped up; Oracle OCI slowed, yet leads at +52\u202f%"
    )


def test_whoever_led_a_round_is_named_or_said_to_be_unknown():
    financing = ai_financing.Financing("2026Q2", as_of="2026-10-09")
    rows = {(r[0].text, r[1].text): r for r in ai_financing.rounds(financing).body.rows}
    assert all(row[-1].text for row in rows.values())
    assert rows["2023\u201106", "MiniMax"][-1].text == "n/d"
    assert rows["2025\u201110\u201102", "OpenAI"][-1].text == "–"


def test_two_run_rates_of_one_laboratory_are_told_apart():
    rows = value_stack.against_data(value_stack.ValueStack("2026Q2")).body.rows
    what = [row[0].text for row in rows if "run-rate" in row[0].text and "OpenAI" in row[0].text]
    assert "OpenAI’s purchase commitments, over its newest run-rate" in what
    assert "OpenAI’s and Anthropic’s run-rates up to 2026Q2, over users’ run-rate" in what
