"""Who has filed for the quarter, and on which day: an edition may be made with the first of its companies."""

from __future__ import annotations

import dataclasses
import math

from ...language import N_
from ...metrics import newest_quarter, reported
from ...statements import Evidence, Quantified, Statement, Value, each_told
from .context import Review

_DAYS = N_("{company} on {day}")
_SOME = N_("Of {n} companies, {k} filed for {quarter} so far, {days}; awaited from {false}.")
_NOBODY = N_("The data hold no filing for {quarter}.")
_FILED = Quantified(
    every=N_("All {n} companies have filed for {quarter}: {days}."),
    both=N_("Both companies have filed for {quarter}: {days}."),
    none=_NOBODY,
    k_of_n=_SOME,
    k_of_known=_SOME,
    every_known=_SOME,
    none_known=_NOBODY,
    one=N_("{true} has filed for {quarter}, first on {day}."),
    not_one=_NOBODY,
    nothing=_NOBODY,
)
# Once most have filed for a later quarter, nobody is waited for any more.
_SOME_OVER = N_("Of {n} companies, {k} filed for {quarter}, {days}; the data hold no filing of {false}.")
_FILED_OVER = dataclasses.replace(_FILED, k_of_n=_SOME_OVER, k_of_known=_SOME_OVER, every_known=_SOME_OVER)


def who_filed(review: Review) -> Statement:
    """Count the companies of the review that have filed a figure of the quarter by its day, with the day of each."""
    found = reported(review.companies, review.quarter, review.as_of)
    told = [
        Value(c, "reported.quarter", math.nan, "mark", word="reported" if day else "awaited")
        for c, day in found.items()
    ]
    filed = each_told(Evidence.of(told, review.everyone, review.quarter), "reported")
    assert filed is not None
    days = {c: review.language.date(day) for c, day in found.items() if day}
    return review.counted(
        _FILED_OVER if review.quarter < newest_quarter(review.as_of) else _FILED,
        filed,
        review.company,
        quarter=review.quarter,
        day=next(iter(days.values()), ""),
        days=[review.phrase(_DAYS, company=review.company(c), day=day) for c, day in days.items()],
    )
