"""What a page says of its own parts: where they begin, and where that stands which paper leaves off."""

from __future__ import annotations

from dataclasses import dataclass

from .. import media
from .exhibit import Bundle, typst_string


@dataclass(frozen=True)
class Elsewhere:
    """Where that stands which paper does not print: the PDF lists what it was before this place.

    Parameters
    ----------
    attached, apart : str
        What is said where the edition's data travel inside the PDF, and where they do not.
    """

    attached: str
    apart: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        words = f"attached: {typst_string(self.attached)}, apart: {typst_string(self.apart)}"
        return {
            media.PLAIN: self.apart,
            media.HTML: "<!-- everything stands on this page -->",
            media.TYPST: f"#elsewhere-list({words})",
        }


@dataclass(frozen=True)
class Contents:
    """Sections and exhibits with their page numbers; the web edition has its own list beside the text."""

    title: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            media.PLAIN: self.title,
            media.HTML: "<!-- contents stand beside the text -->",
            media.TYPST: f"#contents-list({typst_string(self.title)})",
        }
