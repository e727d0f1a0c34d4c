"""What the value-stack model is held against: figures of the data, one over another.

``value_stack.against`` of a comparison's key; ``value_stack.run_rates`` of laboratories joined by ``+``;
``value_stack.run_rate_by_day`` of one, the time a day; ``value_stack.chip_pace`` of the chip maker;
``value_stack.one_day`` of laboratories, clouds, the chip maker or users, the time a quarter end;
``value_stack.followed`` of a company named in the essay.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from ....facts import group, load_facts, load_labs, load_market, newest_day, only, whos
from ....facts.rows import FactRow, LabRow, MarketRow
from ....metrics import series
from ....metrics.points import points_of, stated_point
from ....periods import Quarter
from ....schema.grades import basis_of, weakest, weakness
from ....schema.rows import rows_of
from .dealings import between, come_to, rows
from .question import OperandName, Tellable, outside
from .stack import day_of, ranges, table


class StackFigure(NamedTuple):
    """A figure: its value, between what it lies, its documents, and how it is known."""

    value: float
    low: float
    high: float
    sources: tuple[str, ...]
    basis: str
    evidence: str


Stated = FactRow | LabRow | MarketRow
_HALF_A_QUARTER = 46  # days


def _last(asked: OperandName) -> dt.date:
    return dt.date.fromisoformat(asked.as_of) if asked.as_of else newest_day()


def _figure(row: Stated) -> StackFigure:
    """Read a row as it was rounded."""
    point = stated_point(row, "", row.metric, Quarter.containing(row.period_end))
    low, high = (point.value if end is None else end for end in (point.low, point.high))
    # What users pay nobody counts: whoever tells it has estimated it.
    basis = "estimated" if isinstance(row, MarketRow) else point.basis
    return StackFigure(point.value, low, high, (row.source_id,), basis, row.evidence)


def _newest_rate(told: Sequence[LabRow], among: Sequence[LabRow]) -> StackFigure | None:
    """Take the last of some, by the row of the best evidence that has its figure in its quarter."""
    if not told:
        return None
    last, key = told[-1], attrgetter("value", "definition", "basis")
    alike = [r for r in among if key(r) == key(last) and _quarter_of(r) == _quarter_of(last)]
    return _figure(min(reversed(alike), key=lambda r: weakness(r.evidence)))


def _quarter_of(row: LabRow) -> Quarter:
    return Quarter.containing(row.as_of)


def _newest(told: Sequence[Stated]) -> StackFigure | None:
    return _figure(told[-1]) if told else None


def _rates(lab: str, known: dt.date) -> pd.DataFrame:
    """Return every run-rate of a laboratory known on a day, whoever passes it on; a whole year's revenue is none."""
    frame = load_labs(known)
    frame = frame[frame["definition"] != "whole_year"]
    return frame[(frame["who"] == lab) & (frame["metric"] == "revenue_run_rate")]


def _rate(
    asked: OperandName, lab: str, last: Quarter, known: dt.date, quarters: int = 4
) -> StackFigure | None:
    """Read a run-rate with a document to show: of the newest quarter that has one, one stated before one estimated."""
    frame = _rates(lab, known)
    frame = frame[frame["evidence"] != "secondary"]
    frame = frame[
        (frame["as_of"] > pd.Timestamp((last - quarters).end)) & (frame["as_of"] <= pd.Timestamp(last.end))
    ]
    if frame.empty:
        return None
    newest = frame["as_of"].dt.to_period("Q").max()
    frame = frame[frame["as_of"].dt.to_period("Q") == newest].assign(
        stated=lambda f: f["basis"] != "estimated", worth=lambda f: -f["evidence"].map(weakness)
    )
    told = rows_of(frame.sort_values(["stated", "as_of", "worth", "filed"]), LabRow)
    return _newest_rate(told, told)


def _sum(found: list[StackFigure | None]) -> StackFigure | None:
    if not all(found):
        return None
    parts = [f for f in found if f]
    value, low, high = (
        math.fsum(ends) for ends in zip(*((f.value, f.low, f.high) for f in parts), strict=True)
    )
    return _made(value, low, high, parts)


def _made(value: float, low: float, high: float, parts: Sequence[StackFigure]) -> StackFigure:
    """Make a figure of others, as good as the weakest of them."""
    documents = tuple(s for f in parts for s in f.sources)
    return StackFigure(
        value, low, high, documents, basis_of([f.basis for f in parts]), weakest(f.evidence for f in parts)
    )


def _told(found: StackFigure | None, unit: str) -> list[Tellable]:
    if not found:
        return []
    value, low, high, documents, basis, evidence = found
    return [Tellable(value, unit, documents, low, high, basis=basis, evidence=evidence)]


@outside("value_stack.run_rates")
def run_rates(asked: OperandName) -> list[Tellable]:
    """Add up what laboratories take in a year."""
    quarter = Quarter.parse(asked.when)
    return _told(_sum([_rate(asked, lab, quarter, _last(asked)) for lab in asked.of.split("+")]), "USD")


@outside("value_stack.run_rate_by_day")
def run_rate_by_day(asked: OperandName) -> list[Tellable]:
    """Read the newest run-rate up to the ledger's day, at most a quarter after the five that count."""
    return _told(_by_day(asked, asked.of, _reported(asked)), "USD")


def _reported(asked: OperandName) -> Quarter:
    """Return the quarter of the edition whose ledger stands on the day asked about."""
    day = Quarter.containing(asked.day)
    return day - 1 if asked.day == day.end else day


def _by_day(asked: OperandName, lab: str, quarter: Quarter) -> StackFigure | None:
    return _rate(asked, lab, quarter + 1, min(_last(asked), (quarter + 1).end), 5)


@outside("value_stack.chip_pace")
def chip_pace(asked: OperandName) -> list[Tellable]:
    """Take a quarter of the chip maker for a year."""
    found = _quarter(asked, only("chip_maker").metric, asked.of, 4)
    return _told(found, "USD")


def _quarter(
    asked: OperandName, metric: str, company: str, times: int = 1, back: int = 0
) -> StackFigure | None:
    """Read a value of series, at most some quarters old."""
    last = Quarter.parse(asked.when)
    frame = series(metric, [company], last - back, last, asked.as_of)
    told = points_of(frame[frame["value"].notna()])
    if not told:
        return None
    point = max(told, key=lambda p: p.quarter)
    value, low, high = (times * end for end in (point.value, *point.bounds))
    return StackFigure(value, low, high, point.sources, point.basis, point.evidence)


@outside("value_stack.one_day")
def one_day(asked: OperandName) -> list[Tellable]:
    """Add up what is told of a quarter end, or of the day nearest to it that is at most half a quarter away."""
    return _told(_sum([_of_day(asked, who) for who in asked.of.split("+")]), "USD")


def _of_day(asked: OperandName, who: str) -> StackFigure | None:
    quarter, maker = Quarter.containing(asked.day), only("chip_maker")
    if who == maker.company:
        return _told_near(asked, maker.metric, who, quarter, 4)
    for member in group("cloud_ai"):
        if who == member.company:
            return _told_near(asked, member.metric, who, quarter)
    if who == "users":
        frame = load_market(_last(asked))
        frame = frame[(frame["market"] == "world_generative_ai") & (frame["metric"] == "run_rate")]
        return _newest(rows_of(_nearest(frame.sort_values("filed"), "period_end", asked.day), MarketRow))
    frame = _rates(who, _last(asked))
    frame = frame[(frame["evidence"] != "secondary") & (frame["basis"] != "estimated")]
    frame = frame.assign(worth=-frame["evidence"].map(weakness)).sort_values(["as_of", "worth", "filed"])
    near = rows_of(_nearest(frame, "as_of", asked.day), LabRow)
    away = (frame["as_of"] - pd.Timestamp(asked.day)).abs().dt.days
    return _newest_rate(near, rows_of(frame[away <= _HALF_A_QUARTER], LabRow))


def _nearest(frame: pd.DataFrame, column: str, day: dt.date) -> pd.DataFrame:
    """Keep the rows of the day nearest to one, the newer of two as near; none past half a quarter."""
    away = (frame[column] - pd.Timestamp(day)).abs().dt.days
    return frame[(away == away.min()) & (away <= _HALF_A_QUARTER)]


def _told_near(
    asked: OperandName, metric: str, company: str, quarter: Quarter, times: int = 1
) -> StackFigure | None:
    frame = series(metric, [company], quarter, quarter, asked.as_of)
    told = points_of(frame[frame["value"].notna() & (frame["basis"] != "estimated")])
    ends = [p.period_end for p in told if p.period_end]
    if not ends or abs((ends[-1] - asked.day).days) > _HALF_A_QUARTER:
        return None
    return _quarter(replace(asked, when=str(quarter)), metric, company, times)


@outside("value_stack.followed")
def followed(asked: OperandName) -> list[Tellable]:
    """Look whether the data have a figure of a company that the essay named."""
    row = next(r for r in table()["company"] if r["name"] == asked.of)
    slug = row.get("slug", "")
    if slug in whos("laboratory"):
        last = Quarter.parse(asked.when)
        days = _rates(slug, _last(asked))["as_of"]
        since, until = pd.Timestamp((last - 4).end), pd.Timestamp(last.end)
        found = bool(((days > since) & (days <= until)).any())
    else:
        metrics = [m.metric for m in group("named_figures") if m.company == slug]
        found = any(_quarter(asked, metric, slug, back=2) for metric in metrics)
    named = min(estimate["known"] for estimate in ranges(asked, essay=True).values())
    return [Tellable("yes" if found else "no", "", about=(named.isoformat(),))]


# comparisons -----------------------------------------------------------------------------------


@outside("value_stack.against")
def against(asked: OperandName) -> list[Tellable]:
    """Divide the two figures of a comparison."""
    over, under = (find(asked) for find in _COMPARED[asked.of])
    if not over or not under or under[0] <= 0:
        return []
    ratio = over.value / under.value
    return [
        replace(told, about=_compared_companies())
        for told in _told(_made(ratio, ratio, ratio, [over, under]), "times")
    ]


def _compared_companies() -> tuple[str, ...]:
    """Return whose figures comparisons are of: the partner and the chip maker."""
    members = [only("openai_partner"), only("chip_maker")]
    return tuple(dict.fromkeys(member.company for member in members))


def _market(metric: str) -> Callable[[OperandName], StackFigure | None]:
    def find(asked: OperandName) -> StackFigure | None:
        last = Quarter.parse(asked.when)
        frame = load_market(day_of(asked))
        frame = frame[(frame["market"] == "world_generative_ai") & (frame["metric"] == metric)]
        frame = frame[_within(frame["period_end"], last - 4, last)]
        return _newest(rows_of(frame.sort_values("filed"), MarketRow))

    return find


def _within(days: pd.Series, after: Quarter, last: Quarter) -> pd.Series:
    return (days > pd.Timestamp(after.end)) & (days <= pd.Timestamp(last.end))


def _recorded(asked: OperandName) -> StackFigure | None:
    """Read what the large partner records from its laboratory in a fiscal year."""
    partner, last = only("openai_partner"), Quarter.parse(asked.when)
    frame = load_facts(day_of(asked))
    frame = frame[(frame["company"] == partner.company) & (frame["metric"] == partner.metric)]
    frame = frame[(frame["period_end"] - frame["period_start"]).dt.days > 350]
    frame = frame[_within(frame["period_end"], last - 4, last)]
    return _newest(rows_of(frame.sort_values(["period_end", "filed"]), FactRow))


def _of_lab(asked: OperandName, metric: str, day: pd.Timestamp | None = None) -> pd.DataFrame:
    last = Quarter.parse(asked.when)
    frame = load_labs(day_of(asked))
    frame = frame[(frame["who"] == "openai") & (frame["metric"] == metric)]
    frame = frame[_within(frame["as_of"], last - 5, last)]
    frame = frame if day is None else frame[frame["as_of"] == day]
    return frame.assign(stated=frame["basis"] != "estimated").sort_values(["as_of", "stated", "filed"])


def _compute(asked: OperandName) -> StackFigure | None:
    frame = _of_lab(asked, "compute_rental_cost_year").sort_values(["as_of", "stated", "filed"])
    return _newest(rows_of(frame, LabRow))


def _earned(asked: OperandName) -> StackFigure | None:
    spent = _of_lab(asked, "compute_rental_cost_year")
    if spent.empty:
        return None
    frame = _of_lab(asked, "revenue_year", spent["as_of"].iloc[-1])
    return _newest(rows_of(frame.sort_values(["stated", "filed"]), LabRow))


def _promised(lab: str) -> Callable[[OperandName], StackFigure | None]:
    def find(asked: OperandName) -> StackFigure | None:
        known = rows(replace(asked, when=day_of(asked).isoformat()))
        found = between(known, f"{lab}>everybody", "commitment")
        low = come_to(found)[0]
        if low <= 0:
            return None
        documents = tuple(r["source_id"] for r in found)
        return StackFigure(low, low, low, documents, "reported", weakest(r["evidence"] for r in found))

    return find


def _owed_by(lab: str) -> Callable[[OperandName], StackFigure | None]:
    return lambda asked: _by_day(asked, lab, Quarter.parse(asked.when))


def _sold(asked: OperandName) -> StackFigure | None:
    maker = only("chip_maker")
    return _quarter(asked, f"{maker.metric}.ttm", maker.company)


_COMPARED: dict[
    str, tuple[Callable[[OperandName], StackFigure | None], Callable[[OperandName], StackFigure | None]]
] = {
    "openai_to_microsoft": (_recorded, _market("size")),
    "openai_compute": (_compute, _earned),
    "promised_by_openai": (_promised("openai"), _owed_by("openai")),
    "promised_by_anthropic": (_promised("anthropic"), _owed_by("anthropic")),
    "chips_to_users": (_sold, _market("size")),
}
