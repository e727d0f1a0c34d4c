"""Checks of the documents: who published them, who stands behind them, and what rests on them."""

from __future__ import annotations

import re

import pandas as pd

from ..facts import load_sources, load_table
from ..schema import TABLES
from ..schema.grades import STANDS_FOR, is_shown, overrates
from ..schema.words import MOVED, STANDINGS
from .places import named
from .verdict import Check, told, verdict

# What a website is reached under: labels parted by dots, no space in between. Whoever it belongs to has another name.
_DOMAIN = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", re.IGNORECASE)
# Words that stand where nobody knows a name: whose they are can pass on figures, not vouch for them.
_NAMELESS = re.compile(r"\b(unnamed|unknown|anonymous|secondary|n/?a)\b", re.IGNORECASE)
# Kind of document -> the standings it can have.
_FITTING = {"filing": ("filing",), "call": ("company",), "dataset": ("dataset",)}
_STANDS = ["form", "accession", "kind", "standing"]
_NO_PRESS = ("filing", "release", "call", "dataset")
_COUNTED = ("deals", "rounds", "disclosures")


def publishers_named() -> Check:
    """Whoever published a document is called by name; who has none stands behind nothing."""
    sources = load_sources()
    names = sources["publisher"].str.strip()
    addresses = names.map(lambda name: bool(_DOMAIN.fullmatch(name)))
    nameless = names.map(lambda name: bool(_NAMELESS.search(name))) & sources["standing"].map(is_shown)
    faults = []
    for n, row in sources[addresses | nameless].iterrows():
        publisher, place = row["publisher"].strip(), f"{named('sources', n, row)}, column publisher"
        if _DOMAIN.fullmatch(publisher):
            what, valid, remedy = (
                f"{place}: {publisher!r} is an address",
                "a name",
                "write who publishes there",
            )
        else:
            what = f"{place}: {publisher!r} is no name for a {row['standing']}"
            valid, remedy = "whoever can vouch for it", "name it or call it an aggregator"
        faults.append(told(what, valid, remedy))
    return verdict("Publishers have names", len(sources), faults, unit="sources")


def standings_fit() -> Check:
    """A document stands as what it is: a form of the SEC as a filing, a call as its company's words."""
    sources = load_sources()
    faults = []
    for n, form, accession, kind, standing in sources[_STANDS].itertuples(name=None):
        fitting = ("filing",) if form or accession else _FITTING.get(kind, STANDINGS[1:])
        if standing not in fitting:
            what = f"a {form or kind} stands as {standing}"
            place = f"{named('sources', n, sources.loc[n])}, column standing"
            faults.append(told(f"{place}: {what}", ", ".join(fitting), "correct the standing or the kind"))
    return verdict("Documents stand as what they are", len(sources), faults, unit="sources")


def evidence_fits() -> Check:
    """No table grades a row better than its document carries: filed by a filing, company by its words, press by a publication."""
    of = {
        s: (kind, standing)
        for s, kind, standing in load_sources()[["source_id", "kind", "standing"]].itertuples(index=False)
    }
    looked, faults = 0, []
    for name, contract in TABLES.items():
        if not {"evidence", "source_id"} <= contract.columns.keys():
            continue
        table = load_table(name)
        looked += len(table)
        faults += [
            told(
                f"{named(name, n, table.loc[n])}, column evidence: {evidence!r} rests on {source}, which is a "
                f"{kind} and stands as {standing}",
                f"at best {STANDS_FOR[standing]}: filed for a filing, company for a company's own words, "
                "press for a publication, else secondary",
                "correct the evidence, or cite the document that carries it",
            )
            for n, evidence, source in zip(
                table.index, table["evidence"].tolist(), table["source_id"].tolist(), strict=True
            )
            for kind, standing in [of[source]]
            if overrates(evidence, standing)
            or (evidence == "filed" and kind != "filing")
            or (evidence == "press" and name == "disclosures" and kind in _NO_PRESS)
        ]
    return verdict("Evidence is what the documents carry", looked, faults, unit="figures")


def standings() -> dict[str, dict[str, int]]:
    """Count the rows of deals, rounds and disclosures by the standing of their documents."""
    of = load_sources().set_index("source_id")["standing"]
    counted = {name: load_table(name)["source_id"].map(of).value_counts() for name in _COUNTED}
    return {name: {s: int(n.get(s, 0)) for s in STANDINGS} for name, n in counted.items()}


def figures_rest() -> Check:
    """No deal or round counts without money, nor without a document to show."""
    sources = load_sources().set_index("source_id")
    of, addressed = sources["standing"], sources["url"].ne("")
    looked, faults = 0, []
    for name in ("deals", "rounds"):
        table = load_table(name)
        looked += len(table)
        for n, row in table.iterrows():
            fault = _fault(row, of[row["source_id"]], addressed[row["source_id"]])
            if fault:
                what, valid, remedy = fault
                faults.append(told(f"{named(name, n, row)}, {what}", valid, remedy))
    counted = "; ".join(
        f"{name} " + ", ".join(f"{n:,} {s}" for s, n in counts.items())
        for name, counts in standings().items()
    )
    return verdict("Figures rest on their documents", looked, faults, unit="deals and rounds", aside=counted)


def _fault(row: pd.Series, standing: str, addressed: bool) -> tuple[str, str, str] | None:
    """Say what is wrong with a deal or round, what would be valid, how to mend it; None where it is sound."""
    document = f"{row['source_id']}, which stands as {standing}"
    if row.get("counts") != "yes":
        return None
    if row["money"] not in MOVED:
        what = f"column counts: money that is {row['money']!r} counts"
        return what, "no, for nobody got it nor is bound to", "say no, or correct what became of the money"
    if is_shown(standing) and addressed:
        return None
    document += "" if addressed else " and has no address"
    return f"column counts: it rests on {document}", "no", "say no or cite a better document"


CHECKS = (publishers_named, standings_fit, evidence_fits, figures_rest)
