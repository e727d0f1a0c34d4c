"""What the writer must know of the page and the cell it writes for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..language import DEFAULT
from ..media import Json

# The margin above in points: 20 mm.
MARGIN_TOP = 56.7


@dataclass(frozen=True)
class Sheet:
    """A paper in points: its size, and the margins at its sides and below."""

    width: float
    height: float
    at_sides: float
    below: float


# 17 mm at the sides and below. Letter is two centimetres lower and half of one wider: with less below and at its sides it
# holds what A4 does.
PAPERS = {"a4": Sheet(595.28, 841.89, 48.2, 48.2), "us-letter": Sheet(612.0, 792.0, 44.0, 38.0)}


@dataclass
class Outline:
    """The headings so far, so that none skips a level, which tagged PDF forbids; and how many footnotes."""

    last: int = 0
    count: int = 0
    notes: int = 0

    def level(self, wanted: int) -> int:
        """Give the level a heading gets: the wanted one, or one below the heading before it."""
        self.last = max(1, min(wanted, self.last + 1))
        self.count += 1
        return self.last


Resources = Json  # of nbconvert


@dataclass(frozen=True)
class Place:
    """Where something is written: how wide the column is, in which cell, in which language.

    Attributes
    ----------
    width, height : float
        Of the text area, in points.
    language : str
        Of the page's own words.
    cell : int
        Number of the cell, from 1.
    nested : bool
        Inside a list, quotation, table or note, where no heading stands.
    folder : Path or None
        Where the notebook lies; pictures it names are read from there and below, never from elsewhere.
    """

    width: float
    height: float
    language: str = DEFAULT
    cell: int = 0
    nested: bool = False
    folder: Path | None = None
    files_dir: str = ""
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    outline: Outline = field(default_factory=Outline)
    outputs: dict[str, bytes] = field(default_factory=dict)

    def within(self, inset: float, *, nested: bool = False) -> Place:
        """Give the same place indented by ``inset`` points, or otherwise changed."""
        return replace(self, width=max(self.width - inset, 60.0), nested=nested or self.nested)


def text_area(paper: str) -> tuple[float, float]:
    """Width and height of the text on a page of this paper, in points."""
    sheet = PAPERS[paper]
    return sheet.width - 2 * sheet.at_sides, sheet.height - MARGIN_TOP - sheet.below


def known_paper(name: object) -> str:
    """Bring a paper's name to one the page knows; anything else is A4."""
    low = str(name or "").lower()
    return "us-letter" if low in ("us-letter", "letter") else "a4"
