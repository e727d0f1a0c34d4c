"""Tables of figures as companies last stated them, a row a measure, and titles that list one measure by company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from .. import facts, metrics
from ..exhibits.display import Columns, Display, Head
from ..language import N_, Number
from ..metrics.stated import stated
from ..statements import Statement, each_beyond, longest, value
from .company_report import CompanyReport
from .stated import (
    Standing,
    both_points,
    drawn,
    evidence,
    in_words,
    last_stated,
    none_of,
    parted_note,
    rows_of_csv,
    standing,
    stated_before,
    stated_for,
    what_it_counts,
)

R = TypeVar("R", bound=CompanyReport)
_TELL = "companies that state it"
# What was stated longer ago than this is no answer to how things stand.
_QUARTERS = 8
_NAMED = 5  # in a sentence


def standings(report: CompanyReport, metric: str) -> list[Standing]:
    """Return how a measure stands, and a year before, at each company of the edition that stated it within eight quarters."""
    found = []
    for company in report.beside("cloud", "supplier"):
        told = stated(company, metric, report.quarter, report.as_of)
        if told and told[-1].point.quarter > report.quarter - _QUARTERS:
            found.append(standing(_asked(company, metric), told, apart=4))
    return found


def _asked(company: str, metric: str) -> facts.Member:
    """Return a company as a member of no set of the tables."""
    return facts.Member(company, metric, "", facts.Names(("", "", "")))


def all_standings(*measures: str) -> Callable[[CompanyReport], list[Standing]]:
    """Return what gathers how some measures stand, company by company, see `standings`."""

    def rows(report: CompanyReport) -> list[Standing]:
        found = [one for metric in measures for one in standings(report, metric)]
        place = report.beside("cloud", "supplier")
        return sorted(found, key=lambda s: place.index(s.member.company))

    return rows


def listed_message(
    metric: str, message: str, some: str, nothing: str, *, by_size: bool = True
) -> Callable[[CompanyReport], Statement]:
    """Make what lists one measure by company: as many as a title holds.

    Parameters
    ----------
    metric : str
        The measure.
    message, some : str
        With ``{list}``: of all that state it, and of ``{n}`` of these ``{all}``.
    nothing : str
        Said where the data hold none, of ``{quarter}``.
    by_size : bool
        The largest first; else in the order of the house, for what may not be ranked.
    """

    def title(report: CompanyReport) -> Statement:
        found = standings(report, metric)
        if by_size:
            found.sort(key=lambda s: -s.last.point.value)
        if not found:
            asked = [_asked(c, metric) for c in report.companies]
            return report.nothing(nothing, none_of(asked, report.quarter, _TELL))
        most = min(len(found), _NAMED)
        return longest(
            _listed(report, message if n == len(found) else some, found, n) for n in range(1, most + 1)
        )

    return title


def _listed(report: CompanyReport, message: str, found: Sequence[Standing], shown: int) -> Statement:
    """Write the list of the first of those found, with how many they are."""
    parts = (found[:shown], found) if shown < len(found) else ()
    return report.state(
        message,
        *(each_beyond(evidence([s.last for s in part], _TELL), 0.0) for part in parts),
        list=_list(report, found[:shown]),
        n=Number(float(shown), "count"),
        all=Number(float(len(found)), "count"),
    )


def _list(report: CompanyReport, shown: Sequence[Standing]) -> Statement:
    """List figures, each with its quarter, or all with the one they are of."""
    alike = len({s.last.point.quarter for s in shown}) == 1
    return report.state(
        "{list} ({quarter})" if alike else "{list}",
        list=report.clauses([_clause(report, s, dated=not alike) for s in shown]),
        quarter=shown[0].last.point.quarter,
    )


def _clause(report: CompanyReport, one: Standing, *, dated: bool) -> Statement:
    return report.state(
        N_("{name} {value} ({quarter})") if dated else "{name} {value}",
        value(evidence([one.last], _TELL)),
        name=report.company(one.member.company),
        value=in_words(report, one.last),
        quarter=one.last.point.quarter,
    )


def label_of(report: CompanyReport, row: Standing) -> str:
    """Name the measure of a row as the table of metrics does."""
    return str(metrics.describe(row.member.metric)[report.language.column("label")])


def hedges_note(report: CompanyReport, found: Sequence[Standing]) -> str:
    """Explain the signs of hedges, where one stands."""
    hedged = any(one and one.qualifier for s in found for one in (s.last, s.before))
    return report.say("≈ about, > more than, ≤ at most: the company’s own words.") if hedged else ""


def stated_table(
    key: str,
    gather: Callable[[R], Sequence[Standing]],
    subtitle: str,
    message: Callable[[R], Statement],
    alt: str,
    *notes: str | Callable[[R, Sequence[Standing]], str],
) -> Display[R]:
    """Make a table of measures as last stated, with what was stated before and what each counts.

    Parameters
    ----------
    key, subtitle, message, alt
        As in `Display`.
    gather : callable
        Asks the report for the rows: `all_standings`, or what finds those of a set of the tables.
    *notes : str or callable
        Said before those that every such table has.
    """
    return Display(
        key,
        gather,
        Columns(
            Head(N_("Company"), lambda report, s: report.company(s.member.company), share=0.9),
            Head(N_("What it states"), label_of, share=2.2),
            stated_before(1.3),
            last_stated(1.0),
            stated_for(1.0),
            what_it_counts(3.0),
        ),
        subtitle=subtitle,
        message=message,
        alt=alt,
        notes=(*notes, hedges_note, parted_note, CompanyReport.missing_note),
        points=drawn(both_points),
        data=rows_of_csv(both_points),
    )
