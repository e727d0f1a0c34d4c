"""Figures of a commentary that the exhibits of a later edition print otherwise: restated or recast since its own day."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...errors import CloudcapexError
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
    return (before, after) if before.printed and before.text != after.text else None


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
