"""How wide text is, before it is set in a face."""

from __future__ import annotations

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """Count the columns that a line takes in a monospaced face; a Chinese character takes two.

    Parameters
    ----------
    text : str
        Without line breaks.

    Returns
    -------
    int
    """
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
