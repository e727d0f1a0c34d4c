"""The common points of the quarter: what several companies said alike, who said otherwise, and who was not heard."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from ... import remarks
from ...exhibits.display import Columns, Display, Head, largest
from ...exhibits.tables.table import Cell
from ...facts.remarks import Remark
from ...language import N_, Number
from ...language.marks import raised
from ...remarks import SharedPoint, Stance, shared_points
from ...schema.grades import is_second_hand
from ...statements import Evidence, Population, Statement, Value, each_told
from .context import Review

# So many points are shown, and on paper: those that most companies make, in the order of their themes.
MOST_POINTS, MOST_ON_PAPER = 16, 10
_THEMES = {
    "demand": N_("Demand"),
    "margin": N_("Profit"),
    "ai": N_("AI"),
    "capex": N_("Capex"),
    "capacity": N_("Capacity"),
    "contracts": N_("Contracts"),
    "pricing": N_("Prices"),
    "outlook": N_("Outlook"),
    "worries": N_("Worries"),
}


def _companies(review: Review) -> tuple[str, ...]:
    return review.beside("cloud", "supplier")


def shown_points(review: Review) -> tuple[SharedPoint, ...]:
    """Return the points that the table shows: those that most companies make, in the order of their themes."""
    found = shared_points(_companies(review), review.quarter, review.as_of)
    kept = sorted(found, key=lambda s: (-len(s.of("says")), -len(s.of("differs"))))[:MOST_POINTS]
    return tuple(s for s in found if s in kept)


def stances(review: Review, shared: SharedPoint) -> Evidence:
    """The stance of each company to a point; not known of those of whose texts none was read."""
    told = [
        Value(
            c,
            f"remarks.{shared.point.id}",
            math.nan,
            "mark",
            word=stance,
            reason="" if stance else "not_disclosed",
        )
        for c, stance in shared.stances
    ]
    return Evidence.of(told, Population("companies followed", _companies(review)), review.quarter)


def common_message(review: Review) -> Statement:
    """Name the point that most companies make, and how many of those that were read."""
    shared = shown_points(review)
    if not shared:
        return _nothing(review)
    most = max(shared, key=lambda s: len(s.of("says")))
    held = each_told(stances(review, most), "says")
    assert held is not None
    unread, known = most.of(""), len(held.true_of) + len(held.false_of)
    values = {
        "k": Number(float(held.count), "count"),
        "n": Number(float(known), "count"),
        "point": most.point.name.of(review.language.code),
    }
    if not unread and held.count == known == 2:
        return review.state("Said by both companies: {point}", held, point=values["point"])
    if not unread and held.count == known > 2:
        return review.state("Said by all {n} companies: {point}", held, point=values["point"], n=values["n"])
    if not unread:
        return review.state("Said by {k} of {n} companies: {point}", held, **values)
    named = review.state(
        "Said by {k} of {n} companies, with nothing known of {unread}: {point}",
        held,
        unread=_of(review, unread),
        **values,
    )
    counted = Number(float(len(unread)), "count")
    return named.or_shorter(
        review.state(
            "Said by {k} of {n} companies known, with {unread} more not known: {point}",
            held,
            unread=counted,
            **values,
        )
    )


def _nothing(review: Review) -> Statement:
    """Say that no point is shared: of companies that were read, or because none was."""
    shared = Value("points", "remarks.shared", math.nan, "count", reason="not_disclosed")
    none = Evidence.of([shared], Population("points", ("points",)), review.quarter)
    return review.nothing("The data hold no point in common for {quarter}", none, quarter=review.quarter)


def _theme(review: Review, shared: SharedPoint) -> str:
    return review.say(_THEMES[shared.point.theme])


def _of(review: Review, companies: Sequence[str]) -> str:
    return review.language.join(review.company(c) for c in companies)


def _passed_on(shared: SharedPoint) -> set[str]:
    """Return the companies whose every remark on a point others pass on: no document of their own holds it."""
    own = {r.company for r in shared.remarks if not is_second_hand(r.evidence)}
    return {r.company for r in shared.remarks} - own


def _said_by(review: Review, shared: SharedPoint, stance: Stance) -> str:
    """Name the companies of a stance, each with a letter where others alone pass on what it said."""
    second = _passed_on(shared)
    return review.language.join(review.company(c) + raised("s" * (c in second)) for c in shared.of(stance))


def _who(review: Review, shared: SharedPoint) -> Cell:
    """Name who says so; the link is the newest document in which somebody does."""
    says = [r for r in shared.remarks if shared.point.id in r.points]
    newest = max(says, key=lambda r: (r.filed, r.source_id))
    return review.linked(_said_by(review, shared, "says"), newest.source_id)


common_table = Columns[Review](
    Head("", _theme, share=0.7),
    Head(N_("Point"), lambda review, s: s.point.name.of(review.language.code), share=2.5),
    Head(N_("who says so"), _who, "left", 2.6),
    Head(N_("who says otherwise"), lambda review, s: _said_by(review, s, "differs"), share=1.1),
    Head(N_("not among its remarks"), lambda review, s: _of(review, s.of("silent")), share=2.6),
    printed=largest(MOST_ON_PAPER, lambda review, s: len(s.of("says")) + len(s.of("differs")) / 100),
)


def _data(review: Review, shared: Sequence[SharedPoint]) -> pd.DataFrame:
    """Every remark behind the table, with the stance its company takes by it."""
    return pd.DataFrame(
        [
            {
                "point": s.point.id,
                "company": r.company,
                "stance": dict(s.stances)[r.company],
                "calendar_quarter": str(r.quarter),
                "topic": r.topic,
                "remark": r.words.of(review.language.code),
                "known": r.filed.isoformat(),
                "evidence": r.evidence,
                "sources": r.source_id,
            }
            for s in shared
            for r in s.remarks
        ]
    )


def _sources(review: Review, shared: Sequence[SharedPoint]) -> list[str]:
    found: list[Remark] = [r for s in shared for r in s.remarks]
    return sorted({r.source_id for r in found})


def _passed_on_note(review: Review, shared: Sequence[SharedPoint]) -> str:
    """Explain the letter beside a name, where there is one."""
    if not any(_passed_on(s) for s in shared):
        return ""
    return review.say(
        "{letter} beside a name: no text of the company’s own that was read holds the remark; the press or notes of others "
        "pass it on.",
        letter=raised("s"),
    )


def _unread(review: Review, shared: Sequence[SharedPoint]) -> str:
    """Name the companies of whose quarter nothing was read."""
    unread = [c for c in _companies(review) if not remarks.was_read(c, review.quarter, review.as_of)]
    if not unread:
        return ""
    return review.say("Nothing of the quarter was read of {companies}.", companies=_of(review, unread))


def _left_out(review: Review, shared: Sequence[SharedPoint]) -> str:
    """Name the companies that were read and have a page, and whose remarks are no part of the count."""
    left = [
        c
        for c in review.pages
        if c not in _companies(review) and remarks.was_read(c, review.quarter, review.as_of)
    ]
    if not left:
        return ""
    words = (
        N_("{names}’s remarks stand on its page and are not counted here.")
        if len(left) == 1
        else N_("Remarks of {names} stand on their pages and are not counted here.")
    )
    return review.say(words, names=_of(review, left))


common_points = Review.shows(
    Display(
        "common_points",
        shown_points,
        common_table,
        subtitle=N_(
            "What companies said of {quarter}, by what it comes down to; no count of how often or how firmly"
        ),
        message=common_message,
        alt=N_(
            "Table of what companies said alike, who said otherwise where one did, and who made no such remark. {title}."
        ),
        notes=(
            N_(
                "The remarks held are a selection of what was said, told in our own words; what is not among them may have "
                "been said all the same. Each remark is in the data of this exhibit, with its document."
            ),
            _passed_on_note,
            _unread,
            _left_out,
        ),
        data=_data,
        sources=_sources,
    )
)
