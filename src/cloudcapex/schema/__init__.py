"""The data contract: every table, column and closed vocabulary.

``python -m cloudcapex.schema`` prints the codebook that ``data/README.md`` holds.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pandas as pd

from . import ledger, tables
from .columns import Column, Table
from .words import BASES, EVIDENCE, FORMS, KINDS, SOURCE_KINDS, UNITS

__all__ = [
    "BASES",
    "EVIDENCE",
    "FORMS",
    "KINDS",
    "SOURCE_KINDS",
    "TABLES",
    "UNITS",
    "Column",
    "Fault",
    "Table",
    "first_fault",
]

TABLES: dict[str, Table] = {**tables.TABLES, **ledger.TABLES}


class Fault(NamedTuple):
    """The first cell of a table that breaks the contract: row counted from nought, column, and its text."""

    row: int
    column: str
    value: str


def first_fault(name: str, text: pd.DataFrame) -> Fault | None:
    """Check the text of a table, cell by cell, before anything is converted.

    Parameters
    ----------
    name : str
        A key of `TABLES`.
    text : DataFrame
        The table as text, with its columns in order and a plain row index.

    Returns
    -------
    Fault or None
        The faulty cell nearest the top; None for a table that holds.
    """
    from pandera.errors import SchemaErrors

    try:
        _frame_schema(name).validate(text, lazy=True)
    except SchemaErrors as found:
        cases = found.failure_cases.dropna(subset=["index"])
        first = cases.loc[cases["index"].astype(int).idxmin()]
        row, column = int(first["index"]), str(first["column"])
        return Fault(row, column, str(text.at[row, column]))
    return None


@cache
def _frame_schema(name: str):
    import pandera.pandas as pa

    columns = TABLES[name].columns
    return pa.DataFrameSchema(
        {c: pa.Column(str, pa.Check(rule.accepts, name=rule.form)) for c, rule in columns.items()},
        strict=True,
        ordered=True,
    )
