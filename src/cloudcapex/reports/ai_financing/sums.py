"""The two sums of the edition, one and the same on the front page and in the ledger: money in, purchases promised."""

from __future__ import annotations

from ...language import Number
from ...ledger import deals
from ...ledger.deals import Entry
from ...statements import Assertion
from .context import Financing
from .figures import ends, figure, pair, told

EVERYBODY = "everybody"
INTO = pair(EVERYBODY, "laboratories")
BY = pair("laboratories", EVERYBODY)


def invested(report: Financing) -> list[Entry]:
    """Money put into laboratories by anybody in the ledger."""
    return [e for e in report.told if e.kind == "equity" and set(e.takers) & set(report.laboratories)]


def promised(report: Financing) -> list[Entry]:
    """Purchases that laboratories have promised anybody."""
    return [e for e in report.told if e.kind == "commitment" and set(e.givers) <= set(report.laboratories)]


def sums(report: Financing) -> list[Assertion]:
    """Assert the ends of both sums."""
    return [
        *ends(report, INTO, invested(report), "equity"),
        *ends(report, BY, promised(report), "commitment"),
    ]


def announced(report: Financing) -> tuple[float, list[Assertion]]:
    """Return what is only announced of the money that went in, at the least, and assert it."""
    open_ = [e for e in invested(report) if e.row.status == "announced"]
    low = deals.total(open_).low
    sources = {e.source for e in open_}
    return low, told(figure("ledger.announced_low", INTO, low, "USD", report.day, sources))


def beside_low(report: Financing, money: str) -> float:
    """Return what investors plan, talk about or merge at the least; nought where no amount was told."""
    return deals.total(deals.beside(report.entries, money)).low


def beside(report: Financing, money: str) -> list[Assertion]:
    """Assert it."""
    found = deals.beside(report.entries, money)
    low = deals.total(found).low
    return told(figure(f"ledger.{money}_low", EVERYBODY, low, "USD", report.day, {e.source for e in found}))


def counts(report: Financing) -> dict[str, Number]:
    """How many entries the ledger holds, and how many deals they tell."""
    return {
        "entries": Number(float(len(report.entries)), "count", EVERYBODY),
        "deals": Number(float(len(report.own_deals)), "count", EVERYBODY),
    }


def counted(report: Financing) -> list[Assertion]:
    """Assert both counts."""
    held = counts(report)
    return told(
        *(figure(f"ledger.{name}", EVERYBODY, n.value, "count", report.day) for name, n in held.items())
    )
