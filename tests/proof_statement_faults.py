"""Faults put into the statements of real editions: each makes a sentence, its words and its objects, that is not so.

`proof_faults` puts faults into single objects over panels made up by chance; these are put into whole sentences as the
reports write them, so that the words are held to account, too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from cloudcapex.periods import Quarter
from proof_cases import Object
from proof_faults import OPPOSITE, Make, listing

Sentence = list[Object]
Fault = Make[Sentence]
FAULTS: dict[str, Fault] = {}

# A word -> another that contradicts it.
_WORDS = {
    "en": {
        "rose": "fell",
        "fell": "rose",
        "grew": "shrank",
        "sped up": "slowed",
        "slowed": "sped up",
        "every": "no",
        "both": "neither",
        "more than": "less than",
        "less than": "more than",
        "above": "below",
        "below": "above",
        "a record": "a low",
        "largest": "smallest",
        "most": "least",
        "doubled": "halved",
    },
    "zh-Hans": {
        "上升": "下降",
        "下降": "上升",
        "增长": "下降",
        "加快": "放缓",
        "放缓": "加快",
        "高于": "低于",
        "低于": "高于",
        "最高": "最低",
        "最多": "最少",
        "新高": "新低",
        "翻了一番": "减少一半",
    },
    "zh-Hant": {
        "上升": "下降",
        "下降": "上升",
        "成長": "下降",
        "年增": "年減",
        "加快": "放緩",
        "放緩": "加快",
        "高於": "低於",
        "低於": "高於",
        "最高": "最低",
        "最多": "最少",
        "新高": "新低",
    },
}


fault = listing(FAULTS)


def _one(sentence: Sentence, pick: random.Random, fits: Callable[[Object], object]) -> Object | None:
    """Choose one of the objects that a fault can be put into."""
    there = [o for o in sentence if fits(o)]
    return pick.choice(there) if there else None


@fault
def another_quantifier(sentence, pick):
    o = _one(sentence, pick, lambda o: o["form"] in ("each", "split"))
    if o is None:
        return None
    others = [q for q in ("every", "both", "none") if q != o["quantifier"]]
    o["quantifier"] = pick.choice(others)
    return sentence


@fault
def a_member_dropped(sentence, pick):
    """One of a set that parameters give is passed over in the objects, known or not."""
    o = _one(
        sentence,
        pick,
        lambda o: (
            o["form"] in ("each", "split", "leader")
            and len(o["population"]) > 2
            and o["population_of"] in ("companies", "clouds")
        ),
    )
    if o is None:
        return None
    of = pick.choice(o["population"])
    o["population"].remove(of)
    for part in ("true_of", "false_of"):
        o[part] = [other for other in o[part] if other != of]
    o["unknown"].pop(of, None)
    o["values"].pop(of, None)
    if "n" in o["result"]:
        o["result"]["n"] -= 1
        o["result"]["k"] = len(o["true_of"])
    for group in o["result"].get("groups", {}).values():
        if of in group:
            group.remove(of)
    if o["result"].get("leaders") == [of]:
        return None
    return sentence


@fault
def sides_swapped(sentence, pick):
    # Of one alone that lies above a bound it is as true that it does not lie below.
    o = _one(sentence, pick, lambda o: o["form"] == "each" and len(o["true_of"] + o["false_of"]) > 1)
    if o is None:
        return None
    o["true_of"], o["false_of"] = o["false_of"], o["true_of"]
    o["result"]["k"] = len(o["true_of"])
    return sentence


@fault
def one_digit(sentence, pick):
    """A number is printed with one digit changed, and stands so in the words."""
    printed = sentence[0]["printed"]
    if not printed:
        return None
    item = pick.choice(printed)
    text = item["text"]
    if sum(other["text"] == text for other in printed) > 1:
        return None
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return None
    at = pick.choice(places)
    other = text[:at] + str((int(text[at]) + pick.randint(1, 9)) % 10) + text[at + 1 :]
    head, found, tail = _stands(sentence[0]["text"], text)
    if not found:
        return None
    for o in sentence:
        o["text"] = head + other + tail
        for told in o["printed"]:
            if told["text"] == text:
                told["text"] = other
    return sentence


def _stands(text: str, number: str) -> tuple[str, str, str]:
    match = re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text)
    return (text[: match.start()], number, text[match.end() :]) if match else (text, "", "")


@fault
def another_base(sentence, pick):
    o = _one(sentence, pick, lambda o: o["base"]["quarter"])
    if o is None:
        return None
    o["base"]["quarter"] = str(Quarter.parse(o["base"]["quarter"]) - 1)
    return sentence


@fault
def another_base_throughout(sentence, pick):
    """Held against the quarter before and called the year's."""
    o = _one(sentence, pick, lambda o: o["base"]["kind"] == "yoy")
    if o is None:
        return None
    o["base"]["quarter"] = str(Quarter.parse(o["quarter"]) - 1)
    return sentence


@fault
def definitions_mixed(sentence, pick):
    o = _one(sentence, pick, lambda o: any(v["definition"] for v in o["values"].values()))
    if o is None:
        return None
    told = pick.choice([v for v in o["values"].values() if v["definition"]])
    told[pick.choice(("definition", "base_definition"))] = "another"
    return sentence


@fault
def an_unknown_hidden(sentence, pick):
    """Who is not known counts as one of whom it is not so, or is no member at all."""
    o = _one(
        sentence, pick, lambda o: o["unknown"] and o["form"] in ("each", "split", "leader", "sum", "range")
    )
    if o is None:
        return None
    of = pick.choice([*o["unknown"]])
    o["unknown"].pop(of)
    o[pick.choice(("true_of", "false_of"))].append(of)
    return sentence


@fault
def another_direction(sentence, pick):
    o = _one(sentence, pick, lambda o: o["direction"] and o["form"] not in ("value", "each", "share"))
    if o is None:
        return None
    o["direction"] = OPPOSITE[o["direction"]]
    return sentence


@fault
def another_word(sentence, pick):
    """The words say the contrary, and the objects do not."""
    own = _WORDS[sentence[0]["language"]]
    text = sentence[0]["text"]
    found = [w for w in own if re.search(rf"(?<![a-z]){w}(?![a-z])", text)]
    if not found:
        return None
    word = pick.choice(found)
    changed = re.sub(rf"(?<![a-z]){word}(?![a-z])", own[word], text, count=1)
    for o in sentence:
        o["text"] = changed
    return sentence


@fault
def another_span(sentence, pick):
    o = _one(sentence, pick, lambda o: "since" in o["result"])
    if o is None:
        return None
    o["result"]["since"] = str(Quarter.parse(o["result"]["since"]) + pick.choice((-1, 1)))
    return sentence


@fault
def another_span_in_words(sentence, pick):
    """A record is printed as one of more quarters than there are."""
    o = _one(sentence, pick, lambda o: "since" in o["result"])
    if o is None:
        return None
    n = str(o["result"]["n"])
    quarter = o["result"]["since"]
    text = o["text"]
    head, found, tail = _stands(text, n)
    if found:
        text = f"{head}{int(n) + 4}{tail}"
    text = text.replace(quarter, str(Quarter.parse(quarter) - 4))
    if text == o["text"]:
        return None
    for other in sentence:
        other["text"] = text
    return sentence


@fault
def another_leader(sentence, pick):
    o = _one(sentence, pick, lambda o: o["form"] == "leader" and len(o["true_of"]) > 2)
    if o is None:
        return None
    o["result"]["leaders"] = [pick.choice([of for of in o["true_of"] if of not in o["result"]["leaders"]])]
    return sentence


@fault
def another_group(sentence, pick):
    o = _one(sentence, pick, lambda o: o["form"] == "split")
    if o is None:
        return None
    groups = o["result"]["groups"]
    name = pick.choice([g for g in groups if groups[g]])
    of = groups[name].pop()
    groups.setdefault(OPPOSITE.get(name, "held"), []).append(of)
    return sentence


@fault
def another_result(sentence, pick):
    o = _one(sentence, pick, lambda o: any(isinstance(v, float) and v for v in o["result"].values()))
    if o is None:
        return None
    name = pick.choice([n for n, v in o["result"].items() if isinstance(v, float) and v])
    if name in ("low", "high") and o["form"] in ("times", "gap"):
        return None  # a bound may be told wider than it is
    o["result"][name] *= 1.02
    return sentence


@fault
def another_value(sentence, pick):
    o = _one(sentence, pick, lambda o: any(v["value"] for v in o["values"].values()))
    if o is None:
        return None
    pick.choice([v for v in o["values"].values() if v["value"]])["value"] *= 1.001
    return sentence


@fault
def another_threshold(sentence, pick):
    o = _one(
        sentence,
        pick,
        lambda o: o["threshold"] and isinstance(o["threshold"]["value"], float) and o["values"],
    )
    if o is None:
        return None
    values = [v["value"] for of, v in o["values"].items()]
    o["threshold"]["value"] = (
        (max(values) + 1) * (1 if o["false_of"] else 2) if o["true_of"] else min(values) - 1
    )
    return sentence


@fault
def an_absence_that_is_none(sentence, pick):
    o = _one(sentence, pick, lambda o: o["form"] == "none" and o["population"])
    if o is None:
        return None
    o["result"]["coverage"] = {} if o["result"].get("coverage") else {"looked_for": "it"}
    return sentence


@fault
def another_count(sentence, pick):
    """The words count others than those of whom it is so, and the printed number says the same."""
    if len([o for o in sentence if o["form"] == "each"]) != 1:
        return None
    (o,) = (o for o in sentence if o["form"] == "each")
    k, others = len(o["true_of"]), len(o["false_of"])
    told = [item for item in o["printed"] if item["unit"] == "count" and item["value"] == k]
    word = isinstance((o["threshold"] or {}).get("value"), str)
    n = len(o["population"])
    if word or len(told) != 1 or others in (k, 0, n, n - len(o["unknown"]), len(o["unknown"])):
        return None
    head, found, tail = _stands(o["text"], told[0]["text"])
    if not found or not told[0]["text"].isdigit():
        return None
    for other in sentence:
        other["text"] = f"{head}{others}{tail}"
        for item in other["printed"]:
            if item["unit"] == "count" and item["value"] == k:
                item["text"], item["value"] = str(others), float(others)
    return sentence


@fault
def a_loose_number(sentence, pick):
    for o in sentence:
        o["text"] += {"en": " by 37", "zh-Hans": "，37", "zh-Hant": "，37"}[o["language"]]
    return sentence


# Times, bases, measures and names in the words ---------------------------------------------------------------------


def _reworded(sentence: Sentence, pattern: str, made: Callable[[re.Match[str]], str], pick: random.Random):
    """Put other words in the place of one match."""
    found = list(re.finditer(pattern, sentence[0]["text"]))
    if not found:
        return None
    match = pick.choice(found)
    text = sentence[0]["text"]
    for o in sentence:
        o["text"] = text[: match.start()] + made(match) + text[match.end() :]
    return sentence


@fault
def another_time(sentence, pick):
    """A year that is none of the sentence's: of a quarter, of a day, or alone."""
    told = {item["text"] for o in sentence for item in o["printed"]}
    pattern = r"(?<![\d,.])20\d\d(?=Q[1-4]|年|(?![\d,.]))"
    if any(re.search(pattern, text) for text in told):
        return None
    return _reworded(sentence, pattern, lambda match: str(int(match[0]) - pick.choice((9, 11, 14))), pick)


@fault
def another_quarter_of_the_year(sentence, pick):
    held = str([{**o, "text": "", "parameters": "", "printed": []} for o in sentence])
    edition = Quarter.parse(sentence[0]["edition_quarter"])
    near = {str(edition), str(edition + 1), *(str(Quarter.parse(o["quarter"]) - 1) for o in sentence)}
    # Tables tell more times than objects name: when a state began, which quarters changed, when guidance was given.
    if any(
        name in str(o.get("operands"))
        for o in sentence
        for name in ("changes.", "theses.", "guidance.", "claims.")
    ):
        return None

    def other(match: re.Match[str]) -> str:
        year, quarter = match[1], int(match[2])
        free = [
            q
            for q in (1, 2, 3, 4)
            if q != quarter and f"{year}Q{q}" not in held and f"{year}Q{q}" not in near
        ]
        return f"{year}Q{pick.choice(free)}" if free else match[0]

    return _reworded(sentence, r"(?<!\d)(20\d\d)Q([1-4])", other, pick)


_BASES = {
    "en": (r"on the year\b", "on the quarter"),
    "zh-Hans": ("同比", "环比"),
    "zh-Hant": ("年增", "季增"),
}


@fault
def the_quarter_for_the_year(sentence, pick):
    """What is held against the year before is told as if against the quarter before."""
    if any(o["base"]["kind"] != "yoy" and not str(o["measure"]).endswith(".yoy") for o in sentence):
        return None
    if any(o["base"]["kind"] in ("qoq", "previous") for o in sentence):
        return None
    pattern, other = _BASES[sentence[0]["language"]]
    return _reworded(sentence, pattern, lambda _: other, pick)


_MEASURES = {
    "en": (r"\b[Cc]apex\b|\b[Rr]evenue\b|\bbacklog\b|\bmargin\b", "depreciation"),
    "zh-Hans": ("资本开支|收入|利润率", "折旧"),
    "zh-Hant": ("資本支出|營收|利益率", "折舊"),
}


@fault
def another_measure(sentence, pick):
    """A figure is told as one of depreciation, of which the sentence has none."""
    if _of_others(sentence) or re.search(
        r"deprec|lives|changes\.|margins\.|value_stack",
        str([(o["measure"], o.get("operands"), o["population"]) for o in sentence]),
    ):
        return None
    pattern, other = _MEASURES[sentence[0]["language"]]
    return _reworded(sentence, pattern, lambda _: other, pick)


def _of_others(sentence):
    """Whether words are told of others: quoted, or put into our own words where it is a worry or a common point."""
    ours = str([(o["measure"], o["text"]) for o in sentence])
    return bool(re.search(r"[“「]|\'(?:theses|remarks)\.", ours))


_NAMES = {
    "en": ("Microsoft|Alphabet|Amazon|Meta|Oracle", "Huawei"),
    "zh-Hans": ("微软|Alphabet|亚马逊|Meta|甲骨文", "华为"),
    "zh-Hant": ("微軟|Alphabet|亞馬遜|Meta|甲骨文", "華為"),
}


@fault
def a_stranger(sentence, pick):
    """A company is named of which nothing is told."""
    held = str([{**o, "text": "", "printed": []} for o in sentence])
    if "huawei" in held or _of_others(sentence) or sentence[0]["report"] == "claims_audit":
        return None
    pattern, other = _NAMES[sentence[0]["language"]]
    return _reworded(sentence, pattern, lambda _: other, pick)


# Words and places that nobody wrote so ----------------------------------------------------------------------------

_DENIED = {
    "en": (r"\b(?:is|are|was|were|has|have|can|spent|took|grew|rose|fell|comes|came)\b", "{} not"),
    "zh-Hans": ("是|为|有|来自|增长|上升|下降|达", "不{}"),
    "zh-Hant": ("是|為|有|來自|成長|上升|下降|達", "不{}"),
}
_UNSURE = {"en": "hardly ", "zh-Hans": "几乎", "zh-Hant": "幾乎"}
_CLAUSES = re.compile(r"(?<=[,;，；])\s?")


def _catalogued(sentence: Sentence) -> bool:
    """Whether the words are messages of ours: an author's are the author's, and a quotation somebody else's."""
    return sentence[0]["place"] != "commentary" and not _of_others(sentence)


def _told(sentence: Sentence, text: str) -> Sentence | None:
    for o in sentence:
        o["text"] = text
    return sentence


@fault
def a_denial(sentence, pick):
    """Something is denied that the objects assert."""
    pattern, denied = _DENIED[sentence[0]["language"]]
    if not _catalogued(sentence) or re.search(r"\b(?:not|no)\b|[不未没沒无無]", sentence[0]["text"]):
        return None
    return _reworded(sentence, pattern, lambda match: denied.format(match[0]), pick)


@fault
def no_denial(sentence, pick):
    """A denial is left out."""
    if not _catalogued(sentence):
        return None
    return _reworded(sentence, r" not\b|n’t\b|没有|沒有|不(?=[低高])|(?<=[比較较])未", lambda _: "", pick)


@fault
def a_word_of_nobody(sentence, pick):
    if not _catalogued(sentence):
        return None
    text, more = sentence[0]["text"], _UNSURE[sentence[0]["language"]]
    own = r"\b(?:grew|rose|fell|took|spent|leads|stood|came)\b|增长|成長|上升|下降"
    return _reworded(sentence, own, lambda match: more + match[0], pick) if text else None


@fault
def numbers_exchanged(sentence, pick):
    """Two printed numbers change places in the words; the proof stays as it was."""
    text = sentence[0]["text"]
    told = {item["text"] for item in sentence[0]["printed"]}
    places = [
        match
        for number in told
        for match in re.finditer(rf"(?<![\d.,Q]){re.escape(number)}(?!\d|[.,]\d|年|Q)", text)
    ]
    pairs = [(a, b) for a in places for b in places if a.end() <= b.start() and a[0] != b[0]]
    if not pairs:
        return None
    a, b = pick.choice(pairs)
    # Two that stand in one another, as 5 % and 15 %, may leave what reads the same.
    changed = text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
    return None if changed == text else _told(sentence, changed)


@fault
def names_exchanged(sentence, pick):
    """Two companies change places, each of whom a figure of its own stands beside."""
    pattern, _ = _NAMES[sentence[0]["language"]]
    text = sentence[0]["text"]
    own = {item["of"] for item in sentence[0]["printed"] if item["unit"] not in ("times", "ratio")}
    found = [m for m in re.finditer(pattern, text) if _slug(m[0], sentence[0]["language"]) in own]
    if len(found) != 2 or found[0][0] == found[1][0] or len(own) != 2 or _of_others(sentence):
        return None
    a, b = found
    if re.search("Azure|AWS|Google|Cloud|OCI", text):
        return None
    return _told(sentence, text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :])


def _slug(name: str, language: str) -> str:
    names = _NAMES[language][0].split("|")
    return _NAMES["en"][0].split("|")[names.index(name)].lower()


@fault
def one_listed_no_more(sentence, pick):
    """One of those who are listed is left out of the words."""
    pattern, _ = _NAMES[sentence[0]["language"]]
    if sentence[0]["place"] == "changed" or len(sentence) > 1:
        return None  # whose figures a table counted, some may be named; of several sets another may be meant
    return _reworded(
        sentence, rf"(?:{pattern})(?:, |、)(?=(?:{pattern})(?: and|和|与|與|及))", lambda _: "", pick
    )


@fault
def a_clause_dropped(sentence, pick):
    """A clause is left out of the words, with a figure in it."""
    text = sentence[0]["text"]
    parts = _CLAUSES.split(text)
    told = [item["text"] for item in sentence[0]["printed"]]
    inner = [
        part for part in parts[1:-1] if any(number in part and text.count(number) == 1 for number in told)
    ]
    if not _catalogued(sentence) or not inner:
        return None
    return _told(sentence, text.replace(pick.choice(inner), "", 1))


@fault
def a_group_dropped(sentence, pick):
    """Of clouds that are parted by how they grew, those of one group are not told of."""
    text = sentence[0]["text"]
    split = next((o for o in sentence if o["form"] == "split"), None)
    parts = re.split(r"(?<=; )|(?<=；)", text)
    if split is None or len(parts) < 3 or any(item["unit"] == "count" for item in split["printed"]):
        return None
    return _told(sentence, text.replace(parts[1], "", 1))


_TWO_MEASURES = {
    "en": ("capex", "revenue"),
    "zh-Hans": ("资本开支", "收入"),
    "zh-Hant": ("資本支出", "營收"),
}


@fault
def measures_exchanged(sentence, pick):
    """What is told of capex and what of revenue change places."""
    one, other = _TWO_MEASURES[sentence[0]["language"]]
    text = sentence[0]["text"]
    if text.count(one) != 1 or text.count(other) != 1 or not _catalogued(sentence):
        return None
    return _told(sentence, text.replace(one, "\0").replace(other, one).replace("\0", other))
