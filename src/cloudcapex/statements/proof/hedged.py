"""Words that say a number is only about right."""

from __future__ import annotations

import re

from .record import Record

_HEDGES = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately)\b|~|≈|约|約|大致|将近|將近|左右|上下"
)


def hedged(record: Record) -> bool:
    """Whether a sentence calls its numbers approximate."""
    return bool(_HEDGES.search(record.text))
