"""What led from one vintage of estimates to another: each assumption's part of the change of an answer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from .choice import Chosen
from .flows import outputs


@dataclass(frozen=True)
class Shift:
    """An assumption whose estimate changed between two vintages, and how far that moved the answer."""

    before: Chosen
    after: Chosen
    moved: float

    @property
    def id(self) -> str:
        return self.after.id

    @property
    def same_time(self) -> bool:
        """True where both estimates speak of one quarter: nothing happened but that another document came out."""
        return self.before.estimate.describes == self.after.estimate.describes


def bridge(before: Mapping[str, Chosen], after: Mapping[str, Chosen], output: str) -> list[Shift]:
    """Divide the change of an answer among the assumptions that changed, all at their middle values.

    What an assumption moves depends on which others have moved before it: each is given its mean over all orders, so
    that the parts sum to the whole change.

    Parameters
    ----------
    before, after : mapping of str to Chosen
        Two choices, both complete.
    output : str
        One of what is asked of the model, which both choices can tell.

    Returns
    -------
    list of Shift
        The largest part first; what changed without moving the answer is left out.
    """
    changed = [n for n, c in after.items() if n in before and before[n].estimate != c.estimate]
    start = {n: c.estimate.middle for n, c in before.items()}
    ends = {n: after[n].estimate.middle for n in changed}
    moving = [n for n in changed if _answer(start | {n: ends[n]}, output) != _answer(start, output)]
    moving += [n for n in changed if n not in moving and _matters(start | ends, n, start[n], output)]
    steps = [Shift(before[n], after[n], _part(n, moving, start, ends, output)) for n in moving]
    return sorted(steps, key=lambda s: (-abs(s.moved), s.id))


def _matters(values: Mapping[str, float], name: str, other: float, output: str) -> bool:
    return _answer(values, output) != _answer({**values, name: other}, output)


def _part(
    name: str, moving: list[str], start: Mapping[str, float], ends: Mapping[str, float], output: str
) -> float:
    """Mean of what one assumption moves, over every order in which all of them can change."""
    others, parts = [n for n in moving if n != name], []
    for size in range(len(others) + 1):
        weight = math.factorial(size) * math.factorial(len(others) - size) / math.factorial(len(moving))
        for first in itertools.combinations(others, size):
            values = {**start, **{n: ends[n] for n in first}}
            moved = _answer({**values, name: ends[name]}, output) - _answer(values, output)
            parts.append(weight * moved)
    return math.fsum(parts)


def _answer(values: Mapping[str, float], output: str) -> float:
    return float(outputs(values)[output])
