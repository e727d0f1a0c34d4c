"""What narrows a name or a measure to something the data do not know: *gaming revenue*, *Meta's Reality Labs*, 广告收入."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from .vocabulary import Vocabulary

_WORD = re.compile(r"(?P<word>[A-Za-z][A-Za-z'’&./-]*)\s+$")
_FROM = re.compile(
    r"\s+(?:generated |derived )?from (?:its |their |the )?(?P<word>[a-z][a-z-]*)(?: [a-z-]+)?"
)
_PLACED = re.compile(r"-(?:quarter|year|half|month|term)$")
_HAN = re.compile(r"[\u4e00-\u9fff]+的?$")
_PARTS = r"(?:business|unit|division|segment|arm|operations?|subsidiary|group)(?:es|s)?"
_POSSESSED = re.compile(
    rf"['’]s?\s+(?P<part>(?:[a-z]+[- ]){{1,3}}{_PARTS}(?![A-Za-z])|[A-Z][\w.-]*(?: (?:and |& )?[A-Z][\w.-]*)*(?: {_PARTS}(?![A-Za-z]))?)"
)
_PARTS_ZH = r"(?:业务|業務|部门|部門|板块|板塊|分部|事业群|事業群)"
_POSSESSED_ZH = re.compile(rf"(?:旗下|的)?\s?(?P<part>[\u4e00-\u9fffA-Za-z ]{{1,12}}?{_PARTS_ZH})")
_SPEAKS = re.compile(r"\s*,?\s*(?:said|says|told|expects?|sees?|chief|CEO|CFO|warned|added|noted)\b", re.I)
_A_VERB = re.compile(r"(?:ed|ing)$|valu|invest|stake|round|series", re.I)


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def narrowed(sentence: str, start: int, end: int, taken: Sequence[_Placed], known: Vocabulary) -> str:
    """Return the words of a measure with what narrows it; empty where nothing does.

    Parameters
    ----------
    sentence : str
        As it stands.
    start, end : int
        Where the measure stands.
    taken : sequence
        Names, times and other measures: what they cover narrows nothing.
    known : Vocabulary
        Says which words before a measure leave it what it is.
    """
    words = sentence[start:end]
    if _A_VERB.search(words):
        return ""
    before = _latin(sentence, start, taken) if words[0].isascii() else _han(sentence, start, taken)
    if words.split()[0].casefold() in known.plain:
        before = ""  # *on servers* says itself what it is of
    if before and _narrows(before, known):
        return f"{before} {words}" if words[0].isascii() else f"{before}{words}"
    behind = _FROM.match(sentence, end)
    if behind is None or _covered(behind.start("word"), behind.end(), taken):
        return ""
    return "" if behind["word"] in known.plain else f"{words} from {behind['word']}"


def _latin(sentence: str, start: int, taken: Sequence[_Placed]) -> str:
    """The word before a place, unless a name or a time covers it: *NVIDIA's revenue* is NVIDIA's."""
    found = _WORD.search(sentence[:start])
    return found["word"] if found and not _covered(found.start(), start, taken) else ""


def _han(sentence: str, start: int, taken: Sequence[_Placed]) -> str:
    """The Chinese words between the last name or time and a place."""
    free = max((t.end for t in taken if t.end <= start), default=0)
    found = _HAN.search(sentence[free:start])
    return found[0] if found else ""


def _covered(start: int, end: int, taken: Sequence[_Placed]) -> bool:
    return any(t.start < end and start < t.end for t in taken)


def _narrows(text: str, known: Vocabulary) -> bool:
    word = text.casefold()
    if not word[0].isascii():
        return any(p.search(word) for p in known.lines)
    if word in known.plain or word.endswith(("'s", "’s", "s'", "s’", "ly")) or _PLACED.search(word):
        return False
    # A verb in the past says no more than that it came: *posted revenue*; *adjusted* and the like say which.
    return not word.endswith("ed") or "-" in word or any(p.fullmatch(word) for p in known.lines)


def part_named(sentence: str, end: int, taken: Sequence[_Placed]) -> tuple[int, int] | None:
    """Find a part of a company that stands behind its name and is nobody the data know; None where there is none.

    Parameters
    ----------
    sentence : str
        As it stands.
    end : int
        Where the company's name ends.
    taken : sequence
        Names, times and measures.
    """
    for pattern in (_POSSESSED, _POSSESSED_ZH):
        match = pattern.match(sentence, end)
        if match is None or _covered(match.start("part"), match.end("part"), taken):
            continue
        if not _SPEAKS.match(sentence, match.end()):
            return match.start("part"), match.end("part")
    return None
