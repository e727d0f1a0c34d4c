"""Build one edition: the table of contents of publishing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from .. import paths
from ..errors import BuildError, CloudcapexError, UsageError, unknown
from ..language import DEFAULT
from ..media import Json
from . import edition as place
from . import evidence, manifest
from .datafiles import zipped
from .edition import Edition
from .export import FORMATS, to_ipynb
from .parameters import TAG, Answers, read_parameters, resolve
from .prepare import prepare
from .previous import previous_day
from .release import publish
from .statements import Prove, statements_in

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ALWAYS = ("report.ipynb", "data.zip")
PAPERS = ("a4", "us-letter")
Progress = Callable[[str, int, int], None]


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
    """

    formats: tuple[str, ...] = ("html", "pdf")
    show_code: bool = False
    paper: str | None = None
    output: Path | None = None
    publish: bool = False
    replace: bool = False
    force: bool = False
    cell_timeout: float | None = 300

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
    declared = read_parameters(read_notebook(path), path.name)
    values = resolve(declared, given, answers, where=report)
    as_of = values.get("as_of", str(answers.known_to))
    for parameter in declared:
        if parameter.kind == "PreviousDate" and not values[parameter.name] and "quarter" in values:
            values[parameter.name] = previous_day(report, values["quarter"], as_of, paths.reports_dir())
    language = values.get("language", DEFAULT)
    edition = Edition(
        report, values.get("quarter", "undated"), language, as_of, replay=as_of != str(answers.known_to)
    )
    return Plan(edition, path, values, options)


def build(plan: Plan, progress: Progress | None = None, prove: Prove | None = None) -> Result:
    """Build one planned edition and move it into place whole.

    A run that fails leaves what was there as it was, and keeps the notebook as far as it came
    beside the edition's folder.

    Parameters
    ----------
    plan : Plan
        From `plan`.
    progress : callable, optional
        Called with the step, the steps done and the steps in all.
    prove : callable, optional
        Given the statements that the edition makes, tells a line for each fault in them.

    Raises
    ------
    BuildError
        When a cell does not run to its end, an exhibit has no source or no alt text, a statement does not hold, an
        export fails, or the disk refuses.
    """
    say = progress or (lambda step, done, total: None)
    inputs = _inputs(plan)
    if is_current(plan):
        return _result(plan, "unchanged")

    with place.workspace(plan.folder) as work:
        ready = _prepare(plan)
        executed = _execute(plan, ready, say)
        exhibits = manifest.exhibits_in(executed)
        _check(plan, executed, exhibits)
        _prove(plan, executed, prove)
        with place.telling_the_disk(plan.folder):
            _export(plan, executed, exhibits, work, say)
            manifest.write(
                work,
                edition=plan.edition,
                title=ready.metadata["title"],
                values=plan.values,
                inputs=inputs,
                exhibits=exhibits,
                warnings=evidence.warnings(executed),
            )
        place.place(work, plan.folder)
    _evidence_file(plan).unlink(missing_ok=True)
    return _result(plan, "built")


def is_current(plan: Plan) -> bool:
    """Whether the edition is there, made from the inputs of now; never where ``force`` was asked."""
    place.recover(plan.folder)
    if plan.options.force:
        return False
    return manifest.is_current(plan.folder, _inputs(plan), plan.options.files)


def _result(plan: Plan, status: str) -> Result:
    return Result(
        plan.edition,
        status,
        plan.folder,
        published=_publish(plan),
        warnings=tuple(manifest.warnings(plan.folder)),
    )


def _inputs(plan: Plan) -> manifest.Inputs:
    return manifest.inputs_of(
        plan.notebook.read_bytes(),
        plan.values,
        data=paths.data_dir(),
        lock=paths.root() / "requirements.lock",
        options={"show_code": plan.options.show_code, "paper": plan.options.paper},
    )


def _prepare(plan: Plan) -> NotebookNode:
    return prepare(
        read_notebook(plan.notebook),
        report=plan.edition.report,
        values=plan.values,
        language=plan.edition.language,
        show_code=plan.options.show_code,
        paper=plan.options.paper,
    )


def _evidence_file(plan: Plan) -> Path:
    return plan.edition.evidence(plan.root)


def _execute(plan: Plan, ready: NotebookNode, say: Progress) -> NotebookNode:
    from .execute import execute  # papermill is 0.7 s of imports

    executed, failure = execute(
        ready,
        folder=plan.notebook.parent,
        cell_timeout=plan.options.cell_timeout,
        progress=lambda done, total: say("running cells", done, total + len(plan.options.formats)),
    )
    if failure:
        raise evidence.failed(plan.notebook.name, executed, failure, plan.values, _evidence_file(plan))
    return executed


def _check(plan: Plan, executed: NotebookNode, exhibits: list[Json]) -> None:
    """Refuse an edition with an exhibit nobody can trace or not everybody can read."""
    for exhibit in exhibits:
        name = f"exhibit {exhibit.get('number')} (“{exhibit.get('title')}”)"
        if not exhibit.get("sources"):
            raise BuildError("it has no source", where=f"{plan.notebook.name}, {name}")
        if not str(exhibit.get("alt") or "").strip():
            raise BuildError("it has no alt text", where=f"{plan.notebook.name}, {name}")


def _prove(plan: Plan, executed: NotebookNode, prove: Prove | None) -> None:
    """Refuse an edition with a statement that does not hold."""
    told = statements_in(executed) if prove else []
    failures = prove(told) if prove and told else ()
    if failures:
        raise evidence.unproven(plan.notebook.name, failures, len(told), executed, _evidence_file(plan))


def _export(plan: Plan, executed: NotebookNode, exhibits: list[Json], work: Path, say: Progress) -> None:
    (work / "report.ipynb").write_text(to_ipynb(executed), encoding="utf-8")
    (work / "data.zip").write_bytes(zipped(exhibits))
    cells, formats = len(executed.cells), plan.options.formats
    for done, name in enumerate(formats):
        say(f"writing {name}", cells + done, cells + len(formats))
        file, to = FORMATS[name]
        try:
            content = to(executed, plan.notebook.parent)
        except (CloudcapexError, OSError):
            raise
        except Exception as wrong:
            raise evidence.unwritten(
                name, wrong, plan.notebook.name, executed, _evidence_file(plan)
            ) from wrong
        (work / file).write_bytes(content.encode() if isinstance(content, str) else content)
    say("done", cells + len(formats), cells + len(formats))


def _publish(plan: Plan) -> str:
    if not plan.options.publish:
        return ""
    return publish(plan.edition, plan.folder, paths.reports_dir(), replace=plan.options.replace)
