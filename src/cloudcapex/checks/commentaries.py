"""Checks of the commentaries: others' figures as the claims have them, words that their form carries, quarters that are said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from ..facts import load_table
from ..paths import data_dir
from ..periods import Quarter
from ..statements import lexicon
from .figures import figures_in
from .verdict import Check, told, verdict

_FILE = re.compile(r"(?P<quarter>\d{4}Q[1-4])\.(?P<language>[\w-]+)\.md")
_REFERENCE = re.compile(r"\{\{(.*?)\}\}", re.S)
_AT = re.compile(r"@\s*(\d{4}Q[1-4])")
_CLAIM = re.compile(r"""claim\(\s*(["'])(?P<words>.*?)\1""", re.S)
_PREDICATE = re.compile(r"""(?P<form>\w+)\((?P<given>.*?),\s*(["'])(?P<words>[^"']*)\3\s*\)""", re.S)
_SINCE = re.compile(r"""["'](\d{4}Q[1-4])["']""")
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=[。！？])|\n{2,}")
# Words that say which other quarter a figure is of.
_SAID = re.compile(
    r"\b(?:year|quarter|months?)s? (?:before|earlier|ago)|\blast (?:year|quarter)|上年|去年|前一年|上一季|前一季|上季|同期",
    re.IGNORECASE,
)
_NUMERALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_HAN = {**{c: n for n, c in enumerate("一二三四五六七八九十", start=1)}, "两": 2, "兩": 2}
_YEARS = re.compile(
    rf"(?:({'|'.join(_NUMERALS)}|\d+)\s+years?\b|([{''.join(_HAN)}]|\d+)\s*年)", re.IGNORECASE
)
_UP, _DOWN = lexicon.UP | {"above", "sped_up"}, lexicon.DOWN | {"below", "slowed"}
# What each form carries, in the words of the lexicon.
_CARRIES: dict[str, frozenset[str]] = {
    "record": lexicon.TOP | _UP,
    "lowest": lexicon.BOTTOM | _DOWN,
    "straight": _UP | _DOWN | {"streak", "held"},
    "more_than": _UP | {"double", "times", "treble"},
    "more_than_double": _UP | {"double", "times"},
    "fastest_since": lexicon.TOP | _UP,
    "faster": _UP | {"fell_less"},
    "slower": _DOWN | {"rose", "fell_more"},
    "above": _UP,
    "below": _DOWN,
}


def commentaries_say_what_is_held() -> Check:
    """Every claim in a commentary is a row of the claims, every word is carried by its form, every quarter said."""
    files = sorted((data_dir() / "commentary").glob("*.md"))
    claims = load_table("claims")[["value_low", "value_high"]].to_numpy().ravel().tolist()
    looked, faults = 0, []
    for path in files:
        name = _FILE.fullmatch(path.name)
        if not name:
            faults.append(
                told(f"{_place(path)}: the name is none of a commentary", "2026Q2.en.md", "rename the file")
            )
            continue
        text = path.read_text(encoding="utf-8")
        looked += len(_REFERENCE.findall(text))
        for at, what, valid in _faults(text, Quarter.parse(name["quarter"]), name["language"], claims):
            number = text.count("\n", 0, at) + 1
            faults.append(told(f"{_place(path)}, line {number}: {what}", valid, "correct the sentence"))
    return verdict("Commentaries say what is held", looked, faults, unit="references")


def _place(path: Path) -> str:
    return f"data/commentary/{path.name}"


def _faults(
    text: str, quarter: Quarter, language: str, claims: list[float]
) -> Iterator[tuple[int, str, str]]:
    start = 0
    for sentence in [*_SENTENCE.split(text)]:
        start = text.index(sentence, start)
        for match in _REFERENCE.finditer(sentence):
            for what, valid in _of_reference(match[1].strip(), sentence, quarter, language, claims):
                yield start + match.start(), what, valid


def _of_reference(
    reference: str, sentence: str, quarter: Quarter, language: str, claims: list[float]
) -> Iterator[tuple[str, str]]:
    for claim in _CLAIM.finditer(reference):
        figures = figures_in(claim["words"])
        if not figures or any(not any(math.isclose(f, c, rel_tol=1e-6) for c in claims) for f in figures):
            yield f"claim({claim['words']!r}) is no row of data/claims.csv", "a figure that a row of it gives"
    predicate = _PREDICATE.fullmatch(reference)
    for at in _AT.findall(reference):
        other = Quarter.parse(at)
        prose = predicate["words"] if predicate else _REFERENCE.sub("", sentence)
        if other > quarter or (other != quarter and at not in prose and not _SAID.search(prose)):
            yield (
                f"{reference!r} is of {at} in a commentary on {quarter}",
                f"{quarter}, or words that say {at}",
            )
    if predicate and predicate["form"] in _CARRIES:
        yield from _of_words(predicate, quarter, language)


def _of_words(predicate: re.Match[str], quarter: Quarter, language: str) -> Iterator[tuple[str, str]]:
    form, words = predicate["form"], predicate["words"]
    for word, licences in lexicon.claims(words, language):
        if not licences & _CARRIES[form]:
            yield (
                f"{word!r} in {words!r} is more than {form} carries",
                f"words of {', '.join(sorted(_CARRIES[form]))}",
            )
    years, since = _YEARS.search(words), _SINCE.search(predicate["given"])
    if years and since:
        said = (years[1] or years[2]).lower()
        number = _NUMERALS.index(said) + 1 if said in _NUMERALS else _HAN.get(said) or int(said)
        held = (quarter - Quarter.parse(since[1])) // 4
        if number != held:
            yield f"{years[0]!r} is said of the time since {since[1]}", f"{held} years"


CHECKS = (commentaries_say_what_is_held,)
