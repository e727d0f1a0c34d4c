"""Valuations of the laboratories over time, each against the revenue run-rate known when it was set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.valuations import Track, log_tracks
from ...exhibits.display import Display
from ...exhibits.theme import MUTED, colours, company_colour
from ...language import N_, Number
from ...statements import Statement, Value, gap_of, leader, times_of
from .context import Financing
from .figures import figure, gathered, silent, told
from .prices import Valuation, is_priced, priced, valuations_frame


def _colour(lab: str) -> str:
    return company_colour(lab) if lab in colours() else MUTED


def charted(found: list[Valuation], most: int = 5) -> list[str]:
    """Laboratories whose prices are drawn, those valued most first.

    The two valued most, whom titles name, then those with at least two prices, then the others.
    """
    newest = {v.row.who: v.value for v in found}
    count = {lab: sum(v.row.who == lab for v in found) for lab in newest}
    by_value = sorted(newest, key=lambda lab: -newest[lab])
    named, others = by_value[:2], by_value[2:]
    chosen = [*named, *sorted(others, key=lambda lab: count[lab] < 2)][:most]
    return [lab for lab in by_value if lab in chosen]


@dataclass(frozen=True)
class Tracks:
    """A chart of the laboratories' prices over time, on a logarithmic scale.

    Parameters
    ----------
    multiples : bool
        Prices are divided by the run-rate of their day, which makes points and no steps.
    """

    multiples: bool = False

    def __call__(self, report: Financing, found: list[Valuation]) -> Chart:
        tracks = [self._track(report, lab, found) for lab in charted(found)]
        language = report.language
        # The axis begins with the year of the first point, within the window.
        first = dt.date(min(t.days[0] for t in tracks).year, 1, 1)
        return log_tracks(
            tracks,
            first=max(first, report.quarters[0].start),
            last=report.day,
            write=language.writes("times", "chart")
            if self.multiples
            else lambda v: language.write(report.amount(v)),
            scale=Scale.times(language) if self.multiples else Scale.money(language),
            steps=not self.multiples,
        )

    def _track(self, report: Financing, lab: str, found: list[Valuation]) -> Track:
        mine = [v for v in found if v.row.who == lab]
        return Track(
            report.party(lab),
            _colour(lab),
            tuple(v.day for v in mine),
            tuple(v.multiple if self.multiples else v.value for v in mine),
            frozenset(i for i, v in enumerate(mine) if (v.loose if self.multiples else v.soft)),
        )


def _in_window(report: Financing) -> list[Valuation]:
    return [v for v in priced(report) if v.day >= report.quarters[0].start]


def _undrawn(report: Financing, found: list[Valuation]) -> str:
    """Name the laboratories that are counted and have no line of their own."""
    drawn = charted(found)
    left = [report.party(lab) for lab in dict.fromkeys(v.row.who for v in found) if lab not in drawn]
    return report.say("Counted and not drawn: {labs}.", labs=report.language.join(left)) if left else ""


def _elsewhere(report: Financing, _: object) -> str:
    """Name the laboratories whose rounds were priced in another currency alone, with the newest price: they are not counted."""
    counted = {v.row.who for v in priced(report)}
    newest = {
        r.who: r
        for r in report.rounds
        if is_priced(r) and r.who in report.laboratories and r.who not in counted
    }
    named = [
        report.say(
            "{lab} {value}",
            lab=report.party(who),
            value=report.language.write(report.amount(r.post_money, r.post_money_currency)),
        )
        for who, r in newest.items()
    ]
    return (
        report.say(
            "Priced in another currency, so neither counted nor drawn: {labs}.",
            labs=report.language.listed(named),
        )
        if named
        else ""
    )


def _withheld(report: Financing, _: object) -> str:
    """Name the prices over which no revenue is set, since newer revenue was told of a later time than the run-rate."""
    named = [
        report.say("{lab}, {round}", lab=report.party(v.row.who), round=report.say(v.row.round).strip())
        for v in priced(report)
        if v.newer is not None
    ]
    return (
        report.say(
            "Left out, as revenue of a later time than the run-rate was told since: {rounds}.",
            rounds=report.language.clauses(named),
        )
        if named
        else ""
    )


def _merged(report: Financing, _: object) -> list[str]:
    """Say which laboratory has become part of another company, whose price is not its own."""
    return [
        report.say(
            "{lab} became part of {company} by a deal of {month}; a price of the whole is no price of {lab} and left out.",
            lab=report.parties(e.takers),
            company=report.parties(e.givers),
            month=report.language.month(e.announced),
        )
        for e in report.told
        if e.form == "merger" and set(e.takers) & set(report.laboratories)
    ]


def valuations_message(report: Financing) -> Statement:
    """Say who is valued most and how far that is from the year before."""
    newest = {v.row.who: v for v in priced(report)}
    if not newest:
        return report.nothing(
            "The data hold no priced round of a laboratory up to {day}",
            silent("rounds.price", "USD", report.day, report.laboratories, "laboratories"),
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
        "{lab} is valued highest of {n} laboratories with a round of their own priced in dollars, at {value}",
        first,
        lab=_lab(report, top),
        n=Number(float(len(newest)), "count"),
        value=_amount(top),
    )
    return _against_before(report, top, highest)


def _against_before(report: Financing, top: Valuation, highest: Statement) -> Statement:
    """Add how a price stands to that of the last round a year or more before."""
    own = [v for v in priced(report) if v.row.who == top.row.who]
    before = [v for v in own if (top.day - v.day).days >= A_YEAR]
    if not before:
        return highest
    now, then = _price(top, top.day), _price(before[-1], before[-1].day)
    held = times_of(top.row.who, now, then, gathered([now], "laboratories"))
    return report.state(
        "{sentence}: {times} its price of {month}",
        held,
        sentence=highest,
        times=Number(top.value / before[-1].value, "times", top.row.who),
        month=report.language.month(before[-1].day),
    )


# A round a month short of a year before still tells of the year before.
A_YEAR = 330


def _price(valuation: Valuation, day: dt.date) -> Value:
    """The price that a laboratory's newest round by a day had set."""
    row = valuation.row
    return figure("rounds.price", row.who, valuation.value, "USD", day, [row.source_id], row.evidence)


def _multiple(valuation: Valuation) -> Value:
    """A price over the run-rate told for it, on the day of the round."""
    rate = valuation.rate_row
    sources = [valuation.row.source_id, *([rate.source_id] if rate else [])]
    who, times = valuation.row.who, valuation.multiple
    return figure("rounds.multiple", who, times, "times", valuation.day, sources, valuation.evidence)


def _lab(report: Financing, valuation: Valuation) -> str:
    return report.party(valuation.row.who)


def _amount(valuation: Valuation) -> Number:
    return Number(valuation.value, "USD", valuation.row.who)


valuations = Financing.shows(
    Display(
        "valuations",
        _in_window,
        Tracks(),
        N_("Valuation after the round, {unit}, logarithmic scale"),
        valuations_message,
        N_("Step chart of valuations by round. {title}."),
        notes=(
            N_(
                "Each step is a priced round; a step up is a new price, not new revenue. Talks, targets and market "
                "values are left out. Hollow: from the press or a secondary source."
            ),
            _undrawn,
            _elsewhere,
            _merged,
        ),
        data=lambda _, found: valuations_frame(found),
        sources=lambda _, found: [v.row.source_id for v in found],
        absent=N_("No priced round was known by {day}."),
        wide=False,
    )
)


def multiples_message(report: Financing) -> Statement:
    """Say what the newest prices of the two valued most are as multiples, each against its round before."""
    found = [v for v in priced(report) if v.run_rate > 0]
    if not found:
        labs = {v.row.who for v in priced(report)} or report.laboratories
        return report.nothing(
            "The data hold no valuation with a run-rate beside it up to {day}",
            silent("rounds.multiple", "times", report.day, sorted(labs), "laboratories"),
            day=report.language.date(report.day),
        )
    rounds: dict[str, list[Valuation]] = {}
    for v in found:
        rounds.setdefault(v.row.who, []).append(v)
    shown = sorted(rounds.values(), key=lambda own: -own[-1].value)[:2]
    parts = [_against(report, own) for own in shown]
    alone, both, narrow = _OVER[frozenset(_over_a_year(v) for own in shown for v in own[-2:])]
    if len(parts) == 1:
        return report.state(alone, one=parts[0])
    one, other = parts
    short = report.state(narrow, one=one.shorter or one, other=other.shorter or other)
    return report.state(both, one=one, other=other).or_shorter(short)


def _over_a_year(valuation: Valuation) -> bool:
    """Whether the revenue of a year stands for the run-rate, where none was told."""
    return "y" in valuation.rate_marks


# Whether the multiples told are over a year's revenue -> the sentence of one laboratory, of two, and the shorter of two.
_OVER = {
    frozenset({False}): (
        N_("Price of the newest round over the run-rate then: {one}"),
        N_("Price of the newest round over the run-rate then: {one}; {other}"),
        N_("Price over run-rate in the newest round: {one}, {other}"),
    ),
    frozenset({True}): (
        N_("Price of the newest round over a year’s revenue before it: {one}"),
        N_("Price of the newest round over a year’s revenue before it: {one}; {other}"),
        N_("Price over a year’s revenue in the newest round: {one}, {other}"),
    ),
    frozenset({False, True}): (
        N_("Price of the newest round over the run-rate or a year’s revenue then: {one}"),
        N_("Price of the newest round over the run-rate or a year’s revenue then: {one}; {other}"),
        N_("Price over run-rate or a year’s revenue, newest round: {one}, {other}"),
    ),
}


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
    short = report.state("{lab} {times} after {before}", *told(now, then), before=before, **values)
    return report.state(
        N_("{lab} {times}, above the {before} of its round before")
        if now.value > then.value
        else N_("{lab} {times}, below the {before} of its round before"),
        held,
        before=before,
        **values,
    ).or_shorter(short)


multiples = Financing.shows(
    Display(
        "multiples",
        lambda report: [v for v in _in_window(report) if v.run_rate > 0],
        Tracks(multiples=True),
        N_("Valuation ÷ annualised revenue told for the half year before, logarithmic scale"),
        multiples_message,
        N_("Chart of valuations as multiples of revenue run-rates. {title}."),
        notes=(
            N_(
                "A run-rate is a month or a quarter annualised, told by the laboratory or the press; not revenue earned. Where none was "
                "told, the revenue of a year that ended in that half year stands for it. Hollow: the price or the run-rate is such a "
                "year’s or estimated, or from the press or a secondary source."
            ),
            _withheld,
        ),
        data=lambda _, found: valuations_frame(found),
        sources=lambda _, found: [r.source_id for v in found for r in (v.row, v.rate_row) if r],
        absent=N_("No priced round had a run-rate beside it by {day}."),
        wide=False,
    )
)
