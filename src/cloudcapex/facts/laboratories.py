"""What is told of laboratories: figures, rounds, models and what they list at."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from .parties import who
from .vintage import known


def load_labs(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Figures about AI labs known on a day; ``who`` is the party's slug, whatever name the document gives it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``facts/labs.csv`` and ``who``; ``value`` in whole units of ``unit``, never missing.
    """
    return _with_who(known("labs", as_of))


def load_rounds(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Funding rounds and valuations of AI labs announced up to a day; ``who`` as in `load_labs`.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what was announced after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``rounds.csv`` and ``who``; amounts in whole units of their currency, NaN where not told.
    """
    return _with_who(known("rounds", as_of, column="date"))


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
    return _with_who(known("models", as_of))


def _with_who(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(who=frame["lab"].map(who))
