"""One notebook as pieces of a web page: cells become HTML, headings and exhibits a table of contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup
from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.highlight import Highlight2HTML

from .. import media
from ..markup.drawings import svg_data_url
from ..markup.formulas import whole_formula
from ..markup.markdown import read_formula, read_markdown
from ..markup.pictures import find_picture
from ..markup.sanitise import sanitise, shows_something
from ..media import Json
from .figures import ANCHOR, PageFigures
from .folds import fold
from .marked import mark
from .printed import PrintedPage
from .prose import colour_code, set_formulas, set_notes

_PICTURES = (media.PNG, media.JPEG, media.GIF, media.WEBP)
_FRONT = 'class="cc-front"'
_STYLE = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)
# Addresses the template itself uses.
_TAKEN = ("content", "contents", ANCHOR)


@dataclass(frozen=True)
class ContentsLine:
    """One line of the table of contents."""

    level: int
    text: str
    anchor: str
    number: str = ""


class Page:
    """Turn the cells of one notebook into HTML, in order, and note what they hold.

    Parameters
    ----------
    nb : NotebookNode
        An executed notebook.
    trusted : bool
        Outputs that carry a Typst fragment or an exhibit's record were made by our own exhibits and stand as
        they are. All other HTML, and all Markdown, is sanitised in any case.
    folder : str
        Where pictures that Markdown names are looked for.
    words : mapping, optional
        Of the folds, see `folds.fold`; without them nothing is folded.
    """

    def __init__(
        self, nb: Json, *, trusted: bool = False, folder: str = "", words: Mapping[str, str] | None = None
    ) -> None:
        self.trusted = trusted
        self.folder = folder
        self.words = words or {}
        self.figures = PageFigures()
        self.printed = PrintedPage(self._own(nb))
        self.entries: list[ContentsLine] = []
        self.first_heading = ""
        self._notes = 0
        self._used = set(_TAKEN)
        self._has_title = any(_FRONT in str(data.get(media.HTML)) for data in self._own(nb))
        for data in self._own(nb):
            self._used.update(re.findall(r'\sid="([^"]+)"', media.joined(data[media.HTML])))
        language = nb["metadata"].get("language_info", {})
        name = language.get("pygments_lexer") or language.get("name") or "ipython3"
        self._highlight = Highlight2HTML(pygments_lexer=name)

    def _own(self, nb: Json) -> Iterator[Json]:
        for cell in nb["cells"]:
            for output in cell.get("outputs", ()):
                if self._is_own(output.get("data", {})):
                    yield output["data"]

    def _is_own(self, data: Json) -> bool:
        return self.trusted and media.HTML in data and (media.EXHIBIT in data or media.TYPST in data)

    @property
    def archive(self) -> str:
        """The address that holds the figures of what was shown so far; empty where there are none."""
        packed = self.figures.archive()
        return media.data_url(media.ZIP, packed) if packed else ""

    def markdown(self, cell: Json) -> str:
        """Render a Markdown cell; its headings get addresses and enter the contents."""
        soup = self._read(read_markdown(media.joined(cell["source"])), cell.get("attachments", {}))
        self._address_headings(soup)
        return f'<div class="cc-prose">{self._set(soup)}</div>\n'

    def raw(self, cell: Json) -> str:
        """Show a raw cell: as HTML if it says it is HTML, as text if it says nothing, else not at all."""
        source = media.joined(cell["source"])
        form = cell["metadata"].get("raw_mimetype") or cell["metadata"].get("format") or ""
        if form == media.HTML:
            return f'<div class="cc-output">{sanitise(source)}</div>\n'
        return _plain(source, "raw") if not form and source.strip() else ""

    def code(self, cell: Json) -> str:
        """Show the source of a code cell, coloured."""
        source = media.joined(cell["source"])
        if not source.strip():
            return ""
        return f'<div class="cc-code">{self._highlight(source, metadata=cell["metadata"])}</div>\n'

    def output(self, output: Json) -> str:
        """Show one output in the best form this page can hold; none vanishes without a word."""
        kind = output["output_type"]
        if kind == "stream":
            return _plain(media.joined(output["text"]), "stderr" if output["name"] == "stderr" else "stdout")
        if kind == "error":
            lines = output.get("traceback") or [f"{output.get('ename')}: {output.get('evalue')}"]
            return _plain("\n".join(lines), "error")
        data = output.get("data", {})
        if self._is_own(data):
            self._note(data.get(media.EXHIBIT))
            # matplotlib puts a style element into each drawing, which would reach the whole page: the policy
            # refuses it and the style sheet has its one rule instead.
            own = self.printed.mark(self.figures.take(_STYLE.sub("", media.joined(data[media.HTML])))) + "\n"
            return fold(own, self.words) if self.words else own
        for form in (media.HTML, media.MARKDOWN, media.SVG, *_PICTURES, media.LATEX, media.PLAIN):
            shown = self._shown(form, data, output.get("metadata", {})) if form in data else ""
            if shown:
                return shown
        # What is blank in every form says nothing, such as the commentary of a quarter on which nobody wrote.
        kinds = ", ".join(sorted(form for form, value in data.items() if not _blank(value)))
        return _plain(f"[output not shown: {kinds}]", "stdout") if kinds else ""

    def _shown(self, form: str, data: Json, metadata: Json) -> str:
        value = media.joined(data[form])
        if form in (media.HTML, media.MARKDOWN):
            html = sanitise(value) if form == media.HTML else self._prose(value, data)
            # A table keeps its page order; what held only a script leaves the next form its place.
            return f'<div class="cc-output">{html}</div>\n' if shows_something(html) else ""
        if form == media.PLAIN:
            return _plain(value, "stdout") if value.strip() else ""
        if form == media.LATEX:
            return self._latex(value)
        size = metadata.get(form, {}) if isinstance(metadata.get(form), dict) else {}
        alt = escape(str(size.get("alt") or metadata.get("alt") or "Figure without a description"))
        if form == media.SVG:
            address = svg_data_url(value)
        else:
            address = f"data:{form};base64,{re.sub(r'[^A-Za-z0-9+/=]', '', value)}"
        width = f' width="{size["width"]:.0f}"' if isinstance(size.get("width"), int | float) else ""
        return f'<div class="cc-output cc-picture"><img alt="{alt}" src="{address}"{width}></div>\n'

    def _prose(self, value: str, data: Json) -> str:
        """Read a Markdown output; where it is ours, its sentences carry their proofs."""
        soup = self._read(read_markdown(value))
        if self.trusted:
            mark(soup, data.get(media.MARKED, ()))
        return self._set(soup)

    def _latex(self, value: str) -> str:
        """Show a LaTeX output: a formula set, words around formulas kept."""
        whole = whole_formula(value) or (None if "$" in value else (value, True))
        read = read_formula(*whole) if whole else read_markdown(value)
        return f'<div class="cc-output cc-maths">{self._set(self._read(read))}</div>\n'

    def _read(self, html: str, attachments: Json | None = None) -> BeautifulSoup:
        """Make what our reader has read harmless, its pictures put in."""
        folder = Path(self.folder) if self.folder else None
        find = partial(find_picture, folder=folder, attachments=attachments or {})
        return BeautifulSoup(sanitise(html, find, ours=True), "html.parser")

    def _set(self, soup: BeautifulSoup) -> str:
        """Set what the reader leaves open, and write the piece."""
        self._notes = set_notes(soup, self._notes)
        colour_code(soup)
        set_formulas(soup)
        return str(soup)

    def _address_headings(self, soup: BeautifulSoup) -> None:
        for tag in soup.find_all(re.compile("^h[1-6]$")):
            level, text = int(tag.name[1]), " ".join(tag.get_text().split())
            if level == 1 and self._has_title:
                # The front page has the page's one title.
                tag.name, level = "h2", 2
            self.first_heading = self.first_heading or text
            anchor = self._anchor(text)
            tag["id"] = anchor
            if level == 1 and not self._has_title:
                self._has_title = True
                continue
            link = soup.new_tag("a", attrs={"class": "cc-anchor", "href": f"#{anchor}", "aria-label": text})
            link.string = "#"
            tag.append(link)
            if level <= 3:
                self.entries.append(ContentsLine(level, text, anchor))

    def _anchor(self, text: str) -> str:
        """Make an address from a heading: letters and digits of any script, unique on the page."""
        folded = unicodedata.normalize("NFKC", text).casefold()
        stem = re.sub(r"[^\w]+", "-", folded)[:60].strip("-_") or "section"
        if re.match(r"exhibit-\d", stem) or stem.startswith("cc-"):
            stem = f"on-{stem}"
        anchor, count = stem, 1
        while anchor in self._used:
            count += 1
            anchor = f"{stem}-{count}"
        self._used.add(anchor)
        return anchor

    def _note(self, record: object) -> None:
        """Enter the exhibits of one output into the contents."""
        for item in record if isinstance(record, list) else [record]:
            if isinstance(item, dict) and isinstance(section := item.get("section"), dict):
                # An exhibit with a heading of its own brings it along.
                self.entries.append(
                    ContentsLine(2, str(section.get("title", "")), str(section.get("anchor", "")))
                )
            if isinstance(item, dict) and "number" in item:
                number, title = item["number"], str(item.get("title", ""))
                # Number 0 is an exhibit that counts with none, such as the scorecard.
                anchor = str(item.get("anchor") or f"exhibit-{number}")
                self.entries.append(ContentsLine(4, title, anchor, str(number or "")))


def _blank(value: object) -> bool:
    """Whether a form of an output is text without any."""
    return isinstance(value, str | list) and not media.joined(value).strip()


def _plain(text: str, kind: str) -> str:
    """Text with terminal colours, as it was printed."""
    return f'<pre class="cc-output cc-{kind}" tabindex="0">{ansi2html(text.rstrip())}</pre>\n'
