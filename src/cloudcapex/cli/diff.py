"""`cloudcapex diff`: what one edition knows that an earlier one did not."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..media import Json
from .app import command, format_option
from .screen import print_json, print_table

if TYPE_CHECKING:
    from ..changes import Change, Vintage
    from ..publish.lookup import MadeEdition

_VINTAGE = re.compile(r"\d{4}Q\d(@.*)?")


@dataclass(frozen=True)
class Side:
    """One of the two: what it could know, and the edition that was made of it, if any."""

    vintage: Vintage
    edition: MadeEdition | None

    def record(self) -> Json:
        made = self.edition
        return {
            "edition": str(made) if made else None,
            "quarter": str(self.vintage.quarter),
            "as_of": str(self.vintage.as_of),
            "data": made.data if made else None,
        }


@command("diff")
@click.argument("before", metavar="EDITION")
@click.argument("after", metavar="EDITION")
@click.option("--company", "companies", multiple=True, metavar="SLUG", help="Only these; repeat for more.")
@format_option("table", "json", "csv")
def diff_command(before: str, after: str, companies: Sequence[str], form: str) -> None:
    """Tell what changed from the earlier EDITION to the later one.

    An EDITION is a folder or its manifest.json, a name such as quarterly_review/2026Q2/en (looked up in reports/,
    then in build/), or QUARTER[@DATE]: the data of a quarter as known on a day, the newest one by default.
    Two editions are compared over their own companies and window, as on their second page; QUARTER@DATE over
    every company since 2018. What an edition knew is read from the data of now up to its day.

    \b
    Kinds: added (a company's quarter), restated, redefined, corrected (by data/corrections.yml),
    replaced (by a better source), gained, lost.
    JSON:  {before, after: {edition, quarter, as_of, data}, same_data, counts: {kind: figures}, changes: [...]}
           same_data is null where a side is no made edition; a change has kind, company, metric,
           definition, quarters, unit, before, after, valued, definition_before, grade_before, grade,
           figures, filed, sources_before, sources, reason; what is missing is null, values are in
           whole units, shares are fractions.
    Exit:  0 compared, whether anything changed or not; 1 a manifest is broken; 2 the command is wrong.

    \b
    Examples:
      cloudcapex diff quarterly_review/2026Q1/en quarterly_review/2026Q2/en
      cloudcapex diff 2023Q4@2024-02-15 2023Q4 --company meta
      cloudcapex diff 2024Q1 2024Q2 --format json
    """
    from ..changes import KINDS, changes, with_followed

    old, new = _side(before), _side(after)
    _refuse_other_reports(old, new)
    asked, start = list(companies) or None, "2018Q1"
    if new.edition and old.edition:
        start = _first_quarter(new.edition)
        asked = asked or list(with_followed(_companies(new.edition)))
    found = changes(old.vintage, new.vintage, asked, start)
    counts = {kind: sum(c.figures for c in found if c.kind == kind) for kind in KINDS}
    same = old.edition.data == new.edition.data if old.edition and new.edition else None
    if form == "json":
        sides = {"before": old.record(), "after": new.record(), "same_data": same, "counts": counts}
        print_json({**sides, "changes": [_record(change) for change in found]})
    elif form == "csv":
        rows = [_record(change) for change in found]
        header = list(_columns())
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([header, *([_cell(row[name]) for name in header] for row in rows)])
    else:
        _show(old, new, found, counts, same)


def _side(text: str) -> Side:
    """Read what the reader named: a quarter and a day, or an edition that was made."""
    from ..changes import Vintage
    from ..periods import Quarter, parse_date
    from ..publish.lookup import find_edition

    if _VINTAGE.fullmatch(text):
        return Side(_vintage(text), None)
    made = find_edition(text)
    return Side(Vintage(Quarter.parse(made.quarter), parse_date(made.as_of)), made)


def _vintage(text: str) -> Vintage:
    from .. import facts, metrics
    from ..changes import Vintage
    from ..periods import Quarter, parse_date

    name, at, date = text.partition("@")
    quarter = Quarter.parse(name)
    first, last = Quarter(2018, 1), metrics.newest_quarter()
    if not first <= quarter <= last:
        raise UsageError(f"{quarter} is outside the data", where=text, valid=f"{first} to {last}")
    day = parse_date(date, where=text) if at else facts.newest_day()
    if day <= quarter.end:
        raise UsageError(f"{quarter} was not over on {day}", where=text, valid=f"a day after {quarter.end}")
    return Vintage(quarter, min(day, facts.newest_day()))


def _refuse_other_reports(old: Side, new: Side) -> None:
    if old.edition and new.edition and old.edition.report != new.edition.report:
        raise UsageError(
            f"{old.edition.report} and {new.edition.report} are different reports",
            remedy="compare two editions of one report, or QUARTER@DATE with QUARTER@DATE",
        )


def _first_quarter(edition: MadeEdition) -> str:
    from ..periods import Quarter

    window = edition.parameters.get("window", 30)
    quarters = window if isinstance(window, int) else 30
    return str(max(Quarter(2018, 1), Quarter.parse(edition.quarter) - (quarters - 1)))


def _companies(edition: MadeEdition) -> list[str]:
    asked = edition.parameters.get("companies", [])
    return [
        str(slug)
        for slug in (asked if isinstance(asked, list) else str(asked).split(","))
        if str(slug).strip()
    ]


def _columns() -> Sequence[str]:
    from ..changes import COLUMNS

    return COLUMNS


def _record(change: Change) -> Json:
    return {name: _plain(getattr(change, name)) for name in _columns()}


def _plain(value: object) -> object:
    """Return a value as JSON has it: null where missing, whole numbers without a point."""
    if value is None or value == "" or value != value:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else float(value)
    if isinstance(value, tuple):
        return [str(part) for part in value]
    return value if isinstance(value, int) else str(value)


def _cell(value: object) -> object:
    return ";".join(value) if isinstance(value, list) else "" if value is None else value


def _show(old: Side, new: Side, found: Sequence[Change], counts: dict[str, int], same: bool | None) -> None:
    from ..reports.change_words import exact, kind_name, measure
    from ..reports.report import Report

    report = Report(new.vintage.quarter, new.vintage.as_of)
    click.echo(f"{_name(new)} against {_name(old)}")
    if same:
        click.echo("both were made from the same data: what differs is the quarter and the day")
    elif same is False:
        click.echo("the data changed between the two: what either knew is read from the data of now")
    rows = [
        (
            kind_name(report, change.kind),
            report.company(change.company),
            measure(report, change.metric) if change.metric else f"{change.figures} figures",
            _quarters(change),
            exact(report, change.before, change.unit, change.metric),
            exact(report, change.after, change.unit, change.metric),
            str(change.filed or ""),
            ", ".join(change.sources or change.sources_before),
        )
        for change in found
    ]
    if rows:
        print_table(
            ("what", "company", "measure", "quarter", "before", "after", "known on", "documents"), rows
        )
        click.echo(", ".join(f"{kind} {count}" for kind, count in counts.items() if count))
    else:
        click.echo("nothing changed")


def _quarters(change: Change) -> str:
    """Write the quarters, and the one of the values where that is not the last of them."""
    from ..reports.change_words import span

    other = change.valued not in (None, change.quarters[-1]) and change.kind == "redefined"
    return span(change.quarters) + (f" ({change.valued})" if other else "")


def _name(side: Side) -> str:
    return f"{side.edition or side.vintage.quarter} as known on {side.vintage.as_of}"
