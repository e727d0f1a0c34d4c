"""The front page of any report: band, title, summary, takeaways, and the list of contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from .. import facts, media
from ..exhibits.exhibit import Bundle, records_of, typst_array, typst_string
from ..exhibits.pointers import Contents
from ..exhibits.proof import gap, proof_html, run_on, statement_html
from ..statements import Statement
from .report import Report

# A finding on its way to the page: its lead, its sentence, the key of the exhibit that shows it.
Taken = tuple[Statement, Statement, str]


@dataclass(frozen=True)
class Takeaway:
    """One sentence with its number, and the exhibit that shows it."""

    lead: Statement | str
    body: Statement | str
    exhibit: int
    label: str


@dataclass(frozen=True)
class FrontPage:
    """The top of the first page: band, title, summary and takeaways."""

    band: str
    period: str
    title: Statement
    summary: tuple[Statement | str, ...]
    heading: str
    takeaways: tuple[Takeaway, ...]
    aside_title: str = ""
    asides: tuple[Statement | str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Statement | str, ...]:
        """Every sentence of the page, in order."""
        takeaways = (part for t in self.takeaways for part in (t.lead, t.body))
        return (self.title, *self.summary, *takeaways, *self.asides)

    def _html(self) -> str:
        items = "".join(
            f'<li><b>{statement_html(t.lead)}</b>{gap(str(t.lead))}{statement_html(t.body)} <a href="#exhibit-{t.exhibit}">{escape(t.label)}</a>{proof_html((t.lead, t.body))}</li>'
            for t in self.takeaways
        )
        aside = ""
        if self.asides:
            lines = "".join(f"<p>{statement_html(a)}</p>{proof_html([a])}" for a in self.asides)
            aside = f'<aside class="cc-changed"><h2>{escape(self.aside_title)}</h2>{lines}</aside>'
        return (
            f'<header class="cc-front"><div class="cc-band"><span class="cc-band-type">{escape(self.band)}</span>'
            f'<span class="cc-band-period">{escape(self.period)}</span></div><h1>{statement_html(self.title)}</h1>{proof_html([self.title])}'
            f'<p class="cc-summary">{run_on(self.summary, statement_html)}</p>{proof_html(self.summary)}'
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
            f"title: {typst_string(self.title)}, summary: {typst_string(run_on(self.summary))}, "
            f"takeaways-title: {typst_string(self.heading)}, takeaways: {items}, "
            f"aside-title: {typst_string(self.aside_title)}, asides: {typst_array(map(typst_string, self.asides))})"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return {
            media.PLAIN: "\n".join(
                [str(self.title), run_on(self.summary), *(f"{t.lead} {t.body}" for t in self.takeaways)]
            ),
            media.HTML: self._html(),
            media.TYPST: self._typst(),
            media.PROOFS: records_of(self.told),
            media.NAMES: list(self.names),
        }


def front_page_of(
    report: Report,
    *,
    band: str,
    title: Statement,
    summary: Iterable[Statement],
    takeaways: Iterable[Taken],
    aside_title: str,
    asides: Iterable[Statement | str],
    period: str = "",
) -> FrontPage:
    """Put the sentences of a front page in their places, in the order of the page.

    Parameters
    ----------
    report : Report
        Whose page it is.
    band, period : str
        What kind of report; of when, where that is more than the quarter and its months.
    title, summary : Statement
        The answer, in one line and in a few.
    takeaways : iterable of (lead, sentence, exhibit's key)
        The findings.
    aside_title, asides
        What stands beside them; only what is consumed here is told here.
    """
    return FrontPage(
        band=band,
        period=period or f"{report.quarter} · {report.language.months(report.quarter)}",
        title=report.tell(title, "front.title", "headline"),
        summary=tuple(
            report.tell(s, f"front.summary.{n}", "headline") for n, s in enumerate(summary, start=1)
        ),
        heading=report.say("Key takeaways"),
        takeaways=tuple(
            Takeaway(
                report.tell(lead, f"takeaway.{place}.lead", "lead"),
                report.tell(body, f"takeaway.{place}", "takeaway"),
                report.number(key),
                report.label(key),
            )
            for place, (lead, body, key) in enumerate(takeaways, start=1)
        ),
        aside_title=aside_title,
        asides=tuple(asides),
        names=facts.named_in(report.language.code, report.as_of),
    )


def ended(report: Report, title: Statement) -> Statement:
    """End what is said in a title with the stop that a sentence has."""
    return report.state("{sentence}.", sentence=title)


def findings(report: Report, made: Iterable[Taken]) -> list[Taken]:
    """Return takeaways whose bodies are titles, ended as sentences are."""
    return [(lead, ended(report, body), key) for lead, body, key in made]


def contents(report: Report) -> Contents:
    """List sections and exhibits with their pages."""
    return Contents(report.say("Contents"))
