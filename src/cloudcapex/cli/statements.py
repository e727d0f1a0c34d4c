"""`cloudcapex statements`: the sentences of an edition with what they assert, and the proof of them all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..errors import CloudcapexError, UsageError
from ..language import LANGUAGES
from ..media import Json
from . import screen
from .app import command, format_option
from .asked import editions
from .screen import counted, print_json, print_table

if TYPE_CHECKING:
    from ..publish.plan import Plan


@command("statements")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("--quarter", "-q", help="2026Q2; with --prove also a span 2019Q1..2026Q2, or a comma list.")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter; see `list`.")
@click.option("--language", "-l", help=f"One of {', '.join(LANGUAGES)}; with --prove also a comma list.")
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day; the newest day by default.")
@click.option(
    "--prove", "proving", is_flag=True, help="Hold them against the data instead; all reports by default."
)
@format_option("table", "json")
def statements_command(
    reports: Sequence[str],
    quarter: str | None,
    parameters: Sequence[str],
    language: str | None,
    as_of: str | None,
    proving: bool,
    form: str,
) -> int:
    """Print the statements of an edition of REPORT: each sentence that claims something, and what it asserts.

    \b
    JSON:  one array, an object an assertion: whom the words name (population), each value with its base,
           definition, period and sources, of whom it is true, false, unknown and why, the result, and
           every printed number. A sentence that asserts two things has two objects, joined by `sentence`.
           Numbers are unrounded, in the units of `series`.
    With --prove every object is held against the data by another path than the one that chose the words:
    a line an edition with its statements, faults and seconds, then a line for each fault.
    JSON:  [{edition, statements, seconds, failures: [{statement, text, wrong}]}]
    Exit:  0 all hold; 1 a statement does not hold, or an edition cannot be made; 2 the command is wrong.

    \b
    Examples:
      cloudcapex statements quarterly_review --quarter 2026Q2
      cloudcapex statements quarterly_review -q 2023Q4 --as-of 2024-02-15 --format json > statements.json
      cloudcapex statements --prove
      cloudcapex statements --prove quarterly_review --quarter 2019Q1..2026Q2
    """
    from ..publish.plan import reports as known_reports

    if not proving and len(reports) != 1:
        what = "names no report" if not reports else f"names {len(reports)} reports"
        raise UsageError(
            what, where="REPORT", valid=known_reports(), remedy="name one, or prove them with --prove"
        )
    asked = reports or known_reports()
    plans = editions(asked, parameters, quarter=quarter, language=language, as_of=as_of)
    if proving:
        return _prove(plans, form)
    if len(plans) > 1:
        raise UsageError(f"{len(plans)} editions asked for", remedy="ask for one, or prove them with --prove")
    _show(collect(plans[0].edition.report, plans[0].values), form)
    return 0


def collect(report: str, parameters: Json) -> list[dict[str, object]]:
    """Make a report in this process and return its statements, an object an assertion."""
    from ..reports import statements_of

    return statements_of(report, **parameters)


def faults_in(records: Sequence[Json]) -> list[str]:
    """Prove statements, and return a line for each fault in them."""
    from ..statements.proof import prove
    from .readers import readers

    return [str(failure) for failure in prove(records, readers=readers())]


def _show(records: Sequence[Json], form: str) -> None:
    if form == "json":
        print_json(list(records))
        return
    print_table(
        ("id", "place", "form", "asserts", "sentence"),
        [(str(r["id"]), str(r["place"]), str(r["form"]), _asserts(r), str(r["text"])) for r in records],
    )
    sentences = len({r["sentence"] for r in records})
    click.echo(f"{counted(len(records), 'statement')} in {counted(sentences, 'sentence')}")


def _asserts(record: Json) -> str:
    """Say in a few words what an object asserts."""
    of = ", ".join(record["true_of"]) or "nobody"
    parts = [record["quantifier"], record["direction"], record["measure"] or _measures(record), f"of {of}"]
    if record["unknown"]:
        parts.append("unknown " + ", ".join(record["unknown"]))
    return "; ".join(str(part) for part in parts if part)


def _measures(record: Json) -> str:
    return ", ".join(dict.fromkeys(o["measure"] for o in record.get("operands") or ()))


def _prove(plans: Sequence[Plan], form: str) -> int:
    """Prove edition after edition; one that cannot be made is told, and the others are carried on with."""
    from ..statements.proof import prove
    from .readers import readers

    told: list[Json] = []
    for plan in plans:
        started = time.monotonic()
        failures: list[dict[str, str]] = []
        records: Sequence[Json] = ()
        try:
            records = collect(plan.edition.report, plan.values)
            found = prove(records, readers=readers())
            failures = [{"statement": f.statement, "text": f.text, "wrong": f.wrong} for f in found]
        except CloudcapexError as wrong:
            failures = [{"statement": "", "text": "", "wrong": f"it cannot be made: {wrong}"}]
        seconds = round(time.monotonic() - started, 2)
        told.append(
            {
                "edition": str(plan.edition),
                "statements": len(records),
                "seconds": seconds,
                "failures": failures,
            }
        )
        if form == "table":
            _tell(told[-1])
    if form == "json":
        print_json(told)
    return 1 if any(one["failures"] for one in told) else 0


def _tell(one: Json) -> None:
    told, faults = counted(one["statements"], "statement"), counted(len(one["failures"]), "fault")
    click.echo(f"{one['edition']}: {told}, {faults} ({one['seconds']:.1f} s)")
    for failure in one["failures"]:
        words = f" (“{failure['text']}”)" if failure["text"] else ""
        name = f"{failure['statement']}: " if failure["statement"] else ""
        screen.complain(" ".join(f"{one['edition']}: {name}{failure['wrong']}{words}".split()))
