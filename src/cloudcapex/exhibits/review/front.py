"""The front page: the finding as a title, a summary and what changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Any

from ..exhibit import TYPST, Contents, typst_array, typst_string
from .capex import capex_message
from .changes import change_lines
from .context import Review
from .growth import growth_message, pace
from .takeaways import Takeaway, takeaways


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
            f'<li><b>{escape(t.lead)}</b> {escape(t.body)} <a href="#exhibit-{t.exhibit}">{escape(t.label)}</a></li>'
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


def front_page(review: Review) -> FrontPage:
    """Compute the front page of the review."""
    say, language = review.say, review.language
    fiscal = {review.point("revenue", c).fiscal_quarter for c in ("microsoft",) if c in review.companies} - {
        ""
    }
    months = language.months(review.quarter)
    period = f"{review.quarter} · {months}"
    if fiscal:
        period += say(" (Microsoft {fiscal})", fiscal=fiscal.pop())
    return FrontPage(
        band=say("QUARTERLY REVIEW · CLOUD AND CAPITAL EXPENDITURE"),
        period=period,
        title=headline(review),
        summary=summary(review),
        heading=say("Key takeaways"),
        takeaways=tuple(takeaways(review)),
        aside_title=say("What changed since {quarter}", quarter=review.previous.quarter),
        asides=since_last(review),
    )


def contents(review: Review) -> Contents:
    """List sections and exhibits with their pages."""
    return Contents(review.say("Contents"))


def headline(review: Review) -> str:
    """The finding of the quarter in one line: spending, and whether the clouds sped up."""
    say, language = review.say, review.language
    total, growth = review.total(review.basis), review.growth_of_total(review.basis)
    if not (math.isfinite(total) and math.isfinite(growth)):
        return capex_message(review)
    faster, slower, steady = pace(review)
    values = {"amount": language.money(total), "growth": language.percent(abs(growth), 0)}
    if growth >= 0.95:
        spending = (
            say("Capex doubles to {amount}", **values)
            if growth < 1.05
            else say("Capex more than doubles to {amount}", **values)
        )
    elif growth >= 0.005:
        spending = say("Capex rises {growth} to {amount}", **values)
    elif growth > -0.005:
        spending = say("Capex holds at {amount}", **values)
    else:
        spending = say("Capex falls {growth} to {amount}", **values)
    count = len(faster) + len(slower) + len(steady)
    if count < 2:
        return spending
    if len(faster) == count:
        clouds = say("as every cloud speeds up")
    elif len(slower) == count:
        clouds = say("as every cloud slows")
    elif len(faster) > len(slower):
        clouds = say("as most clouds speed up")
    elif len(slower) > len(faster):
        clouds = say("as most clouds slow")
    else:
        clouds = say("as the clouds go different ways")
    return say("{spending} {clouds}", spending=spending, clouds=clouds)


def summary(review: Review) -> str:
    """Two sentences: what was spent on which basis, and what the clouds did."""
    say, language = review.say, review.language
    members = review.spenders
    if not members:
        return say(
            "No capex was filed for {quarter} by {day}.",
            quarter=review.quarter,
            day=language.date(review.as_of),
        )
    growth, quarterly = review.growth_of_total(review.basis), review.growth_of_total(review.basis, 1)
    values = {
        "companies": language.join(map(review.company, members)),
        "amount": language.money(review.total(review.basis)),
        "basis": review.basis_name(),
    }
    first = say("{companies} together spent {amount} on {basis} in the quarter", **values)
    if math.isfinite(growth) and math.isfinite(quarterly):
        first = say(
            "{first}: {year} on the year and {quarter} on the quarter.",
            first=first,
            year=language.percent(growth, 0, sign=True),
            quarter=language.percent(quarterly, 0, sign=True),
        )
    else:
        first = say("{first}.", first=first)
    return language.sentences(first, say("{sentence}.", sentence=growth_message(review)))


def since_last(review: Review) -> tuple[str, ...]:
    """What changed since the last edition, and up to which day either looks."""
    day = review.say(
        "Compared with {before} as known on {day_before}. Nothing filed after {day} is used.",
        before=review.previous.quarter,
        day_before=review.language.date(review.previous.as_of),
        day=review.language.date(review.as_of),
    )
    return (*change_lines(review), day)
