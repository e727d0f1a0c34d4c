"""A sentence is a message of the catalogues: what nobody wrote stands in none, and numbers are told as they stand."""

from __future__ import annotations

import pytest

from cloudcapex.language import Language, Number
from cloudcapex.language.catalogue import messages
from cloudcapex.paths import stamp
from cloudcapex.statements import Teller
from cloudcapex.statements.proof.catalogued import _of

SAID = {
    "en": [
        ("Capex rises 87 % to $182bn as every cloud compared speeds up", ["87 %", "$182bn"]),
        ("Over twelve months, free cash flow is below zero at Amazon and Oracle", []),
        ("Google Cloud margin: 36 %, +15 pp on the year.", ["36 %", "+15 pp"]),
    ],
    "zh-Hans": [
        (
            "资本开支（现金）同比增长87%至1,820亿美元；自由现金流为196亿美元。",
            ["87%", "1,820亿美元", "196亿美元"],
        ),
        # *About* and *at least* stand before the verb of a part.
        ("近四季融资租赁约相当于微软现金资本开支的25%", ["25%"]),
    ],
    "zh-Hant": [
        # *About* stands before the copula, as the writer sets it.
        ("AWS在手訂單約為410億美元。", ["410億美元"]),
        ("2026Q2起成立", []),
    ],
}
NOT_SAID = {
    "en": [
        ("Capex hardly rises 87 % to $182bn as every cloud compared speeds up", ["87 %", "$182bn"]),
        ("Capex rises 87 % to $182bn as cloud speeds up", ["87 %", "$182bn"]),
        ("Over twelve months, free cash flow is not not below zero at Amazon and Oracle", []),
        ("holds before 2026Q2", []),
        ("holds since Q2", []),
    ],
    "zh-Hans": [
        (
            "资本开支（现金）几乎同比增长87%至1,820亿美元；自由现金流为196亿美元。",
            ["87%", "1,820亿美元", "196亿美元"],
        )
    ],
    "zh-Hant": [("AWS在手訂單不為410億美元。", ["410億美元"]), ("2026Q2起不成立", [])],
}


def holds(text, printed, language):
    masks, sayings, _ = _of(language, stamp())
    return sayings.holds(masks.sentence(text, printed))


@pytest.mark.parametrize("language", SAID)
def test_a_message_with_its_places_filled_is_said(language):
    assert [text for text, printed in SAID[language] if not holds(text, printed, language)] == []


@pytest.mark.parametrize("language", NOT_SAID)
def test_words_of_no_message_are_not(language):
    assert [text for text, printed in NOT_SAID[language] if holds(text, printed, language)] == []


def test_every_message_without_places_is_one_of_its_own():
    masks, sayings, _ = _of("en", stamp())
    plain = [text for text in messages("zh-Hans") if "{" not in text and len(text.split()) > 2]
    assert len(plain) > 300
    assert [text for text in plain[::10] if not sayings.holds(masks.message(text))] == []


@pytest.mark.parametrize(("language", "order"), [("en", ["2", "5"]), ("zh-Hant", ["5", "2"])])
def test_numbers_are_told_in_the_order_in_which_a_translation_has_them(language, order):
    message = "Growth of trailing capex rose at {k} of {n} companies: {true}"
    phrase = Teller(Language(language)).phrase(
        message, k=Number(2.0, "count"), n=Number(5.0, "count"), true=["Meta"]
    )
    assert [number.text for number in phrase.printed] == order
