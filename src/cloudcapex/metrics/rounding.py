"""How finely a figure is told, read from the figure itself."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Powers of ten between which the step is looked for: millionths of a share, a hundred billions.
_FINEST, _COARSEST = -6, 11

_DECIMALS = 9

PER_CENT = 0.01
MILLION = 1e6
TENTH_OF_A_BILLION = 1e8


def rounding_step(value: ArrayLike, share: ArrayLike, tagged: ArrayLike = False) -> NDArray[np.float64]:
    """Return the step that each figure is rounded to as its source states it.

    The step is the largest power of ten that divides the figure: 0.1 billion for 1.6 billion, a tenth of a per cent
    for 39.4 %. Three things keep zeros at the end from being taken for rounding. Two digits are meant as said, or
    tenths of a billion: 1.0 billion and 0.9 billion are told in 0.1 billions, 20 billion in billions. Nobody tells a
    share more coarsely than in per cents, so 0 %, 50 % and 100 % are told in them. Statements are drawn up in millions
    or finer, so a tagged figure is never taken for a rounder one.

    Parameters
    ----------
    value : array of float
        In whole units; shares as fractions.
    share : array of bool
        Which of them are shares.
    tagged : array of bool
        Which of them are tagged (XBRL) or stand in a statement drawn up in millions.

    Returns
    -------
    array of float
        In the figure's unit; NaN where no step shows: missing, an amount of zero, a handful of things counted, or digits to
        the end of what is kept, as after a division.
    """
    value, share, tagged = np.broadcast_arrays(np.asarray(value, dtype=float), share, tagged)
    step = np.full(value.shape, 10.0**_FINEST)
    for power in range(_FINEST + 1, _COARSEST + 1):
        multiple = value / 10.0**power
        near = np.abs(multiple - np.round(multiple)) < 1e-9 + 1e-15 * np.abs(multiple)
        step[(step == 10.0 ** (power - 1)) & near & (value != 0)] = 10.0**power
    with np.errstate(divide="ignore", invalid="ignore"):
        leading = 10.0 ** np.floor(np.log10(np.abs(value)) + 1e-12)
    digits = np.where(
        leading >= TENTH_OF_A_BILLION, np.maximum(leading / 10, TENTH_OF_A_BILLION), leading / 10
    )
    step = np.minimum(step, np.where(share, PER_CENT, digits))
    step = np.where(tagged, np.minimum(step, MILLION), step)
    step = np.where((value == 0) & share, PER_CENT, step)
    finest = np.where(share, 10.0 ** (_FINEST + 1), 1.0)
    shown = np.isfinite(value) & ((value != 0) | share) & (step >= finest * 0.999)
    return np.where(shown, step, np.nan)


@lru_cache(maxsize=8192)
def step_of(value: float, *, share: bool) -> float:
    """Return `rounding_step` of one figure that is not tagged: documents are asked for theirs again and again.

    Parameters
    ----------
    value : float
        In whole units; a share as a fraction.
    share : bool
        Whether it is one.

    Returns
    -------
    float
        In the figure's unit; NaN where no step shows.
    """
    return float(rounding_step(value, share))


def bounds(value: ArrayLike, step: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and the largest figure that is rounded to each value; the value itself without a step.

    Parameters
    ----------
    value : array_like
        In any unit.
    step : array_like
        To which each is rounded, in the same unit; NaN or 0 for those that are exact.

    Returns
    -------
    tuple of ndarray
        Lower and upper ends; NaN where the value is missing.
    """
    value, half = np.asarray(value, dtype=float), np.nan_to_num(np.asarray(step, dtype=float)) / 2
    # Decimals: in binary 0.12 less half a per cent is 0.11499999999999999.
    low, high = (np.where(half > 0, np.round(end, _DECIMALS), end) for end in (value - half, value + half))
    return low, high
