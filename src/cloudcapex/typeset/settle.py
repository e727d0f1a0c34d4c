"""How a document is set: as close, its charts as high, and with those exhibits over two pages, as leaves the least white."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from ..media import Json
from ..press import USUAL, CompileError, Press, Setting
from .page import MARGIN_TOP

# What the template leaves of places: where each exhibit begins and ends, its charts, and where the document ends.
_PLACES = "nb-place"
# Shares of the usual room, in the order of what is tried: the second ones where nothing makes the first ones good.
_CLOSER = ((1.0, 0.8, 0.6, 1.1), (1.05, 1.2, 0.9, 0.7))
# A page is full enough from this white share down, the pages together from the second; a last page is worth turning to
# below the third. Each is a little less than what a drawn page may have, since lines end above where their blocks do.
_MOST_WHITE, _MOST_OF_ALL, _MOST_OF_LAST = 0.185, 0.055, 0.74
# From this share on a last page is so white that a page less is looked for.
_WELL_FILLED = 0.45
# White that no eye takes for a hole: 12 mm of a page.
_UNSEEN = 0.045
# By so much a page has to become fuller.
_SEEN = 0.02
# Layouts that are tried to mend one of the whole document, and those of either shares: what is not good by then stays.
_MOST_LAYOUTS, _MOST_IN_ALL = 20, 40
# Points that a layout may differ from what was reckoned.
_SPARE = 6.0


@dataclass
class OnPage:
    """Exhibits that stand side by side, or one alone: where they begin and end, and what heights their charts may have.

    Parameters
    ----------
    anchors : list of str
        Of the exhibits.
    page, last : int
        On which the block begins and ends.
    top, foot : float
        Where, in points under the page's margin.
    flows : bool
        Whether it may go over a page although it does not.
    low, lowest, high : list of float
        For each of its exhibits, what lower, lowest and higher charts make of its height, in points.
    """

    page: int
    top: float
    anchors: list[str] = field(default_factory=list)
    last: int = 0
    foot: float = 0.0
    flows: bool = False
    low: list[float] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def shrinks(self, height: str) -> float:
        """Points that lower charts save: of exhibits side by side the one that saves least."""
        return -max(self.low if height == "low" else self.lowest, default=0.0)

    @property
    def grows(self) -> float:
        """Points that higher charts take."""
        return max(self.high, default=0.0)


@dataclass(frozen=True)
class Layout:
    """A document as it is laid out: how it is set, what stands where, and the share of each page that is left."""

    setting: Setting
    blocks: tuple[OnPage, ...]
    white: tuple[float, ...]
    height: float

    @property
    def good(self) -> bool:
        return self.cost[0] <= 0

    @property
    def cost(self) -> tuple[float, int, float]:
        """How bad it is: by how far pages are past what is good, how many there are, how far it is from the usual."""
        done = self.setting
        change = abs(1 - done.closeness) + 0.1 * len(done.heights) + 0.1 * len(done.flowing)
        return round(_too_white(self.white), 2), len(self.white), change


_cost = attrgetter("cost")


def settled(press: Press, height: float) -> Setting:
    """Return how a document leaves the least white on its pages, and of those ways the one of fewest pages.

    The whole document is set closer first. Where some page is still too white, the pages are gone through from the
    first: charts become lower, so that what begins the next page finds room; or that goes over the page; or charts
    become higher.

    Parameters
    ----------
    press : Press
        Of a document of our template.
    height : float
        Of the text area, in points.

    Returns
    -------
    Setting
        The usual one where it cannot be laid out: to compile it says why, and where.
    """
    made: list[Setting] = []

    def laid_out(setting: Setting) -> Layout:
        made.append(setting)
        places = press.labelled(_PLACES, setting)
        return Layout(setting, tuple(_blocks(places)), tuple(white_of_pages(places, height)), height)

    found: list[Layout] = []
    for shares in _CLOSER:
        tried: list[Layout] = []
        made.clear()
        for closeness in shares:
            try:
                layout = laid_out(Setting(closeness))
            except CompileError:
                return USUAL
            if layout.good and layout.white[-1:] <= (_WELL_FILLED,):
                return layout.setting
            tried.append(layout)
        tried.sort(key=_cost)
        found += tried
        for base in tried:
            if min(found, key=_cost).good or len(made) >= _MOST_IN_ALL:
                break
            found.append(_mended(base, laid_out))
        if min(found, key=_cost).good:
            break
    return min(found, key=_cost).setting


def _mended(layout: Layout, laid_out: Callable[[Setting], Layout]) -> Layout:
    """Go through the pages that are too white from the first one, and keep what fills each of them best.

    What fills a page may leave the next one white: of what fills it well that goes first which leaves the next fuller.
    Those after it have their turn.
    """
    best, left, page = layout, _MOST_LAYOUTS, 1
    while page < len(layout.white):
        bound, fuller = _borne(layout.white), layout
        for setting in _moves(layout, page) if layout.white[page - 1] > bound else ():
            if left <= 0:
                return best
            left -= 1
            other = laid_out(setting)
            best = min(best, other, key=_cost)
            if best.good:
                return best
            fills = other.white[page - 1] < layout.white[page - 1] - _SEEN
            if fills and (fuller is layout or _past(other, page, bound) < _past(fuller, page, bound)):
                fuller = other
            if fuller is not layout and max(_past(fuller, page, bound)) <= 0:
                break
        layout = fuller
        page += 1
    return best


def _past(layout: Layout, page: int, bound: float) -> tuple[float, float]:
    """How far pages up to some page, and with the next one, are past what is borne; the last of all may be white."""
    past = [max(white - bound, 0.0) for white in layout.white[:-1]]
    return sum(past[:page]), sum(past[: page + 1])


def _borne(white: Sequence[float]) -> float:
    """How white a page may be before something is moved for it: the less, the more of the document is wrong."""
    if white[-1] > _MOST_OF_LAST:
        return _UNSEEN
    return _MOST_OF_ALL if _body(white) > _MOST_OF_ALL else _MOST_WHITE


def _moves(layout: Layout, page: int) -> Iterator[Setting]:
    """Yield what is reckoned to fill a page, the best first."""
    done, hole = layout.setting, layout.white[page - 1] * layout.height
    here = [b for b in layout.blocks if b.page == page and not set(b.anchors) & set(done.heights)]
    following = next((b for b in layout.blocks if b.page > page), None)
    if following is not None and following.page == following.last:
        lacking = following.foot + _SPARE - hole
        for height in ("low", "lowest"):
            if (lower := _enough([following, *reversed(here)], lacking, height)) is not None:
                yield _with(done, lower, height)
                break
    if following is not None and following.flows and len(following.anchors) == 1:
        over = replace(done, flowing=(*done.flowing, *following.anchors))
        yield over
        lower = [b for b in (following, *here) if b.shrinks("low") > 0]
        if lower[:1] == [following]:
            yield _with(over, [following], "low")
        if lower and lower != [following]:
            yield _with(over, lower, "low")
    higher: list[OnPage] = []
    for block in sorted(here, key=lambda b: -b.grows):
        if 0 < block.grows <= hole - _SPARE - sum(b.grows for b in higher):
            higher.append(block)
    if higher:
        yield _with(done, higher, "high")


def _enough(blocks: Sequence[OnPage], lacking: float, height: str) -> list[OnPage] | None:
    """Return the first blocks that together gain what is lacking at a height; None where all of them do not."""
    chosen: list[OnPage] = []
    for block in blocks:
        if lacking <= 0:
            break
        if (gain := block.shrinks(height)) > 0:
            chosen.append(block)
            lacking -= gain
    return chosen if lacking <= 0 else None


def _with(setting: Setting, blocks: Sequence[OnPage], height: str) -> Setting:
    return replace(setting, heights={**setting.heights, **{a: height for b in blocks for a in b.anchors}})


def _blocks(places: Sequence[Json]) -> list[OnPage]:
    """Read the places of exhibits: those that begin at one height of one page stand side by side."""
    found: list[OnPage] = []
    for place in places:
        page, y = int(place["page"]), _under_margin(place)
        if place["what"] == "begin":
            if not found or (found[-1].page, round(found[-1].top)) != (page, round(y)):
                found.append(OnPage(page, y))
            block = found[-1]
            block.anchors.append(str(place.get("of", "")))
            block.flows = block.flows or bool(place.get("flows"))
            block.low.append(0.0)
            block.lowest.append(0.0)
            block.high.append(0.0)
        elif place["what"] == "drawing" and found:
            found[-1].low[-1] += _points(place["low"])
            found[-1].lowest[-1] += _points(place["lowest"])
            found[-1].high[-1] += _points(place["high"])
        elif place["what"] == "end" and found:
            found[-1].last, found[-1].foot = page, max(found[-1].foot, y)
    return found


def _points(length: str) -> float:
    return float(length.removesuffix("pt"))


def _under_margin(place: Json) -> float:
    return _points(place["y"]) - MARGIN_TOP


def white_of_pages(places: Sequence[Json], height: float) -> list[float]:
    """Return what share of each page is white under its last exhibit, or under the end of the document.

    Parameters
    ----------
    places : sequence of mapping
        ``what`` begins or ends there, its ``page`` and its ``y``, in the order of the document.
    height : float
        Of the text area, in points.
    """
    filled: dict[int, float] = {}
    begun = 0
    for place in places:
        page, y = int(place["page"]), _under_margin(place) / height
        if place["what"] in ("begin", "open"):
            begun = page
        elif place["what"] in ("end", "close"):
            # What goes over pages fills those that it leaves.
            filled.update(dict.fromkeys(range(begun, page), 1.0))
        filled[page] = max(filled.get(page, 0.0), min(y, 1.0))
    return [1 - filled.get(page, 1.0) for page in range(1, max(filled, default=0) + 1)]


def _body(white: Sequence[float]) -> float:
    """Mean of all pages but the last one, as far as an eye sees white."""
    body = white[:-1]
    return sum(share for share in body if share > _UNSEEN) / len(body) if body else 0.0


def _too_white(white: Sequence[float]) -> float:
    """How far pages together are past what is good; an almost empty last page is worse than any other."""
    if len(white) < 2:
        return 0.0
    *body, last = white
    past, mean = sum(max(w - _MOST_WHITE, 0.0) for w in body), max(_body(white) - _MOST_OF_ALL, 0.0)
    return past + 2 * mean + (1.0 if last > _MOST_OF_LAST else 0.0)
