"""From a figure to the one SVG that web page and PDF both show."""

from __future__ import annotations

import functools
import hashlib
import inspect
import io
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from html import escape
from typing import ParamSpec

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font

from ... import fonts
from ...language import unparted
from ...press import HEIGHTS, may_be_drawn
from ..exhibit import typst_string
from ..theme import BASE_SIZE, CHINESE, FAMILY, HALF_WIDTH, css_variables, style
from .slim import slim
from .steps import stepped

P = ParamSpec("P")
# Signs of the name by which a page asks for a drawing at another height.
_NAMED = 16
_MEASURED = 200.0
# What a drawing calls the height that it is given.
_SIDES = ("height", "row_height")

_COLOUR = re.compile(r"(?<![\w-])#[0-9a-f]{6}\b")
# The page has its own families; the drawing names one for the PDF.
_FAMILY = re.compile(r"font-family:[^;\"]*;?")
# The looks of words at axes, on every chart many times over: classes of the page's style sheet.
_LOOKS = {
    "font-size:7.6px;text-anchor:middle;fill:var(--cc-muted)": "cc-x",
    "font-size:7.6px;text-anchor:end;fill:var(--cc-muted)": "cc-y",
}
_SVG_OPEN = re.compile(r"<svg [^>]*?viewBox=\"([^\"]+)\"[^>]*>", re.S)
_SENTENCE_END = re.compile(r"\. |(?<=。)")
_CHINESE_TEXT = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Chart:
    """A drawn figure, kept as SVG with the colours of the light page.

    Parameters
    ----------
    svg : str
        The drawing; text is kept as text.
    width, height : float
        Size on the printed page, in points.
    blank : bool
        Whether there was no value to draw: the exhibit then says so in its place.
    anew : callable, optional
        Draws it again at a share of its height, for a page that has less room or more; None where rows set the height.
    """

    svg: str
    width: float
    height: float
    kind: str = "chart"
    blank: bool = False
    anew: Callable[[float], Chart] | None = field(default=None, compare=False, repr=False)

    def in_language(self, code: str) -> Chart:
        """Name the face of the Chinese characters that the edition's readers know."""
        face, anew = fonts.han(code).family, self.anew
        if face == CHINESE:
            return self
        named = self.svg.replace(f"'{CHINESE}'", f"'{face}'")
        return replace(self, svg=named, anew=anew and (lambda share: anew(share).in_language(code)))

    def html(self, alt: str, name: str) -> str:
        """Return inline SVG whose colours follow the page's light or dark theme."""
        known = css_variables()
        named = _COLOUR.sub(lambda m: f"var({known[m[0]]})" if m[0] in known else m[0], self.svg)
        body = stepped(_FAMILY.sub("", named))
        for look, name_of_look in _LOOKS.items():
            body = body.replace(f' style="{look}"', f' class="{name_of_look}"')
        labelled = f'<title id="{name}-t">{escape(_SENTENCE_END.split(alt)[0])}</title><desc id="{name}-d">{escape(alt)}</desc>'
        drawn = _SVG_OPEN.sub(
            lambda m: (
                f'<svg class="cc-chart" role="img" aria-labelledby="{name}-t" aria-describedby="{name}-d" '
                f'viewBox="{m[1]}" style="width:100%;max-width:{self.width:.0f}pt" '
                f'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{labelled}'
            ),
            body,
            count=1,
        )
        if self.width <= HALF_WIDTH * 72 + 1:
            return drawn
        # Wider than a phone at a size that can be read: it moves in a frame of its own, by the keyboard, too.
        return f'<div class="cc-frame" tabindex="0" role="group" aria-labelledby="{name}-t">{drawn}</div>'

    def typst(self, alt: str) -> str:
        svg = self._spaced()
        return f"drawing({typst_string(svg)}, {self._offered(svg)}alt: {typst_string(alt)})"

    def _offered(self, svg: str) -> str:
        """Say how high it would be at its other heights, and leave word how it is drawn at them."""
        if self.anew is None:
            return ""
        name = hashlib.sha256(svg.encode()).hexdigest()[:_NAMED]
        may_be_drawn(name, lambda height: unparted(self._at(HEIGHTS[height])._spaced()))
        more = (f"{height}: {self._more(share)}pt" for height, share in HEIGHTS.items())
        size = f"{round(self.width, 2)}, {round(self.height, 2)}"
        return f'key: "{name}", size: ({size}), {", ".join(more)}, '

    def _at(self, share: float) -> Chart:
        """Draw it anew; as it is where its parts leave no room for a plot at that share."""
        try:
            return self.anew(share) if self.anew else self
        except ValueError:
            return self

    def _more(self, share: float) -> float:
        """Tell by how many points a share would make it higher."""
        return round(measured(lambda: self._at(share)).height - self.height, 2)

    def _spaced(self) -> str:
        return fonts.steady_weights(fonts.spaced(self.svg))


class _Sized(BaseException):
    """Ends a drawing of which only the size was asked; not an `Exception`, so that a drawing lets it through."""

    def __init__(self, sheet: Chart) -> None:
        self.sheet = sheet


_only_size: ContextVar[bool] = ContextVar("_only_size", default=False)


def measured(drawing: Callable[[], Chart]) -> Chart:
    """Begin a drawing as far as its first plot, and return a blank sheet of its size.

    Raises
    ------
    ValueError
        As the drawing does where its parts leave no room for a plot.
    """
    asked = _only_size.set(True)
    try:
        return drawing()
    except _Sized as told:
        return told.sheet
    finally:
        _only_size.reset(asked)


def has_a_plot(figure: Figure) -> None:
    """End a drawing of which only the size was asked: its parts have left room for a plot."""
    if _only_size.get():
        width, height = (side * 72 for side in figure.get_size_inches())
        raise _Sized(Chart("", width, height))


def draw(figure: Figure, *, blank: bool = False) -> Chart:
    """Render a figure once."""
    has_a_plot(figure)
    width, height = (side * 72 for side in figure.get_size_inches())
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "cloudcapex"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = slim(buffer.getvalue())
    if not _CHINESE_TEXT.search(text):
        text = text.replace(f", '{CHINESE}'", "")
    return Chart(text, width, height, blank=blank)


def text_width(text: str, size: float = BASE_SIZE, weight: int = 400) -> float:
    """Measure a label in points, with the font it will be set in."""
    return _wide(text, weight) / 64 * size / _MEASURED + fonts.gaps(text) * fonts.HAN_GAP * size


@functools.lru_cache(maxsize=4096)
def _wide(text: str, weight: int) -> float:
    font = _font(weight)
    # Large, and brought down: at its own size each glyph would be rounded to a whole point.
    font.set_size(_MEASURED, 72)
    font.set_text(text, 0.0)
    wide: float = font.get_width_height()[0]
    return wide


@functools.lru_cache(maxsize=4096)
def text_ink(text: str, size: float = BASE_SIZE, weight: int = 400) -> tuple[float, float]:
    """Measure how far the ink of a label reaches over its line and under it, in points.

    Parameters
    ----------
    text : str
        On one line.
    size, weight : float
        Of its type.

    Returns
    -------
    tuple of float
        Over the line, and under it; both from the line.
    """
    font = _font(weight)
    font.set_size(_MEASURED, 72)
    font.set_text(text, 0.0)
    high, down = (v / 64 * size / _MEASURED for v in (font.get_width_height()[1], font.get_descent()))
    return high - down, down


@functools.cache
def _font(weight: int) -> FT2Font:
    style()
    latin = findfont(FontProperties(family=FAMILY, weight=weight))
    return get_font([latin, str(fonts.face_path())])


def house_style(draw_chart: Callable[P, Chart]) -> Callable[P, Chart]:
    """Draw under the house style: matplotlib reads a text's font when the text is made.

    A chart whose height is given, and not set by its rows, can be drawn anew at a share of it.
    """
    signature = inspect.signature(draw_chart)
    side = next((name for name in _SIDES if name in signature.parameters), None)

    @functools.wraps(draw_chart)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Chart:
        def drawn(share: float) -> Chart:
            given = signature.bind(*args, **kwargs)
            given.apply_defaults()
            if side is not None:
                given.arguments[side] *= share
            with matplotlib.rc_context(style()):
                return draw_chart(*given.args, **given.kwargs)

        chart = drawn(1.0)
        return chart if side is None else replace(chart, anew=drawn)

    return styled
