"""`cloudcapex add`: rows of files are taken in, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..errors import UsageError
from .app import command
from .taken import show


@command("add")
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--table", default="", metavar="TABLE", help="Of which table a CSV is, where its header does not tell."
)
@click.option("--template", "shape", metavar="TABLE", help="Print the shape of a table, to be filled in.")
@click.option("--accession", default="", metavar="NUMBER", help="Of a document: its number at the SEC.")
@click.option("--filed", default="", metavar="DATE", help="Of a document: the day it was filed.")
@click.option(
    "--since", default="", metavar="DATE", help="Of company facts: leave out what was filed before."
)
@click.option("--dry-run", is_flag=True, help="Check and tell, and change nothing.")
def add_command(
    files: Sequence[Path],
    table: str,
    shape: str | None,
    accession: str,
    filed: str,
    since: str,
    dry_run: bool,
) -> None:
    """Take in the rows of each FILE, all together or, where one is bad, none.

    A FILE is a CSV in the shape of a table of data/ (data/README.md; `--template TABLE` prints it): figures, guidance,
    deals, rounds, remarks and their sources; the JSON that the SEC gives of a company
    (https://data.sec.gov/api/xbrl/companyfacts/CIK0000789019.json); or a filing's own document with inline XBRL (.htm),
    for segments and a company's own concepts. What is held already is skipped, what contradicts the same document stops
    it, and every bad row is named with its line. What is new is told, and what is left to type. Up to 200 MB a file;
    nothing is unpacked.

    \b
    Examples:
      cloudcapex add --template disclosures > q3.csv
      cloudcapex add sources.csv q3.csv --dry-run
      cloudcapex add CIK0000789019.json
      cloudcapex add msft-20260930.htm --accession 0000789019-26-000001 --filed 2026-10-28
    """
    from ..intake import proposal_of, take, template
    from ..periods import parse_date

    if shape is not None:
        click.echo(template(shape), nl=False)
        return
    if not files:
        raise UsageError("no file is given", remedy="give FILE..., or --template TABLE for the shape of one")
    for option, day in (("--filed", filed), ("--since", since)):
        if day:
            parse_date(day, where=option)
    proposal = proposal_of(files, table=table, accession=accession, filed=filed, since=since)
    show(take(proposal, dry_run=dry_run), dry_run=dry_run)
