"""Where a dollar goes: the flows of the central case."""

from __future__ import annotations

import pandas as pd

from ...exhibits.charts.sankey import Ribbon, Station, sankey_chart
from ...exhibits.exhibit import Exhibit
from ...language import Number
from ...models.value_stack import NODES, SOURCES
from ...statements import Statement, Value
from .context import ValueStack
from .figures import central, told, unestimated

# From the top down: what a layer keeps, then the next layer, which is itself an end where nothing tells more.
DOWNWARDS = (
    *SOURCES,
    "applications",
    "apps_profit",
    "apps_costs",
    "models",
    "models_keep",
    "clouds",
    "clouds_keep",
    "equipment",
    "chips",
    "chips_profit",
    "chips_suppliers",
)


@ValueStack.shows
def where_it_goes(report: ValueStack) -> Exhibit:
    """Draw the flows of the central case, each cent from its source to where it stays."""
    say = report.say
    subtitle = say("Dollars of each 100 that users pay for generative AI, central case of the model")
    if not report.complete:
        title = report.state(
            "How a dollar of generative-AI revenue is divided cannot be told for {quarter}",
            unestimated(report),
            quarter=report.quarter,
        )
        return report.absent("where_it_goes", title, subtitle)
    title = destination_message(report)
    columns = {"users": 0, "investors": 0, **{name: place for place, name in enumerate(NODES, 1)}}
    last = {target for _, target in report.cents} - {source for source, _ in report.cents}
    nodes = [
        Station(key, report.node(key), report.colour(key), None if key in last else columns.get(key))
        for key in DOWNWARDS
    ]
    ribbons = [Ribbon(source, target, cents) for (source, target), cents in report.cents.items()]
    frame = pd.DataFrame(
        [{"from": r.source, "to": r.target, "dollars_of_100": r.cents / 100} for r in ribbons if r.cents]
    )
    return report.exhibit(
        "where_it_goes",
        title=title,
        subtitle=subtitle,
        body=sankey_chart(
            nodes,
            ribbons,
            height=4.1,
            write=lambda cents: report.language.write(
                Number(cents / 100, "number", decimals=1 if cents < 10_000 else 0, place="chart")
            ),
        ),
        points=[],
        data=frame,
        extra_sources=report.documents_of(report.choice),
        alt=say(
            "Flow chart from users through applications, model providers, clouds and chip makers. {title}.",
            title=title,
        ),
        notes=[
            say(
                "A central case is one choice among many: what follows says how far it can be off. Each layer passes on exactly what it receives, to the cent; the CSV has every cent."
            ),
            say(
                "Investors’ money is what model providers lose beside their revenue. It is not part of the 100 dollars."
            )
            if ("investors", "models") in report.cents
            else "",
            say(
                "No estimate known on the day tells how clouds divide what they receive, so the flow ends with them."
            )
            if ("clouds", "chips") not in report.cents
            else "",
        ],
    )


def destination_message(report: ValueStack) -> Statement:
    """Say how much of users' money reaches clouds, and how much more investors send them."""
    answers = report.answers
    users = central(report, "users", 100.0, "number")
    clouds = central(report, "clouds_of_hundred", answers["clouds_of_revenue"] * 100, "number")
    values = {"all": _whole(users), "clouds": _whole(clouds)}
    sent = answers.get("clouds_in_all", answers["clouds_of_revenue"]) - answers["clouds_of_revenue"]
    if sent < 0.005:
        return report.state(
            "Of {all} dollars that users pay, {clouds} reach clouds", *told(report, users, clouds), **values
        )
    more = central(report, "investors_of_hundred", sent * 100, "number")
    return report.state(
        "Of {all} dollars that users pay, {clouds} reach clouds, and investors send {more} more",
        *told(report, users, clouds, more),
        more=_whole(more),
        **values,
    )


def _whole(value: Value) -> Number:
    """Print a figure without a digit that the assumptions do not carry."""
    return Number(value.value, value.unit, value.of, decimals=0)
