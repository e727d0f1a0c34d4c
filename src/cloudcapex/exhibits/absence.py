"""What an exhibit shows when there is nothing to show: the reason, in words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .exhibit import typst_string


@dataclass(frozen=True)
class Absence:
    """A body that says why there is no figure."""

    words: str
    kind: str = "absence"

    def html(self, alt: str, name: str) -> str:
        return f'<p class="cc-absence">{escape(self.words)}</p>'

    def typst(self, alt: str) -> str:
        return typst_string(self.words)
