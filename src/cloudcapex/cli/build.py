"""`cloudcapex build`: editions, one or many."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..language import LANGUAGES
from ..notice import Notice, reason_of
from . import screen
from .app import command
from .asked import editions, names
from .readers import failed_checks
from .statements import faults_in

if TYPE_CHECKING:
    from ..publish.plan import Plan, Result

# What the notebooks import, for the parent of a batch to have at hand.
ANALYSIS = (
    "cloudcapex.facts",
    "cloudcapex.metrics",
    "cloudcapex.reports.review",
    "cloudcapex.statements.proof",
)


@command("build")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--quarter", "-q", help="2026Q2, a span 2019Q1..2026Q2, or a comma list of either.")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter; see `list`.")
@click.option("--language", "-l", help=f"{', '.join(LANGUAGES)}, or a comma list.")
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day; the newest day by default.")
@click.option("--to", "formats", default="html,pdf", show_default=True, help="Of html, pdf, typ.")
@click.option("--show-code", is_flag=True, help="Print the cells' code in the editions.")
@click.option(
    "--paper", type=click.Choice(["a4", "us-letter"]), help="Paper of the PDF; the notebook's, else a4."
)
@click.option("--publish", is_flag=True, help="Copy the editions into reports/, too.")
@click.option("--replace", is_flag=True, help="With --publish: also over an edition that differs.")
@click.option(
    "--despite-checks",
    metavar="REASON",
    help="With --publish: although checks of the data fail; the reason is printed in the editions.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), help="Editions at a time; the number of cores by default."
)
@click.option("--force", is_flag=True, help="Build although nothing has changed.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder in the place of build/."
)
def build_command(
    reports: Sequence[str],
    quarter: str | None,
    parameters: Sequence[str],
    language: str | None,
    as_of: str | None,
    formats: str,
    show_code: bool,
    paper: str | None,
    publish: bool,
    replace: bool,
    despite_checks: str | None,
    jobs: int | None,
    force: bool,
    output: Path | None,
) -> int:
    """Build editions of a report: HTML, PDF, notebook, data and manifest.

    An edition comes whole into build/REPORT/QUARTER/LANGUAGE/ or not at all: after an error what was
    there before is still there, and the notebook as far as it came lies beside it. An edition with a
    statement that the data do not bear out is not made: see `cloudcapex statements --prove`. While a
    check of the data fails nothing is published, and what is built calls itself a draft on its first page.
    What is made of other parameters than the notebook's own has them in its folder's name, as in
    build/quarterly_review/2022Q3+companies=meta/en/, and takes the place of no other edition.

    \b
    Examples:
      cloudcapex build quarterly_review --quarter 2026Q2
      cloudcapex build quarterly_review --quarter 2019Q1..2026Q2 --jobs 4
      cloudcapex build quarterly_review -q 2023Q4 --as-of 2024-02-15     as it could have been written then
      cloudcapex build quarterly_review -p companies=microsoft,meta -p window=12 --to html
    """
    from ..publish.plan import Options

    options = Options(
        formats=names(formats, "--to"),
        show_code=show_code,
        paper=paper,
        output=output.absolute() if output else None,
        publish=publish,
        replace=replace,
        force=force,
    )
    if despite_checks is not None and not publish:
        raise UsageError("nothing is published", where="--despite-checks", remedy="say --publish, too")
    despite = reason_of(despite_checks) if despite_checks is not None else ""
    plans = editions(reports, parameters, quarter=quarter, language=language, as_of=as_of, options=options)
    noticed = _noticed(plans, despite, publish=publish)
    return _build(noticed, jobs) if noticed else 1


def _noticed(plans: list[Plan], despite: str, *, publish: bool) -> list[Plan]:
    """Hand the checks that fail to the editions; nothing is left where they may not be published."""
    from ..publish.build import is_current

    # What is there and was made from the data of now needs no check: it has failed none.
    if not publish and all(is_current(plan) for plan in plans):
        return plans
    failed = failed_checks()
    if failed and publish and not despite:
        for name, found in failed:
            screen.complain(f"{name}: {found}")
        checks = screen.counted(len(failed), "check")
        screen.complain(f"nothing was built: {checks} failed; mend the rows, or say --despite-checks REASON")
        return []
    for name, found in failed:
        click.echo(
            f"warning: {'published despite' if despite else 'a draft, for'} a failed check: {name}: {found}",
            err=True,
        )
    notice = Notice(failed, despite if failed else "")
    return [replace(plan, options=replace(plan.options, notice=notice)) for plan in plans]


def _build(plans: list[Plan], jobs: int | None) -> int:
    from ..publish.batch import build_all

    with screen.progress_bar(len(plans)) as (progress, finished):
        results = build_all(
            plans, jobs=jobs, warm=ANALYSIS, progress=progress, finished=finished, prove=faults_in
        )
    for result in results:
        for failure in result.failures:
            screen.complain(f"{result.edition}: {failure}")
        for warning in result.warnings:
            click.echo(f"warning: {result.edition}: {warning}", err=True)
    if len(results) == 1:
        return _tell_one(results[0])
    _tell_all(results)
    return 1 if any(result.status == "failed" for result in results) else 0


def _tell_one(result: Result) -> int:
    from ..publish.edition import shown

    if result.status == "failed":
        screen.complain(result.error, result.details)
    elif sys.stdout.isatty():
        published = f", {result.published}" if result.published else ""
        click.echo(f"{result.edition}: {result.status}{published} ({result.seconds:.1f} s)")
        for path in sorted(result.folder.iterdir()):
            click.echo(f"  {shown(path)}")
    else:
        click.echo(shown(result.folder))
    return result.exit_code


def _tell_all(results: Sequence[Result]) -> None:
    from ..publish.edition import shown

    rows = []
    for r in results:
        made = r.error if r.status == "failed" else shown(r.folder)
        rows.append((str(r.edition), r.published or r.status, f"{r.seconds:.1f}", made))
        if screen.wants_tracebacks and r.details:
            click.echo(r.details, err=True)
    screen.print_table(("edition", "status", "seconds", "folder or reason"), rows)
