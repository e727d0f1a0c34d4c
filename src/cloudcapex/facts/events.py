"""What happened beside the figures of companies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..schema.rows import rows_of
from .companies import Names
from .vintage import known


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of ``events.csv``.

    Attributes
    ----------
    event : str
        Its slug.
    day : date
        On which it happened.
    label, label_zh_hans, label_zh_hant : str
        The word for it.
    source_id : str
        The document that tells the day.
    """

    event: str
    day: dt.date
    label: str
    label_zh_hans: str
    label_zh_hant: str
    source_id: str

    @property
    def word(self) -> Names:
        """The word for it, by language."""
        return Names((self.label, self.label_zh_hans, self.label_zh_hant))


def events_on(chart: str, as_of: dt.date | str | None = None) -> list[EventRow]:
    """Return what a chart marks, as known on a day.

    Parameters
    ----------
    chart : str
        The key of its exhibit.
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    list of EventRow
        In the order of time.
    """
    rows = known("events", as_of)
    marked = rows[rows["charts"].map(lambda charts: chart in charts.split("; ")).astype(bool)]
    return sorted(rows_of(marked, EventRow), key=lambda event: event.day)
