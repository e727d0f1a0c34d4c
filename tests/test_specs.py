"""Specs: a report of five standard exhibits from a page of lines, and one clear line for a spec that lacks something."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest

from cloudcapex import reports
from cloudcapex.errors import UsageError
from cloudcapex.exhibits.display import Columns, Display, Head, figure, naming, rows_as
from cloudcapex.exhibits.drawings import Lines, Panels, Stacks
from cloudcapex.exhibits.spec import Rows, Spec
from cloudcapex.exhibits.tables.table import Cell
from cloudcapex.language import N_
from cloudcapex.language.number import Number
from cloudcapex.metrics.points import Point
from cloudcapex.periods import Quarter
from cloudcapex.reports.report import Report
from cloudcapex.reports.review import Review, added_dollars, ai_signals
from cloudcapex.reports.review.growth_notes import older_growth
from cloudcapex.statements import Population, Statement, each, leader, split, total
from cloudcapex.statements.proof import prove

REPORTS = Path(reports.__file__).parent
SPENDERS = ("alphabet", "amazon", "meta")


# --- the sixth report: five standard exhibits, each with a sentence that is proved ------------------


class Spending(Report):
    """A throw-away report on what three companies spend."""

    name = "spending"
    order = ("spent", "intensity", "earned", "margin", "cash")
    whom = Population("companies", SPENDERS)

    def basis_name(self, metric: str | None = None) -> str:
        return "capex"


def _spent(report: Spending) -> Statement:
    spent = report.evidence("capex_cash", report.whom)
    held = total(spent)
    return report.state(
        "Together they spent {amount}", held, amount=Number(held.figure("total"), "USD", "total")
    )


def _leads(measure: str):
    def message(report: Spending) -> Statement:
        found = report.evidence(measure, report.whom)
        first = leader(found)
        names = [report.phrase("{name}", name=report.company(c)) for c in first.named("leaders")]
        return report.state("{names} leads", first, names=names)

    return message


def _moved(report: Spending) -> Statement:
    revenue = report.evidence("revenue.yoy", report.whom, "previous")
    moved = split(revenue)
    parts = [
        report.phrase(
            "{kind}: {names}",
            kind=kind.replace("_", " "),
            names=[report.phrase("{n}", n=report.company(c)) for c in members],
        )
        for kind, members in moved.groups.items()
    ]
    return report.state("Growth by company: {clauses}", moved, clauses=report.clauses(parts))


def _cash(report: Spending) -> Statement:
    fell = each(report.evidence("free_cash_flow.ttm", report.whom, "yoy"), "fell")
    k, n = Number(float(fell.count), "count"), Number(float(len(fell.population)), "count")
    return report.state("Free cash flow fell at {k} of {n} companies", fell, k=k, n=n)


def whom(report: Spending) -> tuple[str, ...]:
    return SPENDERS


A_QUARTER = N_("{basis}, {unit} a quarter")
SPECS = (
    Spec("spent", "capex_cash", whom, Stacks(), A_QUARTER, _spent, N_("Bars. {title}.")),
    Spec(
        "intensity",
        "capex_intensity.ttm",
        whom,
        Lines("share"),
        N_("per cent"),
        _leads("capex_intensity.ttm"),
        N_("Lines. {title}."),
    ),
    Spec(
        "earned",
        "revenue",
        whom,
        Panels(),
        N_("Revenue, {unit} a quarter"),
        _moved,
        N_("Small bars. {title}."),
    ),
    Spec(
        "margin",
        "operating_margin",
        whom,
        Lines("share"),
        N_("per cent"),
        _leads("operating_margin"),
        N_("Lines. {title}."),
    ),
    Spec("cash", "free_cash_flow.ttm", whom, Lines("money"), A_QUARTER, _cash, N_("Lines. {title}.")),
)
MADE = [Spending.shows(spec) for spec in SPECS]


@pytest.mark.parametrize("quarter", ["2019Q1", "2023Q4", "2026Q2"])
def test_a_report_of_five_standard_exhibits_stands_on_specs_alone(quarter):
    report = Spending(quarter, window=12)
    exhibits = [make(report) for make in MADE]
    assert [e.number for e in exhibits] == [1, 2, 3, 4, 5]
    assert all(e.body.kind == "chart" and len(e.data) for e in exhibits)
    records = [r for told in report.statements.values() for r in told.records()]
    assert {r["exhibit"] for r in records} == set(Spending.order)
    assert prove(records) == []


def test_where_the_data_hold_nothing_the_chart_folds_into_a_sentence():
    class Nothing(Report):
        name = "nothing"
        order = ("blank",)

    def label(report: Nothing) -> Statement:
        return report.state("Revenue of a laboratory")

    blank = Nothing.shows(
        Spec("blank", "azure_ai_points", lambda r: ("meta",), Lines("share"), "x", label, "y")
    )
    assert blank(Nothing("2020Q2")).body.kind == "absence"


# --- what is gathered, and set in rows --------------------------------------------------------------


def _listing(gather, **more) -> Display:
    return Display(
        "spent",
        gather,
        Columns(
            Head(N_("Company"), lambda report, slug: report.company(slug)),
            Head(
                N_("spent, {unit}"), lambda _, slug: Cell(str(len(slug)), kind="figure"), "right", share=1.5
            ),
        ),
        N_("{unit} in {quarter}, on what was known by {day}"),
        lambda report: report.state("Who spends"),
        N_("Table. {title}."),
        notes=(
            N_("By {day}."),
            lambda _, found: f"{len(found)} companies",
            lambda _, found: [f"not {slug}" for slug in found[1:]],
        ),
        points=lambda report, found: [report.point("capex_cash", slug) for slug in found],
        **more,
    )


def test_what_is_gathered_is_set_in_the_rows_and_columns_that_a_display_names():
    report = Spending("2023Q4", as_of="2024-03-01")
    exhibit = _listing(lambda _: SPENDERS)(report)
    assert [c.head for c in exhibit.body.columns] == ["Company", "spent, US$ bn"]
    assert [[cell.text for cell in row] for row in exhibit.body.rows] == [
        ["Alphabet", "8"],
        ["Amazon", "6"],
        ["Meta", "4"],
    ]
    assert exhibit.subtitle == "US$ bn in 2023Q4, on what was known by 1 March 2024"
    assert exhibit.alt == "Table. Who spends."
    assert exhibit.notes == ("By 1 March 2024.", "3 companies", "not amazon", "not meta")
    assert list(exhibit.data["company"]) == list(SPENDERS)
    assert exhibit.sources


def test_a_note_names_companies_where_there_are_any_and_a_csv_has_the_attributes_asked_for():
    report = Spending("2023Q4", as_of="2024-03-01")
    note = naming(
        Spending,
        lambda _, found: found,
        N_("{companies}: the data hold no depreciation of the four quarters to {quarter}."),
    )
    assert note(report, ("meta", "amazon")).startswith("Meta and Amazon: the data hold no depreciation")
    assert note(report, ()) == ""
    rows = [report.point("capex_cash", slug) for slug in SPENDERS]
    frame = rows_as("company", ("amount", "value"))(report, rows)
    assert list(frame.columns) == ["company", "amount"]
    assert list(frame["amount"]) == [p.value for p in rows]
    assert list(rows_as("company")(report, []).columns) == ["company"]


def test_a_column_names_its_figures_and_their_sum_once():
    report = Spending("2023Q4", as_of="2024-03-01")

    def spent(report: Spending, slug: str) -> Point:
        return report.point("capex_cash", slug)

    columns = Columns(
        Head(N_("Company"), lambda report, slug: report.company(slug), total=lambda report: "Together"),
        lambda report: [
            figure(
                f"{report.quarter}",
                spent,
                lambda report, point: report.language.writes("USD", "table"),
                1.0,
                total=lambda report: Cell("29.4", kind="figure"),
            )
        ],
    )
    table = columns(report, SPENDERS)
    assert [c.head for c in table.columns] == ["Company", "2023Q4"]
    assert table.total
    assert [cell.text for cell in table.rows[-1]] == ["Together", "29.4"]
    assert table.rows[0][1].text == "11.0"  # Alphabet, 11,019 million dollars in its 10-K
    assert [p.company for p in columns.points(report, SPENDERS)] == list(SPENDERS)


def test_where_nothing_is_gathered_the_display_says_why_or_its_title_alone():
    report = Spending("2023Q4", as_of="2024-03-01")
    said = _listing(lambda _: (), absent=N_("No document of {day} states it."))(report)
    assert (said.body.kind, said.alt, said.notes) == ("absence", "No document of 1 March 2024 states it.", ())
    assert _listing(lambda _: None)(report).alt == "Who spends"


def test_what_is_absent_is_said_in_the_words_of_the_spec():
    class Nothing(Report):
        name = "nothing"
        order = ("blank",)

    spec = Spec(
        "blank",
        lambda report, who: report.row("azure_ai_points", who),
        lambda report: ("meta",),
        Panels(),
        "x",
        lambda report: report.state("Points of AI"),
        "y",
        absent=N_("The data hold no figure on AI demand up to {quarter}."),
    )
    exhibit = Nothing.shows(spec)(Nothing("2020Q2"))
    assert exhibit.body.kind == "absence"
    assert exhibit.alt == "The data hold no figure on AI demand up to 2020Q2."
    assert exhibit.notes == ()


def test_a_standard_exhibit_is_a_spec_of_fifteen_lines():
    """What is longer asks for a part of the kit, or for a name of its own."""
    found = {
        f"{path.name}:{call.lineno}": call.end_lineno - call.lineno + 1
        for path in sorted(REPORTS.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Spec"
    }
    assert len(found) >= 13
    assert {where: lines for where, lines in found.items() if lines > 15} == {}


def test_a_report_from_specs_of_the_kit_keeps_to_nine_hundred_lines():
    """The report on funding with its messages: what two reports need is the kit's, and arithmetic is a model's."""
    lines = {p.name: len(p.read_text("utf-8").splitlines()) for p in (REPORTS / "funding").glob("*.py")}
    assert len(lines) > 5
    assert sum(lines.values()) <= 900, lines


def test_one_note_stands_by_itself_and_a_broad_drawing_takes_the_whole_measure():
    one = Spec("one", "capex_cash", whom, Panels(), "x", _spent, "y", notes=N_("Net of nothing."))
    made = Spending.shows(one)(Spending("2023Q4"))
    assert (made.notes, made.wide) == (("Net of nothing.",), True)
    assert not MADE[1](Spending("2023Q4")).wide


# --- what is held against a row, and what stands on an older definition -----------------------------


def test_values_on_an_older_definition_are_never_joined_to_the_newer_line(monkeypatch):
    drawn = {}
    monkeypatch.setattr(
        "cloudcapex.exhibits.drawings.line_chart",
        lambda quarters, lines, **more: drawn.update(lines={(x.name, x.old): x for x in lines}),
    )
    review = Review("2026Q2")
    rows = Rows({"microsoft": review.row("cloud_growth", "microsoft")})
    rows.older["microsoft"] = older_growth(review, "microsoft")
    Lines("share")(review, rows, review.cloud)
    old, new = drawn["lines"]["", True], drawn["lines"]["Azure", False]
    place = review.quarters.index(Quarter(2023, 2))
    assert old.values[place] == 0.26
    assert new.values[place : place + 2] == pytest.approx((math.nan, 0.31), nan_ok=True)
    shown = [p.value for p in rows.shown("microsoft") if p.quarter == Quarter(2023, 3)]
    assert shown == [0.29, 0.31]  # each definition once


def test_small_charts_are_not_joined_across_a_change_of_definition_and_say_where(monkeypatch):
    drawn, review = {}, Review("2026Q2")
    assert any("another definition from 2023Q3" in note for note in ai_signals(review).notes)
    monkeypatch.setattr(
        "cloudcapex.exhibits.drawings.panel_grid",
        lambda quarters, panels, **more: drawn.update({p.title: p for p in panels}),
    )
    row = review.row("azure_ai_points", "microsoft")
    Panels()(review, Rows({"microsoft": row, "nvidia": review.row("revenue", "nvidia")}), review.company)
    place = review.quarters.index(Quarter(2023, 3))
    assert {row[place - 1].definition, row[place].definition} == {"azure_before_fy25", "azure_from_fy25"}
    assert drawn["Microsoft"].breaks == (place,)
    assert drawn["NVIDIA"].breaks == ()


def test_the_table_of_added_dollars_gives_what_its_bars_show():
    exhibit = added_dollars(Review("2026Q2"))
    data = exhibit.data.set_index(["company", "calendar_quarter"])
    assert set(exhibit.data["metric"]) == {"cloud_revenue.yoy_change"}
    revenue = Review("2026Q2").point
    now, then = (revenue("cloud_revenue", "amazon", q).value for q in (Quarter(2026, 2), Quarter(2025, 2)))
    assert data.at[("amazon", "2026Q2"), "value"] == now - then


# --- what is wrong gets one line --------------------------------------------------------------------


@pytest.mark.parametrize("lacking", ["key", "measure", "of", "drawing", "subtitle", "message", "alt"])
def test_a_spec_that_lacks_something_is_refused_in_one_line(lacking):
    parts = {
        "key": "k",
        "measure": "revenue",
        "of": whom,
        "drawing": Lines("money"),
        "subtitle": "s",
        "message": _spent,
        "alt": "a",
    }
    with pytest.raises(UsageError) as refused:
        Spec(**(parts | {lacking: ""}))
    assert f"a spec without {lacking}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_specs_of_one_key_are_refused():
    with pytest.raises(UsageError, match="two exhibits of one key, 'spent'"):
        Spending.shows(SPECS[0])
