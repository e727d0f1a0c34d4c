"""The words of a statement as the proof reads them: numbers back from their texts, and words that claim something."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import facts
from cloudcapex.statements.proof import bound, lexicon, licences, subjects
from cloudcapex.statements.proof.accounted import unaccounted
from cloudcapex.statements.proof.loose import digits_left, number_words, quarter_in
from cloudcapex.statements.proof.names import CompanyNames
from cloudcapex.statements.proof.numbers import alike, bounds, fits, in_unit, prints, read
from cloudcapex.statements.proof.series import Lookup


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value", "step", "kind"),
        [
            ("$24.2bn", "24.2e9", "0.1e9", "money"),
            ("$1.14tn", "1.14e12", "0.01e12", "money"),
            ("−$300m", "-300e6", "1e6", "money"),
            ("$−300m", "-300e6", "1e6", "money"),
            ("RMB\u00a01.7bn", "1.7e9", "0.1e9", "money"),
            ("46\u202f%", "0.46", "0.01", "percent"),
            ("+46 %", "0.46", "0.01", "percent"),
            ("−5\u202f%", "-0.05", "0.01", "percent"),
            ("1.5 pp", "0.015", "0.001", "points"),
            ("2.4×", "2.4", "0.1", "times"),
            ("2.4 times", "2.4", "0.1", "times"),
            ("15 million", "15e6", "1e6", "count"),
            ("60,000", "60000", "1", "count"),
            ("1.25\u00a0GW", "1250", "10", "power"),
            ("26 years", "26", "1", "count"),
            ("third", "3", "1", "count"),
            ("242亿美元", "242e8", "1e8", "money"),
            ("1.14万亿美元", "1.14e12", "0.01e12", "money"),
            ("1.14兆美元", "1.14e12", "0.01e12", "money"),
            ("4,200萬美元", "4200e4", "1e4", "money"),
            ("人民幣17億元", "17e8", "1e8", "money"),
            ("41.9億港元", "41.9e8", "0.1e8", "money"),
            ("增87%", "0.87", "0.01", "percent"),
            ("减5%", "-0.05", "0.01", "percent"),
            ("15个百分点", "0.15", "0.01", "points"),
            ("2.4倍", "2.4", "0.1", "times"),
            ("1.6億股", "1.6e8", "0.1e8", "count"),
            ("兩家", "2", "1", "count"),
        ],
    )
    def test_a_text_is_read_back(self, text, value, step, kind):
        (said,) = read(text)
        assert (said.value, said.step, said.kind) == (Decimal(value), Decimal(step), kind)

    @pytest.mark.parametrize(
        ("text", "ends"),
        [
            ("$195–205bn", (195e9, 205e9)),
            ("$12.3m to $1.2bn", (12.3e6, 1.2e9)),
            ("+91 % to +140 %", (0.91, 1.4)),
            ("22–29%", (0.22, 0.29)),
            ("增91%至140%", (0.91, 1.4)),
            ("9.5–12億美元", (9.5e8, 12e8)),
        ],
    )
    def test_a_range_has_two_ends(self, text, ends):
        assert tuple(float(said.value) for said in read(text)) == pytest.approx(ends)

    @pytest.mark.parametrize("text", ["", "AWS", "a record", "加快", "%"])
    def test_what_is_no_number(self, text):
        assert read(text) == []

    @pytest.mark.parametrize(
        ("value", "text", "so"),
        [
            (0.95e9, "$1.0bn", True),  # a half is rounded up in decimal, whatever the binary number below it
            (0.95e9, "$0.9bn", False),
            (0.125, "12.5 %", True),
            (0.125, "13 %", True),
            (0.125, "12 %", False),
            (-0.05, "5 %", True),  # what the words call a fall
            (-0.05, "+5 %", False),
            (0.05, "减5%", False),
            (0.0004, "<0.1 %", True),
            (0.004, "<0.1 %", False),
            (24.204e9, "242億美元", True),
            (24.204e9, "24.2億美元", False),
        ],
    )
    def test_a_value_is_printed_so(self, value, text, so):
        (said,) = read(text)
        assert prints(value, said) is so

    @pytest.mark.parametrize(
        ("value", "text", "side", "so"),
        [
            (1_145_700_000_000, "$1.14tn", -1, True),
            (1_145_700_000_000, "$1.15tn", -1, False),  # at least so much it is not
            (1_145_700_000_000, "$1.13tn", -1, False),
            (1_145_700_000_000, "$1.15tn", 1, True),
            (1_145_700_000_000, "$1.14tn", 1, False),
            (1.7, "1.7×", -1, True),
            (1.7, "1.7×", 1, True),
        ],
    )
    def test_an_end_lies_on_its_own_side_of_the_value(self, value, text, side, so):
        (said,) = read(text)
        assert bounds(value, said, side) is so

    @given(st.integers(-(10**7), 10**7), st.sampled_from(["{} %", "${}bn", "{}×", "{}億美元", "{}個百分點"]))
    def test_what_is_written_in_decimals_reads_back_as_it_is(self, thousandths, template):
        value = Decimal(thousandths) / 1000
        text = template.format(f"{abs(value):,}")
        (said,) = read(f"−{text}" if value < 0 else text)
        factor = {
            "%": Decimal("0.01"),
            "n": Decimal(10**9),
            "×": 1,
            "元": Decimal(10**8),
            "點": Decimal("0.01"),
        }[text[-1]]
        assert said.value == value * factor

    def test_a_bare_number_is_in_the_unit_of_its_value(self):
        (said,) = read("15")
        assert in_unit(said, "share").value == Decimal("0.15")
        assert in_unit(said, "count").value == 15

    @pytest.mark.parametrize(
        ("text", "unit", "so"),
        [
            ("46 %", "share", True),
            ("$46bn", "share", False),
            ("46 %", "USD", False),
            ("$46bn", "CNY", False),
            ("人民币46亿元", "CNY", True),
            ("2.4×", "times", True),
            ("500 MW", "MW", True),
            ("4", "count", True),
        ],
    )
    def test_a_text_is_of_a_unit(self, text, unit, so):
        assert fits(read(text)[0], unit) is so

    def test_two_values_print_alike_to_a_digit(self):
        assert alike(0.454, 0.4456, Decimal("0.01"))
        assert not alike(0.454, 0.4456, Decimal("0.001"))


def said(text: str, language: str = "en") -> list[tuple[str, set[str]]]:
    return [(claim.word, set(claim.needs)) for claim in lexicon.claims(text, language)]


class TestClaims:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Every cloud sped up", {"Every": "universal", "sped up": "sped_up"}),
            ("No company stated its growth", {"No company": "none"}),
            ("Most clouds slowed", {"Most clouds": "most", "slowed": "slowed"}),
            ("Oracle’s RPO grew most", {"grew most": "leader"}),
            ("Capex rose to a record", {"rose": "up", "record": "record"}),
            ("the lowest of 12 quarters", {"lowest": "low"}),
            ("Capex shrank less", {"shrank less": "fell_less"}),
            ("It at least doubled", {"doubled": "double"}),
            ("up from $12bn", {"up": "up"}),
            ("Growth held at +50", {"held": "held"}),
            ("for the third quarter in a row", {"in a row": "streak"}),
            ("Together they spent", {"Together": "sum"}),
            ("Growth is uneven", {"uneven": "mixed"}),
            ("It was not yet stated", {"not yet": "not_yet"}),
        ],
    )
    def test_english(self, text, found):
        assert dict(said(text)).keys() == found.keys()
        assert all(found[word] in needs for word, needs in said(text))

    @pytest.mark.parametrize(
        "text",
        [
            "Cloud growth of the quarter",
            "each on its own basis",
            "The data hold no figure"[0:8],
            "Alibaba held 36 % of the market",
            "remaining performance obligations",
            "the most recent quarter",
            "at most half a point",
            "recorded revenue",
            # terms that hold a word of the list
            "the all-in cost of an hour",
            "an all-cash deal",
            "a catch-all line",
            "not at all",
            "all else",
            "web-only exhibits",
            "double-digit growth of revenue",
            "a matter of record",
            "large accelerated filers",
            "lead times",
            "debt that falls due in a year",
            "the half-year report",
            "held-to-maturity securities",
            "a high-bandwidth link",
            "its contracts with laboratories",
        ],
    )
    def test_what_claims_nothing(self, text):
        assert said(text) == []

    @pytest.mark.parametrize(
        ("text", "needs"),
        [
            ("三家云业务均加速", ["universal", "sped_up"]),
            ("没有公司披露", ["none"]),
            ("多数公司放缓", ["most", "slowed"]),
            ("资本开支同比增长，创历史新高", ["up", "record"]),
            ("資本支出年增，創歷史新高", ["up", "record"]),
            ("雲端成長率持平，AWS居首", ["held", "leader"]),
            ("降幅收窄", ["fell_less"]),
            ("年化營收逾一倍", ["above", "double"]),
            ("連續三季下降", ["streak", "down"]),
            ("五家合計", ["sum"]),
            ("尚未公布", ["not_yet"]),
            ("跌至歷史新低", ["down", "record_low"]),
        ],
    )
    def test_chinese(self, text, needs):
        found = said(text, "zh-Hant")
        assert len(found) == len(needs), found
        assert all(need in got for need, (_, got) in zip(needs, found, strict=True))

    @pytest.mark.parametrize(
        "text",
        [
            *("各按自身口径", "云业务收入同比增速", "成長率", "平均匯率", "首次公布", "第一季", "全公司"),
            # terms that hold a word of the list
            *("分析师一致预期", "一致預期", "一致性预测", "口径不一致", "基礎不一致", "不一定"),
            *("均匀分布", "均勻分布", "人均收入", "月均汇率", "月均匯率", "所有者权益", "所有權", "首都"),
            *("无一览表", "無一覽表", "找不到", "不足以支付", "营收倍数", "營收倍數", "利润年增速"),
            *("大型加速申报公司", "大型加速申報公司", "第一道界限", "尚未确认的收入", "尚未認列的營收"),
        ],
    )
    def test_chinese_that_claims_nothing(self, text):
        assert said(text, "zh-Hans") == []

    @pytest.mark.parametrize(
        ("text", "language", "need"),
        [
            ("all five grew at an all-in cost", "en", "universal"),
            ("no-one grew", "en", "none"),
            ("an all-time high", "en", "record"),
            ("capex contracted by a tenth", "en", "down"),
            ("分析师一致预期一致上调", "zh-Hans", "universal"),
            ("人均收入均高于一年前", "zh-Hans", "universal"),
            ("所有公司", "zh-Hant", "universal"),
            ("第一次", "zh-Hans", "first_time"),
            ("超过三倍", "zh-Hans", "treble"),
        ],
    )
    def test_a_term_hides_no_word_that_stands_beside_it(self, text, language, need):
        assert need in set().union(*(needs for _, needs in said(text, language)))

    def test_everything_that_a_word_needs_can_be_held(self):
        """A licence that nothing grants would refuse a word for ever."""
        granted = Path(licences.__file__).read_text("utf-8")
        forms = {"leader", "streak", "sum", "range", "record"}
        for words in (lexicon._ENGLISH, lexicon._CHINESE):
            for pattern, needs in words:
                for need in needs.split():
                    known = (
                        need in forms
                        or f'"{need}"' in granted
                        or need in ("added", "gained", "lost", "sped_up", "slowed")
                    )
                    assert known or need in ("fell_less", "fell_more", "held"), (pattern, need)


class TestLooseNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "In 2026Q2",
            "by 9 October 2026",
            "FY26 Q4",
            "since Q3 2021",
            "2026年第二季",
            "2024年8月",
            "10-K",
            "an H100",
            "GPT-4",
            "Exhibit 12",
            "圖表 3",
            "2026年4–6月",
            "Microsoft 365",
            "CY2026",
            "C004-21",
        ],
    )
    def test_labels_days_and_names_are_no_figures(self, text):
        assert list(digits_left(text)) == []

    @pytest.mark.parametrize("text", ["by 37", "RMB24", "3 of them", "37家", "$4bn"])
    def test_anything_else_is_told(self, text):
        assert len(list(digits_left(text))) == 1

    def test_a_number_word_counts_something(self):
        assert list(number_words("two of the four", "en", {2, 4})) == []
        assert "“four” counts nothing" in "".join(number_words("two of the four", "en", {2, 3}))
        assert list(number_words("over twelve months", "en", set())) == []
        assert "“三” counts nothing" in "".join(number_words("三家中", "zh-Hans", {2}))
        assert list(number_words("第三季", "zh-Hans", set())) == []

    @pytest.mark.parametrize("text", ["since 2021Q3", "Q3 2021", "自2021年第三季", "2021年3季度"])
    def test_a_quarter_is_found_as_it_is_written(self, text):
        assert quarter_in(text, "2021Q3")
        assert not quarter_in(text, "2021Q4")


class TestNames:
    @pytest.fixture
    def names(self, checkout, monkeypatch) -> CompanyNames:
        monkeypatch.chdir(checkout)
        return CompanyNames(facts.load_companies())

    @pytest.mark.parametrize(
        ("text", "slugs"),
        [
            ("AWS and Azure", {"amazon", "microsoft"}),
            ("Google Cloud, then Google", {"alphabet"}),
            ("Oracle OCI or OCI", {"oracle"}),
            ("微软与亞馬遜", {"microsoft", "amazon"}),
            ("Metals and oracles", set()),
            ("Alibaba Cloud", {"alibaba"}),
        ],
    )
    def test_whom_a_text_names(self, names, text, slugs):
        assert names.spoken(text) == slugs

    @pytest.mark.parametrize(
        "text", ["分析师一致预期", "一致预期（高盛汇总）", "All Weather Finance", "The Straits Times"]
    )
    def test_whose_word_is_told_again_has_a_name_too(self, text):
        assert Lookup().quoted.blank(text).strip() == ""

    def test_the_stops_of_a_name_part_no_clause(self):
        rows = pd.DataFrame({"slug": ["foo", "bar"], "name": ["Foo Co., Ltd.", "Bar.com; Inc"]})
        text = "Foo Co., Ltd. fell to 1,250.5; Bar.com; Inc, which cannot be compared"
        parts = [clause.text for clause in CompanyNames(rows).clauses(text)]
        assert parts == ["Foo Co., Ltd. fell to 1,250.5", " Bar.com; Inc", " which cannot be compared"]


def test_a_full_stop_within_a_name_parts_nothing():
    """“Gato Co.” and its day are told together, whatever the name ends with."""
    text = "Gato Co. on 2 May and Perro on 3 May; Lobo on 4 May"
    words = [
        bound.Word(0, 8, "Gato Co.", "gato"),
        bound.Word(12, 17, "2 May", of=frozenset({"gato"})),
        bound.Word(22, 27, "Perro", "perro"),
        bound.Word(31, 36, "3 May", of=frozenset({"perro"})),
        bound.Word(38, 42, "Lobo", "lobo"),
        bound.Word(46, 51, "4 May", of=frozenset({"lobo"})),
    ]
    assert [[w.text for w in stretch] for stretch in bound._stretches(text, words)] == [
        ["Gato Co.", "2 May", "Perro", "3 May"],
        ["Lobo", "4 May"],
    ]


@given(st.text(min_size=1))
def test_a_name_is_told_of_as_it_stands_whatever_its_letters(name):
    """A backslash or a quotation mark in a name must not be looked for beside its escaped form."""
    record = SimpleNamespace(population=[], result={"rows": [{"of": name}]})
    case = SimpleNamespace(record=record, operands=[], about=())
    assert name in subjects._told_of(case)


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "Oracle sped up; the other 2 cannot be compared", []),
        ("zh-Hant", "甲骨文加快；其餘2家無法比較", []),
        ("en", "Oracle sped up; the other 3 cannot be compared", ["meta", "amazon"]),
        ("en", "Oracle sped up, and so did the other 2", ["meta", "amazon"]),
    ],
)
def test_those_of_whom_nothing_can_be_said_may_be_counted_as_the_others(language, text, left):
    unknown = dict.fromkeys(("meta", "amazon"), "not_yet_filed")
    record = SimpleNamespace(unknown=unknown, known=("oracle",), text=text, language=language)
    names = SimpleNamespace(spoken=lambda text: {"oracle"})
    assert unaccounted(SimpleNamespace(record=record, look=SimpleNamespace(names=names))) == left
