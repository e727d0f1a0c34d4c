"""Valuations of the laboratories over time, each against the revenue run-rate known when it was set."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from ... import facts
from ..absence import Absence
from ..charts.valuations import Track, log_tracks
from ..exhibit import Exhibit
from ..tables.table import Cell, Column, Table, missing, words
from ..theme import COMPANY_COLOURS, MUTED, company_colour
from .context import LABS, Financing

# A price that was set by a round; entry prices agreed earlier, targets, talks and market values are another thing.
PRICED = ("post_money",)
TALKED = ("talks", "market", "target", "secondary-market")
KIND_MARKS = {"entry price": "p", "target": "t", "market value": "m"}
# The run-rate a valuation is held against was told for at most this long before it.
STALE = dt.timedelta(days=183)
# Laboratories that have rounds but no deals in the ledger.
OTHER_LABS = ("Safe Superintelligence", "Thinking Machines Lab", "DeepSeek")
# Names of one laboratory in the table of rounds and in that of run-rates.
SLUGS = {"OpenAI": "openai", "Anthropic": "anthropic", "xAI": "xai"}
RUN_RATE_NAMES = {"Mistral AI": "Mistral"}


@dataclass(frozen=True)
class Valuation:
    """One priced round with the run-rate known when it was priced.

    Attributes
    ----------
    row : dict
        The row of ``rounds.csv``.
    value : float
        Post-money valuation, US dollars.
    run_rate : float
        Annualised revenue stated for a day within half a year before; NaN where none was.
    rate_row : dict or None
        The row of ``labs.csv``.
    """

    row: dict[str, Any]
    value: float
    run_rate: float
    rate_row: dict[str, Any] | None

    @property
    def day(self) -> dt.date:
        return cast(dt.date, self.row["date"].date())

    @property
    def multiple(self) -> float:
        return self.value / self.run_rate

    @property
    def soft(self) -> bool:
        return self.row["evidence"] == "secondary" or (
            self.rate_row is not None and self.rate_row["basis"] == "estimated"
        )


def times(report: Financing, ratio: float) -> str:
    """Write a multiple with three digits at the most."""
    if ratio < 99.95:
        return report.language.times(ratio)
    return report.language.number(ratio) + ("倍" if report.language.chinese else "×")


def slug(lab: str) -> str:
    return SLUGS.get(lab, lab)


def priced(report: Financing) -> list[Valuation]:
    """Every round of the ledger's laboratories with a price in US dollars, oldest first."""
    found = []
    for row in report.rounds:
        if pd.isna(row["post_money"]) or row["post_money_kind"] not in PRICED:
            continue
        if slug(row["lab"]) not in (*LABS, *OTHER_LABS) or row["post_money_currency"] != "USD":
            continue
        if any(word in row["round"] for word in TALKED):
            continue
        rate = _run_rate(report, row["lab"], row["date"].date())
        found.append(
            Valuation(row, float(row["post_money"]), float(rate["value"]) if rate else float("nan"), rate)
        )
    return found


def _run_rate(report: Financing, lab: str, day: dt.date) -> dict[str, Any] | None:
    """The newest stated run-rate for a day up to the round's, at most half a year before; stated before estimated."""
    rows = _rates(report).get(RUN_RATE_NAMES.get(lab, lab), [])
    near = [r for r in rows if dt.timedelta(0) <= day - r["as_of"].date() <= STALE]
    return near[-1] if near else None


@functools.lru_cache(maxsize=8)
def _rates_by_lab(day: dt.date) -> dict[str, list[dict[str, Any]]]:
    frame = facts.load_labs(day)
    frame = frame[(frame["metric"] == "revenue_run_rate") & (frame["definition"] == "as_stated")]
    frame = frame.assign(stated=frame["basis"] != "estimated").sort_values(["stated", "as_of", "filed"])
    found: dict[str, list[dict[str, Any]]] = {}
    for row in cast("list[dict[str, Any]]", frame.to_dict("records")):
        found.setdefault(row["lab"], []).append(row)
    return found


def _rates(report: Financing) -> dict[str, list[dict[str, Any]]]:
    return _rates_by_lab(report.as_of)


def _colour(lab: str) -> str:
    return company_colour(slug(lab)) if slug(lab) in COMPANY_COLOURS else MUTED


def charted(found: list[Valuation], most: int = 5) -> list[str]:
    """Laboratories with at least two prices, or the highest where none has, those valued most first."""
    newest = {v.row["lab"]: v.value for v in found}
    count = {lab: sum(v.row["lab"] == lab for v in found) for lab in newest}
    several = [lab for lab in newest if count[lab] > 1]
    return sorted(several or list(newest), key=lambda lab: -newest[lab])[:most]


def _tracks(report: Financing, found: list[Valuation], multiples: bool) -> list[Track]:
    tracks = []
    for lab in charted(found):
        mine = [v for v in found if v.row["lab"] == lab and (not multiples or v.run_rate > 0)]
        if mine:
            tracks.append(
                Track(
                    report.party(slug(lab)),
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
        body=log_tracks(tracks, first=_first_day(report, tracks), last=report.day, write=report.small),
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
    newest = {v.row["lab"]: v for v in found}
    top = max(newest.values(), key=lambda v: v.value)
    before = [v for v in found if v.row["lab"] == top.row["lab"] and (top.day - v.day).days >= 330]
    values = {"lab": report.party(slug(top.row["lab"])), "value": report.money(top.value)}
    if not before:
        return say("{lab} is valued highest, at {value}", **values)
    return say(
        "{lab} is valued highest, at {value}: {times} its price of {month}",
        **values,
        times=report.language.times(top.value / before[-1].value),
        month=report.day_of(before[-1].day, "month"),
    )


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
            write=lambda v: times(report, v).replace(".0", ""),
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
    newest = {v.row["lab"]: v for v in found}
    parts = [
        say("{lab} at {times}", lab=report.party(slug(lab)), times=times(report, v.multiple))
        for lab, v in sorted(newest.items(), key=lambda item: -item[1].value)[:2]
    ]
    lab = max(newest.values(), key=lambda v: v.value).row["lab"]
    mine = [v for v in found if v.row["lab"] == lab]
    if len(mine) > 1 and mine[-1].multiple < mine[-2].multiple and mine[-1].value > mine[-2].value:
        return say("Prices rise, multiples fall: {list} their run-rate", list=language.join(parts))
    return say("Newest prices: {list} their run-rate", list=language.join(parts))


def rounds(report: Financing) -> Exhibit:
    """Table of the rounds of the window: amount, valuation, run-rate and multiple."""
    say, language = report.say, report.language
    title = rounds_message(report)
    subtitle = say("{unit}; each figure links to its document", unit=language.unit_name())
    known = {v.row["round_id"]: v for v in priced(report)}
    mine = [r for r in report.rounds if r["date"].date() >= report.quarters[0].start]
    if not mine:
        reason = say("No round was known by {day}.", day=language.date(report.day))
        return report.exhibit(
            "rounds", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    columns = (
        Column(say("Known on"), "left", 0.9),
        Column(say("laboratory"), "left", 1.35),
        Column(say("round"), "left", 1.9),
        Column(say("raised"), "right", 1.0),
        Column(say("valuation"), "right", 1.05),
        Column(say("run-rate"), "right", 0.75),
        Column(say("multiple"), "right", 0.7),
        Column(say("led by"), "left", 2.6),
    )
    rows = [_row(report, r, known.get(r["round_id"])) for r in mine]
    used = [r["source_id"] for r in mine]
    used += [v.rate_row["source_id"] for v in known.values() if v.rate_row is not None]
    return report.exhibit(
        "rounds",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[],
        data=rounds_frame(mine),
        extra_sources=used,
        alt=say("Table of funding rounds of laboratories. {title}.", title=title),
        notes=[
            say(
                "A round told by several documents stands once; whether a later round holds an earlier tranche was not "
                "told. Amounts in another currency are left in it. The run-rate is the newest told for the half year "
                "before the round."
            ),
            say(
                "– does not apply, n/d not disclosed, n/c cannot be computed. p entry price agreed earlier, t target, m market "
                "value of listed shares, e estimated, s secondary source."
            ),
        ],
        tall=True,
    )


def _row(report: Financing, row: dict[str, Any], value: Valuation | None) -> tuple[Cell, ...]:
    source = report.source(row["source_id"])
    mark = "s" if row["evidence"] == "secondary" else ""

    def figure(amount: float, currency: str, letter: str = "") -> Cell:
        if pd.isna(amount):
            return missing("not_disclosed")
        text = report.small(amount) if currency == "USD" else report.money(amount, currency)
        return Cell(text, url=source.url, marks=letter + mark, kind="figure", hint=source.title)

    rate = value.rate_row if value else None
    rate_source = report.source(rate["source_id"]) if rate else None
    return (
        words(report.day_of(row["date"].date(), row["date_precision"])),
        words(report.party(slug(row["lab"]))),
        words(row["round"]),
        figure(row["amount"], row["currency"]),
        figure(row["post_money"], row["post_money_currency"], KIND_MARKS.get(row["post_money_kind"], "")),
        Cell(
            report.small(value.run_rate),
            url=rate_source.url,
            marks="e" if rate["basis"] == "estimated" else "",
            kind="figure",
            hint=rate_source.title,
        )
        if value and rate and rate_source
        else missing("not_disclosed" if value else "not_applicable"),
        Cell(times(report, value.multiple), kind="figure")
        if value and rate
        else missing("not_derivable" if value else "not_applicable"),
        words(row["investors"]),
    )


def rounds_message(report: Financing) -> str:
    """Say how much was raised in the four quarters before, and by how many rounds."""
    say = report.say
    since = report.day - dt.timedelta(days=365)
    mine = [
        r
        for r in report.rounds
        if r["date"].date() > since and r["currency"] == "USD" and not pd.isna(r["amount"])
        and slug(r["lab"]) in (*LABS, *OTHER_LABS) and _whole(r, report)
    ]  # fmt: skip
    if not mine:
        return say(
            "No round with an amount was known in the year to {day}", day=report.language.date(report.day)
        )
    return say(
        "{count} rounds told with an amount raised {amount} in the year to {day}"
        if len(mine) > 1
        else "One round told with an amount raised {amount} in the year to {day}",
        count=len(mine),
        amount=report.money(sum(r["amount"] for r in mine)),
        day=report.language.date(report.day),
    )


def _whole(row: dict[str, Any], report: Financing) -> bool:
    """Leave out a first close where the whole round is known later: both share lab, price and a quarter."""
    later = [
        r
        for r in report.rounds
        if r["lab"] == row["lab"] and r["date"] > row["date"] and "final" in r["round"]
        and (r["date"] - row["date"]).days <= 92
    ]  # fmt: skip
    return not ("first close" in row["round"] and later)


def valuations_frame(found: list[Valuation]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "lab": v.row["lab"],
                "day": v.day.isoformat(),
                "round": v.row["round"],
                "valuation_usd": v.value,
                "run_rate_usd": v.run_rate,
                "multiple": v.multiple,
                "source": v.row["source_id"],
                "run_rate_source": v.rate_row["source_id"] if v.rate_row else "",
            }
            for v in found
        ]
    )


def rounds_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = ("lab", "date", "round", "amount", "currency", "post_money", "post_money_currency")
    return pd.DataFrame(
        [{c: r[c] for c in (*columns, "post_money_kind", "evidence", "source_id")} for r in rows]
    )
