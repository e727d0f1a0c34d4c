"""Checks of columns against the words they were read from, and of promises against what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..facts import load_facts, load_metrics, load_table
from .figures import figures_in, tells
from .neighbours import out_of_line
from .places import amount, line, named
from .verdict import Check, told, verdict

_FROM_WORDS = "correct the column from the words, or the words from the document"
# What the unit of a claim is, by the first word of the unit it was written in.
_UNITS = {
    "%": "share",
    "percentage": "share",
    "USD": "USD",
    "RMB": "CNY",
    "CNY": "rate",
    "times": "ratio",
    "ratio": "ratio",
}
_SCALES = {"bn": 1e9, "m": 1e6, "million": 1e6}
# Nobody promises a year this many times the one before, nor this part of it.
_PROMISED = 5.0

# A note that says from what a figure was computed has a word for it, or the figures; one that was not has no such words.
_FROM_WHAT = re.compile(
    r"deriv|comput|\b(?:less|minus|difference|sum of)\b|\d.*?[^\d.,].*?\d", re.IGNORECASE | re.DOTALL
)
_COMPUTED = re.compile(
    r"\bderived\b|full year less|difference of|less nine months|\bsum of (?:two|three|four)\b|computed from",
    re.IGNORECASE,
)


def words_give_the_figures() -> Check:
    """The ends of guidance and the amounts of deals are figures of the words they were read from."""
    looked, faults = 0, []
    for table, key, ends, words in (
        ("guidance", ["company", "metric", "target_period"], ("low", "high"), "statement"),
        ("deals", ["deal_id", "investor", "recipient"], ("amount_low", "amount_high"), "amount_text"),
        ("estimates", ["estimate_id", "subject", "metric"], ("value_low", "value_high"), "text"),
    ):
        rows = load_table(table)
        # What was derived from words stands in them no more.
        rows = rows[(rows[words] != "") & (rows.get("qualifier", "") != "derived")]
        for end in ends:
            given = rows[rows[end].notna()]
            looked += len(given)
            faults += [
                told(
                    f"{line(table, n)}: {' '.join(r[key])}: {end} is {amount(r[end], r['unit'])}, its words are "
                    f"{r[words]!r}",
                    " or ".join(amount(f) for f in dict.fromkeys(figures_in(r[words]))),
                    _FROM_WORDS,
                )
                for n, r in given.iterrows()
                if not tells(r[words], r[end], share=r["unit"] == "share")
            ]
    return verdict("Words give the figures", looked, faults, unit="figures")


def notes_tell_the_basis() -> Check:
    """A note says from what a derived figure was computed and that one was estimated; what is reported was not computed."""
    rows = load_table("disclosures")
    notes, basis = rows["note"], rows["basis"]
    wrong = [not _tells_basis(b, note) for b, note in zip(basis.tolist(), notes.tolist(), strict=True)]
    faults = [
        told(
            f"{named('disclosures', n, r)} ({r['source_id']}), column basis: {r['basis']!r}, its note is {r['note'] or 'empty'!r}",
            "derived or estimated where the note says from what or how, else reported",
            "correct the basis, or say in the note how the figure was made",
        )
        for n, r in rows[wrong].iterrows()
    ]
    return verdict("Notes tell the basis", len(rows), faults, unit="figures")


def _tells_basis(basis: str, note: str) -> bool:
    if basis == "derived":
        return bool(_FROM_WHAT.search(note))
    return bool(note) if basis == "estimated" else not _COMPUTED.search(note)


def claims_as_written() -> Check:
    """A claim's unit and values are those of its figure as it was written."""
    claims = load_table("claims")
    faults = [
        told(
            f"{line('claims', n)}: {r['claim_id']} {r['subject']}, {r['metric']}, {r['period']}: {what}",
            valid,
            _FROM_WORDS,
        )
        for n, r in claims.iterrows()
        for what, valid in _unlike(r)
    ]
    return verdict("Claims stand as they were written", len(claims), faults, unit="claims")


def _unlike(row: pd.Series) -> Iterator[tuple[str, str]]:
    first, _, rest = row["claimed_unit"].partition(" ")
    unit = _UNITS.get(first, "count" if row["unit"] else "")
    if row["unit"] and unit != row["unit"]:
        yield f"unit is {row['unit']}, written in {row['claimed_unit']!r}", unit
    scale = 0.01 if unit == "share" else _SCALES.get(re.split(r"\W", rest or first)[0], 1.0)
    numbers = re.findall(r"\d+(?:\.\d+)?", row["claimed_value"])
    written = [float(n) * scale for n in numbers]
    for end in ("value_low", "value_high"):
        if pd.notna(row[end]) and written and not np.isclose(written, abs(row[end]), rtol=1e-6).any():
            yield (
                f"{end} is {amount(row[end])}, written {row['claimed_value']!r}",
                " or ".join(map(amount, written)),
            )
        negative = row["claimed_value"].startswith(("-", "−"))
        if pd.notna(row[end]) and (row[end] < 0) != negative:
            yield f"{end} is {amount(row[end])}, written {row['claimed_value']!r}", "the sign as written"


def promises_in_line() -> Check:
    """Guidance for a year or quarter is not far from that of the period before, nor from what came then."""
    guidance = load_table("guidance")
    middle = guidance[["low", "high"]].mean(axis=1)
    rows = guidance.assign(middle=middle, row=guidance.index)
    money = load_metrics().set_index("id")["unit"].eq("money").rename("money")
    rows = rows[(rows["middle"] > 0) & (rows["unit"] != "share") & rows["metric"].map(money).fillna(True)]
    rows = rows.assign(of=rows["target_period"].str.replace(r"\d{4}", "", regex=True).str.slice(0, 2))
    rows = rows[~rows["target_period"].str.contains("..", regex=False)]
    # A run of whatever kind of period: years with years, quarters with quarters.
    rows["of"] = rows["of"].where(rows["of"].isin(["CY", "FY"]), rows["of"].str.slice(0, 1))
    rows = rows.sort_values(["company", "metric", "definition", "of", "target_period", "issued"])
    by = rows.groupby(["company", "metric", "definition", "of"], sort=False).ngroup()
    off, _ = out_of_line(np.log(rows["middle"]), by)
    before = rows["middle"] / rows.groupby(by)["middle"].shift(1)
    far = (off.abs() > np.log(_PROMISED)) | _far_from_what_came(rows)
    faults = [
        told(
            f"{line('guidance', r['row'])}: {r['company']} {r['metric']} {r['target_period']} of {r['issued']:%Y-%m-%d} is "
            f"{amount(r['low'])} to {amount(r['high'])} {r['unit']}",
            f"within {_PROMISED:g} times the guidance beside it and the year before",
            "correct the ends from the document",
        )
        for _, r in rows[far].iterrows()
    ]
    return verdict("Promises stay in line", int(before.notna().sum()), faults, unit="statements")


def _far_from_what_came(rows: pd.DataFrame) -> pd.Series:
    """Tell which promises for a year are far from what the company did in the year before."""
    facts = load_facts()
    days = (facts["period_end"] - facts["period_start"]).dt.days
    years = facts[days.between(350, 380)]
    came = years.groupby(["company", "metric", years["period_end"].dt.year.rename("year")])["value"].median()
    year = pd.to_numeric(rows["target_period"].str.extract(r"^(?:CY|FY)(\d{4})$")[0])
    keys = pd.MultiIndex.from_arrays([rows["company"], rows["metric"], (year - 1).fillna(0).astype(int)])
    ratio = rows["middle"].to_numpy() / came.reindex(keys).to_numpy()
    return pd.Series((ratio > _PROMISED) | (ratio < 1 / _PROMISED), index=rows.index)


def money_raised_fits() -> Check:
    """A valuation is not below what was put in, investors' parts not above the round, a stake not above the whole."""
    looked, faults = 0, []
    rounds = load_table("rounds")
    for n, r in rounds.iterrows():
        looked += 1
        faults += [
            told(
                f"{line('rounds', n)}: {r['round_id']} {r['lab']} {r['round']}: {what}",
                valid,
                "correct it from the document",
            )
            for what, valid in _round_faults(r)
        ]
    deals = load_table("deals")
    deals["most"] = deals[["amount_low", "amount_high"]].max(axis=1)
    over = (deals["most"] > deals["post_money"]) & deals["unit"].isin(["USD", "EUR"])
    looked += int(deals["post_money"].notna().sum())
    faults += [
        told(
            f"{line('deals', n)}: {r['deal_id']} {r['investor']} in {r['recipient']}: amount {amount(r['most'])} is above the "
            f"post-money of {amount(r['post_money'])} {r['unit']}",
            f"up to {amount(r['post_money'])}",
            "correct it from the document",
        )
        for n, r in deals[over].iterrows()
    ]
    return verdict("Money raised fits its valuation", looked, faults, unit="rounds and deals")


def _round_faults(row: pd.Series) -> Iterator[tuple[str, str]]:
    same = row["currency"] == row["post_money_currency"]
    if same and row["amount"] > row["post_money"]:
        yield (
            f"amount {amount(row['amount'])} is above post-money {amount(row['post_money'])}",
            "post-money or less",
        )
    if row["post_money_high"] <= row["post_money"]:
        yield (
            f"post-money goes from {amount(row['post_money'])} to {amount(row['post_money_high'])}",
            "an upper end above the lower, or an empty one",
        )
    parts = [float(c) for c in re.findall(r"\d+(?:\.\d+)?", row["investor_amounts"])]
    if sum(parts) > row["amount"] * 1.01:
        yield (
            f"investors put in {amount(sum(parts))} of {amount(row['amount'])}",
            f"up to {amount(row['amount'])}",
        )
    stakes = [float(c) for c in re.findall(r"\d+(?:\.\d+)?", row["investor_stakes"])]
    if sum(stakes) > 1:
        yield f"investors hold {sum(stakes):g} of it", "up to 1"


CHECKS = (
    words_give_the_figures,
    notes_tell_the_basis,
    claims_as_written,
    promises_in_line,
    money_raised_fits,
)
