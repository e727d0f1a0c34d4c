"""`cloudcapex refresh`: new facts from SEC EDGAR, taken with their documents, and the difference printed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..errors import CloudcapexError, DataError, UsageError
from .app import command
from .screen import complain, counted, print_table
from .taken import show

if TYPE_CHECKING:
    from ..refresh import Edgar, Gathered

_MOST_BETTER = 12


@command("refresh")
@click.argument("companies", nargs=-1, metavar="[COMPANY ...]")
@click.option(
    "--since", metavar="DATE", help="From this day on; by default from the newest report held of each."
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken and change nothing.")
@click.option("--offline", is_flag=True, help="Ask nobody: read what was fetched before.")
def refresh_command(companies: Sequence[str], since: str | None, dry_run: bool, offline: bool) -> int:
    """Bring what companies filed at the SEC since the newest report held: facts, and the documents that state them.

    Consolidated facts come from the SEC's company facts, segments and a company's own concepts from the filing itself;
    a press release comes as a document, whose figures `cloudcapex missing` then lists for a person to type. Nothing that
    is there is changed or dropped, and a second refresh brings nothing. Without a COMPANY all that file 10-Qs. Where
    one fails, nothing of it is taken, the others are, and the exit code is 1.

    The SEC asks who calls: EDGAR_IDENTITY holds a name and an address of e-mail. EDGAR_BASE_URL and EDGAR_DATA_URL
    name a mirror. It needs edgartools: pip install 'cloudcapex[edgar]'.

    \b
    Examples:
      export EDGAR_IDENTITY='Ann Analyst ann@example.com'
      cloudcapex refresh microsoft
      cloudcapex refresh --dry-run
      cloudcapex refresh amazon --since 2024-01-01
    """
    from ..refresh import edgar, refreshed

    day = _day(since)
    slugs = refreshed(companies)
    with edgar(offline=offline, told=_note) as source:
        found, failed = _gathered(source, slugs, day)
    failed += _take(found, dry_run)
    for one in found:
        _show_better(one)
    if failed:
        complain(f"nothing of {', '.join(failed)} was taken; the others are as they should be")
    return 1 if failed else 0


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a date", where="--since", valid="a day such as 2026-07-29"
        ) from None
    if day > dt.date.today():
        raise UsageError(f"{day} has not come", where="--since", valid="a day up to today")
    return day


def _note(line: str) -> None:
    click.echo(line, err=True)


def _gathered(source: Edgar, slugs: Sequence[str], day: dt.date | None) -> tuple[list[Gathered], list[str]]:
    """Gather each company's rows; one that fails is named and left out."""
    from ..refresh import gather

    found: list[Gathered] = []
    failed = []
    for slug in slugs:
        _note(f"{slug}: asking {source.data}")
        try:
            found.append(gather(source, slug, day))
        except CloudcapexError as wrong:
            complain(f"{slug}: {wrong}")
            failed.append(slug)
            continue
        _note(f"{slug}: {counted(len(found[-1].proposal.rows), 'row')} read")
    return found, failed


def _take(found: Sequence[Gathered], dry_run: bool) -> list[str]:
    """Take what was gathered as one act; where that fails, company by company, so that a bad row stops one alone."""
    from ..intake import take
    from ..refresh import together

    if len(found) > 1:
        with contextlib.suppress(DataError):
            show(take(together(found), dry_run=dry_run), dry_run=dry_run)
            return []
    failed = []
    for one in found:
        try:
            show(take(one.proposal, dry_run=dry_run), dry_run=dry_run)
        except DataError as wrong:
            complain(f"{one.company}: {wrong}")
            failed.append(one.company)
    return failed


def _show_better(found: Gathered) -> None:
    """Propose the filings that give what the data have of a weaker document."""
    if not found.better:
        return
    first = min(b.filed for b in found.better)
    click.echo(
        f"{found.company}: {counted(len(found.better), 'figure')} of a weaker document that a filing states, too: "
        f"cloudcapex refresh {found.company} --since {first} takes them; the weaker rows stay"
    )
    lines = [(b.metric, str(b.end), f"{b.source_id} ({b.evidence})", b.accession) for b in found.better]
    print_table(("metric", "to", "stands on", "better"), lines[:_MOST_BETTER])
    if len(lines) > _MOST_BETTER:
        click.echo(f"and {len(lines) - _MOST_BETTER} more")
