"""Verdicts: computed from a claim's words, the data known on a day, and the article's own numbers; never written down."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from .. import facts
from ..periods import parse_date
from ..schema.grades import is_second_hand
from .agreement import Agreement, agreement, far_off
from .alternatives import Mistaken, likely_cause
from .estimates import said
from .findings import Finding
from .forecasts import ARTICLE, of_house
from .labels import label, label_of
from .lookup import OF_A_DAY, look_up, look_up_guidance, of_the_whole
from .outcomes import Outcome, PartVerdict, Verdict
from .outturn import came_of
from .own_numbers import OwnNumbers, own_numbers
from .parts import Part, significant_digits
from .reading import Claim
from .resolve import Question, resolve
from .vocabulary import vocabulary
from .ways import contrary


def audit(claims: Sequence[Claim], as_of: str | dt.date | None = None) -> tuple[Verdict, ...]:
    """Compute the verdict on every claim.

    Parameters
    ----------
    claims : sequence of Claim
        Read together, so that figures of one article can be held against each other.
    as_of : date or str, optional
        Nothing known after this day is used; None uses all.

    Returns
    -------
    tuple of Verdict
        In the order of the claims.
    """
    day = parse_date(as_of) if as_of else facts.newest_day()
    return tuple(_verdict(claim, claims, day) for claim in claims)


def _verdict(claim: Claim, together: Sequence[Claim], as_of: dt.date) -> Verdict:
    question, own = resolve(claim), own_numbers(claim, together)
    if question.reason:
        verdict = Verdict(claim, question, "unverifiable", own=own, reason=_why_unasked(question))
    else:
        judged = [_judge(question, part, as_of) for part in question.parts]
        verdict = _combined(question, _of_one_metric(question, judged, as_of), own)
        verdict = _by_its_way(_as_forecast(verdict, as_of), as_of)
    if verdict.outcome == "unverifiable":
        verdict = _by_its_source(verdict, as_of)
    if verdict.broken:
        return replace(verdict, outcome="contradicted", reason="")
    return verdict


def _as_forecast(verdict: Verdict, as_of: dt.date) -> Verdict:
    """Judge a forecast by what was forecast, and beside it by what came."""
    question = verdict.question
    if question.claim.article == ARTICLE and question.parts:
        said = [_judge_forecast(question, part, as_of) for part in question.parts]
        side, found = came_of(question, as_of)
        return replace(_combined(question, said, None), came=side, outturn=found)
    if question.forecast:  # the data hold what came, not what was expected
        came: Outcome | Literal[""] = "" if verdict.reason == "forecast" else verdict.outcome
        said = [_judge_forecast(question, part, as_of) for part in question.parts]
        return replace(_combined(question, said, None), came=came, outturn=verdict.findings if came else ())
    if any(p.measure != "capex_guidance" for p in question.parts) or not verdict.findings:
        return verdict
    # What came is on the basis that the guidance was given on.
    basis = verdict.findings[0].metric.partition(".")[2]
    measure = basis if basis in vocabulary().measures else "capex"
    parts = [replace(p, measure=measure) for p in question.parts]
    came_parts = [_judge(question, part, as_of) for part in parts]
    combined = _combined(question, came_parts, None)
    if combined.reason == "forecast":
        return verdict
    return replace(verdict, came=combined.outcome, outturn=combined.findings)


def _by_its_way(verdict: Verdict, as_of: dt.date) -> Verdict:
    """Contradict a level that is right where it is said to have gone there from the other side."""
    way, question = verdict.claim.way, verdict.question
    if way is None or question.forecast or verdict.outcome not in ("confirmed", "approximately"):
        return verdict
    part = question.parts[0]
    found = contrary(question, part, way, as_of)
    if found is None:
        return verdict
    told = PartVerdict(part, "contradicted", found, Mistaken(("wrong_way",)))
    return replace(verdict, outcome="contradicted", parts=(told,))


def _judge_forecast(question: Question, part: Part, as_of: dt.date) -> PartVerdict:
    """Hold what a company is said to expect against what it gave as guidance."""
    found = look_up_guidance(question, part, as_of)
    agreed = _agreed(question, part, found, [_in_currency(f, part.unit, as_of) for f in found])
    if agreed is not None:
        return agreed
    if found:
        return PartVerdict(part, "contradicted", found[0], Mistaken(("wrong_value",)))
    return PartVerdict(part, "unverifiable", reason="forecast")


def _by_its_source(verdict: Verdict, as_of: dt.date) -> Verdict:
    """Hold what nothing decides against the estimates that others published."""
    claim = verdict.claim
    if not math.isfinite(claim.low):
        return verdict
    found = [*said(claim, verdict.question, as_of), *of_house(claim, verdict.question, as_of)]
    if not found:
        return verdict
    digits = significant_digits(claim.written)
    part = Part(
        "said", (found[0].span,), claim.low, claim.high, claim.step, claim.unit, claim.qualifier, digits
    )
    same = next((f for f in found if agreement(part, f) in ("exact", "close")), None)
    outcome: Outcome = "as_its_source_says" if same else "reports_differ"
    return replace(verdict, outcome=outcome, parts=(PartVerdict(part, outcome, same or found[0]),), reason="")


def _why_unasked(question: Question) -> str:
    """Say why nothing can be asked; a forecast or an opinion rather than a gap in the words."""
    if question.reason in ("measure_unknown", "not_a_figure", "period_unknown", "subject_unknown"):
        return _hedge(question.claim) or question.reason
    return question.reason


def _hedge(claim: Claim) -> str:
    known = vocabulary()
    if any(p.search(claim.metric) for p in known.opinion):
        return "opinion"
    return "forecast" if any(p.search(claim.metric) for p in known.forecast) else ""


def _combined(question: Question, parts: list[PartVerdict], own: OwnNumbers | None) -> Verdict:
    """Take the worst of the parts: a claim stands with all its figures, and one wrong figure makes it wrong."""
    outcomes = [p.outcome for p in parts]
    reason = ""
    outcome: Outcome
    if "contradicted" in outcomes:
        outcome = "contradicted"
    elif "reports_differ" in outcomes:
        outcome = "reports_differ"
    elif "unverifiable" in outcomes:
        outcome = "unverifiable"
        whole = all(o == "unverifiable" for o in outcomes)
        reason = next(p.reason for p in parts if p.outcome == "unverifiable") if whole else "partly"
    else:
        weaker: tuple[Outcome, ...] = ("as_its_source_says", "approximately")
        outcome = next((o for o in weaker if o in outcomes), "confirmed")
    return Verdict(question.claim, question, outcome, tuple(parts), own, reason)


def _of_one_metric(question: Question, parts: list[PartVerdict], as_of: dt.date) -> list[PartVerdict]:
    """Hold the figures of one measure against one metric, where one bears out all of them as well as several do."""
    read = dict.fromkeys(p.finding.metric for p in parts if p.finding)
    borne = all(p.outcome in ("confirmed", "approximately") for p in parts)
    if not borne or len(read) < 2 or len({p.part.measure for p in parts}) > 1:
        return parts
    for metric in read:
        again = [_judge(question, p.part, as_of, metric) for p in parts]
        if [p.outcome for p in again] == [p.outcome for p in parts]:
            return again
    return parts


def _judge(question: Question, part: Part, as_of: dt.date, metric: str = "") -> PartVerdict:
    """Hold one figure against everything the data have on it, or on one metric alone."""
    past = [s for s in part.spans if (s.start if s.kind == "about" else s.end) <= as_of]
    begun = [s for s in part.spans if part.measure in OF_A_DAY and s.start <= as_of]
    if not past and not begun and part.measure not in _SAID_BEFOREHAND:
        return PartVerdict(part, "unverifiable", reason="forecast")
    found = [f for span in past or begun or part.spans for f in look_up(question, part.measure, span, as_of)]
    found = [f for f in found if metric in ("", f.metric)]
    comparable = [_in_currency(f, part.unit, as_of) for f in found]
    agreed = _agreed(question, part, found, comparable)
    if agreed is not None:
        return agreed
    if (
        begun and not past
    ):  # what is left of the time may still bring it: said of the day, it is no forecast for that
        return PartVerdict(part, "unverifiable", reason=_hedge(question.claim) or "no_fact")
    firm = [
        f for f, c in zip(found, comparable, strict=True) if f.bearing == "fact" or (c and _excluded(part, c))
    ]
    mixed = next((f for f in found if f.bearing == "mixed" and agreement(part, f) == "exact"), None)
    if firm and mixed is not None:
        return PartVerdict(part, "unverifiable", mixed, reason="two_bases")
    if firm and all(map(_is_report, firm)):
        return PartVerdict(part, "reports_differ", min(firm, key=lambda f: abs(f.low - part.low)))
    if firm:
        return PartVerdict(part, "contradicted", firm[0], likely_cause(question, part, firm, as_of))
    return _undecided(question, part, found, as_of)


def _agreed(
    question: Question, part: Part, found: list[Finding], comparable: list[Finding | None]
) -> PartVerdict | None:
    """Find the figure that bears a claim out; one of another round by its label contradicts it."""
    outcomes: tuple[tuple[Agreement, Outcome], ...] = (("exact", "confirmed"), ("close", "approximately"))
    claimed = label(question.claim)
    for wanted, outcome in outcomes:
        for original, finding in _nearest_first(part, found, comparable):
            if not finding or finding.bearing == "mixed" or agreement(part, finding) != wanted:
                continue
            if claimed and (theirs := label_of(original)) and theirs != claimed:
                return PartVerdict(part, "contradicted", original, Mistaken(("wrong_label",)))
            # No accounts bear out what is itself an estimate, nor a stake what was told of a deal's terms.
            if original.basis == "estimated" or original.bearing == "terms":
                return PartVerdict(part, "as_its_source_says", original)
            soft = original is not finding or finding.bearing in ("other_day", "proxy")
            return PartVerdict(part, "approximately" if soft else outcome, original)
    return None


def _is_report(finding: Finding) -> bool:
    """Whether what differs from a claim is itself only told by others, as deals, rounds and laboratories mostly are."""
    table = finding.metric.partition(".")[0]
    return (
        finding.bearing == "fact"
        and table in ("deals", "rounds", "labs")
        and is_second_hand(finding.evidence)
    )


def _nearest_first(
    part: Part, found: list[Finding], comparable: list[Finding | None]
) -> list[tuple[Finding, Finding | None]]:
    """Put the nearest of several reports on nearby days first; figures of the thing itself keep their order."""
    pairs = list(zip(found, comparable, strict=True))
    return sorted(pairs, key=lambda p: abs(p[1].low - part.low) if p[1] and p[1].bearing == "proxy" else -1.0)


# What a company or a lab says of a time to come is a fact on the day it is said.
_SAID_BEFOREHAND = ("capex_guidance", "guidance_raise")


def _excluded(part: Part, finding: Finding) -> bool:
    return (finding.bearing == "bound" and agreement(part, finding) == "no") or far_off(part, finding)


def _undecided(question: Question, part: Part, found: list[Finding], as_of: dt.date) -> PartVerdict:
    """Neither borne out nor contradicted by figures of its own: is it another's figure, and if not, why unknown?"""
    if not found:
        mistaken = likely_cause(question, part, [], as_of)
        # The same figure of another time leaves open what this time's is.
        if mistaken.finding is not None and mistaken.causes != ("wrong_period",):
            return PartVerdict(part, "contradicted", mistaken.finding, mistaken)
    if found:
        reasons = {
            "recast": "recast_since",
            "other_day": "other_day",
            "bound": "only_bounds",
            "mixed": "two_bases",
        }
        reason = reasons.get(found[0].bearing, "only_bounds")
        nearest = max(found, key=lambda f: f.high) if reason == "only_bounds" else found[0]
        if reason == "only_bounds" and found[0].bearing == "bound" and len(question.entities) > 1:
            reason = "part_not_disclosed"
        if reason != "only_bounds" and _hedge(question.claim):
            reason = _hedge(question.claim)
        return PartVerdict(part, "unverifiable", nearest, reason=reason)
    entity = question.entity
    theirs = of_the_whole(entity, part.measure, part.spans[0], as_of) if entity else []
    flow = [f for f in theirs if f.unit == part.unit and f.unit in ("USD", "CNY")]
    if flow:
        # A part cannot be more than its whole.
        widest = max(flow, key=lambda f: f.high)
        if part.low - part.step / 2 > widest.high:
            bound = replace(widest, low=0.0, bearing="bound")
            return PartVerdict(part, "contradicted", bound, Mistaken(("wrong_value",)))
        return PartVerdict(part, "unverifiable", reason="part_not_disclosed")
    return PartVerdict(part, "unverifiable", reason=_hedge(question.claim) or "no_fact")


def _in_currency(finding: Finding, unit: str, as_of: dt.date) -> Finding | None:
    """Express a finding in the claim's currency; None where the two units have nothing to do with each other."""
    if finding.unit == unit or not unit or (finding.unit == "share" and unit == "ratio"):
        return finding
    if {finding.unit, unit} != {"USD", "CNY"}:
        return None
    table = facts.load_fx(as_of)
    rows = table[table["calendar_quarter"] == str(finding.span.quarter)]
    if not len(rows):
        return None
    rate = float(rows.iloc[0]["average_rate"])
    factor = rate if unit == "CNY" else 1 / rate
    return replace(
        finding,
        low=finding.low * factor,
        high=_times(finding.high, factor),
        unit=unit,
        bearing="proxy",
        near=0.02,
        far=0.02,
    )


def _times(value: float, factor: float) -> float:
    return value * factor if math.isfinite(value) else value
