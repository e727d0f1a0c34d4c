"""How the claims fared: by article, and why the wrong ones are wrong."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ...claims import CAUSES, OUTCOMES
from ...exhibits import theme
from ...exhibits.absence import Absence
from ...exhibits.charts.counts import CountRow, Field, count_bars
from ...exhibits.exhibit import Exhibit
from ...language import N_, Number
from ...statements import Quantified, Statement, each_told
from . import names
from .context import ClaimsAudit
from .told import told_of, traced

# Grave states are dark: the map of worries has the same colours.
LOOKS = {
    "confirmed": (theme.STATE_COLOURS["resolved"], theme.INK),
    "approximately": (theme.STATE_COLOURS["easing"], theme.INK),
    "contradicted": (theme.STATE_COLOURS["holds"], theme.PAPER),
    "unverifiable": (theme.STATE_COLOURS["not_testable"], theme.INK),
}


def tally_message(report: ClaimsAudit) -> Statement:
    """How many claims the data decide, and how many of them they contradict."""
    if not report.verdicts:
        return report.state(
            "No article of the table was out by {day}", day=report.language.date(report.as_of)
        )
    wrong, open_ = (told_of(report, report.verdicts, word) for word in ("contradicted", "unverifiable"))
    decided = report.of("confirmed", "approximately", "contradicted")
    values = {"all": count(len(report.verdicts)), "decided": count(len(decided))}
    if not decided:
        return report.state("The data decide none of {all} claims", open_, **values)
    if not report.of("contradicted"):
        return report.state(
            "The data decide {decided} of {all} claims and contradict none of them", wrong, open_, **values
        )
    return report.state(
        "The data decide {decided} of {all} claims and contradict {wrong} of them",
        wrong,
        open_,
        wrong=count(len(report.of("contradicted"))),
        **values,
    )


def count(number: int) -> Number:
    """A count in a sentence."""
    return Number(float(number), "count")


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
            "by_article", title=title, subtitle=subtitle, body=Absence(str(title)), points=[], alt=str(title)
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


_OF_SOME = N_("Of {n} contradicted claims, {k} can be traced to where they went wrong")
_TRACED = Quantified(
    every=N_("Every one of the {n} contradicted claims can be traced to where it went wrong"),
    both=N_("Both contradicted claims can be traced to where they went wrong"),
    none=N_("None of the {n} contradicted claims can be traced to where it went wrong"),
    k_of_n=_OF_SOME,
    k_of_known=_OF_SOME,
    every_known=_OF_SOME,
    none_known=_OF_SOME,
    one=N_("The one contradicted claim can be traced to where it went wrong"),
    not_one=N_("The one contradicted claim cannot be traced to where it went wrong"),
    nothing=N_("No claim is contradicted"),
)


def causes_message(report: ClaimsAudit) -> Statement:
    """How many of the wrong claims can be traced to where they went wrong."""
    if not report.of("contradicted"):
        return none_contradicted(report)
    held = each_told(traced(report), "traced")
    return report.counted(_TRACED, held, report.name_of) if held else none_contradicted(report)


def none_contradicted(report: ClaimsAudit) -> Statement:
    """Say that the data contradict nothing that was out."""
    if not report.verdicts:
        return tally_message(report)
    return report.state("No claim is contradicted", told_of(report, report.verdicts, "contradicted"))


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
            "causes", title=title, subtitle=subtitle, body=Absence(str(title)), points=[], alt=str(title)
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
