"""A check against loss and against names that changed places: how many rows each table has under each name."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ..facts import load_table
from ..schema import TABLES
from .places import line, named
from .verdict import Check, told, verdict

# Table -> its columns of names: whose a row is, what it is of, what it stands on. A row is never taken out nor given
# another name but where it was wrong: what is restated, recast or told anew is a row more.
COUNTED_BY = {
    "filings": ("company", "concept", "member"),
    "disclosures": ("company", "metric", "definition"),
    "market": ("market", "metric", "vendor"),
    "labs": ("lab", "metric", "definition"),
    "fx": ("pair",),
    "guidance": ("company", "metric", "definition"),
    "deals": ("investor", "recipient", "direction", "form"),
    "rounds": ("lab",),
    "claims": ("article",),
    "estimates": ("subject", "metric"),
    "absences": ("company", "metric"),
    "forecasts": ("house", "measure"),
    "useful_lives": ("company", "asset"),
    "issues": ("company", "kind"),
    "models": ("lab",),
    "observations": ("topic",),
    "arguments": ("question",),
    "training": ("model",),
    "hours": ("chip", "cloud"),
    "remarks": ("company", "topic"),
    "texts_read": ("company",),
    "hedges": ("company", "metric"),
    "filing_rules": ("form", "filers"),
    "events": ("event",),
}
_FEW = 3


def tallies() -> pd.DataFrame:
    """Count the rows of each table under each name: table, column, name, rows."""
    found = []
    for table, columns in COUNTED_BY.items():
        rows = load_table(table)
        for column in columns:
            counts = sorted(Counter(rows[column].tolist()).items())
            found += [(table, column, name, count) for name, count in counts]
    return pd.DataFrame(found, columns=["table", "column", "name", "rows"])


def no_row_is_gone() -> Check:
    """Every table has at least the rows under each name that it had when data/tallies.csv was written."""
    then = load_table("tallies")
    counted = [c in COUNTED_BY.get(t, ()) for t, c in zip(then["table"], then["column"], strict=True)]
    strange = then[[not c for c in counted]]
    faults = [
        told(f"{named('tallies', n, r)}: rows are not counted by it", "a column of names", "remove the row")
        for n, r in strange.iterrows()
    ]
    then = then[counted]
    key = ["table", "column", "name"]
    both = then.merge(tallies(), on=key, how="outer", suffixes=("", "_now"))
    both[["rows", "rows_now"]] = both[["rows", "rows_now"]].fillna(0).astype(int)
    more = both[both["rows_now"] > both["rows"]]
    at = {tuple(k): n for n, k in zip(then.index, then[key].itertuples(index=False, name=None), strict=True)}
    faults += [
        told(
            f"{line('tallies', at[r['table'], r['column'], r['name']])}: data/{TABLES[r['table']].path} has {r['rows_now']} "
            f"rows whose {r['column']} is {r['name'] or 'empty'!r}{_instead(more, r['table'], r['column'])}",
            f"{r['rows']} or more",
            "bring the row back, or its name; where it was wrong, write the table anew with python -m cloudcapex.checks",
        )
        for _, r in both[both["rows_now"] < both["rows"]].iterrows()
    ]
    return verdict("No row is gone", len(then), faults, unit="names")


def _instead(more: pd.DataFrame, table: str, column: str) -> str:
    """Say which names have more rows than they had, and where these stand if they are few."""
    mine = more[(more["table"] == table) & (more["column"] == column)]
    said = []
    for name in mine["name"][:_FEW]:
        rows = load_table(table)
        at = rows.index[rows[column] == name]
        lines = f" (line {', '.join(str(n + 2) for n in at)})" if len(at) <= _FEW else ""
        said.append(f"{name or 'empty'!r}{lines}")
    return f", and more than before whose {column} is {' or '.join(said)}" if said else ""


CHECKS = (no_row_is_gone,)
