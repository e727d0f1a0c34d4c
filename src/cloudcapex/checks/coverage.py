"""Checks against loss: no period that was there is gone, and no series has a hole that nobody explained."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..facts import load_absences, load_facts, load_sources, load_table
from ..facts.absences import quarterly
from ..facts.rows import AbsenceRow
from ..periods import Quarter
from ..schema import TABLES
from ..schema.rows import rows_of
from .places import line
from .verdict import Check, told, verdict

# A fiscal quarter may close a month before the calendar quarter it belongs to.
_EARLY = dt.timedelta(days=31)
# A call tells of the quarter before it; no company holds it later.
_TOLD_WITHIN = dt.timedelta(days=75)

_WHOLE = (
    "revenue",
    "operating_income",
    "net_income",
    "operating_cash_flow",
    "capex_cash",
    "cloud_operating_income",
)


def coverage() -> pd.DataFrame:
    """Count the periods the facts hold: company, metric, periods, first_end, last_end."""
    facts = load_facts().drop_duplicates(["company", "metric", "period_start", "period_end"])
    ends = facts.groupby(["company", "metric"], sort=False)["period_end"]
    return ends.agg(periods="size", first_end="min", last_end="max").reset_index()


def nothing_lost() -> Check:
    """Every company and metric has at least the periods it had when data/coverage.csv was written."""
    then = load_table("coverage")
    both = then.merge(coverage(), on=["company", "metric"], how="left", suffixes=("", "_now"))
    gone = both["periods_now"].isna()
    fewer = (
        (both["periods_now"] < both["periods"])
        | (both["first_end_now"] > both["first_end"])
        | (both["last_end_now"] < both["last_end"])
    )
    faults = [
        told(
            f"{line('coverage', n)}: {r['company']} {r['metric']} "
            + (
                "is gone"
                if r["gone"]
                else f"has {r['periods_now']:.0f} periods of {r['periods']}, to {r['last_end_now']:%Y-%m-%d}"
            ),
            f"{r['periods']} or more, from {r['first_end']:%Y-%m-%d} to {r['last_end']:%Y-%m-%d}",
            "bring the rows back; where they were wrong, write the table anew with python -m cloudcapex.checks",
        )
        for n, r in both.assign(gone=gone)[gone | fewer].iterrows()
    ]
    return verdict("No period was lost", len(then), faults, unit="series")


def series_without_holes() -> Check:
    """Between its first and last quarter a main series of a company with tagged facts misses none."""
    from ..metrics import series

    filers = set(load_table("filings")["company"])
    listed = set(load_table("holes")[["company", "metric", "quarter"]].itertuples(index=False, name=None))
    looked, faults, explained = 0, [], 0
    for metric in _WHOLE:
        for company, each in series(metric).groupby("company"):
            if company not in filers:
                continue
            there = each["value"].notna()
            inside = there[::-1].cummax()[::-1] & there.cummax()
            looked += int(inside.sum())
            holes = list(each.loc[inside & ~there, "calendar_quarter"])
            known = [q for q in holes if (company, metric, q) in listed]
            explained += len(known)
            faults += [
                told(
                    f"data/{TABLES['filings'].path}: {company} {metric} {q} is missing between others",
                    "a value",
                    f"enter it from its document, or say in data/{TABLES['holes'].path} why it cannot be had",
                )
                for q in holes
                if q not in known
            ]
    aside = f"{explained} more quarters are explained in data/holes.csv"
    return verdict(
        "Series run without holes", looked, faults, unit="quarters", aside=aside if explained else ""
    )


def nothing_absent_is_there() -> Check:
    """No document that is said to lack a figure came out before its quarter was over, or after the figure was told."""
    sources = load_sources()
    calls = frozenset(sources[sources["kind"] == "call"]["source_id"])
    table, held = load_absences(), quarterly(load_facts())
    first = held.groupby(["company", "metric", "calendar_quarter"])["filed"].min()
    faults = []
    for n, row in enumerate(rows_of(table, AbsenceRow)):
        key = (row.company, row.metric, row.calendar_quarter)
        known, what = first.get(key), f"{line('absences', n)}: {' '.join(key)}"
        over = Quarter.parse(row.calendar_quarter).end - _EARLY
        if row.filed < over:
            faults.append(
                told(
                    f"{what}: {row.source_id} came out before the quarter was over, on {row.filed}",
                    f"a document from {over} on",
                    "correct the quarter, or cite a later document",
                )
            )
        after = Quarter.parse(row.calendar_quarter).end + _TOLD_WITHIN
        if row.source_id in calls and row.filed > after:
            faults.append(
                told(
                    f"{what}: {row.source_id} is the call of a later quarter, of {row.filed}",
                    f"a call up to {after}",
                    "correct the quarter, or cite its own call",
                )
            )
        if known is not None and known.date() <= row.filed:
            faults.append(
                told(
                    f"{what}: was told on {known.date()}, before {row.source_id}",
                    f"a document before {known.date()}",
                    "remove the row: the figure is held",
                )
            )
    return verdict("What is said to be absent is", len(table), faults, unit="documents read")


CHECKS = (nothing_lost, series_without_holes, nothing_absent_is_there)
