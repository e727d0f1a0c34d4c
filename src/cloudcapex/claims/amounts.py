"""The figures of a sentence: amounts, rates, points, counts and power, with how they are hedged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .fractions import counted_in, fractions_in
from .times import Time

Kind = Literal["percent", "points", "money", "count", "power", "times", "years"]

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_EN = r"(?:quadrillion|trillion|trn|tn|billion|bn|million|mn|[bBmM])(?![A-Za-z])"
_ZH = r"(?:万亿|萬億|兆(?!瓦)|千亿|千億|百亿|百億|亿|億|百万|百萬|千万|千萬|万|萬)"
_SIZE = rf"(?:{_EN}|{_ZH})"
_DOLLAR = r"(?:US\s?\$|USD\s?|(?<![A-Za-z])\$)"
_YUAN = r"(?:(?<![A-Za-z])(?:RMB|CNY|Rmb)\s?|(?:CN)?[¥￥]\s?|人民[币幣]\s?)"
_DOLLARS = r"(?:\s?(?:美元|美金)|\s(?:US |U\.S\. )?dollars|\s?USD(?![A-Za-z])|\s?US\$)"
_YUANS = r"(?:\s?元(?:人民[币幣])?|\s?人民[币幣]|\s(?:yuan|renminbi)|\s?RMB(?![A-Za-z])|\s?CNY(?![A-Za-z]))"
_THINGS = (
    r"(?:\s?(?:(?:paid|paying|enterprise|external|active|daily|weekly|monthly|commercial|new|generative|gen|AI|API|CUDA|trusted|patient|large|cloud|[A-Z][A-Za-z]+|365) )*"
    r"(?:subscribers|users|customers|seats|organi[sz]ations|developers|people|GPUs?|chips|employees|models|servers"
    r"|tokens|testers|advertisers|enterprises|businesses|companies|agents|encounters|minutes|downloads|conversations|requests|calls|factories)\b"
    r"|\s?[名位家个個块塊颗顆张張片款种種余餘多的]*\s?(?:付费|付費|企业|企業|活跃|活躍|月活|日活|商业|商業|受信任|信任|生成式\s?AI|大语言|大型語言)*\s?"
    r"(?:用户|用戶|使用者|客户|客戶|订阅|訂閱|席位|授权|授權|开发者|開發者|人|GPU|卡|芯片|晶片|家|名|个|個|款|台|[种種](?!植)"
    r"|次|分钟|分鐘|[Tt]okens?|词元|詞元|测试|測試|广告主|廣告主|模型|智能体|代理|对话|對話|企业|企業|机构|機構))"
)
_SEP = r"\s?(?:-|–|—|~|～|to|至|到)\s?"
_WORTH = {
    "quadrillion": 1e15,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "万亿": 1e12,
    "萬億": 1e12,
    "兆": 1e12,
    "千亿": 1e11,
    "千億": 1e11,
    "百亿": 1e10,
    "百億": 1e10,
    "亿": 1e8,
    "億": 1e8,
    "千万": 1e7,
    "千萬": 1e7,
    "百万": 1e6,
    "百萬": 1e6,
    "万": 1e4,
    "萬": 1e4,
    "": 1.0,
}
WRITTEN_SIZES = {
    1e15: "quadrillion",
    1e12: "tn",
    1e11: "千亿",
    1e10: "百亿",
    1e9: "bn",
    1e8: "亿",
    1e7: "千万",
    1e6: "m",
    1e4: "万",
    1.0: "",
}


@dataclass(frozen=True)
class Numeral:
    """One figure of a sentence.

    Attributes
    ----------
    start, end : int
        Where it stands.
    kind : {'percent', 'points', 'money', 'count', 'power', 'times', 'years'}
        What it is in.
    currency : str
        ``USD``, ``CNY``, or empty where the text leaves it to whom it is about.
    written, size : str
        The number as a row of a table of claims has it, and the word for its power of ten.
    low, high : float
        In whole units; a percentage is a fraction.
    signed : bool
        Whether a plus or minus stands before it.
    qualifier : str
        How it is hedged: as in ``claims.csv``.
    """

    start: int
    end: int
    kind: Kind
    currency: str
    written: str
    size: str
    low: float
    high: float
    signed: bool
    qualifier: str


_Pattern = tuple[Kind, str, re.Pattern[str]]


def _both(kind: Kind, currency: str, before: str, size: str, after: str) -> tuple[_Pattern, ...]:
    """Return the pattern of a range and that of a single figure."""
    sign = r"(?P<sign>[+−-](?=[\d$¥U]))?"
    one = rf"(?<![\d.,]){sign}{before}(?P<low>{_NUMBER})\s?(?P<size>{size})?{after}"
    low = rf"{before}(?P<low>{_NUMBER})\s?(?P<lowsize>{size})?(?:{after})?"
    high = rf"(?:{before})?(?P<high>{_NUMBER})\s?(?P<size>{size})?{after}"
    return (
        (kind, currency, re.compile(rf"(?<![\d.,]){low}{_SEP}{high}")),
        (kind, currency, re.compile(rf"(?<=between ){low} and {high}")),
        (kind, currency, re.compile(one)),
    )


_NOTHING = r"(?!)"
_FIGURES: tuple[_Pattern, ...] = (
    *_both(
        "points",
        "",
        "",
        _NOTHING,
        r"(?:\s?(?:ppts?|pps?|pts)\b|[- ]?percentage[- ]points?|\s(?:points?)\b|\s?[个個]百分[点點])",
    ),
    *_both("percent", "", "", _NOTHING, r"(?:\s?%|\s?(?:per cent|percent|pct)\b)"),
    *_both("power", "", "", r"(?:GW|吉瓦|MW|兆瓦)(?![A-Za-z])", ""),
    *_both(
        "times",
        "",
        "",
        _NOTHING,
        r"(?:[- ]?fold\b|[xX×](?![A-Za-z0-9])|\stimes\b(?! (?:that|its|the|as|more|what))|\s?倍)",
    ),
    *_both(
        "years",
        "",
        "",
        _NOTHING,
        r"(?:[- ]years?\b(?! (?:ago|earlier|before|to|of))|\s?年(?=[，,。；、的至到]|$))",
    ),
    *_both("money", "USD", _DOLLAR, _SIZE, _DOLLARS + "?"),
    *_both("money", "CNY", _YUAN, _SIZE, _YUANS + "?"),
    *_both("money", "USD", "", _SIZE, _DOLLARS),
    *_both("money", "CNY", "", _SIZE, _YUANS),
    *_both("count", "", "", _SIZE, rf"(?={_THINGS})"),
    *_both("money", "", "", _SIZE, ""),
)
_POWER = {"GW": 1e3, "吉瓦": 1e3, "MW": 1.0, "兆瓦": 1.0}

_AFTER_HEDGES = (
    ("about", re.compile(r"\s?(?:左右|上下|or so)")),
    ("over", re.compile(r"\s?(?:以上|or more)")),
)
_HEDGES = (
    ("under", r"less than|under|below|fewer than|no more than|不到|不足|低于|低於|少于|少於|未满|未滿"),
    ("at_least", r"at least|no less than|not less than|至少|不少于|不少於|不低于|不低於"),
    (
        "over",
        r"over|more than|above|exceed(?:ed|ing|s)?|topp?(?:ed|ing|s)|surpass(?:ed|ing|es)?|pass(?:ed|es|ing)|past|north of|in excess of"
        r"|greater than|超过|超過|超|逾|突破|高于|高於|多于|多於|大于|大於",
    ),
    ("up_to", r"up to|as much as|at most|最多|上限|至多"),
    (
        "about",
        r"about|around|roughly|approximately|nearly|almost|close to|some|circa|an estimated|estimated"
        r"|大约|大約|约为|約為|约|約|接近|将近|將近|近|几乎|幾乎|差不多|大概",
    ),
)
_BEFORE_HEDGES = tuple(
    (
        name,
        re.compile(rf"(?:(?<![A-Za-z])(?:{words})|(?<=[\u4e00-\u9fff])(?:{words}))\s?(?:a |an |的)?$", re.I),
    )
    for name, words in _HEDGES
)

# What is counted may stand before its number: 付费用户达130万, *subscribers reached 1.3 million*.
_COUNTED_BEFORE = re.compile(
    r"(?:(?:subscribers|users|customers|seats|organi[sz]ations|developers|tokens|testers|advertisers|downloads|conversations|encounters)"
    r" (?:reached|hit|topped|passed|exceeded|surpassed|numbered|(?:came|rose|grew|climbed|jumped) to|stood at|were|was|of)"
    r"(?: (?:about|around|nearly|over|more than|some|roughly|a record))*\s"
    r"|(?:用户|用戶|客户|客戶|席位|授权|授權|开发者|開發者|测试者|測試者|广告主|廣告主|企业|企業|月活|日活|下载|下載|调用|調用|呼叫|对话|對話|模型|智能体|代理)(?:数|數|量|次数|次數)?"
    r"(?:已|也|就|更|合计|合計)*(?:达到|达|達到|達|为|為|是|有|超过|超過|逾|突破|增至|升至|涨至|漲至|约|約|近|接近|将近|將近|至|到|\s)*)$",
    re.I,
)

_MINUS = re.compile(r"(?:(?<![A-Za-z])(?:minus|negative)\s|[负負]\s?)(?:about |some |约|約)?$", re.I)


def amounts_in(sentence: str, times: Sequence[Time]) -> list[Numeral]:
    """Find the figures of a sentence.

    Parameters
    ----------
    sentence : str
        One sentence.
    times : sequence of Time
        Its times: no number of them is a figure.

    Returns
    -------
    list of Numeral
        In reading order, each number once, by the pattern that says most.
    """
    text = _masked(sentence, times)
    found = [_worded(sentence, *told) for told in fractions_in(text)]
    found += [_counted(sentence, *told) for told in counted_in(text)]
    for kind, currency, pattern in _FIGURES:
        for match in pattern.finditer(text):
            if not any(match.start() < f.end and f.start < match.end() for f in found):
                found.extend(_figure(sentence, match, kind, currency))
    return sorted(found, key=lambda f: f.start)


def _worded(sentence: str, start: int, end: int, value: float) -> Numeral:
    """Take a fraction in words for a percentage that is about it: *two-thirds of*, 六成."""
    hedged = _hedge(sentence, start, end) or "about"
    return Numeral(
        start, end, "percent", "", f"{100 * value:.2g}", "", value, value, signed=False, qualifier=hedged
    )


def _counted(sentence: str, start: int, end: int, value: float, kind: Kind) -> Numeral:
    """Take a number in words for a multiple or a life: *sixfold*, *five years*."""
    hedged = _hedge(sentence, start, end)
    return Numeral(start, end, kind, "", f"{value:g}", "", value, value, signed=False, qualifier=hedged)


def _masked(sentence: str, times: Sequence[Time]) -> str:
    for time in times:
        sentence = sentence[: time.start] + "\0" * (time.end - time.start) + sentence[time.end :]
    return sentence


def _figure(sentence: str, match: re.Match[str], kind: Kind, currency: str) -> Iterator[Numeral]:
    groups = match.groupdict()
    size = (groups["size"] or "").strip()
    if kind == "money" and not currency and not size:
        return  # a bare number is no amount
    if kind == "power" and not size:
        return
    if kind == "money" and not currency and _COUNTED_BEFORE.search(sentence[: match.start()]):
        kind = "count"
    if groups.get("high") and re.search(r"(?:from|从|從|由|自)\s?$", sentence[: match.start()]):
        yield from _run(sentence, match, kind, currency)
        return
    worth = {"percent": 0.01, "points": 0.01, "power": _POWER.get(size, 1.0)}.get(kind) or _worth(size)
    below = groups.get("sign") in ("−", "-") or bool(_MINUS.search(sentence[: match.start()]))
    sign = -1.0 if below else 1.0
    low = sign * _value(groups["low"]) * worth
    high = _value(groups["high"]) * worth if groups.get("high") else low
    if high < low:
        return
    written = groups["low"] + (f"-{groups['high']}" if groups.get("high") else "")
    yield Numeral(
        match.start(),
        match.end(),
        kind,
        currency,
        ("-" if sign < 0 else "") + written,
        size if kind == "power" else WRITTEN_SIZES[worth] if kind in ("money", "count") else "",
        low,
        high,
        below or bool(groups.get("sign")),
        _hedge(sentence, match.start(), match.end()),
    )


def _run(sentence: str, match: re.Match[str], kind: Kind, currency: str) -> Iterator[Numeral]:
    """Take the two ends of *from A to B* for two figures; the second says the unit of both."""
    groups = match.groupdict()
    for name in ("low", "high"):
        size = (groups.get("lowsize") or groups["size"] if name == "low" else groups["size"]) or ""
        worth = {"percent": 0.01, "points": 0.01, "power": _POWER.get(size, 1.0)}.get(kind) or _worth(size)
        value = _value(groups[name]) * worth
        start = match.start() if name == "low" else match.start(name)
        end = match.end(name) if name == "low" else match.end()
        written_size = size if kind == "power" else WRITTEN_SIZES[worth] if kind in ("money", "count") else ""
        yield Numeral(start, end, kind, currency, groups[name], written_size, value, value, False, "")


def _worth(size: str) -> float:
    return _WORTH[size.casefold()]


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _hedge(sentence: str, start: int, end: int) -> str:
    before = sentence[:start]
    for name, pattern in _BEFORE_HEDGES:
        if pattern.search(before):
            return name
    after = sentence[end:]
    return next((name for name, pattern in _AFTER_HEDGES if pattern.match(after)), "")
