"""A check of what others observed: the figure of a row is told in its words, in each script."""

from __future__ import annotations

from ..facts import load_table
from ..schema.said import GIST
from .figures import figures_in, tells
from .places import amount, named
from .verdict import Check, told, verdict


def observations_tell_their_figures() -> Check:
    """The figure of an observation is one of its words, in each language of editions."""
    rows = load_table("observations")
    rows = rows[rows["value"].notna()]
    faults = [
        told(
            f"{named('observations', n, r)}, column {column}: {r['figure']} is {amount(r['value'], r['unit'])}, its words are "
            f"{r[column]!r}",
            " or ".join(amount(f) for f in dict.fromkeys(figures_in(r[column]))),
            "correct the figure from the words, or the words from the document",
        )
        for n, r in rows.iterrows()
        for column in GIST
        if not tells(r[column], r["value"], share=r["unit"] == "share")
    ]
    return verdict("Observations tell their figures", len(rows), faults, unit="figures")


CHECKS = (observations_tell_their_figures,)
