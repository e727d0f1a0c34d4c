"""Which companies an edition follows beside those that it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

_BESIDE = ("cloud", "supplier")


def usual_ones(table: pd.DataFrame) -> list[str]:
    """Return the companies that are compared where nobody asks for others, from the table of companies."""
    return [str(slug) for slug in table.loc[table["role"] == "compared", "slug"]]


def with_followed(table: pd.DataFrame, asked: Sequence[str]) -> list[str]:
    """Return the companies asked for; where these are the usual ones, with the clouds and suppliers that have a page.

    Parameters
    ----------
    table : DataFrame
        Of the companies.
    asked : sequence of str
        Slugs.

    Returns
    -------
    list of str
        Slugs, those asked for first.
    """
    if {*asked} != {*usual_ones(table)}:
        return [*asked]
    beside = table.loc[table["page"].notna() & table["role"].isin(_BESIDE), "slug"]
    return [*asked, *(str(of) for of in beside if of not in asked)]
