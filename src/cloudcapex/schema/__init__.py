"""The data contract: every table, column and closed vocabulary.

``python -m cloudcapex.schema`` prints the codebook that ``data/README.md`` holds.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from . import capital, companies, events, filing, hedges, ledger, models, observed, said, stack, tables
from .columns import DataColumn, DataTable, RowFault
from .grades import BASES, EVIDENCE
from .words import FORMS, KINDS, SOURCE_KINDS, UNITS

__all__ = [
    "BASES",
    "EVIDENCE",
    "FORMS",
    "KINDS",
    "SOURCE_KINDS",
    "TABLES",
    "UNITS",
    "DataColumn",
    "DataTable",
    "Fault",
    "RowFault",
    "cell_faults",
    "first_fault",
]

TABLES: dict[str, DataTable] = {
    **companies.TABLES,
    **tables.TABLES,
    **capital.TABLES,
    **events.TABLES,
    **filing.TABLES,
    **hedges.TABLES,
    **ledger.TABLES,
    **models.TABLES,
    **stack.TABLES,
    **said.TABLES,
    **observed.TABLES,
}


class Fault(NamedTuple):
    """A cell of a table that breaks the contract: row counted from nought, column, and its text."""

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
    return next(iter(cell_faults(name, text)), None)


def cell_faults(name: str, text: pd.DataFrame) -> list[Fault]:
    """Find every cell of a table that is not valid by itself, from the top.

    Parameters
    ----------
    name : str
        A key of `TABLES`.
    text : DataFrame
        As of `first_fault`.
    """
    found: list[Fault] = []
    for column, rule in TABLES[name].columns.items():
        once = text[column].drop_duplicates().tolist()  # days and names recur
        wrong = {cell for cell in once if not rule.accepts(cell)}
        if wrong:
            cells = enumerate(text[column].tolist())
            found += [Fault(row, column, cell) for row, cell in cells if cell in wrong]
    return sorted(found, key=lambda fault: fault.row)
