"""The front page: what became of the claims, and the most telling of them."""

from __future__ import annotations

from ...claims import Verdict
from ...language import N_, Number
from ...statements import Quantified, Statement, each_told, value
from ..front_page import FrontPage, Taken, front_page_of
from ..labels import inside
from .context import ClaimsAudit
from .tables import borne_out_message, told_beside, undecided_message, worst_of
from .tally import count, tally_message
from .told import articles, told_of, traced


@ClaimsAudit.shows
def front_page(report: ClaimsAudit) -> FrontPage:
    """Compute the front page."""
    say = report.say
    return front_page_of(
        report,
        band=say("CLAIMS AUDIT · WHAT OTHERS PUBLISHED, AGAINST THE FILINGS"),
        title=headline(report),
        summary=summary(report),
        takeaways=takeaways(report),
        aside_title=say("How a verdict is made"),
        asides=(
            say(
                "Each claim’s words are resolved by rules to a company, a measure and a period, then looked up."
            ),
            say("No verdict is written down; with other data the same claims get other verdicts."),
            say("Nothing known after {day} is used.", day=report.language.date(report.as_of)),
        ),
    )


_SOME = N_("Of {n} claims that can be decided, {right} are borne out, {k} contradicted")
_CHECKED = Quantified(
    every=N_("All {n} claims that can be decided are contradicted"),
    both=N_("Both claims that can be decided are contradicted"),
    none=N_("None of the {n} claims that can be decided is contradicted"),
    k_of_n=_SOME,
    k_of_known=_SOME,
    every_known=_SOME,
    none_known=_SOME,
    one=N_("The one claim that can be decided is contradicted"),
    not_one=N_("The one claim that can be decided is borne out"),
    nothing=N_("Nothing can be decided"),
)


def headline(report: ClaimsAudit) -> Statement:
    """The finding in one line: how many of the claims that can be decided are borne out."""
    decided = report.decided
    held = told_of(report, decided, "contradicted", "decided")
    if held is None:
        return tally_message(report)
    return report.counted(_CHECKED, held, report.name_of, right=count(len(held.false_of)))


def summary(report: ClaimsAudit) -> tuple[Statement, ...]:
    """Two sentences: what was audited, and how much of it is open."""
    if not report.verdicts:
        return (report.state("{sentence}.", sentence=tally_message(report)),)
    from_, all_ = articles(report), told_of(report, report.verdicts, "unverifiable")
    number = from_["all"].value
    first = report.state(
        "{claims} claims of {articles} articles are checked against filings, calls and the "
        "tables of deals, rounds and markets."
        if number > 1
        else "{claims} claims of one article are checked against filings, calls and the "
        "tables of deals, rounds and markets.",
        all_,
        value(from_),
        claims=count(len(report.verdicts)),
        articles=Number(number, "count", "all"),
    )
    return first, report.state("{sentence}.", sentence=undecided_message(report))


def takeaways(report: ClaimsAudit) -> list[Taken]:
    """Up to five findings, each with its exhibit."""
    found: list[Taken] = []
    worst = worst_of(report)
    if worst is not None and not worst.broken:
        found.append((report.state("Far off."), told_beside(report, worst, *_GIVES), "contradicted"))
    for cause, lead in _LEADS.items():
        one = next((v for v in report.of("contradicted") if cause in v.causes and v is not worst), None)
        if one is not None and len(found) < 4:
            found.append((report.state(lead), _traced(report, one), "contradicted"))
    if report.of("confirmed", "approximately"):
        borne = report.state("{sentence}.", sentence=borne_out_message(report))
        found.append((report.state("Borne out."), borne, "borne_out"))
    if report.left_open and len(found) < 5:
        open_ = report.state("{sentence}.", sentence=undecided_message(report))
        found.append((report.state("Open."), open_, "undecided"))
    return found


_LEADS = {
    "wrong_entity": N_("Another’s figure."),
    "wrong_period": N_("Another period."),
    "wrong_arithmetic": N_("Sums that do not fit."),
}
_GIVES = (
    N_("Article {article} gives {claimed} for {who} in {period}; the data give {actual}."),
    N_("Article {article} gives {claimed} for {who} in {period}; its own figures give {actual}."),
    N_("Article {article} is contradicted on {who} in {period}."),
    N_("Article {article} contradicts its own figures on {who} in {period}."),
)
_ANOTHERS = (
    N_("Article {article} gives {claimed} for {who} in {period}."),
    N_("Article {article} gives {claimed} for {who} in {period}."),
    N_("Article {article} is contradicted on {who} in {period}."),
    N_("Article {article} contradicts its own figures on {who} in {period}."),
)


def _traced(report: ClaimsAudit, verdict: Verdict) -> Statement:
    """Tell a wrong claim with what its figure is: another's, or of another period."""
    part = next((p for p in verdict.parts if p.outcome == "contradicted"), None)
    found = part.mistaken.finding if part and part.mistaken else None
    if part is None or found is None or verdict.broken:
        return told_beside(report, verdict, *_GIVES)
    # Where the data have no figure of what was claimed, there is nothing to set beside it.
    sentence = told_beside(report, verdict, *(_ANOTHERS if part.finding is found else _GIVES))
    held = each_told(traced(report).only(verdict.claim.id), "traced")
    if "wrong_entity" in verdict.causes:
        another = report.state(
            "What it gives is the figure of {owner}, {measure}.",
            held,
            owner=report.whose(found.entity),
            measure=inside(report.measure(found)),
        )
    else:
        another = report.state("What it gives is the figure of {period}.", held, period=found.span)
    return report.state("{sentence} {another}", sentence=sentence, another=another)
