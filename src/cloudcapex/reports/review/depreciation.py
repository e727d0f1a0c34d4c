"""Capex held against depreciation: what is spent, and what is charged."""

from __future__ import annotations

from collections.abc import Iterable

from ...exhibits.display import naming
from ...exhibits.drawings import Lines
from ...exhibits.spec import Rows, Spec
from ...language import N_
from ...periods import Quarter
from ...statements import Population, Statement, times_of
from ..change_words import span
from .context import Review
from .lives import life_changes


def _depreciation_only(review: Review, company: str) -> bool:
    return any(
        p.definition == "depreciation_only" for p in review.row("depreciation_and_amortization", company)
    )


def _shown(review: Review) -> tuple[str, ...]:
    """The companies compared, and the clouds followed beside them."""
    return review.beside("cloud")


def _charge(review: Review, company: str) -> str:
    """Choose the depreciation measure a company states for longer inside the window."""
    metrics = ("depreciation_and_amortization", "depreciation")
    return max(metrics, key=lambda m: sum(p.known for p in review.row(m, company)))


def _joint(review: Review, rows: Rows) -> list[str]:
    return [c for c in rows if _charge(review, c) != "depreciation" and not _depreciation_only(review, c)]


def _unknown(review: Review, rows: Rows) -> list[str]:
    return [c for c in _shown(review) if c not in rows or not rows[c][-1].known]


_joint_note = naming(Review, _joint, N_("{companies}: depreciation is stated together with amortisation."))


def _gaps_note(review: Review, rows: Rows) -> str:
    """Name the quarters in which a line has a gap for want of depreciation, of companies that have a line to its end."""
    parts = []
    for company, row in rows.items():
        charged = f"{_charge(review, company)}.ttm"
        gaps = [p.quarter for p in row if not (p.known or review.point(charged, company, p.quarter).known)]
        if gaps and row[-1].known:
            dates = review.language.join(map(span, _runs(gaps)))
            parts.append(review.say("{company} {dates}", company=review.company(company), dates=dates))
    if not parts:
        return ""
    return review.say(
        "No line where four quarters of depreciation are not held on one definition: {list}.",
        list=review.language.clauses(parts),
    )


def _runs(quarters: Iterable[Quarter]) -> list[list[Quarter]]:
    """Part quarters, in order, into runs of which each follows the one before."""
    runs: list[list[Quarter]] = []
    for quarter in quarters:
        if runs and runs[-1][-1] + 1 == quarter:
            runs[-1].append(quarter)
        else:
            runs.append([quarter])
    return runs


_unknown_note = naming(
    Review, _unknown, N_("{companies}: the data hold no depreciation of the four quarters to {quarter}.")
)


def _turned_note(review: Review, rows: Rows) -> str:
    """Explain the triangles, where a line has any: when each company changed the lives it depreciates over."""
    told, undrawn = (_turned(review, rows, drawn=drawn) for drawn in (True, False))
    if not told:
        return ""
    if not undrawn:
        return review.say("Triangles: useful lives changed: {list}.", list=told)
    return review.say(
        "Triangles: useful lives changed: {list}. Changed too, where no value is drawn: {others}.",
        list=told,
        others=undrawn,
    )


def _turned(review: Review, rows: Rows, *, drawn: bool) -> str:
    """Name each company with the quarters in which its lives changed and a value is drawn, or none is."""
    parts = []
    for company, row in rows.items():
        asked = {p.quarter for p in row if p.known == drawn}
        quarters = [str(quarter) for quarter in life_changes(review, row[0].company) if quarter in asked]
        if quarters:
            dates = review.language.join(quarters)
            parts.append(review.say("{company} {dates}", company=review.company(company), dates=dates))
    return review.language.clauses(parts)


def depreciation_message(review: Review) -> Statement:
    """Say what capex is to depreciation where it is most and where it is least."""
    charge = {c: _charge(review, c) for c in _shown(review)}
    members = Population("companies", tuple(charge))
    spent = review.evidence("capex_cash.ttm", members)
    worn = review.evidence({c: f"{m}.ttm" for c, m in charge.items()}, members)
    ratios = {v.of: held for v in spent.known if (held := times_of(v.of, v, worn[v.of], spent)) is not None}
    if not ratios:
        return review.state("Capex cannot be held against depreciation for {quarter}")
    top, low = (choose(ratios, key=lambda c: ratios[c].figure("ratio")) for choose in (max, min))
    values = {"top": review.company(top), "high": review.multiple(ratios[top], top)}
    if len(ratios) == 1:
        return review.state("Capex is {high} depreciation at {top}", ratios[top], **values)
    return review.state(
        "Capex runs from {least} depreciation at {low} to {high} at {top}",
        ratios[low],
        ratios[top],
        low=review.company(low),
        least=review.multiple(ratios[low], low),
        **values,
    )


depreciation = Review.shows(
    Spec(
        "depreciation",
        lambda review, company: review.row(f"capex_to_{_charge(review, company)}.ttm", company),
        _shown,
        Lines("times", turns=life_changes),
        subtitle=N_("Capex (cash) ÷ depreciation, trailing twelve months"),
        message=depreciation_message,
        alt=N_("Line chart of capex over depreciation by company. {title}. {newest}"),
        notes=(_joint_note, _gaps_note, _unknown_note, _turned_note),
    )
)
