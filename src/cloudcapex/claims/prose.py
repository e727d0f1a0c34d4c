"""Claims in running text: every figure of a Markdown text whose sentence says of whom and of what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..periods import Quarter
from .reading import Claim
from .vocabulary import ClaimMeasure, Entity, Vocabulary, vocabulary

_NUMBER = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
_SIGN = r"(?P<sign>[+−-])?"
_ENGLISH = r"(?P<size>trillion|tn|billion|bn|million|mn|m)\b"
_CHINESE = r"(?P<size>万亿|萬億|兆|亿|億|万|萬)?"
_FIGURES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("points", _SIGN + _NUMBER + r"\s?(?:pp\b|percentage points|points\b|个百分点|個百分點)"),
        ("percent", _SIGN + _NUMBER + r"\s?(?:%|per cent\b|percent\b)"),
        ("USD", _SIGN + r"(?:US\$|USD\s?|\$)" + _NUMBER + rf"\s?(?:{_ENGLISH})?"),
        ("CNY", _SIGN + r"(?:RMB\s?|CNY\s?|¥)" + _NUMBER + rf"\s?(?:{_ENGLISH})?"),
        ("CNY", _NUMBER + rf"\s?(?:{_ENGLISH})\s(?:yuan|renminbi|RMB)"),
        ("USD", _NUMBER + r"\s?(?P<size>trillion|billion|million)\b(?!\s(?:yuan|renminbi|subscribers|users|customers|seats))"),
        ("USD", _SIGN + _NUMBER + rf"\s?{_CHINESE}(?:美元|美金)"),
        ("CNY", _SIGN + _NUMBER + rf"\s?{_CHINESE}元(?:人民币|人民幣)?"),
        ("count", _NUMBER + r"\s?(?P<size>million)?\s?(?=(?:paid )?(?:subscribers|users|customers|seats)\b)"),
    )
)  # fmt: skip
_SIZES = {
    "trillion": "tn", "tn": "tn", "billion": "bn", "bn": "bn", "million": "m", "mn": "m", "m": "m",
    "万亿": "tn", "萬億": "tn", "兆": "tn", "亿": "亿", "億": "亿", "万": "万", "萬": "万",
}  # fmt: skip
_WORTH = {"tn": 1e12, "bn": 1e9, "m": 1e6, "亿": 1e8, "万": 1e4, "": 1.0}
_BREAKS = re.compile(r"[,;:，；：、]")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_WHEN = re.compile(
    r"(?P<quarter>\d{4}Q[1-4])|(?P<fiscal>FY\s?\d{2,4}\s?Q[1-4])"
    r"|(?P<ordinal>first|second|third|fourth) quarter of (?P<oyear>\d{4})"
    r"|(?P<zyear>\d{4})年第(?P<znumber>[一二三四])季度?|(?P<year>(?<![\d.$])(?:20[12]\d)(?!\d|Q|[-–/]\d))(?=年|\b)"
)


@dataclass(frozen=True)
class _Mention:
    """What stands where in a sentence."""

    start: int
    end: int
    what: str


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
        for claim in _claims(sentence, line, article, quarter, known):
            same_line = sum(c.line == line for c in found)
            found.append(Claim(**{**claim.__dict__, "id": f"line{line}-{same_line + 1}"}))
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a Markdown text with the line each begins on, marks of Markdown taken off."""
    body = re.sub(r"\A---\n.*?\n---\n", lambda m: "\n" * m[0].count("\n"), text, count=1, flags=re.S)
    body = re.sub(r"(?ms)^(```|~~~).*?^\1", lambda m: "\n" * m[0].count("\n"), body)
    line = 1
    for block in re.split(r"(\n\s*\n|\n(?=[-*+#>|] ?))", body):
        if block.strip():
            start = line + len(block) - len(block.lstrip("\n"))
            yield from _split(_plain(block.strip("\n")), start)
        line += block.count("\n")


def _plain(block: str) -> str:
    block = re.sub(r"!?\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", block)
    block = re.sub(r"`[^`\n]*`", lambda m: " " * len(m[0]), block)
    block = re.sub(r"(?m)^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+", "", block)
    return re.sub(r"\\([\\`*_\[\]<>$~|])", r"\1", re.sub(r"(?<!\\)\*+|(?<!\\)~~", "", block))


def _split(block: str, line: int) -> Iterator[tuple[int, str]]:
    position = 0
    for end in [*(m.end() for m in re.finditer(r"[.!?](?=\s+[^\sa-z])|[。！？]", block)), len(block)]:
        sentence = block[position:end]
        if sentence.strip():
            lead = len(sentence) - len(sentence.lstrip())
            yield line + block.count("\n", 0, position + lead), re.sub(r"\s+", " ", sentence.strip())
        position = end


def _claims(
    sentence: str, line: int, article: str, quarter: Quarter | None, known: Vocabulary
) -> Iterator[Claim]:
    who = _entities(sentence, known)
    what = _measures(sentence, known)
    if not who or not what:
        return
    for match, kind in _figures(sentence):
        entity = _whose(match.start(), match.end(), who, sentence, known)
        measure = _of_what(match, kind, what, sentence, known)
        if entity and measure:
            yield _claim(
                sentence, line, article, entity, measure, _when(sentence, match, quarter), match, kind
            )


def _figures(sentence: str) -> list[tuple[re.Match[str], str]]:
    """Find the figures of a sentence in reading order, each once, by the pattern that says most."""
    found: list[tuple[re.Match[str], str]] = []
    for kind, pattern in _FIGURES:
        for match in pattern.finditer(sentence):
            if not any(match.start() < m.end() and m.start() < match.end() for m, _ in found):
                found.append((match, kind))
    return sorted(found, key=lambda f: f[0].start())


def _claim(
    sentence: str,
    line: int,
    article: str,
    entity: Entity,
    measure: ClaimMeasure,
    period: str,
    match: re.Match[str],
    kind: str,
) -> Claim:
    groups = match.groupdict()
    number, size = groups["number"], _SIZES.get(groups.get("size") or "", "")
    sign = -1.0 if groups.get("sign") in ("−", "-") else 1.0
    unit, written_unit, scale = {
        "points": ("share", "percentage points", 0.01),
        "percent": ("share", "%", 0.01),
        "count": ("count", "million" if size else "", _WORTH[size]),
    }.get(kind, (kind, f"{'RMB' if kind == 'CNY' else 'USD'} {size}".strip(), _WORTH[size]))
    value = sign * float(number.replace(",", "")) * scale
    hedge = re.search(
        r"\b(over|more than|at least|about|nearly|almost|close to|up to)\s*\S{0,3}$",
        sentence[: match.start()],
    )
    words = {"over": "over", "more than": "over", "at least": "at_least", "up to": "up_to"}
    return Claim(
        id="", article=article, subject=entity.names[0], metric=measure.id, period=period,
        written=("-" if sign < 0 else "") + number, written_unit=written_unit, low=value, high=value, unit=unit,
        qualifier=words.get(hedge[1], "about") if hedge else "", phrase=match[0].strip(), paraphrase=sentence, line=line,
    )  # fmt: skip


def _entities(sentence: str, known: Vocabulary) -> list[_Mention]:
    names = sorted(((n, e.id) for e in known.entities.values() for n in e.names), key=lambda x: -len(x[0]))
    return _mentions(sentence, [(_word(name), key) for name, key in names])


def _word(name: str) -> re.Pattern[str]:
    edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if name.isascii() else "{}"
    return re.compile(edge.format(r"\s*".join(map(re.escape, name.split()))))


def _measures(sentence: str, known: Vocabulary) -> list[_Mention]:
    patterns = [(p, m.id) for m in known.measures.values() for p in m.prose]
    # Chinese words follow Latin ones with or without a space between.
    bounded = [
        (re.compile(f"(?<![A-Za-z]){p.pattern}" if p.pattern[0].isascii() else p.pattern, re.I), key)
        for p, key in patterns
    ]
    return _mentions(sentence, bounded, longest=True)


def _mentions(
    sentence: str, patterns: Iterable[tuple[re.Pattern[str], str]], longest: bool = False
) -> list[_Mention]:
    found = [
        _Mention(m.start(), m.end(), key) for pattern, key in patterns for m in pattern.finditer(sentence)
    ]
    if longest:
        found.sort(key=lambda m: m.start - m.end)
    kept: list[_Mention] = []
    for mention in found:
        if not any(mention.start < k.end and k.start < mention.end for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _whose(start: int, end: int, who: list[_Mention], sentence: str, known: Vocabulary) -> Entity | None:
    """Take the last one named before the figure, else one that follows in the same clause."""
    before = [m for m in who if m.end <= start]
    if before:
        return known.entities[before[-1].what]
    after = next((m for m in who if m.start >= end), None)
    if after is None or _BREAKS.search(sentence[end : after.start]):
        return None
    return known.entities[after.what]


def _of_what(
    match: re.Match[str], kind: str, what: list[_Mention], sentence: str, known: Vocabulary
) -> ClaimMeasure | None:
    """Take the nearest measure that can be in the figure's unit; a signed percentage is a rate of growth."""
    if kind == "points":
        return known.measures["ai_points"] if any(m.what == "ai_points" for m in what) else None
    nearest = [m.what for m in sorted(what, key=lambda m: _away(m, match, sentence))]
    if kind != "percent":
        unit = "count" if kind == "count" else kind
        return next((known.measures[name] for name in nearest if unit in known.measures[name].units), None)
    rates = [name for name in nearest if "share" in known.measures[name].units and name != "ai_points"]
    if not match.groupdict().get("sign") and (not rates or rates[0] != "revenue_growth"):
        return known.measures[rates[0]] if rates else None
    # Growth of the amount that stands nearest: capex grows, too. Where no amount is named, revenue is meant.
    amount = next((n for n in nearest if {"USD", "CNY"} & set(known.measures[n].units)), "revenue")
    growth = known.growth_of.get(amount)
    return known.measures[growth] if growth else None


def _away(mention: _Mention, figure: re.Match[str], sentence: str) -> int:
    """Weigh how far a measure stands from a figure: what comes after it in another clause belongs to another one."""
    if mention.end <= figure.start():
        between = sentence[mention.end : figure.start()]
        return len(between) + 40 * len(_BREAKS.findall(between))
    between = sentence[figure.end() : mention.start]
    return len(between) + 1000 * len(_BREAKS.findall(between))


def _when(sentence: str, figure: re.Match[str], quarter: Quarter | None) -> str:
    """Read the time nearest to a figure; the text's own quarter where a sentence names none."""
    times = [m for m in _WHEN.finditer(sentence) if m.end() <= figure.start() or m.start() >= figure.end()]
    if not times:
        return str(quarter) if quarter else "not stated"
    near = min(times, key=lambda m: max(m.start() - figure.end(), figure.start() - m.end()))
    groups = near.groupdict()
    if groups["ordinal"]:
        return f"{groups['oyear']}Q{_ORDINALS[groups['ordinal']]}"
    if groups["zyear"]:
        return f"{groups['zyear']}Q{_ORDINALS[groups['znumber']]}"
    return near[0]
