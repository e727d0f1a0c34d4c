"""What the data promises its readers: names, labels, links, what is where, and what is never mixed."""

from __future__ import annotations

import re

import pytest

from cloudcapex import facts, metrics
from cloudcapex.facts import (
    load_companies,
    load_definitions,
    load_facts,
    load_fx,
    load_guidance,
    load_market,
    load_metrics,
    load_sources,
    load_table,
)
from cloudcapex.periods import quarters_between
from cloudcapex.schema.words import GROUPS

CORE = [
    "revenue",
    "operating_income",
    "net_income",
    "operating_cash_flow",
    "capex_cash",
    "capex_with_finance_leases",
    "capex_gross",
    "capex_net_of_incentives",
    "depreciation",
    "depreciation_and_amortization",
    "research_and_development",
    "finance_lease_additions",
    "finance_lease_principal",
    "finance_lease_liability",
    "property_and_equipment_net",
    "rpo",
    "cloud_revenue",
    "cloud_operating_income",
    "intelligent_cloud_revenue",
    "azure_growth",
    "azure_growth_cc",
    "azure_ai_points",
    "microsoft_cloud_revenue",
    "microsoft_cloud_gross_margin",
    "cloud_backlog",
    "commercial_rpo",
    "data_center_revenue",
]


def test_companies_and_their_order():
    companies = load_companies()
    assert companies["slug"].tolist() == list(facts.companies())
    assert companies["colour_order"].is_monotonic_increasing
    assert companies["fiscal_year_end_month"].between(1, 12).all()


def test_what_reports_show_together_is_rows():
    assert facts.usual_companies() == ("microsoft", "alphabet", "amazon", "meta", "oracle")
    assert facts.followed(facts.usual_companies()) == ("coreweave", "nvidia", "alibaba")
    assert facts.followed(["meta"]) == ()
    assert [facts.company(c).cloud.en for c in facts.slugs_of("market_vendors")] == [
        "AWS",
        "Azure",
        "Google Cloud",
    ]
    assert facts.company("alibaba").cloud == ("Alibaba Cloud", "阿里云", "阿里雲")
    for name in GROUPS:
        assert facts.group(name), name


def test_what_pages_and_groups_show_is_known():
    asked = {r.metric for r in facts.page_rows()} | {m.metric for g in GROUPS for m in facts.group(g)} - {""}
    for metric in asked:
        assert metrics.unit_of(metric)


def test_the_core_metrics_exist():
    assert set(CORE) <= set(load_metrics()["id"])


def test_labels_are_in_the_terms_of_their_readers():
    """Shanghai and Taipei do not say capex, cloud revenue, margin or RPO alike."""
    labels = load_metrics().set_index("id")
    said = {
        "capex_cash": ("资本开支（现金）", "資本支出（現金）"),
        "cloud_revenue": ("云业务收入", "雲端營收"),
        "rpo": ("剩余履约义务", "剩餘履約義務"),
        "cloud_operating_margin_reported": ("云业务营业利润率（公司口径）", "雲端營業利益率（公司揭露）"),
        "data_center_revenue": ("数据中心收入", "資料中心營收"),
    }
    for metric, (hans, hant) in said.items():
        assert labels.loc[metric, "label_zh_hans"] == hans
        assert labels.loc[metric, "label_zh_hant"] == hant
    companies = load_companies().set_index("slug")
    assert companies.loc["nvidia", ["name_zh_hans", "name_zh_hant"]].tolist() == ["英伟达", "輝達"]


@pytest.mark.parametrize(
    ("column", "foreign"),
    [
        ("label_zh_hans", "營業資產債務經費淨損攤銷開設備約餘額儲訂單雲總"),
        ("label_zh_hant", "营业资产债务经费净损摊销开设备约余额储订单云总"),
    ],
)
def test_labels_keep_to_their_script(column, foreign):
    for label in load_metrics()[column]:
        assert not set(label) & set(foreign), label


def test_every_filing_links_to_its_page_at_edgar():
    filings = load_sources().query("kind == 'filing' and accession != ''")
    assert len(filings) > 300
    pattern = r"https://www\.sec\.gov/Archives/edgar/data/\d+/(\d{18})/(\d{10}-\d{2}-\d{6})-index\.htm"
    found = filings["url"].str.extract(pattern)
    assert (found[1] == filings["accession"]).all()
    assert (found[0] == filings["accession"].str.replace("-", "")).all()


def test_addresses_are_addresses():
    url = load_sources()["url"]
    assert url[url != ""].str.fullmatch(r"https?://[^\s<>\"]+").all()


def test_almost_every_fact_has_a_link():
    facts, url = load_facts(), load_sources().set_index("source_id")["url"]
    linked = facts["source_id"].map(url) != ""
    assert linked.mean() > 0.98
    assert linked[facts["evidence"].isin(["filed", "company"])].all()


# Held as disclosures so far; `cloudcapex refresh` reads them from the filings to come.
MAPPED_AHEAD = {
    "intelligent_cloud_revenue",
    "intelligent_cloud_operating_income",
    "oracle_cloud_revenue_total",
    "oracle_saas_revenue",
}


def test_metrics_read_from_tags_have_facts():
    told = load_facts()
    tagged = set(told.loc[told["concept"] != "", "metric"])
    listed = load_metrics()
    assert set(listed.loc[listed["concepts"] != "", "id"]) - tagged == MAPPED_AHEAD


def test_every_metric_has_facts():
    assert set(load_metrics()["id"]) == set(load_facts()["metric"])


def test_shares_are_fractions():
    told = load_facts()
    shares = told[told["unit"] == "share"]
    assert len(shares) > 200
    assert shares["value"].abs().max() < 15, "433 % is 4.33"
    points = shares[shares["metric"] == "azure_ai_points"]
    assert points["value"].between(0.01, 0.16).all()


def test_one_definition_of_a_metric_outranks_the_others():
    ranks = load_definitions().query("metric != ''").groupby(["metric", "company"])["rank"]
    assert not ranks.apply(lambda r: r.duplicated().any()).any()


def test_capex_bases_have_their_own_metrics():
    told = load_facts()
    by_metric = told.groupby("metric")["company"].agg(set)
    assert by_metric["capex_net_of_incentives"] >= {"amazon", "oracle"}
    assert by_metric["capex_gross"] >= {"amazon", "oracle"}
    assert by_metric["capex_with_finance_leases"] >= {"microsoft", "amazon", "meta"}
    assert not set(facts.in_role("abroad")) & by_metric["capex_cash"]
    headline = load_companies().set_index("slug")["headline_capex"]
    assert headline[["microsoft", "alphabet", "amazon", "meta"]].tolist() == [
        "capex_with_finance_leases",
        "capex_cash",
        "capex_net_of_incentives",
        "capex_with_finance_leases",
    ]


def test_amazons_net_capex_is_gross_less_proceeds():
    """8-K exhibit of 30 July 2026: purchases 54,208 m, cash capex 53,076 m, so 1,132 m of proceeds."""
    told = load_facts()
    told = told[
        (told["company"] == "amazon")
        & (told["period_start"] == "2026-04-01")
        & (told["period_end"] == "2026-06-30")
    ]
    best = told[told["evidence"].isin(["filed", "company"])].sort_values("filed").drop_duplicates("metric")
    value = best.set_index("metric")["value"]
    assert value["capex_gross"] == 54_208e6
    assert value["capex_net_of_incentives"] == 53_076e6
    assert value["property_proceeds_and_incentives"] == 1_132e6


def test_exchange_rates_cover_every_quarter():
    assert load_fx()["calendar_quarter"].tolist() == [str(q) for q in quarters_between("2019Q1", "2026Q2")]
    assert load_fx()["average_rate"].between(6, 8).all()


def test_market_sizes_grow_as_synergy_printed_them():
    market = load_market().query("market == 'world_cloud_infrastructure' and metric == 'size'")
    size = market.groupby("period_end")["value"].max()
    assert size["2021-06-30"] == 42e9
    assert size["2025-12-31"] == 119.1e9


def test_labs_keep_both_counts_of_openais_revenue():
    labs = load_table("labs")
    labs = labs[
        (labs["lab"] == "OpenAI") & (labs["as_of"] == "2026-09-30") & (labs["metric"] == "revenue_run_rate")
    ]
    assert labs.groupby("definition")["value"].agg(set).to_dict() == {
        "incl_partner_gross_sales": {68e9, 70e9},
        "net_of_partner_sales": {50e9},
    }


def test_guidance_with_words_alone_has_no_figure():
    guidance = load_guidance()
    words = guidance["kind"] == "qualitative"
    assert words.sum() > 50
    assert guidance.loc[words, ["low", "high"]].isna().all().all()
    assert guidance.loc[~words, "low"].notna().all()
    points = guidance.loc[guidance["kind"] == "point", ["high", "definition"]].dropna()
    assert (points["high"] > 0).eq(points["definition"] != "operating_margin_change").all()


def test_money_and_capacity_of_deals_are_told_apart():
    deals = load_table("deals").set_index("deal_id")
    assert deals.loc["D012", ["unit", "amount_low"]].tolist() == ["MW", 5000.0]
    assert deals.loc["D017", ["qualifier", "amount_high", "status"]].tolist() == [
        "up_to",
        100e9,
        "superseded",
    ]
    assert deals.loc["D007", ["cloud_credit_share", "stake"]].tolist() == [0.5, 0.36]
    assert deals.loc[["D018", "D046"], "counts"].tolist() == ["no", "yes"]


def test_deals_that_are_totals_do_not_count():
    deals = load_table("deals").set_index("deal_id")
    assert deals.loc["D076", "overlaps"].split(";") == [
        "D106",
        "D070",
        "D071",
        "D072",
        "D073",
        "D074",
        "D075",
    ]
    assert set(deals.loc[["D076", "D077", "D023", "D068"], "counts"]) == {"no"}


def test_claims_carry_their_words():
    claims = load_table("claims")
    assert len(claims) == 125
    azure = claims.set_index("claim_id").loc["C000-02"]
    assert (azure["value_low"], azure["unit"], azure["phrase"]) == (0.06, "share", "AI 服務貢獻 6 個百分點")


def test_the_data_names_no_workshop(checkout):
    """Nothing in the tables or the codebook speaks of where or how they were collected by machine."""
    for file in (checkout / "data").rglob("*"):
        if file.suffix in (".csv", ".md", ".yml"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"/work/|/tmp/|\.\./shared|github-file-index", text), file.name
            assert "\r" not in text
            assert text.endswith("\n")
