"""Turn a stored notebook into one that can run: values injected, metadata set, words translated."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, upgrade

from ..language import DEFAULT
from ..language.catalogue import translate, translate_markdown
from ..notice import NONE, Notice
from .parameters import TAG

INJECTED = "injected-parameters"
# Metadata that a reader sees.
_WORDS = {"title", "disclosure"}


def title_of(notebook: NotebookNode, fallback: str) -> str:
    """Return the title: the notebook's ``title`` metadata, its first ``#`` heading, or ``fallback``."""
    named = notebook.metadata.get("title")
    if named:
        return str(named)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = re.search(r"^#\s+(.+?)\s*#*\s*$", cell.source, re.MULTILINE)
            if heading:
                return heading[1]
    return fallback


def prepare(
    notebook: NotebookNode,
    *,
    report: str,
    values: Mapping[str, object],
    language: str = DEFAULT,
    show_code: bool = False,
    paper: str | None = None,
    notice: Notice = NONE,
) -> NotebookNode:
    """Return a copy of a notebook that is ready to run.

    Parameters
    ----------
    notebook : NotebookNode
        As stored; it is not changed.
    report : str
        Name of the report.
    values : mapping
        Checked value of every parameter, see `cloudcapex.publish.parameters.resolve`.
    language : str
        Language of the edition; Markdown, title and disclosure are put into it.
    show_code : bool
        Whether the editions show the cells' code.
    paper : str, optional
        ``a4`` or ``us-letter``; the notebook's ``paper`` metadata by default.
    notice : Notice
        What the first page must say of failed checks.

    Returns
    -------
    NotebookNode
        With the values in a cell of their own after the declarations, no outputs, cell ids that do
        not change from run to run, and ``metadata.cloudcapex`` for the templates.
    """
    ready: NotebookNode = upgrade(copy.deepcopy(notebook))
    ready.cells = [cell for cell in ready.cells if INJECTED not in cell.metadata.get("tags", [])]
    for number, cell in enumerate(ready.cells, start=1):
        if not notebook.get("nbformat_minor", 0) >= 5:
            cell["id"] = f"cell-{number}"  # older notebooks have none, and nbformat would draw lots
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        elif cell.cell_type == "markdown":
            cell.source = translate_markdown(cell.source, language)
    ready.cells.insert(_place(ready), _values_cell(values))
    for key in _WORDS & ready.metadata.keys():
        ready.metadata[key] = translate(str(ready.metadata[key]), language)
    title = title_of(ready, fallback=report.replace("_", " ").capitalize())
    quarter, as_of = values.get("quarter", ""), values.get("as_of", "")
    ready.metadata["title"] = title
    ready.metadata["cloudcapex"] = {
        "report": report,
        "title": title,
        "quarter": quarter,
        "as_of": as_of,
        "language": language,
        "running_head": " · ".join(str(part) for part in (title, quarter) if part),
        # The day of the newest fact, not of the clock: the same edition on any day.
        "generated": as_of,
        "show_code": show_code,
        # What cannot be typeset or lacks a glyph stops the edition; it is never shown as something else.
        "strict": True,
        **{key: ready.metadata[key] for key in ("disclosure", "paper") if key in ready.metadata},
        **({"paper": paper} if paper else {}),
        **({"notice": notice.words(language)} if notice else {}),
    }
    ready.metadata.setdefault(
        "kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"}
    )
    ready.metadata.setdefault("language_info", {"name": "python"})
    return ready


def _place(notebook: NotebookNode) -> int:
    for index, cell in enumerate(notebook.cells):
        if TAG in cell.metadata.get("tags", []):
            return index + 1
    return 0


def _values_cell(values: Mapping[str, object]) -> NotebookNode:
    """Write the values as papermill would, but ours: papermill formats them with black where it finds it."""
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    cell: NotebookNode = new_code_cell(
        "\n".join(["# Parameters", *lines]), id=INJECTED, metadata={"tags": [INJECTED]}
    )
    return cell
