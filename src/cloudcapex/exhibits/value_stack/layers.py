"""The layers over time: what model providers take in beside what the chip maker sells."""

from __future__ import annotations

from ..charts.lines import Line, line_chart
from ..exhibit import Exhibit
from ..points import Point
from ..review.signals import lab_row
from ..theme import FULL_WIDTH, company_colour
from .context import LAB_NAMES, ValueStack

LABS = ("openai", "anthropic")


def layers_over_time(report: ValueStack) -> Exhibit:
    """Draw run-rates of laboratories and clouds beside NVIDIA's data-centre revenue of four quarters."""
    say, language = report.say, report.language
    subtitle = say(
        "{unit}: data-centre revenue of four quarters; newest run-rate stated in each quarter",
        unit=language.unit_name(),
    )
    rows: list[tuple[str, str, list[Point]]] = [
        (say("NVIDIA data centre"), "nvidia", report.row("data_center_revenue.ttm", "nvidia")),
        *((LAB_NAMES[lab], lab, lab_row(report, lab)) for lab in LABS),
        (say("Microsoft AI"), "microsoft", report.row("ai_business_run_rate", "microsoft")),
        (say("AWS AI"), "amazon", report.row("cloud_ai_run_rate", "amazon")),
    ]
    rows = [row for row in rows if any(p.known for p in row[2])]
    title = layers_message(report, {company: points for _, company, points in rows})
    if not rows:
        reason = say("No layer had stated what it takes in by {quarter}.", quarter=report.quarter)
        return report.absent("layers_over_time", title, subtitle, reason)
    return report.exhibit(
        "layers_over_time",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            report.quarters,
            [
                Line(
                    name,
                    company_colour(company),
                    tuple(p.value for p in points),
                    frozenset(i for i, p in enumerate(points) if p.soft),
                )
                for name, company, points in rows
            ],
            write=language.amount,
            tick=lambda v: language.number(v / language.unit_size, 0),
            width=FULL_WIDTH,
            height=2.4,
        ),
        points=[p for _, _, points in rows for p in points if p.known],
        alt=say("Line chart of run-rates and data-centre revenue. {title}.", title=title),
        notes=[
            say(
                "The lines must not be added: what a laboratory takes in it pays on to clouds, and clouds to the chip maker. Hollow marks are press reports or estimates; dots stand where a figure is stated now and then."
            )
        ],
    )


def layers_message(report: ValueStack, rows: dict[str, list[Point]]) -> str:
    """Compare the newest value of the lowest layer with the laboratories'."""
    say, language = report.say, report.language
    sold = next((p for p in reversed(rows.get("nvidia", [])) if p.known), None)
    labs = [next((p for p in reversed(rows[lab]) if p.known), None) for lab in LABS if lab in rows]
    known = [p for p in labs if p is not None]
    if sold is None:
        return say("What each layer takes in was not yet stated in {quarter}", quarter=report.quarter)
    if not known:
        return say(
            "NVIDIA’s data-centre revenue of four quarters is {amount}; no laboratory’s was known",
            amount=language.money(sold.value),
        )
    return say(
        "NVIDIA sold data centres {sold} in four quarters; {labs} run at {rate} a year",
        sold=language.money(sold.value),
        labs=language.join(LAB_NAMES[p.company] for p in known),
        rate=language.money(sum(p.value for p in known)),
    )
