"""Columns of text as numbers into a list of their texts, for work over many rows: what recurs is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd


def coded(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a frame with columns of text as categoricals, whose categories stand in the order of text.

    Parameters
    ----------
    frame : DataFrame
        Left as it is.
    columns : sequence of str, optional
        Which of its columns; every column of text where none is named.

    Returns
    -------
    DataFrame
        A missing text stays missing. A column that is coded already is kept.
    """
    names = [str(c) for c in frame if frame[c].dtype == "str"] if columns is None else columns
    texts = [c for c in names if not isinstance(frame[c].dtype, pd.CategoricalDtype)]
    return frame.assign(**{c: pd.Series(_coded(frame[c]), index=frame.index) for c in texts})


def _coded(texts: pd.Series) -> pd.Categorical:
    codes, found = pd.factorize(texts, sort=True)
    return pd.Categorical.from_codes(codes, pd.Index(found, dtype="str"))


def spelled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with every coded column as text again.

    Parameters
    ----------
    frame : DataFrame
        Left as it is.

    Returns
    -------
    DataFrame
        A missing text stays missing.
    """
    return frame.assign(**{c: frame[c].astype("str") for c in _coded_columns(frame)})


def _coded_columns(frame: pd.DataFrame) -> list[str]:
    return [str(c) for c, dtype in frame.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)]


def stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put coded frames of the same columns below each other, as `concat` does.

    Parameters
    ----------
    frames : sequence of DataFrame
        In each the same columns are coded.

    Returns
    -------
    DataFrame
        Numbered anew; the categories are those of all.
    """
    first = frames[0]
    one = {
        c: pd.api.types.union_categoricals([f[c] for f in frames], sort_categories=True)
        for c in _coded_columns(first)
    }
    rest = [c for c in first if c not in one]
    both = pd.concat([f[rest] for f in frames], ignore_index=True)
    return both.assign(**one)[[*first.columns]]


def like(texts: pd.Series, model: pd.Series) -> pd.Categorical:
    """Code texts by the categories of a column, so that the two can be joined.

    Parameters
    ----------
    texts : Series of str
        None of them missing.
    model : Series
        A coded column.

    Returns
    -------
    Categorical
        One for each text; missing where the column has no such text.
    """
    categories = model.cat.categories
    return pd.Categorical.from_codes(categories.get_indexer(pd.Index(texts)), categories=categories)


def each(column: pd.Series, make: Callable[[str], object], missing: object = None) -> np.ndarray:
    """Make something of each text of a coded column, once for all rows that have it.

    Parameters
    ----------
    column : Series
        A coded column.
    make : callable
        Given a text.
    missing : object
        What stands where there is no text.

    Returns
    -------
    ndarray of object
        One for each row.
    """
    texts = column.cat.categories.tolist()
    made = np.empty(len(texts) + 1, dtype=object)
    for place, text in enumerate(texts):
        made[place] = make(text)
    made[-1] = missing
    return made[column.cat.codes.to_numpy()]


def in_order(frame: pd.DataFrame, columns: Sequence[str], falling: Sequence[str] = ()) -> pd.DataFrame:
    """Sort the rows by some columns, the first of them first; rows that are alike keep their order.

    Parameters
    ----------
    frame : DataFrame
        Its texts coded. What is missing stands last.
    columns : sequence of str
        Of texts, numbers, days or truths.
    falling : sequence of str
        Those of them that run from the newest day to the oldest; no day of these is missing.

    Returns
    -------
    DataFrame
        With the index of its rows.
    """
    keys = []
    for name in columns:
        cells = frame[name]
        texts = isinstance(cells.dtype, pd.CategoricalDtype)
        key = _places(cells)[0] if texts else cells.to_numpy()
        keys.append(-key.astype(np.int64) if name in falling else key)
    return frame.take(np.lexsort(keys[::-1]))


def groups(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Number the rows by what they have in some columns, in the order of that, as `groupby` and `ngroup` do.

    Parameters
    ----------
    frame : DataFrame
        Its texts coded.
    columns : sequence of str
        Of texts, whole numbers or days.

    Returns
    -------
    ndarray of int64
        Without a gap from nought; a missing day counts as one of its own, behind every other.
    """
    if frame.empty:
        return np.zeros(0, dtype=np.int64)
    found, size = np.zeros(len(frame), dtype=np.int64), 1
    for name in columns:
        place, wide = _places(frame[name])
        if size * wide >= _MOST:
            known, found = np.unique(found, return_inverse=True)
            size = len(known)
        found, size = found * wide + place, size * wide
    return np.unique(found, return_inverse=True)[1]


# What a whole number of eight bytes holds.
_MOST = 2**63


def _places(cells: pd.Series) -> tuple[np.ndarray, int]:
    """Return a number from nought for each cell, in the order of what they hold, and one more than the largest."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        codes, many = cells.cat.codes.to_numpy().astype(np.int64), len(cells.cat.categories)
        return np.where(codes < 0, many, codes), many + 1
    number = cells.to_numpy()
    if number.dtype.kind == "M":
        days = number.astype("datetime64[D]")
        if not np.array_equal(days.astype(number.dtype), number, equal_nan=True):
            known, place = np.unique(number, return_inverse=True)
            return place, len(known)
        missing = np.isnat(days)
        number = np.where(missing, np.iinfo(np.int64).min, days.astype(np.int64))
        last = int(number.max()) if not missing.all() else 0
        number = np.where(missing, last + 1, number)
    least = int(number.min())
    return number.astype(np.int64) - least, int(number.max()) - least + 1
