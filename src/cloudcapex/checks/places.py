"""Where a figure stands: its file and line, found only once something is wrong with it."""

from __future__ import annotations

import pandas as pd

from ..facts import load_table
from ..schema import TABLES
from .verdict import told

_PERIOD = ["company", "source_id", "period_start", "period_end"]


def place(row: pd.Series) -> str:
    """Name a fact in few words."""
    return f"{row['company']} {row['metric']} to {row['period_end'].date()} ({row['source_id']})"


def fault(row: pd.Series, what: str, valid: str, remedy: str = "correct the row from its document") -> str:
    """Write one fault of a fact: where it stands, what it is, what would be valid, what to do.

    Parameters
    ----------
    row : Series
        A row of `load_facts`.
    what : str
        What is wrong, after the fact's name: ``is 12, above ...``.
    valid : str
        What would be right.
    remedy : str
        What to do.
    """
    return told(f"{_where(row)}: {place(row)} {what}", valid, remedy)


def line(table: str, number: object) -> str:
    """Name a row of a table, counted from nought, as its file and line."""
    return f"data/{TABLES[table].path}, line {int(str(number)) + 2}"


def named(table: str, number: object, row: pd.Series) -> str:
    """Name a row of any table: its file and line, and the first cells of its key."""
    key = [str(getattr(v, "date", lambda v=v: v)()) for v in row[[*TABLES[table].key[:4]]] if not pd.isna(v)]
    return f"{line(table, number)}: {' '.join(k for k in key if k)}"


def amount(value: float, unit: str = "") -> str:
    """Write a value as it stands in a table."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"
    return f"{text} {unit}".strip()


def _where(row: pd.Series) -> str:
    """Find a fact in the table it was read from; a fact that a correction made stands in that file."""
    said = load_table("disclosures")
    mine = _same(said, row, [*_PERIOD, "metric", "definition"])
    if mine.any():
        return line("disclosures", int(mine.to_numpy().argmax()))
    filed = load_table("filings")
    mine = _same(filed, row, [*_PERIOD, "concept"]) & (filed["value"] == row["value"])
    return line("filings", int(mine.to_numpy().argmax())) if mine.any() else "data/corrections.yml"


def _same(table: pd.DataFrame, row: pd.Series, columns: list[str]) -> pd.Series:
    same = pd.Series(True, index=table.index)
    for column in columns:
        same &= table[column].isna() if pd.isna(row[column]) else table[column] == row[column]
    return same
