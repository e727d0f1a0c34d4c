"""Statements as the rungs of a drawn ladder."""

from __future__ import annotations

from ....exhibits.charts.ladder import Ascent, Look, Rung
from ....exhibits.theme import company_colour
from ....guidance.ladders import Guidance, Ladder
from ....guidance.scores import Outlook
from ....language import Number
from ..context import Review
from . import words as write

MOST_WORDS = 3


def ascent(review: Review, o: Outlook) -> Ascent:
    ladder = o.ladder
    rungs = _spent(review, o)
    year = 0
    for s in drawn(ladder):
        rungs.append(
            Rung(
                write.figure(review, s),
                s.low,
                s.high,
                write.month(review, s.issued),
                str(s.issued.year) if s.issued.year != year else "",
                look(s),
            )
        )
        year = s.issued.year
    basis = write.basis(review, ladder.metric)
    return Ascent(
        review.company(ladder.company),
        review.say("{year}, {basis}", year=write.period(review, ladder.target), basis=basis),
        company_colour(ladder.company),
        tuple(rungs),
    )


def _spent(review: Review, o: Outlook) -> list[Rung]:
    """The bar beside the ladder: what is spent, or the year before while nothing is."""
    amount = o.spent if o.done else o.before
    if not amount.known:
        return []
    if o.done:
        when = _quarters(review, o)
    else:
        before = o.ladder.target.year_before
        when = review.say("FY{year}", year=before) if o.ladder.target.fiscal else str(before)
    label = review.language.write(Number(amount.value, amount.unit, place="chart"))
    return [Rung(label, 0.0, amount.value, review.say("spent"), when, "spent")]


def _quarters(review: Review, o: Outlook) -> str:
    if len(o.done) == 1:
        return review.say("Q{number}", number=1)
    return review.say("Q{first}–Q{last}", first=1, last=len(o.done))


def drawn(ladder: Ladder) -> list[Guidance]:
    """The statements a chart shows: every figure the company gave, and of the words before them the last."""
    spoken = [s for s in ladder.statements if s.qualifier != "derived"]
    first = next((n for n, s in enumerate(spoken) if s.figure), None)
    return spoken[max(first - 1, 0) :] if first is not None else spoken[-MOST_WORDS:]


def look(s: Guidance) -> Look:
    if not s.figure:
        return "words"
    if s.reason == "contradicted":
        return "struck"
    if s.status == "not_comparable":
        return "apart"
    return "now" if s.status == "current" else "earlier"
