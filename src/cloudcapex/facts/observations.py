"""What others observed of models, of laboratories and of who uses them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from .gist import InOurWords
from .vintage import known


@dataclass(frozen=True, slots=True)
class Observation(InOurWords):
    """What somebody observed, as one document tells it: a row of `load_observations`.

    Attributes
    ----------
    observation : str
        Its slug.
    topic : str
        One of `schema.words.OBSERVED`.
    about : str
        Names of parties, parted by ``;``; empty where it is about nobody by name.
    gist, gist_zh_hans, gist_zh_hant : str
        What was observed, in our own words.
    figure : str
        What its figure is; empty for none.
    value : float
        In whole units of ``unit``; NaN for words alone.
    filed : date
        The day it became known.
    """

    observation: str
    topic: str
    about: str
    gist: str
    gist_zh_hans: str
    gist_zh_hant: str
    figure: str
    value: float
    unit: str
    evidence: str
    filed: dt.date
    source_id: str


def load_observations(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """What others observed, as known on a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``observations.csv``; ``value`` in whole units of ``unit``, NaN for words alone.
    """
    return known("observations", as_of)
