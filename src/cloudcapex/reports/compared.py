"""The companies whose figures a report compares: a quarter of it opens with the first of them."""

from __future__ import annotations

from collections.abc import Sequence

from .. import facts

# Reports about a set of companies of their own; the others are about the usual ones, or whom a reader names.
_SETS = {"china_cloud": "china_gap"}


def compared(report: str, companies: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the companies a report compares: those named, else its own set.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    companies : sequence of str
        Slugs a reader has named; none for its own.
    """
    return tuple(companies) or (facts.slugs_of(_SETS[report]) if report in _SETS else facts.usual_companies())
