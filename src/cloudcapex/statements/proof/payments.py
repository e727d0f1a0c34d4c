"""Money that went one way is called *paid* where all of it was, and *paid or promised* where some was only bound to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .case import Case

_EITHER = re.compile(r"\bpaid or promised\b|支付或承[诺諾]")
# Sums of money for laboratories: of purchases and of counts of deals nothing is paid yet.
_SUMS = ("ledger.equity_low", "ledger.equity_high", "credits.")


def wrong(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Tell where the words make a payment of a promise, or a promise of what was paid.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    text : str
        Its words.
    """
    readings = [
        reading
        for case in cases
        for o in case.outside
        if o.measure.startswith(_SUMS)
        for reading in case.read(o.measure, o.of, o.quarter)
    ]
    # A lead without a number names what follows, and its takeaway says how firm that is.
    if not readings or not cases[0].record.printed:
        return
    promised, said = any(r.promised for r in readings), bool(_EITHER.search(text))
    if promised and not said:
        yield "words: some of the money was only promised, and they do not say “paid or promised”"
    if said and not promised:
        yield "words: “paid or promised” is said, and all of the money was paid"
