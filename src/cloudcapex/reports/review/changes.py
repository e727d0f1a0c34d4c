"""What changed since the last edition: a table of every kind, and the lines of the front page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ...changes import COLUMNS, KINDS, Change
from ...exhibits.exhibit import Exhibit
from ...exhibits.tables.grouped import Group, GroupTable, Item
from ..change_words import exact, kind_name, measure, span, told
from .context import Review

# How many of each kind are printed; the others are in the exhibit's CSV.
MOST = {"added": 12, "restated": 6, "redefined": 4, "corrected": 3, "replaced": 4, "gained": 5, "lost": 5}


@Review.shows
def what_changed(review: Review) -> Exhibit:
    """Quarters added, figures restated, definitions changed, and what else differs from the last edition."""
    say, language = review.say, review.language
    found = review.changes
    before = review.previous
    groups = tuple(_group(review, kind, [c for c in found if c.kind == kind]) for kind in KINDS)
    heads = (say("What changed"), say("figures"), say("Where; each entry links to its document"))
    title = _title(review, found)
    return review.exhibit(
        "what_changed",
        title=title,
        subtitle=say(
            "{quarter} as known on {day}, against {before} as known on {day_before}",
            quarter=review.quarter,
            day=language.date(review.as_of),
            before=before.quarter,
            day_before=language.date(before.as_of),
        ),
        body=GroupTable(heads, groups),
        points=(),
        alt=say("Table of what changed since the last edition, by kind. {title}.", title=title),
        notes=[
            say(
                "The edition before is taken as known on the last filing day before the first company reported {quarter}, unless "
                "a published one names its own day. Restated: the company gave another value for a quarter. Lost: stated in each of "
                "the four quarters before, and in no document known now for the newest one.",
                quarter=review.quarter,
            )
        ],
        data=changes_frame(found),
        extra_sources=sorted({s for c in found for s in (*c.sources, *c.sources_before)}),
    )


def changes_frame(found: Sequence[Change]) -> pd.DataFrame:
    """The changes as rows for a CSV: values in whole units, lists joined by semicolons."""
    rows = [
        {
            **{name: getattr(change, name) for name in COLUMNS},
            "quarters": ";".join(map(str, change.quarters)),
            "valued": str(change.valued or ""),
            "sources_before": ";".join(change.sources_before),
            "sources": ";".join(change.sources),
        }
        for change in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _title(review: Review, found: Sequence[Change]) -> str:
    say = review.say
    added = sum(c.figures for c in found if c.kind == "added" and c.quarters[-1] == review.quarter)
    restated = sum(c.kind == "restated" for c in found)
    redefined = len({(c.company, c.metric) for c in found if c.kind == "redefined"})
    if not found:
        return say("Nothing changed since {quarter}", quarter=review.previous.quarter)
    values = {"quarter": review.quarter, "added": added, "restated": restated, "redefined": redefined}
    if restated and redefined:
        return say(
            "{quarter} adds {added} figures; earlier ones restated: {restated}, lines redrawn: {redefined}",
            **values,
        )
    if restated:
        return say("{quarter} adds {added} figures; earlier ones restated: {restated}", **values)
    if redefined:
        return say("{quarter} adds {added} figures; none was restated, lines redrawn: {redefined}", **values)
    return say("{quarter} adds {added} figures; no earlier one was restated", **values)


def _group(review: Review, kind: str, changes: Sequence[Change]) -> Group:
    say = review.say
    shown = _by_company(changes) if kind == "added" else list(changes)
    items = tuple(_item(review, change) for change in shown[: MOST[kind]])
    hidden = len(shown) - len(items)
    rest = say("none") if not shown else say("and {count} more", count=hidden) if hidden else ""
    return Group(kind_name(review, kind), str(sum(c.figures for c in changes)), items, rest)


def _by_company(changes: Sequence[Change]) -> list[Change]:
    """Join the quarters that one company added into one entry, linked to the newest report."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.company].append(change)
    return [
        replace(
            members[0],
            quarters=tuple(sorted(q for c in members for q in c.quarters)),
            figures=sum(c.figures for c in members),
        )
        for members in groups.values()
    ]


def _item(review: Review, change: Change) -> Item:
    ids = change.sources or change.sources_before
    newest = max(ids, key=lambda s: (review.source_row(s)["filed"], s), default="")
    source = review.source(newest) if newest else None
    return Item(told(review, change), source.url if source else "", source.title if source else "")


def change_lines(review: Review) -> tuple[str, ...]:
    """Two to four sentences for the front page: what was added, restated, redrawn, gained and lost."""
    found = review.changes
    of = {kind: [c for c in found if c.kind == kind] for kind in KINDS}
    lines = (_added_line(review, of["added"]), _restated_line(review, of["restated"]),
             _redefined_line(review, of["redefined"]), _coverage_line(review, of))  # fmt: skip
    return tuple(line for line in lines if line)


def _added_line(review: Review, changes: Sequence[Change]) -> str:
    say = review.say
    new = [c for c in changes if c.quarters[-1] == review.quarter]
    if not new:
        return say("No figure of {quarter} is in yet.", quarter=review.quarter)
    return say(
        "{figures} figures of {quarter} are new, from {companies}.",
        figures=sum(c.figures for c in new),
        quarter=review.quarter,
        companies=review.language.join(review.company(c.company) for c in new),
    )


def _restated_line(review: Review, changes: Sequence[Change]) -> str:
    say = review.say
    if not changes:
        return say("No earlier figure was restated.")
    most = changes[0]
    values = {
        "company": review.company(most.company),
        "measure": measure(review, most.metric),
        "quarter": most.quarters[0],
        "before": exact(review, most.before, most.unit, most.metric),
        "after": exact(review, most.after, most.unit, most.metric),
    }
    if len(changes) == 1:
        return say(
            "One earlier figure was restated: {company} ({measure}, {quarter}), {before}, now {after}.",
            **values,
        )
    return say(
        "{count} earlier figures were restated, among them {company} ({measure}, {quarter}): {before}, now {after}.",
        count=len(changes),
        **values,
    )


def _redefined_line(review: Review, changes: Sequence[Change]) -> str:
    say = review.say
    if not changes:
        return ""
    first = changes[0]
    values = {
        "company": review.company(first.company),
        "measure": measure(review, first.metric),
        "quarter": span(first.quarters[:1]),
    }
    if len(changes) == 1:
        return say("One line stands on a new definition: {company} ({measure}, from {quarter}).", **values)
    return say(
        "{count} lines stand on a new definition, among them {company} ({measure}, from {quarter}).",
        count=len(changes),
        **values,
    )


def _coverage_line(review: Review, of: dict[str, list[Change]]) -> str:
    say = review.say
    counts = {kind: len({(c.company, c.metric) for c in of[kind]}) for kind in ("gained", "lost")}
    if counts["gained"] and counts["lost"]:
        return say(
            "Lines of figures gained: {gained}; lines without a figure for their newest quarter: {lost}.",
            **counts,
        )
    if counts["gained"]:
        return say("Lines of figures gained: {gained}; lost: none.", gained=counts["gained"])
    if counts["lost"]:
        return say("Lines without a figure for their newest quarter: {lost}.", lost=counts["lost"])
    return ""
