"""The words of a sentence against its objects: every number is theirs, every claim is held, nobody is named amiss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .accounted import unaccounted
from .case import Case
from .lexicon import QUOTED, UNIVERSAL, ClaimWord, claims
from .licences import Licence, licences
from .loose import counts_of, digits_left, number_words, quarter_in, undated
from .printed import CLAUSE, bounded, of_sentence, texts

_COUNTING = UNIVERSAL | {"most"}
# A clause that compares names others than those it speaks of.
_COMPARES = re.compile(
    r"\bthan\b|\bwhile\b|\bagainst\b|\bas much as\b|\bof\b.*\bof\b|比|[于於]|同|[与與]", re.IGNORECASE
)


def wrong(cases: Sequence[Case]) -> Iterator[str]:
    """Tell what is wrong with the words of one sentence.

    Parameters
    ----------
    cases : sequence of Case
        Its objects, each of which holds by itself.
    """
    record = cases[0].record
    yield from of_sentence(cases)
    # What stands in quotation marks is somebody else's: it is named, not claimed, and so is who is named in it.
    own = QUOTED.sub(lambda quoted: " " * len(quoted[0]), record.text)
    plain = blanked(undated(own), texts(record.printed))
    allowed = licences(cases)
    said = list(claims(_without_names(cases[0], plain), record.language))
    names = {licence.what for licence in allowed}
    for claim in said:
        if not claim.needs & names:
            yield f"words: “{claim.word}” is said, and nothing holds of {' or '.join(sorted(claim.needs))}"
    yield from _said_of(cases[0], plain, said, allowed)
    yield from _strangers(cases, said)
    yield from _leaders(cases)
    yield from _spans(cases)
    yield from _listed(cases)
    yield from digits_left(plain)
    yield from number_words(plain, record.language, counts_of(cases))


def blanked(text: str, parts: Sequence[str]) -> str:
    """Put spaces in the place of some parts of a text."""
    for part in parts:
        text = bounded(part).sub(lambda match: " " * len(match[0]), text)
    return text


def _without_names(case: Case, text: str) -> str:
    for name in case.look.names.find(text):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


def _said_of(case: Case, text: str, said: Sequence[ClaimWord], allowed: Sequence[Licence]) -> Iterator[str]:
    """Of whom a clause says something, of them it holds."""
    for clause in CLAUSE.finditer(text):
        own = [c for c in said if c.said_of and clause.start() <= c.start < clause.end()]
        if len(own) != 1 or _COMPARES.search(clause[0]):
            continue
        of = frozenset[str]().union(*(licence.of for licence in allowed if licence.what in own[0].needs))
        strange = case.look.names.spoken(clause[0]) - of
        if strange and of:
            yield f"words: “{own[0].word}” is said of {', '.join(sorted(strange))}, and holds of {', '.join(sorted(of))}"


def _strangers(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """A sentence that counts names nobody outside its sets, and accounts for everybody inside."""
    counting = [c for c in said if c.needs & _COUNTING and not c.needs & {"leader", "absence", "some"}]
    if not counting:
        return
    whom = {of for case in cases for of in case.record.population}
    strange = sorted(cases[0].look.names.spoken(cases[0].record.text) - whom)
    if strange:
        yield f"words: {', '.join(strange)} is named beside “{counting[0].word}” and not of the population"
    for case in cases if any(c.needs & UNIVERSAL for c in counting) else ():
        if case.record.form != "none" and (left := unaccounted(case)):
            yield f"words: “{counting[0].word}”, and {', '.join(left)} is neither named nor counted"


def _leaders(cases: Sequence[Case]) -> Iterator[str]:
    """Who leads is named."""
    spoken = cases[0].look.names.spoken(cases[0].record.text)
    for case in cases:
        if case.record.form == "leader":
            told = {str(of) for of in case.record.result["leaders"]} & set(case.look.companies)
            if missing := sorted(told - spoken):
                yield f"words: {', '.join(missing)} leads and is not named"


def _spans(cases: Sequence[Case]) -> Iterator[str]:
    """Since when, or of how many, stands in the words."""
    for case in cases:
        result, record = case.record.result, case.record
        counted = any(item.value == result.get("n") for item in record.printed)
        if record.place in ("lead", "commentary"):
            continue  # a lead's takeaway prints the span; of a commentary's words the predicate holds years and quarter
        if "since" in result and not counted and not quarter_in(record.text, result["since"]):
            yield f"words: neither {result['since']} nor {result['n']} stands in them"


def _listed(cases: Sequence[Case]) -> Iterator[str]:
    """Who is listed behind a count is one of those counted."""
    text = cases[0].record.text
    head, colon, tail = text.partition(":") if ":" in text else text.partition("：")
    spoken = cases[0].look.names.spoken(tail)
    for case in cases:
        record = case.record
        wrong = [of for of in record.false_of if of in spoken]
        counts = record.form == "each" and bool(record.true_of) and not cases[0].look.names.find(head)
        if colon and counts and wrong and len(cases) == 1 + _tellings(cases):
            yield f"words: {', '.join(wrong)} is listed among the {len(record.true_of)} of whom it is true"


def _tellings(cases: Sequence[Case]) -> int:
    """Count the objects that only give a figure."""
    return sum(case.record.form == "value" for case in cases)
