"""Digits: decimal, halves rounded up, commas from four digits on, and never a nought for what is not nought."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"
_JOINER = "\u2060"
_SIGNED = re.compile(rf"([{MINUS}+])(?=[$€£¥])")
# Where a browser may break a line: behind the dash of a range, and behind the stroke of a mark such as n/c.
_OPEN = re.compile(r"(?<=[\d%])–(?=[$€£¥]?\d)|(?<![\w/])n/(?=[a-z]\b)")
# Between a Chinese unit and the letter that says how its number is known, where a browser leaves room.
_RAISED = re.compile("(?<=[\u4e00-\u9fff])(?=[ᵉˢ])")

# What a Chinese number counts, and is never parted from: large units, currencies, measure words; a month, its day.
COUNTED = (
    "(?:月[0-9]{1,2}日|[万亿萬億兆]{0,2}(?:美元|人民[币幣]|[欧歐港日加韩韓]元|英[镑鎊]|[个個]百分[点點]"
    "|[元年月日季天周週家项項个個倍股顆颗筆笔次名位輪轮座朵種种條条则則组組篇款部行列席人页頁份])|[万亿萬億兆]{1,2})"
)
# What leads to such a number, and words that a line parts in the middle of a meaning.
LEADING = "[约約至为為近逾]"
ONE_WORD = "(?:百分比|百分[点點]|履[约約][义義][务務])"
# A day in figures, or such a number with its signs, its currency and the other end of a range, as a web page writes it.
_WITH_UNIT = (
    r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)|"
    rf"(?:&[lg]t;|[≈~≥≤+{MINUS}])*(?:人民[币幣]|新[台臺][币幣])?\d[\d,.]*(?:[–-]{_JOINER}?\d[\d,.]*)?(?:%|{COUNTED})"
)

Rule = Callable[[Decimal], Decimal]  # an absolute value -> the same with as many digits as are printed

_EXACT = Context(prec=400)  # the longest float has 309 digits


def unparted(text: str) -> str:
    """Keep each sign with its currency: a line may break between the two, and then an amount begins without its sign.

    Parameters
    ----------
    text : str
        What is printed on a page; what is read by machines stays as it is written.
    """
    return _SIGNED.sub(rf"\1{_JOINER}", text)


def unbroken(text: str) -> str:
    """Keep signs and raised letters with their amounts, the two ends of a range and the marks of missing values whole on a web page.

    Parameters
    ----------
    text : str
        As in `unparted`; paper keeps ranges and marks by rules of its own.
    """
    return _RAISED.sub(_JOINER, _OPEN.sub(rf"\g<0>{_JOINER}", unparted(text)))


def whole(html: str, names: str = "") -> str:
    """Set each day, each Chinese number with what it counts, and each name apart, so that no line of a web page parts them.

    Parameters
    ----------
    html : str
        Text between two tags of a Chinese page, escaped.
    names : str
        A regular expression of names, escaped as the text is.
    """
    kept = f"{names}|{_WITH_UNIT}" if names else _WITH_UNIT
    return re.sub(kept, r"<cc-u>\g<0></cc-u>", html)


def exact(value: float) -> Decimal:
    """Return the decimal number that a float is written as: 0.95, not the binary number just below it.

    Returns
    -------
    Decimal
        With the digits of the shortest text that reads back as the float.

    Raises
    ------
    ValueError
        When the value is missing or infinite: it has no digits, its mark is printed in their place.
    """
    if not math.isfinite(value):
        raise ValueError("a missing value has no digits; print its mark instead")
    return Decimal(value if isinstance(value, int) else repr(float(value)))


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to some digits after the point, a half always away from nought."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_EXACT)


def trimmed(value: Decimal, least: int = 0) -> Decimal:
    """Drop noughts at the end of what stands after the point, down to ``least`` digits."""
    for decimals in range(least, -int(value.as_tuple().exponent)):
        if value == (shorter := half_up(value, decimals)):
            return shorter
    return value


def three(value: Decimal) -> Decimal:
    """Round to three significant digits, but to whole ones from a hundred up, and no noughts after the point."""
    for decimals in (2, 1):
        rounded = half_up(value, decimals)
        if rounded < 10 ** (3 - decimals):
            return trimmed(rounded)
    return half_up(value, 0)


def digit_below(limit: int, *, kept: bool = False) -> Rule:
    """Return the rule that rounds to whole numbers from a limit up, and below it to a digit after the point.

    Parameters
    ----------
    limit : int
        The first number that has no digit after the point.
    kept : bool
        Whether that digit is printed when it is a nought.
    """

    def rule(value: Decimal) -> Decimal:
        rounded = half_up(value, 1)
        if rounded >= limit:
            return half_up(value, 0)
        return rounded if kept else trimmed(rounded)

    return rule


def carried(value: float, low: float, high: float, asked: int) -> int | None:
    """Count the digits after the point that a figure carries.

    Parameters
    ----------
    value : float
        In the printed unit: of a share the per cents.
    low, high : float
        Between which rounding leaves it; NaN where nobody says.
    asked : int
        How many digits are to be printed.

    Returns
    -------
    int or None
        At most as many as are asked for; None where the bounds leave even whole ones open.
    """
    off = max(value - low, high - value)
    fine = (n for n in range(asked, -1, -1) if not off > 10.0**-n / 2 * (1 + 1e-4))
    return next(fine, None)


def digits(value: Decimal, rule: Rule, decimals: int | None = None, side: int = 0) -> tuple[str, bool]:
    """Write an absolute value.

    Parameters
    ----------
    value : Decimal
        Not negative.
    rule : Rule
        Rounds where the digits are not fixed.
    decimals : int, optional
        Fixed digits after the point.
    side : int
        Of an end: -1 where no more may be printed than there is, 1 where no less.

    Returns
    -------
    tuple of str and bool
        The digits, and whether the value is less than they say: rounded it would have been nought.
    """
    if decimals is not None:
        rule = _fixed(decimals)
    rounded = _to_side(value, rule, side) if side else rule(value)
    if rounded or not value:
        return f"{rounded:,f}", False
    return f"{_least(rule):,f}", True


def _to_side(value: Decimal, rule: Rule, side: int) -> Decimal:
    """Round to a side, with the digits that the rule prints; what would be nought keeps a digit of its own."""
    usual = rule(value)
    # The last bits of a quotient put nothing on a side.
    if usual and (usual - value) * side >= -value * Decimal("1e-12"):
        return usual
    to = ROUND_FLOOR if side < 0 else ROUND_CEILING
    steps = [value.quantize(Decimal(1).scaleb(-n), rounding=to, context=_EXACT) for n in range(10)]
    printed = (step for step in reversed(steps) if step and rule(step) == step)
    return rule(found) if (found := next(printed, None)) is not None else next(filter(None, steps), usual)


def _fixed(decimals: int) -> Rule:
    return lambda value: half_up(value, decimals)


def _least(rule: Rule) -> Decimal:
    """Return the least power of ten that a rule prints."""
    return next(d for n in range(9, -1, -1) if rule(d := Decimal(1).scaleb(-n)))
