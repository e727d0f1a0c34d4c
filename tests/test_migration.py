"""Rows written before a column came are brought over: nothing dropped, no row moved, all files or none."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import stat

import pytest
from click.testing import CliRunner

import newcomers
from arriving import contents, quarter
from cloudcapex import facts, journal, paths
from cloudcapex.cli.app import app
from cloudcapex.errors import DataError
from cloudcapex.intake import bring_over, take, undo
from cloudcapex.schema import TABLES, migration

LATER = TABLES["companies"].later
# As companies.csv was kept before clouds' names, colours, roles and pages were columns.
PLACE, FREE = newcomers.free_place(), newcomers.free_colours()
ORCHARD = f"orchard,Orchard,果园,果園,Orchard,ORC,,last Saturday of September,9,USD,,capex_cash,{PLACE}"
KLOUD = f"kloud,Kloud Works,Kloud,Kloud,Kloud,,,12-31,12,EUR,Kloud,capex_cash,{PLACE + 1}"
# Where a row at the end of the table stands.
LINE = len(facts.companies()) + 2


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder of data of one's own, beside the checkout."""
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path / "data"


def read(path):
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def older(path, *more):
    """Write a table as it was before its later columns came, with rows of a user's at its end."""
    rows = read(path)
    columns = [c for c in rows[0] if c not in LATER]
    lines = [",".join(columns)]
    lines += [",".join(f'"{row[c]}"' if "," in row[c] else row[c] for c in columns) for row in rows]
    path.write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")


def run(*arguments):
    result = CliRunner().invoke(app, ["migrate", *arguments], catch_exceptions=False)
    return result.output


def test_an_older_table_names_the_columns_and_the_remedy(home):
    older(home / "companies.csv")
    with pytest.raises(DataError) as refused:
        facts.load_companies()
    assert str(refused.value).startswith("data/companies.csv, line 1: written before cloud_name, ")
    assert str(refused.value).endswith("run `cloudcapex migrate`, with --dry-run first to see what it does")


def test_an_older_row_under_the_new_header_names_its_line_and_the_remedy(home):
    path = home / "companies.csv"
    path.write_text(path.read_text(encoding="utf-8") + ORCHARD + "\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=rf"line {LINE}: the row has 13 values.*came: run `cloudcapex migrate`"
    ):
        facts.load_companies()
    assert "role in 1 row" in run()
    assert facts.company("orchard").colours == FREE


def test_what_is_shipped_is_brought_to_what_is_shipped_and_the_rest_to_defaults(home):
    path, now = home / "companies.csv", read(home / "companies.csv")
    older(path, ORCHARD, KLOUD)
    said = run()
    clouds = sum(bool(row["cloud_name"]) for row in now) + 1
    assert f"data/companies.csv: filled: cloud_name in {clouds} rows" in said
    assert said.endswith("take it back: cloudcapex undo\n")
    rows = read(path)
    assert rows[: len(now)] == now
    orchard, kloud = facts.company("orchard"), facts.company("kloud")
    assert (orchard.role, orchard.page, orchard.cloud.en) == ("asked", None, "")
    assert kloud.cloud == ("Kloud", "Kloud", "Kloud")
    assert kloud.currency == "EUR"
    assert len({orchard.colours.fill, kloud.colours.fill, *(r["colour"] for r in now)}) == len(now) + 2
    assert facts.usual_companies() == ("microsoft", "alphabet", "amazon", "meta", "oracle")


def test_a_second_run_finds_nothing_to_do(home):
    older(home / "companies.csv", ORCHARD)
    run()
    after = (home / "companies.csv").read_bytes()
    assert run() == "every table is up to date; nothing was changed\n"
    assert (home / "companies.csv").read_bytes() == after


def test_the_shipped_tables_are_up_to_date():
    assert migration.plan() == []


def test_a_dry_run_writes_nothing(home):
    older(home / "companies.csv", ORCHARD)
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert "would be filled" in run("--dry-run")
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before


def test_a_half_filled_row_keeps_what_it_has(home):
    path = home / "companies.csv"
    row = f"{ORCHARD},,,,,,,#123456,,,,"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"line {LINE}, column colour_text: the value is missing.*migrate"):
        facts.load_companies()
    run()
    told = facts.company("orchard").colours
    assert told.fill == "#123456"
    assert told.words != "" != told.dark


def test_a_column_nobody_knows_is_left_to_a_person(home):
    path = home / "companies.csv"
    older(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{lines[0]},sector", *(f"{line},chips" for line in lines[1:])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(DataError, match=r"line 1: column 'sector' is not known.*nothing is dropped here"):
        migration.plan()
    assert path.read_bytes() == before


def test_columns_in_another_order_are_put_in_order_and_rows_stay(home):
    path = home / "rounds.csv"
    rows = read(path)
    columns = list(reversed([c for c in rows[0] if c not in TABLES["rounds"].later]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    run()
    after = read(path)
    assert [r["round_id"] for r in after] == [r["round_id"] for r in rows]
    # What the checkout's own rows hold of the later columns is theirs again.
    assert after == rows


def test_a_table_that_came_later_is_taken_from_the_checkout(home):
    (home / "parties.csv").unlink()
    with pytest.raises(DataError, match=r"parties.csv: cannot be read.*run `cloudcapex migrate`"):
        facts.load_table("parties")
    assert "data/parties.csv: taken from the checkout: it came later" in run()
    assert facts.party("Anthropic").who == "anthropic"


def test_a_read_only_file_stops_everything(home):
    older(home / "companies.csv", ORCHARD)
    (home / "parties.csv").unlink()
    (home / "companies.csv").chmod(stat.S_IRUSR)
    before = (home / "companies.csv").read_bytes()
    with pytest.raises(DataError, match=r"data/companies.csv: the file is read-only; chmod u\+w"):
        bring_over()
    assert (home / "companies.csv").read_bytes() == before
    assert not (home / "parties.csv").exists()


def test_a_failure_half_way_puts_everything_back(home, monkeypatch):
    older(home / "companies.csv", ORCHARD)
    (home / "parties.csv").unlink()
    before = contents(home.parent)
    move = journal.os.replace

    def fail_at_the_second(source, target):
        if str(source).endswith("staged/1"):
            raise OSError(28, "No space left on device", str(target))
        move(source, target)

    monkeypatch.setattr(journal.os, "replace", fail_at_the_second)
    with pytest.raises(DataError, match=r"No space left on device.*nothing was changed"):
        bring_over()
    assert contents(home.parent) == before


def test_it_is_taken_back_like_any_act_and_what_came_after_it_first(home, unchecked, untold):
    older(home / "companies.csv", ORCHARD)
    (home / "parties.csv").unlink()
    before = contents(home.parent)
    run()
    brought = contents(home.parent)
    take(quarter(), today=dt.date(2026, 11, 30))
    assert undo().title == "add msft.json"
    assert contents(home.parent) == brought
    (home / "companies.csv").write_bytes(brought["companies.csv"] + b"\n")
    with pytest.raises(
        DataError, match=r"data/companies.csv: the file was changed since 'migrate' was taken"
    ):
        undo()
    (home / "companies.csv").write_bytes(brought["companies.csv"])
    assert CliRunner().invoke(app, ["undo"]).output == (
        "taken back: migrate (data/companies.csv, data/parties.csv)\n"
    )
    assert contents(home.parent) == before
    assert not list((home.parent / journal.FOLDER / "acts").iterdir())


def test_a_broken_row_is_named_and_nothing_is_written(home):
    older(home / "companies.csv", ORCHARD.replace(",9,USD", ",September,USD"))
    with pytest.raises(
        DataError, match=rf"line {LINE}, column fiscal_year_end_month: 'September' is not valid"
    ):
        migration.plan()
