"""A commentary prints what the filings say, and stops the build where it says anything else."""

import datetime as dt
import re

import pytest

from cloudcapex import facts
from cloudcapex.paths import data_dir
from cloudcapex.reports import review as show
from cloudcapex.reports.commentary import CommentaryError, commentary, render
from cloudcapex.reports.commentary.since import alike
from cloudcapex.reports.report import Report
from cloudcapex.statements.statement import Printed


@pytest.fixture(scope="module")
def review():
    return show.Review("2023Q4", as_of="2024-02-15")


def words(review, text):
    """The text as a reader sees it, without the links."""
    filled = render(review, text, "2023Q4.en.md")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", filled).replace("\\", "").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        # Amazon 10-K 0001018724-24-000008: AWS net sales 24,204 against 21,378 million, operating income 7,167.
        ("amazon.cloud_revenue", "$24.2bn"),
        ("amazon.cloud_revenue.yoy", "+13 %"),
        ("amazon.cloud_operating_income | usd", "$7.17bn"),
        ("amazon.cloud_revenue @ 2023Q3 | usd", "$23.1bn (2023Q3)"),
        # Microsoft 10-Q 0000950170-24-008814, six months less three: 9,735 million.
        ("microsoft.capex_cash", "$9.74bn"),
        # Microsoft's call of 30 January 2024: Azure 30 per cent, of which 6 points AI.
        ("microsoft.azure_growth | signed", "+30 %"),
        ("microsoft.azure_ai_points | points", "6 pp"),
        ("quarter", "2023Q4"),
        ('claim("13.3 billion")', "13.3 billion"),
        ('faster(amazon.cloud_revenue.yoy, "quicker")', "quicker"),
        ('record(amazon.cloud_revenue, "more than ever")', "more than ever"),
    ],
)
def test_a_reference_prints_the_filed_figure(review, reference, text):
    assert words(review, "{{ " + reference + " }}") == text


def test_a_figure_links_to_its_filing(review):
    assert "/0001018724-24-000008-index.htm)" in render(review, "{{ amazon.cloud_revenue }}", "x.md")


def test_chinese_editions_write_their_own_numbers(monkeypatch):
    review = show.Review("2023Q4", as_of="2024-02-15")
    monkeypatch.setattr(review, "language", type(review.language)("zh-Hant"))
    assert words(review, "{{ amazon.cloud_revenue }}，{{ amazon.cloud_revenue.yoy }}") == "242億美元，增13%"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fine\n\nAWS earned 24 billion", r"x\.md:3: the digit '2' is typed by hand"),
        ("全角 ２４ 也不行", "typed by hand"),
        ("a record quarter", "the comparative 'record' is not checked; use a predicate"),
        ("the third straight rise", "'straight' is not checked"),
        ("創新高", "'新高' is not checked"),
        ("{{ amazn.cloud_revenue }}", "did you mean amazon"),
        ("{{ amazon.cloud_revenu }}", "unknown metric 'cloud_revenu'.*did you mean cloud_revenue"),
        ("{{ amazon.cloud_revenue.yo }}", "did you mean yoy"),
        ("{{ tesla.revenue }}", "'tesla' is undefined"),
        ("{{ amazon.rpo }}", "no figure for 2023Q4 as of 2024-02-15: not disclosed"),
        ("{{ amazon.cloud_revenue @ 2024Q1 }}", "after the quarter under review"),
        ("{{ amazon }}", "names a company, not a figure"),
        ("{{ alibaba.cloud_revenue @ 2023Q2 | usd }}", "in CNY, not US dollars"),
        ("{{ amazon.cloud_revenue | percent }}", "in USD, not a share"),
        ("{{ amazon.cloud_revenue | nonsense }}", "No filter named"),
        ("{{ amazon.cloud_revenue", "is no reference|typed by hand|cannot be read"),
        ("{% for x in y %}", "is no reference"),
        ("{# hidden #}", "is no reference"),
        ("<script>alert()</script>", "HTML is not taken"),
        ("{{ ''.__class__.__mro__ }}", "cannot be resolved"),
        ("{{ amazon.report.say('x') }}", "cannot be resolved|not known"),
        ("{{ amazon.words('12') }}", "cannot be resolved|not known"),
        ("{{ 12 }}", "is not a reference"),
        ("{{ 'typed 12' }}", "is not a reference"),
    ],
)
def test_what_cannot_be_held_stops_the_build(review, text, message):
    with pytest.raises(CommentaryError, match=message):
        render(review, text, "x.md")


@pytest.mark.parametrize(
    "predicate",
    [
        # Microsoft's cash capex was 9,917 million in 2023Q3 and 9,735 in 2023Q4.
        'record(microsoft.capex_cash, "w")',
        'faster(microsoft.capex_cash, "w")',
        # Google Cloud's operating income: 191, 395, 266, 864 million.
        'straight(alphabet.cloud_operating_income, 3, "up", "w")',
        'more_than_double(amazon.cloud_revenue, "w")',
        'fastest_since(alphabet.cloud_revenue.yoy, "2023Q1", "w")',
        'lowest(amazon.cloud_revenue, "w")',
        'above(alphabet.cloud_revenue, amazon.cloud_revenue, "w")',
        'below(amazon.cloud_revenue, alphabet.cloud_revenue, "w")',
        'slower(amazon.cloud_revenue.yoy, "w")',
    ],
)
def test_a_false_comparative_stops_the_build(review, predicate):
    with pytest.raises(CommentaryError, match=r"is false for 2023Q4: .*correct the sentence"):
        render(review, "{{ " + predicate + " }}", "x.md")


def test_a_comparative_over_a_change_of_definition_is_refused():
    review = show.Review("2024Q4")
    with pytest.raises(CommentaryError, match=r"change of definition|is false"):
        render(review, '{{ straight(microsoft.intelligent_cloud_revenue, 3, "up", "w") }}', "x.md")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_chinese_commentary_names_companies_as_its_exhibits_do(language):
    names = {c.name.of("en"): c.name.of(language) for c in facts.companies().values()}
    other = {usual for usual, own in names.items() if usual != own}
    written = sorted((data_dir() / "commentary").glob(f"*.{language}.md"))
    assert written
    for path in written:
        prose = re.sub(r"\{\{.*?\}\}", "", path.read_text(encoding="utf-8"))
        assert [name for name in other if re.search(rf"\b{name}\b", prose)] == [], path.name


def test_words_of_a_commentary_cannot_act(review):
    filled = render(review, '{{ claim("[x](javascript:alert) <b>*") }}', "x.md")
    assert filled == r"\[x\](javascript:alert) \<b\>\*"
    # A character written as an entity is shown as it is written.
    assert render(review, '{{ claim("&#xE000;0&#xE001;") }}', "x.md") == r"\&#xE000;0\&#xE001;"


def test_figures_of_a_commentary_count_among_the_documents():
    report = Report("2023Q4", as_of="2024-02-15")
    assert report.used_sources() == []
    render(report, "{{ amazon.cloud_revenue }}", "x.md")
    assert "0001018724-24-000008" in report.used_sources()


def test_a_commentary_that_knows_more_than_the_edition_is_not_shown():
    assert commentary(show.Review("2023Q4", as_of="2024-02-10")).markdown == ""
    assert commentary(show.Review("2023Q4", as_of="2024-02-15")).markdown


def test_a_quarter_without_a_commentary_shows_nothing():
    assert commentary(show.Review("2020Q1"))._repr_mimebundle_()["text/markdown"] == ""


@pytest.mark.parametrize(
    ("language", "azure"),
    [
        ("en", "Microsoft, Azure growth: +33 % (here +30 %)."),
        ("zh-Hans", "微软Azure收入同比增速：增长33%（此处为增长30%）。"),
        ("zh-Hant", "微軟Azure營收年增率：增33%（此處為增30%）。"),
    ],
)
def test_a_commentary_says_which_of_its_figures_the_edition_has_otherwise(language, azure):
    """Azure on the definition of August 2024."""
    later = commentary(show.Review("2023Q4", language=language)).later.replace("\u202f", " ")
    assert azure in later
    assert commentary(show.Review("2023Q4", as_of="2024-02-15", language=language)).later == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("$44bn", 44.02e9, "USD"), ("$44.1bn", 44.08e9, "USD"), True),
        (("$44.1bn", 44.08e9, "USD"), ("$44bn", 44.02e9, "USD"), True),
        (("$1bn", 1.004e9, "USD"), ("$999m", 0.9986e9, "USD"), True),
        (("$44bn", 44.02e9, "USD"), ("$44.6bn", 44.61e9, "USD"), False),
        (("440億美元", 44.02e9, "USD"), ("441億美元", 44.08e9, "USD"), False),
        (("+5 %", 0.049, "share"), ("+5.3 %", 0.053, "share"), True),
        (("+33 %", 0.33, "share"), ("+30 %", 0.3, "share"), False),
        (("−0.4 %", -0.004, "share"), ("0 %", 0.0, "share"), True),
        (("−0.6 %", -0.006, "share"), ("0 %", 0.0, "share"), False),
        (("−4 %", -0.04, "share"), ("+4 %", 0.04, "share"), False),
        (("1,200", 1200.0, "count"), ("1,200", 1199.8, "count"), True),
        (("$44bn", 44e9, "USD"), ("440億人民幣", 44e9, "CNY"), False),
    ],
)
def test_a_figure_that_rounds_to_the_printed_one_is_no_other(one, other, same):
    assert alike(Printed(*one, "meta"), Printed(*other, "meta")) is same


@pytest.mark.parametrize("path", sorted((data_dir() / "commentary").glob("*.md")), ids=lambda p: p.name)
def test_every_commentary_holds_on_its_own_day_and_today(path):
    quarter, language, _ = path.name.split(".")
    known = dt.date.fromisoformat(re.search(r"as_of: (\S+)", path.read_text())[1])
    for as_of in (known, None):
        review = show.Review(quarter, as_of=as_of, language=language)
        assert len(commentary(review).markdown) > 300


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no front matter", "no front matter"),
        ("---\nauthor: x\n---\n", "has no date"),
        ("---\n: [\n---\n", "cannot be read"),
    ],
)
def test_broken_front_matter_is_named(tmp_path, text, message):
    from cloudcapex.reports.commentary import _read

    path = tmp_path / "2023Q4.en.md"
    path.write_text(text)
    with pytest.raises(CommentaryError, match=message):
        _read(path)


@pytest.mark.parametrize(
    "choice",
    [{"companies": ["oracle"]}, {"companies": ["huawei"]}, {"basis": "capex_with_finance_leases"}],
)
def test_a_reader_who_chooses_other_companies_gets_no_words_about_the_usual_ones(choice):
    assert commentary(
        show.Review("2026Q2", companies=("oracle", "meta", "amazon", "alphabet", "microsoft"))
    ).markdown
    assert commentary(show.Review("2026Q2", **choice)).markdown == ""


@pytest.fixture(scope="module")
def newest():
    return show.Review("2026Q2")


# --- its own day, its own words ---------------------------------------------------------------------


def test_a_commentary_prints_what_was_known_on_its_own_day():
    # Microsoft FY24 Q2 call, 30 January 2024: Azure +30 %, six points of AI. The recast of August 2024 made them 33 and 9.
    told = show.commentary(show.Review("2023Q4")).markdown
    assert "[+30\u202f%]" in told
    assert "[6\u202fpp]" in told
    assert show.Review("2023Q4").point("azure_growth", "microsoft").value == 0.33


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{{ more_than_double(microsoft.capex_cash, "over thrice") }}', "say more than it holds"),
        ('{{ faster(amazon.cloud_revenue.yoy, "at a record") }}', "say more than it holds"),
        (
            '{{ fastest_since(amazon.cloud_revenue.yoy, "2021Q4", "best pace in over nine years") }}',
            "said of 18 quarters",
        ),
        ('{{ fastest_since(amazon.cloud_revenue.yoy, "2022Q4", "best pace for long") }}', "is false"),
        ('{{ "x" * 9999999999 }}', "only names"),
        ("{{ 1/0 }}", "only names"),
    ],
)
def test_words_say_no_more_than_their_predicate_holds(newest, text, message):
    with pytest.raises(CommentaryError, match=message):
        render(newest, text, "x.md")


def test_a_figure_of_another_quarter_says_so(newest):
    assert "+28\u202f% (2026Q1)" in render(newest, "{{ amazon.cloud_revenue.yoy @ 2026Q1 }}", "x.md")


def test_each_sentence_that_compares_is_told_with_its_proof():
    from cloudcapex.statements.proof import prove

    review = show.Review("2026Q2")
    show.commentary(review)
    told = [s for s in review.statements.values() if s.place == "commentary"]
    assert [s.id for s in told] == ["commentary.1", "commentary.2", "commentary.3", "commentary.4"]
    assert {a.form for s in told for a in s.assertions} == {"value", "gap"}
    assert prove([r for s in told for r in s.records()]) == []


def test_a_comparison_is_said_of_all_those_named_of_whom_it_holds(newest):
    """2026Q2: leases of three companies were named, each above a year's capex, and it was said of two of them."""
    signed, spent = "leases_not_yet_commenced", "capex_cash.ttm"
    named = f"{{{{ microsoft.{signed} | usd }}}} and {{{{ meta.{signed} | usd }}}}. "
    of_one = f'Meta: {{{{ above(meta.{signed}, meta.{spent}, "more than its capex") }}}}. '
    of_other = f'Microsoft: {{{{ above(microsoft.{signed}, microsoft.{spent}, "more, too") }}}}.'
    with pytest.raises(
        CommentaryError, match="holds of microsoft as well, whose figure stands in the paragraph"
    ):
        render(newest, named + of_one, "x.md")
    render(newest, named + of_one + of_other, "x.md")
    render(newest, f"{named}\n\n{of_one}", "x.md")


def test_a_record_is_one_of_all_quarters_that_the_data_hold():
    """Oracle paid 1,056 less 299 million in the quarter to November 2016, 2,135 less 1,418 in that to May 2021.

    0001193125-16-797253 and 0001193125-16-713596; 0001564590-21-033616 and 0001564590-21-012539.
    """
    report = show.Review("2021Q2")
    with pytest.raises(CommentaryError, match="is false for 2021Q2"):
        render(report, '{{ record(oracle.capex_cash, "more than in any quarter before") }}', "x.md")
    assert render(report, '{{ record(meta.capex_cash, "more than in any quarter before") }}', "x.md")
