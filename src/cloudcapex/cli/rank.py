"""`cloudcapex screen`: which filers have most of something, in one quarter."""

from __future__ import annotations

import csv
import sys

import click

from .app import command
from .ask import plain
from .screen import counted, print_table

_SHOWN = ("company", "name", "calendar_quarter", "period_end", "value", "unit", "basis", "sources")


@command("screen")
@click.argument("metric")
@click.option(
    "--top", type=click.IntRange(1), default=50, show_default=True, help="How many, the largest first."
)
@click.option(
    "--quarter", metavar="QUARTER", help="Calendar quarter; the newest that most reported by default."
)
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header.")
def screen_command(metric: str, top: int, quarter: str | None, as_of: str | None, as_csv: bool) -> None:
    """Rank all filers by a METRIC in one calendar quarter, the largest first.

    All filers are those of the SEC's bulk file that `cloudcapex refresh --bulk` took in; without one, the companies of the data.
    METRIC is any that `cloudcapex series` knows, transforms included. Who has no value in the quarter, or has it in
    another currency than most, is counted and not ranked.

    \b
    Examples:
      cloudcapex screen capex_intensity.ttm --top 50
      cloudcapex screen capex_cash.yoy --quarter 2026Q2 --csv > capex.csv
    """
    from ..bulk.asking import screen

    found = screen(metric, top, quarter, as_of)
    rows = [
        [n, *(plain(cell) for cell in row)]
        for n, row in enumerate(found.rows[list(_SHOWN)].itertuples(index=False), 1)
    ]
    if as_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows([("rank", *_SHOWN), *rows])
    else:
        print_table(
            ("rank", *_SHOWN),
            [["" if cell is None else str(cell) for cell in row] for row in rows],
            whole_lines=True,
        )
    elsewhere = f", {found.elsewhere:,} have it in another unit" if found.elsewhere else ""
    click.echo(
        f"{found.quarter}: {len(rows):,} shown of {counted(found.asked, 'filer')}; {found.missing:,} have no value{elsewhere}",
        err=True,
    )
