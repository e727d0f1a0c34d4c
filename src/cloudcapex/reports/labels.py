"""Labels inside sentences, which begin small unless a name begins them."""

from __future__ import annotations

import re
from collections import Counter

from .. import facts, metrics
from ..language.catalogue import sayable
from ..language.tags import DEFAULT
from ..paths import while_data_stand

_WORD = re.compile(r"[A-Za-z]+")
_PLACE = re.compile(r"{[^}]*}")
# Where a word begins a sentence or a part of one, its capital tells nothing.
_BEGINS = ("", ". ", ": ", "; ")
# So many times as often as small does a name stand with its capital: a foundry is a word, Foundry a name.
_OFTEN = 3


def inside(text: str) -> str:
    """Begin a label inside a sentence; abbreviations and names (Azure, OpenAI) keep their capitals."""
    first = _WORD.match(text)
    if first is None or not first[0][1:].islower() or first[0].lower() in _names():
        return text
    return text[:1].lower() + text[1:]


@while_data_stand
def _names() -> frozenset[str]:
    """Find the words that our texts have with a capital where no sentence begins, and seldom without."""
    capital, small = Counter[str](), Counter[str]()
    for text in _texts():
        for word in _WORD.finditer(text):
            if word[0].islower():
                small[word[0]] += 1
            elif word[0].istitle() and text[max(word.start() - 2, 0) : word.start()] not in _BEGINS:
                capital[word[0].lower()] += 1
    return frozenset(word for word, times in capital.items() if times >= _OFTEN * small[word])


def _texts() -> list[str]:
    """Gather messages, the labels and definitions of metrics, and what was said and observed."""
    told = [metrics.describe(metric) for metric in metrics.known_metrics()]
    gists = [
        gist for table in ("remarks", "observations") for gist in facts.load_table(table)["gist"].dropna()
    ]
    messages = [_PLACE.sub("", message) for message in sayable(DEFAULT)]
    return [*messages, *(each[part] for each in told for part in ("label", "definition")), *gists]
