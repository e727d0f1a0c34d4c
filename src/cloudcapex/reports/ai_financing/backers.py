"""Who backs whom: the large technology companies and the laboratories they stand behind, as of the quarter."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

from ... import facts
from ...exhibits.display import Columns, Display, Head, when
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Entry
from ...statements import Evidence, Phrase, Quantified, Statement, each_beyond
from .context import Financing, entries_frame
from .figures import figure, gathered
from .prices import Valuation, is_traded, priced


def owners(day: dt.date) -> dict[str, tuple[str, ...]]:
    """The large companies that are asked, each with everybody under its roof, in the order of the table of parties.

    One of whose roof somebody was named later, and nobody by the day, is left out.
    """
    known, later = facts.parties(), facts.named_later(day)
    asked = sorted((p for p in known.values() if p.large is not None), key=lambda p: p.large or 0)
    roofs = {
        a.id: tuple(dict.fromkeys(p.who for p in known.values() if a.id in (p.id, p.owner) or p.who == a.who))
        for a in asked
    }
    return {
        owner: roof
        for owner, roof in roofs.items()
        if set(roof) == {owner} or not later >= set(roof) - {owner}
    }


def backed(report: Financing, names: tuple[str, ...]) -> list[str]:
    """Laboratories a company has put money into, licensed from or taken over, in order of the first deal."""
    found: dict[str, None] = {}
    for e in report.told:
        if e.form != "restructuring" and e.row.direction == "investor" and set(e.givers) & set(names):
            for taker in e.takers:
                if taker in report.laboratories and taker not in e.givers:
                    found.setdefault(taker)
    return list(found)


@dataclass(frozen=True)
class Backing:
    """A company, named in its first row alone, with a laboratory that it backs, or with none.

    It knows the money that the company put in, the purchases that the laboratory promised it, and its last round in dollars.
    """

    owner: str
    lab: str = ""
    told: tuple[Entry, ...] = ()
    bought: tuple[Entry, ...] = ()
    price: Valuation | None = None


def _backings(report: Financing) -> list[Backing]:
    """Return each company with the laboratories that it backs; nothing where none backs any."""
    rows = []
    for owner, names in owners(report.as_of).items():
        labs = backed(report, names)
        rows += [_backing(report, owner if n == 0 else "", names, lab) for n, lab in enumerate(labs)]
        rows += [] if labs else [Backing(owner)]
    return rows if any(row.lab for row in rows) else []


def _backing(report: Financing, owner: str, names: tuple[str, ...], lab: str) -> Backing:
    told = [
        e
        for e in report.told
        if lab in e.takers and e.row.direction == "investor" and set(e.givers) & set(names)
    ]
    bought = [e for name in names for e in report.promised(lab, name)]
    prices = [v for v in priced(report) if v.row.who == lab]
    return Backing(owner, lab, tuple(told), tuple(bought), prices[-1] if prices else None)


def _of_lab(make: Callable[[Financing, Backing], Cell | str]) -> Callable[[Financing, Backing], Cell | str]:
    """Leave a cell out where a company backs none."""
    return lambda report, row: make(report, row) if row.lab else missing("not_applicable")


def _invested(report: Financing, row: Backing) -> Cell:
    alone = [e for e in row.told if e.kind == "equity" and len(e.givers) == len(e.takers) == 1]
    shared = [e for e in row.told if e in report.shared or (e.kind == "equity" and len(e.takers) > 1)]
    if alone:
        return report.span_cell(deals.total(alone), alone)
    if shared:
        amount = report.span(deals.total(shared))
        return Cell(report.say("part of {amount}", amount=amount), kind="figure")
    return missing("not_applicable")


def _stake(report: Financing, row: Backing) -> Cell:
    stakes = [e for e in row.told if not math.isnan(e.number("stake"))]
    if not stakes:
        return missing("not_disclosed")
    text = report.language.write(Number(stakes[-1].number("stake"), "share", place="table"))
    return report.linked(text, stakes[-1].source, marks=report.evidence_mark(stakes[-1:]))


def _price(report: Financing, row: Backing) -> Cell:
    if row.price is None:
        return missing("not_disclosed")
    text = report.language.write(report.amount(row.price.value))
    return report.linked(text, row.price.row.source_id, marks=row.price.price_marks)


def _bought(report: Financing, row: Backing) -> Cell:
    if not row.bought:
        return missing("not_applicable")
    return report.span_cell(deals.total(row.bought), row.bought)


def _since(report: Financing, row: Backing) -> str:
    """The day of the first deal, which is that of its first telling though a later one tells it better."""
    told = {e.deal for e in row.told}
    first = min((e for e in report.entries if e.deal in told), key=lambda e: e.announced)
    return report.day_of(first.announced, first.row.date_precision)


def _forms(report: Financing, row: Backing) -> str:
    """List the forms of the deals, with the amounts of those that are no investment."""
    say = report.say
    names = {
        "equity": say("equity"),
        "convertible": say("convertible"),
        "mixed": say("cash and credits"),
        "licence": say("licence"),
        "merger": say("take-over"),
        "restructuring": say("restructuring"),
        "warrant": say("warrants"),
        "agreement": say("agreement"),
        "not_stated": say("form not told"),
    }
    parts: dict[str, None] = {}
    for e in row.told:
        name = names.get(e.form, e.form)
        if e.kind == "other" and e.amount.stated and e.form in ("licence", "merger"):
            name = say("{form} ({amount})", form=name, amount=_named(report, e.amount))
        parts.setdefault(name)
    told = report.language.join(part for part in parts if part != names["not_stated"])
    if not told or names["not_stated"] not in parts:
        return told or names["not_stated"]
    return say("{forms}, and some whose form was not told", forms=told)


def _named(report: Financing, amount: deals.Amount) -> str:
    """Write an amount that stands among words, with its unit."""
    ends = (amount.low, amount.low if amount.open else amount.high)
    low, high = (Number(end, "USD") for end in ends)
    if amount.open:
        return report.say("at least {low}", low=low)
    if amount.low == 0 and not amount.exact:
        return report.say("at most {high}", high=high)
    return report.language.range(low, high)


def _used(rows: list[Backing]) -> list[Entry]:
    return list({e.id: e for row in rows for e in (*row.told, *row.bought)}.values())


# Those that are asked, and have put money into a laboratory that is another's.
_BACK = Quantified(
    every=N_("All {n} large companies back a laboratory that is not their own"),
    both=N_("Both large companies back a laboratory that is not their own"),
    none=N_("None of the {n} large companies is known to back a laboratory that is not its own"),
    k_of_n=N_("Of {n} large companies, {k} back a laboratory that is not their own"),
    k_of_known=N_("Of {n} large companies, {k} back a laboratory that is not their own"),
    every_known=N_("All {n} large companies back a laboratory that is not their own"),
    none_known=N_("None of the {n} large companies is known to back a laboratory that is not its own"),
    one=N_("{true} backs a laboratory that is not its own"),
    not_one=N_("{false} is not known to back a laboratory that is not its own"),
    nothing=N_("Large companies are not part of this edition"),
)


def backers_message(report: Financing) -> Statement:
    """Count the companies that back a laboratory of others, and name those that are not known to."""
    held = each_beyond(backing(report), 0.0)
    assert held is not None
    counted = (
        report.state(
            "Of {n} large companies, {name} backs a laboratory that is not its own",
            held,
            n=Number(float(len(held.population)), "count"),
            name=report.party(held.true_of[0]),
        )
        if held.count == 1 and held.false_of
        else report.counted(_BACK, held, report.party)
    )
    if not held.true_of or not held.false_of or len(held.false_of) > 4:
        return counted
    return report.state(
        N_("{sentence}; {names} are not known to back one")
        if len(held.false_of) > 1
        else N_("{sentence}; {names} is not known to back one"),
        sentence=counted,
        names=[Phrase(report.party(who)) for who in held.false_of],
    ).or_shorter(counted)


def backing(report: Financing) -> Evidence:
    """How many laboratories of others each large company backs."""
    known = facts.parties()
    found = []
    for owner, names in owners(report.as_of).items():
        labs = [lab for lab in backed(report, names) if lab not in names]
        sources = {e.source for e in report.told if set(e.givers) & set(names) and set(e.takers) & set(labs)}
        found.append(
            figure("ledger.laboratories", known[owner].who, float(len(labs)), "count", report.day, sources)
        )
    return gathered(found, "large companies")


backers = Financing.shows(
    Display(
        "backers",
        _backings,
        Columns(
            Head(
                N_("Company"),
                lambda report, row: report.party(facts.parties()[row.owner].who) if row.owner else "",
                share=1.0,
            ),
            Head(
                N_("laboratory"),
                lambda report, row: report.party(row.lab) if row.lab else report.say("none known"),
                share=1.2,
            ),
            Head(N_("since"), _of_lab(_since), share=0.95),
            Head(N_("paid or promised"), _of_lab(_invested), "right", 0.9),
            Head(N_("form"), _of_lab(_forms), share=2.2),
            Head(N_("stake told"), _of_lab(_stake), "right", 0.8),
            Head(N_("last round in dollars at"), _of_lab(_price), "right", 1.0),
            Head(N_("buys from the company"), _of_lab(_bought), "right", 1.0),
        ),
        N_("{unit}, by deals announced up to {day}"),
        backers_message,
        N_("Table of companies and the laboratories they back. {title}."),
        notes=(
            N_(
                "A stake is the share last told, not one computed from amounts. Companies of one owner stand in one row. "
                "“Part of” stands where several investors gave one amount."
            ),
            when(
                lambda report, rows: any(
                    is_traded(r) and r.who in {row.lab for row in rows} for r in report.rounds
                ),
                N_("The market value of a listed laboratory is in the table of rounds."),
            ),
            Financing.marks_note,
        ),
        data=lambda _, rows: entries_frame(_used(rows)),
        sources=lambda report, rows: report.entry_sources(_used(rows)),
    )
)
