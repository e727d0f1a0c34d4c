"""Figures of a commentary that the exhibits of a later edition print otherwise: restated or recast since its own day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from ...errors import CloudcapexError
from ...statements.statement import Printed
from ..proofs import measure_name
from ..report import Report
from .references import Words

Evaluate = Callable[[str], Words]  # a reference of a commentary -> its words


def changed_since(report: Report, references: Iterable[str], then: Evaluate, now: Evaluate) -> str:
    """Say which figures are no longer what a commentary prints.

    Parameters
    ----------
    report : Report
        The edition, on its own day.
    references : iterable of str
        What stands between the braces of the commentary.
    then, now : callable
        Evaluate a reference on the commentary's day and on the edition's.

    Returns
    -------
    str
        A sentence that names each figure with its value now and then; empty where none changed.
    """
    told = [_told(report, *both) for one in dict.fromkeys(references) if (both := _both(one, then, now))]
    if not told:
        return ""
    return report.say(
        "Restated or told on another definition since, and printed so in the exhibits: {figures}.",
        figures=report.language.clauses(told),
    )


def _both(reference: str, then: Evaluate, now: Evaluate) -> tuple[Words, Words] | None:
    try:
        before, after = then(reference), now(reference)
    except CloudcapexError:
        return None  # a comparison that holds no more; the words stay those of their day
    same = all(alike(*pair) for pair in zip(before.printed, after.printed, strict=True))
    return None if same else (before, after)


_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")


def alike(one: Printed, other: Printed) -> bool:
    """Whether two printed figures are one to a reader: the same words, or the finer rounds to the coarser.

    Parameters
    ----------
    one, other : Printed
        Of one measure; which was printed first does not matter.
    """
    if one.text == other.text:
        return True
    if one.unit != other.unit:
        return False
    steps = [step for p in (one, other) if (step := _step(p, other if p is one else one))]
    return bool(steps) and _units(one.value, max(steps)) == _units(other.value, max(steps))


def _step(shown: Printed, beside: Printed) -> Decimal | None:
    """Return what the last printed digit of a figure stands for; nought is read on the scale of the figure beside it."""
    digits = _DIGITS.search(shown.text)
    scale = _scale(shown) or _scale(beside)
    return scale.scaleb(-len(digits[1] or "")) if digits and scale else None


def _scale(shown: Printed) -> Decimal | None:
    """Return the power of ten that one in the digits of a figure stands for."""
    digits = _DIGITS.search(shown.text)
    figure = Decimal(digits[0].replace(",", "")) if digits else Decimal(0)
    if not figure or not shown.value:
        return None
    return Decimal(10) ** round((abs(Decimal(repr(shown.value))) / figure).log10())


def _units(value: float, step: Decimal) -> Decimal:
    return (Decimal(repr(value)) / step).quantize(Decimal(1), ROUND_HALF_UP)


def _told(report: Report, before: Words, after: Words) -> str:
    point, (printed, *_) = after.points[0], after.printed
    total = printed.of == "total"
    return report.say(
        "{company}, {measure}: {value} (here {before})",
        company=report.say("Together") if total else report.name_of(point.company),
        measure=measure_name(report, point.metric),
        value=after.text,
        before=before.text,
    )
