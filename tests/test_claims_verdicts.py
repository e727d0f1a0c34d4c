"""Verdicts that a person checked, claim by claim, in the filing, call or report named; none of them stands in the code."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from cloudcapex.claims import CAUSES, OUTCOMES, REASONS, audit, read_claims

CHECKOUT = Path(__file__).resolve().parents[1]
ALL = "2026-10-09"


@functools.cache
def verdicts(as_of: str = ALL):
    return {v.claim.id: v for v in audit(read_claims(), as_of)}


# Looked up in: Amazon 10-K 2023 (0001018724-24-000008), 10-Q 2023Q2 (0001018724-23-000012), 10-K 2022 segments
# (0001018724-23-000004, 0001018724-25-000004); Microsoft 10-Q of December 2023 (0000950170-24-008814) and its call;
# Alphabet 10-K 2023 (0001652044-24-000022); NVIDIA 10-Q of October 2022 (0001045810-22-000166); Alibaba 6-K
# (0001104659-24-011604); Tencent results of the quarters of 2021 and 2022; calls and reports as named.
CONFIRMED = [
    ("C000-01", 0.30, "microsoft-fy24-q2-call"),
    ("C000-02", 0.06, "microsoft-fy24-q2-call"),
    ("C000-03", 0.26, "alphabet-2023-q4-call"),
    ("C000-04", 9_192_000_000, "0001652044-24-000022"),
    ("C000-05", 864_000_000, "alphabet-2023-q4-call"),
    ("C000-06", 864 / 9_192, "alphabet-2023-q4-call"),
    ("C000-07", 6, "alphabet-2023-q4-call"),
    ("C000-10", 1_300_000, "microsoft-fy24-q2-call"),
    ("C000-15", 53_000, "microsoft-fy24-q2-call"),
    ("C000-16", 0.33, "microsoft-fy24-q2-call"),
    ("C000-17", 0.29, "microsoft-fy24-q2-call"),
    ("C000-18", 0.40, "microsoft-fy24-q2-call"),
    ("C000-19", 30_000, "microsoft-fy24-q2-call"),
    ("C000-20", 27_032 / 62_020, "0000950170-24-008814"),
    ("C000-22", 11_019_000_000, "0001652044-24-000022"),
    ("C000-25", 7_167 / 24_204, "0001018724-24-000008"),
    ("C000-27", 48_400_000_000, "amazon-2023-q4-call"),
    ("C000-28", -10_200_000_000, "amazon-2023-q4-call"),
    ("C000-29", 0.60, "amazon-2023-q4-call"),
    ("C000-32", 2_000_000_000, "meta-2023-q4-call"),
    ("C000-34", 130, "alphabet-2023-q4-call"),
    ("C001-01", 6_600_000_000, "openai-funding-2024-10-02"),
    ("C001-03", 800_000_000, "0000950170-24-063767"),
    ("C001-04", 0.5, "0000950170-24-063767"),
    ("C001-07", 28_066_000_000, "0001104659-24-011604"),
    ("C001-08", 0.03, "0001104659-24-011604"),
    ("C001-09", 2_364_000_000, "0001104659-24-011604"),
    ("C002-01", 29_000_000_000, "bloomberg-microsoft-openai-2023-01-23"),
    ("C002-10", 3_830_000_000, "0001045810-22-000166"),
    ("C002-13", 1_000_000_000, "openai-microsoft-2019"),
    ("C003-01", 4_000_000_000, "straitstimes-com-d027"),
    ("C003-15", 0.10, "ft-google-anthropic-2023"),
    ("C003-16", 1_250_000_000, "straitstimes-com-d027"),
    ("C003-17", 22_140_000_000, "0001018724-23-000012"),
    ("C003-18", 22_140 / 19_739 - 1, "0001018724-23-000012"),
    ("C003-19", 5_365_000_000, "0001018724-23-000012"),
    ("C003-20", 5_365 / 5_715 - 1, "0001018724-23-000012"),
    ("C003-21", 5_365 / 22_140, "0001018724-23-000012"),
    ("C004-01", 247_756_000_000, "news-futunn-com-on-alibaba-group-2022q4"),
    ("C004-05", 513_983_000_000, "0001018724-25-000004"),
    ("C004-06", 80_096_000_000, "0001018724-25-000004"),
    ("C004-07", (80_096 - 62_202) / (513_983 - 469_822), "0001018724-23-000004"),
    ("C004-11", (42_768 + 42_208 + 44_844 + 47_244) * 1e6, "tencent-results-2022-12-31"),
    ("C004-12", 177_064 / (39_028 + 41_892 + 43_317 + 47_958) - 1, "tencent-results-2021-12-31"),
    ("C004-15", 0.37, "infotechlead-com-china-cloud-market-2021q4"),
    ("C004-16", 0.36, "infotechlead-com-china-cloud-market-2022q3"),
    ("C004-17", 42_716_000_000, "21csp-com-cn-government-cloud-2021"),
    ("C004-18", 0.2147, "21csp-com-cn-government-cloud-2021"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "value", "source"), CONFIRMED)
def test_a_claim_that_a_document_bears_out_is_confirmed(claim, value, source):
    verdict = verdicts()[claim]
    assert verdict.outcome == "confirmed"
    assert verdict.findings[0].low == pytest.approx(value, rel=1e-9)
    assert source in verdict.sources
    assert verdict.causes == ()


CONTRADICTED = [
    # The 10-K gives AWS 24,204 million; nothing near 13.3 billion stands anywhere.
    ("C000-23", (24_204_000_000, 24_204_000_000), ("wrong_value",), "0001018724-24-000008"),
    # "Capital expenditures including finance leases were $11.5 billion": all of Microsoft.
    ("C000-21", (11_500_000_000, 11_500_000_000), ("wrong_entity", "wrong_basis"), "microsoft-fy24-q2-call"),
    # 28 million annualised at the end of 2022, and growing: the year cannot have brought 50.
    ("C002-12", (0, 28_000_000), ("wrong_value",), "epoch-ai-revenue-reports-2025-10"),
    # 100 million annualised in October 2023, and 87 in January 2024 by the company's own word.
    ("C003-07", (0, 100_000_000), ("wrong_value",), "anthropic-com-anthropic-2024-01-01"),
    ("C003-08", (0, 100_000_000 / 12), ("wrong_value",), "anthropic-com-anthropic-2024-01-01"),
]


# Estimates that the essay, the call or the report states so, by its own words in estimates.csv or in the facts.
AS_SAID = [
    "C000-14",
    "C002-02",
    "C002-04",
    "C002-05",
    "C002-06",
    "C002-07",
    "C002-08",
    "C002-09",
    "C002-11",
]


@pytest.mark.parametrize("claim", AS_SAID)
def test_an_estimate_that_its_source_states_is_as_its_source_says(claim):
    verdict = verdicts()[claim]
    assert verdict.outcome == "as_its_source_says"
    assert verdict.sources


def test_one_report_against_another_of_equal_standing_is_no_contradiction():
    verdict = verdicts()["C003-14"]  # 400 million in the article, 300 in the press of February 2023
    assert (verdict.outcome, verdict.causes) == ("reports_differ", ())
    assert verdict.actual == ((300_000_000, 300_000_000),)


def test_the_label_of_a_round_counts():
    verdict = verdicts()["C002-20"]  # 580 million was series B, not A
    assert (verdict.outcome, verdict.causes) == ("contradicted", ("wrong_label",))


def test_every_part_of_a_compound_claim_counts():
    parts = {c: [(p.part.measure, p.outcome) for p in verdicts()[c].parts] for c in ("C004-21", "C004-06")}
    assert parts["C004-21"] == [("revenue_growth", "confirmed")] * 3
    assert parts["C004-06"] == [
        ("revenue", "confirmed"),
        ("revenue_change", "confirmed"),
        ("revenue_growth", "confirmed"),
    ]


def test_a_forecast_is_judged_by_what_was_forecast_and_by_what_came():
    verdict = verdicts()["C000-31"]  # 30 to 37 forecast, 39.2 spent on the basis of the guidance
    assert (verdict.outcome, verdict.came) == ("confirmed", "contradicted")


def test_what_was_known_only_later_says_so():
    assert str(verdicts()["C003-07"].known_since) > "2023-10-31"
    assert verdicts()["C000-23"].known_since is None


@pytest.mark.parametrize(("claim", "actual", "causes", "source"), CONTRADICTED)
def test_a_claim_that_a_document_excludes_is_contradicted_with_its_cause(claim, actual, causes, source):
    verdict = verdicts()[claim]
    assert verdict.outcome == "contradicted"
    assert verdict.causes == causes
    assert verdict.actual[0] == pytest.approx(actual)
    assert source in verdict.sources


def test_azure_capex_is_traced_to_the_whole_company_with_finance_leases():
    part = verdicts()["C000-21"].parts[0]
    assert part.mistaken.finding.entity == "microsoft"
    assert part.mistaken.finding.metric == "capex_with_finance_leases"
    assert part.mistaken.finding.definition == "incl_finance_lease_assets"


def test_a_rate_a_year_must_follow_from_its_own_two_ends():
    verdict = verdicts()["C004-04"]  # 188 -> 360 in two years, "CAGR 18%"
    assert verdict.outcome == "contradicted"
    assert verdict.causes == ("wrong_arithmetic",)
    assert verdict.actual[0][0] == pytest.approx((360 / 188) ** 0.5 - 1)
    assert round(verdict.actual[0][0], 3) == 0.384


def test_a_ratio_must_follow_from_figures_of_its_own_article():
    verdict = verdicts()["C003-10"]  # 0.5 bn of revenue against valuations of 4, 5 and 20-30 bn
    assert verdict.outcome == "contradicted"
    assert verdict.causes == ("wrong_arithmetic",)
    assert verdict.actual[0] == pytest.approx((0.5 / 30, 0.5 / 4))
    assert verdict.own.inputs == ("C003-09", "C003-04", "C003-05", "C003-11")


NEARLY = [
    ("C000-09", 2_000_000_000, "labs.revenue_run_rate"),  # a run-rate, not the revenue of a year
    ("C003-02", 7.3071, "fx.average_rate"),  # a day's rate against the mean of October 2023
    ("C003-03", 2_000_000_000, "deals.amount"),  # what was sought, and what Google then put in
    ("C003-11", 5_000_000_000, "rounds.post_money"),  # the valuation of February, used in October
]


@pytest.mark.parametrize(("claim", "value", "metric"), NEARLY)
def test_a_claim_borne_out_by_a_figure_near_it_is_approximately_right(claim, value, metric):
    verdict = verdicts()[claim]
    assert verdict.outcome == "approximately"
    assert (verdict.findings[0].low, verdict.findings[0].metric) == (value, metric)


OPEN = [
    ("C000-08", "forecast"),
    ("C000-12", "only_bounds"),  # 0.1 and 0.8 lie between the run-rates around them
    ("C000-13", "measure_unknown"),  # software is no part of what NVIDIA files
    ("C000-30", "opinion"),
    ("C001-02", "not_a_figure"),
    ("C004-14", "no_fact"),  # 40.3 % is the fourth quarter of 2020; nobody published the year's share
    ("C002-18", "part_not_disclosed"),
    ("C003-05", "other_day"),  # 5 bn in February says nothing of March
    ("C003-09", "only_bounds"),
    ("C004-08", "recast_since"),  # 356 million on the segment of then; restated to 1,269 a year later
    ("C004-19", "no_fact"),  # no document of the data gives a vendor's share of government cloud
    ("C004-20", "no_fact"),  # 47 % is the second quarter of 2022; of the fourth no text was found
    ("C004-25", "only_bounds"),
    ("C004-09", "recast_since"),  # the row is nine long today, on a segment drawn after the article
    ("C000-26", "partly"),  # 155.7 holds; the level of a year and a quarter before is not in the data
    ("C004-10", "partly"),  # so does 17.7, without a rate
]


@pytest.mark.parametrize(("claim", "reason"), OPEN)
def test_a_claim_that_nothing_decides_is_unverifiable_for_a_reason(claim, reason):
    verdict = verdicts()[claim]
    assert (verdict.outcome, verdict.reason) == ("unverifiable", reason)


def test_guidance_is_held_against_what_was_said():
    verdict = verdicts()["C000-31"]
    assert verdict.outcome == "confirmed"
    assert verdict.actual == ((30_000_000_000, 37_000_000_000),)
    assert "meta-2023-q4-call" in verdict.sources


def test_every_figure_of_a_claim_counts():
    verdict = verdicts()["C000-24"]  # from 12 % to 13 %
    assert [round(low, 2) for low, _ in verdict.actual] == [0.12, 0.13]
    assert verdict.outcome == "confirmed"


def test_the_words_of_a_verdict_are_closed():
    for verdict in verdicts().values():
        assert verdict.outcome in OUTCOMES
        assert set(verdict.causes) <= set(CAUSES)
        assert (verdict.reason in REASONS) == (verdict.outcome == "unverifiable")
        assert bool(verdict.causes) == (verdict.outcome == "contradicted")


def test_what_is_confirmed_or_contradicted_rests_on_documents_or_on_own_numbers():
    for verdict in verdicts().values():
        if verdict.outcome != "unverifiable":
            assert verdict.sources or verdict.broken, verdict.claim.id


def test_nothing_known_later_decides():
    """On 1 March 2024 neither the lab's own word nor the accounts of 2024 were out; on 6 February Alibaba's release was not."""
    then = verdicts("2024-03-01")
    assert then["C000-23"].outcome == "contradicted"
    assert then["C000-33"].reason == "forecast"
    assert then["C003-09"].reason == "forecast"
    assert then["C001-07"].outcome == "confirmed"
    assert "0001018724-25-000004" not in {s for v in then.values() for s in v.sources}
    before = verdicts("2024-02-06")
    assert before["C001-07"].outcome == "unverifiable"
    assert "0001104659-24-011604" not in {s for v in before.values() for s in v.sources}
    assert then["C004-06"].findings[0].low == 80_096_000_000


def test_what_happened_on_a_day_is_borne_out_before_its_year_is_over():
    """A deal of January is no plan in October, whatever the year may still bring; revenue of the year is."""
    then = verdicts("2023-10-31")
    assert (then["C003-12"].outcome, then["C003-12"].actual) == ("confirmed", ((10e9, 10e9),))
    # D105: 49 per cent once its money is back, by the terms that were reported in January 2023; nobody held it yet.
    assert (then["C003-13"].outcome, then["C003-13"].actual) == ("as_its_source_says", ((0.49, 0.49),))
    assert {then[c].reason for c in ("C003-06", "C003-07", "C003-09")} == {"forecast"}


def test_what_is_said_to_stand_on_a_day_is_no_plan_because_its_month_is_not_over():
    """What CoreWeave had raised by January 2023 was written on the 19th: on the 30th no document tells it."""
    (told,) = audit([c for c in read_claims() if c.id == "C002-23"], "2023-01-30")
    assert (told.outcome, told.reason) == ("unverifiable", "no_fact")


def test_no_claim_is_answered_in_the_code_or_its_vocabulary():
    """Verdicts are computed: no number of a claim stands where they are made."""
    files = [*(CHECKOUT / "src/cloudcapex/claims").glob("*.py"), CHECKOUT / "data/claim_vocabulary.toml"]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [c for c in verdicts() if c in text], path.name
