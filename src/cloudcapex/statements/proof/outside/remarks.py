"""What companies said: which stance each takes to a point, and how many points are shared."""

from __future__ import annotations

import pandas as pd

from ....facts import load_table, newest_day
from ..followed import usual_ones, with_followed
from .question import OperandName, Tellable, outside
from .read import late


@outside("remarks.shared")
def shared(asked: OperandName) -> list[Tellable]:
    """Count the points that two companies make, or that one makes and another denies."""
    told = _rows("remarks", asked).groupby("company")["points"].agg("; ".join)
    told = told[told.index.isin(_asked(asked))]
    said = [{*cell.split("; ")} - {""} for cell in told]
    against = load_table("points").set_index("point")["against"].to_dict()

    def is_shared(point: str) -> bool:
        opposite = {p for p in against if against[p] == point or against[point] == p}
        makers = sum(point in mine for mine in said)
        # Who makes both makes it: only another can deny it.
        return makers > 1 or any(point not in mine and opposite & mine for mine in said)

    count = sum(map(is_shared, {p for mine in said for p in mine}))
    return [Tellable(float(count), "count")] if count else []


@outside("remarks.*")
def stance(asked: OperandName) -> list[Tellable]:
    """Look through the remarks of the company's quarter for a point, then for one that says otherwise."""
    remarks, texts = (_rows(table, asked) for table in ("remarks", "texts_read"))
    made = {p for cell in remarks.loc[remarks["company"] == asked.of, "points"] for p in cell.split("; ")}
    against = load_table("points").set_index("point")["against"].to_dict()
    if asked.what in made:
        return [Tellable("says", "mark")]
    if any(against.get(p) == asked.what or against.get(asked.what) == p for p in made if p):
        return [Tellable("differs", "mark")]
    return [Tellable("silent", "mark")] if (texts["company"] == asked.of).any() else []


def _asked(asked: OperandName) -> list[str]:
    """The companies of the edition, with those followed beside them."""
    table, named = load_table("companies"), asked.parameters.get("companies")
    chosen = [*map(str, named)] if isinstance(named, (list, tuple)) else usual_ones(table)
    return with_followed(table, chosen)


def _rows(table: str, asked: OperandName) -> pd.DataFrame:
    rows = load_table(table)
    day = pd.Timestamp(asked.as_of or newest_day())
    rows = rows[(rows["calendar_quarter"] == asked.when) & (rows["filed"] <= day)]
    return rows[~late(asked.as_of, rows["source_id"])]
