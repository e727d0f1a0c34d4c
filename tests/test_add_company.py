"""A company is added from a file of its facts, and no code: its row, its concepts with their evidence, its figures, its pages."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arriving
import filers
from arriving import contents
from cloudcapex import checks, cli, facts, metrics
from cloudcapex.cli.statements import collect
from cloudcapex.errors import DataError, UsageError
from cloudcapex.intake import Called, News, facts_of, newcomer, opened, take, taking, trial, undo
from cloudcapex.intake.year_end import year_end_rule
from cloudcapex.reports import ROOMS
from cloudcapex.schema.columns import MONTHS, WEEKDAYS, month_of
from mirror import send
from turning import turned

TODAY = dt.date(2026, 11, 30)
SHAPES = {
    "orchard": (filers.ORCHARD, "last Saturday of September", ()),
    "international_tabulators": (filers.TABULATOR, "12-31", ()),
    "marble_technology": (filers.MARBLE, "Saturday nearest 31 January", ()),
    "kiln_works": (filers.KILN, "12-31", ("capex=kln:PurchasesOfKilnsAndOtherEquipment",)),
    "changeling": (filers.CHANGED, "12-31", ()),
    "loom": (filers.LOOM, "12-31", ("capex=loom:PurchasesOfPlantAndLooms", "capex=loom:AdditionsToPlantAndLooms")),
}  # fmt: skip


def file(folder, filer):
    path = folder / f"CIK{filer.cik:010}.json"
    path.write_text(json.dumps(filer.json()), encoding="utf-8")
    return path


def new_of(path, **called):
    handed = opened(path)
    return newcomer(facts_of(handed), handed.name, TODAY, Called(**called))


def proposed(folder, filer, **called):
    return new_of(file(folder, filer), **called)


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """A folder that all of them were added to, one after another."""
    folder = arriving.home(tmp_path_factory.mktemp("added"))
    shutil.copytree(Path(__file__).resolve().parents[1] / "notebooks", folder / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(folder))
        # What every take asks is asked of all of them together below.
        patch.setattr(trial, "run_checks", list)
        patch.setattr(taking, "news", lambda *_: News())
        for filer, _, concepts in SHAPES.values():
            take(proposed(folder, filer, concepts=concepts).proposal, today=TODAY)
    return folder


@pytest.fixture
def in_added(added, monkeypatch):
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(added))


def test_every_check_holds_with_them(in_added):
    assert [c.reason for c in checks.run_checks() if c.status == "failed"] == []


@pytest.mark.parametrize("slug", SHAPES)
def test_every_quarter_is_what_was_filed(in_added, slug):
    filer, rule, _ = SHAPES[slug]
    row = facts.load_companies().set_index("slug").loc[slug]
    assert (row["fiscal_year_end"], row["fiscal_year_end_month"]) == (rule, month_of(rule))
    quarters = [*filer.quarters()]
    for metric, concept in (("capex_cash", filers.CAPEX), ("revenue", next(iter(filers.QUARTERLY)))):
        told = metrics.series(metric, slug, "2018Q1", "2026Q3").dropna(subset="value")
        assert told["value"].tolist() == [filer.value(concept, n) for n in range(len(quarters))]
        assert told["period_end"].dt.date.tolist() == [end for _, _, end, _ in quarters]


def test_each_has_a_colour_that_nobody_has(in_added):
    companies = facts.load_companies()
    assert companies["colour"].is_unique
    assert companies["colour_order"].is_monotonic_increasing
    assert set(SHAPES) <= set(facts.slugs_of("large_accelerated_filers"))


@pytest.mark.slow
@turned("report", sorted(ROOMS))
def test_every_report_builds_with_them(in_added, report):
    chosen = {"companies": ["microsoft", *SHAPES]} if report == "quarterly_review" else {}
    assert collect(report, {"quarter": "2026Q2", **chosen})


def test_the_command_shows_what_it_rests_on_and_writes_after_a_yes(home, monkeypatch, capsys):
    monkeypatch.setattr(trial, "run_checks", list)
    before = contents(home)
    path = str(file(home, filers.ORCHARD))
    assert cli.main(["add-company", path, "--ticker", "orc", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "slug: orchard\nname: Orchard\n" in said
    assert "ticker: ORC\n" in said
    assert "fiscal_year_end: last Saturday of September\n" in said
    assert "evidence: fiscal year ends last Saturday of September: 2019-09-28, 2020-09-26, " in said
    assert (
        f"evidence: capex_cash: {filers.CAPEX} (2018-12-29 to 2026-06-27, 31 periods in 31 filings)\n" in said
    )
    newest = f"{filers.ORCHARD.value(filers.CAPEX, 30):,} USD"
    assert f"orchard\t2018Q4 to 2026Q2\tcapex_cash\t31 new\t{newest}\n" in said
    assert "opened: orchard 2018Q4 to 2026Q2 (31)\n" in said
    assert contents(home) == before
    # Without a terminal nobody can say yes.
    assert cli.main(["add-company", path]) == 2
    assert "there is no terminal to ask on; nothing was written; give --yes" in capsys.readouterr().err
    assert contents(home) == before
    assert cli.main(["add-company", path, "--yes"]) == 0
    assert facts.company("orchard").name.en == "Orchard"
    assert cli.main(["add-company", path, "--yes"]) == 2
    assert (
        "orchard is held already (CIK 9000001); `cloudcapex refresh orchard` brings"
        in capsys.readouterr().err
    )
    assert undo().title == "add-company orchard"
    assert contents(home) == before


def test_on_a_terminal_it_asks(home, monkeypatch, capsys):
    from cloudcapex.cli import add_company

    monkeypatch.setattr(trial, "run_checks", list)
    monkeypatch.setattr(taking, "news", lambda *_: News())
    monkeypatch.setattr(add_company.sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    before = contents(home)
    answers = iter([False, True])
    monkeypatch.setattr(add_company.click, "confirm", lambda *_, **__: next(answers))
    path = str(file(home, filers.MARBLE))
    assert cli.main(["add-company", path]) == 0
    assert contents(home) == before
    assert cli.main(["add-company", path]) == 0
    assert "marble_technology" in facts.companies()


def test_a_capex_of_its_own_is_asked_for_with_the_candidates(home):
    with pytest.raises(UsageError) as error:
        proposed(home, filers.KILN)
    assert "the capex of Kiln Works Co is read from none of its concepts" in str(error.value)
    assert (
        "candidates by their names: kln:PurchasesOfKilnsAndOtherEquipment (2019-03-31 to 2026-06-30, 30 periods"
        in str(error.value)
    )
    assert str(error.value).endswith("give --concept capex=kln:PurchasesOfKilnsAndOtherEquipment")


def test_a_capex_that_the_facts_leave_out_is_taken_at_its_word(home):
    told = filers.KILN.json()
    del told["facts"]["kln"]
    path = home / "kiln.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(
        UsageError,
        match=r"give --concept capex=ns:Name, as its statement of cash flows tags it; the API leaves",
    ):
        new_of(path)
    new = new_of(path, concepts=("capex=kln:Own",))
    (row,) = [row for row in new.proposal.rows if row.table == "concepts"]
    assert (row.cells["concept"], row.cells["counts_as"]) == ("kln:Own", filers.CAPEX)


def test_a_tag_that_changed_is_two_rows_with_their_days(home):
    new = proposed(home, filers.LOOM, concepts=SHAPES["loom"][2][::-1])
    rows = [{**row.cells} for row in new.proposal.rows if row.table == "concepts"]
    assert [(r["concept"], r["since"], r["until"]) for r in rows] == [
        ("loom:PurchasesOfPlantAndLooms", "", "2022-12-31"),
        ("loom:AdditionsToPlantAndLooms", "2023-03-31", ""),
    ]
    told = next(line for line in proposed(home, filers.CHANGED).evidence if line.startswith("capex_cash"))
    assert f"{filers.CAPEX} (2019-03-31 to 2022-12-31, 16 periods" in told
    assert f", then {filers.OTHER_CAPEX} (2023-03-31 to 2026-06-30" in told


def test_a_filer_abroad_is_told_what_to_do(home):
    with pytest.raises(
        UsageError,
        match=r"Abroad AG files 20-F and 6-K.*add its row by `cloudcapex add --template companies`",
    ):
        proposed(home, filers.ABROAD)


@pytest.mark.parametrize(
    ("concept", "what"),
    [
        ("capex", "'capex' says nothing; valid: capex=ns:Name"),
        ("capex=a b", "'capex=a b' says nothing"),
        ("capx=A", "no metric 'capx' is read from filings.*did you mean capex"),
        ("azure_revenue=A", "no metric 'azure_revenue' is read from filings"),
    ],
)
def test_what_no_concept_can_be_is_said(home, concept, what):
    with pytest.raises(UsageError, match=rf"--concept: {what}"):
        proposed(home, filers.ORCHARD, concepts=(concept,))


def told_otherwise(folder, before, after, filer=filers.ORCHARD):
    """Facts of a filer in which some JSON stands for other JSON, once: of its capex, or else of itself."""
    path = file(folder, filer)
    text = path.read_text("utf-8")
    at = text.index(f'"{filers.CAPEX}"')
    at = at if before in text[at:] else 0
    assert before in text
    path.write_text(text[:at] + text[at:].replace(before, after, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Written out, the first two of these numbers fill the memory.
        ('"val": ', '"val": 1e999999999, "was": ', "val is 1.00E[+]999999999, beyond any amount"),
        ('"cik": ', '"cik": 1e9999999, "was": ', "cik is '1E[+]9999999', no number of a filer"),
        ('"val": ', f'"val": 1{"0" * 400}, "was": ', "val is 1.00E[+]400, beyond any amount"),
        ('"cik": ', '"cik": 7.9, "was": ', "cik is '7.9', no number of a filer"),
        ('"accn": ', '"accn": "../../etc", "was": ', "accn is '../../etc', no accession number"),
        ('"entityName": ', '"entityName": {}, "was": ', "entityName is dict, no text"),
        ('"end": ', r'"end": "\ud800", "was": ', r"column title: .*\\ud800' holds half a character"),
    ],
)
def test_what_no_facts_can_be_is_said_at_its_place(home, before, after, said):
    with pytest.raises(DataError, match=said) as wrong:
        new_of(told_otherwise(home, before, after))
    assert "\n" not in str(wrong.value)


def test_a_day_that_there_is_not_is_named_with_its_cell(home):
    path = told_otherwise(home, '"start": "', '"start": "2019-13-45", "was": "')
    with pytest.raises(DataError, match=r"column period_start: '2019-13-45' is not valid"):
        take(new_of(path).proposal, today=TODAY)


@pytest.mark.parametrize(
    ("unit", "said"), [("EUR", "its figures are in EUR"), ("GALLONS", "in no currency that is read")]
)
def test_figures_in_another_currency_are_one_line_and_no_company(home, unit, said):
    path = file(home, filers.ORCHARD)
    path.write_text(path.read_text("utf-8").replace('"USD"', f'"{unit}"'), encoding="utf-8")
    with pytest.raises(UsageError, match=rf"states nothing in USD, .*{said}.*in its own currency"):
        new_of(path)


def test_figures_in_two_currencies_are_one_line_with_their_quarters(home):
    told = filers.ORCHARD.json()
    for tag in told["facts"]["us-gaap"].values():
        tag["units"] = {**tag["units"], "EUR": tag["units"]["USD"][:4]}
    path = home / "both.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"states its figures in USD \(\d{4}Q\d to \d{4}Q\d, [\d,]+ figures\) and EUR"
    ) as wrong:
        new_of(path)
    assert str(wrong.value).startswith("both.json: ")
    assert "add those in USD by `cloudcapex add --template disclosures`; nothing was taken" in str(
        wrong.value
    )
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("told", "slug", "name"),
    [
        (r'"\u5fae\u8f6f"', f"co_{filers.ORCHARD.cik}", "微软"),
        (r'"\u001b[31mRed\u0007\n\u202eCo Works\ud800"', "co_31mred_co_works", "[31mRed Co Works"),
    ],
)
def test_a_name_of_another_script_or_of_codes_makes_a_row(home, told, slug, name):
    row = new_of(told_otherwise(home, '"entityName": ', f'"entityName": {told}, "was": ')).row
    assert (row["slug"], row["name"]) == (slug, name)


def test_who_has_no_name_is_asked_for_one(home):
    path = told_otherwise(home, '"entityName": ', '"entityName": "", "was": ')
    with pytest.raises(UsageError, match=r"--name: the facts of CIK \d+ tell no name; give one"):
        new_of(path)
    assert new_of(path, name="Works").row["slug"] == "works"


def test_what_is_shown_of_a_file_does_nothing_on_a_terminal(home, unchecked, untold, capsys):
    path = told_otherwise(home, '"form": "10-Q"', r'"form": "\u001b[2J\nSC"')
    assert cli.main(["add-company", str(path), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "1 facts of forms that are not read (\\x1b[2J SC)" in out


def test_what_a_person_says_goes_before_what_is_inferred(home):
    new = proposed(
        home, filers.ORCHARD, slug="orc", name="Orchard Computers", name_zh_hans="果园", year_end="09-30"
    )
    assert {c: new.row[c] for c in ("slug", "name", "name_zh_hans", "name_zh_hant", "fiscal_year_end")} == {
        "slug": "orc", "name": "Orchard Computers", "name_zh_hans": "果园", "name_zh_hant": "果园", "fiscal_year_end": "09-30",
    }  # fmt: skip


# by ticker or number -----------------------------------------------------------------------------


def told(metric, slug):
    return metrics.series(metric, slug, "2018Q1", "2026Q3").dropna(subset="value")["value"].tolist()


@pytest.mark.slow
@turned("slug", ["marble_technology", "kiln_works"])
def test_a_ticker_is_looked_up_taken_in_and_refreshed(mirror, run, unchecked, monkeypatch, slug):
    monkeypatch.setattr(taking, "news", lambda *_: News())
    filer, rule, concepts = SHAPES[slug]
    values = [filer.value(filers.CAPEX, n) for n in range(len([*filer.quarters()]))]
    mirror.enrol(slug, "NEW", filer.json(), until="2026-07-01")
    before = contents(mirror.home)
    since = ()
    if concepts:  # company facts leave a concept of its own out
        done = run("add-company", "NEW", "--yes")
        assert done.code == 2
        assert "give --concept capex=ns:Name, as its statement of cash flows tags it" in done.errors[0]
        since = ("--since", "2018-01-01")
    done = run("add-company", "new", "--yes", *(word for c in concepts for word in ("--concept", c)))
    assert done.code == 0, done.err
    assert f"ticker: NEW\ncik: {filer.cik}\nfiscal_year_end: {rule}\n" in done.out
    assert told("capex_cash", slug) == ([] if concepts else values[:-1])
    assert (f"comes by `cloudcapex refresh {slug} --since 2018-01-01`" in done.out) == bool(concepts)
    mirror.enrol(slug, "NEW", filer.json())
    done = run("refresh", slug, *since)
    assert done.code == 0, done.err
    assert told("capex_cash", slug) == values
    assert "nothing new" in run("refresh", slug).out
    assert [run("undo").code, run("undo").code] == [0, 0]
    assert contents(mirror.home) == before


def test_who_cannot_be_taken_in_is_one_line(mirror, run):
    mirror.enrol("abroad", "ABR", filers.ABROAD.json())
    path = f"/api/xbrl/companyfacts/CIK{filers.ABROAD.cik:010}.json"
    mirror.answers[path] = lambda handler: send(handler, json.dumps(filers.ABROAD.json()).encode())
    before = contents(mirror.home)
    for who, said in {
        "MSFT": "MSFT: microsoft is held already (CIK 789019); `cloudcapex refresh microsoft` brings",
        "NOBODY": "no filer has the ticker 'NOBODY'",
        "CIK12345": "nobody files under CIK 12345",
        "ABR": "Abroad AG files 20-F and 6-K: its quarters are no XBRL facts; add its row by `cloudcapex add --template",
        "none.json": "none.json: no such file",
    }.items():
        done = run("add-company", who, "--yes")
        assert (done.code, len(done.errors)) == (2, 1), done.err
        assert said in done.errors[0]
    assert contents(mirror.home) == before


# the fiscal year ---------------------------------------------------------------------------------


def last_of(year, month, weekday):
    day = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


@given(st.integers(2000, 2018), st.integers(6, 8), st.integers(1, 12), st.integers(0, 6))
def test_every_last_weekday_is_found(first, years, month, weekday):
    ends = [last_of(first + n, month, weekday) for n in range(years)]
    assert year_end_rule(ends) == f"last {WEEKDAYS[weekday]} of {MONTHS[month - 1]}"


@given(st.integers(2000, 2018), st.integers(1, 8), st.integers(1, 12))
def test_every_end_of_a_month_is_a_fixed_day(first, years, month):
    days = [dt.date(first + n + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1) for n in range(years)]
    rule = year_end_rule(days)
    assert rule.startswith(f"{month:02}-")
    assert month_of(rule) == month


@pytest.mark.parametrize(
    ("ends", "rule"),
    [
        # As the filings of NVIDIA, Apple and Marvell have them.
        (["2022-01-30", "2023-01-29", "2024-01-28", "2025-01-26"], "last Sunday of January"),
        (["2022-09-24", "2023-09-30", "2024-09-28", "2025-09-27"], "last Saturday of September"),
        (
            ["2022-01-29", "2023-01-28", "2024-02-03", "2025-02-01", "2026-01-31"],
            "Saturday nearest 31 January",
        ),
        (["2024-02-29", "2025-02-28"], "02-28"),
        (["2025-09-27"], "last Saturday of September"),
        (["2024-06-30", "2025-06-30"], "06-30"),
        (["2023-06-30", "2024-12-31"], ""),
        ([], ""),
    ],
)
def test_ends_as_they_were_filed(ends, rule):
    assert year_end_rule([dt.date.fromisoformat(end) for end in ends]) == rule
