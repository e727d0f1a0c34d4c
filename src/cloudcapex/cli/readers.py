"""What only rooms above the statements can say, for their proof to ask: verdicts and checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..paths import while_data_stand
from ..periods import parse_date

if TYPE_CHECKING:
    from ..claims import Verdict
    from ..statements.proof import OperandName, Reader, Tellable


def readers() -> dict[str, Reader]:
    """Return the readers by the names of their measures."""
    return {"claims.*": _claims, "checks.*": _checks}


def _claims(asked: OperandName) -> list[Tellable]:
    """Judge the claims anew: the verdict on one or a figure of it, or how many have a reason."""
    from ..claims import SCORED
    from ..statements.proof import Tellable

    if asked.what in ("came", "over"):
        verdict = _forecasts(asked.as_of).get(asked.of)
        if verdict is None:
            return []
        said = verdict.came if asked.what == "came" else "judged" if verdict.came in SCORED else "open"
        return [Tellable(said, "", about=_about(verdict))]
    found = _verdicts(asked.as_of, str(asked.parameters.get("article") or ""))
    if asked.what == "reason":
        alike = [v for v in found.values() if asked.of in (v.reason, v.outcome)]
        return [Tellable(float(len(alike)), "count")]
    if asked.what == "articles":
        return [Tellable(float(len({v.claim.article for v in found.values()})), "count")]
    return _of_claim(found[asked.of], asked.what) if asked.of in found else []


def _of_claim(verdict: Verdict, what: str) -> list[Tellable]:
    from ..statements.proof import Tellable

    own = verdict.own if verdict.broken else None
    if what in ("verdict", "traced"):
        elsewhere = "traced" if any(c != "wrong_value" for c in verdict.causes) else "untraced"
        return [Tellable(verdict.outcome if what == "verdict" else elsewhere, "", about=_about(verdict))]
    if what == "decision":
        borne = verdict.outcome in ("confirmed", "approximately", "contradicted")
        return [Tellable("decided" if borne else "open", "")]
    if own is not None:
        return [Tellable(v, verdict.unit) for v in ([own.claimed] if what == "claimed" else own.plain)]
    if what == "claimed":
        return [Tellable(part.low, part.unit, about=_about(verdict)) for part in verdict.question.parts]
    return [Tellable(finding.low, finding.unit, about=_about(verdict)) for finding in verdict.findings]


def _about(verdict: Verdict) -> tuple[str, ...]:
    """Tell whose figure of what a claim is, and when, and whose of what the one is that it was mistaken for."""
    question = verdict.question
    mistaken = [part.mistaken.finding for part in verdict.parts if part.mistaken]
    found = [f for f in (*verdict.findings, *mistaken) if f]
    named = {entity.id: entity for entity in (*question.entities, *question.named)}
    return (
        verdict.claim.period,
        *(
            name
            for entity in named.values()
            for name in (entity.id, entity.company, entity.party, entity.lab)
            if name
        ),
        *(part.measure for part in question.parts),
        *(text for f in found for text in (f.entity, f.metric, str(f.span))),
    )


def failed_checks() -> tuple[tuple[str, str], ...]:
    """Return the name of each check of the data that fails, and what it found."""
    from ..checks import checked

    return tuple((check.name, check.reason) for check in checked() if check.status == "failed")


@while_data_stand
def _verdicts(as_of: str | None, article: str) -> dict[str, Verdict]:
    """Audit the claims that were out by a day, of one article or all."""
    from .. import facts
    from ..claims import audit, read_claims, vocabulary

    day, out = parse_date(as_of) if as_of else facts.newest_day(), vocabulary().articles
    claims = [c for c in read_claims() if out[c.article].published <= day]
    return {v.claim.id: v for v in audit(claims, day) if article in ("", v.claim.article)}


@while_data_stand
def _forecasts(as_of: str | None) -> dict[str, Verdict]:
    """Judge the forecasts of others that were out by a day by what came; empty while nothing can be said."""
    from .. import facts
    from ..claims import audit, forecast_claims

    day = parse_date(as_of) if as_of else facts.newest_day()
    return {v.claim.id: v for v in audit(forecast_claims(day), day)}


def _checks(asked: OperandName) -> list[Tellable]:
    """Count the checks that passed, were skipped, failed."""
    from ..checks import checked
    from ..statements.proof import Tellable

    return [Tellable(float(sum(check.status == asked.what for check in checked())), "count")]
