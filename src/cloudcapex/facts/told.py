"""What was told of one measure of a company: asked for company by company, and found without a look at all the others."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

from ..paths import Stamp, stamp
from ..periods import day_known
from . import load_facts
from .reading import part
from .tagged import BEHIND_FACTS


def told_of(company: str, metric: str, as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Return every fact about one measure of a company.

    Parameters
    ----------
    company, metric : str
        Of whose what.
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        Rows of `cloudcapex.facts.load_facts`, in their order and with their numbers; none where nobody told any.
    """
    day = day_known(as_of)
    places = _places(day, part(stamp(), BEHIND_FACTS))
    return load_facts(day).take(places.get((company, metric), []))


@lru_cache(maxsize=8)  # as many as there are frames of `load_facts`
def _places(day: dt.date | None, state: Stamp) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    told = load_facts(day)
    for place, key in enumerate(zip(told["company"].tolist(), told["metric"].tolist(), strict=True)):
        found.setdefault(key, []).append(place)
    return found
