"""One exhibit of an edition, made without the others where that can be."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import unknown
from ..exhibits.company_page import CompanyPages
from ..exhibits.exhibit import Exhibit
from ..exhibits.row import Row
from ..media import Json
from ..paths import standing_still
from . import opened


def exhibit_of(report: str, name: str, parameters: Json) -> Exhibit:
    """Make one exhibit of an edition.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    name : str
        Of the exhibit: its key, as ``capex_total``, or its number in the edition.
    parameters : dict
        Those of the notebook, by name; what is left out has the report's default.

    Raises
    ------
    UsageError
        For an unknown report or exhibit, with near names.
    """
    with standing_still():
        edition = opened(report, parameters)
        known: list[str] = []
        # Only what stands on a page with others has no maker of its name; then all of them are made.
        for key in sorted(edition.makers, key=lambda k: name not in (k, str(edition.number(k)))):
            for exhibit in _exhibits(edition.makers[key](edition)):
                if name in (exhibit.key, exhibit.anchor, str(exhibit.number)):
                    return exhibit
                known.append(exhibit.key)
    raise unknown("exhibit", name, dict.fromkeys(known), where=report)


def _exhibits(made: object) -> Sequence[Exhibit]:
    if isinstance(made, Exhibit):
        return [made]
    return made.exhibits if isinstance(made, Row | CompanyPages) else []
