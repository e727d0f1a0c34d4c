"""The one writer of numbers: what a `Number` looks like in a language, at its place.

Money
    In a headline or prose in the large unit that fits, with three significant digits at the most (whole ones from
    a hundred up) and no noughts after the point: $420m, $1.2bn, $24bn, $182bn, $1.14tn; 4.2亿美元, 1,823億美元,
    1.14兆美元. In full below a million, or a 万. In a table or a chart in the column's unit, which its head names
    (bn; 亿, 億), with the same digits, but one after the point kept below a hundred: 0.42, 1.2, 24.0, 182, 1,140.
share
    Whole per cent, below one with a digit after the point: 34 %, 0.4 %. In a chart without the mark: its subtitle
    says per cent.
points, years
    Whole from ten up, below with a digit after the point where there is one: 15 pp, 1.5 pp, 8.4 years. A chart does
    not name the points, nor a table or chart the years.
times
    Below a hundred with a digit after the point: 2.4×, 120×.
count
    In full below a million, then in the large unit with three significant digits: 60,000, 1.5 million. In Chinese
    in 万 and 亿, below a million only where that loses nothing: 6萬, 1.6億. The message says what is counted.
MW
    In full, from a thousand up in GW.
number
    Three significant digits at the most, no unit.

Everywhere: decimal rounding, halves up, but of an end to its own side (at least 1.6×, where it is 1.68); commas from four digits on; a true minus, before the currency; never ``−0``,
and never ``0`` for what is not nought: where the digits would say so, the least of them with ``<``. ``sign`` puts a
plus before a rise. In a Chinese sentence a word says which way instead, 年增87%, 減少5個百分點; signs are for tables,
charts and lists of rates, which are written at those places. ``decimals`` are printed as asked for, those of money in
the unit of a column: $1.0bn; from a trillion on as many more as that is larger, without noughts at the end, so that no
text has two scales: $1.116tn beside $1.1tn, never $1,116bn. Figures of others are printed with the digits they were told with (`Language.told`):
38 in a column of 24.0, 45.5 % beside 12 %.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from . import currency
from .digits import MINUS, Rule, digit_below, digits, exact, half_up, three, trimmed
from .number import Number
from .tags import Tag, is_chinese

_THIN = "\u202f"
# Before a number whose last digit the rounding of its operands leaves open.
ABOUT = "≈"

# Large units, small to large: what one is worth, and its name.
_Units = tuple[tuple[int, str], ...]
_MONEY: Mapping[str, _Units] = {
    Tag.ENGLISH: ((1, ""), (10**6, "m"), (10**9, "bn"), (10**12, "tn")),
    Tag.SIMPLIFIED: ((1, ""), (10**4, "万"), (10**8, "亿"), (10**12, "万亿")),
    Tag.TRADITIONAL: ((1, ""), (10**4, "萬"), (10**8, "億"), (10**12, "兆")),
}
_COUNTS: Mapping[str, _Units] = {
    **_MONEY,
    Tag.ENGLISH: ((1, ""), (10**6, " million"), (10**9, " billion"), (10**12, " trillion")),
}
_COLUMN = 2  # money in a column is in the third of its units
_POWER: Mapping[str, tuple[str, str]] = {
    Tag.ENGLISH: ("\u00a0MW", "\u00a0GW"),
    Tag.SIMPLIFIED: ("兆瓦", "吉瓦"),
    Tag.TRADITIONAL: ("MW", "GW"),
}
_POINTS: Mapping[str, str] = {
    Tag.ENGLISH: f"{_THIN}pp",
    Tag.SIMPLIFIED: "个百分点",
    Tag.TRADITIONAL: "個百分點",
}
_ROSE_FELL: Mapping[tuple[str, str], tuple[str, str]] = {
    ("share", Tag.SIMPLIFIED): ("增长", "下降"),
    ("share", Tag.TRADITIONAL): ("增", "減"),
    ("points", Tag.SIMPLIFIED): ("增加", "减少"),
    ("points", Tag.TRADITIONAL): ("增加", "減少"),
}
# A unit -> the factor before its digits, and their rule.
_RULES: Mapping[str, tuple[int, Rule]] = {
    "share": (100, digit_below(1)),
    "points": (100, digit_below(10)),
    "times": (1, digit_below(100, kept=True)),
    "years": (1, digit_below(10)),
    "number": (1, three),
}


@dataclass(frozen=True)
class Parts:
    """A written number, taken apart so that a range can say its mark and its unit once."""

    sign: str
    mark: str
    digits: str
    unit: str
    scale: int = 1  # what one of the printed units is worth
    less: bool = False  # less than its digits say
    about: bool = False  # its last digit is open

    def __str__(self) -> str:
        if self.less and self.sign.isalpha():
            return f"{self.sign}不到{self.mark}{self.digits}{self.unit}"
        less = "" if not self.less else ">" if self.sign == MINUS else "<"
        about = ABOUT if self.about else ""
        return f"{about}{less}{self.sign}{self.mark}{self.digits}{self.unit}"


def column_size(language: str) -> int:
    """Return what one unit of a column of money is worth: a billion, or a hundred million in Chinese.

    Returns
    -------
    int
        In whole units of the currency.
    """
    return _MONEY[language][_COLUMN][0]


def told_digits(value: float, unit: str, language: str) -> int:
    """Count the digits after the point that a figure was told with: an amount in a column, a rate in per cent, points."""
    told = abs(exact(value))
    if currency.is_currency(unit):
        rounded = three(told / column_size(language))
    else:
        rounded = three(told * 100) if unit == "points" else digit_below(100)(told * 100)
    return max(0, -int(rounded.as_tuple().exponent))


def column_unit(language: str, code: str) -> str:
    """Name the unit of a column of money: ``US$ bn``, ``亿美元``, ``人民幣億元``."""
    return currency.column(code, _MONEY[language][_COLUMN][1], language)


def written(number: Number, language: str, *, scale: int | None = None) -> Parts:
    """Write a number in a language.

    Parameters
    ----------
    number : Number
        What is written, and where.
    language : str
        One of the languages of editions.
    scale : int, optional
        The worth of the unit that money in a sentence is written in, as the other end of a range has it.

    Raises
    ------
    ValueError
        When the value is missing, or nobody knows how to write its unit.
    """
    value = exact(number.value)
    if currency.is_currency(number.unit):
        return replace(_money(number, value, language, scale), about=number.about)
    if number.unit == "count":
        return replace(_count(number, value, language), about=number.about)
    if number.unit == "MW":
        return replace(_power(number, value, language), about=number.about)
    if number.unit not in _RULES:
        raise ValueError(f"nobody knows how to write the unit {number.unit!r}")
    factor, rule = _RULES[number.unit]
    parts = _parts(number, value * factor, rule, language)
    unit = _unit(number, parts.digits, language)
    return replace(parts, unit=unit, about=number.about)


def _unit(number: Number, printed: str, language: str) -> str:
    if number.unit in ("share", "points") and number.place == "chart":
        return ""
    if number.unit == "share":
        return "%" if is_chinese(language) else f"{_THIN}%"
    if number.unit == "points":
        return _POINTS[language]
    if number.unit == "times":
        return "倍" if is_chinese(language) else "×"
    if number.unit == "years" and number.place in ("headline", "prose"):
        return "年" if is_chinese(language) else " year" if printed == "1" else " years"
    return ""


def _money(number: Number, value: Decimal, language: str, scale: int | None) -> Parts:
    if number.place in ("table", "chart"):
        size = column_size(language)
        return _parts(number, value / size, _at_least_one_digit, language, scale=size)
    before, after = (
        currency.around(number.unit, language) if is_chinese(language) else (currency.mark(number.unit), "")
    )
    if number.decimals is None:
        large, name = _fitting(abs(value), _MONEY[language], scale)
        rule: Rule = _in_full if large == 1 else three
    else:
        large, name, rule = _as_asked(abs(value), number.decimals, language, scale)
        number = replace(number, decimals=None)
    return _parts(number, value / large, rule, language, mark=before, unit=name + after, scale=large)


def _as_asked(value: Decimal, decimals: int, language: str, scale: int | None) -> tuple[int, str, Rule]:
    """Choose the unit of a column, or a trillion, and what rounds to the digits that were asked for in the former."""
    size, name = _MONEY[language][_COLUMN]
    top, top_name = _MONEY[language][-1]
    if scale != top and half_up(value / size, decimals) * size < top:
        return size, name, lambda amount: half_up(amount, decimals)
    places = decimals + len(str(top // size)) - 1
    return top, top_name, lambda amount: trimmed(half_up(amount, places))


def _count(number: Number, value: Decimal, language: str) -> Parts:
    units = _COUNTS[language]
    size, name = _fitting(abs(value), units, None)
    loses = three(abs(value) / size) * size != abs(value)
    if number.decimals is not None or (loses and abs(value) < 10**6):
        size, name = units[0]
    rule = _in_full if size == 1 else three
    return _parts(number, value / size, rule, language, unit=name, scale=size)


def _power(number: Number, value: Decimal, language: str) -> Parts:
    large = abs(value) >= 1000 and number.decimals is None
    return _parts(number, value / 1000 if large else value, three, language, unit=_POWER[language][large])


def _fitting(value: Decimal, units: _Units, scale: int | None) -> tuple[int, str]:
    """Choose the large unit in which the rounded number stays below the next one."""
    for (size, name), (above, _) in pairwise(units):
        rule = _in_full if size == 1 else three
        if size == scale or (scale is None and rule(value / size) * size < above):
            return size, name
    return units[-1]


def _in_full(value: Decimal) -> Decimal:
    """Round to whole ones, but below a thousand to two digits after the point, as prices are, where there are any."""
    rounded = half_up(value, 2)
    return half_up(value, 0) if rounded >= 1000 or rounded == half_up(value, 0) else rounded


def _at_least_one_digit(value: Decimal) -> Decimal:
    rounded = three(value)
    return half_up(rounded, 1) if rounded < 100 and trimmed(rounded, 1) == half_up(rounded, 1) else rounded


def _parts(
    number: Number,
    value: Decimal,
    rule: Rule,
    language: str,
    *,
    mark: str = "",
    unit: str = "",
    scale: int = 1,
) -> Parts:
    side = {"least": -1, "most": 1}.get(number.side, 0) * (-1 if value < 0 else 1)
    printed, less = digits(abs(value), rule, number.decimals, side)
    nought = not less and not printed.strip("0.")
    sign = "" if nought else _sign(number, value, language)
    return Parts(sign, mark, printed, unit, scale, less)


def _sign(number: Number, value: Decimal, language: str) -> str:
    words = _ROSE_FELL.get((number.unit, language))
    if number.sign and words and number.place in ("headline", "prose"):
        return words[value < 0]
    return MINUS if value < 0 else "+" if number.sign else ""
