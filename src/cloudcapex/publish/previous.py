"""The published edition that came before one: the day it knew up to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ..periods import Quarter
from . import manifest


def previous_day(
    report: str, quarter: str, as_of: str, reports: Path, own: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Look up the day of the published edition of the quarter before.

    Parameters
    ----------
    report, quarter, as_of : str
        Of the edition that is being made.
    reports : Path
        Root of what is published.
    own : mapping
        What a reader chose for it otherwise than the notebook does; the edition before was made of the same.

    Returns
    -------
    str
        The newest ISO day of any language's edition, replays included, that is earlier than ``as_of``; empty where
        there is none. One made on the same day or later knew no less, so that nothing could be said to have changed.
    """
    before = str(Quarter.parse(quarter) - 1)
    days = set()
    for path in (reports / report).glob(f"{before}*/*/{manifest.NAME}"):
        content = manifest.read(path.parent)
        edition = content.get("edition", {}) if content else {}
        if edition.get("quarter") == before and edition.get("own", {}) == own:
            days.add(str(edition.get("as_of", "")))
    return max((day for day in days if "" < day < as_of), default="")
