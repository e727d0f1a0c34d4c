"""Checks of what the facts are sorted by and called: sets of companies, parties, definitions, the words of claims."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from ..facts import companies, load_facts, load_guidance, load_labs, load_rounds, load_table, parties
from ..paths import data_dir
from ..schema.rows import text_rows
from .places import named
from .verdict import Check, told, verdict

_WORDS = "claim_vocabulary.toml"
# A party that is a company of the house is of these kinds, and who raises money as a laboratory of those.
_COMPANIES = ("cloud", "chips", "laboratory", "company")
_LABORATORIES = ("laboratory", "company")


def sets_name_what_is_held() -> Check:
    """A set of companies names metrics that there are, of companies that have them."""
    from ..metrics import known_metrics
    from ..metrics.book import open_book

    known, book = frozenset(known_metrics()), open_book()
    groups, facts = load_table("groups"), load_facts()
    stated, others = defaultdict[str, set[str]](set), defaultdict[tuple[str, str], set[str]](set)
    for metric, company in zip(facts["metric"].tolist(), facts["company"].tolist(), strict=True):
        stated[metric].add(company)
    rows = text_rows(groups)
    for r in rows:
        others[r["group"], r["metric"]].add(r["company"])
    faults = []
    for n, r in enumerate(rows):
        for column in ("metric", "against"):
            name = r[column].partition(".")[0]
            if name and name not in known:
                what = f"{named('groups', n, groups.iloc[n])}, column {column}: {r[column]!r} is no metric"
                faults.append(told(what, "an id of data/metrics.csv or a formula's", "correct the name"))
        name = r["metric"].partition(".")[0]
        alone = name in known and len(others[r["group"], r["metric"]]) == 1
        # What is told of years alone has no series.
        if alone and r["company"] and r["company"] not in (holders := {*book.holders(name), *stated[name]}):
            what = f"{named('groups', n, groups.iloc[n])}: {r['company']} has no {r['metric']}"
            faults.append(told(what, ", ".join(sorted(holders)), "correct the company or the metric"))
    return verdict("Sets name what is held", len(groups), faults, unit="rows")


def parties_are_what_they_are() -> Check:
    """A party that is a company of the house is no investor's or several names, and who raises money is a laboratory."""
    table, kinds = load_table("parties"), {slug: party.kind for slug, party in parties().items()}
    labs = frozenset(load_labs()["who"]) | frozenset(load_rounds()["who"])
    faults = [
        told(
            f"{named('parties', n, r)}: kind is {r['kind']}, and company is {r['company']}",
            f"{' or '.join(_COMPANIES)} for a company of the house",
            "correct the kind or the company",
        )
        for n, r in table[table["company"].ne("") & ~table["kind"].isin(_COMPANIES)].iterrows()
    ]
    faults += [
        told(
            f"{named('parties', n, r)}: kind is {r['kind']}, and labs.csv or rounds.csv has it as a laboratory",
            " or ".join(_LABORATORIES),
            "correct the kind, or the laboratory of those rows",
        )
        for n, r in table[table["party"].isin(labs)].iterrows()
        if kinds[r["party"]] not in _LABORATORIES
    ]
    return verdict("Parties are what they are", len(table), faults, unit="parties")


def definitions_in_use() -> Check:
    """A definition of one company's own is used by its facts or guidance, from the period on that it says."""
    facts, guidance = load_facts(), load_guidance()
    columns = ["definition", "company", "metric"]
    used = pd.concat([facts[columns], guidance[columns]])
    by_metric = set(zip(*(used[c].tolist() for c in columns), strict=True))
    by_company = {key[:2] for key in by_metric}
    firsts = facts.groupby(columns)["period_end"].min()
    rows = load_table("definitions")
    faults = []
    for n, r in rows[rows["company"] != ""].iterrows():
        key = (r["definition"], r["company"], r["metric"])
        if key not in by_metric and (r["metric"] or key[:2] not in by_company):
            what = f"{named('definitions', n, r)}: no figure of {r['company']} stands on it"
            faults.append(told(what, "a company whose figures do", "correct the company, or remove the row"))
        first = firsts.get(key)
        if pd.notna(r["since"]) and first is not None and first != r["since"]:
            what = f"{named('definitions', n, r)}: since is {r['since']:%Y-%m-%d}, its first period ends {first:%Y-%m-%d}"
            faults.append(told(what, f"{first:%Y-%m-%d}", "correct the day"))
    return verdict("Definitions are in use", len(rows), faults, unit="definitions")


def vocabulary_names_what_is_held() -> Check:
    """Files of words are TOML, and those of claims name companies, parties, markets and metrics that there are."""
    tables, faults = {}, []
    for path in sorted(data_dir().glob("*.toml")):
        try:
            tables[path.name] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            faults.append(told(f"data/{path.name}: {wrong}", "TOML in UTF-8", "correct the file"))
    text = (data_dir() / _WORDS).read_text(encoding="utf-8") if tables.get(_WORDS) else ""
    references = list(_references(text))
    for place, kind, name, known in references:
        if name.partition(".")[0] not in known:
            number = next((n for n, line in enumerate(text.splitlines(), 1) if f'"{name}"' in line), 1)
            what = f"data/{_WORDS}, line {number}: {place} names {name!r}"
            faults.append(told(what, f"a {kind} of the data", "correct the name"))
    return verdict("The vocabulary names what is held", len(references), faults, unit="names")


_Reference = tuple[str, str, str, frozenset[str]]


def _references(text: str) -> Iterator[_Reference]:
    """Yield each name that the words of claims take from a table: where, of which kind, the name, and which there are."""
    from ..metrics import known_metrics

    words = tomllib.loads(text)
    metrics = frozenset(known_metrics())
    called = frozenset(companies()) | frozenset(parties())
    markets = frozenset(load_table("market")["market"])
    whose = {"company": frozenset(companies()), "party": called, "lab": called, "market": markets}
    for key, entity in words.get("entity", {}).items():
        yield from (
            (f"entity.{key}", kind, entity[kind], known) for kind, known in whose.items() if kind in entity
        )
        for read in entity.get("metrics", {}).values():
            yield from ((f"entity.{key}", "metric", name, metrics) for name in read)
    for key, measure in words.get("measure", {}).items():
        yield from ((f"measure.{key}", "metric", name, metrics) for name in measure.get("metrics", ()))
        if "market" in measure:
            yield f"measure.{key}", "market", measure["market"], markets
    for kind, reading in words.get("reading", {}).items():
        yield from (
            (f"reading.{kind}", "metric", name, metrics) for read in reading.values() for name in read
        )
    yield from (("phrases", "metric", name, metrics) for name in words.get("phrases", {}))
    for key, names in words.get("kin", {}).items():
        yield from ((f"kin.{key}", "metric", name, metrics) for name in names)


CHECKS = (
    sets_name_what_is_held,
    parties_are_what_they_are,
    definitions_in_use,
    vocabulary_names_what_is_held,
)
