"""An ordinary notebook to PDF: nothing lost, nothing run, tagged, linked, the same bytes twice."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import nbformat.v4 as nbf
import pypdf
import pytest
from nbconvert.exporters import get_exporter

from cloudcapex.errors import BuildError
from cloudcapex.typeset import TypstExporter, TypstPDFExporter
from typst_child import child

ORDINARY = Path(__file__).parent / "notebooks" / "ordinary.ipynb"
_PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()


def pdf_of(*cells, metadata=None, resources=None, **traits):
    """Export cells; give the reader of the PDF and the warnings."""
    nb = nbf.new_notebook(cells=list(cells), metadata=metadata or {})
    pdf, warnings = child().call("export", nb, resources, **traits)
    return pypdf.PdfReader(io.BytesIO(pdf)), warnings


def text_of(reader):
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "")


def shown(*outputs, source="x"):
    """A code cell with outputs."""
    return nbf.new_code_cell(source, execution_count=1, outputs=list(outputs))


def display(**data):
    return nbf.new_output(
        "display_data", data={k.replace("__", "/").replace("_x_", "+"): v for k, v in data.items()}
    )


@cache
def ordinary():
    """Export the ordinary notebook once."""
    nb = nbformat.read(ORDINARY, as_version=4)
    pdf, warnings = child().call(
        "export", nb, {"metadata": {"name": "ordinary", "path": str(ORDINARY.parent)}}
    )
    return pdf, warnings


@pytest.fixture(scope="module")
def reader():
    return pypdf.PdfReader(io.BytesIO(ordinary()[0]))


# ---- the ordinary notebook


def test_both_exporters_are_registered():
    assert get_exporter("typst") is TypstExporter
    assert get_exporter("typstpdf") is TypstPDFExporter


def test_an_ordinary_notebook_needs_no_fallback():
    assert ordinary()[1] == []


def test_every_kind_of_content_is_on_the_page(reader):
    text = text_of(reader)
    for words in [
        '# * _ $ ` < > @ \\ ~ = - + // /* */ "quotes" it\'s -- ... [x] {y}',
        "$24bn, up from $12bn",
        "中文也要能显示",
        "A footnote with strong words in it.",
        "a task that is done",
        "Its second paragraph.",
        "growth only",
        "\\frobnicate{x}",
        "bold green",
        "a warning to stderr",
        "with finance leases",
        "row 69 of a table longer than a page",
        "vector graphics",
        '"b": null',
        "IntSlider(value=7)",
        "application/vnd.jupyter.widget-view+json cannot be printed",
        "no printable form: application/x-unknown",
        "ZeroDivisionError: division by zero",
        "Picture not included: nothing (missing.png)",
        "Hidden until opened, printed all the same.",
        "A raw cell, as it stands: *not* Markdown.",
        "page 1 of 5",
    ]:
        assert words in text, words


def test_the_pdf_says_what_it_is(reader):
    assert reader.metadata is not None
    assert reader.metadata.title == "An ordinary notebook"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_headings_are_bookmarks_in_their_order(reader):
    titles = []

    def walk(items):
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                titles.append(item.title)

    walk(reader.outline)
    assert titles == [
        "An ordinary notebook",
        "Lists and quotations",
        "A table in Markdown",
        "Maths",
        "Attachments",
    ]


def test_links_lead_out_and_within(reader):
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots") or []]
    out = {link["/A"]["/URI"] for link in links if "/URI" in (link.get("/A") or {})}
    assert {"https://www.sec.gov/", "https://www.sec.gov/edgar"} <= out
    assert any("/Dest" in link or "/D" in (link.get("/A") or {}) for link in links)


def test_pictures_have_words_for_those_who_do_not_see_them(reader):
    words = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            if "/Alt" in node:
                words.append(str(node["/Alt"]))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                if not isinstance(kid, int):
                    walk(kid)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert {"Figure made by cell 12", "a colour wedge", "e^{i\\pi} + 1 = 0"} <= set(words)


def test_the_same_notebook_gives_the_same_bytes():
    nb = nbformat.read(ORDINARY, as_version=4)
    again, _ = child().call("export", nb, {"metadata": {"name": "ordinary", "path": str(ORDINARY.parent)}})
    assert again == ordinary()[0]


def test_the_command_line_writes_pdf_and_source(tmp_path):
    for to in ("typst", "typstpdf"):
        subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to", to, "--output-dir", str(tmp_path), str(ORDINARY)],
            check=True, capture_output=True, timeout=120, cwd=tmp_path,
        )  # fmt: skip
    assert (tmp_path / "ordinary.pdf").read_bytes().startswith(b"%PDF-")
    source = (tmp_path / "ordinary.typ").read_text("utf-8")
    named = list(tmp_path.rglob("picture_*"))
    assert len(named) == 4
    for picture in named:
        assert picture.relative_to(tmp_path).as_posix() in source


# ---- what nbconvert's options ask for


def test_input_and_prompts_are_left_out_where_asked():
    cell = shown(
        nbf.new_output("execute_result", data={"text/plain": "the result"}, execution_count=1),
        source="the_code",
    )
    full = text_of(pdf_of(cell)[0])
    assert "the_code" in full
    assert full.count("[1]") == 2
    bare = text_of(pdf_of(cell, exclude_input=True, exclude_output_prompt=True)[0])
    assert "the_code" not in bare
    assert "[1]" not in bare
    assert "the result" in bare
    assert "[1]" not in text_of(pdf_of(cell, exclude_input_prompt=True, exclude_output_prompt=True)[0])
    assert "the result" not in text_of(pdf_of(cell, exclude_output=True)[0])


def test_cells_and_inputs_are_removed_by_tag():
    from traitlets.config import Config

    config = Config()
    config.TagRemovePreprocessor.remove_cell_tags = ("away",)
    config.TagRemovePreprocessor.remove_input_tags = ("quiet",)
    gone, quiet = shown(source="gone_code"), shown(display(text__plain="kept output"), source="quiet_code")
    gone.metadata["tags"], quiet.metadata["tags"] = ["away"], ["quiet"]
    text = text_of(pdf_of(nbf.new_markdown_cell("# t"), gone, quiet, config=config)[0])
    assert "gone_code" not in text
    assert "quiet_code" not in text
    assert "kept output" in text


def test_markdown_and_raw_cells_are_left_out_where_asked():
    cells = [nbf.new_markdown_cell("some words"), nbf.new_raw_cell("raw words")]
    text = text_of(pdf_of(*cells, exclude_markdown=True, exclude_raw=True)[0])
    assert "words" not in text


# ---- nothing is hidden


def test_html_that_only_a_browser_can_draw_gives_way_and_says_so():
    html = "<div id='p'></div><script>draw()</script>"
    text = text_of(pdf_of(shown(display(text__html=html, text__plain="Chart(…)")))[0])
    assert "Chart(…)" in text
    assert "text/html cannot be printed" in text
    text = text_of(pdf_of(shown(display(text__html=html)))[0])
    assert "no printable form: text/html" in text


def test_an_image_beats_html_and_damage_is_told():
    cell = shown(
        display(image__png=_PNG, text__html="<b>live</b>"), display(image__png="AAAA", text__plain="<Figure>")
    )
    reader, warnings = pdf_of(cell)
    text = text_of(reader)
    assert "live" not in text
    assert "Picture not included: Figure made by cell 1 (image/png, damaged or of an unknown kind)" in text
    assert warnings == []
    assert len(reader.pages[0].images) == 1


def test_a_raw_cell_for_another_format_leaves_a_note():
    text = text_of(pdf_of(nbf.new_raw_cell("\\LaTeX", metadata={"raw_mimetype": "text/latex"}))[0])
    assert "raw cell of the format text/latex is not printed" in text


def test_characters_no_font_has_are_printed_by_name_and_the_pdf_stays_accessible():
    reader, warnings = pdf_of(nbf.new_markdown_cell("go \N{ROCKET} now"), shown(source="print('\N{ROCKET}')"))
    assert text_of(reader).count("<rocket>") == 2
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert len(warnings) == 1
    assert "<rocket>" in warnings[0]


def test_the_last_state_of_a_progress_bar_is_what_is_seen():
    bar = "  0%|   |\r 50%|#  |\r100%|###|\nab\bc\n"
    text = text_of(pdf_of(shown(nbf.new_output("stream", name="stdout", text=bar)))[0])
    assert "100%|###|" in text
    assert "50%" not in text
    assert "ac" in text


def test_long_output_is_whole():
    lines = "\n".join(f"line {i} of many" for i in range(450))
    text = text_of(pdf_of(shown(nbf.new_output("stream", name="stdout", text=lines)))[0])
    assert [i for i in range(450) if f"line {i} of many" not in text] == []


@pytest.mark.parametrize(
    "markdown",
    [
        "- x\n" + "".join("  " * i + "- x\n" for i in range(60)),
        ">" * 200 + " x",
        "<div>" * 400 + "x",
        "*a **b " * 80,
        "<table><tr><td>" * 40 + "x",
    ],
)
def test_nesting_without_end_is_still_typeset(markdown):
    reader, warnings = pdf_of(nbf.new_markdown_cell(markdown))
    assert warnings == []
    assert text_of(reader).strip()


def test_a_formula_wider_than_the_page_is_made_smaller_or_broken_and_stays_on_it():
    for terms in (45, 200):
        latex = " + ".join(f"x_{{{i}}}" for i in range(terms))
        reader, warnings = pdf_of(nbf.new_markdown_cell(f"$${latex}$$"))
        assert warnings == []
        ends = []
        reader.pages[0].extract_text(visitor_text=lambda t, cm, tm, f, s: ends.append(tm[4] * cm[0] + cm[4]))  # noqa: B023
        assert max(ends) < 595.28 - 48


# ---- headings


def test_levels_that_skip_are_mended_and_the_pdf_stays_accessible():
    reader, warnings = pdf_of(nbf.new_markdown_cell("### first\n\n##### second\n\n# third"))
    assert warnings == []
    assert [getattr(o, "title", o) for o in reader.outline if not isinstance(o, list)] == ["first", "third"]


def test_many_headings_bring_a_table_of_contents_after_the_title():
    cells = [nbf.new_markdown_cell("# The title")] + [
        nbf.new_markdown_cell(f"## Part {i}\n\nwords") for i in range(9)
    ]
    text = text_of(pdf_of(*cells)[0])
    assert text.index("The title") < text.index("Contents") < text.index("Part 0")
    assert text.count("Part 3") == 2
    assert "Contents" not in text_of(pdf_of(*cells, contents_from=50)[0])


# ---- files


def test_pictures_are_read_beside_the_notebook_and_nowhere_else(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "in.png").write_bytes(base64.b64decode(_PNG))
    (tmp_path / "out.png").write_bytes(base64.b64decode(_PNG))
    (home / "link.png").symlink_to(tmp_path / "out.png")
    markdown = (
        f"![a](in.png) ![b](../out.png) ![c]({tmp_path}/out.png) ![d](link.png) ![e](https://x.org/p.png)"
    )
    reader, warnings = pdf_of(
        nbf.new_markdown_cell(markdown), resources={"metadata": {"name": "n", "path": str(home)}}
    )
    assert warnings == []
    assert len(reader.pages[0].images) == 1
    text = text_of(reader)
    assert text.count("Picture not included") == 4
    assert "on the web at https://x.org/p.png" in text


def test_a_drawing_that_loads_files_is_shown_without_them():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="30">'
        '<image href="/etc/hostname" width="9" height="9"/><image xlink:href="../../x.png" width="9" height="9"/>'
        '<text x="1" y="20" font-size="9">still here</text></svg>'
    )
    reader, warnings = pdf_of(shown(nbf.new_output("display_data", data={"image/svg+xml": svg})))
    assert warnings == []
    assert "still here" in text_of(reader)


# ---- our own reports

OURS = {"cloudcapex": {"title": "A report", "as_of": "2026-10-09", "running_head": "cloudcapex · Review", "strict": True,
                       "disclosure": "Not advice.", "generated": "2026-10-09", "author": "cloudcapex", "show_code": False}}  # fmt: skip


def fragment(typst):
    return shown(
        nbf.new_output("display_data", data={"text/vnd.typst": typst, "text/plain": "plain form"}),
        source="the_code",
    )


def test_our_fragments_run_only_in_our_notebooks_and_only_when_trusted():
    cell = fragment("#strong[made by #(40 + 2)]")
    assert "made by 42" in text_of(pdf_of(cell, metadata=OURS, trust_fragments=True)[0])
    assert "plain form" in text_of(pdf_of(cell, metadata=OURS)[0])
    assert "plain form" in text_of(pdf_of(cell, trust_fragments=True)[0])


def test_head_foot_and_metadata_of_a_report():
    reader, _ = pdf_of(fragment("words"), metadata=OURS, trust_fragments=True)
    text = text_of(reader)
    for words in ("cloudcapex · Review", "data as of 9 October 2026", "Not advice.", "page 1 of 1"):
        assert words in text
    assert "the_code" not in text
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A report", "cloudcapex")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2026-10-09"


def test_the_title_of_a_report_names_its_quarter_once():
    for title, whole in (("A report", "A report · 2026Q2"), ("Review of 2026Q2", "Review of 2026Q2")):
        metadata = {"cloudcapex": OURS["cloudcapex"] | {"title": title, "quarter": "2026Q2"}}
        reader, _ = pdf_of(fragment("words"), metadata=metadata)
        assert reader.metadata is not None
        assert reader.metadata.title == whole


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [
        ("zh-Hans", "zh-CN", ["第 1 页，共 1 页", "数据截至 2026年10月9日"]),
        ("zh-Hant", "zh-TW", ["第 1 頁，共 1 頁", "資料截至 2026年10月9日"]),
    ],
)
def test_chinese_editions_speak_their_script(language, tag, words):
    metadata = {"cloudcapex": OURS["cloudcapex"] | {"language": language, "paper": "us-letter"}}
    reader, _ = pdf_of(nbf.new_markdown_cell("# 資本支出 资本支出"), metadata=metadata)
    assert reader.trailer["/Root"]["/Lang"] == tag
    # Typst sets a little space between Latin figures and Chinese; a reader's search does not see it.
    text = text_of(reader).replace(" ", "")
    assert [w for w in words if w.replace(" ", "") not in text] == []
    assert [float(v) for v in reader.pages[0].mediabox] == [0, 0, 612, 792]


def test_a_report_of_ours_that_breaks_the_standard_is_refused_with_its_cell():
    cells = [
        nbf.new_markdown_cell("# t"),
        fragment("#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg'/>\"))"),
    ]
    with pytest.raises(BuildError, match=r"cell 2: the PDF cannot be typeset: .*missing alt text"):
        pdf_of(*cells, metadata=OURS, trust_fragments=True)
    with pytest.raises(BuildError, match=r"cell 1: .*could not be displayed"):
        pdf_of(nbf.new_markdown_cell("a \N{ROCKET}"), metadata=OURS)


def test_a_report_without_strictness_loses_the_cell_and_never_the_pdf():
    loose = {"cloudcapex": OURS["cloudcapex"] | {"strict": False}}
    reader, warnings = pdf_of(
        nbf.new_markdown_cell("# t"),
        fragment("#nothing-of-this-name()"),
        metadata=loose,
        trust_fragments=True,
    )
    assert "plain form" in text_of(reader)
    assert "could not be typeset" in text_of(reader)
    assert "unknown variable" in warnings[0]


def test_contents_of_a_report_stand_after_its_front_page():
    metadata = {"cloudcapex": OURS["cloudcapex"] | {"contents": True}}
    cells = [fragment("FRONT"), nbf.new_markdown_cell("# One"), nbf.new_markdown_cell("# Two")]
    text = text_of(pdf_of(*cells, metadata=metadata, trust_fragments=True)[0])
    assert text.index("FRONT") < text.index("Contents") < text.index("One")


def test_the_day_comes_from_the_environment_where_the_notebook_states_none(monkeypatch):
    from cloudcapex.press import moment

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1791504000")
    assert moment(None) == 1791504000
    assert moment("2026-10-09") == 1791504000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert moment(None) is None
    assert moment("soon") is None


def test_the_source_exporter_does_not_compile_and_keeps_the_notebook_as_it_was():
    nb = nbformat.read(ORDINARY, as_version=4)
    before = json.dumps(nb)
    source, resources = TypstExporter().from_notebook_node(nb)
    assert json.dumps(nb) == before
    assert resources["output_extension"] == ".typ"
    assert sorted(name.rsplit(".")[-1] for name in resources["outputs"]) == ["jpg", "png", "png", "svg"]
    assert source.count("// cell ") >= len(nb.cells) - 1
