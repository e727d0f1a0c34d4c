"""The words of a sentence against its objects: every number is theirs, every claim is held, nobody is named amiss."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ...periods import Quarter
from . import against, bound, denied, payments, subjects, times
from .accounted import counts_in, unaccounted
from .case import Case, same
from .lexicon import UNIVERSAL, ClaimWord, claims
from .licences import Licence, licences, on_top
from .loose import counts_of, digits_left, number_words, quarter_in, undated, years_in
from .names import Clause
from .printed import bounded, of_sentence, texts
from .retold import without_retold

_COUNTING = UNIVERSAL | {"most"}
# A clause that compares names others than those it speaks of.
_COMPARES = re.compile(
    r"\bthan\b|\bwhile\b|\bagainst\b|\bas much as\b|\bof\b.*\bof\b|比|[于於]|同|[与與]", re.IGNORECASE
)

_NOUGHT = re.compile(r"[高低大小多少][于於](?:零|0(?!\d))")


def wrong(cases: Sequence[Case]) -> Iterator[str]:
    """Tell what is wrong with the words of one sentence.

    Parameters
    ----------
    cases : sequence of Case
        Its objects, each of which holds by itself.
    """
    record = cases[0].record
    yield from of_sentence(cases)
    # What others say is named, not claimed, and so is who is named in it.
    own = without_retold(cases)
    plain = blanked(undated(own), texts(record.printed))
    allowed = licences(cases)
    # A company may be called 360, First or Most, a house that forecasts the consensus of all: what a name says is no
    # claim and no figure.
    look = cases[0].look
    # A label says what a figure is of, whatever words and digits are in it: capex (basis not disclosed), Microsoft 365.
    labels = (label for case in cases for name in case.about for label in look.labels(name))
    unlabelled = blanked(own, [label for label in (*look.numbered, *labels) if label in own])
    unnamed = look.quoted.blank(look.names.blank(unlabelled))
    bare = blanked(undated(unnamed), texts(record.printed))
    said = list(claims(bare, record.language))
    names = {licence.what for licence in allowed}
    for claim in said:
        if not claim.needs & names:
            yield f"words: “{claim.word}” is said, and nothing holds of {' or '.join(sorted(claim.needs))}"
    yield from _said_of(cases[0], plain, said, allowed)
    yield from _strangers(cases, said)
    yield from _leaders(cases)
    yield from _spans(cases)
    yield from _counted(cases, said)
    yield from _sides(cases, said)
    yield from _limits(cases, said)
    yield from _below(cases, said)
    yield from _beside_counts(cases, said)
    yield from _of_everybody(cases, said)
    yield from _turned(cases, said)
    yield from denied.wrong(cases, said, bare)
    yield from digits_left(bare)
    yield from number_words(bare, record.language, counts_of(cases))
    yield from times.wrong(cases, cases[0].look.names.blank(own))
    yield from against.wrong(cases, own)
    yield from subjects.wrong(cases, own)
    yield from payments.wrong(cases, own)
    yield from bound.wrong(cases, own)


def blanked(text: str, parts: Sequence[str]) -> str:
    """Put spaces in the place of some parts of a text."""
    for part in parts:
        text = bounded(part).sub(lambda match: " " * len(match[0]), text)
    return text


def _said_of(case: Case, text: str, said: Sequence[ClaimWord], allowed: Sequence[Licence]) -> Iterator[str]:
    """Of whom a clause says something, of them it holds."""
    for clause in case.look.names.clauses(text):
        own = [c for c in said if c.said_of and clause.start <= c.start < clause.end]
        if len(own) != 1 or _COMPARES.search(_NOUGHT.sub("", clause.text)):
            continue
        of = frozenset[str]().union(*(licence.of for licence in allowed if licence.what in own[0].needs))
        # What holds of `meta.meta_ai_monthly_users`, a figure that Meta gives, may be said beside Meta's name.
        givers = {one.partition(".")[0] for one in of}
        strange = case.look.names.spoken(clause.text) - of - givers
        if strange and of:
            yield f"words: “{own[0].word}” is said of {', '.join(sorted(strange))}, and holds of {', '.join(sorted(of))}"


def _strangers(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """A sentence that counts names nobody outside its sets, and accounts for everybody inside."""
    counting = [c for c in said if c.needs & _COUNTING and not c.needs & {"leader", "absence", "some"}]
    if not counting:
        return
    whom = {of for case in cases for of in case.record.population}
    strange = sorted(cases[0].look.names.spoken(without_retold(cases)) - whom)
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
    """Since when, or of how many, stands in the words; in quarters, in whole years, or as ever."""
    for case in cases:
        result, record = case.record.result, case.record
        if "since" not in result or quarter_in(record.text, result["since"]):
            continue
        counted = any(item.value == result["n"] for item in record.printed)
        ever = record.form in ("record", "lowest") and _EVER.search(record.text)
        if not counted and not ever and _years(case) not in years_in(record.text):
            yield f"words: neither {result['since']} nor {result['n']} stands in them"


_EVER = re.compile(r"\bany quarter\b|\bever\b|任何一[个個]?季", re.IGNORECASE)


def _years(case: Case) -> int:
    return (case.quarter - Quarter.parse(case.record.result["since"])) // 4


def _counted(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """Of a count of some the words tell how many, who, or that it is most of them."""
    record, look = cases[0].record, cases[0].look
    if record.place == "lead" and not said:
        return  # a label: its takeaway says so
    counts = {int(item.value) for item in record.printed if item.unit == "count"}
    counts |= counts_in(blanked(undated(record.text), texts(record.printed)))
    spoken = look.names.spoken(record.text)
    vague = {name for claim in said for name in claim.needs} & _VAGUE
    for case in cases:
        true = case.record.true_of
        bound = case.record.threshold
        # Who is told of by a word is looked up by that word: of verdicts the words may count the others.
        if bound is not None and isinstance(bound.value, str):
            continue
        if case.record.form != "each" or case.record.quantifier != "k_of_n" or not true or vague:
            continue
        if not set(true) <= spoken and len(true) not in counts:
            yield f"words: they tell neither of whom it is true nor of how many, {len(true)}"


# Words that say no number where there is one.
_VAGUE = frozenset({"most", "some", "universal", "both", "mixed"})


def _limits(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """A bound is nought, stands in the words, or is what a word of theirs means."""
    names = {name for claim in said for name in claim.needs}
    for case in cases:
        record = case.record
        limit = record.threshold.value if record.threshold else 0.0
        if record.form != "each" or not isinstance(limit, float) or limit == 0:
            continue
        if record.place == "lead" and not said:
            continue
        unit = record.threshold.unit if record.threshold else ""
        printed = any(same(abs(limit), abs(i.value)) for i in record.printed if i.unit == unit)
        meant = _MEANS.get((limit, unit), set())
        ways = limit == 2 and _BOTH_WAYS.search(record.text)
        if not printed and not names & meant and not ways:
            yield f"words: nothing in them says {limit:g}"


# What a bound on a rate of growth, or on a count, is called.
_MEANS = {
    (-0.5, "share"): {"half"},
    (1.0, "share"): {"double"},
    (2.0, "share"): {"treble"},
}

_BOTH_WAYS = re.compile(r"\b(?:both ways|one way)\b|[双雙单單]向")


def _below(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """Of whom it is true that they lie below a bound, that is said: what says no side means above."""
    names = {name for claim in said for name in claim.needs}
    for case in cases:
        record = case.record
        limit = record.threshold.value if record.threshold else None
        if record.form != "each" or not isinstance(limit, float) or record.direction is not None:
            continue
        above = on_top(case, limit)
        within = _WITHIN.search(record.text)
        if not above and not names & _UNDER and not within:
            yield f"words: nothing in them says that {', '.join(record.true_of)} lie below {limit:g}"
        # Who ended within something is off it by nought, and by more who did not.
        if limit == 0 and within and not names & _OVER and any(case.now(of) > 0 for of in record.true_of):
            yield f"words: “{within[0]}” is said of {', '.join(record.true_of)}, who lie above nought"


def _beside_counts(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """In a clause that counts of whom it is true, words of a side or direction are those of what is true of them."""
    record = cases[0].record
    counts = {item.text: item.value for item in record.printed if item.unit == "count" and item.value}
    for clause in cases[0].look.names.clauses(record.text):
        bare = cases[0].look.names.blank(clause.text)  # a name may hold a digit
        here = {n for text, n in counts.items() if bounded(text).search(bare)}
        counted = [c for c in cases if c.record.form == "each" and len(c.record.true_of) in here]
        allowed = {
            licence.what
            for case in counted
            for licence in licences([case])
            if licence.of <= {*case.record.true_of} or licence.what not in _SIDES
        }
        for claim in said if counted else ():
            inside = clause.start <= claim.start < clause.end and claim.needs & _SIDES
            if inside and not claim.needs & allowed:
                yield f"words: “{claim.word}” is said of those counted, and does not hold of them"


def _of_everybody(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """In a clause that speaks of all, both or none, words of a side or direction are those of what so holds."""
    held = [(case.record.form, _names(case)) for case in cases]
    for clause in cases[0].look.names.clauses(cases[0].record.text):
        # What follows *as* or *while* is a clause of its own, without a comma.
        joint = _JOINT.search(clause.text)
        for word in (c for c in said if c.needs & UNIVERSAL and "some" not in c.needs):
            if not clause.start <= word.start < clause.end:
                continue
            own = _half(clause, joint, word)
            here = [c for c in said if own[0] <= c.start < own[1]]
            of = [(form, names) for form, names in held if names & word.needs]
            if not of or any(form not in ("each", "split") for form, _ in of):
                continue
            allowed = frozenset[str]().union(*(names for _, names in of))
            for claim in here:
                if claim.needs & _SIDES and not claim.needs & allowed:
                    yield f"words: “{claim.word}” is said beside “{word.word}”, and does not so hold"


_JOINT = re.compile(r"\b(?:as|while)\b(?= (?:every|each|all|both|no|neither|none|most)\b)", re.IGNORECASE)


def _half(clause: Clause, joint: re.Match[str] | None, word: ClaimWord) -> tuple[int, int]:
    """Return the part of a clause that a word stands in."""
    if joint is None:
        return clause.start, clause.end
    middle = clause.start + joint.start()
    return (middle, clause.end) if word.start >= middle else (clause.start, middle)


def _turned(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """A fall that slows or quickens, in one breath, is one figure's: 下降放緩 is not said of growth that slowed."""
    for fall, pace in itertools.pairwise(said):
        if fall.end != pace.start or "down" not in fall.needs or not pace.needs & _PACES:
            continue
        if not any("down" in names and names & _PACES for names in map(_names, cases)):
            yield f"words: “{fall.word}{pace.word}” is said, and no figure that fell did so"


def _names(case: Case) -> set[str]:
    return {licence.what for licence in licences([case])}


_PACES = frozenset({"slowed", "sped_up", "fell_less", "fell_more"})
_SIDES = frozenset({"above", "below", "up", "down"})
_UNDER = frozenset({"below", "negative", "down", "upper", "half"})
_OVER = frozenset({"above", "positive", "up", "lower"})
_WITHIN = re.compile(r"\bwithin\b|\binside\b|\bkept to\b|之[内內]|以[内內]")


def _sides(cases: Sequence[Case], said: Sequence[ClaimWord]) -> Iterator[str]:
    """Beside the figure that another is held against stands on which side of it that lies."""
    record = cases[0].record
    for case in cases:
        if case.record.form not in ("gap", "times"):
            continue
        a, b = float(case.record.result["a"]), float(case.record.result["b"])
        against = [item.text for item in record.printed if same(item.value, b)]
        if a == b or len(against) != 1 or sum(item.text == against[0] for item in record.printed) > 1:
            continue
        right, wrong = ("above", "below") if a > b else ("below", "above")
        for clause in cases[0].look.names.clauses(record.text):
            if not bounded(against[0]).search(clause.text):
                continue
            own = [c for c in said if clause.start <= c.start < clause.end and c.needs & {right, wrong}]
            if len(own) == 1 and right not in own[0].needs:
                yield f"words: “{own[0].word}” {against[0]}, which {a:.6g} is {right}"
