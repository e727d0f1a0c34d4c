"""Results of the model, and figures it is held against, as statements stand on them: each named, with its documents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from ...language import N_, Number
from ...metrics.points import Point
from ...models.value_stack import NEEDED, Interval
from ...schema.grades import basis_of, weakest
from ...statements import Assertion, Evidence, Phrase, Population, Value, absence, times_of, value
from .context import ValueStack


def figure(
    report: ValueStack,
    name: str,
    of: str,
    amount: float,
    unit: str,
    sources: Iterable[str] = (),
    *,
    points: Sequence[Point] = (),
    low: float = math.nan,
    high: float = math.nan,
    when: str = "",
    modelled: bool = False,
) -> Value:
    """Return one figure of the edition; a missing one is not disclosed.

    Parameters
    ----------
    report : ValueStack
        Of whose quarter it is.
    name : str
        What it is: ``clouds_of_revenue``, ``swing.chips``, ``against``.
    of : str
        Which one of these: ``central``, ``low`` or ``high`` of an answer, the id of an assumption, a comparison's key.
    amount : float
        In whole units; NaN where there is none.
    unit : str
        Of the amount.
    sources : iterable of str
        Documents behind it, where no figures are given.
    points : sequence of Point
        What it is computed from: with their documents it takes their grades, and so the letters that a table has.
    low, high : float
        Between which it lies, as what it is made of is rounded.
    when : str
        A day or quarter other than the report's.
    modelled : bool
        The model's own: it says so by its words and its range, whatever its assumptions rest on.
    """
    known = math.isfinite(amount)
    graded = points if known else ()
    documents = [*sources, *(s for p in graded for s in p.sources)]
    return Value(
        of=of,
        measure=f"value_stack.{name}",
        value=amount if known else math.nan,
        unit=unit,
        basis="derived" if modelled else basis_of([p.basis for p in graded]) if graded else "",
        evidence=weakest(p.evidence for p in graded) if graded else "",
        low=low,
        high=high,
        sources=tuple(sorted(set(documents))) if known else (),
        reason="" if known else "not_disclosed",
        when=when or str(report.quarter),
    )


def word(report: ValueStack, name: str, of: str, text: str) -> Value:
    """Return a word that the model's table has of something; nothing where it has none."""
    return Value(
        of=of,
        measure=f"value_stack.{name}",
        value=math.nan,
        unit="",
        word=text,
        reason="" if text else "not_disclosed",
        when=str(report.quarter),
    )


def gathered(report: ValueStack, values: Sequence[Value], of: str) -> Evidence:
    """Gather figures of one set, a member each, in the quarter or on the day of the newest."""
    quarter = max((v.told_in for v in values), default=report.quarter)
    return Evidence.of(values, Population(of, tuple(v.of for v in values)), quarter)


def told(report: ValueStack, *values: Value) -> list[Assertion]:
    """Assert each figure that is known, by itself."""
    return [a for v in values if (a := value(gathered(report, [v], "results"))) is not None]


# results of the model --------------------------------------------------------------------------


def central(report: ValueStack, name: str, amount: float, unit: str = "share") -> Value:
    """Return a result of the central case."""
    return figure(report, name, "central", amount, unit, report.documents_of(report.choice), modelled=True)


def ends(report: ValueStack, name: str, drawn: Interval) -> tuple[Value, Value]:
    """Return the two ends of what nine of ten draws give."""
    documents = report.documents_of(report.choice if not name.startswith("essay") else report.essay)
    low, high = (
        figure(report, name, end, found, "share", documents, modelled=True)
        for end, found in (("low", drawn.low), ("high", drawn.high))
    )
    return low, high


def claimed(report: ValueStack) -> tuple[Value, Value]:
    """Return the two ends of what the essay reckons for clouds; missing before it was written."""
    ends = report.claim if report.essay else (math.nan, math.nan)
    low, high = (
        figure(report, "essay_claim", f"essay_{end}", found, "share")
        for end, found in zip(("low", "high"), ends, strict=True)
    )
    return low, high


def between(report: ValueStack, low: Value, high: Value) -> Phrase:
    """Write two ends as a range of shares, each a number of the sentence."""
    return report.range(
        Number(low.value, low.unit, low.of, decimals=0), Number(high.value, high.unit, high.of, decimals=0)
    )


def unestimated(report: ValueStack) -> Assertion | None:
    """Assert that the data hold no estimate of what the model cannot do without."""
    missing = [word(report, "basis", name, "") for name in NEEDED if name not in report.choice]
    return absence(gathered(report, missing, "assumptions")) if missing else None


# figures of the data ---------------------------------------------------------------------------


def together(report: ValueStack, rates: Sequence[Point], when: str = "") -> Value:
    """Return what laboratories take in a year, added up."""
    return figure(
        report,
        "run_rates",
        "+".join(p.company for p in rates),
        sum(p.value for p in rates),
        "USD",
        points=rates,
        low=sum(p.value if p.low is None else p.low for p in rates),
        high=sum(p.value if p.high is None else p.high for p in rates),
        when=when,
    )


def times_over(report: ValueStack, one: Value, other: Value) -> tuple[Assertion | None, Number | Phrase]:
    """Hold one figure against another: how many times it is; nothing where either is missing."""
    held = times_of(one.of, one, other, gathered(report, [one], "figures"))
    if held is None:
        return None, Number(math.nan, "times")
    return held, report.quotient(held, Number(held.figure("ratio"), "times", one.of))


def rounded(report: ValueStack, number: Number, high: float) -> Number | Phrase:
    """Print an amount, as *about* where its rounded parts leave more than the last printed digit open."""
    digits = sum(c.isdigit() for c in report.language.write(number))
    step = 10.0 ** (math.floor(math.log10(abs(number.value))) - digits + 1) if number.value else 0.0
    if not high - number.value > step * 1.0001:
        return number
    return report.phrase(N_("about {number}"), number=number)
