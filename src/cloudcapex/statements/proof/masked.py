"""A sentence with a mark in the place of its numbers, times, names and quotations: what is left are words of messages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...language.tags import is_chinese
from .lexicon import QUOTED
from .names import CompanyNames
from .printed import bounded
from .times import untimed

MARK = "\ue000"
_PLACE = re.compile(r"\{[^{}]*\}")
_GAPS = re.compile(r"[\u00a0\u202f\u2009]")
# Of labels: Article 021, Form 10-K, A100, GPT-4; a quarter without its year is none.
_DIGITS = re.compile(r"(?!Q[1-4]\b)[A-Za-z]+-?\d(?:[A-Za-z\d_-]|\.(?=\d))*|(?<!\bQ)\d+(?:[.,]\d+)*")
# 約為32億: the writer puts *about* before the copula of a message; it is read where the message has it.
_IS_ABOUT = re.compile(f"([约約])([为為])(?={MARK})")
_OF_ABOUT = re.compile(f"([约約]|至[少多])(相当于|相當於|占(?!比)|是)([^，；。：、]*的)(?={MARK})")
_ONE = rf"(?:[(（]{MARK}[)）]|{MARK}(?:[’']s?(?!\w)|年(?![增减減]))?)"
# What is listed, or told of another in brackets, fills as much as one does.
_LISTED = re.compile(rf"{_ONE}(?:(?:, and | and | or |, | ?– ?|、|和|或|以?及|[与與]| |){_ONE})*")


class Masks:
    """Puts marks in the place of what fills messages, and in the places of these.

    Parameters
    ----------
    language : str
        Of the words.
    tables : iterable of CompanyNames
        Whose names are marked.
    """

    def __init__(self, language: str, tables: Iterable[CompanyNames]) -> None:
        self.language, self._tables = language, tuple(tables)

    def message(self, text: str) -> str:
        """Mark the places of a message, and the names and quotations among its words."""
        return self._level(_PLACE.sub(MARK, self._named(text)))

    def sentence(self, text: str, printed: Iterable[str]) -> str:
        """Mark everything in a sentence that fills a message."""
        text = untimed(self._named(text), MARK, years=False)
        for number in sorted({_GAPS.sub(" ", part) for part in printed}, key=len, reverse=True):
            if number in text:
                text = bounded(number).sub(MARK, text)
        return self._level(untimed(text, MARK))

    def _named(self, text: str) -> str:
        text = QUOTED.sub(MARK, _GAPS.sub(" ", text))
        for table in self._tables:
            text = table.marked(text, MARK)
        return text

    def _level(self, text: str) -> str:
        """Mark a list once; in Chinese take out the spaces, where page and writer leave room in ways of their own."""
        if is_chinese(self.language):
            text = text.replace(" ", "")
        text = _OF_ABOUT.sub(r"\2\3\1", _IS_ABOUT.sub(r"\2\1", _DIGITS.sub(MARK, text)))
        return _LISTED.sub(MARK, text)
