"""Which part of one figure another is: *AWS accounted for 15 % of Amazon's revenue*, 占集团营收的15%."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .amounts import Numeral
from .mentions import Mention
from .parsed import Parsed

_WHOLES = {"revenue": "share_of_group", "operating_income": "share_of_group_profit"}
_WITHIN = 60


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
    of_group = told.known.parent(told.known.entities[part.what]) is not None and whole.what in _WHOLES
    if of_group and all(m.what == whole.what for m in own):
        return Portion(part, _WHOLES[whole.what])
    words = " ".join(told.text[m.start : m.end] for m in own) or told.text[part.start : part.end]
    return Portion(part, f"{words} as a part of {told.text[whole.start : whole.end]}")
