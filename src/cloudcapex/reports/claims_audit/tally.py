"""How the claims fared: by article, and why the wrong ones are wrong."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ...claims import CAUSES, OUTCOMES
from ...exhibits import theme
from ...exhibits.absence import Absence
from ...exhibits.charts.counts import CountRow, Field, count_bars
from ...exhibits.exhibit import Exhibit
from . import names
from .context import ClaimsAudit

# Grave states are dark: the map of worries has the same colours.
LOOKS = {
    "confirmed": (theme.STATE_COLOURS["resolved"], theme.INK),
    "approximately": (theme.STATE_COLOURS["easing"], theme.INK),
    "contradicted": (theme.STATE_COLOURS["holds"], theme.PAPER),
    "unverifiable": (theme.STATE_COLOURS["not_testable"], theme.INK),
}


def tally_message(report: ClaimsAudit) -> str:
    """How many claims the data decide, and how."""
    say = report.say
    decided = report.of("confirmed", "approximately", "contradicted")
    wrong = report.of("contradicted")
    if not report.verdicts:
        return say("No article of the table was out by {day}", day=report.language.date(report.as_of))
    if not decided:
        return say("The data decide none of {all} claims", all=len(report.verdicts))
    return say(
        "The data decide {decided} of {all} claims and contradict {wrong} of them",
        decided=len(decided),
        all=len(report.verdicts),
        wrong=len(wrong) or say("none"),
    )


@ClaimsAudit.shows
def by_article(report: ClaimsAudit) -> Exhibit:
    """Count the verdicts of each article."""
    say = report.say
    title = tally_message(report)
    subtitle = say(
        "Claims by verdict and article, on what was known by {day}", day=report.language.date(report.as_of)
    )
    found = {a: Counter(v.outcome for v in report.verdicts if v.claim.article == a) for a in report.articles}
    shown = {a: counts for a, counts in found.items() if counts}
    if not shown:
        return report.exhibit(
            "by_article", title=title, subtitle=subtitle, body=Absence(title), points=[], alt=title
        )
    rows = [
        CountRow(report.article_name(a), tuple(counts[o] for o in OUTCOMES), str(sum(counts.values())))
        for a, counts in shown.items()
    ]
    fields = [Field(say(names.OUTCOMES[o]), *LOOKS[o]) for o in OUTCOMES]
    return report.exhibit(
        "by_article",
        title=title,
        subtitle=subtitle,
        body=count_bars(rows, fields, width=theme.FULL_WIDTH),
        points=[],
        data=pd.DataFrame(
            [
                {"article": a, "verdict": o, "claims": counts[o]}
                for a, counts in shown.items()
                for o in OUTCOMES
            ]
        ),
        extra_sources=report.sources_of(report.verdicts),
        alt=say("Stacked bars of verdicts by article. {title}.", title=title),
        notes=[
            say(
                "Confirmed: the known figure, rounded as the claim is, is the claimed one. Approximately right: off by "
                "one in the last written place, or borne out by a figure near it in time or kind."
            )
        ],
    )


def causes_message(report: ClaimsAudit) -> str:
    """Why the wrong claims are most often wrong."""
    say = report.say
    counts = Counter(c for v in report.of("contradicted") for c in v.causes)
    if not counts:
        return say("No claim is contradicted")
    explained = sum(bool(set(v.causes) - {"wrong_value"}) for v in report.of("contradicted"))
    if not explained:
        return say("No contradicted figure is found elsewhere in the data")
    return say(
        "Of {wrong} contradicted claims, {explained} can be traced to where they went wrong"
        if len(report.of("contradicted")) > 1
        else "The one contradicted claim can be traced to where it went wrong",
        wrong=len(report.of("contradicted")),
        explained=explained,
    )


@ClaimsAudit.shows
def causes(report: ClaimsAudit) -> Exhibit:
    """Count the likely causes of contradicted claims."""
    say = report.say
    title = causes_message(report)
    subtitle = say("Likely causes; a claim may have more than one")
    wrong = report.of("contradicted")
    counts = Counter(c for v in wrong for c in v.causes)
    if not counts:
        return report.exhibit(
            "causes", title=title, subtitle=subtitle, body=Absence(title), points=[], alt=title
        )
    order = sorted(CAUSES, key=lambda c: (-counts[c], CAUSES.index(c)))
    rows = [CountRow(say(names.CAUSES[c]), (counts[c],)) for c in order if counts[c]]
    return report.exhibit(
        "causes",
        title=title,
        subtitle=subtitle,
        body=count_bars(
            rows, [Field(say(names.OUTCOMES["contradicted"]), *LOOKS["contradicted"])], width=theme.FULL_WIDTH
        ),
        points=[],
        data=pd.DataFrame([{"cause": c, "claims": counts[c]} for c in order]),
        extra_sources=report.sources_of(wrong),
        alt=say("Bars of likely causes. {title}.", title=title),
        notes=[
            say(
                "A cause is found by search: the same digits in another unit, the figure of a period beside it, of "
                "another basis, of the company as a whole or of another one. Where nothing equals the claim, its value "
                "is wrong. Arithmetic is checked on the article’s own numbers."
            )
        ],
    )
