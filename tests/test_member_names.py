"""Names in the proof a reader asks for: words of the edition's language, not the ids of tables."""

from __future__ import annotations

import pytest

from cloudcapex.reports.ai_financing import Financing
from cloudcapex.reports.proofs import measure_name


@pytest.mark.parametrize(
    ("member", "language", "name"),
    [
        ("everybody>laboratories", "en", "everybody → laboratories"),
        ("everybody>laboratories", "zh-Hans", "所有各方→大模型公司"),
        ("laboratories>everybody", "zh-Hant", "AI模型公司→各方"),
        ("amazon>anthropic", "en", "Amazon → Anthropic"),
        ("openai+anthropic", "en", "OpenAI and Anthropic"),
        ("anthropic-2025-09-series-f", "en", "Anthropic, round of 2025-09"),
        ("anthropic-2025-09-series-f", "zh-Hant", "Anthropic，2025-09輪"),
        ("meta/capex_cash/CY2025", "en", "Meta, Capex (cash), CY2025"),
        ("D046", "en", "D046"),
        ("A lab <b> of + signs", "en", "A lab <b> of + signs"),
        ("ms-2025-four", "zh-Hans", "摩根士丹利；亚马逊、Alphabet、Meta和微软；2025年"),
        ("alphabet/network/2021-01-01", "en", "Alphabet, network equipment, 2021-01-01"),
        ("not_a_figure", "zh-Hant", "並非數字"),
        ("giants", "zh-Hans", "大公司与需求"),
        ("china_clouds", "en", "China’s clouds and their market"),
    ],
)
def test_a_member_is_named_in_words(member, language, name):
    assert Financing("2026Q2", language=language).name_of(member) == name


@pytest.mark.parametrize(
    ("measure", "language", "name"),
    [
        ("ledger.equity_low", "en", "money paid or promised, at the least"),
        ("ledger.equity_low", "zh-Hant", "支付或承諾資金的下限"),
        ("market.share.world_cloud_infrastructure", "zh-Hans", "市场占比"),
        ("value_stack.swing.chips", "en", "how far it moves the answer"),
        ("claims.verdict", "en", "verdict"),
        ("claims.verdict", "zh-Hans", "判定"),
        ("remarks.core_grows", "zh-Hans", "AI以外的业务也在增长"),
        ("told.capex_as_stated.4.as_stated", "zh-Hant", "資本支出（基礎未揭露）：4季合計"),
        ("told.capex_as_stated.1.as_stated", "en", "Capex (basis not stated)"),
        ("guidance.high.capex_cash.CY2026", "en", "upper end of guidance"),
    ],
)
def test_a_measure_of_another_table_is_named_in_words(measure, language, name):
    assert measure_name(Financing("2026Q2", language=language), measure) == name


def test_no_proof_of_the_financing_edition_shows_a_pair_or_an_underscore():
    report = Financing("2026Q2")
    for make in report.makers.values():
        make(report)
    shown = {line.who for told in report.statements.values() for line in told.proof}
    assert {name for name in shown if ">" in name or "_" in name} == set()
