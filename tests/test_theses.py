"""Worries put to the test: the language that is read and never run, every status, real figures, what is shown."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shown
from cloudcapex import facts
from cloudcapex.errors import DataError
from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.heatmap import State, StateRow, state_map
from cloudcapex.exhibits.exhibit import Exhibit
from cloudcapex.exhibits.tables.verdicts import ThesisRow, VerdictTable
from cloudcapex.metrics.points import Point
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import review as show
from cloudcapex.reports.review.theses import MARKERS, MARKS, STRONG, map_message, outcomes, table_message
from cloudcapex.theses import outcomes as theses
from cloudcapex.theses.figures import Figures
from cloudcapex.theses.file import read_theses
from cloudcapex.theses.outcomes import STATUSES, Outcome, evaluate, load_theses, messages
from cloudcapex.theses.terms import COMMITMENTS, Thesis, ThesisMeasure, Trial

FILE = Path(__file__).resolve().parents[1] / "data" / "theses.toml"
SHEET = Path(theme.__file__).parents[1] / "template" / "report.css"

BLOCK = """
[[thesis]]
id = "margins_fall"
label = "Margins fall"
statement = "Margins will fall."
raised_by = "Somebody"
raised_on = "2024-02"
source = "A note of February 2024."
measure = "Operating margin"

[thesis.test]
metric = "operating_margin"
companies = ["microsoft", "meta"]
compare = "change_yoy"
op = "<="
threshold = -0.02
easing = -0.01
need = "any"
"""


def write(folder: Path, text: str = BLOCK) -> Path:
    path = folder / "theses.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tested() -> dict[str, dict[str, Outcome]]:
    """Every worry of the data over every quarter since the first was raised."""
    found = evaluate(load_theses(), "2022Q1", "2026Q2")
    return {key: {str(o.quarter): o for o in run} for key, run in found.items()}


# --- the file ---------------------------------------------------------------------------------------


def test_the_worries_of_the_articles_are_all_there():
    found = {thesis.id: thesis for thesis in load_theses()}
    assert [*found] == [
        "infrastructure_takes_most",
        "alibaba_cloud_stalls",
        "amazon_loses_share",
        "capex_hurts_profit",
        "no_business_model",
        "openai_has_no_rival",
        "not_usable_enough",
        "labs_in_debt_to_clouds",
    ]
    assert {key for key, thesis in found.items() if thesis.test is None} == {"not_usable_enough"}
    assert found["not_usable_enough"].watch == ThesisMeasure("m365_copilot_seats", ("microsoft",))
    assert found["capex_hurts_profit"].test == Trial(
        measure=ThesisMeasure("operating_margin.ttm", ("microsoft", "alphabet", "amazon", "meta")),
        compare="change_yoy",
        op="<=",
        threshold=-0.01,
        easing=-0.0025,
        unit="points",
        need="most",
        without="effects",
    )


def test_a_worry_is_tested_from_the_last_quarter_that_had_closed(tmp_path):
    (month,) = read_theses(write(tmp_path))
    assert (month.first_quarter, month.known_on) == (Quarter(2023, 4), dt.date(2024, 2, 29))
    (day,) = read_theses(write(tmp_path, BLOCK.replace('"2024-02"', "2024-04-01")))
    assert (day.first_quarter, day.known_on) == (Quarter(2024, 1), dt.date(2024, 4, 1))


def test_worries_raised_later_are_unknown_on_an_earlier_day():
    assert [t.id for t in load_theses("2023-01-30")] == []
    assert [t.id for t in load_theses("2023-01-31")] == ["infrastructure_takes_most"]
    early = [t.id for t in load_theses("2024-02-15")]
    assert "labs_in_debt_to_clouds" not in early
    # Three worries of December 2023 stand in an article of later in February.
    assert len(early) == 4


def test_every_text_a_reader_sees_goes_to_the_translators():
    found = messages()
    assert len(found) == len({*found})
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    hidden = {"id", "raised_on", "known_from", "opposes", "test", "watch"}
    texts = {value for block in content["thesis"] for key, value in block.items() if key not in hidden}
    assert {*found} == texts
    # These texts are put into others, so a brace would be read as a place to fill.
    assert not [text for text in found if "{" in text or "}" in text]


FAULTS = [
    ('metric = "operating_margin"\n', "", "metric", "names no metric"),
    ('"operating_margin"', '"operating_margn"', "metric", "did you mean operating_margin"),
    ('"operating_margin"', '"operating_margin.ttm.yoy.yoy"', "metric", "stacks its transforms"),
    ('"operating_margin"', '"rpo.ttm"', "metric", "do not add up"),
    ('"operating_margin"', '"operating_margin.yoy"', "compare", "stacks its transforms"),
    ('"operating_margin"', '"labs.revenue_run_rate"', "companies", "'microsoft' is not known"),
    ('["microsoft", "meta"]', '["microsft", "meta"]', "companies", "did you mean microsoft"),
    ('["microsoft", "meta"]', '["meta", "meta"]', "companies", "twice"),
    ('["microsoft", "meta"]', "[]", "companies", "no name is given"),
    ('["microsoft", "meta"]', '"microsoft"', "companies", "not a list of names"),
    ("threshold = -0.02", 'threshold = "-2 %"', "threshold", "'-2 %' is not a number"),
    ("threshold = -0.02", "threshold = nan", "threshold", "nan is not a number"),
    ("threshold = -0.02", "threshold = true", "threshold", "True is not a number"),
    ("threshold = -0.02\n", "", "threshold", "the value is missing"),
    ("easing = -0.01", "easing = -0.03", "easing", "-0.03 is not above the threshold -0.02"),
    ("easing = -0.01\n", "", "easing", "the value is missing"),
    ('"change_yoy"', '"change_yoj"', "compare", "did you mean change_yoy"),
    ('"<="', '"=<"', "op", "'=<' is not known"),
    ('"any"', '"many"', "need", "did you mean any"),
    ('need = "any"\n', "", "need", "several companies have a value each"),
    ('need = "any"', 'need = "any"\npick = "largest"', "pick", "means nothing in this test"),
    ('need = "any"', 'need = "any"\ncarry = 5', "carry", "5 is not a number of quarters"),
    ('need = "any"', 'need = "any"\nthreshhold = 1', "threshhold", "did you mean threshold"),
    ('compare = "change_yoy"', 'compare = "ratio"', "need", "means nothing in this test"),
    ('label = "Margins fall"', 'labels = "Margins fall"', "labels", "did you mean label"),
    ('label = "Margins fall"', "label = 3", "label", "3 is not text"),
    ('label = "Margins fall"', 'label = " "', "label", "the value is missing"),
    ('"2024-02"', '"February 2024"', "raised_on", "is not a day or a month"),
    ('raised_on = "2024-02"\n', "", "raised_on", "the value is missing"),
    (
        'measure = "Operating margin"',
        'measure = "x"\nnot_testable = "y"',
        "test",
        "either a test or the reason",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "said"), FAULTS)
def test_what_the_language_does_not_know_is_told_with_its_place(tmp_path, old, new, key, said):
    assert BLOCK.count(old) == 1
    with pytest.raises(DataError) as raised:
        read_theses(write(tmp_path, BLOCK.replace(old, new)))
    where = raised.value.where or ""
    assert where.startswith("data/theses.toml, thesis 'margins_fall'")
    assert where.endswith(f"key {key}")
    assert raised.value.valid
    assert said in str(raised.value)


def test_ids_are_ids_and_never_taken_twice(tmp_path):
    with pytest.raises(DataError, match=r"thesis 2, key id: the id 'margins_fall' is already taken"):
        read_theses(write(tmp_path, BLOCK + BLOCK))
    with pytest.raises(DataError, match=r"thesis 1, key id: 'Margins fall' is not an id"):
        read_theses(write(tmp_path, BLOCK.replace('"margins_fall"', '"Margins fall"')))


def test_a_ratio_needs_an_upper_and_a_lower_part_in_one_unit(tmp_path):
    ratio = BLOCK.replace('need = "any"\n', "").replace('"change_yoy"', '"ratio"')
    with pytest.raises(DataError, match="a ratio needs something to be taken over"):
        read_theses(write(tmp_path, ratio))
    over = 'over = { metric = "labs.revenue_run_rate", companies = ["openai"] }'
    with pytest.raises(DataError, match="ratio over figures in USD and share"):
        read_theses(write(tmp_path, ratio.replace('op = "<="', f'op = "<="\n{over}')))
    yuan = ratio.replace("operating_margin", "capex_as_stated").replace('"microsoft", "meta"', '"alibaba"')
    with pytest.raises(DataError, match="ratio over figures in CNY and USD"):
        read_theses(write(tmp_path, yuan.replace('op = "<="', f'op = "<="\n{over}')))
    typo = yuan.replace('op = "<="', f'op = "<="\n{over.replace("openai", "opnai")}')
    with pytest.raises(DataError, match=r"key test, key over, key companies: 'opnai' .*did you mean openai"):
        read_theses(write(tmp_path, typo))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no worry"),
        ("[[thesis]\n", "not valid TOML"),
        (
            BLOCK.replace("[[thesis]]", "[[theses]]").replace("[thesis.test]", "[theses.test]"),
            "unknown key 'theses'",
        ),
        (BLOCK.replace("op = ", "threshold = 1\nop = "), "not valid TOML"),
        ("thesis = [3]", "3 is not a table"),
    ],
)
def test_a_file_that_is_no_list_of_worries_is_refused(tmp_path, text, said):
    with pytest.raises(DataError, match=re.escape(said)):
        read_theses(write(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_theses(tmp_path / "theses.toml")


# --- statuses ---------------------------------------------------------------------------------------


def worry(first: str = "2021Q1", need: str = "all", companies: tuple[str, ...] = ("one",)) -> Thesis:
    """Holds at or below -2, eases at or below -1."""
    trial = Trial(ThesisMeasure("m", companies), "level", "<=", -2.0, -1.0, "place", need)
    return Thesis(
        "w", "W", "W.", "X", "Y", "Z", "2021-04", dt.date(2021, 4, 30), Quarter.parse(first), test=trial
    )


def run(monkeypatch, values, thesis: Thesis | None = None, first: str = "2021Q1") -> list[Outcome]:
    """Test a worry on one row of values a company, None being unknown."""
    thesis = thesis or worry()
    rows = values if isinstance(values, dict) else {"one": values}
    start = Quarter.parse(first)

    class Stub:
        def __init__(self, last, as_of):
            pass

        def readings(self, measure, quarter):
            found = [rows[c][quarter - start] for c in measure.companies]
            return [
                Point(c, "m", quarter, math.nan if v is None else float(v))
                for c, v in zip(measure.companies, found, strict=True)
            ]

    monkeypatch.setattr(theses, "Figures", Stub)
    last = start + (len(next(iter(rows.values()))) - 1)
    return list(evaluate([thesis], start, last)["w"])


def test_every_status_in_turn(monkeypatch):
    values = [-3, -1.5, 0, -1.5, -3, -4, -1, -2, 0, -2.5]
    found = run(monkeypatch, values)
    assert [o.status for o in found] == [
        "holds",
        "easing",
        "resolved",
        "resolved",  # between its two limits a resolved worry has not come back
        "returned",
        "returned",
        "easing",
        "returned",
        "resolved",
        "returned",
    ]
    assert [str(o.since) for o in found[2:7]] == ["2021Q3", "2021Q3", "2022Q1", "2022Q1", "2022Q3"]
    assert [o.number for o in found] == values


def test_an_unknown_figure_is_not_testable_and_forgets_nothing(monkeypatch):
    found = run(monkeypatch, [0, None, -1.5, None, -3, None])
    assert [o.status for o in found] == [
        "resolved", "not_testable", "resolved", "not_testable", "returned", "not_testable",
    ]  # fmt: skip
    assert math.isnan(found[1].number)
    assert [r.company for r in found[1].missing] == ["one"]


def test_quarters_before_a_worry_was_raised_are_tested_apart(monkeypatch):
    found = run(monkeypatch, [0, -3, 0, -3, -3], worry("2021Q4"))
    assert [(o.raised, o.status) for o in found] == [
        (False, "resolved"),
        (False, "holds"),
        (False, "resolved"),
        (True, "holds"),  # nothing can return that nobody had raised
        (True, "holds"),
    ]
    assert str(found[-1].since) == "2021Q4"


def test_quarters_before_the_window_still_count(monkeypatch):
    thesis = worry("2021Q1")
    whole = run(monkeypatch, [-3, 0, -3, -3], thesis)
    late = evaluate([thesis], "2021Q4", "2021Q4")["w"]
    assert late == (whole[-1],)
    assert (late[0].status, str(late[0].since)) == ("returned", "2021Q3")


@pytest.mark.parametrize(
    ("need", "values", "status", "number"),
    [
        ("any", (0, 0, -2), "holds", 1),
        ("any", (0, 0, -1), "easing", 0),
        ("any", (0, None, -2), "holds", 1),  # one is enough, whatever the unknown one is
        ("any", (0, None, 0), "not_testable", 0),
        ("all", (-2, -2, -3), "holds", 3),
        ("all", (-2, -1, -3), "easing", 2),
        ("all", (0, None, None), "resolved", 0),
        ("most", (-2, -2, 0), "holds", 2),
        ("most", (-2, 0, 0), "resolved", 1),
        ("most", (-2, -1, 0), "easing", 1),
        ("most", (-2, None, 0), "not_testable", 1),
        ("most", (None, 0, 0), "resolved", 0),
        ("most", (None, -1, 0), "not_testable", 0),
    ],
)
def test_of_several_companies_an_unknown_one_counts_for_neither_side(
    monkeypatch, need, values, status, number
):
    rows = {name: [value] for name, value in zip("abc", values, strict=True)}
    (found,) = run(monkeypatch, rows, worry(need=need, companies=("a", "b", "c")))
    assert (found.status, found.number) == (status, number)


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [
        ("<=", 0.30 - 0.32, True),  # -0.020000000000000018
        ("<=", 0.28 - 0.30, True),  # -0.01999999999999996
        ("<", 0.28 - 0.30, False),
        ("<", -0.021, True),
        (">", -0.02, False),
        (">=", 0.28 - 0.30, True),
        (">", -0.019, True),
        (">=", math.nan, None),
    ],
)
def test_limits_are_decimals(op, value, met):
    assert theses._meets(value, op, -0.02) is met


@given(
    st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=6),
    st.sampled_from(["any", "all", "most"]),
)
def test_a_verdict_is_given_exactly_where_no_unknown_could_tip_it(met, need):
    quorum = {"any": 1, "all": len(met), "most": len(met) / 2 + 0.5}[need]
    at_worst, at_best = met.count(True), met.count(True) + met.count(None)
    possible = {at_worst >= quorum, at_best >= quorum}
    assert theses._needed(met, need) == (possible.pop() if len(possible) == 1 else None)


@given(st.lists(st.sampled_from([-3.0, -1.5, 0.0, None]), min_size=1, max_size=12))
def test_only_a_resolved_worry_returns(values):
    with pytest.MonkeyPatch.context() as patch:
        found = [o.status for o in run(patch, values)]
    for n, status in enumerate(found):
        assert (status == "not_testable") == (values[n] is None)
        if status == "returned":
            assert "resolved" in found[:n]
        if status == "holds":
            assert "resolved" not in found[:n]
        if status == "easing":
            firm = [s for s in found[:n] if s in ("holds", "returned", "resolved")]
            assert not firm or firm[-1] != "resolved"


# --- real figures -----------------------------------------------------------------------------------


def test_margins_rose_when_capex_was_feared_in_2023q4(tested):
    outcome = tested["capex_hurts_profit"]["2023Q4"]
    assert (outcome.status, outcome.number, str(outcome.since)) == ("resolved", 0.0, "2023Q3")
    microsoft = outcome.readings[0]
    # Quarters of 2023 and of 2022: 22,352 + 24,254 + 26,895 + 27,032 and 20,364 + 20,534 + 21,518 + 20,399 of
    # operating income, 52,857 + 56,189 + 56,517 + 62,020 and 49,360 + 51,865 + 50,122 + 52,747 of revenue.
    assert microsoft.value == pytest.approx(100_533 / 227_583 - 82_815 / 204_094, abs=1e-12)
    assert {"0000950170-24-008814", "0001564590-23-000733"} <= {*microsoft.sources}


def test_margins_of_four_fell_in_2022_before_anyone_had_raised_it(tested):
    outcome = tested["capex_hurts_profit"]["2022Q4"]
    assert (outcome.status, outcome.number, outcome.raised) == ("holds", 4.0, False)


def test_laboratories_earned_little_beside_the_capex_of_2023(tested):
    outcome = tested["no_business_model"]["2023Q4"]
    by_company = {r.company: r for r in outcome.readings}
    assert by_company["microsoft"].value == 35_202_000_000
    assert by_company["alphabet"].value == 32_251_000_000
    assert "0001652044-24-000022" in by_company["alphabet"].sources
    assert by_company["amazon"].value == 52_729_000_000
    assert "0001018724-24-000008" in by_company["amazon"].sources
    assert by_company["meta"].value == 27_045_000_000
    # Anthropic: roughly 8 million a month in 2023, The New York Times of 20 February 2024.
    assert outcome.number == pytest.approx(2_096 / 147_227, rel=1e-9)
    assert outcome.status == "holds"
    assert tested["no_business_model"]["2025Q3"].status == "easing"


def test_openai_got_a_rival(tested):
    row = tested["openai_has_no_rival"]
    assert row["2023Q3"].status == "not_testable"
    assert (row["2023Q4"].status, row["2023Q4"].number) == ("holds", 0.048)
    assert row["2025Q1"].status == "easing"
    assert (row["2026Q1"].status, row["2026Q1"].number) == ("resolved", pytest.approx(19 / 25))
    # An older statement stands in for a missing one, and says so.
    carried = {r.company: str(r.quarter) for r in row["2024Q2"].readings}
    assert carried == {"anthropic": "2024Q1", "openai": "2024Q2"}
    assert {r.company for r in row["2026Q1"].decisive} == {"anthropic", "openai"}


def test_nvidia_took_more_than_the_laboratories(tested):
    outcome = tested["infrastructure_takes_most"]["2023Q4"]
    # Fiscal 2024 by quarter: 4.28, 10.32, 14.51 and 18.40 billion.
    assert outcome.readings[0].value == 47_510_000_000
    assert "0001045810-24-000029" in outcome.readings[0].sources
    assert outcome.number == pytest.approx(47.51 / 2.096)
    assert [str(r.quarter) for r in tested["infrastructure_takes_most"]["2022Q4"].missing] == ["2022Q4"]


def test_amazons_share_fell_by_two_points_in_2023(tested):
    outcome = tested["amazon_loses_share"]["2023Q4"]
    assert outcome.status == "holds"
    assert outcome.readings[0].value == pytest.approx(0.31 - 0.33)
    assert outcome.readings[0].sources == (
        "capacitymedia-com-cloud-market-2022q4",
        "srgresearch-com-cloud-market-2023q4",
    )
    assert tested["amazon_loses_share"]["2024Q1"].status == "easing"
    # Synergy of August 2023 and 2024: 32 both times.
    assert tested["amazon_loses_share"]["2024Q2"].status == "resolved"
    assert tested["amazon_loses_share"]["2024Q3"].status == "not_testable"


def test_alibaba_cloud_stalled_and_came_back(tested):
    row = tested["alibaba_cloud_stalls"]
    assert [row[q].status for q in ("2023Q1", "2023Q4", "2024Q4", "2025Q2", "2026Q2")] == [
        "not_testable", "holds", "easing", "resolved", "resolved",
    ]  # fmt: skip
    assert (row["2023Q4"].number, row["2023Q4"].readings[0].sources) == (0.03, ("0001104659-24-011604",))


def test_commitments_count_each_deal_once_as_told_by_the_day(tested):
    row = tested["labs_in_debt_to_clouds"]
    assert row["2025Q1"].status == "not_testable"
    openai, anthropic = row["2025Q4"].readings[:2]
    assert openai.value == (250 + 38 + 300) * 1e9 + 22.4e9
    assert anthropic.value == 30e9
    # In 2026Q2 AWS (100) and Google (200) had come; what Anthropic filed in September is not yet there.
    assert row["2026Q2"].readings[1].value == 330e9
    assert row["2026Q2"].status == "holds"


def test_a_worry_without_honest_data_is_watched_and_never_judged(tested):
    row = tested["not_usable_enough"]
    assert {o.status for o in row.values()} == {"not_testable"}
    assert [row[q].readings[0].value for q in ("2025Q4", "2026Q1", "2026Q2")] == [15e6, 20e6, 30e6]


def test_nothing_known_later_is_used():
    day = "2024-02-15"
    found = evaluate(load_theses(day), "2022Q4", "2023Q4", day)
    used = {s for run_ in found.values() for o in run_ for r in o.readings for s in r.sources}
    known = [facts.load_facts(day), facts.load_labs(day), facts.load_market(day)]
    assert used
    assert used <= {s for frame in known for s in frame["source_id"]}
    # NVIDIA reported on 21 February.
    assert found["infrastructure_takes_most"][-1].status == "not_testable"
    assert found["infrastructure_takes_most"][-1].missing[0].reason == "not_yet_filed"
    every = evaluate(load_theses(), "2022Q4", "2023Q4", day)
    assert every["capex_hurts_profit"][-1].status == "resolved"


def test_adding_a_worry_is_adding_a_block(tmp_path):
    added = """
[[thesis]]
id = "oracle_stays_small"
label = "Oracle stays small"
statement = "Oracle’s capital expenditure stays the smallest."
raised_by = "Somebody"
raised_on = 2024-01-10
source = "A note of January 2024."
measure = "Oracle’s place by capex (cash)"

[thesis.test]
metric = "capex_cash"
companies = ["oracle"]
compare = "rank"
among = ["microsoft", "alphabet", "amazon", "meta", "oracle"]
op = ">="
threshold = 5
easing = 4

[[thesis]]
id = "amazon_takes_most"
label = "Amazon spends most"
statement = "Amazon spends more than the three others together."
raised_by = "Somebody"
raised_on = 2024-01-10
source = "A note of January 2024."
measure = "Amazon’s share of the capex (cash) of four"

[thesis.test]
metric = "capex_cash"
companies = ["amazon"]
compare = "share_of_total"
among = ["microsoft", "alphabet", "meta"]
op = ">"
threshold = 0.5
easing = 0.4
"""
    path = write(tmp_path, FILE.read_text(encoding="utf-8") + added)
    found = load_theses(path=path)
    assert [t.id for t in found[-2:]] == ["oracle_stays_small", "amazon_takes_most"]
    result = evaluate(found[-2:], "2023Q4", "2026Q2")
    rank, share = result["oracle_stays_small"], result["amazon_takes_most"]
    assert (rank[0].status, rank[0].number) == ("holds", 5.0)
    # Filed for 2023Q4, in millions: Microsoft 9,735, Alphabet 11,019, Amazon 14,588, Meta 7,592.
    assert share[0].number == pytest.approx(14_588 / (9_735 + 11_019 + 14_588 + 7_592))
    assert share[0].status == "resolved"
    assert {r.company for r in share[0].readings} == {"amazon", "microsoft", "alphabet", "meta"}


# --- what is shown ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def newest() -> show.Review:
    return shown.newest()


def rows_of(exhibit: Exhibit) -> tuple[ThesisRow, ...]:
    assert isinstance(exhibit.body, VerdictTable)
    return exhibit.body.rows


def test_the_table_counts_what_it_shows(newest):
    exhibit = show.theses_table(newest)
    assert exhibit.title.text == (
        "Earlier worries in 2026Q2: 2 holding, 1 returned, 1 easing, 3 resolved, 1 not testable"
    )
    words = [str(row.told).partition(" since ")[0] for row in rows_of(exhibit)]
    assert [words.count(w) for w in ("holds", "returned", "easing", "resolved", "not testable")] == [
        2,
        1,
        1,
        3,
        1,
    ]
    html = exhibit.html()
    assert html.count('class="cc-state cc-state-') == 8
    assert "Holds with most of them at −1\u202fpp or below" in html
    assert "No company states how well its AI works" in html


def test_every_figure_of_the_table_links_to_its_document(newest):
    rows = {row.statement: row for row in rows_of(show.theses_table(newest))}
    capital = next(row for text, row in rows.items() if text.startswith("Capital expenditure"))
    four = ["Microsoft", "Alphabet", "Amazon", "Meta"]
    # as reported, without lives and one-off items, and what resolved it
    assert [f.text.split()[0] for f in capital.figures] == [*four, *four, "1", *four]
    assert all(f.link.startswith("https://www.sec.gov/Archives/edgar/data/") for f in capital.figures)
    assert capital.number.text == "1 of 4"
    assert capital.number.link


def test_the_data_of_both_exhibits_keep_numbers_limits_and_sources(newest):
    table = show.theses_table(newest).data
    assert {"thesis", "status", "number", "threshold", "easing", "figure_value", "sources"} <= {
        *table.columns
    }
    seats = table[table["thesis"] == "not_usable_enough"].iloc[0]
    assert (seats["figure_value"], seats["figure_quarter"]) == (30_000_000, "2026Q2")
    states = show.theses_map(newest).data
    assert len(states) == 8 * len(quarters_between("2021Q4", "2026Q2"))
    assert {*states["status"]} <= {*STATUSES}


def test_the_map_says_what_changed(newest):
    assert map_message(newest).text == "Changed in 2026Q2: Amazon loses share (was easing, now returned)"
    assert map_message(show.Review("2023Q1")).text == "Newly tested on 2023Q1: Alibaba Cloud stalls"
    assert map_message(show.Review("2025Q2")).text == (
        "Changed in 2025Q2: Alibaba Cloud stalls (was easing, now resolved)"
    )
    assert map_message(show.Review("2025Q1")).text == (
        "Changed in 2025Q1: Amazon loses share (was resolved, now returned) and "
        "OpenAI has no rival (held, now easing)"
    )
    assert map_message(show.Review("2024Q2")).text == (
        "Changed in 2024Q2: Amazon loses share (was easing, now resolved)"
    )


@pytest.mark.parametrize("quarter", ["2019Q1", "2022Q3"])
def test_before_anyone_worried_there_is_nothing_to_show(quarter):
    review = show.Review(quarter)
    table, picture = show.theses_table(review), show.theses_map(review)
    assert table.body.kind == picture.body.kind == "absence"
    assert table.title.text == f"The data hold no worry voiced by {review.quarter} to look at again"
    assert picture.title.text == f"The data hold no worry voiced by {review.quarter} to follow over time"
    assert f"had been raised by {quarter}" in table.html()


@pytest.mark.parametrize(("quarter", "worries"), [("2022Q4", 1), ("2023Q1", 2), ("2023Q4", 7)])
def test_the_titles_hold_for_any_quarter(quarter, worries):
    review = show.Review(quarter)
    found = outcomes(review)
    assert len(found) == worries
    told = sum(int(n) for n in re.findall(r"[:,] (\d+)", table_message(review).text))
    assert told == worries
    rows = show.theses_map(review).data
    assert rows["calendar_quarter"].max() == quarter
    assert show.theses_table(review).csv()


def test_an_edition_of_an_earlier_day_leaves_later_worries_out():
    review = show.Review("2024Q3", as_of="2024-10-31")
    assert "labs_in_debt_to_clouds" not in outcomes(review)
    assert "labs_in_debt_to_clouds" in outcomes(show.Review("2024Q3", as_of="2024-11-01"))


def test_the_map_is_drawn_in_the_colours_of_both_pages(newest):
    html = show.theses_map(newest).html()
    shown = {o.status for run_ in outcomes(newest).values() for o in run_ if o.raised}
    for state in shown:
        assert f"var(--cc-state-{state.replace('_', '-')})" in html
    assert "matplotlib" not in html
    sheet = SHEET.read_text(encoding="utf-8")
    assert all(f"{name}: light-dark(" in sheet for name in theme.CSS_VARIABLES.values() if "state" in name)


def test_a_count_of_none_is_said_so():
    table = show.theses_table(show.Review("2023Q4", as_of="2026-10-09")).body
    (row,) = [r for r in table.rows if "weigh on the profit" in r.statement]
    assert row.number.text == "none of 4"


def test_what_does_not_apply_is_not_asked_for():
    made = show.coverage(show.Review("2026Q2", as_of="2026-10-09"))
    cells = [cell.text for row in made.body.rows for cell in row[2:]]
    known = [text for text in cells if text not in ("n/d", "n/e", "n/y", "n/c", "–")]
    asked = [text for text in cells if text != "–"]
    assert len(asked) < len(cells)
    assert made.title.text == f"Of {len(asked)} figures for 2026Q2, the data have {len(known)}"


def test_every_mark_of_the_map_is_named_under_it():
    states = {s: State(s, MARKERS[s], theme.STATE_COLOURS[s]) for s in STATUSES}
    row = StateRow("a", ("easing", "holds"), (False, True))
    drawn = state_map(quarters_between("2026Q1", "2026Q2"), [row], states, unfilled="before")
    words = re.findall(r">(\w+)</text>", drawn.svg)
    assert {"easing", "holds", "before"} <= set(words)
    assert "resolved" not in words
    # No field of the map has the colour of easing, so none stands under it either.
    assert theme.STATE_COLOURS["easing"] not in drawn.svg


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return sum(v * w for v, w in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("page", [0, 1], ids=["light", "dark"])
def test_states_are_told_apart_in_grey_and_their_marks_are_seen(page):
    found = re.findall(
        r"--cc-([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", SHEET.read_text(encoding="utf-8")
    )
    colours = {name: pair[page] for name, *pair in found}
    fills = {state: colours[f"state-{state.replace('_', '-')}"] for state in STATUSES}
    if page == 0:
        assert fills == theme.STATE_COLOURS
    for state, fill in fills.items():
        mark = colours["paper" if state in STRONG else "ink"]
        light, dark = sorted([luminance(fill), luminance(mark)], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, state
    greys = sorted(116 * luminance(fill) ** (1 / 3) - 16 for fill in fills.values())
    assert min(b - a for a, b in itertools.pairwise(greys)) >= 4


def test_every_state_has_a_mark_of_its_own():
    assert len({*MARKS.values()}) == len(STATUSES)
    assert len({(MARKERS[s], s in STRONG) for s in STATUSES}) == len(STATUSES)


def test_typst_gets_the_same_words(newest):
    table = show.theses_table(newest)
    assert not table.on_paper  # page two prints the numbers with their limits
    text = table.body.typst("")
    assert text.count("statement: ") == 8
    assert "verdict-table(" in text
    assert "Earlier worries in 2026Q2: 2 holding" in table.typst()


def test_what_a_laboratory_promised_has_the_rounding_of_each_promise():
    """OpenAI's 300 billion with Oracle, the only commitment with an amount to it by the end of 2025."""
    measure = ThesisMeasure(COMMITMENTS, ("openai",), suppliers=("oracle",))
    (point,) = Figures(Quarter(2025, 4)).readings(measure, Quarter(2025, 4))
    assert (point.value, point.sources) == (300e9, ("softbank-stargate-2025-09-24",))
    assert point.bounds == (295e9, 305e9)
