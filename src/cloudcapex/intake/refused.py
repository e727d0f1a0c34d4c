"""The error of rows that are refused: every one of them at once, with the place it was read."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError


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
        return "\n".join([super().__str__(), *self.faults] if len(self.faults) > 1 else self._alone())

    def _alone(self) -> list[str]:
        return [f"{self.faults[0]}; nothing was taken"]

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.faults, self.rows)
