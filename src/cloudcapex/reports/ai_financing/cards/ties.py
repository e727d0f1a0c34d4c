"""The ties of a laboratory's card: whom it buys computing from, which chips it is to use, who gets its models."""

from __future__ import annotations

from collections.abc import Callable

from .... import facts
from ....language import N_
from ....ledger import deals
from ....ledger.deals import Entry
from ....ledger.terms import Terms, terms_of
from ..context import Financing
from ..terms import EXCLUSIVITY
from .line import Answer, CardLine, Unknown


def clouds(report: Financing, lab: str) -> Answer:
    """Name whom it buys computing from, and how it is bound to a cloud; a plan binds nobody."""
    bought = [e for e in report.entries if _is_promise(e) and e.givers == (lab,)]
    tied = _bound(report, lab, lambda t: t.exclusivity)
    ties = {_other(e, lab): t.exclusivity for e, t in tied}
    names = dict.fromkeys(who for e in bought for who in e.takers) | dict.fromkeys(ties)
    parts = [
        report.say("{cloud} ({tie})", cloud=report.party(who), tie=report.say(EXCLUSIVITY[ties[who]]))
        if who in ties
        else report.party(who)
        for who in names
        if who and who not in facts.whos("several")
    ]
    return _list(report, N_("clouds and chip makers it is bound to"), parts, [*bought, *(e for e, _ in tied)])


def _is_promise(entry: Entry) -> bool:
    return deals.nature_of(entry.form, str(entry.row.direction), str(entry.row.money)) == "commitment"


def chips(report: Financing, lab: str) -> Answer:
    """Name the chips that it is to use."""
    told = _bound(report, lab, lambda t: t.chips)
    names = dict.fromkeys(chip for _, t in told for chip in t.chips)
    return _list(report, N_("chips it is to use"), list(names), [e for e, _ in told])


_GETS = {
    "cloud_customers": N_("customers of {company}"),
    "backer": N_("{company} itself"),
    "both": N_("{company} and its customers"),
}


def models(report: Financing, lab: str) -> Answer:
    """Name who gets its models."""
    told = _bound(report, lab, lambda t: t.model_access)
    gets = {_other(e, lab): t.model_access for e, t in told}
    parts = [report.say(_GETS[access], company=report.party(who)) for who, access in gets.items() if who]
    return _list(report, N_("its models go to"), parts, [e for e, _ in told])


def _bound(report: Financing, lab: str, by: Callable[[Terms], object]) -> list[tuple[Entry, Terms]]:
    """Return the entries that it is a side of, with their terms, where a document tells a certain one."""
    sides = [(e, terms_of(e, report.unread)) for e in report.entries if lab in (*e.givers, *e.takers)]
    return [(e, terms) for e, terms in sides if terms is not None and by(terms)]


def _other(entry: Entry, lab: str) -> str:
    """Name the other side of a deal of two; nothing where there are several."""
    others = [who for who in (*entry.givers, *entry.takers) if who != lab]
    return others[0] if len(others) == 1 else ""


def _list(report: Financing, measure: str, parts: list[str], entries: list[Entry]) -> Answer:
    if not parts:
        return Unknown(measure)
    last = max(entries, key=lambda e: (e.announced, e.id))
    found = terms_of(last, report.unread)
    source = found.source if found else last.source
    return [
        CardLine(report.say(measure), report.language.listed(parts), last.announced, last.evidence, (source,))
    ]
