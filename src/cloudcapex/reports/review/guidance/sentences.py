"""What guidance says, in sentences: how figures moved and what they leave, and how closed years ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ....guidance.ladders import Ladder, movement, told_of
from ....guidance.scores import Outlook, Score
from ....language import N_, Number
from ....statements import Assertion, Phrase, Quantified, Statement, each_beyond
from ..context import Review
from . import held
from .words import figure_phrase, month_of_year, period


def nothing_message(review: Review) -> Statement:
    """Say that the data hold no guidance for the year ahead."""
    ahead = (review.quarter + 1).year
    return review.state(
        "The data hold no capex guidance for the year ahead", held.nobody_held(review, [ahead])
    )


def ladder_message(review: Review, outlooks: Sequence[Outlook], until: dt.date) -> Statement:
    """Say how the figures for the open year moved since they were first given."""
    if not outlooks:
        return nothing_message(review)
    ladders = [o.ladder for o in outlooks]
    told = told_of(ladders)
    if not told:
        years = list(dict.fromkeys(period(review, ladder.target) for ladder in ladders))
        silent = held.silent_held(review, ladders, until)
        read = silent is not None and silent.result["coverage"]
        return review.state(
            _SILENT if read else _UNREAD,
            silent,
            companies=_names(review, ladders),
            years=[Phrase(year) for year in years],
        )
    moved = [ladder for ladder in told if movement(ladder)]
    year = period(review, told[0].target)
    if not moved:
        return review.state("First figures for {year}: {list}", year=year, list=_figures(review, told))
    since = month_of_year(review, min(ladder.figures[0].issued for ladder in moved))
    if len({movement(ladder) for ladder in moved}) > 1:
        return review.state(
            "Figures for {year} since {month}: {list}",
            year=year,
            month=since,
            list=review.clauses(_movements(review, told)),
        )
    kind, how = movement(moved[0]), held.moved_held(review, moved)
    values: dict[str, object] = {"companies": _names(review, moved), "year": year, "month": since}
    if len(moved) > 1:
        return review.state(_EACH[kind], how, **values)
    first, last = moved[0].figures[0], moved[0].figures[-1]
    ends = (held.figure_held(review, moved[0], s) for s in (first, last))
    return review.state(
        _ALONE[kind],
        how,
        *ends,
        first=figure_phrase(review, first, moved[0].company),
        last=figure_phrase(review, last, moved[0].company),
        **values,
    )


_SILENT = N_("{companies} spoke of {years} in words, without a figure")
_UNREAD = N_("{companies} spoke of {years} in words; the data hold no figure")
_ALONE = {
    "raised": N_("{companies} raised its figure for {year} from {first} to {last}"),
    "lowered": N_("{companies} lowered its figure for {year} from {first} to {last}"),
    "narrowed": N_("{companies} narrowed its figure for {year} from {first} to {last}"),
    "changed": N_("{companies} moved its figure for {year} from {first} to {last}"),
    "kept": N_("{companies} has kept to {last} for {year} since {month}"),
}
_EACH = {
    "raised": N_("{companies} have each raised their figure for {year} since {month}"),
    "lowered": N_("{companies} have each lowered their figure for {year} since {month}"),
    "kept": N_("{companies} have each kept their figure for {year} since {month}"),
    "narrowed": N_("{companies} have each narrowed their figure for {year} since {month}"),
    "changed": N_("{companies} have each moved their figure for {year} since {month}"),
}
_PART = {
    "raised": N_("{companies} up"),
    "lowered": N_("{companies} down"),
    "narrowed": N_("{companies} narrower"),
    "changed": N_("{companies} moved"),
    "kept": N_("{companies} kept"),
}


def _names(review: Review, ladders: Sequence[Ladder]) -> list[str]:
    return [review.company(ladder.company) for ladder in ladders]


def _figures(review: Review, ladders: Sequence[Ladder]) -> list[Statement]:
    return [
        review.state(
            "{company} {figure}",
            held.figure_held(review, ladder, ladder.figures[-1]),
            company=review.company(ladder.company),
            figure=figure_phrase(review, ladder.figures[-1], ladder.company),
        )
        for ladder in ladders
    ]


def _movements(review: Review, told: Sequence[Ladder]) -> list[Statement]:
    """Each way in which figures moved with those whose did, and who gave but one: nobody is left out."""
    groups = {kind: [ladder for ladder in told if movement(ladder) == kind] for kind in _PART}
    alone = [ladder for ladder in told if not movement(ladder)]
    parts = [
        review.state(_PART[kind], held.moved_held(review, moved), companies=_names(review, moved))
        for kind, moved in groups.items()
        if moved
    ]
    if alone:
        ends = (held.figure_held(review, ladder, ladder.figures[-1]) for ladder in alone)
        parts.append(review.state("{companies} with one figure", *ends, companies=_names(review, alone)))
    return parts


def apart_message(review: Review, outlooks: Sequence[Outlook], given: Sequence[Ladder]) -> Statement | None:
    """Tell the figures for the open year side by side, and why they are no sum; None for fewer than two.

    Parameters
    ----------
    outlooks : sequence of Outlook
        Of the open years.
    given : sequence of Ladder
        Of every company of the edition.
    """
    told = told_of([o.ladder for o in outlooks])
    if len(told) < 2:
        return None
    label = told[0].target.label
    shared = held.sharing_held(review, told, [g for g in given if g.last and g.target.label == label])
    return review.state(
        _SHARED if shared.count else _APART,
        shared,
        year=period(review, told[0].target),
        list=_figures(review, told),
    )


_APART = N_("Figures for {year}, each on its own basis and so not summed: {list}")
_SHARED = N_("Figures for {year}, not summed: {list}")


# --- the front page -------------------------------------------------------------------------------


def takeaway(review: Review, outlooks: Sequence[Outlook], until: dt.date) -> Statement:
    """One sentence or two for the front page: how guidance moved, to what, and the growth that takes."""
    if not outlooks:
        return review.state(
            "The data hold no capex guidance for the year after {quarter} that was given by {day}.",
            held.nobody_held(review, [(review.quarter + 1).year]),
            quarter=review.quarter,
            day=review.language.date(until),
        )
    message = ladder_message(review, outlooks, until)
    told = told_of([o.ladder for o in outlooks])
    moved = [ladder for ladder in told if movement(ladder)]
    if len(moved) > 1:
        message = review.state("{message}: now {list}", message=message, list=_figures(review, moved))
    rest = _growth(review, [o for o in outlooks if o.done and o.ladder in told])
    if rest is None:
        return review.state("{sentence}.", sentence=message)
    return review.state("{sentence}. {rest}", sentence=message, rest=rest)


def _growth(review: Review, outlooks: Sequence[Outlook]) -> Statement | None:
    """What the figures leave for the quarters to come, each company's range by itself."""
    known = [o for o in outlooks if held.growth_ends(o)]
    if not known:
        return None
    unknown = [o for o in outlooks if o not in known]
    ranges = [(o.ladder.company, held.growth_held(review, o, unknown)) for o in known]
    if len(outlooks) == 1:
        ((_, ends),) = ranges
        return review.state(_LEFT_ALONE, ends, range=_range(review, ends))
    parts = [
        review.state(_LEFT_AT, ends, company=review.company(company), range=_range(review, ends))
        for company, ends in ranges
    ]
    return review.state(
        _LEFT_OF_SOME if unknown else _LEFT,
        list=review.clauses(parts),
        unknown=[review.company(o.ladder.company) for o in unknown],
    )


def _range(review: Review, ends: Assertion) -> Phrase:
    (of,) = ends.true_of
    low, high = (Number(ends.figure(key), "share", of, sign=True, decimals=0) for key in ("low", "high"))
    return review.range(low, high)


_LEFT_ALONE = N_("For the quarters left that means {range} on the same quarters a year before.")
_LEFT_AT = N_("{range} at {company}")
_LEFT = N_("For the quarters left that means, on the same quarters a year before, {list}.")
_LEFT_OF_SOME = N_(
    "For the quarters left that means, on the same quarters a year before, {list}; for {unknown} it cannot be computed."
)


# --- closed years ---------------------------------------------------------------------------------


def score_message(review: Review, scores: Sequence[Score]) -> Statement:
    """Say how closed years ended against the first and the last figure given for them."""
    told = [s for s in scores if s.ladder.last]
    if not told:
        return review.state(
            "The data hold no guidance in figures for a year that closed by {quarter}",
            held.nobody_held(review, range(2018, (review.quarter + 1).year)),
            quarter=review.quarter,
        )
    if len(told) == 1 and told[0].first:
        return _alone(review, told[0])
    first, last = held.beside_held(review, told, "beside_first"), held.beside_held(review, told, "off_last")
    above, below = each_beyond(first, 0.0), each_beyond(first, 0.0, sense="below")
    assert above is not None  # somebody gave a figure
    assert below is not None
    side, most = (_ABOVE, above) if above.count * 2 > len(first.known) else (_BELOW, below)
    if most.count * 2 <= len(first.known):
        within = each_beyond(held.beside_held(review, told, "off_first"), 0.0, sense="below", inclusive=True)
        assert within is not None
        side, most = _WITHIN, within
    sentence = review.counted(_CLOSED, most, str, side=review.phrase(side))
    ended = each_beyond(last, 0.0, sense="below", inclusive=True)
    return review.counted(_LAST, ended, str, sentence=sentence) if ended and last.known else sentence


def _alone(review: Review, s: Score) -> Statement:
    """How the only closed year with a figure ended."""
    assert s.first is not None
    beside = held.beside_held(review, [s], "beside_first")
    side = each_beyond(beside, 0.0, sense="above" if s.first.outcome == "above" else "below")
    return review.state(
        _ENDED[s.first.outcome],
        held.spent_held(review, s),
        side,
        company=review.company(s.ladder.company),
        year=period(review, s.ladder.target),
        amount=Number(s.actual.value, s.actual.unit, held.year_of(s.ladder)),
    )


_ENDED = {
    "above": N_("{company} ended {year} at {amount}, above its first figure"),
    "below": N_("{company} ended {year} at {amount}, below its first figure"),
    "in_range": N_("{company} ended {year} at {amount}, within its first figure"),
}
_CLOSED = Quantified(
    every=N_("Every closed year ended {side}"),
    both=N_("Both closed years ended {side}"),
    none=N_("None of {n} closed years ended {side}"),
    k_of_n=N_("Of {n} closed years, {k} ended {side}"),
    k_of_known=N_("Of {n} closed years, {m} can be compared: {k} ended {side}"),
    every_known=N_("The {m} of {n} closed years that can be compared ended {side}"),
    none_known=N_("None of the {m} of {n} closed years that can be compared ended {side}"),
    one=N_("The closed year ended {side}"),
    not_one=N_("The closed year did not end {side}"),
    nothing=N_("Closed years cannot be compared with their figures"),
)
_ABOVE = N_("above the first figure given")
_BELOW = N_("below the first figure given")
_WITHIN = N_("within the first figure given")
_LAST = Quantified(
    every=N_("{sentence}, and every one within the last"),
    both=N_("{sentence}, and both within the last"),
    none=N_("{sentence}, and none within the last"),
    k_of_n=N_("{sentence}, {k} within the last"),
    k_of_known=N_("{sentence}, {k} within the last"),
    every_known=N_("{sentence}, {k} within the last"),
    none_known=N_("{sentence}, and none of these {m} within the last"),
    one=N_("{sentence}, and within the last"),
    not_one=N_("{sentence}, and not within the last"),
    nothing=N_("{sentence}"),
)
