"""How the claims fared: by article, and why the wrong ones are wrong."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ...claims import CAUSES, OUTCOMES
from ...claims.outcomes import Outcome
from ...exhibits import theme
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.counts import CountRow, Field, count_bars
from ...exhibits.charts.keys import Look
from ...exhibits.display import Display
from ...language import N_, Number
from ...statements import Quantified, Statement, each_told
from .. import vocabulary
from . import names
from .context import ClaimsAudit
from .told import told_of, traced

# Grave states are dark: the map of worries has the same colours. What no filing decides is not filled.
LOOKS: dict[Outcome, tuple[str, str, Look]] = {
    "confirmed": (theme.STATE_COLOURS["resolved"], theme.INK, "full"),
    "approximately": (theme.STATE_COLOURS["easing"], theme.INK, "full"),
    "as_its_source_says": (theme.STATE_COLOURS["easing"], theme.INK, "hatched"),
    "reports_differ": (theme.MUTED, theme.INK, "outline"),
    "contradicted": (theme.STATE_COLOURS["holds"], theme.PAPER, "full"),
    "unverifiable": (theme.STATE_COLOURS["not_testable"], theme.INK, "full"),
}


def tally_message(report: ClaimsAudit) -> Statement:
    """How many claims the data decide, and how many of them they contradict."""
    if not report.verdicts:
        return report.state(
            "No article of the table was out by {day}", day=report.language.date(report.as_of)
        )
    open_ = told_of(report, report.verdicts, "unverifiable")
    # A claim that is held against others' estimates or reports is decided no more than one that nothing is known of.
    decided = report.decided
    wrong = told_of(report, decided, "contradicted", "decided")
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


Counts = dict[str, Counter[Outcome]]


def _counted(report: ClaimsAudit) -> Counts:
    """Count the verdicts of each article that was out."""
    found = {a: Counter(v.outcome for v in report.verdicts if v.claim.article == a) for a in report.articles}
    return {article: counts for article, counts in found.items() if counts}


def _article_bars(report: ClaimsAudit, found: Counts) -> Chart:
    rows = [
        CountRow(report.article_name(a), tuple(counts[o] for o in OUTCOMES), str(sum(counts.values())))
        for a, counts in found.items()
    ]
    return count_bars(rows, [_field(report, o) for o in OUTCOMES], width=theme.FULL_WIDTH)


def _field(report: ClaimsAudit, outcome: Outcome) -> Field:
    return Field(report.say(vocabulary.OUTCOMES[outcome]), *LOOKS[outcome])


by_article = ClaimsAudit.shows(
    Display(
        "by_article",
        _counted,
        _article_bars,
        N_("Claims by verdict and article, on what was known by {day}"),
        tally_message,
        N_("Stacked bars of verdicts by article. {title}."),
        notes=N_(
            "Confirmed: the known figure, rounded as the claim is, is the claimed one. Approximately right: off by "
            "one in the last written place, or borne out by a figure near it in time or kind."
        ),
        data=lambda _, found: pd.DataFrame(
            [
                {"article": a, "verdict": o, "claims": counts[o]}
                for a, counts in found.items()
                for o in OUTCOMES
            ]
        ),
        sources=lambda report, _: report.sources_of(report.verdicts),
    )
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


def _causes(report: ClaimsAudit) -> list[tuple[str, int]]:
    """Count the likely causes, the most frequent first; nothing where no claim is contradicted."""
    counts = Counter(c for v in report.of("contradicted") for c in v.causes)
    return [(c, counts[c]) for c in sorted(CAUSES, key=lambda c: -counts[c])] if counts else []


def _cause_bars(report: ClaimsAudit, found: list[tuple[str, int]]) -> Chart:
    rows = [CountRow(report.say(names.CAUSES[c]), (number,)) for c, number in found if number]
    return count_bars(rows, [_field(report, "contradicted")], width=theme.FULL_WIDTH)


causes = ClaimsAudit.shows(
    Display(
        "causes",
        _causes,
        _cause_bars,
        N_("Likely causes; a claim may have more than one"),
        causes_message,
        N_("Bars of likely causes. {title}."),
        notes=N_(
            "A cause is found by search: the same digits in another unit, the figure of a period beside it, of "
            "another basis, of the company as a whole or of another one. Where nothing equals the claim, its value "
            "is wrong. Arithmetic is checked on the article’s own numbers."
        ),
        data=lambda _, found: pd.DataFrame(found, columns=["cause", "claims"]),
        sources=lambda report, _: report.sources_of(report.of("contradicted")),
    )
)
