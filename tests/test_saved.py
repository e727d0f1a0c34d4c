"""An exhibit saved as a picture: whole, with its words, or one clear error and nothing on the disk."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pandas as pd
import pytest

from cloudcapex.cli import main
from cloudcapex.errors import BuildError, UsageError
from cloudcapex.exhibits import Exhibit, Source
from cloudcapex.exhibits.charts.lines import Line, line_chart
from cloudcapex.exhibits.charts.scale import Scale
from cloudcapex.exhibits.saved import save_picture
from cloudcapex.exhibits.sources import PLACE, SourceLine
from cloudcapex.exhibits.tables.table import Cell, Column, Table, words
from cloudcapex.language import Language
from cloudcapex.periods import quarters_between
from cloudcapex.reports import opened
from cloudcapex.statements import Statement

HALF, WIDE, MARGIN = 240.94, 498.9, 16.0  # points


def a_chart():
    lines = [Line("Meta", "#54269a", (1.0, 2.0, 3.0, 5.0))]
    return line_chart(
        quarters_between("2025Q3", "2026Q2"),
        lines,
        write=lambda v: f"{v:.0f}",
        scale=Scale.number(Language()),
    )


def a_table(rows: int) -> Table:
    return Table((Column("Company", "left"), Column("Capex")), ((words("Meta"), Cell("1.0")),) * rows)


def an_exhibit(**changes: object) -> Exhibit:
    given: dict[str, object] = {
        "number": 4,
        "label": "Exhibit 4",
        "title": Statement("Capex rose"),
        "subtitle": "US$ bn",
        "body": a_chart(),
        "sources": (Source("0001", "10-K"),),
        "alt": "A chart.",
        "data": pd.DataFrame({"value": [1.0]}),
        "source_line": SourceLine("Source: 10-K."),
        "wide": False,
    }
    return Exhibit(**{**given, **changes})  # type: ignore[arg-type]


def dots(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, as its head says."""
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", head[16:24])


def points(path: Path) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', path.read_text(encoding="utf-8"))
    assert found
    return float(found[1]), float(found[2])


@pytest.mark.parametrize(("wide", "measure"), [(False, HALF), (True, WIDE)])
def test_a_picture_is_as_wide_as_the_exhibit_on_its_page(tmp_path, wide, measure):
    exhibit = an_exhibit(wide=wide)
    assert points(exhibit.save(tmp_path / "x.svg"))[0] == pytest.approx(measure + MARGIN, abs=0.1)
    across, _ = dots(exhibit.save(tmp_path / "x.png"))
    assert across == pytest.approx((measure + MARGIN) / 72 * 220, abs=1)


@pytest.mark.parametrize("body", [a_chart(), a_table(5)], ids=["chart", "table"])
def test_a_slide_has_the_shape_of_a_slide(tmp_path, body):
    exhibit = an_exhibit(body=body)
    assert dots(exhibit.save(str(tmp_path / "x.PNG"), size="slide")) == (1920, 1080)
    assert points(exhibit.save(tmp_path / "x.svg", size="slide")) == (960, 540)


def test_a_picture_carries_its_letters_as_shapes_and_asks_for_no_font(tmp_path):
    svg = an_exhibit().save(tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "font-family" not in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_title_subtitle_notes_and_source_are_in_the_picture(tmp_path):
    def high(**changes: object) -> float:
        return points(an_exhibit(**changes).save(tmp_path / "x.svg"))[1]

    whole = high(notes=("A note.",))
    assert whole > high() > high(source_line=SourceLine())
    assert high(title=Statement("Capex rose " * 12)) > high() + 20


def test_the_source_line_of_a_picture_names_its_documents(tmp_path, monkeypatch):
    documents = (
        Source("0001", "10-K", "https://x.test/a", name="10-K of 2026"),
        Source("0002", "10-Q", name="10-Q of July 2026"),
    )
    line = SourceLine("Source: filings.", f"Source: {PLACE}.", f"Source: {PLACE} and others.", documents)
    told = []

    def watched(exhibit: str, path: Path, **asked: object) -> Path:
        told.append(exhibit)
        return save_picture(exhibit, path, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr("cloudcapex.exhibits.exhibit.save_picture", watched)
    assert an_exhibit(source_line=line).save(tmp_path / "x.svg").is_file()
    assert 'bare: "Source: 10-K of 2026, 10-Q of July 2026."' in told[0]
    assert "documents: ()" in told[0]


def test_an_exhibit_in_chinese_is_set_in_the_faces_of_its_readers(tmp_path):
    made = {}
    for language in ("zh-Hans", "zh-Hant"):
        exhibit = an_exhibit(title=Statement("骨直角"), body=a_table(1), language=language)
        made[language] = exhibit.save(tmp_path / "x.svg").read_bytes()
    # The same characters, drawn as either script writes them.
    assert made["zh-Hans"] != made["zh-Hant"]


def test_the_same_exhibit_is_the_same_file(tmp_path):
    one, two = (an_exhibit().save(tmp_path / name).read_bytes() for name in ("a.png", "b.png"))
    assert one == two


def test_hostile_words_do_nothing(tmp_path):
    hostile = Statement('"); #panic("no") // $x$ \\ #read("/etc/passwd")')
    assert an_exhibit(title=hostile, source_line=SourceLine(str(hostile))).save(tmp_path / "x.svg").is_file()


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("x.pdf", "page", "a picture does not end in '.pdf'; valid: .png, .svg"),
        ("x", "page", "the name of a picture needs an ending; valid: .png, .svg"),
        ("x.csv", "page", "valid: .png, .svg; csv() returns the figures"),
        ("none/x.png", "page", "none: there is no such folder; make it"),
        ("x.png", "slides", "unknown size 'slides'; valid: page, slide; did you mean slide?"),
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_written(tmp_path, name, size, told):
    with pytest.raises(UsageError) as raised:
        an_exhibit().save(tmp_path / name, size=size)
    assert told in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_long_for_a_slide_is_told_and_nothing_is_written(tmp_path):
    with pytest.raises(UsageError, match=r"too high for a slide.*csv\(\)"):
        an_exhibit(body=a_table(60)).save(tmp_path / "x.png", size="slide")
    assert list(tmp_path.iterdir()) == []
    assert dots(an_exhibit(body=a_table(60)).save(tmp_path / "x.png"))[1] > 1500


def test_what_is_looked_up_has_no_picture(tmp_path):
    with pytest.raises(UsageError, match=r"Exhibit 4 is looked up rather than read.*csv\(\)"):
        an_exhibit(on_paper=False).save(tmp_path / "x.png")


def test_a_disk_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    target = tmp_path / "x.png"
    target.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BuildError, match="No space left on device"):
        an_exhibit().save(target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_the_command_line_saves_an_exhibit_by_number_or_key(tmp_path, capsys):
    target = tmp_path / "x.svg"
    assert main(["picture", "claims_audit", "1", str(target), "-q", "2026Q2", "-l", "zh-Hans"]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    by_number = target.read_bytes()
    key = opened("claims_audit", {"quarter": "2026Q2"}).order[0]
    assert main(["picture", "claims_audit", key, str(target), "-q", "2026Q2", "-l", "zh-Hans"]) == 0
    assert target.read_bytes() == by_number


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["claims_audit", "by_articel", "x.png"], "unknown exhibit 'by_articel'"),
        (["claim_audit", "1", "x.png"], "unknown report 'claim_audit'"),
        (["claims_audit", "1", "x.gif"], "a picture does not end in '.gif'"),
        (["claims_audit", "1", "x.png", "-q", "2026Q1,2026Q2"], "2 editions asked for"),
    ],
)
def test_a_wrong_command_is_told_in_a_line_and_writes_nothing(tmp_path, monkeypatch, capsys, asked, told):
    monkeypatch.chdir(tmp_path)
    assert main(["picture", *asked]) == 2
    shown = capsys.readouterr().err
    assert told in shown
    assert len(shown.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
