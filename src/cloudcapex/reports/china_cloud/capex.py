"""Capital expenditure in China: what was told, sums that were not split, and the three-year plan."""

from __future__ import annotations

import math

from ... import facts
from ...exhibits.charts.canvas import Chart
from ...exhibits.charts.lines import Line, line_chart
from ...exhibits.charts.periods import Look, PeriodBox, PeriodPanel, period_bars
from ...exhibits.charts.scale import Scale
from ...exhibits.display import Display, when
from ...exhibits.theme import FULL_WIDTH, MUTED, company_colour
from ...language import N_, Number
from ...metrics.stretches import Cover, Stretch, longest_cover
from ...periods import Quarter, quarters_between
from ...statements import Statement, times_of, value
from .context import ChinaCloud
from .figures import amount, evidence, lacking, on_the_year, report_share, told
from .plan import CapexPlan, plan

Told = dict[str, list[Stretch]]


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


def _told(report: ChinaCloud) -> Told:
    """Return what each company told of the quarters shown; nothing where none did."""
    found = {
        company: told_once(report.stretches("capex_as_stated", company, "as_stated"), report.quarters)
        for company in facts.slugs_of("china_capex")
    }
    return found if any(found.values()) else {}


def _panels(report: ChinaCloud, found: Told) -> Chart:
    panels = [
        PeriodPanel(
            tuple(_boxes(report, company, shown)),
            report.company(company),
            company_colour(company),
            empty=report.say("not known in the quarters shown"),
        )
        for company, shown in found.items()
    ]
    scale = Scale.money(report.language)
    return period_bars(report.quarters, panels, scale=scale, width=FULL_WIDTH, height=2.0)


def _boxes(report: ChinaCloud, company: str, shown: list[Stretch]) -> list[PeriodBox]:
    """Make a bar of every amount: a sum of quarters over all of them, an outline where one is also known singly."""
    boxes = []
    for part in shown:
        seen = report.seen(part.value, part.unit, part.first, part.last)
        if math.isnan(seen):
            continue
        first, last = part.first - report.quarters[0], part.last - report.quarters[0]
        alone = all(s is part or s.last < part.first or s.first > part.last for s in shown)
        look: Look = "full" if part.quarters == 1 else "hatched" if alone else "outline"
        written = report.language.write(Number(seen, report.currency, place="chart"))
        # Over a sum of quarters stands the sum, which its height is not.
        label = report.say("Σ {amount}", amount=written) if part.quarters > 1 else ""
        label = label or (written if part is shown[-1] else "")
        boxes.append(PeriodBox(first, last, seen, company_colour(company), look, label))
    return boxes


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
        return lacking(
            report,
            "capex_as_stated",
            N_("The data hold no capex of Alibaba for {quarter}"),
            N_("Alibaba’s capex for {quarter} cannot be computed from the data"),
        )
    return report.state(
        "Alibaba’s capex of {span} is told as one sum: {amount}",
        span=report.span(part.first, part.last),
        amount=joint,
    )


capex = ChinaCloud.shows(
    Display(
        "capex",
        _told,
        _panels,
        N_("Capex as each company states it, {unit} a quarter, one scale"),
        capex_message,
        N_("Bars of capex at Alibaba, Tencent and Baidu. {title}."),
        notes=(
            when(
                lambda _, found: any(s.quarters > 1 for shown in found.values() for s in shown),
                N_(
                    "Hatched, with Σ: a sum of several quarters whose split was not told; its area is the sum, its height no quarter’s figure. Dashed outline: such a sum, of which a quarter is also known singly."
                ),
            ),
            N_(
                "Capex as stated is each company’s own measure, of the whole group: the companies are not added up. Most figures come from press and secondary sources."
            ),
            ChinaCloud.rate_note,
        ),
        points=lambda report, found: [report.stretch_point(s) for shown in found.values() for s in shown],
    )
)


def _pace(report: ChinaCloud, found: CapexPlan) -> Chart | None:
    """Draw what was spent since the plan began, and an even pace to its end."""
    if found.spent is None:
        return None
    sums = _sums(report, found)
    even = tuple(found.amount * (n + 1) / len(found.quarters) for n in range(len(found.quarters)))
    return line_chart(
        found.quarters,
        [
            Line(report.say("Even pace to"), MUTED, even, old=True),
            Line(
                report.say("Spent"),
                company_colour(report.subject),
                tuple(s.value if s else math.nan for s in sums.values()),
            ),
        ],
        write=report.language.writes("USD", "chart"),
        scale=Scale.money(report.language),
    )


def _sums(report: ChinaCloud, found: CapexPlan) -> dict[Quarter, Cover | None]:
    """Return what was spent from the first quarter of the plan to each of its quarters, where that is known."""
    stated = report.stretches("capex_as_stated", report.subject, "as_stated")
    done = found.quarters[: found.done]
    return {q: _sum_to(stated, found.quarters[0], q) if q in done else None for q in found.quarters}


def _counts(report: ChinaCloud, found: CapexPlan) -> str:
    return report.say(
        "The plan of {day}: at least {amount} for cloud and AI over three fiscal years. The capex is the whole group’s, so what counts towards the plan is less.",
        day=report.language.date(found.issued),
        amount=Number(found.amount, found.unit),
    )


def _gaps(report: ChinaCloud, found: CapexPlan) -> str:
    done = found.quarters[: found.done]
    gaps = [str(q) for q, known in _sums(report, found).items() if known is None and q in done]
    if not gaps:
        return ""
    return report.say(
        "Not known at the end of {quarters}: the quarters are told only as a sum.",
        quarters=report.language.join(gaps),
    )


def _sum_to(stated: list[Stretch], first: Quarter, last: Quarter) -> Cover | None:
    found = longest_cover(stated, first, last)
    return found if found and found.last == last else None


def _narrow(report: ChinaCloud, _: CapexPlan) -> str:
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
    stated = evidence(report, "plan.low", report.subject)
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
        return report.state("Alibaba’s plan of at least {amount} begins with {first}", held, **values)
    if found.spent is None:
        return report.state(
            "What Alibaba spent of its plan of at least {amount} cannot be computed from the data",
            held,
            **values,
        )
    last, name = found.spent.last, told("capex_as_stated", found.done, "as_stated")
    spent = evidence(report, name, report.subject, quarter=last)
    planned = evidence(report, "plan.low", report.subject, quarter=last)
    part = times_of(report.subject, spent[report.subject], planned[report.subject], spent)
    if part is None:
        return report.state(
            "What Alibaba spent of its plan of at least {amount} cannot be computed from the data",
            held,
            **values,
        )
    values |= {"share": report_share(report, part, report.subject), "quarter": str(last)}
    least = value(planned)
    if last == found.quarters[0]:
        known = report.state(
            "Group capex of {quarter} equals {share} of Alibaba’s plan of at least {amount} to {end}",
            least,
            **values,
        )
    else:
        known = report.state(
            "Group capex from {first} to {quarter} equals {share} of Alibaba’s plan of at least {amount} to {end}",
            least,
            **values,
        )
    if last >= min(report.quarter, found.quarters[-1]):
        return known
    return report.state(
        "Alibaba’s group capex from {first} to {quarter} equals {share} of its plan of at least {amount} to {end}; later quarters are not known singly",
        least,
        **values,
    ).or_shorter(known)


capex_plan = ChinaCloud.shows(
    Display(
        "capex_plan",
        plan,
        _pace,
        lambda report: report.say(
            "Capex of Alibaba’s group since the plan began, added up, {unit}",
            unit=report.language.unit_name("CNY"),
        ),
        plan_message,
        N_("Line chart of capex since the plan began against an even pace. {title}."),
        notes=(_counts, _narrow, _gaps),
        points=lambda report, found: report.cover_points(found.spent),
        sources=lambda _, found: (found.source,),
        absent=lambda report: str(plan_message(report)),
        wide=False,
    )
)
