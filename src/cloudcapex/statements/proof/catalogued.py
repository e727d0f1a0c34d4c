"""Every sentence of a report is a message of the catalogues, filled with what the tables call something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ... import facts
from ...language.catalogue import said, sayable
from ...language.tags import Tag
from ...paths import Stamp, notebooks_dir, stamp
from ...schema import TABLES
from .case import Case
from .lexicon import QUOTED
from .masked import MARK, Masks
from .retold import verbatim, without_retold
from .sayings import Sayings
from .series import Lookup

# Longer cells are prose of their own.
_LONGEST = 60
_SCRIPT = "_zh_hant"


def wrong(cases: Sequence[Case]) -> Iterator[str]:
    """Tell whether a sentence has words that nobody wrote, of its own or in quotation marks.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence; what an author says in a commentary is the author's, and what a report without a
        notebook here says is in no catalogue of ours.
    """
    record = cases[0].record
    if record.place == "commentary" or not (notebooks_dir() / f"{record.report}.ipynb").is_file():
        return
    masks, sayings, texts = _of(record.language, stamp())
    own = re.sub(f"{MARK}+", MARK, without_retold(cases, MARK))
    sentence = masks.sentence(own, [item.text for item in record.printed])
    for quoted in QUOTED.findall(record.text):
        if quoted[1:-1] not in verbatim():
            yield f"words: {quoted} is quoted, and no document gives it so"
    if sayings.holds(sentence):
        return
    # What is being written is in the catalogues only when they are brought up to date.
    if new := tuple(text for text in said(record.language) if text not in texts):
        _, sayings, texts = _of(record.language, stamp(), new)
    if not sayings.holds(sentence):
        yield "words: no message of the catalogues says so (python -m cloudcapex.locale brings them up to date)"


@lru_cache(maxsize=8)
def _of(language: str, state: Stamp, new: tuple[str, ...] = ()) -> tuple[Masks, Sayings, frozenset[str]]:
    """Gather what can be said in a language, what in it is a name, and all of its texts as they stand."""
    look = Lookup()
    masks = Masks(language, (look.names, look.parties))
    messages, called = [*sayable(language), *new], [*_called(language)]
    sayings = Sayings(map(masks.message, messages), map(masks.message, called), language)
    return masks, sayings, frozenset((*messages, *called))


def _called(language: str) -> Iterator[str]:
    """Give the cells of all columns that stand in every language: what tables call something."""
    for name in TABLES:
        table = facts.load_table(name)
        for column in table.columns:
            if f"{column}{_SCRIPT}" in table.columns:
                cells = table[Tag(language).column(str(column))].dropna()
                yield from (cell for cell in map(str, cells) if cell and len(cell) < _LONGEST)
