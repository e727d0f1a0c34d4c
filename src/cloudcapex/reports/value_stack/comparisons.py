"""Figures of the data, one over another, beside the answers of the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ... import facts
from ...exhibits.tables.table import Cell
from ...language import Number
from ...metrics.points import Point, letters_of
from ...statements import Value
from .context import ValueStack, entry_points
from .figures import figure

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
    "openai_compute",
    *(f"promised_by_{lab}" for lab in COMMITTED),
    "chips_to_users",
)


def compared(report: ValueStack, key: str, found: Comparison | None) -> Value:
    """Return a comparison as a figure of a sentence."""
    points = found.points if found else ()
    ratio = found.ratio if found else math.nan
    return figure(report, "against", key, ratio, "times", points=points)


# the comparisons, layer by layer -----------------------------------------------------------


def modelled(report: ValueStack, name: str) -> str:
    """Write the model's answer in the middle of its draws; empty where it has none.

    Parameters
    ----------
    report : ValueStack
        With its draws.
    name : str
        Of the answer: ``clouds_of_revenue``, a share.
    """
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
    paid = report.market("size")
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
        model=modelled(report, "clouds_of_revenue"),
    )


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
        bought = entry_points(report, lab, entries)
        yield Comparison(
            f"promised_by_{lab}",
            say("{lab}’s purchase commitments, over its newest run-rate", lab=report.party(lab)),
            Cell(
                say("≥ {amount}", amount=Number(amount.low, "USD")),
                url=newest.url,
                marks=letters_of(bought),
                kind="figure",
                hint=newest.title,
            ),
            _money(report, rate),
            years,
            say("≥ {years}", years=Number(years, "years")),
            "",
            say(
                "Commitments run for years and some can be cancelled. At the model’s share, at least {years} of today’s revenue would pay them.",
                years=Number(years / spent, "years"),
            )
            if spent
            else say("Commitments run for years and some can be cancelled."),
            (*bought, rate),
        )


def _chips(report: ValueStack) -> Iterator[Comparison]:
    """What the chip maker sells, over what users pay."""
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
        model=modelled(report, "chips_bought"),
    )
