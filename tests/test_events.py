"""Events are rows: marked by the charts they name, in editions that could know them, with their document."""

from __future__ import annotations

import datetime as dt
import re
import shutil

import pytest

import shown
from cloudcapex.errors import DataError
from cloudcapex.exhibits.drawings import newer_from, place_of
from cloudcapex.facts import events_on, load_table
from cloudcapex.periods import quarters_between
from cloudcapex.reports import review
from cloudcapex.reports.review.growth_notes import older_growth
from cloudcapex.schema.words import EVENT_CHARTS

WINDOW = quarters_between("2019Q1", "2026Q2")


def words_of(exhibit):
    return re.findall(r"<text[^>]*>([^<]+)</text>", exhibit.body.svg)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2022-11-29", []),
        ("2022-11-30", ["chatgpt"]),
        ("2025-01-19", ["chatgpt"]),
        ("2025-01-20", ["chatgpt", "deepseek_r1"]),
    ],
)
def test_an_event_is_known_once_its_document_is_out(day, known):
    assert [event.event for event in events_on("capex_intensity", day)] == known


def test_a_chart_marks_what_its_day_knew_and_names_the_document():
    now, before = review.Review("2024Q4"), review.Review("2024Q4", as_of="2025-01-15")
    assert {"ChatGPT", "DeepSeek-R1"} & set(words_of(review.capex_intensity(now))) == {"ChatGPT"}
    assert "openai-chatgpt-2022-11-30" in {s.id for s in review.capex_intensity(now).sources}
    assert "DeepSeek-R1" in words_of(review.capex_intensity(review.Review("2025Q1")))
    assert "ChatGPT" in words_of(review.cloud_growth(before))
    assert "ChatGPT" not in words_of(review.cloud_growth(review.Review("2022Q3")))


def test_every_key_is_that_of_a_chart():
    report = shown.newest()
    for key in EVENT_CHARTS:
        assert report.makers[key](report).body.kind == "chart"
        assert events_on(key)


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2019-01-01", 0.0),
        ("2019-04-01", 1.0),
        ("2022-11-30", 15 + 60 / 92),
        ("2018-12-31", None),
        ("2026-07-01", None),
    ],
)
def test_a_day_has_its_place_between_quarters(day, place):
    assert place_of(dt.date.fromisoformat(day), WINDOW) == (place if place is None else pytest.approx(place))


def test_a_redefinition_is_marked_where_the_series_breaks_once_it_was_told():
    # Microsoft restated fiscal 2024, from July 2023 on, on 21 August 2024; before that day no edition knew.
    now = review.Review("2024Q3")
    place = newer_from(now.row("cloud_growth", "microsoft"), older_growth(now, "microsoft"))
    assert place is not None
    assert str(now.quarters[place]) == "2023Q3"
    assert "Azure redefined" in words_of(review.cloud_growth(review.Review("2024Q3")))
    assert "Azure redefined" not in words_of(review.cloud_growth(review.Review("2024Q2", as_of="2024-08-20")))


def test_growth_is_on_no_older_definition_before_a_newer_one_was_told():
    then = shown.replayed()
    assert older_growth(then, "microsoft") == []
    assert not any("older definition" in note for note in review.cloud_growth(then).notes)


def test_a_margin_breaks_where_its_profit_is_counted_anew():
    # In April 2023 Alphabet recast the quarters of 2022 on how it allocates costs from then on.
    now = review.cloud_margin(shown.newest())
    assert "Google Cloud redefined" in words_of(now)
    assert "Google Cloud redefined" not in words_of(
        review.cloud_margin(review.Review("2022Q4", as_of="2023-02-15"))
    )


def test_changed_lives_are_marked_in_the_company_s_own_quarters():
    note = next(n for n in review.depreciation(shown.newest()).notes if n.startswith("Triangles"))
    # Oracle's servers over six years from 1 June 2024, the first day of its quarter to August (10-K 0000950170-25-087926).
    assert "Oracle 2024Q3" in note
    # Amazon's servers over five years from 2022 (10-K 0001018724-23-000004), six from 2024, five again from 2025.
    assert "Amazon 2022Q1, 2024Q1 and 2025Q1" in note


def test_a_life_that_a_later_document_tells_is_not_marked_before():
    # Amazon told of it in the 10-K of 3 February 2023.
    then = review.depreciation(review.Review("2022Q3", as_of="2022-11-10"))
    assert not any("Amazon" in n for n in then.notes if n.startswith("Triangles"))


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("capex_intensity,2025-01-20", "capex_intensity,2025-01-19", "it was known before it happened"),
        ("cloud_growth; capex", "cloud_grow; capex", "'cloud_grow' marks no event"),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(checkout, tmp_path, monkeypatch, right, wrong, fault):
    shutil.copytree(checkout / "data", tmp_path / "data", ignore=shutil.ignore_patterns("commentary", "*.md"))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / "events.csv"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataError, match=fault):
        load_table("events")
