"""Valuations of the laboratories over time, each against the revenue run-rate known when it was set."""

from __future__ import annotations

import datetime as dt

from ...exhibits.absence import Absence
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.valuations import Track, log_tracks
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import MUTED, colours, company_colour
from ...language import Number
from .context import Financing
from .prices import Valuation, priced, valuations_frame


def _colour(lab: str) -> str:
    return company_colour(lab) if lab in colours() else MUTED


def charted(found: list[Valuation], most: int = 5) -> list[str]:
    """Laboratories with at least two prices, or the highest where none has, those valued most first."""
    newest = {v.row["who"]: v.value for v in found}
    count = {lab: sum(v.row["who"] == lab for v in found) for lab in newest}
    several = [lab for lab in newest if count[lab] > 1]
    return sorted(several or list(newest), key=lambda lab: -newest[lab])[:most]


def _tracks(report: Financing, found: list[Valuation], multiples: bool) -> list[Track]:
    tracks = []
    for lab in charted(found):
        mine = [v for v in found if v.row["who"] == lab and (not multiples or v.run_rate > 0)]
        if mine:
            tracks.append(
                Track(
                    report.party(lab),
                    _colour(lab),
                    tuple(v.day for v in mine),
                    tuple(v.multiple if multiples else v.value for v in mine),
                    frozenset(i for i, v in enumerate(mine) if v.soft),
                )
            )
    return tracks


def _first_day(report: Financing, tracks: list[Track]) -> dt.date:
    """The axis begins with the year of the first point, within the window."""
    start = report.quarters[0].start
    return max(dt.date(min(t.days[0] for t in tracks).year, 1, 1), start)


@Financing.shows
def valuations(report: Financing) -> Exhibit:
    """Chart of what laboratories were valued at, round by round."""
    say, language = report.say, report.language
    found = [v for v in priced(report) if v.day >= report.quarters[0].start]
    subtitle = say("Valuation after the round, {unit}, logarithmic scale", unit=language.unit_name())
    title = valuations_message(report)
    if not found:
        reason = say("No priced round was known by {day}.", day=language.date(report.day))
        return report.exhibit(
            "valuations",
            title=title,
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    tracks = _tracks(report, found, multiples=False)
    return report.exhibit(
        "valuations",
        title=title,
        subtitle=subtitle,
        body=log_tracks(
            tracks,
            first=_first_day(report, tracks),
            last=report.day,
            write=lambda v: language.write(report.amount(v)),
            scale=Scale.money(language),
        ),
        points=[],
        data=valuations_frame(found),
        extra_sources=[v.row["source_id"] for v in found],
        alt=say("Step chart of valuations by round. {title}.", title=title),
        notes=[
            say(
                "Each step is a priced round; a step up is a new price, not new revenue. Talks, targets and market "
                "values are left out. Hollow: secondary source."
            )
        ],
        wide=False,
    )


def valuations_message(report: Financing) -> str:
    """Say who is valued most and how far that is from the year before."""
    say = report.say
    found = priced(report)
    if not found:
        return say("No laboratory had been priced by {day}", day=report.language.date(report.day))
    newest = {v.row["who"]: v for v in found}
    top = max(newest.values(), key=lambda v: v.value)
    before = [v for v in found if v.row["who"] == top.row["who"] and (top.day - v.day).days >= 330]
    values = {"lab": report.party(top.row["who"]), "value": Number(top.value, "USD")}
    if not before:
        return say("{lab} is valued highest, at {value}", **values)
    return say(
        "{lab} is valued highest, at {value}: {times} its price of {month}",
        **values,
        times=Number(top.value / before[-1].value, "times"),
        month=report.day_of(before[-1].day, "month"),
    )


@Financing.shows
def multiples(report: Financing) -> Exhibit:
    """Chart of valuations divided by the revenue run-rate known at the time."""
    say, language = report.say, report.language
    found = [v for v in priced(report) if v.run_rate > 0 and v.day >= report.quarters[0].start]
    subtitle = say("Valuation ÷ annualised revenue told for the half year before, logarithmic scale")
    title = multiples_message(report)
    if not found:
        reason = say("No priced round had a run-rate beside it by {day}.", day=language.date(report.day))
        return report.exhibit(
            "multiples",
            title=title,
            subtitle=subtitle,
            body=Absence(reason),
            points=[],
            alt=reason,
            wide=False,
        )
    tracks = _tracks(report, found, multiples=True)
    return report.exhibit(
        "multiples",
        title=title,
        subtitle=subtitle,
        body=log_tracks(
            tracks,
            first=_first_day(report, tracks),
            last=report.day,
            write=language.writes("times", "chart"),
            scale=Scale.times(language),
            steps=False,
        ),
        points=[],
        data=valuations_frame(found),
        extra_sources=[
            s for v in found for s in (v.row["source_id"], v.rate_row["source_id"] if v.rate_row else "") if s
        ],
        alt=say("Chart of valuations as multiples of revenue run-rates. {title}.", title=title),
        notes=[
            say(
                "A run-rate is a month or a quarter annualised, told by the laboratory or the press; not revenue earned."
            )
        ],
        wide=False,
    )


def multiples_message(report: Financing) -> str:
    """Say what the newest prices are as multiples, and whether they are falling."""
    say, language = report.say, report.language
    found = [v for v in priced(report) if v.run_rate > 0]
    if not found:
        return say("No valuation can be set against a run-rate by {day}", day=language.date(report.day))
    newest = {v.row["who"]: v for v in found}
    parts = [
        say("{lab} at {times}", lab=report.party(lab), times=Number(v.multiple, "times"))
        for lab, v in sorted(newest.items(), key=lambda item: -item[1].value)[:2]
    ]
    lab = max(newest.values(), key=lambda v: v.value).row["who"]
    mine = [v for v in found if v.row["who"] == lab]
    if len(mine) > 1 and mine[-1].multiple < mine[-2].multiple and mine[-1].value > mine[-2].value:
        return say("Prices rise, multiples fall: {list} their run-rate", list=language.clauses(parts))
    return say("Newest prices: {list} their run-rate", list=language.clauses(parts))
