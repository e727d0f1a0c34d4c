"""What is to be built: the reports there are, what a reader may ask, and the plan of one edition, checked beforehand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from .. import paths
from ..errors import UsageError, unknown
from ..language import DEFAULT
from ..media import Json
from ..notice import NONE, Notice
from .edition import Edition
from .export import FORMATS
from .parameters import TAG, Answers, read_parameters, resolve
from .previous import previous_day

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ALWAYS = ("report.ipynb", "data.zip")
PAPERS = ("a4", "us-letter")


@dataclass(frozen=True)
class Options:
    """What a reader may ask of a build beside its parameters.

    Parameters
    ----------
    formats : tuple of str
        Of ``html``, ``pdf``, ``typ``.
    show_code : bool
        Print the cells' code in the editions.
    paper : str, optional
        Of `PAPERS`; the notebook's own by default, and A4 where it names none.
    output : Path, optional
        Root in the place of ``build/``.
    publish, replace : bool
        Copy the edition under ``reports/``; over one that differs, too.
    force : bool
        Build although nothing has changed.
    cell_timeout : float, optional
        Seconds a cell may take.
    notice : Notice
        The checks of the data that failed, and why the edition is published despite them.
    """

    formats: tuple[str, ...] = ("html", "pdf")
    show_code: bool = False
    paper: str | None = None
    output: Path | None = None
    publish: bool = False
    replace: bool = False
    force: bool = False
    cell_timeout: float | None = 300
    notice: Notice = NONE

    @property
    def files(self) -> tuple[str, ...]:
        return (*_ALWAYS, *(FORMATS[name][0] for name in self.formats))


@dataclass(frozen=True)
class Plan:
    """One edition with everything checked that can be checked before it is started."""

    edition: Edition
    notebook: Path
    values: Json
    options: Options = field(default_factory=Options)

    @property
    def root(self) -> Path:
        return self.options.output or paths.build_dir()

    @property
    def folder(self) -> Path:
        return self.edition.folder(self.root)


@dataclass(frozen=True)
class Result:
    """What became of one edition.

    Parameters
    ----------
    edition : Edition
        Which one.
    status : str
        ``built``, ``unchanged`` or ``failed``.
    folder : Path
        Where it is, or would have been.
    published : str
        What `cloudcapex.publish.release.publish` did; empty when not asked.
    warnings : tuple of str
        What a reader of the edition should not have to see: text on ``stderr``. Such an edition is not published.
    error : str
        The one line that says why it failed.
    failures : tuple of str
        A line for each fault in its statements.
    details : str
        The traceback, for ``--debug``.
    exit_code : int
        What the command ends with for this edition.
    seconds : float
        How long it took.
    """

    edition: Edition
    status: str
    folder: Path
    published: str = ""
    warnings: tuple[str, ...] = ()
    error: str = ""
    failures: tuple[str, ...] = ()
    details: str = ""
    exit_code: int = 0
    seconds: float = 0.0


def reports() -> list[str]:
    """Names of the reports: notebooks that declare parameters."""
    folder = paths.notebooks_dir()
    return [path.stem for path in sorted(folder.glob("*.ipynb")) if f'"{TAG}"' in path.read_text("utf-8")]


def report_notebook(report: str) -> Path:
    """Return a report's notebook; the name cannot lead out of ``notebooks/``."""
    found = paths.notebooks_dir() / f"{report}.ipynb"
    if not re.fullmatch(r"\w+", report) or not found.is_file():
        raise unknown("report", report, reports())
    return found


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file; one that is none is a `UsageError`."""
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text("utf-8"), as_version=4)
        return notebook
    except (OSError, ValueError, nbformat.validator.NotebookValidationError) as wrong:
        raise UsageError(f"not a notebook: {wrong}", where=path.name) from None


def plan(report: str, given: Mapping[str, object], answers: Answers, options: Options | None = None) -> Plan:
    """Check everything a reader asked for, before anything is started.

    Parameters
    ----------
    report : str
        Name of the report.
    given : mapping
        Parameter values that differ from the notebook's own.
    answers : Answers
        What the data can answer.
    options : Options, optional
        What else was asked.

    Raises
    ------
    UsageError
        For anything unknown, malformed or outside the data.
    """
    options = options or Options()
    for name in options.formats:
        if name not in FORMATS:
            raise unknown("format", name, FORMATS)
    if options.paper is not None and options.paper not in PAPERS:
        raise unknown("paper", options.paper, PAPERS)
    path = report_notebook(report)
    notebook = read_notebook(path)
    declared = read_parameters(notebook, path.name)
    values = resolve(declared, given, answers, where=report)
    if answers.opened:
        answers.opened(report, values)
    as_of = values.get("as_of", str(answers.known_to))
    own = _own(values, resolve(declared, _identity(values), answers, where=report), notebook, options)
    for parameter in declared:
        if parameter.kind == "PreviousDate" and not values[parameter.name] and "quarter" in values:
            values[parameter.name] = previous_day(
                report, values["quarter"], as_of, paths.reports_dir(), dict(own)
            )
    language = values.get("language", DEFAULT)
    replay = as_of != str(answers.known_to)
    edition = Edition(report, values.get("quarter", "undated"), language, as_of, replay, own)
    return Plan(edition, path, values, options)


def _identity(values: Json) -> Json:
    """Return what every edition of a report differs in, and its folder is named after anyway."""
    return {name: values[name] for name in ("quarter", "language", "as_of") if name in values}


def _own(values: Json, usual: Json, notebook: NotebookNode, options: Options) -> tuple[tuple[str, str], ...]:
    """Return what a reader chose otherwise than the notebook does, as text."""
    chosen = {name: value for name, value in values.items() if value != usual[name]}
    if options.paper and options.paper != notebook.metadata.get("paper", PAPERS[0]):
        chosen["paper"] = options.paper
    if options.show_code:
        chosen["show_code"] = True
    return tuple((name, _text(value)) for name, value in chosen.items())


def _text(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value)
