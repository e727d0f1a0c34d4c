"""Whether a sentence is one that somebody wrote: a message of the catalogues, its places filled.

A place is filled by numbers, times, names and quotations, by another message, by what a table calls something, or by several
of these in a row. Words that stand in no message stand in no sentence: no *not* that was put in, no clause without its other half.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .lexicon import DENIES, claims
from .masked import MARK

_WORD = re.compile(r"[A-Za-z]+|[\u3400-\u9fff]")
_JOINT = re.compile(r", and | and | or |, |; | – |、|和|或|以?及|[与與]|；|，|\. |。")
_BESIDE = re.compile(rf" |(?<={MARK})|(?={MARK})|(?<=[\u3001-\u9fff\uff01-\uffee])(?=[\u3400-\u9fff])")
_BRACKETS = re.compile(r"(.+?) ?[(（](.+)[)）]")
# What no table calls so: who counts a market, a product, an institute.
_CAPITALS = re.compile(r"[A-Z][A-Za-z&.][\w&.-]*(?: (?:(?:of|for|and|the|&) )?[A-Z\d][\w&.-]*)*(?:’s)?")


@dataclass(frozen=True)
class Message:
    """A message with places.

    Parameters
    ----------
    parts : tuple of str
        Its words before, between and after the places.
    words : frozenset of str
        The words of these; of Chinese each two characters.
    """

    parts: tuple[str, ...]
    words: frozenset[str]


class Sayings:
    """All that can be said in a language.

    Parameters
    ----------
    messages : iterable of str
        As `Masks.message` marks them.
    called : iterable of str
        What else fills places: what tables call something.
    language : str
        Of all these.
    """

    def __init__(self, messages: Iterable[str], called: Iterable[str], language: str) -> None:
        self.language = language
        # A cell of a table may say no more than *no*: in a sentence it would deny what stands beside it.
        self._called = {text for text in called if not DENIES.fullmatch(text)}
        self._plain = {*self._called}
        self._by_word: dict[str, list[Message]] = {}
        self._few = list[Message]()
        self._filled: dict[str, bool] = {}
        found, seen = [], Counter[str]()
        for text in dict.fromkeys(messages):
            parts = tuple(text.split(MARK))
            if len(parts) > 1:
                words = frozenset(word for part in parts for word in words_in(part))
                seen.update(words)
                found.append(Message(parts, words))
            elif not DENIES.fullmatch(text):
                self._plain.add(text)
        self._usual = {*seen, *(word for text in self._plain for word in words_in(text))}
        for message in found:
            # Each message is looked for where the rarest of its words stands.
            own = min(message.words, key=lambda word: (seen[word], word), default=None)
            (self._few if own is None else self._by_word.setdefault(own, [])).append(message)

    def holds(self, text: str) -> bool:
        """Whether a text, as `Masks.sentence` marks it, is a message with its places filled, or several of them."""
        if text not in self._filled:
            self._filled[text] = False  # what would fill itself
            self._filled[text] = bool(text) and self._fills(text)
        return self._filled[text]

    def _fills(self, text: str) -> bool:
        if text == MARK or not self._plain.isdisjoint(_alike(text)) or self._named(text):
            return True
        if any(self._said(alike) for alike in _stopped(text)):
            return True
        return self._listed(text) or self._beside(text)

    def _said(self, text: str) -> bool:
        """Whether a text is a message with places."""
        words = dict.fromkeys(words_in(text))
        likely = (message for word in words for message in self._by_word.get(word, ()))
        near = [message for message in likely if message.words <= words.keys()]
        # Longer ones first: what they leave to be filled is least.
        near.sort(key=lambda message: -sum(map(len, message.parts)))
        return any(self._is_of(text, message.parts) for message in (*near, *self._few))

    def _is_of(self, text: str, parts: Sequence[str]) -> bool:
        start, end = len(parts[0]), len(text) - len(parts[-1])
        if end <= start or not (text.startswith(parts[0]) and text.endswith(parts[-1])):
            return False
        return self._parted(text[start:end], parts[1:-1])

    def _parted(self, text: str, between: Sequence[str]) -> bool:
        """Whether a text is what fills places, with these words between them."""
        if not between:
            return self.holds(text)
        words, rest = between[0], between[1:]
        at = text.find(words, 1)
        while at > 0:
            if self.holds(text[:at]) and self._parted(text[at + len(words) :], rest):
                return True
            at = text.find(words, at + 1)
        return False

    def _listed(self, text: str) -> bool:
        """Whether a text is of two parts, with a joint between them or the other in brackets."""
        return any(self.holds(one) and self.holds(other) for one, other in _halves(text))

    def _beside(self, text: str) -> bool:
        """Whether a text is of two parts, with nothing between them: neither of them is a single word of a message."""
        return any(
            self.holds(one) and self.holds(other)
            for one, other in _pairs(text)
            if self._whole(one) and self._whole(other)
        )

    def _whole(self, text: str) -> bool:
        called = MARK in text or not self._called.isdisjoint(_alike(text)) or self._named(text)
        return called or len([*words_in(text)]) > 1

    def _named(self, text: str) -> bool:
        """Whether a text is a name by its capitals: not all its words are such as messages have, and none claims anything."""
        if not _CAPITALS.fullmatch(text) or self._usual.issuperset(w.lower() for w in words_in(text)):
            return False
        return not DENIES.search(text) and not any(claims(text, self.language))


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Part a text in two at its joints, or before what stands in brackets at its end."""
    if told := _BRACKETS.fullmatch(text):
        yield told[1], told[2]
    for joint in _JOINT.finditer(text):
        if joint.start():
            yield text[: joint.start()], text[joint.end() :]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Part a text in two at its spaces, in Chinese between any two characters, and beside and inside what is marked."""
    for beside in _BESIDE.finditer(text):
        if beside.start() and beside.end() < len(text):
            yield text[: beside.start()], text[beside.end() :]
    # What was marked as one may end one part and begin the other.
    for at in range(1, len(text) - 1):
        if text[at] == MARK:
            yield text[: at + 1], text[at:]


def _alike(text: str) -> tuple[str, ...]:
    """Give what a message may say where it fills a place: with its capital and with its stop."""
    return *_stopped(text), *_stopped(text[:1].upper() + text[1:])


def _stopped(text: str) -> tuple[str, ...]:
    return (text,) if text[-1:] in ".。" else (text, f"{text}。" if text[-1:] > "\u3000" else f"{text}.")


def words_in(text: str) -> Iterator[str]:
    """Give the words of a text; of Chinese, which has no spaces, each two characters that stand beside one another."""
    last = None
    for found in _WORD.finditer(text):
        if found[0].isascii():
            yield found[0]
        elif last is not None and last.end() == found.start() and not last[0].isascii():
            yield last[0] + found[0]
        last = found
