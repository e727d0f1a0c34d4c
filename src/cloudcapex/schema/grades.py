"""How good a figure is: the ladders of evidence and basis, best first, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterable

EVIDENCE = ("filed", "company", "press", "secondary")
FIRST_HAND, SECOND_HAND = EVIDENCE[:2], EVIDENCE[2:]
# Standing of a document -> the best evidence that a figure read in it can have.
STANDS_FOR = {
    "filing": "filed",
    "company": "company",
    "publication": "press",
    "dataset": "secondary",
    "aggregator": "secondary",
}
BASES = ("reported", "derived", "estimated")


def weakness(evidence: str) -> int:
    """Count the steps from the best evidence down to this.

    Returns
    -------
    int
        0 for what is filed.

    Raises
    ------
    ValueError
        For a grade that is none of `EVIDENCE`.
    """
    return EVIDENCE.index(evidence)


def weakest(grades: Iterable[str]) -> str:
    """Return the weakest evidence of several, which is that of what they make together."""
    return max(grades, key=weakness)


def is_second_hand(evidence: str) -> bool:
    """Tell whether neither a filing nor the company itself said it."""
    return evidence in SECOND_HAND


def marks(basis: str, evidence: str) -> str:
    """Return the letters that a figure carries for how it is known: e estimated, s second-hand; empty for neither.

    Parameters
    ----------
    basis : str
        One of `BASES`, or empty.
    evidence : str
        One of `EVIDENCE`, or empty.
    """
    return "e" * (basis == BASES[-1]) + "s" * is_second_hand(evidence)


def is_weak(evidence: str) -> bool:
    """Tell whether nothing but a data set, or somebody who passes on what others said, stands behind a figure."""
    return evidence == EVIDENCE[-1]


def basis_of(parts: Iterable[str]) -> str:
    """Return the basis of what is computed from others: derived, or estimated if one of them is."""
    _, derived, estimated = BASES
    return estimated if estimated in parts else derived


def is_shown(standing: str) -> bool:
    """Tell whether a document can be shown for a sum: a filing, a company's own words, or a named publication."""
    return not is_weak(STANDS_FOR[standing])


def overrates(evidence: str, standing: str) -> bool:
    """Tell whether a figure is graded better than its document can carry.

    Parameters
    ----------
    evidence : str
        One of `EVIDENCE`.
    standing : str
        Of its document.
    """
    return weakness(evidence) < weakness(STANDS_FOR[standing])


def is_guess(basis: str, evidence: str) -> bool:
    """Tell whether a figure may come from guidance: estimated, or derived by a third party.

    Parameters
    ----------
    basis : str
        One of `BASES`.
    evidence : str
        One of `EVIDENCE`.
    """
    _, derived, estimated = BASES
    return basis == estimated or (basis == derived and is_second_hand(evidence))
