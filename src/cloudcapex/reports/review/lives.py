"""Changed useful lives in words, and those of whose effect nobody told an amount: a silence is not read as none."""

from __future__ import annotations

from collections.abc import Container, Iterable

from ... import facts
from ...facts.rows import LifeRow
from ...language import N_
from ...periods import Quarter
from ...schema.rows import rows_of
from ..lives import change_name
from .context import Review

# A change moves what is compared while the year before stood on the older lives: of the last eight quarters, and of the next.
_QUARTERS = 7


def life_changes(review: Review, company: str) -> list[Quarter]:
    """Return the quarters, as the company's own are named, from which on it depreciates some assets over other lives."""
    rows = rows_of(facts.load_useful_lives(review.as_of), LifeRow)
    days = {r.since for r in rows if r.company == company and r.years_before is not None}
    return [
        p.quarter
        for p in review.row("revenue", company)
        if p.period_start and p.period_end and any(p.period_start <= day <= p.period_end for day in days)
    ]


def untold_lives(review: Review, companies: Container[str]) -> list[LifeRow]:
    """Return the changes of these companies' lives known on the day that may bear on a comparison and have no effect told.

    The year before still stands on the older lives where they change after its first day; what changes in the quarter
    to come is among them, since it is news that nothing of it is in the figures yet. A change that came on the day, or within the time, of one whose effect a document tells may be in that one.
    """
    rows = rows_of(facts.load_useful_lives(review.as_of), LifeRow)
    told = [r for r in rows if r.effect is not None]
    since, until = (review.quarter - _QUARTERS).start, (review.quarter + 1).end
    found = {
        (r.company, r.asset, r.since): r
        for r in rows
        if r.company in companies
        and since < r.since <= until
        and r.effect is None
        and not _is_told_with(r, told)
    }
    place = {company: n for n, company in enumerate(review.beside("cloud"))}
    return sorted(found.values(), key=lambda r: (place[r.company], r.since, r.asset))


def _is_told_with(row: LifeRow, told: Iterable[LifeRow]) -> bool:
    """Whether the effect of a change of the same company may hold this one's."""
    return any(
        t.company == row.company
        and (
            t.since == row.since
            or bool(t.effect_start and t.effect_end and t.effect_start <= row.since <= t.effect_end)
        )
        for t in told
    )


_UNTOLD = {
    False: N_("Lives changed, with no amount told of the effect, which is not taken out: {list}."),
    True: N_("Lives change after these quarters, and nothing of it is in them: {list}."),
}


def untold_note(review: Review, companies: Container[str]) -> str:
    """Name each of these companies' changes: company, from how many years to how many, from when."""
    found = untold_lives(review, companies)
    sentences = []
    for later, words in _UNTOLD.items():
        parts = [
            review.say(
                "{company} {change} from {month} on",
                company=review.company(r.company),
                change=change_name(review, r),
                month=review.language.month(r.since),
            )
            for r in found
            if (r.since > review.quarter.end) == later
        ]
        if parts:
            sentences.append(review.say(words, list=review.language.clauses(parts)))
    return review.language.sentences(*sentences)
