"""The largest of a set, or the least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..accounted import unaccounted
from ..case import Case, same
from ..numbers import alike
from ..printed import step_of
from ..record import RecordPart
from .form import form


class Lead(RecordPart):
    """Who leads; of those who are not known, what they cannot pass."""

    leaders: list[str]
    bounds: dict[str, Any]


@form("leader", Lead)
def leader(case: Case, result: Lead) -> Iterator[str]:
    """X leads: nobody known is larger, and those who are not known are named or cannot be."""
    record = case.record
    whom = record.true_of
    if record.false_of or len(whom) < 2:
        yield "leader: fewer than two to lead among, or of somebody it is not true"
        return
    if len({case.unit(of) for of in whom}) > 1:
        yield "leader: values in several units"
    low = lowest(case, result.leaders)
    if sorted(result.leaders) != sorted(_first(case, max)) and not low:
        first = ", ".join(f"{of} {case.now(of):.6g}" for of in _first(case, max))
        yield f"result.leaders: {', '.join(result.leaders) or 'nobody'}, the data give {first}"
    bounded = [of for of in result.bounds if not list(_bound(case, result, of, low))]
    for of in result.bounds:
        yield from _bound(case, result, of, low)
    if left := [of for of in unaccounted(case) if of not in bounded]:
        yield f"leader: {', '.join(left)} is unknown, neither named nor bounded"


def lowest(case: Case, leaders: list[str]) -> bool:
    """Whether those who are told to lead are the least and not the largest."""
    return sorted(leaders) == sorted(_first(case, min)) != sorted(_first(case, max))


def _first(case: Case, pick: Any) -> list[str]:
    """Return the first, with those that are printed alike or are the same."""
    values = {of: case.now(of) for of in case.record.true_of}
    top = pick(values.values())
    step = step_of(case.record, top)
    return [of for of, v in values.items() if same(v, top) or (step is not None and alike(v, top, step))]


def _bound(case: Case, result: Lead, of: str, low: bool) -> Iterator[str]:
    """A bound is the whole that the unknown figure is a part of, and lies short of the leader."""
    told, whole = result.bounds[of], _WHOLES.get(case.measure(of))
    value = told.get("value") if isinstance(told, dict) else told
    if of not in case.record.unknown:
        yield f"result.bounds: {of} is not unknown"
    elif whole is None or (isinstance(told, dict) and told.get("measure") != whole):
        yield f"result.bounds.{of}: nothing is known to bound {case.measure(of)}"
    elif not isinstance(value, (int, float)) or not same(value, case.at(of, case.quarter, whole).value):
        yield f"result.bounds.{of}: {value}, {whole} is {case.at(of, case.quarter, whole).value}"
    elif low or any(value >= case.now(leader) for leader in result.leaders):
        yield f"result.bounds.{of}: {value:.6g} is no less than the leader"


# What a figure is a part of, and so cannot pass.
_WHOLES = {"cloud_revenue": "revenue", "data_center_revenue": "revenue"}
