"""The layers and the companies that the essay and its digest named, with what was said of them then."""

from __future__ import annotations

import pandas as pd

from ... import facts
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import Number
from ...metrics.points import Point
from ...models.value_stack import Named
from ...statements import Statement, absence, each_told
from .context import ValueStack
from .figures import claimed, gathered, word


@ValueStack.shows
def named_companies(report: ValueStack) -> Exhibit:
    """List the companies by layer: what they do, what was claimed of them, and what is known now."""
    say = report.say
    subtitle = say("By layer, in the order of the essay; figures as claimed in January 2023, unchecked")
    if not report.essay:
        title = report.state(
            "The data hold no drawing of the layers by {day}",
            absence(gathered(report, claimed(report), "ends")),
            day=report.language.date(report.day),
        )
        return report.absent("named_companies", title, subtitle)
    shown, rows, before = report.stack.companies, [], ""
    for company in shown:
        rows.append(
            (
                words(layer_name(report, company.layer) if company.layer != before else ""),
                words(company.name),
                words(say(company.does)),
                words(say(company.note) if company.note else ""),
                _now(report, company),
            )
        )
        before = company.layer
    columns = (
        Column(say("Layer"), "left", 1.0),
        Column(say("Company"), "left", 1.2),
        Column(say("What it does"), "left", 2.9),
        Column(say("Claimed then"), "left", 2.0),
        Column(say("Newest figure"), "left", 1.5),
    )
    title = named_message(report)
    return report.exhibit(
        "named_companies",
        title=title,
        subtitle=subtitle,
        body=Table(columns, tuple(rows)),
        points=[p for c in shown if (p := _figure(report, c)) is not None],
        data=pd.DataFrame(
            [
                {"layer": c.layer, "company": c.name, "does": c.does, "claims": ";".join(c.claims)}
                for c in shown
            ]
        ),
        extra_sources=report.documents_of({k: v for k, v in report.essay.items() if k == "models_cloud"}),
        notes=[say("– the data hold no figure. s rests on a secondary source, e is estimated.")],
        alt=say("Table of layers and the companies named in them. {title}.", title=title),
        tall=True,
    )


def named_message(report: ValueStack) -> Statement:
    """Count the companies by whether a filing or a statement tells their revenue now."""
    followed = [
        word(report, "followed", c.name, "yes" if _figure(report, c) is not None else "no")
        for c in report.stack.companies
    ]
    held = each_told(gathered(report, followed, "companies named"), "yes")
    assert held is not None  # the table names some
    return report.state(
        "Of {n} companies named in {month}, the data follow {k}",
        held,
        n=Number(float(len(followed)), "count"),
        month=report.language.month(min(c.estimate.known for c in report.essay.values() if c.estimate.known)),
        k=Number(float(held.count), "count"),
    )


def layer_name(report: ValueStack, layer: str) -> str:
    """Name a layer."""
    say = report.say
    return {
        "applications": say("Applications"),
        "models": say("Models"),
        "hosting": say("Hosting of models"),
        "clouds": say("Clouds"),
        "chips": say("Chips"),
        "foundries": say("Foundries"),
    }[layer]


def _figure(report: ValueStack, company: Named) -> Point | None:
    """The figure that stands for a company's business in its layer; None where the data do not follow it."""
    metrics = [m.metric for m in facts.group("named_figures") if m.company == company.slug]
    if company.slug in facts.whos("laboratory"):
        point = report.run_rate(company.slug)
    elif metrics:
        point = report.point(metrics[0], company.slug)
    else:
        return None
    return point if point.known else None


def _now(report: ValueStack, company: Named) -> Cell:
    point = _figure(report, company)
    if point is None:
        return missing("not_applicable")
    say = report.say
    source = report.newest_source(point)
    if point.unit == "share":
        text = say("{growth} on the year", growth=Number(point.value, "share", sign=True))
    elif point.metric == "revenue_run_rate":
        text = say("{amount} a year, run-rate", amount=Number(point.value, "USD"))
    else:
        text = say("{amount} in {quarter}", amount=Number(point.value, "USD"), quarter=point.quarter)
    return Cell(
        text,
        url=source.url if source else "",
        hint=source.title if source else "",
        marks=point.marks.replace("d", "").replace("r", ""),
    )
