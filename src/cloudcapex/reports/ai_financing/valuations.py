"""Valuations of the laboratories over time, each against the revenue run-rate known when it was set."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from ...exhibits.absence import Absence
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.valuations import Track, log_tracks
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import MUTED, colours, company_colour
from ...language import N_, Number
from ...statements import Evidence, Statement, Value, absence, gap_of, leader, times_of
from .context import Financing, laboratories
from .figures import figure, gathered, told
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
            ),
            *_merged(report),
        ],
        wide=False,
    )


def _merged(report: Financing) -> list[str]:
    """Say which laboratory has become part of another company, whose price is not its own."""
    return [
        report.say(
            "{lab} became part of {company} by a deal of {month}; a price of the whole is no price of {lab} and left out.",
            lab=report.parties(e.takers),
            company=report.parties(e.givers),
            month=report.language.month(e.announced),
        )
        for e in report.told
        if e.form == "merger" and set(e.takers) & set(laboratories())
    ]


def valuations_message(report: Financing) -> Statement:
    """Say who is valued most and how far that is from the year before."""
    newest = {v.row["who"]: v for v in priced(report)}
    if not newest:
        return report.state(
            "The data hold no priced round of a laboratory up to {day}",
            absence(_unpriced(report, "rounds.price", laboratories())),
            day=report.language.date(report.day),
        )
    top = max(newest.values(), key=lambda v: v.value)
    first = leader(
        gathered([_price(v, report.day) for v in newest.values()], "laboratories with a priced round")
    )
    if first is None:
        return report.state(
            "{lab} is valued at {value}",
            *told(_price(top, top.day)),
            lab=_lab(report, top),
            value=_amount(top),
        )
    highest = report.state(
        "{lab} is valued highest of {n} laboratories with a round of their own, at {value}",
        first,
        lab=_lab(report, top),
        n=Number(float(len(newest)), "count"),
        value=_amount(top),
    )
    return _against_before(report, top, highest)


def _against_before(report: Financing, top: Valuation, highest: Statement) -> Statement:
    """Add how a price stands to that of the last round a year or more before."""
    own = [v for v in priced(report) if v.row["who"] == top.row["who"]]
    before = [v for v in own if (top.day - v.day).days >= A_YEAR]
    if not before:
        return highest
    now, then = _price(top, top.day), _price(before[-1], before[-1].day)
    held = times_of(top.row["who"], now, then, gathered([now], "laboratories"))
    return report.state(
        "{sentence}: {times} its price of {month}",
        held,
        sentence=highest,
        times=Number(top.value / before[-1].value, "times", top.row["who"]),
        month=report.language.month(before[-1].day),
    )


# A round a month short of a year before still tells of the year before.
A_YEAR = 330


def _price(valuation: Valuation, day: dt.date) -> Value:
    """The price that a laboratory's newest round by a day had set."""
    return figure(
        "rounds.price", valuation.row["who"], valuation.value, "USD", day, [valuation.row["source_id"]]
    )


def _multiple(valuation: Valuation) -> Value:
    """A price over the run-rate told for it, on the day of the round."""
    rate = valuation.rate_row
    sources = [valuation.row["source_id"], *([rate["source_id"]] if rate else [])]
    return figure(
        "rounds.multiple", valuation.row["who"], valuation.multiple, "times", valuation.day, sources
    )


def _unpriced(report: Financing, measure: str, labs: Iterable[str]) -> Evidence:
    unit = "USD" if measure == "rounds.price" else "times"
    return gathered([figure(measure, lab, math.nan, unit, report.day) for lab in labs], "laboratories")


def _lab(report: Financing, valuation: Valuation) -> str:
    return report.party(valuation.row["who"])


def _amount(valuation: Valuation) -> Number:
    return Number(valuation.value, "USD", valuation.row["who"])


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


def multiples_message(report: Financing) -> Statement:
    """Say what the newest prices of the two valued most are as multiples, each against its round before."""
    found = [v for v in priced(report) if v.run_rate > 0]
    if not found:
        labs = {v.row["who"] for v in priced(report)} or laboratories()
        return report.state(
            "The data hold no valuation with a run-rate beside it up to {day}",
            absence(_unpriced(report, "rounds.multiple", sorted(labs))),
            day=report.language.date(report.day),
        )
    rounds: dict[str, list[Valuation]] = {}
    for v in found:
        rounds.setdefault(v.row["who"], []).append(v)
    shown = sorted(rounds.values(), key=lambda own: -own[-1].value)[:2]
    return _listed(report, [_against(report, own) for own in shown])


def _listed(report: Financing, parts: list[Statement]) -> Statement:
    if len(parts) == 1:
        return report.state("Newest price over run-rate: {one}", one=parts[0])
    return report.state("Newest price over run-rate: {one}; {other}", one=parts[0], other=parts[1])


def _against(report: Financing, own: list[Valuation]) -> Statement:
    """Write a multiple, and whether it lies above or below that of the round before."""
    now = _multiple(own[-1])
    times = Number(now.value, "times", now.of)
    values = {"lab": _lab(report, own[-1]), "times": times}
    if len(own) < 2:
        return report.state("{lab} {times}", *told(now), **values)
    then = _multiple(own[-2])
    before = Number(then.value, "times", then.of)
    if report.language.write(before) == report.language.write(times):
        return report.state("{lab} {times}, as in the round before", *told(now), **values)
    held = gap_of(now.of, now, then, gathered([now], "laboratories"))
    return report.state(
        N_("{lab} {times}, above the {before} of its round before")
        if now.value > then.value
        else N_("{lab} {times}, below the {before} of its round before"),
        held,
        before=before,
        **values,
    )
