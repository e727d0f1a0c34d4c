"""Which of what a company said it would do still stands on a day."""

from __future__ import annotations

import pandas as pd


def as_it_stood(guidance: pd.DataFrame) -> pd.DataFrame:
    """Set the status of guidance by what came later of the same company, metric and period.

    Parameters
    ----------
    guidance : DataFrame
        All that was given up to a day, with ``low`` NaN for words alone.

    Returns
    -------
    DataFrame
        The same rows, ``current`` or ``superseded`` where the data do not say that they cannot be compared.
    """
    target = ["company", "metric", "target_period"]
    figure = guidance["low"].notna()
    # A later figure replaces figures and words; later words replace words alone.
    last = guidance.groupby(target)["issued"].transform("max")
    last_figure = guidance["issued"].where(figure).groupby([guidance[c] for c in target]).transform("max")
    newest = guidance["issued"] == last_figure.where(figure, last)
    rivals = guidance.groupby([*target, "issued"])["low"].transform("nunique") > 1
    contradicted = newest & rivals & (guidance["status"] == "superseded")
    guidance.loc[newest & ~contradicted, "status"] = "current"
    guidance.loc[~newest & (guidance["status"] == "current"), "status"] = "superseded"
    return guidance
