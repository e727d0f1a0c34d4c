"""The words of the audit: outcomes, causes, reasons, and the sentence that explains a verdict."""

from __future__ import annotations

import functools

from ... import claims
from ...claims import Verdict
from ...claims.findings import Finding
from ...claims.lookup import of_the_whole
from ..documents import publisher
from ..labels import inside
from ..vocabulary import OUTCOMES
from .context import ClaimsAudit
from .names import CAUSES


def outcome(report: ClaimsAudit, verdict: Verdict) -> str:
    """The word for a verdict."""
    return report.say(OUTCOMES[verdict.outcome])


def causes(report: ClaimsAudit, verdict: Verdict) -> str:
    """The words for the likely causes."""
    return report.language.join([report.say(CAUSES[c]) for c in verdict.causes])


def explain(report: ClaimsAudit, verdict: Verdict) -> str:
    """One sentence on what the figure is that the data hold, or why there is none."""
    if verdict.broken:
        return _arithmetic(report, verdict)
    if verdict.outcome == "contradicted":
        return report.language.sentences(_contradiction(report, verdict), *_known_since(report, verdict))
    if verdict.outcome in ("as_its_source_says", "reports_differ"):
        return _told_elsewhere(report, verdict)
    if verdict.outcome == "unverifiable":
        return _gap(report, verdict)
    return _found(report, *verdict.findings) if verdict.findings else ""


def _known_since(report: ClaimsAudit, verdict: Verdict) -> list[str]:
    """Say from when on a claim was known to be wrong, where its article could not know."""
    day = verdict.known_since
    return [report.say("Known only since {day}.", day=report.language.date(day))] if day else []


def _told_elsewhere(report: ClaimsAudit, verdict: Verdict) -> str:
    """Say what the source of an estimate, or another report, tells."""
    source = report.newest_of(verdict.findings)
    if source is None:
        return ""
    told = publisher(report.language, report.source_row(source.id))
    return report.say("{source} says {value}", source=told, value=report.actual(verdict))


def _arithmetic(report: ClaimsAudit, verdict: Verdict) -> str:
    say, own = report.say, verdict.own
    if own is None:
        return ""
    numbers = verdict.claim.numbers
    if own.kind == "rate_a_year":
        spans = report.period(verdict.claim)
        plain = say(
            "From {first} to {last} in {period} is {rate} a year.",
            first=report.write(numbers[0], "USD"),
            last=report.write(numbers[1], "USD"),
            period=spans,
            rate=report.write(own.plain[0], "share"),
        )
        if not own.years:
            return plain
        misread = say(
            "{rate} is the rate over {years} years: the year of an end may be misread.",
            rate=report.language.told(own.claimed, "share"),
            years=own.years,
        )
        return report.language.sentences(plain, misread)
    if own.kind == "rate":
        return say("Its own level and change give {rate}.", rate=report.write(own.plain[0], "share"))
    return say(
        "The article’s own figures give {ratio} ({claims}).",
        ratio=report.span(*own.plain, "ratio"),
        claims=report.language.join([i.replace("-", "\u2011") for i in own.inputs]),
    )


def _contradiction(report: ClaimsAudit, verdict: Verdict) -> str:
    say = report.say
    part = next(p for p in verdict.parts if p.outcome == "contradicted")
    mistaken = part.mistaken.finding if part.mistaken else None
    right = part.finding
    if mistaken is not None and "wrong_entity" in verdict.causes:
        return _of_another(report, verdict, mistaken, part.part.step, alone=right is mistaken)
    if mistaken is not None and "wrong_period" in verdict.causes:
        return say(
            "{value} is the figure of {period}.",
            value=report.write(mistaken.low, mistaken.unit, part.part.step),
            period=report.language.stated_period(str(mistaken.span)),
        )
    if mistaken is not None and "wrong_basis" in verdict.causes:
        return say("The claimed figure is {measure}.", measure=report.measure(mistaken))
    if "wrong_label" in verdict.causes and right is not None:
        return say("That is the amount of another round: {round}.", round=say(right.definition))
    if mistaken is not None and "wrong_unit" in verdict.causes:
        return say("The digits are right, the unit is not.")
    if right is None:
        return ""
    if right.bearing == "bound" and right.definition == "run_rate":
        return say("The run-rate at the end of the year allows no more; a growing year earns less than that.")
    if right.bearing == "bound" and right.unit == "count":
        return say("Every quarter of the data up to then had a profit; the row may be longer still.")
    return _found(report, right)


def _of_another(report: ClaimsAudit, verdict: Verdict, mistaken: Finding, step: float, *, alone: bool) -> str:
    """Say whose figure it is on which measure, what the plain measure gives, and whether the part states any."""
    say, entity = report.say, verdict.question.entity
    whole = entity is not None and claims.vocabulary().parent(entity) is claims.vocabulary().entities.get(
        mistaken.entity
    )
    values = {
        "value": report.write(mistaken.low, mistaken.unit, step),
        "measure": inside(report.measure(mistaken)),
        "owner": report.whose(mistaken.entity),
    }
    sentences = [
        say("{value} is the figure of {owner} as a whole, {measure}.", **values)
        if whole
        else say("{value} is the figure of {owner}, {measure}.", **values)
    ]
    if "wrong_basis" in verdict.causes and entity is not None:
        plain = of_the_whole(entity, verdict.question.parts[0].measure, mistaken.span, report.as_of)[:1]
        sentences += [
            say(
                "Its {measure} was {value}.",
                measure=inside(report.measure(f)),
                value=report.write(f.low, f.unit, f.told_to),
            )
            for f in plain
        ]
    if alone and entity is not None:
        sentences.append(say("{name} alone publishes none.", name=report.whose(entity.id)))
    return report.language.sentences(*sentences)


def _gap(report: ClaimsAudit, verdict: Verdict) -> str:
    say = report.say
    found = verdict.findings[0] if verdict.findings else None
    if verdict.reason == "partly":
        right = [p for p in verdict.parts if p.outcome in ("confirmed", "approximately")]
        return say("{right} of its {all} figures can be checked", right=len(right), all=len(verdict.parts))
    if found is None:
        return ""
    if verdict.reason == "part_not_disclosed":
        return say(
            "the companies as a whole: {value}", value=report.write(found.high, found.unit, found.told_to)
        )
    if verdict.reason == "only_bounds":
        return say("known: {value}", value=report.actual(verdict))
    if verdict.reason == "other_day":
        return say(
            "on {day}: {value}",
            day=report.language.stated_period(str(found.span)),
            value=report.actual(verdict),
        )
    if verdict.reason == "recast_since":
        return say("on a definition drawn since: {value}", value=report.actual(verdict))
    return ""


def _found(report: ClaimsAudit, *findings: Finding) -> str:
    """Name what a claim is held against: every measure, and every time that its figures are of."""
    say = report.say
    first, *others = dict.fromkeys(report.measure(f) for f in findings)
    measures = functools.reduce(
        lambda told, one: say("{first}; {second}", first=told, second=inside(one)), others, first
    )
    return say(
        "{measure}, {who}, {period}",
        measure=report.language.sentence(measures),
        who=report.whose(findings[0].entity),
        period=" → ".join(dict.fromkeys(report.when(f) for f in findings)),
    )
