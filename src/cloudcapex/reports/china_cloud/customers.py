"""Whom Alibaba's cloud sells to outside of the group, as far as growth of that was told."""

from __future__ import annotations

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line
from ...exhibits.display import Display
from ...exhibits.drawings import draw_lines
from ...exhibits.theme import MUTED, company_colour
from ...language import N_
from ...metrics.points import Point, no_point
from ...periods import Quarter
from ...statements import Statement, value
from .bounds import differing
from .context import BASES, ChinaCloud
from .figures import evidence, last_told, none_since, rate
from .segments import Rows, growth_of, known, newest, told_rows

OLD, OUTSIDE, WHOLE = "old", "outside", "whole"


def _grown(report: ChinaCloud) -> Rows:
    """Return growth outside the group, on the old segment and as told since, beside the segments that count both."""
    member = facts.only("china_external")
    whole = [growth_of(report, newest(report, "cloud_revenue", q)) for q in report.quarters]
    rows = {
        OLD: report.row(member.against, member.company, BASES[0]),
        OUTSIDE: report.row(member.metric, member.company),
        # The old segment counts sales outside alone: it is not the whole.
        WHOLE: [p if p.definition != BASES[0] else no_point(p.company, p.metric, p.quarter) for p in whole],
    }
    told = told_rows(rows)
    return told if set(told) - {WHOLE} else {}


def _lines(report: ChinaCloud, rows: Rows) -> Chart:
    drawn = []
    for key, row in rows.items():
        older = key == OLD and OUTSIDE in rows
        name = (
            ""
            if older
            else report.say("the whole segment")
            if key == WHOLE
            else report.say("outside the group")
        )
        stretches = _stretches(row) if key == WHOLE else [row]
        drawn += [
            Line(
                name if stretch is stretches[-1] else "",
                MUTED if key == WHOLE else company_colour(report.subject),
                tuple(p.value for p in stretch),
                frozenset(i for i, p in enumerate(stretch) if p.inexact),
                old=older,
            )
            for stretch in stretches
        ]
    return draw_lines(report, drawn, "share")


def _stretches(row: list[Point]) -> list[list[Point]]:
    """Take a row apart by definition: segments are never joined."""
    definitions = dict.fromkeys(p.definition for p in row if p.known)
    return [
        [p if p.definition == d else no_point(p.company, p.metric, p.quarter) for p in row]
        for d in definitions
    ] or [row]


def outside_message(report: ChinaCloud) -> Statement:
    """Say how sales outside the group grew when that was last told, beside the whole segment."""
    member = facts.only("china_external")
    told = last_told(report.row(member.metric, member.company))
    old = last_told(report.row(member.against, member.company, BASES[0]))
    if told:
        return _grew(report, member.metric, told, _TOLD)
    if old:
        return _grew(report, member.against, old, _OLD)
    return report.nothing(
        "The data hold no growth of Alibaba Cloud’s sales outside the group up to {quarter}",
        evidence(report, member.metric, member.company),
    )


def _grew(report: ChinaCloud, metric: str, quarter: Quarter, messages: dict[str | None, str]) -> Statement:
    """Say how sales outside grew, and how the whole did or that nothing newer is known."""
    member = facts.only("china_external")
    found = evidence(report, metric, member.company, quarter=quarter)
    held = value(found)
    direction = held.direction if held else None
    growth = rate(report, found, member.company)
    sentence = report.state(messages[direction], held, growth=growth, quarter=quarter)
    if quarter != report.quarter:
        return none_since(report, sentence, member.metric, member.company, quarter)
    whole = evidence(report, member.against, member.company, quarter=quarter)
    other = value(whole)
    if metric == member.against or other is None or other.direction not in _WHOLE:
        return sentence
    growth = rate(report, whole, member.company)
    return report.state(_WHOLE[other.direction], other, sentence=sentence, growth=growth)


_TOLD: dict[str | None, str] = {
    "rose": N_("Alibaba Cloud’s sales outside the group grew {growth} in {quarter}"),
    "fell": N_("Alibaba Cloud’s sales outside the group fell {growth} in {quarter}"),
    "held": N_("Alibaba Cloud’s sales outside the group held in {quarter}"),
}
_WHOLE: dict[str | None, str] = {
    "rose": N_("{sentence}, the whole segment grew {growth}"),
    "fell": N_("{sentence}, the whole segment fell {growth}"),
    "held": N_("{sentence}, the whole segment held"),
}
_OLD: dict[str | None, str] = {
    "rose": N_("Alibaba Cloud’s sales outside the group, its old segment, grew {growth} in {quarter}"),
    "fell": N_("Alibaba Cloud’s sales outside the group, its old segment, fell {growth} in {quarter}"),
    "held": N_("Alibaba Cloud’s sales outside the group, its old segment, held in {quarter}"),
}


def _old_note(report: ChinaCloud, rows: Rows) -> str:
    """Say what the old segment counts, where it is shown."""
    last = last_told(rows.get(OLD, []))
    if last is None:
        return ""
    return report.say(
        "The old segment, to {quarter}, counts sales outside the group alone, DingTalk’s among them; later ones count both.",
        quarter=last,
    )


outside_growth = ChinaCloud.shows(
    Display(
        "outside_growth",
        _grown,
        _lines,
        N_(
            "Alibaba Cloud: growth on the year as stated, sales outside the group and the whole segment, per cent"
        ),
        outside_message,
        N_("Line chart of how Alibaba Cloud’s sales outside the group grew, beside its segment. {title}."),
        notes=(
            _old_note,
            lambda report, rows: differing(report, rows.get(OUTSIDE, [])),
            N_("Hollow marks: from press or a secondary source."),
        ),
        points=known,
        wide=False,
    )
)
