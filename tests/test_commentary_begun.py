"""A commentary that a command begins: its figures and comparisons hold on its day, and its page says that it is a draft."""

import datetime as dt
import re
import shutil

import pytest

from cloudcapex.cli import main
from cloudcapex.cli.readers import readers
from cloudcapex.periods import quarters_between
from cloudcapex.reports.commentary import CommentaryError, _read, commentary, render
from cloudcapex.reports.commentary.skeleton import skeleton
from cloudcapex.reports.review import Review
from cloudcapex.statements.proof import prove
from turning import turned

DAY = dt.date(2026, 11, 30)
BODY = re.compile(r"---\n.*?\n---\n", re.S)
DAYS = [
    *((str(quarter), None) for quarter in quarters_between("2019Q1", "2026Q2")),
    *(("2026Q2", "2026-07-01"), ("2026Q2", "2026-07-30"), ("2025Q4", "2026-01-28")),
]


@pytest.fixture
def home(tmp_path, monkeypatch, checkout):
    shutil.copytree(checkout / "data", tmp_path / "data")
    shutil.copytree(checkout / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(tmp_path))
    return tmp_path / "data" / "commentary"


def held(quarter, as_of, language):
    """Begin a commentary, render it in an edition of its own and prove what it says; its text as a reader sees it."""
    begun = skeleton(Review(quarter, as_of=as_of, language=language), DAY)
    review = Review(quarter, as_of=as_of, language=language)
    filled = render(review, BODY.sub("", begun.text, count=1), "begun.md")
    told = [r for s in review.statements.values() for r in s.records()]
    assert begun.references > 4
    assert told
    assert [str(fault) for fault in prove(told, readers=readers())] == []
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", filled).replace("\\", "").replace("\u202f", " ")


@turned("day", DAYS)
@turned("language", ["en", "zh-Hans", "zh-Hant"])
def test_what_is_begun_holds_in_every_quarter_and_on_evenings_of_a_season(day, language):
    held(*day, language)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "about +166 % on the year"), ("zh-Hans", "同比约增长166%"), ("zh-Hant", "年約增166%")],
)
def test_growth_that_rounding_leaves_open_is_told_as_about(language, said):
    """Oracle’s capex to the million, 3,088 less 1,987 (10-Q 0001564590-22-009859), on a base of 414: 165.1 to 166.8 %."""
    assert said in held("2022Q1", None, language)


def test_growth_of_all_together_is_told_as_about_and_proved():
    """Of Oracle alone they come to Oracle's own 165.1 to 166.8 %."""
    review = Review("2022Q1", companies=["oracle"])
    told = render(review, "Capex: {{ together.yoy }} on the year.", "together.md")
    assert told.replace("\u202f", " ") == "Capex: about +166 % on the year."
    records = [r for s in review.statements.values() for r in s.records()]
    assert [str(fault) for fault in prove(records, readers=readers())] == []


def test_it_tells_of_those_who_reported_and_names_the_others():
    """By 24 July 2026 Oracle and Alphabet: 10-Q 0001652044-26-000086, capex of the quarter 44.9 billion dollars."""
    told = held("2026Q2", "2026-07-24", "en")
    assert "Alphabet paid $44.9bn in cash, more than in any quarter before; +100 % on the year." in told
    assert told.endswith("Without Microsoft, Amazon and Meta, of whom nothing was out yet.")
    assert "Together" not in told


class TestCommand:
    def test_a_file_is_written_that_a_page_prints_as_a_draft(self, home, capsys):
        assert main(["commentary", "new", "2025Q1", "--as-of", "2025-04-30", "-l", "en"]) == 0
        assert "data/commentary/2025Q1.en.md: 3 paragraphs, 21 references" in capsys.readouterr().out
        printed = commentary(Review("2025Q1", as_of="2025-04-30"))
        assert printed.heading == "Commentary (draft)"
        assert printed.byline == "A draft that nobody has finished, on what was known by 30 April 2025"
        assert "Without Amazon and Meta" in printed.markdown
        path = home / "2025Q1.en.md"
        path.write_text(path.read_text().replace("draft: yes\n", ""))
        assert commentary(Review("2025Q1", as_of="2025-04-30")).heading == "Commentary"

    def test_what_is_there_stays_and_nothing_is_written_beside_it(self, home, capsys):
        before = {path.name: path.read_bytes() for path in home.iterdir()}
        (home / "2026Q2.zh-Hant.md").rename(home.parent / "away.md")
        assert main(["commentary", "new", "2026Q2", "-l", "zh-Hant,en"]) == 2
        assert "2026Q2.en.md: there is a commentary already; nothing was written" in capsys.readouterr().err
        after = {path.name: path.read_bytes() for path in home.iterdir()}
        assert after == {name: text for name, text in before.items() if name != "2026Q2.zh-Hant.md"}

    @pytest.mark.parametrize(
        ("quarter", "said"),
        [
            ("2026", "'2026' is not a quarter; valid: a year and a quarter such as 2026Q2"),
            ("2031Q1", "2031Q1 was not over on 2026-10-09; valid: a day after 2031-03-31"),
            ("2015Q1", "2015Q1 is outside the data; valid: from 2019Q1"),
        ],
    )
    def test_another_quarter_is_refused_in_one_line(self, capsys, quarter, said):
        assert main(["commentary", "new", quarter]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line


def test_a_draft_is_yes_or_no(tmp_path):
    path = tmp_path / "2023Q4.en.md"
    path.write_text("---\nauthor: x\ndate: 2024-02-15\nas_of: 2024-02-15\ndraft: nearly\n---\n")
    with pytest.raises(CommentaryError, match="draft is 'nearly'; valid: yes or no"):
        _read(path)
