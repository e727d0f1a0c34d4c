"""Numbers that stand loose in the words: digits and number words that are nobody's figure, no date and no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...language.tags import is_chinese
from . import numbers
from .case import Case

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
# What has digits and is no figure.
_LABELS = re.compile(
    rf"""\d{{4}}Q[1-4] | Q[1-4](?:[ ]\d{{4}})? | [FC]Y[ ]?\d{{2,4}}(?:[ ]Q[1-4])?
    | \d{{4}}-\d\d-\d\d | \d{{4}}-\d\d(?![\d-]) | \d{{1,2}}[ ](?:{MONTHS}|{_SHORT})\b(?:[ ]\d{{4}})? | (?:{MONTHS}|{_SHORT})\b[ ](?:\d{{1,2}},[ ])?\d{{4}}
    | \d{{4}}年(?:第?[一二三四1-4]季度?|\d{{1,2}}(?:[–-]\d{{1,2}})?月(?:\d{{1,2}}日)?)? | \d{{1,2}}(?:[–-]\d{{1,2}})?月(?:\d{{1,2}}日)?
    | (?<!\d)(?:19|20)\d\d(?!\d)
    | (?:Exhibits?|Articles?|Table|page|section|Note|图表|圖表|表|第)[ \u00a0]?\d+(?:[–-]\d+)?
    | \b(?:10-[KQ]|8-K|20-F|6-K)\b | \b[CD]\d{{3}}(?:-\d\d)?\b
    | Microsoft[ \u00a0]365 | (?<![A-Za-z])(?!RMB|USD|CNY|EUR|HKD|TWD|US|HK|NT)[A-Za-z]+-?\d[A-Za-z0-9_.]*""",
    re.VERBOSE,
)
# A day or a month with its year: its digits are nobody's figure, even where a figure prints alike.
_DATES = re.compile(
    rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}|(?:{MONTHS}) \d{{4}}|\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?"
)
_DIGITS = re.compile(r"\d[\d.,]*")
_ENGLISH = re.compile(
    r"(?<![A-Za-z-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth)(?![A-Za-z-])(?! (?:months|quarters|weeks|days|years|quarter|year)\b)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?<!第)[二两兩三四五六七八九十](?=[家个個者朵條条項项則则筆笔])(?!个?季|個?季|[个個]月)"
)


def undated(text: str) -> str:
    """Put spaces in the place of the dates of a text."""
    return _DATES.sub(lambda match: " " * len(match[0]), text)


def digits_left(text: str) -> Iterator[str]:
    """Tell the digits of a text, its printed numbers blanked out, that are no label, day or name."""
    plain = _LABELS.sub(" ", text)
    for match in _DIGITS.finditer(plain):
        yield f"words: {match[0].rstrip('.,')} is no printed number, quarter, day or name"


def number_words(text: str, language: str, counts: set[int]) -> Iterator[str]:
    """Tell the number words that count nothing."""
    pattern = _CHINESE if is_chinese(language) else _ENGLISH
    for match in pattern.finditer(text):
        said = numbers.read(match[0])
        if said and int(said[0].value) not in counts:
            yield f"words: “{match[0]}” counts nothing of the sentence"


def counts_of(cases: Sequence[Case]) -> set[int]:
    """Return every count that a sentence may speak of."""
    found: set[int] = set()
    for case in cases:
        record = case.record
        found |= {
            len(part)
            for part in (record.population, record.known, record.true_of, record.false_of, record.unknown)
        }
        found |= {len(group) for group in record.result.get("groups", {}).values()}
        found |= {v for v in record.result.values() if isinstance(v, int)}
        found |= {int(item.value) for item in record.printed if item.value == int(item.value)}
    return found


def years_in(text: str) -> set[int]:
    """Return how many years a text speaks of: over four years, 四年多."""
    found = (numbers.read(match[1] or match[2]) for match in _YEARS.finditer(text))
    return {int(said[0].value) for said in found if said}


_YEARS = re.compile(
    r"\b(\d+|two|three|four|five|six|seven|eight|nine|ten)[ \u00a0]years\b|(?<![年\d])(\d{1,2}|[一二两兩三四五六七八九十])年",
    re.IGNORECASE,
)


def quarter_in(text: str, quarter: str) -> bool:
    """Whether a text names a quarter, in one of the ways in which it is written."""
    year, number = quarter.split("Q")
    chinese = "一二三四"[int(number) - 1]
    return bool(re.search(rf"{year}\s?Q{number}|Q{number} {year}|{year}\s?年第?[{number}{chinese}]季", text))
