"""Adoption: first said, last said, by how much it moved, and since when no more."""

from __future__ import annotations

import datetime as dt

import pytest

import shown
from cloudcapex.metrics.adoption import Unsaid, adoptions, move, silence
from cloudcapex.metrics.points import Point
from cloudcapex.periods import Quarter
from cloudcapex.reports import review as show
from cloudcapex.reports.review.adoption import adoption_strip
from cloudcapex.statements.proof import prove
from planting import Garden

NEWEST, DAY = Quarter(2026, 2), dt.date(2026, 10, 9)


def of(company, metric, quarter=NEWEST, day=DAY):
    return next(a for a in adoptions(company, quarter, day) if a.metric == metric)


def quarters(*names):
    return {Quarter.parse(name) for name in names}


def rows_of(exhibit):
    return {row[1].text: [cell.text for cell in row] for row in exhibit.body.rows}


# --- what is computed -----------------------------------------------------------------------------


def test_the_newest_definition_is_followed_and_the_one_before_kept_beside_it():
    # Points of Azure's growth: 5 on the definition of August 2024 for 2023Q3, 16 in the call of 30 April 2025.
    points = of("microsoft", "azure_ai_points")
    assert (points.first.point.value, points.first.point.quarter) == (0.05, Quarter(2023, 3))
    assert (points.last.point.value, points.last.point.quarter) == (0.16, Quarter(2025, 1))
    assert points.last.day == dt.date(2025, 4, 30)
    assert points.moved.value == pytest.approx(0.11)
    assert [(t.point.definition, t.point.value) for t in points.before] == [("azure_before_fy25", 0.08)]


def test_a_replay_knows_only_what_was_out():
    # The calls of July 2023 and January 2024: roughly 1 point, then 6.
    points = of("microsoft", "azure_ai_points", Quarter(2023, 4), dt.date(2024, 2, 15))
    assert [t.point.value for t in points.told] == [0.01, 0.03, 0.06]
    assert [t.qualifier for t in points.told] == ["about", "about", ""]
    assert not points.before


def test_figures_of_a_quarter_and_of_a_year_are_not_held_against_each_other():
    # 100 trillion tokens in the quarter to March 2025, 500 trillion in the fiscal year to June 2025.
    tokens = of("microsoft", "foundry_tokens")
    assert [t.point.value for t in tokens.told] == [500e12]
    assert [t.point.value for t in tokens.before] == [100e12]
    assert tokens.moved is None


def test_a_move_is_of_one_definition_and_carries_its_rounding():
    # 7 billion tokens a minute for 2025Q3, approximately 22 billion for 2026Q2.
    tokens = of("alphabet", "api_tokens_per_minute")
    assert [t.qualifier for t in tokens.told] == ["", "over", "over", "about"]
    assert tokens.moved.unit == "times"
    assert tokens.moved.value == pytest.approx(22 / 7)
    assert tokens.moved.low < 22 / 7 < tokens.moved.high
    assert of("alphabet", "ai_developers").moved is None


def test_a_multiple_does_not_move():
    one, other = (Point("x", "m", NEWEST, v, unit="times") for v in (6.0, 14.0))
    assert move(one, other) is None


def test_a_figure_is_no_longer_said_only_since_a_text_was_read_whole():
    last = Quarter(2025, 1)
    assert silence(last, NEWEST, set()) is None
    assert silence(last, NEWEST, quarters("2024Q4", "2025Q1")) is None
    assert silence(last, NEWEST, quarters("2026Q3")) is None
    run = quarters("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2")
    assert silence(last, NEWEST, run) == Unsaid(Quarter(2025, 2), NEWEST)


def test_a_text_that_nobody_read_breaks_the_run():
    last = Quarter(2025, 1)
    assert silence(last, NEWEST, quarters("2025Q2", "2025Q4", "2026Q1")) == Unsaid(
        Quarter(2025, 4), Quarter(2026, 1)
    )


# --- what is shown --------------------------------------------------------------------------------


def test_the_table_prints_hedges_and_moves():
    review = shown.newest()
    rows = rows_of(show.adoption(review))
    assert rows["Copilot Studio organisations"][2:4] == [">10,000 (2023Q4)", ">230,000 (2025Q1)"]
    assert rows["Copilot Studio organisations"][5] == "≈23×"
    assert rows["Fortune 500 using Copilot"][2:6] == [
        "≤70\u202f% (2024Q3)",
        ">90\u202f% (2025Q3)",
        "29 Oct 2025",
        "≈+20\u202fpp",
    ]
    assert rows["Tokens, a month"][2:4] == ["480 trillion (2025Q2)", ">1,300 trillion (2025Q3)"]
    # The calls from July 2025 to July 2026 were read for it and tell Azure's growth alone.
    assert rows["Azure growth from AI, points"][5:7] == ["+11\u202fpp", "no longer said since 2025Q2"]
    # Microsoft’s calls from fiscal 2025 Q3 on were read whole, those before by their words.
    assert rows["Azure AI customers"][6] == "no longer said since 2025Q1"
    assert rows["Tokens by API, a minute"][3] == "≈22 billion (2026Q2)"
    assert rows["Bedrock customers"][2:4] == [">125,000 (2026Q1)", "said once"]
    assert rows["Gemini app monthly active users"][6] == "said"
    # The title holds 50 million against these.
    assert "20 million (2025Q2)" in rows["GitHub Copilot users"][-1]
    assert prove([r for s in review.statements.values() for r in s.records()]) == []


def test_what_was_counted_otherwise_is_named_in_a_note():
    notes = " ".join(show.adoption(shown.newest()).notes)
    assert "Copilot monthly active users (>100 million for 2025Q2)" in notes
    assert "Foundry tokens (>100 trillion for 2025Q1)" in notes


@pytest.mark.parametrize(
    ("quarter", "title"),
    [
        (
            "2026Q2",
            "Of 14 adoption figures of 2025Q2, the data have 6 for 2026Q2; most in a year: GitHub Copilot users, about 2.5×",
        ),
        ("2025Q1", "Of 6 adoption figures of 2024Q1, the data have 1 for 2025Q1"),
        ("2023Q4", "The data have 16 adoption figures for 2023Q4, 13 of them new"),
        ("2019Q1", "The data hold nothing on adoption for 2019Q1"),
    ],
)
def test_the_title_counts_what_is_told_again(quarter, title):
    review = show.Review(quarter)
    assert show.adoption(review).title.text == title
    assert prove([r for s in review.statements.values() for r in s.records()]) == []


def test_the_title_counts_what_the_table_prints():
    """A figure that was counted otherwise a year before was told then, too: its cell says so, and the note why none is compared."""
    body = show.adoption(shown.newest()).body
    printed = [row for number, row in enumerate(body.rows) if number not in body.on_screen]
    then = [row for row in body.rows if row[-1].text]
    # What was counted otherwise is said to be, beside a row that was told once as it is counted now.
    otherwise = [row for row in then if "counted otherwise" in row[-1].text]
    assert {row[3].text for row in otherwise} == {"said once"}
    both = [row for row in then if "(2026Q2)" in row[2].text + row[3].text]
    assert (len(then), len(both)) == (14, 6)
    assert [row for row in both if row not in printed] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_what_moved_most_is_said_beside_the_name_of_who_tells_it(language):
    """Meta AI’s users doubled to a billion in the year to 2025Q3 (calls of 30 October 2024 and 29 October 2025)."""
    review = show.Review("2025Q3", language=language)
    title = show.adoption(review).title
    assert "Meta AI" in title.text
    records = [r for s in review.statements.values() for r in s.records()]
    assert prove(records) == []
    amiss = title.text.replace("Meta AI", "Oracle", 1)
    assert any("oracle" in str(f).lower() for f in prove([r | {"text": amiss} for r in title.records()]))


def test_without_a_figure_one_line_says_so():
    exhibit = show.adoption(show.Review("2019Q1"))
    assert exhibit.alt == "The data hold no figure of adoption up to 2019Q1."
    assert exhibit.body.kind == "absence"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_companys_own_page_shows_its_strip_in_every_language(language):
    review = show.Review("2026Q2", ["tencent"], language=language)
    strip = adoption_strip(review, "tencent")
    assert strip in show.company_page(review, "tencent").exhibit.body.screen.bodies
    assert [row[1].text for row in strip.rows] == {
        "zh-Hans": ["1,800万（2025Q4）", ">3,000（2026Q1）"],
        "zh-Hant": ["1,800萬（2025Q4）", ">3,000（2026Q1）"],
    }[language]


def test_a_new_company_and_a_new_figure_need_rows_only(checkout, tmp_path, monkeypatch):
    garden = Garden(tmp_path, checkout)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    fact = "huawei,ernie_api_calls,as_stated,,2026-06-30,12000,count,reported,company,2026-08-01,huawei-results-2025-12-31,,\n"
    with (
        garden.file("facts/disclosures.csv", lambda t: t + fact),
        garden.file("groups.csv", lambda t: t + "adoption,huawei,ernie_api_calls,,,,\n"),
        garden.file(
            "hedges.csv",
            lambda t: t + "huawei,ernie_api_calls,2026-06-30,huawei-results-2025-12-31,over,12000,\n",
        ),
    ):
        (found,) = adoptions("huawei", NEWEST, DAY)
    assert (found.last.point.value, found.last.qualifier) == (12_000, "over")


@pytest.mark.parametrize(
    ("quarter", "day", "language", "told"),
    [
        (
            "2023Q4",
            "2024-02-29",
            "en",
            "GitHub Copilot Business $19 (September 2023), with more than 1.3 million seats of 2023Q4, more than $296m a year",
        ),
        ("2023Q4", "2024-02-29", "zh-Hant", "GitHub Copilot企業版為19美元（2023年9月）"),
        (
            "2026Q2",
            None,
            "en",
            "Copilot for Microsoft 365 $30 (June 2026), with more than 30 million seats of 2026Q2",
        ),
    ],
)
def test_what_subscriptions_imply_at_list_price_is_a_note_with_its_documents(quarter, day, language, told):
    made = show.adoption(show.Review(quarter, as_of=day, language=language))
    assert any(told in note.replace("\u202f", " ").replace("\u00a0", " ") for note in made.notes)
    assert "github_copilot_business_price" in {*made.data["metric"]}
    assert any("restscript" in source.url for source in made.sources) == (quarter == "2023Q4")


def test_paper_notes_speak_of_the_rows_that_paper_prints():
    """Of 2026Q2 it prints eight: no word on figures, prices and letters that stand on the web page alone."""
    made = show.adoption(shown.newest())
    rows, heads = made.body.rows, [c.head for c in made.body.columns]
    printed = [row for n, row in enumerate(rows) if n not in made.body.on_screen]
    assert len(printed) < len(rows)
    (counted,) = (note for note in made.notes if note.startswith("Counted otherwise before"))
    (on_paper,) = (note for note in made.paper_notes if note.startswith("Counted otherwise before"))
    names = [row[heads.index("Figure")].text for row in printed]
    assert "Foundry tokens" in counted
    assert "Foundry tokens" not in on_paper
    assert all(f"{name} (" in on_paper for name in names if f"{name} (" in counted)
    letters = any(cell.marks for row in printed for cell in row)
    assert ("e estimated, s secondary source." in made.paper_notes) == letters


def test_paper_leaves_off_a_column_of_one_word_with_its_legend():
    """Of 2026Q2 it prints eight figures that are all still said; the web page prints others beside them."""
    made = show.adoption(shown.newest())
    assert "since then" in made.body.unprinted[1]
    assert [any("No longer said" in note for note in notes) for notes in (made.notes, made.paper_notes)] == [
        True,
        False,
    ]


def test_a_price_that_nobody_had_told_yet_is_in_no_edition():
    made = show.adoption(show.Review("2023Q2", as_of="2023-07-20"))
    assert not any("List prices" in note for note in made.notes)
