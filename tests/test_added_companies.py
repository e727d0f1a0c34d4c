"""A company added as rows is drawn in its colour, chosen by name and has its page, in three languages.

`added/` holds rows of Apple as its filings state them, the company's row as tables were kept before colours were
columns. Two companies that do not exist stand for what users bring: another currency and fiscal year with a cloud, and
one figure a year.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

import newcomers
from cloudcapex import checks, facts, metrics, paths
from cloudcapex.changes import previous_vintage
from cloudcapex.checks import neighbours
from cloudcapex.errors import UsageError
from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.canvas import Chart
from cloudcapex.intake import bring_over
from cloudcapex.media import EXHIBIT as RECORD
from cloudcapex.media import TYPST
from cloudcapex.reports import review as show
from cloudcapex.schema.colours import RESERVE
from shown import exhibits
from turning import some_of, turned

ADDED = Path(__file__).parent / "added"
LANGUAGES = {"en": "Apple", "zh-Hans": "苹果", "zh-Hant": "蘋果"}
QUARTER = "2025Q4"


def append(path, *rows):
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def read(path):
    return list(csv.reader(path.open(encoding="utf-8")))


def company(data, **cells):
    columns = read(data / "companies.csv")[0]
    append(data / "companies.csv", [cells.get(c, "") for c in columns])


def invent(data):
    """Add a cloud that reports in euro to the end of November, and a company with one figure a year, in yen."""
    company(
        data, slug="rheinwolke", name="Rheinwolke SE", name_zh_hans="Rheinwolke", name_zh_hant="Rheinwolke",
        short_name="Rheinwolke", ticker="RHW", fiscal_year_end="Friday nearest 30 November",
        fiscal_year_end_month=11, currency="EUR", cloud_segment="Rheinwolke Cloud", headline_capex="capex_cash",
        colour_order=newcomers.free_place() + 1,
    )  # fmt: skip
    company(
        data, slug="lonely", name="Lonely Ltd", name_zh_hans="Lonely", name_zh_hant="Lonely", short_name="Lonely",
        fiscal_year_end="03-31", fiscal_year_end_month=3, currency="JPY", headline_capex="capex_as_stated",
        colour_order=newcomers.free_place() + 2,
    )  # fmt: skip
    for name in ("Rheinwolke", "Lonely"):
        append(
            data / "sources.csv",
            [f"{name.lower()}-reports", name, f"{name} reports", f"https://{name.lower()}.example/", "2026-03-01",
             "2026-11-28", "release", "", "", "", "company"],
        )  # fmt: skip
    first = dt.date(2022, 12, 1)
    for n in range(12):
        start = dt.date(first.year + (first.month - 1 + 3 * n) // 12, (first.month - 1 + 3 * n) % 12 + 1, 1)
        after = dt.date(first.year + (first.month + 2 + 3 * n) // 12, (first.month + 2 + 3 * n) % 12 + 1, 1)
        end = after - dt.timedelta(days=1)
        for metric, million in (
            ("revenue", 4_000 + 100 * n), ("cloud_revenue", 2_000 + 80 * n), ("capex_cash", 600 + 50 * n),
            ("operating_cash_flow", 900 + 30 * n), ("operating_income", 700 + 20 * n),
        ):  # fmt: skip
            append(
                data / "facts" / "disclosures.csv",
                ["rheinwolke", metric, "as_filed", start, end, million * 1_000_000, "EUR", "reported", "company",
                 end + dt.timedelta(days=10), "rheinwolke-reports", "", ""],
            )  # fmt: skip
    append(
        data / "facts" / "disclosures.csv",
        ["lonely", "capex_as_stated", "as_stated", "2024-04-01", "2025-03-31", 900_000_000_000, "JPY", "reported",
         "company", "2026-03-01", "lonely-reports", "", ""],
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    """A folder of data with the added rows, brought over by the command's own steps."""
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(paths.data_dir(), folder / "data")
    shutil.copytree(paths.notebooks_dir(), folder / "notebooks")
    newcomers.leave_out(folder / "data", "apple")
    (row,) = read(ADDED / "companies.csv")[1:]
    append(folder / "data" / "companies.csv", [*row[:-1], newcomers.free_place()])
    for file in ("sources.csv", "facts/filings.csv"):
        append(folder / "data" / file, *read(ADDED / Path(file).name)[1:])
    invent(folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOUDCAPEX_HOME", str(folder))
        bring_over()
        yield folder


def words_of(report):
    """Every word of the review, as a page and as paper have it."""
    for make in report.makers.values():
        bundle = make(report)._repr_mimebundle_()
        yield bundle.get("text/html", "")
        yield bundle.get(TYPST, "")


def test_the_rows_hold_to_every_check():
    failed = [f"{c.name}: {c.reason}" for c in checks.run_checks() if c.status == "failed"]
    assert failed == []


def test_how_far_the_figures_of_others_may_lie_is_not_for_it_to_say(monkeypatch):
    def limits():
        line = neighbours._one_a_period(neighbours._lined(facts.load_facts()))
        return line[~line["company"].isin(facts.in_role("asked"))].set_index(
            [*neighbours.LINE, "period_end"]
        )["limit"]

    with_it = limits()
    monkeypatch.delenv("CLOUDCAPEX_HOME")
    pd.testing.assert_series_equal(with_it, limits())


def test_its_quarters_are_those_of_its_filings():
    # 10-Q 0000320193-26-000006: 2,373 million in the quarter to 27 December 2025; 10-K 0000320193-25-000079 less the
    # 10-Q 0000320193-25-000073: 12,715 less 9,473 million in the quarter to 27 September.
    told = metrics.series("capex_cash", ["apple"], start="2025Q3", end="2025Q4")
    assert told["value"].tolist() == [3_242_000_000, 2_373_000_000]
    assert told["fiscal_quarter"].tolist() == ["FY25 Q4", "FY26 Q1"]


def test_it_takes_nothing_away_from_the_edition_of_the_others():
    assert metrics.newest_quarter() == show.Review("2026Q2").quarter
    assert show.Review("2026Q2").pages == facts.with_page()
    assert show.Review("2026Q2").usual
    # NVIDIA's 10-Q 0001045810-23-000227, though Rheinwolke speaks of 2023Q4 a day before Oracle does.
    assert str(previous_vintage("2023Q4", "2024-02-15")) == "2023Q3@2023-11-21"


def test_their_capex_is_added_up():
    # Apple: 2.37 billion; Microsoft's 10-Q 0001193125-26-027207: 29.9 billion.
    assert show.Review(QUARTER, ["apple"]).total("capex_cash") == 2_373e6
    assert show.Review(QUARTER, ["apple", "microsoft"]).total("capex_cash") == 2_373e6 + 29_876e6


@turned("companies", [["apple"], ["apple", "microsoft"]])
@turned("language", [*LANGUAGES])
def test_a_review_of_it_alone_and_of_a_pair(language, companies):
    report = show.Review(QUARTER, companies, language=language)
    numbers = [e.number for e in exhibits(report) if e.number]
    assert sorted(numbers) == list(range(1, len(report.order) + 1))
    text = "".join(words_of(report))
    assert LANGUAGES[language] in text
    assert "None" not in re.sub(r"<[^>]*>", " ", text)


def test_it_is_drawn_in_its_colour_which_its_page_brings_along():
    assert facts.company("apple").colours in RESERVE
    light, _, dark = facts.company("apple").colours
    assert theme.company_colour("apple") == light
    page = show.company_page(show.Review(QUARTER, ["apple"]), "apple")
    assert light in page.exhibit.body.screen.bodies[0].svg
    html = page._repr_mimebundle_()["text/html"]
    assert f"--cc-apple:light-dark({light},{dark})" in html
    assert "fill:var(--cc-apple)" in html
    assert page.about == "AAPL · fiscal year ends last Saturday of September · CIK 320193 · FY26 Q1"
    assert page._repr_mimebundle_()[RECORD]["section"] == {"title": "Apple", "anchor": "company-apple"}


def test_its_page_says_what_its_filings_say():
    page = show.company_page(show.Review(QUARTER, ["apple"]), "apple")
    # Revenue of 143,756 against 124,300 million; operating income of 50,852 million.
    assert str(page.summary[0]).startswith("Apple’s revenue grew 16\u202f% on the year")
    assert "Operating margin: 35.4\u202f%" in "".join(map(str, page.summary))


@pytest.mark.parametrize(
    ("language", "ends"),
    [
        ("en", "fiscal year ends Friday nearest to 30 November"),
        ("zh-Hans", "财年截至最接近11月30日的星期五"),
        ("zh-Hant", "會計年度截至最接近11月30日的星期五"),
    ],
)
def test_any_end_of_a_fiscal_year_is_said_in_each_language(language, ends):
    about = show.company_page(show.Review(QUARTER, ["rheinwolke"], language=language), "rheinwolke").about
    assert ends.partition(" ")[2] in about if language == "en" else ends[-16:] in about


def test_another_currency_is_never_added_to_dollars():
    report = show.Review(QUARTER, ["apple", "rheinwolke"])
    assert report.currency == "USD"
    assert report.alike == ("apple",)
    assert report.total("capex_cash") == 2_373e6
    table = show.capex_table(report)
    row = next(r for r in table.body.rows if r[0].text == "Rheinwolke")
    newest = [column.head for column in table.body.columns].index(QUARTER)
    assert row[newest].text == "€1.15bn"
    assert any("Rheinwolke" in note and "not converted" in note for note in table.notes)
    assert "Rheinwolke" not in show.capex_total(report).body.svg
    # A rate has no currency: its cloud stands beside others.
    assert report.clouds == ["rheinwolke"]


def test_an_edition_of_one_currency_is_in_it():
    report = show.Review(QUARTER, ["rheinwolke"])
    assert report.currency == "EUR"
    assert "€ bn" in show.capex_total(report).subtitle
    assert "to €1.15bn" in str(show.capex_total(report).title)
    assert "Rheinwolke Cloud takes in €2.88bn a quarter" in str(show.cloud_revenue(report).title)


@pytest.mark.turned
@pytest.mark.parametrize(
    "companies",
    some_of(
        "choices that leave no blank plot",
        [["lonely"], ["rheinwolke"], ["apple", "rheinwolke"], ["alibaba", "tencent"], ["huawei"], None],
    ),
    ids=lambda c: "every one" if c is None else "+".join(c),
)
def test_no_choice_leaves_a_blank_plot(companies):
    report = show.Review(QUARTER, list(facts.companies()) if companies is None else companies)
    for exhibit in exhibits(report):
        assert not (isinstance(exhibit.body, Chart) and exhibit.body.blank), exhibit.key
    assert len(show.company_pages(report).pages) == len(report.companies)


def test_a_company_is_a_party_by_its_own_names():
    assert facts.party("Apple").who == "apple"
    assert facts.party("Rheinwolke SE").who == "rheinwolke"


def test_a_name_that_is_no_slug_gets_a_near_one():
    with pytest.raises(UsageError, match="did you mean apple"):
        show.Review(QUARTER, ["appel"])


@pytest.mark.slow
@turned("language", [*LANGUAGES])
def test_it_is_built_by_its_name(home, language):
    from cloudcapex.cli import main

    arguments = ["build", "quarterly_review", "--quarter", QUARTER, "-p", "companies=apple"]
    assert main([*arguments, "--language", language]) == 0
    made = next(Path(home, "build").rglob(f"{language}/report.html")).parent
    page = (made / "report.html").read_text(encoding="utf-8")
    assert 'id="company-apple"' in page
    assert 'id="company-nvidia"' not in page
    assert (made / "report.pdf").stat().st_size > 100_000
