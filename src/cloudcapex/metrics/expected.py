"""What a company is expected to have given, and what of it is out but not in the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..facts import load_absences
from ..facts.documents import results_documents
from ..schema.coded import groups
from .panel import NOT_APPLICABLE, PRESENT, Panel, rows_by_company
from .quarters import quarter_index

# A figure is expected where at least so many of the quarters just before have it.
OFTEN, OF = 3, 4


@dataclass(frozen=True)
class Out:
    """Which documents were out on a day, and what was read in them.

    Attributes
    ----------
    filed, told : set
        Company and number of each quarter with a filing or a release, and with those or a call.
    ends : set
        Company, metric and number of each quarter that a held figure ends in, however long its period.
    absent : set
        Company, metric and quarter of what was looked for and is not said.
    """

    filed: frozenset[tuple[str, int]]
    told: frozenset[tuple[str, int]]
    ends: frozenset[tuple[str, str, int]]
    absent: frozenset[tuple[str, str, int]]

    @classmethod
    def of(cls, as_of: dt.date | None, known: pd.DataFrame) -> Out:
        """Read what was out on a day; ``known`` are the facts of that day, their texts coded."""
        documents, absences = results_documents(as_of), load_absences(as_of)
        number = documents["calendar_quarter"].map(quarter_number)
        every = [*zip(documents["company"].tolist(), number.tolist(), strict=True)]
        spoken = documents["kind"].eq("call")
        ended = quarter_index(
            pd.Series(pd.NaT, index=known.index, dtype="datetime64[ns]"), known["period_end"]
        )
        told = known[["company", "metric"]].assign(quarter=ended)
        once = told[~pd.Series(groups(told, ["company", "metric", "quarter"]), index=told.index).duplicated()]
        return cls(
            filed=frozenset(key for key, call in zip(every, spoken, strict=True) if not call),
            told=frozenset(every),
            ends=frozenset(zip(*(once[column].tolist() for column in once), strict=True)),
            absent=frozenset(
                zip(
                    absences["company"],
                    absences["metric"],
                    absences["calendar_quarter"].map(quarter_number),
                    strict=True,
                )
            ),
        )


def quarter_number(quarter: str) -> int:
    """Return the number of a quarter written as text.

    Returns
    -------
    int
        Year × 4 + quarter − 1.
    """
    return int(quarter[:4]) * 4 + int(quarter[5]) - 1


def often(there: np.ndarray) -> np.ndarray:
    """Tell for each quarter of a line whether at least three of the four before it have a value."""
    before = np.concatenate([np.zeros(OF, dtype=bool), there])[:-1]
    often: np.ndarray = np.lib.stride_tricks.sliding_window_view(before, OF).sum(axis=1) >= OFTEN
    return often


def not_entered(panel: Panel, metric: str, out: Out) -> Iterator[tuple[int, int]]:
    """Give the cells of a company's lines in use that are expected, out, and not there.

    A line is in use while the newest value before is on it. What is known for a longer period that
    ends in the quarter has been entered; it is the quarter alone that cannot be derived.

    Parameters
    ----------
    panel : Panel
        Of a metric that documents state, its missing cells not yet told apart as *not entered*.
    metric : str
        Its id.
    out : Out
        The documents of the day.

    Yields
    ------
    tuple of int
        Row and column.
    """
    for company, rows in rows_by_company(panel.lines).items():
        present = panel.reason[rows] == PRESENT
        there = present.any(axis=0)
        if np.count_nonzero(there) < OFTEN:
            continue
        for column in np.flatnonzero(often(there) & ~there).tolist():
            key = (company, metric, panel.first + column)
            last = int(np.flatnonzero(there[:column])[-1])
            if key in out.absent or key in out.ends:
                continue
            for row in (row for row, line in zip(rows, present, strict=True) if line[last]):
                documents = out.filed if panel.evidence[row, last] == 0 else out.told
                if (company, panel.first + column) in documents and panel.reason[
                    row, column
                ] != NOT_APPLICABLE:
                    yield row, column
