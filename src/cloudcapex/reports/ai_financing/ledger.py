"""The ledger itself: every entry known on the day, each with its link and whether a sum takes it."""

from __future__ import annotations

from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, words
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import Entry
from ...statements import Statement
from ..deal_words import COUNTED, FORMS, STATUS
from .context import Financing, entries_frame
from .figures import figure, money, told
from .sums import BY, INTO, counted, counts, invested, promised, sums

QUALIFIERS = {
    "about": N_("about {amount}"),
    "over": N_("over {amount}"),
    "up_to": N_("up to {amount}"),
    "at_least": N_("at least {amount}"),
    "derived": N_("{amount}"),
}


@Financing.shows
def ledger(report: Financing) -> Exhibit:
    """Table of every entry, newest first, with repeats and totals marked."""
    say, language = report.say, report.language
    entries = sorted(report.entries, key=lambda e: (e.announced, e.id), reverse=True)
    title = ledger_message(report)
    subtitle = say(
        "Every entry announced by {day}, newest first; {unit} unless another unit is named",
        day=language.date(report.day),
        unit=language.unit_name(),
    )
    if not entries:
        return report.exhibit(
            "ledger",
            title=title,
            subtitle=subtitle,
            body=Absence(report.no_deals),
            points=[],
            alt=report.no_deals,
        )
    columns = (
        Column(say("Announced"), "left", 0.95),
        Column(say("from"), "left", 1.4),
        Column(say("to"), "left", 1.2),
        Column(say("amount"), "right", 1.25),
        Column(say("form"), "left", 2.05),
        Column(say("credits"), "right", 0.55),
        Column(say("stake"), "right", 0.55),
        Column(say("valuation after"), "right", 0.8),
        Column(say("state"), "left", 1.05),
        Column(say("counted"), "left", 1.3),
    )
    taken = {e.id for e in report.told} - report.totals
    rows = [_row(report, e, taken) for e in entries]
    return report.exhibit(
        "ledger",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[],
        data=entries_frame(entries),
        extra_sources=report.entry_sources(entries),
        alt=say("Table of the entries of the ledger. {title}.", title=title),
        notes=[
            say(
                "“Yes”: a sum takes the entry, with others of its kind only; the title’s are of laboratories. “As” names the day of the entry that "
                "tells the same deal better; “total” is the sum of entries that stand for themselves. State is the "
                "last one told. An amount links to its document."
            ),
            say(
                "n/d not disclosed, – does not apply. s secondary source; all else press reports and company statements."
            ),
        ],
        tall=True,
    )


def _row(report: Financing, entry: Entry, taken: set[str]) -> tuple[Cell, ...]:
    say, language = report.say, report.language
    row = entry.row
    source = report.source(entry.source)

    def share(column: str) -> Cell:
        value = entry.number(column)
        if value != value:
            return Cell("")
        return Cell(language.write(Number(value, "share", place="table")), kind="figure")

    post = entry.number("post_money")
    superseded = row["status"] == "superseded" and entry not in report.told
    return (
        words(report.day_of(entry.announced, row["date_precision"])),
        words(report.parties(entry.givers)),
        words(report.parties(entry.takers)),
        Cell(
            amount_words(report, entry),
            url=source.url,
            marks="s" if entry.evidence == "secondary" else "",
            kind="figure",
            hint=source.title,
        )
        if row["unit"]
        else Cell("n/d", url=source.url, marks="s" if entry.evidence == "secondary" else "", kind="missing"),
        words(say(FORMS[entry.form])),
        share("cloud_credit_share"),
        share("stake"),
        Cell(_post(report, entry), kind="figure") if post == post else Cell(""),
        words(say("replaced") if superseded else say(STATUS[row["status"]])),
        words(_standing(report, entry, taken)),
    )


def _post(report: Financing, entry: Entry) -> str:
    return report.language.write(report.amount(entry.number("post_money"), entry.row["unit"] or "USD"))


def amount_words(report: Financing, entry: Entry) -> str:
    """Write an amount as it was told, with its qualifier; capacity and other currencies in their own unit."""
    row, language = entry.row, report.language
    told = [v for v in (entry.number("amount_low"), entry.number("amount_high")) if v == v]
    ends = [_number(report, value, row["unit"]) for value in dict.fromkeys(told)]
    text = language.range(ends[0], ends[-1])
    if row["unit"] == "count":
        text = report.say(COUNTED[entry.form], amount=text)
    qualifier = QUALIFIERS.get(row["qualifier"]) if len(ends) == 1 else None
    return report.say(qualifier, amount=text) if qualifier else text


def _number(report: Financing, value: float, unit: str) -> Number:
    return Number(value, unit) if unit in ("MW", "count") else report.amount(value, unit)


def _standing(report: Financing, entry: Entry, taken: set[str]) -> str:
    """Say whether a sum takes an entry, and if not, why."""
    say = report.say
    if entry.id in report.totals:
        return say("total")
    if entry.id in taken:
        return say("yes") if entry.kind != "other" else say("not added")
    stands = [e for e in report.told if e.deal == entry.deal or e.id in entry.links]
    if stands:
        return say("as {day}", day=report.day_of(stands[0].announced, stands[0].row["date_precision"]))
    return say("no")


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
        "invested": money(report, INTO, deals.total(put_in)),
        "promised": money(report, BY, deals.total(back)),
    }
    kind = (bool(put_in) and deals.total(put_in).stated, bool(back) and deals.total(back).stated)
    message = (_DEALS if len(report.own_deals) > 1 else _ONE_DEAL)[kind]
    return report.state(message, *counted(report), *sums(report), **values)


# Whether money into laboratories, and whether purchases promised by them, have an amount -> the sentence.
_DEALS = {
    (False, False): N_("{entries} entries tell {deals} deals, without an amount for laboratories"),
    (True, False): N_("{entries} entries tell {deals} deals: {invested} into laboratories"),
    (False, True): N_(
        "{entries} entries tell {deals} deals: {promised} of purchases promised by laboratories"
    ),
    (True, True): N_(
        "{entries} entries tell {deals} deals: {invested} into laboratories, {promised} of purchases promised by them"
    ),
}
_ONE_DEAL = {
    (False, False): N_("The ledger has one deal, without an amount for laboratories"),
    (True, False): N_("The ledger has one deal: {invested} into a laboratory"),
    (False, True): N_("The ledger has one deal: {promised} of purchases promised by a laboratory"),
    (True, True): N_("The ledger has one deal: {invested} into a laboratory, which promised {promised}"),
}
