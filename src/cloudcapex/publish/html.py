"""The web edition: one self-contained page that asks no other host for anything; its one script makes pictures of its charts."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape, unescape
from pathlib import Path

from nbconvert.exporters import Exporter, HTMLExporter
from nbformat import NotebookNode
from traitlets import Bool, default
from traitlets.config import Config

from .. import fonts
from ..language import N_, Language, is_chinese, known_language, unbroken, whole
from ..language.catalogue import translate
from ..media import Json
from ..typeset.document import whole_names
from . import webfonts
from .boldface import bold_words
from .looks import shared
from .page import Page

_PACKAGE = Path(__file__).resolve().parents[1]
# What the page itself says, apart from the report.
_WORDS = {
    "skip": N_("Skip to content"),
    "contents": N_("Contents"),
    "colours": N_("Colours"),
    "auto": N_("Auto"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "as_of": N_("data as of {0}"),
    "generated": N_("Generated {0}"),
    "all_rows": N_("All {count} rows"),
    "table_rows": N_("{table}: {count} rows"),
    "notes": N_("Notes and source"),
    "list": N_("Show the list"),
    "figures": N_("Figures of this page"),
    "slide": N_("Slide"),
    "save": N_("Save {exhibit} as {form}"),
    "save_slide": N_("Save {exhibit} as a slide"),
}


class HtmlReportExporter(HTMLExporter):
    """Render an executed notebook as one HTML file.

    A notebook whose metadata has a ``cloudcapex`` entry is a report: its code is hidden unless
    ``show_code`` is set there, and title, quarter, date, language, paper and disclosure are read from it. Any
    other notebook is shown whole.
    """

    # Reports are made by publishing, not from JupyterLab's menu.
    export_from_notebook = None  # type: ignore[assignment]

    trust_fragments = Bool(
        False, help="Outputs made by cloudcapex exhibits stand as they are; set for notebooks we executed."
    ).tag(config=True)

    @property
    def default_config(self) -> Config:
        config = Config(
            {
                "TagRemovePreprocessor": {
                    "remove_cell_tags": {"remove_cell", "remove-cell"},
                    "remove_input_tags": {"remove_input", "hide-input"},
                    "remove_all_outputs_tags": {"remove_output", "remove-output"},
                }
            }
        )
        inherited: Config = super().default_config.copy()
        inherited.merge(config)
        return inherited

    @default("template_name")
    def _template_name_default(self) -> str:
        return "template"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "report.html.j2"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(_PACKAGE)]

    def from_notebook_node(
        self, nb: NotebookNode, resources: Json | None = None, **kw: object
    ) -> tuple[str, Json]:
        """Return the page and nbconvert's resources.

        Parameters
        ----------
        nb : NotebookNode
            An executed notebook; it is not changed.
        resources : dict, optional
            nbconvert's; ``metadata.path`` is where pictures named in Markdown are looked for.

        Returns
        -------
        tuple of (str, dict)
            The same notebook gives the same text.
        """
        # nbconvert's own HTML step parses the finished page again and writes it differently; it is passed by.
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        about = nb.metadata.get("cloudcapex") or {}
        language = known_language(about.get("language"))
        resources["raw_mimetypes"] = [*self.raw_mimetypes]
        resources["global_content_filter"] = {
            "include_code": not self.exclude_code_cell,
            "include_markdown": not self.exclude_markdown,
            "include_raw": not self.exclude_raw,
            "include_unknown": not self.exclude_unknown,
            "include_input": not self.exclude_input and (not about or bool(about.get("show_code"))),
            "include_output": not self.exclude_output,
            "include_input_prompt": False,
            "include_output_prompt": False,
        }
        folder = resources.get("metadata", {}).get("path") or ""
        words = {key: translate(message, language) for key, message in _WORDS.items()}
        page = Page(nb, trusted=self.trust_fragments, folder=folder, words=words)
        text = self.template.render(
            nb=nb,
            resources=resources,
            page=page,
            about=about,
            language=language,
            words=words,
            title=lambda: _title(about, page, nb.metadata),
            shared=shared,
            bold_words=bold_words,
            style=lambda shown, bold, looks: _style(shown, bold, looks, language, about.get("paper")),
            script=_script,
            digest=digest,
            day=Language(language).stated_date,
        )
        return _whole_amounts(text, language, escape(whole_names(nb), quote=False)).strip() + "\n", resources


# What is read as it was written, and every tag.
_AS_WRITTEN = re.compile(r"<(pre|code|style|script|title|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)


def _whole_amounts(page: str, language: str, names: str) -> str:
    """Keep amounts, ranges, marks and names whole in the prose and tables of a page; its tags, drawings and any code stay."""
    parts, end, parted = [], 0, is_chinese(language)
    for kept in _AS_WRITTEN.finditer(page):
        text = unbroken(page[end : kept.start()])
        parts += [whole(text, names) if parted else text, kept[0]]
        end = kept.end()
        if kept[0].startswith(("<td", "</td")):
            # A cell of figures is not parted anywhere.
            parted = is_chinese(language) and 'class="cc-n' not in kept[0]
    return "".join([*parts, unbroken(page[end:])])


def digest(text: str) -> str:
    """Return the hash a content security policy knows one inline block by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _title(about: Json, page: Page, metadata: Json) -> str:
    """Name the page: by its metadata, else by its first heading, never by its file."""
    title = str(about.get("title") or metadata.get("title") or page.first_heading or "Notebook")
    quarter = str(about.get("quarter") or "")
    return title if quarter in title else f"{title} · {quarter}"


def _script() -> str:
    """Return the script of pictures, without comments and margins."""
    text = (_PACKAGE / "template" / "pictures.js").read_text(encoding="utf-8")
    return re.sub(r"\n\s*", "\n", re.sub(r"^/\*.*?\*/\s*", "", text, flags=re.DOTALL | re.MULTILINE)).strip()


def _style(shown: str, bold: str, looks: str, language: str, paper: str | None) -> str:
    """Join page size, fonts, style sheet and the looks of drawings; no line of it can close the element it stands in."""
    sheet = (_PACKAGE / "template" / "report.css").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/\s*", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\n\s+", "\n", sheet)
    size = "letter" if paper == "us-letter" else "A4"
    words = unescape(re.sub(r"<[^>]*>", " ", shown))
    # Chinese text is never slanted.
    italic = (
        not is_chinese(language)
        and re.search(r"<(em|i|cite|dfn|var)\b|font-style:\s*italic", shown) is not None
    )
    faces = webfonts.subset(words, language, italic=italic, bold=bold)
    return "\n".join([*faces, f"@page{{size:{size}}}", fonts.style_rules(), sheet, looks])
