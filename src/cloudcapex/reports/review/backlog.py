"""Contracted revenue to come: each company's own measure, with its definition, never ranked."""

from __future__ import annotations

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Column, Table, words
from ...language import N_
from ...language.number import Number
from ...metrics.points import Point
from ...statements import Evidence, Population, Quantified, Statement, absence, change, each
from .context import Review

MEASURES = ("commercial_rpo", "rpo", "cloud_backlog")


def backlog_rows(review: Review) -> list[Point]:
    """The newest contracted-revenue figure of every company and measure stated this quarter."""
    return [p for c in review.beside("cloud") for m in MEASURES if (p := review.point(m, c)).known]


@Review.shows
def backlog(review: Review) -> Exhibit:
    """Backlog and RPO by company with what each of them counts."""
    language = review.language
    found = backlog_rows(review)
    title = backlog_message(review)
    subtitle = review.say(
        "Contracted revenue not yet recognised, {unit}, end of the quarter",
        unit=language.unit_name(review.currency),
    )
    if not found:
        reason = review.say("No company had stated a backlog or RPO for {quarter}.", quarter=review.quarter)
        return review.exhibit(
            "backlog", title=title, subtitle=subtitle, body=Absence(reason), points=[], alt=reason
        )
    columns = (
        Column(review.say("Company"), "left", 0.9),
        Column(review.say("Measure"), "left", 1.15),
        Column(str(review.quarter - 4), "right", 0.75),
        Column(str(review.quarter - 1), "right", 0.75),
        Column(str(review.quarter), "right", 0.75),
        Column(review.say("on the year"), "right", 0.85),
        Column(review.say("What it counts"), "left", 4.4),
    )
    texts = _definitions()
    general = dict(zip(*(facts.load_metrics()[k] for k in ("id", "definition")), strict=True))
    rows, points = [], []
    for p in found:
        series = [
            review.point(p.metric, p.company, q)
            for q in (review.quarter - 4, review.quarter - 1, review.quarter)
        ]
        growth = review.point(f"{p.metric}.yoy", p.company)
        points += [*series, growth]
        rows.append(
            (
                words(review.company(p.company)),
                words(measure_name(review, p.metric)),
                *(review.cell(x, review.money(x)) for x in series),
                review.cell(growth, language.writes("share", "table", sign=True)).plain(),
                words(review.say(texts.get((p.metric, p.company, p.definition)) or general[p.metric])),
            )
        )
    return review.exhibit(
        "backlog",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=points,
        alt=review.say(
            "Table of contracted revenue by company with what each measure counts. {title}.", title=title
        ),
        notes=[
            review.say(
                "The measures differ: they are neither added nor ranked. Growth is given only on one definition."
            ),
            review.missing_note(),
        ],
    )


def stated_contracts(review: Review) -> Evidence:
    """Each company's contracted revenue on the measure of its own that it leads with, held against the year before."""
    held = backlog_owners(review)
    measures = {
        c: next((m for m in MEASURES if review.point(m, c).known), _usual(review, c)) for c in held.members
    }
    return review.evidence(measures, held, "yoy")


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
    k_of_known=N_("Of {n} companies {m} can be compared, and contracted revenue grew on the year at {k}"),
    every_known=N_("Contracted revenue grew on the year at the {k} of {n} companies that can be compared"),
    none_known=N_(
        "Contracted revenue grew on the year at none of the {m} of {n} companies that can be compared"
    ),
    one=N_("Contracted revenue of {true} grew on the year"),
    not_one=N_("Contracted revenue of {false} did not grow on the year"),
    nothing=N_("Contracted revenue cannot be compared on the year in {quarter}"),
)


def backlog_message(review: Review) -> Statement:
    """Say at how many companies contracted revenue grew, each on its own measure, and where it multiplied."""
    stated = stated_contracts(review)
    grown = each(stated, "rose")
    if grown is None:
        return review.state(
            "The data hold no backlog or RPO up to {quarter}", absence(stated), quarter=review.quarter
        )
    first = review.counted(_GREW, grown, review.company, quarter=review.quarter)
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


def _definitions() -> dict[tuple[str, str, str], str]:
    frame = facts.load_definitions()
    return {
        (str(r["metric"]), str(r["company"]), str(r["definition"])): str(r["text"])
        for r in frame.to_dict("records")
    }
