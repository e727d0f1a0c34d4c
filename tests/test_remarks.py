"""What companies said in words: rows that hold together, figures held against the facts, the same known again elsewhere."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import os
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex.checks import remarks as checks
from cloudcapex.errors import DataError
from cloudcapex.facts import load_companies, load_table
from cloudcapex.facts.remarks import load_remarks, load_texts_read, read_whole, said_points
from cloudcapex.language import LANGUAGES
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.remarks import contradiction, looked_for, remarks_of, shared_points, since, was_read
from cloudcapex.remarks.held import StatedFigure, differs, step
from cloudcapex.reports.review import Review, common_points, company_page
from cloudcapex.reports.review.company.said import LINES, said_rows, said_table
from cloudcapex.schema import TABLES
from cloudcapex.schema.words import THEMES, TOPICS
from cloudcapex.statements.proof import prove
from planting import Garden

CLOUDS = ("microsoft", "alphabet", "amazon", "meta")


def quarter(text: str) -> Quarter:
    return Quarter.parse(text)


def test_what_hood_said_of_ai_in_azure_growth():
    """Microsoft's call on fiscal 2024 Q2: AI services contributed 6 points."""
    (told,) = [r for r in remarks_of("microsoft", quarter("2023Q4")) if r.figure == "azure_ai_points"]
    assert (told.value, told.unit, told.speaker, told.filed) == (
        0.06,
        "share",
        "Amy Hood",
        dt.date(2024, 1, 30),
    )
    assert told.metric == "azure_ai_points"
    assert contradiction(told) is None
    assert {"ai_revenue_stated"} <= set(told.points)


def test_points_that_are_no_longer_given_are_said_to_be():
    """Microsoft gave points of Azure growth up to fiscal 2025 Q3 and none the quarter after."""
    (told,) = [r for r in remarks_of("microsoft", quarter("2025Q2")) if "ai_revenue_withheld" in r.points]
    assert since(told) == "stopped"
    (again,) = [
        r
        for r in remarks_of("microsoft", quarter("2025Q3"))
        if "ai_revenue_withheld" in r.points and r.topic == "ai_mix"
    ]
    assert since(again) == "repeated"


def test_what_is_so_for_the_first_time_is_new_though_its_points_were_made_before():
    """Alphabet spoke of own chips a quarter before, and sold systems with them for the first time in 2026Q2."""
    before = {p for r in remarks_of("alphabet", quarter("2026Q1")) for p in r.points}
    (told,) = [r for r in remarks_of("alphabet", quarter("2026Q2")) if r.first]
    assert {*told.points} <= before
    assert since(told) == "new"


def test_a_plan_that_is_lowered_after_it_was_raised_has_turned():
    """CoreWeave cut its capex of 2025 in November 2025; Microsoft's of 2026 came down for its leases, its plans did not."""
    assert not [r for r in remarks_of("microsoft", quarter("2026Q2")) if "plan_lowered" in r.points]
    told = [r for r in remarks_of("coreweave", quarter("2025Q3")) if "plan_lowered" in r.points]
    assert told
    assert {since(r) for r in told} <= {"turned", "new", "repeated"}


@pytest.mark.parametrize(("company", "when"), [("tencent", "2023Q4"), ("alphabet", "2023Q4")])
def test_what_was_looked_for_in_vain_is_told_apart_from_what_was_not_read(company, when):
    assert looked_for(company, quarter(when))
    assert not looked_for(company, quarter("2021Q4"))
    assert not was_read(company, quarter("2021Q4"))


def test_only_a_text_read_whole_can_tell_what_is_no_longer_said():
    assert quarter("2026Q2") in read_whole("microsoft")
    assert read_whole("oracle") == frozenset()


def test_a_replay_hears_nothing_that_was_said_later():
    day = dt.date(2024, 2, 15)
    for company in load_companies()["slug"]:
        for when in quarters_between("2023Q3", "2026Q2"):
            assert all(r.filed <= day for r in remarks_of(company, when, day))
    assert remarks_of("microsoft", quarter("2023Q4"), day)
    assert not remarks_of("microsoft", quarter("2024Q1"), day)
    assert load_remarks(day)["filed"].max() <= dt.datetime(2024, 2, 15)
    assert load_texts_read(day)["filed"].max() <= dt.datetime(2024, 2, 15)


def test_who_says_that_demand_exceeds_supply():
    """Of the second quarter of 2026: Microsoft, Alphabet, Amazon and Meta each say so in their calls of July 2026."""
    found = {s.point.id: s for s in shared_points(CLOUDS, quarter("2026Q2"))}
    assert found["demand_above_supply"].of("says") == CLOUDS
    assert found["plan_raised"].of("says") == ("alphabet", "amazon", "meta")
    assert found["plan_raised"].of("differs") == ()


@pytest.mark.parametrize("companies", [("microsoft",), ("microsoft", "meta"), CLOUDS])
def test_every_company_has_one_stance_to_every_point(companies):
    for when in quarters_between("2019Q1", "2026Q2"):
        found = shared_points(companies, when)
        assert [THEMES.index(s.point.theme) for s in found] == sorted(
            THEMES.index(s.point.theme) for s in found
        )
        for shared in found:
            assert tuple(c for c, _ in shared.stances) == companies
            assert len(shared.of("says")) > 1 or (shared.of("says") and shared.of("differs"))
            for company in shared.of("says"):
                assert any(shared.point.id in r.points for r in shared.remarks if r.company == company)
    assert not shared_points(companies, quarter("2019Q1"))


def test_every_point_is_made_by_somebody_and_opposes_another():
    made = {p for cell in load_table("remarks")["points"] for p in cell.split("; ") if p}
    assert made == set(said_points())
    for point in said_points().values():
        assert point.against != point.id
        assert all(point.name.of(tag) for tag in ("en", "zh-Hans", "zh-Hant"))


def test_a_company_that_gave_another_figure_than_its_filings_is_shown_to_have():
    """Amazon's call of August 2024 put AWS growth at 18.8 %; its filings give 26,281m over 22,140m, 18.7 %."""
    (told,) = [
        r
        for r in remarks_of("amazon", quarter("2024Q2"))
        if r.figure == "aws_revenue_growth" and r.contradicted
    ]
    assert told.value == 0.188
    assert contradiction(told) == pytest.approx(26281 / 22140 - 1, abs=1e-4)


# --- figures against facts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "unit", "hedge", "fact", "same"),
    [
        (0.3, "share", "", 0.304, True),
        (0.3, "share", "", 0.306, False),
        (0.188, "share", "", 0.187, False),
        (0.188, "share", "", 0.1883, True),
        (13e9, "USD", "", 13_186e6, True),
        (13e9, "USD", "", 13_586e6, False),
        (65e9, "USD", "over", 65.5e9, True),
        (65e9, "USD", "over", 64e9, False),
        (20e9, "USD", "", 24e9, False),
        (20e9, "USD", "about", 20.9e9, True),
        (20e9, "USD", "up_to", 19.5e9, True),
        (20e9, "USD", "up_to", 21e9, False),
    ],
)
def test_a_figure_is_held_at_its_own_digits(said, unit, hedge, fact, same):
    found = differs(said, unit, hedge, [StatedFigure(fact, fact, fact)])
    assert (found is None) == same


def test_a_figure_that_nothing_is_held_against_is_not_contradicted():
    assert differs(0.3, "share", "", []) is None
    assert differs(0.3, "share", "", [StatedFigure(math.nan, math.nan, math.nan)]) is None


@given(st.integers(10, 9999), st.integers(-3, 11))
def test_a_figure_is_within_half_a_step_of_what_it_rounds(digits, power):
    value = digits * 10.0**power
    assert differs(value, "USD", "", [StatedFigure(value, value, value)]) is None
    far = value + step(value) * 0.6
    assert differs(value, "USD", "", [StatedFigure(far, far, far)]) == far


# --- rows that do not hold -----------------------------------------------------------------------------


@pytest.fixture
def broken(checkout, tmp_path, monkeypatch):
    """Give what makes a text of a table of a copy of the data stand otherwise."""
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    garden = Garden(tmp_path, checkout)
    with contextlib.ExitStack() as planted:
        yield lambda table, old, new: planted.enter_context(
            garden.file(TABLES[table].path, lambda text: text.replace(old, new, 1))
        )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",2024-01-30,microsoft-fy24-q2", ",,microsoft-fy24-q2", "column filed"),
        ("microsoft,2023Q4,ai_mix,yes", "microsoft,2023Q4,ai_mixes,yes", "ai_mixes.*did you mean ai_mix"),
        ("AI services contributed roughly 3 points of Azure growth.", "", "column gist: nothing is said"),
        (
            ",azure_ai_points,azure_ai_points,0.03,share",
            ",azure_ai_points,azure_ai_points,0.03,",
            "told in part",
        ),
        (",azure_ai_points,azure_ai_points,0.03,share,about,", ",,,,,,yes", "speaks of a figure"),
        (
            "AI services contributed roughly 3 points",
            "It was “" + "said at length " * 4 + "”",
            "quotes at length",
        ),
        ("AI services contributed roughly 3 points", "It was said " * 30, "characters are no gist"),
        ("alphabet,2026Q2,ai_mix,yes,own_chips,yes", "alphabet,2026Q2,ai_mix,yes,own_chips,", "a first time"),
        (
            "alphabet,2026Q2,outlook,yes,capex_to_rise; own_chips,",
            "alphabet,2026Q2,outlook,yes,own_chips,yes",
            "no first",
        ),
        ("yes,ai_grows_demand;", "yes,ai_grows_demands;", "ai_grows_demands.*did you mean ai_grows_demand"),
    ],
)
def test_a_remark_that_does_not_hold_is_named(broken, old, new, message):
    broken("remarks", old, new)
    with pytest.raises(DataError, match=message):
        load_table("remarks")


def test_a_gist_without_one_script_is_named(broken):
    row = load_table("remarks").query("figure == 'azure_ai_points'").iloc[0]
    broken("remarks", f",{row['gist_zh_hant']},", ",,")
    with pytest.raises(DataError, match="column gist_zh_hant: gist is missing in this script"):
        load_table("remarks")


def test_a_figure_that_differs_from_its_metric_fails_the_check(broken):
    broken("remarks", "azure_ai_points,azure_ai_points,0.06", "azure_ai_points,azure_ai_points,0.16")
    found = checks.figures_are_the_facts()
    assert found.status == "failed"
    assert "azure_ai_points is 0.16 share, azure_ai_points is 0.09; valid: 0.06 or 0.09" in found.reason


def test_a_mark_of_contradiction_without_one_fails_the_check(broken):
    broken(
        "remarks",
        "azure_ai_points,azure_ai_points,0.06,share,,",
        "azure_ai_points,azure_ai_points,0.06,share,,yes",
    )
    assert "as the facts have it; valid: an empty cell" in checks.figures_are_the_facts().reason


def test_a_metric_nobody_knows_fails_the_check(broken):
    broken("remarks", "azure_ai_points,azure_ai_points,0.06", "azure_ai_points,azure_ai_point,0.06")
    assert "'azure_ai_point' is no metric" in checks.figures_are_the_facts().reason


def test_silence_of_a_text_read_in_part_fails_the_check(broken):
    silent = load_table("remarks").query("said == 'no'").iloc[0]
    at = f"{silent['company']},{silent['calendar_quarter']},{silent['source_id']},"
    how = load_table("texts_read").query("source_id == @silent.source_id")["read"].iloc[0]
    broken("texts_read", at + how, at + "part")
    assert "'no' of a text that was read in part" in checks.silence_rests_on_texts().reason


def test_a_remark_of_a_quarter_to_come_fails_the_check(broken):
    broken("remarks", "microsoft,2023Q4,ai_mix", "microsoft,2024Q4,ai_mix")
    assert "is before 2024Q4 was over" in checks.remarks_fit_their_quarter().reason


def test_a_point_with_its_opposite_fails_the_check(broken):
    broken("remarks", "yes,ai_revenue_withheld,", "yes,ai_revenue_withheld; ai_revenue_stated,")
    assert "say the opposite" in checks.remarks_fit_their_quarter().reason


def test_a_laboratory_that_is_named_nowhere_fails_the_check(broken):
    broken("remarks", "microsoft,2023Q4,customers,yes,", "microsoft,2023Q4,customers,yes,laboratory_named; ")
    assert "laboratory_named of" in checks.points_are_in_the_remark().reason


def test_a_figure_of_revenue_that_was_not_given_fails_the_check(broken):
    broken(
        "remarks",
        "microsoft,2025Q2,ai_mix,yes,ai_revenue_withheld",
        "microsoft,2025Q2,ai_mix,yes,ai_revenue_stated",
    )
    assert "ai_revenue_stated of" in checks.points_are_in_the_remark().reason


def test_topics_are_told_in_the_order_of_the_table():
    for (company, when), rows in load_remarks().groupby(["company", "calendar_quarter"]):
        at = [TOPICS.index(t) for t in rows["topic"]]
        assert at == sorted(at), (company, when)


# --- on the page ---------------------------------------------------------------------------------------


def _rows(review: Review, company: str) -> list[tuple[str, str, str]]:
    table = said_table(review, said_rows(review, company))
    return [(row[0].text, row[1].text, row[2].text) for row in table.rows]


def test_what_amazon_said_stands_in_fixed_lines():
    """Amazon's call of July 2026: 220bn of capex for 2026, dearer memory the cause; 36.7 % where its filings give 36.8."""
    rows = _rows(shown.newest(), "amazon")
    assert [name for name, _, _ in rows if name] == list(LINES)
    why = [said for name, said, _ in rows if said.startswith("2026 cash capex is now put")]
    assert [("dearer memory is the cause named" in w) for w in why] == [True]
    assert rows[0][1].endswith("Our figure: 36.8\u202f%.")


@pytest.mark.parametrize(("day", "ours"), [(None, True), ("2024-02-15", False)])
def test_a_figure_told_anew_later_stands_beside_the_one_that_was_said(day, ours):
    """Azure grew 30 % as told in January 2024, and 33 % on the definition of September 2026, which the page prints."""
    rows = _rows(Review("2023Q4", as_of=day), "microsoft")
    (said,) = (said for _, said, _ in rows if said.startswith("Azure grew 30"))
    assert said.endswith("Our figure: 33\u202f%.") == ours
    assert ("Our figure" in said) == ours
    (ai,) = (said for _, said, _ in rows if said.startswith("AI services contributed 6 points"))
    assert ai.endswith("Our figure: 9\u202fpp.") == ours


def test_a_document_does_not_speak():
    """Of Alibaba's quarter to March 2026 a repository passes on what was said, and by nobody named."""
    review = Review("2026Q1")
    (row,) = (
        r
        for r in said_rows(review, "alibaba")
        if r.remark and r.remark.topic == "ai_mix" and not r.remark.speaker
    )
    who = said_table(review, (row,)).rows[0][3]
    assert who.text.startswith("Alibaba, ")
    assert who.marks == "s"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "no longer said"), ("zh-Hans", "不再提及"), ("zh-Hant", "不再提及")]
)
def test_what_is_no_longer_said_is_marked(language, said):
    rows = _rows(Review("2025Q2", language=language), "microsoft")
    assert said in {mark for _, _, mark in rows}


def test_a_line_without_a_remark_says_whether_anybody_looked():
    """Alphabet's call of January 2024 was searched for capacity and says nothing; of Oracle's pricing nothing was read."""
    rows = {name: said for name, said, _ in _rows(Review("2023Q4"), "alphabet")}
    assert rows["Capacity"] == "not said"
    assert "not read" in {said for _, said, _ in _rows(Review("2023Q4"), "oracle")}


def test_every_remark_is_on_screen_and_what_is_new_on_paper():
    """Microsoft’s call of January 2024, as known two weeks later: training small, GitHub over 40 %, 29 % faster."""
    review = shown.replayed()
    rows = said_rows(review, "microsoft")
    told = remarks_of("microsoft", quarter("2023Q4"), review.as_of)
    assert {r.remark for r in rows if r.remark} == {*told}
    figures = {r.figure: r.value for r in told if r.figure}
    assert figures["github_revenue_growth"] == 0.4
    assert figures["copilot_task_speed_gain"] == 0.29
    assert not said_table(review, rows).on_screen
    paper = company_page(review, "microsoft").exhibit.body.paper.bodies[-1]
    printed = [n for n in range(len(paper.rows)) if n not in paper.on_screen]
    assert len(printed) == 3
    assert {rows[n].name for n in printed} <= set(LINES)
    assert all(rows[n].remark for n in printed)


def test_a_company_nothing_was_read_of_has_no_table():
    assert said_rows(Review("2019Q1"), "microsoft") == []
    assert said_rows(Review("2023Q4", as_of="2024-01-20"), "microsoft") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_common_points_are_proved(language):
    chance = random.Random(f"{os.environ['CLOUDCAPEX_SEED']} {language}")
    for when in ("2026Q2", str(chance.choice(quarters_between("2019Q1", "2026Q1")))):
        review = Review(when, language=language)
        common_points(review)
        records = [r for told in review.statements.values() for r in told.records()]
        assert records
        assert prove(records) == [], (when, language)


def test_those_of_whom_nothing_was_read_are_counted_where_names_find_no_room():
    """By 25 July 2025 Alphabet and Oracle alone had told of 2025Q2."""
    review = Review("2025Q2", as_of="2025-07-25")
    common_points(review)
    title = review.statements["common_points.title"]
    assert "5 more not known" in title.text
    assert prove(title.records()) == []


def test_whose_remark_others_alone_pass_on_has_a_letter_beside_the_name():
    """Of Oracle’s call on 2026Q2 the data hold what notes of others quote; Microsoft’s was read itself."""
    exhibit = common_points(shown.newest())
    names = {
        name for row in exhibit.body.rows for cell in row[2:4] for name in re.split(", | and ", cell.text)
    }
    assert {"Microsoft", "Oracleˢ"} <= names
    assert not {"Microsoftˢ", "Oracle"} & names
    assert any(note.startswith("ˢ beside a name: no text of the company’s own") for note in exhibit.notes)
