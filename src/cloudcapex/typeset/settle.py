"""How close a document is set: a little closer where that leaves less of its pages white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..media import Json
from .compile import CompileError, Job, labelled
from .page import MARGIN_TOP

# What the template leaves of places: where each exhibit begins and ends, and where the document does.
_PLACES = "nb-place"
# Shares of the usual room, in the order of what is tried.
_CLOSER = (1.0, 0.9, 0.8, 0.7, 0.6, 1.1)
# A page is full enough from this white share down; a last page is worth turning to below the second.
_MOST_WHITE, _MOST_OF_LAST = 0.2, 0.75
# From this share on a last page is so white that a page less is looked for.
_WELL_FILLED = 0.45


def settled(job: Job, height: float) -> Job:
    """Return the job as it leaves the least white on its pages, and of those the one of fewest pages.

    The first closeness at which all pages are good and the last one is well filled is taken; else all are tried.

    Parameters
    ----------
    job : Job
        A document of our template.
    height : float
        Of the text area, in points.

    Returns
    -------
    Job
        The same where it cannot be laid out: to compile it says why, and where.
    """
    tried: list[tuple[float, int, float, Job]] = []
    for closeness in _CLOSER:
        closer = replace(job, closeness=closeness)
        try:
            places = labelled(closer, _PLACES)
        except CompileError:
            return job
        white = white_of_pages(places, height)
        wrong = _too_white(white)
        if wrong <= 0 and white[-1:] <= [_WELL_FILLED]:
            return closer
        tried.append((wrong, len(white), abs(1 - closeness), closer))
    return min(tried, key=lambda one: one[:3])[-1]


def white_of_pages(places: Sequence[Json], height: float) -> list[float]:
    """Return what share of each page is white under its last exhibit, or under the end of the document.

    Parameters
    ----------
    places : sequence of mapping
        ``what`` begins or ends there, its ``page`` and its ``y``, in the order of the document.
    height : float
        Of the text area, in points.
    """
    filled: dict[int, float] = {}
    begun = 0
    for place in places:
        page, y = int(place["page"]), (float(place["y"].removesuffix("pt")) - MARGIN_TOP) / height
        if place["what"] == "begin":
            begun = page
        elif place["what"] == "end":
            # What goes over pages fills those that it leaves.
            filled.update(dict.fromkeys(range(begun, page), 1.0))
        filled[page] = max(filled.get(page, 0.0), min(y, 1.0))
    return [1 - filled.get(page, 1.0) for page in range(1, max(filled, default=0) + 1)]


def _too_white(white: Sequence[float]) -> float:
    """How far the worst page is past what is good; an almost empty last page is worse than any other."""
    if len(white) < 2:
        return 0.0
    *body, last = white
    return max(max(body) - _MOST_WHITE, 0.0) + (1.0 if last > _MOST_OF_LAST else 0.0)
