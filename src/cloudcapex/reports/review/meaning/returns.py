"""What comes back: cloud revenue and profit that a year added, for a dollar of capex two years before."""

from __future__ import annotations

from ....language import N_, Number
from ....statements import Statement, value
from ..context import Review
from .paid import INCOME, REVENUE, returned


def returns_sentence(review: Review) -> Statement | None:
    """Tell both of each cloud; None where neither can be computed, or the edition counts in another currency."""
    parts = []
    for metric, message in _PARTS.items():
        held = returned(review, metric)
        if held.known:
            amounts = [
                review.phrase(
                    "{name} {value}",
                    name=review.cloud(v.of),
                    value=review.carried(Number(v.value, v.unit, v.of), v),
                )
                for v in held.known
            ]
            parts.append(review.state(message, *(value(held, v.of) for v in held.known), list=amounts))
    if not parts:
        return None
    return review.state(
        "The change in a year for a dollar of capex two years before: {list}.", list=review.clauses(parts)
    )


_PARTS = {
    REVENUE: N_("cloud revenue {list}"),
    INCOME: N_("cloud operating income {list}"),
}
