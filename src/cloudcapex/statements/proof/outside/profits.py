"""Results of the order of profits, dollar by dollar, from the parameters of the edition."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from ....facts import load_deals, parties_of
from .question import OperandName, Tellable, outside

_UNITS = {
    "first_profit": "USD",
    "profit": "USD",
    "profit_growth": "share",
    "partner": "share",
    "foundation": "share",
}


# What the press told of the order, and what is assumed.
_TOLD = ("partner_principal", "partner_share", "partner_share_after", "foundation_share", "partner_cap")
_ASSUMED = ("first_claim", "first_profit", "profit_growth", "profit_years")


@outside("profit_order.parameters", "profit_order.parameters_told", "profit_order.parameters_assumed")
def parameters(asked: OperandName) -> list[Tellable]:
    """Count the parameters of the edition, by whether anybody told them."""
    names = {"parameters": _TOLD + _ASSUMED, "parameters_told": _TOLD, "parameters_assumed": _ASSUMED}
    return [Tellable(float(sum(n in asked.parameters for n in names[asked.what])), "count")]


@outside("profit_order.*")
def result(asked: OperandName) -> list[Tellable]:
    """Pay a path of profits out: first investors, the partner's money, its return up to the cap, the foundation."""
    p = asked.parameters
    first, back, cap = (round(p[n] * 1e9) for n in ("first_claim", "partner_principal", "partner_cap"))
    early, late, own = (
        Fraction(str(p[n])) for n in ("partner_share", "partner_share_after", "foundation_share")
    )
    path = [round(p["first_profit"] * 1e9 * (1 + p["profit_growth"]) ** n) for n in range(p["profit_years"])]
    investors = partner = foundation = 0
    when: dict[str, int] = {}
    for year, left in enumerate(path, start=1):
        step = min(left, first - investors)
        investors, left = investors + step, left - step
        step = min(left, ceil(max(back - partner, 0) / early))
        partner, left = partner + int(step * early), left - step
        if left:
            when.setdefault("back", year)
        step = min(left, ceil(max(cap - partner, 0) / late))
        partner, left = partner + int(step * late), left - step
        foundation += step - int(step * late) if late + own == 1 else int(step * own)
        if left:
            when.setdefault("capped", year)
        foundation += left
    whole = sum(path)
    found: dict[str, float] = {
        "first_profit": path[0],
        "profit_growth": p["profit_growth"],
        "profit": whole,
        "years": len(path),
        **({"partner": partner / whole, "foundation": foundation / whole} if whole else {}),
        **when,
    }
    if asked.what not in found:
        return []
    return [Tellable(float(found[asked.what]), _UNITS.get(asked.what, "count"), about=_ended(asked))]


def _ended(asked: OperandName) -> tuple[str, ...]:
    """Return the day on which shares took the place of the order."""
    told = load_deals(asked.as_of)
    told = told[told["form"] == "restructuring"]
    ends = told.loc[[asked.of in {party.who for party in parties_of(of)} for of in told["recipient"]]]
    return tuple(day.date().isoformat() for day in ends["announced"])
