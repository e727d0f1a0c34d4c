"""The remarks of a company and quarter, and what was looked for in its texts and not found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..facts.remarks import Remark, TextRead, load_remarks, load_texts_read
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.rows import rows_of

# How much of a text was read for it to tell what is not in it.
LOOKED_THROUGH = ("whole", "searched")
At = tuple[str, Quarter]  # company and quarter


@dataclass(frozen=True)
class _Heard:
    """Everything known on a day, by company and quarter."""

    remarks: Mapping[At, tuple[Remark, ...]]
    looked_for: Mapping[At, frozenset[str]]
    read: Mapping[At, frozenset[str]]


def remarks_of(company: str, quarter: Quarter, as_of: dt.date | None = None) -> tuple[Remark, ...]:
    """Return what a company said of a quarter, in the order of the table: by topic.

    Parameters
    ----------
    company : str
        Slug.
    quarter : Quarter
        The calendar quarter it speaks of.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    tuple of Remark
        None where nothing was read, or nothing is said in what was.
    """
    return _told(as_of).remarks.get((company, quarter), ())


def looked_for(company: str, quarter: Quarter, as_of: dt.date | None = None) -> frozenset[str]:
    """Return the topics that a text of the quarter was looked through for, and that no text read says anything on.

    Parameters
    ----------
    company : str
        Slug.
    quarter : Quarter
        The calendar quarter that is spoken of.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    frozenset of str
        Of `schema.words.TOPICS`.
    """
    return _told(as_of).looked_for.get((company, quarter), frozenset())


def was_read(company: str, quarter: Quarter, as_of: dt.date | None = None) -> bool:
    """Tell whether anything of a company’s quarter was read for remarks.

    Parameters
    ----------
    company : str
        Slug.
    quarter : Quarter
        The calendar quarter that is spoken of.
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    bool
        Whether ``texts_read.csv`` has a row of it.
    """
    return (company, quarter) in _told(as_of).read


def first_read(as_of: dt.date | None = None) -> Quarter | None:
    """Return the first quarter of which anything was read for remarks.

    Parameters
    ----------
    as_of : date, optional
        Only what was known on this day.

    Returns
    -------
    Quarter or None
        None where nothing was.
    """
    return min((q for _, q in _told(as_of).read), default=None)


@while_data_stand
def _told(as_of: dt.date | None) -> _Heard:
    remarks: dict[At, list[Remark]] = {}
    silent: dict[At, set[str]] = {}
    read: dict[At, set[str]] = {}
    for row in rows_of(load_remarks(as_of), Remark, quarter="calendar_quarter"):
        at = row.company, row.quarter
        if row.said == "no":
            silent.setdefault(at, set()).add(row.topic)
        else:
            remarks.setdefault(at, []).append(row)
    for text in rows_of(load_texts_read(as_of), TextRead, quarter="calendar_quarter"):
        read.setdefault((text.company, text.quarter), set()).add(text.read)
    # Another document may tell what one was looked through for in vain.
    unsaid = {at: topics - {r.topic for r in remarks.get(at, ())} for at, topics in silent.items()}
    return _Heard(
        MappingProxyType({at: tuple(told) for at, told in remarks.items()}),
        _frozen({at: topics for at, topics in unsaid.items() if {*LOOKED_THROUGH} & read.get(at, set())}),
        _frozen(read),
    )


def _frozen(sets: Mapping[At, Collection[str]]) -> Mapping[At, frozenset[str]]:
    return MappingProxyType({at: frozenset(found) for at, found in sets.items()})
