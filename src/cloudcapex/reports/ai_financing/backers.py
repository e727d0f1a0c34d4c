"""Who backs whom: the large technology companies and the laboratories they stand behind, as of the quarter."""

from __future__ import annotations

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Entry
from ...statements import Evidence, Phrase, Quantified, Statement, each_beyond
from .context import Financing, entries_frame, laboratories
from .figures import figure, gathered
from .prices import priced


def owners() -> dict[str, tuple[str, ...]]:
    """The large companies that are asked, each with everybody under its roof, in the order of the table of parties."""
    known = facts.parties()
    asked = sorted((p for p in known.values() if p.large is not None), key=lambda p: p.large or 0)
    return {
        a.id: tuple(dict.fromkeys(p.who for p in known.values() if a.id in (p.id, p.owner) or p.who == a.who))
        for a in asked
    }


def backed(report: Financing, names: tuple[str, ...]) -> list[str]:
    """Laboratories a company has put money into, licensed from or taken over, in order of the first deal."""
    found: dict[str, None] = {}
    for e in report.told:
        if e.form != "restructuring" and e.row["direction"] == "investor" and set(e.givers) & set(names):
            for taker in e.takers:
                if taker in laboratories() and taker not in e.givers:
                    found.setdefault(taker)
    return list(found)


@Financing.shows
def backers(report: Financing) -> Exhibit:
    """Table of the six companies: laboratory, money, stake, price, and what comes back as purchases."""
    say, language = report.say, report.language
    title = backers_message(report)
    subtitle = say(
        "{unit}, by deals announced up to {day}", unit=language.unit_name(), day=language.date(report.day)
    )
    columns = (
        Column(say("Company"), "left", 1.0),
        Column(say("laboratory"), "left", 1.2),
        Column(say("since"), "left", 0.8),
        Column(say("invested"), "right", 0.9),
        Column(say("of it by form"), "left", 2.2),
        Column(say("stake told"), "right", 0.8),
        Column(say("laboratory’s last price"), "right", 1.0),
        Column(say("buys from the company"), "right", 1.0),
    )
    rows, used = [], []
    for slug_, names in owners().items():
        labs = backed(report, names)
        if not labs:
            rows.append(_nothing(report, slug_))
        for place, lab in enumerate(labs):
            row, entries = _row(report, slug_ if place == 0 else "", names, lab)
            rows.append(row)
            used += entries
    if not used:
        return report.exhibit(
            "backers",
            title=title,
            subtitle=subtitle,
            body=Absence(report.no_deals),
            points=[],
            alt=report.no_deals,
        )
    return report.exhibit(
        "backers",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[],
        data=entries_frame(list({e.id: e for e in used}.values())),
        extra_sources=report.entry_sources(used),
        alt=say("Table of companies and the laboratories they back. {title}.", title=title),
        notes=[
            say(
                "A stake is the share last told, not one computed from amounts. Tesla, SpaceX and xAI stand in one row, "
                "since they deal among themselves. “Part of” stands where several investors gave one amount."
            ),
            report.marks_note(),
        ],
    )


def _nothing(report: Financing, slug_: str) -> tuple[Cell, ...]:
    name = words(_name(report, slug_))
    return (name, words(report.say("none known")), *([missing("not_applicable")] * 6))


def _name(report: Financing, slug_: str) -> str:
    return report.party(facts.parties()[slug_].who) if slug_ else ""


def _row(
    report: Financing, slug_: str, names: tuple[str, ...], lab: str
) -> tuple[tuple[Cell, ...], list[Entry]]:
    say = report.say
    told = [
        e
        for e in report.told
        if e.takers == (lab,) and e.row["direction"] == "investor" and set(e.givers) & set(names)
    ]
    alone = [e for e in told if e.kind == "equity" and len(e.givers) == 1]
    shared = [e for e in told if e.kind == "equity" and len(e.givers) > 1 and e.id not in report.totals]
    bought = [e for name in names for e in report.promised(lab, name)]
    stakes = [e for e in told if e.row["stake"] == e.row["stake"]]
    prices = [v for v in priced(report) if v.row["who"] == lab]
    amount = (
        report.span_cell(deals.total(alone), alone)
        if alone
        else Cell(say("part of {amount}", amount=report.span(deals.total(shared))), kind="figure")
        if shared
        else missing("not_applicable")
    )
    price = (
        Cell(
            report.language.write(report.amount(prices[-1].value)),
            url=report.source(prices[-1].row["source_id"]).url,
            kind="figure",
        )
        if prices
        else missing("not_disclosed")
    )
    stake = (
        Cell(
            report.language.write(Number(stakes[-1].number("stake"), "share", place="table")),
            url=report.source(stakes[-1].source).url,
            kind="figure",
        )
        if stakes
        else missing("not_disclosed")
    )
    return (
        words(_name(report, slug_)),
        words(report.party(lab)),
        words(report.day_of(told[0].announced, told[0].row["date_precision"])),
        amount,
        words(_forms(report, told)),
        stake,
        price,
        report.span_cell(deals.total(bought), bought) if bought else missing("not_applicable"),
    ), [*told, *bought]


def _forms(report: Financing, told: list[Entry]) -> str:
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
    for e in told:
        name = names.get(e.form, e.form)
        if e.kind == "other" and e.amount.stated and e.form in ("licence", "merger"):
            name = say("{form} {amount}", form=name, amount=report.span(e.amount))
        parts.setdefault(name)
    return report.language.join(parts)


# Those that are asked, and have put money into a laboratory that is another's.
_BACK = Quantified(
    every=N_("A laboratory of others is backed by all {n} large companies"),
    both=N_("A laboratory of others is backed by both large companies"),
    none=N_("None of the {n} large companies is known to have backed a laboratory of others"),
    k_of_n=N_("A laboratory of others is backed by {k} of {n} large companies"),
    k_of_known=N_("A laboratory of others is backed by {k} of {n} large companies"),
    every_known=N_("A laboratory of others is backed by all {n} large companies"),
    none_known=N_("None of the {n} large companies is known to have backed a laboratory of others"),
    one=N_("{true} backs a laboratory of others"),
    not_one=N_("{false} is not known to back a laboratory of others"),
    nothing=N_("Large companies are not part of this edition"),
)


def backers_message(report: Financing) -> Statement:
    """Count the companies that back a laboratory of others, and name those that are not known to."""
    held = each_beyond(backing(report), 0.0)
    assert held is not None
    counted = report.counted(_BACK, held, report.party)
    if not held.true_of or not held.false_of or len(held.false_of) > 2:
        return counted
    return report.state(
        N_("{sentence}; {names} are not known to back one")
        if len(held.false_of) > 1
        else N_("{sentence}; {names} is not known to back one"),
        sentence=counted,
        names=[Phrase(report.party(who)) for who in held.false_of],
    )


def backing(report: Financing) -> Evidence:
    """How many laboratories of others each large company backs."""
    known = facts.parties()
    found = []
    for owner, names in owners().items():
        labs = [lab for lab in backed(report, names) if lab not in names]
        sources = {e.source for e in report.told if set(e.givers) & set(names) and set(e.takers) & set(labs)}
        found.append(
            figure("ledger.laboratories", known[owner].who, float(len(labs)), "count", report.day, sources)
        )
    return gathered(found, "large companies")
