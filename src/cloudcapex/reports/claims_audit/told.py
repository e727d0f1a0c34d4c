"""What the sentences of the audit are held to: verdicts and their reasons, and the two figures of a wrong claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...claims import LEFT_OPEN, SCORED, Verdict
from ...language import Number
from ...statements import Assertion, Evidence, Population, Value, each_told, times_of
from .context import ClaimsAudit

# Units whose numbers a sentence prints; a claim in another one is told without its figures.
_PRINTED = ("USD", "CNY", "share")


def verdicts(report: ClaimsAudit, found: Sequence[Verdict] | None = None, of: str = "claims") -> Evidence:
    """Gather the verdicts on some claims, by default on all that were out."""
    chosen = report.verdicts if found is None else found
    return _words(report, chosen, of, "claims.verdict", lambda v: v.outcome)


def traced(report: ClaimsAudit) -> Evidence:
    """Say of each contradicted claim whether its figure is found elsewhere: ``traced`` or ``untraced``."""
    wrong = report.of("contradicted")
    return _words(
        report, wrong, "contradicted", "claims.traced",
        lambda v: "traced" if set(v.causes) - {"wrong_value"} else "untraced",
    )  # fmt: skip


def decision(report: ClaimsAudit) -> Evidence:
    """Say of each claim whether the data decide it: ``decided`` or ``open``."""
    return _words(
        report, report.verdicts, "claims", "claims.decision", lambda v: "decided" if v.decided else "open"
    )


def over(report: ClaimsAudit) -> Evidence:
    """Say of each forecast whether what came decides it: ``judged`` or ``open``."""
    return _words(
        report,
        report.forecasts,
        "forecasts",
        "claims.over",
        lambda v: "judged" if v.came in SCORED else "open",
    )


def came(report: ClaimsAudit) -> Evidence:
    """Say of each forecast that can be set beside what came what came of it."""
    return _words(
        report, [v for v in report.forecasts if v.came in SCORED], "judged", "claims.came", lambda v: v.came
    )


def reasons(report: ClaimsAudit) -> Evidence:
    """Count the claims that are left open by what leaves them so."""
    left = [v.left_open for v in report.left_open]
    values = [_count(reason, "claims.reason", left.count(reason)) for reason in LEFT_OPEN]
    return Evidence.of(values, Population("reasons", LEFT_OPEN), report.quarter)


def articles(report: ClaimsAudit) -> Evidence:
    """Count the articles that the claims are from."""
    number = len({v.claim.article for v in report.verdicts})
    return Evidence.of(
        [_count("all", "claims.articles", number)], Population("articles", ("all",)), report.quarter
    )


def told_of(report: ClaimsAudit, found: Sequence[Verdict], word: str, of: str = "claims") -> Assertion | None:
    """Return of how many claims a verdict holds."""
    return each_told(verdicts(report, found, of), word)


def two_figures(report: ClaimsAudit, verdict: Verdict) -> tuple[Assertion, Number, Number] | None:
    """Return what was claimed beside what the data, or the article's own numbers, give: nothing but for single amounts."""
    sides = _sides(verdict)
    if sides is None:
        return None
    (claimed, step), (actual, told_to), unit = sides
    one, other = (
        Value(verdict.claim.id, f"claims.{name}", figure, unit)
        for name, figure in (("claimed", claimed), ("found", actual))
    )
    held = times_of(verdict.claim.id, one, other, verdicts(report, [verdict]))
    if held is None:
        return None
    return (
        held,
        report.number_of(claimed, unit, step, verdict.claim.id),
        report.number_of(actual, unit, told_to, verdict.claim.id),
    )


def _sides(verdict: Verdict) -> tuple[tuple[float, float], tuple[float, float], str] | None:
    if verdict.broken and verdict.own:
        low, high = verdict.own.plain
        unit = "ratio" if verdict.own.kind == "ratio" else "share"
        return ((verdict.own.claimed, 0.01), (low, 0.0), unit) if low == high and unit in _PRINTED else None
    parts = [p for p in verdict.parts if p.finding is not None]
    if len(verdict.question.parts) != 1 or not parts or parts[0].finding is None:
        return None
    part, finding = parts[0].part, parts[0].finding
    # A figure that its document hedges is no single amount.
    single = part.low == part.high and finding.single and not finding.qualifier
    if not single or part.unit != finding.unit or part.unit not in _PRINTED:
        return None
    return (part.low, part.step), (finding.low, finding.told_to), part.unit


def _words(
    report: ClaimsAudit, found: Sequence[Verdict], of: str, measure: str, word: Callable[[Verdict], str]
) -> Evidence:
    values = [
        Value(v.claim.id, measure, float("nan"), "", word=word(v), sources=tuple(v.sources)) for v in found
    ]
    return Evidence.of(values, Population(of, tuple(v.claim.id for v in found)), report.quarter)


def _count(of: str, measure: str, number: int) -> Value:
    return Value(of, measure, float(number), "count")
