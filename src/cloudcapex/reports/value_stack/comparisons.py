"""Figures of the data, one over another, beside the answers of the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ... import facts
from ...exhibits.tables.table import Cell
from ...language import Number
from ...metrics.points import Point
from ...statements import Value
from .context import ValueStack, entry_points
from .figures import figure
from .layers import chip_pace

COMMITTED = ("openai", "anthropic")


@dataclass(frozen=True)
class Comparison:
    """One figure of the data over another, beside the answer of the model.

    Parameters
    ----------
    key : str
        What is compared, for the data.
    what : str
        In words.
    over, under : Cell
        The two figures, each linked to its document.
    ratio : float
        One over the other; the lower end where only a bound is known, NaN where either is missing.
    text : str
        The ratio as it is printed.
    model : str
        The answer of the model; empty where it has none.
    mind : str
        What must be kept in mind.
    points : tuple of Point
        The figures.
    """

    key: str
    what: str
    over: Cell
    under: Cell
    ratio: float
    text: str
    model: str
    mind: str
    points: tuple[Point, ...]


def comparisons(report: ValueStack) -> list[Comparison]:
    """Every comparison for which the data hold both figures, in a fixed order."""
    made = (c for make in (_of_users, _of_labs, _promised, _chips) for c in make(report))
    return [c for c in made if math.isfinite(c.ratio)]


# What the model can be held against, in the order of the table.
KEYS = (
    "openai_to_microsoft",
    "aws_ai",
    "microsoft_ai",
    "openai_compute",
    "labs_of_users",
    *(f"promised_by_{lab}" for lab in COMMITTED),
    "chips_to_users",
    "chips_to_labs",
)


def compared(report: ValueStack, key: str, found: Comparison | None) -> Value:
    """Return a comparison as a figure of a sentence."""
    points = found.points if found else ()
    ratio = found.ratio if found else math.nan
    return figure(report, "against", key, ratio, "times", [s for p in points for s in p.sources])


# the comparisons, layer by layer -----------------------------------------------------------


def _answer(report: ValueStack, name: str) -> str:
    """The model's answer in the middle of its draws."""
    return report.share(report.medians[name]) if report.complete and name in report.medians else ""


def _over(
    report: ValueStack,
    key: str,
    what: str,
    over: Point,
    under: Point,
    mind: str,
    *,
    model: str = "",
    write: Callable[[float], str] | None = None,
) -> Comparison:
    ratio = over.value / under.value if over.known and under.known and under.value > 0 else math.nan
    write = write or report.share
    return Comparison(
        key, what, _money(report, over), _money(report, under), ratio,
        write(ratio) if math.isfinite(ratio) else "", model, mind, (over, under),
    )  # fmt: skip


def _money(report: ValueStack, point: Point) -> Cell:
    return report.cell(point, report.language.writes("USD", "prose")).plain()


def _of_users(report: ValueStack) -> Iterator[Comparison]:
    """What reaches clouds, over what users pay."""
    say, partner = report.say, facts.only("openai_partner")
    paid, pace = report.market("size"), report.market("run_rate")
    clouds = _answer(report, "clouds_of_revenue")
    yield _over(
        report,
        "openai_to_microsoft",
        say(
            "Microsoft’s revenue from OpenAI in its fiscal year, over what users paid in about the same year"
        ),
        report.year_stated(partner.company, partner.metric),
        paid,
        say(
            "Filed over an estimate. One cloud and one customer; it holds a share of OpenAI’s revenue and compute that investors pay for."
        ),
        model=clouds,
    )
    yield _over(
        report,
        "aws_ai",
        say("AWS’s AI run-rate, over users’ run-rate"),
        _cloud_ai(report, "cloud_ai_run_rate"),
        pace,
        say("Both are stated as more than the figure. One cloud; not all of its AI work is generative."),
        model=clouds,
    )
    yield _over(
        report,
        "microsoft_ai",
        say("Microsoft’s AI run-rate, over users’ run-rate"),
        _cloud_ai(report, "ai_business_run_rate"),
        pace,
        say("Holds Microsoft’s own applications beside its cloud, so it cannot be added to the others."),
    )


def _cloud_ai(report: ValueStack, metric: str) -> Point:
    """The newest run-rate that a cloud states of its AI business."""
    company = next((m.company for m in facts.group("cloud_ai") if m.metric == metric), "")
    return report.last_stated(metric, company)


def _of_labs(report: ValueStack) -> Iterator[Comparison]:
    """What model providers take in and pay for compute."""
    say = report.say
    spent = report.choice.get("models_compute") if report.complete else None
    spending = report.lab("openai", "compute_rental_cost_year")
    yield _over(
        report,
        "openai_compute",
        say("OpenAI’s rented compute, over its revenue of the same year"),
        spending,
        report.lab("openai", "revenue_year", spending.period_end),
        say(
            "An expectation over a reported figure: all compute of one laboratory in a year, training with it. The model’s ratio is of two laboratories."
        ),
        model=report.share(spent.estimate.middle) if spent else "",
    )
    rate, pace = report.run_rate("openai"), report.market("run_rate")
    other = report.run_rate("anthropic")
    both = rate.value + other.value
    yield Comparison(
        "labs_of_users",
        say(
            "OpenAI’s and Anthropic’s run-rates up to {quarter}, over users’ run-rate", quarter=report.quarter
        ),
        Cell(
            say("{one} + {two}", one=Number(rate.value, "USD"), two=Number(other.value, "USD"))
            if math.isfinite(both)
            else "",
            url=(report.newest_source(other) or report.source_of_absence()).url,
            kind="figure",
        ),
        _money(report, pace),
        both / pace.value,
        say("≥ {part}", part=report.share(both / pace.value)) if math.isfinite(both / pace.value) else "",
        _answer(report, "models_revenue"),
        say("Two of several model providers, stated on different days; what applications pay them is in it."),
        (rate, other, pace),
    )


def _promised(report: ValueStack) -> Iterator[Comparison]:
    """What laboratories have promised to buy, over a year of their revenue."""
    say = report.say
    for lab in COMMITTED:
        amount, entries = report.commitments(lab)
        rate = report.run_rate_by_day(lab)
        if not entries or not rate.known or amount.low <= 0:
            continue
        years = amount.low / rate.value
        spent = report.central.get("models_cloud") if report.complete else None
        newest = report.source(entries[-1].source)
        yield Comparison(
            f"promised_by_{lab}",
            say("{lab}’s purchase commitments, over its newest run-rate", lab=report.party(lab)),
            Cell(
                say("≥ {amount}", amount=Number(amount.low, "USD")),
                url=newest.url,
                kind="figure",
                hint=newest.title,
            ),
            _money(report, rate),
            years,
            say("≥ {years}", years=Number(years, "years")),
            "",
            say(
                "Commitments run for years and some can be cancelled. At the model’s share, {years} of today’s revenue would pay them.",
                years=Number(years / spent, "years"),
            )
            if spent
            else say("Commitments run for years and some can be cancelled."),
            (*entry_points(report, lab, entries), rate),
        )


def _chips(report: ValueStack) -> Iterator[Comparison]:
    """What the chip maker sells, over what users pay and over what laboratories take in."""
    say = report.say
    maker = facts.only("chip_maker")
    sold = report.point(f"{maker.metric}.ttm", maker.company)
    yield _over(
        report,
        "chips_to_users",
        say("NVIDIA’s data-centre revenue of four quarters, over what users paid in a year"),
        sold,
        report.market("size"),
        say(
            "Purchases of a year on either side. NVIDIA also sells to others than clouds and for other work; the model leaves out what is built for other money than users’ and model providers’."
        ),
        model=_answer(report, "chips_bought"),
    )
    rate, other = report.run_rate("openai"), report.run_rate("anthropic")
    pace, both = chip_pace(report), rate.value + other.value
    if pace.known and math.isfinite(both) and both > 0:
        yield Comparison(
            "chips_to_labs",
            say(
                "NVIDIA’s data-centre revenue of the quarter, taken for a year, over the run-rates of OpenAI and "
                "Anthropic up to {quarter}",
                quarter=report.quarter,
            ),
            _at_pace(report, maker.company, maker.metric, pace),
            Cell(
                say(
                    "{one} + {two}",
                    one=Number(rate.value, "USD"),
                    two=Number(other.value, "USD"),
                ),
                url=(report.newest_source(rate) or report.source_of_absence()).url,
                kind="figure",
            ),
            pace.value / both,
            report.language.write(Number(pace.value / both, "times")),
            "",
            say(
                "An upper bound of what these two pay for chips: others buy them, too, and they also run on chips that clouds make."
            ),
            (report.point(maker.metric, maker.company), rate, other),
        )


def _at_pace(report: ValueStack, company: str, metric: str, pace: Value) -> Cell:
    """Print a quarter taken for a year, with the document of the quarter."""
    return report.linked(
        report.language.write(Number(pace.value, "USD")), *report.point(metric, company).sources
    )
