"""What companies said they would spend: the ladder of statements about each year, as known on a day."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from .. import facts
from ..paths import Stamp, stamp
from ..periods import parse_date
from ..schema.grades import weakness
from ..schema.rows import rows_of
from .faults import FigureKey, LadderRow, figure_of, refuse_faults, same_day_rivals
from .targets import Target, target

# What the facts do not hold: the definition says what it is.
OTHER = "other"
CAPEX_BASES = (
    "capex_cash",
    "capex_with_finance_leases",
    "capex_gross",
    "capex_net_of_incentives",
    "capex_as_stated",
)


@dataclass(frozen=True)
class Guidance:
    """One statement about one target period, from every document of its day that tells it alike.

    Attributes
    ----------
    issued : date
        Day it was made.
    metric, definition : str
        The basis the figure stands on.
    low, high : float
        Ends in whole units of ``unit``; equal for a point. NaN where no such end was given, both for words alone.
    qualifier : str
        ``about``, ``over``, ``at_least``, ``up_to``; ``derived`` where others computed it from what was said.
    kind : str
        ``range``, ``point`` or ``qualitative``.
    status : str
        ``current``, ``superseded`` or ``not_comparable``, as of the ladder's day.
    reason : str
        Why it is not in force: ``replaced`` by a later statement, ``contradicted`` by a better document of its day,
        ``other_definition`` or ``other_basis`` than the one in force, ``not_stated`` by the company; else empty.
    words : str
        What was said, shortened.
    sources : tuple of str
        Source ids, the best document first.
    evidence : str
        The best grade among them.
    """

    issued: dt.date
    metric: str
    definition: str
    low: float
    high: float
    unit: str
    qualifier: str
    kind: str
    status: str
    reason: str
    words: str
    sources: tuple[str, ...]
    evidence: str

    @property
    def figure(self) -> bool:
        """Whether it gives a number at all."""
        return math.isfinite(self.low) or math.isfinite(self.high)

    @property
    def ends(self) -> tuple[float, float]:
        return self.low, self.high


@dataclass(frozen=True)
class Ladder:
    """Everything a company said about one period, oldest first.

    Attributes
    ----------
    metric, definition : str
        The basis of the statement in force; figures on another one are ``not_comparable``.
    """

    company: str
    target: Target
    metric: str
    definition: str
    statements: tuple[Guidance, ...]

    @property
    def measure(self) -> str:
        """What it is of: its metric, or the definition that names what the facts do not hold."""
        return self.definition if self.metric == OTHER else self.metric

    @property
    def basis(self) -> tuple[str, str, str]:
        """What amounts have to share to be added up: metric, definition and unit, of a ladder with figures."""
        return self.metric, self.definition, self.figures[-1].unit

    @property
    def figures(self) -> tuple[Guidance, ...]:
        """The figures that may be held against one another: those of the company on the basis in force."""
        return tuple(s for s in self.statements if s.figure and s.reason in ("", "replaced"))

    @property
    def words(self) -> tuple[Guidance, ...]:
        """The statements without a figure."""
        return tuple(s for s in self.statements if not s.figure)

    @property
    def first(self) -> Guidance | None:
        return self.figures[0] if self.figures else None

    @property
    def last(self) -> Guidance | None:
        return self.figures[-1] if self.figures else None


def added(found: Sequence[Ladder]) -> tuple[float, float] | None:
    """Add up what several companies last guided for one period.

    Parameters
    ----------
    found : sequence of Ladder
        One a company, each with figures that have both ends.

    Returns
    -------
    tuple of float or None
        Both ends in whole units; None where the figures stand on more than one basis, and so are no sum.
    """
    told = [ladder.figures[-1] for ladder in found]
    if len({ladder.basis for ladder in found}) != 1:
        return None
    return math.fsum(one.low for one in told), math.fsum(one.high for one in told)


def ladders(
    companies: Iterable[str] | None = None,
    as_of: dt.date | str | None = None,
    *,
    until: dt.date | None = None,
    bases: Iterable[str] = CAPEX_BASES,
    definition: str = "",
) -> list[Ladder]:
    """Return the ladder of every company and target period.

    Parameters
    ----------
    companies : iterable of str, optional
        Slugs; None for all. The house order is kept.
    as_of : date or str, optional
        Leave out statements that no document held by this day tells: a statement made earlier but known here only
        from a later document is left out too.
    until : date, optional
        Leave out statements made after this day, however early they are asked about.
    bases : iterable of str
        Metrics that count as one subject: `CAPEX_BASES`, or another measure alone.
    definition : str
        What `OTHER` stands for; empty for any.

    Returns
    -------
    list of Ladder
        By company, then by period; a company that said nothing has none. Ends in whole units, NaN where not given.

    Raises
    ------
    DataError
        For a malformed ladder, with the line of ``data/guidance.csv`` and the remedy.
    """
    bases = tuple(bases)
    rows = [r for r in _rows(stamp()) if r.metric in bases and definition in ("", r.definition)]
    if as_of is not None:
        day = parse_date(as_of, where="as_of")
        rows = [r for r in rows if r.known <= day]
    if until is not None:
        rows = [r for r in rows if r.issued <= until]
    table = facts.load_companies()
    house = {slug: place for place, slug in enumerate(table["slug"])}
    wanted = house if companies is None else set(companies)
    parts: dict[tuple[str, Target], list[LadderRow]] = {}
    for row in rows:
        if row.company in wanted:
            parts.setdefault((row.company, row.target), []).append(row)
    order = sorted(parts, key=lambda k: (house[k[0]], k[1].quarters[0], k[1].label))
    return [_ladder(*key, parts[key]) for key in order]


def subjects(company: str) -> tuple[tuple[str, str], ...]:
    """Return what a company ever guided on beside capex: each metric, and what `OTHER` stands for.

    Returns
    -------
    tuple of (str, str)
        Metric and definition, the latter empty but for `OTHER`; in the order of the table.
    """
    told = (r for r in _rows(stamp()) if r.company == company and r.metric not in CAPEX_BASES)
    return tuple(dict.fromkeys((r.metric, r.definition if r.metric == OTHER else "") for r in told))


@lru_cache(maxsize=4)
def _rows(state: Stamp) -> tuple[LadderRow, ...]:
    """Rows of guidance with their line, period and the day their document is known to exist; those about capex checked."""
    table = facts.load_companies().set_index("slug")
    months = dict(table["fiscal_year_end_month"].astype(int))
    currency = dict(table["currency"])
    frame = facts.load_guidance()
    frame["line"] = frame.index + 2
    frame["known"] = facts.guidance_known()
    frame["currency"] = frame["company"].map(currency)
    labels = zip(frame["target_period"], frame["company"], strict=True)
    periods = [target(label, months[slug]) for label, slug in labels]
    rows = rows_of(frame.assign(target=pd.Series(periods, index=frame.index, dtype=object)), LadderRow)
    refuse_faults([r for r in rows if r.metric in CAPEX_BASES], facts.load_definitions())
    return tuple(rows)


def _ladder(company: str, period: Target, rows: Sequence[LadderRow]) -> Ladder:
    alike: dict[tuple[str, FigureKey], list[LadderRow]] = {}
    for row in rows:
        alike.setdefault((row.kind, figure_of(row)), []).append(row)
    rivals = same_day_rivals(rows)
    told = [_told(part) for part in alike.values()]
    spoken = sorted(told, key=lambda s: (s.issued, s.figure, s.metric, s.low))
    figures = [s for s in spoken if s.figure]
    firm = [s for s in figures if s.qualifier != "derived" and figure_of(s) not in rivals]
    base = (firm or figures or spoken)[-1]
    newest = spoken[-1].issued
    judged = [_standing(s, base, newest, rivals) for s in spoken]
    return Ladder(company, period, base.metric, base.definition, tuple(judged))


def _standing(s: Guidance, base: Guidance, newest: dt.date, rivals: set[FigureKey]) -> Guidance:
    """Say whether a statement is in force, and if not, why."""
    if not s.figure:
        later = s.issued < newest
        return replace(s, status="superseded", reason="replaced") if later else replace(s, status="current")
    if figure_of(s) in rivals:
        return replace(s, status="superseded", reason="contradicted")
    if s.metric != base.metric:
        return replace(s, status="not_comparable", reason="other_basis")
    if s.definition != base.definition:
        return replace(s, status="not_comparable", reason="other_definition")
    if s.qualifier == "derived":
        return replace(s, status="not_comparable", reason="not_stated")
    if s.issued < base.issued:
        return replace(s, status="superseded", reason="replaced")
    return replace(s, status="current")


def _told(rows: Sequence[LadderRow]) -> Guidance:
    """Make one statement of the documents that tell it alike; the best of them gives the words."""
    best = min(rows, key=lambda r: (weakness(r.evidence), r.line))
    return Guidance(
        status="",
        reason="",
        words=best.statement,
        sources=tuple(dict.fromkeys((best.source_id, *sorted(r.source_id for r in rows)))),
        issued=best.issued,
        metric=best.metric,
        definition=best.definition,
        low=best.low,
        high=best.high,
        unit=best.unit,
        qualifier=best.qualifier,
        kind=best.kind,
        evidence=best.evidence,
    )


def movement(ladder: Ladder) -> str:
    """Say how the last figure stands to the first: raised, lowered, kept, narrowed, changed; empty for one alone."""
    first, last = ladder.first, ladder.last
    if first is None or last is None or len(ladder.figures) < 2:
        return ""
    low, high = _end(last.low, -math.inf), _end(last.high, math.inf)
    low0, high0 = _end(first.low, -math.inf), _end(first.high, math.inf)
    if (low, high) == (low0, high0):
        return "kept"
    if low >= low0 and high >= high0:
        return "raised"
    if low <= low0 and high <= high0:
        return "lowered"
    return "narrowed" if low > low0 and high < high0 else "changed"


def _end(value: float, absent: float) -> float:
    return value if math.isfinite(value) else absent


def told_of(ladders: Sequence[Ladder]) -> list[Ladder]:
    """The ladders with figures whose period most of them share: a sentence can speak of these together."""
    told = [ladder for ladder in ladders if ladder.last]
    if not told:
        return []
    counts = Counter(ladder.target.label for ladder in told)
    label = max(counts, key=lambda name: (counts[name], name.startswith("CY")))
    return [ladder for ladder in told if ladder.target.label == label]
