"""The front page: the answer as a title, how sure it is, and what the data say against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import facts
from ...language import N_, Number
from ...models import value_stack as model
from ...statements import Phrase, Statement, Value, span, times_of
from ..documents import publisher
from ..front_page import FrontPage, Taken, ended, front_page_of
from .against import against_message
from .comparisons import Comparison, compared, comparisons
from .context import ValueStack
from .destination import destination_message
from .figures import between, ends, figure, gathered, told, unestimated
from .layers import layers_message
from .moved import most_moved_by, tornado_message
from .one_day import one_day_message, told_day
from .sureness import essay_message, sureness_message


@ValueStack.shows
def front_page(report: ValueStack) -> FrontPage:
    """Compute the front page of the report."""
    say = report.say
    return front_page_of(
        report,
        band=say("VALUE STACK · WHERE A DOLLAR OF GENERATIVE AI GOES"),
        title=headline(report),
        summary=summary(report),
        takeaways=takeaways(report),
        aside_title=say("How to read the model"),
        asides=reading(report),
    )


def headline(report: ValueStack) -> Statement:
    """The answer in one line."""
    if not report.complete:
        return report.state(
            "Where a dollar of generative AI went in {quarter} cannot be told",
            unestimated(report),
            quarter=report.quarter,
        )
    return destination_message(report)


def summary(report: ValueStack) -> tuple[Statement, ...]:
    """Say what the model is, how sure its answer is, and against what it is held."""
    if not report.complete:
        return (report.state("{sentence}", unestimated(report), sentence=Phrase(report.no_estimates())),)
    count = figure(report, "assumptions", "model", len(report.choice), "count")
    first = report.state(
        _FOLLOWS_TO_CHIPS if ("clouds", "chips") in report.cents else _FOLLOWS_TO_CLOUDS,
        *told(report, count),
        count=Number(count.value, "count", "model"),
    )
    return first, report.state("{sentence}.", sentence=sureness_message(report))


_FOLLOWS_TO_CHIPS = N_(
    "The model follows a dollar from users through applications and model providers to clouds and chip makers, on {count} assumptions."
)
# Before an estimate of what clouds buy was known, the flow ends with them.
_FOLLOWS_TO_CLOUDS = N_(
    "The model follows a dollar from users through applications and model providers to clouds, on {count} assumptions."
)


def takeaways(report: ValueStack) -> list[Taken]:
    """Up to six findings, each with its exhibit."""
    tested = comparisons(report)
    made = [
        *(_of_model(report) if report.complete else ()),
        (report.state("Against the data."), ended(report, against_message(report, tested)), "against_data"),
        *_ahead(report, tested),
        _of_layers(report),
    ]
    return made[:6]


def _of_layers(report: ValueStack) -> Taken:
    """Set the layers side by side on one day, or tell what laboratories take in where no day has both."""
    lead = report.state("Layer by layer.")
    if told_day(report):
        return lead, ended(report, one_day_message(report)), "one_day"
    return lead, ended(report, layers_message(report)), "layers_over_time"


def _of_model(report: ValueStack) -> Iterator[Taken]:
    """What the essay's own ranges give, and what matters most."""
    yield report.state("The essay’s sum."), essay_message(report), "sureness"
    if model.swings(report.choice, "clouds_of_revenue"):
        most = most_moved_by(report, "clouds_of_revenue")
        yield (
            report.state("What matters most.", most),
            ended(report, tornado_message(report, "clouds_of_revenue")),
            "clouds_moved_by",
        )


def _ahead(report: ValueStack, tested: Sequence[Comparison]) -> Iterator[Taken]:
    """What is sold and promised ahead of revenue."""
    sold = next((c for c in tested if c.key == "chips_to_users"), None)
    if sold is not None and report.complete and "chips_bought" in report.medians:
        yield report.state("Built ahead."), _built(report, sold), "against_data"
    promised = [c for c in tested if c.key.startswith("promised_by_")]
    if promised:
        longest = max(promised, key=lambda c: c.ratio)
        yield report.state("Promised ahead."), _promised(report, longest), "against_data"


def _built(report: ValueStack, sold: Comparison) -> Statement:
    """Set the chips that the model has clouds buy in a year beside what the chip maker sells in one: purchases both."""
    documents = report.documents_of(report.choice)
    bought = figure(
        report, "chips_bought", "median", report.medians["chips_bought"], "share", documents, modelled=True
    )
    drawn = ends(report, "chips_bought", report.simulation.intervals["chips_bought"])
    ratio = compared(report, sold.key, sold)
    return report.state(
        "For a dollar that users pay, the model has clouds buy {model} ({range}) of it in merchants’ chips in a year, and NVIDIA sells {sold} dollars’ worth, for other work and to other buyers too.",
        *told(report, bought, ratio),
        span(gathered(report, drawn, "ends")),
        model=Number(bought.value, "share", "median", decimals=0),
        range=between(report, *drawn),
        sold=Number(ratio.value, "number", sold.key, decimals=1),
    )


def _promised(report: ValueStack, longest: Comparison) -> Statement:
    """Say what a laboratory has promised, in years of the run-rate told by then."""
    lab = longest.key.removeprefix("promised_by_")
    amount, entries = report.commitments(lab)
    rate = report.run_rate_by_day(lab)
    day = report.day.isoformat()
    committed = Value(
        of=f"{lab}>everybody",
        measure="ledger.commitment_low",
        value=amount.low,
        unit="USD",
        sources=tuple(sorted({e.source for e in entries})),
        when=day,
    )
    pace = figure(report, "run_rate_by_day", lab, rate.value, "USD", points=[rate], when=day)
    held = times_of(committed.of, committed, pace, gathered(report, [committed], "parties"))
    return report.state(
        "{lab} has promised to buy at least {amount} of compute and chips, at least {years} of its run-rate.",
        held,
        *told(report, committed),
        lab=report.party(lab),
        amount=Number(amount.low, "USD", committed.of),
        years=Number(longest.ratio, "years", committed.of),
    )


def reading(report: ValueStack) -> tuple[str, ...]:
    """What a reader must know before the first number."""
    say = report.say
    lines = [
        say(
            "A model on assumptions is not a measurement. Ranges say how far published estimates differ, not how wrong all of them may be."
        ),
        say(
            "Estimates, deals and statements published after {day} are left to later editions.",
            day=report.language.date(report.day),
        ),
    ]
    if not model.missing(report.essay):
        lines.insert(0, _essay(report))
    if report.own:
        lines.append(
            say("Some ranges were set by the reader of this edition; the table of assumptions names them.")
        )
    if report.estimates == "essay":
        lines.append(say("This edition uses the essay’s own estimates alone."))
    return tuple(lines)


def _essay(report: ValueStack) -> str:
    """Name the essay that the model sets out from."""
    essay = facts.load_sources().set_index("source_id").loc[model.ESSAY]
    return report.say(
        "The essay is “{title}” by {publisher}, of {day}.",
        title=essay["title"],
        publisher=publisher(report.language, report.source_row(model.ESSAY)),
        day=report.language.date(essay["published"].date()),
    )
