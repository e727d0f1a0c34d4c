"""Tables of an older version are brought to the contract of today: all at once, and to be taken back like any act."""

from __future__ import annotations

from .. import journal
from ..journal import FileChange
from ..paths import root
from ..schema.migration import Move, plan
from . import acts


def bring_over(*, dry_run: bool = False) -> list[Move]:
    """Bring the tables to the contract of today.

    Parameters
    ----------
    dry_run : bool
        Whether to write nothing.

    Returns
    -------
    list of Move
        What was done or, in a dry run, would be; empty where every table is up to date.

    Raises
    ------
    DataError
        A table cannot be brought over or written, or another command is changing the data; nothing was changed.
    """
    home = root()
    with journal.alone(home):
        moves = plan()
        if moves and not dry_run:
            changes = [FileChange(f"data/{move.path}", move.before, move.after) for move in moves]
            acts.carry_out(changes, "migrate", 0)
    return moves
