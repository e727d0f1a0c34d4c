"""How far the checks reach: of how many figures something independent is held, counted for the codebook."""

from __future__ import annotations

import pandas as pd

from ..facts import load_facts, load_metrics, load_table
from ..schema.grades import EVIDENCE
from .neighbours import beside
from .ties import FACT, parted, rates_of

_HEAD = "| evidence | figures | stated again by another document | in a sum or rate | only beside others | none of these |"


def reach() -> pd.DataFrame:
    """Count the figures of companies by their evidence, and of how many something independent is held.

    Returns
    -------
    DataFrame
        One row for each evidence: ``figures`` (one for each company, metric, definition and period), ``again`` (another
        document states it), ``tied`` (of the rest, those in a sum or a rate), ``beside`` (of the rest, those with figures
        before or after them in their line), ``alone`` (what remains: held to its bounds and its document only).
    """
    facts = load_facts()
    documents = facts.groupby(FACT, dropna=False)["source_id"].transform("nunique")
    held = facts.assign(again=documents > 1).sort_values("evidence", key=lambda e: e.map(EVIDENCE.index))
    held = held.drop_duplicates(FACT).set_index(FACT)
    tied = held.index.isin(_tied(facts)) & ~held["again"]
    near = beside(facts).reindex(held.index).eq(True) & ~held["again"] & ~tied
    counted = held[["evidence", "again"]].assign(
        figures=1, tied=tied, beside=near, alone=~(held["again"] | tied | near)
    )
    return (
        counted.groupby("evidence")[["figures", "again", "tied", "beside", "alone"]]
        .sum()
        .reindex([*EVIDENCE])
    )


def _tied(facts: pd.DataFrame) -> pd.MultiIndex:
    flows = facts["metric"].map(load_metrics().set_index("id")["kind"]) == "flow"
    both = parted(facts[flows])
    line = FACT[:3]
    wholes = both[FACT]
    firsts = both[[*line, "period_start", "period_end_first"]].set_axis(FACT, axis=1)
    rests = both[[*line, "period_start_rest", "period_end"]].set_axis(FACT, axis=1)
    rates = facts.loc[rates_of(facts)["row"].unique(), FACT]
    return pd.MultiIndex.from_frame(pd.concat([wholes, firsts, rests, rates]).drop_duplicates())


def written() -> str:
    """Write the counts as a table of the codebook."""
    counts = reach()
    rows = [
        f"| `{evidence}` | " + " | ".join(f"{n:,}" for n in row) + " |"
        for evidence, *row in counts.itertuples(name=None)
    ]
    others = [
        _said("guidance", "statements", "tell figures in their words", "statement", "low"),
        _said("deals", "entries", "have an amount in words", "amount_text", "amount_low"),
        _said("rounds", "rounds", "have a price beside the amount", "post_money", "amount"),
    ]
    return "\n".join([_HEAD, "| --- " * 6 + "|", *rows, "", *others, ""])


def _said(table: str, what: str, how: str, words: str, column: str) -> str:
    rows = load_table(table)
    figures = rows[rows[column].notna()]
    by_words = figures[words].notna() & figures[words].ne("")
    return f"- `{table}.csv`: {len(rows)} {what}, {len(figures)} with a figure, of which {int(by_words.sum())} {how}."
