"""Every check is made to fail once, and says of it in which file and line, of what, what would be valid, what to do."""

from __future__ import annotations

import re

import pytest

from cloudcapex.checks import CHECKS
from cloudcapex.checks.tallies import COUNTED_BY
from cloudcapex.schema import TABLES
from planting import Garden, Row
from test_checks_faults import AWS, AZURE, META_2026, META_CAPEX, times

REVENUE = {"company": "meta", "concept": "RevenueFromContractWithCustomerExcludingAssessedTax",
           "period_start": "2024-04-01", "period_end": "2024-06-30", "source_id": "0001326801-24-000069"}  # fmt: skip
AWS_2026 = {"company": "amazon", "metric": "cloud_revenue", "period_start": "2026-04-01"}
AWS_INCOME = {"company": "amazon", "metric": "cloud_operating_income", "period_start": "2023-10-01"}
# Kept by hand of a filing that tags the figure too.
ORACLE_2021 = {"company": "oracle", "metric": "property_and_equipment_net", "period_end": "2021-02-28"}
AMAZON_SHARE = {"market": "world_cloud_infrastructure", "metric": "share", "vendor": "amazon",
                "period_start": "2023-10-01"}  # fmt: skip
CALL = {"source_id": "amazon-2025-q1-call"}
RATE = {"calendar_quarter": "2020Q3"}

# check: table, the row, what is put there, what the message names beside file, line, bound and remedy
PLANTS: dict[str, tuple[str, Row, object, str]] = {
    "units_fit": ("disclosures", AWS, {"unit": "CNY"}, "amazon cloud_revenue to 2023-12-31"),
    "signs_fit": ("disclosures", AWS, times(-1), "amazon cloud_revenue to 2023-12-31"),
    "dates_in_order": ("disclosures", AWS, {"filed": "2023-01-01"}, "amazon cloud_revenue to 2023-12-31"),
    "quarters_adjoin": (
        "disclosures",
        {"company": "nvidia", "metric": "data_center_revenue", "period_start": "2020-10-26"},
        {"period_start": "2020-11-02"},
        "nvidia data_center_revenue to 2021-01-31",
    ),
    "definitions_known": ("disclosures", AWS, {"definition": "ic_before_fy25"}, "amazon cloud_revenue to 2023-12-31"),
    "sources_agree": ("filings", META_CAPEX, {"form": "10-K"}, "meta PaymentsToAcquirePropertyPlantAndEquipment"),
    "sources_used": ("disclosures", AWS, {"via": "no-such-source"}, "amazon cloud_revenue aws_segment 2023-10-01"),
    "assumptions_follow_documents": (
        "sources", {"source_id": "plainsemantics-com-enterprise-ai-spend"}, {"published": "2026-11-01"}, "apps_share"
    ),
    "ranges_in_order": (
        "guidance", META_2026, {"low": "135000000000", "high": "115000000000"}, "meta capex_with_finance_leases CY2026"
    ),
    "shares_below_one": ("market", AMAZON_SHARE, {"value": "0.91"}, "world_cloud_infrastructure to 2023-12-31"),
    "deals_linked": ("deals", {"deal_id": "D003"}, {"counts": "yes"}, "D003"),
    "values_in_bounds": ("disclosures", AZURE, {"value": "43"}, "microsoft azure_growth to 2026-06-30"),
    "parts_within_wholes": ("disclosures", AWS, {"value": "170204000000"}, "amazon cloud_revenue to 2023-12-31"),
    "rates_move_little": ("fx", RATE, {"average_rate": "0.141"}, "USD/CNY of 2020Q3"),
    "markets_and_labs_in_line": ("market", AMAZON_SHARE, {"value": "-0.31"}, "share amazon to 2023-12-31"),
    "calls_have_their_day": ("sources", CALL, {"published": "2025-07-31"}, "amazon-2025-q1-call is of 2025-07-31"),
    "publishers_named": ("sources", {"source_id": "cnbc-com-d056"}, {"publisher": "cnbc.com"}, "cnbc-com-d056"),
    "standings_fit": ("sources", {"source_id": "cnbc-com-d056"}, {"standing": "filing"}, "cnbc-com-d056"),
    "evidence_fits": ("disclosures", AZURE, {"evidence": "filed"}, "microsoft azure_growth azure_from_fy25"),
    "figures_rest": ("deals", {"deal_id": "D045"}, {"counts": "yes"}, "D045"),
    "documents_belong": ("filings", META_CAPEX, {"company": "alphabet"}, "was filed by meta"),
    "known_after_published": ("disclosures", AZURE, {"filed": "2026-07-20"}, "microsoft azure_growth azure_from_fy25"),
    "documents_date_their_figures": (
        "disclosures", AZURE, {"filed": "2026-08-20"}, "microsoft azure_growth azure_from_fy25"
    ),
    "undated_figures_wait": ("fx", RATE, {"filed": "2021-10-07"}, "2020Q3"),
    "documents_follow_periods": (
        "sources", {"source_id": META_CAPEX["source_id"]}, {"published": "2024-09-20"}, META_CAPEX["source_id"]
    ),
    "documents_cover_periods": (
        "filings", META_CAPEX, {"period_start": "2024-10-01", "period_end": "2024-12-31"}, "meta capex_cash to 2024-12-31"
    ),
    "definitions_follow": (
        "disclosures",
        {"company": "microsoft", "metric": "azure_growth", "definition": "azure_before_fy25", "period_start": "2023-04-01"},
        {"definition": "azure_from_fy25"},
        "microsoft azure_growth to 2023-06-30",
    ),
    "magnitudes_fit": ("disclosures", AWS, times(10), "amazon cloud_revenue to 2023-12-31"),
    "statements_agree": ("filings", META_CAPEX, times(1.1), "meta capex_cash to 2024-09-30"),
    "copies_agree": ("disclosures", ORACLE_2021, {"unit": "CNY"}, "oracle property_and_equipment_net as_filed"),
    "companies_differ": ("filings", REVENUE, {"value": "84742000000"}, "revenue to 2024-06-30"),
    "rates_fit_amounts": (
        "disclosures",
        {"company": "alibaba", "metric": "cloud_revenue_growth_reported", "period_start": "2020-10-01"},
        {"value": "0.9"},
        "alibaba cloud_revenue_growth_reported to 2020-12-31",
    ),
    "currencies_move_little": (
        "disclosures",
        {"company": "oracle", "metric": "cloud_revenue_growth_reported_cc", "period_start": "2025-06-01"},
        {"value": "0.34"},
        "oracle cloud_revenue_growth_reported_cc to 2025-08-31",
    ),
    "periods_add_up": ("disclosures", AWS_2026, times(1.2), "amazon cloud_revenue to 2026-06-30"),
    "segments_make_the_total": (
        "filings",
        {"company": "amazon", "concept": "OperatingIncomeLoss", "period_start": "2024-01-01", "period_end": "2024-12-31",
         "member": "us-gaap:StatementBusinessSegmentsAxis=amzn:AmazonWebServicesSegmentMember",
         "source_id": "0001018724-25-000004"},
        {"value": "39843000000"},
        "amazon OperatingIncomeLoss to 2024-12-31",
    ),
    "quarters_make_the_year": ("disclosures", AWS, {"value": "24240000000"}, "amazon cloud_revenue to 2023-12-31"),
    "year_to_date_grows": ("filings", META_CAPEX, {"value": "12831000000"}, "meta capex_cash to 2024-09-30"),
    "stated_figures_agree": (
        "disclosures",
        {"company": "microsoft", "metric": "capex_cash", "period_start": "2026-04-01", "value": "35802000000"},
        {"value": "38502000000"},
        "microsoft capex_cash to 2026-06-30",
    ),
    "words_give_the_figures": (
        "guidance", META_2026, times(10, "low", "high"), "meta capex_with_finance_leases CY2026"
    ),
    "notes_tell_the_basis": (
        "disclosures", AWS, {"basis": "reported"}, "amazon cloud_revenue aws_segment 2023-10-01"
    ),
    "titles_name_whom_they_tell_of": (
        "labs", {"source_id": "cnbc-openai-2025-06-09"}, {"lab": "ByteDance"}, "ByteDance revenue_run_rate as_stated 2025-06-09"
    ),
    "titles_name_their_market": (
        "market", AMAZON_SHARE, {"market": "china_cloud_infrastructure"}, "share amazon"
    ),
    "no_row_is_gone": (
        "tallies", {"table": "labs", "name": "OpenAI"}, {"rows": "99"}, "labs.csv has 42 rows whose lab is 'OpenAI'"
    ),
    "claims_as_written": ("claims", {"claim_id": "C000-01"}, {"unit": "USD"}, "C000-01 Microsoft Azure"),
    "promises_in_line": ("guidance", META_2026, times(10, "low", "high"), "meta capex_with_finance_leases CY2026"),
    "money_raised_fits": (
        "rounds", {"round_id": "openai-2024-10-round"}, times(1000, "amount"), "openai-2024-10-round OpenAI"
    ),
    "guidance_is_whole": ("guidance", META_2026, {"kind": "point"}, "meta capex_with_finance_leases CY2026"),
    "deals_are_whole": ("deals", {"deal_id": "D093"}, times(-1, "amount_low", "amount_high"), "D093 OpenAI AWS"),
    "rounds_are_named": ("rounds", {"round_id": "openai-2024-10-round"}, {"lab": "Cohere"}, "openai-2024-10-round"),
    "claims_are_hedged": ("claims", {"claim_id": "C004-27"}, {"qualifier": "up_to"}, "C004-27 Alibaba"),
    "markets_add_up": ("market", AMAZON_SHARE, {"value": "0.13"}, "share amazon to 2023-12-31"),
    "rates_are_means": ("fx", RATE, {"average_rate": "6.1939"}, "USD/CNY of 2020Q3"),
    "laboratories_grow": (
        "labs", {"lab": "Mistral", "as_of": "2026-09-08"}, {"value": "7100000000"}, "Mistral revenue_run_rate on 2026-09-08"
    ),
    "rounds_fit": (
        "rounds", {"round_id": "openai-2025-04-softbank-led-round"}, times(0.01, "amount"), "openai-2025-04-softbank"
    ),
    "prices_agree": ("deals", {"deal_id": "D066"}, times(10, "post_money"), "D066 Nvidia; Cisco; others in xAI"),
    "rounds_are_deals": (
        "rounds", {"round_id": "cohere-2024-07-series-d"}, {"investors": "Amazon; others"}, "cohere-2024-07-series-d Cohere"
    ),
    "nothing_lost": (
        "coverage", {"company": "microsoft", "metric": "azure_ai_customers"}, {"periods": "99"},
        "microsoft azure_ai_customers has 2 periods",
    ),
    "series_without_holes": ("disclosures", AWS_INCOME, {"metric": "cloud_backlog"}, "amazon cloud_operating_income 2023Q4"),
    "nothing_absent_is_there": (
        "absences", {"company": "microsoft", "calendar_quarter": "2022Q1"}, {"filed": "2022-01-26"},
        "microsoft azure_revenue 2022Q1",
    ),
    "sets_name_what_is_held": (
        "groups", {"group": "named_figures", "metric": "azure_growth"}, {"company": "alibaba"}, "named_figures alibaba"
    ),
    "hedges_leave_their_figure": (
        "hedges", {"metric": "capex_short_lived_share", "period_end": "2026-06-30"}, {"high": "0.65"},
        "microsoft capex_short_lived_share 2026-06-30",
    ),
    "parties_are_what_they_are": ("parties", {"party": "gaorong"}, {"company": "amazon"}, "gaorong"),
    "definitions_in_use": (
        "definitions", {"definition": "rpo_from_2026q1"}, {"since": "2026-06-30"}, "rpo_from_2026q1"
    ),
    "jumps_are_few": (
        "known_jumps", {"company": "alphabet", "metric": "finance_lease_additions"}, {"quarter": "2030Q1"},
        "alphabet finance_lease_additions 2030Q1",
    ),
    "figures_are_the_facts": (
        "remarks", {"company": "microsoft", "calendar_quarter": "2023Q4", "figure": "azure_ai_points"}, {"value": "0.16"},
        "microsoft 2023Q4 ai_mix",
    ),
    "observations_tell_their_figures": (
        "observations", {"observation": "tools_2023"}, {"value": "0.24"}, "tools_2023"
    ),
    "silence_rests_on_texts": (
        "texts_read", {"company": "alphabet", "calendar_quarter": "2023Q4", "source_id": "alphabet-2023-q4-call"},
        {"read": "part"}, "alphabet 2023Q4 capacity",
    ),
    "remarks_fit_their_quarter": (
        "remarks", {"company": "microsoft", "calendar_quarter": "2023Q4", "figure": "azure_ai_points"},
        {"calendar_quarter": "2024Q4"}, "microsoft 2024Q4 ai_mix",
    ),
    "points_are_in_the_remark": (
        "remarks", {"company": "microsoft", "calendar_quarter": "2023Q4", "figure": "azure_ai_customers"},
        {"points": "laboratory_named; customers_rise"}, "microsoft 2023Q4 customers",
    ),
    "moved_plans_are_among_the_remarks": (
        "remarks", {"company": "coreweave", "calendar_quarter": "2026Q2", "points": "plan_raised"}, {"points": ""},
        "coreweave capex_as_stated CY2026",
    ),
}  # fmt: skip
# Of a whole that the data do not hold no line can be named, only the file.
WITHOUT_LINE = {"series_without_holes"}
# Not in a table: test_checks_faults.py plants in their texts.
WRITTEN_ELSEWHERE = {"commentaries_say_what_is_held", "vocabulary_names_what_is_held"}


@pytest.fixture(scope="module")
def garden(checkout, tmp_path_factory):
    home = tmp_path_factory.mktemp("garden")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(home))
        yield Garden(home, checkout)


def test_every_check_is_made_to_fail():
    assert {c.__name__ for c in CHECKS} == PLANTS.keys() | WRITTEN_ELSEWHERE


def test_every_table_that_cites_documents_is_counted():
    citing = {name for name, rules in TABLES.items() if "source_id" in rules.columns}
    # A source that is gone is missed where it is cited, and a jump without its row fails by itself.
    assert citing - {"sources", "known_jumps"} <= COUNTED_BY.keys()


@pytest.mark.parametrize("check", [c for c in CHECKS if c.__name__ in PLANTS], ids=lambda c: c.__name__)
def test_a_message_names_place_figure_bound_and_remedy(garden, check):
    table, where, change, of = PLANTS[check.__name__]
    rows = garden.rows(table)
    planted = [
        {**r, **(change(r) if callable(change) else change)} if where.items() <= r.items() else r
        for r in rows
    ]
    with garden.rewritten(table, planted):
        found = check()
    assert found.status == "failed", found
    _, _, first = found.reason.partition(": ")
    assert of in found.reason, found.reason
    line = "" if check.__name__ in WITHOUT_LINE else r", line \d+"
    assert re.match(rf"data/[\w/]+\.\w+{line}: .+?; valid: .+?; \w.+", first), found.reason
