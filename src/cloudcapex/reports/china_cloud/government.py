"""China's government cloud by year, as one house counts it, and as its growth was published."""

from __future__ import annotations

import re
from collections.abc import Callable

from ... import facts
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...periods import Quarter
from ...statements import Statement, value
from .context import ChinaCloud
from .figures import evidence
from .years import yearly

WHOLE = "china_government_cloud"
INFRASTRUCTURE = f"{WHOLE}_infrastructure"
PARTS = (
    (WHOLE, N_("in all")),
    (INFRASTRUCTURE, N_("infrastructure alone")),
    (f"{WHOLE}_dedicated", N_("dedicated")),
    (f"{WHOLE}_public", N_("public")),
    (f"{WHOLE}_operations", N_("operation")),
)
_TOTAL = "total"
_VENDORS = "china_vendors"
_FIRST_NAME = re.compile(r"[A-Z]\w+")


def _published(report: ChinaCloud, market: str, metric: str, vendor: str = _TOTAL) -> dict[int, Point]:
    """Return the years that had ended, as published by the day of the edition."""
    found = yearly(report.as_of, market, metric, vendor)
    return {year: point for year, (point, _) in found.items() if point.quarter <= report.quarter}


def _years(report: ChinaCloud) -> list[int]:
    return sorted({year for market, _ in PARTS for year in _published(report, market, "size")})


def _size(report: ChinaCloud, market: str, year: int) -> Cell:
    point = _published(report, market, "size").get(year)
    if point is None:
        return missing("not_disclosed")
    return report.cell(point, report.language.writes("CNY", "table"))


def _sized(market: str) -> Callable[[ChinaCloud, int], Cell]:
    return lambda report, year: _size(report, market, year)


def _headline(report: ChinaCloud, year: int) -> str:
    """Name the market that stands for a year: the whole, or what was counted instead."""
    return WHOLE if year in _published(report, WHOLE, "size") else INFRASTRUCTURE


def _growth(report: ChinaCloud, year: int) -> Cell:
    point = _published(report, _headline(report, year), "growth").get(year)
    if point is None:
        return missing("not_disclosed")
    return report.cell(point, report.language.writes("share", "table", sign=True))


def _vendors() -> list[str]:
    return [m.company for m in facts.group(_VENDORS)]


def _leader(report: ChinaCloud, year: int) -> Cell:
    """Name the vendor with the largest share that was published of a year, with it."""
    market = _headline(report, year)
    told = {v: point for v in _vendors() if (point := _published(report, market, "share", v).get(year))}
    if not told:
        return missing("not_disclosed")
    vendor, point = max(told.items(), key=lambda held: held[1].value)
    share = report.language.writes("share", "table")
    text = report.say("{vendor} {share}", vendor=report.company(vendor), share=share(point.value))
    return report.cell(point, lambda _: text)


def house(report: ChinaCloud, market: str, year: int) -> str:
    """Name the house that counted a market's year: what the note of its row begins with."""
    found = yearly(report.as_of, market, "size", _TOTAL).get(year)
    name = _FIRST_NAME.match(found[1].note) if found else None
    return name[0] if name else ""


def government_message(report: ChinaCloud) -> Statement:
    """Say how large the newest year was counted, and how it had grown by the same count."""
    years = [y for y in _years(report) if _published(report, _headline(report, y), "size").get(y)]
    if not years:
        return report.nothing(
            "The data hold no size of China’s government cloud up to {quarter}",
            evidence(report, f"yearly.size.{WHOLE}", _TOTAL),
        )
    year = years[-1]
    market, quarter = _headline(report, year), Quarter(year, 4)
    size = evidence(report, f"yearly.size.{market}", _TOTAL, quarter=quarter)
    sentence = report.state(
        _SIZES[market == WHOLE],
        value(size),
        house=house(report, market, year),
        amount=Number(size[_TOTAL].value, "CNY", _TOTAL),
        year=str(year),
    )
    grown = evidence(report, f"yearly.growth.{market}", _TOTAL, quarter=quarter)
    held = value(grown)
    if held is None:
        return sentence
    growth = Number(grown[_TOTAL].value, "share", _TOTAL, sign=True, decimals=0)
    return report.state("{sentence}, {growth} on the year", held, sentence=sentence, growth=growth)


_SIZES = {
    True: N_("{house} counts China’s government cloud at {amount} for {year}"),
    False: N_("{house} counts the infrastructure of China’s government cloud at {amount} for {year}"),
}

government_cloud = ChinaCloud.shows(
    Display(
        "government_cloud",
        _years,
        Columns(
            Head(N_("Year"), lambda _, year: str(year), share=0.7),
            *(Head(name, _sized(market), "right", 1.0) for market, name in PARTS),
            Head(N_("on the year"), _growth, "right", 0.9),
            Head(N_("largest followed"), _leader, "right", 1.2),
            Head(
                N_("counted by"), lambda report, year: house(report, _headline(report, year), year), share=0.8
            ),
        ),
        lambda report: report.say(
            "China’s government cloud by year, {unit}, growth and shares as published",
            unit=report.language.unit_name("CNY"),
        ),
        government_message,
        N_("Table of China’s government cloud by year and kind. {title}."),
        notes=(
            N_(
                "In renminbi as published, not converted here. Years come from separate studies and each redraws the market: growth is the study’s own, never that of two rows. The study of infrastructure alone leaves operation out."
            ),
            N_(
                "Largest followed: of the companies that this report follows, the one with the largest share that was published of what is counted in all, or of infrastructure alone where that stands for the year."
            ),
            N_("s from a secondary source."),
        ),
        points=lambda report, years: [
            point
            for market, _ in PARTS
            for metric, vendor in (("size", _TOTAL), ("growth", _TOTAL), *(("share", v) for v in _vendors()))
            for year, point in _published(report, market, metric, vendor).items()
            if year in years
        ],
    )
)
