"""A word in the reader's language for each code of a closed vocabulary, and which measures are told in which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..language import N_

Of = TypeVar("Of")

# Of a worry.
STATES = {
    "holds": N_("holds"),
    "returned": N_("returned"),
    "easing": N_("easing"),
    "resolved": N_("resolved"),
    "not_testable": N_("not testable"),
}

# Of a claim.
OUTCOMES = {
    "confirmed": N_("confirmed"),
    "approximately": N_("approximately right"),
    "as_its_source_says": N_("as its source says"),
    "reports_differ": N_("reports differ"),
    "contradicted": N_("contradicted"),
    "unverifiable": N_("unverifiable"),
}

# What came of a forecast of a house.
CAME = {
    "as_forecast": N_("as it came"),
    "above": N_("above what came"),
    "below": N_("below what came"),
    "by_basis": N_("depends on the basis"),
}

# Why a claim is left open.
REASONS = {
    "not_a_figure": N_("not a figure"),
    "subject_unknown": N_("the subject is not in the data"),
    "opinion": N_("an opinion"),
    "forecast": N_("a forecast or plan"),
    "measure_unknown": N_("a measure that the data lack"),
    "period_unknown": N_("for a time that cannot be read"),
    "no_fact": N_("no document in the data states it"),
    "part_not_disclosed": N_("the company publishes the whole"),
    "two_bases": N_("a sum on two bases"),
    "only_bounds": N_("known within bounds"),
    "other_day": N_("known for another day"),
    "recast_since": N_("known on a later definition"),
    "partly": N_("a part of it can be checked"),
}

LEFT_OPEN = {**REASONS, **{o: OUTCOMES[o] for o in ("as_its_source_says", "reports_differ")}}

# Of forecasts, where nobody is named.
FORECAST_GROUPS = {
    "hyperscalers": N_("hyperscalers"),
    "six_us_hyperscalers": N_("six American hyperscalers"),
}

# Of what changed since the edition before.
CHANGES = {
    "added": N_("Quarters added"),
    "restated": N_("Figures restated"),
    "redefined": N_("Definitions changed"),
    "corrected": N_("Documents corrected by us"),
    "replaced": N_("Better figures in place of weaker ones"),
    "gained": N_("Newly covered"),
    "lost": N_("No longer covered"),
}

# What is depreciated over one life.
ASSETS = {
    "servers": N_("servers"),
    "network": N_("network equipment"),
    "servers_and_network": N_("servers and network equipment"),
    "technology_equipment": N_("computing equipment"),
    "production_equipment": N_("production equipment"),
    "heavy_equipment": N_("heavy equipment"),
    "buildings": N_("buildings"),
}

# Of an assumption.
BASES = {
    "stated": N_("stated"),
    "derived": N_("derived"),
    "assumed": N_("assumed"),
    "own": N_("reader’s own"),
}

_ANSWERED = {"yes": N_("yes"), "no": N_("no")}
# The vocabulary that each measure without numbers is told in, by its name or the beginning of it.
_TOLD_IN: Mapping[str, Mapping[str, str]] = {
    "theses.status": STATES,
    "claims.verdict": OUTCOMES,
    "claims.came": CAME,
    "claims.decision": {"decided": N_("decided by the data"), "open": N_("left open")},
    "claims.over": {
        "judged": N_("can be set beside what came"),
        "open": N_("cannot be set beside what came"),
    },
    "claims.traced": {
        "traced": N_("found elsewhere in the data"),
        "untraced": N_("found nowhere in the data"),
    },
    "coverage.known": {"known": N_("in the data"), "missing": N_("not in the data")},
    "reported.quarter": {"reported": N_("has filed"), "awaited": N_("not yet filed")},
    "adoption.said": {"said": N_("told again"), "unsaid": N_("not told again")},
    "adoption.new": {"first": N_("for the first time"), "again": N_("told before")},
    "guidance.moved": {
        "raised": N_("above the first"),
        "lowered": N_("below the first"),
        "kept": N_("the same as the first"),
        "narrowed": N_("a narrower range than the first"),
        "changed": N_("another range than the first"),
    },
    "remarks": {
        "says": N_("says so"),
        "differs": N_("says otherwise"),
        "silent": N_("does not speak of it"),
    },
    "lives.change": {"longer": N_("made longer"), "shorter": N_("made shorter")},
    "value_stack.basis": BASES,
    "value_stack.followed": _ANSWERED,
    "value_stack.answered": _ANSWERED,
}


def begun_with(table: Mapping[str, Of], name: str) -> Of | None:
    """Return what a table has for what a name with dots begins with: the longest such; None where it has nothing.

    Parameters
    ----------
    table : mapping
        By name.
    name : str
        ``market.share.world_cloud_infrastructure``.
    """
    parts = name.split(".")
    begun = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((table[found] for found in begun if found in table), None)


def word_of(measure: str, code: str) -> str:
    """Return the message for a code that a measure without numbers has.

    Parameters
    ----------
    measure : str
        ``theses.status``.
    code : str
        Of its vocabulary.

    Raises
    ------
    LookupError
        For a measure that no vocabulary is named for, or a code that is not of it.
    """
    found = (begun_with(_TOLD_IN, measure) or {}).get(code)
    if found is None:
        raise LookupError(f"no word for {code!r} of {measure!r}: enter it in reports/vocabulary.py")
    return found
