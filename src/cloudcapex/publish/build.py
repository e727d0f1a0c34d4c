"""Build one edition: the table of contents of publishing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .. import notice, paths
from ..errors import BuildError, CloudcapexError
from ..media import Json
from . import evidence, manifest, placing
from .datafiles import DATA, edition_data
from .export import FORMATS, to_ipynb
from .plan import Plan, Result, read_notebook
from .prepare import prepare
from .release import publish
from .statements import Prove, statements_in

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Called with the step, the steps done and the steps in all.
Progress = Callable[[str, int, int], None]
# Called with the position of each cell that has run, and the cell.
Ran = Callable[[int, "NotebookNode"], None]
RUNNING = "running cells"


def build(
    plan: Plan, progress: Progress | None = None, prove: Prove | None = None, ran: Ran | None = None
) -> Result:
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
    ran : callable, optional
        Called with each cell that has run.

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

    with placing.workspace(plan.folder) as work:
        ready = prepared(plan)
        executed = _execute(plan, ready, say, ran)
        exhibits = manifest.exhibits_in(executed)
        _check(plan, executed, exhibits)
        _prove(plan, executed, prove)
        with placing.telling_the_disk(plan.folder):
            _export(plan, executed, work, say)
            manifest.write(
                work,
                edition=plan.edition,
                title=ready.metadata["title"],
                values=plan.values,
                inputs=inputs,
                exhibits=exhibits,
                warnings=evidence.warnings(executed),
                notice=plan.options.notice,
            )
        placing.place(work, plan.folder)
    evidence_file(plan).unlink(missing_ok=True)
    return _result(plan, "built")


def is_current(plan: Plan) -> bool:
    """Whether the edition is there, made from the inputs of now; never where ``force`` was asked."""
    placing.recover(plan.folder)
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
        options={
            "show_code": plan.options.show_code,
            "paper": plan.options.paper,
            **({"notice": plan.options.notice.record} if plan.options.notice else {}),
        },
    )


def prepared(plan: Plan) -> NotebookNode:
    """Return the notebook of an edition, ready to run."""
    return prepare(
        read_notebook(plan.notebook),
        report=plan.edition.report,
        values=plan.values,
        language=plan.edition.language,
        show_code=plan.options.show_code,
        paper=plan.options.paper,
        notice=plan.options.notice,
    )


def evidence_file(plan: Plan) -> Path:
    """Where a run that fails is kept."""
    return plan.edition.evidence(plan.root)


def _execute(plan: Plan, ready: NotebookNode, say: Progress, ran: Ran | None) -> NotebookNode:
    from .execute import execute  # papermill is 0.7 s of imports

    def watch(running: NotebookNode, done: int, total: int) -> None:
        if ran and done and running.cells[done - 1].cell_type == "code":
            ran(done - 1, running.cells[done - 1])
        say(RUNNING, done, total + len(plan.options.formats))

    with notice.running(plan.options.notice):
        executed, failure = execute(
            ready,
            folder=plan.notebook.parent,
            cell_timeout=plan.options.cell_timeout,
            watch=watch,
        )
    if failure:
        raise evidence.failed(plan.notebook.name, executed, failure, plan.values, evidence_file(plan))
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
        raise evidence.unproven(plan.notebook.name, failures, len(told), executed, evidence_file(plan))


def _export(plan: Plan, executed: NotebookNode, work: Path, say: Progress) -> None:
    (work / "report.ipynb").write_text(to_ipynb(executed), encoding="utf-8")
    (work / DATA).write_bytes(edition_data(executed))
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
                name, wrong, plan.notebook.name, executed, evidence_file(plan)
            ) from wrong
        (work / file).write_bytes(content.encode() if isinstance(content, str) else content)
    say("done", cells + len(formats), cells + len(formats))


def _publish(plan: Plan) -> str:
    if not plan.options.publish:
        return ""
    return publish(plan.edition, plan.folder, paths.reports_dir(), replace=plan.options.replace)
