"""What the reader of Markdown leaves open, set for the web: formulas, numbered notes, coloured code."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from ..markup.markdown import FORMULA_TAG, NOTE_TAG, NOTES_TAG, REFERENCE_TAG

_LANGUAGE = re.compile(r"language-([\w+#-]+)")


def set_formulas(soup: BeautifulSoup) -> None:
    """Put MathML in the place of every formula element; only elements are replaced, never text or attributes."""
    found = soup.find_all(FORMULA_TAG)
    if not found:
        return
    # Few pages hold a formula; the others need not load the PDF side.
    from ..typeset.mathml import mathml

    displayed = [tag.has_attr("display") for tag in found]
    for tag, html, display in zip(
        found,
        mathml([(tag.get_text(), display) for tag, display in zip(found, displayed, strict=True)]),
        displayed,
        strict=True,
    ):
        _place(tag, display).replace_with(BeautifulSoup(html, "html.parser"))


def _place(tag: Tag, display: bool) -> Tag:
    """Where a formula goes: one that is displayed and alone in a paragraph takes the paragraph's place."""
    around = tag.parent
    alone = (
        around is not None
        and around.name == "p"
        and not around.get_text().replace(tag.get_text(), "", 1).strip()
    )
    return around if around is not None and display and alone and len(around.find_all(True)) == 1 else tag


def set_notes(soup: BeautifulSoup, before: int) -> int:
    """Number the footnotes of a piece and link them both ways.

    Parameters
    ----------
    soup : BeautifulSoup
        The piece; it is changed.
    before : int
        How many notes the page has before it.

    Returns
    -------
    int
        How many it has after it.
    """
    referred: set[int] = set()
    notes = soup.find_all(NOTE_TAG)
    there = {tag["n"] for tag in notes}
    for tag in soup.find_all(REFERENCE_TAG):
        if tag["n"] not in there:
            tag.decompose()
            continue
        number = before + int(str(tag["n"]))
        link = soup.new_tag("a", attrs={"href": f"#cc-note-{number}", "role": "doc-noteref"})
        link.string = str(number)
        tag.name, tag.attrs = "sup", {"class": "cc-note"}
        tag.append(link)
        if number not in referred:
            referred.add(number)
            link["id"] = f"cc-note-{number}-from"
    for tag in notes:
        number = before + int(str(tag["n"]))
        back = soup.new_tag("a", attrs={"href": f"#cc-note-{number}-from", "role": "doc-backlink"})
        back.string = "↑"
        tag.name, tag.attrs = "li", {"id": f"cc-note-{number}"}
        last = tag.find_all("p", recursive=False)[-1:]
        (last[0] if last else tag).extend([" ", back])
    for tag in soup.find_all(NOTES_TAG):
        tag.name, tag.attrs = "ol", {"class": "cc-notes", "role": "doc-endnotes", "start": str(before + 1)}
    return before + len(notes)


def colour_code(soup: BeautifulSoup) -> None:
    """Colour the code blocks that name a language Pygments knows."""
    for code in soup.select("pre > code[class]"):
        language = _LANGUAGE.fullmatch(" ".join(code.get_attribute_list("class")))
        if language is None or code.parent is None:
            continue
        try:
            lexer = get_lexer_by_name(language[1])
        except ClassNotFound:
            continue
        coloured = highlight(code.get_text(), lexer, HtmlFormatter())
        code.parent.replace_with(BeautifulSoup(coloured.strip(), "html.parser"))
