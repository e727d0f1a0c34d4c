"""The statements of an executed notebook, handed to whoever can prove them: what they say is not read here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .. import media
from ..media import Json

if TYPE_CHECKING:
    from nbformat import NotebookNode

# The proofs of an output's sentences: a list of objects. An exhibit may carry its own in its record.

# Takes statements, and gives a line for each that does not hold.
Prove = Callable[[Sequence[Json]], Sequence[str]]


def statements_in(notebook: NotebookNode) -> list[Json]:
    """Return the statements that an executed notebook shows, in its order; what is shown twice is told once."""
    found: list[Json] = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            records = data.get(media.EXHIBIT) or []
            shown = [*data.get(media.PROOFS, [])]
            for record in records if isinstance(records, list) else [records]:
                shown += record.get("statements", [])
            for one in shown:
                if one not in found:
                    found.append(one)
    return found
