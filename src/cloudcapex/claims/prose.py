"""Claims in running text: every figure of a Markdown text whose sentence says of whom and of what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..periods import Quarter
from . import mentions
from .amounts import Numeral
from .entities import Entity, stranger
from .mentions import BREAKS, STRANGER, Mention
from .parsed import Parsed, ReadFigure
from .parts import Way
from .portions import portion
from .reading import Claim
from .sentences import sentences
from .times import Time, moved
from .vocabulary import vocabulary
from .ways import way_of
from .what import UNITS, against, falls, measure_of, source_of

_LINK = re.compile(r"\s*[(（]?\s*(?:in|for|during|of|by|at|on|as of|at the|over|through)?\s*(?:the )?\s*")
# What a figure is that stands after these words belongs to an earlier time that nothing names.
_FROM = re.compile(r"(?:\bfrom|从|從|由|自)\s*(?:about |around |nearly |roughly |约|約)?$", re.I)
# A time after these words is where something began, not when the figure was.
_SINCE = re.compile(r"(?:\bsince|自从|自從|自)\s*(?:the end of |at least |about )?$", re.I)
_BETWEEN = ("investment", "stake", "credit_share")


def claims_in_text(text: str, article: str, quarter: Quarter | None = None) -> tuple[Claim, ...]:
    """Read the claims of a Markdown text.

    Parameters
    ----------
    text : str
        Markdown; front matter, code and the targets of links are no text.
    article : str
        What the text is called; figures of one article are held against each other.
    quarter : Quarter, optional
        What a sentence without a date speaks of.

    Returns
    -------
    tuple of Claim
        In reading order, numbered by line. A figure in a sentence that names no company or no measure is left out.
    """
    known = vocabulary()
    found: list[Claim] = []
    for line, sentence in sentences(text):
        for claim in _Sentence(Parsed.of(sentence, quarter, known)).claims(article, line):
            same_line = sum(c.line == line for c in found)
            found.append(replace(claim, id=f"line{line}-{same_line + 1}"))
    return tuple(found)


class _Sentence:
    """Reads the claims of a sentence."""

    def __init__(self, told: Parsed) -> None:
        self.told = told
        self.text, self.known = told.text, told.known

    def claims(self, article: str, line: int) -> Iterator[Claim]:
        """Yield a claim for every figure whose owner and measure the sentence names."""
        if not self.told.who or not (self.told.what or self.told.growth or self.told.figures):
            return
        read: list[ReadFigure] = []
        for figure in self.told.figures:
            who = self._whose(figure)
            if not who or self._is_where_it_was(figure):
                continue
            measure = measure_of(self.told, figure, read[-1] if read else None, who)
            if measure:
                read.append(ReadFigure(figure, self._who_states(measure, who), measure))
                yield self._claim(read[-1], article, line)

    # whose -----------------------------------------------------------------------------------

    def _whose(self, figure: Numeral) -> tuple[Entity, ...]:
        """Take the last one named before the figure, all of a row of them, else one that follows in the same clause."""
        part = portion(self.told, figure)
        if part is not None:
            return (self._entity(part.who),)
        source = source_of(self.told, figure)
        if source is not None:
            return (self._entity(source),)
        row = mentions.chain(self.told.who, figure, self.text, self.told.what)
        if len(row) > 1:
            return tuple(map(self._entity, self._of_row(row, figure)))
        if row:
            return (self._entity(row[0]),)
        after = next((m for m in self.told.who if m.start >= figure.end), None)
        if after is None or BREAKS.search(self.text[figure.end : after.start]):
            return ()
        return (self._entity(after),)

    def _who_states(self, measure: str, who: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Take another whom the sentence names where only that one states what is told: *OpenAI's part of Microsoft's RPO*."""
        known = self.known.measures.get(measure)
        if (
            len(who) > 1
            or not who[0].id
            or known is None
            or known.id not in self.known.metrics
            or self.known.reads(who[0], measure)
        ):
            return who
        named = {m.what for m in self.told.who if m.what != STRANGER}
        owners = {
            e.id: e for n in named if (e := self.known.entities[n]).company and self.known.states(e, measure)
        }
        return tuple(owners.values()) if len(owners) == 1 else who

    def _entity(self, mention: Mention) -> Entity:
        if mention.what != STRANGER:
            return self.known.entities[mention.what]
        return stranger(self.text[mention.start : mention.end])

    def _of_row(self, row: list[Mention], figure: Numeral) -> list[Mention]:
        """Give each of a row its figure where as many follow, else all of them the one sum that does."""
        nxt = next((m.start for m in self.told.who if m.start >= row[-1].end), len(self.text))
        following = [f for f in self.told.figures if row[-1].end <= f.start < nxt and f.kind == figure.kind]
        if len(following) == len(row):
            return [row[following.index(figure)]]
        one_sum = len(following) == 1 or any(p.search(self.text) for p in self.known.together)
        apart = any(p.search(self.text) for p in self.known.each)
        return row if one_sum and not apart and figure.kind != "percent" else []

    def _is_where_it_was(self, figure: Numeral) -> bool:
        """Whether a figure is the level something rose from, of a time that the sentence does not name."""
        if not _FROM.search(self.text[: figure.start]):
            return False
        timed = any(
            _LINK.fullmatch(self.text[figure.end : t.start]) for t in self.told.times if t.start >= figure.end
        )
        return not timed and moved(self.text, figure.start, figure.end, "2000", 12) == "2000"

    # when ------------------------------------------------------------------------------------

    def _when(self, figure: Numeral, who: tuple[Entity, ...], measure: str) -> str:
        """Read the time of a figure: one bound to it by its words, else the nearest, else the text's own quarter."""
        base = self._time(figure)
        known = self.known.measures.get(measure.removeprefix("forecast "))
        if not base or (
            known is not None and known.of
        ):  # of a growth the year before is what it is measured from
            return base or "not stated"
        return moved(self.text, figure.start, figure.end, base, who[0].year_end_month) or "not stated"

    def _time(self, figure: Numeral) -> str:
        times = [t for t in self.told.times if not _SINCE.search(self.text[: t.start])]
        if not times:
            return str(self.told.quarter) if self.told.quarter else ""
        rows = [f for f in self.told.figures if f.kind == figure.kind]
        if len(times) == len(rows) > 1 and any(p.search(self.text) for p in self.known.each):
            return times[rows.index(figure)].text
        for time in times:
            if time.start >= figure.end and _LINK.fullmatch(self.text[figure.end : time.start]):
                return time.text
        return min(times, key=lambda t: self._off(t, figure)).text

    def _off(self, time: Time, figure: Numeral) -> int:
        if time.end <= figure.start:
            between = self.text[time.end : figure.start]
            return len(between) + 20 * len(re.findall(r"[;；]", between))
        between = self.text[figure.end : time.start]
        return len(between) + 40 * len(BREAKS.findall(between))

    # the claim ----------------------------------------------------------------------------------

    def _claim(self, told: ReadFigure, article: str, line: int) -> Claim:
        figure, who = told.figure, told.who
        sign = -1.0 if self._below(told) else 1.0
        currency = figure.currency or who[0].currency
        unit = currency if figure.kind == "money" else UNITS[figure.kind]
        written_unit = {
            "points": "percentage points",
            "percent": "%",
            "count": figure.size,
            "power": "GW" if figure.size in ("GW", "吉瓦") else "MW",
            "money": f"{'RMB' if currency == 'CNY' else 'USD'} {figure.size}".strip(),
            "times": "times",
            "years": "years",
        }[figure.kind]
        low, high = sorted((sign * figure.low, sign * figure.high))
        return Claim(
            id="",
            article=article,
            subject=self._subject(told),
            metric=told.measure,
            period=self._when(figure, who, told.measure),
            written=("-" if sign < 0 else "") + figure.written,
            written_unit=written_unit,
            low=low,
            high=high,
            unit=unit,
            qualifier=figure.qualifier,
            phrase=self.text[figure.start : figure.end].strip(),
            paraphrase=self.text,
            row=False,
            way=self._way(told),
            line=line,
        )

    def _way(self, told: ReadFigure) -> Way | None:
        """Read which way a level went; growth and changes say that themselves, and what is to come went nowhere yet."""
        known = self.known.measures.get(told.measure)
        if known is None or (known.of and told.figure.kind != "percent") or told.measure == "capex_guidance":
            return None
        return way_of(self.told, told.figure, against(self.told, told.figure))

    def _subject(self, told: ReadFigure) -> str:
        """Name whom a figure is about: of an investment the giver and the laboratory that takes it."""
        if told.measure in _BETWEEN and len(told.who) == 1:
            parties = [self._entity(m) for m in self.told.who]
            taker = next((e for e in reversed(parties) if e.kind == "lab"), None)
            giver = next((e for e in parties if e.kind == "company"), None)
            if taker is not None and giver is not None:
                return f"{giver.names[0]}-{taker.names[0]}"
        return " + ".join(e.names[0] for e in told.who)

    def _below(self, told: ReadFigure) -> bool:
        """Whether a figure stands for less than nothing: a fall told as a rate or change, or a loss."""
        if told.figure.low < 0:
            return False
        known = self.known.measures.get(told.measure.removeprefix("forecast "))
        if known is not None and known.of:
            return falls(self.told, told.figure) if not told.figure.signed else False
        mine = [m for m in self.told.what if m.what == told.measure]
        near = self.told.nearest(mine, told.figure)
        return near is not None and any(
            p.fullmatch(self.text[near.start : near.end]) for p in self.known.negative
        )
