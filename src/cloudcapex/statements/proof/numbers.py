"""Numbers in words, read back: what a printed text says, to which digit, and whether a value is printed so.

A reader of its own, that knows the writer of numbers only by what stands on the page::

    $24.2bn  −$300m  RMB 1.7bn  $195–205bn  46 %  +46 %  <0.1 %  15 pp  2.4×  15 million  1.25 GW  26 years  two  third
    242亿美元  1.14兆美元  人民幣17億元  增87%  减不到0.1%  15個百分點  2.4倍  1.6億股  兩
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=60)
_SCALES = {
    "tn": 12,
    "trillion": 12,
    "bn": 9,
    "billion": 9,
    "m": 6,
    "mn": 6,
    "million": 6,
    "k": 3,
    "thousand": 3,
    "兆": 12,
    "万亿": 12,
    "萬億": 12,
    "千亿": 11,
    "千億": 11,
    "亿": 8,
    "億": 8,
    "百万": 6,
    "百萬": 6,
    "万": 4,
    "萬": 4,
    "GW": 3,
}
_CURRENCIES = {
    "USD": r"US\$|\$|USD|美元|美金",
    "CNY": r"RMB|CNY|CN¥|人民币|人民幣",
    "EUR": r"€|EUR|欧元|歐元",
    "HKD": r"HK\$|HKD|港元|港币|港幣",
    "TWD": r"NT\$|TWD|新台币|新台幣|新臺幣",
    "JPY": r"¥|JPY|日元|日圓",
    "GBP": r"£|GBP|英镑|英鎊",
    "KRW": r"₩|KRW",
    "INR": r"₹|INR",
    "ILS": r"₪|ILS",
    "VND": r"₫|VND",
    "CAD": r"CA\$|CAD",
    "AUD": r"A\$|AUD",
    "BRL": r"R\$|BRL",
    "MXN": r"MX\$|MXN",
}
_KINDS = {
    "percent": r"%|per cent|percent",
    "points": r"pp|percentage points?|points?|个百分点|個百分點|百分点|百分點",
    "times": r"×|x\b|times|倍",
    "power": r"MW",
}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twice": 2,
    "both": 2,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_LETTERS = {"ᵉ": "e", "ˢ": "s"}
_MINUS = "−-"
_RISES, _FALLS = "增加|增长|增長|成长|成長|上升|增", "减少|減少|下降|减|減|降"
_TEXT = re.compile(
    rf"""(?P<less>[<>]?)\s?(?P<word>{_RISES}|{_FALLS})?(?P<below>不到)?(?P<sign>[−+-]?)
    (?P<mark>(?:[A-Z]{{1,2}})?[$€£¥₩₹₪₫]|[A-Z]{{3}}|人民币|人民幣|新[台臺][币幣])?\s?(?P<sign2>[−+-]?)
    (?P<digits>\d[\d,]*(?:\.\d+)?)\s?
    (?P<scale>{"|".join(sorted(_SCALES, key=len, reverse=True))})?(?![a-z])\s?(?P<rest>.*)""",
    re.VERBOSE,
)
_RANGE = re.compile(r"\s?(?:–|至| to )\s?(?=[−+$€£¥₩₹₪₫\dA-Z人新增减減])")


@dataclass(frozen=True)
class Said:
    """What a printed text says.

    Parameters
    ----------
    value : Decimal
        In whole units, a share as a fraction.
    step : Decimal
        What its last digit is worth.
    kind : str
        ``percent``, ``points``, ``times``, ``money``, ``power`` or ``count``.
    currency : str
        Of money; empty where the text names none.
    signed : bool
        Whether the text says which side of nought it is on.
    least : bool
        Whether the value is only known to be nearer to nought than what is said.
    """

    value: Decimal
    step: Decimal
    kind: str
    currency: str = ""
    signed: bool = False
    least: bool = False


def read(text: str) -> list[Said]:
    """Read a printed text: one number, both ends of a range, none where it is no number."""
    plain = parted(re.sub(r"[\u00a0\u202f\u2009]", " ", text).strip())[0]
    word = _WORDS.get(plain.lower()) or _WORDS.get(plain[:1]) if len(plain) <= 8 else None
    if word is not None and not re.search(r"\d", plain):
        return [Said(Decimal(word), Decimal(1), "count")]
    ends = _RANGE.split(plain)
    if len(ends) == 2:
        return _range(*ends)
    said = _one(plain)
    return [said] if said else []


def parted(text: str) -> tuple[str, str]:
    """Part a printed number from the raised letters after it, which say how it is known: ˢ is s."""
    bare = text.rstrip("".join(_LETTERS))
    return bare, "".join(_LETTERS[mark] for mark in text[len(bare) :])


def _range(first: str, last: str) -> list[Said]:
    """Read both ends; a mark or unit that stands once holds for both."""
    match = _TEXT.fullmatch(last)
    if not match:
        return []
    tail = last[match.end("digits") :]
    mark = _TEXT.fullmatch(first)
    whole_first = first if mark and (mark["scale"] or mark["rest"]) else first + tail
    whole_last = last if match["mark"] or not mark or not mark["mark"] else mark["mark"] + last
    ends = [_one(whole_first), _one(whole_last)]
    return [end for end in ends if end]


def _one(text: str) -> Said | None:
    match = _TEXT.fullmatch(text)
    if not match:
        return None
    kind, currency = _kind(match["mark"] or "", match["rest"])
    digits = Decimal(match["digits"].replace(",", ""))
    unit = Decimal(1).scaleb(_SCALES.get(match["scale"] or "", 0))
    if kind in ("percent", "points"):
        unit = unit / 100
    if match["scale"] == "GW":
        kind = "power"
    sign = match["sign"] or match["sign2"]
    falls = sign in (*_MINUS,) or bool(match["word"] and match["word"] in _FALLS.split("|"))
    value = -digits * unit if falls else digits * unit
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent)) * unit
    least = bool(match["less"] or match["below"])
    return Said(value, step, kind, currency, bool(sign or match["word"]), least)


def _kind(mark: str, rest: str) -> tuple[str, str]:
    if re.fullmatch(r"[A-Z]{3}", mark) and mark != "RMB":
        return "money", mark
    for code, pattern in _CURRENCIES.items():
        if mark and re.fullmatch(pattern, mark):
            return "money", code
        if re.fullmatch(rf"元?(?:{pattern})", rest):
            return "money", code
    for kind, pattern in _KINDS.items():
        if re.match(pattern, rest):
            return kind, ""
    return "count", ""


def prints(value: float, said: Said) -> bool:
    """Whether a value is printed so: rounded half up, in decimal, to the digit that is printed.

    A text without a sign may print the size of what the words call a fall. The last bits of a sum do not decide a half.
    """
    exact = Decimal(repr(float(value)))
    if not said.signed:
        exact, printed = abs(exact), abs(said.value)
    else:
        printed = said.value
    if said.least:
        # Less than one of the last digit, which alone is never printed as nought.
        return 0 < abs(exact) < abs(printed) == said.step and (exact < 0) == (printed < 0)
    computed = len(exact.as_tuple().digits) > 14
    slack = abs(exact) * Decimal("1e-12") if computed else Decimal(0)
    return any(rounded(v, said.step) == printed for v in (exact, exact - slack, exact + slack))


def bounds(value: float, said: Said, side: int) -> bool:
    """Whether a text is an end of a value: less than a step of the last digit below it (side -1) or above it (1).

    What is printed in full is both.
    """
    exact, printed = abs(Decimal(repr(float(value)))), abs(said.value)
    slack = exact * Decimal("1e-12")
    return -slack <= (printed - exact) * side < said.step


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round half up, away from nought, to a step."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP, context=_EXACT) * step


def alike(one: float, other: float, step: Decimal) -> bool:
    """Whether two values print alike to a step."""
    return rounded(Decimal(repr(float(one))), step) == rounded(Decimal(repr(float(other))), step)


def fits(said: Said, unit: str | None) -> bool:
    """Whether a text is of the unit that its value has."""
    kinds = {
        "share": ("percent", "points", "count"),
        "points": ("points", "percent", "count"),
        "times": ("times", "count"),
        "ratio": ("times", "count"),
        "MW": ("power",),
        "count": ("count",),
    }
    if unit in kinds:
        return said.kind in kinds[unit]
    if unit and len(unit) == 3 and unit.isupper():
        return (said.kind == "money" and said.currency in (unit, "")) or said.kind == "count"
    return True


def in_unit(said: Said, unit: str | None) -> Said:
    """Read a bare number in the unit of its value: the 15 of 15–29 % is per cent."""
    if said.kind == "count" and unit in ("share", "points"):
        return Said(said.value / 100, said.step / 100, "percent", "", said.signed, said.least)
    return said
