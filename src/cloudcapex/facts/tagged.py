"""Metrics read from the XBRL facts of filings, through the concepts that data/metrics.csv lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..errors import DataError
from ..paths import Stamp, stamp
from ..schema import TABLES
from ..schema.coded import coded, each, groups, in_order, like, spelled
from ..schema.rows import rows_of
from ..schema.words import PROXY
from .reading import coded_table, part, table
from .rows import DefinitionRow, MetricRow

# The tables that facts are read from.
BEHIND_FACTS = ("filings", "disclosures", "definitions", "concepts")
KEY = ["company", "metric", "definition", "period_start", "period_end", "source_id"]


def load_tagged() -> pd.DataFrame:
    """Read the facts as filings tag them, before what is kept by hand or corrected is set beside them.

    Returns
    -------
    DataFrame
        As of `tagged_facts`, its texts spelled out.
    """
    return spelled(tagged_facts(part(stamp(), BEHIND_FACTS)))


@lru_cache(maxsize=4)
def tagged_facts(state: Stamp) -> pd.DataFrame:
    """One row for each metric, period and filing.

    Where one filing states a period under several concepts, the one that stands first in ``concepts`` counts;
    where it states one concept twice, rounded in a note and exactly in a statement, the exact figure does.

    Returns
    -------
    DataFrame
        The columns of facts, texts coded; values in whole units, none of them missing. It is kept: nobody may change it.
    """
    return as_metrics(
        coded_table("filings", state), concepts(state), rows_of(table("definitions", state), DefinitionRow)
    )


def as_metrics(filings: pd.DataFrame, read: pd.DataFrame, rules: Iterable[DefinitionRow]) -> pd.DataFrame:
    """Read metrics out of facts as they were filed.

    Parameters
    ----------
    filings : DataFrame
        The columns of ``facts/filings.csv``.
    read : DataFrame
        From what each metric is read, as of `read_frame`.
    rules : iterable of DefinitionRow
        Which definition a fact stands on.

    Returns
    -------
    DataFrame
        As of `tagged_facts`.

    Raises
    ------
    DataError
        One filing gives one figure twice, differently and equally exactly.
    """
    # A proxy statement repeats figures beside pay; the annual report is the document of record.
    filings = coded(filings[filings["form"] != PROXY])
    filings = coded(
        filings.assign(member=pd.Series(each(filings["member"], segment_of), filings.index, "str"))
    )
    # In which columns the two meet, both are numbered alike; what no filing has is not looked for.
    read = read.assign(**{c: like(read[c], filings[c]) for c in ("company", "concept", "member")})
    read = coded(read.dropna(subset=["company", "concept", "member"]))
    facts = filings.merge(read, on=["company", "concept", "member"])
    facts = facts[~(facts["period_end"] < facts["since"]) & ~(facts["period_end"] > facts["until"])].copy()
    facts["exactness"] = -_digits(facts["value"].to_numpy())
    facts = in_order(facts, ["preference", "exactness"])
    _refuse_two_values(facts)
    facts = facts[~pd.Series(groups(facts, KEY)).duplicated().to_numpy()]
    facts = coded(facts.assign(basis="reported", evidence="filed", note=""))
    return facts.assign(definition=_defined(facts, rules))


def _defined(facts: pd.DataFrame, rules: Iterable[DefinitionRow]) -> pd.Series:
    """Say on which definition each fact stands, by the rules of its company's metric."""
    of: dict[tuple[str, str], list[DefinitionRow]] = {}
    for rule in rules:
        of.setdefault((rule.metric, rule.company), []).append(rule)
    dated = {pair for pair, own in of.items() if any(r.since or r.told_from for r in own)}
    if not dated:
        return facts["definition"]
    definition = np.array(facts["definition"].tolist(), dtype=object)
    end, filed = (facts[day].to_numpy().astype("datetime64[D]") for day in ("period_end", "filed"))
    # Looked up once for all, among the facts of their metrics: a pass over the facts for each rule takes the square
    # of the number of companies.
    asked = np.flatnonzero(facts["metric"].isin({metric for metric, _ in dated}))
    found = facts.iloc[asked].groupby(["metric", "company"], sort=False, observed=True).indices
    for pair in dated & found.keys():
        rows = asked[found[pair]]
        for rule in of[pair]:
            if rule.since is not None:
                late = (definition[rows] == "as_filed") & (end[rows] >= np.datetime64(rule.since))
                definition[rows[late]] = rule.definition
            if rule.told_from is not None:
                early = (definition[rows] == rule.definition) & (filed[rows] < np.datetime64(rule.told_from))
                definition[rows[early]] = _before(rule, of[pair])
    return coded(pd.DataFrame({"definition": definition}, index=facts.index, dtype="str"))["definition"]


def _before(rule: DefinitionRow, rules: Sequence[DefinitionRow]) -> str:
    """Name the definition that a metric of a company stood on before one of it; ``rules`` are those of the two."""
    lower = [r for r in rules if r.rank < rule.rank]
    return max(lower, key=lambda r: r.rank, default=rule).definition


class ReadFrom(NamedTuple):
    """One concept, or member of it, from which a metric of a company is read; the least preference counts first.

    ``since`` and ``until`` are the first and last day that its periods end on, empty for no bound.
    """

    company: str
    concept: str
    member: str
    metric: str
    definition: str
    preference: int
    since: str = ""
    until: str = ""


class CountsAs(NamedTuple):
    """One concept that counts as another: a row of ``concepts.csv``."""

    company: str
    concept: str
    member: str
    counts_as: str
    since: str
    until: str


def concepts(state: Stamp) -> pd.DataFrame:
    """Spell out from which concepts every metric of every company is read, as columns of `ReadFrom`."""
    told = ((row.id, row.concepts) for row in rows_of(table("metrics", state), MetricRow))
    days = table("concepts", state)[[*CountsAs._fields]].copy()
    for column in ("since", "until"):
        days[column] = days[column].dt.strftime("%Y-%m-%d").fillna("")
    also = [CountsAs(*cells) for cells in days.itertuples(index=False, name=None)]
    return read_frame(spelled_concepts(told, list(table("companies", state)["slug"]), also))


def read_frame(read: Iterable[ReadFrom]) -> pd.DataFrame:
    """Lay out what metrics are read from as a table.

    Parameters
    ----------
    read : iterable of ReadFrom
        As of `spelled_concepts`.

    Returns
    -------
    DataFrame
        The columns of `ReadFrom`; ``since`` and ``until`` are days, NaT for no bound.
    """
    frame = pd.DataFrame(read, columns=ReadFrom._fields)
    for column in ("since", "until"):
        frame[column] = pd.to_datetime(frame[column].replace("", None), format="%Y-%m-%d")
    return frame


def spelled_concepts(
    told: Iterable[tuple[str, str]], slugs: Sequence[str], also: Sequence[CountsAs] = ()
) -> list[ReadFrom]:
    """Spell out the lists of concepts that metrics have.

    Parameters
    ----------
    told : iterable of tuple
        Of each metric its id and its cell ``concepts``, in house order.
    slugs : sequence of str
        The companies.
    also : sequence of CountsAs
        What counts as one of these concepts; it comes right after it.
    """
    tags, known = [], frozenset(slugs)
    for metric, cell in told:
        lists: dict[str, list[str]] = {}
        for token in filter(None, cell.split(";")):
            owner, colon, rest = token.partition(":")
            if colon and owner in known:
                lists.setdefault(owner, []).append(rest)
            else:
                lists.setdefault("", []).append(token)
        for slug in slugs:
            found: list[ReadFrom] = []
            for token in lists.get(slug, lists.get("", [])):
                concept, _, definition = token.partition("=")
                like = [c for c in also if c.company in (slug, "*") and c.counts_as == concept]
                concept, _, member = concept.rstrip("]").partition("[")
                on = definition or "as_filed"
                found.append(ReadFrom(slug, concept, member, metric, on, len(found)))
                for c in like:
                    found.append(
                        ReadFrom(
                            slug, c.concept, segment_of(c.member), metric, on, len(found), c.since, c.until
                        )
                    )
            tags += found
    return tags


def segment_of(member: str) -> str:
    """Name the one segment of a fact; a fact cut along two axes keeps its full text and so meets no metric."""
    axes = [a for a in member.split("; ") if a and not a.endswith("=us-gaap:OperatingSegmentsMember")]
    return axes[0].rpartition(":")[2] if len(axes) == 1 else member


def _digits(value: np.ndarray) -> np.ndarray:
    """Count the digits that each amount is told in, the zeros at its end left out; nought has none."""
    left = np.rint(np.abs(value))
    count = np.where(left > 0, np.floor(np.log10(np.maximum(left, 1))) + 1, 0).astype(int)
    # A power of ten that the logarithm just misses or meets.
    count = np.where(left >= 10.0**count, count + (left > 0), count)
    count = np.where((left > 0) & (left < 10.0 ** (count - 1)), count - 1, count)
    ends = left > 0
    while (ends := ends & (np.mod(left, 10) == 0)).any():
        left = np.where(ends, left / 10, left)
        count = count - ends
    # Beyond these a number of eight bytes holds no more every whole one.
    for place in np.flatnonzero(np.abs(value) >= 2.0**53):
        count[place] = len(f"{abs(value[place]):.0f}".rstrip("0"))
    return count


def _refuse_two_values(facts: pd.DataFrame) -> None:
    """Stop where one filing gives one figure twice, differently and equally exactly."""
    same = [*KEY, "preference"]
    twice = pd.Series(groups(facts, same), index=facts.index)
    facts = spelled(facts[twice.duplicated(keep=False)])
    best = facts.groupby(same, dropna=False)["exactness"].transform("min")
    exact = facts[facts["exactness"] == best].drop_duplicates([*same, "value"])
    clash = exact[exact.duplicated(same, keep=False)]
    if clash.empty:
        return
    row = clash.iloc[0]
    values = clash.merge(
        row[same].to_frame().T[["source_id", "metric", "period_end"]].astype({"period_end": "datetime64[us]"})
    )
    raise DataError(
        f"{row['company']} {row['concept']} to {row['period_end'].date()} has two values in {row['source_id']}: "
        + " and ".join(f"{v:.0f}" for v in values["value"].drop_duplicates()),
        where=f"data/{TABLES['filings'].path}",
        valid="one value a filing",
        remedy="remove the wrong row",
    )
