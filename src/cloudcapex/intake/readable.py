"""From which of its concepts each metric of a newcomer can be read: over which periods, and what else there would be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import UsageError, near
from ..facts.tagged import CountsAs, spelled_concepts
from .filed import FiledFact, FilerFacts
from .held import read_as, rows_of_file

CAPEX = "capex_cash"
# How people call it who do not know the house's names.
_CALLED = {"capex": CAPEX}
# What a concept for spending on plant is called, whoever names it.
_LIKE_CAPEX = re.compile(
    r"(?=.*(payment|purchase|acqui|addition|expenditure|outlay))(?=.*(property|plant|equipment|productive|capital|infrastructure))"
    r"(?!.*(proceeds|noncash|accrued|incurred|lease|depreciation|liabilit|business|stock))",
    re.IGNORECASE,
)
_FEW = 4


@dataclass(frozen=True)
class Seen:
    """One concept in a filer's facts: from when to when its periods end, how many there are, and in how many filings."""

    concept: str
    first: str
    last: str
    periods: int
    filings: int

    def __str__(self) -> str:
        periods = f"{self.periods} period{'' if self.periods == 1 else 's'}"
        filings = f"{self.filings} filing{'' if self.filings == 1 else 's'}"
        return f"{self.concept} ({self.first} to {self.last}, {periods} in {filings})"


def seen(filer: FilerFacts) -> dict[str, Seen]:
    """Sum up the consolidated facts of a filer by concept.

    Parameters
    ----------
    filer : FilerFacts
        Whose.
    """
    by_concept: dict[str, list[FiledFact]] = {}
    for fact in filer.facts:
        if not fact.member:
            by_concept.setdefault(fact.concept, []).append(fact)
    found = {}
    for concept, facts in by_concept.items():
        ends = [fact.end for fact in facts]
        periods, filings = {(f.start, f.end) for f in facts}, {f.accession for f in facts}
        found[concept] = Seen(concept, min(ends), max(ends), len(periods), len(filings))
    return found


def readings(slug: str, found: Mapping[str, Seen], also: Sequence[CountsAs]) -> dict[str, list[Seen]]:
    """Tell for each metric that filings are read for from which concepts a newcomer's would be, the best first.

    Parameters
    ----------
    slug : str
        Of the newcomer.
    found : mapping
        As of `seen`.
    also : sequence of CountsAs
        What counts as another for it alone.
    """
    metrics = [(row["id"], row["concepts"]) for row in rows_of_file("metrics")]
    told: dict[str, list[Seen]] = {}
    for read in spelled_concepts(metrics, [slug], [*read_as(), *also]):
        mine = told.setdefault(read.metric, [])
        if not read.member and read.concept in found and found[read.concept] not in mine:
            mine.append(found[read.concept])
    return told


def candidates(found: Mapping[str, Seen]) -> list[Seen]:
    """List the concepts of a filer that could be its capex by their names, those of most periods first.

    Parameters
    ----------
    found : mapping
        As of `seen`.
    """
    like = [one for one in found.values() if _LIKE_CAPEX.search(one.concept) and one.periods >= _FEW]
    return sorted(like, key=lambda one: (-one.periods, one.concept))


def asked_for(slug: str, told: Sequence[str], found: Mapping[str, Seen]) -> list[CountsAs]:
    """Read what a person says counts as what, ``capex=ns:Name``; of two for one metric the later takes over when it begins.

    Parameters
    ----------
    slug : str
        Of the newcomer.
    told : sequence of str
        Each ``metric=concept``.
    found : mapping
        As of `seen`; a concept that is not in it is taken at its word, since the API leaves a company's own ones out.

    Raises
    ------
    UsageError
        For what has no such form, and for a metric that no filing is read for.
    """
    first_of = {row["id"]: _first(row["concepts"]) for row in rows_of_file("metrics")}
    first_of = {metric: concept for metric, concept in first_of.items() if concept}
    by_metric: dict[str, list[str]] = {}
    for text in told:
        name, equals, concept = (part.strip() for part in text.partition("="))
        if not equals or not re.fullmatch(r"([A-Za-z][\w.-]*:)?[A-Z]\w*", concept):
            raise UsageError(f"{text!r} says nothing", where="--concept", valid="capex=ns:Name, revenue=Name")
        metric = _CALLED.get(name, name)
        if metric not in first_of:
            close = near(metric, [*first_of, *_CALLED])
            remedy = f"did you mean {' or '.join(close)}?" if close else None
            raise UsageError(
                f"no metric {name!r} is read from filings", where="--concept", valid=first_of, remedy=remedy
            )
        by_metric.setdefault(metric, []).append(concept.removeprefix("us-gaap:"))
    rows = []
    for metric, concepts in by_metric.items():
        ordered = sorted(concepts, key=lambda c: found[c].first if c in found else "9999")
        for number, concept in enumerate(ordered):
            since = found[concept].first if number and concept in found else ""
            until = found[concept].last if number + 1 < len(ordered) and concept in found else ""
            rows.append(CountsAs(slug, concept, "", first_of[metric], since, until))
    return rows


def _first(concepts: str) -> str:
    """Return the first concept that holds for every company and is no segment's; empty for none."""
    tokens = (token.partition("=")[0] for token in concepts.split(";"))
    return next((t for t in tokens if t and ":" not in t and "[" not in t), "")
