"""The front page: the finding as a title, a summary, the takeaways and the scorecard."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Any

from ..exhibit import TYPST, Exhibit, typst_array, typst_string
from ..points import Point
from ..tables.table import Cell, Column, Table, missing, words
from .backlog import backlog_message, backlog_rows
from .capex import capex_message, is_record
from .context import Review
from .growth import growth_message, pace
from .profit import margin_message


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
            f"heading: {typst_string(self.heading)}, takeaways: {items}, "
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
        aside_title=say("What this edition holds"),
        asides=tuple(holdings(review)),
    )


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


def takeaways(review: Review) -> list[Takeaway]:
    """The five findings of the quarter, each with its number, its comparison and its exhibit."""
    made = [_spending(review), _growth(review), _profit(review), _cash(review), _contracts(review)]
    return [t for t in made if t is not None]


def _take(review: Review, lead: str, body: str, key: str) -> Takeaway:
    return Takeaway(lead, body, review.number(key), review.label(key))


def _spending(review: Review) -> Takeaway:
    say, language = review.say, review.language
    growth = review.growth_of_total(review.basis)
    if not math.isfinite(growth):
        return _take(
            review, say("Spending."), say("{sentence}.", sentence=capex_message(review)), "capex_total"
        )
    lead = (
        say("Spending is at a record.") if is_record(review) else say("Spending is growing.") if growth > 0.005
        else say("Spending is shrinking.") if growth < -0.005 else say("Spending stands still.")
    )  # fmt: skip
    rates = [p for c in review.spenders if (p := review.point(f"{review.basis}.yoy", c)).known]
    rates.sort(key=lambda p: -p.value)
    doubled = [p.company for p in rates if p.value >= 1]
    body = say(
        "{basis} rose {growth} on the year" if growth >= 0 else "{basis} fell {growth} on the year",
        basis=language.sentence(review.basis_name()),
        growth=language.percent(abs(growth), 0),
    )
    if doubled:
        body = say(
            "{sentence}; it at least doubled at {companies}.",
            sentence=body,
            companies=language.join(map(review.company, doubled)),
        )
    elif len(rates) > 1:
        body = say(
            "{sentence}, from {low} at {last} to {high} at {first}.",
            sentence=body,
            low=language.percent(rates[-1].value, 0, sign=True),
            last=review.company(rates[-1].company),
            high=language.percent(rates[0].value, 0, sign=True),
            first=review.company(rates[0].company),
        )
    else:
        body = say("{sentence}.", sentence=body)
    return _take(review, lead, body, "capex_total")


def _growth(review: Review) -> Takeaway:
    say, language = review.say, review.language
    faster, slower, steady = pace(review)
    count = len(faster) + len(slower) + len(steady)
    now = [p for c in review.clouds if (p := review.cloud_growth(c)).known]
    if not now:
        return _take(
            review, say("Growth."), say("{sentence}.", sentence=growth_message(review)), "cloud_growth"
        )
    lead = (
        say("Growth.") if not count else say("Growth is speeding up.") if len(faster) == count
        else say("Growth is slowing.") if len(slower) == count else say("Growth is uneven.")
    )  # fmt: skip
    rates = language.join(
        say("{name} {value}", name=review.cloud(p.company), value=language.percent(p.value, 0, sign=True))
        for p in now
    )
    if count:
        body = say(
            "{faster} of {count} clouds grew faster than in the quarter before: {rates}.",
            faster=len(faster),
            count=count,
            rates=rates,
        )
    else:
        body = say("On the year: {rates}.", rates=rates)
    return _take(review, lead, body, "cloud_growth")


def _profit(review: Review) -> Takeaway:
    say = review.say
    changes = []
    for c in review.clouds:
        now, then = (
            review.point("cloud_operating_margin", c),
            review.point("cloud_operating_margin", c, review.quarter - 4),
        )
        if now.known and then.known:
            changes.append(now.value - then.value)
    lead = (
        say("Cloud margins.") if not changes else say("Clouds earn more of each dollar.") if min(changes) > 0
        else say("Clouds keep less of each dollar.") if max(changes) < 0 else say("Cloud margins part ways.")
    )  # fmt: skip
    return _take(review, lead, say("{sentence}.", sentence=margin_message(review)), "cloud_margin")


def _cash(review: Review) -> Takeaway:
    say, language = review.say, review.language
    intensity = sorted(
        (p for c in review.companies if (p := review.point("capex_intensity.ttm", c)).known),
        key=lambda p: -p.value,
    )
    negative = [c for c in review.companies if (p := review.point("free_cash_flow", c)).known and p.value < 0]
    if not intensity:
        return _take(
            review,
            say("Cash."),
            say("Capex intensity cannot be computed for {quarter}.", quarter=review.quarter),
            "capex_intensity",
        )
    highs = [p.company for p in intensity if _at_high(review, p)]
    lead = (
        say("Cash flow gives way.") if len(negative) > 1 else say("Capex takes a record share of revenue.")
        if len(highs) == len(intensity) else say("Cash still covers capex.") if not negative else say("Cash is tighter.")
    )  # fmt: skip
    body = say(
        "Capex took {high} of {first} revenue over twelve months and {low} of {last}",
        high=language.percent(intensity[0].value, 0),
        first=review.possessive(review.company(intensity[0].company)),
        low=language.percent(intensity[-1].value, 0),
        last=review.possessive(review.company(intensity[-1].company)),
    )
    if negative:
        body = say(
            "{sentence}; free cash flow of the quarter was below zero at {companies}.",
            sentence=body,
            companies=language.join(map(review.company, negative)),
        )
    else:
        body = say(
            "{sentence}; free cash flow of the quarter was above zero at every company.", sentence=body
        )
    return _take(review, lead, body, "capex_intensity")


def _at_high(review: Review, point: Point) -> bool:
    earlier = [review.point("capex_intensity.ttm", point.company, q) for q in review.quarters[:-1]]
    values = [p.value for p in earlier if p.known]
    return bool(values) and point.value > max(values)


def _contracts(review: Review) -> Takeaway:
    say, language = review.say, review.language
    rows = backlog_rows(review)
    if not rows:
        return _take(
            review,
            say("Backlog."),
            say("No company had stated a backlog or RPO for {quarter}.", quarter=review.quarter),
            "backlog",
        )
    stated = language.join(
        say("{name} {value}", name=review.company(p.company), value=language.money(p.value))
        for p in {p.company: p for p in reversed(rows)}.values()
    )
    body = say(
        "{sentence}. Stated, each on its own measure: {stated}.",
        sentence=backlog_message(review),
        stated=stated,
    )
    return _take(review, say("Contracts."), body, "backlog")


def holdings(review: Review) -> list[str]:
    """Count what stands behind the edition: figures, documents, newest filing."""
    say, language = review.say, review.language
    points = [
        p
        for m in ("revenue", review.basis, "cloud_revenue", "operating_cash_flow")
        for p in review.points(m).values()
        if p.known
    ]
    here = [p for p in points if p.quarter == review.quarter]
    restated = [p for p in points if p.restated and p.quarter >= review.quarters[0]]
    documents = {s for p in points for s in p.sources}
    return [
        say(
            "{count} figures of {quarter} on the four main lines; {documents} documents behind the series.",
            count=len(here),
            quarter=review.quarter,
            documents=len(documents),
        ),
        say(
            "{count} figures in the window were restated after they were first reported.", count=len(restated)
        ),
        say("Nothing filed after {day} is used.", day=language.date(review.as_of)),
    ]


def scorecard(review: Review) -> Exhibit:
    """The quarter in one table: a row a company."""
    say, language = review.say, review.language
    columns = (
        Column(say("Company"), "left", 1.3),
        Column(say("cloud revenue"), "right", 1.0),
        Column(say("on the year"), "right", 1.0),
        Column(say("cloud margin"), "right", 1.0),
        Column(review.basis_name(), "right", 1.0),
        Column(say("on the year"), "right", 1.0),
        Column(say("capex ÷ revenue, TTM"), "right", 1.2),
        Column(say("free cash flow"), "right", 1.0),
        Column(say("RPO or backlog"), "right", 1.1),
    )
    rows, points = [], []
    for c in review.companies:
        shown = [
            (review.point("cloud_revenue", c), language.amount),
            (review.cloud_growth(c), lambda v: language.percent(v, 0, sign=True)),
            (review.point("cloud_operating_margin", c), lambda v: language.percent(v)),
            (review.point(review.basis, c), language.amount),
            (review.point(f"{review.basis}.yoy", c), lambda v: language.percent(v, 0, sign=True)),
            (review.point("capex_intensity.ttm", c), lambda v: language.percent(v, 0)),
            (review.point("free_cash_flow", c), language.amount),
            (_contract(review, c), language.amount),
        ]
        computed = {1, 2, 4, 5, 6}
        cells = [
            review.cell(p, w).plain() if i in computed else review.cell(p, w)
            for i, (p, w) in enumerate(shown)
        ]
        points += [p for p, _ in shown]
        rows.append((words(review.company(c)), *cells))
    blank = Cell("")
    total = review.total(review.basis)
    growth = review.growth_of_total(review.basis)
    rows.append(
        (
            words(say("Together")), blank, blank, blank,
            Cell(language.amount(total), kind="figure") if math.isfinite(total) else missing("not_derivable"),
            Cell(language.percent(growth, 0, sign=True), kind="figure") if math.isfinite(growth) else missing("not_derivable"),
            blank, blank, blank,
        )
    )  # fmt: skip
    return review.exhibit(
        "scorecard",
        title=scorecard_message(review),
        subtitle=say(
            "{unit} unless said; growth on the same quarter a year before; each figure links to its filing",
            unit=language.unit_name(),
        ),
        body=Table(columns, tuple(rows), total=True),
        points=points,
        alt=say(
            "Table of cloud revenue, growth, margin, capex, free cash flow and backlog by company. {title}.",
            title=headline(review),
        ),
        notes=[
            say(
                "Microsoft’s growth is Azure’s, stated without revenue. RPO, commercial RPO and backlog are different measures and are not ranked."
            ),
            review.missing_note(),
        ],
    )


def scorecard_message(review: Review) -> str:
    """Count who spent more than a year before and who had cash left."""
    grown = [p for c in review.companies if (p := review.point(f"{review.basis}.yoy", c)).known]
    cash = [p for c in review.companies if (p := review.point("free_cash_flow", c)).known]
    if not grown or not cash:
        return review.say("The quarter in figures")
    return review.say(
        "{more} of {all} companies spent more than a year before; {left} of {known} had cash left after capex",
        more=sum(p.value > 0 for p in grown),
        all=len(grown),
        left=sum(p.value > 0 for p in cash),
        known=len(cash),
    )


def _contract(review: Review, company: str) -> Point:
    found = [p for p in backlog_rows(review) if p.company == company]
    return found[0] if found else review.point("rpo", company)
