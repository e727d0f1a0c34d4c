"""An executed notebook made ready for the page template: metadata, cells, outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath

from nbformat import NotebookNode

from .. import fonts, media
from ..language import COUNTED, LEADING, ONE_WORD, Language, Tag, known_language
from ..language.width import columns
from ..media import Json
from ..press import moment
from . import escape, html, outputs, words
from .code import code_block
from .page import MARGIN_TOP, PAPERS, Outline, Place, known_paper, text_area
from .writer import write_tree

# An ordinary notebook with this many headings gets a table of contents.
CONTENTS_FROM = 8
# A name that takes more columns may be parted: a narrow column of a table has no room for it.
_WHOLE_NAME = 14


@dataclass
class Piece:
    """One cell as Typst: its number in the notebook and what is printed of it."""

    number: int
    parts: list[str] = field(default_factory=list)


def language_of(nb: NotebookNode) -> str:
    """Language of a notebook: what its metadata states, else English."""
    stated = nb.metadata.get("cloudcapex")
    stated = stated.get("language") if isinstance(stated, dict) else None
    return known_language(stated or nb.metadata.get("language"))


def whole_names(nb: NotebookNode) -> str:
    """Find the names that no line of a Chinese notebook of ours parts.

    Returns
    -------
    str
        A regular expression, the longest first; empty in other languages and where no output tells names.
    """
    if not isinstance(nb.metadata.get("cloudcapex"), dict) or not Tag(language_of(nb)).chinese:
        return ""
    told = (output.get("data", {}).get(media.NAMES) for c in nb.cells for output in c.get("outputs") or [])
    found = {str(name) for names in told for name in names or []}
    # A name of one word in Latin letters is not parted anyway.
    kept = [n for n in found if columns(n) <= _WHOLE_NAME and re.search(r"[\u4e00-\u9fff]{2}| ", n)]
    return "|".join(map(re.escape, sorted(kept, key=lambda name: (-len(name), name))))


class Manuscript:
    """What the template asks of a notebook.

    Parameters
    ----------
    nb : NotebookNode
        Executed and preprocessed.
    resources : dict
        Of nbconvert; ``outputs`` gains the pictures.
    trust_fragments : bool
        Pass ``text/vnd.typst`` of a notebook of ours through as code.
    plain_cells : set of int
        Numbers of the cells to show as plain text, since Typst refused them.
    """

    def __init__(
        self,
        nb: NotebookNode,
        resources: Json,
        *,
        trust_fragments: bool = False,
        plain_cells: frozenset[int] = frozenset(),
        contents_from: int = CONTENTS_FROM,
    ) -> None:
        self.nb = nb
        self.resources = resources
        stated = nb.metadata.get("cloudcapex")
        self.ours = isinstance(stated, dict)
        self.stated: Json = dict(stated) if self.ours else {}
        self.trust = trust_fragments and self.ours
        self.plain_cells = plain_cells
        self.contents_from = contents_from
        self.language = language_of(nb)
        self.paper = known_paper(self.stated.get("paper"))
        self.filter = resources.get("global_content_filter") or {}
        files = str(resources.get("output_files_dir") or "")
        if re.search(r"(^|[/\\])\.\.([/\\]|$)|^([/\\]|\w:)", files):
            files = ""
        folder = (resources.get("metadata") or {}).get("path")
        width, height = text_area(self.paper)
        kept = resources.get("outputs")
        if not isinstance(kept, dict):
            kept = resources["outputs"] = {}
        self.place = Place(
            width=width,
            height=height,
            language=self.language,
            folder=Path(folder or ".") if folder is not None else None,
            files_dir=PurePath(files).as_posix() + "/" if files else "",
            outputs=kept,
            # The front page of a report of ours carries its first heading.
            outline=Outline(last=1 if self.trust else 0),
        )

    # ---- what stands in the head of the source

    @cached_property
    def title(self) -> str:
        """Title: stated, with its quarter; else the first heading, else the notebook's name."""
        meta = self.nb.metadata
        stated = self.stated.get("title") or meta.get("title")
        if not stated:
            for cell in self.nb.cells:
                if cell.cell_type == "markdown":
                    heads = html.read_prose(outputs.join(cell.source)).elements("h1", "h2")
                    stated = next((t for t in (" ".join(h.text().split()) for h in heads) if t), None)
                    if stated:
                        break
        name = (self.resources.get("metadata") or {}).get("name")
        title, quarter = str(stated or name or "Notebook"), str(self.stated.get("quarter") or "")
        return title if quarter in title else f"{title} · {quarter}"

    @property
    def authors(self) -> list[str]:
        """Names of the authors, as the metadata lists them."""
        listed = self.stated.get("author") or self.nb.metadata.get("authors") or []
        if isinstance(listed, str | dict):
            listed = [listed]
        names = [a.get("name", "") if isinstance(a, dict) else str(a) for a in listed]
        return [n for n in names if n]

    @property
    def keywords(self) -> list[str]:
        """Keywords of the document."""
        listed = self.stated.get("keywords") or []
        return [listed] if isinstance(listed, str) else [str(k) for k in listed]

    @property
    def timestamp(self) -> int | None:
        """Moment the document was made, in seconds since 1970; None where nothing says."""
        return moment(self.stated.get("generated"))

    @property
    def setup(self) -> str:
        """Arguments of the template's ``page-setup``: what differs between documents."""
        tag = Tag(self.language)
        # Where one tongue is written in two scripts, Typst tells them by their region.
        region = escape.string(tag.region) if tag.chinese else "none"
        as_of = self.stated.get("as_of")
        right = words.say("as_of", self.language, Language(self.language).stated_date(as_of)) if as_of else ""
        page = words.say("page", self.language, "\x00", "\x00").split("\x00")
        given = {
            "title": escape.string(self.title),
            "authors": _array(self.authors),
            "keywords": _array(self.keywords),
            "made": self._made(),
            "paper": escape.string(self.paper),
            "margin": f"(x: {PAPERS[self.paper].at_sides}pt, top: {MARGIN_TOP}pt, bottom: {PAPERS[self.paper].below}pt)",
            "lang": escape.string(tag.tongue),
            "region": region,
            "families": _array(fonts.families(self.language)),
            "head": escape.string(self.stated.get("running_head") or ("" if self.ours else self.title)),
            "right": escape.string(right),
            "foot": escape.string(self.stated.get("disclosure") or ""),
            "page-words": _array(page),
            "ours": "true" if self.ours else "false",
        }
        return "".join(f"  {name}: {value},\n" for name, value in given.items())

    def _made(self) -> str:
        if self.timestamp is None:
            return "none"
        from datetime import UTC, datetime

        d = datetime.fromtimestamp(self.timestamp, UTC)
        return f"datetime(year: {d.year}, month: {d.month}, day: {d.day})"

    @property
    def notice(self) -> str:
        """What page one says of failed checks; empty where none did."""
        said = self.stated.get("notice")
        if not isinstance(said, dict):
            return ""
        heading, lead, reason = (escape.string(str(said.get(k) or "")) for k in ("heading", "lead", "reason"))
        return (
            f"#nb-notice({heading}, {lead}, {_array([str(c) for c in said.get('checks') or []])}, {reason})"
        )

    @property
    def attached(self) -> list[str]:
        """Names of the files that travel in the PDF."""
        return sorted(self.resources.get("attached") or {})

    @property
    def attachments(self) -> str:
        """Typst that attaches them; their bytes lie beside the source."""
        return "\n".join(
            f'#pdf.attach({escape.string(name)}, relationship: "data", mime-type: {escape.string(kind)}, '
            f"description: {escape.string(words.say('data', self.language))})"
            for name, (kind, _) in sorted((self.resources.get("attached") or {}).items())
        )

    @property
    def code_families(self) -> str:
        """Font families of code, as a Typst array."""
        return _array(fonts.code_families(self.language))

    @property
    def counted(self) -> str:
        """What a Chinese number is never parted from."""
        return escape.string(COUNTED)

    @property
    def leading(self) -> str:
        """The Chinese words that lead to a number and are never parted from it."""
        return escape.string(LEADING)

    @property
    def one_word(self) -> str:
        """Chinese words that are never parted."""
        return escape.string(ONE_WORD)

    @property
    def formula_families(self) -> str:
        """Font families of formulas, as a Typst array."""
        return _array(fonts.formula_families(self.language))

    @property
    def contents_title(self) -> str:
        """Heading of the table of contents, as a Typst string."""
        return escape.string(words.say("contents", self.language))

    # ---- the cells

    def pieces(self) -> Iterator[Piece]:
        """Write every cell, in order, the table of contents among them where it belongs."""
        numbers = self.resources.get("cell_numbers") or {}
        written = []
        for index, cell in enumerate(self.nb.cells, 1):
            number = numbers.get(cell.get("id"), index)
            written.append((cell, Piece(number, [p for p in self.parts(cell, number) if p])))
        place = self._contents_after(written)
        if place is not None:
            written.insert(place, (None, Piece(written[max(place - 1, 0)][1].number, ["#contents()"])))
        for _, piece in written:
            yield piece

    def _contents_after(self, written: list[tuple[NotebookNode, Piece]]) -> int | None:
        """Where the table of contents goes: the index to insert it at; None for nowhere."""
        if self.ours:
            if not self.stated.get("contents"):
                return None
            # After the front page: the first cell that shows one of our own fragments.
            for index, (cell, piece) in enumerate(written):
                if piece.parts and cell.cell_type == "code":
                    return index + 1
            return 0
        if self.place.outline.count < self.contents_from or not written:
            return None
        first = next((i for i, (_, piece) in enumerate(written) if piece.parts), 0)
        titled = written[first][0].cell_type == "markdown" and "#heading(level: 1)" in "".join(
            written[first][1].parts
        )
        return first + 1 if titled else first

    def parts(self, cell: NotebookNode, number: int) -> list[str]:
        """Write one cell."""
        show = self.filter.get
        place = replace(self.place, cell=number)
        source = outputs.join(cell.get("source", ""))
        if cell.cell_type == "markdown":
            if not show("include_markdown", True):
                return []
            if number in self.plain_cells:
                return [self._refused(), code_block(source, "markdown")]
            place = replace(place, attachments=cell.get("attachments") or {})
            text = write_tree(html.read_prose(source), place)
            # A section's heading and its sentence go over the page with the exhibit they announce.
            return [f"#section[{text}]" if self.ours and source.startswith("#") else text]
        if cell.cell_type == "code":
            return self._code(cell, source, number, place) if show("include_code", True) else []
        if cell.cell_type == "raw":
            return [self._raw(cell, source)] if show("include_raw", True) else []
        return [code_block(source)] if show("include_unknown", True) and source.strip() else []

    def _refused(self) -> str:
        return f"#nb-remark({escape.string(words.say('plain_cell', self.language))});"

    def _raw(self, cell: NotebookNode, source: str) -> str:
        if not source.strip():
            return ""
        kind = cell.metadata.get("raw_mimetype") or cell.metadata.get("format") or ""
        if kind in ("", media.PLAIN, media.TYPST):
            if kind == media.TYPST and self.trust:
                return source
            return code_block(source)
        return f"#nb-remark({escape.string(words.say('raw', self.language, kind))});"

    def _code(self, cell: NotebookNode, source: str, number: int, place: Place) -> list[str]:
        show = self.filter.get
        out = []
        count = int(cell.get("execution_count") or 0)
        prompts = bool(count)
        hidden = (cell.metadata.get("transient") or {}).get("remove_source")
        hidden = hidden or (self.ours and self.stated.get("show_code") is False)
        if source.strip() and show("include_input", True) and not hidden:
            prompt = f"[{count}]" if prompts and show("include_input_prompt", True) else ""
            language = (self.nb.metadata.get("kernelspec") or {}).get("language")
            language = language or (self.nb.metadata.get("language_info") or {}).get("name") or "python"
            magic = re.match(r"%%(bash|sh|html|javascript|js|latex|sql|R|ruby|perl)\b", source)
            # Short code goes over the page with its figure rather than lose it.
            sticky = bool(cell.get("outputs")) and source.count("\n") < 15
            out.append(code_block(source.rstrip(), magic[1] if magic else str(language), prompt, sticky))
        if not show("include_output", True):
            return out
        for output in _merged(cell.get("outputs") or []):
            if number in self.plain_cells:
                data = output.get("data") or {}
                text = outputs.join(output.get("text") or data.get(media.PLAIN) or output.get("evalue") or "")
                out += [self._refused(), code_block(text)]
                continue
            if output.get("output_type") == "stream" and output.get("name") == "stdin":
                if show("include_output_stdin", False):
                    out.append(outputs.write_output(output, place))
                continue
            written = outputs.write_output(output, place, trust_fragments=self.trust)
            result = output.get("output_type") == "execute_result" and not self.ours
            if written and result and prompts and show("include_output_prompt", True):
                written = f'#nb-result("[{count}]")[{written}]'
            if written and self.ours and media.MARKDOWN in (output.get("data") or {}):
                # Prose of a page is no exhibit: where it stands is told to who looks for white. Only what is in its last line
                # stays on its page: a bare mark after it goes over with what follows.
                written = f'#mark-place("open")\n\n{written}#box(mark-place("close"))'
            out.append(written)
        return out


def _merged(listed: list[Json]) -> Iterator[Json]:
    """Join neighbouring pieces of one stream: kernels cut them anywhere."""
    held: Json | None = None
    for output in listed:
        stream = output.get("output_type") == "stream"
        if held is not None and stream and output.get("name") == held["name"]:
            held["text"] += outputs.join(output.get("text", ""))
            continue
        if held is not None:
            yield held
            held = None
        if stream:
            held = {
                "output_type": "stream",
                "name": output.get("name"),
                "text": outputs.join(output.get("text", "")),
            }
        else:
            yield output
    if held is not None:
        yield held


def _array(items: list[str]) -> str:
    return "(" + "".join(f"{escape.string(i)}, " for i in items) + ")"
