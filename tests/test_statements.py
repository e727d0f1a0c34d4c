"""Statements: every form holds of the panel it was chosen from, and no word is said that nothing asserts."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex.language import Language
from cloudcapex.language.number import Number
from cloudcapex.metrics.points import Point
from cloudcapex.periods import Quarter
from cloudcapex.statements import (
    Evidence,
    Phrase,
    Population,
    Quantified,
    StatementError,
    Teller,
    absence,
    change,
    each,
    each_beyond,
    leader,
    longest,
    lowest,
    part_of,
    record,
    since,
    span,
    split,
    streak,
    times,
    total,
    value,
)
from cloudcapex.statements.forms.counts import quantifier
from cloudcapex.statements.lexicon import check, claims, licences

NOW = Quarter(2026, 2)
GROWTH = "azure_growth"  # a rate: more of it is faster
MONEY = "capex_cash"

ENGLISH = Teller(Language())


def panel(
    measure: str,
    rows: dict[str, list[float | str | tuple[float, str]]],
    base: str = "previous",
    digits: int = 0,
) -> Evidence:
    """Evidence over made-up values, oldest first, the last one of NOW; a word is a reason, a pair names a definition."""
    unit = "share" if measure == GROWTH else "USD"
    points: dict[tuple[str, Quarter], Point] = {}
    for company, row in rows.items():
        for back, cell in enumerate(reversed(row)):
            number, definition, reason = math.nan, "one", ""
            if isinstance(cell, str):
                reason, definition = cell, ""
            elif isinstance(cell, tuple):
                number, definition = cell
            else:
                number = cell
            points[company, NOW - back] = Point(
                company=company,
                metric=measure,
                quarter=NOW - back,
                value=number,
                unit=unit,
                definition=definition,
                reason=reason,
            )

    def lookup(metric: str, company: str, quarter: Quarter) -> Point:
        found = points.get((company, quarter))
        return found or Point(
            company=company, metric=metric, quarter=quarter, value=math.nan, unit=unit, reason="not_disclosed"
        )

    return Evidence(lookup, measure, Population("clouds", tuple(rows)), NOW, base, digits)  # type: ignore[arg-type]


# --- a change, and what counts as none --------------------------------------------------------------


def test_a_difference_inside_what_counts_as_held_is_held():
    assert change(panel(MONEY, {"a": [100.0, 100.4]})).direction == "held"
    assert change(panel(MONEY, {"a": [100.0, 101.0]})).direction == "rose"
    assert change(panel(MONEY, {"a": [100.0, 99.0]})).direction == "fell"


def test_values_that_print_alike_have_held():
    assert change(panel(GROWTH, {"a": [0.386, 0.3945]})).direction == "held"  # 39 % and 39 %
    assert change(panel(GROWTH, {"a": [0.384, 0.3945]})).direction == "sped_up"


def test_what_shrank_never_grew_faster():
    assert change(panel(GROWTH, {"a": [-0.14, -0.054]})).direction == "fell_less"
    assert change(panel(GROWTH, {"a": [-0.054, -0.14]})).direction == "fell_more"
    assert change(panel(GROWTH, {"a": [-0.02, 0.03]})).direction == "rose"
    assert change(panel(GROWTH, {"a": [0.03, -0.02]})).direction == "fell"


def test_a_redefinition_is_never_a_change():
    evidence = panel(GROWTH, {"a": [(0.29, "old"), (0.33, "new")]})
    assert change(evidence) is None
    assert evidence.unknown(compared=True) == {"a": "redefined"}


def test_a_member_to_whom_it_does_not_apply_is_taken_out_and_listed():
    evidence = panel(GROWTH, {"a": [0.1, 0.2], "b": ["not_applicable", "not_applicable"]})
    assert evidence.population.members == ("a",)
    assert evidence.population.named == "clouds without b (not applicable)"


# --- counting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "n", "unknown", "word"),
    [
        (3, 3, 0, "every"),
        (2, 2, 0, "both"),
        (0, 3, 0, "none"),
        (2, 3, 0, "k_of_n"),
        (3, 4, 1, "k_of_n"),
        (1, 1, 0, None),
    ],
)
def test_universal_words_need_everybody(k, n, unknown, word):
    assert quantifier(k, n, unknown) == word


def test_split_leaves_nobody_out():
    moved = split(
        panel(
            GROWTH,
            {"a": [0.47, 0.46], "b": [0.28, 0.32], "c": [0.5, 0.5], "d": ["not_disclosed", "not_disclosed"]},
        )
    )
    assert moved.result["groups"] == {"sped_up": ["b"], "held": ["c"], "slowed": ["a"], "not_compared": ["d"]}
    assert moved.unknown == {"d": "not_disclosed"}
    assert moved.quantifier is None


def test_a_count_has_the_sentence_that_it_calls_for():
    forms = Quantified(
        one="{true} sped up", not_one="{false} did otherwise", every="Every cloud sped up", both="Both clouds sped up",
        none="None sped up", k_of_n="{k} of {n} sped up: {true}", k_of_known="{k} of the {m} of {n} sped up", every_known="The {m} of {n} that can be compared sped up",
        none_known="Of {n}, {m} can be compared, and none sped up", nothing="Nothing can be compared",
    )  # fmt: skip

    def told(rows):
        return str(ENGLISH.counted(forms, each(panel(GROWTH, rows), "sped_up"), str.upper))

    up, down, gone = [0.1, 0.2], [0.2, 0.1], ["not_disclosed", "not_disclosed"]
    assert told({"a": up}) == "A sped up"
    assert told({"a": up, "b": up}) == "Both clouds sped up"
    assert told({"a": up, "b": up, "c": up}) == "Every cloud sped up"
    assert told({"a": up, "b": up, "c": down}) == "2 of 3 sped up: A and B"
    assert told({"a": up, "b": up, "c": gone}) == "The 2 of 3 that can be compared sped up"
    assert told({"a": down, "b": down}) == "None sped up"
    assert told({"a": gone, "b": gone}) == "Nothing can be compared"


def test_a_message_without_a_form_for_a_count_is_refused_in_one_line():
    with pytest.raises(StatementError, match="no form 'both'"):
        Quantified(
            every="x",
            both="",
            none="x",
            k_of_n="x",
            k_of_known="x",
            every_known="x",
            none_known="x",
            one="x",
            not_one="x",
            nothing="x",
        )


# --- what fits --------------------------------------------------------------------------------------


def test_a_sentence_that_does_not_fit_falls_back_upon_the_one_it_begins_with():
    rose = each(panel(GROWTH, {"a": [0.1, 0.2]}), "sped_up")
    first = ENGLISH.state("Growth sped up", rose)
    led = leader(panel(GROWTH, {"a": [0.2], "b": [0.1]}, "none"))
    whole = ENGLISH.state(
        "{sentence}; {name} leads at {rate}", led, sentence=first, name="A", rate=Number(0.2, "share")
    )
    assert str(whole) == "Growth sped up; A leads at 20\u202f%"
    assert whole.fitting(31) == whole
    assert whole.fitting(30) == first
    assert whole.fitting(5) == first  # none fits: the narrowest is told


def test_who_cannot_be_compared_is_not_left_out_for_the_want_of_room():
    silent = each(panel(GROWTH, {"a": [0.1, 0.2], "b": ["not_disclosed"] * 2}), "sped_up")
    first = ENGLISH.state("{name} sped up", silent, name="A")
    whole = ENGLISH.state("{sentence}; {name} cannot be compared", sentence=first, name="B")
    assert whole.fitting(10) == whole


def test_those_who_cannot_be_compared_are_counted_where_their_names_find_no_room():
    forms = Quantified(
        one="x", not_one="x", every="x", both="x", none="x", k_of_n="x", k_of_known="x", none_known="x", nothing="x",
        every_known="{true} sped up; {unknown} cannot be compared",
    )  # fmt: skip
    rows = {"a": [0.1, 0.2], "b": ["not_yet_filed"] * 2, "c": ["not_yet_filed"] * 2}
    told = ENGLISH.counted(forms, each(panel(GROWTH, rows), "sped_up"), "the cloud called {}".format)
    named = "the cloud called a sped up; the cloud called b and the cloud called c cannot be compared"
    assert str(told.fitting(99)) == named
    assert str(told.fitting(80)) == "the cloud called a sped up; the other 2 cannot be compared"


def test_a_shorter_form_is_told_where_the_long_one_does_not_fit_and_counts_chinese_double():
    rose = each(panel(GROWTH, {"a": [0.1, 0.2]}), "sped_up")
    long = ENGLISH.state("Growth {of} sped up", rose, of="云" * 5)
    short = ENGLISH.state("It sped up", rose)
    assert long.or_shorter(short).fitting(25) == long
    assert long.or_shorter(short).fitting(24) == short
    longer = ENGLISH.state("Growth {of} sped up", rose, of="云" * 9)
    joined = longest(iter([short, long, longer]))
    assert joined == longer
    assert [joined.fitting(width) for width in (99, 25, 24, 1)] == [longer, long, short, short]


# --- ranks ------------------------------------------------------------------------------------------


def test_those_that_print_alike_lead_together():
    assert leader(panel(GROWTH, {"a": [0.456], "b": [0.454], "c": [0.41]}, "none")).result["leaders"] == [
        "a"
    ]  # 46, 45
    assert leader(panel(GROWTH, {"a": [0.446], "b": [0.454]}, "none")).result["leaders"] == ["a", "b"]


def test_the_only_known_one_leads_nobody():
    assert leader(panel(GROWTH, {"a": [0.02], "b": ["not_disclosed"]}, "none")) is None


def test_a_record_needs_eight_earlier_values_without_a_break():
    rising = [float(n) for n in range(1, 10)]
    assert record(panel(MONEY, {"a": rising}, "none")).result == {"since": "2024Q2", "n": 9}
    assert record(panel(MONEY, {"a": rising[1:]}, "none")) is None
    assert record(panel(MONEY, {"a": [*rising[:4], (50.0, "other"), *rising[4:]]}, "none")) is None
    assert record(panel(MONEY, {"a": [*rising[:-1], 8.0]}, "none")) is None
    assert lowest(panel(MONEY, {"a": rising[::-1]}, "none")).result["n"] == 9


def test_a_sum_over_three_of_five_is_no_record():
    rising = [float(n) for n in range(1, 10)]
    evidence = panel(MONEY, {"a": rising, "b": [*rising[:-1], "not_yet_filed"]}, "none")
    assert record(evidence) is None
    assert total(evidence).result == {"total": 9.0, "k": 1, "n": 2}
    assert "sum" in licences(total(panel(MONEY, {"a": rising, "b": rising}, "none")))
    assert "sum_known" in licences(total(evidence))


def test_since_names_the_quarter_that_was_as_high():
    run = [9.0, 3.0, 2.0, 4.0, 5.0, 1.0, 8.0]
    assert since(panel(MONEY, {"a": run}, "none")).result == {"since": "2024Q4", "n": 6}
    assert since(panel(MONEY, {"a": run[-3:]}, "none")) is None


def test_a_streak_counts_steps():
    assert streak(panel(MONEY, {"a": [5.0, 1.0, 2.0, 3.0]}, "none")).result == {"n": 2, "from": "2025Q4"}
    assert streak(panel(MONEY, {"a": [5.0, 1.0, 2.0, 3.0]}, "none"), rising=False) is None


# --- parts ------------------------------------------------------------------------------------------


def test_a_share_says_who_is_left_out_of_the_whole():
    evidence = panel(MONEY, {"a": [10.0, 30.0], "b": [5.0, 25.0], "c": ["not_disclosed", "not_disclosed"]})
    assert part_of(evidence, "a", of_change=True).result == {
        "numerator": 20.0,
        "denominator": 40.0,
        "left_out": ["c"],
    }
    assert part_of(evidence, "c") is None


def test_rounded_operands_bound_a_multiple():
    evidence = panel(MONEY, {"a": [1.6e9], "b": [1.0e9]}, "none")
    held = times(evidence, "a", "b")
    assert held.result["ratio"] == pytest.approx(1.6)
    assert held.result["low"] <= 1.6 <= held.result["high"]


def test_span_is_over_those_that_are_known():
    assert span(panel(GROWTH, {"a": [0.91], "b": [1.4], "c": ["not_disclosed"]}, "none")).result == {
        "low": 0.91,
        "high": 1.4,
    }


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    ["Every cloud sped up", "Most clouds slowed", "Capex is at a record", "{x} leads", "Capex doubled", "Nobody had said", "None fell",
     "{x} and {y} together", "Cash flow fell", "It is {x} times {y}", "The fastest quarter"],
)  # fmt: skip
def test_a_claim_that_nothing_asserts_is_refused(message):
    with pytest.raises(StatementError, match="nothing asserts it"):
        check([message], "en", [])


@pytest.mark.parametrize(
    "message", ["各家雲端成長全數加快", "AWS領先", "創下新高", "多數雲端放緩", "無一下降", "資本支出翻倍"]
)
def test_so_are_claims_in_chinese(message):
    with pytest.raises(StatementError, match="nothing asserts it"):
        check([message], "zh-Hant", [])


def test_a_label_claims_nothing():
    assert claims("Cloud operating income ÷ cloud revenue, per cent", "en") == []
    assert claims("雲端營收年增率", "zh-Hant") == []
    assert ENGLISH.state("The quarter in figures").assertions == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The all-in cost, not at all, all else and a catch-all", "en"),
        ("Double-digit rates, debt that falls due, holders of record", "en"),
        ("分析师一致预期、口径不一致、所有者权益、均匀、加速申报、无一览表、倍数", "zh-Hans"),
        ("一致預期、基礎不一致、所有權、均勻、加速申報、無一覽表、倍數、年增速", "zh-Hant"),
    ],
)
def test_a_term_claims_nothing_by_a_word_inside_it(text, language):
    assert claims(text, language) == []


def test_what_the_data_hold_and_what_is_held_against_another_did_not_hold():
    assert claims("Capex cannot be held against depreciation", "en") == []
    assert "hold" not in [word for word, _ in claims("The data hold no capex", "en")]
    assert [word for word, _ in claims("Capex held level", "en")] == ["held level"]


def test_a_digit_cannot_be_typed():
    with pytest.raises(StatementError, match="digit"):
        ENGLISH.state("Of the 4 clouds")


def test_every_number_of_the_words_is_recorded():
    evidence = panel(GROWTH, {"a": [0.1, 0.2]})
    told = ENGLISH.state(
        "{who} grew {rate}", value(evidence), who=Phrase("A"), rate=Number(0.2, "share", "a", decimals=0)
    )
    assert [(p.text, p.value, p.unit, p.of) for p in told.printed] == [("20\u202f%", 0.2, "share", "a")]


def test_an_assertion_that_does_not_hold_cannot_be_told():
    with pytest.raises(StatementError, match="does not hold"):
        ENGLISH.state("{who} leads", leader(panel(GROWTH, {"a": [0.2]}, "none")), who="A")


# --- any panel --------------------------------------------------------------------------------------

cells = st.one_of(
    st.floats(-1, 3).map(lambda v: round(v, 3)),
    st.sampled_from(["not_disclosed", "not_yet_filed", "not_applicable"]),
    st.tuples(st.floats(-1, 3).map(lambda v: round(v, 2)), st.sampled_from(["one", "two"])),
)
panels = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(cells, min_size=2, max_size=14), min_size=1, max_size=6
)


@given(panels)
def test_whatever_is_chosen_holds(rows):
    evidence = panel(GROWTH, rows)
    members = set(evidence.population.members)
    for held in (
        each(evidence, "sped_up", "rose"),
        split(evidence),
        leader(evidence),
        each_beyond(evidence, 0.0),
        absence(evidence),
    ):
        if held is None:
            continue
        assert set(held.true_of) | set(held.false_of) | set(held.unknown) == members
        if held.quantifier in ("every", "both"):
            assert not held.unknown
            assert not held.false_of
        if held.quantifier == "none" and held.form == "each":
            assert not held.unknown
            assert not held.true_of
        if "most" in licences(held):
            assert held.count * 2 > len(members)
    moved = split(evidence)
    if moved is not None:
        for kind, group in moved.result["groups"].items():
            for member in group:
                v = evidence[member]
                if kind in ("sped_up",):
                    assert v.value > v.base_value >= 0
                if kind == "slowed":
                    assert v.base_value > v.value >= 0
                if kind == "fell_less":
                    assert v.base_value < v.value < 0
                if kind == "not_compared":
                    assert not v.compared


@given(panels)
def test_a_record_is_above_all_that_can_be_compared(rows):
    for member, row in rows.items():
        held = record(panel(GROWTH, {member: row}, "none"))
        if held is not None:
            run = [c[0] if isinstance(c, tuple) else c for c in row][-int(held.result["n"]) :]
            assert len(run) > 8
            assert run[-1] > max(run[:-1])


# --- on the page ------------------------------------------------------------------------------------


def test_a_sentence_on_the_page_leads_to_its_proof():
    from cloudcapex.exhibits.proof import proof_html, statement_html
    from cloudcapex.statements import ProofLine, ProofStep
    from cloudcapex.statements.statement import EditionKey

    told = ENGLISH.state(
        "{who} grew {rate}",
        value(panel(GROWTH, {"a": [0.1, 0.2]})),
        who="<A>",
        rate=Number(0.2, "share", "a", decimals=0),
    )
    placed = told.placed("x.title", "title", EditionKey("r", NOW, "en"), "x").proved(
        [
            ProofLine("A", "growth", "2026Q2", "20 %"),
            ProofLine(
                "A",
                "growth",
                "2026Q2",
                "20 %",
                "2026Q1 10 %",
                "https://a.test/",
                "10-Q <1>",
                (
                    ProofStep("2026Q2 = "),
                    ProofStep("a <b>", 'https://b.test/?"<i>'),
                    ProofStep("; c", "javascript:1"),
                ),
            ),
        ]
    )
    assert statement_html(placed) == (
        '<span class="cc-statement" data-statement="x.title" tabindex="0" aria-describedby="proof-x.title">&lt;A&gt; grew 20\u202f%</span>'
    )
    proof = proof_html([placed])
    assert proof.count("<span>") == 1  # the value without its base says nothing more
    assert 'id="proof-x.title"' in proof
    assert 'href="https://a.test/" title="10-Q &lt;1&gt;"' in proof
    assert proof.endswith(
        '<br><small>2026Q2 = <a href="https://b.test/?&quot;&lt;i&gt;">a &lt;b&gt;</a>; c</small></span></div>'
    )
    assert statement_html(ENGLISH.state("The quarter in figures")) == "The quarter in figures"
    assert proof_html([ENGLISH.state("The quarter in figures")]) == ""


@pytest.mark.parametrize(
    ("low", "ratio", "high", "text"),
    [
        (2.3, 2.31, 2.33, "2.3×"),
        (2.2, 2.31, 2.4, "2×"),
        (12.31, 12.34, 12.33, "12.3×"),
        (12.1, 12.3, 12.4, "12×"),  # from ten up it was printed with a digit that was not sure
        (1.4, 1.6, 1.8, "about 1.6×"),
        (120.2, 120.3, 120.4, "120×"),
        (119.4, 120.0, 120.6, "about 120×"),
    ],
)
def test_a_multiple_has_the_digits_that_rounding_leaves_true(low, ratio, high, text):
    held = times(panel(MONEY, {"aws": [ratio], "azure": [1.0]}), "aws", "azure")
    assert held is not None
    held = replace(held, result={**held.result, "low": low, "ratio": ratio, "high": high})
    told = ENGLISH.multiple(held, "aws")
    assert ENGLISH.phrase("{told}", told=told).text == text
