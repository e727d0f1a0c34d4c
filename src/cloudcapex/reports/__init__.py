"""Reports: the ground all of them stand on, and a folder for each.

How a report is put together::

    <report>/context    a `Report` of its own: whom it is about, what it looks up once
    <report>/…          its exhibits: specs, and functions for what no spec can say
    <report>/__init__   what the notebook calls, and OPEN, which takes the notebook's parameters

A new report is a folder with these three and a notebook of its name; nothing else needs to be told of it but `ROOMS`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ..errors import unknown
from ..media import Json
from ..paths import standing_still

if TYPE_CHECKING:
    from .report import Report

# A report's name, as of its notebook -> the room it is made in.
ROOMS = {
    "quarterly_review": "review",
    "ai_financing": "ai_financing",
    "value_stack": "value_stack",
    "china_cloud": "china_cloud",
    "claims_audit": "claims_audit",
    "funding": "funding",
}


def statements_of(report: str, **parameters: Any) -> list[dict[str, object]]:
    """Make every part of an edition that tells something, and return the proof of each sentence.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    parameters
        Those of the notebook, by name; what is left out has the report's default.

    Returns
    -------
    list of dict
        One object an assertion, with the keys of STATEMENTS, in the order of the page; numbers unrounded.

    Raises
    ------
    UsageError
        For an unknown report, with near names.
    """
    with standing_still():
        edition = opened(report, parameters)
        made = list(edition.makers)
        for key in sorted(
            made, key=lambda k: (k != "front_page", edition.number(k) or len(made), made.index(k))
        ):
            edition.makers[key](edition)
        return [record for told in edition.statements.values() for record in told.records()]


def opened(report: str, parameters: Json) -> Report:
    """Open an edition: nothing of it is made yet.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    parameters : dict
        Those of the notebook, by name.

    Raises
    ------
    UsageError
        For an unknown report, with near names.
    """
    if report not in ROOMS:
        raise unknown("report", report, list(ROOMS))
    edition: Report = importlib.import_module(f".{ROOMS[report]}", __name__).OPEN(**parameters)
    return edition
