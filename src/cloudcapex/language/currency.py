"""Currencies by CLDR, for any ISO code: the mark before an English amount, the name after a Chinese one."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .tags import DEFAULT, Tag, is_chinese

# Where the trade writes otherwise than CLDR: CN¥ is no mark of English pages, and Taipei's papers say 港元. The packaged
# fonts have no sign of the shekel.
_MARKS = {"CNY": "RMB", "ILS": "ILS"}
_NAMES: Mapping[tuple[str, str], str] = {("HKD", Tag.TRADITIONAL): "港元"}
# Currencies that are named before the amount, which then counts 元: 人民币85亿元, 新台幣85億元.
_NAMED_BEFORE = ("CNY", "TWD")


def is_currency(unit: str) -> bool:
    """Tell an ISO code of a currency from other units: three capitals."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


@functools.cache
def mark(currency: str) -> str:
    """Return what stands before an English amount: ``$``, ``€``, ``HK$``; letters keep a space that no line breaks at."""
    from babel.numbers import get_currency_symbol

    sign = _MARKS.get(currency) or get_currency_symbol(currency, locale=Tag(DEFAULT).tongue)
    return f"{sign}\u00a0" if sign[-1].isalpha() else sign


@functools.cache
def name(currency: str, language: str) -> str:
    """Return a currency's name in a language: ``欧元``, ``港元``."""
    from babel.numbers import get_currency_name

    return _NAMES.get((currency, language)) or get_currency_name(currency, locale=Tag(language).locale)


def around(currency: str, language: str) -> tuple[str, str]:
    """Return what stands before and after a Chinese amount: ``("", "欧元")``, ``("人民币", "元")``."""
    named = name(currency, language)
    return (named, "元") if currency in _NAMED_BEFORE else ("", named)


def column(currency: str, large: str, language: str) -> str:
    """Name the unit of a column in one large unit: ``US$ bn``, ``RMB bn``; ``亿美元``, ``人民币亿元``."""
    if is_chinese(language):
        before, after = around(currency, language)
        return f"{before}{large}{after}"
    return f"{'US$' if currency == 'USD' else mark(currency).strip()} {large}"
