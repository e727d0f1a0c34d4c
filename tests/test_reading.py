"""Messages filled with extreme values read as sentences: a hundred in each language, all of them in the sweep."""

from __future__ import annotations

import os
import random

import pytest

from cloudcapex.language import LANGUAGES, Language
from cloudcapex.language.catalogue import messages
from conftest import SEED
from messages_filled import PLACE, filled, slips
from turning import WHOLE

WITH_PLACES = [message for message in messages("zh-Hans") if PLACE.search(message)]


def drawn(code: str) -> list[str]:
    chance = random.Random(f"reading {code} {os.environ[SEED]}")
    return WITH_PLACES if os.environ.get(WHOLE) else chance.sample(WITH_PLACES, 100)


@pytest.mark.turned
@pytest.mark.parametrize("code", LANGUAGES)
def test_filled_messages_are_well_formed(code):
    language = Language(code)
    times = 8 if os.environ.get(WHOLE) else 3
    found = {}
    for message in drawn(code):
        for number in range(times):
            text = filled(message, language, random.Random(f"{message} {code} {os.environ[SEED]} {number}"))
            if wrong := slips(text, language):
                found[text] = (wrong, message)
    assert found == {}


@pytest.mark.parametrize(
    ("code", "text", "slip"),
    [
        ("zh-Hant", "年增−5%", "a direction doubled"),
        ("zh-Hans", "同比增减5%", "a direction doubled"),
        ("zh-Hans", "同比增减少5%", "a direction doubled"),
        ("zh-Hant", "5家公司，其中0家公司中有2家", "none counted as some"),
        ("zh-Hans", "共3个个百分点", "a measure word doubled"),
        ("zh-Hans", "支出1.2bn", "a Latin unit"),
        ("zh-Hans", "微软加快；", "a stop at an end that has none"),
        ("zh-Hans", "微软加快，和亚马逊放缓", "and before a clause"),
        ("zh-Hans", "微软 加快", "a space beside a character"),
        ("en", "grew +−5\u202f%", "a sign doubled"),
        ("en", "at Amazon ; others", "a space too many"),
    ],
)
def test_an_ill_formed_text_is_found(code, text, slip):
    assert slip in slips(text, Language(code))


@pytest.mark.parametrize("text", ["一年间增减：微软", "前一年間增減的原因", "增减，占比"])
def test_a_change_by_its_name_is_no_direction_doubled(text):
    assert slips(text, Language("zh-Hans")) == []
