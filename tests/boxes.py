"""What stands on what in a drawing: the boxes of its words, measured with their faces, against words, marks and edges.

A chart is read as it is written, from its SVG. Words may stand on the paper and on the grid, and inside one field
whose colour lets them be read; on a line, a mark, the end of a bar, other words or the drawing's edge they may not. A box of
paper hides nothing but grid.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cloudcapex.exhibits import theme
from cloudcapex.exhibits.charts.canvas import Chart, text_ink, text_width

_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_PLACED = re.compile(r"(translate|rotate)\(([^)]*)\)")
_STEP = re.compile(r"([MLQCZmlqcz])([^MLQCZmlqcz]*)")
_WEIGHT = re.compile(r"(\d{3}|bold)\b")
BESIDE = 1.0  # Words of one line are parted by at least so many points.
TOUCH = 0.35  # So many points, half a hair, are no overlap: ink is drawn softer than it is measured.
READABLE = 4.5  # Least contrast of words with the field they stand in.
PALE = 0.4  # A field that lets so little of its colour through is ground: the ribbons of flows, a band behind rows.

Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    """A box along the axes of the drawing, y downwards, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, x: float, y: float) -> Rect:
        return Rect(self.left - x, self.top - y, self.right + x, self.bottom + y)

    def meets(self, other: Rect) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Rect) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def both(self, other: Rect) -> Rect:
        return Rect(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    @property
    def empty(self) -> bool:
        return self.left >= self.right or self.top >= self.bottom


@dataclass(frozen=True)
class Words:
    """Words of a drawing and the box of their ink."""

    text: str
    box: Rect
    colour: str
    order: int
    clip: Rect | None = None


@dataclass(frozen=True)
class Mark:
    """A shape of a drawing: its outline as runs of points, its fill and its stroke."""

    runs: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: str
    width: float
    alpha: float
    order: int
    clip: Rect | None = None

    @property
    def box(self) -> Rect:
        xs, ys = zip(*itertools.chain(*self.runs), strict=True)
        whole = Rect(min(xs), min(ys), max(xs), max(ys))
        return whole.both(self.clip) if self.clip else whole

    @property
    def grid(self) -> bool:
        """Whether it is a line of the grid, on which words may stand."""
        return self.fill == "none" and self.stroke == theme.GRID

    @property
    def hatched(self) -> bool:
        return self.fill.startswith("url")

    @property
    def paper(self) -> bool:
        """Whether it only hides what is under it."""
        return self.fill == theme.PAPER and self.stroke == "none"


@dataclass
class Drawing:
    """A chart, read: how large it is, and what stands in it in the order it is drawn."""

    sheet: Rect
    words: list[Words] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


# reading -----------------------------------------------------------------------------------


def read(svg: str) -> Drawing:
    """Read a drawing of ours; elements that it cannot hold are refused rather than skipped."""
    root = ET.fromstring(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    found = Drawing(Rect(left, top, left + width, top + height))
    named = {e.attrib["id"]: e for e in root.iter() if "id" in e.attrib}
    _walk(root, named, found, None, itertools.count())
    return found


def _walk(
    element: ET.Element,
    named: dict[str, ET.Element],
    found: Drawing,
    clip: Rect | None,
    order: Iterator[int],
) -> None:
    for child in element:
        kind, here = child.tag.removeprefix(_SVG), _clip(child, named) or clip
        if kind == "g":
            _walk(child, named, found, here, order)
        elif kind == "text":
            found.words.append(_words(child, here, next(order)))
        elif kind == "path" and "d" in child.attrib:
            found.marks += _mark(child, child, (0.0, 0.0), here, next(order))
        elif kind == "use":
            at = (float(child.attrib.get("x", 0)), float(child.attrib.get("y", 0)))
            found.marks += _mark(named[child.attrib[_LINK][1:]], child, at, here, next(order))
        elif kind not in ("defs", "title", "desc", "path"):
            raise ValueError(f"a drawing of ours has no <{kind}>")


def _clip(element: ET.Element, named: dict[str, ET.Element]) -> Rect | None:
    asked = re.match(r"url\(#(.*)\)", element.attrib.get("clip-path", ""))
    if not asked:
        return None
    (shape,) = named[asked[1]]
    if shape.tag == f"{_SVG}rect":
        x, y, wide, high = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return Rect(x, y, x + wide, y + high)
    xs, ys = zip(*itertools.chain(*_runs(shape.attrib["d"])), strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _style(*elements: ET.Element) -> dict[str, str]:
    """Return what is said of an element, the later ones first to be heard."""
    said: dict[str, str] = {}
    for element in elements:
        pairs = (part.split(":", 1) for part in element.attrib.get("style", "").split(";") if ":" in part)
        said |= {name.strip(): value.strip() for name, value in pairs}
    return said


def _runs(path: str, at: Point = (0.0, 0.0)) -> tuple[tuple[Point, ...], ...]:
    """Follow an outline; of a curve, points along it."""
    runs: list[list[Point]] = []
    for step, rest in _STEP.findall(path):
        numbers = [float(n) for n in rest.split()]
        ends = [(x + at[0], y + at[1]) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if step == "M":
            runs.append(ends)
        elif step == "L":
            runs[-1] += ends
        elif step in "QC":
            size = 2 if step == "Q" else 3
            for n in range(0, len(ends), size):
                runs[-1] += _curve([runs[-1][-1], *ends[n : n + size]])
        elif step in "Zz":
            runs[-1].append(runs[-1][0])
        else:
            raise ValueError(f"a drawing of ours has no step {step!r}")
    return tuple(tuple(run) for run in runs if run)


def _curve(knots: Sequence[Point]) -> list[Point]:
    points = []
    for n in range(1, 9):
        level, share = list(knots), n / 8
        while len(level) > 1:
            level = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in itertools.pairwise(level)
            ]
        points.append(level[0])
    return points


def _mark(shape: ET.Element, shown: ET.Element, at: Point, clip: Rect | None, order: int) -> list[Mark]:
    style = _style(shape, shown)
    runs = _runs(shape.attrib["d"], at)
    if not runs or float(style.get("opacity", 1)) == 0:
        return []
    width = float(style.get("stroke-width", 1))
    stroke = style.get("stroke", "none") if width else "none"
    alpha = float(style.get("opacity", style.get("fill-opacity", 1)))
    mark = Mark(runs, style.get("fill", "#000000"), stroke, width, alpha, order, clip)
    return [] if clip and _outside(mark.box) else [mark]


def _outside(box: Rect) -> bool:
    return box.right < box.left or box.bottom < box.top


def _words(element: ET.Element, clip: Rect | None, order: int) -> Words:
    style, text = _style(element), "".join(element.itertext())
    size = float(style["font-size"].removesuffix("px"))
    weight = _WEIGHT.search(style.get("font-weight", "400"))
    heavy = 400 if weight is None else 700 if weight[1] == "bold" else int(weight[1])
    wide = text_width(text, size, heavy)
    x, y, turn = float(element.attrib.get("x", 0)), float(element.attrib.get("y", 0)), 0.0
    for name, numbers in _PLACED.findall(element.attrib.get("transform", "")):
        values = [float(n) for n in re.split(r"[ ,]+", numbers.strip())]
        if name == "translate":
            x, y = x + values[0], y + values[1]
        else:
            turn = values[0]
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[style.get("text-anchor", "start")]
    up, down = text_ink(text, size, heavy)
    box = Rect(left, y - up, left + wide, y + down)
    if turn % 180 == 90:
        # An upright word stands where it would lie, turned about its place.
        sign = -1 if turn % 360 == 270 else 1
        ends = [
            (x - sign * (v - y), y + sign * (u - x))
            for u, v in ((box.left, box.top), (box.right, box.bottom))
        ]
        box = Rect(*map(min, zip(*ends, strict=True)), *map(max, zip(*ends, strict=True)))
    elif turn % 360:
        raise ValueError(f"words of ours lie or stand: {text!r} is turned by {turn}")
    return Words(text, box, style.get("fill", "#000000"), order, clip)


# judging -----------------------------------------------------------------------------------


def faults(chart: Chart | str) -> list[str]:
    """Say a line for each thing that stands on another in a chart: empty where all is clear."""
    drawing = read(chart if isinstance(chart, str) else chart.svg)
    return [
        *_over_words(drawing),
        *_over_edge(drawing),
        *_over_marks(drawing),
        *_hidden(drawing),
    ]


def _over_words(drawing: Drawing) -> Iterator[str]:
    shown = [w for w in drawing.words if w.text.strip()]
    for one, two in itertools.combinations(shown, 2):
        if one.box.grown(BESIDE / 2, -TOUCH).meets(two.box.grown(BESIDE / 2, -TOUCH)):
            yield f"{one.text!r} stands on {two.text!r}"


def _over_edge(drawing: Drawing) -> Iterator[str]:
    for words in drawing.words:
        if not drawing.sheet.grown(TOUCH, TOUCH).holds(words.box):
            yield f"{words.text!r} is cut by the edge of the drawing"
        elif words.clip and not words.clip.grown(TOUCH, TOUCH).holds(words.box):
            yield f"{words.text!r} is cut by the edge of its plot"


def _over_marks(drawing: Drawing) -> Iterator[str]:
    for words in drawing.words:
        ink = words.box.grown(-TOUCH, -TOUCH)
        ground = theme.PAPER
        for mark in drawing.marks:
            if mark.grid or mark.paper or not mark.box.grown(mark.width, mark.width).meets(ink):
                continue
            if mark.fill not in ("none",) and _inside(ink, mark):
                if mark.order > words.order:
                    yield f"{words.text!r} is under a field"
                ground = _mixed(mark, ground)
            elif _crossed(ink, mark) and not _strikes(mark, words) and not _among_alike(ink, mark, drawing):
                yield f"{words.text!r} stands on {_named(mark)}"
        if ground != theme.PAPER and _contrast(words.colour, ground) < READABLE:
            yield f"{words.text!r} cannot be read on its field ({words.colour} on {ground})"


def _strikes(mark: Mark, words: Words) -> bool:
    """Whether a line strikes its words out: it runs through them from end to end and no farther."""
    line = mark.box
    flat = mark.fill == "none" and line.top == line.bottom
    return flat and abs(line.left - words.box.left) < 2 and abs(line.right - words.box.right) < 2


def _among_alike(ink: Rect, mark: Mark, drawing: Drawing) -> bool:
    """Whether words lie wholly on fields of one colour that touch one another: their seam cannot be seen."""
    if mark.fill == "none" or mark.stroke != "none":
        return False
    if mark.alpha < PALE:
        return True
    alike = [m for m in drawing.marks if (m.fill, m.alpha, m.stroke) == (mark.fill, mark.alpha, "none")]
    near = [m for m in alike if m.box.meets(ink)]
    places = itertools.product((n / 12 for n in range(13)), (n / 6 for n in range(7)))
    spots = ((ink.left + (ink.right - ink.left) * u, ink.top + (ink.bottom - ink.top) * v) for u, v in places)
    return all(any(_within((x, y + d), m.runs) for m in near for d in (-0.3, 0.3)) for x, y in spots)


def _named(mark: Mark) -> str:
    box = mark.box
    kind = "a line" if mark.fill == "none" else "a mark"
    return f"{kind} {mark.stroke if mark.fill == 'none' else mark.fill} ({box.left:.0f} {box.top:.0f} {box.right:.0f} {box.bottom:.0f})"


def _hidden(drawing: Drawing) -> Iterator[str]:
    """Boxes of paper that cut what was drawn before them."""
    for box in (m for m in drawing.marks if m.paper):
        before = [m for m in drawing.marks if m.order < box.order and not m.grid and not m.paper]
        for mark in before:
            # No line of a hatching runs through a number: its box stands inside the field.
            within = _inside(box.box, mark)
            if not mark.hatched if within else _crossed(box.box.grown(-TOUCH, -TOUCH), mark):
                yield f"a box of paper cuts {_named(mark)}"
        for words in drawing.words:
            if words.order < box.order and box.box.meets(words.box):
                yield f"a box of paper hides {words.text!r}"


def _inside(box: Rect, mark: Mark) -> bool:
    """Whether a box lies wholly in what a mark fills."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return (
        mark.fill != "none"
        and (mark.clip is None or mark.clip.holds(box))
        and all(_within(corner, mark.runs) for corner in corners)
        and not _edge_crosses(box, mark)
    )


def _crossed(box: Rect, mark: Mark) -> bool:
    """Whether a box meets the ink of a mark: its stroke, or its fill where it is not wholly inside."""
    if box.empty:
        return False
    if mark.fill != "none":
        centre = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        clear = mark.clip is None or mark.clip.meets(box)
        return clear and (_edge_crosses(box, mark) or _within(centre, mark.runs))
    return _edge_crosses(box, mark)


def _edge_crosses(box: Rect, mark: Mark) -> bool:
    # Half the stroke lies to either side of its line.
    half = mark.width / 2 if mark.stroke != "none" else 0.0
    reach = box.grown(half, half)
    if mark.clip:
        reach = reach.both(mark.clip)
        if reach.empty:
            return False
    return any(_meets(reach, a, b) for run in mark.runs for a, b in itertools.pairwise(run))


def _meets(box: Rect, a: Point, b: Point) -> bool:
    """Whether a straight stretch meets a box (Liang and Barsky)."""
    low, high = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for p, q in (
        (-dx, a[0] - box.left),
        (dx, box.right - a[0]),
        (-dy, a[1] - box.top),
        (dy, box.bottom - a[1]),
    ):
        if p == 0:
            if q < 0:
                return False
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    return low <= high


def _within(point: Point, runs: tuple[tuple[Point, ...], ...]) -> bool:
    x, y = point
    inside = False
    for run in runs:
        for (x0, y0), (x1, y1) in itertools.pairwise((*run, run[0])):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                inside = not inside
    return inside


def _mixed(mark: Mark, ground: str) -> str:
    """Return the colour of a field on what lies under it; a hatched one is as dark as half of its lines."""
    if not mark.fill.startswith("#"):
        return ground
    pairs = zip(_channels(mark.fill), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * mark.alpha + b * (1 - mark.alpha)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _contrast(one: str, two: str) -> float:
    """Contrast of two colours as WCAG 2 defines it, from 1 to 21."""

    def light(colour: str) -> float:
        parts = [c / 255 for c in _channels(colour)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, bright = sorted((light(one), light(two)))
    return (bright + 0.05) / (dark + 0.05)
