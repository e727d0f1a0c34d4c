"""The layers over time: what model providers and clouds take in, and what the chip maker sells."""

from __future__ import annotations

from ... import facts
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.labs import run_rates
from ...metrics.points import Point
from .context import ValueStack


@ValueStack.shows
def layers_over_time(report: ValueStack) -> Exhibit:
    """Draw run-rates of laboratories and of clouds' AI business."""
    say, language = report.say, report.language
    subtitle = say("Newest run-rate stated in each quarter, {unit} a year", unit=language.unit_name())
    rows: list[tuple[str, str, list[Point]]] = [
        *(
            (report.party(lab), lab, run_rates(lab, report.quarters, report.as_of))
            for lab in facts.charted_labs()
        ),
        *((report.member(m), m.company, report.row(m.metric, m.company)) for m in facts.group("cloud_ai")),
    ]
    rows = [row for row in rows if any(p.known for p in row[2])]
    title = layers_message(report)
    if not rows:
        reason = say("No layer had stated what it takes in by {quarter}.", quarter=report.quarter)
        return report.absent("layers_over_time", title, subtitle, reason, wide=False)
    return report.exhibit(
        "layers_over_time",
        title=title,
        subtitle=subtitle,
        body=_lines(report, rows),
        points=[p for _, _, points in rows for p in points if p.known],
        alt=say("Line chart of run-rates by layer. {title}.", title=title),
        notes=[
            say(
                "The lines must not be added: what a laboratory takes in it pays on to clouds. Hollow marks are press reports or estimates."
            )
        ],
        wide=False,
    )


@ValueStack.shows
def chips_over_time(report: ValueStack) -> Exhibit:
    """Draw what the chip maker sells to data centres in four quarters."""
    say, language = report.say, report.language
    subtitle = say("NVIDIA’s data-centre revenue of four quarters, {unit}", unit=language.unit_name())
    maker = facts.only("chip_maker")
    row = report.row(f"{maker.metric}.ttm", maker.company)
    title = chips_message(report)
    if not any(p.known for p in row):
        reason = say(
            "NVIDIA had not stated its data-centre revenue for four quarters by {quarter}.",
            quarter=report.quarter,
        )
        return report.absent("chips_over_time", title, subtitle, reason, wide=False)
    return report.exhibit(
        "chips_over_time",
        title=title,
        subtitle=subtitle,
        body=_lines(report, [(report.company(maker.company), maker.company, row)]),
        points=[p for p in row if p.known],
        alt=say("Line chart of data-centre revenue. {title}.", title=title),
        notes=[
            say("NVIDIA’s quarters end about a month after the calendar’s; chips for other work are in it.")
        ],
        wide=False,
    )


def _lines(report: ValueStack, rows: list[tuple[str, str, list[Point]]]):
    language = report.language
    return line_chart(
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
        write=language.writes("USD", "chart"),
        scale=Scale.money(language),
    )


def layers_message(report: ValueStack) -> str:
    """Say what the laboratories take in together, against a year before."""
    say, language = report.say, report.language
    found = {lab: run_rates(lab, report.quarters, report.as_of) for lab in facts.charted_labs()}
    newest = {
        lab: point
        for lab, row in found.items()
        if (point := next((p for p in reversed(row) if p.known), None))
    }
    if not newest:
        return say("What model providers take in was not yet known in {quarter}", quarter=report.quarter)
    names = language.join(report.party(lab) for lab in newest)
    amount = Number(sum(p.value for p in newest.values()), "USD")
    before = [found[lab][-5] for lab in newest if len(found[lab]) > 4]
    now = [found[lab][-1] for lab in newest]
    if before and all(p.known for p in (*before, *now)):
        times = sum(p.value for p in now) / sum(p.value for p in before)
        return say(
            "{labs} run at {amount} a year, {times} the pace of a year before",
            labs=names,
            amount=amount,
            times=Number(times, "times"),
        )
    if len(newest) == 1:
        return say("{lab} runs at {amount} a year", lab=names, amount=amount)
    return say("{labs} run at {amount} a year", labs=names, amount=amount)


def chips_message(report: ValueStack) -> str:
    """Compare what the chip maker sold with what the laboratories take in."""
    say, language = report.say, report.language
    maker = facts.only("chip_maker")
    row = report.row(f"{maker.metric}.ttm", maker.company)
    sold = next((p for p in reversed(row) if p.known), None)
    if sold is None:
        return say(
            "What the chip maker sold to data centres was not yet stated in {quarter}", quarter=report.quarter
        )
    rates = [p for lab in facts.charted_labs() if (p := report.run_rate(lab)).known]
    amount = Number(sold.value, "USD")
    if not rates:
        return say("NVIDIA sold data centres {amount} in four quarters", amount=amount)
    values = {
        "amount": amount,
        "times": Number(sold.value / sum(p.value for p in rates), "times"),
        "labs": language.join(report.party(p.company) for p in rates),
    }
    if len(rates) == 1:
        return say(
            "NVIDIA sold data centres {amount} in four quarters, {times} what {labs} takes in", **values
        )
    return say("NVIDIA sold data centres {amount} in four quarters, {times} what {labs} take in", **values)
