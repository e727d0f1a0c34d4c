"""Failed checks: nothing is published, drafts say so on page one, and a reason to publish despite them is printed."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace

import pytest
from pypdf import PdfReader

from cloudcapex import cli, notice
from cloudcapex.cli import asked
from cloudcapex.errors import BuildError, UsageError
from cloudcapex.notice import Notice, reason_of
from cloudcapex.publish.build import build
from cloudcapex.publish.plan import Options, Plan, plan
from cloudcapex.reports import back_matter
from cloudcapex.reports.review import Review
from publishing import KNOWN, content, small_checkout

FAILED = (("Shares are between 0 and 1", "2 of 40 shares: facts/labs.csv:17 7.5"),)
HEADING = {
    "en": ("Draft: not for publication", "Published although checks of the data failed"),
    "zh-Hans": ("草稿：不得发布", "数据检查未通过，仍予发布"),
    "zh-Hant": ("草稿：不得發布", "資料檢查未通過，仍予發布"),
}
# Words for a page, a Typst source, a template and a notebook, none of them to be obeyed by any.
REASON = 'late <script>alert(1)</script> & #eval("1") $x$ {{ 1/0 }} [a](javascript:b) {reason} *bold*'


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = small_checkout(tmp_path / "checkout", "shows_exhibit")
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(folder))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(asked, "vocabulary", lambda: KNOWN)
    monkeypatch.setattr(cli.build, "failed_checks", lambda: FAILED)
    return folder


def planned(*, to: tuple[str, ...] = (), language: str = "en", **options: object) -> Plan:
    known = replace(KNOWN, languages=tuple(HEADING))
    return plan("shows_exhibit", {"language": language}, known, Options(formats=to, **options))


def paper(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


class TestCommand:
    def test_nothing_is_built_or_placed_and_the_rows_are_named(self, home, capsys):
        before = content(home)
        assert cli.main(["build", "shows_exhibit", "--publish"]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "Shares are between 0 and 1: 2 of 40 shares: facts/labs.csv:17 7.5" in said.err
        assert "nothing was built: 1 check failed; mend the rows, or say --despite-checks REASON" in said.err
        assert content(home) == before

    @pytest.mark.parametrize("reason", ["", "  \n", "…!", "a\x1bb", "a\ud800b", "a\u202eb", "x" * 501])
    def test_a_reason_that_says_nothing_or_cannot_be_printed_is_refused(self, home, capsys, reason):
        assert cli.main(["build", "shows_exhibit", "--publish", "--despite-checks", reason]) == 2
        assert "--despite-checks" in capsys.readouterr().err
        assert not (home / "build").exists()

    def test_a_reason_without_publishing_is_refused(self, home, capsys):
        assert cli.main(["build", "shows_exhibit", "--despite-checks", "because"]) == 2
        assert "say --publish, too" in capsys.readouterr().err

    def test_a_reason_publishes_and_stands_in_the_manifest_once(self, home, capsys):
        arguments = ["build", "shows_exhibit", "--to", "html", "--publish", "--despite-checks", "it  is late"]
        assert cli.main(arguments) == 0
        folder = home / "reports/shows_exhibit/2026Q2/en"
        told = json.loads((folder / "manifest.json").read_text())["checks"]
        assert told == {"failed": [{"check": FAILED[0][0], "found": FAILED[0][1]}], "despite": "it is late"}
        assert "Reason given: it is late" in (folder / "report.html").read_text()

    def test_a_mended_row_makes_a_clean_edition_of_a_draft(self, home, monkeypatch):
        monkeypatch.setattr(cli.build, "failed_checks", lambda: FAILED)
        assert cli.main(["build", "shows_exhibit", "--to", "html"]) == 0
        draft = home / "build/shows_exhibit/2026Q2/en"
        assert HEADING["en"][0] in (draft / "report.html").read_text()
        monkeypatch.setattr(cli.build, "failed_checks", tuple)
        assert cli.main(["build", "shows_exhibit", "--to", "html", "--publish"]) == 0
        published = home / "reports/shows_exhibit/2026Q2/en"
        assert HEADING["en"][0] not in (published / "report.html").read_text()
        assert "checks" not in json.loads((published / "manifest.json").read_text())


class TestPages:
    @pytest.mark.parametrize("language", HEADING)
    def test_page_one_of_web_and_paper_says_which_checks_failed(self, home, language):
        draft = planned(to=("html", "pdf"), notice=Notice(FAILED), language=language)
        build(draft)
        page, printed = (
            (draft.folder / "report.html").read_text(),
            paper((draft.folder / "report.pdf").read_bytes()),
        )
        assert page.index(HEADING[language][0]) < page.index("<h1")
        assert "Shares are between 0 and 1</li>" in page
        assert HEADING[language][0] in printed
        assert "Shares are between 0 and 1" in printed

    @pytest.mark.parametrize("language", HEADING)
    def test_a_reason_is_text_on_the_pages_whatever_it_holds(self, home, language):
        told = planned(to=("html", "pdf"), notice=Notice(FAILED, reason_of(REASON)), language=language)
        build(told)
        page, printed = (
            (told.folder / "report.html").read_text(),
            paper((told.folder / "report.pdf").read_bytes()),
        )
        assert HEADING[language][1] in page
        assert "late &lt;script&gt;alert(1)&lt;/script&gt; &amp; #eval(&#34;1&#34;) $x$ {{ 1/0 }}" in page
        assert "<script>alert" not in page
        assert HEADING[language][1] in printed
        assert "".join(REASON.split()) in "".join(printed.split())

    def test_the_method_page_gives_the_reason(self, monkeypatch):
        monkeypatch.setattr(back_matter.checks, "checked", lambda: ())
        review = Review("2026Q2")
        assert "Reason given" not in back_matter.data_checks(review)._repr_mimebundle_()["text/html"]
        with notice.running(Notice(FAILED, "a <b> reason")):
            shown = back_matter.data_checks(review)._repr_mimebundle_()
        assert "Reason given: a &lt;b&gt; reason" in shown["text/html"]
        assert notice.of_the_run() == Notice()

    def test_a_notebook_of_others_cannot_break_out_of_the_notice(self, home):
        edition = planned(to=("html", "pdf"), notice=Notice((('"])#panic()</li><script>', ""),)))
        build(edition)
        assert "<script>" not in (edition.folder / "report.html").read_text()


class TestPublishing:
    def test_a_draft_is_not_published_by_whatever_way(self, home):
        with pytest.raises(
            BuildError, match="not published: checks of its data failed: Shares are between 0 and 1"
        ):
            build(planned(notice=Notice(FAILED), publish=True))
        assert not (home / "reports").exists()

    def test_reasons_are_read_as_one_line(self):
        assert reason_of(" late,\n\t but right ") == "late, but right"
        with pytest.raises(UsageError, match="names no reason"):
            reason_of("\n")


def test_a_fault_in_the_shipped_data_stops_publishing(tmp_path, monkeypatch, checkout, capsys):
    """Meta's capex of a quarter a thousand times too big, as when millions are taken for thousands."""
    home = tmp_path / "checkout"
    shutil.copytree(checkout / "data", home / "data")
    shutil.copytree(checkout / "notebooks", home / "notebooks")
    file = home / "data/facts/disclosures.csv"
    stated = "meta,capex_cash,as_filed,2026-01-01,2026-03-31,18997000000,"
    assert stated in file.read_text()
    file.write_text(file.read_text().replace(stated, stated.replace("18997", "18997000")))
    monkeypatch.setenv("CLOUDCAPEX_HOME", str(home))
    monkeypatch.chdir(home)
    assert cli.main(["build", "quarterly_review", "--publish"]) == 1
    said = capsys.readouterr().err
    assert "nothing was built" in said
    assert "meta" in said
    assert not (home / "build").exists()
    assert not (home / "reports").exists()
