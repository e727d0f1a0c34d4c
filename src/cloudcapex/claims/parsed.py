"""A sentence taken apart: its times and figures, who and what it names, and its words of growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..periods import Quarter
from . import amounts, mentions
from .amounts import Numeral
from .entities import Entity
from .mentions import Mention, away
from .restricted import narrowed
from .times import Time, times
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class ReadFigure:
    """A figure of a sentence with whom and what it is of."""

    figure: Numeral
    who: tuple[Entity, ...]
    measure: str


@dataclass(frozen=True)
class Parsed:
    """A sentence and what is named in it, each in reading order."""

    text: str
    quarter: Quarter | None
    known: Vocabulary
    times: tuple[Time, ...]
    figures: Sequence[Numeral]
    who: Sequence[Mention]
    what: Sequence[Mention]
    growth: Sequence[Mention]

    @classmethod
    def of(cls, text: str, quarter: Quarter | None, known: Vocabulary) -> Parsed:
        """Take a sentence apart; ``quarter`` is what its text speaks of."""
        when = times(text, quarter)
        who, what = mentions.named(text, known, when)
        grown = mentions.growth(text, known, what)
        names = mentions.names_with_digits(text, known)
        figures = [
            f
            for f in amounts.amounts_in(text, when)
            if not any(s <= f.start and f.start < e for s, e in names)
        ]
        return cls(text, quarter, known, when, figures, who, what, grown)

    def away(self, mention: Mention, figure: Numeral) -> int:
        """Weigh how far a mention stands from a figure."""
        return away(mention, figure.start, figure.end, self.text)

    def nearest(self, found: Sequence[Mention], figure: Numeral) -> Mention | None:
        """Choose the mention nearest to a figure."""
        return min(found, key=lambda m: self.away(m, figure), default=None)

    def called(self, measure: Mention) -> str:
        """Name a measure by its id, or by its words where they narrow it to something the vocabulary does not know."""
        taken: list[Time | Mention] = [*self.times, *self.who, *(m for m in self.what if m != measure)]
        return narrowed(self.text, measure.start, measure.end, taken, self.known) or measure.what
