"""A page for each company: what its figures say, six small charts, its KPIs, guidance and deals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from .... import facts, remarks
from ....exhibits.company_page import CompanyPage, CompanyPages
from ....exhibits.drawings import definition_breaks
from ....exhibits.exhibit import Body, Exhibit, Legend
from ....exhibits.tables.table import Column, Table
from ....exhibits.together import Apart, Together
from ....ledger.deals import Entry
from ....metrics import DERIVED
from ....metrics.readings import Reading
from ....schema.columns import MONTHS, WEEKDAYS, YEAR_END
from ...change_words import measure
from ...documents import sources_of
from ..adoption import adoption_points, adoption_strip, followed, redefined_note, silence_note
from ..context import Review
from ..guidance.results import RESULT_NOTES, came_points, results_of, results_table
from . import words as write
from .deals import MOST, deal_table, deals_of
from .facts import GuidanceInForce, outlook_row, outlooks, reading_row, readings
from .figures import page_frame
from .panels import breaks_note, company_chart, measures_in_row, not_drawn, row
from .profiles import AI_SINCE, Profile, ProfileChart, profile_of
from .said import said_rows, said_table
from .sheet import sheet


def company_page(review: Review, company: str) -> CompanyPage:
    """Compute the page of one company.

    Parameters
    ----------
    review : Review
        The quarter, the day and the language.
    company : str
        A slug of the data.

    Raises
    ------
    UsageError
        For one that is not in the data, with near names.
    """
    return review.made(f"company_{company}", lambda: _page(review, company))


@Review.shows
def company_pages(review: Review) -> CompanyPages:
    """Compute the pages of the companies compared, then of those the usual choice follows beside them.

    Parameters
    ----------
    review : Review
        The quarter, the companies, the day and the language.
    """
    return CompanyPages(
        tuple(company_page(review, company) for company in review.pages),
        review.say("Other charts, figures, remarks, adoption and deals of each company"),
    )


def _page(review: Review, company: str) -> CompanyPage:
    key, about = f"company_{company}", _about(review, company)
    told = tuple(
        review.tell(sentence, f"{key}.{n}", "company", key)
        for n, sentence in enumerate(write.summary(review, company), start=1)
    )
    exhibit = _exhibit(review, company) if write.newest_quarter(review, company) else None
    if exhibit is None:
        about = f"{review.label(key)} · {about}"  # its number is nobody else's, and no gap in the count
    return CompanyPage(company, review.company(company), about, told, exhibit)


def _about(review: Review, company: str) -> str:
    """Ticker, end of the fiscal year, CIK, and the fiscal quarter where it has a name of its own."""
    say, data = review.say, facts.company(company)
    parts = [
        data.ticker,
        say("fiscal year ends {day}", day=_year_end(review, data.year_end)),
        say("CIK {number}", number=data.cik) if data.cik else "",
    ]
    fiscal = next(
        (
            p.fiscal_quarter
            for m in profile_of(review, company).measures
            if (p := review.point(m.metric, company)).known
        ),
        "",
    )
    return " · ".join(p for p in (*parts, fiscal) if p)


def _year_end(review: Review, text: str) -> str:
    """Word the end of a fiscal year: a day, the last such weekday of a month, or the one nearest to a day."""
    from babel.dates import format_skeleton, get_day_names, get_month_names

    say, locale = review.say, review.language.locale
    told = re.fullmatch(YEAR_END, text)
    assert told is not None  # the contract holds the column to these forms

    def day_of(month: int, day: int) -> str:
        return format_skeleton("MMMMd", dt.date(2000, month, day), locale=locale)

    def weekday(name: str) -> str:
        names: Mapping[int, str] = get_day_names("wide", locale=locale)
        return names[WEEKDAYS.index(name)]

    if told["fixed"]:
        return day_of(*map(int, told["fixed"].split("-")))
    if told["last"]:
        # 1月, not 一月: months are figures wherever Chinese dates are.
        width: Literal["abbreviated", "wide"] = "abbreviated" if review.language.chinese else "wide"
        month = get_month_names(width, "stand-alone", locale=locale)[MONTHS.index(told["of"]) + 1]
        return say("last {weekday} of {month}", weekday=weekday(told["last"]), month=month)
    day = day_of(MONTHS.index(told["month"]) + 1, int(told["day"]))
    return say("{weekday} nearest to {day}", weekday=weekday(told["near"]), day=day)


def _exhibit(review: Review, company: str) -> Exhibit:
    say, profile = review.say, profile_of(review, company)
    stated = readings(review, company, profile)
    guidance = outlooks(review, company)
    results = results_of(review, company)
    deals = deals_of(review, company)
    adopted = followed(review, company)
    # What the strip of adoption shows is not shown again.
    told = [r for r in stated if r.points and r.metric not in {a.metric for a in adopted}]
    bodies: list[Body] = [company_chart(review, company)]
    if told or guidance:
        bodies.append(_kpi_table(review, told, guidance))
    if results:
        bodies.append(results_table(review, results))
    if (strip := adoption_strip(review, company)) is not None:
        bodies.append(strip)
    said = said_rows(review, company)
    if said:
        bodies.append(said_table(review, said))
    if deals:
        bodies.append(deal_table(review, deals[:MOST]))
    drawn = [p for m in profile.measures for p in row(review, company, m) if p.known]
    points = [
        *drawn,
        *(p for r in told for p in r.points),
        *came_points(results),
        *adoption_points(review, adopted),
    ]
    title = write.title(review, company)
    return review.exhibit(
        f"company_{company}",
        title=title,
        subtitle=say(
            "{company}, {first} to {last}; each chart on its own scale, from zero",
            company=review.company(company),
            first=review.quarters[0],
            last=review.quarter,
        ),
        body=Apart(Together(tuple(bodies)), sheet(review, company, told, guidance, results, said)),
        points=points,
        alt=say(
            "Small charts of {company} with a table of what it states, its guidance and its deals. {title}.",
            company=review.company(company),
            title=title,
        ),
        notes=[
            *_notes(review, company, profile, stated, deals),
            *(note(review, results) for note in RESULT_NOTES),
            *(note(review, adopted) for note in (silence_note, redefined_note) if adopted),
        ],
        paper_notes=_paper_notes(review, company),
        data=page_frame(review, company, points, guidance, results, deals[:MOST]),
        extra_sources=sorted(
            {
                *sources_of(guidance),
                *sources_of(s for r in results if (s := r.newest)),
                *(d.source for d in deals[:MOST]),
                *(r.remark.source_id for r in said if r.remark),
            }
        ),
    )


def _kpi_table(review: Review, told: list[Reading], guidance: list[GuidanceInForce]) -> Table:
    say = review.say
    columns = (
        Column(say("KPIs and guidance"), "left", 2.0),
        Column(say("stated before"), "right"),
        Column(str(review.quarter), "right"),
        Column(say("known on"), "right"),
        Column(say("what it counts, what was said"), "left", 3.1),
    )
    rows = [*(reading_row(review, r) for r in told), *(outlook_row(review, o) for o in guidance)]
    return Table(columns, tuple(rows))


# --- notes ----------------------------------------------------------------------------------------


def _notes(
    review: Review, company: str, profile: Profile, stated: list[Reading], deals: list[Entry]
) -> list[str]:
    say, language = review.say, review.language
    asked = profile.asked if review.quarter >= AI_SINCE else ()
    silent = [measure(review, r.metric) for r in stated if r.metric in asked and not r.points]
    return [
        say(
            "n/d, no document held states it by {day}: {measures}.",
            day=language.date(review.as_of),
            measures=language.join(dict.fromkeys(silent)),
        )
        if silent
        else "",
        *not_drawn(review, company),
        _soft_note(review, company, profile.measures),
        *_break_notes(review, company, profile.measures),
        say(
            "The newest {shown} of {count} deals in the ledger; equity and purchase commitments are never added.",
            shown=MOST,
            count=len(deals),
        )
        if len(deals) > MOST
        else say("Equity and purchase commitments are never added.")
        if deals
        else "",
        _said_note(review, company),
        review.missing_note(),
    ]


def _paper_notes(review: Review, company: str) -> list[str]:
    charts = measures_in_row(review, company)
    return [
        _soft_note(review, company, charts),
        breaks_note(review, [row(review, company, m) for m in charts]),
        _said_note(review, company),
    ]


def _soft_note(review: Review, company: str, charts: Sequence[ProfileChart]) -> str:
    if not any(p.inexact for m in charts for p in row(review, company, m)):
        return ""
    return Legend(
        review.say(
            "Hatched bars and hollow marks: estimated, from the press or a secondary source, or computed from rounded figures."
        )
    )


def _said_note(review: Review, company: str) -> str:
    """Say how remarks are told and compared, or that nothing was read; nothing of quarters before any was."""
    first = remarks.first_read(review.as_of)
    if first is None or review.quarter < first:
        return ""
    if not remarks.was_read(company, review.quarter, review.as_of):
        return review.say("No text of the company’s quarter was read for what it said, and why.")
    return Legend(
        review.say(
            "What it said is told in our own words and held against the remarks of the quarter before: new, repeated or "
            "withdrawn is what is so among those held. “Not said” stands only where a whole text was looked through."
        )
    )


def _break_notes(review: Review, company: str, charts: Sequence[ProfileChart]) -> list[str]:
    """Name each change of definition in the charts: from when, and what the new one counts."""
    say = review.say
    found: dict[str, list[str]] = {}
    for chart in charts:
        points = row(review, company, chart)
        for place in definition_breaks(points):
            start = points[place]
            metric, definition = chart.metric.partition(".")[0], start.definition.split("+")[0]
            stems = (metric, *(DERIVED[metric].parts if metric in DERIVED else ()))
            text = next((t for m in stems if (t := facts.definition(m, company, definition))), "")
            found.setdefault(f"{start.quarter}|{text}", []).append(chart.name)
    return [
        say(
            "Dotted line: another definition from {quarter}, nothing is compared across it ({measures}). {text}",
            quarter=key.partition("|")[0],
            measures=review.language.join(names),
            text=say(key.partition("|")[2]) if key.partition("|")[2] else "",
        )
        for key, names in found.items()
    ]
