"""Which part of one figure another is: *AWS accounted for 15 % of Amazon's revenue*, 占集团营收的15%."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .amounts import Numeral
from .mentions import Mention
from .parsed import Parsed

_WHOLES = {"revenue": "share_of_group", "operating_income": "share_of_group_profit"}
_WITHIN = 60
# Two thirds of Amazon's operating income *came from* AWS: the part stands behind.
_CAME_FROM = re.compile(r"(?<![A-Za-z])c[ao]m(?:e|es|ing) from|来自|來自")
_OF_WHICH = re.compile(r"(?:的|有|中有|里有|裡有|约|約|近|逾|超过|超過|大约|大約)*")


@dataclass(frozen=True)
class Portion:
    """A part told in per cent: who it is of, and the measure."""

    who: Mention
    measure: str


def portion(told: Parsed, figure: Numeral) -> Portion | None:
    """Read a percentage as the part that somebody's figure is of another.

    Parameters
    ----------
    told : Parsed
        The sentence.
    figure : Numeral
        A percentage of it.

    Returns
    -------
    Portion or None
        None where the sentence does not tell a part. The part of a figure that is not the group's of the same kind
        is named by its words, which no measure has.
    """
    if figure.kind != "percent" or figure.signed:
        return None
    behind = _behind(told, figure)
    if behind is not None:
        return behind
    start = max((f.end for f in told.figures if f.end <= figure.start), default=0)
    verbs = [m for p in told.known.portion for m in p.finditer(told.text, start, figure.start)]
    if not verbs:
        return None
    verb = min(verbs, key=lambda m: m.start())
    part = next((m for m in reversed(told.who) if m.end <= verb.start()), None)
    whole = next((m for m in told.what if verb.end() <= m.start < figure.end + _WITHIN), None)
    if part is None or whole is None or re.search(r"[;；]", told.text[verb.end() : whole.start]):
        return None
    measure = told.known.measures.get(whole.what)
    if measure is None or "share" in measure.units:
        return None
    own = [m for m in told.what if part.end <= m.start < verb.start()]
    if _told_itself(told, figure):
        return None
    return _named(told, part, own, whole) or _of_itself(told, part, verb.start(), own, whole)


def _told_itself(told: Parsed, figure: Numeral) -> bool:
    """Whether the sentence names a share that somebody states so: *inference accounted for 40 % of its revenue*."""
    shares = [
        m
        for m in told.what
        if told.known.measures[m.what].units == ("share",) and m.what in told.known.metrics
    ]
    return any(told.away(m, figure) < _WITHIN + 40 for m in shares)


def _behind(told: Parsed, figure: Numeral) -> Portion | None:
    """Read a part that is named behind its whole, by where the whole came from."""
    verb = _CAME_FROM.search(told.text, figure.end)
    if verb is None or any(figure.end <= f.start < verb.start() for f in told.figures):
        return None
    part = next((m for m in told.who if m.start >= verb.end()), None)
    whole = next((m for m in told.what if figure.end <= m.start < verb.start()), None)
    if whole is None:
        before = [m for m in told.what if m.end <= figure.start]
        whole = next((m for m in before[-1:] if _OF_WHICH.fullmatch(told.text, m.end, figure.start)), None)
    if part is None or whole is None or told.text[verb.end() : part.start].strip(" it's"):
        return None
    return _named(told, part, [], whole)


def _named(told: Parsed, part: Mention, own: list[Mention], whole: Mention) -> Portion | None:
    of_group = (
        part.what != ""
        and told.known.parent(told.known.entities[part.what]) is not None
        and whole.what in _WHOLES
    )
    return Portion(part, _WHOLES[whole.what]) if of_group and all(m.what == whole.what for m in own) else None


def _of_itself(told: Parsed, part: Mention, verb: int, own: list[Mention], whole: Mention) -> Portion:
    """Name the part that one amount of somebody is of another of its own: capex of revenue is capital intensity."""
    told_of = own or [m for m in told.what if m.end <= verb and m.end <= part.start][-1:]
    alone = len({m.what for m in told.who}) == 1
    ratio = told.known.parts.get((told_of[-1].what, whole.what)) if told_of and alone else None
    if ratio:
        return Portion(part, ratio)
    words = " ".join(told.text[m.start : m.end] for m in own) or told.text[part.start : part.end]
    return Portion(part, f"{words} as a part of {told.text[whole.start : whole.end]}")
