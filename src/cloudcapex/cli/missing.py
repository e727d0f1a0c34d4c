"""`cloudcapex missing`: what a quarter should have and has not, and where to find it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence

import click

from .app import command, format_option
from .screen import print_json, print_table


@command("missing")
@click.argument("quarter", required=False)
@click.option(
    "--company", "companies", multiple=True, metavar="SLUG", help="Repeat for more; all by default."
)
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day.")
@format_option("table", "csv", "json")
def missing_command(quarter: str | None, companies: Sequence[str], as_of: str | None, form: str) -> None:
    """List what is missing of QUARTER, by company and metric, with its reason and where to find it.

    Expected is what a company had in at least three of the four quarters before. The reason `not_entered` is work:
    the document is out and linked, the data do not hold its figure. A figure that turns out not to be in the
    document gets a row in data/absences.csv, and is then said to be not disclosed. Without a QUARTER the
    newest that most companies have reported. Exits with 0 whether anything is missing or not.

    \b
    Examples:
      cloudcapex missing
      cloudcapex missing 2026Q2 --company meta --company nvidia
      cloudcapex missing 2026Q2 --format csv > to-do.csv
    """
    from ..metrics import missing

    frame = missing.missing(quarter, list(companies) or None, as_of)
    if form == "json":
        print_json([dict(zip(missing.COLUMNS, row, strict=True)) for row in frame.to_numpy().tolist()])
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([missing.COLUMNS, *frame.to_numpy().tolist()])
    elif frame.empty:
        click.echo("nothing that is expected is missing")
    else:
        print_table(missing.COLUMNS, frame.to_numpy().tolist())
