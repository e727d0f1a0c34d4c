"""Contracted revenue to come: each company's own measure, with its definition, never ranked."""

from __future__ import annotations

from ...exhibits.display import Columns, Display, Head, figure
from ...language import N_
from ...language.number import Number
from ...metrics.points import Point
from ...statements import Evidence, Population, Quantified, Statement, change, each
from .context import Review

MEASURES = ("commercial_rpo", "rpo", "cloud_backlog")


def backlog_rows(review: Review) -> list[Point]:
    """The newest contracted-revenue figure of every company and measure stated this quarter."""
    return [p for c in review.beside("cloud") for m in MEASURES if (p := review.point(m, c)).known]


def stated_contracts(review: Review) -> Evidence:
    """Each company's contracted revenue on the measure of its own that it leads with, held against the year before."""
    held = backlog_owners(review)
    return review.evidence({c: _leading(review, c) for c in held.members}, held, "yoy")


def _leading(review: Review, company: str) -> str:
    """The first of a company's measures that can be held against the year before, else the first it states."""
    stated = [m for m in MEASURES if review.point(m, company).known]
    compared = [m for m in stated if review.point(f"{m}.yoy", company).known]
    return next(iter([*compared, *stated]), _usual(review, company))


def backlog_owners(review: Review) -> Population:
    """The companies that have ever stated a backlog or RPO up to this quarter."""
    wanted = review.beside("cloud")
    return Population(
        "companies with contracts", tuple(c for c in wanted if any(_ever(review, m, c) for m in MEASURES))
    )


def _ever(review: Review, metric: str, company: str) -> bool:
    return any(p.known for (c, _), p in review.points(metric).items() if c == company)


def _usual(review: Review, company: str) -> str:
    return next(m for m in MEASURES if _ever(review, m, company))


_GREW = Quantified(
    every=N_("Contracted revenue grew on the year at all {n} companies"),
    both=N_("Contracted revenue grew on the year at both companies"),
    none=N_("Contracted revenue grew on the year at no company"),
    k_of_n=N_("Contracted revenue grew on the year at {k} of {n} companies"),
    k_of_known=N_("Of {n} companies, {m} can be compared, and contracted revenue grew on the year at {k}"),
    every_known=N_("Contracted revenue grew on the year at {true}; {unknown} cannot be compared"),
    none_known=N_(
        "Contracted revenue grew on the year at none of the {m} of {n} companies that can be compared"
    ),
    not_one_known=N_("Contracted revenue of {false} did not grow on the year; {unknown} cannot be compared"),
    one=N_("Contracted revenue of {true} grew on the year"),
    not_one=N_("Contracted revenue of {false} did not grow on the year"),
    nothing=N_("Contracted revenue cannot be compared on the year in {quarter}"),
)


def backlog_message(review: Review) -> Statement:
    """Say at how many companies contracted revenue grew, each on its own measure, and where it multiplied."""
    stated = stated_contracts(review)
    grown = each(stated, "rose")
    if grown is None:
        return review.nothing("The data hold no backlog or RPO up to {quarter}", stated)
    first = review.counted(_GREW, grown, review.company)
    doubled = [v for v in stated.compared if v.base_value > 0 and v.value >= 1.995 * v.base_value]
    if not doubled:
        return first
    most = max(doubled, key=lambda v: v.value / v.base_value)
    return review.state(
        "{sentence}; {company} {measure} is {times} that of a year before",
        change(stated.only(most.of)),
        sentence=first,
        company=review.possessive(review.company(most.of)),
        measure=measure_name(review, most.measure),
        times=Number(most.value / most.base_value, "times", most.of),
    )


def measure_name(review: Review, metric: str) -> str:
    """Name a measure of contracted revenue."""
    return {
        "commercial_rpo": review.say("commercial RPO"),
        "rpo": review.say("RPO"),
        "cloud_backlog": review.say("cloud backlog"),
    }[metric]


def _quarter(back: int) -> Head[Review]:
    """The figures of one quarter."""
    return figure(
        lambda review: str(review.quarter - back),
        lambda review, p: review.point(p.metric, p.company, review.quarter - back),
        Review.money,
        0.75,
    )


backlog = Review.shows(
    Display(
        "backlog",
        backlog_rows,
        Columns(
            Head(N_("Company"), lambda review, p: review.company(p.company), share=0.9),
            Head(N_("Measure"), lambda review, p: measure_name(review, p.metric), share=1.6),
            *map(_quarter, (4, 1, 0)),
            figure(
                N_("on the year"),
                lambda review, p: review.point(f"{p.metric}.yoy", p.company),
                Review.growing,
                0.85,
                computed=True,
            ),
            Head(N_("What it counts"), Review.counts, share=3.95, on_screen=True),
        ),
        subtitle=N_("Contracted revenue not yet recognised, {unit}, end of the quarter"),
        message=backlog_message,
        alt=N_("Table of contracted revenue by company with what each measure counts. {title}."),
        notes=(
            N_(
                "The measures differ: they are neither added nor ranked. Growth is given only on one definition."
            ),
            Review.missing_note,
        ),
        absent=N_("The data hold no backlog or RPO of a company for {quarter}."),
    )
)
