"""Whose each number is, and who is listed with whom: names and figures stand in the words as they do in the objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import numbers
from .case import Case
from .loose import undated
from .printed import OF_TWO, bounded
from .times import days_in

_LISTED = re.compile(r"(?:’s|’)?(?:, and | and | or |, |、|和|或|以?及|[与與])")
# What is told on this side of one of these is of its own.
_STRETCH = re.compile(r"[;；。]|[:：](?!\d)|\.(?!\d)")
_MOST = re.compile(r"\bmost\b|多[数數]")
_PARTS = re.compile(r"[/>+]")


@dataclass(frozen=True)
class Word:
    """A name, or something that is told of one or several.

    Parameters
    ----------
    start, end : int
        Where it stands.
    text : str
        As it stands.
    name : str
        The slug of who is named; empty for a figure.
    of : frozenset of str
        Whose a figure is; a day may be of several.
    """

    start: int
    end: int
    text: str
    name: str = ""
    of: frozenset[str] = frozenset()


def wrong(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Tell which numbers and names have changed places.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    text : str
        Its words; what is not to be read is blanked out.
    """
    names = _names(cases[0], text)
    figures, astray = _numbers(cases, text, names)
    if astray:
        yield f"printed: {astray} does not stand behind the numbers that are told before it"
        return
    yield from _lists(cases, text, names)
    yield from _counted(cases)
    yield from _parted(cases, {name.name for name in names})
    if not names:
        return
    told = sorted(
        [*names, *(f for f in (*figures, *_days(cases, text)) if f.of)], key=lambda word: word.start
    )
    # Between a company and its figure may stand with whom it deals, and the other way round.
    companies = frozenset(cases[0].look.companies)
    for stretch in _stretches(text, told):
        for kind in (True, False):
            yield from _owners([w for w in stretch if kind == bool(companies & (w.of or {w.name}))])


def _names(case: Case, text: str) -> list[Word]:
    """Find who is named: companies, and those who deal with them."""
    found = [Word(n.start, n.end, text[n.start : n.end], n.slug) for n in case.look.names.find(text)]
    apart = case.look.names.blank(text)
    found += [Word(n.start, n.end, text[n.start : n.end], n.slug) for n in case.look.parties.find(apart)]
    return sorted(found, key=lambda word: word.start)


def _numbers(cases: Sequence[Case], text: str, names: Sequence[Word]) -> tuple[list[Word], str]:
    """Find the printed numbers, in the order in which they are told, and the first that is out of it."""
    for name in names:
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    left, at, found = undated(text), 0, list[Word]()
    of_two = any(case.record.form in ("times", "gap") and len(_whose(case)) > 1 for case in cases)
    for item in cases[0].record.printed:
        of = frozenset[str]()
        if item.of and not (item.unit in OF_TWO and of_two):
            of = frozenset(filter(cases[0].look.named, _slugs(cases[0], [item.of])))
        place = bounded(item.text).search(left, at)
        if found and found[-1].text == item.text and len(numbers.read(item.text)) > 1:
            continue  # the other end of a range
        if place is None:
            return found, item.text
        at = place.end()
        found.append(Word(place.start(), place.end(), item.text, of=of))
    return found, ""


def _whose(case: Case) -> set[str]:
    return {*case.record.population, *(operand.of for operand in case.operands)}


def _days(cases: Sequence[Case], text: str) -> Iterator[Word]:
    """Find the days that other tables tell of somebody."""
    own = [(o.of, case.read(o.measure, o.of, o.quarter)) for case in cases for o in case.outside]
    for start, end, day in days_in(text):
        of = {_PARTS.split(whose)[0] for whose, read in own if any(day in reading.about for reading in read)}
        yield Word(start, end, text[start:end], of=frozenset(of))


def _stretches(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    """Part names and figures where the words part what is told of one from what is told of another."""
    for word in words:  # a name may have a full stop or a colon of its own
        text = text[: word.start] + " " * (word.end - word.start) + text[word.end :]
    ends = [found.start() for found in _STRETCH.finditer(text)] + [len(text)]
    start = 0
    for end in ends:
        yield [word for word in words if start <= word.start < end]
        start = end


def _owners(words: Sequence[Word]) -> Iterator[str]:
    """Each figure follows whose it is, or comes before; or names are listed, and as many figures in their order."""
    named = {word.name for word in words if word.name}
    figures = [word for word in words if word.of]
    for strange in (f for f in figures if named and not f.of & named):
        yield f"words: {strange.text} is of {', '.join(sorted(strange.of))}, and stands beside {', '.join(sorted(named))}"
    figures = [word for word in figures if word.of & named]
    if len(named) < 2 or not figures:
        return
    after = [f for f in figures if _last(words, f) not in f.of]
    before = [f for f in figures if _next(words, f) not in f.of]
    if after and before and not _parallel(words, figures):
        wrong = min((after, before), key=len)[0]
        yield f"words: {wrong.text} does not stand beside {', '.join(sorted(wrong.of))}, whose it is"


def _last(words: Sequence[Word], figure: Word) -> str:
    return next((w.name for w in reversed(words) if w.name and w.start < figure.start), "")


def _next(words: Sequence[Word], figure: Word) -> str:
    return next((w.name for w in words if w.name and w.start > figure.start), "")


def _parallel(words: Sequence[Word], figures: Sequence[Word]) -> bool:
    names = [word.name for word in words if word.name]
    return len(names) == len(figures) and all(n in f.of for n, f in zip(names, figures, strict=True))


def _lists(cases: Sequence[Case], text: str, names: Sequence[Word]) -> Iterator[str]:
    """Those who are listed are one of the sets that the objects tell of, nobody more and nobody less."""
    runs: list[list[Word]] = []
    for name in names:
        if runs and _LISTED.fullmatch(text[runs[-1][-1].end : name.start]):
            runs[-1].append(name)
        else:
            runs.append([name])
    several = [run for run in runs if len(run) > 1]
    if not several:
        return
    sets = {_slugs(cases[0], members) for members in _sets(cases)}
    # Whose figures a table counted, the table says.
    about = {of for case in cases for of in case.about}
    for run in several:
        listed = frozenset(name.name for name in run)
        if listed not in sets and not listed <= about:
            yield f"words: {', '.join(name.text for name in run)} are listed, and nothing is told of just them"


def _sets(cases: Sequence[Case]) -> Iterator[list[str]]:
    """Give the sets that objects tell of: their populations, in part and together."""
    for case in cases:
        record = case.record
        yield from (record.population, record.known, record.true_of, record.false_of, [*record.unknown])
        for reason in {*record.unknown.values()}:
            yield [of for of, why in record.unknown.items() if why == reason]
        for part in record.result.values():
            for members in part.values() if isinstance(part, dict) else (part,):
                if isinstance(members, list):
                    yield [str(member) for member in members]
        yield [o.of for o in case.operands]
        yield from ([whose] for whose in _whose(case))
    for form in {case.record.form for case in cases}:
        alike = [case.record for case in cases if case.record.form == form]
        yield [of for record in alike for of in record.true_of]
        yield [of for record in alike for of in record.population]


def _slugs(case: Case, members: Sequence[str]) -> frozenset[str]:
    """Return who the members of a set are; some are several, some are of two, and some are told by their names."""
    found: set[str] = set()
    for member in members:
        named = {name.slug for table in (case.look.names, case.look.parties) for name in table.find(member)}
        found |= named or {*_PARTS.split(member)}
    return frozenset(found)


def _parted(cases: Sequence[Case], spoken: set[str]) -> Iterator[str]:
    """Of those who are parted into groups by name, none is dropped."""
    record = cases[0].record
    if any(item.unit == "count" for item in record.printed) or _MOST.search(record.text):
        return
    for case in (case for case in cases if case.record.form == "split"):
        groups = [members for members in case.record.result["groups"].values() if members]
        parted = [member for members in groups for member in members]
        dropped = [member for member in parted if member not in spoken]
        # Where all did the same nobody need be named, but who leads.
        if len(groups) > 1 and 0 < len(dropped) < len(parted):
            yield f"words: {', '.join(dropped)} is in one of the groups, and not named"


def _counted(cases: Sequence[Case]) -> Iterator[str]:
    """Who is listed behind a count is one of those counted."""
    text = cases[0].record.text
    head, colon, tail = text.partition(":") if ":" in text else text.partition("：")
    spoken = cases[0].look.names.spoken(tail)
    for case in cases:
        record = case.record
        # Whose own figures are told are listed for those.
        told = {of for other in cases if other.record.form == "value" for of in other.record.true_of}
        wrong = [of for of in record.false_of if of in spoken - told]
        counts = record.form == "each" and bool(record.true_of) and not cases[0].look.names.find(head)
        if colon and counts and wrong and len(cases) == 1 + _tellings(cases):
            yield f"words: {', '.join(wrong)} is listed among the {len(record.true_of)} of whom it is true"


def _tellings(cases: Sequence[Case]) -> int:
    """Count the objects that only give a figure."""
    return sum(case.record.form == "value" for case in cases)
