"""The tables that count the others, so that nothing is lost unseen: what they hold where they are written anew."""

from __future__ import annotations

from ..schema import TABLES
from .coverage import coverage, nothing_lost
from .tallies import no_row_is_gone, tallies

# Their paths below data/.
COUNTING = tuple(TABLES[name].path for name in ("coverage", "tallies"))


def counts() -> dict[str, bytes]:
    """Count the tables that are looked at.

    Returns
    -------
    dict
        By the path of each counting table below ``data/``, what it is to hold.
    """
    return {
        path: table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode()
        for path, table in zip(COUNTING, (coverage(), tallies()), strict=True)
    }


def all_counted() -> bool:
    """Tell whether the tables that are looked at have everything that was counted."""
    return "failed" not in (nothing_lost().status, no_row_is_gone().status)
