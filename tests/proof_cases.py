"""True statements over panels made up for the purpose, as proof objects: what the tests of the proof are fed with."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from cloudcapex.periods import Quarter

Object = dict[str, Any]
Quantity = tuple[float, str]  # a value, and its definition

COMPANIES = ("microsoft", "alphabet", "amazon", "meta", "oracle")
NAMES = {
    "en": dict(zip(COMPANIES, ("Microsoft", "Alphabet", "Amazon", "Meta", "Oracle"), strict=True)),
    "zh-Hans": dict(zip(COMPANIES, ("微软", "Alphabet", "亚马逊", "Meta", "甲骨文"), strict=True)),
    "zh-Hant": dict(zip(COMPANIES, ("微軟", "Alphabet", "亞馬遜", "Meta", "甲骨文"), strict=True)),
}
NOW = Quarter(2026, 2)
MONEY, RATE = "capex_cash", "cloud_revenue.yoy"
SOURCES = ("doc-a", "doc-b")


@dataclass(frozen=True)
class Panel:
    """One measure of some companies: values by company and quarter; what is not there is missing."""

    measure: str
    cells: dict[tuple[str, Quarter], Quantity]
    companies: tuple[str, ...] = COMPANIES
    now: Quarter = NOW
    unit: str = field(init=False)
    frames: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", "share" if self.measure == RATE else "USD")

    def at(self, of: str, quarter: Quarter) -> Quantity | None:
        return self.cells.get((of, quarter))

    def value(self, of: str) -> float | None:
        found = self.at(of, self.now)
        return found[0] if found else None

    def series(
        self, measure: str, companies: list[str], *, start: str, end: str, **_: object
    ) -> pd.DataFrame:
        """Stand in for `metrics.series`."""
        assert measure == self.measure
        if (start, end) not in self.frames:
            first, last = max(Quarter.parse(start), self.now - 20), Quarter.parse(end)
            quarters = [first + n for n in range(last - first + 1)]
            rows = [self._row(of, quarter) for of in companies for quarter in quarters]
            self.frames[start, end] = pd.DataFrame(rows)
        return self.frames[start, end]

    def _row(self, of: str, quarter: Quarter) -> dict[str, Any]:
        found = self.at(of, quarter)
        there = found is not None
        return {
            "company": of,
            "calendar_quarter": str(quarter),
            "value": found[0] if found else float("nan"),
            "unit": self.unit,
            "definition": found[1] if found else "",
            "basis": "derived" if there else "",
            "evidence": "filed" if there else "",
            "period_start": pd.Timestamp(quarter.start) if there else pd.NaT,
            "period_end": pd.Timestamp(quarter.end) if there else pd.NaT,
            "sources": ";".join(SOURCES) if there else "",
            "reason": "" if there else "not_disclosed",
        }


# --- numbers, written by a writer of the tests' own -------------------------------------------------


def money(value: float, language: str) -> str:
    size, unit = {"en": (1e9, "bn"), "zh-Hans": (1e8, "亿美元"), "zh-Hant": (1e8, "億美元")}[language]
    digits = _rounded(abs(value) / size, 1)
    return f"{'−' if value < 0 else ''}{'$' if language == 'en' else ''}{digits}{unit}"


def percent(value: float, language: str) -> str:
    return f"{_rounded(abs(value) * 100, 1)}{' %' if language == 'en' else '%'}"


def times(value: float, language: str) -> str:
    return f"{_rounded(value, 1)}{'×' if language == 'en' else '倍'}"


def count(value: float, language: str) -> str:
    return str(int(value))


def _rounded(value: float, digits: int) -> str:
    return f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,}"


# --- directions, by the letter of STATEMENTS --------------------------------------------------------


def moved(panel: Panel, of: str) -> str | None:
    """Say how a member moved on the year; None where it cannot be told, or stands on the very edge."""
    now, then = panel.at(of, panel.now), panel.at(of, panel.now - 4)
    if now is None or then is None or now[1] != then[1]:
        return None
    return move(panel, now[0], then[0])


def move(panel: Panel, now: float, then: float) -> str:
    edge = 0.005 if panel.unit == "share" else 0.005 * abs(then)
    if abs(now - then) <= edge:
        return "held"
    up = now > then
    if panel.unit == "share" and now < 0 and then < 0:
        return "fell_less" if up else "fell_more"
    if panel.unit == "share" and now >= 0 and then >= 0:
        return "sped_up" if up else "slowed"
    return "rose" if up else "fell"


# --- objects ----------------------------------------------------------------------------------------


def told(panel: Panel, of: str, base: Quarter | None) -> Object:
    now, then = panel.at(of, panel.now), panel.at(of, base) if base else None
    return {
        "value": now[0] if now else None,
        "base_value": then[0] if then else None,
        "unit": panel.unit,
        "definition": now[1] if now else "",
        "base_definition": then[1] if then else None,
        "basis": "derived" if now else "",
        "evidence": "filed" if now else "",
        "period_start": str(panel.now.start) if now else None,
        "period_end": str(panel.now.end) if now else None,
        "base_period_end": str(base.end) if base and then else None,
        "rounded_to": None,
        "sources": list(SOURCES),
    }


def build(
    panel: Panel,
    form: str,
    language: str,
    text: str,
    result: Object,
    printed: list[Object],
    *,
    true_of: list[str],
    false_of: list[str] | None = None,
    unknown: dict[str, str] | None = None,
    whom: list[str] | None = None,
    base: str = "none",
    named: str = "companies",
    **more: object,
) -> Object:
    at = panel.now - 4 if base == "yoy" else None
    unknown = unknown or {}
    whom = whom or list(panel.companies)
    return {
        "id": "s.1",
        "sentence": "s",
        "report": "a_panel",  # whose words are in no catalogue
        "edition_quarter": str(panel.now),
        "as_of": None,
        "language": language,
        "parameters": {"companies": list(panel.companies)},
        "place": "title",
        "exhibit": None,
        "text": text,
        "form": form,
        "quantifier": None,
        "direction": None,
        "measure": panel.measure,
        "population": whom,
        "population_of": named,
        "quarter": str(panel.now),
        "base": {"kind": base, "quarter": str(at) if at else None},
        "threshold": None,
        "values": {of: told(panel, of, at) for of in whom if panel.at(of, panel.now)},
        "true_of": true_of,
        "false_of": false_of or [],
        "unknown": unknown,
        "result": result,
        "printed": sorted(printed, key=lambda item: place(text, item["text"])),
    } | more


def place(text: str, number: str) -> int:
    """Find where a number stands in words."""
    found = re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text)
    return found.start() if found else len(text)


def number(
    write: Callable[[float, str], str], value: float, unit: str, of: str | None, language: str
) -> Object:
    return {"text": write(value, language), "value": value, "unit": unit, "of": of}


def own(panel: Panel, of: str, language: str) -> Object:
    """Print a member's value."""
    value = panel.value(of)
    assert value is not None
    return number(percent if panel.unit == "share" else money, value, panel.unit, of, language)


def names(whom: list[str], language: str) -> str:
    return (", " if language == "en" else "、").join(NAMES[language][of] for of in whom)


SAID = {
    "en": {
        "rose": "rose",
        "fell": "fell",
        "held": "held",
        "sped_up": "sped up",
        "slowed": "slowed",
        "fell_less": "shrank less",
        "fell_more": "shrank more",
        "not_compared": "cannot be compared",
    },
    "zh-Hans": {
        "rose": "上升",
        "fell": "下降",
        "held": "持平",
        "sped_up": "加快",
        "slowed": "放缓",
        "fell_less": "降幅收窄",
        "fell_more": "降幅扩大",
        "not_compared": "无法比较",
    },
    "zh-Hant": {
        "rose": "上升",
        "fell": "下降",
        "held": "持平",
        "sped_up": "加快",
        "slowed": "放緩",
        "fell_less": "降幅收窄",
        "fell_more": "降幅擴大",
        "not_compared": "無法比較",
    },
}


def aside(whom: list[str], language: str) -> str:
    """Name those of whom nothing can be said."""
    if not whom:
        return ""
    mark = "; " if language == "en" else "；"
    return f"{mark}{names(whom, language)} {SAID[language]['not_compared']}"


def known_now(panel: Panel) -> tuple[list[str], dict[str, str]]:
    known = [of for of in panel.companies if panel.value(of) is not None]
    return known, {of: "not_disclosed" for of in panel.companies if of not in known}


def compared(panel: Panel) -> tuple[dict[str, str], dict[str, str]]:
    """Return the move of each member that has one, and the reason of each that has none."""
    moves = {of: move for of in panel.companies if (move := moved(panel, of))}
    unknown = {}
    for of in panel.companies:
        if of not in moves:
            both = panel.at(of, panel.now) and panel.at(of, panel.now - 4)
            unknown[of] = "redefined" if both else "not_disclosed"
    return moves, unknown


def run_of(panel: Panel, whom: list[str]) -> list[float]:
    """Return the sums, newest first, as far as all are known on the definition of now."""
    found = []
    quarter = panel.now
    while all((cell := panel.at(of, quarter)) and cell[1] == panel.cells[of, panel.now][1] for of in whom):
        found.append(sum(panel.cells[of, quarter][0] for of in whom))
        quarter = quarter - 1
    return found


# --- one maker a form: the true statement of a panel, or nothing where the form cannot be said ------


def value(panel: Panel, language: str) -> Object | None:
    known, _ = known_now(panel)
    if not known:
        return None
    of = known[0]
    item = own(panel, of, language)
    if panel.unit == "share":
        if round(abs(panel.value(of)), 4) < 0.006:
            return None
        up = panel.value(of) > 0
        verb = {"en": ("grew", "shrank"), "zh-Hans": ("增长", "下降"), "zh-Hant": ("成長", "下降")}[language][
            not up
        ]
        text = f"{names([of], language)} {verb} {item['text']}"
    else:
        text = f"{names([of], language)}: {item['text']}"
    return build(panel, "value", language, text, {}, [item], true_of=[of], whom=[of])


def change(panel: Panel, language: str) -> Object | None:
    moves, _ = compared(panel)
    if panel.unit == "share" or not moves:
        return None
    of = next(iter(moves))
    now, then = panel.cells[of, panel.now][0], panel.cells[of, panel.now - 4][0]
    if then <= 0 or now <= 0:
        return None
    rate = number(percent, now / then - 1, "share", of, language)
    verb = SAID[language][moves[of]]
    text = f"{names([of], language)} {verb}: {rate['text']}"
    return build(
        panel,
        "change",
        language,
        text,
        {"delta": now - then},
        [rate],
        true_of=[of],
        whom=[of],
        base="yoy",
        direction=moves[of],
    )


EACH = {
    "en": {
        "every": "At every company it {did}",
        "both": "At both companies it {did}",
        "none": "At no company it {did}",
        "k_of_n": "At {k} of {n} companies it {did}",
    },
    "zh-Hans": {
        "every": "每家公司均{did}",
        "both": "两者均{did}",
        "none": "没有公司{did}",
        "k_of_n": "{n}家公司中{k}家{did}",
    },
    "zh-Hant": {
        "every": "每家公司均{did}",
        "both": "兩者均{did}",
        "none": "沒有公司{did}",
        "k_of_n": "{n}家公司中{k}家{did}",
    },
}


def each(panel: Panel, language: str) -> Object | None:
    moves, unknown = compared(panel)
    if not moves or len(panel.companies) < 2:
        return None
    did = next(iter(moves.values()))
    so = {"rose": ("rose", "sped_up"), "fell": ("fell", "slowed")}.get(did, (did,))  # what sped up rose, too
    true_of = [of for of, move in moves.items() if move in so]
    k, n = len(true_of), len(panel.companies)
    word = ("both" if n == 2 else "every") if k == n else "k_of_n"
    printed = []
    if word == "k_of_n":
        printed = [number(count, v, "count", None, language) for v in (k, n)]
    text = EACH[language][word].format(did=SAID[language][did], k=k, n=n) + aside([*unknown], language)
    return build(
        panel,
        "each",
        language,
        text,
        {"k": k, "n": n},
        printed,
        true_of=true_of,
        false_of=[of for of in moves if of not in true_of],
        unknown=unknown,
        base="yoy",
        quantifier=word,
        direction=did,
    )


def beyond(panel: Panel, language: str) -> Object | None:
    """Make the statement of a bound: so many are above the median of the known."""
    known, unknown = known_now(panel)
    values = sorted(panel.value(of) for of in known)
    if panel.unit == "share" or len(set(values)) < 3 or len(panel.companies) < 2:
        return None
    bound = (values[0] + values[-1]) / 2
    if bound in values:
        return None
    true_of = [of for of in known if panel.value(of) > bound]
    k, n = len(true_of), len(panel.companies)
    limit = number(money, bound, "USD", None, language)
    above = "above" if language == "en" else "高于" if language == "zh-Hans" else "高於"
    text = {"en": f"{k} of {n} companies are {above} {limit['text']}"}.get(
        language, f"{n}家公司中{k}家{above}{limit['text']}"
    ) + aside([*unknown], language)
    printed = [limit, *(number(count, v, "count", None, language) for v in (k, n))]
    return build(
        panel,
        "each",
        language,
        text,
        {"k": k, "n": n},
        printed,
        true_of=true_of,
        false_of=[of for of in known if of not in true_of],
        unknown=unknown,
        quantifier="k_of_n",
        threshold={"value": bound, "unit": "USD"},
    )


def split(panel: Panel, language: str) -> Object | None:
    moves, unknown = compared(panel)
    groups = {did: [of for of in moves if moves[of] == did] for did in dict.fromkeys(moves.values())}
    if unknown:
        groups["not_compared"] = [*unknown]
    if len(groups) < 2:
        return None
    mark = "; " if language == "en" else "；"
    text = mark.join(f"{names(group, language)} {SAID[language][did]}" for did, group in groups.items())
    return build(
        panel, "split", language, text, {"groups": groups}, [], true_of=[*moves], unknown=unknown, base="yoy"
    )


def leader(panel: Panel, language: str) -> Object | None:
    known, unknown = known_now(panel)
    if len(known) < 2:
        return None
    top = max(panel.value(of) for of in known)
    if panel.unit == "share" and abs(top) < 0.0005:
        return None
    first = [
        of
        for of in known
        if own(panel, of, language)["text"] == own_text(panel, top, language)
        and (panel.value(of) < 0) == (top < 0)
    ]
    item = own(panel, first[0], language) | {
        "value": top,
        "of": next(of for of in first if panel.value(of) == top),
    }
    if top < 0 and not item["text"].startswith("−"):
        item["text"] = f"−{item['text']}"
    leads = {"en": "lead at", "zh-Hans": "居首：", "zh-Hant": "居首："}[language]
    text = f"{names(first, language)} {leads} {item['text']}" + aside([*unknown], language)
    return build(
        panel,
        "leader",
        language,
        text,
        {"leaders": first, "bounds": {}},
        [item],
        true_of=known,
        unknown=unknown,
    )


def own_text(panel: Panel, value: float, language: str) -> str:
    return (percent if panel.unit == "share" else money)(value, language)


def record(panel: Panel, language: str, form: str = "record") -> Object | None:
    for of in panel.companies:
        run = run_of(panel, [of]) if panel.at(of, panel.now) else []
        best = max if form == "record" else min
        if len(run) > 8 and run[0] == best(run) and run.count(run[0]) == 1:
            since = str(panel.now - (len(run) - 1))
            n = number(count, len(run), "count", None, language)
            word = {"record": ("a record", "新高"), "lowest": ("the lowest", "最低")}[form][language != "en"]
            text = f"{names([of], language)}: {word}, {since}, {n['text']}"
            return build(
                panel, form, language, text, {"since": since, "n": len(run)}, [n], true_of=[of], whom=[of]
            )
    return None


def lowest(panel: Panel, language: str) -> Object | None:
    return record(panel, language, "lowest")


def since(panel: Panel, language: str) -> Object | None:
    for of in panel.companies:
        run = run_of(panel, [of]) if panel.at(of, panel.now) else []
        higher = [place for place, v in enumerate(run) if place and v >= run[0]]
        if higher and higher[0] > 2:
            at = str(panel.now - higher[0])
            word = {"en": "the highest since", "zh-Hans": "最高", "zh-Hant": "最高"}[language]
            text = f"{names([of], language)}: {word} {at}"
            return build(
                panel, "since", language, text, {"since": at, "n": higher[0]}, [], true_of=[of], whom=[of]
            )
    return None


def streak(panel: Panel, language: str) -> Object | None:
    if panel.unit == "share":
        return None  # a rate may rise, speed up and shrink less in turn: no one word for the row
    for of in panel.companies:
        run = run_of(panel, [of]) if panel.at(of, panel.now) else []
        steps = [move(panel, now, then) for now, then in itertools.pairwise(run)]
        if not steps or steps[0] == "held":
            continue
        n = next((place for place, did in enumerate(steps) if did != steps[0]), len(steps))
        item = number(count, n, "count", None, language)
        row = {"en": "in a row", "zh-Hans": "连续", "zh-Hant": "連續"}[language]
        text = f"{names([of], language)} {SAID[language][steps[0]]}, {row}: {item['text']}"
        return build(
            panel,
            "streak",
            language,
            text,
            {"n": n, "from": str(panel.now - n)},
            [item],
            true_of=[of],
            whom=[of],
            direction=steps[0],
        )
    return None


def share(panel: Panel, language: str) -> Object | None:
    known, unknown = known_now(panel)
    amounts = {of: panel.value(of) for of in known}
    if panel.unit == "share" or len(known) < 2 or min(amounts.values()) <= 0:
        return None
    of, whole = known[0], sum(amounts.values())
    part = number(percent, amounts[of] / whole, "share", of, language)
    of_word = {"en": "of the sum", "zh-Hans": "占合计", "zh-Hant": "占合計"}[language]
    text = f"{names([of], language)} {part['text']} {of_word}" + aside([*unknown], language)
    result = {"numerator": amounts[of], "denominator": whole, "left_out": [*unknown]}
    return build(
        panel,
        "share",
        language,
        text,
        result,
        [part],
        true_of=[of],
        false_of=[o for o in known if o != of],
        unknown=unknown,
    )


def pair(panel: Panel) -> tuple[str, str, float, float] | None:
    known, _ = known_now(panel)
    if panel.unit == "share" or len(known) < 2:
        return None
    one, other = known[:2]
    a, b = panel.value(one), panel.value(other)
    return (one, other, a, b) if a > b > 0 else None


def times_of(panel: Panel, language: str) -> Object | None:
    found = pair(panel)
    if not found:
        return None
    one, other, a, b = found
    item = number(times, a / b, "times", None, language)
    text = {"en": f"{names([one], language)} spent {item['text']} as much as {names([other], language)}"}.get(
        language, f"{names([one], language)}为{names([other], language)}的{item['text']}"
    )
    result = {"a": a, "b": b, "ratio": a / b, "low": a / b, "high": a / b}
    return build(panel, "times", language, text, result, [item], true_of=[one, other], whom=[one, other])


def gap(panel: Panel, language: str) -> Object | None:
    found = pair(panel)
    if not found:
        return None
    one, other, a, b = found
    item = number(money, a - b, "USD", None, language)
    text = {"en": f"{names([one], language)} spent {item['text']} more than {names([other], language)}"}.get(
        language, f"{names([one], language)}高于{names([other], language)}{item['text']}"
    )
    result = {"a": a, "b": b, "ratio": a / b, "low": a / b, "high": a / b}
    return build(panel, "gap", language, text, result, [item], true_of=[one, other], whom=[one, other])


def total(panel: Panel, language: str) -> Object | None:
    known, unknown = known_now(panel)
    if panel.unit == "share" or not known:
        return None
    item = number(money, sum(panel.value(of) for of in known), "USD", None, language)
    word = {"en": "together", "zh-Hans": "合计", "zh-Hant": "合計"}[language]
    text = f"{item['text']} {word}" + aside([*unknown], language)
    result = {"total": item["value"], "k": len(known), "n": len(panel.companies)}
    return build(panel, "sum", language, text, result, [item], true_of=known, unknown=unknown)


def span(panel: Panel, language: str) -> Object | None:
    known, unknown = known_now(panel)
    values = [panel.value(of) for of in known]
    if len(known) < 2 or panel.unit == "share":
        return None
    ends = [number(money, v, "USD", None, language) for v in (min(values), max(values))]
    word = {"en": "Between {} and {}", "zh-Hans": "介于{}与{}", "zh-Hant": "介於{}與{}"}[language]
    text = word.format(*(e["text"] for e in ends)) + aside([*unknown], language)
    return build(
        panel,
        "range",
        language,
        text,
        {"low": min(values), "high": max(values)},
        ends,
        true_of=known,
        unknown=unknown,
    )


def nothing(panel: Panel, language: str) -> Object | None:
    known, unknown = known_now(panel)
    if known:
        return None
    text = {"en": "The data hold no figure", "zh-Hans": "数据中没有数字", "zh-Hant": "資料中沒有數字"}[
        language
    ]
    more = {"quantifier": "none"} if len(panel.companies) > 1 else {}
    return build(panel, "none", language, text, {"coverage": None}, [], true_of=[], unknown=unknown, **more)


MAKERS = {
    "value": value,
    "change": change,
    "each": each,
    "beyond": beyond,
    "split": split,
    "leader": leader,
    "record": record,
    "lowest": lowest,
    "since": since,
    "streak": streak,
    "share": share,
    "times": times_of,
    "gap": gap,
    "sum": total,
    "range": span,
    "none": nothing,
}


def statements(panel: Panel, language: str) -> Iterator[tuple[str, Object]]:
    """Give every true statement that the makers can make of a panel."""
    for name, make in MAKERS.items():
        made = make(panel, language)
        if made is not None:
            yield name, copy.deepcopy(made)
