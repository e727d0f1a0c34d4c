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
    values = facts.groupby(_OF)["value"].agg(list).to_dict()
    for n, row in hedges.iterrows():
        found = values.get(tuple(row[_OF]), [])
        if not found:
            what = f"{named('hedges', n, row)}: {row['source_id']} states no such figure of that day"
            faults.append(told(what, "a figure of the facts", "correct the row, or enter the figure"))
        elif any(v < row["low"] or v > row["high"] for v in found):
            what = (
                f"{named('hedges', n, row)}: {amount(found[0])} is outside {row['low']:g} to {row['high']:g}"
            )
            faults.append(told(what, "ends with the figure between them", "correct the ends"))
    return verdict("Hedges leave their figure", len(hedges), faults, unit="hedges")


CHECKS = (hedges_leave_their_figure,)
