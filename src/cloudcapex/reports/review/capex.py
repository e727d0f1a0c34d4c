"""Capital expenditure: the total on one basis, company by company, and what each headline adds."""

from __future__ import annotations

from collections.abc import Callable

from ... import facts
from ...exhibits.display import Columns, Display, Head, figure
from ...exhibits.drawings import Lines, Stacks
from ...exhibits.spec import Rows, Spec
from ...exhibits.tables.table import Cell
from ...exhibits.trend import trend
from ...language import N_
from ...language.number import Number
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...statements import (
    Assertion,
    Evidence,
    Quantified,
    Statement,
    change,
    each,
    record,
    total,
    value,
)
from .context import Review


def capex_message(review: Review) -> Statement:
    """Say how much was spent, how that compares with a year before, and whether more was ever spent."""
    spent = review.spending
    whole = total(spent)
    if whole is None:
        return review.nothing("The data hold no capex for {quarter}", spent)
    if not whole.complete:
        return _part_known(review, spent, whole)
    amount = Number(sum_of(whole), review.currency, "total", place="headline")
    grown = change(spent)
    if grown is None:
        return review.state("Capex came to {amount}", whole, amount=amount)
    values = {"amount": amount, "growth": review.grown(grown)}
    top = record(spent, review.quarters[0])
    if grown.direction == "rose" and top is not None:
        return review.state(
            "Capex rose {growth} on the year to {amount}, a record in the {n} quarters since {since}",
            grown,
            top,
            n=count(top.result["n"]),
            since=top.result["since"],
            **values,
        )
    return review.state(_ON_THE_YEAR[str(grown.direction)], grown, **values)


_ON_THE_YEAR = {
    "rose": N_("Capex rose {growth} on the year to {amount}"),
    "held": N_("Capex was level on the year at {amount}"),
    "fell": N_("Capex fell {growth} on the year to {amount}"),
}
# What those spent who have a figure: the others have yet to file, or state none on this basis.
_PART = {
    "filed": {
        "rose": N_(
            "Of {n} companies, {k} reported so far: {companies} spent {amount}, up {growth} on the year"
        ),
        "held": N_("Of {n} companies, {k} reported so far: {companies} spent {amount}, level on the year"),
        "fell": N_(
            "Of {n} companies, {k} reported so far: {companies} spent {amount}, down {growth} on the year"
        ),
        "": N_("Of {n} companies, {k} reported so far: {companies} spent {amount}"),
    },
    "known": {
        "rose": N_(
            "Of {n} companies, the capex of {k} is known: {companies} spent {amount}, up {growth} on the year"
        ),
        "held": N_(
            "Of {n} companies, the capex of {k} is known: {companies} spent {amount}, level on the year"
        ),
        "fell": N_(
            "Of {n} companies, the capex of {k} is known: {companies} spent {amount}, down {growth} on the year"
        ),
        "": N_("Of {n} companies, the capex of {k} is known: {companies} spent {amount}"),
    },
}


def _part_known(review: Review, spent: Evidence, whole: Assertion) -> Statement:
    """Say what those spent who have a figure, and of how many they are: never a record, never growth of a fuller sum."""
    words = _PART["filed" if only_awaited(whole) else "known"]
    filed = spent.only(*whole.true_of)
    values = {
        "k": count(len(whole.true_of)),
        "n": count(len(whole.population)),
        "companies": [review.company(c) for c in whole.true_of],
        "amount": Number(sum_of(whole), review.currency, "total", place="headline"),
    }
    grown = change(filed)
    if grown is None:
        return review.state(words[""], whole, **values)
    return review.state(words[str(grown.direction)], whole, grown, growth=review.grown(grown), **values)


def only_awaited(whole: Assertion) -> bool:
    """Whether a sum lacks amounts, and each of them for the one reason that its company has yet to file."""
    return set(whole.unknown.values()) == {"not_yet_filed"}


def count(number: object) -> Number:
    """A count in a sentence."""
    return Number(float(str(number)), "count")


def sum_of(assertion: Assertion) -> float:
    return assertion.figure("total")


def _on(kind: str) -> Callable[[Review, str], Point]:
    return lambda review, company: review.point(f"{review.basis}.{kind}", company)


def _before(kind: str) -> Callable[[Review, str], Point]:
    return lambda review, company: review.point(f"{review.basis}.{kind}", company, review.quarter - 1)


def _sum(kind: str = "", quarter: Quarter | None = None) -> Callable[[Review], Cell]:
    """What the companies of one currency spent together."""
    return lambda review: review.summed(
        review.total(review.basis + kind, quarter, review.alike), review.language.writes("USD", "table")
    )


def _sums(review: Review) -> list[float]:
    """That sum, a quarter after the other."""
    return [review.total(review.basis, quarter, review.alike) for quarter in review.quarters]


def _growth(kind: str, lag: int, back: int = 0) -> Callable[[Review], Cell]:
    """How much that sum grew over some quarters, up to now or up to a quarter before."""
    return lambda review: review.summed_growth(review.basis + kind, lag, review.alike, back)


def _of_quarter(quarter: Quarter) -> Head[Review]:
    return figure(
        str(quarter),
        lambda review, c: review.point(review.basis, c, quarter),
        Review.money,
        1.0,
        total=_sum(quarter=quarter),
    )


_TRAILING = Quantified(
    every=N_("Growth of trailing capex rose at every company"),
    both=N_("Growth of trailing capex rose at both companies"),
    none=N_("Growth of trailing capex rose at no company"),
    k_of_n=N_("Growth of trailing capex rose at {k} of {n} companies: {true}"),
    k_of_known=N_("Of {n} companies, {m} can be compared, and growth of trailing capex rose at {true}"),
    every_known=N_("Growth of trailing capex rose at the {m} of {n} companies that can be compared"),
    none_known=N_("Growth of trailing capex rose at none of the {m} of {n} companies that can be compared"),
    one_known=N_("Growth of trailing capex rose at {true}; {unknown} cannot be compared"),
    not_one_known=N_("Growth of trailing capex did not rise at {false}; {unknown} cannot be compared"),
    one=N_("Growth of trailing capex rose at {true}"),
    not_one=N_("Growth of trailing capex did not rise at {false}"),
    nothing=N_("Trailing capex cannot be compared with a quarter before"),
)


def trailing_message(review: Review) -> Statement:
    """Say at how many companies the sum of four quarters grew by more than a quarter before, when it may have shrunk."""
    more = each(review.evidence(f"{review.basis}.ttm.yoy", review.everyone, "previous"), "rose", "sped_up")
    return review.counted(_TRAILING, more, review.company) if more else capex_message(review)


# What the wider measure adds to cash capex: leases come in few large lots, so that single quarters say little.
_ADDED = "finance_leases_over_capex.ttm"


def _leases(review: Review) -> Evidence:
    """What leases add at each company; of whose wider measure lies below its cash capex they are not all the difference."""
    found = review.evidence(_ADDED, review.everyone)
    return found.only(*(v.of for v in found.values if not v.known or v.value >= 0))


def _leased_row(review: Review, company: str) -> list[Point]:
    return [
        no_point(company, _ADDED, p.quarter, "not_derivable") if _is_net(p) else p
        for p in review.row(_ADDED, company)
    ]


def _is_net(point: Point) -> bool:
    return point.known and point.value < 0


def bases_message(review: Review) -> Statement:
    """Say where the wider measure added most to cash capex over four quarters, of those that state both."""
    added = _leases(review)
    if not added.known:
        return review.state("What finance leases add to capex (cash) cannot be computed for {quarter}")
    top = max(added.known, key=lambda v: v.value)
    if abs(top.value) < 0.005:
        return review.state(
            "Over four quarters, finance leases come to hardly anything at {companies}",
            *(value(added, v.of) for v in added.known),
            companies=[review.company(v.of) for v in added.known],
        )
    return review.state(
        "Over four quarters, finance leases come to {share} of {company} capex (cash)",
        value(added, top.of),
        company=review.possessive(review.company(top.of)),
        share=review.carried(Number(top.value, "share", top.of, decimals=0), top),
    )


def _wider_notes(review: Review, rows: Rows) -> list[str]:
    """Say what the wider measure of each company counts that has a line, in its own definition."""
    notes = []
    for company in rows:
        known = [p for p in review.row("capex_with_finance_leases", company) if p.known]
        name = known[-1].definition.split("+")[0] if known else ""
        text = facts.definition("capex_with_finance_leases", company, name)
        if text:
            notes.append(
                review.say("{company}: {text}", company=review.company(company), text=review.say(text))
            )
    return notes


_NET = (
    N_(
        "{companies}: no value where the wider measure lies below capex (cash); it is net of proceeds and incentives there, "
        "and leases are not all that the two differ by."
    ),
    N_(
        "{companies}: not drawn; the wider measure lies below capex (cash), being net of proceeds and incentives, and leases "
        "are not all that the two differ by."
    ),
)


def _net_note(review: Review, rows: Rows) -> str:
    """Say why there is no value where the wider measure is the smaller one."""
    net = [c for c in review.companies if any(map(_is_net, review.row(_ADDED, c)))]
    # A line that is nowhere is missed otherwise than one that breaks.
    parted = [[c for c in net if (c in rows) == drawn] for drawn in (True, False)]
    return review.language.sentences(
        *(
            review.say(message, companies=review.language.join(review.company(c) for c in companies))
            for message, companies in zip(_NET, parted, strict=True)
            if companies
        )
    )


def _gaps(review: Review, rows: Rows) -> str:
    """Name those without a figure this quarter."""
    gaps = [review.company(c) for c in review.alike if c not in review.spenders]
    names = review.language.join(gaps)
    return (
        review.say("Without {companies}: no figure on this basis this quarter.", companies=names)
        if gaps
        else ""
    )


def _late(review: Review, rows: Rows) -> str:
    """Name those whose figures begin inside the window."""
    late = [review.company(c) for c, row in rows.items() if not row[0].known]
    names = review.language.join(late)
    return review.say("Figures of {companies} begin inside the window.", companies=names) if late else ""


capex_total = Review.shows(
    Spec(
        "capex_total",
        lambda review, company: review.row(review.basis, company),
        lambda review: review.alike,
        Stacks(),
        subtitle=N_("{basis}, {unit} a quarter"),
        message=capex_message,
        alt=N_("Stacked bars of capex by company. {title}."),
        notes=(_gaps, _late, Review.apart_note),
    )
)

capex_bases = Review.shows(
    Spec(
        "capex_bases",
        _leased_row,
        lambda review: review.companies,
        Lines("share"),
        subtitle=N_(
            "Capex incl. finance leases less capex (cash), over capex (cash); trailing twelve months, per cent"
        ),
        message=bases_message,
        alt=N_("Line chart of what finance leases add to capex (cash) by company. {title}. {newest}"),
        notes=(_wider_notes, _net_note),
    )
)

capex_table = Review.shows(
    Display(
        "capex_table",
        lambda review: review.companies,
        Columns[Review](
            Head(N_("Company"), Review.company, share=1.5, total=lambda review: review.say("Together")),
            trend(lambda review, c: review.row(review.basis, c), together=_sums),
            lambda review: map(_of_quarter, review.quarters[-5:]),
            figure(
                N_("on the quarter"), _on("qoq"), Review.growing, 1.05, computed=True, total=_growth("", 1)
            ),
            figure(N_("on the year"), _on("yoy"), Review.growing, 1.05, computed=True, total=_growth("", 4)),
            figure(N_("TTM"), _on("ttm"), Review.money, 1.0, computed=True, total=_sum(".ttm")),
            figure(
                N_("TTM on the year"),
                _on("ttm.yoy"),
                Review.growing,
                1.15,
                computed=True,
                total=_growth(".ttm", 4),
            ),
            figure(
                N_("a quarter before"),
                _before("ttm.yoy"),
                Review.growing,
                1.0,
                computed=True,
                total=_growth(".ttm", 4, back=1),
            ),
        ),
        subtitle=N_(
            "{basis}, {unit}; growth in per cent; TTM is four consecutive quarters; small charts each on their own scale from zero"
        ),
        message=trailing_message,
        alt=N_(
            "Table of capex by company over five quarters with growth and trailing twelve months. {title}."
        ),
        notes=(Review.apart_note, Review.missing_note),
    )
)
