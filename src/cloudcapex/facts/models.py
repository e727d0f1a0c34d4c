"""Flagship models of laboratories, with what they list at."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..paths import stamp
from .parties import who
from .reading import table
from .vintage import known_on


def load_models(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Flagship models of laboratories known on a day, a row for each list price; ``who`` as in `load_labs`.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``models.csv`` and ``who``; prices in US dollars for a million tokens, NaN where not told.
    """
    known = known_on(table("models", stamp()), as_of)
    return known.assign(who=known["lab"].map(who))
