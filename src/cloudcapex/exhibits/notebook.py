"""The look of the web edition for exhibits in a notebook, where no page around them brings it."""

from __future__ import annotations

import re
from importlib import resources

from .. import fonts, media

# The page's own rules hold for a box around exhibits and for nothing else of the notebook.
_BOX = "div:has(> :is(.cc-exhibit, .cc-row, .cc-front))"
_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
# JupyterLab says on its body whether it is light or dark; the page asks the operating system.
_THEME = (
    'body[data-jp-theme-light="true"] & { color-scheme: light; }\n'
    'body[data-jp-theme-light="false"] & { color-scheme: dark; }\n'
    "& { background: transparent; padding: 0 .5rem; max-width: 60rem; font-size: .9375rem; }\n"
    # What stands beside another on a page stands alone here, and would fill the measure.
    "& > .cc-exhibit:not(.cc-wide) { max-width: 30rem; }\n"
)


class PageStyle:
    """A style sheet that shows itself as nothing and styles the exhibits of the notebook it is shown in."""

    def __init__(self, css: str) -> None:
        self.css = css

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {media.HTML: f"<style>\n{self.css}</style>", media.PLAIN: ""}


def page_style() -> PageStyle:
    """Return the style of the web edition; shown once in a notebook, its exhibits look as in a report.

    Returns
    -------
    PageStyle
        Rules and fonts in one piece, nothing is asked of another host. An edition brings its own.
    """
    css = resources.files("cloudcapex").joinpath("template", "report.css").read_text(encoding="utf-8")
    css = f"{fonts.style_rules()}\n{css}"
    nested = re.sub(r"(?m)^( *)(?::root|body) \{", r"\1& {", css)
    return PageStyle(f"{_faces()}{_BOX} {{\n{nested}\n{_THEME}}}\n")


def _faces() -> str:
    rules = []
    for name, weight in _WEIGHTS.items():
        face = (fonts.font_dir() / f"SourceSans3-{name}.ttf").read_bytes()
        rules.append(
            f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight}; '
            f"src: url({media.data_url(media.TTF, face)}); }}\n"
        )
    return "".join(rules)
