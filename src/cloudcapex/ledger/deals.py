"""The ledger of deals as known on a day: ranges that are added without counting anything twice."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .. import facts
from ..errors import UsageError
from ..facts.rows import DealRow
from ..schema.grades import is_shown
from ..schema.words import MOVED
from .faults import checked

Kind = Literal["equity", "commitment", "other"]

EQUITY = ("equity", "convertible", "mixed", "not_stated")
COMMITMENT = ("purchase_commitment",)
# What a mixed deal pays partly in services; the other equity forms are paid in cash.
PARTLY_CREDITS = ("mixed", "not_stated")


@dataclass(frozen=True)
class Amount:
    """A range of US dollars that the data allow: ``high`` is infinite where no upper end is stated."""

    low: float = 0.0
    high: float = 0.0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.low + other.low, self.high + other.high)

    @property
    def stated(self) -> bool:
        """False where not even one end is known."""
        return self.low > 0 or math.isfinite(self.high)

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def open(self) -> bool:
        """True where no upper end is known."""
        return math.isinf(self.high)


UNKNOWN = Amount(0.0, math.inf)


@dataclass(frozen=True)
class Entry:
    """One row of ``deals.csv`` as it could be read on one day.

    Parameters
    ----------
    givers, takers : tuple of str
        Slugs of companies, else of parties; more than one where the row does not split the amount.
    kind : {'equity', 'commitment', 'other'}
        What may be added to what: nothing of one kind is ever added to another.
    amount : Amount
        US dollars; `UNKNOWN` where the row states none, or states capacity or another currency.
    adds : bool
        Whether it can only add other entries up: neither it nor another telling of its deal counts.
    row : DealRow
        The row itself.
    """

    id: str
    announced: dt.date
    givers: tuple[str, ...]
    takers: tuple[str, ...]
    kind: Kind
    amount: Amount
    counts: bool
    adds: bool
    group: str
    links: tuple[str, ...]
    standing: str
    row: DealRow = field(compare=False, repr=False)

    @property
    def deal(self) -> tuple[str, str]:
        """What tells the same deal shares this; the money and the purchases of one announcement are two deals."""
        return self.group or self.id, nature_of(self.row.form, self.row.direction, self.row.money)

    @property
    def form(self) -> str:
        return self.row.form

    @property
    def source(self) -> str:
        return self.row.source_id

    @property
    def evidence(self) -> str:
        return self.row.evidence

    def number(self, column: str) -> float:
        """Return a numeric cell; NaN where empty."""
        value: float = getattr(self.row, column)
        return value


def parties(text: str) -> tuple[str, ...]:
    """Read who is named in a cell, in their order: slugs of companies, else of parties."""
    return tuple(dict.fromkeys(p.who for p in facts.parties_of(text)))


def kind_of(form: str, direction: str, money: str, standing: str) -> Kind:
    """Tell what a deal may be added to: nothing where no money moves, nor where no document can be shown for it."""
    return nature_of(form, direction, money) if is_shown(standing) else "other"


def nature_of(form: str, direction: str, money: str) -> Kind:
    """Tell what a deal is, whoever tells it: a weak telling of one that others tell too is no deal more.

    Parameters
    ----------
    form, direction, money : str
        As its row has them.

    Returns
    -------
    Kind
        *other* where no money moves, as of a plan.
    """
    if money not in MOVED:
        return "other"
    if form in COMMITMENT:
        return "commitment" if direction == "customer" else "other"
    return "equity" if form in EQUITY and direction == "investor" else "other"


def ledger(day: dt.date | str | None = None, read_by: dt.date | None = None) -> list[Entry]:
    """Read every entry announced by a day, oldest first.

    Parameters
    ----------
    day : date or str, optional
        The day the ledger stands on; None for all.
    read_by : date, optional
        Leave out what was read in a document that came out after this day; see `facts.unread`.

    Raises
    ------
    DataError
        A row that cannot be: the line, the column and the remedy are named.
    """
    standing = facts.load_sources().set_index("source_id")["standing"]
    counting = facts.load_table("deals").query("counts == 'yes' and deal_group != ''")["deal_group"]
    told = frozenset(counting)
    late = facts.unread(read_by) if read_by else frozenset[str]()
    rows = (row for row in checked(facts.load_deals(day)) if row.source_id not in late)
    return [_entry(row, standing[row.source_id], told) for row in rows]


def _entry(row: DealRow, standing: str, counting: frozenset[str]) -> Entry:
    """Read one row of the table as an entry, with the standing of its document and the groups in which a row counts."""
    low, high = row.amount_low, row.amount_high
    amount = UNKNOWN
    if row.unit == "USD" and not (math.isnan(low) and math.isnan(high)):
        amount = Amount(0.0 if math.isnan(low) else low, math.inf if math.isnan(high) else high)
    return Entry(
        id=row.deal_id,
        announced=row.announced,
        givers=parties(row.investor),
        takers=parties(row.recipient),
        kind=kind_of(row.form, row.direction, row.money, standing),
        amount=amount,
        counts=row.counts == "yes",
        adds=row.counts == "no" and row.deal_group not in counting,
        group=row.deal_group,
        links=tuple(n for n in row.overlaps.split(";") if n and n != row.deal_id),
        standing=standing,
        row=row,
    )


def beside(entries: Iterable[Entry], money: str) -> list[Entry]:
    """Return what investors plan, talk about or merge, each deal once: shown beside what a recipient gets, never in it.

    Parameters
    ----------
    entries : iterable of Entry
        Of the ledger of a day.
    money : {'planned', 'talks', 'merger'}
        How far it has come.
    """
    told = told_once(list(entries))
    return [e for e in told if e.row.money == money and e.row.direction == "investor"]


def still_to_come(entries: Iterable[Entry]) -> bool:
    """Tell whether any money that a sum of entries takes was not there yet when it was told, only bound to come.

    Parameters
    ----------
    entries : iterable of Entry
        Of one sum.

    Returns
    -------
    bool
        False where every amount was got; of an entry without an amount nothing is said.
    """
    return any(e.amount.stated and e.row.money != "got" for e in told_once(list(entries)))


# adding up --------------------------------------------------------------------------------


def between(
    entries: Iterable[Entry], kind: Kind, giver: str | None = None, taker: str | None = None
) -> list[Entry]:
    """Select entries of one kind; a party given must be the only one on its side.

    Parameters
    ----------
    entries : iterable of Entry
        Of the ledger of a day.
    kind : str
        ``equity``, ``commitment`` or ``other``.
    giver, taker : str, optional
        Ids of parties; whoever where none is given.
    """
    return [
        e
        for e in entries
        if e.kind == kind
        and (giver is None or e.givers == (giver,))
        and (taker is None or e.takers == (taker,))
    ]


def told_once(entries: Sequence[Entry]) -> list[Entry]:
    """Keep of each deal the one row that tells it best, running totals left beside their parts.

    Of rows in one group the one marked as counting stands, else one with an amount, else the newest. What a
    known deal has replaced is left out.
    """
    by_id = {e.id: e for e in entries}
    live = [e for e in entries if not (e.row.status == "superseded" and any(n in by_id for n in e.links))]
    best: dict[tuple[str, str], Entry] = {}
    for e in live:
        if e.deal not in best or _rank(e) > _rank(best[e.deal]):
            best[e.deal] = e
    return [e for e in live if best[e.deal] is e]


def totals(told: Sequence[Entry]) -> frozenset[str]:
    """Return the ids of entries, each deal told once, that only add other entries up."""
    kinds = {e.kind for e in told}
    found = [clusters([e for e in told if e.kind == kind]) for kind in kinds]
    return frozenset(whole.id for pairs in found for wholes, _ in pairs for whole in wholes)


def _rank(entry: Entry) -> tuple[bool, bool, dt.date, str]:
    return entry.counts, entry.amount.stated, entry.announced, entry.id


def total(entries: Sequence[Entry]) -> Amount:
    """Add entries up without counting one deal twice, nor a tranche and its total.

    Parameters
    ----------
    entries : sequence of Entry
        Of one kind.

    Returns
    -------
    Amount
        The range the entries allow. A total that other entries are parts of bounds them: it lifts the lower end
        where the parts tell less, and caps the upper end. A deal without an amount leaves the upper end open.

    Raises
    ------
    UsageError
        For entries of more than one kind: money invested and purchases promised are not one sum.
    """
    kinds = sorted({e.kind for e in entries})
    if len(kinds) > 1:
        raise UsageError(
            f"{' and '.join(kinds)} deals cannot be added", remedy="add up the deals of one kind at a time"
        )
    result = Amount()
    for wholes, parts in clusters(told_once(entries)):
        result += _bounded(wholes, parts)
    return result


def clusters(entries: Sequence[Entry]) -> list[tuple[list[Entry], list[Entry]]]:
    """Set totals beside the parts they add up: pairs of (totals, parts); a lone deal is a part without a total."""
    by_id = {e.id: e for e in entries}
    wholes = {w.id: {p.id for p in entries if p is not w and _is_part(p, w)} for w in entries if w.adds}
    wholes = {name: members for name, members in wholes.items() if members}
    found: list[tuple[list[str], set[str]]] = []
    for name, members in wholes.items():
        joined = [c for c in found if c[1] & members]
        found = [c for c in found if c not in joined]
        found.append(([*(n for c in joined for n in c[0]), name], members.union(*(c[1] for c in joined))))
    inside = {n for names, members in found for n in (*names, *members)}
    lone: list[tuple[list[Entry], list[Entry]]] = [([], [e]) for e in entries if e.id not in inside]
    return [
        ([by_id[n] for n in names], [e for e in entries if e.id in members - set(names)])
        for names, members in found
    ] + lone


def _is_part(part: Entry, whole: Entry) -> bool:
    return not part.adds and (part.id in whole.links or whole.id in part.links)


def _bounded(wholes: Sequence[Entry], parts: Sequence[Entry]) -> Amount:
    added = Amount(sum(p.amount.low for p in parts), sum(p.amount.high for p in parts))
    if not wholes:
        return added
    # What is conditional in a part is conditional in the total as well.
    slack = math.fsum(p.amount.high - p.amount.low for p in parts if p.amount.stated and not p.amount.open)
    low = max([added.low, *(w.amount.low - slack for w in wholes)])
    return Amount(low, max(low, min(w.amount.high for w in wholes)))
