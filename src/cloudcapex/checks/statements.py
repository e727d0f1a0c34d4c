"""Checks of several statements of one figure against each other, and of one figure under two names."""

from __future__ import annotations

import pandas as pd

from ..facts import FACT_KEY, load_facts, load_table, load_tagged
from ..metrics.quarters import quarter_index
from .explained import REMEDY, explained
from .places import amount, fault, named
from .sums import grain
from .verdict import Check, told, verdict

_FACT = ["company", "metric", "definition", "period_start", "period_end"]
# A document that changes one figure alone changes it by less, unless data/known_jumps.csv says why.
_ALONE = 0.03
_SAME = 0.002
_WHOLE_PER_CENT = 0.01
# Of so many digits two companies do not have a figure in common by chance.
_TELLING = 4


def statements_agree() -> Check:
    """Statements of one figure agree, but for restatements: later ones do not go back, and large ones do not come alone."""
    facts = load_facts().sort_values("filed", kind="stable")
    group = facts.groupby(_FACT, dropna=False, sort=False)
    facts = facts.assign(group=group.ngroup(), size=group["value"].transform("size"))
    facts = facts[facts["size"] > 1]
    before = facts.groupby("group")["value"].shift(1)
    share = facts["unit"] == "share"
    apart = _apart(facts["value"], before, share)
    step = apart > _SAME
    together = step.groupby([facts["company"], facts["source_id"]]).transform("sum")
    alone = (apart > _ALONE) & (together <= 1)
    faults, rows = [], facts.assign(before=before)
    wrong = rows[alone | _there_and_back(rows)]
    for _, r in wrong[~explained(wrong)].iterrows():
        what = f"is {amount(r['value'], r['unit'])}, and {amount(r['before'])} in the document before"
        faults.append(fault(r, what, amount(r["before"]), REMEDY))
    return verdict("Statements of one figure agree", len(facts), faults, unit="statements")


def _apart(one: pd.Series, other: pd.Series, share: pd.Series) -> pd.Series:
    """How far two values are apart, as a part of the larger, beyond what rounding explains; nought where one is missing."""
    coarse = pd.concat([one.map(grain), other.fillna(0).map(grain)], axis=1).max(axis=1)
    slack = coarse.where(~share, _WHOLE_PER_CENT) * 0.51
    gap = ((one - other).abs() - slack).clip(lower=0)
    larger = pd.concat([one.abs(), other.abs()], axis=1).max(axis=1)
    return gap.div(larger.where(larger > 0)).fillna(0)


def _there_and_back(facts: pd.DataFrame) -> pd.Series:
    """Tell which statements leave the one before and are left again for what it said."""
    values = facts.groupby("group")["value"]
    before, after = values.shift(1), values.shift(-1)
    share = facts["unit"] == "share"
    left, back = _apart(facts["value"], before, share), _apart(before, after, share)
    return (left > _ALONE) & (back <= _SAME) & after.notna() & before.notna()


def copies_agree() -> Check:
    """What is kept by hand of a document that tags the figure too is the tagged figure, rounding allowed."""
    tagged = load_tagged()[[*FACT_KEY, "value", "unit"]]
    kept = load_table("disclosures")
    both = kept.assign(row=kept.index).merge(tagged, on=FACT_KEY, suffixes=("", "_tagged"))
    slack = both["value"].map(grain) * 0.51
    wrong = both[
        ((both["value"] - both["value_tagged"]).abs() > slack) | (both["unit"] != both["unit_tagged"])
    ]
    faults = [
        told(
            f"{named('disclosures', r['row'], r)} ({r['source_id']}) is {amount(r['value'], r['unit'])}",
            f"{amount(r['value_tagged'], r['unit_tagged'])}, as the filing tags it",
            "correct the row from its document, or remove it: the tag is the better copy",
        )
        for _, r in wrong.iterrows()
    ]
    return verdict("Copies agree with what is tagged", len(both), faults, unit="figures")


def companies_differ() -> Check:
    """No exact figure of one metric and quarter stands under two companies."""
    facts = load_facts()
    telling = facts["value"].map(lambda v: len(f"{abs(v):.0f}".rstrip("0"))) >= _TELLING
    facts = facts[telling & facts["value"].ne(0) & facts["unit"].ne("share")]
    facts = facts.assign(
        quarter=quarter_index(facts["period_start"], facts["period_end"]),
        days=(facts["period_end"] - facts["period_start"]).dt.days.fillna(0) // 30,
    )
    same = ["metric", "quarter", "days", "value"]
    two = facts.groupby(same)["company"].transform("nunique") > 1
    faults = [
        fault(
            r,
            f"is {amount(r['value'], r['unit'])}, as another company's of the quarter",
            "a figure of its own",
            "correct the company of the wrong one of the two, or its value from its document",
        )
        for _, r in facts[two].iterrows()
    ]
    return verdict("No figure stands under two companies", len(facts), faults, unit="figures")


CHECKS = (statements_agree, copies_agree, companies_differ)
