"""Sums over companies, refused where the parts do not add up."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from ..errors import UsageError
from ..schema.grades import basis_of, weakest

TOTAL = "total"

# Of several missing members the one that says most names the reason.
_TELLING = ("not_entered", "not_yet_filed", "not_derivable", "not_disclosed")


def total(frame: pd.DataFrame, *, across_definitions: bool = False) -> pd.DataFrame:
    """Sum a series frame over its companies, quarter by quarter.

    Parameters
    ----------
    frame : DataFrame
        A frame of `series`: one metric in one unit.
    across_definitions : bool
        Companies' own definitions are added only if this says so, as with AWS and Google Cloud, whose segments
        are each drawn by their company. Different metrics and currencies are never added.

    Returns
    -------
    DataFrame
        The columns of `series`, company ``total``, one row a quarter. The value is missing where that of any
        company is, ``reason`` then being the members' most telling one; companies to which the metric does not
        apply are left out. Basis is ``derived`` (``estimated`` if any part is), evidence the
        weakest, sources the union, the bounds the sums of the members'.

    Raises
    ------
    UsageError
        For more than one metric, unit or definition, a share, or two rows of one company and quarter.
    """
    if frame.empty:
        return frame.copy()
    _refuse("metric", frame["metric"], "ask for one metric at a time")
    members = frame[frame["reason"] != "not_applicable"]
    _refuse("unit", members["unit"], "convert the amounts to one currency first")
    if frame["unit"].eq("share").any():
        raise UsageError(
            f"{frame['metric'].iloc[0]} is a share: shares of different companies do not add up",
            remedy="add the amounts and divide",
        )
    if frame.duplicated(["company", "calendar_quarter"]).any():
        raise UsageError(
            "a company has two rows in one quarter",
            where=f"total of {frame['metric'].iloc[0]}",
            remedy="choose one definition",
        )
    if not across_definitions:
        there = members[members["reason"] == ""]
        _refuse(
            "definition",
            there["definition"],
            "choose companies of one definition, or across_definitions=True",
        )
    rows = [_one(part) for _, part in frame.groupby("calendar_quarter", sort=True)]
    return pd.DataFrame(rows, columns=list(frame.columns)).astype(frame.dtypes.to_dict())


def _refuse(what: str, values: pd.Series, remedy: str) -> None:
    found = sorted(set(values))
    if len(found) > 1:
        raise UsageError(f"a total over more than one {what}: {', '.join(found)}", remedy=remedy)


def _one(part: pd.DataFrame) -> dict[Hashable, object]:
    members = part[part["reason"] != "not_applicable"]
    gaps = set(members["reason"]) - {""}
    reason = next((r for r in _TELLING if r in gaps), "") if len(members) else "not_applicable"
    row = dict(part.iloc[0])
    row |= {"company": TOTAL, "fiscal_quarter": "", "period_start": pd.NaT, "period_end": pd.NaT}
    row |= {
        **dict.fromkeys(("value", "first_value", "rounded_to", "low", "high"), np.nan),
        "basis": "",
        "evidence": "",
        "definition": "",
        "sources": "",
    }
    row |= {"restated": False, "reason": reason}
    if reason:
        return row
    documents = {source for cell in members["sources"] for source in cell.split(";")}
    definitions = sorted({name for cell in members["definition"] for name in cell.split("+")})
    return row | {
        "unit": members["unit"].iloc[0],
        "period_start": members["period_start"].min(),
        "period_end": members["period_end"].max(),
        **{name: members[name].sum() for name in ("value", "first_value", "low", "high")},
        "basis": basis_of(set(members["basis"])),
        "evidence": weakest(members["evidence"]),
        "definition": "+".join(definitions),
        "sources": ";".join(sorted(documents)),
        "restated": bool(members["restated"].any()),
    }
