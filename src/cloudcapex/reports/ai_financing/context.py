"""The report on the money around AI: the ledger as known on its day, its parties and how ranges are written."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

import pandas as pd

from ... import facts, metrics
from ...exhibits.sources import Source
from ...exhibits.tables.table import Cell, missing
from ...facts.rows import LabRow, RoundRow
from ...language import DEFAULT, N_, Number
from ...ledger import deals
from ...ledger.deals import Amount, Entry
from ...periods import Quarter
from ...schema.grades import is_second_hand, weakness
from ...schema.rows import rows_of
from ..report import Report
from .profit_model import ProfitOrder

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = (
    "ties",
    "credits",
    "backlog_share",
    "revenue_share",
    "valuations",
    "multiples",
    "rounds",
    "cards",
    "backers",
    "terms",
    "ledger",
    "observed_laboratories",
    "observed_others",
    # Last, since paper leaves the tables off once the order is history: no number is skipped in print.
    "profit_order",
    "profit_years",
    "profit_assumptions",
)

# Documents of the model of the profit order: no table of the data cites them.
OUTSIDE = {
    "fortune-2023-01-11": {
        "title": "Fortune: Inside the structure of OpenAI’s looming new investment from Microsoft and VCs",
        "url": "https://fortune.com/2023/01/11/structure-openai-investment-microsoft/",
        "publisher": "Fortune",
        "filed": "2023-01-11",
    },
    "business-standard-2023-01-11": {
        "title": "Business Standard: Next level in AI",
        "url": "https://www.business-standard.com/article/opinion/next-level-in-ai-123011101587_1.html",
        "publisher": "Business Standard",
        "filed": "2023-01-11",
    },
    "gigazine-2023-01-13": {
        "title": "GIGAZINE on the documents seen by Fortune",
        "url": "https://gigazine.net/news/20230113-openai-benefit-to-microsoft/",
        "publisher": "GIGAZINE",
        "filed": "2023-01-13",
    },
}


class Financing(Report):
    """Everything the exhibits of one edition on AI financing read.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    profits : ProfitOrder, optional
        Assumptions of the model of the order of profits.

    Attributes
    ----------
    day : date
        The day the ledger stands on: ``as_of`` or, where the quarter under review is no longer the newest, at most
        the last day of the quarter after it, in which its results come out. What was announced later belongs to a
        later edition.
    """

    name = "ai_financing"
    nothing_found = N_("The ledger holds no such deal announced by {day}.")
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        as_of: str | dt.date | None = None,
        window: int = 20,
        language: str = DEFAULT,
        profits: ProfitOrder | None = None,
    ) -> None:
        super().__init__(quarter, as_of, window, language)
        self.profits = profits or ProfitOrder()
        self.asked |= dataclasses.asdict(self.profits)
        self.day = metrics.counted_until(self.quarter, self.as_of)

    @classmethod
    def opened(cls, **parameters: Any) -> Financing:
        """Open the report with the parameters of its notebook, in which those of the order of profits stand by name."""
        own = {part.name for part in fields(ProfitOrder)}
        order = ProfitOrder(**{name: value for name, value in parameters.items() if name in own})
        return cls(profits=order, **{name: value for name, value in parameters.items() if name not in own})

    # who there is --------------------------------------------------------------------------

    @functools.cached_property
    def laboratories(self) -> tuple[str, ...]:
        """Every laboratory that somebody had named by the day, in the order of the table of parties."""
        return facts.whos("laboratory", named_by=self.as_of)

    @functools.cached_property
    def clouds(self) -> tuple[str, ...]:
        """Whom laboratories buy computing from and are paid by, in the order of every exhibit."""
        return facts.whos("cloud", named_by=self.as_of)

    @functools.cached_property
    def chip_makers(self) -> tuple[str, ...]:
        """Who makes chips, in the order of every exhibit."""
        return facts.whos("chips", named_by=self.as_of)

    # the ledger ----------------------------------------------------------------------------

    @functools.cached_property
    def entries(self) -> list[Entry]:
        """Every entry announced by the ledger's day, read in a document that was out by the day of the edition."""
        return deals.ledger(self.day, read_by=self.as_of)

    @functools.cached_property
    def read_later(self) -> int:
        """How many entries announced by then are left out: their document came out after the day of the edition."""
        return len(deals.ledger(self.day)) - len(self.entries)

    @functools.cached_property
    def unread(self) -> frozenset[str]:
        """Documents that came out after the day of the edition."""
        return facts.unread(self.as_of)

    @functools.cached_property
    def told(self) -> list[Entry]:
        """One entry a deal; running totals stand beside their parts."""
        return deals.told_once(self.entries)

    @functools.cached_property
    def totals(self) -> frozenset[str]:
        """Ids of entries that only add other entries up."""
        return deals.totals(self.told)

    @functools.cached_property
    def own_deals(self) -> list[Entry]:
        """One entry a deal, without those that only add others up."""
        return [e for e in self.told if e.id not in self.totals]

    @functools.cached_property
    def shared(self) -> list[Entry]:
        """Investments of several parties, of whom some part was not told."""
        several = [e for e in self.told if e.kind == "equity" and len(e.givers) > 1]
        return [e for e in several if any(self._untold(giver, e) for giver in e.givers)]

    def _untold(self, giver: str, entry: Entry) -> bool:
        """Whether no entry tells what a named party of several put in."""
        alone = (deals.between(self.told, "equity", giver, taker) for taker in entry.takers)
        return giver not in facts.whos("several") and not any(alone)

    @functools.cached_property
    def rounds(self) -> list[RoundRow]:
        """Funding rounds known on the ledger's day, oldest first, each told by one row."""
        table = facts.load_rounds(self.day).sort_values(["date", "round_id"])
        table = table[~table["source_id"].isin(self.unread)]
        best: dict[str, RoundRow] = {}
        for row in rows_of(table, RoundRow):
            key = row.same_as or row.round_id
            if key not in best or _told_better(row, best[key]):
                best[key] = row
        return sorted(best.values(), key=lambda r: (r.date, r.round_id))

    @functools.cached_property
    def run_rates(self) -> dict[str, list[LabRow]]:
        """Revenue of each laboratory in dollars on the one definition that they share.

        Run-rates stand last, before them those that are estimated, and before these the revenue of whole years; each by
        day and evidence.
        """
        frame = facts.load_labs(self.as_of)
        frame = frame[(frame["metric"] == "revenue_run_rate") & (frame["unit"] == "USD")]
        frame = frame[frame["definition"].isin(("as_stated", "whole_year"))]
        frame = frame.assign(
            pace=frame["definition"] == "as_stated",
            stated=frame["basis"] != "estimated",
            worth=-frame["evidence"].map(weakness),
        ).sort_values(["pace", "stated", "as_of", "worth", "filed"])
        found: dict[str, list[LabRow]] = {}
        for row in rows_of(frame, LabRow):
            found.setdefault(row.who, []).append(row)
        return found

    @functools.cached_property
    def revenues(self) -> dict[str, list[LabRow]]:
        """Revenue of whole years and quarters of each laboratory in dollars, as it was stated; the newest period last."""
        frame = facts.load_labs(self.as_of)
        frame = frame[frame["metric"].isin(("revenue_year", "revenue_quarter")) & (frame["unit"] == "USD")]
        found: dict[str, list[LabRow]] = {}
        for row in rows_of(frame[frame["basis"] != "estimated"].sort_values(["as_of", "filed"]), LabRow):
            found.setdefault(row.who, []).append(row)
        return found

    def sum(self, kind: deals.Kind, giver: str | None = None, taker: str | None = None) -> Amount:
        """Add up the deals of one kind between parties; nothing known is a range from zero to zero."""
        return deals.total(deals.between(self.entries, kind, giver, taker))

    def invested(self, giver: str, lab: str) -> list[Entry]:
        """Investments of one party alone in one laboratory, each deal once."""
        return deals.told_once(deals.between(self.entries, "equity", giver, lab))

    def promised(self, lab: str, supplier: str) -> list[Entry]:
        """Purchases one laboratory has promised one supplier, each deal once."""
        return deals.told_once(deals.between(self.entries, "commitment", lab, supplier))

    # names and ranges ----------------------------------------------------------------------

    def parties(self, names: Iterable[str]) -> str:
        return self.language.join(self.party(n) for n in names)

    def span(self, amount: Amount) -> str:
        """Write a range in the unit of amounts, without naming it; a mark where nothing is known of it."""
        if not amount.stated:
            return "n/d"
        low, high = (self.amount(end) for end in (amount.low, amount.low if amount.open else amount.high))
        if amount.open:
            return self.say("≥ {low}", low=low)
        if amount.low == 0 and not amount.exact:
            return self.say("≤ {high}", high=high)
        return self.language.range(low, high)

    def amount(self, value: float, currency: str = "USD") -> Number:
        """Return an amount as it was told: in the unit of the table, or named where that is another currency's."""
        return self.language.told(value, currency) if currency == "USD" else Number(value, currency)

    def span_cell(self, amount: Amount, entries: Sequence[Entry]) -> Cell:
        """Print a range as a cell that links to the newest document behind it."""
        if not entries:
            return Cell("")
        if not amount.stated:
            return missing("not_disclosed")
        return self.linked(self.span(amount), entries[-1].source, marks=self.evidence_mark(entries))

    def evidence_mark(self, entries: Iterable[Entry]) -> str:
        """Mark what neither a filing nor the company tells, by the one rule that sentences go by, too."""
        return "s" if any(is_second_hand(e.evidence) for e in entries) else ""

    def marks_note(self, shown: object = None) -> str:
        """Explain the marks of ranges, and of an amount that is not there."""
        return self.say(
            "≥ no upper end was told; ≤ no lower end was told; n/d no amount was told. s by the press or passed on by others; what has no name is in no sum."
        )

    def ends_note(self, shown: object = None) -> str:
        """Explain the marks of ranges where another note explains those of what is missing."""
        return self.say(
            "≥ no upper end was told; ≤ no lower end was told. s by the press or passed on by others; what has no name is in no sum."
        )

    # sources and data ----------------------------------------------------------------------

    def entry_sources(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        return tuple(sorted({e.source for e in entries}))

    def source(self, source_id: str) -> Source:
        """Look a document up; those of the profit order stand outside the data."""
        row = OUTSIDE.get(source_id)
        return Source(source_id, row["title"], row["url"]) if row else super().source(source_id)

    def source_row(self, source_id: str) -> dict[str, str]:
        """Everything known of a document, those of the profit order included."""
        row = OUTSIDE.get(source_id)
        return {"kind": "press", "form": "", **row} if row else super().source_row(source_id)

    def day_of(self, day: dt.date, precision: str) -> str:
        """Write a day as exactly as it is known."""
        if precision == "year":
            return str(day.year)
        text = self.language.short_month(day) if precision == "month" else self.language.day(day)
        return text.replace("-", "\u2011").replace(" ", "\u00a0")  # A day stays on its line.


def entries_frame(entries: Sequence[Entry]) -> pd.DataFrame:
    """The rows of an exhibit's CSV, one an entry of the ledger."""
    return pd.DataFrame(
        [
            {
                "deal_id": e.id,
                "announced": e.announced.isoformat(),
                "investor": e.row.investor,
                "recipient": e.row.recipient,
                "kind": e.kind,
                "form": e.form,
                "low_usd": e.amount.low if e.amount.stated else math.nan,
                "high_usd": e.amount.high if math.isfinite(e.amount.high) else math.nan,
                "status": e.row.status,
                "evidence": e.evidence,
                "source": e.source,
            }
            for e in entries
        ]
    )


def _told_better(row: RoundRow, other: RoundRow) -> bool:
    """Whether a row tells a round better: an exact day first, then better evidence, then the later row."""

    def strength(r: RoundRow) -> tuple[bool, int]:
        return (r.date_precision == "day", -weakness(r.evidence))

    return strength(row) >= strength(other)
