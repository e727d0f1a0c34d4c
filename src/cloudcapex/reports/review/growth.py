"""Cloud growth: how fast, how large, and who takes the added dollars."""

from __future__ import annotations

import math

from ...exhibits.charts.bars import Stack, stacked_bars
from ...exhibits.charts.lines import Break, Line, line_chart
from ...exhibits.exhibit import Exhibit
from ...exhibits.theme import company_colour
from ...language import Number
from ...metrics.points import Point
from ...periods import Quarter
from .context import Review


@Review.shows
def cloud_growth(review: Review) -> Exhibit:
    """Growth of every cloud against the same quarter a year before."""
    language = review.language
    lines, points, old = [], [], False
    for company in review.clouds:
        colour = company_colour(company)
        current = [review.point("cloud_growth", company, q) for q in review.quarters]
        older = _older_growth(review, company)
        if any(p.known for p in older):
            old = True
            newest = older[0].definition if older else ""
            # What the newer definition restates is drawn once, on the newer line.
            fresh = tuple(p.value if p.definition != newest else math.nan for p in current)
            lines.append(Line("", colour, tuple(p.value for p in older), old=True))
            if not any(map(math.isfinite, fresh)):
                lines[-1] = Line(review.cloud(company), colour, tuple(p.value for p in older), old=True)
            else:
                lines.append(Line(review.cloud(company), colour, fresh))
            points += [p for p in older if p.known]
        else:
            lines.append(Line(review.cloud(company), colour, tuple(p.value for p in current), _soft(current)))
        points += [p for p in current if p.known and p not in points]
    change = Quarter(2024, 3)
    chart = line_chart(
        review.quarters,
        lines,
        breaks=[Break(review.quarters.index(change), review.say("Azure redefined"))]
        if old and change in review.quarters[1:]
        else [],
        write=language.writes("share", "chart", sign=True),
        tick=lambda v: language.number(v * 100, 0),
    )
    title = growth_message(review)
    return review.exhibit(
        "cloud_growth",
        title=title,
        subtitle=review.say("Cloud revenue, change on the same quarter a year before, per cent"),
        body=chart,
        points=points,
        alt=review.say(
            "Line chart of cloud growth by company from {first} to {last}. {title}. {newest}",
            first=review.quarters[0],
            last=review.quarter,
            title=title,
            newest=_spoken(review, [review.point("cloud_growth", c) for c in review.clouds]),
        ),
        notes=[
            review.say("Microsoft states Azure’s growth but not its revenue. Its older definition is dashed.")
            if old
            else review.say("Microsoft states Azure’s growth but not its revenue.")
            if "microsoft" in review.clouds
            else "",
            *_rounded_notes(review, points),
        ],
        wide=False,
    )


def growth_message(review: Review) -> str:
    """Say whether the clouds sped up or slowed against the quarter before, and who leads."""
    now = {c: review.point("cloud_growth", c) for c in review.clouds}
    now = {c: p for c, p in now.items() if p.known}
    if not now:
        return review.say("No company stated its cloud growth for {quarter}", quarter=review.quarter)
    faster, slower, steady = pace(review)
    leader = max(now, key=lambda c: now[c].value)
    values = {
        "leader": review.cloud(leader),
        "growth": Number(now[leader].value, "share", sign=True),
        "faster": review.language.join([review.cloud(c) for c in faster]),
        "slower": review.language.join([review.cloud(c) for c in slower]),
    }
    if len(now) == 1:
        return review.say("{leader} grew {growth} on the year", **values)
    if faster and not slower and not steady:
        return review.say("Every cloud that states its growth sped up; {leader} leads at {growth}", **values)
    if slower and not faster and not steady:
        return review.say("Growth slowed at every cloud; {leader} still leads at {growth}", **values)
    if faster and slower:
        return review.say("{faster} sped up, {slower} slowed; {leader} leads at {growth}", **values)
    if faster:
        return review.say("{faster} sped up, the others held; {leader} leads at {growth}", **values)
    if slower:
        return review.say("{slower} slowed, the others held; {leader} leads at {growth}", **values)
    return review.say("Cloud growth held; {leader} leads at {growth}", **values)


def pace(review: Review) -> tuple[list[str], list[str], list[str]]:
    """Sort the clouds into faster, slower and steady against the quarter before.

    Growth that moved by less than half a point is steady; a cloud whose definition changed in
    between is in none of the three.
    """
    faster: list[str] = []
    slower: list[str] = []
    steady: list[str] = []
    for company in review.clouds:
        now, before = (
            review.point("cloud_growth", company),
            review.point("cloud_growth", company, review.quarter - 1),
        )
        if not (now.known and before.known) or now.definition != before.definition:
            continue
        change = now.value - before.value
        (steady if abs(change) < 0.005 else faster if change > 0 else slower).append(company)
    return faster, slower, steady


@Review.shows
def cloud_revenue(review: Review) -> Exhibit:
    """Cloud revenue in dollars, for those that state it."""
    language = review.language
    companies = [c for c in review.clouds if any(math.isfinite(v) for v in review.values("cloud_revenue", c))]
    points = [p for c in companies for p in review.row("cloud_revenue", c) if p.known]
    lines = [
        Line(
            review.cloud(c),
            company_colour(c),
            review.values("cloud_revenue", c),
            _soft(review.row("cloud_revenue", c)),
        )
        for c in companies
    ]
    now = sorted(review.known("cloud_revenue", companies), key=lambda p: -p.value)
    if len(now) >= 2:
        title = review.say(
            "{first} earns {amount} a quarter, {times} as much as {second}",
            first=review.cloud(now[0].company),
            amount=Number(now[0].value, "USD"),
            times=Number(now[0].value / now[1].value, "times"),
            second=review.cloud(now[1].company),
        )
    elif now:
        title = review.say(
            "{first} earns {amount} a quarter",
            first=review.cloud(now[0].company),
            amount=Number(now[0].value, "USD"),
        )
    else:
        title = review.say("No cloud revenue was stated for {quarter}", quarter=review.quarter)
    return review.exhibit(
        "cloud_revenue",
        title=title,
        subtitle=review.say("Cloud revenue, {unit} a quarter", unit=language.unit_name()),
        body=line_chart(
            review.quarters, lines, write=language.writes("USD", "chart"), tick=_amount_tick(review)
        ),
        points=points,
        alt=review.say(
            "Line chart of cloud revenue by company. {title}. {newest}",
            title=title,
            newest=_spoken_money(review, now),
        ),
        notes=[
            review.say(
                "Google Cloud includes Workspace; OCI is infrastructure only. Oracle’s quarter ends a month earlier."
            )
            if "oracle" in companies
            else review.say("Google Cloud includes Workspace.")
            if "alphabet" in companies
            else ""
        ],
        wide=False,
    )


@Review.shows
def added_dollars(review: Review) -> Exhibit:
    """Each cloud's share of the revenue added over four quarters."""
    language = review.language
    companies = [c for c in review.clouds if any(math.isfinite(v) for v in review.values("cloud_revenue", c))]
    added = {c: _added(review, c) for c in companies}
    stacks = [Stack(review.cloud(c), company_colour(c), tuple(added[c])) for c in companies]
    newest = {c: added[c][-1] for c in companies if math.isfinite(added[c][-1])}
    total = math.fsum(newest.values())
    if len(newest) >= 2 and total > 0:
        top = max(newest, key=lambda c: newest[c])
        title = review.say(
            "{company} took {share} of the {amount} added over the year",
            company=review.cloud(top),
            share=Number(newest[top] / total, "share"),
            amount=Number(total, "USD"),
        )
    elif newest:
        only = next(iter(newest))
        title = review.say(
            "{company} added {amount} over the year",
            company=review.cloud(only),
            amount=Number(newest[only], "USD"),
        )
    else:
        title = review.say("Added cloud revenue cannot be computed for {quarter}", quarter=review.quarter)
    points = [p for c in companies for p in review.row("cloud_revenue", c) if p.known]
    chart = stacked_bars(
        review.quarters, stacks, write=language.writes("USD", "chart"), tick=_amount_tick(review), inside=True
    )
    return review.exhibit(
        "added_dollars",
        title=title,
        subtitle=review.say(
            "Cloud revenue of the quarter less that of a year before, {unit}", unit=language.unit_name()
        ),
        body=chart,
        points=points,
        alt=review.say(
            "Stacked bars of the cloud revenue each vendor added over four quarters. {title}.", title=title
        ),
        notes=[
            review.say(
                "Azure is absent: its revenue is not disclosed. Shares are of the vendors shown, not of the market."
            )
        ],
        wide=False,
    )


def _added(review: Review, company: str) -> list[float]:
    found = []
    for quarter in review.quarters:
        now, then = (
            review.point("cloud_revenue", company, quarter),
            review.point("cloud_revenue", company, quarter - 4),
        )
        same = now.known and then.known and now.definition == then.definition
        found.append(now.value - then.value if same else math.nan)
    return found


def _older_growth(review: Review, company: str) -> list[Point]:
    if company != "microsoft":
        return []
    return review.row("cloud_growth", company, "azure_before_fy25")


def _rounded_notes(review: Review, points: list[Point]) -> list[str]:
    """Say whose revenue is rounded too coarsely to compute its growth, and what was done instead."""
    stated = {
        p.company: review.cloud(p.company)
        for p in points
        if p.basis == "reported" and review.point("cloud_revenue", p.company, p.quarter).known
    }
    notes = [
        review.say(
            "{clouds}: as the company states it in quarters whose revenue is rounded too coarsely to compute it.",
            clouds=review.language.join(list(stated.values())),
        )
    ]
    return (notes if stated else []) + [
        review.say(
            "{cloud} in {quarter} is computed from rounded revenue: anything from {low} to {high}.",
            cloud=review.cloud(p.company),
            quarter=p.quarter,
            low=review.language.percent(p.bounds[0], 0, sign=True),
            high=review.language.percent(p.bounds[1], 0, sign=True),
        )
        for p in points
        if p.wide
    ]


def _soft(points: list[Point]) -> frozenset[int]:
    return frozenset(i for i, p in enumerate(points) if p.soft or p.wide)


def _amount_tick(review: Review):
    return lambda v: review.language.number(
        v / review.language.unit_size, 0 if abs(v) >= review.language.unit_size or v == 0 else 1
    )


def _spoken(review: Review, points: list[Point]) -> str:
    words = [
        review.say(
            "{name} {value}",
            name=review.cloud(p.company),
            value=Number(p.value, "share", sign=True, place="table"),
        )
        for p in points
        if p.known
    ]
    return review.say("Newest: {list}.", list=review.language.join(words)) if words else ""


def _spoken_money(review: Review, points: list[Point]) -> str:
    words = [
        review.say("{name} {value}", name=review.cloud(p.company), value=Number(p.value, "USD"))
        for p in points
    ]
    return review.say("Newest: {list}.", list=review.language.join(words)) if words else ""
