"""The flash gate: a quarter opens with the first filing of a company that the report compares, and grows with each."""

from __future__ import annotations

import csv
import datetime as dt
import shutil

import pytest

from cloudcapex import metrics, reports
from cloudcapex.cli import asked
from cloudcapex.cli.readers import readers
from cloudcapex.errors import UsageError
from cloudcapex.publish.plan import plan
from cloudcapex.reports.compared import compared
from cloudcapex.reports.review import Review
from cloudcapex.reports.review.guidance.given import seen_until
from cloudcapex.reports.review.method import method
from cloudcapex.statements.proof import prove
from turning import in_turn, turned

FIVE = ("microsoft", "alphabet", "amazon", "meta", "oracle")
# The day each of them files its third quarter of 2026, as made up here, but for Oracle's, which is out.
DAYS = {
    "microsoft": dt.date(2026, 10, 27),
    "alphabet": dt.date(2026, 10, 28),
    "meta": dt.date(2026, 10, 28),
    "amazon": dt.date(2026, 10, 29),
}
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def refused(call, *arguments, **options) -> str:
    with pytest.raises(UsageError) as wrong:
        call(*arguments, **options)
    return str(wrong.value)


class TestGate:
    def test_oracle_opens_a_quarter_in_which_it_files_before_the_others(self):
        """Oracle's quarter to August 2026, whose 10-Q is of September, belongs to 2026Q3."""
        days = metrics.reported(FIVE, "2026Q3")
        assert days == {**dict.fromkeys(FIVE), "oracle": dt.date(2026, 9, 11)}
        assert Review("2026Q3").quarter == Review("2026Q2").quarter + 1

    def test_the_gate_asks_the_companies_of_the_report_and_names_who_is_missing(self):
        said = refused(Review, "2026Q3", ["microsoft", "meta"])
        assert "2026Q3 is not open: by 2026-10-09 nothing of it was filed by Microsoft, Meta" in said
        assert "valid: up to 2026Q2" in said

    def test_the_gate_asks_the_day(self):
        said = refused(Review, "2026Q3", as_of="2026-09-10")
        assert "by 2026-09-10 nothing of it was filed by Microsoft, Alphabet, Amazon, Meta, Oracle" in said

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"quarter": "2026Q4"}, "2026Q4 was not over on 2026-10-09"),
            (
                {"quarter": "2026Q3", "companies": "microsoft,meta"},
                "filed by Microsoft, Meta; valid: up to 2026Q2",
            ),
            ({"quarter": "2026Q3", "as_of": "2026-10-01", "companies": "amazon"}, "by 2026-10-01"),
        ],
    )
    def test_the_command_asks_alike(self, given, said):
        assert said in refused(plan, "quarterly_review", given, asked.vocabulary())

    def test_the_command_lets_an_open_quarter_through(self):
        assert plan("quarterly_review", {"quarter": "2026Q3"}, asked.vocabulary()).edition.quarter == "2026Q3"

    def test_a_company_that_files_nowhere_opens_it_with_what_it_states(self):
        assert metrics.reported(["alibaba"], "2026Q2") == {"alibaba": dt.date(2026, 8, 20)}

    def test_a_report_of_its_own_set_asks_that_set(self):
        assert "alibaba" in compared("china_cloud")
        assert compared("ai_financing") == FIVE
        assert compared("quarterly_review", ["meta"]) == ("meta",)


class TestCountedUntil:
    def test_the_newest_edition_counts_guidance_and_deals_to_its_own_day(self):
        assert seen_until(Review("2026Q2")) == dt.date(2026, 10, 9)
        assert seen_until(Review("2026Q2", as_of="2026-08-15")) == dt.date(2026, 8, 15)

    def test_an_older_quarter_ends_with_the_one_after_and_the_method_says_so(self):
        old = Review("2019Q1")
        assert seen_until(old) == dt.date(2019, 6, 30)
        assert "Guidance and deals count up to 30 June 2019." in method(old).paragraphs


def file_third_quarter(data, *companies: str) -> None:
    """Carry each company's rows of 2026Q2 a quarter on, a tenth more of everything.

    Cash flow is filed from the start of the fiscal year, which is a new one for Microsoft.
    """
    spans = {  # when a period of a 10-Q or 10-K began, when the next one does, and what it holds of the last
        "": ("", 1.1),
        "2026-04-01": ("2026-07-01", 1.1),
        "2026-01-01": ("2026-01-01", 1.55),
        "2025-07-01": ("2026-07-01", 1.1 / 4),
    }
    path = data / "facts" / "filings.csv"
    with path.open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    at = {name: n for n, name in enumerate(header)}
    with path.open("a", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        for row in rows:
            ends = row[at["period_end"]]
            starts = row[at["period_start"]]
            if row[at["company"]] in companies and ends == "2026-06-30" and starts in spans:
                new, (begins, grown) = [*row], spans[starts]
                new[at["period_end"]] = "2026-09-30"
                new[at["period_start"]] = begins
                new[at["filed"]] = DAYS[row[at["company"]]].isoformat()
                if row[at["unit"]] not in ("share",):
                    new[at["value"]] = str(int(float(row[at["value"]]) * grown))
                write.writerow(new)


STAGES = (((), "2026-10-09"), (("microsoft",), "2026-10-27"), (tuple(DAYS), "2026-10-29"))


@pytest.mark.slow
@pytest.mark.turned
@pytest.mark.parametrize(("stage", "language"), in_turn("stages", STAGES, LANGUAGES, 1), ids=str)
def test_a_review_is_made_and_proved_at_each_stage_of_a_made_up_quarter(
    tmp_path, monkeypatch, checkout, language, stage
):
    filed, on = stage
    shutil.copytree(checkout / "data", tmp_path / "data")
    file_third_quarter(tmp_path / "data", *filed)
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    days = metrics.reported(FIVE, "2026Q3", on)
    assert {c for c, day in days.items() if day} == {"oracle", *filed}
    assert all(day is None or day <= dt.date.fromisoformat(on) for day in days.values())
    records = reports.statements_of("quarterly_review", quarter="2026Q3", language=language, as_of=on)
    assert [str(failure) for failure in prove(records, readers=readers())] == []
    who = next(r for r in records if r.get("operands", [{}])[0].get("measure") == "reported.quarter")
    assert who["result"] == {"k": 1 + len(filed), "n": 5}
    assert set(who["true_of"]) == {"oracle", *filed}
    headline = next(r for r in records if r["sentence"] == "front.title" and r["form"] == "sum")
    assert headline["result"]["k"] == len(headline["true_of"])
    if language == "en" and len(filed) < 4:
        assert str(headline["text"]).startswith(f"Of 5 companies, {1 + len(filed)} reported so far")
        # Held against the same companies a year before, never a fuller sum.
        grown = [r for r in records if r["sentence"] == "front.title" and r["form"] == "change"]
        assert all(set(r["values"]) == set(headline["true_of"]) for r in grown)


@turned(
    "language,said",
    [
        ("en", "; the data hold no filing of CoreWeave."),
        ("zh-Hans", "；数据中未见CoreWeave的申报。"),
        ("zh-Hant", "；資料中未見CoreWeave的申報文件。"),
    ],
)
def test_nobody_is_waited_for_in_a_quarter_that_is_over(language, said):
    """CoreWeave, private until 2025, filed the year 2023 as a whole in its 10-K of March 2026 (0001769628-26-000104)."""
    asked = {"quarter": "2023Q4", "companies": ("meta", "coreweave"), "language": language}
    records = reports.statements_of("quarterly_review", **asked)
    (told,) = (r for r in records if r.get("operands", [{}])[0].get("measure") == "reported.quarter")
    assert str(told["text"]).endswith(said)
    assert told["false_of"] == ["coreweave"]
    assert [str(failure) for failure in prove(records, readers=readers())] == []
