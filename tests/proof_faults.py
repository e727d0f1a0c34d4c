"""Faults put into true statements: each makes an object that says what the data do not, or nothing where it does not fit."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from typing import TypeVar

from cloudcapex.periods import Quarter
from proof_cases import Object

T = TypeVar("T")
Make = Callable[[T, random.Random], T | None]
Fault = Make[Object]
FAULTS: dict[str, Fault] = {}

OPPOSITE = {
    "rose": "fell",
    "fell": "rose",
    "held": "rose",
    "sped_up": "slowed",
    "slowed": "sped_up",
    "fell_less": "fell_more",
    "fell_more": "fell_less",
    "not_compared": "held",
}
# A word -> another that contradicts it.
WORDS = {
    "en": {
        "rose": "fell",
        "fell": "rose",
        "sped up": "slowed",
        "slowed": "sped up",
        "every": "no",
        "no": "every",
        "both": "no",
        "a record": "the lowest",
        "the lowest": "a record",
        "shrank less": "grew",
        "grew": "shrank",
        "lead": "are lowest",
    },
    "zh-Hans": {
        "上升": "下降",
        "下降": "上升",
        "加快": "放缓",
        "放缓": "加快",
        "每家": "没有一家",
        "新高": "新低",
        "最低": "新高",
        "居首": "最低",
    },
    "zh-Hant": {
        "上升": "下降",
        "下降": "上升",
        "加快": "放緩",
        "放緩": "加快",
        "每家": "沒有一家",
        "新高": "新低",
        "最低": "新高",
        "居首": "最低",
    },
}


def listing(faults: dict[str, Callable[[T, random.Random], T | None]]) -> Callable[[Make[T]], Make[T]]:
    """Make the decorator that puts a fault on a list; each gets a copy of its own to spoil."""

    def fault(make: Make[T]) -> Make[T]:
        def on_a_copy(found: T, pick: random.Random) -> T | None:
            return make(copy.deepcopy(found), pick)

        faults[make.__name__] = on_a_copy
        return make

    return fault


fault = listing(FAULTS)


@fault
def another_value(o, pick):
    if not o["values"]:
        return None
    o["values"][pick.choice([*o["values"]])]["value"] *= 1.001
    return o


@fault
def another_base_value(o, pick):
    told = [v for v in o["values"].values() if v["base_value"]]
    if not told:
        return None
    pick.choice(told)["base_value"] *= 1.001
    return o


@fault
def another_definition(o, pick):
    if not o["values"]:
        return None
    pick.choice([*o["values"].values()])["definition"] = "another"
    return o


@fault
def another_document(o, pick):
    if not o["values"]:
        return None
    pick.choice([*o["values"].values()])["sources"] = ["doc-c"]
    return o


@fault
def another_period(o, pick):
    if not o["values"]:
        return None
    pick.choice([*o["values"].values()])["period_end"] = "2025-01-31"
    return o


@fault
def another_unit(o, pick):
    if not o["values"]:
        return None
    pick.choice([*o["values"].values()])["unit"] = "EUR"
    return o


@fault
def base_a_quarter_off(o, pick):
    if o["base"]["quarter"] is None:
        o["base"] = {"kind": "yoy", "quarter": str(Quarter.parse(o["quarter"]) - 3)}
        return o
    o["base"]["quarter"] = str(Quarter.parse(o["base"]["quarter"]) - 1)
    return o


@fault
def true_said_to_be_false(o, pick):
    if not o["true_of"]:
        return None
    o["false_of"].append(o["true_of"].pop(pick.randrange(len(o["true_of"]))))
    return o


@fault
def false_said_to_be_true(o, pick):
    if not o["false_of"]:
        return None
    o["true_of"].append(o["false_of"].pop(pick.randrange(len(o["false_of"]))))
    return o


@fault
def unknown_said_to_be_true(o, pick):
    if not o["unknown"]:
        return None
    of = pick.choice([*o["unknown"]])
    o["unknown"].pop(of)
    o["true_of"].append(of)
    return o


@fault
def known_said_to_be_unknown(o, pick):
    if not o["true_of"]:
        return None
    of = o["true_of"].pop(pick.randrange(len(o["true_of"])))
    o["unknown"][of] = "not_disclosed"
    return o


@fault
def unknown_for_another_reason(o, pick):
    if not o["unknown"]:
        return None
    of = pick.choice([*o["unknown"]])
    o["unknown"][of] = "not_yet_filed"
    return o


@fault
def unknown_dropped(o, pick):
    """As November did: who cannot be compared is not of the set."""
    if not o["unknown"] or len(o["population"]) < 3 or o["form"] in ("sum", "range", "share"):
        return None
    of = pick.choice([*o["unknown"]])
    o["unknown"].pop(of)
    o["population"].remove(of)
    o["values"].pop(of, None)
    if "n" in o["result"]:
        o["result"]["n"] -= 1
    if "groups" in o["result"]:
        o["result"]["groups"]["not_compared"].remove(of)
    return o


@fault
def nobody_aside(o, pick):
    """The words pass over who is not known."""
    head = re.split("[;；]", o["text"])[0]
    if not o["unknown"] or o["form"] in ("split", "none"):
        return None
    o["text"] = head
    return o


@fault
def another_quantifier(o, pick):
    if o["quantifier"] is None:
        o["quantifier"] = "every"
        return o
    o["quantifier"] = "none" if o["quantifier"] != "none" else "every"
    return o


@fault
def another_direction(o, pick):
    if o["direction"] is None or o["form"] == "value":
        return None
    o["direction"] = OPPOSITE[o["direction"]]
    return o


@fault
def another_group(o, pick):
    groups = o["result"].get("groups")
    if not groups:
        return None
    name = pick.choice([*groups])
    other = OPPOSITE[name]
    of = groups[name].pop()
    groups.setdefault(other, []).append(of)
    return o


@fault
def another_leader(o, pick):
    leaders = o["result"].get("leaders")
    others = [of for of in o["true_of"] if of not in (leaders or [])]
    if not leaders or not others:
        return None
    o["result"]["leaders"] = [pick.choice(others)] if len(o["true_of"]) > 2 else [*leaders, *others]
    return o


@fault
def another_span(o, pick):
    if "since" not in o["result"]:
        return None
    o["result"]["since"] = str(Quarter.parse(o["result"]["since"]) + pick.choice((-1, 1)))
    return o


@fault
def another_count(o, pick):
    names = [name for name in ("k", "n") if name in o["result"]]
    if not names:
        return None
    o["result"][pick.choice(names)] += pick.choice((-1, 1))
    return o


@fault
def another_result(o, pick):
    names = [n for n, v in o["result"].items() if isinstance(v, float) and v]
    if not names or o["form"] == "gap":
        return None
    o["result"][pick.choice(names)] *= 1.02
    return o


@fault
def another_row(o, pick):
    if "from" not in o["result"]:
        return None
    o["result"]["from"] = str(Quarter.parse(o["result"]["from"]) - 1)
    return o


@fault
def other_digits(o, pick):
    """The number is printed otherwise, and stands so in the words."""
    if not o["printed"]:
        return None
    item = pick.choice(o["printed"])
    last = list(re.finditer(r"\d", item["text"]))[-1]
    digit = str((int(last[0]) + pick.randint(2, 8)) % 10)
    text = item["text"][: last.start()] + digit + item["text"][last.end() :]
    if sum(other["text"] == item["text"] for other in o["printed"]) > 1:
        return None
    o["text"] = o["text"].replace(item["text"], text)
    item["text"] = text
    return o


@fault
def another_printed_value(o, pick):
    if not o["printed"]:
        return None
    item = pick.choice(o["printed"])
    item["value"] = item["value"] * 1.0001 + 0.00001
    return o


@fault
def not_in_the_words(o, pick):
    if not o["printed"]:
        return None
    item = pick.choice(o["printed"])
    o["text"] = re.sub(rf"(?<![\d.]){re.escape(item['text'])}", "…", o["text"])
    return o


@fault
def a_loose_number(o, pick):
    o["text"] += {"en": " by 37", "zh-Hans": "，37", "zh-Hant": "，37"}[o["language"]]
    return o


@fault
def another_word(o, pick):
    found = [w for w in WORDS[o["language"]] if re.search(rf"(?<![a-z]){w}(?![a-z])", o["text"])]
    if not found or o["form"] in ("split", "times", "gap", "since"):
        return None
    word = pick.choice(found)
    o["text"] = re.sub(rf"(?<![a-z]){word}(?![a-z])", WORDS[o["language"]][word], o["text"])
    return o


@fault
def another_claim(o, pick):
    """Words that nothing holds are added."""
    if o["form"] in ("record", "lowest", "since", "streak", "times"):
        return None
    o["text"] += {
        "en": ", for the first time in a row",
        "zh-Hans": "，连续创历史新高",
        "zh-Hant": "，連續創歷史新高",
    }[o["language"]]
    return o


@fault
def a_member_twice(o, pick):
    o["population"].append(o["population"][0])
    return o


@fault
def a_key_too_many(o, pick):
    return o | {"note": "so it is"}


@fault
def a_key_too_few(o, pick):
    o.pop(pick.choice(["values", "unknown", "printed", "base", "population_of"]))
    return o


@fault
def a_word_for_a_number(o, pick):
    if not o["values"]:
        return None
    told = pick.choice([*o["values"].values()])
    told["value"] = str(told["value"])
    return o
