"""A row of a company that cannot be shown is one clear line: where it stands, what would do, what to do about it."""

from __future__ import annotations

import csv
import re
import shutil

import pytest

import newcomers
from cloudcapex import cli, facts, paths
from cloudcapex.errors import DataError
from cloudcapex.exhibits import theme
from cloudcapex.reports import review as show
from cloudcapex.schema import words

FREE = newcomers.free_colours()
NEWCOMER = {
    "slug": "acme",
    "name": "Acme Inc.",
    "name_zh_hans": "艾克美",
    "name_zh_hant": "艾克美",
    "short_name": "Acme",
    "fiscal_year_end": "last Saturday of September",
    "fiscal_year_end_month": "9",
    "currency": "USD",
    "headline_capex": "capex_cash",
    "colour_order": str(newcomers.free_place()),
    "colour": FREE.fill,
    "colour_text": FREE.words,
    "colour_dark": FREE.dark,
    "role": "asked",
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder of data of one's own, beside the checkout."""
    shutil.copytree(paths.data_dir(), tmp_path / "data")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path / "data"


def add(path, **cells):
    """Write a row at the end of a table; return its line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, rows[0], restval="", lineterminator="\n").writerow(cells)
    return len(rows) + 2


def change(path, row, column, value):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_sound_row_is_a_company(home):
    add(home / "companies.csv", **NEWCOMER)
    assert facts.company("acme").colours == FREE


BAD = [
    (
        "slug",
        "../acme",
        "'../acme' is not valid; valid: small letters, digits and underscores, a letter first",
    ),
    ("slug", "Acme", "'Acme' is not valid; valid: small letters, digits and underscores, a letter first"),
    ("slug", "", "the value is missing; valid: small letters, digits and underscores, a letter first"),
    ("slug", "meta", "the key (meta) already stands in line 5; valid: one row for each slug; remove one"),
    ("slug", "others", "'others' is a word of the house; valid: any other slug"),
    ("slug", "link", "'link' is a word of the house"),
    ("name", "", "the value is missing; valid: text"),
    ("name", "Oracle", "'Oracle' already stands in line 6; valid: one row for each name; choose another"),
    ("short_name", "Oracle", "'Oracle' already stands in line 6"),
    ("name_zh_hans", " ", "' ' is not valid; valid: text"),
    ("name_zh_hant", "", "the value is missing; valid: text"),
    ("currency", "BTC", "'BTC' is not valid; valid: USD, CNY, EUR"),
    ("fiscal_year_end", "30 June", "'30 June' is not valid; valid: 09-30, last Saturday"),
    ("fiscal_year_end", "02-30", "'02-30' is not valid"),
    (
        "fiscal_year_end_month",
        "13",
        "month 13 is not that of 'last Saturday of September'; valid: 9, for September",
    ),
    ("fiscal_year_end_month", "September", "'September' is not valid; valid: a whole number"),
    ("headline_capex", "capex_ash", "'capex_ash' is not in data/metrics.csv"),
    ("headline_capex", "revenue", "'revenue' is no capex; valid: a metric capex_…, see metrics.csv"),
    (
        "colour_order",
        "3",
        "'3' already stands in line 4; valid: one row for each colour_order; choose another",
    ),
    (
        "colour",
        "",
        "the value is missing; valid: a colour such as #186db2; fill it, or run `cloudcapex migrate`",
    ),
    ("colour", "blue", "'blue' is not valid; valid: a colour such as #186db2"),
    ("colour", "#186DB2", "'#186DB2' is not valid; valid: a colour such as #186db2"),
    ("colour", "#d67d15", "'#d67d15' already stands in line 4"),
    ("colour_text", "#07956f", "'#07956f' is that of alphabet in data/companies.csv, line 3"),
    ("colour", "#ffee00", "#ffee00 has a contrast of 1.2 on white; valid: a contrast of 3 or more"),
    ("colour", "#1c2530", "#1c2530 is the page’s own (ink); valid: a colour that the page does not draw in"),
    ("colour_dark", "#14344f", "#14344f has a contrast of 1.4 on the dark page; valid: a contrast of 4.5"),
    ("cloud_name", "Acme Cloud", "cloud_name is missing in this script; valid: text"),
    ("cloud_segment", "Cloud", "acme has a cloud by one column and none by another"),
    ("role", "rival", "'rival' is not valid; valid: compared, cloud, supplier, abroad, asked"),
    ("page", "2", "'2' already stands in line 3"),
]


@pytest.mark.parametrize(("column", "value", "words"), BAD, ids=lambda v: str(v)[:24])
def test_a_row_that_cannot_be_shown_is_one_clear_line(home, column, value, words):
    line = add(home / "companies.csv", **(NEWCOMER | {column: value}))
    with pytest.raises(DataError) as refused:
        facts.load_companies()
    said = str(refused.value)
    assert re.match(rf"data/companies.csv, line {line}, column [a-z_]+: ", said)
    assert words in said
    assert "\n" not in said


@pytest.mark.parametrize("cells", [{"slug": "../acme"}, {"currency": "BTC"}, {"colour": "#186db2"}], ids=str)
def test_the_command_line_says_it_alike_and_ends_with_one(home, cells, capsys):
    line = add(home / "companies.csv", **(NEWCOMER | cells))
    for arguments in (
        ["series", "capex_cash", "--company", "microsoft"],
        ["build", "quarterly_review", "-p", "companies=microsoft"],
    ):
        assert cli.main(arguments) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"error: data/companies.csv, line {line}, column ")
        assert said.err.count("\n") == 1


def test_the_words_that_no_slug_can_be_are_all_of_the_style_sheet():
    sheet = (paths.root() / "src" / "cloudcapex" / "template" / "report.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--cc-([a-z0-9_]+):", sheet)) <= set(words.TAKEN)
    assert not set(words.TAKEN) & set(facts.companies())


# parties --------------------------------------------------------------------------------------


def test_a_laboratory_that_becomes_a_company_is_one_with_its_party(home):
    """A laboratory goes public: its rows are added under the slug that its party has."""
    add(
        home / "companies.csv",
        **(NEWCOMER | {"slug": "anthropic", "name": "Anthropic PBC", "short_name": "Anthropic"}),
    )
    assert facts.party("Anthropic").who == "anthropic"
    assert facts.party("Anthropic PBC").who == "anthropic"
    assert "anthropic" in facts.whos("laboratory")
    assert theme.company_colour("anthropic") == FREE.fill


def test_a_laboratory_with_rows_of_a_company_of_another_slug_is_drawn_in_its_colour(home):
    """Its run-rates stand under the party's name, its filings under the company's slug."""
    add(home / "companies.csv", **NEWCOMER)
    add(
        home / "parties.csv",
        party="acme_lab",
        name="Acme",
        name_zh_hans="艾克美",
        name_zh_hant="艾克美",
        also="Acme Inc.",
        kind="laboratory",
        company="acme",
        charted="9",
    )
    add(
        home / "facts" / "labs.csv",
        lab="Acme Inc.",
        metric="revenue_run_rate",
        definition="as_stated",
        as_of="2025-11-30",
        value="1500000000",
        unit="USD",
        basis="reported",
        evidence="company",
        filed="2025-11-30",
        source_id="epoch-ai-revenue-reports-2025-10",
    )
    review = show.Review("2025Q4", language="zh-Hant")
    shown = show.lab_revenue(review)
    assert "艾克美" in str(shown.title)
    assert FREE.fill in shown.body.svg


def test_a_party_of_a_companys_name_must_say_that_it_is_that_company(home):
    line = add(
        home / "parties.csv",
        party="acme_lab",
        name="Acme",
        name_zh_hans="艾克美",
        name_zh_hant="艾克美",
        kind="laboratory",
    )
    facts.load_table("parties")
    company = add(home / "companies.csv", **NEWCOMER)
    with pytest.raises(DataError) as refused:
        facts.load_table("parties")
    assert str(refused.value) == (
        f"data/parties.csv, line {line}, column name: 'Acme' is that of acme in data/companies.csv, line {company}; "
        "valid: one that no other row has; choose another, or write acme into company if that is who it is; "
        "the row is that of acme_lab"
    )


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        (
            ("#186db2", "#186db2", "#67a7db"),
            "column colour: '#186db2' is that of microsoft in data/companies.csv",
        ),
        (("#2b6e5c", "#2b6e5c", "#7fc4b0"), "column colour: '#2b6e5c' already stands in line"),
        (("#7a5c00", "#7a5c00", ""), "column colour_dark: one of the three colours is missing"),
        (("", "", ""), "column colour: one that is drawn in charts has no colour"),
    ],
)
def test_a_laboratory_is_drawn_in_a_colour_of_its_own(home, colours, words):
    fill, text, dark = colours
    add(
        home / "parties.csv",
        party="newlab",
        name="New Lab",
        name_zh_hans="新",
        name_zh_hant="新",
        kind="laboratory",
        charted="9",
        colour=fill,
        colour_text=text,
        colour_dark=dark,
    )
    with pytest.raises(DataError) as refused:
        facts.load_table("parties")
    assert words in str(refused.value)
