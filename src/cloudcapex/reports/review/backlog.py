"""Contracted revenue to come: each company's own measure, with its definition, never ranked."""

from __future__ import annotations

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Column, Table, words
from ...language import Number
from ...metrics.points import Point
from .context import Review

MEASURES = ("commercial_rpo", "rpo", "cloud_backlog")


def backlog_rows(review: Review) -> list[Point]:
    """The newest contracted-revenue figure of every company and measure stated this quarter."""
    wanted = [*review.companies, *(c for c in ("coreweave",) if c not in review.companies)]
    return [p for c in wanted for m in MEASURES if (p := review.point(m, c)).known]


@Review.shows
def backlog(review: Review) -> Exhibit:
    """Backlog and RPO by company with what each of them counts."""
    language = review.language
    found = backlog_rows(review)
    title = backlog_message(review)
    subtitle = review.say(
        "Contracted revenue not yet recognised, {unit}, end of the quarter", unit=language.unit_name()
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
                *(review.cell(x, language.writes("USD", "table")) for x in series),
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


def backlog_message(review: Review) -> str:
    """Say whose contracted revenue grew, in each company's own measure."""
    grown = [g for p in backlog_rows(review) if (g := review.point(f"{p.metric}.yoy", p.company)).known]
    grown = list({g.company: g for g in reversed(grown)}.values())
    if not grown:
        return review.say(
            "Contracted revenue cannot be compared on the year in {quarter}", quarter=review.quarter
        )
    top = max(grown, key=lambda g: g.value)
    values = {
        "company": review.possessive(review.company(top.company)),
        "measure": measure_name(review, top.metric.removesuffix(".yoy")),
        "growth": Number(abs(top.value), "share"),
        "times": Number(top.value + 1, "times"),
    }
    if top.value >= 1:
        return review.say("{company} {measure} is {times} that of a year before", **values)
    if top.value > 0:
        return review.say("{company} {measure} grew most, by {growth} on the year", **values)
    return review.say("Contracted revenue grew at no company on the year")


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
