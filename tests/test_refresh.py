"""`cloudcapex refresh` against a mirror on this machine: what was filed comes in, once, and nothing else changes."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from arriving import contents
from cloudcapex import metrics
from cloudcapex.refresh import client
from conftest import SEED
from mirror import send


@pytest.fixture
def home(mirror):
    return mirror.home


def rows(home, table):
    return list(csv.DictReader(io.StringIO((home / "data" / table).read_text("utf-8"))))


def value(metric, company, quarter):
    (found,) = metrics.series(metric, company, start=quarter, end=quarter)["value"]
    return found


def facts_path(mirror, company):
    return f"/api/xbrl/companyfacts/CIK{int(mirror.companies[company]['cik']):010d}.json"


def test_a_quarter_arrives_with_its_documents_and_twice_changes_nothing(home, mirror, run):
    before = contents(home)
    paper = mirror.publish("microsoft", "2026Q3", growth=1.2)
    done = run("refresh", "microsoft")
    assert (done.code, done.errors) == (0, [])
    after = contents(home)
    assert {name for name in after if after[name] != before[name]} == {"facts/filings.csv", "sources.csv"}
    assert all(after[name].startswith(before[name]) for name in before)
    # Of a year before, 77,673 million in 10-Q 0001193125-25-256321.
    assert value("revenue", "microsoft", "2026Q3") == round(77_673 * 1.2) * 10**6
    assert "opened: microsoft 2026Q3" in done.out
    assert "microsoft\t2026Q3\trevenue\tnew\t93,208,000,000 USD" in done.out
    sources = {row["source_id"]: row for row in rows(home, "data/sources.csv".removeprefix("data/"))}
    filing = sources[paper.accession]
    assert filing["title"] == "Microsoft 10-Q for the period ended 2026-09-30"
    assert filing["url"].startswith("https://www.sec.gov/Archives/edgar/data/789019/000119312526")
    release = next(row for row in sources.values() if row["published"] == "2026-10-27")
    assert (release["kind"], release["form"]) == ("release", "8-K")
    assert release["url"].endswith("/msftex991.htm")
    again = run("refresh", "microsoft")
    assert again.code == 0
    assert "nothing new" in again.out
    assert contents(home) == after


def test_segments_come_from_the_filing_itself(home, mirror, run, unchecked):
    mirror.publish("amazon", "2026Q3", growth=1.2)
    mirror.publish("alphabet", "2026Q3", growth=1.3)
    assert run("refresh", "amazon", "alphabet").code == 0
    # AWS of 2025Q3: 33,006 million in 10-Q 0001018724-25-000123.
    assert value("cloud_revenue", "amazon", "2026Q3") == round(33_006 * 1.2) * 10**6
    assert value("cloud_operating_income", "alphabet", "2026Q3") > 0
    members = {row["member"] for row in rows(home, "facts/filings.csv") if row["filed"] > "2026-09"}
    assert "us-gaap:StatementBusinessSegmentsAxis=amzn:AmazonWebServicesSegmentMember" in members
    assert (
        "srt:ConsolidationItemsAxis=us-gaap:OperatingSegmentsMember; us-gaap:StatementBusinessSegmentsAxis=goog:GoogleCloudMember"
        in members
    )


def test_a_concept_of_the_companys_own_comes_from_the_filing_itself(home, mirror, run, unchecked):
    def own(facts):
        for fact in facts:
            custom = fact.concept == "PaymentsToAcquireProductiveAssets"
            name = "nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets" if custom else fact.concept
            yield dataclasses.replace(fact, concept=name)

    mirror.publish("nvidia", "2026Q3", growth=1.5, change=own)
    done = run("refresh", "nvidia")
    assert done.code == 0
    assert value("capex_cash", "nvidia", "2026Q3") > 0
    assert (
        "tag: nvidia capex_cash: PaymentsToAcquireProductiveAssets -> "
        "nvda:PurchasesOfPropertyAndEquipmentAndIntangibleAssets"
    ) in done.out


def test_a_restatement_is_a_row_more_and_told_as_old_and_new(home, mirror, run, unchecked):
    def restates(facts):
        for fact in facts:
            again = fact.concept == "OperatingIncomeLoss" and fact.end == "2025-09-30"
            yield dataclasses.replace(fact, value=fact.value - 10**9) if again else fact

    mirror.publish("meta", "2026Q3", change=restates)
    done = run("refresh", "meta")
    assert done.code == 0
    assert "meta\t2025Q3\toperating_income\trestated\t20,535,000,000 USD -> 19,535,000,000 USD" in done.out


def test_what_company_facts_do_not_have_yet_is_read_from_the_document(home, mirror, run, unchecked):
    path = facts_path(mirror, "meta")
    late = mirror.body(path)
    mirror.publish("meta", "2026Q3")
    mirror.answers[path] = lambda handler: send(handler, late)
    done = run("refresh", "meta")
    assert done.code == 0
    assert "is not among the company facts yet: its document was read instead" in done.out
    assert value("revenue", "meta", "2026Q3") > 0


def test_a_member_that_is_gone_is_said_with_those_that_are_there(home, mirror, run, unchecked):
    def redrawn(facts):
        for fact in facts:
            yield dataclasses.replace(
                fact, member=fact.member.replace("AmazonWebServicesSegment", "AgentsAndCloud")
            )

    mirror.publish("amazon", "2026Q3", change=redrawn)
    done = run("refresh", "amazon")
    assert done.code == 0
    assert "left out: cloud_revenue is read from AmazonWebServicesSegmentMember" in done.out
    assert "it has AgentsAndCloudMember" in done.out


def without(home, *starts):
    """Take rows of filings out of the folder, which the mirror has still."""
    table = home / "data" / "facts" / "filings.csv"
    kept = [line for line in table.read_text("utf-8").splitlines(True) if not line.startswith(starts)]
    assert len(kept) < table.read_text("utf-8").count("\n")
    table.write_text("".join(kept), encoding="utf-8")


CAPEX_22 = "microsoft,PaymentsToAcquirePropertyPlantAndEquipment,,USD,2022-07-01,2022-09-30"
CALL_22 = "microsoft,capex_cash,as_filed,2022-07-01,2022-09-30,"


def test_a_filing_that_says_the_same_as_a_weaker_document_is_set_beside_it(home, mirror, run, unchecked):
    """Capex of Microsoft's quarter to 30 September 2022 was told on its call as 6.3 billion, and is in two 10-Qs."""
    without(home, CAPEX_22)
    before = contents(home)
    dry = run("refresh", "microsoft", "--dry-run")
    assert (dry.code, contents(home)) == (0, before)
    assert "1 figure of a weaker document would stand on the filing that states the same, too" in dry.out
    done = run("refresh", "microsoft")
    assert done.code == 0
    assert (
        "microsoft: 1 figure of a weaker document stand on the filing that states the same, too" in done.out
    )
    assert (
        "capex_cash\t2022-09-30\tmicrosoft-fy23-q1-call (company)\t6,300,000,000\t0001564590-22-035087\t6,283,000,000\n"
        in done.out
    )
    after = contents(home)
    # The row of the call stands where it stood.
    assert all(after[name].startswith(before[name]) for name in before)
    assert CALL_22 in after["facts/disclosures.csv"].decode()
    (added,) = after["facts/filings.csv"].removeprefix(before["facts/filings.csv"]).decode().splitlines()
    assert added.startswith(f"{CAPEX_22},6283000000,10-Q,0001564590-22-035087,2022-10-25")
    assert "nothing new" in run("refresh", "microsoft").out
    assert contents(home) == after


def test_a_filing_that_says_otherwise_is_shown_and_not_taken(home, mirror, run, unchecked):
    without(home, CAPEX_22)
    table = home / "data" / "facts" / "disclosures.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace(f"{CALL_22}6300000000", f"{CALL_22}6400000000"), encoding="utf-8")
    before = contents(home)
    done = run("refresh", "microsoft")
    assert (done.code, contents(home)) == (0, before)
    assert (
        "microsoft: 1 figure of a weaker document that a filing states otherwise; look at both, then cloudcapex refresh microsoft "
        "--since 2022-10-25 takes the filing's"
    ) in done.out
    assert "\t6,400,000,000\t0001564590-22-035087\t6,283,000,000\n" in done.out


def test_a_segment_of_a_release_is_looked_for_in_the_filing_of_its_period(home, mirror, run, unchecked):
    """NVIDIA's Data Center in the quarter to 27 July 2025: 41,096 million in its release and in its 10-Q."""
    segment = "nvidia,Revenues,srt:ProductOrServiceAxis=nvda:DataCenterMember,USD,2025-04-28,2025-07-27"
    without(home, segment)
    before = contents(home)
    done = run("refresh", "nvidia")
    assert (done.code, contents(home)) == (0, before)
    said = next(line for line in done.out.splitlines() if "whose reports were not read" in line)
    since = said.partition("--since ")[2].split()[0]
    assert since <= "2025-08-27"
    done = run("refresh", "nvidia", "--since", since)
    assert done.code == 0
    assert (
        "data_center_revenue\t2025-07-27\t0001045810-25-000209 (company)\t41,096,000,000\t"
        "0001045810-25-000209\t41,096,000,000\n"
    ) in done.out
    after = contents(home)
    assert all(after[name].startswith(before[name]) for name in before)
    added = after["facts/filings.csv"].removeprefix(before["facts/filings.csv"]).decode()
    assert f"{segment},41096000000,10-Q,0001045810-25-000209,2025-08-27\n" in added


def test_a_dry_run_changes_nothing_and_offline_asks_nobody(home, mirror, run, unchecked):
    before = contents(home)
    mirror.publish("microsoft", "2026Q3")
    dry = run("refresh", "microsoft", "--dry-run")
    assert dry.code == 0
    assert "would take" in dry.out
    assert contents(home) == before
    mirror.asked.clear()
    assert run("refresh", "microsoft", "--offline").code == 0
    assert mirror.asked == []
    assert value("revenue", "microsoft", "2026Q3") > 0


def test_one_that_fails_does_not_stop_the_others(home, mirror, run, unchecked):
    mirror.publish("microsoft", "2026Q3")
    mirror.publish("meta", "2026Q3", change=slipped)
    mirror.answers[facts_path(mirror, "amazon")] = lambda handler: send(handler, b"{", status=200)
    done = run("refresh", "microsoft", "meta", "amazon")
    assert done.code == 1
    assert done.errors[0].startswith("error: amazon: http://127.0.0.1")
    assert done.errors[1].startswith("error: meta: ")
    assert done.errors[-1] == "error: nothing of amazon, meta was taken; the others are as they should be"
    assert value("revenue", "microsoft", "2026Q3") > 0
    assert not any(r["company"] == "meta" and r["filed"] > "2026-09" for r in rows(home, "facts/filings.csv"))


# -- what is asked wrongly ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("", "nobody says who calls"),
        ("Ann Analyst", "has no address of e-mail"),
        ("a@b.cd\nX: y", "has no address"),
    ],
)
def test_who_calls_must_be_said(home, mirror, run, monkeypatch, identity, said):
    monkeypatch.setenv("EDGAR_IDENTITY", identity)
    done = run("refresh", "microsoft")
    assert done.code == 2
    assert said in done.errors[0]
    assert "export EDGAR_IDENTITY=" in done.errors[0]
    assert mirror.asked == []


def test_without_edgartools_one_line_says_how_to_get_it(home, mirror, run, monkeypatch):
    monkeypatch.setitem(sys.modules, "edgar.config", None)
    done = run("refresh", "microsoft")
    assert done.code == 2
    assert done.errors == [
        "error: edgartools is not installed, and EDGAR is asked through it; pip install 'cloudcapex[edgar]'"
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["microsft"], "did you mean microsoft?"),
        (["huawei"], "has no CIK"),
        (["microsoft", "--since", "soon"], "'soon' is not a date"),
        (["microsoft", "--since", "2999-01-01"], "has not come"),
    ],
)
def test_a_wrong_command_is_one_line(home, mirror, run, arguments, said):
    done = run("refresh", *arguments)
    assert done.code == 2
    assert said in done.errors[0]
    assert mirror.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "sec.gov",
        "http://[::1",
        "http://localhost:abc",
        "http://localhost:99999",
        "http://a..b",
        "http://a b",
        "http://",
    ],
)
def test_an_address_that_is_none_is_one_line(home, mirror, run, monkeypatch, address):
    monkeypatch.setenv("EDGAR_BASE_URL", address)
    done = run("refresh", "microsoft")
    assert done.code == 2
    assert f"EDGAR_BASE_URL: '{address}' is not an address" in done.errors[0]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (("tickers",), 5), (("filings", "recent", "form"), [None]), (("filings", "recent", "form"), [5]),
        (("filings", "recent", "filingDate"), [None]), (("filings", "recent", "size"), [10**30]),
        (("filings", "recent", "reportDate"), [5]), (("filings",), []), (("addresses",), None),
    ],
)  # fmt: skip
def test_a_list_of_filings_of_another_shape_is_one_line(home, mirror, run, place, told):
    path = "/submissions/CIK0000789019.json"
    said = json.loads(mirror.body(path))
    *above, last = place
    inner = said
    for key in above:
        inner = inner[key]
    length = len(inner[last]) if isinstance(told, list) and told else 1
    inner[last] = told * length if isinstance(told, list) else told
    mirror.answers[path] = lambda handler: send(handler, json.dumps(said).encode())
    done = run("refresh", "microsoft", "--dry-run")
    assert done.code == 1
    assert "CIK0000789019.json: the list of filings is not in the SEC's shape" in done.errors[0]
    assert len(done.errors) == 2


# -- faults of the wire -------------------------------------------------------------------------------------


def cut_off(mirror):
    body = mirror.body(facts_path(mirror, "microsoft"))
    return lambda handler: send(handler, body[: len(body) // 2])


def stalls(mirror):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b'{"cik":')
        time.sleep(0.5)
        handler.close_connection = True

    return answer


def endless(mirror):
    """Send two gigabytes of noughts, without saying how many."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        noughts = bytes(2**20)
        try:
            for _ in range(2048):
                handler.wfile.write(noughts)
                mirror.sent += len(noughts)
        except OSError:
            pass
        handler.close_connection = True

    mirror.sent = 0
    return answer


def bomb(mirror):
    packed = gzip.compress(bytes(200 * 2**20), 9)
    assert len(packed) < 2**20
    return lambda handler: send(handler, packed, Content_Encoding="gzip")


def other_number(mirror):
    body = mirror.body(facts_path(mirror, "alphabet"))
    return lambda handler: send(handler, body)


WIRE = {
    "truncated JSON": (cut_off, "no whole JSON"),
    "HTML with status 200": (
        lambda mirror: lambda handler: send(handler, b"<!DOCTYPE html><html>Try later</html>"),
        "a web page came where JSON was asked for",
    ),
    "forbidden": (
        lambda mirror: lambda handler: send(handler, b"<html>no</html>", status=403),
        "the server refuses (403)",
    ),
    "time-out in mid-body": (stalls, "no answer in time"),
    "redirect to another host": (
        lambda mirror: (
            lambda handler: send(handler, b"", status=302, Location="http://example.com/facts.json")
        ),
        "redirects to another host (example.com)",
    ),
    "body of 2 GB": (endless, "the body is too large"),
    "gzip bomb": (bomb, "the body is too large"),
    "wrong CIK": (other_number, "the answer is of CIK 1652044, asked was CIK 789019"),
    "not an object": (lambda mirror: lambda handler: send(handler, b"[1, 2]"), "no company facts"),
    "no facts": (lambda mirror: lambda handler: send(handler, b'{"cik": 789019}'), "'entityName' is missing"),
}


@pytest.mark.parametrize("fault", WIRE)
def test_a_fault_of_the_wire_is_one_line_and_changes_nothing(home, mirror, run, monkeypatch, fault):
    monkeypatch.setattr(client, "READ", 0.2)
    make, said = WIRE[fault]
    mirror.publish("microsoft", "2026Q3")
    before = contents(home)
    mirror.answers[facts_path(mirror, "microsoft")] = make(mirror)
    done = run("refresh", "microsoft")
    assert done.code == 1
    assert said in done.errors[0]
    assert len(done.errors) == 2, done.err
    assert contents(home) == before
    # What is bounded is bounded before anybody reads it.
    assert getattr(mirror, "sent", 0) < 100 * 2**20


@pytest.mark.parametrize(
    ("what", "path", "body", "said"),
    [
        (
            "list of filings",
            "/submissions/CIK0000789019.json",
            b'{"cik": "789019", "filings": {}}',
            "SEC's shape",
        ),
        ("list of filings", "/submissions/CIK0000789019.json", b'{"cik": "1"}', "the answer is of CIK 1"),
        ("document", "", b"%PDF-1.7", "no web page came"),
        ("document", "", b"<html><p>no tags</p></html>", ""),
    ],
)
def test_other_answers_are_held_to_their_shape_too(home, mirror, run, what, path, body, said):
    paper = mirror.publish("amazon" if what == "document" else "microsoft", "2026Q3")
    cik = int(mirror.companies[paper.company]["cik"])
    path = path or f"/Archives/edgar/data/{cik}/{paper.accession.replace('-', '')}/{paper.document}"
    mirror.answers[path] = lambda handler: send(handler, body)
    before = contents(home)
    done = run("refresh", paper.company)
    assert done.code == 1
    assert said in done.errors[0]
    assert contents(home) == before


# -- faults of the figures ----------------------------------------------------------------------------------


def changing(concept, **cells):
    def change(facts):
        for fact in facts:
            hit = fact.concept == concept and fact.end.startswith("2026")
            yield dataclasses.replace(fact, **{n: v(fact) for n, v in cells.items()}) if hit else fact

    return change


REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
slipped = changing(REVENUE, value=lambda fact: fact.value * 1000)


def twice(facts):
    for fact in facts:
        yield fact
        if fact.concept == REVENUE and fact.end == "2026-09-30":
            yield dataclasses.replace(fact, value=fact.value + 7 * 10**6)


FIGURES = {
    "a thousand times too large": (changing(REVENUE, value=lambda f: f.value * 1000), {}, "less than 100 times"),
    "a unit that is not USD": (changing(REVENUE, unit=lambda f: "EUR"), {}, "and EUR ("),
    "negative capex": (
        changing("PaymentsToAcquirePropertyPlantAndEquipment", value=lambda f: -f.value), {}, "below nought",
    ),
    "an end before its start": (
        changing(REVENUE, start=lambda f: "2026-10-01"), {}, "begins 2026-10-01, after its end 2026-09-30",
    ),
    "a duplicate with another value": (twice, {}, "of the same document"),
    "a filing from the future": (lambda facts: facts, {"filed": "2999-01-05"}, "a day that has not come"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FIGURES)
def test_a_fault_of_the_figures_is_said_and_changes_nothing(home, mirror, run, fault):
    change, filed, said = FIGURES[fault]
    mirror.publish("microsoft", "2026Q3", change=change, **filed)
    before = contents(home)
    done = run("refresh", "microsoft")
    assert done.code == 1
    assert said in done.err
    assert contents(home) == before


def test_a_figure_that_contradicts_the_same_filing_stops_it(home, mirror, run, unchecked):
    paper = mirror.papers["0001193125-26-323660"]
    paper.facts = [
        dataclasses.replace(f, value=f.value + 10**9) if f.concept == REVENUE and f.end == "2026-06-30" else f
        for f in paper.facts
    ]
    before = contents(home)
    done = run("refresh", "microsoft")
    assert done.code == 1
    assert "where data/facts/filings.csv, line" in done.errors[0]
    assert contents(home) == before


# -- killed -------------------------------------------------------------------------------------------------


def killed(home, mirror, after):
    """Start a refresh and kill it after so many seconds; True where it was killed in time."""
    started = subprocess.Popen(
        [sys.executable, "-m", "cloudcapex", "refresh", "microsoft"], env=os.environ.copy(), cwd=home,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        started.wait(after)
        return False
    except subprocess.TimeoutExpired:
        started.send_signal(signal.SIGKILL)
        started.wait()
        return True


def test_a_kill_at_any_moment_loses_nothing_and_leaves_nothing_half(home, mirror, run):
    mirror.publish("microsoft", "2026Q3")
    before = contents(home)
    whole = time.monotonic()
    draw = random.Random(int(os.environ[SEED]))
    for after in [draw.uniform(0.5, 9.0) for _ in range(2)]:
        killed(home, mirror, after)
        now = contents(home)
        # Every table is as it was, or has grown at its end; what was interrupted is finished by the next command.
        assert all(now[name].startswith(before[name]) for name in before)
    done = run("refresh", "microsoft")
    assert done.code == 0
    assert value("revenue", "microsoft", "2026Q3") == 93_208_000_000
    assert time.monotonic() - whole < 120
    keys = [tuple(row.values()) for row in rows(home, "facts/filings.csv")]
    assert len(keys) == len(set(keys))
