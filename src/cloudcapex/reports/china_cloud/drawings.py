"""How this report draws: segments kept apart by breaks, and quarters as bars with the newest one written over it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ...exhibits.carried import print_point, writes_newest
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Break, Line, line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.theme import company_colour
from ...language import ColumnWriter, Number
from ...metrics.points import Point
from ...periods import Quarter
from .context import BASES, ChinaCloud
from .segments import Rows


@dataclass(frozen=True)
class SegmentLines:
    """One line a segment of Alibaba's, broken where it was redrawn; rows of other companies are lines of their own.

    Parameters
    ----------
    unit : {'money', 'share'}
        Of the values; amounts are seen in the currency of the edition.
    sign : bool
        The newest value is written with its sign.
    decimals : int, optional
        Of the newest value.
    told : callable, optional
        Tells of the report which quarter the title tells: a line that goes further is read there too.
    """

    unit: Literal["money", "share"] = "share"
    sign: bool = False
    decimals: int | None = None
    told: Callable[[ChinaCloud], Quarter | None] | None = None

    def __call__(self, report: ChinaCloud, rows: Rows) -> Chart:
        money = self.unit == "money"
        segments = {d: row for d, row in rows.items() if d in BASES}
        write = report.language.writes(
            report.currency if money else "share", "chart", sign=self.sign, decimals=self.decimals
        )
        told = self.told(report) if self.told else None
        others = [
            Line(
                report.cloud(c),
                company_colour(c),
                tuple(p.value for p in row),
                frozenset(i for i, p in enumerate(row) if p.wide),
                write=_read_twice(report, row, write, told),
            )
            for c, row in rows.items()
            if c not in BASES
        ]
        return line_chart(
            report.quarters,
            [*others, *_lines(report, segments, write, named=bool(others), money=money)],
            write=write,
            scale=Scale.money(report.language) if money else Scale.per_cent(report.language),
            breaks=breaks(report, segments),
        )


def _read_twice(
    report: ChinaCloud, row: Sequence[Point], write: ColumnWriter, told: Quarter | None
) -> Callable[[float], str]:
    """Write the newest value of a row, and beside it that of the quarter that the title tells, where it is an older one."""
    newest = next((p for p in reversed(row) if p.known), None)
    then = next((p for p in row if p.known and p.quarter == told), None)
    if newest is None or then is None or newest.quarter == then.quarter:
        return writes_newest(row, write)
    text = report.say(
        "{value}; {before}",
        value=print_point(newest, write),
        before=report.say("{value} ({period})", value=print_point(then, write), period=then.quarter),
    )
    return lambda _: text


def _lines(report: ChinaCloud, rows: Rows, write: ColumnWriter, *, named: bool, money: bool) -> list[Line]:
    """Make one line a segment; the newest carries its name, or the company's beside another's."""
    lines = []
    for definition, row in rows.items():
        current = definition == list(rows)[-1]
        name = report.company(report.subject) if named else report.basis(definition)
        lines.append(
            Line(
                name if current else "",
                company_colour(report.subject),
                tuple((report.view(p) if money else p).value for p in row),
                frozenset(i for i, p in enumerate(row) if p.inexact),
                write=writes_newest(row, write),
                old=definition == BASES[0] and not current,
            )
        )
    return lines


def breaks(report: ChinaCloud, rows: dict[str, list[Point]]) -> tuple[Break, ...]:
    """Place a break before the first quarter of every segment but the oldest shown, naming the one it ends."""
    found, names = [], list(rows)
    for before, definition in itertools.pairwise(names):
        first = next(i for i, p in enumerate(rows[definition]) if p.known)
        found.append(Break(first, report.basis(before)))
    return tuple(found)


def quarter_bars(
    report: ChinaCloud,
    row: Sequence[Point],
    colour: str,
    unit: str,
    look: Callable[[Point], Look] = lambda _: "full",
) -> Chart:
    """Draw amounts of single quarters as bars; the newest one is written over its bar."""
    last = max(i for i, p in enumerate(row) if p.known)
    boxes = tuple(
        PeriodBox(
            i,
            i,
            p.value,
            colour,
            look(p),
            report.language.write(Number(p.value, unit, place="chart")) if i == last else "",
        )
        for i, p in enumerate(row)
        if p.known
    )
    return period_bars(report.quarters, [PeriodPanel(boxes)], scale=Scale.money(report.language))
