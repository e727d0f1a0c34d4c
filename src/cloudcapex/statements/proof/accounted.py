"""Whether the words account for those of whom nothing can be said: by name, or by counting who could be compared."""

from __future__ import annotations

import re
from decimal import Decimal

from ...language.tags import is_chinese
from . import numbers
from .case import Case
from .populations import NOT_APPLICABLE

# Words that say of whom something can be said at all.
_ENGLISH = re.compile(
    r"\b(?:comparable|compared|known|computed|that (?:states?|give|disclos|report|publish)\w*|stat(?:es?|ed) (?:it|theirs?))\b"
)
_CHINESE = re.compile(r"可比|可[计計]算|比较|比較|对照|對照|披露|揭露|公布|已知|可查|申报|申報")
_NOT = re.compile(
    r"\b(?:cannot|can not|not|un)(?: be)? ?(?:compared|comparable|computed|known|stated)|(?:[无無]法|不可|不能|未|[没沒]有)(?:比[较較]?|[对對]照|披露|揭露|公布|[申报報]+)"
)
# Who has not filed is not known yet; who states nothing has filed all the same.
_FILED = re.compile(r"\b(?:ha(?:s|ve) filed|reported so far)\b")
# Words that set those who are named apart, as not known.
_ABSENT = re.compile(
    r"\b(?:cannot|not|no|none|nothing|without|un(?:known|stated|disclosed)|lacks?|missing|absent|except|yet to|still to)\b|n/[acdy]|"
    r"[无無]法|不可|不能|不[含计計]|未|[没沒]有|缺|除|尚|有待",
    re.IGNORECASE,
)
# So many that are left, after those who are named.
_OTHERS = re.compile(r"\bthe other (\d+)\b|其[余餘](\d+)家")
_COUNTS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both)\b|\d+|[一二两兩三四五六七八九十](?=[家個个者朵條条])",
    re.IGNORECASE,
)


def silent(case: Case) -> list[str]:
    """Return the members of whom nothing can be said; those a measure does not apply to are none of them."""
    return [of for of, reason in case.record.unknown.items() if reason != NOT_APPLICABLE]


def marked(case: Case) -> bool:
    """Whether the words speak of those that can be compared, and not of all."""
    text = _NOT.sub("", case.record.text)
    if set(case.record.unknown.values()) == {"not_yet_filed"} and _FILED.search(text):
        return True
    return bool((_CHINESE if is_chinese(case.record.language) else _ENGLISH).search(text))


def unaccounted(case: Case) -> list[str]:
    """Return those of whom nothing can be said and whom the words neither name nor count."""
    left = silent(case)
    if not left or not case.record.known:
        return []  # where nothing can be said of anybody, just that is said
    if marked(case) and counts_in(case.record.text) & {len(case.record.known), len(left)}:
        return []
    if not _ABSENT.search(case.record.text):
        return left  # named, it may be, but as one of those of whom the sentence speaks
    if str(len(left)) in _others(case.record.text):
        return []
    spoken = case.look.names.spoken(case.record.text)
    return [of for of in left if of not in spoken and of not in case.record.text]


def _others(text: str) -> set[str]:
    """Return how many others the words set apart, in digits."""
    return {count for pair in _OTHERS.findall(text) for count in pair if count}


def counts_in(text: str) -> set[int]:
    """Return the whole numbers in a text, in digits and in words."""
    found = set()
    for match in _COUNTS.finditer(text):
        for said in numbers.read(match[0]):
            if said.value == said.value.to_integral_value() and said.value < Decimal(10**6):
                found.add(int(said.value))
    return found
