"""Numbers, money and dates as each language writes them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.errors import UsageError
from cloudcapex.language import Language
from cloudcapex.periods import Quarter

EN, HANS, HANT = Language("en"), Language("zh-Hans"), Language("zh-Hant")


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        (EN, 24_204_000_000, "$24.2bn"),
        (EN, 181_500_000_000, "$182bn"),
        (EN, -5_900_000_000, "\u2212$5.9bn"),
        (EN, 1_234_000_000_000, "$1.23tn"),
        (HANS, 24_204_000_000, "242亿美元"),
        (HANT, 24_204_000_000, "242億美元"),
        (HANT, 5_800_000_000, "58.0億美元"),
        (HANS, -5_900_000_000, "\u221259.0亿美元"),
        (HANS, 1_234_000_000_000, "1.23万亿美元"),
        (HANT, 1_234_000_000_000, "1.23兆美元"),
    ],
)
def test_money(language, value, text):
    assert language.money(value) == text


def test_renminbi_is_never_a_dollar():
    assert EN.money(41_000_000_000, "CNY") == "RMB\u00a041.0bn"
    assert HANT.money(41_000_000_000, "CNY") == "410億人民幣"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.367, "+36.7\u202f%"),
        (-0.052, "\u22125.2\u202f%"),
        (1.1, "+110\u202f%"),
        (0.0, "0.0\u202f%"),
        (-0.0001, "0.0\u202f%"),
    ],
)
def test_growth_in_english(share, text):
    assert EN.percent(share, sign=True) == text


def test_growth_in_chinese_has_no_space():
    assert HANS.percent(0.367, sign=True) == "+36.7%"
    assert HANT.points(0.06) == "+6個百分點"
    assert HANS.points(-0.015) == "\u22121.5个百分点"
    assert EN.points(0.06) == "+6\u202fpp"


def test_counts_take_the_large_units_of_the_language():
    assert [x.count(15_000_000) for x in (EN, HANS, HANT)] == ["15 million", "1500万", "1500萬"]


def test_a_day_fits_a_narrow_column():
    day = dt.date(2025, 11, 25)
    assert [x.day(day) for x in (EN, HANS, HANT)] == ["25 Nov 2025", "2025-11-25", "2025-11-25"]


def test_lists_and_dates():
    assert EN.join(["AWS", "Azure", "OCI"]) == "AWS, Azure and OCI"
    assert HANT.join(["AWS", "Azure", "OCI"]) == "AWS、Azure和OCI"
    assert EN.join(["AWS"]) == "AWS"
    assert EN.join([]) == ""
    assert EN.date(dt.date(2024, 2, 15)) == "15 February 2024"
    assert HANS.date(dt.date(2024, 2, 15)) == "2024年2月15日"
    assert EN.months(Quarter(2026, 2)) == "April–June 2026"
    assert HANT.months(Quarter(2026, 2)) == "2026年4–6月"


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_missing_value_is_never_printed_as_a_number(value):
    if value != value or value in (float("inf"), float("-inf")):
        with pytest.raises(ValueError, match="missing value"):
            EN.number(value)
    else:
        assert "nan" not in EN.number(value)


@given(st.floats(min_value=-1e13, max_value=1e13))
def test_a_minus_is_a_true_minus_and_never_stands_before_zero(value):
    text = EN.number(value, 1)
    assert "-" not in text
    assert text != "\u22120.0"
    assert float(text.replace("\u2212", "-").replace(",", "")) == pytest.approx(value, abs=0.051)


def test_an_unknown_language_is_refused():
    with pytest.raises(UsageError, match="unknown language 'de'"):
        Language("de")
