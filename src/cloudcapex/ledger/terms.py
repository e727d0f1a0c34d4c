"""What a deal binds its parties to beside money: to one cloud, to chips, to who gets the models and the technology."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from .deals import Entry


@dataclass(frozen=True)
class Terms:
    """The terms that a document tells of a deal; what it does not tell is empty, or NaN.

    Parameters
    ----------
    exclusivity, model_access, escrow, technology_rights : str
        Words of `schema.words`.
    chips : tuple of str
        By their own names.
    cash_minimum : float
        Least amount that an investor had to put in, in the unit of the deal.
    source : str
        The document.
    """

    exclusivity: str
    chips: tuple[str, ...]
    model_access: str
    escrow: str
    technology_rights: str
    cash_minimum: float
    source: str

    @property
    def told(self) -> bool:
        """Whether there are any."""
        words = (self.exclusivity, self.chips, self.model_access, self.escrow, self.technology_rights)
        return any(words) or not math.isnan(self.cash_minimum)


def terms_of(entry: Entry, unread: Collection[str] = ()) -> Terms | None:
    """Return the terms of an entry of the ledger.

    Parameters
    ----------
    entry : Entry
        As the ledger of a day has it.
    unread : collection of str
        Documents that nobody could have read by that day.

    Returns
    -------
    Terms or None
        None where no document tells any, or none that was out.
    """
    row = entry.row
    terms = Terms(
        row.exclusivity,
        row.chips,
        row.model_access,
        row.escrow,
        row.technology_rights,
        row.cash_minimum,
        row.terms_source_id or row.source_id,
    )
    return terms if terms.told and terms.source not in unread else None
