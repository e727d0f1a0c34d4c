"""What is denied: a *not* before a claim is said of those of whom it is not so, and is not left out where it is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...language.tags import is_chinese
from .case import Case
from .lexicon import DENIES, ClaimWord
from .licences import licences

# Close enough before a claim to deny it.
_ENGLISH = re.compile(r"(?:\b(?:not|never|no longer|cannot|nor|neither)\b|n’t\b)[^,;:.]{0,12}$")
_CHINESE = re.compile(r"(?:[没沒]有|[并並]?不|尚未|[从從]未|未)[^，；。：、]{0,3}$")
_DIRECTIONS = frozenset({"rose", "fell", "held", "sped_up", "slowed", "fell_less", "fell_more"})
_SIDES = frozenset({"up", "down", "above", "below", "positive", "negative"})
_SAYS = {
    **{rising: {"up"} for rising in ("rose", "sped_up")},
    **{falling: {"down"} for falling in ("fell", "slowed", "fell_less", "fell_more")},
}
# These may be of two other figures beside: capex took more than the cash that came in.
_COMPARED = re.compile(r"more|less|high|low(?!er than zero)|[多少]")


def wrong(cases: Sequence[Case], said: Sequence[ClaimWord], text: str) -> Iterator[str]:
    """Tell which claims are denied of those of whom they hold, and which are not of those of whom they do not.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    said : sequence of ClaimWord
        Its claims.
    text : str
        Its words; what is not to be read is blanked out.
    """
    first = cases[0]
    if any(case.record.form == "none" for case in cases) and not DENIES.search(first.record.text):
        yield "words: of something nothing is told, and they do not say so"
    near = _CHINESE if is_chinese(first.record.language) else _ENGLISH
    own = [word for word in said if word.needs & (_DIRECTIONS | _SIDES)]
    untrue = [case for case in cases if _of_nobody(case)]
    for clause in first.look.names.clauses(first.record.text):
        spoken = first.look.names.spoken(clause.text)
        for word in (w for w in own if clause.start <= w.start < clause.end):
            if near.search(text[clause.start : word.start]):
                of = [case for case in untrue if word.needs & _denies(case)]
                if not any(spoken <= {*case.record.false_of, *case.record.unknown} for case in of):
                    yield f"words: “{word.word}” is denied, and nothing tells of whom it is not so"
            elif not DENIES.search(clause.text) and not _COMPARED.search(word.word):
                yield from _left_out(cases, untrue, word)


def _of_nobody(case: Case) -> bool:
    """Whether of all that is known of nobody it is true."""
    record = case.record
    bound = record.threshold.value if record.threshold else 0.0
    return record.form == "each" and not record.true_of and bool(record.false_of) and isinstance(bound, float)


def _denies(case: Case) -> set[str]:
    """Return what those did not do of whom it is not true."""
    record = case.record
    if record.direction is not None:
        return {record.direction} | _SAYS.get(record.direction, set())
    limit = record.threshold.value if record.threshold else 0.0
    above = isinstance(limit, float) and all(case.now(of) > limit for of in record.false_of)
    sides = {"below", "down"} if above else {"above", "up"}
    return sides | ({"negative" if above else "positive"} if limit == 0 else set())


def _left_out(cases: Sequence[Case], untrue: Sequence[Case], word: ClaimWord) -> Iterator[str]:
    others = [case for case in cases if case not in untrue]
    held = {licence.what for licence in licences(others)}
    if word.needs & held:
        return
    if any(word.needs & _denies(case) for case in untrue):
        yield f"words: “{word.word}” is said, and it is so of nobody"
