"""The front page: what became of the claims, and the most telling of them."""

from __future__ import annotations

from collections import Counter

from ..front_page import FrontPage, Takeaway
from . import words
from .context import ClaimsAudit
from .tables import borne_out_message, undecided_message, worst_of
from .tally import tally_message


@ClaimsAudit.shows
def front_page(report: ClaimsAudit) -> FrontPage:
    """Compute the front page."""
    say = report.say
    return FrontPage(
        band=say("CLAIMS AUDIT · WHAT OTHERS PUBLISHED, AGAINST THE FILINGS"),
        period=f"{report.quarter} · {report.language.months(report.quarter)}",
        title=report.tell(headline(report), "front.title", "headline"),
        summary=(summary(report),),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(report)),
        aside_title=say("How a verdict is made"),
        asides=(
            say(
                "Each claim’s words are resolved by rules to a company, a measure and a period, then looked up."
            ),
            say("No verdict is written down; with other data the same claims get other verdicts."),
            say("Nothing known after {day} is used.", day=report.language.date(report.as_of)),
        ),
    )


def headline(report: ClaimsAudit) -> str:
    """The finding in one line: how many of the claims that can be checked hold."""
    say = report.say
    wrong, right = report.of("contradicted"), report.of("confirmed", "approximately")
    decided = len(wrong) + len(right)
    if not decided:
        return tally_message(report)
    if not wrong:
        return say("All {decided} claims that can be checked are borne out", decided=decided)
    if not right:
        return say("None of {decided} claims that can be checked holds", decided=decided)
    return say(
        "Of {decided} claims that can be checked, {right} hold, {wrong} do not"
        if len(wrong) > 1
        else "Of {decided} claims that can be checked, {right} hold, one does not",
        decided=decided,
        right=len(right),
        wrong=len(wrong),
    )


def summary(report: ClaimsAudit) -> str:
    """Two sentences: what was audited, and how much of it is open."""
    say = report.say
    if not report.verdicts:
        return say("No article of the table was out by {day}.", day=report.language.date(report.as_of))
    articles = len({v.claim.article for v in report.verdicts})
    first = say(
        "{claims} figures from {articles} articles on clouds, capex and AI are held against filings, calls and the "
        "tables of deals, rounds and markets."
        if articles > 1
        else "{claims} figures from one article on clouds, capex and AI are held against filings, calls and the "
        "tables of deals, rounds and markets.",
        claims=len(report.verdicts),
        articles=articles,
    )
    return report.language.sentences(first, say("{sentence}.", sentence=undecided_message(report)))


def takeaways(report: ClaimsAudit) -> list[Takeaway]:
    """Up to five findings, each with its exhibit."""
    say = report.say

    def take(lead: str, sentence: str, key: str) -> Takeaway:
        return Takeaway(lead, sentence, report.number(key), report.label(key))

    found = []
    worst = worst_of(report)
    if worst is not None and not worst.broken:
        found.append(
            take(
                say("Farthest off."),
                say(
                    "Article {article} gives {quote}; the data give {actual}.",
                    article=worst.claim.article,
                    quote=_quoted(report, report.quote(worst)),
                    actual=report.actual(worst),
                ),
                "contradicted",
            )
        )
    for cause, lead in (
        ("wrong_entity", say("Another’s figure.")),
        ("wrong_period", say("Another period.")),
        ("wrong_arithmetic", say("Sums that do not add up.")),
    ):
        one = next((v for v in report.of("contradicted") if cause in v.causes and v is not worst), None)
        if one is not None and len(found) < 4:
            sentence = say(
                "Article {article} gives {quote}.",
                article=one.claim.article,
                quote=_quoted(report, report.quote(one)),
            )
            found.append(
                take(lead, report.language.sentences(sentence, words.explain(report, one)), "contradicted")
            )
    if report.of("confirmed", "approximately"):
        found.append(
            take(say("Borne out."), say("{sentence}.", sentence=borne_out_message(report)), "borne_out")
        )
    counts = Counter(v.reason for v in report.of("unverifiable"))
    if counts and len(found) < 5:
        found.append(take(say("Open."), say("{sentence}.", sentence=undecided_message(report)), "undecided"))
    return found


def _quoted(report: ClaimsAudit, text: str) -> str:
    return f"「{text}」" if report.language.code == "zh-Hant" else f"“{text}”"
