"""Numbers, money and dates as each language writes them."""

import datetime as dt

import pytest

from cloudcapex.errors import UsageError
from cloudcapex.language import Language
from cloudcapex.periods import Quarter

EN, HANS, HANT = Language("en"), Language("zh-Hans"), Language("zh-Hant")


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


def test_an_unknown_language_is_refused():
    with pytest.raises(UsageError, match="unknown language 'de'"):
        Language("de")


@pytest.mark.parametrize(
    ("code", "first", "last", "told"),
    [
        ("en", "2025-01-01", "2025-12-31", "January–December 2025"),
        ("en", "2025-06-01", "2026-05-31", "June 2025–May 2026"),
        ("en", "2025-09-02", "2025-09-30", "September 2025"),
        ("zh-Hans", "2025-01-01", "2025-12-31", "2025年1–12月"),
        ("zh-Hant", "2025-06-01", "2026-05-31", "2025年6月–2026年5月"),
    ],
)
def test_a_span_of_months_names_a_year_once(code, first, last, told):
    assert Language(code).span(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == told
