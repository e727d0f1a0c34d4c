"""Operating margins without changed useful lives and one-off items, and what they say of the worry about profit."""

from __future__ import annotations

import datetime as dt

import pytest

import shown
from cloudcapex.errors import DataError
from cloudcapex.metrics.effects import effects
from cloudcapex.periods import Quarter
from cloudcapex.reports import review as show
from cloudcapex.reports.review.margins import part, without
from cloudcapex.reports.review.theses import outcomes
from cloudcapex.statements.proof import prove
from cloudcapex.theses.file import read_theses

M = 1_000_000


@pytest.fixture(scope="module")
def newest():
    return shown.newest()


def span(first: str, last: str) -> range:
    return range(dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal() + 1)


def lives(company, since, as_of=None):
    (found,) = [e for e in effects(company, as_of) if e.life and e.told and str(e.life.since) == since]
    return found


def test_the_margin_of_a_year_by_hand(newest):
    """Microsoft's fiscal 2023: 3.7 bn less depreciation, a charge of 1.2 bn (10-K of July 2023)."""
    found = without(newest, "microsoft", Quarter(2023, 2))
    by_hand = (88_523 - 3_700 + 1_200) / 211_915 - 83_383 / 198_270
    assert found.change.value == pytest.approx(by_hand, abs=1e-6)
    assert (found.change.basis, found.change.evidence) == ("estimated", "company")
    assert {"0000950170-23-035122", "0001564590-23-000733"} <= set(found.change.sources)
    assert found.change.low < found.change.value < found.change.high


def test_a_benefit_that_shrinks_weighs_on_the_year(newest):
    """Of 3.7 bn in fiscal 2023 2.1 bn are left in 2024, said the call of July 2023."""
    change = lives("microsoft", "2022-07-01")
    assert change.more_than(
        span("2023-07-01", "2024-06-30"), span("2022-07-01", "2023-06-30")
    ) == pytest.approx(-1_600 * M)
    found = without(newest, "microsoft", Quarter(2024, 2))
    assert part(found, lives=True).value == pytest.approx(-1_600 / 245_122, abs=1e-6)


def test_what_nobody_told_of_is_not_counted(newest):
    """Two years after a change both years stand on the new lives: nothing is taken out."""
    found = without(newest, "microsoft", Quarter(2026, 2))
    assert found.moved == ()
    assert found.margin.value == pytest.approx(found.reported.value)
    assert part(found, lives=True).reason == "not_disclosed"


def test_a_quarter_that_was_told_leaves_the_rest_of_the_year():
    """Alphabet told 988 m of the first quarter of 2023, and 3.9 bn of the year."""
    change = lives("alphabet", "2023-01-01")
    assert change.within(span("2023-01-01", "2023-03-31")) == pytest.approx(988 * M)
    assert change.within(span("2023-01-01", "2023-12-31")) == pytest.approx(3_900 * M)


@pytest.mark.parametrize(("day", "amount"), [("2024-05-01", 900 * M), ("2025-02-07", 3_200 * M)])
def test_a_replay_takes_what_was_told_by_its_day(day, amount):
    """Amazon expected 0.9 bn in the first quarter of 2024; a year later the 10-K told of 3.2 bn in the year."""
    change = lives("amazon", "2024-01-01", dt.date.fromisoformat(day))
    assert change.within(span("2024-01-01", "2024-12-31")) == pytest.approx(amount)


@pytest.mark.parametrize(
    ("company", "quarter", "kind", "amount"),
    [
        # call of 29 October 2025: "the $3.5 billion charge related to the European Commission fine"
        ("alphabet", "2025Q3", "legal_charge", -3_500),
        # call of 30 October 2025: 2.5 bn for the settlement with the FTC, 1.8 bn of estimated severance
        ("amazon", "2025Q3", "legal_charge", -2_500),
        ("amazon", "2025Q3", "restructuring_charge", -1_800),
        # call of 1 February 2023: "we recorded $4.2 billion of total restructuring costs"
        ("meta", "2022Q4", "restructuring_charge", -4_200),
        # call of 6 February 2025: about 920 m
        ("amazon", "2024Q4", "early_retirement_charge", -920),
        # call of 30 July 2026: a gain of about 600 m on energy contracts
        ("amazon", "2026Q2", "derivative_gain", 600),
    ],
)
def test_one_off_items_of_a_quarter(company, quarter, kind, amount):
    when = Quarter.parse(quarter)
    (item,) = [e for e in effects(company) if e.kind == kind]
    assert item.within(span(str(when.start), str(when.end))) == pytest.approx(amount * M)


def test_the_worry_about_profit_is_read_both_ways(newest):
    run = outcomes(newest)["capex_hurts_profit"]
    now = run[-1]
    assert [r.company for r in now.without] == ["microsoft", "alphabet", "amazon", "meta"]
    assert now.without[1].value == pytest.approx(without(newest, "alphabet").change.value)
    assert (now.number, now.met_without) == (1, 1)
    assert now.status == run[-2].status == "resolved"
    assert now.since == Quarter(2023, 3)
    # in its quarter the margins of two had fallen: Alphabet's by 1.3 points, Meta's by 0.8
    by = {r.company: round(r.value * 100, 1) for r in now.since_readings}
    assert (by["alphabet"], by["meta"], now.since_number) == (-1.3, -0.8, 1)


def test_a_resolved_worry_says_by_what(newest):
    rows = {row.statement: row for row in show.theses_table(newest).body.rows}
    text = " ".join(
        f"{f.lead} {f.text}"
        for f in rows["Alibaba Cloud has stalled, and large models will not bring its growth back."].figures
    )
    assert "Resolved in 2025Q2 at 26\u202f%" in text
    profit = rows["Capital expenditure on AI will weigh on the profit of the companies that spend it."]
    assert "Without changed lives and one-off items, 1 of 4:" in [f.lead for f in profit.figures]
    roles = show.theses_table(newest).data.groupby("role").size()
    assert roles["without_effects"] == 4
    assert roles["resolved_by"] >= 4


def test_the_table_tells_what_is_taken_out(newest):
    rows = {row[0].text: [cell.text for cell in row] for row in show.margin_effects(newest).body.rows}
    assert (
        rows["Alphabet"][7] == "legal charges (−$3.5bn) and stock compensation from a revaluation (−$2.1bn)"
    )
    assert rows["Meta"][7].startswith("servers and network equipment over 5.5 years, not 5 years (+$1.46bn)")
    assert rows["Microsoft"][7] == "none disclosed"


def test_what_a_company_said_of_its_cloud_stands_below_and_nothing_of_who_has_no_row():
    notes = show.margin_effects(show.Review("2023Q4")).notes
    words = set(" ".join(notes).split())
    assert not {"CoreWeave", "NVIDIA"} & words
    assert (
        "Microsoft, as stated for 2023Q4: change of cloud gross margin without longer lives +1\u202fpp."
        in notes
    )


@pytest.mark.parametrize("companies", [None, ["microsoft"], ["amazon", "coreweave"], ["alibaba"]])
@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2025Q4"])
def test_titles_are_proved(quarter, companies):
    review = show.Review(quarter, companies=companies)
    assert show.margin_effects(review).title.text
    told = [record for s in review.statements.values() for record in s.records()]
    assert prove(told) == []


def test_only_a_margin_on_the_year_can_be_read_without(checkout, tmp_path):
    text = (checkout / "data" / "theses.toml").read_text(encoding="utf-8")
    path = tmp_path / "theses.toml"
    path.write_text(text.replace('op = ">"\n', 'op = ">"\nwithout = "effects"\n', 1))
    with pytest.raises(DataError, match="without means nothing in this test"):
        read_theses(path)


@pytest.mark.parametrize("quarter", ["2026Q2", "2024Q4"])
def test_a_margin_without_effects_has_one_precision_wherever_it_stands(quarter):
    review = show.Review(quarter)
    table = show.margin_effects(review)
    told = {row[0].text: row[6].text for row in table.body.rows}
    thesis = next(r for r in show.theses_table(review).body.rows if "weigh on the profit" in r.statement)
    beside = [f.text for f in thesis.figures][4:8]
    for company in ("Microsoft", "Alphabet", "Amazon", "Meta"):
        assert f"{company} {told[company]}" in beside


def test_a_change_that_rounding_leaves_open_by_a_tenth_prints_no_tenths():
    amazon = next(r for r in show.margin_effects(shown.newest()).body.rows if r[0].text == "Amazon")
    assert amazon[6].text == "+1\u202fpp"


@pytest.mark.parametrize(("quarter", "mixed"), [("2026Q2", True), ("2023Q4", True), ("2025Q1", None)])
def test_fewer_digits_than_the_column_has_are_explained(quarter, mixed):
    """“+1 pp” beside “+0.7 pp”, and nothing said why."""
    exhibit = show.margin_effects(show.Review(quarter))
    column = [row[6] for row in exhibit.body.rows]
    short = any(c.shortened for c in column) and any("." in c.text for c in column)
    assert mixed is None or short == mixed
    assert short <= any("A figure with fewer digits than its column" in note for note in exhibit.notes)


@pytest.mark.parametrize(
    ("quarter", "day", "told"),
    [
        ("2023Q4", "2024-02-15", []),  # the year before stands on the lives of January 2022 whole
        (
            "2022Q4",
            "2023-02-15",
            [
                "Amazon network equipment over 6 years, not 5 years from January 2022 on",
                "Amazon servers over 5 years, not 4 years from January 2022 on",
            ],
        ),
        ("2025Q2", None, []),
        ("2022Q2", "2022-08-15", []),  # nobody had told of it yet
    ],
)
def test_changed_lives_of_which_no_amount_is_told_are_named(quarter, day, told):
    """Alphabet's network equipment and Meta's lives of October 2022 have theirs in that of servers, and are not among them."""
    made = show.margin_effects(show.Review(quarter, as_of=day))
    (note,) = [n for n in made.notes if n.startswith("Lives changed")] or [""]
    assert note.rpartition("taken out: ")[2].rstrip(".").split("; ") == (told or [""])


def test_lives_that_change_after_the_quarters_are_not_said_to_be_left_in_them():
    made = show.margin_effects(shown.newest())
    (note,) = [n for n in made.notes if n.startswith("Lives change")]
    assert note == (
        "Lives change after these quarters, and nothing of it is in them: Microsoft buildings over 25 years, not 15 years "
        "from July 2026 on."
    )
    assert any("fy26-q4" in s.id for s in made.sources)
