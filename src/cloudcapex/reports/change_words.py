"""Words for what changed: a line for each kind of change, exact figures, spans of quarters."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .. import metrics
from ..changes import Change
from ..language import Number, Place
from ..periods import Quarter
from .report import Report
from .vocabulary import CHANGES


def kind_name(review: Report, kind: str) -> str:
    """Name a kind of change as the head of its group.

    Parameters
    ----------
    review : Report
        Whose language.
    kind : str
        One of `KINDS`.
    """
    return review.say(CHANGES[kind])


def measure(review: Report, metric: str) -> str:
    """Name a metric as the language of the edition does.

    Parameters
    ----------
    review : Report
        Whose language.
    metric : str
        A name that `series` accepts.
    """
    column = review.language.column("label")
    return metrics.describe(metric)[column]


def exact(
    review: Report, value: float, unit: str, metric: str = "", *, bare: bool = False, sign: bool = False
) -> str:
    """Write a value so finely that a restatement shows: amounts to the million, rates with the digits they have.

    Parameters
    ----------
    review : Report
        Whose language is written.
    value : float
        In whole units; NaN gives an empty string.
    unit : str
        Of the value.
    metric : str
        Tells percentage points from per cent.
    bare : bool
        Leave the US dollar unnamed, in a table whose head names it.
    sign : bool
        Print a plus before an amount by which something rose.
    """
    language = review.language
    if not math.isfinite(value):
        return ""
    if unit in ("USD", "CNY"):
        place: Place = "table" if bare and unit == "USD" else "prose"
        return language.write(Number(value, unit, sign=sign, decimals=language.to_the_million, place=place))
    if unit == "share":
        return language.write(language.told(value, "points" if metric.endswith("_points") else "share"))
    return language.write(Number(value, unit or "number"))


def span(quarters: Sequence[Quarter]) -> str:
    """Write a run of quarters: ``2023Q3``, ``2023Q3–2024Q2``."""
    first, last = quarters[0], quarters[-1]
    return str(first) if first == last else f"{first}–{last}"


def grade_name(review: Report, grade: str) -> str:
    """Name how good a figure is."""
    say = review.say
    return {
        "estimated": say("estimated"),
        "filed": say("filed"),
        "company": say("stated by the company"),
        "press": say("press"),
        "secondary": say("secondary source"),
    }[grade]


def told(review: Report, change: Change) -> str:
    """Tell one change in a few words."""
    say = review.say
    words = {
        "company": review.company(change.company),
        "measure": measure(review, change.metric) if change.metric else "",
        "quarter": span(change.quarters),
    }
    before = exact(review, change.before, change.unit, change.metric)
    after = exact(review, change.after, change.unit, change.metric)
    if change.kind == "added":
        return say("{company} {quarter}: {figures}", figures=change.figures, **words)
    if change.kind == "restated":
        return say("{company}: {measure} {quarter}, {before} → {after}", before=before, after=after, **words)
    if change.kind == "redefined":
        words["quarter"] = str(change.quarters[0])
        if before:
            return say(
                "{company}: {measure} from {quarter} ({valued}: {before} → {after})",
                valued=change.valued,
                before=before,
                after=after,
                **words,
            )
        return say("{company}: {measure} from {quarter}", **words)
    if change.kind == "corrected":
        return say("{company}: {measure} {quarter}, {reason}", reason=change.reason, **words)
    if change.kind == "replaced":
        if change.grade == change.grade_before:
            return say("{company}: {measure} {quarter}, {before} → {after}, told more finely",
                       before=before, after=after, **words)  # fmt: skip
        if change.before == change.after:
            return say("{company}: {measure} {quarter}, {after} now {grade}",
                       after=after, grade=grade_name(review, change.grade), **words)  # fmt: skip
        return say("{company}: {measure} {quarter}, {before} → {after}, now {grade}",
                   before=before, after=after, grade=grade_name(review, change.grade), **words)  # fmt: skip
    if change.kind == "gained":
        return say("{company}: {measure} {quarter}", **words)
    return say("{company}: {measure}, last known for {quarter}", **{**words, "quarter": str(change.valued)})
