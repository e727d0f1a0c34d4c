"""The SEC's bulk file: taken whole or not at all, whatever is in it; asked by the same commands as the data."""

from __future__ import annotations

import json
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from cloudcapex import journal
from cloudcapex.bulk import archive, engine
from cloudcapex.bulk.filer import read_filer
from cloudcapex.bulk.store import FOLDER, store_at
from cloudcapex.cli import main
from cloudcapex.errors import DataError

CHECKOUT = Path(__file__).resolve().parents[1]
QUARTERS = [("2025-01-01", "2025-03-31"), ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30"),
            ("2025-10-01", "2025-12-31"), ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")]  # fmt: skip
REVENUE, CAPEX = "Revenues", "PaymentsToAcquirePropertyPlantAndEquipment"


def entry(start: str, end: str, value: float, filed: str = "2026-08-01") -> dict[str, object]:
    accession = f"0000000001-{end[2:4]}-{end[5:7]}0001"
    return {
        "start": start,
        "end": end,
        "val": value,
        "accn": accession,
        "form": "10-Q",
        "filed": filed,
        "fp": "Q1",
    }


def company_facts(cik: int, revenue: float, capex: float) -> dict[str, object]:
    """Facts in the SEC's shape: six quarters alike of both."""
    told = {REVENUE: revenue, CAPEX: capex}
    tags = {tag: {"units": {"USD": [entry(s, e, v) for s, e in QUARTERS]}} for tag, v in told.items()}
    return {"cik": cik, "entityName": f"Filer {cik}", "facts": {"us-gaap": tags, "dei": {}}}


def written(path: Path, members: dict[str, object]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return path


def name(cik: int) -> str:
    return f"CIK{cik:010}.json"


@pytest.fixture
def home(tmp_path, monkeypatch):
    shutil.copytree(CHECKOUT / "data", tmp_path / "home" / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def three(tmp_path) -> Path:
    facts = {11: (100.0, 10.0), 12: (100.0, 40.0), 13: (100.0, 25.0)}
    return written(
        tmp_path / "companyfacts.zip",
        {name(cik): company_facts(cik, r * 1e6, c * 1e6) for cik, (r, c) in facts.items()},
    )


def test_all_filers_are_ranked_and_one_is_asked_for_as_any_company(home, three, capsys):
    assert main(["refresh", "--bulk", str(three)]) == 0
    assert "36 facts of 3 filers kept" in capsys.readouterr().out
    assert main(["screen", "capex_intensity.ttm", "--top", "2", "--csv"]) == 0
    said = capsys.readouterr()
    header, *rows = [line.split(",") for line in said.out.splitlines()]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["rank"], row["company"], row["name"], row["value"]) for row in told] == [
        ("1", "cik0000000012", "Filer 12", "0.4"),
        ("2", "cik0000000013", "Filer 13", "0.25"),
    ]
    assert {row["calendar_quarter"] for row in told} == {"2026Q2"}
    assert "2026Q2: 2 shown of 3 filers; 0 have no value" in said.err
    assert main(["series", "capex_cash", "--company", "CIK11", "--from", "2026Q1", "--format", "csv"]) == 0
    header, *rows = [line.split(",") for line in capsys.readouterr().out.splitlines()]
    assert [row[header.index("value")] for row in rows] == ["10000000", "10000000"]


def test_without_a_bulk_file_the_companies_of_the_data_are_ranked(home, capsys):
    assert main(["screen", "revenue", "--top", "1", "--quarter", "2026Q2", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("1,amazon,Amazon,2026Q2,")


@pytest.mark.parametrize("command", ["screen", "series"])
def test_an_unknown_metric_is_one_line_with_the_valid_set(home, three, capsys, command):
    main(["refresh", "--bulk", str(three)])
    capsys.readouterr()
    asked = ["--company", "cik11"] if command == "series" else []
    assert main([command, "capex_intensty.ttm", *asked]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "unknown metric" in line
    assert "did you mean capex_intensity" in line


def test_hostile_members_are_a_line_each_and_the_others_are_taken(home, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBER", 2**16)
    good = company_facts(1, 5e6, 1e6)
    cut = json.dumps(company_facts(2, 5e6, 1e6)).encode()[:-40]
    future = company_facts(5, 5e6, 1e6)
    future["facts"]["us-gaap"][REVENUE]["units"]["USD"][0]["filed"] = "2999-01-01"
    text = company_facts(6, 5e6, 1e6)
    text["facts"]["us-gaap"][REVENUE]["units"]["USD"][0]["val"] = "5000000"
    twice = company_facts(7, 5e6, 1e6)
    twice["facts"]["us-gaap"][REVENUE]["units"]["USD"].append(entry(*QUARTERS[0], 7e6))
    path = written(
        tmp_path / "c.zip",
        {
            name(1): good,
            name(2): cut,
            name(3): company_facts(4, 1e6, 1e6),
            name(5): future,
            name(6): text,
            name(7): twice,
            name(8): b" " * 2**20,
            name(9): b'{"cik": 9, "entityName": "deep", "facts": ' + b"[" * 50_000,
            "../../evil.json": good,
            "CIK\x1b[2J.json": good,
        },
    )
    assert main(["refresh", "--bulk", str(path)]) == 1
    said = capsys.readouterr()
    assert "12 facts of 1 filer kept" in said.out
    lines = said.err.splitlines()
    assert [line for line in lines if not line.startswith("error: ")] == []
    for part in (
        "CIK0000000002.json: no whole JSON",
        "CIK0000000003.json: holds the facts of CIK 4",
        "CIK0000000005.json: no company facts (Revenues: 2025-01-01 to 2025-03-31, filed 2999-01-01",
        "CIK0000000006.json: no company facts (Revenues: val is '5000000', no number)",
        "CIK0000000007.json: cik0000000007 Revenues to 2025-03-31 has two values",
        "CIK0000000008.json: unpacks to more than",
        "CIK0000000009.json: no whole JSON",
        "../../evil.json: no name of a filer",
        "CIK\\x1b[2J.json: no name of a filer",
        "9 members not taken",
    ):
        assert sum(part in line for line in lines) == 1, part
    assert len(lines) == 10
    assert {path.name for path in tmp_path.iterdir()} == {"home", "c.zip"}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 60])
def test_what_is_no_zip_is_one_line_and_what_was_kept_stays(home, three, tmp_path, capsys, content):
    main(["refresh", "--bulk", str(three)])
    kept, before = store_at(home), sorted(p.name for p in (home / FOLDER).rglob("*"))
    (tmp_path / "broken.zip").write_bytes(content)
    capsys.readouterr()
    assert main(["refresh", "--bulk", str(tmp_path / "broken.zip")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "no whole zip" in line
    assert (store_at(home), sorted(p.name for p in (home / FOLDER).rglob("*"))) == (kept, before)


def test_a_reading_that_is_stopped_leaves_what_was_kept(home, three, monkeypatch):
    main(["refresh", "--bulk", str(three)])
    before = sorted(p.name for p in (home / FOLDER).rglob("*"))
    monkeypatch.setattr(archive, "MOST_WHOLE", 10)
    assert main(["refresh", "--bulk", str(three)]) == 1
    assert sorted(p.name for p in (home / FOLDER).rglob("*")) == before


def test_a_member_whose_bytes_were_changed_is_not_read(tmp_path):
    path = written(tmp_path / "c.zip", {name(1): company_facts(1, 1e6, 1e6)})
    raw = bytearray(path.read_bytes())
    raw[120] ^= 0xFF
    path.write_bytes(raw)
    with archive.opened(path) as file:
        (found,) = archive.members(file)
    assert isinstance(found, archive.Unread)
    assert found.why.startswith("cannot be unpacked")


def test_without_duckdb_it_is_one_line(home, three, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["refresh", "--bulk", str(three)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install 'cloudcapex[bulk]'" in line
    assert not (home / FOLDER).exists()


def test_a_year_that_ends_in_early_february_is_january_s():
    facts = company_facts(1, 1e6, 1e6)
    facts["facts"]["us-gaap"][REVENUE]["units"]["USD"].append(entry("2025-02-02", "2026-02-01", 4e6))
    found = read_filer("one", 1, json.dumps(facts).encode(), [REVENUE])
    assert (found.year_end_month, found.currency, len(found.rows)) == (1, "USD", 7)


@pytest.mark.parametrize(
    "content", [b"[]", b"{}", b'{"cik": 1, "entityName": "x", "facts": []}', b"\xff", b'{"cik": NaN}']
)
def test_another_shape_is_refused_in_one_line(content):
    with pytest.raises(DataError) as wrong:
        read_filer("one", 1, content, [REVENUE])
    assert "\n" not in str(wrong.value)


def test_a_path_is_written_into_a_statement_as_a_text():
    assert engine.quoted("it's") == "'it''s'"


def one_changed(cik: int, place: str, value: object) -> bytes:
    """Facts of a filer whose first entry of revenue has one cell of its own, written as JSON has it."""
    facts = company_facts(cik, 5e6, 1e6)
    facts["facts"]["us-gaap"][REVENUE]["units"]["USD"][0][place] = "@"
    return json.dumps(facts).replace('"@"', str(value)).encode()


# What is told of a member, and what it holds: each of these once broke the command off for all filers.
ONE_BAD = {
    "beyond any amount": one_changed(2, "val", "1" + "0" * 400),
    "beyond any amount)": one_changed(2, "val", "1e400"),
    "cik is 'inf'": json.dumps(company_facts(2, 1e6, 1e6)).replace('"cik": 2', '"cik": 1e400').encode(),
    "cik is '2.5'": json.dumps(company_facts(2, 1e6, 1e6)).replace('"cik": 2', '"cik": 2.5').encode(),
    "no accession number": one_changed(2, "accn", r'"\ud800"'),
    "no accession number)": one_changed(2, "accn", '{"a": 1}'),
    "isoformat string: '[]'": one_changed(2, "start", "[]"),
    "entityName is dict": json.dumps({**company_facts(2, 1e6, 1e6), "entityName": {}}).encode(),
}


@pytest.mark.parametrize("said", ONE_BAD)
def test_one_bad_member_stops_no_other(home, tmp_path, capsys, said):
    path = written(tmp_path / "c.zip", {name(1): company_facts(1, 5e6, 1e6), name(2): ONE_BAD[said]})
    assert main(["refresh", "--bulk", str(path), "--dry-run"]) == 1
    told = capsys.readouterr()
    assert "12 facts of 1 filer would be kept" in told.out
    member, total = told.err.splitlines()
    assert member.startswith("error: CIK0000000002.json: no company facts (")
    assert said in member
    assert total.startswith("error: 1 member not taken")


def test_a_member_packed_in_another_way_and_damaged_is_a_line(tmp_path):
    path = tmp_path / "c.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
        file.writestr(name(1), json.dumps(company_facts(1, 1e6, 1e6)))
    raw = bytearray(path.read_bytes())
    raw[80:88] = b"\xff" * 8
    path.write_bytes(raw)
    with archive.opened(path) as file:
        (found,) = archive.members(file)
    assert isinstance(found, archive.Unread)
    assert found.why.startswith("cannot be unpacked")


def test_a_name_does_nothing_on_a_terminal(home, tmp_path, capsys):
    facts = {**company_facts(1, 5e6, 1e6), "entityName": "\x1b[31mRed\x07 \ud800\u202eCo\n"}
    nameless = {**company_facts(2, 4e6, 1e6), "entityName": ""}
    assert (
        main(["refresh", "--bulk", str(written(tmp_path / "c.zip", {name(1): facts, name(2): nameless}))])
        == 0
    )
    capsys.readouterr()
    assert main(["screen", "revenue", "--csv"]) == 0
    rows = [line.split(",") for line in capsys.readouterr().out.splitlines()]
    assert [row[2] for row in rows] == ["name", "[31mRed Co", "cik0000000002"]


@pytest.mark.parametrize("folder", ["of [1] * all", "what?", "50% of #1", 'Ann\'s "own"'])
def test_a_folder_of_any_name_is_written_and_read(tmp_path, monkeypatch, three, capsys, folder):
    home = tmp_path / folder
    shutil.copytree(CHECKOUT / "data", home / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    assert main(["refresh", "--bulk", str(three)]) == 0
    assert main(["screen", "capex_cash", "--csv"]) == 0
    assert "1,cik0000000012,Filer 12,2026Q2," in capsys.readouterr().out


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o755), (0o027, 0o750)])
def test_who_may_read_the_store_is_for_the_umask_to_say(home, three, mask, mode):
    before = os.umask(mask)
    try:
        main(["refresh", "--bulk", str(three)])
    finally:
        os.umask(before)
    folder = store_at(home).folder
    folders = [folder, folder.parent, *(path for path in folder.rglob("*") if path.is_dir())]
    assert {path.name: path.stat().st_mode & 0o777 for path in folders} == {p.name: mode for p in folders}


@pytest.mark.parametrize("content", [b"of-gone\n", b"\xff\xfe", b"", b"../../etc"])
def test_what_counts_and_is_gone_is_told_and_nothing_else_is_ranked(home, three, capsys, content):
    main(["refresh", "--bulk", str(three)])
    (home / FOLDER / "current").write_bytes(content)
    capsys.readouterr()
    assert main(["screen", "capex_cash"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert "bulk/current: names no folder that is kept" in line
    assert "refresh --bulk" in line


def test_where_nothing_can_be_written_the_line_says_what_to_do(home, three, capsys):
    (home / FOLDER).write_text("a file")
    assert main(["refresh", "--bulk", str(three)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "bulk: cannot be written (File exists)" in line
    assert "make the folder writable; nothing was changed" in line


def test_two_at_once_do_not_clear_each_other_away(home, three, capsys):
    main(["refresh", "--bulk", str(three)])
    left = home / FOLDER / "making-of-another"
    left.mkdir()
    capsys.readouterr()
    with journal.locked(home / FOLDER):
        assert main(["refresh", "--bulk", str(three)]) == 1
        assert main(["refresh", "--bulk", str(three), "--dry-run"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "another command is changing the bulk store; wait until it is done" in line
    assert left.exists()
    assert main(["refresh", "--bulk", str(three)]) == 0
    assert not left.exists()


def test_a_quarter_or_a_day_without_figures_is_said_to_be_one(home, three, capsys):
    main(["refresh", "--bulk", str(three)])
    capsys.readouterr()
    for asked, said in (
        (["--quarter", "9999Q4"], "of 9999Q4 or the years before"),
        (["--as-of", "2019-01-01"], "by 2019-01-01"),
    ):
        assert main(["screen", "capex_cash", *asked]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
        assert "valid: a quarter and a day" in line


@pytest.mark.parametrize("command", [["screen", "capex_cash"], ["series", "capex_cash"]])
def test_a_day_that_is_none_is_told_by_the_option_that_was_typed(home, capsys, command):
    assert main([*command, "--as-of", "last week"]) == 2
    assert capsys.readouterr().err.startswith("error: --as-of: 'last week' is ")
