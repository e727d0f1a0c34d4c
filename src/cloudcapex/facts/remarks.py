"""What companies said in words, what that comes down to, and which of their texts were read for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from ..paths import Stamp, stamp, while_data_stand
from ..periods import Quarter
from .companies import Names, names, rows
from .gist import InOurWords
from .vintage import known


@dataclass(frozen=True)
class SaidPoint:
    """One row of ``points.csv``.

    Attributes
    ----------
    id : str
        Its slug.
    theme : str
        One of `schema.words.THEMES`.
    name : Names
        What is said, as a short sentence.
    against : str
        The point that says otherwise; empty for none.
    silent : bool
        Whether what is said is that something is not told any more.
    """

    id: str
    theme: str
    name: Names
    against: str
    silent: bool


@dataclass(frozen=True)
class Remark(InOurWords):
    """What a company said in words on one topic, as one document tells it: a row of `load_remarks`.

    Attributes
    ----------
    quarter : Quarter
        The calendar quarter it speaks of.
    said : str
        ``no`` where the document was looked through for the topic and says nothing on it: all else is then empty.
    points : tuple of str
        Slugs of what it comes down to; none where that is nothing others say.
    first : str
        ``yes`` where it tells what was so for the first time.
    gist, gist_zh_hans, gist_zh_hant : str
        What was said, in our own words.
    figure, metric : str
        What its figure is, and the metric that holds the same one; empty for none.
    value : float
        In whole units of ``unit``; NaN for words alone.
    contradicted : str
        ``yes`` where the metric says otherwise.
    filed : date
        The day it became known.
    """

    company: str
    quarter: Quarter
    topic: str
    said: str
    points: tuple[str, ...]
    first: str
    gist: str
    gist_zh_hans: str
    gist_zh_hant: str
    figure: str
    metric: str
    value: float
    unit: str
    qualifier: str
    contradicted: str
    speaker: str
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class TextRead:
    """One text of a company's quarter that was read for remarks: a row of `load_texts_read`."""

    company: str
    quarter: Quarter
    source_id: str
    read: str


def said_points() -> Mapping[str, SaidPoint]:
    """Every point that remarks come down to, by its slug, in the order of the table."""
    return _points(stamp())


@lru_cache(maxsize=2)
def _points(state: Stamp) -> Mapping[str, SaidPoint]:
    return MappingProxyType(
        {
            row["point"]: SaidPoint(
                row["point"], row["theme"], names(row, "name"), row["against"], row["silent"] == "yes"
            )
            for row in rows("points", state)
        }
    )


def load_remarks(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Remarks known on a day, one row for each as one document tells it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``remarks.csv``; ``value`` in whole units of ``unit``, NaN for words alone. A row whose ``said`` is
        ``no`` tells that the document was looked through for the topic and says nothing on it.
    """
    return known("remarks", as_of)


def load_texts_read(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Texts that were read for remarks, of those that were out by a day.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out texts that came out after this day; None keeps all.

    Returns
    -------
    DataFrame
        The columns of ``texts_read.csv``: ``read`` says how much of a text was read.
    """
    return known("texts_read", as_of)


@while_data_stand
def read_whole(company: str, as_of: dt.date | str | None = None) -> frozenset[Quarter]:
    """Return the quarters of which a company’s text was read whole: only of these can it be told what is not said.

    Parameters
    ----------
    company : str
        Slug.
    as_of : date or str, optional
        Only texts that were out by this day count.

    Returns
    -------
    frozenset of Quarter
        Calendar quarters.
    """
    texts = load_texts_read(as_of)
    whole = texts[(texts["company"] == company) & (texts["read"] == "whole")]
    return frozenset(map(Quarter.parse, whole["calendar_quarter"]))
