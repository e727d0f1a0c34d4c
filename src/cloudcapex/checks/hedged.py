"""Whether what is hedged is a figure, and lies between the ends of its hedge."""

from __future__ import annotations

from ..facts import load_facts, load_table
from .places import amount, named
from .verdict import Check, told, verdict

_OF = ["company", "metric", "period_end", "source_id"]


def hedges_leave_their_figure() -> Check:
    """A hedge is of a figure that its document states, and leaves it inside its ends."""
    hedges, faults = load_table("hedges"), []
    facts = load_facts()
    facts = facts[facts["source_id"].isin(hedges["source_id"])]
    values: dict[tuple[object, ...], list[float]] = {}
    for *key, value in facts[[*_OF, "value"]].itertuples(index=False, name=None):
        values.setdefault(tuple(key), []).append(value)
    for n, *key, low, high in hedges[[*_OF, "low", "high"]].itertuples(name=None):
        found = values.get(tuple(key), [])
        if not found:
            what = f"{named('hedges', n, hedges.loc[n])}: {key[-1]} states no such figure of that day"
            faults.append(told(what, "a figure of the facts", "correct the row, or enter the figure"))
        elif any(v < low or v > high for v in found):
            what = f"{named('hedges', n, hedges.loc[n])}: {amount(found[0])} is outside {low:g} to {high:g}"
            faults.append(told(what, "ends with the figure between them", "correct the ends"))
    return verdict("Hedges leave their figure", len(hedges), faults, unit="hedges")


CHECKS = (hedges_leave_their_figure,)
