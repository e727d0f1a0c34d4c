"""Every check of the data, run before any report is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ..errors import CloudcapexError
from ..facts import load_corrections, load_facts, load_table
from ..paths import Stamp, stamp, standing_still
from ..schema import TABLES
from . import (
    bounds,
    calls,
    commentaries,
    coverage,
    documents,
    explained,
    hedged,
    labs,
    markets,
    neighbours,
    observations,
    origins,
    promises,
    registers,
    remarks,
    rows,
    statements,
    sums,
    tallies,
    ties,
    titles,
    written,
)
from .verdict import Check, verdict

__all__ = ["CHECKS", "Check", "checked", "run_checks", "run_each"]

CHECKS: tuple[Callable[[], Check], ...] = tuple(
    check
    for part in (
        rows,
        bounds,
        calls,
        documents,
        origins,
        titles,
        neighbours,
        statements,
        hedged,
        ties,
        sums,
        written,
        promises,
        markets,
        labs,
        registers,
        remarks,
        observations,
        commentaries,
        coverage,
        tallies,
        explained,
    )
    for check in part.CHECKS
)


def run_checks() -> list[Check]:
    """Run every check, the contract first.

    Returns
    -------
    list of Check
        One for each check, in a fixed order. Where a table breaks the contract, its check is failed with the
        place and the remedy, and those that need the facts are skipped.
    """
    with standing_still():
        return list(run_each())


def run_each(asked: Iterable[Callable[[], Check]] = CHECKS) -> Iterator[Check]:
    """Run one check after another as they are asked for, the contract first.

    Parameters
    ----------
    asked : iterable of callable, optional
        Some of `CHECKS`, which are all run by default.

    Yields
    ------
    Check
        That of the contract, that of the corrections, and one for each that was asked for.
    """
    whole = True
    for check in (_tables_hold(), _corrections_hold()):
        whole = whole and check.status != "failed"
        yield check
    for one in asked:
        yield _run(one) if whole else _skipped(one)


def checked() -> tuple[Check, ...]:
    """Return what `run_checks` finds; made once for each state of the data."""
    return _checked(stamp())


@lru_cache(maxsize=2)
def _checked(state: Stamp) -> tuple[Check, ...]:
    return tuple(run_checks())


def _tables_hold() -> Check:
    """Keys are unique, vocabularies closed, every reference found."""
    looked, faults = 0, []
    for name in TABLES:
        try:
            looked += len(load_table(name))
        except CloudcapexError as error:
            faults.append(str(error))
    return verdict("The tables hold to the contract", looked + len(faults), faults, unit="rows")


def _corrections_hold() -> Check:
    """Each declared correction meets the facts it was written for."""
    try:
        load_facts()
        entries = load_corrections()
    except CloudcapexError as error:
        return Check("Corrections meet what they were written for", "failed", str(error))
    return verdict("Corrections meet what they were written for", len(entries), [], unit="corrections")


def _run(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except CloudcapexError as error:
        return Check(_title(check), "failed", str(error))


def _skipped(check: Callable[[], Check]) -> Check:
    return Check(_title(check), "skipped", "the data breaks the contract")


def _title(check: Callable[[], Check]) -> str:
    return check.__name__.replace("_", " ").capitalize()
