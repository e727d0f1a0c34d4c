"""Which way a sentence says a level went, and whether the figures before it bear that out: *fell to $30.1bn*, 翻倍至."""

from __future__ import annotations

import datetime as dt
import math
import re

from .agreement import agreement
from .amounts import Numeral
from .findings import Finding
from .lookup import look_up
from .mentions import Mention
from .parsed import Parsed
from .parts import Part, Way
from .resolve import Question
from .spans import Span, of_quarter

# Between the word that says which way and the figure: by how much, from where, and how the figure is hedged.
_TO = re.compile(
    r"(?P<between>[^;；。:：]{0,60}?)[,，]?\s?(?:(?<![A-Za-z])to(?![A-Za-z])|至|到|为|為)\s*"
    r"(?:(?:about|around|nearly|roughly|almost|over|more than|just|only|some|an?|the|record|as much as)\s+)*"
    r"(?:约|約|了|近|超过|超過|逾|大约|大約|接近|创纪录的|創紀錄的)*\s?",
    re.I,
)
_BEHIND = re.compile(
    r"[,，]?\s?(?:同比|较去年同期|較去年同期|按年|年增|是去年同期的|为去年同期的|為去年同期的)?"
)
# Words that measure it against another time than the quarter or the year before.
_OTHERWISE = re.compile(
    r"(?<![A-Za-z])(?:since|within|over the (?:past|last)|in (?:just |only |less than )?(?:a|two|three|four|five|six|\d+) (?:years?|months))"
    r"|自20|以来|以來|[两兩二三四五六七八九十\d]\s?年(?:内|內|间|間|来|來|里|裡|前)",
    re.I,
)
_MORE = re.compile(r"(?:more than|over|超过|超過|逾|超)\s?$", re.I)
_NEARLY = re.compile(r"(?:nearly|almost|close to|近|将近|將近|几乎|幾乎|接近)\s?$", re.I)
# A multiple told in a word is one by and large: *doubled* of what is 1.7 to 2.4 times as much.
_LARGELY, _HARDLY, _FAR = 1.2, 1.03, 1.6
# A smaller move is none, so it can be no move the other way.
_STILL = 0.005


def way_of(told: Parsed, figure: Numeral, against: str) -> Way | None:
    """Read which way a figure is said to have gone.

    Parameters
    ----------
    told : Parsed
        The sentence.
    figure : Numeral
        One of its figures: a level.
    against : str
        ``_qoq`` where the words around it say that it is measured against the quarter before.

    Returns
    -------
    Way or None
        None where no word is bound to the figure, or where it is measured against some other time.
    """
    ways = told.known.ways
    since = max(
        (f.end for f in told.figures if f.end <= figure.start and not _is_between(told, f, figure)), default=0
    )
    if _OTHERWISE.search(told.text, since) or figure.low <= 0:
        return None
    against = against or ("_yoy" if any(p.search(told.text) for p in ways.yearly) else "")
    times = _times(told, figure, since)
    if times is not None:
        return Way(*times, against)
    found = [
        (match.end(), least, most)
        for patterns, least, most in _directions(told, figure)
        for p in patterns
        for match in p.finditer(told.text, since, figure.start)
        if _bound(told, match, figure)
    ]
    # Of several the nearest leads there: of *growth slowed to* that it slowed.
    return Way(*max(found)[1:], against) if found else None


def _directions(
    told: Parsed, figure: Numeral
) -> tuple[tuple[tuple[re.Pattern[str], ...], float, float], ...]:
    ways, pace = told.known.ways, figure.kind == "percent"
    up, down = (*ways.up, *(ways.faster if pace else ())), (*ways.down, *(ways.slower if pace else ()))
    return (up, 1.0, math.inf), (down, 0.0, 1.0)


def _is_between(told: Parsed, other: Numeral, figure: Numeral) -> bool:
    """Whether a figure only says by how much, or from where, another one went: *rose 8% to*, *from $5bn to*."""
    rest = told.text[other.end : figure.start]
    return len(rest) < 40 and not re.search(r"[,;；。，](?!\s?(?:to|至|到))", rest)


def _bound(told: Parsed, word: re.Match[str], figure: Numeral) -> bool:
    """Whether a word of direction leads to a figure, with nobody and nothing else named between."""
    between = _TO.fullmatch(told.text, word.end(), figure.start)
    if between is None:
        return False
    named: list[Mention] = [*told.who, *told.what]
    return not any(word.end() <= m.start < figure.start for m in named)


def _times(told: Parsed, figure: Numeral, since: int) -> tuple[float, float] | None:
    """Read the multiple that words give, before a figure or right behind it."""
    for factor, patterns in told.known.ways.times.items():
        for p in patterns:
            for match in p.finditer(told.text, since):
                ahead = match.end() <= figure.start and _bound(told, match, figure)
                behind = match.start() >= figure.end and _BEHIND.fullmatch(
                    told.text, figure.end, match.start()
                )
                if ahead or behind:
                    return _bounds(factor, told.text[: match.start()])
    return None


def _bounds(factor: float, before: str) -> tuple[float, float]:
    up = max(factor, 1 / factor)
    least, most = up / _LARGELY, up * _LARGELY
    if _MORE.search(before):
        least, most = up / _HARDLY, up * _FAR
    elif _NEARLY.search(before):
        least, most = up / _LARGELY, up * _HARDLY
    return (least, most) if factor > 1 else (1 / most, 1 / least)


def contrary(question: Question, part: Part, way: Way, as_of: dt.date) -> Finding | None:
    """Find the figure before a level that shows it went another way than was said.

    Parameters
    ----------
    question, part, way : Question, Part, Way
        Who is asked about, the level, and which way it is said to have gone there.
    as_of : date
        Nothing known later is seen.

    Returns
    -------
    Finding or None
        None where a figure before it bears the words out, or where one that could is not known.
    """
    if len(part.spans) != 1:
        return None
    (span,) = part.spans
    now = [
        f for f in look_up(question, part.measure, span, as_of) if agreement(part, f) in ("exact", "close")
    ]
    shown: Finding | None = None
    for earlier in _before(span, way):
        pair = _same(now, look_up(question, part.measure, earlier, as_of))
        if pair is None or _went(pair[0], pair[1], way):
            return None
        shown = shown or pair[1]
    return shown


def _before(span: Span, way: Way) -> list[Span]:
    found = [span.year_before] if way.against != "_qoq" else []
    if way.against != "_yoy" and span.kind in ("quarter", "month"):
        found.append(of_quarter(span.last_quarter - 1))
    return found


def _same(now: list[Finding], then: list[Finding]) -> tuple[Finding, Finding] | None:
    """Pair a level with the one before it on one metric and definition."""
    for one in now:
        for other in then:
            alike = (one.metric, one.definition) == (other.metric, other.definition)
            if alike and one.bearing == other.bearing == "fact" and one.single and other.single:
                return one, other
    return None


def _went(now: Finding, then: Finding, way: Way) -> bool:
    if way.least >= 1.0 and math.isinf(way.most):
        return now.low >= then.low - _STILL * abs(then.low)
    if way.least == 0.0:
        return now.low <= then.low + _STILL * abs(then.low)
    return then.low <= 0 or way.least <= now.low / then.low <= way.most
