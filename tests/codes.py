"""What of a proof is no word of a reader: codes of vocabularies, ids of rows, and English words in a Chinese edition."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from cloudcapex import facts
from cloudcapex.language import is_chinese
from cloudcapex.statements import ProofLine

# An underscore, a path of ids, an id that ends in a year.
_CODE = re.compile(r"\w*_\w*|[a-z]\w*/[a-z]\w*|\b[a-z]+(?:-[a-z]+)*-(?:19|20)\d\d\b")
# A word in small letters that no name goes on with (Character.ai), and that has another word in Chinese.
_NAME = re.compile(r"[A-Z]\w*(?: (?:and|for|of|the) [A-Z]\w*)+", re.ASCII)
_ENGLISH = re.compile(r"(?<![A-Za-z\u00c0-\u024f.’])(?!token\b)[a-z]{2,}", re.ASCII)
# Columns that say what companies and parties are called; a name may be spelled as it likes.
_CALLED = ("name", "name_zh_hans", "name_zh_hant", "short_name", "cloud_segment", "cloud_name")


def names() -> list[str]:
    """Return every name of the data at hand, the longest first."""
    found: set[str] = set()
    for table in (facts.load_companies(), facts.load_table("parties")):
        for column in set(_CALLED) & set(table.columns):
            found.update(str(name) for name in table[column].dropna() if str(name))
    return sorted(found, key=len, reverse=True)


def codes_in(text: str, language: str) -> list[str]:
    """Return what of a text nobody would say in a language."""
    found = _CODE.findall(text)
    return [*found, *_ENGLISH.findall(_NAME.sub("", text))] if is_chinese(language) else found


def faults(lines: Sequence[tuple[str, ProofLine]], language: str) -> list[str]:
    """Return a line for each part of a proof that shows a code, once a code."""
    told: dict[str, str] = {}
    called = names()
    for of, line in lines:
        for text in (line.who, line.what, line.when, line.value, line.base, *(s.text for s in line.steps)):
            bare = functools.reduce(lambda left, name: left.replace(name, ""), called, text)
            for code in codes_in(bare, language):
                told.setdefault(code, f"{of}: the proof shows {code!r}: {text}")
    return list(told.values())
