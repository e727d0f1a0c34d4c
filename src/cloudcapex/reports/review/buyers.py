"""Who buys the chips: the part of the maker's sales that is inference, the part that goes to large clouds, and what it comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ... import facts
from ...exhibits.display import Columns, Display, Head, newest
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point, letters_of
from ...periods import Quarter
from ...schema.grades import basis_of, weakest
from ...statements import Assertion, Evidence, Population, Statement, Value, each_beyond, value
from ..stated import drawn, figure_cell, floored, rows_of_csv
from .context import Review
from .sales import TO_CLOUDS, Sales, maker, sold

_MAKERS = "makers of chips"


# the sentence -----------------------------------------------------------------------------------


def buyers_message(review: Review) -> Statement:
    """Say what large clouds bought, between its ends, and what part of their capex that is; or that nothing tells."""
    rows = sold(review)
    last = rows[-1] if rows else None
    if last is None or not last.bought.known:
        return _untold(review, rows)
    first = _of_quarter(review, last)
    parts = _bounds(last, "buyers.part", last.part)
    known = [p for p in parts if math.isfinite(p.value)]
    if not known:
        return first
    return review.state(
        N_("{sentence}, equal to {part} of clouds’ capex"),
        *_ends(*parts),
        sentence=first,
        part=_range(review, *parts),
    )


def _above(least: Value) -> list[Assertion]:
    """Assert that what is open lies above what it rounds down to."""
    one = Evidence.of([least], Population(_MAKERS, (least.of,)), least.told_in)
    return [held for held in (each_beyond(one, floored(least.value, least.unit)),) if held is not None]


def _ends(low: Value, high: Value) -> list[Assertion]:
    """Assert both ends of a range, or of one that is open what the lower lies above."""
    return _told(low, high) if math.isfinite(high.value) else _above(low)


def _of_quarter(review: Review, row: Sales) -> Statement:
    """Say what large clouds bought: as stated, or between the ends that the maker's words leave."""
    held, amount = _amount(review, row)
    return review.state(
        N_("Large clouds bought {amount} from {maker} in {when}")
        if row.bought.basis == "reported"
        else N_("{maker} says it sold large clouds {amount} in {when}"),
        *held,
        maker=review.company(maker()),
        amount=amount,
        when=row.quarter,
    )


def _amount(review: Review, row: Sales) -> tuple[list[Assertion], object]:
    """Return what is asserted of the amount, and how it is written."""
    if row.bought.basis == "reported":
        makers = Population(_MAKERS, (maker(),))
        held = value(review.evidence(TO_CLOUDS, makers, quarter=row.quarter))
        return [held] if held else [], Number(row.bought.value, row.bought.unit, maker())
    low, high = _bounds(row, "buyers", row.ends)
    return _ends(low, high), _range(review, low, high)


def _range(review: Review, low: Value, high: Value) -> object:
    """Write two ends as a range; one that is open as the other alone."""
    ends = [Number(v.value, v.unit, v.of) for v in (low, high)]
    if not math.isfinite(high.value):
        least = replace(ends[0], value=floored(low.value, low.unit))
        return review.phrase(N_("at least {number}"), number=least)
    return review.range(*ends)


def _bounds(row: Sales, measure: str, ends: tuple[float, float]) -> tuple[Value, Value]:
    """Return both ends of what was bought, or of the part that it is, as sentences stand on them."""
    part = measure.endswith("part")
    join = "_" if part else "."
    low, high = (
        _end(
            f"{measure}{join}{name}",
            end,
            "share" if part else row.bought.unit,
            row.quarter,
            (row.bought, *(spent if part else ())),
        )
        for name, end, spent in zip(("low", "high"), ends, (row.wide, row.narrow), strict=True)
    )
    return low, high


def _end(measure: str, amount: float, unit: str, quarter: Quarter, points: Sequence[Point]) -> Value:
    """Return one end, as good as the figures it is computed from; an open one is not disclosed."""
    if not math.isfinite(amount):
        return Value(maker(), measure, math.nan, unit, reason="not_disclosed", when=str(quarter))
    return Value(
        maker(),
        measure,
        amount,
        unit,
        basis=basis_of([p.basis for p in points]),
        evidence=weakest(p.evidence for p in points),
        sources=tuple(sorted({s for p in points for s in p.sources})),
        when=str(quarter),
    )


def _told(*values: Value) -> list[Assertion]:
    return [
        held
        for v in dict.fromkeys(values)
        if (held := value(Evidence.of([v], Population(_MAKERS, (v.of,)), v.told_in))) is not None
    ]


def _untold(review: Review, rows: list[Sales]) -> Statement:
    """Say that nothing tells the part of large clouds for the quarter, and which was told last."""
    nothing = Evidence.of(
        [Value(maker(), "buyers.low", math.nan, "USD", reason="not_disclosed", when=str(review.quarter))],
        Population(_MAKERS, (maker(),)),
        review.quarter,
    )
    first = review.nothing(
        N_("The data hold no figure of what large clouds bought from {maker} in {when}"),
        nothing,
        maker=review.company(maker()),
        when=review.quarter,
    )
    last = next((row for row in reversed(rows) if row.bought.known), None)
    if last is None:
        return first
    held, amount = _amount(review, last)
    return review.state(
        N_("{sentence}; in {when} it was {amount}"),
        *held,
        sentence=first,
        when=last.quarter,
        amount=amount,
    )


# the table --------------------------------------------------------------------------------------


def _bought(review: Review, row: Sales) -> Cell:
    """Print what large clouds bought: as stated, else between its ends."""
    point = row.bought
    if not point.known:
        return missing(point.reason)
    if point.basis == "reported":
        return review.cell(point, review.language.writes(point.unit, "table"))
    return review.linked(_between(review, *point.bounds, point.unit), *point.sources, marks=point.marks)


def _part(review: Review, row: Sales) -> Cell:
    if not row.bought.known:
        return Cell("")
    low, high = row.part
    if not math.isfinite(low):
        return missing("not_derivable")
    letters = letters_of([row.bought, *row.wide])
    return Cell(_between(review, low, high, "share"), marks=letters, kind="figure")


def _spending(review: Review, row: Sales) -> Cell:
    unknown = [p.reason for p in row.wide if not p.known]
    if unknown:
        return missing(unknown[0])
    return Cell(_between(review, *row.spent, "USD"), marks=letters_of(row.wide), kind="figure")


def _between(review: Review, low: float, high: float, unit: str) -> str:
    """Write two ends, the place of amounts being a column; an open one as more than the other."""
    ends = [Number(v, unit, place="table") for v in (low, high)]
    if not math.isfinite(high):
        least = replace(ends[0], value=floored(low, unit))
        return review.say(">{amount}", amount=review.language.write(least))
    return review.language.range(*ends)


def _stopped(review: Review, rows: list[Sales]) -> str:
    """Say since when no part that is inference is told."""
    last = max((r.quarter for r in rows if r.inference), default=None)
    if last is None or last == review.quarter:
        return ""
    return review.say(
        "Inference is {maker}’s own estimate for four quarters; the data hold none after {quarter}.",
        maker=review.company(maker()),
        quarter=last,
    )


def _whom(review: Review, rows: list[Sales]) -> list[str]:
    """Say whom the maker counts among large clouds, definition by definition, with the first quarter of each."""
    seen: dict[str, Quarter] = {}
    for row in rows:
        if row.share is not None:
            seen.setdefault(review.counts(row.share.point), row.quarter)
    return [review.say("Large clouds, {quarter}: {text}", quarter=q, text=text) for text, q in seen.items()]


def _clouds(review: Review, rows: list[Sales]) -> str:
    narrow, wide = (facts.slugs_of(name) for name in ("large_clouds", "hyperscale"))
    return review.say(
        "Clouds’ capex (cash): from that of {narrow} to that with {rest}; the data do not tell which clouds are meant. Not all of it "
        "buys chips, clouds buy servers from others too, and {maker}’s quarter ends about a month later: the part is a "
        "scale, not a share of anybody’s budget.",
        narrow=review.language.join(map(review.company, narrow)),
        rest=review.language.join(review.company(c) for c in wide if c not in narrow),
        maker=review.company(maker()),
    )


def _points(rows: list[Sales]) -> list[Point]:
    """Return every figure of the table, quarter by quarter."""
    return [
        p
        for row in rows
        for p in (
            row.sales,
            *(s.point for s in (row.inference, row.share) if s),
            row.bought,
            *row.wide,
        )
        if p.known
    ]


chip_buyers = Review.shows(
    Display(
        "chip_buyers",
        sold,
        Columns(
            Head(N_("Quarter"), lambda review, row: str(row.quarter), share=0.7),
            Head(
                N_("Data-centre revenue"),
                lambda review, row: review.cell(row.sales, review.language.writes("USD", "table")),
                "right",
                0.9,
            ),
            Head(
                N_("of which inference, four quarters"),
                lambda review, row: figure_cell(review, row.inference),
                "right",
                1.0,
            ),
            Head(
                N_("of which large clouds"), lambda review, row: figure_cell(review, row.share), "right", 0.9
            ),
            Head(N_("Large clouds bought"), _bought, "right", 1.0),
            Head(N_("Clouds’ capex"), _spending, "right", 1.0),
            Head(N_("Bought ÷ capex"), _part, "right", 0.9),
            printed=newest(8),
        ),
        subtitle=lambda review: review.say(
            "Sales of {maker} to data centres and who they go to, {unit}; computed where the company states a part alone",
            maker=review.company(maker()),
            unit=review.language.unit_name(),
        ),
        message=buyers_message,
        alt=N_(
            "Table of a chip maker’s sales to data centres with the parts that are inference and large clouds. {title}."
        ),
        notes=(
            N_(
                "Bought by large clouds: as stated, or computed (d), revenue times the stated part, between the ends that its "
                "words leave: ≈ about, > more than."
            ),
            _clouds,
            Review.missing_note,
        ),
        row_notes=(_stopped, _whom),
        points=drawn(_points),
        data=rows_of_csv(_points),
        absent=N_(
            "No document in the data, of {day} or earlier, states which part of data-centre revenue is inference or goes to "
            "large clouds."
        ),
    )
)
