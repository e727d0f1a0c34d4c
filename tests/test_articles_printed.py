"""Each edition that stands beside an article prints every figure of it that the data of its day hold, or a row says why not."""

from __future__ import annotations

import csv
import functools
import importlib
import re
from html import unescape
from pathlib import Path

import pytest

from cloudcapex.claims import audit, read_claims, vocabulary
from cloudcapex.language import Number
from cloudcapex.reports.beside import article_claims, article_of
from turning import some_of

pytestmark = [pytest.mark.slow, pytest.mark.turned]
ROOMS = {"quarterly_review": "review"}
ARTICLES = tuple(vocabulary().articles)
DRAWN = some_of("articles", ARTICLES, 2)
# Days, as sources are told with them: the 24th of a month is no 2.4 billion.
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}")


@functools.cache
def opened(report, quarter, as_of, language):
    room = importlib.import_module(f"cloudcapex.reports.{ROOMS.get(report, report)}")
    return room.OPEN(quarter=quarter, as_of=as_of, language=language)


def edition(article):
    known = vocabulary().articles[article]
    beside = known.beside
    return opened(beside.report, beside.quarter, str(beside.as_of), known.language)


@functools.cache
def fragments(report):
    """The words of every exhibit of an edition without its days, by its key; the list of the article's own claims is none of them."""
    found = {}
    for key, make in report.makers.items():
        made = make(report)
        shown = (
            str(made._repr_mimebundle_().get("text/html", "")) if hasattr(made, "_repr_mimebundle_") else ""
        )
        found[key] = _DAY.sub(" ", unescape(re.sub(r"<[^>]+>", " ", shown)))
    return found


@functools.cache
def held(article):
    """Every figure of an article's claims that the data of the edition's day bear out."""
    mine = [c for c in read_claims() if c.article == article]
    return tuple(
        (v.claim.id, p.finding)
        for v in audit(mine, edition(article).as_of)
        if v.outcome in ("confirmed", "approximately", "as_its_source_says")
        for p in v.parts
        if p.finding is not None
    )


def forms(report, finding):
    """How an edition may write a figure: in its own style, to any of the places it is printed with."""
    units = {"rate": "number", "ratio": "times"}
    unit = units.get(finding.unit, finding.unit)
    values = {finding.low, finding.high}
    written = set()
    for value in values:
        for decimals in (None, 0, 1, 2):
            for sign in (False, True):
                number = Number(abs(value) if not sign else value, unit, decimals=decimals, sign=sign)
                written.add(report.language.write(number))
                if unit == "share":
                    points = Number(100 * value, "number", decimals=decimals, sign=sign)
                    written.add(report.language.write(points))
    return {w.strip() for w in written if w.strip()}


def names(report, finding):
    """How an edition may name whom a figure is of; none where that is a deal, a pair or a sum."""
    entity = vocabulary().entities.get(finding.entity)
    if entity is None:
        return set()
    owner = vocabulary().parent(entity)
    found = {*entity.names, *(owner.names if owner else ())}
    return found | {report.company(entity.company), report.cloud(entity.company)} if entity.company else found


def is_printed(report, finding):
    """Whether an exhibit that names whom a figure is of writes that figure."""
    found = forms(report, finding)
    bare = {re.sub(r"[^\d.,]", "", w) for w in found} | found
    patterns = [re.compile(rf"(?<![\d.,]){re.escape(w)}(?![\d]|[.,]\d)") for w in bare if re.search(r"\d", w)]
    who = names(report, finding)
    return any(
        (not who or any(n in text for n in who)) and any(p.search(text) for p in patterns)
        for text in fragments(report).values()
    )


@functools.cache
def exceptions():
    path = Path(__file__).with_name("articles_not_printed.csv")
    with open(path, encoding="utf-8", newline="") as file:
        return {(r["claim"], r["metric"]): r for r in csv.DictReader(file)}


@pytest.mark.parametrize("article", DRAWN)
def test_every_figure_held_on_its_day_is_printed(article):
    report = edition(article)
    assert len(held(article)) >= 5
    lacking = [
        f"{c}: {f.metric} of {f.entity}, {f.low:g}" for c, f in held(article) if not is_printed(report, f)
    ]
    excused = [
        f"{c}: {f.metric} of {f.entity}, {f.low:g}" for c, f in held(article) if (c, f.metric) in exceptions()
    ]
    assert lacking == excused


@pytest.mark.parametrize(
    "row",
    some_of("printed elsewhere", (r for r in exceptions().values() if r["elsewhere"])),
    ids=lambda r: r["claim"],
)
def test_what_another_report_prints_stands_there(row):
    article = row["claim"][1:4]
    known = vocabulary().articles[article]
    report = opened(*row["elsewhere"].split(), str(known.beside.as_of), known.language)
    assert all(
        is_printed(report, f) for c, f in held(article) if (c, f.metric) == (row["claim"], row["metric"])
    )


def test_every_exception_is_of_a_figure_that_is_held_and_says_why():
    found = {(c, f.metric) for a in ARTICLES for c, f in held(a)}
    assert set(exceptions()) <= found
    assert all(len(r["reason"]) > 20 for r in exceptions().values())


@pytest.mark.parametrize("article", DRAWN)
def test_the_claims_of_the_article_stand_in_its_edition(article):
    report = edition(article)
    listed = article_claims(report)
    mine = [c for c in read_claims() if c.article == article]
    assert article_of(report) == article
    assert [row[0].text.replace("\u2011", "-") for row in listed.body.rows] == [c.id for c in mine]
    assert report.say(vocabulary().articles[article].name) in listed.title
    assert {s for _, f in held(article) for s in f.sources} <= set(report.used_sources())


def test_a_claim_is_listed_with_whom_and_when_it_is_of():
    listed = article_claims(opened("china_cloud", "2022Q4", "2023-04-20", "en"))
    rows = {row[0].text.replace("\u2011", "-"): [cell.text for cell in row] for row in listed.body.rows}
    assert rows["C004-06"][1:3] == ["AWS", "2022"]
    assert all(row[1] and row[2] for row in rows.values())


def test_no_other_edition_lists_an_article():
    shown = article_claims(opened("china_cloud", "2026Q2", "2026-10-09", "en"))._repr_mimebundle_()
    assert shown["text/html"] == ""
