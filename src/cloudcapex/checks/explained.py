"""What stands far from the rest and is right: the rows of data/known_jumps.csv, each with its document."""

from __future__ import annotations

import pandas as pd

from ..facts import load_sources, load_table
from ..metrics.quarters import quarter_index
from .places import line
from .verdict import Check, told, verdict

_MOST = 20
REMEDY = "correct the row from its document, or explain it in data/known_jumps.csv with a document"


def explained(facts: pd.DataFrame) -> pd.Series:
    """Tell for each fact whether a row of data/known_jumps.csv explains it, by the quarter its period ends in."""
    known = set(
        load_table("known_jumps")[["company", "metric", "quarter"]].itertuples(index=False, name=None)
    )
    keys = zip(facts["company"], facts["metric"], last_quarters(facts["period_end"]), strict=True)
    return pd.Series([key in known for key in keys], index=facts.index, dtype=bool)


def last_quarters(ends: pd.Series) -> list[str]:
    """Name the calendar quarter of the three months that end on each day."""
    number = quarter_index(pd.Series(pd.NaT, index=ends.index), ends)
    return [f"{n // 4}Q{n % 4 + 1}" for n in number]


def jumps_are_few() -> Check:
    """At most twenty jumps are explained, each by a document that was out after the quarter."""
    table = load_table("known_jumps")
    table["published"] = table["source_id"].map(load_sources().set_index("source_id")["published"])
    over = pd.PeriodIndex(table["quarter"], freq="Q").start_time
    faults = [
        told(
            f"{line('known_jumps', n)}: {r['company']} {r['metric']} {r['quarter']} cites {r['source_id']}, "
            f"which was out on {r['published']:%Y-%m-%d}",
            "a document of the quarter or later",
            "cite the document that explains the jump",
        )
        for n, r in table[table["published"] < over].iterrows()
    ]
    if len(table) > _MOST:
        faults.append(
            told(
                f"{line('known_jumps', _MOST)}: there are {len(table)} rows",
                f"up to {_MOST}",
                "where so much jumps, data/known_jumps.csv is no place for it",
            )
        )
    return verdict("Jumps are explained by documents", len(table), faults, unit="jumps")


CHECKS = (jumps_are_few,)
