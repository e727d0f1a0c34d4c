"""The value stack: conserved flows, seeded draws, dated estimates, and figures that a person checked."""

from __future__ import annotations

import datetime as dt
import functools
import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudcapex import facts
from cloudcapex.errors import DataError, UsageError
from cloudcapex.exhibits.absence import Absence
from cloudcapex.metrics import series
from cloudcapex.models import value_stack as model
from cloudcapex.models.value_stack import draws
from cloudcapex.models.value_stack.assumptions import IDS, NEEDED, UNITS
from cloudcapex.models.value_stack.flows import worn
from cloudcapex.periods import Quarter
from cloudcapex.reports import statements_of
from cloudcapex.reports import value_stack as show
from cloudcapex.reports.value_stack import OPEN, flagships
from cloudcapex.reports.value_stack.against import against_message
from cloudcapex.reports.value_stack.comparisons import comparisons
from cloudcapex.reports.value_stack.layers import chips_message
from cloudcapex.reports.value_stack.one_day import days
from cloudcapex.statements.proof import prove
from cloudcapex.statements.proof.numbers import parted
from turning import turned

FILE = Path(__file__).resolve().parents[1] / "data" / "value_stack.toml"
NOW = (Quarter(2026, 2), dt.date(2026, 9, 30))
ESSAY_DAY = (Quarter(2022, 4), dt.date(2023, 1, 31))

shares = st.fixed_dictionaries(
    {name: st.floats(0, 1) for name in NEEDED},
    optional={
        name: st.floats(*((0.5, 30) if UNITS.get(name) == "years" else (0, 3) if name in UNITS else (0, 1)))
        for name in IDS
        if name not in NEEDED
    },
).filter(lambda s: s["apps_gross_margin"] + s["apps_inference"] <= 1)


def chosen(when=NOW, **options):
    return model.chosen(model.read_stack(), *when, **options)


def central(choice):
    return {name: c.estimate.central for name, c in choice.items()}


def middle(choice):
    return {name: c.estimate.middle for name, c in choice.items()}


@pytest.fixture
def broken(tmp_path):
    """Write the file with one text put in the place of another; return its path."""

    def write(old: str, new: str) -> Path:
        text = FILE.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "value_stack.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write


class TestFlows:
    @settings(max_examples=300, deadline=None)
    @given(shares, st.sampled_from([1, 100, 10_000, 123_457]))
    def test_every_cent_that_comes_into_a_layer_goes_out_of_it(self, share, cents):
        settled = model.settled(model.flows(share), cents)
        assert all(isinstance(v, int) and v >= 0 for v in settled.values())
        for node in model.NODES:
            came = sum(v for (_, to), v in settled.items() if to == node)
            went = [v for (origin, _), v in settled.items() if origin == node]
            if went:
                assert sum(went) == came
        ends = {to for _, to in settled} - {origin for origin, _ in settled}
        start = sum(v for (origin, _), v in settled.items() if origin in model.SOURCES)
        assert sum(v for (_, to), v in settled.items() if to in ends) == start
        assert sum(v for (origin, _), v in settled.items() if origin == "users") == cents

    @settings(max_examples=300, deadline=None)
    @given(shares)
    def test_no_link_is_off_by_more_than_the_rounding_that_came_in(self, share):
        exact, settled = model.flows(share), model.settled(model.flows(share))
        assert {*settled} == {*exact}
        for link, value in exact.items():
            assert abs(settled[link] - 10_000 * max(value, 0.0)) < len(model.NODES) + 2

    @given(shares)
    def test_exact_flows_are_conserved_but_for_floats(self, share):
        exact = model.flows(share)
        for node in model.NODES:
            came = math.fsum(v for (_, to), v in exact.items() if to == node)
            went = [v for (origin, _), v in exact.items() if origin == node]
            if went:
                assert math.fsum(went) == pytest.approx(came, abs=1e-9)

    def test_the_sum_of_the_essay(self):
        """30 % on inference, all of it to model providers, half of that to clouds: 15 cents of a dollar."""
        share = central(chosen(ESSAY_DAY))
        assert model.outputs(share)["clouds_of_revenue"] == pytest.approx(0.30 * 0.50)
        assert model.settled(model.flows(share)) == {
            ("users", "applications"): 10_000,
            ("users", "models"): 0,
            ("applications", "apps_profit"): 5_500,
            ("applications", "apps_costs"): 1_500,
            ("applications", "models"): 3_000,
            ("applications", "clouds"): 0,
            ("models", "clouds"): 1_500,
            ("models", "models_keep"): 1_500,
        }

    @pytest.mark.parametrize(("inference", "to_clouds"), [(0.2, 0.10), (0.4, 0.20)])
    def test_the_ends_of_the_essays_claim(self, inference, to_clouds):
        share = {**central(chosen(ESSAY_DAY)), "apps_inference": inference}
        assert model.outputs(share)["clouds_of_revenue"] == pytest.approx(to_clouds)

    def test_investors_pay_the_compute_that_revenue_does_not(self):
        """OpenAI in 2025: 16 of compute on 13 of revenue. Revenue bears 57 % of itself, 7.4; investors 8.6, not 18 of 21.2 lost."""
        share = {
            **central(chosen(ESSAY_DAY)),
            "apps_share": 0,
            "models_cloud": 0.57,
            "models_compute": 16 / 13,
        }
        found = model.outputs(share)
        assert 13 * found["clouds_in_all"] == pytest.approx(16)
        assert 13 * found["investors"] == pytest.approx(16 - 0.57 * 13)
        assert model.outputs({**share, "models_compute": 0.4})["investors"] == 0
        free = model.outputs({**share, "free_use": 0.15})
        assert 13 * free["free_use"] == pytest.approx(1.95)
        assert free["clouds_in_all"] == found["clouds_in_all"]
        assert model.outputs({**share, "free_use": 1.0})["free_use"] == found["investors"]

    def test_chips_wear_out_before_buildings(self):
        """45 of 100 dollars over five years, 55 over fifteen: 9 of 12.67 dollars a year."""
        share = {"chips_share": 0.45, "chips_life": 5.0, "other_life": 15.0}
        assert worn(share) == pytest.approx(9 / (9 + 55 / 15))
        assert worn({**share, "other_life": 5.0}) == pytest.approx(0.45)
        assert worn({"chips_share": 0.45, "chips_life": 5.0}) == 0.45

    def test_chips_of_clouds_own_bear_no_merchants_margin(self):
        share = {**middle(chosen()), "own_chips": 0.25}
        without = {name: value for name, value in share.items() if name != "own_chips"}
        own, all_ = model.flows(share), model.flows(without)
        sold = all_["clouds", "chips"]
        assert own["clouds", "chips"] == pytest.approx(0.75 * sold)
        assert own["clouds", "chips_suppliers"] == pytest.approx(0.25 * sold)
        assert own["chips", "chips_profit"] == pytest.approx(0.75 * sold * share["chips_margin"])
        assert ("clouds", "chips_suppliers") not in all_

    def test_what_is_bought_is_wear_times_the_growth_factor(self):
        found = model.outputs({**middle(chosen()), "growth_factor": 3.0})
        assert found["chips_bought"] == pytest.approx(3 * found["chips"])

    def test_money_with_nowhere_to_go_is_an_error(self):
        with pytest.raises(ValueError, match="nowhere to go"):
            model.settled({("users", "applications"): 0.0})


class TestDraws:
    @pytest.mark.parametrize("count", [1_000, 50_000])
    def test_the_model_is_reckoned_once_for_all_draws(self, monkeypatch, count):
        # What that takes is measured by benchmarks/draws.py.
        reckoned = []
        monkeypatch.setattr(draws, "outputs", lambda given: reckoned.append(given) or model.outputs(given))
        assert model.simulate(chosen(), count).count == count
        assert len(reckoned) == 1

    def test_half_of_the_draws_lie_below_the_middle(self):
        rng = np.random.default_rng(3)
        for low, likeliest, high in ((0.8, 1.0, 1.0), (0.0, 0.0, 1.0), (0.66, 0.99, 1.53), (4.0, 6.0, 6.0)):
            drawn = np.median(rng.triangular(low, likeliest, high, 200_000))
            assert model.Estimate(low, likeliest, high, "triangular", "own").middle == pytest.approx(
                drawn, abs=0.01 * high
            )
        assert model.Estimate(0.2, 0.3, 0.6, "uniform", "own").middle == pytest.approx(0.4)
        assert model.Estimate(0.2, 0.2, 0.2, "triangular", "own").middle == 0.2

    def test_draws_that_serve_users_with_more_than_all_compute_are_dropped(self):
        choice = chosen(own="models_cloud=0.5; free_use=0; models_compute=0..1")
        assert model.simulate(choice, 100_000).kept == pytest.approx(0.5 * 0.98, abs=0.03)
        with pytest.raises(UsageError, match="contradict each other"):
            model.simulate(chosen(own="models_cloud=0.5; models_compute=0.4"), 1_000)

    def test_same_seed_same_intervals(self):
        choice = chosen()
        assert model.simulate(choice, 5_000) == model.simulate(choice, 5_000)
        assert model.simulate(choice, 5_000, seed=1) != model.simulate(choice, 5_000, seed=2)

    def test_vectorised_draws_agree_with_a_loop(self):
        """The same shares one draw at a time: no broadcast may mix draws."""
        rng = np.random.default_rng(7)
        names = [*IDS]
        drawn = {name: rng.uniform(0.05, 0.45, 200) for name in names}
        together = model.outputs(drawn)
        for place in range(200):
            alone = model.outputs({name: float(drawn[name][place]) for name in names})
            for output, value in alone.items():
                assert together[output][place] == pytest.approx(value, rel=1e-12)

    def test_intervals_lie_within_what_the_ends_allow(self):
        choice = chosen()
        found = model.simulate(choice, 20_000).intervals
        ends = [c.estimate for c in choice.values()]
        assert all(e.low <= e.central <= e.high for e in ends)
        for output, interval in found.items():
            assert interval.low < interval.median < interval.high, output
        assert found["clouds_of_revenue"].median < found["clouds_in_all"].median

    def test_the_essays_claim_follows_where_all_money_passes_applications_and_models(self):
        choice = chosen(ESSAY_DAY, own="apps_share=1; direct_to_cloud=0")
        found = model.simulate(choice, 50_000).intervals["clouds_of_revenue"]
        assert 0.10 < found.low < found.high < 0.20
        whole = model.simulate(chosen(ESSAY_DAY), 50_000).intervals["clouds_of_revenue"]
        assert whole.high > 0.25

    def test_draws_that_contradict_themselves_are_dropped(self):
        choice = chosen(ESSAY_DAY, own="apps_gross_margin=0.5..0.9; apps_inference=0.3")
        # A margin of 70 % leaves exactly 30 %: half of a uniform range above it is ruled out.
        assert model.simulate(choice, 100_000).kept == pytest.approx(0.5, abs=0.01)

    def test_ranges_that_rule_each_other_out_are_refused(self):
        choice = chosen(own="apps_gross_margin=0.9..0.95; apps_inference=0.2..0.4")
        with pytest.raises(UsageError, match="contradict each other"):
            model.simulate(choice, 1_000)

    @pytest.mark.parametrize("count", [0, 999, 10_000_001])
    def test_a_count_out_of_bounds_is_refused(self, count):
        with pytest.raises(UsageError, match="parameter draws"):
            model.simulate(chosen(), count)

    def test_one_range_does_not_disturb_the_draws_of_another(self):
        one = model.simulate(chosen(), 5_000).intervals["models_revenue"]
        other = model.simulate(chosen(own="chips_margin=0.1..0.2"), 5_000).intervals["models_revenue"]
        assert one == other

    def test_rank_correlation_is_that_of_the_definition(self):
        found = model.simulate(
            chosen(own="apps_share=1; apps_inference=0.2..0.4; direct_to_cloud=0; models_cloud=0.5"), 5_000
        )
        assert found.ranks["clouds_of_revenue"]["apps_inference"] == pytest.approx(1.0)
        assert abs(found.ranks["clouds_of_revenue"]["chips_share"]) < 0.05

    def test_swings_are_the_answers_at_the_ends(self):
        choice = chosen(ESSAY_DAY)
        (top, *_) = model.swings(choice, "clouds_of_revenue")
        at = middle(choice)
        straight = model.outputs({**at, "direct_to_cloud": 1.0})["clouds_of_revenue"]
        assert top.id == "direct_to_cloud"
        # All of it straight to clouds: what applications pay, and half of what users pay model providers.
        assert top.at_high == pytest.approx(straight)
        assert straight == pytest.approx(at["apps_share"] * 0.3 + (1 - at["apps_share"]) * 0.5)
        assert [s.width for s in model.swings(choice, "clouds_of_revenue")] == sorted(
            (s.width for s in model.swings(choice, "clouds_of_revenue")), reverse=True
        )
        assert "apps_gross_margin" not in {s.id for s in model.swings(choice, "clouds_of_revenue")}


class TestChoice:
    def test_nothing_is_used_before_it_was_known_nor_before_what_it_speaks_of(self):
        assert chosen((Quarter(2022, 4), dt.date(2023, 1, 18))) == {}
        assert chosen((Quarter(2022, 3), dt.date(2026, 10, 9))) == {}
        assert not model.missing(chosen((Quarter(2022, 4), dt.date(2023, 1, 19))))
        assert "chips_share" not in chosen((Quarter(2023, 4), dt.date(2024, 3, 31)))
        for c in chosen((Quarter(2025, 4), dt.date(2026, 2, 28))).values():
            assert c.estimate.known <= dt.date(2026, 2, 28)
            assert c.estimate.describes <= Quarter(2025, 4)

    def test_the_essay_alone(self):
        found = chosen(way="essay")
        assert {*found} == {*NEEDED}
        assert found["models_cloud"].estimate.central == 0.50
        assert chosen()["models_cloud"].estimate.central == 0.57

    def test_own_ranges_stand_before_all_others(self):
        found = chosen(own=" apps_gross_margin = 50%..60% ; models_cloud=0.4..0.45..0.9;chips_margin=0.7")
        assert found["apps_gross_margin"].estimate == model.Estimate(0.5, 0.55, 0.6, "uniform", "own")
        assert found["models_cloud"].estimate == model.Estimate(0.4, 0.45, 0.9, "triangular", "own")
        assert found["chips_margin"].estimate.fixed

    @pytest.mark.parametrize(
        ("own", "told"),
        [
            ("apps_margin=0.5", "did you mean apps_gross_margin"),
            ("models_cloud=0.6..0.4", "do not rise"),
            ("models_cloud=1.4", "leaves what the share can be"),
            ("models_cloud=-0.1..0.4", "leaves what the share can be"),
            ("models_cloud=half", "is no range"),
            ("models_cloud", "is no range"),
            ("models_cloud=0.1..0.2..0.3..0.4", "is no range"),
            ("models_cloud=0.5; models_cloud=0.6", "given twice"),
            ("models_cloud=nan", "do not rise"),
        ],
    )
    def test_a_range_that_cannot_be_is_refused(self, own, told):
        with pytest.raises(UsageError, match=told):
            chosen(own=own)

    def test_compute_may_exceed_revenue(self):
        assert chosen(own="models_compute=1.2..1.6")["models_compute"].estimate.high == 1.6

    @pytest.mark.parametrize("own", ["chips_life=0..5", "other_life=0"])
    def test_nothing_wears_out_in_no_time(self, own):
        with pytest.raises(UsageError, match="no time"):
            chosen(own=own)

    def test_an_unknown_way_is_refused(self):
        with pytest.raises(UsageError, match="newest, essay"):
            chosen(way="oldest")


class TestFile:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('id = "models_cloud"', 'id = "models_clouds"', "did you mean models_cloud"),
            (
                "central = 0.55\nhigh = 0.90",
                "central = 0.95\nhigh = 0.90",
                "assumption 'apps_gross_margin', estimate 1, key low",
            ),
            ("central = 0.55\nhigh = 0.90", "central = 55\nhigh = 90", "from 0 to 1, as fractions"),
            ('basis = "stated"', 'basis = "guessed"', "stated, derived, assumed"),
            ('distribution = "triangular"', 'distribution = "normal"', "triangular, uniform"),
            ("known = 2023-01-19", 'known = "2023-01-19"', "without quotes"),
            ('describes = "2022Q4"', 'describes = "winter"', "key describes"),
            ('["a16z-com-generative-ai-platform"]', '["a16z"]', "key sources"),
            ('layer = "chips"', 'layer = "chip"', "did you mean chips"),
            ('claims = ["C002-15"]', 'claims = ["C009-15"]', "key claims"),
            ("known = 2023-01-19", "known = 2027-01-19", "the oldest first"),
            ("meaning =", "sense =", "unknown key 'sense'"),
            ("\n[[assumption]]\n", "\n[[assumption]\n", "not valid TOML"),
        ],
    )
    def test_a_broken_block_is_refused_with_its_place(self, broken, old, new, told):
        with pytest.raises(DataError, match=r"data/value_stack\.toml") as raised:
            model.read_stack(broken(old, new))
        assert told in str(raised.value)

    def test_a_missing_assumption_is_told(self, broken):
        text = FILE.read_text(encoding="utf-8")
        block = text[text.index('[[assumption]]\nid = "chips_margin"') : text.index("\n[[company]]")]
        with pytest.raises(DataError, match="'chips_margin' is missing"):
            model.read_stack(broken(block, ""))

    def test_a_file_that_is_gone_is_told(self, tmp_path):
        with pytest.raises(DataError, match="cannot be read"):
            model.read_stack(tmp_path / "value_stack.toml")

    def test_a_copy_reads_alike(self, tmp_path):
        shutil.copy(FILE, tmp_path / FILE.name)
        assert model.read_stack(tmp_path / FILE.name) == model.read_stack()

    def test_derived_equipment_share_follows_coreweaves_filings(self):
        """D&A over revenue: 2,454 of 5,131 for 2025 (0001769628-26-000104), 2,540 of 4,653 for the first half of 2026."""
        filed = facts.load_facts("2026-09-30")
        filed = filed[filed["company"] == "coreweave"]

        def flow(metric, start, end, source):
            rows = filed[
                (filed["metric"] == metric)
                & (filed["period_start"] == start)
                & (filed["period_end"] == end)
                & (filed["source_id"] == source)
            ]
            return rows["value"].iloc[0]

        year = ("2025-01-01", "2025-12-31", "0001769628-26-000104")
        half = ("2026-01-01", "2026-06-30", "0001769628-26-000366")
        assert flow("depreciation_and_amortization", *year) == 2_454_000_000
        assert flow("revenue", *year) == 5_131_000_000
        estimate = chosen()["equipment_share"].estimate
        ratios = [flow("depreciation_and_amortization", *w) / flow("revenue", *w) for w in (year, half)]
        assert estimate.low <= ratios[0] <= ratios[1] <= estimate.high
        assert round(ratios[1], 2) == estimate.high == 0.55

    @pytest.mark.parametrize(
        ("quarter", "known", "low", "central", "high"),
        [("2025Q4", "2026-02-06", 2.0, 3.0, 6.8), ("2026Q2", "2026-07-31", 2.3, 3.4, 7.3)],
    )
    def test_the_growth_factor_follows_four_companies_filings(self, quarter, known, low, central, high):
        """Capex (cash) over depreciation and amortisation of four quarters, as filed by the estimate's day."""
        when, day = Quarter.parse(quarter), dt.date.fromisoformat(known)
        estimate = chosen((when, day))["growth_factor"].estimate
        assert (estimate.low, estimate.central, estimate.high) == (low, central, high)
        spent, worn_out = (
            [
                series(f"{metric}.ttm", [company], when, when, known)["value"].iloc[0]
                for company in ("amazon", "alphabet", "meta", "oracle")
            ]
            for metric in ("capex_cash", "depreciation_and_amortization")
        )
        each = [a / b for a, b in zip(spent, worn_out, strict=True)]
        assert (round(min(each), 1), round(max(each), 1)) == (low, high)
        assert round(sum(spent) / sum(worn_out), 1) == central

    def test_compute_over_revenue_is_of_one_quarter_and_both_laboratories(self):
        """71 % of Anthropic's 4.8bn; of OpenAI's 5.7bn 61 % (margin 39), 123 % (16 over 13) and 222 % (loss 122)."""
        estimate = chosen((Quarter(2026, 1), dt.date(2026, 6, 30)))["models_compute"].estimate
        for value, of_openai in (
            (estimate.low, 1 - 0.39),
            (estimate.central, 16 / 13),
            (estimate.high, 1 + 1.22),
        ):
            assert value == pytest.approx((0.71 * 4.8 + of_openai * 5.7) / (4.8 + 5.7), abs=0.006)
        assert estimate.describes == Quarter(2026, 1)


class TestBridge:
    BEFORE = (Quarter(2025, 4), dt.date(2026, 3, 31))
    AFTER = (Quarter(2026, 1), dt.date(2026, 6, 30))

    @pytest.mark.parametrize("output", ["clouds_of_revenue", "clouds_in_all", "models_revenue"])
    def test_the_steps_sum_to_the_change(self, output):
        before, after = chosen(self.BEFORE), chosen(self.AFTER)
        steps = model.bridge(before, after, output)
        change = model.outputs(middle(after))[output] - model.outputs(middle(before))[output]
        assert math.fsum(s.moved for s in steps) == pytest.approx(change, abs=1e-12)

    def test_one_assumption_alone_moves_all_there_is(self):
        before = chosen(ESSAY_DAY)
        after = chosen(ESSAY_DAY, own="models_cloud=0.4..0.45..0.5")
        (step,) = model.bridge(before, after, "clouds_of_revenue")
        both = [model.outputs(middle(c))["clouds_of_revenue"] for c in (before, after)]
        assert (step.id, step.moved) == ("models_cloud", pytest.approx(both[1] - both[0]))

    def test_from_2025q4_to_2026q1_with_no_event_in_the_world(self):
        """21 to 39 points; both new estimates speak of later quarters than those of 2022 that they replace."""
        exhibit = show.between_vintages(show.ValueStack("2026Q1", draws=1_000))
        assert exhibit.title.text.replace("\u202f", " ") == (
            "Clouds get 38.6 %, after 21.5 % in 2025Q4’s edition: users’ money that goes to applications moved it most"
        )
        assert [*exhibit.data["assumption"]] == ["apps_share", "apps_inference"]
        assert exhibit.data["points"].sum() == pytest.approx(0.1708, abs=2e-4)
        before, after, moved = (cell.text.replace("\u202f", " ") for cell in exhibit.body.rows[-1][1:4])
        assert (before, after, moved) == ("21.5 %", "38.6 %", "+17.1 pp")

    def test_the_first_estimates_have_none_before_them(self):
        exhibit = show.between_vintages(show.ValueStack("2022Q4", "2023-01-31", draws=1_000))
        assert isinstance(exhibit.body, Absence)
        assert exhibit.title.text == "The estimates of 2022Q4 are the first, or give what earlier ones gave"


@functools.cache
def edition(*asked):
    """An edition of few draws, whose parts are made once, whoever asks for them."""
    return show.ValueStack(*asked, draws=1_000)


@pytest.fixture(scope="module")
def report():
    return show.ValueStack("2026Q2", "2026-10-09", draws=2_000)


class TestReport:
    def test_figures_that_a_person_checked(self, report):
        """Microsoft recorded 24.1bn from OpenAI in FY26 (0001193125-26-323660) of about 110bn that users paid."""
        by = {c.key: c for c in comparisons(report)}
        recorded, paid = by["openai_to_microsoft"].points
        assert (recorded.value, recorded.sources) == (24_100_000_000, ("0001193125-26-323660",))
        assert (paid.value, paid.basis) == (110_000_000_000, "estimated")
        assert by["openai_to_microsoft"].text.startswith("22")
        assert by["openai_compute"].ratio == pytest.approx(16 / 13)
        # Four quarters to July 2026: 51,215 + 62,314 + 75,246 + 89,023.
        assert by["chips_to_users"].points[0].value == 277_798_000_000
        # 250 Azure (D002), over 300 Oracle (D046), 38 and 100 AWS (D019, D093), more than 20 Cerebras (D094); CoreWeave's
        # 22.4 is an upper end. Broadcom's 10 bn (D022, blog-enterprisemanagement-
        # com-d018) is the same deal as its 10 GW (D081, fierce-network-com-d078), which stands for it without an amount.
        amount, entries = report.commitments("openai")
        assert amount.low == pytest.approx(708e9)
        assert "D022" not in {e.id for e in entries}

    def test_every_comparison_states_what_to_mind_and_its_documents(self, report):
        for c in comparisons(report):
            assert c.mind
            assert c.what
            for p in c.points:
                assert p.sources, c.key
                assert p.basis in ("reported", "derived", "estimated")

    def test_the_drawn_flows_are_those_of_the_model(self, report):
        exhibit = show.where_it_goes(report)
        frame = exhibit.data
        assert frame[frame["from"] == "users"]["dollars_of_100"].sum() == pytest.approx(100)
        assert exhibit.number == 1
        for c in report.choice.values():
            assert {*c.estimate.sources} <= {s.id for s in exhibit.sources}

    def test_the_title_says_what_the_answer_is(self, report):
        assert show.where_it_goes(report).title.text.startswith(
            f"Of 100 dollars that users pay, {report.medians['clouds_of_revenue'] * 100:.0f} ("
        )
        assert "more than the 10–20" in show.sureness(report).title.text

    def test_the_essays_own_ranges_are_drawn_in_the_edition_that_answers_by_them(self):
        then = show.ValueStack("2022Q4", "2023-01-31", draws=1_000)
        assert then.essay == then.choice
        drawn = show.sureness(then).data
        own = then.essay_own_simulation.intervals["clouds_of_revenue"]
        assert drawn[drawn["estimates"] == "essay_own"]["q95"].tolist() == [round(own.high, 4)]
        assert "essay" not in set(drawn["estimates"]) - {then.estimates}

    def test_nothing_later_than_the_day_is_used(self):
        report = show.ValueStack("2025Q2", "2026-10-09", draws=1_000)
        assert report.day == dt.date(2025, 9, 30)
        for c in report.choice.values():
            assert c.estimate.known <= report.day
        assert not any(c.key == "openai_to_microsoft" for c in comparisons(report))
        assert all(e.announced <= report.day for e in report.entries)

    def test_a_quarter_that_nobody_estimated_gives_reasons(self):
        report = edition("2019Q1")
        for make in (
            show.where_it_goes,
            show.sureness,
            show.clouds_moved_by,
            show.chips_moved_by,
            show.assumptions,
        ):
            exhibit = make(report)
            assert isinstance(exhibit.body, Absence)
            assert "no estimate published by 30 June 2019" in exhibit.body.words
        assert "cannot be told" in show.front_page(report).title.text

    def test_single_values_move_nothing(self):
        own = "apps_share=1; apps_gross_margin=0.55; apps_inference=0.3; direct_to_cloud=0; models_cloud=0.5"
        report = show.ValueStack("2022Q4", "2023-01-31", assumptions=own, draws=1_000)
        assert isinstance(show.clouds_moved_by(report).body, Absence)
        assert report.simulation.intervals["clouds_of_revenue"] == model.Interval(*(pytest.approx(0.15),) * 3)
        assert "set by the reader" in " ".join(show.front_page(report).asides)

    @turned("language", ["en", "zh-Hans", "zh-Hant"])
    def test_every_part_shows_itself_in_every_language(self, language):
        report = show.ValueStack("2026Q2", "2026-10-09", draws=1_000, language=language)
        for name in show.__all__:
            if name not in ("OPEN", "ValueStack", "data_checks"):
                shown = getattr(show, name)(report)._repr_mimebundle_()
                assert {"text/html", "text/vnd.typst"} <= {*shown}, name


def cells(exhibit):
    """The words of a table by row and by the head of the column."""
    heads = [c.head for c in exhibit.body.columns]
    return {
        row[0].text: dict(zip(heads[1:], (c.text.replace("\u202f", " ") for c in row[1:]), strict=True))
        for row in exhibit.body.rows
    }


class TestFiguresOfOneDay:
    def test_figures_that_a_person_checked(self, report):
        """Over 37bn (microsoft-fy26-q3-call) and over 15bn (amazon-2026-q1-call) on 31 March 2026; 25bn of OpenAI's told of
        28 February (theinformation-openai-2026-03), 30bn of Anthropic's of 6 April (anthropic-com-anthropic-2025-12-31).
        """
        exhibit = show.one_day(report)
        rows = cells(exhibit)
        assert exhibit.title.text.replace("\u202f", " ") == (
            "Near 31 March 2026 Microsoft AI and AWS AI sold about 95 %ˢ of what OpenAI and Anthropic did"
        )
        assert [rows[name]["31 Mar 2026"] for name in ("OpenAI", "Anthropic", "Microsoft AI", "AWS AI")] == [
            "$25bn (28 Feb 2026)", "$30bn (6 Apr 2026)", "$37bn", "$15bn",
        ]  # fmt: skip
        # Four times 75,246m; what users paid is told of 25 June, too far from March.
        assert rows["NVIDIA: data centres, quarter taken for a year"]["31 Mar 2026"] == "$301bn (26 Apr 2026)"
        assert rows["What users pay"]["31 Mar 2026"] == "n/d"
        # Microsoft tells nothing of June: what AWS takes in alone is a part, of which there may be more.
        assert rows["Clouds’ AI, of what laboratories take in"]["31 Mar 2026"] == "95 %"
        assert rows["Clouds’ AI, of what laboratories take in"]["30 Jun 2026"] == "≥ 32 %"
        assert rows["Clouds’ AI, of what users pay"] == {
            "31 Dec 2025": "n/c", "31 Mar 2026": "n/c", "30 Jun 2026": "≥ 14 %", "essay said": "10–20 %", "model says": "39 %",
        }  # fmt: skip
        assert rows["Chips, over what laboratories take in"]["30 Jun 2026"] == "4.6×"

    def test_no_figure_is_further_than_half_a_quarter_from_its_day(self):
        for quarter in ("2023Q4", "2025Q3", "2026Q1"):
            for day in days(edition(quarter)):
                for p in (day.users, *day.labs, *day.clouds, *day.chips):
                    assert not p.known or abs((p.period_end - day.quarter.end).days) <= 46
                    assert p.basis != "estimated" or p.company == "users"

    @pytest.mark.parametrize(
        ("quarter", "day", "said"),
        [
            (
                "2025Q4",
                "",
                "NVIDIA’s sales to data centres ran at about 8.6× what OpenAI and Anthropic took in",
            ),
            ("2025Q1", "", "The data hold no run-rate of OpenAI and Anthropic to show near 31 March 2025"),
            ("2022Q4", "2023-01-30", "to show near 31 December 2022: the essay’s question is open"),
            ("2022Q3", "", "The data hold no essay by 31 December 2022"),
        ],
    )
    def test_what_nobody_told_by_the_day_is_not_said(self, quarter, day, said):
        exhibit = show.one_day(edition(quarter, day or None))
        assert said in exhibit.title.text
        assert isinstance(exhibit.body, Absence) == (quarter != "2025Q4")

    def test_a_reader_meets_it_among_the_takeaways(self, sentences):
        assert any(
            "in the essay, model providers pay clouds about 50 % of their revenue." in text(sentences, name)
            for name in sentences
            if "takeaway" in name
        )


def test_promises_are_held_against_the_run_rate_of_their_day():
    # At least 708 bn promised by 30 September 2026 over 40 bn told on 13 September (labs.csv), not over the 24 bn of spring.
    report = OPEN(quarter="2026Q2")
    years = {c.key: c.ratio for c in comparisons(report) if c.key.startswith("promised_by_")}
    assert years["promised_by_openai"] == pytest.approx(708 / 40, rel=1e-3)
    assert years["promised_by_anthropic"] == pytest.approx(433.7 / 65, rel=1e-3)


DRAWS = 2_000


@functools.cache
def told(**asked):
    """The sentences of an edition by id, each with its proof objects; nobody may change them."""
    found: dict[str, list[dict]] = {}
    for record in statements_of("value_stack", **{"draws": DRAWS, **asked}):
        found.setdefault(record["sentence"], []).append(record)
    return found


def text(sentences, name):
    return sentences[name][0]["text"].replace("\u202f", " ")


@pytest.fixture(scope="module")
def sentences():
    return told(quarter="2026Q2")


class TestSentences:
    def test_the_answer_is_of_what_users_pay(self, sentences):
        assert text(sentences, "front.title") == (
            "Of 100 dollars that users pay, 39 (34–43) reach clouds, 29 without free use; investors send 32 (16–54) more"
        )
        by = {o["measure"]: o["value"] for r in sentences["front.title"] for o in r["operands"]}
        drawn = model.simulate(chosen(), DRAWS).intervals
        assert by["value_stack.clouds_of_hundred"] == pytest.approx(
            100 * drawn["clouds_of_revenue"].high, rel=1e-12
        )
        told_of = {
            (o["measure"].removeprefix("value_stack."), o["of"]): o["value"]
            for r in sentences["front.title"]
            for o in r["operands"]
        }
        for name, output in (
            ("clouds_of_hundred", "clouds_of_revenue"),
            ("investors_of_hundred", "investors"),
        ):
            interval = drawn[output]
            for end in ("low", "median", "high"):
                assert told_of[name, end] == pytest.approx(100 * getattr(interval, end), rel=1e-12)

    def test_the_essays_own_ranges_are_told_apart_from_ours(self, sentences):
        """Two ranges that decide the sum are ours: with them 15–29 %, without them 11–18 %."""
        said = text(sentences, "takeaway.1")
        assert said.startswith("The essay’s own ranges give clouds 11–18 %, against its 10–20 %; with ours")
        assert "users’ money that goes to applications and inference bought from clouds directly" in said
        assert said.endswith("they give 15–29 %.")

    @pytest.mark.parametrize("key", ["one_day", "against_data"])
    def test_what_a_title_tells_with_letters_has_them_in_its_cell(self, key):
        made = getattr(show, key)(OPEN(quarter="2026Q2", draws=1_000))
        told = {parted(p.text) for p in made.title.printed}
        cells = {(cell.text, "".join(sorted(cell.marks))) for row in made.body.rows for cell in row}
        held = [(bare, letters) for bare, letters in told if bare in {text for text, _ in cells}]
        assert held
        assert [one for one in held if one not in cells] == []

    def test_what_microsoft_earns_is_not_held_to_be_past_a_claim_of_another_measure(self, sentences):
        """24.1bn (0001193125-26-323660) of about 110bn, with compute that investors pay for."""
        report = edition("2026Q2")
        told = against_message(report, comparisons(report))
        said = told.text.replace("\u202f", " ")
        assert said.startswith(
            "Microsoft’s revenue from OpenAI comes to 22 %ᵉˢ of what users pay, investors’ money"
        )
        assert "past" not in said
        assert {a.form for a in told.assertions} == {"value", "range"}

    def test_a_run_rate_is_held_against_a_run_rate(self, sentences):
        """Four times 89,023m of NVIDIA's quarter over 30 + 47bn: not four quarters over the pace of one."""
        said = chips_message(edition("2026Q2"))
        assert said.text.endswith(
            "its newest quarter, taken for a year, is about 4.6×ˢ the run-rates of OpenAI and Anthropic"
        )
        held = next(a for a in said.assertions if a.form == "times")
        assert held.figure("a") == 4 * 89_023_000_000
        assert held.figure("b") == 77_000_000_000

    def test_the_title_adds_only_what_its_note_lets_be_added(self, sentences, report):
        """Both laboratories' run-rates are one sum; the note keeps laboratories apart from clouds."""
        (whole,) = (r for r in sentences["layers_over_time.title"] if r["form"] == "sum")
        assert (whole["result"]["total"], whole["population"]) == (77e9, ["openai", "anthropic"])
        assert (
            "line of a laboratory must not be added to one of a cloud"
            in show.layers_over_time(report).notes[0]
        )

    def test_promises_are_years_of_the_run_rate_of_their_day(self, sentences):
        """708bn by 9 October 2026 over the 40bn told on 13 September."""
        (promised,) = (s for s in sentences.values() if "promised to buy" in s[0]["text"])
        assert (
            "at least $708bnˢ of compute and chips, at least 17 yearsˢ of its run-rate" in promised[0]["text"]
        )
        assert promised[0]["result"]["b"] == 40_000_000_000

    @pytest.mark.parametrize("said", ["at least 18 yearsˢ", "18 yearsˢ"])
    def test_years_of_the_least_promised_are_not_rounded_up(self, sentences, said):
        """708bn over 40bn a year are 17.7 years, and the front page said 18 of a lower bound."""
        (promised,) = (s for s in sentences.values() if "promised to buy" in s[0]["text"])
        up = [
            {
                **r,
                "text": r["text"].replace("at least 17 yearsˢ", said),
                "printed": [{**p, "text": p["text"].replace("17", "18")} for p in r["printed"]],
            }
            for r in promised
        ]
        assert "18 yearsˢ is more than the 17.7 that the least comes to" in str([*map(str, prove(up))])

    def test_purchases_are_held_against_purchases(self, sentences):
        """Four quarters of NVIDIA's sales, 277.8bn, over 110bn that users paid; the model's wear times its growth factor."""
        said = " ".join(text(sentences, name) for name in sentences)
        assert "capacity" not in said
        assert "the model has clouds buy 60 % (27–121 %) of it in merchants’ chips in a year" in said
        assert "NVIDIA sells 2.5ᵉˢ dollars’ worth, for other work and to other buyers too" in said

    def test_what_moves_an_answer_most_is_the_widest_swing(self, sentences):
        (first,) = (r for r in sentences["clouds_moved_by.title"] if r["form"] == "leader")
        widest = model.swings(chosen(), "clouds_of_revenue")[0]
        assert first["result"]["leaders"] == [widest.id] == ["apps_share"]
        assert first["values"][widest.id]["value"] == pytest.approx(widest.width, rel=1e-12)

    def test_assumptions_are_counted_over_all_that_the_model_has(self):
        early = told(quarter="2023Q4")
        assert text(early, "assumptions.title") == (
            "The model’s 14 assumptions: 3 stated by documents, 2 assumed; no estimate of 9 is known"
        )

    def test_nothing_is_counted_as_nought_assumptions(self, sentences):
        assert (
            text(sentences, "assumptions.title")
            == "The model’s 14 assumptions: 5 stated by documents, 9 derived"
        )

    def test_azure_is_told_in_dollars_since_it_states_them(self):
        def azure(as_of):
            table = show.named_companies(show.ValueStack("2026Q2", as_of)).body
            return next(row[-1].text for row in table.rows if row[1].text == "Microsoft Azure")

        # 29,417 million by the 8-K of 2 September 2026; before that day its growth alone.
        assert azure("2026-10-09") == "$29.4bn in 2026Q2"
        assert azure("2026-09-01") == "+43\u202f% on the year in 2026Q2"

    def test_a_laboratory_without_a_run_rate_is_counted(self):
        # OpenAI's 1.0 bn of August 2023, The Information; nothing of Anthropic's for that quarter.
        early = told(quarter="2023Q3")
        assert text(early, "layers_over_time.title") == (
            "The run-rate of one laboratory is known from a document that can be shown: OpenAI runs at $1bnˢ a year"
        )
        # OpenAI's 2.0 bn of December 2023, the Financial Times; Anthropic's 8 m a month, The New York Times.
        both = told(quarter="2023Q4")
        assert text(both, "layers_over_time.title") == "OpenAI and Anthropic run at $2.1bnˢ a year"
        # Its 0.2 bn of March 2023 is a data set's, too: drawn hollow, and in no sentence.
        before = told(quarter="2023Q1")
        assert text(before, "layers_over_time.title") == (
            "The data hold no run-rate of a model provider for 2023Q1 in a document that can be shown"
        )

    def test_what_the_data_do_not_hold_is_not_called_unsaid(self):
        early = told(quarter="2019Q1")
        for name, records in early.items():
            assert records[0]["form"] == "none", name
            assert "nobody" not in records[0]["text"].lower()
            assert " not yet" not in records[0]["text"]


@turned(
    "asked",
    [
        {"quarter": "2019Q1"},
        {"quarter": "2023Q1"},
        {"quarter": "2023Q4", "language": "zh-Hans"},
        {"quarter": "2023Q3", "as_of": "2023-10-31"},
        {"quarter": "2025Q2", "as_of": "2025-08-05", "language": "zh-Hant"},
        {"quarter": "2025Q3"},
        {"quarter": "2026Q1"},
        {"quarter": "2026Q2"},
        {"quarter": "2026Q2", "estimates": "essay"},
        {"quarter": "2026Q2", "assumptions": "apps_gross_margin=50%..60%; models_cloud=0.4..0.45..0.9"},
    ],
    size=1,
)
def test_every_sentence_is_proved_from_the_tables_alone(asked):
    records = statements_of("value_stack", draws=DRAWS, **asked)
    assert records
    assert prove(records) == []


@turned(
    "language,told_of",
    [("en", "knownfor1of5"), ("zh-Hans", "1项的数字齐备"), ("zh-Hant", "1項的數字齊備")],
)
def test_an_edition_with_few_comparisons_is_made_and_proved(language, told_of):
    """On 28 October 2025 the data hold both figures of one comparison alone."""
    records = statements_of(
        "value_stack", quarter="2025Q3", as_of="2025-10-28", language=language, draws=DRAWS
    )
    assert any(told_of in "".join(r["text"].split()) for r in records)
    assert prove(records) == []


@pytest.mark.parametrize(
    ("name", "form"),
    [("front.title", "value"), ("clouds_moved_by.title", "leader"), ("layers_over_time.title", "times")],
)
def test_a_result_that_the_model_does_not_give_is_refused(name, form, sentences):
    record = next(r for r in sentences[name] if r["form"] == form)
    wrong = [{**o, "value": o["value"] * 1.001} for o in record["operands"]]
    assert prove([{**record, "operands": wrong}])


class TestHours:
    def test_the_proof_of_a_price_names_the_cloud_that_lists_it_and_the_processor(self, report):
        lines = show.hour_prices(report).title.proof
        assert lines
        listed = {(str(c), str(k)) for c, k in facts.load_hours()[["cloud", "chip"]].itertuples(index=False)}
        assert {tuple(line.who.split(", ")) for line in lines} <= listed
        assert len({line.who for line in lines}) == len(lines)


class TestFlagships:
    def test_lives_that_a_person_counted(self):
        """GPT-4 of 14 March to Turbo of 6 November 2023: 237 days; Opus 4.6 of 5 February to 4.8 of 28 May 2026: 112."""
        lives = {f.row.model: f.months for f in flagships.flagships(edition("2026Q2"))}
        assert lives["GPT-4"] == pytest.approx(237 / 30.4375)
        assert lives["Claude Opus 4.6"] == pytest.approx(112 / 30.4375)
        assert math.isnan(lives["GPT-3"])
        assert math.isnan(lives["GPT-5.5"])
        assert math.isnan(lives["Claude Opus 5"])

    def test_prices_of_a_quarter_are_those_of_its_end(self):
        report = edition("2026Q2")
        frame = show.model_prices(report).data
        rows = [r for r in frame.itertuples() if r.lab == "openai"]
        assert [r.input_price for r in rows] == [60, 20, 30, 10, 5, 1.25, 5]
        told_of = show.model_prices(report).title.text.replace("\u202f", " ")
        assert told_of == (
            "OpenAI lists its flagship at $5ˢ for a million tokens put in, 8 %ˢ of the $60ˢ of 2021Q1; in 2025Q3 $1.25ˢ"
        )

    def test_the_day_of_the_digest_knows_one_cut_and_no_later_model(self):
        """30 January 2023: the price of GPT-3 was cut once, from 60 to 20 dollars; GPT-4 was not out."""
        report = edition("2022Q4", "2023-01-30")
        assert [*show.model_lives(report).data["model"]] == ["GPT-3"]
        assert [*show.model_prices(report).data["input_price"]] == [60, 20]
        assert show.model_prices(report).title.text.startswith("OpenAI lists its flagship at $20")
        assert "cannot be told by 30 January 2023" in show.model_lives(report).title.text

    def test_a_life_without_its_first_day_was_not_read(self):
        """GPT-3's day is not held, though a later model is; Llama 3.1's is, and no later one."""
        rows = {r[1].text: r for r in show.model_lives(edition("2026Q2")).body.rows}
        assert rows["GPT-3"][3].text == rows["GPT-3"][2].text == "n/e"
        assert rows["Llama 3.1 405B"][3].text == "–"

    def test_before_any_model_was_held_each_says_so(self):
        report = edition("2019Q1")
        for make in (show.model_lives, show.model_prices):
            assert isinstance(make(report).body, Absence)


def test_the_front_page_follows_the_dollar_as_far_as_its_chart_does():
    for asked, far in ((("2022Q4", "2023-01-30"), False), (("2026Q2",), True)):
        report = edition(*asked)
        first = show.front_page(report).summary[0]
        assert ("chip makers" in str(first)) is far
        ends = any("the flow ends with them" in note for note in show.where_it_goes(report).notes)
        assert ends is not far


def test_the_method_names_an_estimate_of_what_users_pay_once_it_is_out():
    """Exponential View's is of 25 June 2026."""
    for asked, named in ((("2022Q4", "2023-01-30"), False), (("2026Q2",), True)):
        page = show.method(edition(*asked))._repr_mimebundle_()["text/html"]
        assert ("Exponential View" in page) is named


def test_documents_of_few_publishers_are_listed_together():
    """On the digest's day no group of other publishers stands before those of few documents join it."""
    report = edition("2022Q4", "2023-01-30")
    for make in (show.where_it_goes, show.named_companies, show.model_prices):
        make(report)
    page = show.documents(report)._repr_mimebundle_()["text/html"]
    assert "Other publishers" in page
    assert "Mint: " in page


class TestThenAndNow:
    @staticmethod
    def row(name, *asked):
        table = show.named_companies(edition(*asked)).body
        return [cell.text for cell in next(r for r in table.rows if r[1].text == name)]

    def test_rounds_that_the_data_hold_are_shown(self):
        """Runway: 141m at 1.5bn (Bloomberg, 29 June 2023), 315m at 5.3bn in February 2026; Cohere: 500m at 6.8bn in August 2025."""
        assert "$315m at $5.3bn, February 2026" in self.row("Runway", "2026Q2")
        assert "$141m at $1.5bn, June 2023" in self.row("Runway", "2024Q4")
        assert "$500m at $6.8bn, August 2025" in self.row("Cohere", "2026Q2")

    def test_who_has_not_reported_yet_stands_with_the_quarter_before(self):
        """By 30 January 2023: AWS 20.54 bn and NVIDIA's data centres 3.83 bn of 2022Q3; Microsoft and Oracle of 2022Q4."""
        asked = ("2022Q4", "2023-01-30")
        assert self.row("Amazon Web Services", *asked)[-1] == "$20.5bn in 2022Q3"
        assert self.row("NVIDIA", *asked)[-1] == "$3.83bn in 2022Q3"
        assert self.row("Microsoft Azure", *asked)[-1] == "+31\u202f% on the year in 2022Q4"
        assert self.row("Oracle", *asked)[-1] == "$1bn in 2022Q4"
        title = show.named_companies(edition(*asked)).title.text
        assert title == "Of 25 companies named in January 2023, the data follow the revenue of 5"

    def test_a_run_rate_stands_with_its_quarter(self):
        """The ledger's day knows a later one, which commitments are held against."""
        assert self.row("OpenAI", "2026Q2")[-1] == "$30bn a year, run-rate of 2026Q2"

    def test_years_of_founding_have_their_day(self):
        assert "2019" in self.row("Cohere", "2022Q4", "2023-01-30")
        assert "2018" not in self.row("Runway", "2022Q4", "2023-01-30")
        assert "2018" in self.row("Runway", "2026Q2")

    def test_no_round_of_later_is_known_then(self):
        row = self.row("Runway", "2022Q4", "2023-01-30")
        assert not any("June 2023" in cell for cell in row)

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("founded = 2019", "founded = 19", "a year such as 2019"),
            ("founded_known = 2022-10-23", 'founded_known = "2022-10-23"', "without quotes"),
            ('founded_source = "livemint-cohere-2022-10-23"', 'founded_source = "mint"', "founded_source"),
            ('founded_why = "no dated text that gives the year was read"', "", "founded_why"),
        ],
    )
    def test_a_year_without_its_document_is_refused(self, broken, old, new, told):
        with pytest.raises(DataError, match=r"data/value_stack\.toml") as raised:
            model.read_stack(broken(old, new))
        assert told in str(raised.value)
