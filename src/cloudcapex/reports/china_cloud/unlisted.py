"""Capex of companies that publish no accounts, as press and brokers tell it, each with its day."""

from __future__ import annotations

from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell
from ...facts.rows import LabRow
from ...language import N_, Number
from ...periods import Quarter
from ...statements import Assertion, Phrase, Statement, value
from ..documents import publisher
from .context import ChinaCloud
from .figures import evidence
from .years import PLANNED, SPENT, capex_of, lab_point, told_capex

MOST = 6
# What the note of a row begins with where the figure was hedged.
HEDGES = {
    "about": N_("about {figure}"),
    "over": N_("over {figure}"),
    "up to": N_("up to {figure}"),
}
_KINDS = {SPENT: N_("{year}, spent"), PLANNED: N_("{year}, planned")}


def _told(report: ChinaCloud) -> list[LabRow]:
    """Return what was told of years that had ended, and of plans for those that had begun or were about to."""
    return [r for r in told_capex(report.as_of) if _in_time(report, r)][-MOST:]


def _in_time(report: ChinaCloud, row: LabRow) -> bool:
    if row.metric == SPENT:
        return Quarter.containing(row.as_of) <= report.quarter
    return row.as_of.year <= (report.quarter + 1).year


def _hedge(row: LabRow) -> str:
    return HEDGES.get(row.note.partition(";")[0], "{figure}")


def _year(report: ChinaCloud, row: LabRow) -> str:
    return report.say(_KINDS[row.metric], year=str(row.as_of.year))


def _amount(report: ChinaCloud, row: LabRow) -> Cell:
    point = lab_point(row)
    text = report.say(_hedge(row), figure=report.language.write(Number(row.value, row.unit, place="table")))
    return report.linked(text, row.source_id, marks=point.marks)


def unlisted_message(report: ChinaCloud) -> Statement:
    """Say what the company last told of is said to have spent, and to plan."""
    told = _told(report)
    if not told:
        return report.state("Capex of companies that publish no accounts is not in the data up to {quarter}")
    who = max(told, key=lambda r: (r.filed, r.who)).who
    spent, planned = (_newest(report, told, who, metric) for metric in (SPENT, PLANNED))
    values: dict[str, object] = {"company": report.party(who)}
    held: list[Assertion | None] = []
    for name, year, row in (("spent", "year", spent), ("planned", "next", planned)):
        if row is not None:
            assertion, phrase = _figure(report, row)
            held.append(assertion)
            values |= {name: phrase, year: str(row.as_of.year)}
    return report.state(_SAID[spent is not None, planned is not None], *held, **values)


def _newest(report: ChinaCloud, told: list[LabRow], who: str, metric: str) -> LabRow | None:
    years = [r.as_of.year for r in told if (r.who, r.metric) == (who, metric)]
    return capex_of(report.as_of, metric, who, max(years)) if years else None


def _figure(report: ChinaCloud, row: LabRow) -> tuple[Assertion | None, Phrase]:
    found = evidence(report, f"labs.{row.metric}", row.who, quarter=Quarter.containing(row.as_of))
    number = Number(found[row.who].value, row.unit, row.who)
    return value(found), report.phrase(_hedge(row), figure=number)


def _passed_on(report: ChinaCloud, told: list[LabRow]) -> str:
    """Say why the title tells another figure of a year than the newest: that one has no named document to show."""
    who = max(told, key=lambda r: (r.filed, r.who)).who
    notes = []
    for metric in (SPENT, PLANNED):
        row = _newest(report, told, who, metric)
        if row is None:
            continue
        newest = max(_of_year(told, row), key=lambda r: r.filed)
        if newest.filed > row.filed:
            notes.append(
                report.say(
                    "For {year} the title takes {figure}, the newest that a named document tells; {newer} is passed on by an "
                    "author without a name.",
                    year=str(row.as_of.year),
                    figure=_words(report, row),
                    newer=_words(report, newest),
                )
            )
    return report.language.sentences(*notes)


def _of_year(told: list[LabRow], row: LabRow) -> list[LabRow]:
    return [r for r in told if (r.who, r.metric, r.as_of.year) == (row.who, row.metric, row.as_of.year)]


def _words(report: ChinaCloud, row: LabRow) -> str:
    return report.say(_hedge(row), figure=report.language.write(Number(row.value, row.unit)))


_SAID = {
    (True, True): N_(
        "{company} is said to have spent {spent} on capex in {year} and to plan {planned} for {next}"
    ),
    (True, False): N_("{company} is said to have spent {spent} on capex in {year}"),
    (False, True): N_("{company} is said to plan {planned} of capex for {next}"),
}

unlisted_capex = ChinaCloud.shows(
    Display(
        "unlisted_capex",
        _told,
        Columns(
            Head(N_("Company"), lambda report, row: report.party(row.who), share=0.95),
            Head(N_("Year"), _year, share=1.0),
            Head(lambda report: report.language.unit_name("CNY"), _amount, "right", 0.95),
            Head(
                N_("told by"),
                lambda report, row: publisher(report.language, report.source_row(row.source_id)),
                share=1.05,
            ),
            Head(N_("on"), lambda report, row: report.language.day(row.filed), share=1.2),
        ),
        lambda report: report.say(
            "Capex of companies that publish no accounts, a year, {unit}",
            unit=report.language.unit_name("CNY"),
        ),
        unlisted_message,
        N_("Table of what was told of capex at companies that publish no accounts. {title}."),
        notes=(
            N_(
                "No filing stands behind these: press, brokers and people who were briefed tell them, and the company may call them wrong. They are in no sum and no comparison here."
            ),
            _passed_on,
            N_("d derived, e a broker’s estimate, s secondary source."),
        ),
        points=lambda _, rows: [lab_point(r) for r in rows],
        wide=False,
    )
)
