"""`cloudcapex refresh`: new facts from SEC EDGAR, taken with their documents, and the difference printed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import CloudcapexError, DataError, UsageError
from .app import command
from .screen import complain, counted, print_table, say
from .taken import show

if TYPE_CHECKING:
    from ..refresh import Better, Edgar, Gathered

_MOST_BETTER, _MOST_UNREAD = 12, 20


@command("refresh")
@click.argument("companies", nargs=-1, metavar="[COMPANY ...]")
@click.option(
    "--since", metavar="DATE", help="From this day on; by default from the newest report held of each."
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken and change nothing.")
@click.option("--offline", is_flag=True, help="Ask nobody: read what was fetched before.")
@click.option(
    "--bulk", metavar="ZIP", help="Take every filer from the SEC's companyfacts.zip, beside the data."
)
def refresh_command(
    companies: Sequence[str], since: str | None, dry_run: bool, offline: bool, bulk: str | None
) -> int:
    """Bring what companies filed at the SEC since the newest report held: facts, and the documents that state them.

    Consolidated facts come from the SEC's company facts, segments and a company's own concepts from the filing itself;
    a press release comes as a document, whose figures `cloudcapex missing` then lists for a person to type. A figure that
    stands on a release or a report gets the row of the filing that states the same. Nothing that is there is changed or
    dropped, and a second refresh brings nothing. Without a COMPANY all that file 10-Qs. Where one fails, nothing of it
    is taken, the others are, and the exit code is 1.

    The SEC asks who calls: EDGAR_IDENTITY holds a name and an address of e-mail. EDGAR_BASE_URL and EDGAR_DATA_URL
    name a mirror. It needs edgartools: pip install 'cloudcapex[edgar]'.

    With --bulk the SEC's bulk file is read, a member a filer, and what metrics are read from is kept in `bulk/`, not in `data/`;
    it takes the place of what was kept before. `cloudcapex screen` and `series --company cik…` read it. A member that is broken
    is a line, the others are taken, and the exit code is 1. It needs DuckDB: pip install 'cloudcapex[bulk]'.

    \b
    Examples:
      export EDGAR_IDENTITY='Ann Analyst ann@example.com'
      cloudcapex refresh microsoft
      cloudcapex refresh --dry-run
      cloudcapex refresh amazon --since 2024-01-01
      cloudcapex refresh --bulk companyfacts.zip
    """
    if bulk is not None:
        if companies or since or offline:
            raise UsageError(
                "given with a COMPANY, --since or --offline",
                where="--bulk",
                remedy="the bulk file is taken whole",
            )
        return _take_bulk(bulk, dry_run)
    from ..refresh import edgar, refreshed

    day = _day(since)
    slugs = refreshed(companies)
    with edgar(offline=offline, told=_note) as source:
        found, failed = _gathered(source, slugs, day)
    failed += _take(found, dry_run)
    for one in found:
        if one.company not in failed:
            _show_better(one, dry_run)
    if failed:
        complain(f"nothing of {', '.join(failed)} was taken; the others are as they should be")
    return 1 if failed else 0


def _take_bulk(name: str, dry_run: bool) -> int:
    """Take the bulk file; say what came of it, and a line for each member that was not taken."""
    from ..bulk.taking import take_bulk

    lines = 0

    def told(line: str) -> None:
        nonlocal lines
        lines += 1
        if lines <= _MOST_UNREAD:
            complain(line)

    taken = take_bulk(Path(name), told, dry_run=dry_run)
    if lines > _MOST_UNREAD:
        complain(f"and {lines - _MOST_UNREAD:,} more members")
    click.echo(
        f"{counted(taken.facts, 'fact')} of {counted(taken.filers, 'filer')} {'would be kept' if dry_run else 'kept'}; "
        f"{counted(taken.silent, 'other filer')} without a figure that a metric is read from"
    )
    if taken.unread:
        complain(f"{counted(taken.unread, 'member')} not taken; the others are as they should be")
    return 1 if taken.unread else 0


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
    say(line, err=True)


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


def _show_better(found: Gathered, dry_run: bool) -> None:
    """Say which figures stand on a better document now, which the filing tells otherwise, and where more could be."""
    taken = [one for one in found.better if one.same]
    others = [one for one in found.better if not one.same]
    if taken:
        done = "would stand" if dry_run else "stand"
        click.echo(
            f"{found.company}: {counted(len(taken), 'figure')} of a weaker document {done} on the filing that states the "
            "same, too; the weaker rows stay"
        )
        _list_better(taken)
    if others:
        first = min(one.fact.filed for one in others)
        click.echo(
            f"{found.company}: {counted(len(others), 'figure')} of a weaker document that a filing states otherwise; "
            f"look at both, then cloudcapex refresh {found.company} --since {first} takes the filing's"
        )
        _list_better(others)
    if found.unread:
        first = str(min(filing.filed for _, filing in found.unread))
        click.echo(
            f"{found.company}: {counted(len(found.unread), 'figure')} of a weaker document, of periods whose reports were "
            f"not read: cloudcapex refresh {found.company} --since {first} looks there"
        )


def _list_better(better: Sequence[Better]) -> None:
    lines = [
        (
            one.weaker.metric,
            str(one.weaker.period_end),
            f"{one.weaker.source_id} ({one.weaker.evidence})",
            f"{one.weaker.value:,.0f}",
            one.fact.accession,
            f"{one.fact.value:,.0f}",
        )
        for one in better[:_MOST_BETTER]
    ]
    print_table(("metric", "to", "stood on", "with", "better", "with"), lines)
    if len(better) > _MOST_BETTER:
        click.echo(f"and {len(better) - _MOST_BETTER} more")
