"""Which documents nobody could have read by a day, worked out row by row."""

from __future__ import annotations

import pandas as pd

from ....facts import load_deals, load_rounds, load_sources, newest_day
from ....paths import while_data_stand


def late(as_of: str | None, sources: pd.Series) -> pd.Series:
    """Mark the rows whose document came out after a day, or the newest of all; an article without a day came out when the last thing read in it did."""
    end, out = pd.Timestamp(as_of or newest_day()), _out()
    return sources.map(lambda source: source in out and out[source] > end).astype(bool)


@while_data_stand
def _out() -> dict[str, pd.Timestamp]:
    """Give each document the day from which it could be read, where that is known."""
    newest: dict[str, pd.Timestamp] = {}
    for table, column in ((load_deals(), "announced"), (load_rounds(), "date")):
        for source, day in zip(table["source_id"], table[column], strict=True):
            newest[source] = max(newest.get(source, day), day)
    known = load_sources()
    told = known["source_id"].map(newest).where(known["standing"] == "publication")
    days = known["published"].fillna(known["filed"]).fillna(told)
    return {source: day for source, day in zip(known["source_id"], days, strict=True) if not pd.isna(day)}
