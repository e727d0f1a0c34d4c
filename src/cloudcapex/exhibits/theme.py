"""How a chart looks: colours that belong to companies, one family of type, sizes that fit the page."""

from __future__ import annotations

import functools
import re
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler

from .. import facts, fonts
from ..errors import unknown
from ..schema.colours import PAGE, Colours

_VARIABLE = re.compile(r"var\((--cc-[a-z0-9_-]+)")

# Ink and paper. The web edition maps each of these values to a CSS variable of the same name.
INK, MUTED, GRID, PAPER, ACCENT = (PAGE[name] for name in ("ink", "muted", "grid", "paper", "heading"))

# Two accents for means and sides, where a chart tells apart what no company owns.
AMBER, BLUE = Colours("#d67d15", "#b06100", "#e5a34c"), Colours("#186db2", "#186db2", "#67a7db")

# Fills that stand for the state of a question, dark for the grave ones so that greyscale keeps the order.
STATE_COLOURS = {
    state: PAGE[f"state-{state.replace('_', '-')}"]
    for state in ("holds", "returned", "easing", "resolved", "not_testable")
}

# Layers of the AI stack, where a chart follows money through layers rather than companies.
LAYER_COLOURS = {
    layer: PAGE[f"layer-{layer}"]
    for layer in ("users", "investors", "applications", "models", "clouds", "chips")
}

# What the page's own style sheet defines.
CSS_VARIABLES = {
    **{fill: f"--cc-{name}" for name, fill in PAGE.items()},
    AMBER.words: "--cc-amber-text",
    AMBER.fill: "--cc-amber",
    BLUE.fill: "--cc-blue",
}

# The page is A4 with 17 mm margins: 176 mm of measure, two columns with a 5 mm gutter.
FULL_WIDTH = 176 / 25.4
HALF_WIDTH = (176 - 6) / 2 / 25.4

FAMILY = fonts.FAMILY
# Charts are drawn with the mainland form named; `Chart.in_language` names the other where it is wanted.
CHINESE = fonts.han().family
BASE_SIZE = 7.6
LABEL_SIZE = 8.0


def colours() -> dict[str, Colours]:
    """Return the fixed colours of every company, and of the parties that have some: mostly laboratories.

    A laboratory that is a company, too, is drawn in the company's.
    """
    others = {party.who: party.colours for party in facts.parties().values() if party.colours}
    return others | {slug: company.colours for slug, company in facts.companies().items()}


def company_colour(slug: str) -> str:
    """Return the fixed colour of a company or laboratory.

    Raises
    ------
    UsageError
        For one that the tables do not know, with near names.
    """
    known = colours()
    if slug not in known:
        raise unknown("company", slug, known)
    return known[slug].fill


def text_colour(colour: str) -> str:
    """Return the shade in which words of a colour can be read."""
    return next((c.words for c in (*colours().values(), AMBER) if c.fill == colour), colour)


def css_variables() -> dict[str, str]:
    """Name the variable of the page for each colour a chart may hold; a company's own stands before an accent."""
    known = colours()
    return (
        CSS_VARIABLES
        | {c.words: f"--cc-{slug}-text" for slug, c in known.items()}
        | {c.fill: f"--cc-{slug}" for slug, c in known.items()}
    )


def css_definitions(html: str) -> str:
    """Define the variables of companies that some HTML uses, light and dark, as the value of a style attribute.

    The style sheet knows no company: what is drawn in a company's colour brings it along.
    """
    used = set(_VARIABLE.findall(html))
    found = []
    for slug, c in colours().items():
        for name, light in ((f"--cc-{slug}", c.fill), (f"--cc-{slug}-text", c.words)):
            if name in used:
                found.append(f"{name}:light-dark({light},{c.dark})")
    return ";".join(found)


@functools.cache
def _register_fonts() -> None:
    for path in sorted(fonts.font_dir().glob("SourceSans3-*.ttf")):
        font_manager.fontManager.addfont(str(path))
    # matplotlib sees a variable font's thinnest cut: enough to measure by, for every Chinese character is as wide
    # as it is tall in all of them. The page's own fonts are used where the text is shown.
    for weight in (400, 600, 700):
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(
                fname=str(fonts.face_path()), name=CHINESE, style="normal", variant="normal", weight=weight,
                stretch="normal", size="scalable",
            )
        )  # fmt: skip


def style() -> Any:
    """Return the matplotlib settings every chart is drawn under."""
    _register_fonts()
    return {
        "font.family": [FAMILY, CHINESE],
        "font.size": BASE_SIZE,
        "text.parse_math": False,  # a dollar sign is money or part of a name, never a formula
        "text.color": INK,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "axes.grid": False,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelsize": BASE_SIZE,
        "ytick.labelsize": BASE_SIZE,
        "xtick.major.size": 2.5,
        "ytick.major.size": 0,
        "xtick.major.width": 0.6,
        "lines.linewidth": 1.5,
        "lines.solid_capstyle": "round",
        "patch.linewidth": 0,
        "hatch.linewidth": 0.5,
        "svg.fonttype": "none",
        "figure.dpi": 72,
    }


def use() -> None:
    """Set matplotlib, and with it seaborn, to the look of our charts, until the session ends.

    What an analyst draws then has our type, our grid and our colours; `palette` gives each company its own. A picture that
    is saved carries the shapes of its letters, since its reader may not have the fonts.
    """
    matplotlib.rcParams.update(
        style()
        | {
            "axes.grid": True,
            "axes.grid.axis": "y",
            "axes.prop_cycle": cycler(color=[c.fill for c in colours().values()]),
            "axes.titlecolor": ACCENT,
            "axes.titlelocation": "left",
            "axes.titlesize": 11,
            "axes.titleweight": 600,
            "figure.dpi": 110,
            "figure.facecolor": PAPER,
            "figure.figsize": (FULL_WIDTH, 0.38 * FULL_WIDTH),
            "legend.frameon": False,
            "savefig.facecolor": PAPER,
            "svg.fonttype": "path",
        }
    )


def palette() -> dict[str, str]:
    """Return the fixed colour of every company and laboratory, for seaborn's ``palette``.

    Returns
    -------
    dict of str to str
        By slug, and by each name that the tables give it in any script: rows may be named either way.
    """
    known = {slug: c.fill for slug, c in colours().items()}
    companies = facts.load_companies()
    written = [column for column in companies.columns if "name" in column]
    for slug, *names in companies[["slug", *written]].itertuples(index=False):
        known |= {str(name): known[str(slug)] for name in names if name}
    return known


def figure(width: float, height: float) -> Figure:
    """Make an empty figure of a size in inches, outside pyplot's state."""
    return Figure(figsize=(width, height), facecolor="none")
