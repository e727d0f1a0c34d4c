"""Figures of the ledger as statements stand on them: each names its measure, whose it is, and its day or quarter."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Amount, Entry
from ...periods import Quarter
from ...statements import Assertion, Evidence, Phrase, Population, Teller, Value, value
from .context import Financing


def figure(
    measure: str,
    of: str,
    amount: float,
    unit: str,
    at: dt.date | Quarter,
    sources: Iterable[str] = (),
    evidence: str = "",
) -> Value:
    """Return one figure; a missing one is not disclosed.

    Parameters
    ----------
    measure : str
        Named after its table or its reckoning: ``ledger.equity_low``, ``rounds.price``.
    of : str
        Whose: a party, or two as ``amazon>anthropic``, who gives and who takes.
    amount : float
        In whole units; NaN or infinite where there is none.
    unit : str
        Of the amount.
    at : date or Quarter
        When it stood.
    sources : iterable of str
        Documents behind it.
    evidence : str, optional
        The grade of its row; of what has none, its documents tell how it is known.
    """
    known = math.isfinite(amount)
    return Value(
        of=of,
        measure=measure,
        value=amount if known else math.nan,
        unit=unit,
        sources=tuple(sorted(set(sources))) if known else (),
        reason="" if known else "not_disclosed",
        when=str(at),
        evidence=evidence if known else "",
    )


def gathered(values: Sequence[Value], of: str) -> Evidence:
    """Gather figures of one set, a member each."""
    quarter = max(v.told_in for v in values)
    return Evidence.of(values, Population(of, tuple(v.of for v in values)), quarter)


def silent(
    measure: str, unit: str, at: dt.date | Quarter, members: Iterable[str], of: str = "parties"
) -> Evidence:
    """Gather figures of a set of which nothing is known."""
    return gathered([figure(measure, member, math.nan, unit, at) for member in members], of)


def told(*values: Value) -> list[Assertion]:
    """Assert each figure that is known, by itself."""
    return [a for v in values if (a := value(gathered([v], "parties"))) is not None]


# sums of the ledger ----------------------------------------------------------------------------


def pair(giver: str, taker: str) -> str:
    """Name two sides: who gives and who takes."""
    return f"{giver}>{taker}"


def ends(report: Financing, of: str, entries: Sequence[Entry], kind: deals.Kind) -> list[Assertion]:
    """Assert the lower and the upper end of what some deals come to; an end that is open is none."""
    if not entries:
        return []
    amount = deals.total(entries)
    sources = {e.source for e in entries}
    low = amount.low if amount.stated else math.nan
    return told(
        figure(f"ledger.{kind}_low", of, low, "USD", report.day, sources),
        figure(
            f"ledger.{kind}_high", of, amount.high if amount.stated else math.nan, "USD", report.day, sources
        ),
    )


def money(report: Financing, of: str, amount: Amount) -> Phrase:
    """Write a range with its currency, for sentences."""
    if not amount.stated:
        return report.phrase("an amount that was not told")
    low = Number(amount.low, "USD", of)
    if amount.open:
        return report.phrase("at least {low}", low=low)
    high = Number(amount.high, "USD", of)
    if amount.low == 0 and not amount.exact:
        return report.phrase("up to {high}", high=high)
    return between(report, low, high)


def paid(report: Financing, entries: Sequence[Entry]) -> Phrase:
    """Say of what a sum takes whether all of it was paid, or some of it only promised, as its rows tell."""
    return report.phrase(N_("paid or promised") if deals.still_to_come(entries) else N_("paid"))


def between(report: Financing, low: Number, high: Number) -> Phrase:
    """Write the ends of a range as one text, each a number of the sentence."""
    return Teller(report.language).range(low, high)
