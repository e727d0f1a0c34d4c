"""Five questions and their answers: what is spent, who pays, what comes back, who the customer is, what is next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....language import N_, Number
from ....statements import Evidence, Statement, total, value
from ...customers import customers_message
from ..context import Review
from ..guidance.forecast import against_forecast
from ..guidance.given import closed_years, given, open_years
from ..guidance.sentences import apart_message, score_message
from .next_reports import next_sentence
from .paid import DEBT, LEASES, PURCHASES, flows, owed, together
from .returns import returns_sentence

# A question's key, its words, its answer, and the keys of the exhibits that print figures of it; none where none does.
Told = tuple[str, str, Statement, tuple[str, ...]]


def answers(review: Review) -> Iterator[Told]:
    """Give each question that the data can answer, in the order of the page."""
    for key, question, answer, shown in _QUESTIONS:
        told = answer(review)
        if told is not None:
            yield key, question, told, shown


def _spend(review: Review) -> Statement:
    """How closed years ended against guidance, what is guided for the open one, and what others forecast beside what is spent."""
    sentence = review.state(
        "Against capex guidance: {sentence}.", sentence=score_message(review, closed_years(review))
    )
    # A forecast is printed under the figures of open years, and told where there are any.
    outlooks = open_years(review)
    beside = against_forecast(review) if outlooks else None
    for rest in (apart_message(review, outlooks, given(review)), beside):
        if rest is not None:
            sentence = review.state("{sentence} {rest}.", sentence=sentence, rest=rest)
    return sentence


_FLOWS = N_("Over four quarters {companies} took in {cash} from operations, and {basis} took {spent}")
_OWED = {
    DEBT: (N_("long-term debt {amount}"), N_("long-term debt {amount} at {companies}")),
    LEASES: (
        N_("leases still to commence {amount}"),
        N_("leases still to commence {amount} at {companies}"),
    ),
}


def _pay(review: Review) -> Statement | None:
    """What operations brought and capex took over four quarters, then what is owed or promised at its end."""
    cash, spent = flows(review)
    promised = [*_owed(review), *_purchases(review)]
    listed = review.clauses(promised)
    if not cash.known:
        if not promised:
            return None
        return review.state("Owed or promised at the end of the quarter: {list}.", list=listed)
    paid = review.state(
        _FLOWS,
        total(cash),
        total(spent),
        companies=[review.company(v.of) for v in cash.known],
        cash=_sum(review, cash),
        spent=_sum(review, spent),
        basis=review.basis_name(),
    )
    if not promised:
        return review.state("{sentence}.", sentence=paid)
    return review.state(
        "{sentence}. Owed or promised at the end of the quarter: {list}.", sentence=paid, list=listed
    )


def _sum(review: Review, found: Evidence) -> Number:
    return Number(together(found), review.currency, "total")


def _owed(review: Review) -> Iterator[Statement]:
    """What those owe together whose balance of the quarter is known; who they are where that is not everybody."""
    for metric, (whole, part) in _OWED.items():
        found = owed(review, metric)
        if found.known:
            everybody = len(found.known) == len(review.spends_alike)
            names = [review.company(v.of) for v in found.known]
            yield review.state(
                whole if everybody else part, total(found), amount=_sum(review, found), companies=names
            )


def _purchases(review: Review) -> Iterator[Statement]:
    """What each has promised to buy, on its own definition: these are not added up."""
    found = review.evidence(PURCHASES, review.spends_alike)
    if found.known:
        parts = [
            review.phrase("{name} {value}", name=review.company(v.of), value=Number(v.value, v.unit, v.of))
            for v in found.known
        ]
        yield review.state(
            "purchase commitments, on definitions of their own, {list}",
            *(value(found, v.of) for v in found.known),
            list=parts,
        )


def _customer(review: Review) -> Statement | None:
    """What companies state of those who owe their contracts; None where none of them ever stated such contracts."""
    told = customers_message(review)
    return review.state("{sentence}.", sentence=told) if told.assertions else None


_QUESTIONS: tuple[tuple[str, str, Callable[[Review], Statement | None], tuple[str, ...]], ...] = (
    ("spend", N_("Will they spend it?"), _spend, ("guidance_score", "guidance_ladder")),
    ("pay", N_("Who pays?"), _pay, ("paid_and_returned",)),
    ("return", N_("What comes back?"), returns_sentence, ("paid_and_returned",)),
    ("customer", N_("Who is the customer?"), _customer, ("contract_customers",)),
    ("next", N_("What is next?"), next_sentence, ("next_reports",)),
)
