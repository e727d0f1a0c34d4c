"""The error of rows that are refused: every one of them at once, with the place it was read."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError

# So many faults are named: who set the wrong table under a header has one for each row.
_MOST = 1000


class RowsRefused(DataError):  # noqa: N818 - it names the rows, as a reader reads it
    """Rows that do not hold; nothing was taken.

    Parameters
    ----------
    faults : sequence of str
        A line each: where the row was read, what is wrong, what would be valid, what to do.
    rows : int
        How many rows there were.
    """

    def __init__(self, faults: Sequence[str], rows: int) -> None:
        self.faults, self.rows = (*faults,), rows
        are = "fault" if len(faults) == 1 else "faults"
        super().__init__(f"{len(faults)} {are} in {rows} new rows; nothing was taken")

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return f"{self.faults[0]}; nothing was taken"
        more = len(self.faults) - _MOST
        told = [*self.faults[:_MOST], *([f"and {more:,} more"] if more > 0 else [])]
        return "\n".join([super().__str__(), *told])

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.faults, self.rows)
