"""What the sentences of this report are held to: figures of series, and those that no series has, under names of their own.

``told.METRIC.N.DEFINITION`` is an amount of N quarters as documents lay it end to end, ``seen.…`` either of the two in
US dollars, ``added.METRIC`` what four quarters brought more than the four before, ``market.…`` what was published of
the market and ``yearly.…`` of its years, ``labs.…`` what was told of a company without accounts, ``fx.average_rate`` a
rate, ``plan.low`` Alibaba's plan. The proof reads the same names by its own path.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ... import facts
from ...facts.rows import MarketRow
from ...language import N_, Number
from ...metrics.points import Point, no_point, stated_point
from ...metrics.stretches import Cover, cover
from ...paths import while_data_stand
from ...periods import Quarter
from ...schema.rows import rows_of
from ...statements import (
    Assertion,
    Evidence,
    Phrase,
    Population,
    Statement,
    absence,
    change,
    times_of,
    value,
)
from ...statements.population import Kind
from .context import BASES, ChinaCloud
from .plan import plan
from .years import capex_of, lab_point, yearly

_ABOUT = N_("about {number}")
_ALONE = "{number}"  # a number with what it is held to; the words around it are the sentence's


def evidence(
    report: ChinaCloud,
    measure: str | Mapping[str, str],
    *members: str,
    base: Kind = "none",
    quarter: Quarter | None = None,
    digits: int = 0,
    of: str = "",
) -> Evidence:
    """Look one measure of some members up, of a series or of another table."""
    look = functools.partial(figure, report)
    return Evidence(
        look, measure, Population(of or members[0], members), quarter or report.quarter, base, digits
    )


def figure(report: ChinaCloud, measure: str, of: str, quarter: Quarter) -> Point:
    """Look one figure up by its name."""
    table, _, rest = measure.partition(".")
    if table not in _TABLES:
        return report.point(measure, of, quarter)
    found = _TABLES[table](report, rest, of, quarter)
    if found is None or not found.known:
        return no_point(of, measure, quarter, (found.reason if found else "") or "not_disclosed")
    # What stands in no series has value, unit and bounds; an amount laid of parts is known as they are, of the rest
    # its documents tell it, but of the plan, whose row may be second-hand though its document is the company’s.
    laid_of = table == "told"
    return Point(
        of,
        measure,
        quarter,
        found.value,
        found.unit,
        found.basis if laid_of else "",
        found.evidence if laid_of or table == "plan" else "",
        sources=found.sources,
        low=found.low,
        high=found.high,
    )


def laid(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Cover | None:
    """Lay what documents state of ``METRIC.N.DEFINITION`` end to end, N quarters up to one."""
    metric, count, definition = rest.split(".")
    return cover(report.stretches(metric, of, definition), quarter - (int(count) - 1), quarter)


def told(metric: str, count: int, definition: str) -> str:
    """Name an amount of some quarters."""
    return f"told.{metric}.{count}.{definition}"


def _told(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    found = laid(report, rest, of, quarter)
    return _sum(found, of, quarter, [1.0] * len(found.parts), found.parts[0].unit) if found else None


def _seen(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    if "." not in rest:
        own = report.point(rest, of, quarter)
        seen = report.view(own)
        # What is told of the figure is told of it in its own currency: the rate is no part of how it is known.
        return replace(seen, sources=own.sources) if seen.unit == report.currency else None
    found = laid(report, rest, of, quarter)
    if found is None:
        return None
    factors = [report.seen(1.0, p.unit, p.first, p.last, to="USD") for p in found.parts]
    return _sum(found, of, quarter, factors, "USD")


def _sum(found: Cover, of: str, quarter: Quarter, factors: list[float], unit: str) -> Point | None:
    total = math.fsum(part.value * factor for part, factor in zip(found.parts, factors, strict=True))
    if not math.isfinite(total):
        return no_point(of, "", quarter, "not_derivable")
    low, high = _bounds(found, factors)
    basis, grade = found.basis, found.evidence
    return Point(of, "", quarter, total, unit, basis, grade, sources=found.sources, low=low, high=high)


def _bounds(found: Cover, factors: Sequence[float] = ()) -> tuple[float, float]:
    """Between which a sum lies, as its parts are rounded."""
    steps = list(factors) or [1.0] * len(found.parts)
    lows = (p.value if p.low is None else p.low for p in found.parts)
    highs = (p.value if p.high is None else p.high for p in found.parts)
    return (
        math.fsum(low * step for low, step in zip(lows, steps, strict=True)),
        math.fsum(high * step for high, step in zip(highs, steps, strict=True)),
    )


def _rate(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    rate = report.rates.of(quarter)
    return Point(of, "", quarter, rate.value, "CNY") if rate.known else None


def _market(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    metric, _, market = rest.partition(".")
    return published(report, market, metric, of).get(quarter)


def published(report: ChinaCloud, market: str, metric: str, vendor: str) -> dict[Quarter, Point]:
    """Return a vendor's quarters as published; what was told of a year is left out.

    Of two statements on one quarter the newer one counts: it repeats the first with the digits it had left out.
    """
    return _published(report.as_of, market, metric, vendor)


@while_data_stand
def _published(as_of: dt.date, market: str, metric: str, vendor: str) -> dict[Quarter, Point]:
    frame = facts.load_market(as_of)
    frame = frame[(frame["market"] == market) & (frame["metric"] == metric) & (frame["vendor"] == vendor)]
    found: dict[Quarter, Point] = {}
    for row in rows_of(frame.sort_values("filed"), MarketRow):
        first, last = Quarter.containing(row.period_start), Quarter.containing(row.period_end)
        if first != last:
            continue
        point = stated_point(row, vendor, f"{market}_{metric}", last)
        found[last] = replace(point, basis="derived") if row.note.startswith("derived") else point
    return found


def _yearly(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    metric, _, market = rest.partition(".")
    found = yearly(report.as_of, market, metric, of).get(quarter.year)
    return found[0] if found else None


def _labs(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    found = capex_of(report.as_of, rest, of, quarter.year)
    return lab_point(found) if found else None


def publisher(report: ChinaCloud, market: str, metric: str, vendor: str, quarter: Quarter) -> str:
    """Name who published a quarter's figure: what its note begins with; empty for one that was derived."""
    frame = facts.load_market(report.as_of)
    frame = frame[(frame["market"] == market) & (frame["metric"] == metric) & (frame["vendor"] == vendor)]
    frame = frame[[Quarter.containing(d.date()) == quarter for d in frame["period_end"]]].sort_values("filed")
    names = [re.match(r"[A-Z]\w+", str(note)) for note in frame["note"]]
    return names[-1][0] if names and names[-1] else ""


def _plan(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    found = plan(report)
    if not found:
        return None
    return Point(of, "", quarter, found.amount, found.unit, evidence=found.evidence, sources=(found.source,))


def _added(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    found = two_years(report, rest, of, quarter)
    if not found:
        return None
    before, now = found
    (low, high), (least, most) = _bounds(now), _bounds(before)
    unit = now.parts[0].unit
    sources = tuple(sorted({*now.sources, *before.sources}))
    return Point(
        of, "", quarter, now.value - before.value, unit, sources=sources, low=low - most, high=high - least
    )


def two_years(report: ChinaCloud, metric: str, company: str, last: Quarter) -> tuple[Cover, ...]:
    """Return four quarters and the four before them on the newest definition that covers both; else nothing."""
    stated = report.stretches(metric, company)
    for definition in sorted({s.definition for s in stated}, key=newest_first):
        own = [s for s in stated if s.definition == definition]
        before, now = cover(own, last - 7, last - 4), cover(own, last - 3, last)
        if before and now:
            return before, now
    return ()


def newest_first(definition: str) -> tuple[int, str]:
    """Order Alibaba's segments, the newest first."""
    return (-BASES.index(definition) if definition in BASES else 0, definition)


def _segments(report: ChinaCloud, rest: str, of: str, quarter: Quarter) -> Point | None:
    row = [report.point("cloud_revenue", of, quarter - n) for n in range(int(rest))]
    drawn = {p.definition for p in row if p.known}
    return Point(of, "", quarter, float(len(drawn)), "count") if drawn else None


_TABLES = {
    "told": _told,
    "seen": _seen,
    "added": _added,
    "market": _market,
    "yearly": _yearly,
    "labs": _labs,
    "fx": _rate,
    "plan": _plan,
    "segments": _segments,
}

# --- words ------------------------------------------------------------------------------------------


def held_to(phrase: Phrase, *about: Assertion) -> Phrase:
    """Give a part of a sentence what it is held to."""
    return replace(phrase, assertions=tuple(dict.fromkeys([*phrase.assertions, *about])))


def amount(report: ChinaCloud, measure: str, of: str, quarter: Quarter | None = None) -> Phrase | None:
    """Write an amount in the currency of the edition; nothing where it is not known, or no rate is."""
    name = measure if report.currency == "CNY" else f"seen.{measure.removeprefix('told.')}"
    found = evidence(report, name, of, quarter=quarter)
    held = value(found)
    if held is None:
        return None
    number = Number(found[of].value, report.currency, of)
    ends = (replace(number, value=end) for end in (found[of].low, found[of].high))
    # A stated amount has the digits it was stated with; a view, or a sum, only those that its parts carry.
    made = name.startswith("seen.") or (name.startswith("told.") and _summed(report, name, of, found.quarter))
    open_ = made and len({report.language.write(end) for end in ends}) > 1
    return held_to(report.phrase(_ABOUT if open_ else _ALONE, number=number), held)


def lacking(report: ChinaCloud, metric: str, held: str, unseen: str, of: str = "") -> Statement:
    """Say that the data hold no figure of a company; where they do, that nothing shows it.

    Parameters
    ----------
    metric : str
        What is not told.
    held, unseen : str
        The message for either, in which ``{quarter}`` is filled.
    of : str
        Whose it would be; the company the report is about where nobody is named.
    """
    silent = absence(evidence(report, metric, of or report.subject))
    if silent is None:
        return report.state(unseen, quarter=report.quarter)
    return report.state(held, silent, quarter=report.quarter)


def _summed(report: ChinaCloud, name: str, of: str, quarter: Quarter) -> bool:
    found = laid(report, name.removeprefix("told."), of, quarter)
    return found is not None and len(found.parts) > 1


def on_the_year(report: ChinaCloud, sentence: Statement, measure: str, of: str) -> Statement:
    """Add to a sentence how its amount stands to that of a year before, where both are known on one definition.

    Parameters
    ----------
    measure : str
        Of the record; growth is never that of a view.
    """
    grown = evidence(report, f"{measure}.yoy", of)
    held = value(grown)
    if held is None:
        return sentence
    return report.state(
        ON_THE_YEAR[str(held.direction)], held, sentence=sentence, growth=rate(report, grown, of)
    )


ON_THE_YEAR = {
    "rose": N_("{sentence}, {growth} more than a year before"),
    "fell": N_("{sentence}, {growth} less than a year before"),
    "held": N_("{sentence}, as much as a year before"),
}


def rate(report: ChinaCloud, found: Evidence, of: str) -> Number | Phrase:
    """Write a rate without its sign, as *about* where its rounded operands leave the last digit open."""
    return report.carried(Number(abs(found[of].value), "share", of, decimals=0), found[of])


def changed(
    report: ChinaCloud, found: Evidence, of: str, decimals: int = 0
) -> tuple[Assertion, Number | Phrase] | None:
    """Return how a figure that no series has stands to its base, and at which rate."""
    held = change(found)
    if held is None or not found[of].base_value > 0:
        return None
    now, then = found.at(of, found.quarter), found.at(of, found.quarter - 4)
    number = Number(abs(now.value / then.value - 1), "share", of, decimals=decimals)
    (low, high), (least, most) = now.bounds, then.bounds
    wide = replace(found[of], low=low / most, high=high / least)
    return held, report.carried(number, wide)


def part(
    report: ChinaCloud, above: str, below: str, company: str, quarter: Quarter, decimals: int = 0
) -> Phrase | None:
    """Write what one measure is of another, with the two amounts that it is made of; nothing across definitions."""
    one, other = (evidence(report, m, company, quarter=quarter) for m in (above, below))
    held = times_of(company, one[company], other[company], one)
    return report_share(report, held, company, decimals) if held else None


def newest_pair(
    report: ChinaCloud, told_of: Callable[[ChinaCloud, str, Quarter], Phrase | None]
) -> tuple[Quarter, Phrase, Phrase] | None:
    """Return the newest quarter for which a share is known of both groups that are compared, with the two shares."""
    for quarter in reversed(report.quarters):
        theirs, ours = (told_of(report, c, quarter) for c in report.pair)
        if theirs and ours:
            return quarter, theirs, ours
    return None


def per_cent(report: ChinaCloud, share: float, of: str = "") -> Number:
    """A share of a company, by default of the one that the report is about, in whole per cents."""
    return Number(share, "share", of or report.subject, decimals=0)


def report_share(report: ChinaCloud, held: Assertion, of: str, decimals: int = 0) -> Phrase:
    """Write what one figure is of another as a share."""
    return report.quotient(held, Number(held.figure("ratio"), "share", of, decimals=decimals))


def last_told(row: Sequence[Point]) -> Quarter | None:
    """Return the newest quarter of a row that is known; None where none is."""
    return max((p.quarter for p in row if p.known), default=None)


def none_since(report: ChinaCloud, sentence: Statement, measure: str, of: str, last: Quarter, /) -> Statement:
    """Add to what was last told of a quarter that nothing newer is known; the sentence itself where nothing is newer."""
    later = [q for q in report.quarters if q > last]
    if not later:
        return sentence
    silent = [absence(evidence(report, measure, of, quarter=q)) for q in later]
    return report.state("{sentence}; the data hold none since", *silent, sentence=sentence)
