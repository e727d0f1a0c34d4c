"""The two nbconvert exporters: a notebook to Typst source, and on to PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources as packaged
from pathlib import Path

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import Bool, Int, default
from traitlets.config import Config

from .. import media
from ..errors import BuildError
from ..press import USUAL, CompileError, Job, Press, moment, name_of
from . import escape
from .document import CONTENTS_FROM, Manuscript, language_of, whole_names
from .page import Resources, known_paper, text_area
from .settle import settled

_GLYPHS = "// characters without a glyph\n"
# Each try may reveal faults the one before hid; a document that needs more is given up as typeset text.
_TRIES = 6


def _template_dir() -> Path:
    return Path(str(packaged.files("cloudcapex").joinpath("template")))


class TypstExporter(TemplateExporter):
    """Exports a notebook to Typst source; its pictures go to ``resources['outputs']``."""

    output_mimetype = media.TYPST
    export_from_notebook = "Typst"

    trust_fragments = Bool(
        False,
        help=f"Pass {media.TYPST} outputs of a cloudcapex report through as Typst code. Never for a stranger's notebook.",
    ).tag(config=True)
    contents_from = Int(
        CONTENTS_FROM, help="An ordinary notebook with this many headings gets a table of contents."
    ).tag(config=True)

    @property
    def default_config(self) -> Config:
        tags = {"remove_cell_tags": {"remove_cell", "remove-cell"}}
        inherited: Config = super().default_config.copy()
        inherited.merge(Config({"TagRemovePreprocessor": {"enabled": True, **tags}}))
        return inherited

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".typ"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".typ.j2"

    @default("template_file")
    def _template_file_default(self) -> str:
        return "report.typ.j2"

    @default("template_paths")
    def _template_paths_default(self) -> list[str]:
        return [str(_template_dir()), *self.extra_template_paths]

    def _get_conf(self) -> dict[str, object]:
        # conf.json in the template folder belongs to the HTML exporter.
        return {}

    def default_filters(self) -> Iterator[tuple[str, Callable[..., object]]]:
        """Add the filter that makes a notebook ready for the template."""
        yield from super().default_filters()
        yield "typst_document", self._document

    def _document(self, nb: NotebookNode, resources: Resources) -> Manuscript:
        return Manuscript(
            nb,
            resources,
            trust_fragments=self.trust_fragments,
            plain_cells=frozenset(resources.get("plain_cells") or ()),
            contents_from=self.contents_from,
        )

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **kw: object
    ) -> tuple[str, Resources]:
        """Convert an executed notebook to Typst source.

        Parameters
        ----------
        nb : NotebookNode
            The notebook; left as it is.
        resources : dict, optional
            Of nbconvert.

        Returns
        -------
        tuple of (str, dict)
            The source, and the resources with ``outputs``: the pictures it names, by file name.
        """
        resources = self._init_resources(resources)
        # Preprocessors drop cells; errors name a cell by its place in the notebook the reader has.
        resources["cell_numbers"] = {c["id"]: i for i, c in enumerate(nb.cells, 1) if c.get("id")}
        for part, file in (("house_type", "type.typ"), ("exhibit_functions", "exhibit.typ")):
            resources[part] = (_template_dir() / file).read_text("utf-8")
        return super().from_notebook_node(nb, resources, **kw)


class TypstPDFExporter(TypstExporter):
    """Exports a notebook to PDF through Typst: no LaTeX, no browser, no system package."""

    output_mimetype = media.PDF
    export_from_notebook = "PDF via Typst"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **kw: object
    ) -> tuple[bytes, Resources]:
        """Convert an executed notebook to a PDF that meets PDF/UA-1.

        Parameters
        ----------
        nb : NotebookNode
            The notebook; left as it is.
        resources : dict, optional
            Of nbconvert; its ``attached`` are files that travel in the PDF, kind and bytes by name.

        Returns
        -------
        tuple of (bytes, dict)
            The PDF and the resources.

        Raises
        ------
        BuildError
            For a report of ours (``metadata.cloudcapex.strict``) that Typst refuses, naming the cell. An
            ordinary notebook is never refused: what cannot be typeset is shown as plain text, and a warning
            is logged.
        """
        stated = nb.metadata.get("cloudcapex")
        strict = isinstance(stated, dict) and bool(stated.get("strict"))
        timestamp = moment(stated.get("generated") if isinstance(stated, dict) else None)
        resources = self._init_resources(resources)
        refused: set[int] = set()
        glyphs: list[str] = []
        accessible = True
        for attempt in range(_TRIES):
            resources["plain_cells"] = refused
            resources["outputs"] = {}
            source, resources = super().from_notebook_node(nb, resources, **kw)
            source = source.replace(_GLYPHS, _GLYPHS + _rules(glyphs), 1)
            try:
                files = {name: data for name, (_, data) in (resources.get("attached") or {}).items()}
                pictures = {**resources["outputs"], **files}
                job = Job(source, pictures, timestamp, language_of(nb), names=whole_names(nb))
                with Press(job) as press:
                    setting = USUAL
                    if isinstance(stated, dict):
                        setting = settled(press, text_area(known_paper(stated.get("paper")))[1])
                    pdf = press.to_pdf(setting, accessible=accessible)
                break
            except CompileError as error:
                if strict or attempt == _TRIES - 1:
                    where = f"cell {error.cells[0]}" if error.cells else None
                    raise BuildError(f"the PDF cannot be typeset: {error}", where=where) from None
                fresh = [g for g in error.glyphs if g not in glyphs]
                if fresh:
                    glyphs += fresh
                    shown = ", ".join(n for g in fresh if (n := "".join(map(name_of, g))))
                    self.log.warning("No font has these characters; their names are printed: %s", shown)
                elif error.accessibility and accessible:
                    accessible = False
                    self.log.warning("The PDF is tagged but does not meet PDF/UA-1: %s", error)
                elif set(error.cells) - refused:
                    refused |= set(error.cells)
                    self.log.warning("Cells %s are shown as plain text: %s", sorted(refused), error)
                else:
                    refused = {i for i, _ in enumerate(nb.cells, 1)}
                    self.log.warning("All cells are shown as plain text: %s", error)
        resources.pop("outputs", None)
        resources.pop("plain_cells", None)
        resources["output_extension"] = ".pdf"
        return pdf, resources


def _rules(glyphs: list[str]) -> str:
    """Typst rules that print the names of characters no font can show."""
    return "".join(
        f"#show {escape.string(g)}: nb-missing-glyph({escape.string(''.join(map(name_of, g)))})\n"
        for g in glyphs
    )
