"""Where a dollar goes: the flows of the central case."""

from __future__ import annotations

import pandas as pd

from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.sankey import Ribbon, Station, sankey_chart
from ...exhibits.display import Display, when
from ...language import N_, Number
from ...models.value_stack import NODES, SOURCES
from ...statements import Assertion, Phrase, Statement, Value, span
from .context import ValueStack
from .figures import central, figure, gathered, told, unestimated

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


def _ribbons(report: ValueStack) -> list[Ribbon]:
    """Return the flows of the central case, each cent from its source to where it stays."""
    if not report.complete:
        return []
    return [Ribbon(source, target, cents) for (source, target), cents in report.cents.items()]


def _flows(report: ValueStack, ribbons: list[Ribbon]) -> Chart:
    columns = {"users": 0, "investors": 0, **{name: place for place, name in enumerate(NODES, 1)}}
    last = {target for _, target in report.cents} - {source for source, _ in report.cents}
    nodes = [
        Station(key, report.node(key), report.colour(key), None if key in last else columns.get(key))
        for key in DOWNWARDS
    ]
    return sankey_chart(
        nodes,
        ribbons,
        height=4.1,
        write=lambda cents: report.language.write(
            Number(cents / 100, "number", decimals=1 if cents < 10_000 else 0, place="chart")
        ),
    )


def _frame(_: ValueStack, ribbons: list[Ribbon]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"from": r.source, "to": r.target, "dollars_of_100": r.cents / 100} for r in ribbons if r.cents]
    )


def destination_message(report: ValueStack) -> Statement:
    """Say how much of users' money reaches clouds, and how much more investors send them."""
    if not report.complete:
        return report.state(
            "How a dollar of generative-AI revenue is divided cannot be told for {quarter}",
            unestimated(report),
            quarter=report.quarter,
        )
    users = central(report, "users", 100.0, "number")
    clouds, of_clouds, span_of_clouds = _of_hundred(report, "clouds_of_hundred", "clouds_of_revenue")
    held = (*told(report, users, clouds), *span_of_clouds)
    values = {"all": _whole(users), "clouds": _whole(clouds), "range": of_clouds}
    if report.medians.get("investors", 0.0) < 0.005:
        return report.state(
            "Of {all} dollars that users pay, {clouds} ({range}) reach clouds", *held, **values
        )
    more, of_more, span_of_more = _of_hundred(report, "investors_of_hundred", "investors")
    held = (*held, *told(report, more), *span_of_more)
    values |= {"more": _whole(more), "span": of_more}
    if "paid_use" not in report.medians:
        return report.state(
            "Of {all} dollars that users pay, {clouds} ({range}) reach clouds; investors send {more} ({span}) more",
            *held,
            **values,
        )
    paid, _, _ = _of_hundred(report, "paid_of_hundred", "paid_use")
    return report.state(
        "Of {all} dollars that users pay, {clouds} ({range}) reach clouds, {paid} without free use; investors send {more} ({span}) more",
        *held,
        *told(report, paid),
        paid=_whole(paid),
        **values,
    )


def _of_hundred(report: ValueStack, name: str, output: str) -> tuple[Value, Phrase, list[Assertion]]:
    """Return the middle of all draws, of a hundred dollars, and between what nine of ten lie."""
    drawn, documents = report.simulation.intervals[output], report.documents_of(report.choice)
    middle, low, high = (
        figure(report, name, of, found * 100, "number", documents, modelled=True)
        for of, found in (("median", drawn.median), ("low", drawn.low), ("high", drawn.high))
    )
    held = span(gathered(report, (low, high), "ends"))
    return middle, report.range(_whole(low), _whole(high)), [held] if held else []


def _parts_of_clouds(report: ValueStack, _: object) -> str:
    """Part what the chart shows clouds to receive, as the title does."""
    if not report.complete or ("investors", "models") not in report.cents:
        return ""
    answers = report.answers
    users, all_ = answers["clouds_of_revenue"], answers.get("clouds_in_all", answers["clouds_of_revenue"])

    def dollars(share: float) -> str:
        return report.language.write(Number(share * 100, "number", decimals=1))

    parted = report.say(
        "Of the {all} dollars that clouds receive, {users} are users’ money and {more} investors’.",
        all=dollars(all_),
        users=dollars(users),
        more=dollars(all_ - users),
    )
    if "free_use" not in answers:
        return parted
    said = [
        parted,
        report.say(
            "Of investors’ dollars, {free} serve users who pay nothing; as far as a margin behind the estimates bears that use, users’ money pays for it.",
            free=dollars(answers["free_use"]),
        ),
    ]
    if "paid_use" in report.medians:
        paid, _, _ = _of_hundred(report, "paid_of_hundred", "paid_use")
        said.append(
            report.say(
                "Were investors to pay for all free use, {paid} of users’ dollars would reach clouds: the {paid} of the title.",
                paid=_whole(paid),
            )
        )
    return report.language.sentences(*said)


def _whole(value: Value) -> Number:
    """Print a figure without a digit that the assumptions do not carry."""
    return Number(value.value, value.unit, value.of, decimals=0)


where_it_goes = ValueStack.shows(
    Display(
        "where_it_goes",
        _ribbons,
        _flows,
        N_("Dollars of each 100 that users pay for generative AI, central case of the model"),
        destination_message,
        N_("Flow chart from users through applications, model providers, clouds and chip makers. {title}."),
        notes=(
            N_(
                "The title has the middle of all draws and, in brackets, what nine of ten hold; the chart has one case, each assumption at the middle of what is drawn of it. Each layer passes on exactly what it receives, to the cent; the CSV has every cent."
            ),
            _parts_of_clouds,
            when(
                lambda report, _: ("investors", "models") in report.cents,
                N_(
                    "Investors’ money is the compute that model providers’ revenue does not pay for. It is not part of the 100 dollars."
                ),
            ),
            when(
                lambda report, _: ("clouds", "chips_suppliers") in report.cents,
                N_(
                    "What passes chip makers by is for chips of clouds’ own, which bear no merchant’s margin."
                ),
            ),
            when(
                lambda report, _: ("clouds", "chips") not in report.cents,
                N_(
                    "No estimate known on the day tells how clouds divide what they receive, so the flow ends with them."
                ),
            ),
        ),
        data=_frame,
        sources=lambda report, _: report.documents_of(report.choice),
        absent=ValueStack.no_estimates,
    )
)
