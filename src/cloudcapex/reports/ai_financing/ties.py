"""Who is tied to whom: money into the laboratories, and what they have promised to buy."""

from __future__ import annotations

import math

from ...exhibits.absence import Absence
from ...exhibits.charts.matrix import Tie, tie_matrix
from ...exhibits.exhibit import Exhibit
from ...language import N_
from ...ledger import deals
from ...ledger.deals import Amount, Entry
from .context import Financing, chip_makers, clouds, entries_frame, laboratories

# Parties and laboratories shown; the others are named in a note.
ROWS, COLUMNS = 15, 6


def tied_labs(report: Financing) -> list[str]:
    """Laboratories with a deal in the ledger, those with the largest deals first."""
    size = {lab: _size(report, lab) for lab in laboratories()}
    found = [lab for lab, (count, _) in size.items() if count]
    return sorted(found, key=lambda lab: (-size[lab][1], -size[lab][0], laboratories().index(lab)))


def _size(report: Financing, lab: str) -> tuple[int, float]:
    mine = [e for e in report.told if lab in e.takers and e.kind == "equity" and e.givers != (lab,)]
    bought = [e for e in report.told if e.givers == (lab,) and e.kind == "commitment"]
    ends = [v for e in (*mine, *bought) for v in (e.amount.low, e.amount.high) if math.isfinite(v)]
    return len(mine) + len(bought), math.fsum(ends)


def counterparties(report: Financing, labs: list[str]) -> dict[str, float]:
    """Parties tied to at least one of the laboratories with their amounts: clouds, chip makers, then others."""
    seen: dict[str, float] = {}
    for lab in labs:
        for e in report.told:
            end = e.amount.high if math.isfinite(e.amount.high) else e.amount.low
            for other in _others(report, e, lab):
                if other not in (*labs, "others"):
                    seen[other] = seen.get(other, 0.0) + end
    first = [p for p in (*clouds(), *chip_makers()) if p in seen]
    rest = sorted((p for p in seen if p not in first), key=lambda p: (-seen[p], p))
    return {p: seen[p] for p in (*first, *rest)}


def _others(report: Financing, entry: Entry, lab: str) -> tuple[str, ...]:
    """The parties on the other side of a deal with a laboratory; totals of several deals have none."""
    if entry.id in report.totals:
        return ()
    if entry.kind == "equity" and entry.takers == (lab,):
        return entry.givers
    return entry.takers if entry.kind == "commitment" and entry.givers == (lab,) else ()


@Financing.shows
def ties(report: Financing) -> Exhibit:
    """Draw the matrix of clouds, chip makers and others against laboratories."""
    say = report.say
    named = tied_labs(report)
    labs = named[:COLUMNS]
    every = counterparties(report, labs)
    kept = sorted(every, key=lambda o: -every[o])[:ROWS]
    others = [o for o in every if o in kept]
    title = ties_message(report)
    subtitle = say(
        "{unit} announced by {day}; squares: money invested in the laboratory; discs: purchases it has promised",
        unit=report.language.unit_name(),
        day=report.language.date(report.day),
    )
    if not labs or not others:
        return report.exhibit(
            "ties",
            title=title,
            subtitle=subtitle,
            body=Absence(report.no_deals),
            points=[],
            alt=report.no_deals,
        )
    used: list[Entry] = []
    cells: dict[tuple[int, int], tuple[Tie | None, Tie | None]] = {}
    for y, other in enumerate(others):
        for x, lab in enumerate(labs):
            invested, promised = report.invested(other, lab), report.promised(lab, other)
            used += [*invested, *promised]
            cells[y, x] = (
                _tie(report, invested) or _shared(report, other, lab),
                _tie(report, promised),
            )
    return report.exhibit(
        "ties",
        title=title,
        subtitle=subtitle,
        body=tie_matrix(
            [report.party(o) for o in others],
            [report.party(lab) for lab in labs],
            cells,
            names=(say("invested in the laboratory"), say("purchases promised by the laboratory")),
            unknown=say("tied, no amount told"),
            groups=[_group(o) for o in others],
        ),
        points=[],
        data=entries_frame(_unique(used)),
        extra_sources=report.entry_sources(used),
        alt=say("Matrix of investors and suppliers against laboratories. {title}.", title=title),
        notes=[
            say(
                "The area of a mark is the amount; where a range was told, its lower end is filled and its upper end "
                "drawn as an outline. Money invested and purchases promised are never added: the one is paid in, the "
                "other is to be paid over years."
            ),
            say("“Part of” stands where several parties gave one amount and their parts were not told.")
            if report.shared
            else "",
            say(
                "Left out, with the smallest amounts: {names}.",
                names=report.parties([*named[COLUMNS:], *(o for o in every if o not in kept)]),
            )
            if len(every) > ROWS or len(named) > COLUMNS
            else "",
            report.marks_note(),
        ],
    )


def _shared(report: Financing, other: str, lab: str) -> Tie | None:
    """A tie by a round of several investors whose parts were not told: there, but without an amount."""
    rounds = [e for e in report.shared if other in e.givers and lab in e.takers]
    if not rounds:
        return None
    return Tie(report.say("part of {amount}", amount=report.span(deals.total(rounds))), 0.0, 0.0)


def _group(party: str) -> int:
    return 0 if party in clouds() else 1 if party in chip_makers() else 2


def _tie(report: Financing, entries: list[Entry]) -> Tie | None:
    if not entries:
        return None
    amount = deals.total(entries)
    return Tie(report.span(amount), amount.low, amount.high if math.isfinite(amount.high) else amount.low)


def _unique(entries: list[Entry]) -> list[Entry]:
    return list({e.id: e for e in sorted(entries, key=lambda e: (e.announced, e.id))}.values())


def ties_message(report: Financing) -> str:
    """Say which supplier stands on both sides of the table, and how often that happens."""
    say = report.say
    labs = tied_labs(report)
    both = [
        (other, lab)
        for lab in labs
        for other in counterparties(report, labs)
        if report.invested(other, lab) and report.promised(lab, other)
    ]
    if not labs:
        return say(
            "No laboratory was tied to a cloud or a chip maker by {day}", day=report.language.date(report.day)
        )
    if not both:
        return (
            say(
                "{count} laboratories had taken money from clouds, chip makers or funds by {day}",
                count=len(labs),
                day=report.language.date(report.day),
            )
            if len(labs) > 1
            else say("One laboratory had taken money by {day}", day=report.language.date(report.day))
        )
    largest = max(both, key=lambda pair: _weight(report.sum("commitment", pair[1], pair[0])))
    other, lab = largest
    promised = report.sum("commitment", lab, other)
    if not promised.stated:
        return say(
            "{supplier} stands on both sides: it invested {invested} in {lab}, which promised to buy from it",
            supplier=report.party(other),
            lab=report.party(lab),
            invested=report.money_span(report.sum("equity", other, lab)),
        )
    return say(
        N_(
            "{count} ties run both ways: {supplier} invested {invested} in {lab}, which promised it {promised}"
        )
        if len(both) > 1
        else N_(
            "One tie runs both ways: {supplier} invested {invested} in {lab}, which promised it {promised}"
        ),
        count=len(both),
        supplier=report.party(other),
        lab=report.party(lab),
        invested=report.money_span(report.sum("equity", other, lab)),
        promised=report.money_span(promised),
    )


def _weight(amount: Amount) -> float:
    return amount.high if math.isfinite(amount.high) else amount.low
