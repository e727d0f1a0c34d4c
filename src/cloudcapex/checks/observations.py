"""A check of what others observed: the figure of a row is told in its words, in each script."""

from __future__ import annotations

import re

from ..facts import load_table
from ..schema.said import GIST
from .figures import figures_in, tells
from .places import amount, named
from .verdict import Check, told, verdict

# Days, years, and what has a number in its name: Llama 2, GPT-3.5, D1.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURE = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})|\b(?:19|20)\d\d\b|[A-Z][\w’]*[ -]?\d[\d.]*|\b\d+ nm\b")
_NUMBER = re.compile(r"\d[\d,.]*")


def observations_tell_their_figures() -> Check:
    """The figure of an observation is one of its words, in each language of editions, and words with one have it entered."""
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
    every = load_table("observations")
    faults += [
        told(
            f"{named('observations', n, r)}: its words tell {left[0]}, and no figure is entered",
            "a figure with its value and unit, where the words tell one",
            "enter the one that the row is about: titles count the rows with a figure",
        )
        for n, r in every[every["value"].isna()].iterrows()
        if (left := _NUMBER.findall(_NO_FIGURE.sub(" ", r["gist"])))
    ]
    return verdict("Observations tell their figures", len(rows), faults, unit="figures")


CHECKS = (observations_tell_their_figures,)
