"""The label of a round: a claim on series A is not borne out by a series B of the same amount."""

from __future__ import annotations

import re

from .findings import Finding
from .reading import Claim

_LABEL = re.compile(
    r"series\s+([A-K])(?![A-Za-z])|(?<![A-Za-z])([A-K])\s?(?:轮|輪|round(?![A-Za-z]))", re.IGNORECASE
)


def label(claim: Claim) -> str:
    """Read the letter of the round a claim speaks of; empty where its words name none or several."""
    for text in (claim.metric, claim.phrase, claim.paraphrase):
        letters = _letters(text)
        if letters:
            return letters.pop() if len(letters) == 1 else ""
    return ""


def label_of(finding: Finding) -> str:
    """Read the letter of the round a finding is of; empty for any other."""
    letters = _letters(finding.definition) if finding.metric.startswith("rounds.") else set()
    return letters.pop() if len(letters) == 1 else ""


def _letters(text: str) -> set[str]:
    return {(m[1] or m[2]).upper() for m in _LABEL.finditer(text)}
