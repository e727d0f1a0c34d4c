"""What only rooms above the statements can say, for their proof to ask: verdicts, checks, results of a model."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from ..periods import Quarter, parse_date

if TYPE_CHECKING:
    from ..statements.proof import Question, Reader, Reading


def readers() -> dict[str, Reader]:
    """Return the readers by the names of their measures."""
    return {"claims.verdict": _verdict, "checks.*": _checks, "value_stack.*": _stack}


def _verdict(asked: Question) -> list[Reading]:
    """Judge one claim anew, beside all others of its article."""
    from ..statements.proof import Reading

    found = _verdicts(asked.as_of).get(asked.of)
    return [Reading(found, "verdict")] if found else []


@functools.lru_cache(maxsize=8)
def _verdicts(as_of: str | None) -> dict[str, str]:
    from ..claims import audit, read_claims

    return {verdict.claim.id: verdict.outcome for verdict in audit(read_claims(), as_of)}


def _checks(asked: Question) -> list[Reading]:
    """Count the checks that passed, were skipped, failed."""
    from ..statements.proof import Reading

    return [Reading(float(_statuses()[asked.what]), "count")]


@functools.lru_cache(maxsize=1)
def _statuses() -> Counter[str]:
    from ..checks import run_checks

    return Counter(check.status for check in run_checks())


def _stack(asked: Question) -> list[Reading]:
    """Compute a result of the value-stack model: ``of`` is *central*, *low*, *median* or *high*."""
    from .. import facts
    from ..models import value_stack as model
    from ..statements.proof import Reading

    quarter, given = Quarter.parse(asked.when), asked.parameters
    day = min(parse_date(asked.as_of) if asked.as_of else facts.newest_day(), (quarter + 1).end)
    way, own = str(given.get("estimates", "newest")), str(given.get("assumptions", ""))
    choice = model.chosen(model.read_stack(), quarter, day, way=way, own=own)
    if model.missing(choice):
        return []
    if asked.of == "central":
        central = {name: picked.estimate.central for name, picked in choice.items()}
        found = model.outputs(central).get(asked.what)
    else:
        interval = model.simulate(choice, int(given.get("draws", 1_000_000))).intervals.get(asked.what)
        found = getattr(interval, asked.of, None)
    return [] if found is None else [Reading(float(found), "")]
