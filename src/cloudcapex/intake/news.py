"""What the data tell once rows are taken and did not tell before: figures, definitions, tags, quarters, work that is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..facts import load_facts
from ..metrics.book import open_book
from ..metrics.expected import quarter_number
from ..metrics.frames import quarter_at
from ..metrics.missing import missing
from ..paths import trying
from ..schema import TABLES
from .proposal import ProposedRow

_FIGURE = ["company", "metric", "definition", "quarter"]


class NewFigure(NamedTuple):
    """A discrete quarter that has another value than before, or one for the first time; in whole units of ``unit``."""

    company: str
    quarter: str
    metric: str
    definition: str
    before: float | None
    after: float
    unit: str


class Replaced(NamedTuple):
    """What a company's figures of a metric stand on now, and stood on: a definition, or a tag of its filings."""

    company: str
    metric: str
    before: str
    after: str


class ToDo(NamedTuple):
    """A figure that a quarter should have and has not, as `cloudcapex missing` lists it."""

    company: str
    metric: str
    quarter: str
    reason: str
    document: str
    url: str


@dataclass(frozen=True)
class News:
    """What is new.

    Attributes
    ----------
    rows : tuple
        File of each table that grew, and by how many rows.
    figures : tuple of NewFigure
        Discrete quarters, by company in house order, then by quarter.
    definitions, tags : tuple of Replaced
        Where the newest figure of a metric stands on another definition, or is read from another tag.
    opened : tuple
        Company and quarter of which nothing was known before.
    complete : tuple
        Company and quarter of which everything that is expected is there now.
    to_do : tuple of ToDo
        What is expected of the newest quarters that grew and is not there.
    """

    rows: tuple[tuple[str, int], ...] = ()
    figures: tuple[NewFigure, ...] = ()
    definitions: tuple[Replaced, ...] = ()
    tags: tuple[Replaced, ...] = ()
    opened: tuple[tuple[str, str], ...] = ()
    complete: tuple[tuple[str, str], ...] = ()
    to_do: tuple[ToDo, ...] = ()


def news(before: Path, rows: Sequence[ProposedRow]) -> News:
    """Hold the tables that are looked at against those of another folder.

    Parameters
    ----------
    before : Path
        The tables without the new rows.
    rows : sequence of ProposedRow
        The new ones.
    """
    counts = Counter(f"data/{TABLES[row.table].path}" for row in rows)
    companies = {row.cells["company"] for row in rows if row.table in ("filings", "disclosures")}
    if not companies:
        return News(rows=(*counts.items(),))
    now, now_tags = _quarters(companies), _tags(companies)
    with trying(before):
        then, then_tags = _quarters(companies), _tags(companies)
    figures = _figures(then, now)
    grown = {figure.company: figure.quarter for figure in figures if figure.before is None}
    known = set(zip(then["company"], then["quarter"], strict=True))
    opened = dict.fromkeys(
        (f.company, f.quarter) for f in figures if (f.company, quarter_number(f.quarter)) not in known
    )
    to_do = [item for company, quarter in grown.items() for item in _to_do(company, quarter)]
    waiting = {(item.company, item.quarter) for item in to_do}
    return News(
        rows=(*counts.items(),),
        figures=(*figures,),
        definitions=(*_replaced(_newest_definitions(then), _newest_definitions(now)),),
        tags=(*_replaced(then_tags, now_tags),),
        opened=(*opened,),
        complete=tuple(pair for pair in grown.items() if pair not in waiting),
        to_do=(*to_do,),
    )


def _quarters(companies: Iterable[str]) -> pd.DataFrame:
    book = open_book()
    frame = book.quarters[book.quarters["company"].isin([*companies])]
    place = {company: n for n, company in enumerate(book.companies)}
    order = ["place", "quarter", "metric", "definition"]
    frame = frame.assign(
        place=frame["company"].astype(str).map(place),
        metric=frame["metric"].astype(str),
        definition=frame["definition"].astype(str),
        company=frame["company"].astype(str),
    )
    return frame.sort_values(order, ignore_index=True)[[*_FIGURE, "value", "unit"]]


def _figures(then: pd.DataFrame, now: pd.DataFrame) -> list[NewFigure]:
    both = now.merge(then[[*_FIGURE, "value"]], on=_FIGURE, how="left", suffixes=("", "_then"))
    both = both[both["value"].notna() & (both["value"] != both["value_then"])]
    cells = zip(*(both[c].tolist() for c in [*_FIGURE, "value_then", "value", "unit"]), strict=True)
    return [
        NewFigure(
            company, str(quarter_at(number)), metric, basis, None if old != old else old, value, str(unit)
        )
        for company, metric, basis, number, old, value, unit in cells
    ]


def _newest_definitions(quarters: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Name the definitions on which each metric's newest quarter stands."""
    last = quarters.groupby(["company", "metric"])["quarter"].transform("max")
    newest = quarters[quarters["quarter"] == last].groupby(["company", "metric"])["definition"]
    return {(str(c), str(m)): " and ".join(sorted(set(d))) for (c, m), d in newest}


def _tags(companies: Iterable[str]) -> dict[tuple[str, str], str]:
    """Name the concept from which each metric's newest tagged figure is read."""
    facts = load_facts()
    facts = facts[facts["company"].isin([*companies]) & (facts["concept"] != "")]
    newest = facts.sort_values(["period_end", "filed"]).drop_duplicates(["company", "metric"], keep="last")
    keys = zip(newest["company"].astype(str), newest["metric"].astype(str), strict=True)
    return dict(zip(keys, newest["concept"].astype(str), strict=True))


def _replaced(then: dict[tuple[str, str], str], now: dict[tuple[str, str], str]) -> list[Replaced]:
    return [
        Replaced(*key, then[key], after) for key, after in now.items() if key in then and then[key] != after
    ]


def _to_do(company: str, quarter: str) -> list[ToDo]:
    frame = missing(quarter, [company])
    columns = ["company", "metric", "calendar_quarter", "reason", "document", "url"]
    return [ToDo(*(str(cell) for cell in row)) for row in frame[columns].itertuples(index=False)]
