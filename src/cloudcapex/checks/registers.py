"""Checks of what the facts are sorted by: sets of companies, parties, definitions."""

from __future__ import annotations

import pandas as pd

from ..facts import load_facts, load_guidance, load_labs, load_rounds, load_table, parties
from .places import named
from .verdict import Check, told, verdict

# A party that is a company of the house is of these kinds, and who raises money as a laboratory of those.
_COMPANIES = ("cloud", "chips", "laboratory", "company")
_LABORATORIES = ("laboratory", "company")


def sets_name_what_is_held() -> Check:
    """A set of companies names metrics that there are, of companies that have them."""
    from ..metrics import known_metrics
    from ..metrics.book import open_book

    known, book = frozenset(known_metrics()), open_book()
    groups, stated = load_table("groups"), load_facts().groupby("metric")["company"].agg(set)
    others = groups[groups["metric"] != ""].groupby(["group", "metric"])["company"].agg(set)
    faults = []
    for n, r in groups.iterrows():
        for column in ("metric", "against"):
            name = r[column].partition(".")[0]
            if name and name not in known:
                what = f"{named('groups', n, r)}, column {column}: {r[column]!r} is no metric"
                faults.append(told(what, "an id of data/metrics.csv or a formula's", "correct the name"))
        name = r["metric"].partition(".")[0]
        alone = name in known and len(others[r["group"], r["metric"]]) == 1
        # What is told of years alone has no series.
        if (
            alone
            and r["company"]
            and r["company"] not in (holders := {*book.holders(name), *stated.get(name, ())})
        ):
            what = f"{named('groups', n, r)}: {r['company']} has no {r['metric']}"
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
        for n, r in table.iterrows()
        if r["party"] in labs and kinds[r["party"]] not in _LABORATORIES
    ]
    return verdict("Parties are what they are", len(table), faults, unit="parties")


def definitions_in_use() -> Check:
    """A definition of one company's own is used by its facts or guidance, from the period on that it says."""
    facts, guidance = load_facts(), load_guidance()
    columns = ["definition", "company", "metric"]
    used = pd.concat([facts[columns], guidance[columns]])
    by_metric = set(used.itertuples(index=False, name=None))
    by_company = set(used[columns[:2]].itertuples(index=False, name=None))
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


CHECKS = (sets_name_what_is_held, parties_are_what_they_are, definitions_in_use)
