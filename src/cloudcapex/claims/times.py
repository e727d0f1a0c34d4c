"""When a sentence speaks of: quarters, years, halves, months and days as English and Chinese texts write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..periods import Quarter
from .spans import full_year, of_quarter, of_year, read_spans

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?:(?P<month>[A-Z][a-z]{2,8})\.?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT = r"['’]?(?P<year>(?:20\d\d|\d\d))(?!\d|[.,]\d|\s?(?:%|bn|m\b|亿|億))"
_FISCAL = r"(?:FY|[Ff]iscal(?:[- ]year)?)\s?"
_FISCAL_ZH = r"(?:财年|財年|财政年度|財政年度|会计年度|會計年度)"
_ORDINAL = r"(?P<number>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th|[Ff]inal)"
_ORDINAL_ZH = r"第?\s?(?P<number>[一二三四1-4])\s?(?:财|財|会计|會計)?季度?"
_NUMBERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "上": 1,
    "下": 2,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}


@dataclass(frozen=True)
class Time:
    """A time in a sentence.

    Attributes
    ----------
    start, end : int
        Where it stands.
    text : str
        As `read_spans` reads it; ``Q4`` alone where the sentence names no year beside it.
    """

    start: int
    end: int
    text: str


class _Alternatives:
    """The groups of a match, empty where they are not there; where two spellings have one each, that of the one that is."""

    def __init__(self, match: re.Match[str]) -> None:
        self._groups = match.groupdict()

    def __getitem__(self, name: str) -> str:
        return str(self._groups.get(name) or self._groups.get("other") or self._groups.get("bare") or "")


def _quarter(found: _Alternatives) -> str:
    return f"{found['year']}Q{_number(found)}"


def _short_quarter(found: _Alternatives) -> str:
    return f"{full_year(found['year'])}Q{_number(found)}"


def _fiscal_quarter(found: _Alternatives) -> str:
    return f"FY{full_year(found['year'])} Q{_number(found)}"


def _fiscal_year(found: _Alternatives) -> str:
    return f"FY{full_year(found['year'])}"


def _ended(what: str) -> Callable[[_Alternatives], str]:
    def text(found: _Alternatives) -> str:
        month = _month(found["month"])
        return f"{what} ended {found['year']}-{month:02d}" if month else ""

    return text


def _half(found: _Alternatives) -> str:
    return f"{found['year']}H{_number(found)}"


def _day(found: _Alternatives) -> str:
    month = _month(found["month"])
    return f"{found['year']}-{month:02d}-{int(found['day']):02d}" if month else ""


def _in_month(found: _Alternatives) -> str:
    month = _month(found["month"])
    return f"{found['year']}-{month:02d}" if month else ""


def _year_end(found: _Alternatives) -> str:
    return f"{found['year']}-12-31"


def _plain_year(found: _Alternatives) -> str:
    return found["year"]


def _bare(found: _Alternatives) -> str:
    return f"Q{_number(found)}"


def _number(found: _Alternatives) -> int:
    return _NUMBERS[found["number"].casefold()]


def _month(text: str) -> int:
    """Read a month by its number or the beginning of its name; 0 for another word."""
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    return next((n for n, name in enumerate(_MONTHS, 1) if text and name.startswith(text.casefold())), 0)


def _run(found: _Alternatives) -> str:
    """Read a run of months by its first and last; the year of the first is that of the last, or the one before."""
    first, last, year = _month(found["first"]), _month(found["month"]), int(found["year"])
    if not first or not last:
        return ""
    began = int(found["began"]) if found["began"] else year - (first > last)
    return f"{began}-{first:02d}..{year}-{last:02d}"


def _first_months(of_each: int) -> Callable[[_Alternatives], str]:
    """Read the first months or quarters of a year; those of a fiscal year by words that name no time."""

    def text(found: _Alternatives) -> str:
        number = _COUNTED.get(found["number"].casefold(), 0) * of_each
        if not 0 < number < 12:
            return ""
        fiscal = bool(found["fiscal"])
        return (
            f"first {number} months of fiscal {found['year']}"
            if fiscal
            else (f"{found['year']}-01..{found['year']}-{number:02d}")
        )

    return text


_COUNTED = {
    "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "两": 2, "兩": 2, "二": 2, "三": 3, "六": 6, "九": 9,
    "2": 2, "3": 3, "6": 6, "9": 9,
}  # fmt: skip
_QUARTER_WORD = r"(?:[- ](?:fiscal[- ])?quarter)"
_DAY = r"(?P<day>\d{1,2})"
_UNTIL_ZH = rf"截至{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月(?:\s?\d{{1,2}}\s?日|底|末)?(?:为?止)?(?:的|之)?"
_UNTIL = rf"(?:end(?:ed|ing|s)(?: in| on)?|to|through|until)(?: the end of)?(?: \d{{1,2}})? {_MONTH}(?: \d{{1,2}}\b)?,? {_YEAR}"
_FIRST_MONTH = r"(?P<first>[A-Z][a-z]{2,8})\.?(?:,? (?P<began>20\d\d))?"
_OF_YEAR = rf"(?:of )?(?P<fiscal>{_FISCAL})?{_YEAR}(?!\d)"
# The first pattern that matches at a place counts; those that say most stand first.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[_Alternatives], str]], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (rf"(?:[Qq]uarter|[Tt]hree months|3 months)(?: that| which)? {_UNTIL}", _ended("quarter")),
        (rf"(?:(?:[Ff]iscal )?[Yy]ear|[Tt]welve months|12 months)(?: that| which)? {_UNTIL}", _ended("year")),
        (rf"[Ff]our quarters(?: that| which)? {_UNTIL}", _ended("year")),
        (
            rf"(?<![A-Za-z]){_FIRST_MONTH}(?: to | and | through |\s?[-–—]\s?){_MONTH}(?: of|,)? {_YEAR}(?!\d)",
            _run,
        ),
        (rf"[Ff]irst (?P<number>[a-z]+|\d) months {_OF_YEAR}", _first_months(1)),
        (rf"[Ff]irst (?P<number>[a-z]+|\d) quarters {_OF_YEAR}", _first_months(3)),
        (
            rf"(?<!\d){_YEAR}\s?年\s?(?P<first>\d{{1,2}})\s?月?(?:份)?\s?[至到–—~～-]\s?(?P<month>\d{{1,2}})\s?月份?",
            _run,
        ),
        (rf"(?<!\d){_YEAR}\s?年?前(?P<number>[两兩二三2-3])[个個]?季度?", _first_months(3)),
        (rf"(?<!\d){_YEAR}\s?年?(?:前|[头頭])(?P<number>[三六九369])[个個]月", _first_months(1)),
        (rf"{_MONTH}[- ]quarter,? (?:of |in )?{_YEAR}(?!\d)", _ended("quarter")),
        (rf"{_UNTIL_ZH}\s?(?:一?[个個]?季度?|三个月|三個月|3个月|3個月|一季)", _ended("quarter")),
        (
            rf"{_UNTIL_ZH}\s?(?:财年|財年|年度|会计年度|會計年度|十二个月|十二個月|12个月|12個月)",
            _ended("year"),
        ),
        (rf"(?<![A-Za-z]){_FISCAL}{_SHORT}(?:['’]s)?[\s,]*Q(?P<number>[1-4])(?!\d)", _fiscal_quarter),
        (rf"(?<![A-Za-z]){_FISCAL}{_SHORT}(?:['’]s)?,? {_ORDINAL}{_QUARTER_WORD}", _fiscal_quarter),
        (rf"(?<![A-Za-z])Q(?P<number>[1-4])[\s,]*(?:of )?{_FISCAL}{_SHORT}", _fiscal_quarter),
        (rf"{_ORDINAL}{_QUARTER_WORD},? (?:of |in )?{_FISCAL}{_SHORT}", _fiscal_quarter),
        (rf"[Ff]iscal[- ]{_ORDINAL}[- ]quarter,? (?:of |in )?{_SHORT}", _fiscal_quarter),
        (rf"[Ff]iscal Q(?P<number>[1-4]),? (?:of |in )?{_SHORT}", _fiscal_quarter),
        (rf"(?<!\d)(?P<year>20\d\d|\d\d)\s?年?{_FISCAL_ZH}度?的?\s?(?:{_ORDINAL_ZH})", _fiscal_quarter),
        (rf"(?<!\d)(?P<year>20\d\d|\d\d)\s?年?{_FISCAL_ZH}度?的?\s?Q(?P<number>[1-4])", _fiscal_quarter),
        (rf"FY\s?(?P<year>20\d\d|\d\d)\s?(?:财年|財年)?的?\s?{_ORDINAL_ZH}", _fiscal_quarter),
        (rf"(?<![\dA-Z]){_YEAR}\s?[-/]?\s?Q(?P<number>[1-4])(?!\d)", _quarter),
        (rf"(?<![A-Za-z])Q(?P<number>[1-4])[\s,/-]*(?:of |in )?(?:calendar )?{_YEAR}(?!\d)", _quarter),
        (r"(?<![A-Za-z])Q(?P<number>[1-4])\s?['’](?P<year>\d\d)(?!\d)", _short_quarter),
        (r"(?<![\d.])(?P<number>[1-4])Q\s?['’]?(?P<year>20\d\d|\d\d)(?!\d)", _short_quarter),
        (rf"{_ORDINAL}{_QUARTER_WORD},? (?:of |in )?(?:calendar )?{_YEAR}(?!\d)", _quarter),
        (rf"{_YEAR}(?:['’]s)?,? {_ORDINAL}{_QUARTER_WORD}", _quarter),
        (rf"(?<!\d){_YEAR}\s?年\s?度?的?\s?Q(?P<number>[1-4])", _quarter),
        (rf"(?<!\d){_YEAR}\s?年?\s?的?\s?{_ORDINAL_ZH}", _quarter),
        (rf"(?<![\dA-Z]){_YEAR}\s?H(?P<number>[12])(?!\d)", _half),
        (rf"(?<![A-Za-z])H(?P<number>[12])[\s,]*(?:of )?{_YEAR}(?!\d)", _half),
        (rf"{_ORDINAL} half (?:of )?{_YEAR}(?!\d)", _half),
        (rf"(?<!\d){_YEAR}\s?年?\s?(?P<number>[上下])半年", _half),
        (rf"(?<![A-Za-z]){_MONTH} {_DAY},? {_YEAR}(?!\d)", _day),
        (rf"(?<!\d){_DAY} {_MONTH} {_YEAR}(?!\d)", _day),
        (rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _day),
        (rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月\s?{_DAY}\s?[日号號]", _day),
        (rf"(?<![A-Za-z]){_MONTH},? (?:of )?{_YEAR}(?!\d)", _in_month),
        (rf"(?<!\d){_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月[份底末]?", _in_month),
        (rf"(?<!\d){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])", _in_month),
        (
            rf"(?:end|close) of {_YEAR}(?!\d)|(?:end|year-end)[- ](?:of[- ])?(?P<other>(?:19|20)\d\d)(?!\d)",
            _year_end,
        ),
        (rf"(?<!\d){_YEAR}\s?年\s?年?[底末]", _year_end),
        (rf"(?<![A-Za-z]){_FISCAL}{_SHORT}", _fiscal_year),
        (rf"(?<!\d)(?P<year>20\d\d|\d\d)\s?年?{_FISCAL_ZH}", _fiscal_year),
        (rf"(?<![\d.,$¥]){_YEAR}(?!\d|[.,]\d|\s?(?:%|bn|亿|億|万|萬|個|个|家|名|人))", _plain_year),
        (rf"{_ORDINAL}{_QUARTER_WORD}|(?<![A-Za-z\d])Q(?P<other>[1-4])(?!\d)", _bare),
        (
            r"第\s?(?P<number>[一二三四1-4])\s?季度?|(?:(?<=[年，,、；。（(在])|^)(?P<other>[一二三四])季度?|(?<![续續近去前后後每各上下数數几幾十百个個第\d])(?P<bare>[一二三四])季度",
            _bare,
        ),
    )
)


def times(sentence: str, quarter: Quarter | None = None) -> tuple[Time, ...]:
    """Find every time of a sentence.

    Parameters
    ----------
    sentence : str
        One sentence.
    quarter : Quarter, optional
        What the text speaks of; a quarter without a year is of its year.

    Returns
    -------
    tuple of Time
        In reading order. A quarter named by its number alone takes the year that stands nearest.
    """
    found: list[Time] = []
    for pattern, build in _PATTERNS:
        for match in pattern.finditer(sentence):
            if any(match.start() < t.end and t.start < match.end() for t in found):
                continue
            text = build(_Alternatives(match))
            if text:
                found.append(Time(match.start(), match.end(), text))
    found.sort(key=lambda t: t.start)
    dated = [_dated(t, found, quarter) for t in found]
    # A year in brackets only says of which year the quarter before it is.
    named = any(_BARE.fullmatch(t.text) for t in found)
    return tuple(t for t in dated if t.text and not (named and _in_brackets(t, sentence)))


_BARE = re.compile(r"Q[1-4]")


def _in_brackets(time: Time, sentence: str) -> bool:
    around = sentence[: time.start][-1:] + sentence[time.end :][:2].lstrip("年")[:1]
    return bool(re.fullmatch(r"\d{4}", time.text)) and around in ("()", "（）")


def _dated(time: Time, found: Iterable[Time], quarter: Quarter | None) -> Time:
    """Give a quarter that stands without a year the year nearest to it, else that of the text."""
    if not _BARE.fullmatch(time.text):
        return time
    years = [t for t in found if re.fullmatch(r"(?:FY)?\d{4}", t.text)]
    if years:
        near = min(years, key=lambda t: abs(t.start - time.start))
        return replace(
            time, text=f"{near.text} {time.text}" if near.text.startswith("FY") else near.text + time.text
        )
    if quarter is not None and int(time.text[1]) <= quarter.number:
        return replace(time, text=f"{quarter.year}{time.text}")
    return replace(time, text="")


# A year, or a quarter, before the time that a sentence speaks of.
_BEFORE = re.compile(
    r"(?P<year>a year (?:earlier|ago|before)|(?:one|the) year (?:earlier|before)|(?:the )?(?:same|year-ago|prior-year) (?:quarter|period)"
    r"(?: (?:of )?(?:last|the previous|the prior|a) year(?: earlier| ago)?)?|(?:the )?(?:previous|prior) year"
    r"|上年同期|去年同期|前年同期|一年前|上一年|前一年|上年)"
    r"|(?P<quarter>a quarter (?:earlier|ago|before)|(?:the )?(?:previous|prior|preceding) (?:quarter|three months)"
    r"|上一?季度?|前一?季度?|上个季度|上個季度)"
)


def moved(sentence: str, start: int, end: int, text: str, year_end_month: int) -> str:
    """Move a time back where the figure between two places is told as that of a year or a quarter before.

    Returns
    -------
    str
        ``text`` itself where nothing says so.
    """
    for match in _BEFORE.finditer(sentence):
        after = sentence[end : match.start()] if match.start() >= end else None
        before = sentence[match.end() : start] if match.end() <= start else None
        told = (
            after is not None
            and re.fullmatch(r"\s*(?:\(|in |for |of |reported |seen |,)?\s*(?:the )?", after)
        ) or (
            before is not None
            and re.fullmatch(r"(?:['’]s|的|为|為|是|則|则|,|it was|was|:|\s|同口径)*", before)
        )
        if told:
            return _back(text, 4 if match["year"] else 1, year_end_month)
    return text


def _back(text: str, quarters: int, year_end_month: int) -> str:
    spans = read_spans(text, year_end_month)
    if len(spans) != 1:
        return ""
    (span,) = spans
    if span.kind == "quarter":
        return str(of_quarter(span.quarter - quarters))
    if span.kind == "year" and quarters == 4:
        return (
            str(of_year(span.end.year - 1, span.end.month)) if not span.fiscal else f"FY{span.end.year - 1}"
        )
    return str(span.year_before) if quarters == 4 else ""
