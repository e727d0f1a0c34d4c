"""The words of an edition know nothing that came after its day: no later day, quarter, document or name is in them."""

from __future__ import annotations

import base64
import calendar
import datetime as dt
import html
import io
import itertools
import json
import os
import random
import re
import tomllib
import zipfile
from csv import DictReader

import pandas as pd
import pytest

from cloudcapex import facts, paths
from cloudcapex.claims import vocabulary as claims
from cloudcapex.cli.asked import vocabulary
from cloudcapex.facts.observations import load_observations
from cloudcapex.facts.remarks import load_remarks
from cloudcapex.guidance.ladders import ladders
from cloudcapex.guidance.targets import target
from cloudcapex.language import LANGUAGES
from cloudcapex.locale.sources import every_message
from cloudcapex.periods import Quarter
from cloudcapex.publish.build import build
from cloudcapex.publish.manifest import exhibits_in
from cloudcapex.publish.plan import Options, plan
from cloudcapex.reports.china_cloud import ChinaCloud, outside_growth
from cloudcapex.reports.commentary import commentary
from cloudcapex.reports.definition_names import definition_name
from cloudcapex.reports.review import Review
from cloudcapex.theses.outcomes import load_theses
from cloudcapex.upcoming import upcoming
from turning import some_of

REPORTS = ("quarterly_review", "ai_financing", "value_stack", "china_cloud", "claims_audit", "funding")
DAYS = ("2023-10-31", "2024-01-31", "2024-02-15")
MONTHS = {name: n for n, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(rf"\b(?:(\d\d?) )?({'|'.join(MONTHS)}) (20\d\d)\b")
_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")


def later_days(text: str, day: dt.date) -> list[str]:
    """Find days, months and quarters after a day, in English and Chinese."""
    now = str(Quarter.containing(day))
    found = [m for m in re.findall(r"(?<![\d-])20\d\d-\d\d-\d\d(?!\d)", text) if m > day.isoformat()]
    found += [m for m in re.findall(r"(?<![\w-])20\d\dQ[1-4]", text) if m > now]
    for number, month, year in _MONTH.findall(text):
        if dt.date(int(year), MONTHS[month], int(number or 1)) > day:
            found.append(f"{number} {month} {year}")
    for year, month, number in re.findall(r"(20\d\d)\s*年\s*(\d\d?)\s*月(?:\s*(\d\d?)\s*日)?", text):
        if dt.date(int(year), int(month), int(number or 1)) > day:
            found.append(f"{year}年{month}月{number}")
    return found


def guided(day: dt.date) -> set[str]:
    """Return the quarters to come that guidance and plans given by a day speak of."""
    ends = facts.load_companies().set_index("slug")["fiscal_year_end_month"]
    told = facts.load_guidance(day)[["company", "target_period"]].drop_duplicates()
    return {
        str(quarter)
        for company, period in told.itertuples(index=False)
        for quarter in target(period, int(ends[company])).quarters
    }


def test_what_is_guided_is_told_from_the_day_it_was_said():
    assert not {"2027Q1", "2028Q1"} & guided(dt.date(2025, 2, 23))
    assert {"2027Q1", "2028Q1"} <= guided(dt.date(2025, 2, 24))  # Alibaba's plan for fiscal 2026 to 2028
    assert "2028Q2" not in guided(dt.date(2025, 9, 8))
    assert "2028Q2" in guided(dt.date(2025, 9, 9))  # Oracle for its fiscal 2028


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("known by 15 February 2024, up to 2023Q4", []),
        ("written 16 February 2024", ["16 February 2024"]),
        ("before August 2024", [" August 2024"]),
        ("up to 2024Q2", ["2024Q2"]),
        ("按2024年8月之前", ["2024年8月"]),
        ("0001652044-24-000022", []),
    ],
)
def test_the_scan_finds_what_is_later(text, found):
    assert later_days(text, dt.date(2024, 2, 15)) == found


# --- texts that know more than what they speak of ----------------------------------------------------


# Blocks and tables whose every row has the day from which on it is told.
DATED = (
    "data/guidance.csv",
    "data/theses.toml",
    "data/value_stack.toml",
    "data/claim_vocabulary.toml",
    "data/rounds.csv",
    "data/claims.csv",  # an audit of a day reads the articles of that day
    "data/issues.csv",  # a bond is listed once its document was out
    "data/sources.csv",  # a document stands in an edition once it was out
)
# The essay that the model of the value stack checks came out then: the oldest day of any report's subject.
ESSAY = 2023


def _years(text: str) -> int:
    """The newest year that a text names; a fiscal one has begun the year before."""
    text = re.sub(r"fiscal (20\d\d)", lambda m: str(int(m[1]) - 1), text)
    return max((int(y) for y in _YEAR.findall(text)), default=0)


def _began() -> dict[str, int]:
    """The year in which figures on a definition or of a metric were first told, by the text of either."""
    told, guided = facts.load_facts(), facts.load_guidance()
    years = {}
    for table, key, text in (
        (facts.load_definitions(), "definition", "text"),
        (facts.load_metrics(), "id", "definition"),
    ):
        column = "definition" if key == "definition" else "metric"
        first = pd.concat([told.groupby(column)["filed"].min(), guided.groupby(column)["issued"].min()])
        first = first.groupby(level=0).min().dt.year
        years |= table[key].map(first).fillna(0).astype(int).groupby(table[text]).max().to_dict()
    return years


def test_every_message_that_names_a_later_year_says_from_when():
    """A year in a text is later knowledge, unless the row it stands with is of that year itself."""
    dated = {message for message, file in every_message() if file in DATED}
    worded = facts.load_table("wordings").set_index("text")["known_from"].dt.year.to_dict()
    began = _began()
    loose = {
        message: file
        for message, file in every_message()
        if message not in dated
        and _years(message) > max(worded.get(message, 0), began.get(message, 0), ESSAY)
    }
    # Huawei's report on 2025: the words stand only beside figures of that report.
    loose = {m: f for m, f in loose.items() if "report on 2025" not in m}
    assert loose == {}


def test_every_wording_is_of_a_message_and_says_no_more_before():
    known = {message for message, _ in every_message()}
    table = facts.load_table("wordings").fillna({"before": ""})
    assert set(table["text"]) <= known
    for text, day, before in table[["text", "known_from", "before"]].itertuples(index=False):
        assert set(re.findall(r"{\w+}", before)) <= set(re.findall(r"{\w+}", text))
        assert _years(before) <= min(day.year, _years(text))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-08-20", "Points of Azure growth."),
        ("2024-08-21", "Points of Azure growth on the definition before August 2024."),
    ],
)
def test_a_definition_is_worded_as_of_the_day(day, said):
    report = Review("2024Q2", as_of=day)
    assert report.say("Points of Azure growth on the definition before August 2024.") == said
    assert facts.wording("no such message", dt.date(2020, 1, 1)) == "no such message"


def test_a_segment_is_called_old_once_another_is_known():
    before, after = (ChinaCloud("2022Q4", as_of=day) for day in ("2023-12-30", "2023-12-31"))
    assert (before.say("old segment"), after.say("old segment")) == ("published segment", "old segment")
    notes = " ".join(outside_growth(before).notes)
    assert "later ones" not in notes
    assert notes.startswith("The segment counts sales outside the group alone")


def test_how_often_a_segment_was_redrawn_is_known_when_it_was():
    told = "the company redrew the segment twice; each growth rate is on the definition of its own day."
    before, after = (Review("2026Q1", as_of=day) for day in ("2026-08-19", "2026-08-20"))
    assert (before.say(told), after.say(told)) == (
        "each growth rate is on the definition of its own day.",
        told,
    )
    with (paths.data_dir() / "company_pages.csv").open(encoding="utf-8") as file:
        assert not any("three segments" in cell for row in DictReader(file) for cell in row.values() if cell)


def test_guidance_is_known_no_earlier_than_the_document_it_was_read_in():
    published = facts.load_sources().set_index("source_id")["published"]
    told = facts.load_guidance()
    late = told[told["source_id"].map(published) > told["issued"]]
    assert len(late)
    for row in late.itertuples():
        known = facts.load_guidance(as_of=row.issued.date())
        assert row.source_id not in set(known.loc[known["issued"] == row.issued, "source_id"])
        assert row.source_id in set(facts.load_guidance(as_of=published[row.source_id].date())["source_id"])


def test_guidance_is_known_no_earlier_than_the_newest_statement_read_in_its_document():
    """A page that tells of July what it tells of April was not there in April: for all who ask, not the ladders alone."""
    told = facts.load_guidance()
    newest = told.groupby("source_id")["issued"].transform("max")
    early = told[newest > told["issued"]]
    assert len(early)
    for row, last in zip(early.itertuples(), newest[early.index], strict=True):
        day_before = last.date() - dt.timedelta(days=1)
        assert row.source_id not in set(facts.load_guidance(as_of=day_before)["source_id"]), row.source_id
        known = {
            source
            for ladder in ladders([row.company], day_before, bases=[row.metric])
            for statement in ladder.statements
            for source in statement.sources
        }
        assert row.source_id not in known


def test_a_worry_is_told_from_the_day_of_the_text_that_tells_of_it():
    before, after = ({t.id for t in load_theses(day)} for day in ("2024-01-31", "2024-02-29"))
    assert after - before == {"capex_hurts_profit", "no_business_model", "not_usable_enough"}


def test_no_laboratory_is_tested_before_somebody_named_it():
    def rivals(day: str) -> tuple[str, ...]:
        (found,) = [t for t in load_theses(day) if t.id == "openai_has_no_rival"]
        return found.test.measure.companies

    assert rivals("2024-02-15") == ("anthropic",)
    assert rivals("2026-10-09") == ("anthropic", "xai", "mistral")


def test_who_was_named_after_a_day():
    later = facts.named_later(dt.date(2023, 10, 31))
    assert {"xai", "tesla", "mistral"} <= later
    assert not {"anthropic", "openai", "microsoft", "apple"} & later


def test_an_article_without_a_day_is_no_older_than_what_was_read_in_it():
    document = "pandaily-com-d089"
    assert pd.isna(facts.load_sources().set_index("source_id").at[document, "published"])
    assert document in facts.unread(dt.date(2023, 10, 31))
    assert document not in facts.unread(dt.date(2023, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_commentary_says_up_to_when_it_knows_and_not_when_it_was_written_later(language):
    byline = commentary(Review("2023Q4", as_of="2024-02-15", language=language)).byline
    assert later_days(byline, dt.date(2024, 2, 15)) == []
    assert "2026" not in byline
    assert "2024" in byline


# --- whole editions -------------------------------------------------------------------------------------


def _plain(page: str) -> str:
    """Return what a page says: words, hints, alternative texts and the tables behind its links; no drawing."""
    tables = ""
    for packed in re.findall(r'href="data:application/zip;base64,([^"]*)"', page):
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(packed))) as files:
            tables += " ".join(files.read(name).decode() for name in files.namelist())
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'(?:src|href)="data:[^"]*"', " ", page)
    told = " ".join(re.findall(r'(?:title|alt|aria-label)="([^"]*)"', page))
    return html.unescape(f"{re.sub(r'<[^>]+>', ' ', page)} {told}") + tables


def _names_after(day: dt.date) -> dict[str, str]:
    """Names of parties that nobody had named by a day, in every language; what the essay's list or an article names is older."""
    essay = tomllib.loads((paths.data_dir() / "value_stack.toml").read_text("utf-8"))
    said = (
        facts.load_table("claims")[["subject", "paraphrase_en"]].to_numpy().ravel(),
        [m for m, f in every_message() if f == "data/value_stack.toml"],
        [one["name"] for one in essay["company"]],
        load_remarks(day)[["gist", "gist_zh_hans", "gist_zh_hant"]].to_numpy().ravel(),
        load_observations(day)[["about", "gist", "gist_zh_hans", "gist_zh_hant"]].to_numpy().ravel(),
    )
    quoted = " ".join(str(text) for part in said for text in part)
    later = facts.named_later(day)
    return {
        name: party.id
        for party in facts.parties().values()
        if party.who in later
        for names in ({party.name.of(code) for code in LANGUAGES},)
        if not any(name in quoted for name in names)
        for name in names
        if len(name) > 2
    }


@pytest.mark.parametrize(
    ("slug", "day", "name"),
    [
        ("azure_before_fy25", "2024-08-20", "azure"),
        ("azure_before_fy25", "2024-08-21", "azure_before_fy25"),
        ("azure_from_fy25", "2024-08-21", "azure_from_fy25"),
        ("azure_before_fy25+google_cloud_segment", "2024-02-15", "azure+google_cloud_segment"),
        ("alibaba_cloud_to_2026q1", "2024-02-15", "alibaba_cloud"),
        ("incl_finance_lease_assets", "2024-02-15", "incl_finance_lease_assets"),
        ("as_filed", "2019-01-31", "as_filed"),
        ("openai > microsoft", "2024-02-15", "openai > microsoft"),
    ],
)
def test_a_definition_is_called_what_a_reader_of_the_day_could_call_it(slug, day, name):
    assert definition_name(slug, dt.date.fromisoformat(day)) == name


def slugs_that_know(definitions: set[str], day: dt.date) -> set[str]:
    """Find names of definitions with a year, a fiscal year or a quarter that was not over by a day as the end of one, or to come."""
    late = set()
    for slug in definitions:
        for fiscal, year, quarter in re.findall(
            r"(?:before|to|from)_(fy)?(20\d\d|\d\d)(?:q([1-4]))?(?![\d])", slug
        ):
            first = dt.date(2000 + int(year) % 100 - bool(fiscal), 3 * int(quarter or 1) - 2, 1)
            late |= {slug} if first > day else set()
    return late


def test_the_scan_finds_a_definition_named_after_what_is_to_come():
    day = dt.date(2024, 2, 15)
    found = {
        "azure_before_fy25",
        "azure_before_fy27",
        "alibaba_cloud_to_2026q1",
        "google_cloud_before_2023",
        "ic",
    }
    assert slugs_that_know(found, day) == {"azure_before_fy27", "alibaba_cloud_to_2026q1"}
    later = {slug for slug in facts.load_definitions()["definition"] if definition_name(slug, day) != slug}
    assert {"azure_before_fy25", "ic_before_fy25", "google_cloud_before_2026q1"} <= later


def expected(day: dt.date) -> set[str]:
    """Return the later months that documents of a day tell themselves: from when a life holds, until when its effect is expected."""
    rows = facts.load_useful_lives(day)
    months = {d.date() for name in ("since", "effect_start", "effect_end") for d in rows[name].dropna()}
    return {w for d in months for w in (f"{d: %B %Y}", f"{d.year}年{d.month}月")}


def foreseen(day: dt.date) -> set[str]:
    """Return the days, and the quarters, of the next report of each company, as the habits and the rules of a day have them."""
    due = upcoming([*facts.companies()], day)
    days = {d for one in due for d in (one.end, one.day, one.last_day) if d is not None}
    written = {w for d in days for w in (str(d), f"{d.day} {d:%B} {d.year}", f"{d.year}年{d.month}月{d.day}")}
    return written | {str(one.quarter) for one in due}


def hold(report: str, day: dt.date, language: str, output) -> None:
    """Build an edition of a day and hold that nothing later is anywhere in it."""
    import nbformat

    quarter = str(Quarter.containing(day) - 1)
    asked = {"quarter": quarter, "as_of": day.isoformat(), "language": language}
    if report == "value_stack":
        asked["draws"] = "20000"
    options = Options(formats=("html",), output=output, force=True)
    result = build(plan(report, asked, vocabulary(), options))
    assert result.status == "built", result.error
    page = (result.folder / "report.html").read_text("utf-8")
    exhibits = exhibits_in(nbformat.read(result.folder / "report.ipynb", as_version=4))
    text = _plain(page) + " ".join(e["csv"] for e in exhibits)
    # An edition beside an article leads to a report of today, and says of which quarter.
    led_to = {article.judged for article in claims().articles.values()}
    told_ahead = guided(day) | expected(day) | foreseen(day) | led_to
    assert set(later_days(text, day)) - told_ahead == set(), (report, day, language)
    cited = {s["id"] for e in exhibits for s in e["sources"]}
    counted: set[str] = set()
    for exhibit in exhibits:
        for row in DictReader(io.StringIO(exhibit["csv"])):
            counted |= {*(row.get("definition") or "").split("+")}
            cited |= {s for c, v in row.items() if c and "source" in c for s in re.split(r"[;, ]+", v or "")}
    assert cited & facts.unread(day) == set(), (report, day, language)
    assert slugs_that_know(counted, day) == set(), (report, day, language)
    # No name that tells of a definition which came later.
    assert {d for d in counted if definition_name(d, day) != d} == set(), (report, day, language)
    late = {
        n: who for n, who in _names_after(day).items() if re.search(rf"(?<![\w.-]){re.escape(n)}(?!\w)", text)
    }
    assert late == {}, (report, day, language)
    assert json.dumps(exhibits)


def any_day(report: str) -> str:
    """Draw a day on the seed."""
    chance = random.Random(f"{os.environ['CLOUDCAPEX_SEED']} {report}")
    return str(dt.date(2022, 6, 1) + dt.timedelta(days=chance.randrange(1300)))


@pytest.mark.slow
@pytest.mark.turned
@pytest.mark.parametrize(
    ("report", "day", "language"),
    [
        (report, *asked)
        for report in some_of("reports of a day", REPORTS, 2)
        for asked in some_of(f"days of {report}", itertools.product((*DAYS, any_day(report)), LANGUAGES))
    ],
)
def test_an_edition_of_a_day_knows_nothing_later(report, day, language, tmp_path):
    """One of the days and one of the languages, both turned by the printed seed, as is the day that stands in no list."""
    hold(report, dt.date.fromisoformat(day), language, tmp_path)


@pytest.mark.parametrize("table", ["observations", "arguments"])
def test_no_text_names_a_day_after_it_was_known(table):
    """An edition of that day prints it: a day to come would stand on its page."""
    rows = facts.load_table(table)
    found = {
        (row["source_id"], column): late
        for row in rows.to_dict("records")
        for column in ("gist", "gist_zh_hans", "gist_zh_hant")
        if (late := later_days(row[column], row["filed"].date()))
    }
    assert found == {}
