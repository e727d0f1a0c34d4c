"""Claims in running text: every figure of a Markdown text whose sentence says of whom and of what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..periods import Quarter
from . import amounts, mentions
from .amounts import Numeral
from .entities import Entity
from .mentions import BREAKS, Mention, away
from .reading import Claim
from .sentences import sentences
from .times import Time, moved, times
from .vocabulary import Vocabulary, vocabulary

_LINK = re.compile(r"\s*[(（]?\s*(?:in|for|during|of|by|at|on|as of|at the|over|through)?\s*(?:the )?\s*")
_LINK_BEFORE = re.compile(r"[\s:：]*(?:was|were|is|of|为|為|是|達|达|:|：)?\s*[(（]?\s*(?:[A-Z]{0,3}\$?)?")
# What a figure is that stands after these words belongs to an earlier time that nothing names.
_FROM = re.compile(r"(?:\bfrom|从|從|由|自)\s*(?:about |around |nearly |roughly |约|約)?$", re.I)
_BESIDE = 20
_BETWEEN = ("investment", "stake", "credit_share")
_SUMMED = ("USD", "CNY", "count", "MW")


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
        for claim in _Sentence.read(sentence, quarter, known).claims(article, line):
            same_line = sum(c.line == line for c in found)
            found.append(replace(claim, id=f"line{line}-{same_line + 1}"))
    return tuple(found)


@dataclass(frozen=True)
class _Read:
    """A figure of a sentence with whom and what it is of."""

    figure: Numeral
    who: tuple[Entity, ...]
    measure: str


@dataclass(frozen=True)
class _Sentence:
    """A sentence and what is named in it."""

    text: str
    quarter: Quarter | None
    known: Vocabulary
    times: tuple[Time, ...]
    figures: Sequence[Numeral]
    who: Sequence[Mention]
    what: Sequence[Mention]
    growth: Sequence[Mention]

    @classmethod
    def read(cls, text: str, quarter: Quarter | None, known: Vocabulary) -> _Sentence:
        when, (who, what) = times(text, quarter), mentions.named(text, known)
        grown = mentions.growth(text, known, what)
        return cls(text, quarter, known, when, amounts.amounts_in(text, when), who, what, grown)

    def claims(self, article: str, line: int) -> Iterator[Claim]:
        """Yield a claim for every figure whose owner and measure the sentence names."""
        if not self.who or not (self.what or self.growth):
            return
        told: list[_Read] = []
        for figure in self.figures:
            who = self._whose(figure)
            if not who or self._is_where_it_was(figure):
                continue
            measure = self._of_what(figure, told[-1] if told else None, who)
            if measure:
                told.append(_Read(figure, who, measure))
                yield self._claim(told[-1], article, line)

    # whose -----------------------------------------------------------------------------------

    def _whose(self, figure: Numeral) -> tuple[Entity, ...]:
        """Take the last one named before the figure, all of a row of them, else one that follows in the same clause."""
        row = mentions.chain(self.who, figure, self.text)
        if len(row) > 1:
            of_row = self._of_row(row, figure)
            return tuple(self.known.entities[m.what] for m in of_row)
        if row:
            return (self.known.entities[row[0].what],)
        after = next((m for m in self.who if m.start >= figure.end), None)
        if after is None or BREAKS.search(self.text[figure.end : after.start]):
            return ()
        return (self.known.entities[after.what],)

    def _of_row(self, row: list[Mention], figure: Numeral) -> list[Mention]:
        """Give each of a row its figure where as many follow, else all of them the one sum that does."""
        nxt = next((m.start for m in self.who if m.start >= row[-1].end), len(self.text))
        following = [f for f in self.figures if row[-1].end <= f.start < nxt and f.kind == figure.kind]
        if len(following) == len(row):
            return [row[following.index(figure)]]
        one_sum = len(following) == 1 or any(p.search(self.text) for p in self.known.together)
        apart = any(p.search(self.text) for p in self.known.each)
        return row if one_sum and not apart and figure.kind != "percent" else []

    # what ------------------------------------------------------------------------------------

    def _of_what(self, figure: Numeral, before: _Read | None, who: tuple[Entity, ...]) -> str:
        if figure.kind == "points":
            return "ai_points" if any(m.what == "ai_points" for m in self.what) else ""
        if figure.kind == "percent":
            return self._rate(figure, before)
        units = {"money": {figure.currency or who[0].currency}, "count": {"count"}, "power": {"MW"}}[
            figure.kind
        ]
        measure = self._nearest(figure, units)
        if measure and figure.kind == "money" and self._is_change(figure):
            return f"{measure}_change"
        if measure and self._expected(figure):
            return "capex_guidance" if measure.startswith("capex") else f"forecast {measure}"
        return measure

    def _nearest(self, figure: Numeral, units: set[str]) -> str:
        """Name the nearest measure that can be in some units."""
        near = sorted(self.what, key=lambda m: away(m, figure.start, figure.end, self.text))
        return next((m.what for m in near if units & set(self.known.measures[m.what].units)), "")

    def _rate(self, figure: Numeral, before: _Read | None) -> str:
        """Tell whether a percentage is a share or a growth, and of what: of the figure before it, unless another is named."""
        shares = [
            m for m in self.what if "share" in self.known.measures[m.what].units and m.what != "ai_points"
        ]
        share = min(shares, key=lambda m: away(m, figure.start, figure.end, self.text), default=None)
        grown = self._grown(figure)
        if not figure.signed and share is not None and (grown is None or self._nearer(share, grown, figure)):
            return f"forecast {share.what}" if self._expected(figure) else share.what
        if not figure.signed and grown is None:
            return ""
        amount = self._grows(figure, before)
        if amount not in self.known.measures:
            return ""
        name = f"{amount}_growth{self._against(figure)}"
        return f"forecast {name}" if self._expected(figure) else name

    def _nearer(self, one: Mention, other: Mention, figure: Numeral) -> bool:
        return away(one, figure.start, figure.end, self.text) < away(
            other, figure.start, figure.end, self.text
        )

    def _grown(self, figure: Numeral) -> Mention | None:
        return min(self.growth, key=lambda m: away(m, figure.start, figure.end, self.text), default=None)

    def _grows(self, figure: Numeral, before: _Read | None) -> str:
        """Name the amount that grows: one named since the last amount, else that amount's, else the nearest, else revenue."""
        amount = [m for m in self.what if self._can_grow(m, figure)]
        if before is not None:
            since = [m for m in amount if before.figure.end <= m.start < figure.start]
            if not since:
                plain = before.measure.removeprefix("forecast ")
                known = self.known.measures.get(plain)
                if known and (known.of or set(_SUMMED) & set(known.units)):
                    return known.of or plain
            amount = since or amount
        near = sorted(amount, key=lambda m: away(m, figure.start, figure.end, self.text))
        return near[0].what if near else "revenue"

    def _can_grow(self, mention: Mention, figure: Numeral) -> bool:
        """Whether a rate may be the growth of what is named: any amount of money, a count only where it stands beside."""
        units = set(self.known.measures[mention.what].units)
        return bool({"USD", "CNY"} & units) or (
            bool(set(_SUMMED) & units) and away(mention, figure.start, figure.end, self.text) < _BESIDE
        )

    def _against(self, figure: Numeral) -> str:
        """Say what a growth is measured against where the words around it do."""
        start = max((f.end for f in self.figures if f.end <= figure.start), default=0)
        end = min((f.start for f in self.figures if f.start >= figure.end), default=len(self.text))
        around = (
            self.text[max(start, figure.start - 30) : figure.start],
            self.text[figure.end : min(end, figure.end + 45)],
        )
        ahead = next((t for t in re.split(r"[,;，；(（]", around[0])[-1:]), "")
        behind = re.split(
            r"[;；)）]|[,，](?! (?:in|at|on) (?:a )?constant)|(?:\band\b|\bor\b)", around[1].lstrip(" (（")
        )[0]
        for name, patterns in (("_cc", self.known.growth.constant), ("_qoq", self.known.growth.sequential)):
            if any(p.search(part) for p in patterns for part in (ahead, behind)):
                return name
        return ""

    def _is_change(self, figure: Numeral) -> bool:
        """Whether an amount is by how much something rose: *up $4.6bn*."""
        before = self.text[: figure.start]
        return any(
            m.what != "noun"
            and m.end <= figure.start
            and re.fullmatch(r"\s*(?:by )?(?:a )?(?:了)?\s*", before[m.end :])
            for m in self.growth
        )

    def _falls(self, figure: Numeral) -> bool:
        grown = self._grown(figure)
        return grown is not None and grown.what == "fall"

    def _expected(self, figure: Numeral) -> bool:
        """Whether the clause of a figure tells what is to come."""
        start = max((m.end() for m in re.finditer(r"[;；]", self.text[: figure.start])), default=0)
        return any(p.search(self.text[start : figure.start]) for p in self.known.expects)

    def _is_where_it_was(self, figure: Numeral) -> bool:
        """Whether a figure is the level something rose from, of a time that the sentence does not name."""
        if not _FROM.search(self.text[: figure.start]):
            return False
        timed = any(
            _LINK.fullmatch(self.text[figure.end : t.start]) for t in self.times if t.start >= figure.end
        )
        return not timed and moved(self.text, figure.start, figure.end, "2000", 12) == "2000"

    # when ------------------------------------------------------------------------------------

    def _when(self, figure: Numeral, who: tuple[Entity, ...], kind: str) -> str:
        """Read the time of a figure: one bound to it by its words, else the nearest, else the text's own quarter."""
        base = self._time(figure)
        if not base or kind == "percent":
            return base or "not stated"
        return moved(self.text, figure.start, figure.end, base, who[0].year_end_month) or "not stated"

    def _time(self, figure: Numeral) -> str:
        if not self.times:
            return str(self.quarter) if self.quarter else ""
        rows = [f for f in self.figures if f.kind == figure.kind]
        if len(self.times) == len(rows) > 1 and any(p.search(self.text) for p in self.known.each):
            return self.times[rows.index(figure)].text
        for time in self.times:
            if time.start >= figure.end and _LINK.fullmatch(self.text[figure.end : time.start]):
                return time.text
        return min(self.times, key=lambda t: self._off(t, figure)).text

    def _off(self, time: Time, figure: Numeral) -> int:
        if time.end <= figure.start:
            between = self.text[time.end : figure.start]
            return len(between) + 20 * len(re.findall(r"[;；]", between))
        between = self.text[figure.end : time.start]
        return len(between) + 40 * len(BREAKS.findall(between))

    # the claim ----------------------------------------------------------------------------------

    def _claim(self, told: _Read, article: str, line: int) -> Claim:
        figure, who = told.figure, told.who
        sign = -1.0 if self._below(told) else 1.0
        currency = figure.currency or who[0].currency
        unit, written_unit = {
            "points": ("share", "percentage points"),
            "percent": ("share", "%"),
            "count": ("count", figure.size),
            "power": ("MW", "GW" if figure.size in ("GW", "吉瓦") else "MW"),
            "money": (currency, f"{'RMB' if currency == 'CNY' else 'USD'} {figure.size}".strip()),
        }[figure.kind]
        low, high = sorted((sign * figure.low, sign * figure.high))
        return Claim(
            id="",
            article=article,
            subject=self._subject(told),
            metric=told.measure,
            period=self._when(figure, who, figure.kind),
            written=("-" if sign < 0 else "") + figure.written,
            written_unit=written_unit,
            low=low,
            high=high,
            unit=unit,
            qualifier=figure.qualifier,
            phrase=self.text[figure.start : figure.end].strip(),
            paraphrase=self.text,
            row=False,
            line=line,
        )

    def _subject(self, told: _Read) -> str:
        """Name whom a figure is about: of an investment the giver and the laboratory that takes it."""
        if told.measure in _BETWEEN and len(told.who) == 1:
            parties = [self.known.entities[m.what] for m in self.who]
            taker = next((e for e in reversed(parties) if e.kind == "lab"), None)
            giver = next((e for e in parties if e.kind == "company"), None)
            if taker is not None and giver is not None:
                return f"{giver.names[0]}-{taker.names[0]}"
        return " + ".join(e.names[0] for e in told.who)

    def _below(self, told: _Read) -> bool:
        """Whether a figure stands for less than nothing: a fall told as a rate or change, or a loss."""
        if told.figure.low < 0:
            return False
        known = self.known.measures.get(told.measure.removeprefix("forecast "))
        if known is not None and known.of:
            return self._falls(told.figure) if not told.figure.signed else False
        mine = [m for m in self.what if m.what == told.measure]
        near = min(mine, key=lambda m: away(m, told.figure.start, told.figure.end, self.text), default=None)
        return near is not None and any(
            p.fullmatch(self.text[near.start : near.end]) for p in self.known.negative
        )
