"""Arithmetic inside an article: rates that must follow from their own two ends, shares from their own two figures."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .reading import Claim, last_place
from .resolve import resolve
from .spans import read_spans
from .vocabulary import vocabulary

_RATE_A_YEAR = re.compile(
    r"(?:CAGR|compound(?: annual)? growth(?: rate)?(?: of)?|年复合增长率约?|年複合增長率約?)\s*(\d+(?:\.\d+)?)\s*%"
    r"|(\d+(?:\.\d+)?)\s*%\s*(?:a year|per year|annually)",
    re.I,
)
_CHANGE_AND_RATE = re.compile(r"([+−-])(\d+(?:\.\d+)?)\s*(bn|m)\b,?\s*(?:or\s*)?[+−-](\d+(?:\.\d+)?)\s*%")


@dataclass(frozen=True)
class OwnNumbers:
    """What an article's own numbers give, and what it says they give.

    Parameters
    ----------
    kind : {'rate_a_year', 'rate', 'ratio'}
        A rate between two ends over years, a rate from a level and its change, a ratio of two claims.
    claimed : float
        As the article has it, a fraction.
    low, high : float
        What its numbers allow, their rounding included.
    plain : tuple of float
        What they give as they stand, lowest and highest.
    follows : bool
        Whether the one is among the other.
    inputs : tuple of str
        Ids of the claims the numbers stand in.
    years : int
        Over how many years, other than those it names, a yearly rate follows from its two ends; 0 for none.
    """

    kind: Literal["rate_a_year", "rate", "ratio"]
    claimed: float
    low: float
    high: float
    plain: tuple[float, float]
    follows: bool
    inputs: tuple[str, ...]
    years: int = 0


def own_numbers(claim: Claim, together: Sequence[Claim]) -> OwnNumbers | None:
    """Check a claim by the numbers it stands among.

    Parameters
    ----------
    claim : Claim
        The one to check.
    together : sequence of Claim
        All claims read with it; those of its article are looked through.

    Returns
    -------
    OwnNumbers or None
        None where the claim states nothing that its own numbers decide.
    """
    return _rate_a_year(claim) or _rate(claim) or _ratio(claim, together)


def _rate_a_year(claim: Claim) -> OwnNumbers | None:
    """Check the yearly rate that a claim puts on the way from one year's value to another's."""
    said = _RATE_A_YEAR.search(f"{claim.paraphrase} {claim.phrase}")
    spans, ends = read_spans(claim.period), claim.numbers
    if not said or len(spans) != 2 or len(ends) != 2 or ends[0] <= 0:
        return None
    years = spans[1].end.year - spans[0].end.year
    if years < 1:
        return None
    text = said[1] or said[2]
    half = claim.step / 2
    plain = (ends[1] / ends[0]) ** (1 / years) - 1
    low = (max(ends[1] - half, 0) / (ends[0] + half)) ** (1 / years) - 1
    high = (ends[1] + half) / (ends[0] - half) if ends[0] > half else math.inf
    told = _checked("rate_a_year", text, low, high ** (1 / years) - 1, (plain, plain), (claim.id,))
    return told if told.follows else replace(told, years=_other_years(told.claimed, text, ends))


def _other_years(rate: float, text: str, ends: Sequence[float]) -> int:
    """Return the number of years over which a rate leads from one end to the other; 0 where no whole number does."""
    if rate <= 0 or ends[1] <= ends[0]:
        return 0
    years = round(math.log(ends[1] / ends[0]) / math.log(1 + rate))
    near = years > 0 and abs((ends[1] / ends[0]) ** (1 / years) - 1 - rate) <= last_place(text) / 200 + 1e-9
    return years if near else 0


def _rate(claim: Claim) -> OwnNumbers | None:
    """Check the rate a claim gives beside a level and its change: 80.1 bn, +17.9 bn, +29 %."""
    said = _CHANGE_AND_RATE.search(claim.paraphrase)
    if not said or not math.isfinite(claim.low) or claim.low != claim.high:
        return None
    scale = {"bn": 1e9, "m": 1e6}[said[3].casefold()]
    change, half = float(said[2]) * scale, last_place(said[2]) * scale / 2
    if said[1] != "+":
        change = -change
    before = claim.low - change
    if before <= half + claim.step / 2:
        return None
    plain = abs(change / before)
    ends = [
        abs((change + d) / (claim.low + e - change - d))
        for d in (-half, half)
        for e in (-claim.step / 2, claim.step / 2)
    ]
    return _checked("rate", said[4], min(ends), max(ends), (plain, plain), (claim.id,))


def _checked(
    kind: Literal["rate_a_year", "rate", "ratio"],
    text: str,
    low: float,
    high: float,
    plain: tuple[float, float],
    ids: tuple[str, ...],
) -> OwnNumbers:
    rate, half = float(text) / 100, last_place(text) / 200
    follows = low - half - 1e-9 <= rate <= high + half + 1e-9
    return OwnNumbers(kind, rate, low, high, plain, follows, ids)


def _ratio(claim: Claim, together: Sequence[Claim]) -> OwnNumbers | None:
    """Check a ratio against every pair of figures that its article gives for it.

    The figure over the line is the article's for the same time; the one under it may be for any time: an article
    that gives several leaves open which is meant, and the ratio need only follow from one of them.
    """
    asked = resolve(claim)
    if asked.measure is None or asked.measure.id not in vocabulary().ratios or not math.isfinite(claim.low):
        return None
    over_id, under_ids = vocabulary().ratios[asked.measure.id]
    same_text = [resolve(c) for c in together if c.article == claim.article and c.id != claim.id]
    same_text = [q for q in same_text if q.entities == asked.entities and q.measure and q.parts]
    spans = [s for p in asked.parts for s in p.spans]
    overs = [
        q
        for q in same_text
        if q.measure and q.measure.id == over_id and any(p.spans[0] in spans for p in q.parts)
    ]
    # A margin is made of one quarter's figures; a valuation holds until the next one.
    any_time = over_id == "revenue"
    unders = [
        q
        for q in same_text
        if q.measure and q.measure.id in under_ids and (any_time or any(p.spans[0] in spans for p in q.parts))
    ]
    if not overs or not unders:
        return None
    tops = [(p.low, p.high, p.step / 2) for q in overs for p in q.parts if p.spans[0] in spans]
    bottoms = [(p.low, p.high, p.step / 2) for q in unders for p in q.parts]
    plain = [t / b for lo, hi, _ in tops for t in (lo, hi) for u, v, _ in bottoms for b in (u, v) if b > 0]
    allowed = [
        ((lo - e) / (v + d), (hi + e) / (u - d)) for lo, hi, e in tops for u, v, d in bottoms if u - d > 0
    ]
    if not plain or not allowed:
        return None
    half = claim.step / 2
    follows = any(low - half <= claim.high and claim.low <= high + half for low, high in allowed)
    low, high = min(a for a, _ in allowed), max(b for _, b in allowed)
    inputs = tuple(q.claim.id for q in (*overs, *unders))
    return OwnNumbers("ratio", claim.low, low, high, (min(plain), max(plain)), follows, inputs)
