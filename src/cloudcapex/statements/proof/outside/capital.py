"""What pays for capex and what comes of it: issues, and changes of useful lives."""

from __future__ import annotations

import pandas as pd

from ....facts import load_issues, load_useful_lives
from ....periods import Quarter
from .question import OperandName, Tellable, outside


@outside("issues.bonds")
def bonds(asked: OperandName) -> list[Tellable]:
    """Add up the bonds of eight quarters and the next one, without those that are part of another entry."""
    last, rows = Quarter.parse(asked.when), load_issues(asked.as_of)
    rows = rows[(rows["company"] == asked.of) & (rows["from"] >= pd.Timestamp((last - 7).start))]
    rows = rows[rows["until"] <= pd.Timestamp((last + 1).end)]
    alone = rows[~rows["within"].isin(rows["issue_id"]) & (rows["kind"] == "bonds")]
    return [
        Tellable(float(own["amount"].sum()), str(unit), tuple(own["source_id"]))
        for unit, own in alone.groupby("unit")
    ]


@outside("lives.change")
def changed(asked: OperandName) -> list[Tellable]:
    """Say whether a life became longer or shorter on a day."""
    company, asset, since = asked.of.split("/")
    rows = load_useful_lives(asked.as_of)
    rows = rows[(rows["company"] == company) & (rows["asset"] == asset) & rows["years_before"].notna()]
    rows = rows[rows["since"].astype(str).str[:10] == since]
    longer = rows["years_low"] > rows["years_before"]
    return [
        Tellable("longer" if more else "shorter", "", (str(s),))
        for more, s in zip(longer, rows["source_id"], strict=True)
    ]
