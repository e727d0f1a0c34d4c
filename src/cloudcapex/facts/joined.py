"""What filings tag and what is kept by hand, put together and corrected; texts stay coded for work over all of it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

from ..paths import Stamp
from ..schema.coded import coded, each, groups, in_order, spelled, stacked
from .corrections import corrected
from .reading import coded_table, table
from .tagged import KEY, tagged_facts
from .vintage import known_on

FACT_COLUMNS = [
    "company",
    "metric",
    "definition",
    "period_start",
    "period_end",
    "value",
    "unit",
    "basis",
    "evidence",
    "form",
    "filed",
    "source_id",
    "concept",
    "note",
]


@lru_cache(maxsize=8)
def joined_on(as_of: dt.date | None, state: Stamp) -> pd.DataFrame:
    """Return all facts known on a day, as of `cloudcapex.facts.load_facts`, their texts coded; nobody may change it.

    Parameters
    ----------
    as_of : date or None
        The day; None for all of them.
    state : Stamp
        Of the tables behind facts.

    Returns
    -------
    DataFrame
        The columns `FACT_COLUMNS`.
    """
    return known_on(_joined(state), as_of)


@lru_cache(maxsize=4)
def _joined(state: Stamp) -> pd.DataFrame:
    """All facts, their texts coded."""
    said = coded(coded_table("disclosures", state).assign(concept=""))
    form = table("sources", state).set_index("source_id")["form"].to_dict()
    forms = pd.Series(each(said["source_id"], form.get), index=said.index, dtype="str")
    said = coded(said.assign(form=forms))
    facts = stacked([tagged_facts(state)[FACT_COLUMNS], said[FACT_COLUMNS]])
    # A tag and a hand-kept row may give one figure of one document: the tag is the better copy.
    facts = facts[~pd.Series(groups(facts, KEY)).duplicated().to_numpy()]
    facts = _read_from(corrected(facts, state), state)
    place = {slug: n for n, slug in enumerate(table("companies", state)["slug"])}
    facts = facts.assign(place=each(facts["company"], place.get).astype(int))
    order = ["place", "metric", "definition", "period_end", "period_start", "filed", "source_id"]
    return in_order(facts, order)[FACT_COLUMNS].reset_index(drop=True)


def _read_from(facts: pd.DataFrame, state: Stamp) -> pd.DataFrame:
    """Add the figures of one metric that are another's too, such as Azure's revenue, which is Microsoft's of its cloud."""
    rules = table("definitions", state)
    rules = rules[rules["read_from"].fillna("") != ""]
    same = rules[["definition", "company", "metric", "read_from"]].rename(columns={"metric": "also"})
    asked = facts["metric"].isin(same["read_from"]) & facts["definition"].isin(same["definition"])
    copies = spelled(facts[asked]).merge(
        same, left_on=["definition", "company", "metric"], right_on=["definition", "company", "read_from"]
    )
    return stacked([facts, coded(copies.assign(metric=copies["also"])[facts.columns])])
