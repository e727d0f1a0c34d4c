"""The claims one by one, each once: those contradicted, those borne out, and those nothing can decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ...claims import DECIDED, OUTCOMES, Verdict
from ...exhibits.display import Columns, Display, Head
from ...exhibits.exhibit import Body
from ...exhibits.tables.grouped import Group, GroupTable, Item
from ...exhibits.tables.table import Cell
from ...language import N_, Number
from ...statements import Phrase, Statement, each_told, leader
from .. import vocabulary
from ..labels import inside
from . import words
from .context import ClaimsAudit
from .tally import count, none_contradicted, tally_message
from .told import decision, reasons, told_of, two_figures

MARKS = N_(
    "Figures link to the newest document behind them. s from the press or a secondary source; n/d no figure in the data."
)
CLAIM = Head(N_("Claim"), ClaimsAudit.id)


def _table(
    key: str,
    body: Callable[[ClaimsAudit, Sequence[Verdict]], Body],
    *outcomes: str,
    subtitle: str,
    message: Callable[[ClaimsAudit], Statement],
    alt: str,
    note: str = MARKS,
) -> Display[ClaimsAudit]:
    """Return the exhibit that lists the claims with some verdicts."""
    return Display(
        key,
        lambda report: report.of(*outcomes),
        body,
        subtitle,
        message,
        alt,
        notes=(note, _hedges),
        data=ClaimsAudit.frame,
        sources=ClaimsAudit.sources_of,
        tall=True,
    )


def _hedges(report: ClaimsAudit, found: Sequence[Verdict]) -> str:
    """Explain the signs before figures that their documents hedge; nothing where no document does."""
    hedged = any(f.qualifier for v in found for f in v.findings)
    return (
        report.say("In the data, ≈ about, > more than, ≤ at most: the company’s own words.") if hedged else ""
    )


def _quoted(share: float) -> Head[ClaimsAudit]:
    return Head(
        N_("What was claimed"),
        lambda report, verdict: Cell(report.quote(verdict), language=report.quoted_in(verdict)),
        share=share,
    )


def _claimed(report: ClaimsAudit, verdict: Verdict) -> Cell:
    near = "≈" if verdict.outcome == "approximately" else ""
    return Cell(report.claimed(verdict), marks=near, kind="figure")


def contradicted_message(report: ClaimsAudit) -> Statement:
    """Which contradicted claim is off by most, of those that a filing decides where there is one."""
    worst = worst_of(report)
    if worst is None:
        return none_contradicted(report)
    return told_beside(report, worst, _BESIDE, _OWN, _PLAIN, _OWN_PLAIN)


_BESIDE = N_("{who} in {period}: {claimed} claimed, {actual} in the data")
_OWN = N_("{who} in {period}: {claimed} claimed, {actual} by the article’s own figures")
_PLAIN = N_("What was claimed of {who} in {period} is contradicted")
_OWN_PLAIN = N_("What was claimed of {who} in {period} does not follow from the article’s own figures")


def told_beside(
    report: ClaimsAudit, verdict: Verdict, data: str, own: str, plain: str, own_plain: str
) -> Statement:
    """Tell what was claimed beside what is, or that it is contradicted where the two are no single amounts.

    Parameters
    ----------
    data, own, plain, own_plain : str
        The messages for a figure of the data, for one of the article's own, and both without figures.
    """
    wrong = told_of(report, [verdict], "contradicted")
    values: dict[str, object] = {
        "who": who(report, verdict),
        "period": report.period(verdict.claim),
        "article": verdict.claim.article,
    }
    if verdict.question.parts and verdict.question.parts[0].spans:
        span = verdict.question.parts[0].spans[0]
        # Among Chinese words the digits of a year alone would be a number.
        values["period"] = report.language.year(int(str(span))) if str(span).isdigit() else span
    pair = two_figures(report, verdict)
    if pair is None:
        return report.state(own_plain if verdict.broken else plain, wrong, **values)
    held, claimed, actual = pair
    values["who"] = _of_what(report, verdict)
    return report.state(
        own if verdict.broken else data, wrong, held, claimed=claimed, actual=actual, **values
    )


def _of_what(report: ClaimsAudit, verdict: Verdict) -> str | Phrase:
    """Name whom a claim is about with what its figures are of: what the data have of them, else what was claimed."""
    part = next((p for p in verdict.parts if p.outcome == "contradicted"), None)
    one, found = verdict.question.entity, part.finding if part else None
    own = found is not None and one is not None and found.entity == one.id and not verdict.broken
    measure = report.measure(found) if own and found else report.measure_claimed(verdict)
    if not measure:
        return who(report, verdict)
    return report.phrase("{who}’s {measure}", who=who(report, verdict), measure=inside(measure))


def who(report: ClaimsAudit, verdict: Verdict) -> str:
    """Name whom a claim is about."""
    entities = (*verdict.question.entities, verdict.question.other)
    named = report.language.join([report.whose(e.id) for e in entities if e is not None])
    return named or report.subject(verdict.claim)


def worst_of(report: ClaimsAudit) -> Verdict | None:
    """Choose the contradicted claim to be told first: on the best evidence, then the farthest off."""

    def grave(verdict: Verdict) -> tuple[bool, float]:
        finding = verdict.findings[0] if verdict.findings else None
        filed = finding is not None and finding.evidence == "filed" and finding.bearing == "fact"
        part = verdict.question.parts[0] if verdict.question.parts else None
        off = abs(part.low / finding.low - 1) if part and finding and finding.low else 0.0
        return filed, off

    return max(report.of("contradicted"), key=grave, default=None)


contradicted = ClaimsAudit.shows(
    _table(
        "contradicted",
        Columns(
            CLAIM,
            _quoted(1.9),
            Head(N_("claimed"), _claimed, "right", 0.95),
            Head(N_("in the data"), ClaimsAudit.actual_cell, "right", 1.1),
            Head(N_("Likely cause"), words.causes, share=1.0),
            Head(N_("What it is"), words.explain, share=2.3),
        ),
        "contradicted",
        subtitle=N_("Claims that the data, or the article’s own numbers, contradict"),
        message=contradicted_message,
        alt=N_("Table of contradicted claims. {title}."),
    )
)


def borne_out_message(report: ClaimsAudit) -> Statement:
    """How many claims hold to the digit they are written to, and how many nearly."""
    if not report.verdicts:
        return tally_message(report)
    exact, near = (told_of(report, report.verdicts, word) for word in ("confirmed", "approximately"))
    values = {
        "all": count(len(report.verdicts)),
        "exact": count(len(report.of("confirmed"))),
        "near": count(len(report.of("approximately"))),
    }
    if not report.of("confirmed", "approximately"):
        return report.state("No claim is borne out by what the data hold", exact, near)
    if not report.of("approximately"):
        return report.state(
            "Of {all} claims, {exact} agree to the last place they are written to", exact, **values
        )
    return report.state(
        "Of {all} claims, {exact} agree to the last written place, and {near} more nearly so",
        exact,
        near,
        **values,
    )


borne_out = ClaimsAudit.shows(
    _table(
        "borne_out",
        Columns(
            CLAIM,
            _quoted(2.2),
            Head(N_("claimed"), _claimed, "right", 1.1),
            Head(N_("in the data"), ClaimsAudit.actual_cell, "right", 1.1),
            Head(N_("Held against"), words.explain, share=2.2),
        ),
        "confirmed",
        "approximately",
        subtitle=N_("Claims confirmed, or approximately right (≈)"),
        message=borne_out_message,
        alt=N_("Table of confirmed and approximately right claims. {title}."),
    )
)


def undecided_message(report: ClaimsAudit) -> Statement:
    """How many claims nothing decides, and what leaves most of them open."""
    if not report.verdicts:
        return tally_message(report)
    held = each_told(decision(report), "open")
    counts = reasons(report)
    first = leader(counts)
    if not report.left_open or first is None:
        return report.state("No claim is left open", held)
    leaders = first.named("leaders")
    return report.state(
        "Of {all} claims, the data do not decide {open}; the most frequent reason, for {number}: {reason}",
        held,
        first,
        all=count(len(report.verdicts)),
        open=count(len(report.left_open)),
        number=Number(counts[leaders[0]].value, "count", leaders[0]),
        reason=[report.phrase(vocabulary.LEFT_OPEN[reason]) for reason in leaders],
    )


def _by_reason(report: ClaimsAudit, found: Sequence[Verdict]) -> GroupTable:
    """Group claims by what leaves them open, the most frequent first."""
    say = report.say
    groups = [
        Group(report.language.sentence(say(name)), str(len(those)), tuple(_item(report, v) for v in those))
        for reason, name in vocabulary.LEFT_OPEN.items()
        if (those := [v for v in found if v.left_open == reason])
    ]
    groups.sort(key=lambda g: -int(g.count))
    return GroupTable((say("Reason"), say("Claims"), say("What was claimed")), tuple(groups))


def _item(report: ClaimsAudit, verdict: Verdict) -> Item:
    source = report.newest_of(verdict.findings)
    known = words.explain(report, verdict)
    quote = report.quote(verdict)
    text = report.say(
        "{id} {quote} [{known}]" if known else "{id} {quote}", id=report.id(verdict), quote=quote, known=known
    )
    return Item(text, source.url if source else "", source.title if source else "")


undecided = ClaimsAudit.shows(
    _table(
        "undecided",
        _by_reason,
        *(o for o in OUTCOMES if o not in DECIDED),
        subtitle=N_("Claims that nothing decides, by reason, with what is known instead"),
        message=undecided_message,
        alt=N_("Table of unverifiable claims by reason. {title}."),
        note=N_(
            "A claim is unverifiable where no document in the data states what it is about; that says nothing "
            "about whether it is true."
        ),
    )
)


def _found(report: ClaimsAudit, verdict: Verdict) -> Cell | str:
    """Print what the data give, or say why they give nothing; and what is wrong where the figure itself is not."""
    if verdict.outcome == "unverifiable":
        return report.say(vocabulary.REASONS[verdict.reason])
    cell = report.actual_cell(verdict)
    if verdict.outcome == "contradicted" and cell.text == report.claimed(verdict):
        cell = replace(
            cell, text=report.say("{value}: {cause}", value=cell.text, cause=words.causes(report, verdict))
        )
    return cell


# What is told of each claim behind its number, beside its article.
TOLD: tuple[Head[ClaimsAudit], ...] = (
    Head(N_("About whom"), lambda report, verdict: report.subject(verdict.claim), share=1.2),
    Head(N_("When"), lambda report, verdict: report.period(verdict.claim), share=1.0),
    _quoted(2.4),
    Head(N_("Verdict"), words.outcome, share=1.1),
    Head(N_("In the data, or why not"), _found, share=1.7),
)
