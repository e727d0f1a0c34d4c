"""Growth, sums and formulas: the laws they keep, and where they have no meaning."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.metrics import growth, ratios
from cloudcapex.metrics.formulas import FORMULAS
from cloudcapex.metrics.panel import (
    NOT_APPLICABLE,
    NOT_DERIVABLE,
    NOT_DISCLOSED,
    NOT_YET_FILED,
    PRESENT,
    Panel,
    PanelRow,
    best_definition,
    empty_panel,
)

QUARTERS = 8


def panel(*rows: list[float], definitions: list[str] | None = None, unit: str = "USD", ranks=None) -> Panel:
    """Lay rows of values out as a panel, one definition a row; NaN is not disclosed."""
    names = definitions or [f"d{n}" for n in range(len(rows))]
    ranks = ranks or [0] * len(rows)
    lines = [PanelRow("microsoft", name, unit, rank) for name, rank in zip(names, ranks, strict=True)]
    grid = empty_panel(lines, 2024 * 4, len(rows[0]))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if not np.isnan(value):
                grid.value[r, c] = grid.first_value[r, c] = value
                grid.reason[r, c] = PRESENT
                grid.start[r, c] = np.datetime64("2024-01-01") + np.timedelta64(91 * c, "D")
                grid.end[r, c] = grid.start[r, c] + np.timedelta64(90, "D")
                for name in ("sources", "first_sources"):
                    getattr(grid, name)[r, c] = (f"{names[r]}-{c}",)
    return grid


AMOUNT = st.floats(1e6, 1e12)
ROW = st.lists(st.one_of(AMOUNT, st.just(np.nan)), min_size=QUARTERS, max_size=QUARTERS)


@given(ROW)
def test_growth_undoes_itself(row):
    grid = panel(row)
    for lag, rate in ((4, growth.yoy(grid)), (1, growth.qoq(grid))):
        for c in range(QUARTERS):
            base = row[c - lag] if c >= lag else np.nan
            if np.isnan(row[c]) or np.isnan(base):
                assert np.isnan(rate.value[0, c])
                assert rate.reason[0, c] != PRESENT
            else:
                assert base * (1 + rate.value[0, c]) == pytest.approx(row[c])
                assert rate.sources[0, c] == tuple(sorted({f"d0-{c}", f"d0-{c - lag}"}))


@given(ROW, ROW)
def test_twelve_months_of_a_sum_are_the_sum_of_twelve_months(left, right):
    both = growth.ttm(panel([a + b for a, b in zip(left, right, strict=True)])).value
    apart = growth.ttm(panel(left)).value + growth.ttm(panel(right)).value
    np.testing.assert_allclose(both, apart)


@given(ROW)
def test_twelve_months_need_four_quarters(row):
    total = growth.ttm(panel(row))
    for c in range(QUARTERS):
        four = row[max(c - 3, 0) : c + 1]
        if len(four) == 4 and not np.isnan(four).any():
            assert total.value[0, c] == pytest.approx(sum(four))
            assert total.sources[0, c] == tuple(sorted(f"d0-{n}" for n in range(c - 3, c + 1)))
            assert (total.end[0, c] - total.start[0, c]).astype(int) == 3 * 91 + 90
        else:
            assert np.isnan(total.value[0, c])
            assert total.sources[0, c] == ()


@pytest.mark.parametrize(
    ("base", "now", "rate"),
    [
        (100, 150, 0.5),
        (100, 0, -1.0),
        (100, -50, None),  # the sign changed
        (0, 50, None),
        (-100, 50, None),
        (-100, -50, None),
    ],
)
def test_growth_on_a_base_that_is_not_positive_says_nothing(base, now, rate):
    out = growth.qoq(panel([base, now]))
    if rate is None:
        assert out.reason[0, 1] == NOT_DERIVABLE
        assert np.isnan(out.value[0, 1])
    else:
        assert out.value[0, 1] == rate


def test_the_growth_of_a_share_is_told_in_points():
    grid = panel([0.30, -0.05], unit="share")
    assert growth.qoq(grid, share=True).value[0, 1] == pytest.approx(-0.35)


def test_change_keeps_the_unit_and_growth_is_a_share():
    grid = panel([10, 30])
    assert growth.qoq_change(grid).lines[0].unit == "USD"
    assert growth.qoq_change(grid).value[0, 1] == 20
    assert growth.qoq(grid).lines[0].unit == "share"


def test_growth_takes_the_reason_of_its_own_quarter():
    grid = panel([10, np.nan, np.nan, 30])
    grid.reason[0, 1:3] = NOT_YET_FILED, NOT_APPLICABLE
    assert growth.qoq(grid).reason[0].tolist() == [
        NOT_DERIVABLE,
        NOT_YET_FILED,
        NOT_APPLICABLE,
        NOT_DERIVABLE,
    ]


def test_restated_and_first_values_travel_through_arithmetic():
    grid = panel([10, 20])
    grid.first_value[0, 0], grid.restated[0, 0] = 8, True
    out = growth.qoq(grid)
    assert (out.value[0, 1], out.first_value[0, 1], out.restated[0, 1]) == (1.0, 1.5, True)


# --- formulas -------------------------------------------------------------------------------------


def test_a_formula_pairs_one_definition_with_itself():
    left = panel([10, 20], [1, 2], definitions=["new", "old"], ranks=[2, 1])
    right = panel([100, 200], [4, 4], definitions=["new", "old"], ranks=[2, 1])
    out = ratios.evaluate(FORMULAS["operating_margin"], left, right)
    assert [line.definition for line in out.lines] == ["new", "old"]
    assert out.value.tolist() == [[0.1, 0.1], [0.25, 0.5]]


def test_without_a_common_definition_both_names_are_told():
    left, right = panel([10], definitions=["segment_from_2023"]), panel([100], definitions=["segment"])
    out = ratios.evaluate(FORMULAS["cloud_operating_margin"], left, right)
    assert [line.definition for line in out.lines] == ["segment_from_2023+segment"]


def test_amounts_in_two_units_are_never_combined():
    left, right = panel([10]), panel([5], unit="CNY")
    assert ratios.evaluate(FORMULAS["free_cash_flow"], left, right).lines == ()


@pytest.mark.parametrize("below", [0, -5])
def test_a_ratio_over_nothing_is_not_derivable(below):
    out = ratios.evaluate(FORMULAS["capex_intensity"], panel([10]), panel([below]))
    assert out.reason.tolist() == [[NOT_DERIVABLE]]


def test_a_formula_takes_the_weakest_evidence_and_an_estimate_stays_one():
    left, right = panel([10]), panel([5])
    left.evidence[0, 0], right.basis[0, 0] = 2, 2
    out = ratios.evaluate(FORMULAS["free_cash_flow"], left, right)
    assert (out.evidence[0, 0], out.basis[0, 0], out.value[0, 0]) == (2, 2, 5)


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        (NOT_APPLICABLE, NOT_DISCLOSED, NOT_APPLICABLE),
        (NOT_YET_FILED, NOT_YET_FILED, NOT_YET_FILED),
        (NOT_DISCLOSED, NOT_DISCLOSED, NOT_DISCLOSED),
        (NOT_DISCLOSED, NOT_DERIVABLE, NOT_DERIVABLE),
    ],
)
def test_a_formula_says_why_it_is_missing(one, other, result):
    left, right = panel([np.nan]), panel([np.nan])
    left.reason[0, 0], right.reason[0, 0] = one, other
    for a, b in ((left, right), (right, left)):
        assert ratios.evaluate(FORMULAS["capex_intensity"], a, b).reason.tolist() == [[result]]


def test_the_newest_definition_with_a_value_is_chosen_quarter_by_quarter():
    grid = panel([1, 2, np.nan], [10, np.nan, np.nan], definitions=["old", "new"], ranks=[1, 2])
    grid.reason[0, 2] = NOT_DERIVABLE
    best, chosen = best_definition(grid)
    assert best.value[0, :2].tolist() == [10, 2]
    assert chosen[0, :2].tolist() == [1, 0]
    # Neither has the third quarter: the reason that says more stays.
    assert best.reason[0, 2] == NOT_DERIVABLE
