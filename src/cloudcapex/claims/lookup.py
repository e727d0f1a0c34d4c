"""Where a measure is looked up: which table or metric answers a question about whom."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import replace

import pandas as pd

from ..periods import Quarter
from ..schema.grades import weakest
from . import company_figures, deal_figures, table_figures
from .entities import Entity
from .findings import Bearing, Finding
from .growth import stated_first
from .measures import POINTS, ClaimMeasure
from .parts import Part
from .resolve import Question
from .spans import Span, of_quarter
from .table_figures import MARKET_MEASURES
from .vocabulary import Vocabulary, vocabulary

_WAYS = 512  # five companies on three bases are 243
LAB_REVENUE = ("revenue", "run_rate", "monthly_revenue")


def look_up(question: Question, measure: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Everything the data hold on a measure of whom the question is about, plainest first.

    Parameters
    ----------
    question : Question
        Who is asked about.
    measure : str
        Id of the measure, which need not be the question's own.
    span : Span
        When.
    as_of : date
        Nothing known later is seen.

    Returns
    -------
    list of Finding
        Empty where the data hold nothing.
    """
    if len(question.entities) > 1:
        return _sum_of(question, measure, span, as_of)
    entity = question.entities[0]
    if question.other is not None:
        return _between(measure, entity, question.other, span, as_of)
    if measure == "labs_backed":
        return deal_figures.backed(entity, list(question.named), span, as_of)
    return of_entity(measure, entity, span, as_of, question.published)


def look_up_guidance(question: Question, part: Part, as_of: dt.date) -> list[Finding]:
    """Everything that the one company a question is about gave beforehand of a measure, newest first."""
    entity = question.entity
    if entity is None or not entity.company or question.other is not None or question.forecaster:
        return []
    metrics = vocabulary().reads(entity, part.measure)
    return [
        f
        for s in part.spans
        for f in table_figures.guidance(entity.company, entity.id, s, as_of, metrics)
        if metrics
    ]


def of_entity(
    measure: str, entity: Entity, span: Span, as_of: dt.date, published: dt.date | None = None
) -> list[Finding]:
    """Look up a measure of one entity; what a company's part or product alone does not state is not looked up here."""
    known = vocabulary()
    asked = known.measures.get(measure)
    if asked is not None and asked.change in POINTS:
        return _in_points(asked, entity, span, as_of, published)
    market = asked.market if asked is not None else ""
    if market:
        return table_figures.market_share(market, entity, span, as_of)
    if entity.market:
        return table_figures.market(entity, measure, span, as_of) if measure in MARKET_MEASURES else []
    if measure == "exchange_rate":
        return table_figures.exchange_rate(span, as_of)
    if measure in ("capex_guidance", "guidance_raise"):
        find = table_figures.guidance if measure == "capex_guidance" else table_figures.guidance_raise
        return find(entity.company, entity.id, span, as_of)
    if measure in ("share_of_growth", "share_of_group", "share_of_group_profit"):
        return _share(measure, entity, span, as_of, known)
    if measure == "profitable_quarters":
        return _profitable(entity, span, as_of, published)
    if entity.lab and measure in _LAB:
        return _LAB[measure](entity, span, as_of)
    if entity.lab and not entity.company and measure in LAB_REVENUE:
        return table_figures.lab_revenue(entity, span, as_of, monthly=measure == "monthly_revenue")
    if not entity.company:
        return []
    found = [
        f
        for expression in known.reads(entity, measure)
        for f in company_figures.figures(expression, entity.company, entity.id, span, as_of, published)
    ]
    return stated_first(found, known.measures.get(measure), entity.company, as_of)


_LAB = {
    "valuation": deal_figures.valuations,
    "sought_valuation": deal_figures.valued_elsewhere,
    "round": deal_figures.rounds,
    "sought_round": deal_figures.came_of_it,
    "total_raised": deal_figures.raised,
}
_OF_TWO = {"stake": "stake", "credit_share": "cloud_credit_share"}
# What happens on a day: it can be borne out before the year that a claim names is over.
OF_A_DAY = frozenset((*_LAB, *_OF_TWO, "investment"))


def _in_points(
    asked: ClaimMeasure, entity: Entity, span: Span, as_of: dt.date, published: dt.date | None
) -> list[Finding]:
    """Compute by how many points a share or a growth differs from that of the year or the quarter before."""
    if asked.change == "points_qoq" and span.kind != "quarter":
        return []
    earlier = span.year_before if asked.change == "points" else of_quarter(span.quarter - 1)
    then = of_entity(asked.of, entity, earlier, as_of, published)
    found = []
    for now in of_entity(asked.of, entity, span, as_of, published):
        before = next((f for f in then if (f.metric, f.definition) == (now.metric, now.definition)), None)
        if before is None or not (now.single and before.single):
            continue
        found.append(
            replace(
                now,
                low=now.low - before.low,
                high=now.low - before.low,
                basis="derived",
                evidence=weakest((now.evidence, before.evidence)),
                sources=tuple(sorted({*now.sources, *before.sources})),
                bearing=now.bearing if now.bearing != "fact" else before.bearing,
            )
        )
    return found


def _between(measure: str, giver: Entity, taker: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    if measure == "investment":
        return deal_figures.investments(giver, taker, span, as_of)
    return deal_figures.of_deals(_OF_TWO[measure], giver, taker, span, as_of) if measure in _OF_TWO else []


def _sum_of(question: Question, measure: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Add several entities up on every basis that all of them have; parts that state none are bounded by their companies.

    What can be added only by mixing bases is returned as *mixed*, which confirms and contradicts nothing.
    """
    known = vocabulary()
    amount = known.measures.get(measure)
    if amount is None or not {"USD", "CNY", "count", "MW"} & set(amount.units):
        return []  # rates do not add up
    own = [of_entity(measure, e, span, as_of, question.published) for e in question.entities]
    if all(own):
        return [*_on_one_basis(own, span, "fact"), *_mixed(own, span)]
    whole = [known.parent(e) or e for e in question.entities]
    theirs = [of_entity(measure, e, span, as_of, question.published) for e in whole]
    if not all(theirs):
        return []
    bounds = _on_one_basis(theirs, span, "bound")
    # The widest measure that all of them have bounds any that their parts could mean.
    return [max(bounds, key=lambda f: f.high)] if bounds else _mixed(theirs, span)


def _on_one_basis(found: list[list[Finding]], span: Span, bearing: Bearing) -> list[Finding]:
    by_metric = [{f.metric: f for f in reversed(one)} for one in found]
    common = [m for m in dict.fromkeys(f.metric for f in found[0]) if all(m in one for one in by_metric)]
    sums = ([one[metric] for one in by_metric] for metric in common)
    return [_added(those, span, bearing) for those in sums if len({f.unit for f in those}) == 1]


def _mixed(found: list[list[Finding]], span: Span) -> list[Finding]:
    """Add every way to take one basis of each that mixes two: what a sum may have been made of."""
    first = [list({f.metric: f for f in reversed(one)}.values()) for one in found]
    ways = itertools.islice(itertools.product(*first), _WAYS)
    mixed = [w for w in ways if len({f.metric for f in w}) > 1 and len({f.unit for f in w}) == 1]
    return [_added(list(w), span, "mixed") for w in mixed]


def _added(found: list[Finding], span: Span, bearing: Bearing) -> Finding:
    total = math.fsum(f.high for f in found)
    return Finding(
        low=0.0 if bearing == "bound" else total,
        high=total,
        unit=found[0].unit,
        metric=found[0].metric,
        entity="+".join(f.entity for f in found),
        span=span,
        basis="derived",
        evidence=weakest(f.evidence for f in found),
        sources=tuple(sorted({s for f in found for s in f.sources})),
        bearing=bearing,
    )


def of_the_whole(entity: Entity, measure: str, span: Span, as_of: dt.date) -> list[Finding]:
    """Figures of the company that a part or product belongs to; none for a company itself.

    Parameters
    ----------
    entity : Entity
        A part or product.
    measure : str
        What is claimed of it.
    span : Span
        The period that the claim speaks of.
    as_of : date
        Nothing filed after it is looked at.
    """
    parent = vocabulary().parent(entity)
    return of_entity(measure, parent, span, as_of) if parent else []


def _share(measure: str, entity: Entity, span: Span, as_of: dt.date, known: Vocabulary) -> list[Finding]:
    """Compute what part of a group's revenue, of its added revenue or of its operating income a part brought."""
    parent = known.parent(entity)
    if parent is None:
        return []
    spans = (span, span.year_before) if measure == "share_of_growth" else (span,)
    amount = "operating_income" if measure == "share_of_group_profit" else "revenue"
    ours = [of_entity(amount, entity, s, as_of) for s in spans]
    theirs = [of_entity(amount, parent, s, as_of) for s in spans]
    if not all(ours) or not all(theirs):
        return []
    parts, wholes = [f[0] for f in ours], [f[0] for f in theirs]
    over = parts[0].low - (parts[1].low if len(parts) > 1 else 0.0)
    under = wholes[0].low - (wholes[1].low if len(wholes) > 1 else 0.0)
    if under <= 0 or parts[0].definition != parts[-1].definition:
        return []
    return [
        Finding(
            low=over / under,
            high=over / under,
            unit="share",
            metric=measure,
            entity=entity.id,
            span=span,
            definition=parts[0].definition,
            basis="derived",
            evidence=weakest(f.evidence for f in parts + wholes),
            sources=tuple(sorted({s for f in parts + wholes for s in f.sources})),
        )
    ]


def _profitable(entity: Entity, span: Span, as_of: dt.date, published: dt.date | None) -> list[Finding]:
    """Count how many quarters in a row had a profit, as the claim could know it; what came later overturns nothing."""
    then = min(as_of, published) if published else as_of
    known = _profits(entity, span, then)
    return known or [replace(f, bearing="recast") for f in _profits(entity, span, as_of)]


def _profits(entity: Entity, span: Span, as_of: dt.date) -> list[Finding]:
    """Count them on the definition that tells the longest row; figures on two are never one row."""
    found = [
        finding
        for expression in entity.reads.get("profitable_quarters", ())
        for _, frame in company_figures.series_of(expression, entity.company, as_of).groupby("definition")
        for finding in _in_a_row(expression, entity, span, frame)
    ]
    return sorted(found, key=lambda f: -f.low)[:1]


def _in_a_row(expression: str, entity: Entity, span: Span, frame: pd.DataFrame) -> list[Finding]:
    if len(frame):
        by_quarter = {str(q): g for q, g in frame.groupby("calendar_quarter")}
        quarter: Quarter = span.last_quarter
        count, sources = 0, set[str]()
        while (rows := by_quarter.get(str(quarter))) is not None and (rows["value"] > 0).all():
            count += 1
            sources |= {s for cell in rows["sources"] for s in str(cell).split(";") if s}
            quarter = quarter - 1
        if count:
            return [
                Finding(
                    low=float(count),
                    # Where the row ends for want of a figure, it may have gone on.
                    high=float(count) if str(quarter) in by_quarter else math.inf,
                    unit="count",
                    metric=expression,
                    entity=entity.id,
                    span=span,
                    basis="derived",
                    evidence="company",
                    sources=tuple(sorted(sources)),
                    bearing="fact" if str(quarter) in by_quarter else "bound",
                )
            ]
    return []
