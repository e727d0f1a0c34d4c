"""Who is tied to whom: money into the laboratories, and what they have promised to buy."""

from __future__ import annotations

import math

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.matrix import Tie, tie_matrix
from ...exhibits.display import Display, when
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Amount, Entry
from ...statements import Evidence, Quantified, Statement, each_beyond
from .context import Financing, entries_frame
from .figures import ends, figure, gathered, money, pair, silent

# Money one way, purchases the other.
BOTH_WAYS = 2.0

# Parties and laboratories shown; the others are named in a note.
ROWS, COLUMNS = 11, 6


def tied_labs(report: Financing) -> list[str]:
    """Laboratories with a deal in the ledger, those with the largest deals first."""
    size = {lab: _size(report, lab) for lab in report.laboratories}
    found = [lab for lab, (count, _) in size.items() if count]
    return sorted(found, key=lambda lab: (-size[lab][1], -size[lab][0], report.laboratories.index(lab)))


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
    first = [p for p in (*report.clouds, *report.chip_makers) if p in seen]
    rest = sorted((p for p in seen if p not in first), key=lambda p: (-seen[p], p))
    return {p: seen[p] for p in (*first, *rest)}


def _others(report: Financing, entry: Entry, lab: str) -> tuple[str, ...]:
    """The parties on the other side of a deal with a laboratory; totals of several deals have none."""
    if entry.id in report.totals:
        return ()
    if entry.kind == "equity" and entry.takers == (lab,):
        return entry.givers
    return entry.takers if entry.kind == "commitment" and entry.givers == (lab,) else ()


# What a party put into a laboratory, and what the laboratory has promised to buy from it.
Pairs = dict[tuple[str, str], tuple[list[Entry], list[Entry]]]


def _pairs(report: Financing) -> Pairs:
    """Return the deals of each party shown with each laboratory shown."""
    labs = tied_labs(report)[:COLUMNS]
    every = counterparties(report, labs)
    kept = sorted(every, key=lambda o: -every[o])[:ROWS]
    found = {
        (other, lab): (report.invested(other, lab), report.promised(lab, other))
        for other in every
        if other in kept
        for lab in labs
    }
    # A laboratory whose parties all found no place has none either: its column would be empty.
    tied = {lab for (other, lab), told in found.items() if any(told) or _rounds(report, other, lab)}
    return {(other, lab): told for (other, lab), told in found.items() if lab in tied}


def _matrix(report: Financing, pairs: Pairs) -> Chart:
    others, labs = (list(dict.fromkeys(names)) for names in zip(*pairs, strict=True))
    cells = {
        (others.index(other), labs.index(lab)): (
            _tie(report, invested) or _shared(report, other, lab),
            _tie(report, promised),
        )
        for (other, lab), (invested, promised) in pairs.items()
    }
    return tie_matrix(
        [report.party(other) for other in others],
        [report.party(lab) for lab in labs],
        cells,
        names=(
            report.say("paid or promised to the laboratory"),
            report.say("purchases promised by the laboratory"),
        ),
        unknown=report.say("tied, no amount told"),
        groups=[_group(report, other) for other in others],
    )


def _used(pairs: Pairs) -> list[Entry]:
    return [e for deals_ in pairs.values() for told in deals_ for e in told]


def _left_out(report: Financing, pairs: Pairs) -> str:
    """Say how many of the ties that the title counts are drawn, and name the parties and laboratories that found no place."""
    known = len(tied(report).known)
    drawn = sum(any(told) for told in pairs.values())
    named = tied_labs(report)
    every, shown = counterparties(report, named[:COLUMNS]), {who for names in pairs for who in names}
    missed = [who for who in (*named, *every) if who not in shown]
    if not missed:
        return ""
    return report.say(
        "Drawn: {drawn} of the {known} known ties, of the parties with the largest sums. Not drawn: {names}.",
        drawn=Number(float(drawn), "count"),
        known=Number(float(known), "count"),
        names=report.parties(missed),
    )


def _planned(report: Financing, pairs: Pairs) -> str:
    """Name the purchases that are planned and bind nobody, which are no ties: of a laboratory shown, from one supplier."""
    labs = {lab for _, lab in pairs}
    found = [
        e
        for e in report.entries
        if e.row.money == "planned"
        and e.row.direction == "customer"
        and e.givers[0] in labs
        and len(e.takers) == 1
    ]
    names = dict.fromkeys(_named(report, pair(e.givers[0], e.takers[0])) for e in found)
    return (
        report.say("Planned and binding nobody, so not drawn: {pairs}.", pairs=report.language.listed(names))
        if names
        else ""
    )


def _rounds(report: Financing, other: str, lab: str) -> list[Entry]:
    """Rounds of several investors, this one among them, whose parts were not told."""
    return [e for e in report.shared if other in e.givers and lab in e.takers]


def _shared(report: Financing, other: str, lab: str) -> Tie | None:
    """A tie by a round of several investors whose parts were not told: there, but without an amount."""
    rounds = _rounds(report, other, lab)
    if not rounds:
        return None
    return Tie(report.say("part of {amount}", amount=report.span(deals.total(rounds))), 0.0, 0.0)


def _group(report: Financing, party: str) -> int:
    return 0 if party in report.clouds else 1 if party in report.chip_makers else 2


def _tie(report: Financing, entries: list[Entry]) -> Tie | None:
    if not entries:
        return None
    amount = deals.total(entries)
    return Tie(report.span(amount), amount.low, amount.high if math.isfinite(amount.high) else amount.low)


def _unique(entries: list[Entry]) -> list[Entry]:
    return list({e.id: e for e in sorted(entries, key=lambda e: (e.announced, e.id))}.values())


def tied(report: Financing) -> Evidence:
    """Every pair of a backer or supplier and a laboratory that have a deal between them alone: in how many directions."""
    labs = tied_labs(report)
    ways = []
    for lab in labs:
        for other in counterparties(report, labs):
            held = [h for h in (report.invested(other, lab), report.promised(lab, other)) if h]
            if held:
                sources = [e.source for entries in held for e in entries]
                of = pair(other, lab)
                ways.append(figure("ledger.ways", of, float(len(held)), "count", report.day, sources))
    everybody = [
        pair(other, lab) for lab in report.laboratories for other in (*report.clouds, *report.chip_makers)
    ]
    return gathered(ways, "ties") if ways else silent("ledger.ways", "count", report.day, everybody, "ties")


_WAYS = Quantified(
    every=N_("Money and purchases run both ways in all {n} known ties"),
    both=N_("Money and purchases run both ways in the two known ties"),
    none=N_("Money and purchases run both ways in none of the {n} known ties"),
    k_of_n=N_("Money and purchases run both ways in {k} of {n} known ties"),
    k_of_known=N_("Money and purchases run both ways in {k} of {n} known ties"),
    every_known=N_("Money and purchases run both ways in all {n} known ties"),
    none_known=N_("Money and purchases run both ways in none of the {n} known ties"),
    one=N_("Money and purchases run both ways in the one known tie"),
    not_one=N_("Money runs one way in the one known tie, of {false}"),
    nothing=N_("The data hold no tie of a laboratory up to {day}"),
)


def ties_message(report: Financing) -> Statement:
    """Count the ties that run both ways, and tell the largest of them."""
    ways = tied(report)
    day = report.language.date(report.day)
    if not ways.known:
        return report.nothing(
            "The data hold no deal of a laboratory with a cloud or a chip maker up to {day}", ways, day=day
        )
    held = each_beyond(ways, BOTH_WAYS, inclusive=True)
    assert held is not None
    counted = report.counted(_WAYS, held, lambda of: _named(report, of), day=day)
    if not held.true_of or held.quantifier == "every":
        return counted
    return report.state("{sentence}: {largest}", sentence=counted, largest=_largest(report, held.true_of))


def _named(report: Financing, of: str) -> str:
    one, other = (report.party(who) for who in of.split(">"))
    return report.say("{one} – {other}", one=one, other=other)


def _largest(report: Financing, both: tuple[str, ...]) -> Statement:
    """Tell what was put in and what was promised back in the tie with the largest promise."""
    giver, lab = max(both, key=lambda of: _weight(report.sum("commitment", *reversed(of.split(">"))))).split(
        ">"
    )
    put_in, back = report.invested(giver, lab), report.promised(lab, giver)
    one, other = pair(giver, lab), pair(lab, giver)
    values = {
        "supplier": report.party(giver),
        "lab": report.party(lab),
        "invested": money(report, one, deals.total(put_in)),
    }
    about = [*ends(report, one, put_in, "equity"), *ends(report, other, back, "commitment")]
    promised = deals.total(back)
    if not promised.stated:
        return report.state(
            N_("{supplier} paid or promised {invested} to {lab}, which promised to buy from it")
            if deals.still_to_come(put_in)
            else N_("{supplier} paid {invested} to {lab}, which promised to buy from it"),
            *about,
            **values,
        )
    return report.state(
        N_("{supplier} paid or promised {invested} to {lab}, which promised to buy {promised} from it")
        if deals.still_to_come(put_in)
        else N_("{supplier} paid {invested} to {lab}, which promised to buy {promised} from it"),
        *about,
        promised=money(report, other, promised),
        **values,
    )


def _weight(amount: Amount) -> float:
    return amount.high if math.isfinite(amount.high) else amount.low


ties = Financing.shows(
    Display(
        "ties",
        _pairs,
        _matrix,
        N_(
            "{unit} announced by {day}; squares: money paid or promised to the laboratory; discs: purchases it has promised"
        ),
        ties_message,
        N_("Matrix of investors and suppliers against laboratories. {title}."),
        notes=(
            N_(
                "The area of a mark is the amount; where a range was told, its lower end is filled and its upper end "
                "drawn as an outline. Money for a laboratory, paid or "
                "promised, and purchases that it promised are never added."
            ),
            when(
                lambda report, _: report.shared,
                N_(
                    "“Part of” stands where several parties gave one amount and their parts were not told; the title "
                    "does not count these as ties."
                ),
            ),
            _planned,
            _left_out,
            Financing.marks_note,
        ),
        data=lambda _, pairs: entries_frame(_unique(_used(pairs))),
        sources=lambda report, pairs: report.entry_sources(_used(pairs)),
    )
)
