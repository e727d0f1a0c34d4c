"""What each company's page shows, read from data/company_pages.csv: six measures in fixed places, KPIs."""

from __future__ import annotations

from dataclasses import dataclass

from .... import facts, metrics
from ....facts import PageRow
from ....periods import Quarter
from ..context import Review

# The six charts, in the places they have on every page.
PLACES = ("revenue", "growth", "margin", "capex", "cash", "contracts")


@dataclass(frozen=True)
class ProfileChart:
    """One small chart of a company page.

    Attributes
    ----------
    metric : str
        What `Report.points` is asked for.
    name : str
        Printed over the chart, in the edition's language; in a sentence it stands for the figure.
    note : str
        Printed under the name; ``{unit}`` stands for the unit of amounts.
    """

    metric: str
    name: str
    note: str

    @property
    def is_rate(self) -> bool:
        """Whether it is drawn in per cent, whatever of it is known."""
        return metrics.unit_of(self.metric) == "share"


@dataclass(frozen=True)
class Profile:
    """The page of one company.

    Attributes
    ----------
    grows : str
        What the sentence about growth speaks of, in the edition's language.
    revenue, growth, margin, capex, cash, contracts : ProfileChart
        The six charts.
    kpis : tuple of str
        Metrics of the table, in its order.
    years : tuple of str
        Metrics that are stated for fiscal years alone.
    asked : tuple of str
        KPIs that readers look for since generative AI: where nobody states one, the page says so.
    """

    grows: str
    revenue: ProfileChart
    growth: ProfileChart
    margin: ProfileChart
    capex: ProfileChart
    cash: ProfileChart
    contracts: ProfileChart
    kpis: tuple[str, ...]
    years: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[ProfileChart, ...]:
        return (self.revenue, self.growth, self.margin, self.capex, self.cash, self.contracts)


def profile_of(review: Review, company: str) -> Profile:
    """Return what a company's page shows, in the words of the review's language."""
    return review.made(f"profile of {company}", lambda: _profile(review, company))


def _profile(review: Review, company: str) -> Profile:
    charts = {place: _chosen(company, place) for place in PLACES}
    table = {place: _rows(company, place) for place in ("kpi", "year")}
    names = {"cloud": review.cloud(company), "owner": review.possessive(review.company(company))}
    return Profile(
        grows=review.named(charts["growth"].subject, **names),
        **{
            place: ProfileChart(
                row.metric, review.named(row.name, **names), row.note.of(review.language.code)
            )
            for place, row in charts.items()
        },
        kpis=tuple(row.metric for row in table["kpi"]),
        years=tuple(row.metric for row in table["year"]),
        asked=tuple(row.metric for rows in table.values() for row in rows if row.asked),
    )


def _rows(company: str, place: str) -> list[PageRow]:
    """The company's own rows of a place, else those of every company."""
    rows = [row for row in facts.page_rows() if row.place == place]
    return [row for row in rows if row.company == company] or [row for row in rows if not row.company]


def _chosen(company: str, place: str) -> PageRow:
    """The row of a chart: the first whose metric the company has any figure of, else the first that needs no cloud."""
    rows = _rows(company, place)
    held = (r for r in rows if company in metrics.holders(r.metric.partition(".")[0]))
    return next(held, None) or next((r for r in rows if "{cloud}" not in r.name.en), rows[0])


# The quarter in which ChatGPT appeared.
AI_SINCE = Quarter(2022, 4)
