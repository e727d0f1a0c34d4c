"""The schedule of depreciation against what was then filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...exhibits.display import Columns, Display, Head, across, naming
from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...exhibits.tables.table import Cell, missing
from ...language import N_, Number
from ...metrics.points import Point
from ...models.back_test import CHARGES, YearTested
from ...statements import Evidence, Population, Statement, each_beyond, value
from ..ends import TwoEnds
from ..lives import years
from .context import Funding

# A schedule further from what was filed than this has missed it.
MISSED = 0.1


def assumptions_note(report: Funding, shown: object = None) -> str:
    """Say what the schedule assumes."""
    low, middle, high = (report.terms[case] for case in ("low", "middle", "high"))
    number, say = report.language.write, report.say
    return say(
        "Assumed: {share} of capex is short-lived ({shares}) and used for as long as the company states; the rest is used "
        "for {life} ({lives}); quarters until the first charge: {delay}.",
        share=number(Number(middle.short_share, "share", decimals=0)),
        shares=report.language.range(*(Number(t.short_share, "share", decimals=0) for t in (low, high))),
        life=years(report, middle.long_life, middle.long_life),
        lives=years(report, high.long_life, low.long_life),
        delay=Number(float(middle.delay), "count"),
    )


leases_note = naming(
    Funding,
    lambda report, _: [c for c, test in report.tests.items() if test.schedule.leases],
    N_(
        "Assets obtained under finance leases are charged like capex where a filing tells them: {companies}. What is told of "
        "several quarters together is spread evenly over them; what is not told is not in."
    ),
)
_charge_note = naming(
    Funding,
    lambda report, _: [
        c
        for c, test in report.tests.items()
        if any(test.filed(q).metric == CHARGES[-1] for q in report.quarters)
    ],
    N_(
        "{companies}: depreciation and amortisation, as depreciation alone is not filed; elsewhere depreciation alone."
    ),
)
_unknown_note = naming(
    Funding,
    lambda report, _: [c for c, test in report.tests.items() if not test.filed(report.quarter).known],
    N_("{companies}: the data hold no depreciation of the four quarters to {quarter}."),
)
left_out = naming(
    Funding,
    lambda report, _: [c for c in report.companies if c not in report.tests],
    N_("No schedule for {companies}: the data hold no useful life of its equipment."),
)


# how near the schedule comes -----------------------------------------------------------------------


_TESTED = TwoEnds(
    N_("The schedule is {low} ({last}) to {high} ({top}) of depreciation filed"),
    N_("The schedule is {low} ({last}) to {high} ({top}) of depreciation filed; {silent} cannot be compared"),
    N_("The schedule comes to {high} of the depreciation filed at {top}"),
    N_("The data hold no depreciation of the four quarters to {quarter} beside a schedule"),
    decimals=0,
)


def tested_message(report: Funding) -> Statement:
    """Say what part of filed depreciation the schedule comes to, where most and where least."""
    found = [test.part_of_filed(report.quarter) for test in report.tests.values()]
    members = Population("companies with lives", tuple(report.tests))
    return _TESTED.title(report, Evidence.of_points(found, members, report.quarter))


def _alone_note(report: Funding, shown: object = None) -> str:
    """Explain dots that no line joins, where there are any."""
    for test in report.tests.values():
        known = [test.part_of_filed(q).known for q in report.quarters]
        beside = zip([False, *known], known, [*known[1:], False], strict=False)
        if any(now and not before and not after for before, now, after in beside):
            return report.say(
                "A dot by itself: depreciation is filed for the fiscal year alone, not for its quarters."
            )
    return ""


schedule_tested = Funding.shows(
    Spec(
        "schedule_tested",
        lambda report, company: [report.tests[company].part_of_filed(q) for q in report.quarters],
        lambda report: list(report.tests),
        Lines("share"),
        subtitle=N_("Depreciation by the schedule ÷ as filed, trailing twelve months, per cent"),
        message=tested_message,
        alt=N_("Line chart of scheduled over filed depreciation by company. {title}. {newest}"),
        notes=(_alone_note, _unknown_note, _charge_note, left_out),
    )
)


# year by year --------------------------------------------------------------------------------------


def _tests(report: Funding) -> list[YearTested]:
    return [y for test in report.tests.values() for y in test.years if y.tested]


def test_message(report: Funding) -> Statement:
    """Count the fiscal years that the schedule missed."""
    tests = _tests(report)
    names = [f"{y.company}/depreciation/FY{y.year}" for y in tests]
    off = [
        replace(y.own, metric="capex_schedule.off", unit="share", value=abs(y.off), low=None, high=None)
        for y in tests
    ]
    told = Evidence.of_points(off, Population("fiscal years", tuple(names)), report.quarter)
    held = each_beyond(told, MISSED)
    if held is None:
        return report.nothing("The data hold no fiscal year to test the schedule in up to {quarter}", told)
    if len(tests) == 1:
        return report.state(
            "In the fiscal year that can be tested the schedule is off by {off}",
            value(told),
            off=Number(abs(tests[0].off), "share", names[0], decimals=0),
        )
    return report.state(
        "In {k} of {n} fiscal years the schedule missed what was filed by more than {near}",
        held,
        k=Number(float(held.count), "count"),
        n=Number(float(len(tests)), "count"),
        near=Number(MISSED, "share", decimals=0),
    )


_ROWS: dict[str, str] = {
    "before": N_("capex before the year"),
    "own": N_("with the year’s capex"),
    "filed": N_("filed"),
    "off": N_("off by"),
}
Row = tuple[str, str]


def _rows(report: Funding) -> list[Row]:
    return [(c, what) for c in dict.fromkeys(y.company for y in _tests(report)) for what in _ROWS]


def _years(report: Funding) -> list[int]:
    return sorted({y.year for y in _tests(report)})


def _cell(report: Funding, row: Row, year: int) -> Cell | str:
    company, what = row
    found = next((y for y in report.tests[company].years if y.year == year), None)
    if found is None:
        return missing("not_yet_filed")
    if what == "off":
        if not found.tested:
            return missing("not_derivable")
        off = Number(found.off, "share", sign=True, decimals=0, place="table")
        return Cell(report.language.write(off), kind="figure")
    point: Point = getattr(found, what)
    shown = report.cell(point, report.money(point))
    return shown if what == "filed" else shown.plain()


def _back_points(report: Funding, rows: Sequence[Row]) -> list[Point]:
    return [p for y in _tests(report) for p in (y.before, y.own, y.filed) if p.known]


back_test = Funding.shows(
    Display(
        "back_test",
        _rows,
        Columns(
            Head(
                N_("Company"),
                lambda report, row: report.company(row[0]) if row[1] == "before" else "",
                share=1.0,
            ),
            Head("", lambda report, row: report.say(_ROWS[row[1]]), share=1.7),
            across(_years, _cell),
        ),
        subtitle=N_("Depreciation of fiscal years by the schedule and as filed, {unit}"),
        message=test_message,
        alt=N_("Table of scheduled and filed depreciation by company and fiscal year. {title}."),
        notes=(
            N_(
                "Capex before the year: that up to its first day over the lives then in force, which is what could be known. "
                "With the year’s capex: its own capex and changes of lives besides. Off by: the latter against what was filed."
            ),
            assumptions_note,
            leases_note,
            _charge_note,
        ),
        points=_back_points,
    )
)
