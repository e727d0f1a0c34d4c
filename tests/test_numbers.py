"""The one writer of numbers: its styles by unit and place, its rounding, and what it never prints."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cloudcapex.language import Language, Number
from cloudcapex.language.catalogue import messages
from cloudcapex.language.number import sided
from cloudcapex.locale.sources import every_message
from messages_filled import KIND

# Kinds of places that are times: *up to 2026Q2* is no amount.
TIMES = {"quarter", "day", "month", "year"}
EN, HANS, HANT = Language("en"), Language("zh-Hans"), Language("zh-Hant")
LANGUAGES = (EN, HANS, HANT)


def in_three(number: Number) -> list[str]:
    return [language.write(number) for language in LANGUAGES]


class TestMoney:
    @pytest.mark.parametrize(
        ("value", "english", "simplified", "traditional"),
        [
            (420e6, "$420m", "4.2亿美元", "4.2億美元"),
            (42e6, "$42m", "4,200万美元", "4,200萬美元"),
            (950e6, "$950m", "9.5亿美元", "9.5億美元"),
            (999.6e6, "$1bn", "10亿美元", "10億美元"),
            (1.2e9, "$1.2bn", "12亿美元", "12億美元"),
            (1.25e9, "$1.25bn", "12.5亿美元", "12.5億美元"),
            (24.204e9, "$24.2bn", "242亿美元", "242億美元"),
            (24e9, "$24bn", "240亿美元", "240億美元"),
            (181.5e9, "$182bn", "1,815亿美元", "1,815億美元"),
            (1.14e12, "$1.14tn", "1.14万亿美元", "1.14兆美元"),
            (1.2e12, "$1.2tn", "1.2万亿美元", "1.2兆美元"),
            (-300e6, "−$300m", "−3亿美元", "−3億美元"),
            (-5.9e9, "−$5.9bn", "−59亿美元", "−59億美元"),
            (420_000, "$420,000", "42万美元", "42萬美元"),
            (3.5, "$3.50", "3.50美元", "3.50美元"),
            (0, "$0", "0美元", "0美元"),
        ],
    )
    def test_a_sentence_takes_the_unit_that_fits(self, value, english, simplified, traditional):
        assert in_three(Number(value, "USD")) == [english, simplified, traditional]
        assert in_three(Number(value, "USD", place="headline")) == [english, simplified, traditional]

    @pytest.mark.parametrize(
        ("value", "english", "chinese"),
        [
            (420e6, "0.42", "4.2"),
            (1.2e12, "1,200", "12,000"),
            (24.04e9, "24.0", "240"),
            (8.14e9, "8.14", "81.4"),
            (-300e6, "−0.3", "−3.0"),
            (1e6, "<0.01", "0.01"),
            (-1e6, ">−0.01", "−0.01"),
        ],
    )
    def test_a_column_keeps_its_unit_and_does_not_name_it(self, value, english, chinese):
        for place in ("table", "chart"):
            assert in_three(Number(value, "USD", place=place)) == [english, chinese, chinese]

    def test_fixed_digits_are_of_a_column_s_unit(self):
        assert in_three(Number(0.95e9, "USD", decimals=1)) == ["$1.0bn", "9.5亿美元", "9.5億美元"]

    @pytest.mark.parametrize(
        ("value", "decimals", "english", "simplified", "traditional"),
        [
            (1.116e12, 0, "$1.116tn", "1.116万亿美元", "1.116兆美元"),
            (1.1402e12, 1, "$1.1402tn", "1.1402万亿美元", "1.1402兆美元"),
            (1.12e12, 2, "$1.12tn", "1.12万亿美元", "1.12兆美元"),
            (-1.116e12, 0, "−$1.116tn", "−1.116万亿美元", "−1.116兆美元"),
            (999.6e9, 0, "$1tn", "9,996亿美元", "9,996億美元"),
            (999.6e9, 1, "$999.6bn", "9,996.0亿美元", "9,996.0億美元"),
        ],
    )
    def test_fixed_digits_go_along_into_the_unit_of_a_trillion(
        self, value, decimals, english, simplified, traditional
    ):
        assert in_three(Number(value, "USD", decimals=decimals)) == [english, simplified, traditional]

    def test_a_half_is_rounded_up_in_decimal(self):
        assert (
            EN.write(Number(0.95e9, "USD", place="table", decimals=1)) == "1.0"
        )  # as a float it is just below
        assert EN.write(Number(2.5, "number", decimals=0)) == "3"
        assert EN.write(Number(-2.5, "number", decimals=0)) == "−3"

    @pytest.mark.parametrize(
        ("currency", "texts"),
        [
            ("EUR", ["€1.7bn", "17亿欧元", "17億歐元"]),
            ("HKD", ["HK$1.7bn", "17亿港元", "17億港元"]),
            ("CNY", ["RMB\u00a01.7bn", "人民币17亿元", "人民幣17億元"]),
            ("TWD", ["NT$1.7bn", "新台币17亿元", "新台幣17億元"]),
            ("GBP", ["£1.7bn", "17亿英镑", "17億英鎊"]),
            ("SEK", ["SEK\u00a01.7bn", "17亿瑞典克朗", "17億瑞典克朗"]),
        ],
    )
    def test_any_currency_keeps_its_name_and_the_large_unit(self, currency, texts):
        assert in_three(Number(1.7e9, currency)) == texts

    def test_about_stands_before_the_copula_in_chinese(self):
        measure = "Cash"
        for language, text in ((HANS, "Cash约为32亿美元。"), (HANT, "Cash約為32億美元。")):
            amount = language.say("about {number}", number=Number(3.2e9, "USD"))
            assert language.say("{measure} stood at {amount}.", measure=measure, amount=amount) == text

    def test_about_stands_before_the_verb_of_a_part_in_chinese(self):
        message = "Over four quarters, finance leases come to {share} of {company} capex (cash)"
        for language, text in (
            (HANS, "近四季融资租赁约相当于Meta现金资本开支的25%"),
            (HANT, "近四季融資租賃約相當於Meta現金資本支出的25%"),
        ):
            share = language.say("about {number}", number=Number(0.25, "share"))
            assert language.say(message, share=share, company="Meta") == text

    def test_the_head_of_a_column_names_its_unit(self):
        assert [x.unit_name() for x in LANGUAGES] == ["US$ bn", "亿美元", "億美元"]
        assert [x.unit_name("CNY") for x in LANGUAGES] == ["RMB bn", "人民币亿元", "人民幣億元"]
        assert [x.unit_name("EUR") for x in LANGUAGES] == ["€ bn", "亿欧元", "億歐元"]


class TestRates:
    @pytest.mark.parametrize(
        ("share", "digits"),
        [
            (0.367, "37"),
            (0.004, "0.4"),
            (0.0004, "<0.1"),
            (-0.0004, ">−0.1"),
            (0.009_96, "1"),
            (0.145, "15"),
            (12.34, "1,234"),
            (0.0, "0"),
        ],
    )
    def test_per_cent(self, share, digits):
        assert EN.write(Number(share, "share")) == f"{digits}\u202f%"
        assert HANT.write(Number(share, "share", place="table")) == f"{digits}%"
        assert HANT.write(Number(share, "share", place="chart")) == digits

    def test_what_others_told_keeps_its_digits(self):
        told = [38e9, 1.25e9, 2.7e9, 110e9]
        assert [EN.write(EN.told(v, "USD")) for v in told] == ["38", "1.25", "2.7", "110"]
        assert [HANT.write(HANT.told(v, "USD")) for v in told] == ["380", "12.5", "27", "1,100"]
        assert [EN.write(EN.told(v, "share")) for v in (0.12, 0.455)] == ["12\u202f%", "45.5\u202f%"]

    def test_a_rate_with_its_sign(self):
        assert in_three(Number(0.87, "share", sign=True)) == ["+87\u202f%", "增长87%", "增87%"]
        assert in_three(Number(-0.05, "share", sign=True)) == ["−5\u202f%", "下降5%", "減5%"]
        assert in_three(Number(-0.0004, "share", sign=True)) == [">−0.1\u202f%", "下降不到0.1%", "減不到0.1%"]
        assert in_three(Number(0.87, "share", sign=True, place="table")) == ["+87\u202f%", "+87%", "+87%"]

    def test_points(self):
        assert in_three(Number(0.15, "points")) == ["15\u202fpp", "15个百分点", "15個百分點"]
        assert in_three(Number(0.15, "points", sign=True)) == [
            "+15\u202fpp",
            "增加15个百分点",
            "增加15個百分點",
        ]
        assert in_three(Number(-0.015, "points", sign=True, place="chart")) == [
            "−1.5",
            "−1.5",
            "−1.5",
        ]

    def test_multiples_and_years(self):
        assert in_three(Number(2.43, "times")) == ["2.4×", "2.4倍", "2.4倍"]
        assert EN.write(Number(120.5, "times")) == "121×"
        assert in_three(Number(26.4, "years")) == ["26 years", "26年", "26年"]
        assert [EN.write(Number(v, "years")) for v in (8.42, 1.04)] == ["8.4 years", "1 year"]
        assert EN.write(Number(8.42, "years", place="table")) == "8.4"


class TestCounts:
    @pytest.mark.parametrize(
        ("value", "english", "simplified"),
        [
            (160_000_000, "160 million", "1.6亿"),
            (60_000, "60,000", "6万"),
            (15_000_000, "15 million", "1,500万"),
            (12_345, "12,345", "12,345"),
            (1_234_567, "1.23 million", "123万"),
            (7, "7", "7"),
        ],
    )
    def test_a_count_takes_the_large_units_of_the_language(self, value, english, simplified):
        assert in_three(Number(value, "count"))[:2] == [english, simplified]

    def test_power_is_told_in_gigawatts_from_a_thousand_up(self):
        assert in_three(Number(500, "MW")) == ["500\u00a0MW", "500兆瓦", "500MW"]
        assert in_three(Number(1_250, "MW")) == ["1.25\u00a0GW", "1.25吉瓦", "1.25GW"]


class TestRanges:
    @pytest.mark.parametrize(
        ("low", "high", "unit", "english", "traditional"),
        [
            (195e9, 205e9, "USD", "$195–205bn", "1,950–2,050億美元"),
            (195e9, 205e9, "CNY", "RMB\u00a0195–205bn", "人民幣1,950–2,050億元"),
            (950e6, 1.2e9, "USD", "$0.95–1.2bn", "9.5–12億美元"),
            (12.3e6, 1.2e9, "USD", "$12.3m to $1.2bn", "1,230萬美元至12億美元"),
            (0.22, 0.29, "share", "22–29\u202f%", "22–29%"),
            (0.221, 0.223, "share", "22\u202f%", "22%"),
            (8, 26, "years", "8–26 years", "8–26年"),
        ],
    )
    def test_mark_and_unit_stand_once(self, low, high, unit, english, traditional):
        ends = Number(low, unit), Number(high, unit)
        assert [EN.range(*ends), HANT.range(*ends)] == [english, traditional]

    def test_signed_ends_stand_apart(self):
        rates = Number(0.91, "share", sign=True), Number(1.4, "share", sign=True)
        assert [x.range(*rates) for x in (EN, HANT)] == ["+91\u202f% to +140\u202f%", "增91%至140%"]
        rates = Number(-0.05, "share", sign=True), Number(0.1, "share", sign=True)
        assert [x.range(*rates) for x in (EN, HANT)] == ["−5\u202f% to +10\u202f%", "減5%至增10%"]

    def test_ends_that_make_no_range_are_refused(self):
        with pytest.raises(ValueError, match="no range from USD"):
            EN.range(Number(1, "USD"), Number(2, "share"))
        with pytest.raises(ValueError, match="down to"):
            EN.range(Number(2, "USD"), Number(1, "USD"))


def test_a_message_writes_the_numbers_it_is_given():
    assert EN.say(
        "Capex rose {growth} to {amount}", growth=Number(0.34, "share"), amount=Number(24e9, "USD")
    ) == ("Capex rose 34\u202f% to $24bn")


@pytest.mark.parametrize(
    ("message", "value", "unit", "english", "traditional"),
    [
        ("at least {low}", 248 / 148, "times", "at least 1.6×", "至少1.6倍"),
        ("≥ {low}", 17.7, "years", "≥ 17 years", "≥17年"),
        ("at least {low}", 1_145_700_000_000, "USD", "at least $1.14tn", "至少1.14兆美元"),
        ("at least {low}", 1.7, "times", "at least 1.7×", "至少1.7倍"),
        ("at least {low}", 0.0004, "share", "at least 0.04\u202f%", "至少0.04%"),
        ("up to {high}", 0.4312, "share", "up to 44\u202f%", "至多44%"),
        ("at most {number}", 22_410_000_000, "USD", "at most $22.5bn", "至多225億美元"),
        ("about {number}", 1.68, "times", "about 1.7×", "約1.7倍"),
    ],
)
def test_an_end_is_printed_on_its_own_side(message, value, unit, english, traditional):
    """At least 1.7 would be untrue of what is 1.68."""
    name = message.partition("{")[2].rstrip("}")
    for code, text in (("en", english), ("zh-Hant", traditional)):
        assert Language(code).say(message, **{name: Number(value, unit)}) == text


@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant"])
def test_what_english_makes_an_end_is_one_in_chinese(code):
    """*Sped up to 67 %* was none: what the translation does not call an end is not rounded to a side."""
    words = {"least": re.compile("至少|≥"), "most": re.compile("至多|≤")}
    texts, ends = messages(code), []
    for message, _ in every_message():
        places = re.findall(r"\{(\w+)\}", message)
        told = sided(message, {name: Number(1.0, "times") for name in places if KIND.get(name) not in TIMES})
        ends += [(number.side, message) for number in told.values() if number.side]
    assert {side for side, _ in ends} == {"least", "most"}
    assert [told for side, told in ends if not words[side].search(texts[told])] == []


@pytest.mark.parametrize(
    ("code", "text"), [("en", "A sped up to +67\u202f% on the year"), ("zh-Hant", "A加速，較去年同期增67%")]
)
def test_what_sped_up_to_a_rate_has_just_that(code, text):
    growth = Number(0.67185, "share", sign=True, decimals=0)
    assert Language(code).say("{only} sped up to {growth} on the year", only="A", growth=growth) == text


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="nobody knows how to write the unit 'furlongs'"):
        EN.write(Number(1, "furlongs"))


# --- what holds for every value -------------------------------------------------------------------

UNITS = ("USD", "CNY", "EUR", "share", "points", "times", "years", "count", "MW", "number")
PLACES = ("headline", "prose", "table", "chart")
LARGE = {
    "m": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "GW": 1000,
    "吉瓦": 1000,
} | {
    name: size
    for size, names in {10**4: "万萬", 10**8: "亿億", 10**12: ("万亿", "兆")}.items()
    for name in names
}
PRINTED = re.compile(
    r"^([<>]?)(?:增长|下降|增加|减少|減少|增|減)?(?:不到)?([−+]?)[^\d]*?([\d,]+(?:\.\d+)?)\s?(tn|bn|million|billion|trillion|m\b|GW|吉瓦|万亿|[万萬亿億兆])?"
)

values = st.floats(min_value=-1e13, max_value=1e13)
languages = st.sampled_from(LANGUAGES)
units = st.sampled_from(UNITS)
places = st.sampled_from(PLACES)


def read(text: str, language: Language, number: Number) -> tuple[bool, Decimal, Decimal]:
    """Read a written number back: whether it is only a bound, what it says, and what its last digit is worth."""
    match = PRINTED.match(text)
    assert match, text
    less, sign, printed, large = match.groups()
    scale = Decimal(LARGE.get(large or "", 1))
    if number.place in ("table", "chart") and number.unit in ("USD", "CNY", "EUR"):
        scale = Decimal(10**8 if language.chinese else 10**9)
    if number.unit in ("share", "points"):
        scale = Decimal("0.01")
    said = Decimal(printed.replace(",", ""))
    last = Decimal(1).scaleb(int(said.as_tuple().exponent))
    negative = sign == "−" or text[0] in "减減下"
    return bool(less or "不到" in text), (-said if negative else said) * scale, last * scale


@given(values, units, places, languages, st.booleans())
@example(0.95e9, "USD", "table", EN, False)
@example(999.95e9, "USD", "prose", EN, False)
@example(9_999.5e8, "USD", "prose", HANT, False)
@example(0.0949999, "points", "prose", EN, True)
def test_what_is_printed_is_the_value_to_half_its_last_digit(value, unit, place, language, sign):
    number = Number(value, unit, place=place, sign=sign)
    text = language.write(number)
    bound, said, last = read(text, language, number)
    if bound:
        assert 0 < abs(Decimal(repr(value))) < abs(said)
    else:
        assert abs(said - Decimal(repr(value))) <= last / 2
    assert (said < 0) == (value < 0 and said != 0)


@given(values, units, places, languages)
def test_nought_is_printed_for_nothing_else_and_never_has_a_sign(value, unit, place, language):
    text = language.write(Number(value, unit, place=place, sign=True))
    nought = not re.search("[1-9]", text)
    assert nought == (value == 0)
    assert not nought or not re.search("[−+增減减降]", text)
    assert "-" not in text


@given(values, values, units, places, languages)
def test_more_is_never_printed_as_less(one, other, unit, place, language):
    low, high = sorted((one, other))
    says = []
    for value in (low, high):
        number = Number(value, unit, place=place)
        bound, said, _ = read(language.write(number), language, number)
        says.append(said / 2 if bound else said)  # "<0.1" is between nought and 0.1
    assert says[0] <= says[1]


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3), st.integers(0, 2), languages)
def test_every_half_goes_away_from_nought(value, decimals, language):
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assume(rounded)
    text = language.write(Number(float(value), "number", decimals=decimals))
    assert Decimal(text.replace("−", "-").replace(",", "")) == rounded
    assert len(text.partition(".")[2]) == decimals


@given(st.integers(10**6, 10**14), st.sampled_from([None, 0, 1, 2]), languages)
@example(1_116_000_000_000, 0, HANT)
def test_a_text_has_one_scale_from_a_trillion_on(value, decimals, language):
    """11,160億 beside 1.1兆 would be one amount in two scales."""
    text = language.write(Number(value, "USD", decimals=decimals))
    if re.search("tn|万亿|兆", text):
        assert value > 0.99 * 10**12
    else:
        assert float(re.sub(r"[^\d.]", "", text)) < (10_000 if language.chinese else 1000)


@given(st.floats(allow_nan=True, allow_infinity=True), units)
def test_a_missing_value_is_never_printed_as_a_number(value, unit):
    if value != value or value in (float("inf"), float("-inf")):
        with pytest.raises(ValueError, match="missing value"):
            EN.write(Number(value, unit))
    else:
        assert "nan" not in EN.write(Number(value, unit))


@given(values, values, st.sampled_from(("USD", "share", "years", "times")), places, languages)
def test_a_range_prints_both_its_ends_or_one_that_both_print_as(one, other, unit, place, language):
    low, high = (Number(v, unit, place=place) for v in sorted((one, other)))
    text = language.range(low, high)
    assert text == language.write(low) == language.write(high) or re.search(r"\d\D*(–|至| to )\D*\d", text)


def test_a_larger_lower_end_keeps_its_own_unit():
    ends = Number(-5.86e9, "USD"), Number(4e6, "USD")
    assert [Language(code).range(*ends) for code in ("en", "zh-Hant")] == [
        "−$5.86bn to $4m",
        "−58.6億美元至400萬美元",
    ]
