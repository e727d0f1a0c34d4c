"""The layers and the companies that the essay and its digest named, with what was said of them then."""

from __future__ import annotations

import math

import pandas as pd

from ... import facts
from ...exhibits.carried import print_point
from ...exhibits.display import Columns, Display, Head
from ...exhibits.tables.table import Cell, missing
from ...facts.rows import RoundRow
from ...language import N_, Number
from ...metrics.points import Point
from ...models.value_stack import Named
from ...schema.grades import marks
from ...schema.rows import rows_of
from ...statements import Statement, absence, each_told
from .context import ValueStack
from .figures import claimed, gathered, word

# By how many quarters a figure may be older than the edition: on a day on which not all have reported.
OLDEST = 2


def named_message(report: ValueStack) -> Statement:
    """Count the companies by whether a filing or a statement tells their revenue now."""
    if not report.essay:
        return report.state(
            "The data hold no drawing of the layers by {day}",
            absence(gathered(report, claimed(report), "ends")),
            day=report.language.date(report.day),
        )
    followed = [
        word(report, "followed", c.name, "yes" if _figure(report, c) is not None else "no")
        for c in report.stack.companies
    ]
    held = each_told(gathered(report, followed, "companies named"), "yes")
    assert held is not None  # the table names some
    return report.state(
        "Of {n} companies named in {month}, the data follow the revenue of {k}",
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
    if company.slug in facts.whos("laboratory"):
        point = report.newest_run_rate(company.slug)
        return point if point.known else None
    # Of the newest quarter that is told; where a company states an amount, that, else what it states in its place.
    metrics = [m.metric for m in facts.group("named_figures") if m.company == company.slug]
    points = (
        report.point(metric, company.slug, report.quarter - back)
        for back in range(OLDEST + 1)
        for metric in metrics
    )
    return next((p for p in points if p.known), None)


def _now(report: ValueStack, company: Named) -> Cell:
    point = _figure(report, company)
    if point is None:
        return missing("not_applicable")
    say = report.say
    source = report.newest_source(point)
    if point.unit == "share":
        text = say(
            "{growth} on the year in {quarter}",
            growth=print_point(point, report.language.writes("share", "prose", sign=True)),
            quarter=point.quarter,
        )
    elif point.metric == "revenue_run_rate":
        text = say(
            "{amount} a year, run-rate of {quarter}",
            amount=Number(point.value, "USD"),
            quarter=point.quarter,
        )
    else:
        text = say("{amount} in {quarter}", amount=Number(point.value, "USD"), quarter=point.quarter)
    return Cell(
        text,
        url=source.url if source else "",
        hint=source.title if source else "",
        marks=point.marks.replace("d", "").replace("r", ""),
    )


def _founded(report: ValueStack, company: Named) -> Cell:
    """Print the year a company was founded in, once a document known on the day gives it."""
    if company.founded is None or company.founded_known is None or company.founded_known > report.as_of:
        return missing("not_entered")
    return report.linked(str(company.founded), company.founded_source)


def _newest_round(report: ValueStack, company: Named) -> RoundRow | None:
    """The newest round of a laboratory that was priced, and that money was got in."""
    table = facts.load_rounds(report.day)
    table = table[(table["who"] == company.slug) & table["post_money"].notna() & (table["money"] == "got")]
    table = table[table["post_money_kind"] != "earlier price"]
    rows = rows_of(table.sort_values(["date", "round_id"]), RoundRow)
    return rows[-1] if company.slug and rows else None


def _raised(report: ValueStack, company: Named) -> Cell:
    """Print the newest priced round: what was raised, at what value, when."""
    row = _newest_round(report, company)
    if row is None:
        return missing("not_entered" if company.slug in facts.whos("laboratory") else "not_applicable")
    value = Number(row.post_money, row.post_money_currency)
    month = report.language.month(row.date)
    if math.isfinite(row.amount):
        text = report.say(
            "{amount} at {value}, {month}", amount=Number(row.amount, row.currency), value=value, month=month
        )
    else:
        text = report.say("at {value}, {month}", value=value, month=month)
    return report.linked(text, row.source_id, marks=marks("", row.evidence))


def _companies(report: ValueStack) -> tuple[Named, ...]:
    return tuple(report.stack.companies) if report.essay else ()


def _layer(report: ValueStack, company: Named) -> str:
    """Name the layer of a company in the row of its first."""
    first = next(c for c in report.stack.companies if c.layer == company.layer)
    return layer_name(report, company.layer) if company is first else ""


def _frame(report: ValueStack, shown: tuple[Named, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "layer": c.layer,
                "company": c.name,
                "does": c.does,
                "claims": ";".join(c.claims),
                "founded": _founded(report, c).text,
                "newest_priced_round": row.round_id if (row := _newest_round(report, c)) else "",
            }
            for c in shown
        ]
    )


def _documents(report: ValueStack, shown: tuple[Named, ...]) -> set[str]:
    """Documents of the essay, of rounds and of years of founding."""
    essay = report.documents_of({k: v for k, v in report.essay.items() if k == "models_cloud"})
    rounds = {row.source_id for c in shown if (row := _newest_round(report, c))}
    founded = {c.founded_source for c in shown if c.founded_known and c.founded_known <= report.as_of}
    return {*essay, *rounds, *founded}


named_companies = ValueStack.shows(
    Display(
        "named_companies",
        _companies,
        Columns(
            Head(N_("Layer"), _layer, share=1.0),
            Head(N_("Company"), lambda report, company: report.say(company.name), share=1.1),
            Head(N_("founded"), _founded, "right", 0.65),
            Head(N_("What it does"), lambda report, company: report.say(company.does), share=2.3),
            Head(
                N_("Claimed then"),
                lambda report, company: (
                    report.say(company.note) if company.note else missing("not_applicable")
                ),
                share=1.7,
            ),
            Head(N_("Newest priced round in the data"), _raised, share=1.3),
            Head(N_("Newest revenue"), _now, share=1.2),
        ),
        N_("By layer, in the order of the essay; figures as claimed in January 2023, unchecked"),
        named_message,
        N_("Table of layers and the companies named in them. {title}."),
        notes=(
            N_(
                "Revenue is of the newest quarter known up to {quarter} and of the layer alone: of cloud services at clouds, of data centres at NVIDIA."
            ),
            N_(
                "– the essay, or the data, hold no figure; n/e the data do not hold it yet. s rests on a secondary source, e is estimated."
            ),
        ),
        points=lambda report, shown: [p for c in shown if (p := _figure(report, c)) is not None],
        data=_frame,
        sources=_documents,
        absent=ValueStack.no_estimates,
        tall=True,
    )
)
