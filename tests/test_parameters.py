"""Parameters: what a notebook declares, and what is refused before anything starts."""

from __future__ import annotations

import datetime as dt
import math

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.errors import UsageError
from cloudcapex.periods import Quarter
from cloudcapex.publish.parameters import Parameter, read_parameters, resolve
from publishing import KNOWN, fixture


def notebook(source: str, *tags: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags or ("parameters",))})
    return nbformat.v4.new_notebook(cells=[cell])


def refused(given_values: dict, match: str, report: str = "shows_exhibit") -> None:
    with pytest.raises(UsageError, match=match):
        resolve(read_parameters(fixture(report), "it.ipynb"), given_values, KNOWN, where=report)


class TestReading:
    def test_name_kind_default_and_help_are_read(self):
        first, companies, as_of, window, basis, language = read_parameters(fixture("shows_exhibit"), "it")
        assert first == Parameter("quarter", "Quarter", "2026Q2", "quarter under review")
        assert companies.default == ["microsoft", "meta"]
        assert (as_of.kind, as_of.default, as_of.help) == ("Date", "", "nothing filed after this day")
        assert (window.kind, window.default) == ("Window", 8)
        assert basis.kind == "capex_cash | capex_with_finance_leases"
        assert language.name == "language"

    def test_a_hash_inside_a_text_is_no_comment(self):
        (only,) = read_parameters(notebook('colour: str = "#fff"  # of the band'), "it")
        assert (only.default, only.help) == ("#fff", "of the band")

    def test_a_literal_over_two_lines_keeps_its_comment(self):
        (only,) = read_parameters(notebook('names: "Companies" = [\n    "meta",\n]  # whose'), "it")
        assert (only.default, only.help) == (["meta"], "whose")

    def test_a_notebook_without_the_cell_is_refused(self):
        with pytest.raises(UsageError, match="no cells tagged 'parameters'"):
            read_parameters(fixture("has_no_parameters"), "it")

    def test_two_cells_are_refused(self):
        twice = notebook('a: "int" = 1')
        twice.cells *= 2
        with pytest.raises(UsageError, match="2 cells"):
            read_parameters(twice, "it")

    @pytest.mark.parametrize(
        ("source", "match"),
        [
            ("quarter = '2026Q2'", "declares no parameter"),
            ("import os", "declares no parameter"),
            ("quarter: 'Quarter' = str(2026)", "is not a literal"),
            ("quarter: 'Quartre' = '2026Q2'", "unknown kind 'Quartre'"),
            ("quarter: 'Quarter' =", "line 1: not Python"),
        ],
    )
    def test_what_is_no_annotated_literal_is_refused_at_its_line(self, source, match):
        with pytest.raises(UsageError, match=match):
            read_parameters(notebook(source), "it.ipynb")


class TestResolving:
    def test_defaults_are_checked_and_filled_in(self):
        values = resolve(read_parameters(fixture("shows_exhibit"), "it"), {}, KNOWN)
        assert values == {
            "quarter": "2026Q2",
            "companies": ["microsoft", "meta"],
            "as_of": "2026-11-05",
            "window": 8,
            "basis": "capex_cash",
            "language": "en",
        }

    def test_texts_of_the_command_line_become_values(self):
        given_values = {"companies": "oracle, meta,oracle", "window": "12", "as_of": "2026-08-01"}
        values = resolve(read_parameters(fixture("shows_exhibit"), "it"), given_values, KNOWN)
        assert values["companies"] == ["oracle", "meta"]
        assert values["window"] == 12
        assert values["as_of"] == "2026-08-01"

    def test_no_company_means_the_notebooks_own(self):
        values = resolve(read_parameters(fixture("shows_exhibit"), "it"), {"companies": " , "}, KNOWN)
        assert values["companies"] == ["microsoft", "meta"]

    def test_a_day_after_the_newest_fact_is_the_newest_day(self):
        values = resolve(read_parameters(fixture("shows_exhibit"), "it"), {"as_of": "2031-01-01"}, KNOWN)
        assert values["as_of"] == "2026-11-05"

    def test_an_unknown_parameter_offers_near_names(self):
        refused({"quater": "2026Q2"}, "unknown parameter 'quater'.*did you mean quarter")

    def test_an_unknown_company_offers_near_names(self):
        refused({"companies": "meta,microsft"}, "unknown company 'microsft'.*did you mean microsoft")

    @pytest.mark.parametrize("quarter", ["2018Q4", "2026Q3", "1999Q1"])
    def test_a_quarter_outside_the_data_is_refused(self, quarter):
        refused({"quarter": quarter}, f"{quarter} is outside the data; valid: 2019Q1 to 2026Q2")

    @pytest.mark.parametrize("quarter", ["2026", "2026Q5", "Q2 2026", "", "2026Q2; import os"])
    def test_a_malformed_quarter_is_refused(self, quarter):
        refused({"quarter": quarter}, "parameter quarter: .* is not a quarter")

    @pytest.mark.parametrize("day", ["15.02.2024", "2024-02-30", "yesterday"])
    def test_a_malformed_date_is_refused(self, day):
        refused({"as_of": day}, "parameter as_of: .* is not a date; valid: an ISO date")

    def test_a_day_before_the_quarter_was_over_is_refused(self):
        refused({"quarter": "2024Q1", "as_of": "2024-03-31"}, "2024Q1 was not over on 2024-03-31")

    @pytest.mark.parametrize("window", ["3", "41", "-1"])
    def test_a_window_outside_its_range_is_refused(self, window):
        refused({"window": window}, "valid: 4 to 40 quarters")

    @pytest.mark.parametrize("window", ["many", "8.5", "__import__('os')", ""])
    def test_a_window_that_is_no_number_is_refused(self, window):
        refused({"window": window}, "is not a whole number")

    def test_a_choice_not_offered_is_refused(self):
        refused({"basis": "capex_case"}, "unknown choice 'capex_case'.*did you mean capex_cash")

    def test_a_language_without_a_translation_is_refused(self):
        refused({"language": "zh-Hans"}, "unknown language 'zh-Hans'; valid: en")

    @pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
    def test_a_float_that_has_no_literal_is_refused(self, number):
        rate = read_parameters(notebook('rate: "float" = 0.1'), "it")
        with pytest.raises(UsageError, match="is not a number"):
            resolve(rate, {"rate": number}, KNOWN)

    @given(st.integers(min_value=2019 * 4, max_value=2026 * 4 + 1))
    def test_every_quarter_of_the_data_passes(self, index):
        quarter = Quarter(index // 4, index % 4 + 1)
        declared = [Parameter("quarter", "Quarter", "2026Q2", "")]
        assert resolve(declared, {"quarter": str(quarter)}, KNOWN) == {"quarter": str(quarter)}

    @given(st.dates(max_value=dt.date(2026, 11, 5)))
    def test_every_day_up_to_the_newest_is_kept(self, day):
        assert resolve([Parameter("on", "Date", "", "")], {"on": str(day)}, KNOWN) == {"on": str(day)}

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_floats_come_through_exactly(self, number):
        found = resolve([Parameter("rate", "float", 0.0, "")], {"rate": repr(number)}, KNOWN)["rate"]
        assert found == number
        assert math.copysign(1, found) == math.copysign(1, number)

    @given(st.text())
    def test_no_text_gets_past_a_quarter_unless_it_is_one(self, text):
        declared = [Parameter("quarter", "Quarter", "2026Q2", "")]
        try:
            value = resolve(declared, {"quarter": text}, KNOWN)["quarter"]
        except UsageError:
            return
        assert Quarter.parse(value) == Quarter.parse(text)
