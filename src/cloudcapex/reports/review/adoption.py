"""Adoption, as companies tell it: each figure first said, last said, by how much it moved, and since when no more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ... import facts, metrics
from ...exhibits.display import Columns, Display, Head
from ...exhibits.exhibit import Legend
from ...exhibits.tables.table import Cell, Table, missing
from ...language import N_, Number
from ...metrics.adoption import Adoption, adoptions, move
from ...metrics.points import Point
from ...metrics.stated import Stated
from ...statements import Evidence, Population, Statement, Value, each_told, leader
from ..stated import frame, hedged
from .context import Review
from .seats import seat_points, seats_note

_DOUBLE = 2.0
_ON_PAPER = 8  # figures that paper prints; the web edition has all


def followed(review: Review, *companies: str) -> tuple[Adoption, ...]:
    """Return what some companies had told of adoption up to the quarter; all that have a page where none are named."""
    return tuple(a for c in companies or review.pages for a in _of(review, c))


def _of(review: Review, company: str) -> tuple[Adoption, ...]:
    return review.made(
        f"adoption of {company} on {review.as_of}", lambda: adoptions(company, review.quarter, review.as_of)
    )


# --- sentences ------------------------------------------------------------------------------------


def adoption_message(review: Review) -> Statement:
    """Say how many of the figures of a year before are told again, and which moved most; else what is told now."""
    told, before = followed(review), review.quarter - 4
    then = [a for a in told if before in a.quarters]
    if then:
        first = _again(review, then)
        return _with_largest(review, first, then)
    now = [a for a in told if review.quarter in a.quarters]
    if now:
        return _anew(review, now)
    asked = [m for m in facts.group("adoption") if m.company in review.pages]
    silent = _evidence(
        review, [Value(f"{m.company}.{m.metric}", "adoption.value", math.nan, "") for m in asked]
    )
    return review.nothing("The data hold nothing on adoption for {quarter}", *([silent] if asked else []))


# By whether all are told again or none, and how many there are: one, two, more.
_ALL_OR_NONE = {
    (True, 1): N_("The data have the one adoption figure of {before} for {quarter} too"),
    (True, 2): N_("The data have both adoption figures of {before} for {quarter} too"),
    (True, 3): N_("The data have all {n} adoption figures of {before} for {quarter} too"),
    (False, 1): N_("The data lack the one adoption figure of {before} for {quarter}"),
    (False, 2): N_("The data have neither of the two adoption figures of {before} for {quarter}"),
    (False, 3): N_("The data have none of the {n} adoption figures of {before} for {quarter}"),
}


def _again(review: Review, then: Sequence[Adoption]) -> Statement:
    """Count those of a year before that are told again."""
    words = {a: "said" if review.quarter in a.quarters else "unsaid" for a in then}
    held = each_told(
        _evidence(review, [_value(a, "adoption.said", math.nan, "", words[a]) for a in then]), "said"
    )
    assert held is not None
    n, k = (Number(float(number), "count") for number in (len(then), held.count))
    values: dict[str, object] = {"before": review.quarter - 4}
    if held.count in (0, len(then)):
        values |= {"n": n} if len(then) > 2 else {}
        return review.state(_ALL_OR_NONE[held.count > 0, min(len(then), 3)], held, **values)
    return review.state(
        "Of {n} adoption figures of {before}, the data have {k} for {quarter}", held, k=k, n=n, **values
    )


def _anew(review: Review, now: Sequence[Adoption]) -> Statement:
    """Count those of the quarter that the data hold of no earlier one."""
    words = {a: "first" if min(a.quarters) == review.quarter else "again" for a in now}
    held = each_told(
        _evidence(review, [_value(a, "adoption.new", math.nan, "", words[a]) for a in now]), "first"
    )
    assert held is not None
    return review.state(
        N_("The data have {n} adoption figures for {quarter}, {k} of them new")
        if len(now) > 1
        else N_("Adoption figures for {quarter} in the data: {n}, of them new: {k}"),
        held,
        n=Number(float(len(now)), "count"),
        k=Number(float(held.count), "count"),
    )


def _with_largest(review: Review, first: Statement, then: Sequence[Adoption]) -> Statement:
    """Add which figure moved most within the year, of those on one definition in both quarters."""
    grown = [
        (a, p)
        for a in then
        if (one := a.of(review.quarter - 4))
        and (two := a.of(review.quarter))
        and (p := _times(one.point, two.point))
    ]
    moves = _evidence(review, [_value(a, "adoption.multiple", p.value, "times") for a, p in grown])
    most = leader(moves)
    if most is None:
        return first
    (adoption, point), *_ = [pair for pair in grown if _id(pair[0]) in most.named("leaders")]
    return review.state(
        "{sentence}; most in a year: {figure}, {times}",
        most,
        sentence=first,
        figure=label(review, adoption),
        times=_multiple(review, point, _is_hedged(adoption, review), _id(adoption)),
    )


def _times(first: Point, last: Point) -> Point | None:
    found = move(first, last) if first.definition == last.definition else None
    return found if found is not None and found.unit == "times" else None


def _is_hedged(adoption: Adoption, review: Review) -> bool:
    return any(t and t.qualifier for t in map(adoption.of, (review.quarter - 4, review.quarter)))


def _multiple(review: Review, point: Point, about: bool, of: str) -> object:
    number = Number(point.value, "times", of)
    ends = {review.language.write(Number(end, "times")) for end in point.bounds}
    return review.phrase(N_("about {number}"), number=number) if about or len(ends) > 1 else number


def _evidence(review: Review, values: Sequence[Value]) -> Evidence:
    return Evidence.of(values, Population("figures of adoption", tuple(v.of for v in values)), review.quarter)


def _value(adoption: Adoption, measure: str, number: float, unit: str, word: str = "") -> Value:
    return Value(
        _id(adoption), measure, number, unit or ("mark" if word else adoption.last.point.unit), word=word
    )


def _id(adoption: Adoption) -> str:
    return f"{adoption.company}.{adoption.metric}"


# --- cells ----------------------------------------------------------------------------------------


def label(review: Review, adoption: Adoption) -> str:
    """Name a figure: as its set does, else as its metric."""
    member = next(
        m for m in facts.group("adoption") if (m.company, m.metric) == (adoption.company, adoption.metric)
    )
    return review.named(member.name) or metrics.describe(adoption.metric)[review.language.column("label")]


def _said(review: Review, told: Stated) -> Cell:
    text = review.say("{value} ({period})", value=hedged(review, told), period=told.point.quarter)
    return review.linked(text, *told.point.sources, marks=told.point.marks)


def _first(review: Review, adoption: Adoption) -> Cell:
    return _said(review, adoption.first)


def _last(review: Review, adoption: Adoption) -> Cell | str:
    return _said(review, adoption.last) if len(adoption.told) > 1 else review.say("said once")


def _year_before(review: Review, adoption: Adoption) -> Cell:
    """Print what was told of a year before the quarter, which the title counts: on whatever definition, as it does."""
    before = review.quarter - 4
    told = adoption.of_any(before)
    if told is None:
        return Cell("")
    if adoption.of(before):
        return _said(review, told)
    text = review.say(
        "{value} ({period}, counted otherwise)", value=hedged(review, told), period=told.point.quarter
    )
    return review.linked(text, *told.point.sources, marks=told.point.marks)


def _moved(review: Review, adoption: Adoption) -> Cell:
    """Print how far the last figure is from the first, as about right where either is hedged or rounding leaves it open."""
    point = adoption.moved
    if point is None:
        return missing("not_applicable")
    about = bool(adoption.first.qualifier or adoption.last.qualifier)
    number = _difference(point)
    ends = {review.language.write(replace(number, value=_difference(end).value)) for end in _ends(point)}
    return Cell(review.language.write(replace(number, about=about or len(ends) > 1)), kind="figure")


def _difference(point: Point) -> Number:
    """A difference of shares as stated; a multiple from two on, growth below, with the digits that rounding leaves true."""
    if point.unit == "points":
        return Number(point.value, "points", sign=True, place="table")
    if point.value < _DOUBLE:
        return Number(point.value - 1, "share", sign=True, decimals=0, place="table")
    apart = max(point.bounds) - min(point.bounds)
    return Number(point.value, "times", decimals=0 if apart > 1 else None)


def _ends(point: Point) -> Iterator[Point]:
    """Return it at both of its bounds; a difference of shares is taken as stated."""
    ends = (point.value,) if point.unit == "points" else point.bounds
    return (replace(point, value=end, low=end, high=end) for end in ends)


def _since(review: Review, adoption: Adoption) -> str:
    """Say whether a figure is still told: only where whole texts were read can it be said to be told no more."""
    if review.quarter in adoption.quarters:
        return review.say("said")
    silent = adoption.silence
    if silent is None:
        return review.say("nothing later read")
    if silent.until < review.quarter:
        return review.say(
            "no longer said since {since}; read up to {until}", since=silent.since, until=silent.until
        )
    return review.say("no longer said since {since}", since=silent.since)


# --- exhibits -------------------------------------------------------------------------------------


def _shown(review: Review, told: Iterable[Adoption]) -> list[Point]:
    """Return the figures of the table and the prices of its note."""
    return [*adoption_points(review, told), *seat_points(review)]


_ROW: tuple[Head[Review], ...] = (
    Head(N_("first said"), _first, "right", 1.25),
    Head(N_("last said"), _last, "right", 1.25),
    Head(
        N_("known on"), lambda review, a: Cell(review.language.day(a.last.day), kind="figure"), "right", 0.85
    ),
    Head(N_("moved by"), _moved, "right", 0.75),
    Head(N_("since then"), _since, "left", 1.3, differing=True),
    Head(N_("what it counts"), lambda review, a: review.counts(a.last.point), "left", 2.4, on_screen=True),
)
_STRIP = Columns[Review](Head(N_("Adoption, as it told it"), label, share=1.7), *_ROW)
_LADDER = Columns[Review](
    Head(N_("Company"), lambda review, a: review.company(a.company), share=0.8),
    Head(N_("Figure"), label, share=1.6),
    *_ROW,
    Head(N_("a year before"), lambda review, a: _year_before(review, a), "right", 1.1),
    printed=lambda review, told: _news(review, told),
)


def _news(review: Review, told: Sequence[Adoption]) -> list[int]:
    """Return the places of what paper prints, as many as are read: first what the title counts, told now and a year before."""
    asked = {review.quarter, review.quarter - 4}
    news = [n for n, a in enumerate(told) if asked & {*a.quarters}]
    return sorted(
        news, key=lambda n: (not asked <= {*told[n].quarters}, review.quarter not in told[n].quarters)
    )[:_ON_PAPER]


def adoption_strip(review: Review, company: str) -> Table | None:
    """Set what one company told of adoption in rows, for its page; None where it told nothing."""
    told = followed(review, company)
    return _STRIP(review, told) if told else None


def adoption_points(review: Review, told: Iterable[Adoption]) -> list[Point]:
    """Return the figures behind such rows: the first and the last of each."""
    return list(dict.fromkeys(t.point for a in told for t in (a.first, a.last)))


def _otherwise(review: Review, adoption: Adoption) -> list[Stated]:
    """Return what the note names: the last figure on each other definition, and the one that the table prints."""
    printed = adoption.of_any(review.quarter - 4)
    return [t for t in adoption.otherwise if t in adoption.before or t == printed]


def redefined_note(review: Review, told: Sequence[Adoption]) -> str:
    """Name what was told on other definitions before: the last figure on each, and that of a year before."""
    earlier = [
        review.say(
            "{figure} ({list})",
            figure=label(review, a),
            list=review.language.listed(
                review.say("{value} for {period}", value=hedged(review, t), period=t.point.quarter)
                for t in _otherwise(review, a)
            ),
        )
        for a in told
        if a.before
    ]
    if not earlier:
        return ""
    return review.say(
        "Counted otherwise before, and not compared with it: {list}.", list=review.language.listed(earlier)
    )


def silence_note(review: Review, told: Sequence[Adoption]) -> str:
    """Explain the signs; and where a row is not said to be told, what that rests on."""
    signs = review.say(
        "≈ about, > more than, ≤ at most: the company’s own words; ≈ of a move: computed from hedged or rounded figures, "
        "never across definitions."
    )
    if all(review.quarter in a.quarters for a in told):
        return Legend(signs)
    unsaid = review.say(
        "No longer said: later texts of the company were read whole and do not say it; where nothing later was read whole, "
        "it may have been said again."
    )
    return Legend(review.language.sentences(signs, unsaid))


def _seats_of(review: Review, told: Sequence[Adoption]) -> str:
    """Tell list prices where seats that they are held against are among the rows."""
    return seats_note(review, {(a.company, a.metric) for a in told})


def _letters(review: Review, told: Sequence[Adoption]) -> str:
    """Explain the letters behind figures, where there are any."""
    marked = any(t.point.marks for a in told for t in (a.first, a.last))
    return review.say("e estimated, s secondary source.") if marked else ""


adoption = Review.shows(
    Display(
        "adoption",
        followed,
        _LADDER,
        subtitle=N_(
            "Figures of adoption up to {quarter}, as companies told them: first, last, and since then"
        ),
        message=adoption_message,
        alt=N_("Table of figures of adoption by company. {title}."),
        row_notes=(silence_note, redefined_note, _seats_of, _letters),
        points=_shown,
        data=lambda review, told: frame(review, _shown(review, told)),
        absent=N_("The data hold no figure of adoption up to {quarter}."),
        tall=True,
    )
)
