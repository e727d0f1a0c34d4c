"""Checks of guidance and of the ledger: what a statement must have by its kind, when it can be of, in which unit."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Iterator

import pandas as pd

from ..facts import load_companies, load_metrics, load_table
from ..facts.guidance import as_it_stood
from ..periods import Quarter
from ..schema.words import CURRENCIES, GUIDANCE_STATUS
from .places import amount, line
from .verdict import Check, told, verdict

# Nobody guides further ahead than to a period that ends so many days later.
_AHEAD = 1500
# The currency, or the measure of power, that the words of an amount name.
_NAMED = re.compile(r"\b(USD|EUR|RMB|CNY|HKD|GW|MW)\b")
_UNITS = {"RMB": ("CNY",), "GW": ("MW", "count"), "MW": ("MW", "count")}
# What the words beside a claim's figure say of it.
_HEDGES = {
    "over": "over",
    "up to": "up_to",
    "at least": "at_least",
    "close to": "about",
    "nearly": "about",
    "about": "about",
    "under": "under",
}  # fmt: skip
# A name of a round tells its month; rounds closed over some weeks are dated by either end.
_MONTH = re.compile(r"-(20\d{2})-(0[1-9]|1[0-2])(?!\d)")
_WEEKS = 40
_REMEDY = "correct the row from its document"
_TERMS = ("exclusivity", "chips", "model_access", "escrow", "technology_rights")
_Found = Iterator[tuple[str, str]]


def guidance_is_whole() -> Check:
    """Guidance has the figures of its kind in the unit of its metric, is of a period that was not over, and stands or not."""
    rows = load_table("guidance")
    metrics, companies = load_metrics().set_index("id")["unit"], load_companies().set_index("slug")
    unit = rows["metric"].map(metrics)
    rows["wanted"] = unit.where(unit != "money", rows["company"].map(companies["currency"]))
    rows["above"] = rows["metric"].map(load_metrics().set_index("id")["sign"]) == "positive"
    rows["stands"] = as_it_stood(load_table("guidance"))["status"]
    months = rows["company"].map(companies["fiscal_year_end_month"]).astype(int)
    rows["ends"] = [_end(p, m) for p, m in zip(rows["target_period"], months, strict=True)]
    return _checked(
        "Guidance is whole", "guidance", ["company", "metric", "target_period"], rows, _of_guidance
    )


def _of_guidance(r: pd.Series) -> _Found:
    figures = [c for c in ("low", "high") if pd.notna(r[c])]
    told_in = r["unit"] if isinstance(r["unit"], str) else ""
    said = f"is {' to '.join(amount(r[c]) for c in figures)} {told_in}" if figures else "has no figure"
    match r["kind"]:
        case "qualitative" if figures:
            yield f"is qualitative and {said}", "no figure, or another kind"
        case "range" if len(figures) < 2 or not r["low"] < r["high"]:
            yield f"is a range and {said}", "a lower and a higher end"
        case "point" if "low" not in figures or ("high" in figures and r["low"] != r["high"]):
            yield f"is a point and {said}", "one value"
    if figures and isinstance(r["wanted"], str) and told_in != r["wanted"]:
        yield f"{said}", str(r["wanted"])
    if figures and not isinstance(r["wanted"], str) and told_in not in (*CURRENCIES, "share"):
        yield f"{said}", "an amount of money or a share"
    if r["above"] and figures and min(r[c] for c in figures) < 0:
        yield said, "0 or more"
    # What a later statement replaced was in force when it was entered, and every reader works that out anew.
    if r["status"] != r["stands"] and (r["status"], r["stands"]) != GUIDANCE_STATUS[:2]:
        yield f"of {r['issued']:%Y-%m-%d} is {r['status']}", f"{r['stands']}, by what was issued when"
    if r["issued"] > r["ends"]:
        yield f"was issued {r['issued']:%Y-%m-%d}, its period ended {r['ends']:%Y-%m-%d}", "a day before"
    if (r["ends"] - r["issued"]).days > _AHEAD:
        yield (
            f"was issued {r['issued']:%Y-%m-%d}, its period ends {r['ends']:%Y-%m-%d}",
            f"up to {_AHEAD} days before",
        )


def _end(period: str, month: int) -> pd.Timestamp:
    """Return the last day of a period that guidance is for; that of a quarter by the calendar."""
    last = period.rpartition("..")[2]
    if re.fullmatch(r"\d{4}Q\d", last):
        return pd.Timestamp(Quarter.parse(last).end)
    months = 12 if last.startswith("CY") else month if last.startswith("FY") else 6 * int(last[-1])
    year = int(last[2:] if last[0].isalpha() else last[:4])
    return pd.Timestamp(year, months, calendar.monthrange(year, months)[1])


def deals_are_whole() -> Check:
    """A deal is between two, of amounts above nought in the unit that its words name, and a stake is a part."""
    return _checked(
        "Deals are whole", "deals", ["deal_id", "investor", "recipient"], load_table("deals"), _of_deal
    )


def _of_deal(r: pd.Series) -> _Found:
    for column in ("amount_low", "amount_high", "post_money"):
        if r[column] <= 0:
            yield f"{column} is {amount(r[column])}", "above 0, or empty"
    for column in ("stake", "cloud_credit_share"):
        if not (pd.isna(r[column]) or 0 < r[column] <= 1):
            yield f"{column} is {amount(r[column])}", "above 0 and up to 1"
    if r["investor"] == r["recipient"]:
        yield "is of one party alone", "two parties"
    if r["cash_minimum"] <= 0:
        yield f"cash_minimum is {amount(r['cash_minimum'])}", "above 0, or empty"
    if r["terms_source_id"] and not (pd.notna(r["cash_minimum"]) or any(r[c] for c in _TERMS)):
        yield f"has no terms, and {r['terms_source_id']} is to tell them", "a term, or no document"
    named = set(_NAMED.findall(r["amount_text"]))
    fitting = {u for n in named for u in _UNITS.get(n, (n,))}
    if r["unit"] and fitting and r["unit"] not in fitting:
        yield f"is in {r['unit']}, its words are {r['amount_text']!r}", " or ".join(sorted(fitting))


def rounds_are_named() -> Check:
    """A round is of the laboratory and month that its name tells, and a day known to the month is the month's last."""
    rows = load_table("rounds")
    labs = frozenset(map(_first_word, rows["lab"]))
    rows = rows.assign(labs=rows["lab"].map(lambda _: labs))
    return _checked("Rounds are named", "rounds", ["round_id", "lab"], rows, _of_round)


def _first_word(name: str) -> str:
    return re.split(r"[^a-z0-9]+", name.lower())[0]


def _of_round(r: pd.Series) -> _Found:
    named = re.split(r"[^a-z0-9]+", str(r["round_id"]).lower())[0]
    if named in r["labs"] and named != _first_word(r["lab"]):
        yield f"is of {r['lab']}", "the laboratory that round_id begins with"
    month = _MONTH.search(r["round_id"])
    if month and abs((r["date"] - pd.Timestamp(int(month[1]), int(month[2]), 15)).days) > _WEEKS:
        yield f"is of {r['date']:%Y-%m-%d}", f"a day around {month[1]}-{month[2]}, the month in round_id"
    if r["date_precision"] == "month" and not r["date"].is_month_end:
        yield f"is of {r['date']:%Y-%m-%d}, known to the month", "the last day of its month"
    for column in ("amount", "post_money"):
        if r[column] <= 0:
            yield f"{column} is {amount(r[column])}", "above 0, or empty"


# Just before a figure in the words of an article; 約合 is what a sum comes to in another currency.
_CHINESE_HEDGES = {"約": "about", "约": "about", "近": "about", "至少": "at_least", "至多": "up_to"}
_HEDGED_IN_CHINESE = re.compile(r"(約|约|近|至少|至多)(?:至|支付|為|为)? ?\d")


def claims_are_hedged() -> Check:
    """A claim is hedged as the words beside its figure hedge it."""
    rows = load_table("claims")
    return _checked(
        "Claims are hedged as written", "claims", ["claim_id", "subject", "metric"], rows, _of_claim
    )


def _of_claim(r: pd.Series) -> _Found:
    written = re.search(r"\(([a-z ]+)\)", r["claimed_unit"])
    wanted = next((w for said, w in _HEDGES.items() if written and written[1].startswith(said)), "")
    quoted = _HEDGED_IN_CHINESE.search(r["phrase"])
    if quoted and not math.isnan(r["value_low"]):
        wanted = wanted or _CHINESE_HEDGES[quoted[1]]
    if r["unit"] and r["qualifier"] != wanted and r["qualifier"] != "derived":
        yield (
            f"is {r['qualifier'] or 'hedged by nothing'}, written in {r['claimed_unit']!r} and as {r['phrase']!r}",
            wanted or "empty",
        )


def _checked(
    name: str, table: str, key: list[str], rows: pd.DataFrame, look: Callable[[pd.Series], _Found]
) -> Check:
    """Look at every row of a table by itself, and say of each fault of which row it is."""
    faults = [
        told(
            f"{line(table, n)}: {' '.join(r[key])} ({r.get('source_id', r.get('article', ''))}) {what}",
            valid,
            _REMEDY,
        )
        for n, r in rows.iterrows()
        for what, valid in look(r)
    ]
    return verdict(name, len(rows), faults, unit="rows")


CHECKS = (guidance_is_whole, deals_are_whole, rounds_are_named, claims_are_hedged)
