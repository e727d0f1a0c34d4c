"""Documents that we correct: the entries of data/corrections.yml as changes between two editions."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from .. import facts
from ..metrics.frames import quarter_at
from ..metrics.quarters import quarter_index
from ..periods import Quarter
from .change import Change, quarter_number
from .editions import Vintage


def corrected_between(
    before: Vintage, after: Vintage, companies: Collection[str], start: str | Quarter
) -> Iterator[Change]:
    """List the corrections of documents that became known between the two days.

    A correction has no day of its own: it belongs to the document it corrects, since no edition that knew the
    document could be right without it.

    Parameters
    ----------
    before, after : Vintage
        The two editions.
    companies : collection of str
        Slugs.
    start : str or Quarter
        First quarter that is looked at; the last is that of ``after``.
    """
    filed = facts.load_sources().set_index("source_id")["filed"]
    first, last = quarter_number(Quarter.parse(start, where="start")), quarter_number(after.quarter)
    for entry in facts.load_corrections():
        # What is not written under `match` stands under `expect`, which the facts were held to.
        said = {**entry["expect"], **entry["match"]}
        day = pd.Timestamp(said.get("filed", filed.get(said.get("source_id"), pd.NaT)))
        number = _quarter(said)
        if said.get("company") not in companies or pd.isna(day) or number is None:
            continue
        if before.as_of < day.date() <= after.as_of and first <= number <= last:
            now = entry["set"] if entry["action"] == "set" else {"value": math.nan}
            yield Change(
                "corrected",
                str(said["company"]),
                str(said.get("metric", "")),
                str(said.get("definition", "")),
                (quarter_at(number),),
                before=float(said.get("value", math.nan)),
                after=float(now.get("value", said.get("value", math.nan))),
                valued=quarter_at(number) if "value" in said else None,
                figures=int(said.get("rows", 1)),
                filed=day.date(),
                sources=(str(said["source_id"]),) if "source_id" in said else (),
                reason=entry["reason"],
            )


def _quarter(said: dict[str, Any]) -> int | None:
    """Number the quarter at the end of the period an entry names; None where it names none."""
    if "period_end" not in said:
        return None
    end = pd.Series([pd.Timestamp(said["period_end"])])
    return int(quarter_index(pd.Series([pd.NaT], dtype=end.dtype), end).iloc[0])
