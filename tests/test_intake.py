"""Rows that come in: all or none, each bad one named, twice the same is nothing, and back byte for byte."""

from __future__ import annotations

import datetime as dt
import pickle
import stat

import pytest

from arriving import ACCESSION, CAPEX, contents, document, fact, quarter
from cloudcapex import cli, facts, journal, metrics
from cloudcapex.checks.counts import all_counted, counts
from cloudcapex.errors import DataError, UsageError
from cloudcapex.intake import Proposal, ProposedRow, RowsRefused, take, undo

TODAY = dt.date(2026, 11, 30)


def refused(*rows):
    with pytest.raises(RowsRefused) as error:
        take(Proposal("add x", rows), today=TODAY)
    return error.value.faults


def test_a_quarter_is_taken_told_and_taken_back(home):
    before = contents(home)
    taken = take(quarter(), today=TODAY)
    assert (len(taken.rows), taken.same, taken.doubts) == (4, 0, ())
    assert taken.news.rows == (("data/sources.csv", 1), ("data/facts/filings.csv", 3))
    assert taken.news.opened == (("microsoft", "2026Q3"),)
    capex = next(f for f in taken.news.figures if f.metric == "capex_cash")
    assert (capex.quarter, capex.before, capex.after, capex.unit) == ("2026Q3", None, 31e9, "USD")
    assert taken.news.complete == ()
    assert "operating_income" in {item.metric for item in taken.news.to_do}
    after = contents(home)
    assert [name for name in after if after[name] != before[name]] == ["facts/filings.csv", "sources.csv"]
    assert all(after[name].startswith(before[name]) for name in before)
    assert metrics.series("capex_cash", "microsoft", "2026Q3", "2026Q3")["value"].tolist() == [31e9]
    # The same again is nothing.
    again = take(quarter(), today=TODAY)
    assert (again.rows, again.same) == ((), 4)
    assert contents(home) == after
    act = undo()
    assert (act.title, act.rows, act.files) == (
        "add msft.json", 4, ("data/sources.csv", "data/facts/filings.csv"),
    )  # fmt: skip
    assert contents(home) == before


def test_a_restated_figure_is_told_as_old_and_new(home, unchecked):
    # 10-Q 0001193125-25-256321 stated 19,394 million; a later filing says otherwise here.
    before = {"period_start": "2025-07-01", "period_end": "2025-09-30"}
    told = take(
        Proposal("add x", (document(), fact(value=19_594_000_000, **before))), today=TODAY
    ).news.figures
    quarter_told = next(f for f in told if f.metric == "capex_cash")
    assert quarter_told.quarter == "2025Q3"
    assert quarter_told.after - quarter_told.before == 200_000_000


def test_a_dry_run_writes_nothing(home, unchecked, untold):
    before = contents(home)
    assert len(take(quarter(), dry_run=True, today=TODAY).rows) == 4
    assert contents(home) == before
    with pytest.raises(UsageError, match="nothing to undo"):
        undo()


def test_every_bad_row_is_named_at_once_and_nothing_is_written(home, unchecked):
    before = contents(home)
    faults = refused(
        document(),
        fact(value=-5),
        fact("NetIncomeLoss", 30e9, period_start="2026-12-01"),
        fact("Depreciation", 5e12),
        fact("OperatingIncomeLoss", 40e9, unit="CNY"),
        fact("ResearchAndDevelopmentExpense", "8bn"),
        fact("InterestExpense", 600e6, source_id="0000950170-26-999999"),
    )
    assert [fault.partition(", column")[0].partition(": ")[0] for fault in faults] == [
        "msft.json, ResearchAndDevelopmentExpense 8bn",
        "msft.json, InterestExpense 600000000.0",
        "msft.json, Depreciation 5000000000000.0",
        "msft.json, NetIncomeLoss 30000000000.0",
        "msft.json, OperatingIncomeLoss 40000000000.0",
        "msft.json, PaymentsToAcquirePropertyPlantAndEquipment -5",
    ]
    assert "times that to 2026-03-31 (data/facts/filings.csv, line " in faults[2]
    assert contents(home) == before


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (fact(value=-1), r"\(capex_cash\) is -1, below nought; valid: 0 or more"),
        (fact(period_start="2026-10-01"), r"begins 2026-10-01, after its end 2026-09-30"),
        (fact(unit="CNY"), r"\(capex_cash\) is in CNY; valid: USD"),
        (fact(value=31_000_000), r"1/\d[\d,]* of that to 2026-03-31|1/\d+ of that to 2025-09-30"),
        (fact(value=31_000_000_000_000), r"1,\d+ times that to|\d{3} times that to"),
        (fact(filed="2026-12-24"), r"filed is 2026-12-24, a day that has not come; valid: a day up to 2026-11-30"),
        (fact(filed="2026-09-01"), r"was filed 2026-09-01, before its end"),
        (fact(value="1e9"), r"column value: '1e9' is not valid; valid: a number in whole units"),
        (fact(company="mircosoft"), r"column company: 'mircosoft' is not in data/companies.csv.*did you mean microsoft"),
    ],
)  # fmt: skip
def test_what_no_row_may_say_is_one_line(home, unchecked, row, what):
    before = contents(home)
    with pytest.raises(RowsRefused, match=what) as error:
        take(Proposal("add x", (document(), row)), today=TODAY)
    assert len(error.value.faults) == 1
    assert str(error.value).startswith(f"{row.place}")
    assert "\n" not in str(error.value)
    assert contents(home) == before


def test_what_the_checks_of_the_house_find_is_told_by_where_it_was_read(home):
    before = contents(home)
    faults = refused(document(url="https://www.sec.gov/Archives/edgar/data/1326801/x/"), fact())
    assert faults[0].startswith(
        "msft.json, PaymentsToAcquirePropertyPlantAndEquipment 31000000000: microsoft"
    )
    assert contents(home) == before


def test_what_a_document_can_explain_is_a_doubt(home):
    rows = (document(), fact("ResearchAndDevelopmentExpense", 69_000_000_000))
    taken = take(Proposal("add x", rows), today=TODAY)
    assert any("known_jumps.csv" in doubt and doubt.startswith("msft.json") for doubt in taken.doubts)


def test_a_fact_that_contradicts_its_own_document_stops_everything(home, unchecked, untold):
    take(quarter(), today=TODAY)
    after = contents(home)
    line = r"data/facts/filings.csv, line \d+ has 31000000000 of the same document"
    with pytest.raises(
        DataError, match=rf"msft.json, .*: value of microsoft .* is 32500000000, where {line}"
    ):
        take(Proposal("add x", (fact("NetIncomeLoss", 28e9), fact(value=32_500_000_000))), today=TODAY)
    assert contents(home) == after
    with pytest.raises(DataError, match=r"is 2, where msft.json, .* has 1 of the same document"):
        take(Proposal("add x", (fact("X", 1), fact("X", 2))), today=TODAY)
    # A filing may state a figure rounded, too; the exact one counts, and the rounded one is no news.
    assert take(Proposal("add x", (fact(value=31_000_000_000),)), today=TODAY).same == 1
    exact = Proposal("add y", (fact(value=31_040_000_000),))
    with pytest.raises(DataError, match="of the same document"):
        take(Proposal("add z", (fact(value=31_640_000_000),)), today=TODAY)
    assert len(take(exact, today=TODAY).rows) == 1


def test_a_document_may_be_read_on_another_day_but_not_filed_on_one(home, unchecked, untold):
    take(quarter(), today=TODAY)
    other = document(accessed="2026-11-01", title="Form 10-Q")
    assert take(Proposal("add x", (other,)), today=TODAY).same == 1
    with pytest.raises(DataError, match=rf"filed of {ACCESSION} is 2026-10-29, where data/sources.csv, line"):
        take(Proposal("add x", (document(filed="2026-10-29"),)), today=TODAY)


def test_undo_goes_back_act_by_act_and_then_says_so(home, unchecked, untold):
    states = [contents(home)]
    take(quarter("one"), today=TODAY)
    states.append(contents(home))
    take(Proposal("two", (fact("NetIncomeLoss", 28_000_000_000),)), today=TODAY)
    assert undo().title == "two"
    assert contents(home) == states[1]
    assert undo().title == "one"
    assert contents(home) == states[0]
    with pytest.raises(UsageError, match="nothing to undo"):
        undo()


def count(home):
    """Count the rows, as `python -m cloudcapex.checks` does."""
    for path, content in counts().items():
        (home / "data" / path).write_bytes(content)


def test_undo_takes_back_rows_that_were_counted_meanwhile(home, unchecked, untold, monkeypatch):
    before = contents(home)
    take(quarter(), today=TODAY)
    count(home)
    assert "2026-09-30" in (home / "data" / "coverage.csv").read_text("utf-8")
    act = undo()
    assert act.recounted == ("data/coverage.csv", "data/tallies.csv")
    assert all_counted()
    now = contents(home)
    assert {name for name in now if now[name] != before[name]} <= {"coverage.csv", "tallies.csv"}
    assert "2026-09-30" not in now["coverage.csv"].decode()
    # Where something is lost already the counts are left as they are, so that the checks go on to say so.
    take(quarter(), today=TODAY)
    count(home)
    table = home / "data" / "events.csv"
    table.write_bytes(table.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n")
    assert not all_counted()
    assert undo().recounted == ()


def test_undo_leaves_alone_what_was_changed_since(home, unchecked, untold):
    take(quarter(), today=TODAY)
    path = home / "data" / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"Microsoft 10-Q for", b"Microsoft 10-Q  for", 1))
    after = contents(home)
    with pytest.raises(
        DataError, match=r"data/sources.csv: the file was changed since 'add msft.json' was taken"
    ):
        undo()
    assert contents(home) == after


def test_a_table_without_a_last_line_break_gets_one_and_loses_it_again(home, unchecked, untold):
    path = home / "data" / "facts" / "filings.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    before = contents(home)
    assert len(take(quarter(), today=TODAY).rows) == 4
    assert len(facts.load_table("filings")) == before["facts/filings.csv"].count(b"\n") + 3
    undo()
    assert contents(home) == before


def test_the_order_of_what_is_taken_does_not_turn_on_how_it_was_read(home, unchecked, untold):
    take(quarter(), today=TODAY)
    first = contents(home)
    undo()
    take(Proposal("add x", quarter().rows[::-1]), today=TODAY)
    assert contents(home) == first


def test_a_read_only_table_stops_all(home, unchecked, untold):
    path = home / "data" / "facts" / "filings.csv"
    path.chmod(stat.S_IRUSR)
    before = contents(home)
    with pytest.raises(DataError, match=r"data/facts/filings.csv: the file is read-only; chmod u\+w"):
        take(quarter(), today=TODAY)
    assert contents(home) == before


def test_two_at_once_are_told_so(home, unchecked):
    with journal.alone(home), pytest.raises(DataError, match="another command is changing the data"):
        take(quarter(), today=TODAY)


def test_a_table_or_column_that_there_is_not_is_named():
    with pytest.raises(UsageError, match=r"q3.csv: no table 'filing'.*did you mean filings"):
        ProposedRow.of("filing", "q3.csv", {})
    with pytest.raises(DataError, match=r"q3.csv: column 'valu' is not known"):
        ProposedRow.of("filings", "q3.csv", {"valu": 1})


def test_the_error_travels_between_processes():
    error = RowsRefused(["a", "b"], 3)
    assert str(pickle.loads(pickle.dumps(error))) == "2 faults in 3 new rows; nothing was taken\na\nb"


def test_the_command_takes_back_and_says_what(home, unchecked, untold, capsys):
    take(quarter(), today=TODAY)
    assert cli.main(["undo"]) == 0
    assert capsys.readouterr().out == (
        "taken back: add msft.json (4 rows; data/sources.csv, data/facts/filings.csv)\n"
    )
    assert cli.main(["undo"]) == 2
    assert "nothing to undo" in capsys.readouterr().err


def test_what_came_of_it_is_printed(home, unchecked, capsys):
    from cloudcapex.cli.taken import show

    show(take(quarter(), dry_run=True, today=TODAY), dry_run=True)
    said = capsys.readouterr().out
    assert "would take: 4 rows (data/sources.csv +1, data/facts/filings.csv +3)\n" in said
    assert "microsoft\t2026Q3\tcapex_cash\tnew\t31,000,000,000 USD\n" in said
    assert "opened: microsoft 2026Q3\n" in said
    assert "still to type (" in said
    assert said.endswith("nothing was written: leave --dry-run out to do it\n")
    assert CAPEX not in said
