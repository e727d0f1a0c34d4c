"""What laboratories may owe of a cloud's contracted revenue: ``of`` is the cloud, the time a quarter."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from ....facts import group, load_companies, newest_day
from ....metrics import series
from ....periods import Quarter
from .dealings import Row, between, come_to, once, readings, rows
from .question import OperandName, Tellable, outside

_POINT, _BILLION = 0.005, 0.5e9  # half a step of what companies round to


@outside("backlog.promised_low")
def promised(asked: OperandName) -> list[Tellable]:
    """Add up what laboratories had first promised by the end of the quarter, as best known after it."""
    found = _promises(asked)
    low = come_to(found)[0]
    return readings(low, "USD", found) if found and low else []


@outside("backlog.low", "backlog.high")
def bound(asked: OperandName) -> list[Tellable]:
    """Bound their share: by what is stated, by the growth without the largest customer, else by what was announced."""
    quarter, found = Quarter.parse(asked.when), _promises(asked)
    names = [m.metric for m in group("contracts") if m.company == asked.of]
    name = next((n for n in names if _told(asked, n, quarter)), "")
    owed = _told(asked, name, quarter)[0] if name else math.nan
    others = come_to([r for r in found if r["from"] != {"openai"}])[1]
    share = _told(asked, "openai_share_of_commercial_rpo", quarter)
    growth = _told(asked, "commercial_rpo_growth_ex_openai", quarter)
    before = _told(asked, name, quarter - 4) if name else []
    if math.isnan(owed):
        return []
    if share:
        low, high = share[0] - _POINT, share[0] + _POINT + others / owed
    elif growth and before:
        low = 1 - (1 + growth[0] + _POINT) * (before[0] + _BILLION) / (owed - _BILLION)
        rest = _rest(asked, name, quarter)
        high = 1 - rest / (owed + _BILLION) + (others / owed if rest else 0.0)
    else:
        low, high = 0.0, come_to(found)[1] / owed
    value = low if asked.what == "low" else high
    return [Tellable(min(max(value, 0.0), 1.0), "share", _documents(asked))] if math.isfinite(value) else []


def _rest(asked: OperandName, name: str, quarter: Quarter) -> float:
    """What everybody else owed when the share was last stated, at the least."""
    for back in range(1, 5):
        share = _told(asked, "openai_share_of_commercial_rpo", quarter - back)
        owed = _told(asked, name, quarter - back)
        if share and owed:
            return (1 - share[0] - _POINT) * (owed[0] - _BILLION)
    return 0.0


def _promises(asked: OperandName) -> list[Row]:
    quarter = Quarter.parse(asked.when)
    last = dt.date.fromisoformat(asked.as_of) if asked.as_of else newest_day()
    known = rows(replace(asked, when=min(last, (quarter + 1).end).isoformat()))
    first: dict[tuple[str, str], dt.date] = {}
    for row in known:
        first.setdefault(row["key"], row["announced"].date())
    held = [r for r in between(known, f"laboratories>{asked.of}", "commitment") if len(r["from"]) == 1]
    return [r for r in once(held) if first[r["key"]] <= quarter.end]


def _told(asked: OperandName, name: str, quarter: Quarter) -> list[float]:
    frame = series(name, [asked.of], start=str(quarter), end=str(quarter), as_of=asked.as_of)
    return [float(v) for v in frame["value"] if math.isfinite(v)]


def _documents(asked: OperandName) -> tuple[str, ...]:
    """Return every document that a bound may rest on."""
    quarter = Quarter.parse(asked.when)
    names = [m.metric for m in group("contracts") if m.company == asked.of]
    names += ["openai_share_of_commercial_rpo", "commercial_rpo_growth_ex_openai"]
    frames = [
        series(n, [asked.of], start=str(quarter - 4), end=str(quarter), as_of=asked.as_of) for n in names
    ]
    told = {s for f in frames for cell in f["sources"] for s in str(cell).split(";") if s}
    return tuple({*told, *(r["source_id"] for r in _promises(asked))})


@outside("contracts.beyond_capex")
def beyond_capex(asked: OperandName) -> list[Tellable]:
    """Take four quarters of capex, on the edition's basis or the company's own, from whatever it calls contracted."""
    own = str(load_companies().set_index("slug").at[asked.of, "headline_capex"])
    found = []
    for name in ("commercial_rpo", "rpo", "cloud_backlog"):
        for basis in (asked.parameters.get("basis"), own):
            owed, spent = (
                series(n, [asked.of], start=asked.when, end=asked.when, as_of=asked.as_of).iloc[0]
                for n in (name, f"{basis}.ttm")
            )
            left = float(owed["value"]) - float(spent["value"])
            if math.isfinite(left):
                low, high = owed["low"] - spent["high"], owed["high"] - spent["low"]
                found.append(
                    Tellable(
                        left,
                        str(owed["unit"]),
                        _parts(str(owed["sources"]), str(spent["sources"])),
                        float(low),
                        float(high),
                    )
                )
    return found


def _parts(*cells: str) -> tuple[str, ...]:
    return tuple(sorted({s for cell in cells for s in cell.split(";") if s}))
