"""The sets that sentences speak of, read from parameters and rows: what is known of a member plays no part.

``population_of`` is one of `SETS`, then, where a measure does not apply to some, ``without A, B (not applicable)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .case import Case
from .followed import with_followed

# Forms that speak of a whole set whomever they name, and those that never do.
_OF_ALL = ("each", "split", "leader")
_OF_FEW = ("value", "times", "gap")
NOT_APPLICABLE = "not_applicable"
_LEFT_OUT = re.compile(r" without (?P<names>.+) \(not applicable\)")
Members = Callable[[Case], "list[str] | None"]


def _companies(case: Case) -> list[str] | None:
    """Return the companies that the edition was asked for."""
    asked = case.record.parameters.get("companies")
    if isinstance(asked, str):
        asked = [part.strip() for part in asked.split(",") if part.strip()]
    return list(dict.fromkeys(map(str, asked))) if isinstance(asked, (list, tuple)) else None


def _clouds(case: Case) -> list[str] | None:
    """Return those of them that have a cloud."""
    asked = _companies(case)
    if asked is None:
        return None
    table = case.look.table
    named = zip(table["slug"], table["cloud_segment"].fillna(""), strict=True)
    owners = {str(slug) for slug, segment in named if segment}
    return [slug for slug in asked if slug in owners]


def _with_followed(case: Case) -> list[str] | None:
    """Return the companies asked for; where these are the usual ones, with the clouds and suppliers followed beside them."""
    asked = _companies(case)
    return None if asked is None else with_followed(case.look.table, asked)


def _of_one_currency(members: Members) -> Members:
    """Cut a set down to those that report in the edition's currency: dollars where any of it does, else the first one's."""

    def cut(case: Case) -> list[str] | None:
        found, asked = members(case), _companies(case)
        if found is None or not asked:
            return None
        own = dict(zip(case.look.table["slug"], case.look.table["currency"], strict=True))
        spoken = [own.get(of) for of in asked]
        chosen = "USD" if "USD" in spoken else spoken[0]
        return [of for of in found if own.get(of) == chosen]

    return cut


_ONE_CURRENCY = " of one currency"
_CURRENCY = re.compile("US dollars|美元")
# A set whose members the parameters do not give is known by its word alone.
SETS: dict[str, Members] = {
    "companies": _companies,
    "clouds": _clouds,
    "companies followed": _with_followed,
    "companies" + _ONE_CURRENCY: _of_one_currency(_companies),
    "clouds" + _ONE_CURRENCY: _of_one_currency(_clouds),
}


def population(case: Case) -> Iterator[str]:
    """Tell who is missing from a population, or too many in it."""
    record = case.record
    left_out = _LEFT_OUT.search(record.population_of)
    gone = re.split(r",\s*", left_out["names"]) if left_out else []
    for of in gone:
        reasons = {pair.now.reason for pair in case.pairs(of)} if case.measures(of) else {NOT_APPLICABLE}
        if reasons != {NOT_APPLICABLE}:
            yield f"population: {of} is left out as not applicable and is {', '.join(sorted(reasons)) or 'known'}"
    word = _LEFT_OUT.sub("", record.population_of)
    if word.endswith(_ONE_CURRENCY) and not _CURRENCY.search(record.text):
        yield f"population: the {word}, and the words name no currency"
    members = SETS[word](case) if word in SETS and record.form not in _OF_FEW else None
    if members is None:
        return
    if strange := [of for of in record.population if of not in members]:
        yield f"population: {', '.join(strange)} is not of the {word}"
    missing = [of for of in members if of not in record.population and of not in gone]
    if missing and not _named(case):
        yield f"population: {', '.join(missing)} of the {word} is dropped"


def _named(case: Case) -> bool:
    """Whether the words speak of these members by name, and not of the set.

    Who compares or adds up a few companies names them; who counts, parts or ranks speaks of all.
    """
    record = case.record
    if record.form in _OF_ALL:
        return False
    spoken = case.look.names.spoken(record.text)
    return all(of in spoken for of in record.population)
