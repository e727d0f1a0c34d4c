"""What public texts say of the stack of generative AI: arguments, costs of training, prices of processor hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from .gist import InOurWords
from .vintage import known


def load_arguments(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Arguments on who earns in the stack known on a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``arguments.csv``; ends of a figure in whole units, NaN where there is none.
    """
    return known("arguments", as_of)


def load_training(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Costs of training a model known on a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``training.csv``; US dollars, hours missing where not told.
    """
    return known("training", as_of)


def load_hours(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """List prices of an hour of processors known on a day, with the price of one computed.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``hours.csv`` and ``each``, US dollars for an hour of one processor.
    """
    frame = known("hours", as_of)
    return frame.assign(each=frame["price"] / frame["processors"].astype(float))


@dataclass(frozen=True, slots=True)
class ArgumentRow(InOurWords):
    """What one text argues on one question: a row of `load_arguments`.

    Attributes
    ----------
    value_low, value_high : float
        Its figure; NaN where there is none.
    """

    argument_id: str
    question: str
    gist: str
    gist_zh_hans: str
    gist_zh_hant: str
    value_low: float
    value_high: float
    unit: str
    qualifier: str
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """What training one model cost, as one document has it: a row of `load_training`."""

    model: str
    maker: str
    kind: str
    value_low: float
    value_high: float
    qualifier: str
    hours: float
    chip: str
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class HourRow:
    """What a cloud lists for an hour of one processor, as one document has it: a row of `load_hours`."""

    chip: str
    cloud: str
    each: float
    evidence: str
    filed: dt.date
    source_id: str
