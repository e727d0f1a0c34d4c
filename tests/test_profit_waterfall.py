"""The order of profits: every dollar is paid once, no limit is passed, nobody is paid out of turn."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.errors import UsageError
from cloudcapex.models.profit_waterfall import BILLION, Tier, pay_out, profit_order, profit_path

dollars = st.integers(-(10**12), 10**13)
billions = st.floats(0, 5000, allow_nan=False)
shares = st.decimals("0.01", "0.97", places=3).map(float)


@st.composite
def orders(draw):
    principal = draw(billions)
    late = draw(shares)
    rest = draw(st.integers(0, round((1 - late) * 1000))) / 1000
    return profit_order(draw(billions), principal, principal + draw(billions), draw(shares), late, rest)


@given(st.lists(dollars, max_size=15), orders())
def test_every_dollar_is_paid_once(profits, tiers):
    made = pay_out(profits, tiers)
    for year, profit in enumerate(profits, 1):
        assert sum(p.amount for p in made if p.year == year) == max(profit, 0)
    assert all(p.amount > 0 for p in made)


@given(st.lists(dollars, max_size=15), orders())
def test_no_limit_is_passed_and_nobody_is_paid_out_of_turn(profits, tiers):
    paid, place = {}, 0
    names = [t.name for t in tiers]
    for p in pay_out(profits, tiers):
        assert names.index(p.tier) >= place, "an earlier step pays again"
        for tier in tiers[place : names.index(p.tier)]:
            if tier.limit is not None:
                assert paid.get(tier.until, 0) >= tier.limit, (
                    "a step opened before the one before it was paid"
                )
        place = names.index(p.tier)
        paid[p.holder] = paid.get(p.holder, 0) + p.amount
    assert paid.get("first_investors", 0) <= tiers[0].limit
    assert paid.get("partner", 0) <= tiers[2].limit


def test_a_path_worked_out_by_hand():
    # Claim 1, principal 3 at three quarters, cap 5 at one half; 10 billion of profit in one year:
    # 1 to the first investors; 4 pass to pay the partner 3; 4 more pay it the 2 up to its cap; 1 is left.
    tiers = profit_order(1, 3, 5, 0.75, 0.5, 0.1)
    got = {(p.tier, p.holder): p.amount / BILLION for p in pay_out([10 * BILLION], tiers)}
    assert got == {
        ("first_investors", "first_investors"): 1.0,
        ("principal", "partner"): 3.0,
        ("principal", "other_holders"): 1.0,
        ("return", "partner"): 2.0,
        ("return", "foundation"): 0.4,
        ("return", "other_holders"): 1.6,
        ("rest", "foundation"): 1.0,
    }


def test_a_fraction_of_a_dollar_is_not_lost_and_does_not_lift_the_capped_holder():
    tiers = [
        Tier("a", {"partner": Fraction(1, 3), "others": Fraction(2, 3)}, "partner", 1),
        Tier("rest", {"others": Fraction(1)}),
    ]
    assert sum(p.amount for p in pay_out([2], tiers)) == 2
    whole = pay_out([100], tiers)
    assert sum(p.amount for p in whole if p.holder == "partner") == 1
    assert sum(p.amount for p in whole) == 100


def test_a_loss_pays_nobody_and_is_forgotten():
    tiers = profit_order(0, 1, 2, 0.5, 0.5, 0.0)
    assert pay_out([-5 * BILLION], tiers) == []
    assert sum(p.amount for p in pay_out([-5 * BILLION, BILLION], tiers)) == BILLION


def test_the_path_grows_in_whole_dollars():
    assert profit_path(2, 0.5, 3) == [2_000_000_000, 3_000_000_000, 4_500_000_000]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 13, 92, 0.75, 0.49, 0.02), "parameter first_claim"),
        ((1, 13, 12, 0.75, 0.49, 0.02), "cap of 12 lies below"),
        ((1, 13, 92, 0.0, 0.49, 0.02), "parameter partner_share"),
        ((1, 13, 92, 0.75, 1.2, 0.0), "parameter partner_share_after"),
        ((1, 13, 92, 0.75, 0.49, 0.52), "parameter foundation_share"),
    ],
)
def test_an_impossible_assumption_is_refused_by_name(arguments, message):
    with pytest.raises(UsageError, match=message):
        profit_order(*arguments)


@pytest.mark.parametrize(
    ("path", "message"), [((2, 0.6, 0), "0 years"), ((2, -1.0, 5), "growth"), ((-1, 0.1, 5), "outside")]
)
def test_an_impossible_path_is_refused(path, message):
    with pytest.raises(UsageError, match=message):
        profit_path(*path)


def test_tiers_that_cannot_end_or_do_not_sum_are_refused():
    with pytest.raises(UsageError, match=r"sum to 0\.5"):
        Tier("a", {"x": Fraction(1, 2)})
    with pytest.raises(UsageError, match="would never end"):
        Tier("a", {"x": Fraction(1)}, "y", 10)
    with pytest.raises(UsageError, match="the last tier has a limit"):
        pay_out([1], [Tier("a", {"x": Fraction(1)}, "x", 10)])
