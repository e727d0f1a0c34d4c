"""How a document is set: as close, its charts as high, and with those exhibits over two pages, as leaves the least white."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from ..media import Json
from ..press import USUAL, CompileError, Press, Setting, can_be_drawn, drawn
from .packing import MOST_OF_ALL, MOST_OF_LAST, MOST_WHITE, OnPage, blocks, packed, seen, under_margin

# What the template leaves of places: where each exhibit begins and ends, its charts, and where the document ends.
_PLACES = "nb-place"
# Shares of the usual room, in the order of what is tried: the last ones where nothing makes the first ones good.
_CLOSER, _CLOSER_YET = (1.0, 0.8, 0.6, 1.1), (1.05, 1.2, 0.9, 0.7)
# Points from the mark of a row to its foot.
_ROW = 12.0
# White of a page that is borne where all of it shows, although less is looked for.
_BORNE = 0.185
# From this share on a last page is so white that a page less is looked for.
_WELL_FILLED = 0.45
# White of each page that no way of filling them takes away, as a mean.
_NEVER_FILLED = 0.03
# Ways of filling the pages that are laid out of one layout, and how often it is looked from the best of them anew.
_WAYS, _AGAIN = 3, 2


@dataclass(frozen=True)
class Layout:
    """A document as it is laid out: how it is set, what stands where, and the share of each page that is left.

    Changed are the charts that do not stand at their usual height, each with the one at which it does.
    """

    setting: Setting
    blocks: tuple[OnPage, ...]
    white: tuple[float, ...]
    changed: tuple[tuple[str, str], ...] = ()

    @property
    def drawn(self) -> Setting:
        """How it is set, with its charts drawn at the heights that they have there."""
        drawings = {f"{name} {height}": drawn(name, height) for name, height in self.changed}
        return replace(self.setting, drawings=drawings)

    @property
    def good(self) -> bool:
        return self.cost[2] <= 0

    @property
    def cost(self) -> tuple[float, int, float, float]:
        """How bad it is: by how far past what is borne, how many pages, past what is good, how far from the usual.

        So no page more is taken for white that is borne.
        """
        done = self.setting
        change = abs(1 - done.closeness) + 0.1 * len(done.heights) + 0.1 * len(done.flowing)
        return *_badness(self.white), change


_cost = attrgetter("cost")


def settled(press: Press, height: float) -> Setting:
    """Return how a document leaves little white on its pages, and has few of them.

    Where some page is too white, it is reckoned from what is laid out which exhibits are to share a page, how high their
    charts are there and which table goes over the page, and the best of these ways are laid out; then the same with the
    whole document set closer, and wider. The first way is taken that is good, and after some tries the first that is borne.

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
    made: dict[str, Layout] = {}

    def laid_out(setting: Setting) -> Layout:
        key = repr(setting)
        if key not in made:
            places = [place for place in press.labelled(_PLACES, setting) if _movable(place)]
            white, changed = tuple(white_of_pages(places, height)), tuple(_changed(places, setting))
            made[key] = Layout(setting, tuple(blocks(places)), white, changed)
        return made[key]

    def fewest() -> int:
        closest = laid_out(Setting(min(_CLOSER))).white
        return math.ceil(len(closest) - sum(closest) + _NEVER_FILLED * len(closest))

    found: list[Layout] = []
    for tried, closeness in enumerate((*_CLOSER, *_CLOSER_YET), start=1):
        try:
            base = laid_out(Setting(closeness))
        except CompileError:
            return USUAL
        found.append(base)
        if not (base.good and _well_filled(base)):
            found += _packed(base, min(found, key=_cost), laid_out, height)
        # What is borne is enough where nothing good was found among the first.
        late = tried >= len(_CLOSER)
        done = [
            layout
            for layout in found
            if (layout.good or (late and not layout.cost[0]))
            and (_well_filled(layout) or len(layout.white) <= fewest())
        ]
        if done:
            return min(done, key=_cost).drawn
    return min(found, key=_cost).drawn


def _well_filled(layout: Layout) -> bool:
    """Whether the last page of a layout has so much that it is not asked whether the document has room on fewer."""
    return layout.white[-1:] <= (_WELL_FILLED,)


def _packed(
    base: Layout, known: Layout, laid_out: Callable[[Setting], Layout], height: float
) -> list[Layout]:
    """Lay out what is reckoned to fill the pages, and look from the best of that again: it tells more.

    Nothing is laid out that is reckoned to be no better than the best that is known.
    """
    found = [base]
    for _ in range(_AGAIN):
        base = min(found, key=_cost)
        for setting, white in packed(base.blocks, len(base.white), height, base.setting, _WAYS):
            if _badness(white) >= known.cost[:3]:
                continue
            found.append(laid_out(setting))
            known = min(known, found[-1], key=_cost)
            if found[-1].good:
                return found
        if base is min(found, key=_cost):
            break
    return found


def _badness(white: Sequence[float]) -> tuple[float, int, float]:
    """How far pages are past what is borne, how many they are, and how far past what is good."""
    borne, good = (round(_too_white(white, most), 2) for most in (_BORNE, MOST_WHITE))
    return borne, len(white), good


def _movable(place: Json) -> bool:
    """Whether a place says something that holds here: of a chart that nobody can draw again there is one height."""
    return place["what"] != "drawing" or can_be_drawn(str(place["key"]))


def _changed(places: Sequence[Json], setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield the charts of the exhibits whose height is set, each with that height."""
    height = None
    for place in places:
        if place["what"] == "begin":
            height = setting.heights.get(str(place.get("of", "")))
        elif place["what"] == "drawing" and height is not None:
            yield str(place["key"]), height


def white_of_pages(places: Sequence[Json], height: float) -> list[float]:
    """Return what share of each page is white under its last exhibit, or under the end of the document.

    Parameters
    ----------
    places : sequence of mapping
        ``what`` begins, ends or goes on there, its ``page`` and its ``y``, in the order of the document.
    height : float
        Of the text area, in points.
    """
    filled: dict[int, float] = {}
    begun, rows = 0, dict[int, float]()
    for place in places:
        page, y = int(place["page"]), under_margin(place) / height
        if place["what"] in ("begin", "open"):
            begun, rows = page, {}
        elif place["what"] == "row":
            y += _ROW / height
            rows[page] = min(y, 1.0)
        elif place["what"] in ("end", "close"):
            # What goes over pages fills those that it leaves: a table as far as its rows go.
            filled |= {left: rows.get(left, 1.0) for left in range(begun, page)}
        filled[page] = max(filled.get(page, 0.0), min(y, 1.0))
    return [1 - filled.get(page, 1.0) for page in range(1, max(filled, default=0) + 1)]


def _body(white: Sequence[float]) -> float:
    """Mean of all pages but the last one, as far as an eye sees white."""
    body = white[:-1]
    return seen(body) / len(body) if body else 0.0


def _too_white(white: Sequence[float], most: float = MOST_WHITE) -> float:
    """How far pages together are past what is good; an almost empty last page is worse than any other."""
    if len(white) < 2:
        return 0.0
    *body, last = white
    past, mean = sum(max(w - most, 0.0) for w in body), max(_body(white) - MOST_OF_ALL, 0.0)
    return past + 2 * mean + (1.0 if last > MOST_OF_LAST else 0.0)
