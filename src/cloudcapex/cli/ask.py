"""`cloudcapex list`, `series` and `check`: questions that change nothing."""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .app import command, format_option
from .screen import print_json, print_table

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "company", "calendar_quarter", "fiscal_quarter", "period_start", "period_end", "value", "unit", "basis",
    "evidence", "definition", "sources", "rounded_to", "low", "high", "reason",
)  # fmt: skip


@command("list")
@format_option("table", "json")
def list_command(form: str) -> None:
    """List the reports, their parameters with help, and the editions that are there."""
    from ..publish.listing import editions, reports_with_parameters

    found = {"reports": reports_with_parameters(), "editions": editions()}
    if form == "json":
        print_json(found)
        return
    for report in found["reports"]:
        click.echo(f"{report['report']}: {report['title']}")
        print_table(
            ("parameter", "kind", "default", "what it is"),
            [(p["name"], p["kind"], _default(p["default"]), p["help"]) for p in report["parameters"]],
        )
    if not found["reports"]:
        click.echo("no reports: notebooks/ holds no notebook with parameters")
    elif not found["editions"]:
        click.echo(f"no editions yet: cloudcapex build {found['reports'][0]['report']}")
    else:
        click.echo("editions")
        print_table(
            ("edition", "as of", "where", "made from the data of now"),
            [
                (e["edition"], e["as_of"], e["folder"], "yes" if e["current"] else "no")
                for e in found["editions"]
            ],
        )


def _default(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@command("series")
@click.argument("metric")
@click.option(
    "--company",
    "companies",
    multiple=True,
    metavar="SLUG",
    help="Or ticker or name; repeat for more; all by default. Of the bulk file: cik0000320193.",
)
@click.option("--from", "start", default="2018Q1", show_default=True, help="First calendar quarter.")
@click.option("--to", "end", help="Last calendar quarter; the newest that most companies filed by default.")
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day.")
@click.option("--first-reported", is_flag=True, help="Values as first reported, not as restated later.")
@format_option("table", "csv", "json")
def series_command(
    metric: str,
    companies: Sequence[str],
    start: str,
    end: str | None,
    as_of: str | None,
    first_reported: bool,
    form: str,
) -> None:
    """Print a METRIC by company and quarter, with its sources.

    Values are in whole units; shares are fractions. A missing quarter has a row with an empty value and its `reason`: not_disclosed,
    not_entered (its document is out, see `cloudcapex missing`), not_yet_filed, not_applicable or not_derivable.
    .yoy, .qoq and .ttm after a metric's name transform it. `rounded_to` is the step that a stated value is
    rounded to; `low` and `high` are the bounds that rounding leaves a value, its own or that of its operands.

    \b
    Examples:
      cloudcapex series capex_cash --company microsoft --format csv > capex.csv
      cloudcapex series cloud_revenue.yoy --company amazon --from 2023Q1
      cloudcapex series capex_cash --as-of 2024-02-15 --first-reported
    """
    from .. import metrics
    from ..periods import Quarter

    first = Quarter.parse(start, where="--from")
    filers = _filers(companies)
    if end is not None and Quarter.parse(end, where="--to") < first:
        raise UsageError(f"{first} to {end} runs backwards", remedy="give the earlier quarter with --from")
    if end is None and filers is None and (newest := metrics.newest_quarter(as_of)) < first:
        raise UsageError(f"{first} lies after {newest}, the newest quarter most companies had reported")
    if filers is None:
        frame = metrics.series(
            metric, list(companies) or None, start=start, end=end, as_of=as_of, first_reported=first_reported
        )
    else:
        from ..bulk.asking import series

        frame = series(metric, filers, start, end, as_of, first_reported)
    rows = _rows(frame)
    if form == "json":
        print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows])
    else:
        print_table(
            COLUMNS, [["" if cell is None else str(cell) for cell in row] for row in rows], whole_lines=True
        )


def _filers(companies: Sequence[str]) -> list[str] | None:
    """Return the filers of the bulk file that are named; None where it is companies of the data, as it nearly always is."""
    if not any(name.lower().startswith("cik") for name in companies):
        return None
    from ..bulk.asking import filers_named

    return filers_named(companies)


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    """Return the printed columns as plain values: None where missing or unbounded, whole numbers without a point."""
    return [[plain(cell) for cell in row] for row in frame[list(COLUMNS)].itertuples(index=False)]


def plain(cell: object) -> object:
    """Return a cell as a value to print: None where missing or unbounded, a whole number without a point."""
    if cell is None or cell != cell:  # NaN and NaT differ from themselves
        return None
    if hasattr(cell, "date"):
        return str(cell.date())
    if isinstance(cell, float):
        if math.isinf(cell):
            return None
        return int(cell) if cell.is_integer() else float(cell)
    return str(cell)


@command("check")
@click.option(
    "--against", metavar="edgar|URL", help="Read every filed fact again at the SEC, or at a mirror of it."
)
@click.option(
    "--company",
    "companies",
    multiple=True,
    metavar="SLUG",
    help="With --against: only these; repeat for more.",
)
@format_option("table", "json")
def check_command(against: str | None, companies: Sequence[str], form: str) -> int:
    """Run every check of the data; exit with 1 when one fails.

    With --against every filed fact is looked up again where it was filed: the same, restated since, not found, or
    different. What is the same is counted and not listed; it exits with 1 when a figure is different.

    \b
    Examples:
      cloudcapex check
      cloudcapex check --against edgar --company microsoft
    """
    if against is not None:
        from .against import check_against

        return check_against(against, companies, form)
    if companies:
        raise UsageError("given without --against", where="--company", remedy="checks are of all the data")
    from .. import checks

    found = [(check.name, check.status, check.reason) for check in checks.run_checks()]
    if form == "json":
        print_json([{"name": name, "status": status, "reason": reason} for name, status, reason in found])
    else:
        print_table(("check", "status", "reason"), found)
        counts = {status: sum(s == status for _, s, _ in found) for status in ("passed", "skipped", "failed")}
        click.echo(", ".join(f"{number} {status}" for status, number in counts.items()))
    return 1 if any(status == "failed" for _, status, _ in found) else 0
