"""Capital expenditure in China: what was told, sums that were not split, and the three-year plan."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import FULL_WIDTH, MUTED, company_colour
from ...guidance.targets import target
from ...language import Number
from ...metrics.stretches import Cover, Stretch, longest_cover
from ...periods import Quarter, quarters_between
from .context import ChinaCloud
from .segments import nothing


def told_once(told: list[Stretch], quarters: list[Quarter]) -> list[Stretch]:
    """Keep single quarters, then the shortest sums that hold a quarter not yet shown."""
    shown: list[Stretch] = []
    taken: set[Quarter] = set()
    for part in sorted(told, key=lambda s: (s.quarters, s.first)):
        span = quarters_between(part.first, part.last)
        if part.first >= quarters[0] and part.last <= quarters[-1] and not taken.issuperset(span):
            shown.append(part)
            taken.update(span)
    return sorted(shown, key=lambda s: (s.last, s.first))


@ChinaCloud.shows
def capex(report: ChinaCloud) -> Exhibit:
    """Capex as each company states it, one scale."""
    say = report.say
    panels, points = [], []
    for company in facts.slugs_of("china_capex"):
        told = told_once(report.stretches("capex_as_stated", company, "as_stated"), report.quarters)
        points += [report.stretch_point(s) for s in told]
        boxes = []
        for part in told:
            value = report.seen(part.value, part.unit, part.first, part.last)
            if value != value:
                continue
            first, last = part.first - report.quarters[0], part.last - report.quarters[0]
            alone = all(s is part or s.last < part.first or s.first > part.last for s in told)
            look: Look = "full" if part.quarters == 1 else "hatched" if alone else "outline"
            final = part is told[-1] or part.quarters > 1
            boxes.append(
                PeriodBox(
                    first, last, value, company_colour(company), look,
                    report.language.write(Number(value, report.currency, place="chart")) if final else "",
                )
            )  # fmt: skip
        panels.append(
            PeriodPanel(
                tuple(boxes), report.company(company), company_colour(company),
                empty=say("not known in the quarters shown"),
            )
        )  # fmt: skip
    title = capex_message(report)
    subtitle = say("Capex as each company states it, {unit} a quarter, one scale", unit=report.unit)
    if not points:
        return nothing(report, "capex", title, subtitle, wide=True)
    return report.show(
        "capex",
        title=title,
        subtitle=subtitle,
        body=period_bars(report.quarters, panels, tick=report.tick, width=FULL_WIDTH, height=2.0),
        points=points,
        alt=say("Bars of capex at Alibaba, Tencent and Baidu. {title}.", title=title),
        notes=[
            say("Hatched: a sum of several quarters whose split was not told; its area is the sum, its height no quarter’s figure. Dashed outline: such a sum, of which a quarter is also known singly.")
            if any(s.fiscal_quarter for s in points)
            else "",
            say("Capex as stated is each company’s own measure, of the whole group: the companies are not added up. Most figures come from press and secondary sources."),
            report.rate_note(),
        ],
    )  # fmt: skip


def capex_message(report: ChinaCloud) -> str:
    """Say what Alibaba spent in the quarter, against a year before where that is known."""
    say = report.say
    point = report.point("capex_as_stated", report.subject)
    growth = report.point("capex_as_stated.yoy", report.subject)
    if not point.known:
        part = next((s for s in report.stretches("capex_as_stated", report.subject, "as_stated") if s.last == report.quarter and s.quarters > 1), None)  # fmt: skip
        if part is None:
            return say("Alibaba’s capex for {quarter} is not known", quarter=report.quarter)
        return say(
            "Alibaba’s capex of {span} is known only together: {amount}",
            span=report.span(part.first, part.last),
            amount=Number(report.seen(part.value, part.unit, part.first, part.last), report.currency),
        )
    values = {"amount": Number(report.view(point).value, report.currency)}
    if not growth.known:
        return say("Alibaba spent {amount} on capex", **values)
    values["growth"] = Number(abs(growth.value), "share")
    if growth.value >= 0.005:
        return say("Alibaba spent {amount} on capex, {growth} more than a year before", **values)
    if growth.value <= -0.005:
        return say("Alibaba spent {amount} on capex, {growth} less than a year before", **values)
    return say("Alibaba spent {amount} on capex, as much as a year before", **values)


@dataclass(frozen=True)
class Plan:
    """A plan of several years: how much at the least, over which quarters, said where, and what was spent so far.

    Parameters
    ----------
    amount : float
        In the currency of record.
    quarters : tuple of Quarter
        The quarters of the plan.
    issued : date
        Day on which this amount was first told.
    source : str
        The newest document that states it.
    statement : str
        What was said.
    spent : Cover or None
        Group capex that covers the plan's quarters from the first on without a gap.
    """

    amount: float
    unit: str
    quarters: tuple[Quarter, ...]
    issued: dt.date
    source: str
    evidence: str
    statement: str
    spent: Cover | None

    @property
    def share(self) -> float:
        """What was spent so far over the plan."""
        return self.spent.value / self.amount if self.spent else 0.0

    @property
    def done(self) -> int:
        """Quarters of the plan whose spending is known without a gap."""
        return self.spent.last - self.quarters[0] + 1 if self.spent else 0


def plan(report: ChinaCloud) -> Plan | None:
    """Return Alibaba's plan as last stated by the day of the edition; None where none had been stated."""
    table = facts.load_guidance(report.as_of)
    own = table[
        (table["company"] == report.subject)
        & (table["metric"] == "capex_as_stated")
        & table["target_period"].str.contains("..", regex=False)
        & table["low"].notna()
    ].sort_values(["issued", "source_id"])
    if own.empty:
        return None
    row = own.iloc[-1]
    quarters = target(row["target_period"], _year_end(report.subject)).quarters
    told = report.stretches("capex_as_stated", report.subject, "as_stated")
    limit = min(report.quarter, quarters[-1])
    spent = longest_cover(told, quarters[0], limit) if limit >= quarters[0] else None
    # A plan repeated is the plan of the day it was first told.
    issued = own.loc[
        (own["low"] == row["low"]) & (own["target_period"] == row["target_period"]), "issued"
    ].min()
    return Plan(
        float(row["low"]), row["unit"], quarters, issued.date(), row["source_id"], row["evidence"],
        row["statement"], spent,
    )  # fmt: skip


@functools.cache
def _year_end(company: str) -> int:
    companies = facts.load_companies()
    return int(companies.loc[companies["slug"] == company, "fiscal_year_end_month"].iloc[0])


@ChinaCloud.shows
def capex_plan(report: ChinaCloud) -> Exhibit:
    """What was spent so far against the plan and against an even pace."""
    say, language = report.say, report.language
    found, title = plan(report), plan_message(report)
    subtitle = say("Group capex since the plan began, added up, {unit}", unit=language.unit_name("CNY"))
    if found is None or found.spent is None:
        return report.exhibit(
            "capex_plan", title=title, subtitle=subtitle, body=Absence(say("{sentence}.", sentence=title)), points=[],
            alt=title, wide=False, extra_sources=(found.source,) if found else (),
        )  # fmt: skip
    first = found.quarters[0]
    told = report.stretches("capex_as_stated", report.subject, "as_stated")
    sums = [_sum_to(told, first, q) if q <= found.spent.last else None for q in found.quarters]
    even = tuple(found.amount * (n + 1) / len(found.quarters) for n in range(len(found.quarters)))
    values = tuple(s.value if s else float("nan") for s in sums)
    gaps = [str(q) for q, s in zip(found.quarters, sums, strict=True) if s is None and q <= found.spent.last]
    return report.show(
        "capex_plan",
        title=title,
        subtitle=subtitle,
        body=line_chart(
            found.quarters,
            [
                Line(say("Even pace to"), MUTED, even, old=True),
                Line(say("Spent to {quarter}", quarter=found.spent.last), company_colour(report.subject), values),
            ],
            write=language.writes("USD", "chart"),
            tick=report.tick,
        ),
        points=report.cover_points(found.spent),
        alt=say("Line chart of capex since the plan began against an even pace. {title}.", title=title),
        notes=[
            say(
                "The plan of {day}: at least {amount} for cloud and AI over three fiscal years. The capex is the whole group’s, so what counts towards the plan is less.",
                day=language.date(found.issued),
                amount=Number(found.amount, found.unit),
            ),
            _narrow(report),
            say("Not known at the end of {quarters}: the quarters are told only as a sum.", quarters=language.join(gaps)) if gaps else "",
        ],
        wide=False,
        extra_sources=(found.source,),
    )  # fmt: skip


def _sum_to(told: list[Stretch], first: Quarter, last: Quarter) -> Cover | None:
    found = longest_cover(told, first, last)
    return found if found and found.last == last else None


def _narrow(report: ChinaCloud) -> str:
    """Say what part of the group's capex was for AI and cloud, where a document says so."""
    narrow = report.stretches("capex_as_stated", report.subject, "ai_and_cloud_only")
    if not narrow:
        return ""
    part = narrow[-1]
    whole = longest_cover(
        report.stretches("capex_as_stated", report.subject, "as_stated"), part.first, part.last
    )
    if whole is None or whole.last != part.last:
        return ""
    return report.say(
        "For {span} the press put AI and cloud at about {part} of the group’s {whole}.",
        span=report.span(part.first, part.last),
        part=Number(part.value, part.unit),
        whole=Number(whole.value, part.unit),
    )


def plan_message(report: ChinaCloud) -> str:
    """Say how much of the plan is spent after how much of its time."""
    say, found = report.say, plan(report)
    if found is None:
        return say(
            "No plan of several years had been stated by {day}", day=report.language.date(report.as_of)
        )
    amount = report.language.write(Number(found.amount, found.unit))
    if found.quarters[0] > report.quarter:
        return say(
            "Alibaba’s plan of {amount} begins with {quarter}", amount=amount, quarter=found.quarters[0]
        )
    if found.spent is None:
        return say("What Alibaba spent of its plan of {amount} is not known", amount=amount)
    values = {
        "share": Number(found.share, "share"),
        "amount": amount,
        "done": found.done,
        "count": len(found.quarters),
    }
    late = min(report.quarter, found.quarters[-1])
    if found.spent.last < late:
        return say(
            "Alibaba’s group capex to {quarter} equals {share} of its plan of {amount}; later quarters are not known singly",
            quarter=found.spent.last,
            **values,
        )
    return say(
        "Group capex equals {share} of Alibaba’s plan of {amount} after {done} of {count} quarters", **values
    )
