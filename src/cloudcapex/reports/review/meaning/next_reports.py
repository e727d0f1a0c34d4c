"""What is due next: which report of each company, the day its habit lets expect, and the last one that law allows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence

import pandas as pd

from ....exhibits.display import Columns, Display, Head
from ....exhibits.tables.table import Cell, missing
from ....language import N_
from ....periods import Quarter
from ....statements import Evidence, Phrase, Population, Statement, Value, longest, value
from ....upcoming import Due, upcoming
from ..context import Review
from ..guidance.given import seen_until

# What two lines take over an exhibit of half the page, in columns.
NARROW = 76
# Paper prints so many rows: the next ones.
_PRINTED = 8


def due_reports(review: Review) -> list[Due]:
    """Return the next report of each company with a page, as the last day of the edition lets expect it."""
    day = seen_until(review)
    companies = dict.fromkeys((*review.beside("cloud", "supplier"), *review.pages))
    return review.made(f"due on {day}", lambda: upcoming(tuple(companies), day))


def _held(review: Review, due: Sequence[Due]) -> Evidence:
    """In how many days each report is expected, below nought where that day is over."""
    on = seen_until(review)
    values = [
        Value(d.company, "upcoming.days", float((d.day - on).days), "count", when=on.isoformat())
        for d in due
        if d.day
    ]
    return Evidence.of(
        values, Population("companies with a habit", tuple(v.of for v in values)), Quarter.containing(on)
    )


def next_message(review: Review) -> Statement:
    """Name those that are expected next, with the day; as many as a title has room for."""
    on = seen_until(review)
    expected = [d for d in due_reports(review) if d.day]
    due = [d for d in expected if not d.passed(on)]
    if not expected:
        return _nothing(review)
    if not due:
        return review.state(
            "Expected before {day}, and nothing of it in the data: {list}",
            *(value(_held(review, [d])) for d in expected),
            day=_day(review, on),
            list=review.clauses(_days(review, expected)),
        )
    return longest(_expected(review, due[:n]) for n in range(1, min(len(due), 4) + 1)).fitting(NARROW)


def _nothing(review: Review) -> Statement:
    """Say that nobody has reported often enough to have a habit."""
    on = seen_until(review)
    values = [
        Value(c, "upcoming.days", math.nan, "count", reason="not_disclosed", when=on.isoformat())
        for c in review.companies
    ]
    none = Evidence.of(values, review.everyone, Quarter.containing(on))
    return review.nothing(
        "By {day} the data hold no habit of reporting to expect the next from", none, day=_day(review, on)
    )


def _expected(review: Review, due: Sequence[Due]) -> Statement:
    held = _held(review, due)
    return review.state(
        "Expected next, by habit: {list}",
        *(value(held, d.company) for d in due),
        list=review.clauses(_days(review, due)),
    )


def _days(review: Review, due: Sequence[Due]) -> list[Phrase]:
    return [
        review.phrase("{company} about {day}", company=review.company(d.company), day=_day(review, d.day))
        for d in due
    ]


def next_sentence(review: Review) -> Statement | None:
    """Tell of each company compared when its habit lets expect the next report, and until when the law has it."""
    on = seen_until(review)
    every = [d for d in due_reports(review) if d.company in review.companies and d.day]
    coming, passed = ([d for d in every if d.passed(on) is over] for over in (False, True))
    parts = [*_coming(review, coming), *_passed(review, passed)]
    if not parts:
        return None
    return review.state("Expected by habit, not announced: {list}.", list=review.clauses(parts))


def _coming(review: Review, due: Sequence[Due]) -> Iterator[Statement]:
    """Tell of those on one quarter with one last day together."""
    for quarter, last in dict.fromkeys((d.quarter, d.last_day) for d in due):
        alike = [d for d in due if (d.quarter, d.last_day) == (quarter, last)]
        held = [value(_held(review, [d])) for d in alike]
        values = {"quarter": quarter, "list": _days(review, alike)}
        if last is None:
            yield review.state("{list} on {quarter}", *held, **values)
        else:
            yield review.state(
                "{list} on {quarter}, by law until {last}", *held, last=_day(review, last), **values
            )


def _passed(review: Review, due: Sequence[Due]) -> Iterator[Statement]:
    for d in due:
        yield review.state(
            "{company} on {quarter} by about {day}, which has passed",
            value(_held(review, [d])),
            company=review.company(d.company),
            day=_day(review, d.day),
            quarter=d.quarter,
        )


def _on(review: Review) -> str:
    return review.language.date(seen_until(review))


def _day(review: Review, day: dt.date | None) -> str:
    assert day is not None  # who has no habit is not told of
    return review.language.date(day)


def _report(review: Review, d: Due) -> str:
    if d.rule is None:
        return str(d.quarter)
    return review.say("{quarter}, {form}", quarter=d.quarter, form=d.rule.form)


def _when(review: Review, d: Due) -> Cell:
    if d.day is None:
        return missing("not_derivable")
    text = review.say("≈ {day}", day=review.language.day(d.day))
    if d.passed(seen_until(review)):
        text = review.say("{day}, passed", day=text)
    return Cell(text, kind="figure")


def _until(review: Review, d: Due) -> Cell:
    if d.last_day is None or d.rule is None:
        return missing("not_applicable")
    return review.linked(review.language.day(d.last_day), d.rule.source_id)


def _without_last_day(review: Review, due: Sequence[Due]) -> str:
    """Say whose reports no rule gives a last day, and on which forms those are that have one."""
    names = [review.company(d.company) for d in due if d.rule is None]
    if not names:
        return ""
    forms = sorted({d.rule.form for d in due if d.rule})
    if not forms:
        return review.say(
            "By law until: for {companies} the data hold no rule.", companies=review.language.join(names)
        )
    return review.say(
        "By law until: the last day to file a Form {forms}, of large filers; for {companies} the data hold no rule.",
        forms=review.language.join(forms),
        companies=review.language.join(names),
    )


def _basis(review: Review, d: Due) -> Cell:
    if d.habit is None:
        return missing("not_derivable")
    return Cell(review.say("{days} ({n})", days=d.habit, n=len(d.lags)))


def _rows(review: Review, due: Sequence[Due]) -> pd.DataFrame:
    """Every row with the lags behind it."""
    return pd.DataFrame(
        [
            {
                "company": d.company,
                "calendar_quarter": str(d.quarter),
                "closes": d.end.isoformat(),
                "form": d.rule.form if d.rule else "",
                "expected": d.day.isoformat() if d.day else "",
                "expected_on": seen_until(review).isoformat(),
                "by_law": d.last_day.isoformat() if d.last_day else "",
                "lags_days": ";".join(map(str, d.lags)),
                "sources": d.rule.source_id if d.rule else "",
            }
            for d in due
        ]
    )


next_reports = Review.shows(
    Display(
        "next_reports",
        due_reports,
        Columns(
            Head(N_("Company"), lambda review, d: review.company(d.company), share=1.0),
            Head(N_("Next report"), _report, share=1.1),
            Head(N_("expected"), _when, "right", 1.2),
            Head(N_("by law until"), _until, "right", 1.1),
            Head(N_("days (reports)"), _basis, "right", 0.8),
            printed=lambda review, due: range(min(len(due), _PRINTED)),
        ),
        subtitle=lambda review: review.say(
            "Reports not out on {day}, and when to expect them", day=_on(review)
        ),
        message=next_message,
        alt=N_("Table of the next report of each company with the day expected. {title}."),
        notes=(
            N_(
                "Expected days are arithmetic and no announcement: the end of the fiscal quarter and the median of the days "
                "to the first figure filed, over so many of the last reports of the kind. Releases often come the evening "
                "before. A last day that is no working day moves to the next one."
            ),
            _without_last_day,
        ),
        data=_rows,
        sources=lambda review, due: sorted({d.rule.source_id for d in due if d.rule}),
        absent=N_("A habit takes three reports of a kind: of a quarter within the year, or of the year."),
        wide=False,
    )
)
