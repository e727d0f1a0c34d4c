"""The ledger itself: every entry known on the day, each with its link and whether a sum takes it."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...exhibits.display import Columns, Display, Head, largest
from ...exhibits.tables.table import Cell
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Entry
from ...statements import Statement
from ..deal_words import COUNTED, FORMS, state_of
from .context import Financing, entries_frame
from .figures import figure, money, paid, told
from .sums import BY, INTO, counted, counts, invested, promised, sums

QUALIFIERS = {
    "about": N_("about {amount}"),
    "over": N_("over {amount}"),
    "up_to": N_("up to {amount}"),
    "at_least": N_("at least {amount}"),
    "derived": N_("{amount}"),
}


def _amount(report: Financing, entry: Entry) -> Cell:
    marks = report.evidence_mark([entry])
    if not entry.row.unit:
        return Cell("n/d", url=report.source(entry.source).url, marks=marks, kind="missing")
    return report.linked(amount_words(report, entry), entry.source, marks=marks)


def _figure(report: Financing, entry: Entry, column: str, write: Callable[[float], str]) -> Cell:
    """Print a figure of an entry with the letters of its row; nothing where it was not told."""
    value = entry.number(column)
    if math.isnan(value):
        return Cell("")
    return Cell(write(value), marks=report.evidence_mark([entry]), kind="figure")


def _share(column: str) -> Callable[[Financing, Entry], Cell]:
    return lambda report, entry: _figure(report, entry, column, report.language.writes("share", "table"))


def _valued(report: Financing, entry: Entry) -> Cell:
    currency = entry.row.unit or "USD"
    return _figure(report, entry, "post_money", lambda v: report.language.write(report.amount(v, currency)))


def _state(report: Financing, entry: Entry) -> str:
    if entry.row.status == "superseded" and entry not in report.told:
        return report.say("replaced")
    return report.say(state_of(entry.row))


def amount_words(report: Financing, entry: Entry) -> str:
    """Write an amount as it was told, with its qualifier; capacity and other currencies in their own unit."""
    row, language = entry.row, report.language
    told = [v for v in (entry.number("amount_low"), entry.number("amount_high")) if v == v]
    ends = [_number(report, value, row.unit) for value in dict.fromkeys(told)]
    text = language.range(ends[0], ends[-1])
    if row.unit == "count":
        text = report.say(COUNTED[entry.form], amount=text)
    qualifier = QUALIFIERS.get(row.qualifier) if len(ends) == 1 else None
    return report.say(qualifier, amount=text) if qualifier else text


def _number(report: Financing, value: float, unit: str) -> Number:
    return Number(value, unit) if unit in ("MW", "count") else report.amount(value, unit)


def _standing(report: Financing, entry: Entry) -> str:
    """Say whether a sum takes an entry, and if not, why."""
    say = report.say
    if entry.id in report.totals:
        return say("total")
    if any(e.id == entry.id for e in report.told):
        return say("yes") if entry.kind != "other" else say("not added")
    # What tells the same deal stands before one that it only overlaps with, such as the whole of a round.
    stands = [e for e in report.told if e.deal == entry.deal] or [
        e for e in report.told if e.id in entry.links
    ]
    if not stands:
        return say("no")
    day, own = (report.day_of(e.announced, e.row.date_precision) for e in (stands[0], entry))
    return say("as the entry of the same day") if day == own else say("as {day}", day=day)


def ledger_message(report: Financing) -> Statement:
    """Count entries and deals, and give the two sums that are never added: those of the front page."""
    if not report.entries:
        return report.state(
            "The ledger is empty on {day}",
            *told(figure("ledger.entries", "everybody", 0.0, "count", report.day)),
            day=report.language.date(report.day),
        )
    put_in, back = invested(report), promised(report)
    values = {
        **counts(report),
        "paid": paid(report, put_in),
        "invested": money(report, INTO, deals.total(put_in)),
        "promised": money(report, BY, deals.total(back)),
    }
    kind = (bool(put_in) and deals.total(put_in).stated, bool(back) and deals.total(back).stated)
    message = (_DEALS if len(report.own_deals) > 1 else _ONE_DEAL)[kind]
    sentence = report.state(message, *counted(report), *sums(report), **values)
    return (
        sentence.or_shorter(report.state(_SHORT, *counted(report), *sums(report), **values))
        if all(kind)
        else sentence
    )


# Whether money into laboratories, and whether purchases promised by them, have an amount -> the sentence.
_DEALS = {
    (False, False): N_(
        "The ledger tells of {deals} deals in {entries} entries, without an amount for laboratories"
    ),
    (True, False): N_(
        "The ledger tells of {deals} deals in {entries} entries: laboratories were {paid} {invested}"
    ),
    (False, True): N_(
        "The ledger tells of {deals} deals in {entries} entries: {promised} of purchases promised by laboratories"
    ),
    (True, True): N_(
        "The ledger tells of {deals} deals in {entries} entries: laboratories were {paid} {invested}, and promised purchases of {promised}"
    ),
}
_SHORT = N_("{deals} deals: laboratories were {paid} {invested}, and promised purchases of {promised}")
_ONE_DEAL = {
    (False, False): N_("The ledger has one deal, without an amount for laboratories"),
    (True, False): N_("The ledger has one deal: a laboratory was {paid} {invested}"),
    (False, True): N_("The ledger has one deal: {promised} of purchases promised by a laboratory"),
    (True, True): N_("The ledger has one deal: a laboratory was {paid} {invested}, and promised {promised}"),
}


def _size(report: Financing, entry: Entry) -> float:
    """What an entry tells at most, in dollars; what is counted in another unit is not ranked."""
    high, low = entry.number("amount_high"), entry.number("amount_low")
    return (low if math.isnan(high) else high) if entry.row.unit == "USD" else math.nan


ledger = Financing.shows(
    Display(
        "ledger",
        lambda report: sorted(report.entries, key=lambda e: (e.announced, e.id), reverse=True),
        Columns(
            Head(N_("Announced"), lambda r, e: r.day_of(e.announced, e.row.date_precision), share=1.1),
            Head(N_("from"), lambda report, e: report.parties(e.givers), share=1.4),
            Head(N_("to"), lambda report, e: report.parties(e.takers), share=1.4),
            Head(N_("amount"), _amount, "right", 1.25),
            Head(N_("form"), lambda report, e: report.say(FORMS[e.form]), share=1.85),
            Head(N_("credits"), _share("cloud_credit_share"), "right", 0.55),
            Head(N_("stake"), _share("stake"), "right", 0.55),
            Head(N_("valuation after"), _valued, "right", 0.8),
            Head(N_("state"), _state, share=1.05),
            Head(N_("counted"), _standing, share=1.3),
            printed=largest(20, _size),
        ),
        N_(
            "Entries announced by {day}, newest first, on paper the twenty largest; {unit} unless another unit is named"
        ),
        ledger_message,
        N_("Table of the entries of the ledger. {title}."),
        notes=(
            N_(
                "“Yes”: a sum takes the entry, with others of its kind only; the title’s are of laboratories. “As” names the day of the entry that "
                "tells the same deal better; “total” is the sum of entries that stand for themselves. State is the "
                "last one told. An amount links to its document, where that has an address. In an empty cell nothing was told."
            ),
            N_(
                "n/d in no document of the data, – does not apply. s by the press or passed on by others; what has no name is in no sum."
            ),
        ),
        data=lambda _, entries: entries_frame(entries),
        sources=Financing.entry_sources,
        tall=True,
    )
)
