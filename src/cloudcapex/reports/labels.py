"""Labels of the tables as they stand in sentences."""

from __future__ import annotations


def inside(text: str) -> str:
    """Begin a label inside a sentence; abbreviations and names keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
