"""The form of nothing: nobody had said, where the data assert it; else the data hold none."""

from __future__ import annotations

from collections.abc import Mapping

from ..assertion import Assertion, Operand
from ..evidence import Evidence
from .levels import built, with_operands


def absence(evidence: Evidence, coverage: Mapping[str, object] | None = None) -> Assertion | None:
    """Nobody of P has a value.

    Parameters
    ----------
    evidence : Evidence
        Of those who are said to be silent.
    coverage : mapping, optional
        Where it was looked for, in what, and until when; without it the words may only say that the data hold none.

    Returns
    -------
    Assertion or None
        None where somebody has one.
    """
    evidence = evidence.unbased()
    if evidence.known:
        return None
    held = built(
        evidence,
        compared=False,
        form="none",
        true_of=(),
        quantifier="none" if len(evidence.values) > 1 else None,
        result={"coverage": dict(coverage) if coverage else None},
    )
    return held if held.measure else with_operands(held, *_missing(evidence))


def _missing(evidence: Evidence) -> list[Operand]:
    """Name what was looked up, each on a measure of its own."""
    return [Operand(v.measure, v.of, v.when or evidence.quarter, None, v.unit) for v in evidence.values]
