"""`cloudcapex check --against`: every filed fact of the data, read again where it was filed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..errors import CloudcapexError
from .screen import complain, counted, print_json, print_table, say

if TYPE_CHECKING:
    from ..refresh import Reread

EDGAR = "edgar"
COLUMNS = ("company", "what", "to", "document", "outcome", "in the data", "at the SEC", "note")


def check_against(where: str, companies: Sequence[str], form: str) -> int:
    """Print what does not stand as it was, and how much does; 1 where a figure differs or a company could not be read.

    Parameters
    ----------
    where : str
        ``edgar``, or the address of a mirror of both of its servers.
    companies : sequence of str
        Slugs or tickers; empty for every company that the data hold filings of.
    form : str
        ``table`` or ``json``.
    """
    from ..refresh import DIFFERENT, OUTCOMES, SAME, edgar, held_against, refreshed

    rows: list[Reread] = []
    failed = []
    with edgar(None if where == EDGAR else where, told=_note) as source:
        for slug in refreshed(companies):
            _note(f"{slug}: asking {source.data}")
            try:
                rows += held_against(source, slug, _note)
            except CloudcapexError as wrong:
                complain(f"{slug}: {wrong}")
                failed.append(slug)
    told = [(*row[:2], str(row.end), *row[3:]) for row in rows]
    if form == "json":
        print_json([dict(zip(COLUMNS, row, strict=True)) for row in told])
    else:
        print_table(COLUMNS, [row for row in told if row[4] != SAME])
        counts = Counter(row.outcome for row in rows)
        click.echo(f"{counted(len(rows), 'filed fact')}: {', '.join(f'{counts[o]} {o}' for o in OUTCOMES)}")
    return 1 if failed or any(row.outcome == DIFFERENT for row in rows) else 0


def _note(line: str) -> None:
    say(line, err=True)
