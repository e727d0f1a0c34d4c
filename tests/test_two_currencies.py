"""Editions of companies that report in two currencies: whose amounts are added up is said, and nobody is passed over."""

from __future__ import annotations

import functools

import pytest

from cloudcapex.cli.statements import collect, faults_in
from cloudcapex.language import LANGUAGES
from cloudcapex.reports.review import Review
from cloudcapex.reports.review.front import headline
from cloudcapex.statements.proof import prove
from turning import in_turn, turned

WHOM = ("amazon", "coreweave", "alibaba", "meta")


@functools.cache
def told(language):
    """Give the statements of an edition by id."""
    asked = {"quarter": "2023Q4", "companies": WHOM, "language": language}
    return {record["id"]: record for record in collect("quarterly_review", asked)}


def title_of(quarter, companies, **more):
    """Give what the title of an edition's front page claims, without the exhibits behind it."""
    review = Review(quarter, companies=[*companies], **more)
    review.tell(headline(review), "front.title", "title")
    return [record for told_ in review.statements.values() for record in told_.records()]


@turned(
    "language,said",
    [
        ("en", "(amounts of the companies that file in US dollars)"),
        ("zh-Hans", "（金额仅计以美元为报告货币的公司）"),
        ("zh-Hant", "（金額僅計以美元為報告貨幣的公司）"),
    ],
)
def test_an_edition_in_two_currencies_says_whose_amounts_it_adds_up(language, said):
    of_one = [r for r in told(language).values() if r["population_of"].endswith("of one currency")]
    assert {r["sentence"] for r in of_one} >= {
        "front.title",
        "takeaway.1",
        "takeaway.3",
        "free_cash_flow.title",
    }
    assert [r["text"] for r in of_one if said not in r["text"]] == []
    assert faults_in(list(told(language).values())) == []


def test_who_states_no_capex_is_not_said_to_have_yet_to_file():
    title = told("en")["front.title.1"]
    assert title["unknown"] == {"coreweave": "not_derivable"}
    assert title["text"].startswith(
        "Of 3 companies, the capex of 2 is known: Amazon and Meta spent $22.2bn, "
    )


def test_who_has_yet_to_file_is_said_so():
    title = title_of("2023Q4", ("amazon", "meta", "nvidia"), as_of="2024-02-10")[0]
    assert title["unknown"] == {"nvidia": "not_yet_filed"}
    assert title["text"].startswith("Of 3 companies, 2 reported so far: Amazon and Meta spent ")


@pytest.mark.parametrize("dropped", ["(amounts of the companies that file in US dollars)", "coreweave"])
def test_the_proof_asks_for_the_currency_and_for_everybody_of_it(dropped):
    one = dict(told("en")["front.title.1"])
    one["text"] = one["text"].replace(f" {dropped}", "")
    one["population"] = [of for of in one["population"] if of != dropped]
    one["unknown"] = {of: why for of, why in one["unknown"].items() if of != dropped}
    assert prove([one])


PAIRS = (
    (("microsoft", "alibaba"), "2022Q3"),
    (("amazon", "baidu"), "2022Q4"),
    (("oracle", "alibaba"), "2023Q3"),
)


@pytest.mark.turned
@pytest.mark.parametrize(("pair", "language"), in_turn("pairs", PAIRS, [*LANGUAGES]), ids=str)
def test_a_title_tells_the_amount_of_one_apart_from_what_both_clouds_do(pair, language):
    """Of these two both clouds slow, and the capex in dollars is of one alone."""
    companies, quarter = pair
    records = title_of(quarter, companies, language=language)
    assert prove(records) == []
    if language == "en":
        assert (
            ", as both clouds compared slow (amounts of the companies that file in US dollars)"
            in records[0]["text"]
        )


def test_capex_may_rise_as_both_clouds_slow():
    """What follows *as both* is a clause of its own: the one before it speaks of the sum of their capex."""
    title = title_of("2024Q2", ("microsoft", "oracle"))
    assert title[0]["text"] == "Capex rises 54\u202f% to $16.7bn as both clouds compared slow"
    assert prove(title) == []
    wrong = [o | {"text": o["text"].replace("slow", "rise")} for o in title]
    assert any("“rise”" in str(objection) for objection in prove(wrong))
