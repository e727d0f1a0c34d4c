"""Checks that add up: segments and totals, quarters and years, year-to-date figures, stated and filed figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from ..facts import load_facts, load_metrics, load_table
from ..schema.grades import EVIDENCE, weakness
from .places import amount, fault, line
from .verdict import Check, told, verdict

_ASIDE = (
    "Alphabet's revenue is left aside (hedging gains carry no segment), and so are dates at which a filing tags only some "
    "of the segments"
)


def segments_make_the_total() -> Check:
    """Segments, with the costs held back from them, add up to the consolidated figure of the same filing."""
    filings = load_table("filings")
    key = ["company", "concept", "period_start", "period_end", "source_id"]
    asked = pd.DataFrame(
        [
            (n, company, concept, part, members.count(";") + 1)
            for n, (company, concept, members) in enumerate(load_table("segments").itertuples(index=False))
            for part in members.split(";")
        ],
        columns=["asked", "company", "concept", "part", "parts"],
    )
    filings = filings.loc[filings["concept"].isin(asked["concept"]), [*key, "member", "value"]]
    part_of = {member: _segment(member) for member in filings["member"].unique()}
    filings = filings.assign(part=filings["member"].map(part_of))
    totals = filings.assign(row=filings.index)[filings["member"] == ""].drop_duplicates(key)
    totals = totals[[*key, "value", "row"]].rename(columns={"value": "total"})
    segments = filings[filings["part"] != ""].drop_duplicates([*key, "part"])
    mine = segments.merge(asked, on=["company", "concept", "part"])
    added = mine.groupby(["asked", *key, "parts"])["value"].agg(["sum", "size"]).reset_index()
    whole = added[added["size"] == added["parts"]].merge(totals, on=key)
    wrong = whole[(whole["sum"] - whole["total"]).abs() > 1e6]
    faults = [
        told(
            f"{line('filings', r['row'])}: {r['company']} {r['concept']} to {r['period_end'].date()} ({r['source_id']}): "
            f"{r['sum']:,.0f} against {r['total']:,.0f}",
            f"{r['sum']:,.0f}",
            "correct the total, or the segment that is wrong",
        )
        for _, r in wrong.iterrows()
    ]
    return verdict("Segments make the total", len(whole), faults, unit="totals", aside=_ASIDE)


def _segment(member: str) -> str:
    """Name the one segment of a fact; empty for what is cut along two axes."""
    of = member.removeprefix("srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember; ")
    return "" if "; " in of else of.rpartition(":")[2]


@lru_cache(maxsize=1 << 15)  # the same figures are looked at by many checks
def grain(value: float) -> float:
    """Return the power of ten a figure is told in: 16.2 billion in hundreds of millions, 9,735 million in millions."""
    text = f"{abs(value):.0f}"
    return 10.0 ** (len(text) - len(text.rstrip("0"))) if value else 1.0


_REMEDY = "correct the wrong one of them from its document"
_LINE = ["company", "metric", "definition"]


def _best(facts: pd.DataFrame) -> pd.DataFrame:
    rank = facts["evidence"].map(weakness)
    return facts.assign(rank=rank).sort_values(["rank", "filed"])


def quarters_make_the_year() -> Check:
    """Four quarters add up to the year, as first or as last stated, within what rounding allows."""
    facts = load_facts()
    flow = facts["metric"].map(load_metrics().set_index("id")["kind"]) == "flow"
    key = [*_LINE, "period_start", "period_end"]
    flows = facts.loc[flow & facts["period_start"].notna(), [*key, "value", "evidence", "filed"]]
    flows = _best(flows)
    days = (flows["period_end"] - flows["period_start"]).dt.days + 1
    mine = flows[days.between(80, 100)]
    mine = mine[mine["rank"] == mine.groupby([*_LINE, "period_end"])["rank"].transform("min")]
    mine = mine.groupby(key)["value"].agg(["first", "last"]).reset_index()
    mine = mine.drop_duplicates([*_LINE, "period_end"])
    years = flows[days.between(350, 380)].drop_duplicates([*key, "value"])
    both = years.merge(mine, on=_LINE, suffixes=("", "_quarter"))
    both = both[
        (both["period_start_quarter"] >= both["period_start"])
        & (both["period_end_quarter"] <= both["period_end"])
    ]
    # By year, then by the value stated for it: its quarters as first and as last stated.
    stated: dict[tuple[str | pd.Timestamp, ...], dict[float, list[tuple[float, float]]]] = {}
    columns = (both[c].tolist() for c in (*key, "value", "first", "last"))
    for *of, value, first, last in zip(*columns, strict=True):
        stated.setdefault(tuple(of), {}).setdefault(value, []).append((first, last))
    looked, faults = 0, []
    for year, by_value in sorted(stated.items()):
        whole = {value: quarters for value, quarters in by_value.items() if len(quarters) == 4}
        looked += bool(whole)
        if whole and not any(_adds_up(quarters, value) for value, quarters in whole.items()):
            value, quarters = min(whole.items())
            first, last = (sum(parts) for parts in zip(*quarters, strict=True))
            row = facts.loc[years.index[(years[key] == list(year)).all(axis=1)][0]]
            what = f"is {value:,.0f}, and its quarters as first or as last stated are another"
            faults.append(fault(row, what, f"{first:,.0f} or {last:,.0f}", _REMEDY))
    return verdict("Quarters make the year", looked, faults, unit="years")


def _adds_up(quarters: Sequence[tuple[float, float]], year: float) -> bool:
    """Tell whether four quarters make the year, all as first stated or all as last stated."""
    for parts in zip(*quarters, strict=True):
        slack = sum(grain(v) for v in parts) / 2 + grain(year) / 2
        if abs(math.fsum(parts) - year) <= max(slack, 1.0):
            return True
    return False


def year_to_date_grows() -> Check:
    """Within a fiscal year and filing season, what cannot be negative grows from quarter to quarter."""
    facts = load_facts()
    metrics = load_metrics().set_index("id")
    grows = facts["metric"].map(metrics["sign"]).eq("positive") & facts["metric"].map(metrics["kind"]).eq(
        "flow"
    )
    facts = _best(facts[grows & facts["period_start"].notna() & (facts["evidence"] == "filed")])
    days = (facts["period_end"] - facts["period_start"]).dt.days + 1
    facts = facts[days <= 380].drop_duplicates(
        ["company", "metric", "definition", "period_start", "period_end"]
    )
    facts = facts.sort_values(["company", "metric", "definition", "period_start", "period_end"])
    start = ["company", "metric", "definition", "period_start"]
    before = facts.groupby(start)["value"].shift(1)
    looked = facts[before.notna()]
    slack = looked["value"].map(grain)
    wrong = looked[looked["value"] < before[before.notna()] - slack]
    shorter = before[wrong.index]
    faults = [
        fault(
            r,
            f"is {amount(r['value'], r['unit'])}, below the shorter period",
            f"{least:,.0f} or more",
            _REMEDY,
        )
        for (_, r), least in zip(wrong.iterrows(), shorter, strict=True)
    ]
    return verdict("Year-to-date figures grow", len(looked), faults, unit="steps")


def stated_figures_agree() -> Check:
    """What companies and the press state of a quarter agrees with the filed figure, rounding allowed."""
    from ..metrics import series
    from ..metrics.book import open_book
    from ..metrics.formulas import IDENTITIES
    from ..metrics.frames import quarter_at

    facts = load_facts()
    days = (facts["period_end"] - facts["period_start"]).dt.days + 1
    said = facts[
        days.between(80, 100) & facts["evidence"].isin(EVIDENCE[1:-1]) & (facts["basis"] == "reported")
    ]
    kinds = load_metrics().set_index("id")["kind"]
    said = said[said["metric"].map(kinds) == "flow"]
    book = open_book()
    filed = book.quarters[book.quarters["evidence_code"] == weakness("filed")]
    first = quarter_at(book.first)
    added = pd.concat([series(metric, start=first, definition="all") for metric, _ in IDENTITIES])
    added = added[added["evidence"].eq("filed") & added["value"].notna()]
    key = [*_LINE, "period_end"]
    filed = pd.concat([filed, added])[[*key, "value", "first_value"]].drop_duplicates(key, keep="last")
    both = said.merge(filed, on=key, suffixes=("", "_filed"))
    slack = both["value"].map(grain) * 0.55 + 1e6
    gap = (both["value"] - both["value_filed"]).abs()
    gap = gap.combine((both["value"] - both["first_value"]).abs(), min)
    faults = [
        fault(
            row,
            f"says {row['value']:,.0f}, filed is {row['value_filed']:,.0f}",
            amount(row["value_filed"]),
            _REMEDY,
        )
        for _, row in both[gap > slack].iterrows()
    ]
    return verdict("Stated figures agree with filed ones", len(both), faults, unit="figures")


CHECKS = (segments_make_the_total, quarters_make_the_year, year_to_date_grows, stated_figures_agree)
