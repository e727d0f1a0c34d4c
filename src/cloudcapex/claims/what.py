"""What a figure of a sentence is of: the nearest measure it can be in, a share or a growth, a change in points."""

from __future__ import annotations

import re

from .amounts import Numeral
from .entities import Entity
from .mentions import Mention
from .parsed import Parsed, ReadFigure
from .portions import portion

_BESIDE = 20
_FROM = re.compile(r"\s(?:(?:in|of) (?:revenue|sales) )?from (?:its )?")
_MADE = re.compile(
    r"\b(?:made|makes|earned|earns)(?: (?:about|around|nearly|roughly|some|over|more than|a record))*\s$"
)
_SUMMED = {"USD", "CNY", "count", "MW"}
# What a figure that is no amount of money can be in.
UNITS = {
    "points": "share",
    "percent": "share",
    "count": "count",
    "power": "MW",
    "times": "ratio",
    "years": "years",
}
# Where something went, or came from: a level, no growth.
_LEVEL = re.compile(
    r"(?:\bto|\bfrom|\bat|至|到|为|為|達|达)\s*(?:about |around |nearly |roughly |over |almost |a record |约|約|了)?$",
    re.I,
)


def measure_of(told: Parsed, figure: Numeral, before: ReadFigure | None, who: tuple[Entity, ...]) -> str:
    """Name what a figure is of.

    Parameters
    ----------
    told : Parsed
        The sentence.
    figure : Numeral
        One of its figures.
    before : ReadFigure or None
        The last figure before it that was read.
    who : tuple of Entity
        Whose figure it is.

    Returns
    -------
    str
        Id of a measure, ``forecast`` before it where it is expected; words that no measure has where the sentence
        narrows it; empty where the sentence does not say.
    """
    if figure.kind == "points":
        return _points(told, figure)
    if figure.kind == "percent":
        return _rate(told, figure, before, who)
    units = {figure.currency or who[0].currency} if figure.kind == "money" else {UNITS[figure.kind]}
    measure = _amount(told, figure, units)
    if measure and figure.kind == "money" and _is_change(told, figure):
        return f"{measure}_change"
    if measure and _expected(told, figure):
        own = measure.startswith("capex") and not _by_others(told, figure)
        return "capex_guidance" if own else _forecast(told, figure, measure)
    return measure


def falls(told: Parsed, figure: Numeral) -> bool:
    """Whether the nearest word of growth says that something fell."""
    grown = told.nearest(told.growth, figure)
    return grown is not None and grown.what == "fall"


def source_of(told: Parsed, figure: Numeral) -> Mention | None:
    """Find whom an amount came from, named right behind it: *made $42bn from AWS*; None where nobody is."""
    after = next((m for m in told.who if m.start >= figure.end), None)
    return after if after is not None and _FROM.fullmatch(told.text, figure.end, after.start) else None


def _amount(told: Parsed, figure: Numeral, units: set[str]) -> str:
    """Name the nearest measure that can be in some units; what came in without a measure named is revenue."""
    near = told.nearest([m for m in told.what if units & set(told.known.measures[m.what].units)], figure)
    if near is not None:
        return told.called(near)
    start = max((f.end for f in told.figures if f.end <= figure.start), default=0)
    came_in = any(p.search(told.text[start : figure.start]) for p in told.known.takings)
    came_in |= bool(_MADE.search(told.text[: figure.start])) and source_of(told, figure) is not None
    return "revenue" if figure.kind == "money" and came_in and not told.what else ""


def _shares(told: Parsed) -> list[Mention]:
    """Measures that are shares, but for what AI adds to Azure's growth, which is told in points."""
    known = told.known.measures
    return [m for m in told.what if "share" in known[m.what].units and m.what != "ai_points"]


def _points(told: Parsed, figure: Numeral) -> str:
    """Name what changed by some points: a share, or the growth of an amount; what AI adds to Azure's growth is one."""
    changed = [m for m in told.what if "share" in told.known.measures[m.what].units]
    nearest = told.nearest(changed, figure)
    if nearest is not None and nearest.what == "ai_points":
        return "ai_points"
    grown = told.nearest([m for m in told.growth if m.what == "noun"], figure)
    if not told.growth or (nearest is None and grown is None):
        return ""
    behind = against(told, figure)
    if nearest is not None and (grown is None or told.away(nearest, figure) <= told.away(grown, figure)):
        return f"{told.called(nearest)}_points{behind}"
    amount = _grows(told, figure, None)
    return f"{amount}_growth_points{behind}" if amount in told.known.measures else ""


def _stated(told: Parsed, shares: list[Mention], who: tuple[Entity, ...]) -> list[Mention]:
    """Of several shares take those that are stated of whom a figure is: of servers in *technical infrastructure*."""
    stated = [m for m in shares if any(e.company and told.known.states(e, m.what) for e in who)]
    return stated or shares


def _rate(told: Parsed, figure: Numeral, before: ReadFigure | None, who: tuple[Entity, ...]) -> str:
    """Tell whether a percentage is a share or a growth, and of what: of the figure before it, unless another is named."""
    part = portion(told, figure)
    if part is not None:
        return part.measure
    share = told.nearest(_stated(told, _shares(told), who), figure)
    words = told.growth
    if _LEVEL.search(told.text[: figure.start]):
        words = [m for m in words if m.what == "noun"]
    grown = told.nearest(words, figure)
    if (
        share is not None
        and grown is not None
        and _is_growth_of(share)
        and not _named_since(told, share, figure)
    ):
        return share.what
    nearer = share is not None and (grown is None or told.away(share, figure) < told.away(grown, figure))
    if not figure.signed and share is not None and nearer:
        name = told.called(share)
        ahead = name not in told.known.ahead and _expected(told, figure)
        return _forecast(told, figure, name) if ahead else name
    if not figure.signed and told.nearest(told.growth, figure) is None:
        return ""
    amount = _grows(told, figure, before)
    if amount not in told.known.measures:
        return f"{amount} growth"
    name = f"{amount}_growth{against(told, figure)}"
    return _forecast(told, figure, name) if _expected(told, figure) else name


def _is_growth_of(share: Mention) -> bool:
    """Whether a measure is itself the growth of something that states no amount: *spending on Bedrock grew 60 %*."""
    return "_growth" in share.what


def _named_since(told: Parsed, share: Mention, figure: Numeral) -> bool:
    """Whether something else is named between a measure and a figure, which grows rather than it."""
    return any(share.end <= m.start < figure.start for m in told.what) or share.start > figure.end + 60


def _grows(told: Parsed, figure: Numeral, before: ReadFigure | None) -> str:
    """Name the amount that grows: one named since the last amount, else that amount's, else the nearest, else revenue."""
    amount = [m for m in told.what if _can_grow(told, m, figure)]
    if before is not None:
        since = [m for m in amount if before.figure.end <= m.start < figure.start]
        if not since:
            plain = before.measure.removeprefix("forecast ")
            known = told.known.measures.get(plain)
            while known is not None and known.of:  # of the points by which a growth changed, what grew
                known = told.known.measures.get(known.of)
            if known is not None and _SUMMED & set(known.units):
                return known.id
        amount = since or amount
    near = told.nearest(amount, figure)
    return told.called(near) if near is not None else "revenue"


def _can_grow(told: Parsed, mention: Mention, figure: Numeral) -> bool:
    """Whether a rate may be the growth of what is named: any amount of money, a count only where it stands beside."""
    units = set(told.known.measures[mention.what].units)
    return bool({"USD", "CNY"} & units) or (bool(_SUMMED & units) and told.away(mention, figure) < _BESIDE)


def against(told: Parsed, figure: Numeral) -> str:
    """Say what a growth is measured against where the words around it do: ``_qoq``, ``_cc``, or empty."""
    start = max((f.end for f in told.figures if f.end <= figure.start), default=0)
    end = min((f.start for f in told.figures if f.start >= figure.end), default=len(told.text))
    around = (
        told.text[max(start, figure.start - 30) : figure.start],
        told.text[figure.end : min(end, figure.end + 45)],
    )
    ahead = next((t for t in re.split(r"[,;，；(（]", around[0])[-1:]), "")
    behind = re.split(
        r"[;；)）]|[,，](?! (?:in|at|on) (?:a )?constant)|(?:\band\b|\bor\b)", around[1].lstrip(" (（")
    )[0]
    for name, patterns in (("_cc", told.known.growth.constant), ("_qoq", told.known.growth.sequential)):
        if any(p.search(part) for p in patterns for part in (ahead, behind)):
            return name
    return ""


def _is_change(told: Parsed, figure: Numeral) -> bool:
    """Whether an amount is by how much something rose: *up $4.6bn*."""
    before = told.text[: figure.start]
    return any(
        m.what != "noun"
        and m.end <= figure.start
        and re.fullmatch(r"\s*(?:by )?(?:a )?(?:了)?\s*", before[m.end :])
        for m in told.growth
    )


def _forecast(told: Parsed, figure: Numeral, measure: str) -> str:
    by = _by_others(told, figure)
    return f"forecast {measure} by {by}" if by else f"forecast {measure}"


def _by_others(told: Parsed, figure: Numeral) -> str:
    """Name who expects a figure, where it is not the company itself: guidance can bear no analyst out."""
    text = told.text[: figure.end]
    named = [name for name in told.known.houses if name in text]
    if named:
        return told.known.houses[max(named, key=len)]
    return "others" if any(p.search(text) for p in told.known.others) else ""


def _expected(told: Parsed, figure: Numeral) -> bool:
    """Whether the clause of a figure tells what is to come."""
    start = max((m.end() for m in re.finditer(r"[;；]", told.text[: figure.start])), default=0)
    return any(p.search(told.text[start : figure.start]) for p in told.known.expects)
