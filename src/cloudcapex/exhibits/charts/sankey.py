"""Money through layers: ribbons whose width is the amount, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from .. import theme
from .axes import spread, widest
from .canvas import Chart, draw, house_style, text_width

_BAR = 8.0  # Width of a node, in points.
_GAP = 9.0  # Between what a node keeps and the next node, in points.
_PALE = 0.38
_MARGIN = 6.0


@dataclass(frozen=True)
class Station:
    """A place that money comes from, passes or stays at.

    Parameters
    ----------
    key : str
        What ribbons name it by.
    name : str
        Printed beside it.
    colour : str
        One of the theme's.
    column : int
        From the left; nodes of one column stand under one another. What keeps its money has none.
    """

    key: str
    name: str
    colour: str
    column: int | None = None


@dataclass(frozen=True)
class Ribbon:
    """An amount that goes from one node to another, in whole cents."""

    source: str
    target: str
    cents: int


def leaks(nodes: Sequence[Station], ribbons: Sequence[Ribbon]) -> list[str]:
    """List the nodes that do not send on exactly what they receive; sources and final places cannot leak."""
    found = []
    for node in nodes:
        came = sum(r.cents for r in ribbons if r.target == node.key)
        went = sum(r.cents for r in ribbons if r.source == node.key)
        if came and went and came != went:
            found.append(f"{node.key} receives {came} and sends {went} cents")
    return found


@house_style
def sankey_chart(
    nodes: Sequence[Station],
    ribbons: Sequence[Ribbon],
    *,
    write: Callable[[int], str],
    width: float = theme.FULL_WIDTH,
    height: float = 3.5,
) -> Chart:
    """Draw flows as a staircase: each layer keeps what leaves to the right and hands the rest down.

    Parameters
    ----------
    nodes : sequence of Station
        Sources first, then from the top down: each layer, what it keeps, the next layer.
    ribbons : sequence of Ribbon
        A ribbon of nothing is left out, and so is a node that nothing reaches.
    write : callable
        Turns cents into the text after a name.
    width, height : float
        Size in inches.

    Raises
    ------
    ValueError
        When a layer does not send on exactly what it receives, or a ribbon is negative or names no node.
    """
    known = {node.key for node in nodes}
    for ribbon in ribbons:
        if ribbon.cents < 0 or not {ribbon.source, ribbon.target} <= known:
            raise ValueError(f"no ribbon can be drawn for {ribbon}")
    if found := leaks(nodes, ribbons):
        raise ValueError("; ".join(found))
    sketch = _Sketch(nodes, [r for r in ribbons if r.cents], write, width, height)
    for ribbon in sketch.ribbons:
        sketch.draw_ribbon(ribbon)
    sketch.draw_nodes()
    return draw(sketch.figure)


class _Sketch:
    """Where everything stands, in points from the lower left corner of the figure."""

    def __init__(
        self,
        nodes: Sequence[Station],
        ribbons: Sequence[Ribbon],
        write: Callable[[int], str],
        width: float,
        height: float,
    ) -> None:
        self.figure: Figure = theme.figure(width, height)
        self.ribbons = list(ribbons)
        self.write = write
        reached = {key for r in ribbons for key in (r.source, r.target)}
        self.nodes = {n.key: n for n in nodes if n.key in reached}
        self.amount = {key: max(self._sum("source", key), self._sum("target", key)) for key in self.nodes}
        self.finals = [n for n in self.nodes.values() if n.column is None]
        self.layers = [n for n in self.nodes.values() if n.column is not None and self._sum("target", n.key)]
        self.sources = [n for n in self.nodes.values() if not self._sum("target", n.key)]
        room = height * 72 - 2 * _MARGIN - _GAP * (len(self.finals) + 1)
        self.scale = room / max(sum(self.amount[n.key] for n in self.finals), 1)
        right = widest([self._text(n) for n in self.finals]) + 10
        self.right = width * 72 - right
        columns = 1 + max((n.column or 0) for n in self.nodes.values())
        self.left = 2.0
        self.step = (self.right - self.left - _BAR) / columns
        self.top: dict[str, float] = {}
        self._stand(height * 72 - _MARGIN)
        self.ribbons.sort(key=lambda r: (-self.top[r.source], -self.top[r.target]))
        self.places = self._ends()

    def _sum(self, side: str, key: str) -> int:
        return sum(r.cents for r in self.ribbons if getattr(r, side) == key)

    def _text(self, node: Station) -> str:
        return f"{node.name} {self.write(self.amount[node.key])}"

    def _x(self, node: Station) -> float:
        return self.right - _BAR if node.column is None else self.left + node.column * self.step

    def _high(self, key: str) -> float:
        return self.amount[key] * self.scale

    def _stand(self, at: float) -> None:
        """Give every node its upper edge: a layer's own final places beside it, the next layer under them."""
        start = at
        # What several layers pay into stands under the last of them: there is room for all of it.
        order = [n.key for n in (*self.sources, *self.layers)]
        payer = {
            n.key: max((r.source for r in self.ribbons if r.target == n.key), key=order.index)
            for n in self.finals
        }
        for layer in self.layers:
            self.top[layer.key] = at
            for final in self.finals:
                if payer[final.key] == layer.key:
                    self.top[final.key] = at
                    at -= self._high(final.key) + _GAP
        for final in self.finals:
            self.top.setdefault(final.key, at)
        for source in self.sources:
            self.top[source.key] = start
            start -= self._high(source.key) + 2.5 * _GAP
        # Investors come in under what users pay, level with the foot of the layer they pay into.
        for source in self.sources[1:]:
            into = next(r.target for r in self.ribbons if r.source == source.key)
            foot = self.top[into] - self._high(into) + self._high(source.key)
            self.top[source.key] = min(self.top[source.key], foot)

    def _ends(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Set the upper edge of every ribbon at either end, so that none lies on another inside a node."""
        starts: dict[tuple[str, str], float] = {}
        ends: dict[tuple[str, str], float] = {}
        for key in self.nodes:
            at = self.top[key]
            for r in sorted((r for r in self.ribbons if r.source == key), key=lambda r: -self.top[r.target]):
                starts[r.source, r.target] = at
                at -= r.cents * self.scale
            at = self.top[key]
            for r in sorted((r for r in self.ribbons if r.target == key), key=lambda r: -self.top[r.source]):
                ends[r.source, r.target] = at
                at -= r.cents * self.scale
        return {link: (starts[link], ends[link]) for link in starts}

    def draw_ribbon(self, ribbon: Ribbon) -> None:
        """Draw one ribbon; it bends beside its source where it stays, and before its target where it goes on."""
        source, target = self.nodes[ribbon.source], self.nodes[ribbon.target]
        x0, x1 = self._x(source) + _BAR, self._x(target)
        start, end = self.places[ribbon.source, ribbon.target]
        bend = min(self.step - _BAR, x1 - x0)
        a, b = (x0, x0 + bend) if target.column is None else (x1 - bend, x1)
        thick = ribbon.cents * self.scale
        middle = (a + b) / 2
        points = [
            (x0, start), (a, start), (middle, start), (middle, end), (b, end), (x1, end),
            (x1, end - thick), (b, end - thick), (middle, end - thick), (middle, start - thick),
            (a, start - thick), (x0, start - thick), (x0, start),
        ]  # fmt: skip
        line, curve = Path.LINETO, Path.CURVE4
        codes = [
            Path.MOVETO,
            line,
            curve,
            curve,
            curve,
            line,
            line,
            line,
            curve,
            curve,
            curve,
            line,
            Path.CLOSEPOLY,
        ]
        self.figure.add_artist(
            PathPatch(
                Path(points, codes),
                facecolor=source.colour,
                alpha=_PALE,
                linewidth=0,
                transform=IdentityTransform(),
                zorder=2,
            )
        )

    def draw_nodes(self) -> None:
        """Draw the bars with their names; the names of final places are pushed apart until none touch."""
        for node in self.nodes.values():
            self.figure.add_artist(
                Rectangle(
                    (self._x(node), self.top[node.key] - self._high(node.key)),
                    _BAR,
                    max(self._high(node.key), 0.6),
                    facecolor=node.colour,
                    transform=IdentityTransform(),
                    zorder=3,
                )
            )
        for node in (*self.sources, *self.layers):
            self._label(node, self._x(node) + _BAR + 4, self.top[node.key] - self._high(node.key) / 2)
        # From the top down, so that pushing them apart leaves every name at its own bar.
        finals = sorted(self.finals, key=lambda n: -self.top[n.key])
        middles = [self.top[n.key] - self._high(n.key) / 2 for n in finals]
        gap = theme.LABEL_SIZE + 2.5
        high = self.figure.get_size_inches()[1] * 72 - gap / 2
        for node, place in zip(finals, spread(middles[::-1], gap, gap / 2, high)[::-1], strict=True):
            self._label(node, self.right + 5, place)

    def _label(self, node: Station, x: float, y: float) -> None:
        amount = self.write(self.amount[node.key])
        self.figure.text(
            x,
            y,
            self._text(node) if node.column is None else "\n".join([*self._broken(node.name), amount]),
            transform=IdentityTransform(),
            ha="left",
            va="center",
            fontsize=theme.LABEL_SIZE,
            fontweight=600,
            color=theme.INK,
            linespacing=1.05,
            zorder=4,
        )

    def _broken(self, name: str) -> list[str]:
        """Break a name into lines that end before the next node."""
        lines: list[str] = []
        for word in name.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and text_width(longer, theme.LABEL_SIZE, 600) <= self.step - _BAR - 8:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines
