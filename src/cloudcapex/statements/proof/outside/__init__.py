"""Values that no series has, read straight from the tables: one function a name, five lines each.

A reader is asked for a member (a laboratory, the number of a deal, ...) at a time, as known on the day of the edition,
and gives every reading that may be told of it; none where the tables hold none. To add one, write it in a module here::

    @outside("rounds.amount")
    def amount_of_round(asked: Question) -> list[Reading]: ...

What only rooms above can say (the verdict of a claim) the roof hands over to `prove`.
"""

from . import (
    adopted,
    amounts,
    argued,
    capital,
    cards,
    contracts,
    dealings,
    differences,
    due,
    filed,
    flagships,
    forecasts,
    guided,
    hedged,
    labs,
    ledger,
    lives,
    market,
    observed,
    prices,
    profits,
    remarks,
    returns,
    schedules,
    stack,
    stack_data,
    worries,
)
from .question import OUTSIDE, OperandName, Reader, Tellable, find, outside

__all__ = [
    "OUTSIDE",
    "OperandName",
    "Reader",
    "Tellable",
    "adopted",
    "amounts",
    "argued",
    "capital",
    "cards",
    "contracts",
    "dealings",
    "differences",
    "due",
    "filed",
    "find",
    "flagships",
    "forecasts",
    "guided",
    "hedged",
    "labs",
    "ledger",
    "lives",
    "market",
    "observed",
    "outside",
    "prices",
    "profits",
    "remarks",
    "returns",
    "schedules",
    "stack",
    "stack_data",
    "worries",
]
