"""Worries others have raised, tested quarter by quarter: holds, easing, resolved, returned, or not testable."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import facts
from ..metrics.points import Point
from ..periods import Quarter, day_known, parse_date, quarters_between
from ..schema.grades import basis_of, marks, weakest
from .figures import Figures
from .file import read_theses
from .terms import Thesis, Trial

__all__ = ["STATUSES", "Outcome", "Thesis", "Trial", "evaluate", "load_theses", "messages"]

STATUSES = ("holds", "returned", "easing", "resolved", "not_testable")

# Figures and thresholds are decimals; in binary 0.30 - 0.28 falls just short of 0.02.
_GRAIN = 1e-9


@dataclass(frozen=True)
class Outcome:
    """What the test of one worry says of one quarter.

    Attributes
    ----------
    thesis : Thesis
    quarter : Quarter
    status : str
        One of `STATUSES`.
    raised : bool
        False for a quarter that had closed before the worry was raised: then the status only says what the
        same test would have said, and `returned` does not occur.
    since : Quarter
        First quarter of the unbroken run of this status, not before the worry was raised.
    number : float
        The compared value; where each of several companies has one, how many of them meet the threshold. NaN
        where it cannot be computed.
    readings : tuple of Point
        The figures the number rests on; where several companies are compared, each one's compared value.
    without : tuple of Point
        The compared values without changed lives and one-off items, where the test asks for them: no part of the verdict.
    since_number : float
    since_readings : tuple of Point
        Number and readings of the quarter `since`: what a worry was resolved by.
    """

    thesis: Thesis
    quarter: Quarter
    status: str
    raised: bool
    since: Quarter
    number: float
    readings: tuple[Point, ...]
    without: tuple[Point, ...] = ()
    since_number: float = math.nan
    since_readings: tuple[Point, ...] = ()

    @property
    def met_without(self) -> int:
        """How many of the values without the effects would meet the threshold."""
        test = self.thesis.test
        return sum(bool(test and _meets(r.value, test.op, test.threshold)) for r in self.without)

    @property
    def missing(self) -> tuple[Point, ...]:
        """The figures the test lacks."""
        return tuple(r for r in self.readings if not r.known)

    @property
    def decisive(self) -> tuple[Point, ...]:
        """The known figures that make the number: of rivals the largest, else all."""
        test = self.thesis.test
        known = tuple(r for r in self.readings if r.known)
        if test is None or test.pick != "largest" or test.over is None:
            return known
        above = [r for r in known if r.metric == test.measure.metric and r.company in test.measure.companies]
        return tuple(r for r in known if r not in above or r.value == max(a.value for a in above))

    @property
    def judged(self) -> Point | None:
        """The number as a figure: with the bounds that rounding leaves it, how it is known, and its documents.

        None where several companies decide, and where the number is not known.
        """
        test = self.thesis.test
        if test is None or test.several or not math.isfinite(self.number):
            return None
        alone = self.decisive if test.compare in ("level", "change_yoy", "change_qoq") else ()
        return next((r for r in alone if r.value == self.number), None) or self._across(test)

    def _across(self, test: Trial) -> Point:
        """Put a place, a share or a ratio as a figure that is computed from those of others."""
        known = self.decisive
        own = [r for r in known if r.metric == test.measure.metric and r.company in test.measure.companies]
        others = [r for r in known if r not in own]
        low = high = self.number
        if test.compare != "rank":
            (least, most), (under, over) = (_ends(part) for part in (own, others))
            added = test.compare == "share_of_total"
            low = _quotient(least, least + over if added else over)
            high = _quotient(most, most + under if added else under)
        bounded = math.isfinite(low) and math.isfinite(high)
        return replace(
            own[0],
            value=self.number,
            unit=test.unit,
            basis=self.grade[0],
            evidence=self.grade[1],
            sources=tuple(sorted({s for r in known for s in r.sources})),
            restated=any(r.restated for r in known),
            rounded_to=None,
            low=low if bounded else -math.inf,
            high=high if bounded else math.inf,
        )

    @property
    def grade(self) -> tuple[str, str]:
        """Basis and evidence of the number: those of the weakest figure behind it; empty where there is none."""
        known = self.decisive
        if not known:
            return "", ""
        return basis_of([r.basis for r in known]), weakest(r.evidence for r in known)

    @property
    def marks(self) -> str:
        """Letters of the figures behind the number: e estimated, r restated, s second-hand; it is computed by its nature."""
        letters = marks(*self.grade)
        return (
            letters.replace("s", "") + "r" * any(r.restated for r in self.decisive) + "s" * ("s" in letters)
        )


def load_theses(as_of: dt.date | str | None = None, *, path: Path | None = None) -> tuple[Thesis, ...]:
    """Worries that had been raised by a day, in the order of ``data/theses.toml``.

    A worry is tested on those laboratories that somebody had named by then.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out those raised later. None keeps all.
    path : Path, optional
        Another file than that of the data folder.

    Raises
    ------
    DataError
        The file breaks the language; the message names block and key.
    """
    found = read_theses(path)
    if as_of is None:
        return found
    day = parse_date(as_of, where="as_of")
    later = facts.named_later(day)
    return tuple(_of_the_named(thesis, later) for thesis in found if thesis.known_on <= day)


def _of_the_named(thesis: Thesis, later: frozenset[str]) -> Thesis:
    """Leave laboratories out of a test that nobody had named."""
    if thesis.test is None or not thesis.test.measure.metric.startswith("labs."):
        return thesis
    measure = thesis.test.measure
    kept = tuple(c for c in measure.companies if c not in later) or measure.companies
    return replace(thesis, test=replace(thesis.test, measure=replace(measure, companies=kept)))


def messages(path: Path | None = None) -> list[str]:
    """Every text of the file that a reader sees, in file order without repeats: for the catalogues."""
    return list(dict.fromkeys(text for thesis in read_theses(path) for text in thesis.words))


def evaluate(
    theses: Sequence[Thesis],
    first: Quarter | str,
    last: Quarter | str,
    as_of: dt.date | str | None = None,
) -> dict[str, tuple[Outcome, ...]]:
    """Put worries to their tests over a run of quarters.

    Parameters
    ----------
    theses : sequence of Thesis
        From `load_theses`.
    first, last : Quarter or str
        First and last quarter, both included. Quarters before ``first`` still count for `since` and for
        what has returned.
    as_of : date or str, optional
        No figure that became known later is used.

    Returns
    -------
    dict of str to tuple of Outcome
        By id, one outcome a quarter, oldest first.
    """
    first, last = Quarter.parse(first), Quarter.parse(last)
    day = day_known(as_of)
    figures = Figures(last, day)
    return {thesis.id: tuple(_outcomes(thesis, first, last, figures)) for thesis in theses}


def _outcomes(thesis: Thesis, first: Quarter, last: Quarter, figures: Figures) -> list[Outcome]:
    found: list[Outcome] = []
    resolved = False
    for quarter in quarters_between(min(first, thesis.first_quarter), last):
        verdict, number, readings = _judge(thesis, quarter, figures)
        raised = quarter >= thesis.first_quarter
        if raised:
            verdict, resolved = _settled(verdict, resolved, found)
        before = found[-1] if found else None
        same = before is not None and before.status == verdict and before.raised == raised
        now = Outcome(thesis, quarter, verdict, raised, quarter, number, readings, (), number, readings)
        if before is not None and same:
            now = replace(
                now,
                since=before.since,
                since_number=before.since_number,
                since_readings=before.since_readings,
            )
        found.append(now)
    return [_both_ways(outcome, figures) for outcome in found if outcome.quarter >= first]


def _both_ways(outcome: Outcome, figures: Figures) -> Outcome:
    """Put the compared values without the effects beside those of the test, where it asks for them."""
    test = outcome.thesis.test
    if test is None or not test.without:
        return outcome
    return replace(outcome, without=tuple(figures.without_effects(test.measure, outcome.quarter)))


def _settled(verdict: str, resolved: bool, found: Sequence[Outcome]) -> tuple[str, bool]:
    """Judge a quarter by what went before: a resolved worry needs its whole threshold to come back.

    Returns
    -------
    tuple of str and bool
        The status, and whether the worry stands resolved after this quarter.
    """
    back = bool(found) and next((o.status == "returned" for o in reversed(found) if o.status in _FIRM), False)
    if verdict == "holds":
        return ("returned" if resolved or back else "holds"), False
    if verdict == "easing" and resolved:
        return "resolved", True
    return verdict, verdict == "resolved" or (resolved and verdict == "not_testable")


_VERDICTS = {(True, True): "holds", (False, True): "easing", (False, False): "resolved"}
_FIRM = ("holds", "returned", "resolved")


def _judge(thesis: Thesis, quarter: Quarter, figures: Figures) -> tuple[str, float, tuple[Point, ...]]:
    """Test one quarter by itself."""
    if thesis.test is None:
        watched = figures.readings(thesis.watch, quarter) if thesis.watch else []
        return "not_testable", math.nan, tuple(watched)
    test = thesis.test
    values, readings = _values(test, quarter, figures)
    holds = _needed([_meets(v, test.op, test.threshold) for v in values], test.need)
    eases = _needed([_meets(v, test.op, test.easing) for v in values], test.need)
    verdict = (
        "not_testable" if holds is None or (not holds and eases is None) else _VERDICTS[holds, bool(eases)]
    )
    if not test.several:
        return verdict, values[0], readings
    met = [_meets(v, test.op, test.threshold) for v in values]
    return verdict, float(met.count(True)) if any(m is not None for m in met) else math.nan, readings


def _values(test: Trial, quarter: Quarter, figures: Figures) -> tuple[list[float], tuple[Point, ...]]:
    """Compute what is compared: one value, or one a company."""
    match test.compare:
        case "level":
            readings = figures.readings(test.measure, quarter)
        case "change_yoy" | "change_qoq":
            lag = 4 if test.compare == "change_yoy" else 1
            readings = figures.changes(test.measure, quarter, lag)
        case _:
            return _across(test, quarter, figures)
    return [r.value for r in readings], tuple(readings)


def _across(test: Trial, quarter: Quarter, figures: Figures) -> tuple[list[float], tuple[Point, ...]]:
    """Compute what needs the figures of others: a place, a share, a ratio."""
    own = figures.readings(test.measure, quarter)
    if test.over is not None:
        below = figures.readings(test.over, quarter)
        known = [r.value for r in own if r.known]
        above = max(known, default=math.nan) if test.pick == "largest" else math.fsum(r.value for r in own)
        # Of rivals the largest known one speaks; those without a figure are no part of the reading.
        shown = [r for r in own if r.known] or own if test.pick == "largest" else own
        return [_quotient(above, math.fsum(r.value for r in below))], (*shown, *below)
    others = figures.readings(replace(test.measure, companies=test.among), quarter)
    field = [*own, *others]
    if test.compare == "share_of_total":
        return [_quotient(_sum(own), _sum(field))], tuple(field)
    whole = all(r.known for r in field)
    places = [1.0 + sum(o.value > r.value for o in field) if whole else math.nan for r in own]
    return places, tuple(field)


def _ends(readings: Sequence[Point]) -> tuple[float, float]:
    """Add up between which bounds figures lie."""
    low, high = zip(*(r.bounds for r in readings), strict=True) if readings else ((0.0,), (0.0,))
    return math.fsum(low), math.fsum(high)


def _sum(readings: Sequence[Point]) -> float:
    """Add up; NaN where any part is missing."""
    return math.fsum(r.value for r in readings)


def _quotient(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan


def _meets(value: float, op: str, limit: float) -> bool | None:
    """Compare a value with a limit; None where there is no value."""
    if not math.isfinite(value):
        return None
    grain = _GRAIN * max(1.0, abs(limit))
    equal = abs(value - limit) <= grain
    if op.startswith("<"):
        return (equal and op == "<=") or (value < limit and not equal)
    return (equal and op == ">=") or (value > limit and not equal)


def _needed(met: Sequence[bool | None], need: str) -> bool | None:
    """Decide for several companies; None where an unknown one could tip it."""
    quorum = {"any": 1, "all": len(met), "most": len(met) // 2 + 1}[need]
    yes, unknown = met.count(True), met.count(None)
    if yes >= quorum:
        return True
    return None if yes + unknown >= quorum else False
