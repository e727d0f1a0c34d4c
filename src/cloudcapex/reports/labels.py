"""Labels inside sentences, which begin small unless a name begins them."""

from __future__ import annotations

import re
from collections import Counter

from .. import metrics
from ..language.catalogue import sayable
from ..language.tags import DEFAULT
from ..paths import while_data_stand

_WORD = re.compile(r"[A-Za-z]+")
_PLACE = re.compile(r"{[^}]*}")


def inside(text: str) -> str:
    """Begin a label inside a sentence; abbreviations and names (Azure, OpenAI) keep their capitals.

    A word is a name unless labels and messages have it small, and labels seldom with a capital in their middle.
    """
    first = _WORD.match(text)
    if first is None or not first[0][1:].islower() or _small()[first[0].lower()] <= 0:
        return text
    return text[:1].lower() + text[1:]


@while_data_stand
def _small() -> Counter[str]:
    """Count how often a word stands small, less how often a label has it with a capital in its middle."""
    found = Counter[str]()
    labels = [metrics.describe(metric)["label"] for metric in metrics.known_metrics()]
    for text in (*(_PLACE.sub("", message) for message in sayable(DEFAULT)), *labels):
        found.update(word[0] for word in _WORD.finditer(text) if word[0].islower())
    found.subtract(
        word[0].lower() for text in labels for word in _WORD.finditer(text, 1) if word[0].istitle()
    )
    return found
