"""Checks of rows against what the titles of their documents name: whom they are about, and which market."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ..facts import load_companies, load_sources, load_table
from ..schema.rows import text_rows
from .places import named
from .verdict import Check, told, verdict

# Table -> where a row says whom it is of. Notes tell who else a document is about.
_WHOSE = {
    "filings": ("company",),
    "disclosures": ("company", "note"),
    "guidance": ("company",),
    "absences": ("company",),
    "useful_lives": ("company",),
    "issues": ("company",),
    "deals": ("investor", "recipient", "note"),
    "rounds": ("lab", "investors", "note"),
    "labs": ("lab", "note"),
    "models": ("lab", "model"),
    "observations": ("about", "gist", "note"),
    "market": ("vendor", "note"),
    "estimates": ("subject",),
    "forecasts": ("companies", "whose"),
    "remarks": ("company", "note"),
}
_SHORT = 3  # a shorter name is a word of something else
_MARKET = re.compile(r"\bmarket\b", re.IGNORECASE)
_CHINESE = re.compile(r"\bchin(?:a|ese)\b", re.IGNORECASE)
_IN_CHINA = "china_"


def titles_name_whom_they_tell_of() -> Check:
    """A document whose title names somebody is cited by a row of one whom it names."""
    sources = load_sources()
    titles = {str(s): str(title) for s, title in zip(sources["source_id"], sources["title"], strict=True)}
    called = _called()
    pattern = _any_of(called)
    named_in = {s: whom for s, title in titles.items() if (whom := _whom(title, called, pattern))}
    of, first = _cited(called, pattern)
    faults = []
    for source, whom in named_in.items():
        if of[source] and not whom & of[source]:
            table, n = first[source]
            what = f"{source} is {titles[source]!r}, and the rows that cite it are of {', '.join(sorted(of[source]))}"
            place = named(table, n, load_table(table).iloc[n])
            remedy = "correct whose the row is, cite the document that states it, or name in the note whom it is about"
            faults.append(told(f"{place}: {what}", f"a row of {' or '.join(sorted(whom))}", remedy))
    return verdict("Titles name whom their documents tell of", len(named_in), faults, unit="titles")


def _cited(
    called: dict[str, str], pattern: re.Pattern[str]
) -> tuple[defaultdict[str, set[str]], dict[str, tuple[str, int]]]:
    """Say of each document whom the rows that cite it are of, and which row is the first of them."""
    of: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[str, tuple[str, int]] = {}
    for table, columns in _WHOSE.items():
        rows = load_table(table)
        sources = rows["source_id"].tolist()
        for column in columns:
            cells = set(zip(sources, rows[column].tolist(), strict=True))
            told_in = {cell: _whom(cell, called, pattern) for cell in {cell for _, cell in cells}}
            for source, cell in cells:
                of[source] |= told_in[cell]
        for n, source in enumerate(sources):
            first.setdefault(source, (table, n))
    return of, first


def _called() -> dict[str, str]:
    """List every name of parties and companies, in small letters, with the one who owns whoever is called so."""
    found: dict[str, str] = {}
    for r in text_rows(load_table("parties")):
        for name in (r["name"], r["name_zh_hans"], r["name_zh_hant"], *r["also"].split(";")):
            found[name.strip().casefold()] = r["company"] or r["owner"] or r["party"]
    called = ["slug", "name", "short_name", "cloud_name", "cloud_segment"]
    for r in text_rows(load_companies()[called]):
        for column in called:
            found[r[column].casefold()] = r["slug"]
    return {name: who for name, who in found.items() if len(name) >= _SHORT}


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Find the longest of many names at a place; parted by their first letters, so that most places cost one look."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        by_letter[name[0]].append(re.escape(name[1:]))
    parts = "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"(?<![a-z0-9])(?:{parts})(?![a-z0-9])")


def _whom(text: object, called: dict[str, str], pattern: re.Pattern[str]) -> set[str]:
    folded = str(text).casefold()
    return {called[folded]} if folded in called else {called[n] for n in pattern.findall(folded)}


def titles_name_their_market() -> Check:
    """A document on the Chinese market states no share of another, nor one on the world's a share of China's."""
    titles = load_sources().set_index("source_id")["title"]
    rows = load_table("market")
    rows = rows.assign(title=rows["source_id"].map(titles))
    rows = rows[rows["title"].str.contains(_MARKET)]
    rows = rows.assign(chinese=rows["title"].str.contains(_CHINESE))
    faults = [
        told(
            f"{named('market', n, r)}: {r['source_id']} is {r['title']!r}",
            "a market in China" if r["chinese"] else "a market of the world",
            "correct the market, or cite the document that states it",
        )
        for n, r in rows[rows["chinese"] != rows["market"].str.startswith(_IN_CHINA)].iterrows()
    ]
    return verdict("Titles name their market", len(rows), faults, unit="figures")


CHECKS = (titles_name_whom_they_tell_of, titles_name_their_market)
