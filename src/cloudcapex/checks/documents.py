"""Checks of the documents: who published them, who stands behind them, and what rests on them."""

from __future__ import annotations

import re

import pandas as pd

from ..facts import load_sources, load_table
from ..schema.grades import is_shown, overrates
from ..schema.words import MOVED, STANDINGS
from .verdict import Check, verdict

# What a website is reached under: labels parted by dots, no space in between. Whoever it belongs to has another name.
_DOMAIN = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", re.IGNORECASE)
# Words that stand where nobody knows a name: whose they are can pass on figures, not vouch for them.
_NAMELESS = re.compile(r"\b(unnamed|unknown|anonymous|secondary|n/?a)\b", re.IGNORECASE)
# Kind of document -> the standings it can have.
_FITTING = {"filing": ("filing",), "call": ("company",), "dataset": ("dataset",)}
_COUNTED = ("deals", "rounds", "disclosures")


def publishers_named() -> Check:
    """Whoever published a document is called by name; who has none stands behind nothing."""
    sources = load_sources()
    faults = []
    for _, row in sources.iterrows():
        publisher, place = row["publisher"].strip(), f"sources.csv {row['source_id']}, column publisher"
        if _DOMAIN.fullmatch(publisher):
            faults.append(f"{place}: {publisher!r} is an address; write who publishes there")
        elif _NAMELESS.search(publisher) and is_shown(row["standing"]):
            faults.append(
                f"{place}: {publisher!r} is no name for a {row['standing']}; name it or call it an aggregator"
            )
    return verdict("Publishers have names", len(sources), faults, unit="sources")


def standings_fit() -> Check:
    """A document stands as what it is: a form of the SEC as a filing, a call as its company's words."""
    sources = load_sources()
    faults = []
    for _, row in sources.iterrows():
        formal = bool(row["form"] or row["accession"])
        fitting = ("filing",) if formal else _FITTING.get(row["kind"], STANDINGS[1:])
        if row["standing"] not in fitting:
            what = f"a {row['form'] or row['kind']} stands as {row['standing']}"
            faults.append(
                f"sources.csv {row['source_id']}, column standing: {what}; valid: {', '.join(fitting)}"
            )
    return verdict("Documents stand as what they are", len(sources), faults, unit="sources")


def standings() -> dict[str, dict[str, int]]:
    """Count the rows of deals, rounds and disclosures by the standing of their documents."""
    of = load_sources().set_index("source_id")["standing"]
    counted = {name: load_table(name)["source_id"].map(of).value_counts() for name in _COUNTED}
    return {name: {s: int(n.get(s, 0)) for s in STANDINGS} for name, n in counted.items()}


def figures_rest() -> Check:
    """No deal or round is graded better than its document; none counts without money, nor without a document to show."""
    of = load_sources().set_index("source_id")["standing"]
    looked, faults = 0, []
    for name, key in (("deals", "deal_id"), ("rounds", "round_id")):
        table = load_table(name)
        looked += len(table)
        for _, row in table.iterrows():
            fault = _fault(row, of[row["source_id"]])
            faults += [f"{name}.csv {row[key]}, {fault}"] if fault else []
    told = "; ".join(
        f"{name} " + ", ".join(f"{n:,} {s}" for s, n in counts.items())
        for name, counts in standings().items()
    )
    return verdict("Figures rest on their documents", looked, faults, unit="deals and rounds", aside=told)


def _fault(row: pd.Series, standing: str) -> str:
    """Say what is wrong with a deal or round and how to mend it; nothing where it is sound."""
    document = f"{row['source_id']}, which stands as {standing}"
    if overrates(row["evidence"], standing):
        return f"column evidence: {row['evidence']!r} rests on {document}; grade it lower or cite a better document"
    if row.get("counts") != "yes":
        return ""
    if row["money"] not in MOVED:
        return f"column counts: money that is {row['money']!r} counts; valid: no, for nobody got it nor is bound to"
    return (
        ""
        if is_shown(standing)
        else f"column counts: it rests on {document}; say no or cite a better document"
    )


CHECKS = (publishers_named, standings_fit, figures_rest)
