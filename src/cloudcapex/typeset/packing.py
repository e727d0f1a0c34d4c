"""Which exhibits share a page, and how high their charts are there: reckoned from one layout, before any is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, product
from operator import attrgetter

from ..media import Json
from ..press import HEIGHTS, Setting
from .page import MARGIN_TOP

# White that no eye takes for a hole: 12 mm of a page.
UNSEEN = 0.045
# A page is full enough from this white share down, the pages together from the second; a last page is worth turning to
# below the third. Each is less than what a drawn page may have: lines end above where their blocks do, and a chart has
# white within.
MOST_WHITE, MOST_OF_ALL, MOST_OF_LAST = 0.155, 0.055, 0.74
# From this share on of one page the same white were better spread over two.
_EVEN = 0.1
# Points that a page may differ from what was reckoned.
_SPARE = 5.0
# The room over an exhibit, which the top of a page swallows: see the template.
_ROOM_OVER = 8.0
# What a table that goes over the page needs before it, and words; what must go over, and what is printed again above that.
_BEGUN, _BEGUN_WORDS, _LEFT, _AGAIN = 118.0, 24.0, 50.0, 42.0
# Charts of one page that are made lower or higher, ways that a page is filled, and ways that are followed from each place.
_MOST_CHANGED, _WAYS, _FOLLOWED = 4, 3, 4
# What goes over to a page is alike within so many points.
_ALIKE = 40
# What a chart costs that is not as high as usual, and a short table that goes over a page; for how many pages the ways of
# one are weighed.
_CHANGE, _PARTED, _USUAL_PAGES = 0.004, 0.06, 8


@dataclass
class OnPage:
    """Exhibits that stand side by side, one alone, or words: where it begins and ends, and what its charts may be.

    Parameters
    ----------
    page, last : int
        On which it begins and ends.
    top, foot : float
        Where, in points under the page's margin.
    anchors : list of str
        Of its exhibits; none of words.
    flows : bool
        Whether it may be let go over a page.
    breaks : bool
        Whether it goes over one without being let.
    changes : list of dict
        For each of its exhibits, the points that each height adds to it.
    """

    page: int
    top: float
    anchors: list[str] = field(default_factory=list)
    last: int = 0
    foot: float = 0.0
    flows: bool = False
    breaks: bool = False
    changes: list[dict[str, float]] = field(default_factory=list)

    def change(self, height: str) -> float:
        """Points that a height adds: of exhibits side by side what the highest adds, or the one that saves least saves."""
        return max((change.get(height, 0.0) for change in self.changes), default=0.0)


@dataclass(frozen=True)
class _Movable:
    """A block on its own: its height with its usual charts, and what stands over it on a page and at the top of one."""

    anchors: tuple[str, ...]
    height: float
    before: float
    at_top: float
    flows: bool
    breaks: bool
    changes: tuple[tuple[str, float], ...]

    @property
    def begun(self) -> float:
        """Points that it needs on a page to begin there and go over: its charts, which no page parts, and some rows."""
        drawn = max(
            (change / (HEIGHTS["low"] - 1) for height, change in self.changes if height == "low"), default=0.0
        )
        return drawn + _BEGUN if self.anchors else _BEGUN_WORDS


# Places of pieces whose charts are changed, and to which height.
_Heights = tuple[tuple[int, str], ...]
# Points of a page that are taken, with which charts changed.
_Filled = tuple[float, _Heights]


@dataclass(frozen=True)
class _Packing:
    """Pages that are filled: the next piece, what of the one before it goes over, how white they are, and what that costs."""

    next: int = 0
    over: float = 0.0
    white: tuple[float, ...] = ()
    heights: _Heights = ()
    flowing: tuple[int, ...] = ()
    cost: float = 0.0


_cost = attrgetter("cost")


def blocks(places: Sequence[Json]) -> list[OnPage]:
    """Read the places of a document's parts: exhibits that begin at one height of one page stand side by side.

    Parameters
    ----------
    places : sequence of mapping
        ``what`` is there, its ``page`` and its ``y``, in the order of the document.
    """
    found: list[OnPage] = []
    exhibit: OnPage | None = None
    for place in places:
        what, page, y = place["what"], int(place["page"]), under_margin(place)
        if what == "begin":
            if exhibit is None or (exhibit.page, round(exhibit.top)) != (page, round(y)):
                found.append(exhibit := OnPage(page, y, last=page, foot=y))
            exhibit.anchors.append(str(place.get("of", "")))
            exhibit.flows = exhibit.flows or bool(place.get("flows"))
            exhibit.breaks = exhibit.breaks or bool(place.get("tall"))
            exhibit.changes.append({})
        elif what == "drawing" and exhibit is not None:
            added = exhibit.changes[-1]
            for height in HEIGHTS:
                added[height] = added.get(height, 0.0) + points(place[height])
        elif what == "end" and exhibit is not None:
            exhibit.foot = max(exhibit.foot, y) if page == exhibit.last else y
            exhibit.last = page
        elif what == "open":
            found.append(OnPage(page, y, last=page, foot=y, breaks=True))
        elif what == "close" and found:
            found[-1].last, found[-1].foot = page, y
        elif what == "part":
            before = found[-1] if found else None
            if before is None or (before.last, round(before.foot)) != (page, round(y)):
                top = before.foot if before is not None and before.last == page else 0.0
                found.append(OnPage(page, top, last=page, foot=y))
    return found


def points(length: str) -> float:
    """Read a length as the compiler tells it."""
    return float(length.removesuffix("pt"))


def under_margin(place: Json) -> float:
    """Tell how far a place is under its page's margin, in points."""
    return points(place["y"]) - MARGIN_TOP


def seen(white: Sequence[float]) -> float:
    """Add up the white of pages as far as an eye sees it."""
    return sum(share for share in white if share > UNSEEN)


def packed(
    found: Sequence[OnPage], pages: int, room: float, done: Setting, most: int
) -> list[tuple[Setting, tuple[float, ...]]]:
    """Reckon how the pages of a document are filled best.

    What begins a page, how high each chart is, and which table goes over the page is tried for the whole document at
    once: page by page, the best few ways up to each place are followed.

    Parameters
    ----------
    found : sequence of OnPage
        Of one layout.
    pages : int
        Of that layout.
    room : float
        Of a page, in points.
    done : Setting
        Of that layout.
    most : int
        So many ways.

    Returns
    -------
    list of tuple
        The best first, each with the white that it is reckoned to leave: it is worth being laid out, since that is near
        the truth only.
    """
    pieces = _pieces(found, room, done)

    @cache
    def filled(first: int, end: int, over: float) -> list[_Filled]:
        return _filled(pieces, first, end, over, room)

    ways, ended = [_Packing()], list[_Packing]()
    for _ in range(pages + 2):
        further: dict[tuple[int, int], list[_Packing]] = {}
        for way in ways:
            for longer in _page_more(way, pieces, room, filled, pages):
                if longer.next == len(pieces) and not longer.over:
                    ended.append(longer)
                else:
                    further.setdefault((longer.next, round(longer.over / _ALIKE)), []).append(longer)
        ways = [way for group in further.values() for way in sorted(group, key=_cost)[:_FOLLOWED]]
    ended.sort(key=lambda way: (round(way.cost, 3), len(way.white)))
    # Of ways that leave the same white the one with the fewest changes: the others would be laid out for nothing.
    unlike: dict[tuple[float, ...], _Packing] = {}
    for way in ended:
        unlike.setdefault(tuple(round(white, 2) for white in way.white), way)
    return [
        (
            Setting(
                done.closeness,
                {anchor: height for at, height in way.heights for anchor in pieces[at].anchors},
                tuple(anchor for at in way.flowing for anchor in pieces[at].anchors),
            ),
            way.white,
        )
        for way in [*unlike.values()][:most]
    ]


def _pieces(found: Sequence[OnPage], room: float, done: Setting) -> list[_Movable]:
    """Take a layout apart."""
    pieces = []
    page, foot = 1, 0.0
    for block in found:
        swallowed = _ROOM_OVER * done.closeness
        before = block.top - foot if block.page == page else block.top + swallowed
        at_top = max(before - swallowed, 0.0)
        height = block.foot - block.top + (block.last - block.page) * room
        if block.last > block.page:
            height -= _AGAIN / 2 if block.anchors else 0.0
        chosen = next((done.heights[a] for a in block.anchors if a in done.heights), "")
        changes = tuple((h, c) for h in HEIGHTS if (c := block.change(h)))
        pieces.append(
            _Movable(
                tuple(block.anchors),
                height - (block.change(chosen) if chosen else 0.0),
                before,
                at_top,
                # What stands side by side goes over no page.
                block.flows and len(block.anchors) == 1,
                block.breaks and len(block.anchors) <= 1,
                changes,
            )
        )
        page, foot = block.last, block.foot
    return pieces


def _used(pieces: Sequence[_Movable], first: int, end: int, over: float) -> float:
    """Points that pieces take of a page, with their usual charts, under what goes over from the page before."""
    used = over
    for at in range(first, end):
        used += pieces[at].height + (pieces[at].before if used else pieces[at].at_top)
    return used


def _filled(pieces: Sequence[_Movable], first: int, end: int, over: float, room: float) -> list[_Filled]:
    """Return the best ways in which some pieces fill a page under what goes over from the page before."""
    used = _used(pieces, first, end, over)
    drawn = [at for at in range(first, end) if pieces[at].changes]
    ways: list[_Filled] = [(used, ())] if used <= room else []
    for many in range(1, min(len(drawn), _MOST_CHANGED) + 1):
        for some in combinations(drawn, many):
            for changes in product(*(pieces[at].changes for at in some)):
                taken = used + sum(change for _, change in changes)
                if taken <= room - _SPARE:
                    chosen = zip(some, changes, strict=True)
                    ways.append((taken, tuple((at, height) for at, (height, _) in chosen)))
    ways.sort(key=lambda way: _worth(1 - way[0] / room, len(way[1]), _USUAL_PAGES))
    # What leaves the most room is none of the best, and yet lets a table begin there that leaves a later page the room it lacks.
    return [*ways[:_WAYS], *sorted(ways[_WAYS:], key=lambda way: way[0])[:1]]


def _worth(white: float, changes: int, pages: int) -> float:
    """Tell what a page costs a document of so many pages."""
    return (
        max(white - MOST_WHITE, 0.0) + max(white - _EVEN, 0.0) + 2 * seen([white]) / pages + _CHANGE * changes
    )


def _page_more(
    way: _Packing,
    pieces: Sequence[_Movable],
    room: float,
    filled: Callable[[int, int, float], Sequence[_Filled]],
    pages: int,
) -> Iterator[_Packing]:
    """Yield the ways in which one more page is filled."""
    if way.over > room:
        yield replace(way, over=way.over - room + _AGAIN, white=(*way.white, 0.0))
        return
    for end in range(way.next, len(pieces) + 1):
        ways = filled(way.next, end, way.over)
        if not ways:
            if end == way.next + 1 and not way.over:
                # Higher than a page: it goes over, whatever it is.
                over = max(_used(pieces, way.next, end, 0.0) - room, 0.0) + _AGAIN
                yield replace(way, next=end, over=over, white=(*way.white, 0.0))
            return
        for taken, heights in ways:
            white, changed = 1 - taken / room, (*way.heights, *heights)
            if end == len(pieces):
                # The last page may be white, unless it is hardly worth turning to.
                cost = _CHANGE * len(heights) + (1.0 if white > MOST_OF_LAST and way.white else 0.0)
                yield replace(
                    way, next=end, over=0.0, white=(*way.white, white), heights=changed, cost=way.cost + cost
                )
                continue
            cost = _worth(white, len(heights), pages)
            if end > way.next or way.over:
                yield replace(
                    way, next=end, over=0.0, white=(*way.white, white), heights=changed, cost=way.cost + cost
                )
            piece = pieces[end]
            left = room - taken - (piece.before if taken else piece.at_top)
            if (piece.flows or piece.breaks) and piece.begun <= left < piece.height:
                yield replace(
                    way,
                    next=end + 1,
                    over=max(piece.height - left, _LEFT) + (_AGAIN if piece.anchors else 0.0),
                    white=(*way.white, 0.0),
                    heights=changed,
                    flowing=way.flowing if piece.breaks else (*way.flowing, end),
                    cost=way.cost + _CHANGE * len(heights) + _PARTED * (not piece.breaks),
                )
