"""`cloudcapex trace`: how one figure comes about, down to what each document said."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from .app import command, format_option
from .screen import print_json, print_table

if TYPE_CHECKING:
    from ..tracing import Trace
    from ..tracing.lines import TraceLine

SHOWN = ("what", "period", "value", "unit", "document", "filed", "url", "note")


@command("trace")
@click.argument("metric")
@click.argument("company")
@click.argument("quarter")
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day.")
@click.option("--open", "opens", is_flag=True, help="Open the newest document behind it in a browser.")
@format_option("table", "csv", "json")
def trace_command(metric: str, company: str, quarter: str, as_of: str | None, opens: bool, form: str) -> None:
    """Show how the figure of a METRIC, COMPANY and QUARTER comes about.

    Each figure is followed by what it is computed from, set in, down to periods as a document stated them, with accession,
    day and address; then what was first reported and restated, what data/corrections.yml overrules, and at the end the
    definitions in force and those before and after. A missing figure has its reason, and what is held instead.
    A METRIC is named as for `series`, with .yoy, .qoq and .ttm; a COMPANY by its slug, ticker or name, in any case.
    Values are in whole units, shares are fractions.

    \b
    JSON:  the tree: {point, how, parts: [...], means, first, meanings, held, looked_in}; a part is such a tree again or
           {metric, definition, unit, start, end, length, tellings, used, corrections}.
    CSV:   a row a line of the table, `level` says how deep it stands.

    \b
    Examples:
      cloudcapex trace capex_cash microsoft 2026Q2
      cloudcapex trace capex_intensity.ttm META 2021Q4 --as-of 2022-02-28
      cloudcapex trace capex_cash amazon 2026Q2 --open
    """
    from ..tracing import trace
    from ..tracing.lines import COLUMNS, record_of

    found = trace(metric, company, quarter, as_of)
    if form == "json":
        print_json(record_of(found))
    elif form == "csv":
        rows = (map(record_of, line.cells()) for line in found.lines())
        csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows])
    else:
        print_table(SHOWN, [_row(line) for line in found.lines()], whole_lines=True)
    if opens:
        click.echo(_opened(found), err=True)


def _row(line: TraceLine) -> list[str]:
    """Return a line of the trace as one of the table, set in as deep as it stands."""
    what, unit = f"{'  ' * line.level}{line.what}", line.unit if line.digits else ""
    return [what, line.period, line.digits, unit, line.called, line.day, line.url, line.note]


def _opened(found: Trace) -> str:
    """Open the newest document that has an address in a browser, and say so in a line."""
    import webbrowser

    from ..facts.links import followed

    url = next(filter(None, (followed(document.url) for document in found.documents)), "")
    if not url:
        return "no document behind it has an address"
    try:
        there = webbrowser.open(url)
    except webbrowser.Error:
        there = False
    return f"opened {url}" if there else f"no browser here; the address is {url}"
