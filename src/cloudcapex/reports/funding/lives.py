"""Useful lives and their changes: a longer life spreads the same cost over more years."""

from __future__ import annotations

from ...exhibits.display import Columns, Display, Head, rows_as
from ...exhibits.tables.table import Cell
from ...facts.rows import LifeRow
from ...language import N_, Number
from ...models.lives import changed_lives
from ...statements import Evidence, Population, Statement, Value, each_told
from ..lives import change_name
from .context import Funding

_EFFECTS = {
    "depreciation": N_("depreciation"),
    "operating_expenses": N_("operating expenses"),
    "operating_income": N_("operating income"),
    "net_income": N_("net income"),
}


def changes(report: Funding) -> list[LifeRow]:
    """Return each change of a life once that a document tells, up to the quarter after: by company, then by day."""
    return changed_lives(report.beside("cloud", "supplier"), report.quarter + 1, report.as_of)


def lives_message(report: Funding) -> Statement:
    """Count the changes that made a life longer."""
    values = [
        Value(
            f"{r.company}/{r.asset}/{r.since}",
            "lives.change",
            float("nan"),
            "mark",
            word="longer" if r.years_low > r.years_before else "shorter",
            when=r.since.isoformat(),
        )
        for r in changes(report)
        if r.years_before is not None
    ]
    told = Evidence.of(values, Population("changes", tuple(v.of for v in values)), report.quarter)
    held = each_told(told, "longer")
    if held is None:
        return report.nothing("The data hold no change of useful lives up to {quarter}", told)
    return report.state(
        N_("Of {n} changes of useful lives that documents tell of, {k} made them longer")
        if len(values) > 1
        else N_("The change of useful lives that a document tells made them longer")
        if held.count
        else N_("The change of useful lives that a document tells made them shorter"),
        held,
        n=Number(float(len(values)), "count"),
        k=Number(float(held.count), "count"),
    )


def _effect(report: Funding, row: LifeRow) -> Cell:
    """Print what the change moved, linked to the document."""
    if row.effect is None:
        return Cell(report.say("not told"))
    text = report.language.write(Number(row.effect, row.effect_unit, sign=True))
    return report.told_cell(text, row.source_id, row.evidence)


def _on(report: Funding, row: LifeRow) -> str:
    """Say what was moved, and in which time; what was expected is said to be."""
    if row.effect_start is None or row.effect_end is None:
        return ""
    return report.say(
        N_("{what}, {time}, as expected") if row.effect_basis == "estimated" else "{what}, {time}",
        what=report.say(_EFFECTS[row.effect_on]),
        time=report.language.span(row.effect_start, row.effect_end),
    )


useful_lives = Funding.shows(
    Display(
        "useful_lives",
        changes,
        Columns(
            Head(N_("Company"), lambda report, r: report.company(r.company), share=0.8),
            Head(N_("What lasts, and how long"), change_name, share=3.75),
            Head(N_("in force from"), lambda report, r: report.language.month(r.since), share=1.05),
            Head(N_("effect told"), _effect, "right", 0.85),
            Head(N_("on what, in which time"), _on, share=2.65),
        ),
        subtitle=N_(
            "Years over which assets are depreciated and their changes, as documents known on {day} tell them"
        ),
        message=lives_message,
        alt=N_("Table of useful lives by company and class of assets. {title}."),
        notes=(
            N_(
                "A longer life lowers the charge of a year and not what was paid. Some changes are of a part of the class alone."
            ),
            Funding.missing_note,
        ),
        data=rows_as(
            "company",
            "asset",
            "years_before",
            "years_low",
            "years_high",
            "effect_on",
            "effect",
            "effect_unit",
            "since",
            ("sources", "source_id"),
        ),
        sources=lambda report, found: sorted({r.source_id for r in found}),
    )
)
