"""A language as an edition writes it: words from the catalogue, numbers, dates and money by CLDR and house rules."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ..errors import UsageError
from ..periods import Quarter
from . import ranges
from .catalogue import LANGUAGES, N_, available_languages, translate
from .number import Number, Place
from .written import column_unit, told_digits, written

__all__ = ["LANGUAGES", "N_", "Language", "available_languages"]

_MINUS = "\u2212"
_THIN = "\u202f"
_CHINESE_GAP = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True)
class Language:
    """The words and number formats of one edition.

    Parameters
    ----------
    code : {'en', 'zh-Hans', 'zh-Hant'}
        The language, as a BCP 47 tag.
    """

    code: str = "en"

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise UsageError(f"unknown language {self.code!r}", valid=LANGUAGES)

    @property
    def locale(self) -> str:
        """The CLDR locale identifier."""
        return {"en": "en_GB", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW"}[self.code]

    @property
    def chinese(self) -> bool:
        return self.code != "en"

    # words ---------------------------------------------------------------------------------

    def say(self, message: str, /, **values: object) -> str:
        """Translate a message, then fill its named places; a `Number` is written.

        A message without a translation stays English; the catalogue test keeps that from shipping. In Chinese a
        space is left only between two words of other scripts (``Meta 2026``): beside Chinese characters page and
        browser leave room themselves.
        """
        text = translate(message, self.code)
        words = {k: self.write(v) if isinstance(v, Number) else v for k, v in values.items()}
        text = text.format(**words) if words else text
        return _CHINESE_GAP.sub("", text) if self.chinese else text

    def join(self, parts: Iterable[str]) -> str:
        """Join names as this language lists them: ``A, B and C``; ``A、B和C``."""
        from babel.lists import format_list

        words = [p for p in parts if p]
        return format_list(words, locale=self.locale) if words else ""

    def clauses(self, parts: Iterable[str]) -> str:
        """Set clauses beside one another: ``A sped up, B slowed``; ``A加快；B放緩``."""
        return ("；" if self.chinese else ", ").join(p for p in parts if p)

    def listed(self, parts: Iterable[str]) -> str:
        """List names with commas alone, for cells and marks: ``A, B, C``; ``A、B、C``."""
        return ("、" if self.chinese else ", ").join(p for p in parts if p)

    def possessive(self, name: str) -> str:
        """Name as owner: ``Oracle's``; Chinese has its own word in the message."""
        return name if self.chinese else name + ("’" if name.endswith("s") else "’s")

    def sentence(self, text: str) -> str:
        """Start a sentence with a capital where the script has them."""
        return text[:1].upper() + text[1:]

    def sentences(self, *texts: str) -> str:
        """Set finished sentences one after another."""
        return ("" if self.chinese else " ").join(t for t in texts if t)

    # numbers -------------------------------------------------------------------------------

    def write(self, number: Number) -> str:
        """Write a number in its unit, as its place has it (see `written`): ``$24bn``, ``34 %``, ``1.2億美元``."""
        return str(written(number, self.code))

    def writes(
        self, unit: str, place: Place, *, sign: bool = False, decimals: int | None = None
    ) -> Callable[[float], str]:
        """Return what writes the values of one unit at one place: the labels of a chart, the cells of a column."""
        return lambda value: self.write(Number(value, unit, sign=sign, decimals=decimals, place=place))

    def told(self, value: float, unit: str, place: Place = "table", *, sign: bool = False) -> Number:
        """Return a figure of others with the digits it was told with: ``38`` in a column, ``1.25``; ``45.5 %``, ``12 %``."""
        return Number(value, unit, sign=sign, decimals=told_digits(value, unit, self.code), place=place)

    def range(self, low: Number, high: Number) -> str:
        """Write a range of two numbers of one unit: ``$195–205bn``, ``+91 % to +140 %``, ``8–26 years``."""
        return ranges.between(low, high, self.code)

    def number(self, value: float, decimals: int = 0, *, sign: bool = False) -> str:
        """Write a number with a true minus and, where asked, a plus."""
        if not math.isfinite(value):
            raise ValueError("a missing value has no digits; print its mark instead")
        text = f"{abs(value):,.{decimals}f}"
        negative = value < 0 and float(text.replace(",", "")) != 0
        return (_MINUS if negative else "+" if sign and float(text.replace(",", "")) != 0 else "") + text

    def percent(self, share: float, decimals: int | None = None, *, sign: bool = False) -> str:
        """Write a share as per cent; three significant digits at the most.

        Parameters
        ----------
        share : float
            ``0.367`` is 36.7 per cent.
        decimals : int, optional
            Digits after the point; by default one below 100 per cent and none above.
        sign : bool
            Print a plus before a rise.
        """
        value = share * 100
        if decimals is None:
            decimals = 0 if abs(value) >= 99.95 else 1
        return self.number(value, decimals, sign=sign) + ("%" if self.chinese else f"{_THIN}%")

    def points(self, share: float, decimals: int | None = None, *, sign: bool = True) -> str:
        """Write a difference of two shares in percentage points."""
        value = share * 100
        if decimals is None:
            decimals = 0 if abs(value) >= 9.95 or float(value).is_integer() else 1
        unit = {"en": f"{_THIN}pp", "zh-Hans": "个百分点", "zh-Hant": "個百分點"}[self.code]
        return self.number(value, decimals, sign=sign) + unit

    def amount(self, value: float, *, sign: bool = False) -> str:
        """Write an amount in the reader's unit (billion; 亿, 億) without naming it: for axes and tables."""
        scaled = value / self.unit_size
        decimals = 0 if abs(scaled) >= 99.95 else 1
        return self.number(scaled, decimals, sign=sign)

    @property
    def to_the_million(self) -> int:
        """How many digits after the point tell an amount to the million, in the unit of a column."""
        return 2 if self.chinese else 3

    @property
    def unit_size(self) -> float:
        """What one unit of `amount` is: a billion, or a hundred million in Chinese."""
        return 1e8 if self.chinese else 1e9

    def unit_name(self, currency: str = "USD") -> str:
        """Name the unit of a column of money: ``US$ bn``, ``亿美元``, ``人民幣億元``."""
        return column_unit(self.code, currency)

    def money(self, value: float, currency: str = "USD", *, sign: bool = False) -> str:
        """Write an amount with its currency: ``$24.2bn``, ``242亿美元``, ``242億美元``."""
        if self.chinese:
            if abs(value) >= 9.995e11:
                large = {"zh-Hans": "万", "zh-Hant": "兆"}[self.code]
                unit = self.unit_name(currency) if self.code == "zh-Hans" else self.unit_name(currency)[1:]
                return self.number(value / 1e12, 2, sign=sign) + large + unit
            return self.amount(value, sign=sign) + self.unit_name(currency)
        text = self.amount(abs(value))
        mark = {"USD": "$", "CNY": "RMB\u00a0"}.get(currency, f"{currency} ")
        front = _MINUS if value < 0 and text.strip("0.") else "+" if sign else ""
        if abs(value) >= 9.995e11:
            return f"{front}{mark}{self.number(abs(value) / 1e12, 2)}tn"
        return f"{front}{mark}{text}bn"

    def count(self, value: float) -> str:
        """Write a number of users or seats in the large units of the language: ``15 million``, ``1500万``."""
        from babel.numbers import format_compact_decimal

        # CLDR has the words of the large units under "long" in English and under "short" in Chinese.
        form: Literal["short", "long"] = "short" if self.chinese else "long"
        return format_compact_decimal(value, format_type=form, locale=self.locale, fraction_digits=1)

    def times(self, ratio: float) -> str:
        """Write a multiple: ``2.4×``, ``2.4倍``; three significant digits at the most."""
        return self.number(ratio, 0 if ratio >= 99.95 else 1) + ("倍" if self.chinese else "×")

    # dates ---------------------------------------------------------------------------------

    def date(self, day: dt.date) -> str:
        """Write a day in full."""
        from babel.dates import format_date

        return format_date(day, format="long", locale=self.locale)

    def day(self, day: dt.date) -> str:
        """Write a day for a narrow column: ``25 Nov 2025``, ``2025-11-25``."""
        from babel.dates import format_date

        return day.isoformat() if self.chinese else format_date(day, format="medium", locale=self.locale)

    def year(self, year: int) -> str:
        """Name a calendar year; among Chinese words its digits alone would be a number."""
        return f"{year}年" if self.chinese else str(year)

    def month(self, day: dt.date) -> str:
        """Write the month of a day: ``March 2025``, ``2025年3月``."""
        from babel.dates import format_date

        return format_date(day, format="y年M月" if self.chinese else "MMMM y", locale=self.locale)

    def months(self, quarter: Quarter) -> str:
        """Write the months of a calendar quarter: ``April–June 2026``."""
        from babel.dates import format_date

        if self.chinese:
            return f"{quarter.year}年{quarter.start.month}–{quarter.end.month}月"
        first = format_date(quarter.start, format="MMMM", locale=self.locale)
        last = format_date(quarter.end, format="MMMM y", locale=self.locale)
        return f"{first}–{last}"
