"""What others say, in our words: worries and common points, which a sentence tells again and does not claim.

They stand without quotation marks, which are for words that a document gives verbatim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ... import facts
from ...language.catalogue import translate
from ...language.tags import Tag
from ...paths import Stamp, stamp
from ...theses.outcomes import load_theses
from .case import Case
from .lexicon import QUOTED

# Measures whose members are what somebody says.
_OF_OTHERS = ("theses.", "remarks.")


def without_retold(cases: Sequence[Case], mark: str = " ") -> str:
    """Return the words of a sentence that are its own.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    mark : str
        What each character of others' words is replaced with.

    Returns
    -------
    str
        As long as the sentence: quotations are taken out and, where it is of worries or of common points, what is told
        again of them.
    """
    record = cases[0].record
    own = QUOTED.sub(lambda quoted: mark * len(quoted[0]), record.text)
    if any(measure.startswith(_OF_OTHERS) for case in cases for measure in _measures(case)):
        for told in _retold(record.language, stamp()):
            own = own.replace(told, mark * len(told))
    return own


def _measures(case: Case) -> Iterator[str]:
    yield case.record.measure or ""
    yield from (operand.measure for operand in case.record.operands or ())


def verbatim() -> frozenset[str]:
    """Return what may stand in quotation marks: the titles of documents, as these give them."""
    return frozenset(facts.load_table("sources")["title"].dropna().map(str))


@lru_cache(maxsize=8)
def _retold(language: str, state: Stamp) -> tuple[str, ...]:
    """Give what worries and points are called and say in a language, longest first."""
    return tuple(sorted({*_worries(language), *_points(language)}, key=len, reverse=True))


def _worries(language: str) -> Iterator[str]:
    for thesis in load_theses():
        for told in (thesis.label, thesis.statement, thesis.measure):
            yield translate(told, language).replace(" %", "\u202f%")


def _points(language: str) -> Iterator[str]:
    yield from map(str, facts.load_table("points")[Tag(language).column("name")])
