"""What must be known to read guidance right: marks, definitions that changed, and what is missing and why."""

from __future__ import annotations

from collections.abc import Sequence

from .... import facts
from ....guidance.ladders import Guidance, Ladder
from ....guidance.scores import Outlook, Score
from ..context import Review
from . import words as write
from .forecast import forecast_note, newest_forecast
from .rungs import drawn, look


def ladder_notes(review: Review, outlooks: Sequence[Outlook]) -> list[str]:
    say, language = review.say, review.language
    shown = [(o.ladder, s) for o in outlooks for s in drawn(o.ladder)]
    looks, forecast = {look(s) for _, s in shown}, newest_forecast(review)
    marks = [
        say("Pale bar: spent on the basis of the guidance, so far or in the year before.")
        if any((o.spent if o.done else o.before).known for o in outlooks)
        else "",
        say("Faded: replaced by a later statement.") if "earlier" in looks else "",
        say("Dashed: not to be held against the newest.") if looks & {"apart", "struck"} else "",
        say("In words: no figure was given.") if "words" in looks else "",
        say("~ about, > more than, ≥ at least.")
        if any(s.qualifier for _, s in shown) or (forecast and forecast.qualifier)
        else "",
        say("Each company stands on its own basis; the figures are not added."),
        # A fiscal year may have a later quarter that is filed by the day of the statements.
        say(
            "Spent and left stand at the end of {quarter}; what was spent later is not in them.",
            quarter=review.quarter,
        )
        if any(o.ladder.last for o in outlooks)
        else "",
        forecast_note(review),
    ]
    notes = [language.sentences(*marks)]
    for ladder, s in shown:
        values = {
            "company": review.company(ladder.company),
            "figure": write.figure(review, s),
            "day": language.date(s.issued),
        }
        if look(s) == "apart":
            notes.append(_apart_note(review, ladder, s))
        elif look(s) == "struck":
            notes.append(
                say("{company}’s {figure} of {day} is struck out: a better document of that day gives another figure.", **values)
            )  # fmt: skip
        elif look(s) == "words" and s.status == "current":
            notes.append(say("{company}, {day}: {words}.", **values, words=say(s.words).rstrip(".")))
    return [*notes, *_gap_notes(review, outlooks), review.missing_note()]


def _apart_note(review: Review, ladder: Ladder, s: Guidance) -> str:
    say, language = review.say, review.language
    now = ladder.last or s
    values = {
        "company": review.company(ladder.company),
        "earlier": write.figure(review, s),
        "day": language.date(s.issued),
        "later": write.figure(review, now),
        "then": language.date(now.issued),
    }
    if s.reason == "other_definition":
        note = say(
            "{company}: {earlier} of {day} and {later} of {then} stand on two definitions; the step between them is "
            "neither a cut nor a rise.",
            **values,
        )
        return language.sentences(note, say(_definition(now, ladder.company)))
    return say(
        "{company}: {earlier} of {day} is {basis}, on another basis than {later} of {then}.",
        **values,
        basis=write.basis(review, s.metric),
    )


def _definition(s: Guidance, company: str) -> str:
    table = facts.load_definitions()
    fits = (
        (table["definition"] == s.definition)
        & table["metric"].isin(["", s.metric])
        & table["company"].isin(["", company])
    )
    return str(table.loc[fits, "text"].iloc[-1])


def _gap_notes(review: Review, outlooks: Sequence[Outlook]) -> list[str]:
    """Say why nothing is shown as spent, or as spent a year before."""
    say = review.say
    told = [o for o in outlooks if o.ladder.last]
    groups: dict[str, list[str]] = {}
    for o in told:
        if not o.before.known:
            groups.setdefault(f"before {o.before.reason}", []).append(review.company(o.ladder.company))
        if o.done and not o.spent.known:
            groups.setdefault(o.spent.reason, []).append(review.company(o.ladder.company))
    notes = []
    for reason, names in groups.items():
        companies = review.language.join(names)
        said = {
            "no_figure_on_basis": say(
                "{companies}: the data hold no spending on the definition of the guidance.",
                companies=companies,
            ),
            "estimate_only": say(
                "{companies}: spending on the basis of the guidance is only estimated.", companies=companies
            ),
            "not_yet_filed": say("{companies}: spending is not filed yet.", companies=companies),
            "not_entered": say(
                "{companies}: spending of a quarter is published, and not in the data.", companies=companies
            ),
            "basis_not_stated": say(
                "{companies}: the guidance does not say on which basis it stands.", companies=companies
            ),
            "before estimate_only": say(
                "{companies}: the year before is only estimated on this basis, so no growth is computed.",
                companies=companies,
            ),
        }.get(reason, "")
        notes.append(said)
    return notes


def unscored_notes(review: Review, scores: Sequence[Score]) -> list[str]:
    say = review.say
    groups: dict[str, list[str]] = {}
    for s in scores:
        if s.reason:
            name = say(
                "{company} {year}",
                company=review.company(s.ladder.company),
                year=write.period(review, s.ladder.target),
            )
            groups.setdefault(s.reason, []).append(name)
    texts = {}
    for reason, names in groups.items():
        list_ = review.language.join(names)
        texts[reason] = {
            "estimate_only": say(
                "{list}: not scored, a quarter of it is only derived by a third party, from the guidance or a rounded "
                "figure.",
                list=list_,
            ),
            "basis_not_stated": say("{list}: not scored, the guidance does not state its basis.", list=list_),
            "not_yet_filed": say("{list}: not scored, the year is not filed yet.", list=list_),
            "not_entered": say(
                "{list}: not scored, a quarter of it is published, and not in the data.", list=list_
            ),
        }.get(reason, say("{list}: not scored, the data hold no spending on this basis.", list=list_))
    return list(texts.values())


def words_note(review: Review, scores: Sequence[Score]) -> str:
    silent = [s for s in scores if not s.ladder.last]
    if not silent:
        return ""
    by_company: dict[str, list[str]] = {}
    for s in silent:
        by_company.setdefault(s.ladder.company, []).append(write.period(review, s.ladder.target))
    named = [
        review.say("{company} {years}", company=review.company(c), years=review.language.join(years))
        for c, years in by_company.items()
    ]
    return review.say("In words only, and not scored: {list}.", list=review.language.join(named))
