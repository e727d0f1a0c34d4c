"""The front page: the answer as a title, how sure it is, and what the data say against it."""

from __future__ import annotations

from ...language import Number
from ...models import value_stack as model
from ..front_page import FrontPage, Takeaway
from .against import against_message, comparisons
from .context import ValueStack
from .destination import destination_message
from .layers import layers_message
from .sureness import sureness_message, tornado_message


@ValueStack.shows
def front_page(report: ValueStack) -> FrontPage:
    """Compute the front page of the report."""
    say = report.say
    return FrontPage(
        band=say("VALUE STACK · WHERE A DOLLAR OF GENERATIVE AI GOES"),
        period=f"{report.quarter} · {report.language.months(report.quarter)}",
        title=report.tell(headline(report), "front.title", "headline"),
        summary=(summary(report),),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(report)),
        aside_title=say("How to read the model"),
        asides=reading(report),
    )


def headline(report: ValueStack) -> str:
    """The answer in one line."""
    if not report.complete:
        return report.say(
            "Where a dollar of generative AI went in {quarter} was not estimated", quarter=report.quarter
        )
    return destination_message(report)


def summary(report: ValueStack) -> str:
    """Say what the model is, how sure its answer is, and against what it is held."""
    say = report.say
    if not report.complete:
        return report.no_estimates()
    first = say(
        "The model follows a dollar from users through applications and model providers to clouds and chip makers, on {count} assumptions, each with a range.",
        count=len(report.choice),
    )
    return report.language.sentences(first, say("{sentence}.", sentence=sureness_message(report)))


def takeaways(report: ValueStack) -> list[Takeaway]:
    """Up to five findings, each with its exhibit."""
    say = report.say
    found = []
    if report.complete:
        found.append(_take(report, say("The essay’s sum."), _essay(report), "sureness"))
        if model.swings(report.choice, "clouds_of_revenue"):
            most = tornado_message(report, "clouds_of_revenue")
            found.append(
                _take(report, say("What matters most."), say("{sentence}.", sentence=most), "clouds_moved_by")
            )
    tested = comparisons(report)
    found.append(
        _take(
            report,
            say("Against the data."),
            say("{sentence}.", sentence=against_message(report, tested)),
            "against_data",
        )
    )
    ahead = next((c for c in tested if c.key == "chips_to_users"), None)
    if ahead is not None and report.complete and "chips" in report.answers:
        found.append(
            _take(
                report,
                say("Built ahead."),
                say(
                    "For each dollar that users pay, the model sends {model} to chip makers; NVIDIA alone sells {sold} dollars. The one counts a year’s wear of chips, the other purchases, made for years and for other work too.",
                    model=report.share(report.answers["chips"]),
                    sold=Number(ahead.ratio, "number", decimals=1),
                ),
                "against_data",
            )
        )
    promised = [c for c in tested if c.key.startswith("promised_by_")]
    if promised:
        top = max(promised, key=lambda c: c.ratio)
        lab = top.key.removeprefix("promised_by_")
        found.append(
            _take(
                report,
                say("Promised ahead."),
                say(
                    "{lab} has promised to buy at least {amount} of compute and chips, {years} of its run-rate.",
                    lab=report.party(lab),
                    amount=Number(report.commitments(lab)[0].low, "USD"),
                    years=Number(top.ratio, "years"),
                ),
                "against_data",
            )
        )
    found.append(
        _take(
            report,
            say("Layer by layer."),
            say("{sentence}.", sentence=layers_message(report)),
            "layers_over_time",
        )
    )
    return found[:6]


def _essay(report: ValueStack) -> str:
    """Say what the essay's own ranges give, and under which condition its sum holds."""
    say = report.say
    if model.missing(report.essay):
        return say("The essay’s own ranges were not known on the day.")
    drawn = report.essay_simulation.intervals["clouds_of_revenue"]
    return say(
        "Its ranges, with ours where it gives none, give {range} to clouds, not {claim}: that follows only where all money passes an application and none goes to clouds directly.",
        range=report.span(drawn.low, drawn.high),
        claim=report.span(*report.claim),
    )


def _take(report: ValueStack, lead: str, body: str, key: str) -> Takeaway:
    return Takeaway(lead, body, report.number(key), report.label(key))


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
    if report.own:
        lines.append(
            say("Some ranges were set by the reader of this edition; the table of assumptions names them.")
        )
    if report.estimates == "essay":
        lines.append(say("This edition uses the essay’s own estimates alone."))
    return tuple(lines)
