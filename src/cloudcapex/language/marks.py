"""The letters beside a number in a sentence that say how it is known, raised: 12 %ˢ, $805bnᵉˢ."""

from __future__ import annotations

_RAISED = {"e": "ᵉ", "s": "ˢ"}


def raised(letters: str) -> str:
    """Write letters of `schema.grades.marks` as they stand after a number."""
    return "".join(_RAISED[letter] for letter in letters)


def is_marked(text: str) -> bool:
    """Tell whether a number of a text carries such a letter."""
    return any(mark in text for mark in _RAISED.values())
