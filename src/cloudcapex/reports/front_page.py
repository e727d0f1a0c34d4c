"""The front page of any report: band, title, summary, takeaways, and the list of contents."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from ..exhibits.exhibit import TYPST, Contents, typst_array, typst_string
from .report import Report


def _gap(sentence: str) -> str:
    """The space after a sentence: a Chinese full stop brings its own."""
    return "" if sentence.endswith("。") else " "


@dataclass(frozen=True)
class Takeaway:
    """One sentence with its number, and the exhibit that shows it."""

    lead: str
    body: str
    exhibit: int
    label: str


@dataclass(frozen=True)
class FrontPage:
    """The top of the first page: band, title, summary and takeaways."""

    band: str
    period: str
    title: str
    summary: str
    heading: str
    takeaways: tuple[Takeaway, ...]
    aside_title: str = ""
    asides: tuple[str, ...] = ()

    def _html(self) -> str:
        items = "".join(
            f'<li><b>{escape(t.lead)}</b>{_gap(t.lead)}{escape(t.body)} <a href="#exhibit-{t.exhibit}">{escape(t.label)}</a></li>'
            for t in self.takeaways
        )
        aside = ""
        if self.asides:
            lines = "".join(f"<p>{escape(a)}</p>" for a in self.asides)
            aside = f'<aside class="cc-changed"><h2>{escape(self.aside_title)}</h2>{lines}</aside>'
        return (
            f'<header class="cc-front"><div class="cc-band"><span class="cc-band-type">{escape(self.band)}</span>'
            f'<span class="cc-band-period">{escape(self.period)}</span></div><h1>{escape(self.title)}</h1>'
            f'<p class="cc-summary">{escape(self.summary)}</p>'
            f'<section class="cc-takeaways"><h2>{escape(self.heading)}</h2><ul>{items}</ul></section>{aside}</header>'
        )

    def _typst(self) -> str:
        items = typst_array(
            f"(lead: {typst_string(t.lead)}, body: {typst_string(t.body)}, ref: {typst_string(t.label)}, "
            f'anchor: "exhibit-{t.exhibit}")'
            for t in self.takeaways
        )
        return (
            f"#front(band: {typst_string(self.band)}, period: {typst_string(self.period)}, "
            f"title: {typst_string(self.title)}, summary: {typst_string(self.summary)}, "
            f"takeaways-title: {typst_string(self.heading)}, takeaways: {items}, "
            f"aside-title: {typst_string(self.aside_title)}, asides: {typst_array(map(typst_string, self.asides))})"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return {
            "text/plain": "\n".join(
                [self.title, self.summary, *(f"{t.lead} {t.body}" for t in self.takeaways)]
            ),
            "text/html": self._html(),
            TYPST: self._typst(),
        }


def contents(report: Report) -> Contents:
    """List sections and exhibits with their pages."""
    return Contents(report.say("Contents"))
