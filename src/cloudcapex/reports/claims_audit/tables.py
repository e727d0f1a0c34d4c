"""The claims one by one: those contradicted, those borne out, those nothing can decide, and all of them."""

from __future__ import annotations

from ...claims import REASONS, Verdict
from ...exhibits.absence import Absence
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.grouped import Group, GroupTable, Item
from ...exhibits.tables.table import Cell, Column, Table
from ...exhibits.tables.table import words as cell
from ...language import N_, Number
from ...statements import Statement, leader
from . import names, words
from .context import ClaimsAudit
from .tally import count, none_contradicted, tally_message
from .told import reasons, told_of, two_figures


def marks_note(report: ClaimsAudit) -> str:
    """Explain the marks of the tables."""
    return report.say(
        "Figures link to the newest document behind them. s from the press or a secondary source; e worked out from "
        "parts; n/d no figure in the data."
    )


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
        "period": verdict.claim.period,
        "article": verdict.claim.article,
    }
    if verdict.question.parts and verdict.question.parts[0].spans:
        values["period"] = verdict.question.parts[0].spans[0]
    pair = two_figures(report, verdict)
    if pair is None:
        return report.state(own_plain if verdict.broken else plain, wrong, **values)
    held, claimed, actual = pair
    return report.state(
        own if verdict.broken else data, wrong, held, claimed=claimed, actual=actual, **values
    )


def who(report: ClaimsAudit, verdict: Verdict) -> str:
    """Name whom a claim is about."""
    entities = (*verdict.question.entities, verdict.question.other)
    return (
        report.language.join([report.whose(e.id) for e in entities if e is not None]) or verdict.claim.subject
    )


def worst_of(report: ClaimsAudit) -> Verdict | None:
    """Choose the contradicted claim to be told first: on the best evidence, then the farthest off."""

    def grave(verdict: Verdict) -> tuple[bool, float]:
        finding = verdict.findings[0] if verdict.findings else None
        filed = finding is not None and finding.evidence == "filed" and finding.bearing == "fact"
        part = verdict.question.parts[0] if verdict.question.parts else None
        off = abs(part.low / finding.low - 1) if part and finding and finding.low else 0.0
        return filed, off

    return max(report.of("contradicted"), key=grave, default=None)


@ClaimsAudit.shows
def contradicted(report: ClaimsAudit) -> Exhibit:
    """List what the data contradict, with the right figure and where the wrong one may come from."""
    say = report.say
    wrong = report.of("contradicted")
    title = contradicted_message(report)
    subtitle = say("Claims that the data, or the article’s own numbers, contradict")
    if not wrong:
        return report.exhibit(
            "contradicted",
            title=title,
            subtitle=subtitle,
            body=Absence(str(title)),
            points=[],
            alt=str(title),
        )
    rows = tuple(
        (
            cell(report.id(v)),
            cell(report.quote(v)),
            Cell(report.claimed(v), kind="figure"),
            report.actual_cell(v),
            cell(words.causes(report, v)),
            cell(words.explain(report, v)),
        )
        for v in wrong
    )
    columns = (
        Column(say("Claim"), "left"),
        Column(say("What was claimed"), "left", 1.9),
        Column(say("claimed"), "right", 0.95),
        Column(say("in the data"), "right", 1.1),
        Column(say("Likely cause"), "left", 1.0),
        Column(say("What it is"), "left", 2.3),
    )
    return report.exhibit(
        "contradicted",
        title=title,
        subtitle=subtitle,
        body=Table(columns, rows),
        points=[],
        data=report.frame(wrong),
        extra_sources=report.sources_of(wrong),
        alt=say("Table of contradicted claims. {title}.", title=title),
        notes=[marks_note(report)],
        tall=True,
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
            "Of {all} claims {exact} agree to the last place they are written to", exact, **values
        )
    return report.state(
        "Of {all} claims {exact} agree to the last written place, {near} more nearly", exact, near, **values
    )


@ClaimsAudit.shows
def borne_out(report: ClaimsAudit) -> Exhibit:
    """List what the data bear out, each with the figure it was held against."""
    say = report.say
    right = report.of("confirmed", "approximately")
    title = borne_out_message(report)
    subtitle = say("Claims confirmed, or approximately right (≈)")
    if not right:
        return report.exhibit(
            "borne_out", title=title, subtitle=subtitle, body=Absence(str(title)), points=[], alt=str(title)
        )
    rows = tuple(
        (
            cell(report.id(v)),
            cell(report.quote(v)),
            Cell(("≈ " if v.outcome == "approximately" else "") + report.claimed(v), kind="figure"),
            report.actual_cell(v),
            cell(words.explain(report, v)),
        )
        for v in right
    )
    columns = (
        Column(say("Claim"), "left"),
        Column(say("What was claimed"), "left", 2.2),
        Column(say("claimed"), "right", 1.1),
        Column(say("in the data"), "right", 1.1),
        Column(say("Held against"), "left", 2.2),
    )
    return report.exhibit(
        "borne_out",
        title=title,
        subtitle=subtitle,
        body=Table(columns, rows),
        points=[],
        data=report.frame(right),
        extra_sources=report.sources_of(right),
        alt=say("Table of confirmed and approximately right claims. {title}.", title=title),
        notes=[marks_note(report)],
        tall=True,
    )


def undecided_message(report: ClaimsAudit) -> Statement:
    """How many claims cannot be checked, and what stands most often in the way."""
    if not report.verdicts:
        return tally_message(report)
    held = told_of(report, report.verdicts, "unverifiable")
    counts = reasons(report)
    first = leader(counts)
    if not report.of("unverifiable") or first is None:
        return report.state("No claim is left open", held)
    names_ = [report.phrase(names.REASONS[reason]) for reason in first.named("leaders")]
    return report.state(
        "Of {all} claims {open} cannot be checked; the most frequent reason, for {number}: {reason}",
        held,
        first,
        all=count(len(report.verdicts)),
        open=count(len(report.of("unverifiable"))),
        number=Number(counts[first.named("leaders")[0]].value, "count", first.named("leaders")[0]),
        reason=names_,
    )


@ClaimsAudit.shows
def undecided(report: ClaimsAudit) -> Exhibit:
    """Group the claims that nothing decides by the reason."""
    say = report.say
    open_ = report.of("unverifiable")
    title = undecided_message(report)
    subtitle = say("Unverifiable claims by reason, with what is known instead")
    if not open_:
        return report.exhibit(
            "undecided", title=title, subtitle=subtitle, body=Absence(str(title)), points=[], alt=str(title)
        )
    groups = [
        Group(
            report.language.sentence(say(names.REASONS[reason])),
            str(len(those)),
            tuple(_item(report, v) for v in those),
        )
        for reason in REASONS
        if (those := [v for v in open_ if v.reason == reason])
    ]
    groups.sort(key=lambda g: -int(g.count))
    return report.exhibit(
        "undecided",
        title=title,
        subtitle=subtitle,
        body=GroupTable((say("Reason"), say("Claims"), say("What was claimed")), tuple(groups)),
        points=[],
        data=report.frame(open_),
        extra_sources=report.sources_of(open_),
        alt=say("Table of unverifiable claims by reason. {title}.", title=title),
        notes=[
            say(
                "A claim is unverifiable where no document in the data states what it is about; that says nothing "
                "about whether it is true."
            )
        ],
        tall=True,
    )


def _item(report: ClaimsAudit, verdict: Verdict) -> Item:
    source = report.newest_of(verdict.findings)
    known = words.explain(report, verdict)
    quote = report.quote(verdict)
    text = report.say(
        "{id} {quote} [{known}]" if known else "{id} {quote}", id=report.id(verdict), quote=quote, known=known
    )
    return Item(text, source.url if source else "", source.title if source else "")


@ClaimsAudit.shows
def all_claims(report: ClaimsAudit) -> Exhibit:
    """Every claim with its verdict, in the order of the articles."""
    say = report.say
    title = report.state("The claims and their verdicts")
    subtitle = say(
        "In the order of the articles, on what was known by {day}", day=report.language.date(report.as_of)
    )
    if not report.verdicts:
        return report.exhibit(
            "all_claims", title=title, subtitle=subtitle, body=Absence(str(title)), points=[], alt=str(title)
        )
    rows = tuple(
        (
            cell(report.id(v)),
            cell(v.claim.subject),
            cell(v.claim.period),
            cell(report.quote(v)),
            cell(words.outcome(report, v)),
            report.actual_cell(v) if v.outcome != "unverifiable" else cell(say(names.REASONS[v.reason])),
        )
        for v in report.verdicts
    )
    columns = (
        Column(say("Claim"), "left"),
        Column(say("Of whom"), "left", 1.2),
        Column(say("When"), "left", 1.0),
        Column(say("What was claimed"), "left", 2.4),
        Column(say("Verdict"), "left", 1.1),
        Column(say("In the data, or why not"), "left", 1.7),
    )
    return report.exhibit(
        "all_claims",
        title=title,
        subtitle=subtitle,
        body=Table(columns, rows),
        points=[],
        data=report.frame(report.verdicts),
        extra_sources=report.sources_of(report.verdicts),
        alt=say("Table of every claim with its verdict."),
        notes=[marks_note(report)],
        tall=True,
    )
