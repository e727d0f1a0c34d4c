"""A check of the day of each call against what its company told in it."""

from __future__ import annotations

import pandas as pd

from ..facts import load_sources, load_table
from .places import line
from .verdict import Check, told, verdict

# Nobody holds the call on a quarter later than this many days after it.
_LONGEST = 75


def calls_have_their_day() -> Check:
    """A call is of the day its company's disclosures and guidance of it are, and soon after the period it tells."""
    sources = load_sources()
    calls = sources[(sources["kind"] == "call") & sources["published"].notna()].set_index("source_id")[
        "published"
    ]
    stated = load_table("disclosures").rename(columns={"filed": "day"})
    guided = load_table("guidance").rename(columns={"issued": "day"})
    said = pd.concat([stated[["source_id", "day", "period_end"]], guided[["source_id", "day"]]])
    said = said[said["source_id"].isin(calls.index)].groupby("source_id").max()
    said["call"] = calls
    other = said["day"] != said["call"]
    late = (said["call"] - said["period_end"]).dt.days > _LONGEST
    at = {source: n for n, source in enumerate(sources["source_id"])}
    faults = [
        told(
            f"{line('sources', at[source])}: {source} is of {row['call'].date()}",
            f"{row['day'].date()}, the day of its newest figure or guidance",
            "correct the wrong one",
        )
        for source, row in said[other].iterrows()
    ]
    faults += [
        told(
            f"{line('sources', at[source])}: {source} is of {row['call'].date()}, its newest period ends on "
            f"{row['period_end'].date()}",
            f"at most {_LONGEST} days later",
            "correct the day of the call",
        )
        for source, row in said[late & ~other].iterrows()
    ]
    return verdict("Calls have their day", len(said), faults, unit="calls")


CHECKS = (calls_have_their_day,)
