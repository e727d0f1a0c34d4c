"""Reading of prose: whose figure, of what, for when and how much, in English and both Chinese; and words for every metric."""

from __future__ import annotations

import pytest

from cloudcapex import facts
from cloudcapex.claims import audit, claims_in_text, vocabulary
from cloudcapex.claims.amounts import amounts_in
from cloudcapex.claims.times import times
from cloudcapex.metrics import DERIVED
from cloudcapex.periods import Quarter

DAY = "2026-10-09"


def read(text, quarter=None):
    claims = claims_in_text(text, "note", Quarter.parse(quarter) if quarter else None)
    return [(c.subject, c.metric, c.period, c.low, c.unit) for c in claims]


def judged(text):
    return [v.outcome for v in audit(claims_in_text(text, "note"), DAY)]


# when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in Q4 2024", "2024Q4"),
        ("in Q4 of 2024", "2024Q4"),
        ("2024Q4", "2024Q4"),
        ("4Q24", "2024Q4"),
        ("Q4'24", "2024Q4"),
        ("in the fourth quarter of 2024", "2024Q4"),
        ("fourth-quarter 2024 revenue", "2024Q4"),
        ("2024's fourth quarter", "2024Q4"),
        ("FY25 Q2", "FY2025 Q2"),
        ("Q2 FY2025", "FY2025 Q2"),
        ("fiscal 2025 second quarter", "FY2025 Q2"),
        ("second quarter of fiscal 2025", "FY2025 Q2"),
        ("fiscal second quarter of 2025", "FY2025 Q2"),
        ("the quarter ended November 2023", "quarter ended 2023-11"),
        ("the three months ended March 31, 2024", "quarter ended 2024-03"),
        ("the quarter that ended 30 November 2023", "quarter ended 2023-11"),
        ("the fiscal year ended June 2025", "year ended 2025-06"),
        ("fiscal 2025", "FY2025"),
        ("FY25", "FY2025"),
        ("in 2024", "2024"),
        ("first half of 2024", "2024H1"),
        ("as of December 31, 2023", "2023-12-31"),
        ("in October 2024", "2024-10"),
        ("at the end of 2024", "2024-12-31"),
        ("2024年四季度", "2024Q4"),
        ("2024年第四季度", "2024Q4"),
        ("2024年第四季", "2024Q4"),
        ("2024 年第 4 季", "2024Q4"),
        ("2024年Q4", "2024Q4"),
        ("2025财年第二季度", "FY2025 Q2"),
        ("2025財年第二季", "FY2025 Q2"),
        ("2025會計年度第2季", "FY2025 Q2"),
        ("2025财年", "FY2025"),
        ("截至2023年11月的季度", "quarter ended 2023-11"),
        ("截至2023年11月30日止三个月", "quarter ended 2023-11"),
        ("2024年上半年", "2024H1"),
        ("2024年10月", "2024-10"),
        ("2024年底", "2024-12-31"),
        ("2024年全年", "2024"),
    ],
)
def test_a_time_is_read_as_written_and_is_no_figure(text, said):
    found = times(text)
    assert [t.text for t in found] == [said]
    assert amounts_in(text, found) == []


def test_a_quarter_without_a_year_takes_the_nearest():
    assert [t.text for t in times("2024年，AWS第四季度收入")] == ["2024", "2024Q4"]
    assert [t.text for t in times("in the second quarter", Quarter(2024, 4))] == ["2024Q2"]
    assert times("in the second quarter") == ()
    assert times("比上一季度低") == ()


def test_full_width_digits_are_digits():
    assert read("ＡＷＳ２０２４年第四季度收入２８８亿美元") == read("AWS2024年第四季度收入288亿美元")


# how much --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge"),
    [
        ("$28.8bn", 28.8e9, 28.8e9, ""),
        ("over US$28 billion", 28e9, 28e9, "over"),
        ("nearly $29B", 29e9, 29e9, "about"),
        ("less than $1 trillion", 1e12, 1e12, "under"),
        ("$30-37bn", 30e9, 37e9, ""),
        ("between $30bn and $37bn", 30e9, 37e9, ""),
        ("300億至370億美元", 30e9, 37e9, ""),
        ("1.2兆美元", 1.2e12, 1.2e12, ""),
        ("逾288亿美元", 28.8e9, 28.8e9, "over"),
        ("近 288 億美元", 28.8e9, 28.8e9, "about"),
        ("約288億美元", 28.8e9, 28.8e9, "about"),
        ("不到288亿美元", 28.8e9, 28.8e9, "under"),
        ("1.2万亿元", 1.2e12, 1.2e12, ""),
        ("17.7 billion yuan", 17.7e9, 17.7e9, ""),
        ("19 per cent", 0.19, 0.19, ""),
        ("6 pp", 0.06, 0.06, ""),
        ("6个百分点", 0.06, 0.06, ""),
        ("1.3 million paid subscribers", 1.3e6, 1.3e6, ""),
        ("130万付费用户", 1.3e6, 1.3e6, ""),
        ("2.1 GW", 2100, 2100, ""),
        ("850兆瓦", 850, 850, ""),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_written(text, low, high, hedge):
    (figure,) = amounts_in(text, ())
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    assert figure.qualifier == hedge


def test_hong_kong_dollars_are_no_us_dollars():
    assert [f.currency for f in amounts_in("HK$28.8bn", ())] == [""]


# whose and of what -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AWS revenue in Q4 2024 was $28.8 billion, up 19 %.", [("AWS", "revenue", 28.8e9), ("AWS", "revenue_growth", 0.19)]),
        ("NVIDIA's data center revenue was $35.6bn in FY25 Q4.", [("NVIDIA", "data_center_revenue", 35.6e9)]),
        ("AWS, Amazon's cloud unit, had revenue of $28.8bn in Q4 2024.", [("AWS", "revenue", 28.8e9)]),
        ("亞馬遜 AWS 2024年第四季營業利益率36.9%。", [("AWS", "operating_margin", 0.369)]),
        ("微软2025财年第二季度营业利润率45.5%。", [("Microsoft", "operating_margin", 0.455)]),
        ("谷歌云2024年收入同比增速31%。", [("Google Cloud", "revenue_growth", 0.31)]),
        ("AWS 2024年營收年增率19%。", [("AWS", "revenue_growth", 0.19)]),
        ("Amazon's capex fell 5% in 2023.", [("Amazon", "capex_growth", -0.05)]),
        ("Alphabet's 2024 capex was $52.5bn, up 63%.", [("Alphabet", "capex", 52.5e9), ("Alphabet", "capex_growth", 0.63)]),
        ("AWS's operating margin rose to 36.9% in Q4 2024.", [("AWS", "operating_margin", 0.369)]),
        ("Amazon made a net loss of $2.7bn in 2022.", [("Amazon", "net_income", -2.7e9)]),
        ("甲骨文截至2023年11月的季度营收129亿美元，云基础设施收入增长52%。", [("Oracle", "revenue", 12.9e9), ("OCI", "revenue_growth", 0.52)]),
        ("Microsoft, Alphabet and Amazon together $120bn capex in 2022.", [("Microsoft + Alphabet + Amazon", "capex", 120e9)]),
        ("Revenue at AWS and Google Cloud was $28.8bn and $12.0bn respectively in Q4 2024.", [("AWS", "revenue", 28.8e9), ("Google Cloud", "revenue", 12e9)]),
        ("Meta expects 2025 capex of $66-72bn.", [("Meta", "capex_guidance", 66e9)]),
        ("AWS revenue grew 5% quarter on quarter in Q4 2024.", [("AWS", "revenue_growth_qoq", 0.05)]),
        ("Azure grew 39% in constant currency in Q3 2025.", [("Microsoft Azure", "revenue_growth_cc", 0.39)]),
    ],
)  # fmt: skip
def test_each_figure_goes_with_whom_and_what_it_is_of(text, said):
    assert [(who, what, pytest.approx(low)) for who, what, _, low, _ in read(text)] == said


def test_the_figure_of_a_year_before_is_of_that_year():
    found = read("Amazon's revenue rose to $187.8bn in Q4 2024 from $170.0bn a year earlier.")
    assert [(period, low) for _, _, period, low, _ in found] == [("2024Q4", 187.8e9), ("2023Q4", 170e9)]
    assert [p for _, _, p, _, _ in read("輝達2025財年營收1,305億美元，上年同期609億美元。")] == [
        "FY2025",
        "FY2024",
    ]


def test_a_level_something_rose_from_is_no_claim_where_no_time_is_named():
    assert [low for *_, low, _ in read("AWS revenue rose from $24.2bn to $28.8bn in Q4 2024.")] == [28.8e9]


# words for every metric ---------------------------------------------------------------------------


def _labels():
    columns = {"en": "label", "zh-Hans": "label_zh_hans", "zh-Hant": "label_zh_hant"}
    for row in facts.load_metrics().itertuples():
        for language, column in columns.items():
            yield pytest.param(row.id, row.unit, getattr(row, column), id=f"{row.id}-{language}")
    for metric in DERIVED.values():
        for language, column in columns.items():
            yield pytest.param(metric.id, metric.unit, getattr(metric, column), id=f"{metric.id}-{language}")


@pytest.mark.parametrize(("metric", "unit", "label"), list(_labels()))
def test_every_metric_is_understood_by_its_label_in_every_language(metric, unit, label):
    written = {
        "share": "30%",
        "count": "1.3 million GPUs",
        "MW": "850 MW",
        "times": "6x",
        "years": "4.1 years",
    }.get(unit, "$3.0bn")
    if metric == "azure_ai_points":
        written = "6 points"
    owners = facts.load_facts()
    mine = owners.loc[owners["metric"] == metric, "company"]
    slug = mine.iloc[0] if len(mine) else "oracle"
    known = vocabulary()
    company = known.owner(slug)
    (claim,) = claims_in_text(f"{company.names[0]}: {label}: {written}", "note", Quarter(2024, 4))
    measure, entity = known.measure(claim.metric), known.entity(claim.subject)
    assert metric in {e.partition(".")[0] for e in known.reads(entity, measure.id)}
