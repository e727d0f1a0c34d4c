"""Which of what a company said it would do still stands on a day."""

from __future__ import annotations

import pandas as pd


def as_it_stood(guidance: pd.DataFrame) -> pd.DataFrame:
    """Set the status of guidance by what came later of the same company, metric and period.

    What ``other`` stands for is named by the definition: of two of them neither replaces the other.

    Parameters
    ----------
    guidance : DataFrame
        All that was given up to a day, with ``low`` NaN for words alone.

    Returns
    -------
    DataFrame
        The same rows, ``current`` or ``superseded`` where the data do not say that they cannot be compared.
    """
    of_its_own = guidance["definition"].where(guidance["metric"] == "other", "")
    target = [*(guidance[c] for c in ("company", "metric", "target_period")), of_its_own]
    figure = guidance["low"].notna()
    # A later figure replaces figures and words; later words replace words alone.
    last = guidance.groupby(target)["issued"].transform("max")
    last_figure = guidance["issued"].where(figure).groupby(target).transform("max")
    newest = guidance["issued"] == last_figure.where(figure, last)
    rivals = guidance.groupby([*target, guidance["issued"]])["low"].transform("nunique") > 1
    contradicted = newest & rivals & (guidance["status"] == "superseded")
    guidance.loc[newest & ~contradicted, "status"] = "current"
    guidance.loc[~newest & (guidance["status"] == "current"), "status"] = "superseded"
    return guidance
