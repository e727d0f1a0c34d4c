"""The manifest: digests of what went in and came out, and what counts as the same edition."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import asdict, replace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudcapex import media
from cloudcapex.publish import manifest
from cloudcapex.publish.datafiles import zipped
from cloudcapex.publish.edition import Edition

REVIEW = Edition("review", "2023Q4", "en", "2026-11-05")
INPUTS = manifest.Inputs("n", "p", "d", "l", "v", "x")
FILING = {"id": "0001018724-24-000006", "title": "Amazon 8-K", "url": "https://www.sec.gov/x"}
RELEASE = {"id": "a-release", "title": "A release", "url": ""}
EXHIBITS = [
    {
        "number": 0, "kind": "table", "title": "Scorecard", "subtitle": "USD", "alt": "a", "notes": ["n"],
        "csv": "a,b\n1,2\n", "sources": [FILING],
    },
    {
        "number": 3, "kind": "chart", "title": "AWS, “grew”", "subtitle": "USD", "alt": "a", "notes": [],
        "csv": "quarter,value\n2023Q4,24204000000\n", "sources": [RELEASE, FILING],
    },
]  # fmt: skip


@pytest.fixture
def edition(tmp_path):
    (tmp_path / "report.html").write_text("<p>Übersicht</p>")
    (tmp_path / "data.zip").write_bytes(b"zip")
    manifest.write(
        tmp_path, edition=REVIEW, title="Review", values={"window": 8}, inputs=INPUTS, exhibits=EXHIBITS
    )
    return tmp_path


def test_every_file_is_told_by_digest_and_size(edition):
    content = json.loads((edition / "manifest.json").read_text())
    page = "<p>Übersicht</p>".encode()
    assert content["files"]["report.html"] == {"sha256": hashlib.sha256(page).hexdigest(), "bytes": len(page)}
    assert list(content["files"]) == ["data.zip", "report.html"]
    assert content["edition"] == {
        "report": "review",
        "quarter": "2023Q4",
        "language": "en",
        "as_of": "2026-11-05",
    }
    assert content["inputs"] == asdict(INPUTS)
    assert content["versions"]["pandas"].startswith("3.")


def test_documents_stand_once_in_order_and_by_id_alone(edition):
    content = manifest.read(edition)
    assert content["sources"] == ["0001018724-24-000006", "a-release"]
    assert [exhibit["sources"] for exhibit in content["exhibits"]] == [1, 2]


def test_warnings_are_kept_with_the_edition(edition, tmp_path):
    assert manifest.warnings(edition) == []
    manifest.write(
        edition, edition=REVIEW, title="R", values={}, inputs=INPUTS, exhibits=[], warnings=["cell 3 wrote"]
    )
    assert manifest.warnings(edition) == ["cell 3 wrote"]
    assert manifest.warnings(tmp_path / "none") == []


@pytest.mark.parametrize("other", [{}, {"paper": "us-letter"}, {"paper": "a4", "show_code": True}])
def test_what_the_pages_depend_on_is_an_input(tmp_path, other):
    def inputs(options):
        return manifest.inputs_of(b"nb", {"window": 8}, data=tmp_path, lock=tmp_path / "x", options=options)

    assert inputs({"paper": "a4"}) == inputs({"paper": "a4"})
    assert inputs({"paper": "a4"}) != inputs(other)


def test_an_edition_is_current_while_inputs_and_files_stay(edition):
    assert manifest.is_current(edition, INPUTS, ["report.html"])
    assert not manifest.is_current(edition, INPUTS, ["report.html", "report.pdf"])
    for name in asdict(INPUTS):
        assert not manifest.is_current(edition, replace(INPUTS, **{name: "other"}), ["report.html"]), name


def test_a_changed_or_missing_file_is_not_current(edition):
    (edition / "report.html").write_text("by hand")
    assert not manifest.is_current(edition, INPUTS, ["report.html"])
    (edition / "report.html").unlink()
    assert not manifest.is_current(edition, INPUTS, ["report.html"])


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": {}}'])
def test_a_broken_manifest_is_as_none(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    assert manifest.read(tmp_path) is None
    assert not manifest.is_current(tmp_path, INPUTS, [])
    assert manifest.differences(tmp_path, tmp_path) == ["manifest.json"]


def test_a_tree_is_told_apart_by_names_and_contents(tmp_path):
    def digest(**files: str) -> str:
        manifest.digest_tree.cache_clear()
        folder = tmp_path / hashlib.sha256(repr(files).encode()).hexdigest()
        (folder / "__pycache__").mkdir(parents=True, exist_ok=True)
        (folder / "__pycache__" / "x.pyc").write_bytes(repr(files).encode())
        for name, text in files.items():
            (folder / name).write_text(text)
        return manifest.digest_tree(folder)

    assert digest(a="1", b="2") == digest(b="2", a="1")
    assert len({digest(a="1"), digest(a="2"), digest(b="1"), digest(a="1", b=""), digest()}) == 5


def test_exhibits_are_found_in_rows_too():
    outputs = [
        nbformat.v4.new_output("display_data", data={media.EXHIBIT: EXHIBITS[0]}),
        nbformat.v4.new_output("display_data", data={"text/plain": "x"}),
        nbformat.v4.new_output("execute_result", data={media.EXHIBIT: [EXHIBITS[1], EXHIBITS[0]]}),
    ]
    cells = [nbformat.v4.new_markdown_cell("x"), nbformat.v4.new_code_cell("x", outputs=outputs)]
    found = manifest.exhibits_in(nbformat.v4.new_notebook(cells=cells))
    assert [e["number"] for e in found] == [0, 3, 0]


class TestData:
    def test_each_exhibit_has_its_file_and_the_index_names_it(self):
        with zipfile.ZipFile(io.BytesIO(zipped(EXHIBITS))) as archive:
            assert archive.namelist() == ["index.csv", "sources.csv", "table_00.csv", "exhibit_03.csv"]
            assert archive.read("exhibit_03.csv").decode() == "quarter,value\n2023Q4,24204000000\n"
            index = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))
            sources = list(csv.DictReader(io.StringIO(archive.read("sources.csv").decode())))
        assert index[1]["file"] == "exhibit_03.csv"
        assert index[1]["title"] == "AWS, “grew”"
        assert index[1]["sources"] == "0001018724-24-000006;a-release"
        assert [s["source_id"] for s in sources] == ["0001018724-24-000006", "a-release"]

    def test_the_zip_carries_no_clock(self):
        with zipfile.ZipFile(io.BytesIO(zipped(EXHIBITS))) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert zipped(EXHIBITS) == zipped(json.loads(json.dumps(EXHIBITS)))

    @given(st.lists(st.integers(0, 40), max_size=8))
    def test_no_two_exhibits_share_a_file(self, numbers):
        exhibits = [{"number": n, "csv": "", "sources": []} for n in dict.fromkeys(numbers)]
        with zipfile.ZipFile(io.BytesIO(zipped(exhibits))) as archive:
            assert len(set(archive.namelist())) == len(exhibits) + 2
