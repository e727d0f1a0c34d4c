"""The fonts of page and chart.

``order``    which family a script is set in: the one list behind style sheet, Typst page, drawing and measuring
``files``    where the packaged fonts are
``cuts``     fonts made from the packaged ones, once, kept in the reader's cache folder; what Typst is given
``drawings`` what the text of an SVG needs before Typst sets it
"""

from .cuts import face_path, font_dir, typst_font_paths
from .drawings import HAN_GAP, gaps, spaced, steady_weights
from .files import cache_dir, cjk_path, variable_path
from .order import FAMILY, Han, code_families, families, formula_families, han, style_rules

__all__ = [
    "FAMILY",
    "HAN_GAP",
    "Han",
    "cache_dir",
    "cjk_path",
    "code_families",
    "face_path",
    "families",
    "font_dir",
    "formula_families",
    "gaps",
    "han",
    "spaced",
    "steady_weights",
    "style_rules",
    "typst_font_paths",
    "variable_path",
]
