"""Companies that nobody has listed, drawn anew at every run: rows alone draw, name and prove them, in three languages."""

from __future__ import annotations

import dataclasses
import html
import itertools
import math
import os
import re

import pandas as pd
import pytest

import cloudcapex
import newcomers
from cloudcapex import checks, facts, metrics
from cloudcapex.cli.statements import collect, faults_in
from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.canvas import Chart
from cloudcapex.language import Language, Number
from cloudcapex.metrics.points import points_of
from cloudcapex.reports import review as show
from cloudcapex.reports.review.company.profiles import profile_of
from cloudcapex.schema.words import CURRENCIES
from cloudcapex.statements.proof import numbers
from shown import exhibits
from sweep.cases import Case, newcomer_cases
from sweep.edition import run
from turning import in_turn, turned

SEED = int(os.environ["CLOUDCAPEX_SEED"])
COMPANIES = newcomers.drawn(SEED)
QUARTERS = ("2026Q2", "2025Q4")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
SLUGS = [company.slug for company in COMPANIES]
# Whom an edition is of: all of them, with one of the house, one alone.
CHOICES = (SLUGS, ["microsoft", *SLUGS], SLUGS[:1])


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    folder = newcomers.home(tmp_path_factory.mktemp("home"), SEED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(folder))
        newcomers.migrated()
        yield folder


def figures_of_its_page(report, slug):
    """What `series` holds of a company's page, of the review's quarter and the one before."""
    names = [chart.metric for chart in profile_of(report, slug).measures]
    held = pd.concat([metrics.series(n, slug, str(report.quarter - 1), str(report.quarter)) for n in names])
    return held["value"].count()


def test_a_seed_draws_the_same_companies_again():
    assert newcomers.drawn(SEED) == COMPANIES
    assert newcomers.drawn(SEED + 1) != COMPANIES


def test_the_rows_hold_to_the_contract():
    failed = {c.name: c.reason for c in checks.run_checks() if c.status == "failed"}
    # Amounts are drawn by chance, so they jump, and quarters are left out; a few figures are no history of a document.
    allowed = {"Magnitudes fit their neighbours", "Quarters adjoin", "Nothing is known before its document"}
    assert set(failed) <= allowed, failed
    assert {c.slug for c in COMPANIES} <= set(facts.companies())


def test_each_of_their_figures_is_traced_to_its_document():
    traced = 0
    for company in COMPANIES:
        for metric in (*newcomers.METRICS, "free_cash_flow", "capex_intensity.ttm", "capex_cash.yoy"):
            for row in points_of(metrics.series(metric, company.slug, "2019Q1", QUARTERS[0]))[::-7]:
                found = cloudcapex.trace(metric, str(company.cells["short_name"]).upper(), row.quarter)
                assert repr(found.point) == repr(row)
                assert {leaf.told.document.source_id for leaf in found.leaves if row.known} == {*row.sources}
                assert math.isclose(found.recomputed(), row.value) if row.known else row.reason
                traced += row.known
    assert traced or not any(company.facts for company in COMPANIES)


@pytest.mark.slow
@turned("chosen", CHOICES)
@turned("language", LANGUAGES)
def test_a_review_draws_each_in_its_colour_under_its_name(language, chosen):
    report = show.Review(QUARTERS[0], chosen, language=language)
    shown = list(exhibits(report))
    numbers = [e.number for e in shown if e.number]
    # A number means one exhibit in every edition: that of a company without any figure is by its name.
    silent = {slug for slug in chosen if not figures_of_its_page(report, slug)}
    free = {report.order.index(f"company_{slug}") + 1 for slug in silent}
    assert sorted(numbers) == sorted({*range(1, len(report.order) + 1)} - free)
    assert not [e.key for e in shown if isinstance(e.body, Chart) and e.body.blank]
    for slug in chosen:
        page = show.company_page(report, slug)
        bundle = page._repr_mimebundle_()["text/html"]
        assert html.escape(report.company(slug)) in bundle or report.company(slug) in html.unescape(bundle)
        assert not re.search(r"\b(None|nan)\b", re.sub(r"<[^>]*>", " ", bundle))
        assert (page.exhibit is None) == (slug in silent)
        if page.exhibit is None:
            continue
        drawn = [b.svg for b in page.exhibit.body.screen.bodies if isinstance(b, Chart) and not b.blank]
        assert any(
            theme.company_colour(slug) in svg or theme.text_colour(theme.company_colour(slug)) in svg
            for svg in drawn
        )


@pytest.mark.slow
@pytest.mark.turned
@pytest.mark.parametrize(
    ("asked", "language"),
    in_turn("editions of newcomers", [*itertools.product(QUARTERS, CHOICES[:2])], LANGUAGES, 1),
    ids=str,
)
def test_what_is_said_of_them_is_proved(asked, language):
    quarter, chosen = asked
    records = collect("quarterly_review", {"quarter": quarter, "companies": chosen, "language": language})
    assert records
    assert faults_in(records) == []


# Seeds whose companies once made a sentence that its proof refused: nobody's cash was known, and the range of what capex
# took of revenue neither named nor counted who has none.
@pytest.mark.slow
@pytest.mark.parametrize("seed", [41])
def test_what_was_once_refused_is_proved(seed):
    slugs = tuple(company.slug for company in newcomers.drawn(seed))
    asked = (("quarter", "2026Q2"), ("companies", slugs), ("language", "en"))
    assert run(Case("quarterly_review", asked, newcomers=seed))["failures"] == []


def test_the_sweep_has_them_too():
    cases = list(newcomer_cases())
    assert len(cases) == 30
    assert len({c.name for c in cases}) == 30


@pytest.mark.slow
def test_a_case_of_the_sweep_is_made_in_a_folder_of_its_own():
    case = next(newcomer_cases())
    of_one = {**dict(case.parameters), "companies": (newcomers.drawn(0)[0].slug,)}
    found = run(dataclasses.replace(case, parameters=tuple(of_one.items())))
    assert found["failures"] == []
    assert found["statements"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_reads_every_currency_that_a_row_may_have(language):
    writer = Language(language)
    for currency in CURRENCIES:
        said = numbers.read(str(writer.write(Number(2.345e9, currency))))
        assert [abs(float(one.value) - 2.345e9) < 1e7 for one in said] == [True], currency
