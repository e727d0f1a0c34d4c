"""A language as an edition writes it: words from the catalogue, numbers by the one writer, dates by CLDR."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from ..errors import UsageError
from ..periods import Quarter
from . import ranges
from .catalogue import translate
from .digits import carried
from .number import Number, Place, sided
from .tags import DEFAULT, LANGUAGES, Tag
from .written import column_unit, told_digits, written

# Below it a share, or a difference of shares, has a digit after the point.
_FINE = {"share": 0.01, "points": 0.1}
# 約為 32 億: the copula of a message comes before a figure that is only about so much.
_IS_ABOUT = re.compile("([为為])([约約])(?=[人新0-9−])")
# 至少相当于收入的 20%: so does the verb of a part or a multiple, which stands before whose part it is.
_OF_ABOUT = re.compile("(相当于|相當於|占(?!比)|是)([^，；。：、]*的)([约約]|至[少多])(?=[0-9])")
# What tables tell of periods: a month, the dash of a range, another name of the same, years alone.
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_UP_TO = re.compile(r"(?<=\d)-(?=\d{4}|Q\d)")
_ASIDE = re.compile(r" \((.*?)\)")
_YEARS = re.compile(r"\d{4}(?:[–/]\d{4})?")
_PER_CENT = re.compile(r"(?<=\d)%")
_CHINESE_GAP = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True)
class ColumnWriter:
    """What writes the values of one unit at one place.

    Parameters
    ----------
    language : Language
        Of the edition.
    number : Number
        All that is written alike; its value counts for nothing.
    """

    language: Language
    number: Number

    def __call__(self, value: float) -> str:
        return self.language.write(self.numbered(value))

    def numbered(self, value: float) -> Number:
        """Return a value as the number that is written, for a sentence to prove."""
        return replace(self.number, value=value)

    def within(self, low: float, high: float) -> ColumnWriter:
        """Return what writes a share that rounding leaves between two bounds, with the digits that it carries.

        Parameters
        ----------
        low, high : float
            As fractions.

        Returns
        -------
        ColumnWriter
            With fewer digits after the point where the bounds leave fewer, and ≈ where they leave whole per cents open.
        """
        return _Bounded(self.language, self.number, low, high)


@dataclass(frozen=True)
class _Bounded(ColumnWriter):
    low: float
    high: float

    def numbered(self, value: float) -> Number:
        usual, asked = self.number, self.number.decimals
        if asked is None:
            asked = 1 if abs(value) < _FINE.get(usual.unit, _FINE["share"]) else 0
        left = carried(value * 100, self.low * 100, self.high * 100, asked)
        if left == asked:
            return super().numbered(value)
        return replace(usual, value=value, decimals=left or 0, about=left is None)


@dataclass(frozen=True)
class Language:
    """The words and number formats of one edition.

    Parameters
    ----------
    code : str
        One of `LANGUAGES`.
    reword : callable, optional
        Gives the message that is said in the place of one: what an edition of an earlier day says where the words know
        what came later. Nothing is said in the place of a message for which it gives nothing.
    """

    code: str = DEFAULT
    reword: Callable[[str], str] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.code not in LANGUAGES:
            raise UsageError(f"unknown language {self.code!r}", valid=LANGUAGES)

    @property
    def locale(self) -> str:
        """The CLDR locale identifier."""
        return Tag(self.code).locale

    @property
    def chinese(self) -> bool:
        """Whether its words are Chinese."""
        return Tag(self.code).chinese

    def column(self, stem: str) -> str:
        """Name the column of a table that holds a name in this language: ``label``, ``label_zh_hant``."""
        return Tag(self.code).column(stem)

    # words ---------------------------------------------------------------------------------

    def message(self, message: str, /) -> str:
        """Translate a message, its places unfilled."""
        message = self.reword(message) if self.reword else message
        return translate(message, self.code) if message else ""

    def say(self, message: str, /, **values: object) -> str:
        """Translate a message, then fill its named places; a `Number` is written.

        A message without a translation stays English; the catalogue test keeps that from shipping. In Chinese a
        space is left only between two words of other scripts (``Meta 2026``): beside Chinese characters page and
        browser leave room themselves. *About* goes before the copula: 約為32億, 約占營收的3%. In English no line breaks before a per cent.
        """
        text = self.message(message)
        given = sided(message, values)
        words = {k: self.write(v) if isinstance(v, Number) else v for k, v in given.items()}
        text = text.format(**words) if words else text
        if not self.chinese:
            return text.replace(" %", "\u202f%")
        return _OF_ABOUT.sub(r"\3\1\2", _IS_ABOUT.sub(r"\2\1", _CHINESE_GAP.sub("", text)))

    def join(self, parts: Iterable[str]) -> str:
        """Join names as this language lists them: ``A, B and C``; ``A、B和C``."""
        from babel.lists import format_list

        words = [p for p in parts if p]
        return format_list(words, locale=self.locale) if words else ""

    def clauses(self, parts: Iterable[str]) -> str:
        """Set clauses beside one another: ``A sped up, B slowed``; ``A and B sped up; C slowed``; ``A加快；B放緩``."""
        held = [p for p in parts if p]
        if self.chinese:
            return "；".join(held)
        # A comma alone would run the names of one clause into those of the next; and one list has one mark.
        return ("; " if any(", " in p or " and " in p for p in held) else ", ").join(held)

    def listed(self, parts: Iterable[str]) -> str:
        """List names with commas alone, for cells and marks: ``A, B, C``; ``A、B、C``."""
        return ("、" if self.chinese else ", ").join(p for p in parts if p)

    def retold(self, text: str) -> str:
        """Write words of ours that a table holds as sentences of an edition are written.

        Parameters
        ----------
        text : str
            In this language. English sets a per cent off and bends its apostrophes (``43%``, ``it's``); Chinese stays.
        """
        return text if self.chinese else _PER_CENT.sub("\u202f%", text).replace("'", "’")

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
    ) -> ColumnWriter:
        """Return what writes the values of one unit at one place: the labels of a chart, the cells of a column."""
        return ColumnWriter(self, Number(0, unit, sign=sign, decimals=decimals, place=place))

    def told(self, value: float, unit: str, place: Place = "table", *, sign: bool = False) -> Number:
        """Return a figure of others with the digits it was told with: ``38`` in a column, ``1.25``; ``45.5 %``, ``12 %``."""
        return Number(value, unit, sign=sign, decimals=told_digits(value, unit, self.code), place=place)

    def range(self, low: Number, high: Number) -> str:
        """Write a range of two numbers of one unit: ``$195–205bn``, ``+91 % to +140 %``, ``8–26 years``."""
        return ranges.between(low, high, self.code)

    @property
    def to_the_million(self) -> int:
        """How many digits after the point tell an amount to the million, in the unit of a column."""
        return 2 if self.chinese else 3

    def unit_name(self, currency: str = "USD") -> str:
        """Name the unit of a column of money: ``US$ bn``, ``亿美元``, ``人民幣億元``."""
        return column_unit(self.code, currency)

    # dates ---------------------------------------------------------------------------------

    def date(self, day: dt.date) -> str:
        """Write a day in full."""
        from babel.dates import format_date

        return format_date(day, format="long", locale=self.locale)

    def stated_date(self, text: object) -> str:
        """Write the day an ISO text names, in full; other text stays as it is."""
        try:
            return self.date(dt.date.fromisoformat(str(text)[:10]))
        except ValueError:
            return str(text)

    def stated_period(self, text: str) -> str:
        """Write a period that a table tells in figures: ``October 2024``, ``2023–2025``; ``2024年10月``, ``2023Q4（FY24 Q2）``."""
        if month := _MONTH.fullmatch(text):
            return self.month(dt.date(int(month[1]), int(month[2]), 1))
        text = _UP_TO.sub("–", self.stated_date(text))
        if not self.chinese:
            return text
        return _ASIDE.sub(r"（\1）", text) + ("年" if _YEARS.fullmatch(text) else "")

    def day(self, day: dt.date) -> str:
        """Write a day for a column of days, which words never have: ``25 Nov 2025``, ``2025-11-25``."""
        from babel.dates import format_date

        return day.isoformat() if self.chinese else format_date(day, format="medium", locale=self.locale)

    def short_month(self, day: dt.date) -> str:
        """Write the month of a day for a column of days, see `day`: ``Apr 2023``, ``2023-04``."""
        from babel.dates import format_date

        return f"{day:%Y-%m}" if self.chinese else format_date(day, format="MMM y", locale=self.locale)

    def year(self, year: int) -> str:
        """Name a calendar year; among Chinese words its digits alone would be a number."""
        return f"{year}年" if self.chinese else str(year)

    def month(self, day: dt.date) -> str:
        """Write the month of a day: ``March 2025``, ``2025年3月``."""
        from babel.dates import format_date

        return format_date(day, format="y年M月" if self.chinese else "MMMM y", locale=self.locale)

    def months(self, quarter: Quarter) -> str:
        """Write the months of a calendar quarter: ``April–June 2026``."""
        return self.span(quarter.start, quarter.end)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Write the months from that of one day to that of another: ``April–June 2026``, ``July 2025–June 2026``; one alone as such."""
        from babel.dates import format_date

        if (first.year, first.month) == (last.year, last.month):
            return self.month(last)
        if first.year != last.year:
            return f"{self.month(first)}–{self.month(last)}"
        if self.chinese:
            return f"{first.year}年{first.month}–{last.month}月"
        return f"{format_date(first, format='MMMM', locale=self.locale)}–{self.month(last)}"
