"""Files that somebody hands in: company facts, a filing's document, tables; what is in them, and what is refused."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import gzip
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arriving
from arriving import ACCESSION, contents, context, inline, number
from cloudcapex import checks, cli, facts, metrics, paths
from cloudcapex.errors import CloudcapexError, DataError, UsageError
from cloudcapex.intake import (
    News,
    Proposal,
    RowsRefused,
    opening,
    proposal_of,
    take,
    taking,
    template,
    trial,
    undo,
)
from cloudcapex.intake.company_facts import read_company_facts
from cloudcapex.intake.inline import read_inline
from cloudcapex.intake.typed import read_typed
from cloudcapex.schema import TABLES
from turning import examples

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def unchecked(unchecked, monkeypatch):
    """Leave out what is new, too."""
    monkeypatch.setattr(taking, "news", lambda *_: News())


def handed(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def api(*more, slug="microsoft"):
    return json.dumps(arriving.company_facts(slug, "MICROSOFT CORPORATION", *more))


# company facts -----------------------------------------------------------------------------------


def test_a_quarter_arrives_as_company_facts_and_the_same_again_is_nothing(home):
    before = contents(home)
    path = handed(home, "msft.json", api(*arriving.new_facts()))
    taken = take(proposal_of([path], today=TODAY), today=TODAY)
    assert {row.table for row in taken.rows} == {"sources", "filings"}
    assert len(taken.rows) == 4
    assert taken.same > 500
    assert taken.news.opened == (("microsoft", "2026Q3"),)
    assert metrics.series("revenue", "microsoft", "2026Q3", "2026Q3")["value"].tolist() == [90e9]
    source = facts.load_sources().set_index("source_id").loc[ACCESSION]
    assert source["title"] == "Microsoft 10-Q for the period ended 2026-09-30"
    assert take(proposal_of([path], today=TODAY), today=TODAY).rows == ()
    undo()
    assert contents(home) == before


def test_no_concept_that_no_metric_is_read_from_comes_in(home, unchecked):
    path = handed(home, "msft.json", api({**arriving.new_facts()[0], "concept": "Assets"}))
    proposal = proposal_of([path], today=TODAY)
    assert "1 facts of concepts or members that no metric is read from" in proposal.left[0]
    assert take(proposal, today=TODAY).rows == ()


def test_a_concept_that_counts_as_another_is_kept_and_read(home, unchecked):
    path = home / "data" / "concepts.csv"
    row = (
        "microsoft,msft:CapitalExpenditures,,PaymentsToAcquirePropertyPlantAndEquipment,2026-07-01,,made up\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    new = {**arriving.new_facts()[1], "concept": "msft:CapitalExpenditures"}
    old = {**new, "period_start": "2026-04-01", "period_end": "2026-06-30", "value": 1_000_000_000}
    take(proposal_of([handed(home, "msft.json", api(new, old))], today=TODAY), today=TODAY)
    told = facts.load_facts()
    assert told[told["concept"] == "msft:CapitalExpenditures"]["value"].tolist() == [31e9]
    assert metrics.series("capex_cash", "microsoft", "2026Q3", "2026Q3")["value"].tolist() == [31e9]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('{"cik": 789019, "entityName": "M", "facts": {"us-gaap"', "no whole JSON"),
        ('{"cik": 789019, "facts": {}}', r"no company facts \('entityName' is missing\)"),
        ('{"cik": 789019, "entityName": "M", "facts": []}', "no company facts"),
        ("[1, 2]", "no company facts"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 100_000, "no whole JSON"),
        ('{"cik": 1, "entityName": "Nobody Inc.", "facts": {}}', r"CIK 1 \(Nobody Inc.\) is none of .*add-company x.json"),
        ("<html><body>Request rate exceeded</body></html>", "holds no inline XBRL"),
        ("", "the file is empty"),
        (gzip.compress(b"{" * 10_000_000), r"is packed \(gzip\); unpack it yourself"),
        (b"PK\x03\x04", r"is packed \(zip\)"),
    ],
)  # fmt: skip
def test_what_is_no_company_facts_is_one_line(home, content, what):
    path = handed(home, "x.json", content)
    with pytest.raises(CloudcapexError, match=what) as error:
        proposal_of([path], today=TODAY)
    assert "x.json" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_fact_without_its_number_is_named():
    told = arriving.company_facts("microsoft", "M")
    entries = told["facts"]["us-gaap"]["OperatingIncomeLoss"]["units"]["USD"]
    entries[3].pop("accn")
    with pytest.raises(DataError, match=r"us-gaap:OperatingIncomeLoss in USD, fact 3 lacks accn"):
        read_company_facts("x.json", json.dumps(told).encode())
    entries[3]["accn"], entries[3]["val"] = "0", "12"
    with pytest.raises(DataError, match=r"fact 3: val is '12', no number"):
        read_company_facts("x.json", json.dumps(told).encode())


def test_a_file_too_large_is_refused_before_it_is_read(home, monkeypatch):
    path = home / "x.json"
    with path.open("wb") as file:
        file.truncate(opening.MOST_BYTES + 1)
    monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(UsageError, match=r"x.json: 200 MB; valid: up to 200 MB; nothing was read"):
        opening.opened(path)
    with pytest.raises(UsageError, match="no such file"):
        opening.opened(home / "nothing.json")
    with pytest.raises(UsageError, match="not a file"):
        opening.opened(home)


@given(st.binary(max_size=300))
def test_whatever_is_handed_in_ends_in_rows_or_one_line(content):
    readers = (
        lambda: read_company_facts("x", content),
        lambda: read_inline("x", content, accession=ACCESSION, filed="2026-10-28"),
        lambda: read_typed("x", content),
    )
    for read in readers:
        with contextlib.suppress(CloudcapexError):
            read()


# a filing's document -----------------------------------------------------------------------------


def test_numbers_of_a_document_are_read_with_their_scale_sign_and_members():
    cloud = context("c", ("us-gaap:StatementBusinessSegmentsAxis", "msft:CloudMember"),
                    ("srt:ConsolidationItemsAxis", "us-gaap:OperatingSegmentsMember"))  # fmt: skip
    typed = '<xbrli:context id="t"><xbrli:entity><xbrli:segment><xbrldi:typedMember dimension="a:b"/></xbrli:segment></xbrli:entity></xbrli:context>'
    text = "".join(
        [
            number("us-gaap:Revenues", "90,000", scale="6", format="ixt:num-dot-decimal", id="f-1"),
            number("us-gaap:OperatingIncomeLoss", "1,5", scale="9", sign="-", format="ixt:num-comma-decimal"),
            number("us-gaap:InterestExpense", "—", format="ixt:fixed-zero"),
            number("us-gaap:LongTermDebt", "40", context="i", scale="9"),
            number("us-gaap:Revenues", "12<ix:exclude>*</ix:exclude>,000", context="c", scale="6"),
            number("msft:Own", "7", scale="99"),
            number("msft:Words", "twelve", format="ixt-sec:numwordsen"),
            number("us-gaap:Nil", "", **{"xsi:nil": "true"}),
            number("us-gaap:Typed", "5", context="t"),
            number("us-gaap:EarningsPerShareBasic", "3.10", unit="per"),
        ]
    )
    filer = read_inline(
        "x.htm", inline(text, contexts=cloud + typed), accession=ACCESSION, filed="2026-10-28"
    )
    assert filer.cik == 789019
    told = [(f.concept, f.member, f.unit, f.start, f.end, f.value) for f in filer.facts]
    quarter = ("2026-07-01", "2026-09-30")
    members = "srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember; us-gaap:StatementBusinessSegmentsAxis=msft:CloudMember"
    assert told == [
        ("Revenues", "", "USD", *quarter, Decimal(90_000_000_000)),
        ("OperatingIncomeLoss", "", "USD", *quarter, Decimal(-1_500_000_000)),
        ("InterestExpense", "", "USD", *quarter, Decimal(0)),
        ("LongTermDebt", "", "USD", "", "2026-09-30", Decimal(40_000_000_000)),
        ("Revenues", members, "USD", *quarter, Decimal(12_000_000_000)),
        ("EarningsPerShareBasic", "", "", *quarter, Decimal("3.10")),
    ]
    assert {(f.form, f.accession, f.filed) for f in filer.facts} == {("10-Q", ACCESSION, "2026-10-28")}
    assert filer.facts[0].place == "x.htm, fact f-1"


@given(
    st.integers(min_value=1, max_value=10**7),
    st.integers(min_value=0, max_value=9),
    st.booleans(),
    st.booleans(),
)
def test_every_number_comes_back_as_it_was_written(value, scale, negative, european):
    text = f"{value:,}".replace(",", ".") if european else f"{value:,}"
    shape = "ixt:num-comma-decimal" if european else "ixt:num-dot-decimal"
    attributes = {"scale": str(scale), "format": shape} | ({"sign": "-"} if negative else {})
    document = inline(number("us-gaap:Revenues", text, **attributes))
    (fact,) = read_inline("x.htm", document, accession=ACCESSION, filed="2026-10-28").facts
    assert fact.value == (-value if negative else value) * 10**scale


def test_a_segment_that_only_the_document_has_is_taken(home, unchecked):
    amazon = {"cik": "0001018724"}
    aws = context(
        "c", ("us-gaap:StatementBusinessSegmentsAxis", "amzn:AmazonWebServicesSegmentMember"), **amazon
    )
    other = context("o", ("us-gaap:StatementBusinessSegmentsAxis", "amzn:NobodyKnowsMember"), **amazon)
    concept = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"
    text = number(concept, "41,000", context="c", scale="6") + number(concept, "1", context="o", scale="6")
    name = "0001018724-26-000099.htm"
    path = handed(home, name, inline(text, contexts=aws + other, **amazon))
    take(proposal_of([path], filed="2026-10-29", today=TODAY), today=TODAY)
    assert metrics.series("cloud_revenue", "amazon", "2026Q3", "2026Q3")["value"].tolist() == [41e9]
    with pytest.raises(UsageError, match=r"on which day was it filed.*give --filed"):
        proposal_of([path], today=TODAY)
    with pytest.raises(UsageError, match=r"under which number was it filed.*give --accession"):
        proposal_of([handed(home, "amzn.htm", path.read_bytes())], filed="2026-10-29", today=TODAY)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<html><p>", "not well-formed"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>', "declares entities"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY % e SYSTEM "file:///etc/passwd">]><x/>', "declares entities"),
        (b"<html/>", "holds no inline XBRL"),
        (inline(number("us-gaap:Revenues", "1"), cik="").replace(b"CIK", b""), "names no one filer"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_one_line(content, what):
    with pytest.raises(DataError, match=rf"^x.htm: {what}"):
        read_inline("x.htm", content, accession=ACCESSION, filed="2026-10-28")


# tables ------------------------------------------------------------------------------------------

OPEN = [name for name in TABLES if name not in ("coverage", "tallies")]


@pytest.mark.parametrize("name", OPEN)
def test_a_template_filled_from_a_row_that_is_there_is_accepted(name):
    shape = template(name)
    header = shape.partition("\n")[0]
    row = shape.rpartition("\n# ")[2]
    with (paths.data_dir() / TABLES[name].path).open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    (told,) = read_typed("x.csv", f"{header}\n{row}".encode(), "")
    assert (told.table, {**told.cells}) == (name, {c: t.strip() for c, t in first.items()})
    # The shape as it is printed has no rows but those behind marks.
    with pytest.raises(DataError, match=r"x.csv: holds no rows"):
        read_typed("x.csv", shape.encode())


def table_of(name, *rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, [*TABLES[name].columns], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


RELEASE = {
    "source_id": "alibaba-results-2026-09-30", "publisher": "Alibaba Group",
    "title": "Alibaba Group results for the period ended 2026-09-30", "url": "https://www.alibabagroup.com/x",
    "published": "2026-11-24", "accessed": "2026-11-24", "kind": "release", "standing": "company",
}  # fmt: skip
FIGURE = {
    "company": "alibaba", "metric": "cloud_revenue", "definition": "cloud_from_fy26q1", "period_start": "2026-07-01",
    "period_end": "2026-09-30", "value": "50000000000", "unit": "CNY", "basis": "reported", "evidence": "company",
    "filed": "2026-11-24", "source_id": RELEASE["source_id"],
}  # fmt: skip


def alibaba(**cells):
    """Make a figure of Alibaba's on the definition that its newest one stands on."""
    held = facts.load_table("disclosures").query("company == 'alibaba' and metric == 'cloud_revenue'")
    newest = held.sort_values("period_end").iloc[-1]
    return {**FIGURE, "definition": newest["definition"], "value": f"{newest['value'] * 1.05:.0f}", **cells}


def test_a_quarter_of_a_company_that_files_elsewhere_is_two_tables(home, capsys):
    before = contents(home)
    sources = handed(home, "sources.csv", table_of("sources", RELEASE))
    figures = handed(home, "figures.csv", table_of("disclosures", alibaba()))
    assert cli.main(["add", str(sources), str(figures)]) == 0
    said = capsys.readouterr().out
    assert "taken: 2 rows (data/sources.csv +1, data/facts/disclosures.csv +1)\n" in said
    assert "alibaba\t2026Q3\tcloud_revenue\tnew\t" in said
    assert cli.main(["add", str(sources), str(figures)]) == 0
    assert capsys.readouterr().out == "nothing new: 2 rows the data hold already; nothing was changed\n"
    assert cli.main(["undo"]) == 0
    assert contents(home) == before


def test_every_bad_row_of_a_table_is_named_with_its_line(home, unchecked, capsys):
    before = contents(home)
    rows = [
        alibaba(),
        alibaba(metric="cloud_revenu"),
        alibaba(value="50bn", period_start="2026-04-01", period_end="2026-06-30"),
        alibaba(unit="USD", source_id="nobody"),
    ]
    path = handed(home, "q3.csv", "# from the release\n" + table_of("disclosures", *rows))
    assert cli.main(["add", str(handed(home, "s.csv", table_of("sources", RELEASE))), str(path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "error: 3 faults in 5 new rows; nothing was taken"
    assert {line.partition(",")[2].partition(",")[0] for line in said[1:]} == {
        " line 4",
        " line 5",
        " line 6",
    }
    assert "did you mean cloud_revenue" in "".join(said)
    assert contents(home) == before
    ragged = handed(home, "r.csv", table_of("sources", RELEASE) + "a,b\nc,d\n")
    with pytest.raises(RowsRefused, match=r"r.csv, line 3: the row has 2 values(.|\n)*r.csv, line 4"):
        proposal_of([ragged], today=TODAY)


@pytest.mark.parametrize(("mark", "said"), [(";", "semicolons"), ("\t", "tabs")])
def test_columns_without_commas_are_said_to_be_so(mark, said):
    content = table_of("sources", RELEASE).replace(",", mark).encode()
    with pytest.raises(
        DataError, match=rf"s.csv, line 1: the columns are set apart by {said}; save the file with commas"
    ):
        read_typed("s.csv", content)


@pytest.mark.parametrize("text", ["1e999999999", "9" * 5000])
def test_a_number_of_a_document_that_no_memory_holds_is_named(text):
    with pytest.raises(DataError, match=r"x.htm, fact 1: us-gaap:Revenues is '.*', beyond any amount"):
        read_inline(
            "x.htm",
            inline(number("us-gaap:Revenues", text, scale="6")),
            accession=ACCESSION,
            filed="2026-10-28",
        )


def test_numbers_that_cannot_be_read_are_named_together(home):
    words = number("us-gaap:Revenues", "twelve") * 2 + number("msft:Segments", "three")
    nil = number("us-gaap:Revenues", "", **{"xsi:nil": "true"})
    path = handed(home, "x.htm", inline(number("us-gaap:Revenues", "12", scale="6") + words + nil))
    left = proposal_of([path], accession=ACCESSION, filed="2026-10-28", today=TODAY).left
    assert left == (
        "x.htm: 3 facts that read as no number: us-gaap:Revenues 'twelve' (2 times), msft:Segments 'three'",
    )


def test_who_files_a_document_and_is_not_held_is_taken_in_by_all_its_facts(home):
    content = inline(number("us-gaap:Revenues", "12"), cik="0000320193")
    with pytest.raises(
        DataError,
        match=r"run `cloudcapex add-company CIK0000320193.json` first with https://data.sec.gov/api",
    ):
        proposal_of([handed(home, "x.htm", content)], accession=ACCESSION, filed="2026-10-28", today=TODAY)


def test_a_held_company_in_two_currencies_is_told_since_when_it_is_one(home):
    new, capex = arriving.new_facts()[:2]
    told = json.loads(api(new, {**capex, "unit": "EUR"}))
    with pytest.raises(
        DataError, match=r"m.json: Microsoft states its figures in USD \(.*\) and EUR \(2026Q3, 1 figures\)"
    ):
        proposal_of([handed(home, "m.json", json.dumps(told))], today=TODAY)


@pytest.mark.parametrize("cik", ["\u00b2", "１２", "1" * 30, "1" * 5000, "0"])
def test_a_number_of_a_filer_that_is_none_is_said(cik):
    content = inline(number("us-gaap:Revenues", "5")).decode().replace("0000789019", cik).encode()
    with pytest.raises(DataError, match=r"x.htm: names no one filer"):
        read_inline("x.htm", content, accession=ACCESSION, filed="2026-10-28")


def test_a_document_nested_as_deep_as_it_likes_is_read():
    deep = (
        f'<ix:nonNumeric name="us-gaap:Policy" contextRef="q">{"<b>" * 5000}x{"</b>y" * 5000}</ix:nonNumeric>'
    )
    text = deep + number("us-gaap:Revenues", "12<ix:exclude>*<b>9</b></ix:exclude>,0<b>0</b>0", scale="6")
    (fact,) = read_inline("x.htm", inline(text), accession=ACCESSION, filed="2026-10-28").facts
    assert fact.value == 12_000_000_000


def test_of_very_many_bad_rows_a_thousand_are_named():
    lines = str(RowsRefused([f"q.csv, line {n}: bad" for n in range(2, 5002)], 5000)).splitlines()
    assert (lines[0], lines[-1]) == ("5000 faults in 5000 new rows; nothing was taken", "and 4,000 more")
    assert len(lines) == 1002


def test_what_a_terminal_would_act_on_is_written_out(home, unchecked, capsys):
    path = handed(home, "d.csv", table_of("disclosures", alibaba(metric="\x1b[2Jrevenue\x07")))
    assert cli.main(["add", str(path)]) == 1
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "\\x1b[2Jrevenue\\x07" in said


def test_guidance_that_replaces_what_was_said_before_leaves_its_row_as_it_is(home):
    held = facts.load_guidance()
    held = held[
        (held["status"] == "current") & (held["kind"] == "range") & (held["target_period"] == "CY2026")
    ]
    old = held[held["metric"].str.startswith("capex")].iloc[-1]
    release = {**RELEASE, "publisher": facts.company(old["company"]).name.en, "source_id": "x-2026-10-29",
               "title": "Third-quarter call", "url": "https://x.example/", "kind": "call",
               "published": "2026-10-29", "accessed": "2026-10-29"}  # fmt: skip
    row = {c: str(old[c]) for c in ("company", "metric", "target_period", "unit", "kind", "definition")}
    low, high = int(old["high"]), int(old["high"] * 1.1) // 10**9 * 10**9
    row |= {"issued": "2026-10-29", "low": low, "high": high, "status": "current", "evidence": "company",
            "statement": f"${low / 1e9:g} to ${high / 1e9:g} billion", "source_id": "x-2026-10-29"}  # fmt: skip
    paths_ = [handed(home, f"{n}.csv", table_of(n, r)) for n, r in (("sources", release), ("guidance", row))]
    before = (home / "data" / "guidance.csv").read_bytes()
    take(proposal_of(paths_, today=TODAY), today=TODAY)
    assert (home / "data" / "guidance.csv").read_bytes().startswith(before)
    told = facts.load_guidance()
    same = told[(told["company"] == old["company"]) & (told["metric"] == old["metric"])]
    same = same[same["target_period"] == "CY2026"].set_index("issued")["status"]
    assert same.loc["2026-10-29"] == "current"
    assert same.loc[old["issued"]] == "superseded"
    assert [c.reason for c in checks.run_checks() if c.status == "failed"] == []


@pytest.mark.parametrize(
    ("content", "table", "what"),
    [
        ("company,metrik,value\na,b,c\n", "", r"that of no table; of \w+, the nearest, .*metrik is not known.*see cloudcapex add --template"),
        ("lab,metric\na,b\n", "labs", "is no header of labs: definition, as_of, value"),
        ("a,b\n", "filing", "--table: no table 'filing'.*did you mean filings"),
        ("a,a\n1,2\n", "", "column 'a' stands twice"),
        ("# nothing\n", "", "holds no header line"),
        (b"company\n\xff\n", "", "x.csv, line 2: not UTF-8"),
        ('company\n"a\n', "", "not readable as CSV"),
        ("company,metric,quarter,reason\n", "coverage", "no table 'coverage'"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_one_line(content, table, what):
    with pytest.raises(CloudcapexError, match=what):
        read_typed("x.csv", content if isinstance(content, bytes) else content.encode(), table)


def test_without_a_file_the_command_says_what_to_give(capsys):
    assert cli.main(["add"]) == 2
    assert "no file is given; give FILE..., or --template TABLE" in capsys.readouterr().err
    assert cli.main(["add", "--template", "guidance"]) == 0
    assert capsys.readouterr().out == template("guidance")
    assert cli.main(["add", "x.csv", "--filed", "yesterday"]) == 2


@examples(12)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 10**12)),
        min_size=1,
        max_size=5,
        unique_by=lambda p: p[0],
    )
)
def test_take_then_undo_is_identity(tmp_path_factory, chosen):
    folder = tmp_path_factory.getbasetemp() / "identity"
    if not folder.exists():
        arriving.home(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(folder))
        patch.setattr(trial, "run_checks", list)
        patch.setattr(taking, "news", lambda *_: News())
        before = contents(folder)
        rows = tuple(arriving.fact(f"x:Own{n}", value) for n, value in chosen)
        taken = take(Proposal("add x", (arriving.document(), *rows)), today=TODAY)
        assert len(taken.rows) == len(chosen) + 1
        assert contents(folder) != before
        undo()
        assert contents(folder) == before
