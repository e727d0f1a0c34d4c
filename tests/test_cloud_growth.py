"""Cloud growth: stated where no amounts are, computed where they are exact, and which of the two when both are there."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import metrics
from cloudcapex.errors import UsageError
from cloudcapex.metrics import series
from cloudcapex.metrics.first_of import choose
from cloudcapex.metrics.panel import ESTIMATED, PRESENT, Panel, PanelRow, empty_panel
from cloudcapex.metrics.rounding import bounds
from cloudcapex.reports import review as show
from cloudcapex.schema.grades import BASES

TOLERANCE = 0.005


def one(company: str, quarter: str, metric: str = "cloud_growth", **more):
    return series(metric, company, quarter, quarter, **more).iloc[0]


@pytest.mark.parametrize(
    ("company", "quarter", "value", "definition", "evidence", "source"),
    [
        # Azure has no dollars by quarter: what the company says stands.
        ("microsoft", "2021Q4", 0.46, "azure_before_fy25", "company", "microsoft-fy22-q2-call"),
        ("microsoft", "2026Q2", 0.43, "azure_from_fy25", "company", "microsoft-fy26-q4-call"),
        # Oracle: no base to compute from, then amounts told in 0.1 bn (1.6 over 1.0 computes to 60 %).
        ("oracle", "2023Q1", 0.55, "oci_iaas", "company", "oracle-oracle-fy23-q3-press-release"),
        ("oracle", "2023Q2", 0.76, "oci_iaas", "company", "oracle-oracle-fy23-q4-press-release"),
        ("oracle", "2023Q4", 0.52, "oci_iaas", "company", "oracle-oracle-fy24-q2-press-release"),
        # 2,434 m over 1.6 bn: one rounded operand is enough, even against who passes on what was said.
        (
            "oracle",
            "2024Q4",
            0.52,
            "oci_iaas",
            "secondary",
            "fintool-com-oracle-fy25-q2-fintool-wealthycryptos",
        ),
        # Redrawn in 2026Q2, and the year before is told on the old segments alone.
        ("alibaba", "2026Q2", 0.45, "alibaba_cloud_from_2026q2", "secondary", "alibaba-results-2026-06-30"),
        ("baidu", "2025Q2", 0.27, "baidu_ai_cloud", "secondary", "marketbeat-com-on-baidu-2025q2"),
    ],
)
def test_what_a_company_states_stands_where_amounts_say_less(
    company, quarter, value, definition, evidence, source
):
    row = one(company, quarter)
    assert (row["value"], row["definition"], row["basis"]) == (value, definition, "reported")
    assert (row["evidence"], row["sources"]) == (evidence, source)
    assert row["rounded_to"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("company", "quarter", "now", "then", "definition"),
    [
        # AWS and Google Cloud file millions; that secondary sources state 37 % for AWS makes no difference.
        ("amazon", "2022Q1", 18_441e6, 13_503e6, "aws_segment"),
        ("amazon", "2026Q2", 42_232e6, 30_873e6, "aws_segment"),
        ("alphabet", "2023Q4", 9_192e6, 7_315e6, "google_cloud_segment"),
        ("oracle", "2025Q3", 3_347e6, 2_154e6, "oci_iaas"),
        ("alibaba", "2024Q4", 31_742e6, 28_066e6, "alibaba_cloud_to_2026q1"),
    ],
)
def test_growth_of_exact_amounts_is_computed(company, quarter, now, then, definition):
    row = one(company, quarter)
    assert row["value"] == pytest.approx(now / then - 1)
    assert (row["definition"], row["basis"]) == (definition, "derived")
    assert np.isnan(row["rounded_to"])
    assert row["high"] - row["low"] < 0.002


def test_growth_of_rounded_amounts_that_nobody_states_stands_with_its_range():
    # A note of 30 September 2023 states 66 %: until then there were amounts alone.
    row = one("oracle", "2023Q3", as_of="2023-09-29")
    assert row["value"] == pytest.approx(1.5 / 0.9 - 1)
    assert (row["basis"], row["definition"]) == ("derived", "oci_iaas")
    assert (row["low"], row["high"]) == pytest.approx((1.45 / 0.95 - 1, 1.55 / 0.85 - 1))


def test_every_company_with_a_cloud_answers_and_the_others_have_none():
    frame = series("cloud_growth", start="2018Q1", end="2026Q2")
    known = frame[frame["value"].notna()].groupby("company", sort=False)["value"].count()
    assert known.to_dict() == {
        "microsoft": 34, "alphabet": 26, "amazon": 34, "oracle": 15, "alibaba": 27, "baidu": 10,
    }  # fmt: skip
    assert one("meta", "2025Q1")["reason"] == "not_applicable"
    # Calls of 12 December 2022 (IaaS up 53 % in USD) and 24 April 2019.
    assert one("oracle", "2022Q4")["value"] == 0.53
    assert one("microsoft", "2019Q1")["value"] == 0.73


def test_no_stated_rate_is_overruled_by_a_computed_one_that_could_be_half_a_point_off():
    frame = series("cloud_growth", start="2018Q1", end="2026Q2")
    computed = frame[frame["basis"] == "derived"]
    off = np.maximum(computed["value"] - computed["low"], computed["high"] - computed["value"])
    loose = computed[off >= TOLERANCE]
    assert loose.empty


def test_stated_and_computed_growth_compare_on_one_definition():
    """Oracle: 2025Q2 is stated, 2025Q3 computed; both are growth of one revenue."""
    frame = series("cloud_growth", "oracle", "2025Q2", "2025Q3")
    assert list(frame["basis"]) == ["reported", "derived"]
    assert frame["definition"].nunique() == 1
    change = one("oracle", "2025Q3", "cloud_growth.qoq_change")
    assert change["value"] == pytest.approx(3_347 / 2_154 - 1 - 0.52)
    assert (change["low"], change["high"]) == pytest.approx(
        (change["value"] - 0.0056, change["value"] + 0.0056), abs=1e-4
    )


def test_a_redefinition_is_not_compared_across():
    """Azure was redrawn in August 2024: 2023Q3 against 2023Q2 is the old definition against itself, or nothing."""
    assert one("microsoft", "2023Q3", "cloud_growth.qoq_change")["definition"] == "azure_before_fy25"
    assert one("microsoft", "2024Q3", "cloud_growth.yoy_change")["value"] == pytest.approx(0.33 - 0.31)
    assert one("alibaba", "2026Q2", "cloud_growth.qoq_change")["reason"] == "not_derivable"


@pytest.mark.parametrize(
    ("as_of", "company", "quarter", "value", "source"),
    [
        ("2024-02-15", "microsoft", "2023Q4", 0.30, "microsoft-fy24-q2-call"),
        ("2024-09-01", "microsoft", "2023Q4", 0.33, "microsoft-microsoft-8-k-2024-08-21-fy25-investor-m-2024-08-21"),
        ("2023-12-10", "oracle", "2023Q4", math.nan, ""),
        ("2023-12-11", "oracle", "2023Q4", 0.52, "oracle-oracle-fy24-q2-press-release"),
        # On the day a compilation had it, a newspaper only in March.
        ("2024-12-31", "oracle", "2024Q4", 0.52, "fintool-com-oracle-fy25-q2-fintool-wealthycryptos"),
    ],
)  # fmt: skip
def test_only_what_was_known_by_the_day_counts(as_of, company, quarter, value, source):
    row = one(company, quarter, as_of=as_of)
    assert row["value"] == pytest.approx(value, nan_ok=True)
    assert row["sources"] == source


@pytest.mark.parametrize("transform", ["yoy", "qoq", "ttm", "ttm.yoy"])
def test_growth_of_growth_is_refused(transform):
    with pytest.raises(UsageError, match="cloud_growth") as caught:
        series(f"cloud_growth.{transform}")
    assert "yoy_change" in str(caught.value)


def test_it_is_a_metric_like_any_other():
    told = metrics.describe("cloud_growth")
    assert (told["unit"], told["kind"], told["label"]) == ("share", "share", "Cloud growth")
    assert all(told[name] for name in ("label_zh_hans", "label_zh_hant", "definition"))
    assert "cloud_growth" in metrics.known_metrics()
    assert "azure_from_fy25" in set(series("cloud_growth", "microsoft", definition="all")["definition"])


# --- the choice itself ----------------------------------------------------------------------------


def panel(definition: str, cells: list[tuple[float, float] | None], rank: int = 1, **set_to) -> Panel:
    """Make one line of cells, each a value and how far off it may be."""
    made = empty_panel([PanelRow("x", definition, "share", rank)], 0, len(cells))
    for n, cell in enumerate(cells):
        if cell is not None:
            made.value[0, n] = cell[0]
            made.low[0, n], made.high[0, n] = bounds(cell[0], 2 * cell[1])
            made.reason[0, n] = PRESENT
            made.basis[0, n] = set_to.get("basis", 0)
            made.evidence[0, n] = set_to.get("evidence", 0)
    return made


CELLS = st.lists(
    st.one_of(st.none(), st.tuples(st.floats(-0.5, 2), st.sampled_from([0.0, 0.001, 0.004, 0.006, 0.2]))),
    min_size=6,
    max_size=6,
)


@given(stated=CELLS, computed=CELLS)
def test_no_cell_is_lost_and_none_is_made_up(stated, computed):
    out = choose([panel("as_stated", stated)], panel("revenue", computed), TOLERANCE, {"as_stated"})
    assert [line.definition for line in out.lines] == ["revenue"]
    for n, (told, worked) in enumerate(zip(stated, computed, strict=True)):
        exact = worked is not None and worked[1] < TOLERANCE
        wanted = worked if exact or told is None else told
        assert (wanted is None) == bool(np.isnan(out.value[0, n]))
        assert wanted is None or out.value[0, n] == wanted[0]


def test_what_is_stated_on_a_definition_of_its_own_keeps_it():
    out = choose([panel("redrawn", [(0.3, 0.0)])], panel("revenue", [(0.2, 0.0)]), TOLERANCE, {"as_stated"})
    assert [(line.definition, out.value[n, 0]) for n, line in enumerate(out.lines)] == [
        ("revenue", 0.2),
        ("redrawn", 0.3),
    ]


def test_a_rate_computed_from_an_estimate_gives_way_to_a_stated_one():
    guessed = panel("revenue", [(0.2, 0.0)], basis=ESTIMATED)
    out = choose([panel("as_stated", [(0.3, 0.005)])], guessed, TOLERANCE, {"as_stated"})
    assert (out.value[0, 0], BASES[out.basis[0, 0]]) == (0.3, "reported")


def test_of_two_stated_rates_the_better_evidence_counts():
    weak, strong = panel("as_stated", [(0.3, 0.0)], evidence=3), panel("revenue", [(0.31, 0.0)], evidence=1)
    for order in ([weak, strong], [strong, weak]):
        assert choose(order, panel("revenue", [None]), TOLERANCE, {"as_stated"}).value[0, 0] == 0.31


@pytest.mark.parametrize("key", ["cloud_growth", "cloud_revenue", "cloud_margin"])
@pytest.mark.parametrize(("quarter", "as_of"), [("2019Q4", None), ("2023Q4", "2024-02-15"), ("2026Q2", None)])
def test_a_hollow_mark_of_a_line_is_explained_under_it(key, quarter, as_of):
    review = show.Review(quarter, as_of=as_of)
    made = getattr(show, key)(review)
    hollow = re.search(r"<use[^>]*fill:var\(--cc-paper\)", made.body.html("x", "x"))
    if hollow:
        assert [note for note in made.notes if "ollow mark" in note], key
