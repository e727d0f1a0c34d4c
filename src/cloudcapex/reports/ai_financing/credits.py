"""Cash against credits: how much of what was put into laboratories may have been paid in services."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.keys import Key, Look
from ...exhibits.charts.scale import Scale
from ...exhibits.charts.spans import Bar, BarPart, span_bars
from ...exhibits.display import Display
from ...exhibits.theme import ACCENT, AMBER
from ...language import N_, Number
from ...ledger import deals
from ...ledger.deals import PARTLY_CREDITS, Entry
from ...statements import Assertion, Statement, Value
from .context import Financing, entries_frame
from .figures import between, figure, paid, silent, told


@dataclass(frozen=True)
class Split:
    """What one party put in, in US dollars: cash, credits by a split that was told, and what was told unsplit."""

    party: str
    cash: float
    credits: float
    unsplit: float
    conditional: float
    entries: tuple[Entry, ...]

    @property
    def low(self) -> float:
        """Part of the firm amount that was paid in credits at the least."""
        return self.credits / self.firm if self.firm else 0.0

    @property
    def high(self) -> float:
        return (self.credits + self.unsplit) / self.firm if self.firm else 0.0

    @property
    def firm(self) -> float:
        return self.cash + self.credits + self.unsplit


def splits(report: Financing) -> list[Split]:
    """Every cloud and chip maker that put money into a laboratory, the largest first."""
    found = []
    for party in (*report.clouds, *report.chip_makers):
        given = deals.between(report.entries, "equity", party)
        mine = deals.told_once([e for e in given if set(e.takers) <= set(report.laboratories)])
        if mine:
            found.append(_split(party, mine))
    return sorted([s for s in found if s.firm or s.conditional], key=lambda s: -(s.firm + s.conditional))


def _split(party: str, entries: list[Entry]) -> Split:
    cash = credit = unsplit = conditional = 0.0
    for wholes, parts in deals.clusters(entries):
        mixed = any(e.form in PARTLY_CREDITS for e in (*wholes, *parts))
        amount = deals.total([*wholes, *parts])
        told = parts[0].number("cloud_credit_share") if len(parts) == 1 else math.nan
        if math.isfinite(told):
            credit += amount.low * told
            cash += amount.low * (1 - told)
        elif mixed:
            unsplit += amount.low
        else:
            cash += amount.low
        conditional += amount.high - amount.low if math.isfinite(amount.high) else 0.0
    return Split(party, cash, credit, unsplit, conditional, tuple(entries))


# How money was paid: the attribute of a split, its name, colour and look.
MEANS: tuple[tuple[str, str, str, Look], ...] = (
    ("cash", N_("cash"), ACCENT, "full"),
    ("credits", N_("credits, by the split told"), AMBER.fill, "full"),
    ("unsplit", N_("cash and credits, split not told"), AMBER.fill, "hatched"),
    ("conditional", N_("conditional or up to"), ACCENT, "outline"),
)


def _bars(report: Financing, found: list[Split]) -> Chart:
    bars = [
        Bar(
            report.party(s.party),
            tuple(BarPart(getattr(s, name), colour, look) for name, _, colour, look in MEANS),
            _label(report, s),
        )
        for s in found
    ]
    keys = [
        Key(report.say(text), colour, look)
        for name, text, colour, look in MEANS
        if any(getattr(s, name) for s in found)
    ]
    return span_bars(bars, keys, scale=Scale.money(report.language))


def _label(report: Financing, split: Split) -> str:
    """Write an amount with the part of it that was paid in credits."""
    amount = report.span(deals.Amount(split.firm, split.firm + split.conditional))
    if not (split.firm and split.high):
        return amount
    low = Number(split.low, "share")
    return report.say(
        N_("{amount}; credits {range}") if split.unsplit else N_("{amount}; credits about {low}"),
        amount=amount,
        low=low,
        range=report.language.range(low, Number(split.high, "share")),
    )


def _used(found: list[Split]) -> list[Entry]:
    return [e for s in found for e in s.entries]


def credits_message(report: Financing) -> Statement:
    """Say how far apart the bounds of the credits are."""
    found = splits(report)
    all_of_it = math.fsum(s.firm for s in found)
    if not all_of_it:
        return _nothing_firm(report)
    low = math.fsum(s.credits for s in found)
    unsplit = math.fsum(s.unsplit for s in found)
    amount, whole = Number(all_of_it, "USD", SUPPLIERS), firm(report)
    ends = [Number(part / all_of_it, "share", SUPPLIERS) for part in (low, low + unsplit)]
    bounds = told(_of_all(report, "low", ends[0].value), _of_all(report, "high", ends[1].value))
    way = paid(report, _used(found))
    if not low and not unsplit:
        return report.state(
            "The {amount} that clouds and chip makers {paid} was told as cash",
            *whole,
            *bounds,
            paid=way,
            amount=amount,
        )
    if not low and unsplit == all_of_it:
        return report.state(
            "The data do not say how much of the {amount} that clouds and chip makers {paid} is in cloud credits",
            *whole,
            *bounds,
            paid=way,
            amount=amount,
        )
    sentence = report.state(
        "Of {amount} that clouds and chip makers {paid} to laboratories, {range} is in cloud credits",
        *whole,
        *bounds,
        paid=way,
        amount=amount,
        range=between(report, *ends),
    )
    if unsplit <= all_of_it / 2:
        return sentence
    return report.state(
        "{sentence}; of the larger part the split is not stated",
        *sentence.assertions,
        *told(_of_all(report, "unsplit", unsplit)),
        sentence=sentence,
    )


# Whose money it is: everybody's who sells computing or chips.
SUPPLIERS = "clouds and chip makers"


def firm(report: Financing) -> list[Assertion]:
    """Assert what was put in and is neither conditional nor up to; nothing where there is none."""
    whole = math.fsum(s.firm for s in splits(report))
    return told(_of_all(report, "firm", whole)) if whole else []


def _of_all(report: Financing, what: str, amount: float) -> Value:
    sources = {e.source for s in splits(report) for e in s.entries}
    unit = "share" if what in ("low", "high") else "USD"
    return figure(f"credits.{what}", SUPPLIERS, amount, unit, report.day, sources)


def _nothing_firm(report: Financing) -> Statement:
    """Say that the data hold no money of a cloud or chip maker."""
    return report.nothing(
        "The data hold no money that a cloud or chip maker had paid a laboratory by {day}",
        silent("credits.firm", "USD", report.day, [SUPPLIERS], SUPPLIERS),
        day=report.language.date(report.day),
    )


credits = Financing.shows(
    Display(
        "credits",
        splits,
        _bars,
        N_("{unit} from clouds and chip makers for laboratories, announced by {day}, by means of payment"),
        credits_message,
        N_("Bars of investments in laboratories by means of payment. {title}."),
        notes=N_(
            "Credits are the part of the firm amounts that is in cloud services: from what a split that was "
            "told gives to all that was told without one. Amounts of several investors together are left out."
        ),
        data=lambda _, found: entries_frame(_used(found)),
        sources=lambda report, found: report.entry_sources(_used(found)),
    )
)
