"""An own exhibit carries what a report's carries: its sources, its data, its gaps; and refuses what would mislead."""

from __future__ import annotations

import csv
import io
import math

import pandas as pd
import pytest

from cloudcapex.errors import UsageError
from cloudcapex.exhibits.notebook import page_style
from cloudcapex.exhibits.own import line_exhibit
from cloudcapex.exhibits.theme import company_colour
from cloudcapex.metrics import series


@pytest.fixture(scope="module")
def intensity():
    return series("capex_intensity", ["microsoft", "meta"], start="2023Q1", end="2024Q4")


def test_it_shows_itself_in_every_form(intensity):
    exhibit = line_exhibit(intensity, "Meta spends more of its revenue", number=3)
    shown = exhibit._repr_mimebundle_()
    assert "Exhibit 3" in shown["text/html"]
    assert "<svg" in shown["text/html"]
    assert company_colour("meta") in exhibit.body.svg
    assert shown["text/vnd.typst"].startswith("#exhibit(")
    assert shown["text/plain"] == "Exhibit 3: Meta spends more of its revenue"
    assert exhibit.subtitle == "Capex intensity, per cent, 2023Q1 to 2024Q4"


def test_the_values_are_those_of_the_filings(intensity):
    """Meta's 2024Q4: capex 14,425m of 48,385m revenue (0001326801-25-000017 less 0001326801-24-000081)."""
    exhibit = line_exhibit(intensity, "Intensity")
    rows = list(csv.DictReader(io.StringIO(exhibit.csv())))
    (found,) = [r for r in rows if (r["company"], r["calendar_quarter"]) == ("meta", "2024Q4")]
    assert float(found["value"]) == pytest.approx(14_425 / 48_385, abs=1e-9)
    assert "Meta 29.8\N{NARROW NO-BREAK SPACE}%" in exhibit.alt


def test_every_document_behind_a_value_is_a_source(intensity):
    exhibit = line_exhibit(intensity, "Intensity")
    behind = {source for cell in intensity["sources"] for source in cell.split(";")}
    assert {source.id for source in exhibit.sources} == behind
    assert all(source.url.startswith("https://") for source in exhibit.sources)
    assert f"{len(behind)} documents" in str(exhibit.source_line)


def test_an_older_definition_is_dashed_and_not_joined():
    """Azure's growth was redefined in August 2024 and the four quarters before given on both definitions."""
    frame = series("azure_growth", ["microsoft"], start="2023Q1", end="2025Q2", definition="all")
    exhibit = line_exhibit(frame, "Azure")
    assert exhibit.notes == ("An older definition is dashed.",)
    assert exhibit.alt.count("Microsoft ") == 1


def test_missing_values_are_gaps_and_stay_in_the_data():
    frame = series("cloud_operating_income", ["alphabet"], start="2019Q1", end="2020Q4")
    exhibit = line_exhibit(frame, "Google Cloud")
    assert exhibit.data["value"].isna().sum() == 4
    assert set(exhibit.data["missing"]) == {
        "",
        "not_derivable",
    }  # the year 2019 is told, its quarters are not


def test_same_frame_same_picture(intensity):
    assert line_exhibit(intensity, "Intensity").body.svg == line_exhibit(intensity, "Intensity").body.svg


class TestRefused:
    def test_two_metrics(self, intensity):
        both = pd.concat([intensity, series("operating_margin", ["meta"], start="2024Q1")])
        with pytest.raises(UsageError, match="one chart shows one metric, not capex_intensity and operating"):
            line_exhibit(both, "Two")

    def test_two_currencies(self):
        frame = series("revenue", ["meta"], start="2024Q1", end="2024Q4")
        other = frame.assign(unit="CNY", company="alibaba")
        with pytest.raises(UsageError, match="one unit, not CNY and USD"):
            line_exhibit(pd.concat([frame, other]), "Two")

    def test_nothing_to_draw(self, intensity):
        with pytest.raises(UsageError, match="no value to draw"):
            line_exhibit(intensity.assign(value=math.nan), "None")

    def test_a_frame_that_is_no_series(self):
        with pytest.raises(UsageError, match="no column 'company'"):
            line_exhibit(pd.DataFrame({"x": [1]}), "None")


def test_the_notebook_gets_the_page_without_asking_anyone():
    css = page_style().css
    assert "\n:root {" not in css
    assert "\nbody {" not in css
    assert css.count("{") == css.count("}")
    assert css.count("@font-face") == 3
    assert not any(f"url({scheme}" in css for scheme in ("http", "//"))
    assert css.index("div:has(") < css.index(".cc-exhibit {")
