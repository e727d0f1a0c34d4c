"""Guidance: ladders as they were spoken, scored only with spending on the same basis, broken ones refused."""

from __future__ import annotations

import csv
import datetime as dt
import math
import os
import random
import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex.errors import DataError, UsageError
from cloudcapex.exhibits.absence import Absence
from cloudcapex.exhibits.charts.canvas import text_width
from cloudcapex.facts import load_guidance, load_sources
from cloudcapex.guidance.frames import ladder_frame, score_frame
from cloudcapex.guidance.ladders import Guidance, ladders
from cloudcapex.guidance.scores import POINT_TOLERANCE, outlook, score, verdict
from cloudcapex.guidance.spent import spent_over
from cloudcapex.guidance.targets import target
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import review as show
from cloudcapex.statements.proof import prove
from turning import turned

BN = 1_000_000_000
NEWEST = "2026-10-09"


def ladder(company, label, as_of=NEWEST):
    return next(found for found in ladders([company], as_of) if found.target.label == label)


def ranges(found):
    return [(s.low / BN, s.high / BN) for s in found.figures]


# --- the ladder -----------------------------------------------------------------------------------


def test_alphabet_raised_2026_twice():
    # Earnings calls of 4 February, 29 April and 22 July 2026.
    found = ladder("alphabet", "CY2026")
    assert ranges(found) == [(175, 185), (180, 190), (195, 205)]
    assert [s.issued for s in found.figures] == [
        dt.date(2026, 2, 4),
        dt.date(2026, 4, 29),
        dt.date(2026, 7, 22),
    ]
    assert [s.status for s in found.figures] == ["superseded", "superseded", "current"]
    assert [s.issued for s in found.words] == [dt.date(2025, 7, 23), dt.date(2025, 10, 29)]
    assert {s.reason for s in found.words} == {"replaced"}


def test_the_useful_life_change_at_microsoft_is_not_a_cut():
    # Calls of 29 April and 29 July 2026: about 190, then about 175 after leases are counted otherwise.
    found = ladder("microsoft", "CY2026")
    before, after = found.statements
    assert (before.low, before.status, before.reason) == (190 * BN, "not_comparable", "other_definition")
    assert (after.low, after.status) == (175 * BN, "current")
    assert found.figures == (after,)
    assert len(before.sources) == 2  # told by two documents, one statement


def test_before_the_change_the_190_was_in_force():
    found = ladder("microsoft", "CY2026", "2026-05-01")
    assert [(s.low, s.status) for s in found.statements] == [(190 * BN, "current")]


def test_amazons_stale_figure_of_july_2026_gives_way_to_the_call():
    found = ladder("amazon", "CY2026")
    assert ranges(found) == [(200, 200), (200, 200), (220, 220)]
    stale = next(s for s in found.statements if s.reason == "contradicted")
    assert (stale.issued, stale.low, stale.status) == (dt.date(2026, 7, 30), 200 * BN, "superseded")


@pytest.mark.parametrize(
    ("company", "metric", "period", "ends", "source"),
    [
        ("meta", "revenue", "2026Q3", (61e9, 64e9), "meta-2026-q2-call"),
        ("amazon", "operating_income", "2026Q3", (22.5e9, 26.5e9), "amazon-2026-q2-call"),
        ("nvidia", "revenue", "2026Q3", (108e9, 108e9), "nvidia-2026q2-call-text"),
        (
            "coreweave",
            "revenue",
            "CY2026",
            (12.4e9, 13.2e9),
            "seekingalpha-com-on-coreweave-guidance-2026-08-11",
        ),
        ("coreweave", "capex_as_stated", "2026Q2", (7e9, 9e9), "quartr-on-coreweave-2026q1"),
    ],
)
def test_guidance_beside_capex_is_in_force(company, metric, period, ends, source):
    rows = load_guidance()
    mine = rows[(rows["company"] == company) & (rows["metric"] == metric) & (rows["target_period"] == period)]
    (now,) = mine[mine["status"] == "current"].itertuples()
    assert (now.low, now.high, now.source_id) == (*ends, source)


def test_measures_without_a_metric_do_not_replace_each_other():
    """CoreWeave of 2026: adjusted operating income of 7 May stands beside the annualised revenue of 11 August."""
    rows = load_guidance()
    mine = rows[
        (rows["company"] == "coreweave") & (rows["metric"] == "other") & (rows["target_period"] == "CY2026")
    ]
    told = mine[mine["status"] == "current"].set_index("definition")[["low", "high"]]
    assert told.to_dict("index") == {
        "adjusted_operating_income": {"low": 900e6, "high": 1100e6},
        "annualised_revenue_at_year_end": {"low": 18.5e9, "high": 19.5e9},
    }


def test_a_run_rate_worked_out_by_others_is_no_figure_of_the_company():
    # 4 × 26.3bn of 6 February 2025, beside about 100bn on the basis it then kept to.
    found = ladder("amazon", "CY2025")
    assert ranges(found) == [(100, 100), (125, 125)]
    other = next(s for s in found.statements if s.qualifier == "derived")
    assert (other.status, other.reason) == ("not_comparable", "other_basis")


@pytest.mark.parametrize(
    "day", ["2022-05-15", "2023-02-01", "2024-02-15", "2024-08-15", "2025-11-12", "2026-07-29"]
)
def test_nothing_said_or_published_later_is_known(day):
    known = load_sources().set_index("source_id")[["published", "filed"]].max(axis=1)
    for found in ladders(as_of=day):
        for s in found.statements:
            assert s.issued <= dt.date.fromisoformat(day)
            for source in s.sources:
                assert not known[source] > dt.datetime.fromisoformat(day), source


def test_a_statement_told_only_by_a_later_article_waits_for_it():
    # Oracle's figure of 10 December 2025 is held from an article of the day after.
    assert (50, 50) not in ranges(ladder("oracle", "FY2026", "2025-12-10"))
    assert (50, 50) in ranges(ladder("oracle", "FY2026", "2025-12-11"))


@pytest.mark.parametrize(
    ("year", "day", "ends", "source"),
    [
        ("CY2022", "2022-02-02", (29, 34), "meta-2021-q4-call"),
        ("CY2024", "2024-07-31", (37, 40), "meta-2024q2-call-text"),
        ("CY2025", "2025-01-29", (60, 65), "meta-2024-q4-call"),
        ("CY2025", "2025-04-30", (64, 72), "meta-2025q1-call-text"),
        ("CY2026", "2026-01-28", (115, 135), "meta-2025q4-call-text"),
    ],
)
def test_guidance_told_on_a_call_is_known_from_the_day_of_the_call(year, day, ends, source):
    now = ladder("meta", year, day).last
    assert (now.issued.isoformat(), now.sources, now.evidence) == (day, (source,), "company")
    assert ranges(ladder("meta", year, day))[-1] == ends


def test_statements_after_a_day_can_be_left_out_without_forgetting_what_is_known():
    until = next(
        f for f in ladders(["meta"], NEWEST, until=dt.date(2024, 3, 31)) if f.target.label == "CY2024"
    )
    assert ranges(until) == [(30, 35), (30, 37)]
    assert until.figures[-1].status == "current"


# --- periods --------------------------------------------------------------------------------------


def test_oracles_fiscal_2026_runs_from_june_2025_to_may_2026():
    found = target("FY2026", 5)
    assert [str(q) for q in found.quarters] == ["2025Q3", "2025Q4", "2026Q1", "2026Q2"]
    assert found.end == dt.date(2026, 5, 31)


@pytest.mark.parametrize(
    ("label", "quarters"),
    [
        ("CY2026", ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        ("2026Q2", ["2026Q2"]),
        ("2024H2", ["2024Q3", "2024Q4"]),
    ],
)
def test_calendar_periods(label, quarters):
    assert [str(q) for q in target(label).quarters] == quarters


@given(year=st.integers(2015, 2040), month=st.integers(1, 12), years=st.integers(0, 4))
def test_fiscal_years_are_whole_and_follow_one_another(year, month, years):
    span = target(f"FY{year}..FY{year + years}" if years else f"FY{year}", month)
    assert len(span.quarters) == 4 * (years + 1)
    assert span.quarters[0] - target(f"FY{year - 1}", month).quarters[-1] == 1
    assert (span.end.month, span.end.year) == (month, year + years)
    assert abs((span.quarters[-1].end - span.end).days) <= 62


@pytest.mark.parametrize("label", ["2026", "CY26", "2026H3", "CY2026..CY2027", "FY2026..", ""])
def test_other_periods_are_refused(label):
    with pytest.raises(UsageError, match="is not a period"):
        target(label)


# --- scores ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("company", "label", "actual", "first", "last", "document"),
    [
        # 10-K: purchases of property and equipment 91,447; first 75, last 91 to 93.
        ("alphabet", "CY2025", 91_447, ("above", 16_447), ("in_range", 0), "0001652044-26-000018"),
        # 10-K: 37,256 and principal of finance leases 1,969; first 30 to 35, last 38 to 40.
        ("meta", "CY2024", 39_225, ("above", 4_225), ("in_range", 0), "0001326801-25-000017"),
        # 10-K: 69,691 and 2,524; first 60 to 65, last 70 to 72, which it is nearer to than a single figure need be.
        ("meta", "CY2025", 72_215, ("above", 7_215), ("in_range", 0), "0001628280-26-003942"),
        # As restated in the 10-K for 2024, 27,045 and 1,058; first 34 to 39, last 27 to 29.
        ("meta", "CY2023", 28_103, ("below", -5_897), ("in_range", 0), "0001326801-25-000017"),
        # 10-K: 21,215 against about 16.
        ("oracle", "FY2025", 21_215, ("above", 5_215), ("above", 5_215), "0000950170-25-087926"),
        # 10-K: 55,663 against about 35 and then 50.
        ("oracle", "FY2026", 55_663, ("above", 20_663), ("above", 5_663), "0001193125-26-277521"),
    ],
)
def test_closed_years_against_the_filings(company, label, actual, first, last, document):
    scored = score(ladder(company, label), NEWEST)
    assert scored.actual.value == actual * 1_000_000
    assert document in scored.actual.sources
    assert scored.first
    assert (scored.first.outcome, scored.first.miss) == (first[0], first[1] * 1_000_000)
    assert scored.last
    assert (scored.last.outcome, scored.last.miss) == (last[0], last[1] * 1_000_000)


def test_the_actual_is_the_one_known_on_the_day():
    # Meta's own 28.103bn of 2 February 2024; gross, the 10-K 0001326801-24-000012 has 27,266 and 1,058.
    scored = score(ladder("meta", "CY2023", "2024-02-15"), "2024-02-15")
    assert scored.actual.value == 28_103_000_000
    assert scored.last
    assert scored.last.outcome == "in_range"


def test_words_alone_are_not_scored():
    for label in ("CY2022", "CY2023", "CY2024"):
        scored = score(ladder("alphabet", label), NEWEST)
        assert (scored.first, scored.last, scored.reason) == (None, None, "words_only")


def test_a_quarter_worked_out_from_the_guidance_does_not_score_it():
    # Amazon's net capex of 2025Q4 is in the data only as 125 less nine months.
    scored = score(ladder("amazon", "CY2025"), NEWEST)
    assert (scored.first, scored.reason) == (None, "estimate_only")
    assert math.isnan(scored.actual.value)


def test_a_year_stated_whole_is_used_where_its_quarters_are_not():
    # Call of 1 February 2024: 48.4bn in 2023, down 10.2bn.
    amount = spent_over(
        "amazon", "capex_with_finance_leases", "incl_equipment_finance_leases", target("CY2022").quarters
    )
    assert amount.value == pytest.approx(58.6 * BN)
    assert amount.sources == ("amazon-2023-q4-call",)


def test_spending_on_another_basis_or_definition_is_never_taken():
    year = target("CY2024").quarters
    assert spent_over("meta", "capex_cash", "as_filed", year).value == 37_256_000_000
    for metric, definition in (
        ("capex_with_finance_leases", "incl_finance_lease_assets"),
        ("capex_net_of_incentives", "as_stated"),
    ):
        amount = spent_over("meta", metric, definition, year)
        assert (amount.known, amount.reason) == (False, "no_figure_on_basis")


def test_guidance_that_names_no_basis_is_not_scored():
    assert score(ladder("coreweave", "CY2025"), NEWEST).reason == "basis_not_stated"


def test_a_year_whose_last_quarter_is_not_filed_waits():
    scored = score(ladder("alphabet", "CY2025", "2026-01-15"), "2026-01-15")
    assert (scored.first, scored.reason) == (None, "not_yet_filed")


def _figure(low, high, kind="range", qualifier=""):
    return Guidance(
        dt.date(2026, 1, 1),
        "capex_cash",
        "as_filed",
        low,
        high,
        "USD",
        qualifier,
        kind,
        "current",
        "",
        "",
        (),
        "filed",
    )


amounts = st.floats(1e9, 1e12)


@given(ends=st.tuples(amounts, amounts).map(sorted), actual=amounts)
def test_a_verdict_says_how_far_outside_the_range(ends, actual):
    low, high = ends
    held = verdict(actual, _figure(low, high))
    nearest = min(max(actual, low), high)
    assert (held.outcome == "in_range") == (abs(actual - nearest) <= POINT_TOLERANCE * nearest)
    assert held.nearly == (held.outcome == "in_range" and actual != nearest)
    assert math.copysign(1, held.miss) == (-1 if held.outcome == "below" else 1)
    if held.outcome != "in_range":
        assert actual - held.miss == pytest.approx(nearest)


def test_a_range_of_results_is_held_to_its_ends():
    revenue = replace(_figure(64e9, 65e9), metric="revenue")
    assert verdict(65.6e9, revenue).outcome == "above"
    assert verdict(65.6e9, replace(revenue, low=65e9)).outcome == "in_range"


@given(low=amounts, actual=amounts)
def test_a_figure_open_above_can_only_be_missed_below(low, actual):
    assert verdict(actual, _figure(low, math.nan, "point", "over")).outcome == (
        "below" if low - actual > POINT_TOLERANCE * low else "in_range"
    )


# --- the open year --------------------------------------------------------------------------------


def test_what_alphabet_has_left_to_spend_in_2026():
    # 35,674 in the 10-Q of the first quarter, 80,598 in that of the first half; 51,804 in the second half of 2025.
    found = outlook(ladder("alphabet", "CY2026"), Quarter(2026, 2), NEWEST)
    assert found.spent.value == 80_598_000_000
    assert found.remaining == (114_402_000_000, 124_402_000_000)
    assert found.before.value == 51_804_000_000
    assert found.growth == pytest.approx((1.2084, 1.4014), abs=1e-4)
    assert [str(q) for q in found.left] == ["2026Q3", "2026Q4"]


def test_nothing_is_spent_on_a_definition_that_no_quarter_stands_on():
    found = outlook(ladder("microsoft", "CY2026"), Quarter(2026, 2), NEWEST)
    assert (found.spent.known, found.spent.reason) == (False, "no_figure_on_basis")
    assert all(map(math.isnan, (*found.remaining, *found.growth)))


def test_a_year_that_has_not_begun_is_wholly_left():
    # Oracle's net cash outlay for capital expenditures in fiscal 2026 was 47,726: 8-K and 10-K of June 2026.
    found = outlook(ladder("oracle", "FY2027"), Quarter(2026, 2), NEWEST)
    assert (found.done, found.spent.value) == ((), 0)
    assert found.remaining == (70 * BN, 70 * BN)
    assert found.before.value == 47_726_000_000


# --- broken ladders -------------------------------------------------------------------------------

ALPHABET_2026 = {"company": "alphabet", "target_period": "CY2026", "issued": "2026-02-04"}
MICROSOFT_190 = {"company": "microsoft", "target_period": "CY2026", "source_id": "microsoft-fy26-q3-call"}


@pytest.fixture
def broken(checkout, tmp_path, monkeypatch):
    """Give a copy of the data one row of whose guidance can be changed."""
    shutil.copytree(checkout / "data", tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    path = tmp_path / "data" / "guidance.csv"

    def change(match, *, again=False, **cells):
        with path.open(newline="", encoding="utf-8") as handle:
            rows = list(csv.DictReader(handle))
        hit = next(n for n, row in enumerate(rows) if match.items() <= row.items())
        if again:
            rows.append(rows[hit] | cells)
            hit = len(rows) - 1
        else:
            rows[hit] |= cells
        with path.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return hit + 2

    return change


@pytest.mark.parametrize(
    ("match", "cells", "column", "said"),
    [
        (
            ALPHABET_2026,
            {"low": "185000000000", "high": "175000000000"},
            "low",
            "low 185000000000 is above high",
        ),
        (ALPHABET_2026, {"high": ""}, "kind", "the ends do not make a range"),
        (ALPHABET_2026, {"kind": "qualitative"}, "kind", "the ends do not make a qualitative"),
        (ALPHABET_2026, {"unit": "CNY"}, "unit", "CNY is not what it reports in; valid: USD"),
        (ALPHABET_2026, {"definition": "as_fild"}, "definition", "did you mean as_filed"),
        (ALPHABET_2026, {"issued": "2027-02-04"}, "target_period", "it closed on 2026-12-31"),
    ],
)
def test_a_malformed_row_is_named_with_its_remedy(broken, match, cells, column, said):
    line = broken(match, **cells)
    with pytest.raises(DataError) as caught:
        ladders()
    message = str(caught.value)
    assert message.startswith(f"data/guidance.csv, line {line}, column {column}: ")
    assert said in message
    assert "\n" not in message
    assert caught.value.remedy


def test_a_statement_after_the_close_may_say_so(broken):
    broken(ALPHABET_2026, issued="2027-01-20", statement="preliminary, after the period closed")
    assert ladder("alphabet", "CY2026", None).statements[-1].issued == dt.date(2027, 1, 20)


def test_an_unknown_metric_is_refused_with_the_near_name(broken):
    line = broken(ALPHABET_2026, metric="capex_csh")
    with pytest.raises(DataError, match=f"line {line}.*capex_csh.*did you mean.*capex_cash"):
        ladders()


def test_one_document_says_a_thing_once(broken):
    line = broken(ALPHABET_2026, again=True, low="170000000000", statement="the same call again")
    with pytest.raises(DataError, match=f"line {line}, column source_id.*says this twice, first in line"):
        ladders()


def test_two_figures_of_one_day_must_be_told_apart(broken):
    line = broken(
        MICROSOFT_190, again=True, low="150000000000", high="150000000000", source_id="microsoft-fy26-q2-call"
    )
    with pytest.raises(DataError, match=f"line {line}, column status.*two figures for CY2026 on 2026-04-29"):
        ladders()


# --- rows and exhibits ----------------------------------------------------------------------------


def test_rows_carry_status_reason_and_sources():
    rows = ladder_frame([ladder("amazon", "CY2026")])
    assert rows["reason"].tolist() == ["replaced", "replaced", "replaced", "contradicted", ""]
    assert rows["sources"].ne("").all()
    scores = score_frame([score(ladder("alphabet", label), NEWEST) for label in ("CY2024", "CY2025")])
    assert scores["reason"].tolist() == ["words_only", ""]
    assert scores["last_outcome"].tolist() == ["", "in_range"]


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


def test_the_newest_ladder_says_who_raised(newest):
    exhibit = show.guidance_ladder(newest)
    assert (
        exhibit.title.text
        == "Alphabet, Amazon and Meta have each raised their figure for 2026 since January 2026"
    )
    assert any("neither a cut nor a rise" in note for note in exhibit.notes)
    chart, table = exhibit.body.bodies
    for label in ("175–185", "195–205", "130–145", "~220", "~190"):
        assert f">{label}<" in chart.svg
    alphabet = [cell.text for cell in table.rows[1]]
    assert alphabet[:2] == ["Alphabet", "2026"]
    assert alphabet[3:9] == ["175–185", "195–205", "80.6", "114–124", "2", "51.8"]
    assert all(cell.url for row in table.rows[:-1] for cell in row[3:5])  # the last is of a forecast


def test_closed_years_in_a_table(newest):
    exhibit = show.guidance_score(newest)
    rows = [[cell.text for cell in row] for row in exhibit.body.rows]
    assert (
        exhibit.title.text
        == "Of 16 closed years, 14 can be compared: 4 ended within the first figure given, 8 within the last"
    )
    assert ["Meta", "2024", "capex incl. finance leases", "30–35", "38–40", "39.2"] in [r[:6] for r in rows]
    amazon = next(r for r in rows if r[:2] == ["Amazon", "2025"])
    assert amazon[5:] == ["n/c", "not scored", "not scored"]
    assert any(note.startswith("In words only") for note in exhibit.notes)


def test_the_takeaway_gives_the_figures_and_the_growth(newest):
    said = show.guidance_takeaway(newest)
    assert "Alphabet $195–205bn, Amazon about $220bn and Meta $130–145bn" in said.text
    # Amazon’s capex net of incentives of 2025 is an estimate: no growth can be computed, and the range is not over it.
    # Amazon’s capex net of incentives of 2025 is an estimate: no growth can be computed, and no range is over it.
    assert (
        "on the same quarters a year before, +121\u202f% to +140\u202f% at Alphabet, +91\u202f% to +127\u202f% at Meta; "
        "for Microsoft and Amazon it cannot be computed" in said.text
    )
    ranges = {a.true_of: a for a in said.assertions if a.form == "range"}
    assert list(ranges) == [("alphabet",), ("meta",)]
    ends = ranges["meta",]
    assert set(ends.unknown) == {"microsoft", "amazon"}
    low = next(o for o in ends.operands if o.measure.startswith("guidance.growth_low") and o.of == "meta")
    # 130bn less 56.5bn spent, over the 38.6bn of the second half of 2025.
    assert low.value == pytest.approx(ends.result["low"])


def test_what_is_spent_says_up_to_when(newest):
    """Oracle's year began in June 2026, and its first quarter was filed by the day of the statements."""
    exhibit = show.guidance_ladder(newest)
    table = exhibit.body.bodies[-1]
    assert "spent to 2026Q2" in [c.head for c in table.columns]
    assert any("Spent and left stand at the end of 2026Q2" in note for note in exhibit.notes)


def test_a_quarter_before_any_guidance_says_only_what_the_data_hold():
    """The oldest guidance of Amazon that is held is of the call of 28 April 2022."""
    early = show.Review("2021Q4", companies=["amazon"])
    for exhibit in (show.guidance_ladder(early), show.guidance_score(early)):
        assert isinstance(exhibit.body, Absence)
        assert exhibit.body.words
        assert exhibit.title.text.startswith("The data hold no ")
    said = show.guidance_takeaway(early)
    assert said.text == (
        "The data hold no capex guidance for the year after 2021Q4 that was given by 31 March 2022."
    )
    (held,) = said.assertions
    assert (held.form, held.result["coverage"]) == ("none", None)
    assert len(held.population) == 1


def test_words_alone_are_told_as_such():
    """Alphabet spoke of 2022 on the call of 1 February 2022, without a figure; Meta gave one the day after."""
    said = show.guidance_takeaway(
        show.Review("2021Q4", companies=("microsoft", "alphabet", "amazon", "oracle"))
    )
    assert said.text == "Alphabet spoke of 2022 in words, without a figure."
    (held,) = said.assertions
    assert held.result["coverage"]["alphabet"]["period"] == "CY2022"
    others = show.Review("2021Q4", companies=("microsoft", "alphabet", "amazon", "oracle"))
    others.tell(show.guidance_takeaway(others), "takeaway.4", "takeaway")
    assert prove([r for s in others.statements.values() for r in s.records()]) == []
    assert show.guidance_takeaway(show.Review("2021Q4")).text == "First figures for 2022: Meta $29–34bn."


def test_figures_that_moved_apart_leave_nobody_out():
    title = show.guidance_ladder(show.Review("2025Q1")).title
    assert title.text == "Figures for 2025 since January 2025: Meta up, Alphabet kept, Amazon with one figure"
    assert [(a.form, a.direction, a.true_of) for a in title.assertions] == [
        ("each", "rose", ("meta",)),
        ("each", "held", ("alphabet",)),
        ("value", None, ("amazon",)),
    ]


QUARTERS = [str(q) for q in quarters_between("2019Q1", "2026Q2")]
SEED = int(os.environ.get("CLOUDCAPEX_SEED", dt.date.today().toordinal()))


@turned("place", range(4))
def test_every_sentence_about_guidance_is_proved(place):
    quarter = random.Random(SEED + place).choice(QUARTERS)
    print(f"seed {SEED + place}: {quarter}")
    review = show.Review(quarter)
    show.guidance_ladder(review)
    show.guidance_score(review)
    review.tell(show.guidance_takeaway(review), "takeaway.4", "takeaway")
    told = [record for s in review.statements.values() for record in s.records()]
    assert all(s.assertions for s in review.statements.values())
    assert prove(told) == []


def test_a_figure_that_is_told_wrong_is_found():
    review = show.Review("2024Q2")
    show.guidance_ladder(review)
    told = [record for s in review.statements.values() for record in s.records()]
    moved = next(r for r in told if r["form"] == "each")
    moved["operands"][0]["value"] = "lowered"
    assert "lowered told, the data hold raised" in " ".join(map(str, prove(told)))


def test_a_replayed_edition_knows_what_was_said_by_then():
    review = shown.replayed()
    exhibit = show.guidance_ladder(review)
    assert exhibit.title.text == "Meta raised its figure for 2024 from $30–35bn to $30–37bn"
    assert any("notably larger than in 2023" in note for note in exhibit.notes)
    sources = {s.id for e in (exhibit, show.guidance_score(review)) for s in e.sources}
    known = load_sources().set_index("source_id")[["published", "filed"]].max(axis=1)
    assert not [s for s in sources if known[s] > dt.datetime(2024, 2, 15)]


def _box(style, place, text):
    """Where a text of the chart stands: left, right, top and bottom in points."""
    size = float(re.findall(r"([\d.]+)px", style)[0])
    shift = r"translate\(([\d.-]+) ([\d.-]+)\)" if "translate" in place else r' x="([\d.-]+)" y="([\d.-]+)"'
    x, y = map(float, re.findall(shift, place)[0])
    wide = text_width(text, size, 600 if re.search(r"\b[67]00\b", style) else 400)
    x -= wide / 2 if "text-anchor: middle" in style else wide if "text-anchor: end" in style else 0
    return text, x, x + wide, y - 0.7 * size, y


@turned("quarter", ["2022Q3", "2023Q4", "2024Q3", "2025Q2", "2025Q4", "2026Q2"])
def test_no_label_of_the_chart_touches_another(quarter):
    body = show.guidance_ladder(show.Review(quarter)).body
    boxes = [
        _box(*found)
        for found in re.findall(r'<text style="([^"]*)"([^>]*)>([^<]*)</text>', body.bodies[0].svg)
    ]
    assert len(boxes) > 10
    for n, (text, left, right, top, bottom) in enumerate(boxes):
        for other, left2, right2, top2, bottom2 in boxes[n + 1 :]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, f"{text!r} touches {other!r}"
