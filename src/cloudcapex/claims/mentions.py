"""Who and what a sentence names, and where: entities, measures, and words of growth."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .amounts import Numeral
from .entities import name_pattern
from .restricted import part_named
from .times import Time
from .vocabulary import Vocabulary

BREAKS = re.compile(r"[,;:，；：、]")
_JOINED = re.compile(r"\s*(?:,|，|、|and|&|plus|\+|和|与|與|及|以及|，以及|, and|,and|加上)\s*")
_BESIDE = re.compile(
    r"(?:\bthan|\bversus|\bvs\.?|\bcompared (?:with|to)|\bahead of|\bbehind|\bfrom|\bbehind|比|高于|高於|超过|超過|低于|低於|来自|來自|落后于)\s?$"
)

# But what has its own figure behind it is spoken of too, and whatever an amount or a portion came from.
_ITS_FIGURE = re.compile(r"(?:['’]s?|的)\s?(?:US\s?)?[$¥]?\d")
_SOURCE = re.compile(
    r"(?:(?:\d\s?(?:bn|tn|m|billion|trillion|million)(?: (?:in|of) (?:revenue|sales))?|(?<![A-Za-z])c[ao]m(?:e|es|ing)) from (?:its )?"
    r"|(?:来自|來自)(?:于|於)?)$"
)


@dataclass(frozen=True)
class Mention:
    """What stands where in a sentence."""

    start: int
    end: int
    what: str


def names_with_digits(sentence: str, known: Vocabulary) -> list[tuple[int, int]]:
    """Find where names stand that hold a number: no figure is in *Microsoft 365*."""
    numbered = [n for e in known.entities.values() for n in e.names if any(c.isdigit() for c in n)]
    return [m.span() for n in numbered for m in _name(n).finditer(sentence)]


def named(
    sentence: str, known: Vocabulary, times: Sequence[Time] = ()
) -> tuple[list[Mention], list[Mention]]:
    """Find who and what a sentence names.

    A measure begins in no name (*Alibaba Cloud revenue* is revenue), and a name inside the words of a measure names
    nobody (*OpenAI's share of commercial RPO*). A part of a company that nobody knows is a `STRANGER`.
    """
    names = sorted(((n, e.id) for e in known.entities.values() for n in e.names), key=lambda x: -len(x[0]))
    who = _kept(sentence, [(_name(name), key) for name, key in names])
    what = _measures(sentence, known, who)
    found = _entities(sentence, known, who, what)
    found = [_in_its_house(sentence, known, m, who) for m in found]
    strangers = _strangers(sentence, known, found, [*times, *who, *found, *what])
    return sorted([*found, *strangers], key=lambda m: m.start), what


STRANGER = ""
_OF_A_HOUSE = re.compile(r"(?:['’]s?)?\s*|\s?(?:旗下)?的?\s?")


def _in_its_house(sentence: str, known: Vocabulary, mention: Mention, who: Sequence[Mention]) -> Mention:
    """Return a part or product as it stands, or with the house of another before it as a stranger: *Oracle's Bedrock*."""
    entity = known.entities[mention.what]
    if entity.kind not in ("part", "product"):
        return mention
    for other in who:
        house = known.entities[other.what]
        before = house.kind == "company" and _OF_A_HOUSE.fullmatch(sentence, other.end, mention.start)
        if before and house.company != entity.company:
            return Mention(other.start, mention.end, STRANGER)
    return mention


def _strangers(
    sentence: str, known: Vocabulary, found: Sequence[Mention], taken: Sequence[Mention | Time]
) -> Iterator[Mention]:
    for mention in found:
        if mention.what == STRANGER or known.entities[mention.what].kind not in ("company", "lab"):
            continue
        place = part_named(sentence, mention.end, taken)
        if place is not None:
            yield Mention(*place, STRANGER)


_name = functools.lru_cache(maxsize=1024)(name_pattern)


def _entities(
    sentence: str, known: Vocabulary, found: list[Mention], measures: Sequence[Mention]
) -> list[Mention]:
    found = sorted([*found, *_within(sentence, known, found, measures)], key=lambda m: m.start)
    inside = [m for m in found if any(k.start <= m.start and m.end <= k.end for k in measures)]
    outside = [m for m in found if m not in inside]
    # What is only compared with is not spoken of, where somebody else is named before.
    return [m for n, m in enumerate(outside) if n == 0 or _spoken_of(sentence, m)] or inside


def _spoken_of(sentence: str, mention: Mention) -> bool:
    before = sentence[: mention.start]
    own = _ITS_FIGURE.match(sentence, mention.end) or _SOURCE.search(before)
    return bool(own) or not _BESIDE.search(before)


def _within(
    sentence: str, known: Vocabulary, found: Sequence[Mention], measures: Sequence[Mention]
) -> Iterator[Mention]:
    """Find parts told by a common noun after their company: Oracle ... its cloud infrastructure."""
    named = {m.what: m.start for m in reversed(found)}
    for part in known.entities.values():
        owner = known.parent(part) if part.within else None
        if owner is None or owner.id not in named or part.id in named:
            continue
        for words in part.within:
            for match in _whole(words).finditer(sentence, named[owner.id]):
                taken = any(match.start() < k.end and k.start < match.end() for k in found)
                inside = any(k.start <= match.start() and match.end() <= k.end for k in measures)
                if not taken and not inside:
                    yield Mention(match.start(), match.end(), part.id)


def _measures(sentence: str, known: Vocabulary, who: Sequence[Mention]) -> list[Mention]:
    """Find which measures are named, the longest words first: data-centre revenue before revenue."""
    bounded = [(_whole(p), m.id) for m in known.measures.values() for p in m.prose]
    return _kept(sentence, bounded, longest=True, names=who)


@functools.lru_cache(maxsize=4096)
def _whole(words: re.Pattern[str]) -> re.Pattern[str]:
    """Let words begin and end anywhere but inside a Latin word: Chinese ones follow Latin ones with no space between."""
    edge = r"(?:(?<![A-Za-z])|(?![A-Za-z]))"
    return re.compile(f"{edge}(?:{words.pattern}){edge}", re.IGNORECASE)


def growth(sentence: str, known: Vocabulary, measures: Sequence[Mention]) -> list[Mention]:
    """Find the words of growth outside those of a measure: ``rise``, ``fall`` or ``noun``."""
    groups = (("noun", known.growth.noun), ("rise", known.growth.rise), ("fall", known.growth.fall))
    found = _kept(sentence, [(_whole(p), name) for name, ps in groups for p in ps], longest=True)
    return [m for m in found if not any(k.start <= m.start and m.end <= k.end for k in measures)]


def _kept(
    sentence: str,
    patterns: Iterable[tuple[re.Pattern[str], str]],
    longest: bool = False,
    names: Sequence[Mention] = (),
) -> list[Mention]:
    found = [
        Mention(m.start(), m.end(), key)
        for pattern, key in patterns
        for m in pattern.finditer(sentence)
        if m[0] and not any(n.start < m.start() < n.end < m.end() for n in names)
    ]
    if longest:
        found.sort(key=lambda m: m.start - m.end)
    kept: list[Mention] = []
    for mention in found:
        if not any(mention.start < k.end and k.start < mention.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def chain(
    who: Sequence[Mention], figure: Numeral, sentence: str, what: Sequence[Mention] = ()
) -> list[Mention]:
    """Return those named one after the other before a figure: *Microsoft, Alphabet and Amazon*; the last one where alone.

    What each of them has may stand between: *Microsoft's capex and Alphabet's capex*.
    """
    before = [m for m in who if m.end <= figure.start]
    if not before:
        return []
    row = [before[-1]]
    for mention in reversed(before[:-1]):
        if not _JOINED.fullmatch(_without(sentence, mention.end, row[0].start, what)):
            break
        row.insert(0, mention)
    return [m for n, m in enumerate(row) if m.what not in {k.what for k in row[n + 1 :]}]


def _without(sentence: str, start: int, end: int, measures: Sequence[Mention]) -> str:
    """Return what stands between two names but for a measure that the first of them has."""
    own = next((m for m in measures if start <= m.start and m.end <= end), None)
    if own is None or not re.fullmatch(r"(?:['’]s?)?\s*|的", sentence[start : own.start]):
        return sentence[start:end]
    return sentence[own.end : end]


def away(mention: Mention, start: int, end: int, sentence: str) -> int:
    """Weigh how far a mention stands from a figure: what comes after it in another clause belongs to another one."""
    if mention.end <= start:
        between = sentence[mention.end : start]
        return len(between) + 40 * len(BREAKS.findall(between))
    between = sentence[end : mention.start]
    return len(between) + 1000 * len(BREAKS.findall(between))
