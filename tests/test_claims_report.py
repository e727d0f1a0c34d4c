"""The report on others' claims: its sentences stay true for any day and article, and every figure has its document."""

from __future__ import annotations

import copy
import functools
import re

import pytest

from cloudcapex.claims import LEFT_OPEN, OUTCOMES, vocabulary
from cloudcapex.cli.readers import readers
from cloudcapex.errors import UsageError
from cloudcapex.exhibits.charts.counts import CountRow, Field, count_bars
from cloudcapex.language import LANGUAGES, available_languages
from cloudcapex.media import EXHIBIT as RECORD
from cloudcapex.metrics import DERIVED
from cloudcapex.paths import stamp
from cloudcapex.reports import claims_audit as show
from cloudcapex.reports import statements_of
from cloudcapex.reports.ai_financing import OPEN
from cloudcapex.reports.beside import article_claims
from cloudcapex.reports.claims_audit.front import _GIVES, headline
from cloudcapex.reports.claims_audit.tables import TOLD, told_beside, undecided_message, worst_of
from cloudcapex.reports.claims_audit.tally import LOOKS
from cloudcapex.reports.claims_audit.told import two_figures
from cloudcapex.reports.labels import inside
from cloudcapex.statements.proof import catalogued, prove
from turning import in_turn, some_of

EXHIBITS = (
    show.by_article,
    show.causes,
    show.contradicted,
    show.borne_out,
    show.undecided,
    show.forecasts,
)


# An edition of its newest day, and others: before any article, of few of them, of one alone, in another script.
NEWEST = ("2026Q2", "2026-10-09")
OTHERS = (
    ("2023Q4", "2024-03-31"),
    ("2023Q3", "2023-10-31"),
    ("2022Q4", "2023-01-30"),
    ("2019Q1", "2019-05-01"),  # no article was out
    ("2026Q2", "2026-10-09", "zh-Hant"),
    ("2026Q2", "2026-10-09", "en", "001"),  # nothing in it is contradicted
    ("2026Q2", "2026-10-09", "en", "002"),
)
DRAWN = (NEWEST, *some_of("claims on other days", OTHERS, 2))


@functools.cache
def report(quarter="2026Q2", as_of="2026-10-09", language="en", article=""):
    return show.ClaimsAudit(quarter, as_of, language, article)


@functools.cache
def made(make, *args):
    return make(report(*args))


def cells(exhibit):
    return {row[0].text.replace("\u2011", "-"): row for row in exhibit.body.rows}


def test_the_headline_counts_what_the_tables_hold():
    assert str(headline(report())) == "Of 71 claims that can be decided, 63 are borne out, 8 contradicted"
    assert len(made(show.contradicted).body.rows) == 8
    assert len(made(show.borne_out).body.rows) == 63
    assert sum(int(g.count) for g in made(show.undecided).body.groups) == 54
    assert made(show.undecided).title.text.startswith("Of 125 claims, the data do not decide 54;")


def test_the_right_figure_of_a_contradicted_claim_links_to_its_filing():
    row = cells(made(show.contradicted))["C000-23"]
    assert row[0].text == "C000\u201123"
    assert [c.text for c in row[1:5]] == ["AWS Q4 2023 revenue 13.3bn", "$13.3bn", "$24.2bn", "wrong value"]
    assert row[3].url.endswith("/0001018724-24-000008-index.htm")
    assert (
        made(show.contradicted).title.text
        == "AWS’s cloud revenue in 2023Q4: $13.3bn claimed, $24.2bn in the data"
    )


def test_the_capex_of_azure_is_explained():
    row = cells(made(show.contradicted))["C000-21"]
    assert row[3].text == "$11.5bn (Microsoft)"
    assert row[5].text == (
        "$11.5bn is the figure of Microsoft as a whole, capex incl. finance leases. Its capex (cash) was $9.74bn. "
        "Microsoft Azure alone publishes none."
    )


def test_sums_that_do_not_add_up_are_explained_by_their_own_numbers():
    rows = cells(made(show.contradicted))
    # 188 grows to 360 at 17.6 % over four years: the article may mean 2025.
    assert rows["C004-04"][5].text == (
        "From $188bn to $360bn in 2021–2023 is 38.4\u202f% a year. "
        "18\u202f% is the rate over 4 years: the year of an end may be misread."
    )
    assert rows["C003-10"][3].text == "1/60 to 1/8"
    assert rows["C003-10"][3].url == ""


def test_a_figure_is_written_as_finely_as_the_claim_it_is_held_against():
    rows = cells(made(show.borne_out))
    assert [c.text for c in rows["C003-18"][2:4]] == ["12.16\u202f%", "12.16\u202f%"]
    assert [c.text for c in rows["C000-06"][2:4]] == ["9\u202f%", "9.4\u202f%"]
    assert [c.text for c in rows["C001-07"][2:4]] == ["RMB\u00a028.066bn", "RMB\u00a028.066bn"]
    assert rows["C003-16"][3].marks == "s"
    assert rows["C003-17"][3].marks == ""


def test_what_a_document_tells_is_written_as_it_told_it():
    rows = cells(made(show.borne_out))
    # Azure grew 30 % on the call of 30 January 2024; GitHub's revenue "over 40%", Vertex AI "over 130" models.
    assert rows["C000-01"][3].text == "30\u202f%"
    assert rows["C000-18"][3].text == ">40\u202f%"
    assert rows["C000-34"][3].text == ">130 models"
    assert rows["C000-29"][3].text == "≈60\u202f%"
    assert rows["C000-20"][3].text == "43.6\u202f%"  # ours, of two filed amounts
    assert any("> more than" in note for note in made(show.borne_out).notes)
    assert not any("> more than" in note for note in made(show.contradicted).notes)
    audit = report("2026Q2", "2026-10-09", "zh-Hant")
    (range_,) = (v for v in audit.verdicts if v.claim.id == "C002-04")
    (amount,) = (v for v in audit.verdicts if v.claim.id == "C002-02")
    assert (audit.actual(range_), audit.actual(amount)) == ("50–60%", "1億美元")


def test_a_hedge_is_that_of_the_document_and_its_period_whenever_that_ends():
    """NVIDIA, on the year to January 2024: about 40 % of data-centre revenue was inference (CFO, 21 February 2024)."""
    audit = report()
    (inference,) = (v for v in audit.verdicts if v.claim.id == "C000-14")
    assert {f.qualifier for f in inference.findings} == {"about"}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_an_amount_of_a_deal_is_hedged_as_its_document_hedges_it(language):
    """Amazon put up to 4 billion into Anthropic (25 September 2023), Google up to 2 billion (27 October 2023)."""
    audit = report(language=language)
    told = {v.claim.id: audit.actual(v) for v in audit.verdicts}
    four, two = {
        "en": ("$4bn", "$2bn"),
        "zh-Hans": ("40亿美元", "20亿美元"),
        "zh-Hant": ("40億美元", "20億美元"),
    }[language]
    assert (told["C003-01"], told["C003-03"]) == (f"≤{four}", f"≤{two}")


def test_the_figures_of_one_measure_are_held_against_one_metric():
    # AWS by its filings: 23,059 over 20,538 and 24,204 over 21,378; the 13 % of the call is rounded.
    row = cells(made(show.borne_out))["C000-24"]
    assert row[3].text == "12.3\u202f% → 13.2\u202f%"
    assert row[4].text == "Cloud revenue, growth on the year, AWS, 2023Q3 → 2023Q4"


def test_every_measure_that_a_claim_is_held_against_is_named():
    row = cells(made(show.borne_out))["C001-09"]
    assert (
        row[4].text == "Cloud adjusted EBITA; cloud adjusted EBITA growth, as stated, Alibaba Cloud, 2023Q4"
    )


def test_quotations_are_no_longer_than_the_table_has_them():
    chinese = made(show.borne_out, "2026Q2", "2026-10-09", "zh-Hant")
    phrases = {v.claim.id: v.claim.phrase for v in report().verdicts}
    assert cells(chinese)["C000-25"][1].text == phrases["C000-25"]


def test_amounts_follow_the_language():
    rows = cells(made(show.contradicted, "2026Q2", "2026-10-09", "zh-Hans"))
    assert rows["C000-23"][2].text == "133亿美元"
    assert rows["C003-08"][2].text == "约1,700万美元"
    groups = made(show.undecided, "2026Q2", "2026-10-09", "zh-Hans").body.groups
    (differing,) = (group.items for group in groups if group.name == "报道不一")
    assert [item.text.endswith("（《金融时报》所述为3亿美元）") for item in differing] == [True]


@pytest.mark.turned
@pytest.mark.parametrize("make", EXHIBITS)
@pytest.mark.parametrize("args", DRAWN, ids=str)
def test_every_exhibit_can_be_made_on_any_day_and_for_any_article(make, args):
    exhibit = made(make, *args)
    bundle = exhibit._repr_mimebundle_()
    assert exhibit.title.text
    assert "{" not in exhibit.title.text + exhibit.subtitle
    assert "nan" not in bundle["text/html"].lower().split("csv;charset")[0].replace("financ", "")
    assert bundle[RECORD]["sources"]


@pytest.mark.turned
@pytest.mark.parametrize("args", DRAWN, ids=str)
def test_the_front_page_says_only_what_is_known(args):
    page = show.front_page(report(*args))
    assert page.title.text
    assert page.summary
    assert len(page.takeaways) <= 5
    assert all(t.exhibit for t in page.takeaways)
    assert "{" not in " ".join(
        [page.title.text, *map(str, page.summary), *(str(t.body) for t in page.takeaways)]
    )


def test_articles_that_were_not_out_are_not_audited():
    assert {v.claim.article for v in report("2022Q4", "2023-01-30").verdicts} == {"002"}
    assert report("2019Q1", "2019-05-01").verdicts == ()
    assert made(show.by_article, "2019Q1", "2019-05-01").body.kind == "absence"


def test_one_article_alone():
    assert {v.claim.article for v in report(article="001").verdicts} == {"001"}
    assert worst_of(report(article="001")) is None
    assert str(headline(report(article="001"))) == "None of the 8 claims that can be decided is contradicted"


def test_an_unknown_article_is_refused_with_the_near_one():
    with pytest.raises(UsageError, match=r"parameter article: unknown article '01'.*did you mean 001"):
        show.ClaimsAudit("2026Q2", article="01")


def test_no_document_of_the_edition_is_younger_than_its_day():
    then = report("2023Q3", "2023-10-31")
    for make in EXHIBITS:
        make(then)
    assert then.used_sources()
    assert [s for s in then.used_sources() if then.source_row(s)["filed"] > "2023-10-31"] == []


def test_counts_are_drawn_as_wide_as_they_are():
    chart = count_bars(
        [CountRow("a", (3, 0), "3"), CountRow("b", (1, 2), "3")],
        [Field("x", "#b5402a", "#ffffff"), Field("y", "#e3a94f", "#1c2530")],
    )
    assert chart.svg.count("#b5402a") >= 3  # two bars and the key
    assert chart.svg.count("#e3a94f") >= 2  # one bar and the key


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_what_a_claim_is_held_against_is_named_in_the_edition_s_words(language):
    table = made(show.borne_out, "2026Q2", "2026-10-09", language).body
    held = [row[-1].text for row in table.rows]
    assert not [text for text in held if re.search(r"\bD\d{3}\b|2024-02-29", text)]
    if language == "zh-Hant":
        assert "交易金額，阿里巴巴→月之暗面，2024年2月" in held  # known to the month
        assert not [text for text in held if re.search("Alibaba|Tencent|FBS", text)]


def test_no_two_verdicts_look_alike():
    looks = [(colour, look) for colour, _, look in LOOKS.values()]
    assert set(LOOKS) == set(OUTCOMES)
    assert len({*looks}) == len(looks)
    alike = [Field(outcome, *look) for outcome, look in LOOKS.items()]
    drawn = count_bars([CountRow("a", (1,) * len(alike))], alike).svg
    # As unlike in the bar and in the key: the hatching twice, the dashed outline twice.
    assert len(re.findall(r"fill: ?url", drawn)) == 2
    assert drawn.count("stroke-dasharray") == 2


# sentences that carry their proof ------------------------------------------------------------------


AUDITS = (
    ("2023Q3", "2026-10-09", ""),
    ("2023Q3", "2023-10-31", ""),
    ("2022Q4", "2023-01-30", ""),
    ("2019Q1", "2019-05-01", ""),
    ("2026Q2", "2026-10-09", ""),
    ("2023Q3", "2026-10-09", "001"),
)


@pytest.mark.turned
@pytest.mark.parametrize(
    ("audit", "language"), in_turn("audits", AUDITS, ("en", "zh-Hans", "zh-Hant"), 2), ids=str
)
def test_every_sentence_is_proved_on_any_day_and_for_one_article(audit, language):
    quarter, as_of, article = audit
    records = statements_of("claims_audit", quarter=quarter, as_of=as_of, article=article, language=language)
    assert [str(failure) for failure in prove(records, readers=readers())] == []
    assert bool(records) == (as_of > "2020")  # before the first article nothing is claimed


@functools.cache
def newest_records():
    return statements_of("claims_audit", quarter="2026Q2")


def records_of(sentence):
    return [copy.deepcopy(r) for r in newest_records() if r["sentence"] == sentence]


def test_what_was_claimed_and_what_is_are_operands():
    # C000-23: 13.3bn; AWS's fourth quarter of 2023 in 0001018724-24-000008: 24,204 million.
    wrong, beside = records_of("contradicted.title")
    assert (wrong["form"], wrong["threshold"]["value"], wrong["true_of"]) == (
        "each",
        "contradicted",
        ["C000-23"],
    )
    assert {(o["measure"], o["of"], o["value"]) for o in beside["operands"]} == {
        ("claims.claimed", "C000-23", 13.3e9),
        ("claims.found", "C000-23", 24_204_000_000),
    }


def test_the_most_frequent_reason_leads_all_reasons():
    _, first = records_of("undecided.title")
    assert first["form"] == "leader"
    assert first["population"] == list(LEFT_OPEN)
    assert first["result"]["leaders"] == ["subject_unknown"]
    assert {o["of"]: o["value"] for o in first["operands"]}["subject_unknown"] == 15


def left_with(*outcomes):
    """Return the report as it were if only some of the claims that are left open had been made."""
    fresh = show.ClaimsAudit("2026Q2", "2026-10-09")
    fresh.__dict__["verdicts"] = tuple(v for v in report().verdicts if v.decided or v.outcome in outcomes)
    return fresh


@pytest.mark.parametrize("outcome", ["as_its_source_says", "reports_differ", "unverifiable"])
def test_what_is_left_open_is_counted_and_listed_alike(outcome):
    fresh = left_with(outcome)
    listed = sum(int(g.count) for g in show.undecided(fresh).body.groups)
    assert listed == sum(v.outcome == outcome for v in report().verdicts) > 0
    assert f"the data do not decide {listed};" in str(undecided_message(fresh))


def test_no_claim_is_left_open_only_where_none_is_listed():
    assert str(undecided_message(left_with())) == "No claim is left open"


def test_a_tampered_verdict_is_refused():
    records = records_of("by_article.title")
    moved = records[0]["false_of"].pop()
    records[0]["true_of"].append(moved)
    assert prove(records, readers=readers())


def test_a_right_figure_that_is_told_wrongly_is_printed_with_what_is_wrong_about_it():
    # C002-20 calls the round a series A: the same 580 million were raised in a series B.
    (verdict,) = (v for v in report().verdicts if v.claim.id == "C002-20")
    *_, cell = (head.cell(report(), verdict) for head in TOLD)
    assert cell.text == f"{report().claimed(verdict)}: another round"


def test_a_price_that_was_talked_of_as_a_range_is_printed_as_one():
    # C003-04: between 20 and 30 billion, which Bloomberg told of on 28 October 2023.
    (verdict,) = (v for v in report().verdicts if v.claim.id == "C003-04")
    assert report().actual(verdict) == "$20–30bn"


def test_another_companys_figure_is_not_told_as_that_of_the_claim():
    # Azure's capex is published by nobody: the 11.5bn are Microsoft's, finance leases included.
    told = [str(t.body) for t in show.front_page(report()).takeaways]
    assert (
        "Article 000 gives $11.5bn for Microsoft Azure’s capital expenditure in 2023Q4. "
        "What it gives is the figure of Microsoft, capex incl. finance leases."
    ) in told


def test_a_label_begins_small_in_a_sentence_unless_a_name_begins_it():
    told = [
        "Azure revenue",
        "OpenAI’s share of commercial RPO",
        "Microsoft 365 cloud revenue",
        "Foundry tokens",
    ]
    assert [inside(label) for label in told] == told
    assert inside("Depreciation") == "depreciation"
    assert inside("Research and development") == "research and development"
    assert inside("Azure收入") == "Azure收入"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_article_gives_is_a_sentence_that_the_prover_knows(language):
    """A measure named by a single word would be refused: whose it is stands before it, and a word alone may deny that."""
    masks, sayings, _ = catalogued._of(language, stamp())
    audit = report(language=language)
    measures = vocabulary().measures
    # What a formula gives is in no table: its name is not among what the prover knows.
    stated = [m for m in measures.values() if not {m.id, m.of, m.of and measures[m.of].of} & DERIVED.keys()]
    for measure in dict.fromkeys(map(audit.name_claimed, stated)):
        told = audit.phrase("{who}’s {measure}", who="Microsoft", measure=inside(measure)) if measure else ""
        assert not told or sayings.holds(masks.sentence(told.text, ["Microsoft"])), told.text


def test_what_an_article_gives_is_named_with_what_it_is_of():
    """A figure without its measure tells nothing: whatever is claimed of somebody has a name, another's figure too."""
    audit = report()
    told = [told_beside(audit, v, *_GIVES) for v in audit.of("contradicted") if two_figures(audit, v)]
    assert told
    for sentence in map(str, told):
        assert re.search(r" gives \S+(?:\u202f%)? for .+’s .+ in ", sentence), sentence
    measures = vocabulary().measures.values()
    amounts = [m for m in measures if {"USD", "CNY", "share"} & {*m.units} and not m.of and not m.parts]
    assert [m.id for m in amounts if not audit.name_claimed(m)] == []


# What a claim is about, and when, in the words of each language: a party by its own name, not by a round's.
@pytest.mark.parametrize(
    ("claim", "subject", "period"),
    [
        ("C000-20", ("Microsoft", "微软", "微軟"), ("2023Q4", "2023Q4", "2023Q4")),
        ("C000-08", ("AWS", "AWS", "AWS"), ("next several years", "未来几年", "未來幾年")),
        ("C000-09", ("OpenAI", "OpenAI", "OpenAI"), ("early 2024", "2024年初", "2024年初")),
        (
            "C001-05",
            ("cloud vendors (Bedrock/Azure)", "云厂商（Bedrock和Azure）", "雲端業者（Bedrock和Azure）"),
            ("2024",) * 3,
        ),
    ],
)
def test_subjects_and_periods_are_in_the_language_of_the_edition(claim, subject, period):
    for at, language in enumerate(("en", "zh-Hans", "zh-Hant")):
        audit = report(language=language)
        [told] = [v.claim for v in audit.verdicts if v.claim.id == claim]
        assert (audit.subject(told), audit.say(told.period)) == (subject[at], period[at])


@pytest.mark.parametrize(
    ("language", "others"), [("en", set()), ("zh-Hans", {"zh-Hant"}), ("zh-Hant", {"zh-Hans"})]
)
def test_a_quotation_keeps_its_script_and_says_so(language, others):
    """Articles 000, 003 and 004 are in Traditional Chinese, 001 and 002 in Simplified; English editions say what was claimed."""
    audit = report(language=language)
    quoted = [(audit.quote(v), audit.quoted_in(v)) for v in audit.verdicts]
    assert {lang for _, lang in quoted} - {""} == others
    assert ("總收入增長 30%", "zh-Hant" if language == "zh-Hans" else "") in quoted or language == "en"
    shown = show.contradicted(audit).body.html("", "x")
    assert (f'<td lang="{next(iter(others))}">' in shown) if others else ('lang="' not in shown)


def test_every_claim_is_listed_once():
    listed = [*cells(made(show.contradicted)), *cells(made(show.borne_out))]
    for group in made(show.undecided).body.groups:
        listed += [item.text.split(" ")[0].replace("\u2011", "-") for item in group.items]
    assert sorted(listed) == sorted(v.claim.id for v in report().verdicts)


def test_an_arrow_leads_from_a_time_to_a_later_one():
    found = cells(made(show.borne_out))
    assert found["C004-06"][2].text == "$80.1bn, $17.9bn, 29\u202f%"
    assert found["C000-24"][2].text == "12\u202f% → 13\u202f%"
    assert found["C004-21"][3].text == "10\u202f% → 4\u202f% → 3\u202f%"
    assert found["C000-07"][2].text == "about 6×"


@pytest.mark.parametrize("article", vocabulary().articles)
def test_the_report_on_claims_that_an_edition_leads_to_is_published(checkout, article):
    quarter = vocabulary().articles[article].judged
    assert available_languages() == sorted(
        p.parent.name for p in checkout.glob(f"reports/claims_audit/{quarter}/*/report.html")
    )


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_an_edition_beside_an_article_leads_to_its_claims_in_the_report_on_claims(language):
    known = vocabulary().articles["001"]
    beside = OPEN(quarter=known.beside.quarter, as_of=str(known.beside.as_of), language=language)
    listed = article_claims(beside)
    address = f"../../../claims_audit/{known.judged}/{language}/report.html#exhibit-1"
    assert f'<a href="{address}">' in listed._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["about 6×", "1.3 million subscribers", "53,000 customers", "over 130 models", "6\u202fpp"]),
        ("zh-Hans", ["约6倍", "130万人", "5.3万家", "超过130个", "6个百分点"]),
        ("zh-Hant", ["約6倍", "130萬人", "5.3萬家", "超過130個", "6個百分點"]),
    ],
)
def test_a_claimed_figure_says_what_it_counts(language, told):
    rows = cells(made(show.borne_out, "2026Q2", "2026-10-09", language))
    found = [rows[claim][2].text for claim in ("C000-07", "C000-10", "C000-15", "C000-34", "C000-02")]
    assert found == told


@pytest.mark.parametrize(("language", "own_script"), [("en", False), ("zh-Hans", True), ("zh-Hant", True)])
def test_the_method_says_in_which_words_claims_are_told(language, own_script):
    """English editions print what a claim says in our words; Chinese ones the words of the article."""
    audit = report(language=language)
    told = {audit.quote(v) == v.claim.phrase for v in audit.verdicts if v.claim.phrase}
    assert told == {own_script}
    (line,) = [p for p in show.method(audit).paragraphs if p.startswith(("Articles.", "文章。"))]
    assert ("in our words" in line or "英文" in line) is not own_script
