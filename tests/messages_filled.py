"""Messages of the catalogues filled with extreme values, and what makes a filled one ill-formed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from cloudcapex.language import Language, Number

PLACE = re.compile(r"\{([a-z]\w*)\}")

_AMOUNTS = (0, 1, 0.004e9, 4.2e8, -5.86e9, 1.815e11, 1.14e12, 9.99e14)
_SHARES = (0, 0.0004, 0.01, 0.5, 1, -0.06, 3.63, 46)
_COUNTS = (0, 2, 11, 104, 60_000, 1.6e8)
_TIMES = (0, 0.1, 1, 2.3, 120, 14_000)
_YEARS = (0, 1, 1.5, 32)

# What places are filled with, by their names; any other one with a name.
_KINDS = {
    "amount": "amount invested promised price limit spent planned cost capped cash profit dollars foundation partner capex",
    "rate": "growth pace change",
    "share": "share margin stake part half shares rates low high",
    "price": "rate",
    "points": "points",
    # Who is counted is somebody, and of nobody another message tells.
    "population": "n k m number count all entries deals rounds right wrong judged decided exact open shown",
    "count": (
        "further days skipped passed failed claims articles quarters draws months silent weak filing publication dataset "
        "aggregator ranked users back"
    ),
    "times": "times ratio",
    "years": "years",
    "quarter": "quarter since span newest end before after least most last first until",
    "day": "day day_before",
    "month": "month",
    "year": "year period when next",
    "range": "range",
    "clause": "sentence title message clauses list text words outcome",
    "names": "companies labs clouds names true false unknown unread lost gained leaders assets measures documents",
    "unit": "unit",
}
KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
# A message that says the direction itself is given no sign: *增长{growth}*, *rose {growth}*, *{growth} more than*.
_DIRECTED = re.compile(
    r"(?:增长|增加|下降|减少|上升|成長|增|減|減少|下降|上升|回落|加快|放緩|放缓|[≥≤~≈]|"
    r"(?:ro|fe|gr|ri|fa|lo|hi|up|down|by|more|less)\w*|of|at|,|than) ?$"
)

_NAMES = {
    "en": ("Meta", "Microsoft", "Alphabet, Amazon and Oracle", "21Vianet", "a"),
    "zh-Hans": ("Meta", "微软", "Alphabet、亚马逊和甲骨文", "21世纪", "月之暗面"),
    "zh-Hant": ("Meta", "微軟", "Alphabet、亞馬遜和甲骨文", "21世紀", "月之暗面"),
}
_CLAUSES = {
    "en": ("Capex grew 87\u202f% to $182bn", "AWS margin: 39\u202f%"),
    "zh-Hans": ("资本开支同比增长87%至1,820亿美元", "AWS利润率为39%"),
    "zh-Hant": ("資本支出年增87%至1,820億美元", "AWS利益率為39%"),
}


def filled(message: str, language: Language, chance: random.Random) -> str:
    """Say a message with a value in each place: nothing, one, all, negative, huge, or the mark of a missing one."""
    said = language.message(message)
    values = {place: _value(place, said, language, chance) for place in PLACE.findall(message)}
    return language.say(message, **values)


def _value(place: str, said: str, language: Language, chance: random.Random) -> object:
    kind = KIND.get(place, "name")
    make = _MAKERS.get(kind)
    before, _, after = said.partition(f"{{{place}}}")
    if kind in ("year", "years") and after.startswith("年"):
        return 2026 if kind == "year" else chance.choice(_YEARS[1:])
    if kind == "rate":
        value = Number(chance.choice(_SHARES), "share", sign=not _DIRECTED.search(before))
    else:
        value = make(language, chance) if make else chance.choice(_NAMES[language.code])
    if isinstance(value, Number) and _DIRECTED.search(before):
        return replace(value, value=abs(value.value))
    return value


def _number(unit: str, values: tuple[float, ...]) -> Callable[[Language, random.Random], object]:
    return lambda language, chance: Number(chance.choice(values), unit)


def _range(language: Language, chance: random.Random) -> str:
    low, high = sorted(chance.sample(_AMOUNTS, 2))
    return language.range(*(Number(value, "USD") for value in (low, high)))


_MAKERS: dict[str, Callable[[Language, random.Random], object]] = {
    "amount": lambda _, chance: Number(chance.choice(_AMOUNTS), chance.choice(("USD", "CNY", "EUR", "HKD"))),
    "share": _number("share", _SHARES),
    "points": _number("points", _SHARES),
    "count": _number("count", _COUNTS),
    "population": _number("count", _COUNTS[1:]),
    "times": _number("times", _TIMES),
    "years": _number("years", _YEARS),
    "quarter": lambda _, chance: chance.choice(("2019Q1", "2026Q2")),
    "year": lambda language, _: language.year(2026),
    "day": lambda language, _: language.stated_date("2026-10-09"),
    "month": lambda language, _: language.stated_period("2026-07"),
    "price": lambda _, chance: Number(chance.choice((6.4586, 7.2528)), "number", decimals=4),
    "range": _range,
    "clause": lambda language, chance: chance.choice(_CLAUSES[language.code]),
    "unit": lambda language, _: language.unit_name("USD"),
}

_HAN = "\u4e00-\u9fff"
# What no text has, whatever fills its places.
_ANYWHERE = {
    "a place unfilled": r"[{}]",
    "a sign doubled": r"[+−≈≥≤~][+−]|[+−]{2}|−<|\+<",
    "a unit doubled": r"%%|% ?%|(?:bn|tn){2}|([万亿萬億兆倍项項])\1|美元美元|百分点百分点|百分點百分點|\bpp pp",
    "a stop doubled": r"[。，；、：,;:][。，；、：,;]|[。.] ·|\.\.(?!\.)",
    "nothing in brackets": r"（）|\(\)|「」|“”|《》",
}
_CHINESE = {
    "a stop at an end that has none": r"^[，；、。：·]|[，；、·]$",
    "a direction doubled": r"(?:增长|成長|增加|上升|增(?![减減](?![少\d+−]))|下降|减少|減少|減)(?:增|减|減|下降|[+−])",
    "about doubled": r"约约|約約|[约約]≈",
    "a measure word doubled": r"([个個家项項笔筆轮輪条條则則名次组組份种種])\1(?![头頭])|年年(?![增减減])",
    "a Latin unit": r"\d ?(?:bn|tn|pp|m|x|MM?)\b(?! ?[A-Z])",
    "a space beside a character": f"[{_HAN}] +(?![+−])|(?<![{_HAN}·]) +[{_HAN}]",
    "half a stop": f"[{_HAN}][,;:?!]|[,;:?!][{_HAN}]",
    "and before a clause": r"[，；。][和及]",
    "none counted as some": r"(?:^|[^\d,.])0[家项項笔筆轮輪组組条條](?:公司)?(?:中|均|都|全)",
}
_ENGLISH = {
    "a space too many": r"  | [,.;:)]|\( ",
    "a word doubled": r"\b(of|the|in|to|and|by|at|for) \1\b",
    "a Chinese mark": f"[{_HAN}，。；：（）、]",
    "one of many": r"(?<![\d,.])1 (?:companies|clouds|quarters|deals|rounds|claims|figures|years)\b",
}


def slips(text: str, language: Language) -> list[str]:
    """Name what is ill-formed in a text of a language."""
    rules = {**_ANYWHERE, **(_CHINESE if language.chinese else _ENGLISH)}
    return [name for name, rule in rules.items() if re.search(rule, text)]
