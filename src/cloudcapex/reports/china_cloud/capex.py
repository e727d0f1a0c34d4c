"""Capital expenditure in China: what was told, sums that were not split, and the three-year plan."""

from __future__ import annotations

from ... import facts
from ...exhibits.absence import Absence
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import FULL_WIDTH, MUTED, company_colour
from ...language import Number
from ...metrics.stretches import Cover, Stretch, longest_cover
from ...periods import Quarter, quarters_between
from ...statements import Statement, times_of, value
from .context import ChinaCloud
from .figures import amount, evidence, on_the_year, report_share, told
from .plan import plan
from .segments import nothing


def told_once(stretches: list[Stretch], quarters: list[Quarter]) -> list[Stretch]:
    """Keep single quarters, then the shortest sums that hold a quarter not yet shown."""
    shown: list[Stretch] = []
    taken: set[Quarter] = set()
    for part in sorted(stretches, key=lambda s: (s.quarters, s.first)):
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
        shown = told_once(report.stretches("capex_as_stated", company, "as_stated"), report.quarters)
        points += [report.stretch_point(s) for s in shown]
        boxes = []
        for part in shown:
            seen = report.seen(part.value, part.unit, part.first, part.last)
            if seen != seen:
                continue
            first, last = part.first - report.quarters[0], part.last - report.quarters[0]
            alone = all(s is part or s.last < part.first or s.first > part.last for s in shown)
            look: Look = "full" if part.quarters == 1 else "hatched" if alone else "outline"
            final = part is shown[-1] or part.quarters > 1
            boxes.append(
                PeriodBox(
                    first, last, seen, company_colour(company), look,
                    report.language.write(Number(seen, report.currency, place="chart")) if final else "",
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
        body=period_bars(report.quarters, panels, scale=Scale.money(report.language), width=FULL_WIDTH, height=2.0),
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


def capex_message(report: ChinaCloud) -> Statement:
    """Say what Alibaba spent in the quarter, against a year before where that is known."""
    spent = amount(report, "capex_as_stated", report.subject)
    if spent is not None:
        sentence = report.state("Alibaba spent {amount} on capex", amount=spent)
        return on_the_year(report, sentence, "capex_as_stated", report.subject)
    stretches = report.stretches("capex_as_stated", report.subject, "as_stated")
    part = next((s for s in stretches if s.last == report.quarter and s.quarters > 1), None)
    joint = (
        amount(report, told("capex_as_stated", part.quarters, "as_stated"), report.subject) if part else None
    )
    if part is None or joint is None:
        return report.state("Alibaba’s capex for {quarter} is not known", quarter=report.quarter)
    return report.state(
        "Alibaba’s capex of {span} is told as one sum: {amount}",
        span=report.span(part.first, part.last),
        amount=joint,
    )


@ChinaCloud.shows
def capex_plan(report: ChinaCloud) -> Exhibit:
    """What was spent so far against the plan and against an even pace."""
    say, language = report.say, report.language
    found, title = plan(report), plan_message(report)
    subtitle = say("Group capex since the plan began, added up, {unit}", unit=language.unit_name("CNY"))
    if found is None or found.spent is None:
        return report.exhibit(
            "capex_plan", title=title, subtitle=subtitle, body=Absence(say("{sentence}.", sentence=title)), points=[],
            alt=str(title), wide=False, extra_sources=(found.source,) if found else (),
        )  # fmt: skip
    first = found.quarters[0]
    stated = report.stretches("capex_as_stated", report.subject, "as_stated")
    sums = [_sum_to(stated, first, q) if q <= found.spent.last else None for q in found.quarters]
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
            scale=Scale.money(report.language),
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


def _sum_to(stated: list[Stretch], first: Quarter, last: Quarter) -> Cover | None:
    found = longest_cover(stated, first, last)
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


def plan_message(report: ChinaCloud) -> Statement:
    """Say how much of the plan is spent up to when."""
    found = plan(report)
    stated = evidence(report, "plan.amount", report.subject)
    held = value(stated)
    if found is None or held is None:
        return report.state(
            "The data hold no plan of several years up to {day}", day=report.language.date(report.as_of)
        )
    values = {
        "amount": Number(found.amount, found.unit, report.subject),
        "first": str(found.quarters[0]),
        "end": str(found.quarters[-1]),
    }
    if found.quarters[0] > report.quarter:
        return report.state("Alibaba’s plan of {amount} begins with {first}", held, **values)
    if found.spent is None:
        return report.state("What Alibaba spent of its plan of {amount} is not known", held, **values)
    last, name = found.spent.last, told("capex_as_stated", found.done, "as_stated")
    spent = evidence(report, name, report.subject, quarter=last)
    planned = evidence(report, "plan.amount", report.subject, quarter=last)
    part = times_of(report.subject, spent[report.subject], planned[report.subject], spent)
    if part is None:
        return report.state("What Alibaba spent of its plan of {amount} is not known", held, **values)
    values |= {"share": report_share(report, part, report.subject), "quarter": str(last)}
    if last < min(report.quarter, found.quarters[-1]):
        return report.state(
            "Alibaba’s group capex from {first} to {quarter} equals {share} of its plan of {amount} to {end}; later quarters are not known singly",
            **values,
        )
    return report.state(
        "Group capex from {first} to {quarter} equals {share} of Alibaba’s plan of {amount} to {end}",
        **values,
    )
