"""What changed since the last edition: a table of every kind, and the lines of the front page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ...changes import KINDS, Change, changes_frame, figures_of, with_followed
from ...exhibits.display import Display
from ...exhibits.tables.grouped import Group, GroupTable, Item
from ...language import N_, Number
from ...statements import Assertion, Evidence, Phrase, Population, Statement, Value, value
from ..change_words import kind_name, measure, told
from .context import Review

# How many of each kind are printed; the others are in the exhibit's CSV.
MOST = {"added": 12, "restated": 6, "redefined": 4, "corrected": 3, "replaced": 4, "gained": 5, "lost": 5}


def counted(review: Review, kind: str) -> Assertion:
    """How many figures changed in one way: the same count in the table, its title and the front page."""
    whom = "+".join(with_followed(review.companies))
    number = Value(whom, f"changes.{kind}", float(figures_of(review.changes, kind)), "count")
    held = value(Evidence.of([number], Population("companies compared", (whom,)), review.quarter))
    assert held is not None
    return held


def _count(review: Review, kind: str) -> Number:
    return Number(float(figures_of(review.changes, kind)), "count")


def changed_message(review: Review) -> Statement:
    """Count what is new, restated and redrawn since the edition before."""
    if not review.changes:
        return review.state("Nothing changed since {quarter}", quarter=review.previous.quarter)
    told = [kind for kind in ("added", "restated", "redefined") if figures_of(review.changes, kind)]
    parts = [review.phrase(_part(review, kind), number=_count(review, kind)) for kind in told] or [
        review.phrase("other changes alone")
    ]
    return review.state(
        "Since {quarter}: {list}",
        *(counted(review, kind) for kind in told),
        quarter=review.previous.quarter,
        list=review.clauses(parts),
    )


def _part(review: Review, kind: str) -> str:
    single = kind == "added" and figures_of(review.changes, kind) == 1
    return _PARTS["one" if single else kind]


_PARTS = {
    "added": N_("{number} new figures"),
    "one": N_("one new figure"),
    "restated": N_("{number} restated"),
    "redefined": N_("{number} on a new definition"),
}


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
    source = review.newest_document(change.sources or change.sources_before)
    return Item(told(review, change), source.url if source else "", source.title if source else "")


def change_lines(review: Review) -> tuple[Statement, ...]:
    """Two to four sentences for the front page: what was added, restated, redrawn, gained and lost."""
    found = [_added(review), _told(review, "restated"), _told(review, "redefined"), _coverage(review)]
    return tuple(line for line in found if line is not None)


def _added(review: Review) -> Statement:
    new = [c for c in review.changes if c.kind == "added"]
    names = list(dict.fromkeys(review.company(c.company) for c in new))
    number = _count(review, "added")
    if not new:
        return review.state("New figures: {number}.", counted(review, "added"), number=number)
    return review.state(
        "New figures: {number}, from {companies}.",
        counted(review, "added"),
        number=number,
        companies=list(map(Phrase, names)),
    )


_TOLD = {
    "restated": (
        N_("Earlier figures restated: {number}."),
        N_("Earlier figures restated: {number}, {company} ({measure}, {quarter})."),
        N_("Earlier figures restated: {number}, among them {company} ({measure}, {quarter})."),
    ),
    "redefined": (
        "",
        N_("Figures on a new definition: {number}, {company} ({measure}, {quarter})."),
        N_("Figures on a new definition: {number}, among them {company} ({measure}, {quarter})."),
    ),
}


def _told(review: Review, kind: str) -> Statement | None:
    """How many figures changed in one way, and one of them."""
    found = [c for c in review.changes if c.kind == kind]
    number, (bare, single, several) = _count(review, kind), _TOLD[kind]
    if not found:
        return review.state(bare, counted(review, kind), number=number) if bare else None
    return review.state(
        single if number.value == 1 else several,
        counted(review, kind),
        number=number,
        company=review.company(found[0].company),
        measure=measure(review, found[0].metric),
        quarter=found[0].quarters[0],
    )


def _coverage(review: Review) -> Statement | None:
    """How many figures were gained, and how many lines have none for their newest quarter."""
    kinds = [kind for kind in ("gained", "lost") if figures_of(review.changes, kind)]
    if not kinds:
        return None
    numbers = {kind: _count(review, kind) for kind in kinds}
    return review.state(_LINES[tuple(kinds)], *(counted(review, kind) for kind in kinds), **numbers)


_LINES = {
    ("gained", "lost"): N_(
        "Newly covered, of earlier quarters or new measures: {gained} figures; lost: {lost}."
    ),
    ("gained",): N_("Newly covered, of earlier quarters or new measures: {gained} figures."),
    ("lost",): N_("Lost: {lost} figures."),
}


def _groups(review: Review) -> tuple[Group, ...]:
    """Return every kind of change with its entries, also where there are none."""
    return tuple(_group(review, kind, [c for c in review.changes if c.kind == kind]) for kind in KINDS)


def _table(review: Review, groups: tuple[Group, ...]) -> GroupTable:
    say = review.say
    heads = (say("What changed"), say("figures"), say("Where; each entry links to its document"))
    return GroupTable(heads, groups)


def _against(review: Review) -> str:
    before = review.previous
    return review.say(
        "{quarter} as known on {day}, against {before} as known on {day_before}",
        quarter=review.quarter,
        day=review.language.date(review.as_of),
        before=before.quarter,
        day_before=review.language.date(before.as_of),
    )


what_changed = Review.shows(
    Display(
        "what_changed",
        _groups,
        _table,
        _against,
        changed_message,
        N_("Table of what changed since the last edition, by kind. {title}."),
        notes=N_(
            "The edition before is taken as known on the last filing day before the first company reported {quarter}, unless "
            "a published one names its own day. Restated: the company gave another value for a quarter. No longer covered: stated in each of "
            "the four quarters before, and in no document known now for the newest one."
        ),
        data=lambda review, _: changes_frame(review.changes),
        sources=lambda review, _: {s for c in review.changes for s in (*c.sources, *c.sources_before)},
        # The front page counts it all: what it is, one by one, is looked up.
        on_paper=False,
    )
)
