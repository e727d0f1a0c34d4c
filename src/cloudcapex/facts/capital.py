"""How long assets are used, and what was issued to pay for them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from .vintage import known


def load_useful_lives(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Lives over which companies depreciate their assets, as documents known on a day state them.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``useful_lives.csv``: years, the day from which they hold, and what a change of them moved, in
        whole units of ``effect_unit``, NaN where not told.
    """
    return known("useful_lives", as_of)


def load_issues(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Issues of debt and shares known on a day, one row for each as one document tells it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``issues.csv``; ``amount`` in whole units of ``unit``. An entry whose ``within`` names
        another is part of that one.
    """
    return known("issues", as_of)
