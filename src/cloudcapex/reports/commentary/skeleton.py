"""A skeleton of a commentary: sentences whose figures and comparisons hold for those who reported, for a person to finish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ... import metrics
from ...errors import CloudcapexError, DataError
from ...language import N_
from ..company_report import CompanyReport
from . import references_in, render

_FRONT = """---
# A draft: its figures and comparisons hold. Say what they mean, put your name, and take out the line `draft`.
author: cloudcapex
date: {day}
as_of: {known}
draft: yes
---
"""

# The words of a comparison, the first of which holds is said: a predicate of one figure, what else it is given, its words.
_Compared = tuple[tuple[str, str, str], ...]
_PACE: _Compared = (
    ("faster", "", N_("faster than in the quarter before")),
    ("slower", "", N_("slower than in the quarter before")),
    ("faster", "", N_("it shrank less than in the quarter before")),
    ("slower", "", N_("it shrank more than in the quarter before")),
)
_MOST: _Compared = (("record", "", N_("more than in any quarter before")),)
_A_YEAR: _Compared = (
    ("above", "{figure} @ {year_before}", N_("above that of a year before")),
    ("below", "{figure} @ {year_before}", N_("below that of a year before")),
)


@dataclass(frozen=True)
class Skeleton:
    """A commentary as a file holds it, and what is in it.

    Attributes
    ----------
    text : str
        Front matter and Markdown.
    paragraphs, references : int
        How many there are.
    """

    text: str
    paragraphs: int
    references: int


def skeleton(report: CompanyReport, today: dt.date) -> Skeleton:
    """Write what a commentary of a quarter can begin with: growth of clouds, capex, margins, whoever has reported.

    Parameters
    ----------
    report : CompanyReport
        The edition that it is for: its quarter, its day, its language. Sentences are tried on it.
    today : date
        The day of writing.

    Returns
    -------
    Skeleton
        Each sentence of which can be rendered on the day of the report.

    Raises
    ------
    DataError
        Where nothing that it tells is known by that day.
    """
    written = [
        text
        for text in (
            _paragraph(report, N_("Cloud growth"), [_cloud(report, c) for c in report.cloud_owners.members]),
            _paragraph(
                report, N_("Capex"), [*(_capex(report, c) for c in report.companies), _together(report)]
            ),
            _paragraph(report, N_("Operating margin"), [_margin(report, c) for c in report.companies]),
        )
        if text
    ]
    if not written:
        raise DataError(
            f"by {report.as_of} the data hold nothing of {report.quarter} that a commentary begins with",
            valid="cloud growth, capex or an operating margin of one company",
        )
    body = "\n\n".join([*written, *_awaited(report)])
    front = _FRONT.format(day=today, known=report.as_of)
    return Skeleton(f"{front}{body}\n", len(written), len(references_in(body)))


def _paragraph(report: CompanyReport, head: str, sentences: Sequence[Sequence[str]]) -> str:
    """Set the fullest form of each sentence that holds under a head; nothing where none does."""
    told = [text for forms in sentences if (text := next(_held(report, forms), ""))]
    if not told:
        return ""
    begun = report.say("{head}.", head=report.say(head))
    return ("" if report.language.chinese else " ").join([f"**{begun}**", *told])


def _held(report: CompanyReport, forms: Sequence[str]) -> Iterator[str]:
    """Give those of some sentences whose figures exist and whose comparisons hold."""
    for text in forms:
        try:
            render(report, text, "skeleton")
        except CloudcapexError:
            continue
        yield text


def _cloud(report: CompanyReport, company: str) -> list[str]:
    figure = f"{company}.cloud_growth"
    values = {"name": report.cloud(company), "growth": f"{{{{ {figure} | signed }}}}"}
    fullest = N_("{name}: {growth} on the year, {compared}.")
    return [
        *_compared(report, fullest, values, figure, _PACE),
        report.say("{name}: {growth} on the year.", **values),
    ]


def _capex(report: CompanyReport, company: str) -> list[str]:
    figure = f"{company}.{report.basis}"
    values = {
        "name": report.company(company),
        "spent": f"{{{{ {figure} }}}}",
        "growth": f"{{{{ {figure}.yoy }}}}",
    }
    fullest = N_("{name} paid {spent} in cash, {compared}; {growth} on the year.")
    return [
        *_compared(report, fullest, values, figure, _MOST),
        report.say("{name} paid {spent} in cash, {growth} on the year.", **values),
        report.say("{name} paid {spent} in cash.", **values),
    ]


def _together(report: CompanyReport) -> list[str]:
    values = {"spent": "{{ together }}", "growth": "{{ together.yoy }}"}
    return [report.say("Together: {spent}, {growth} on the year.", **values)]


def _margin(report: CompanyReport, company: str) -> list[str]:
    figure = f"{company}.operating_margin"
    values = {"name": report.company(company), "margin": f"{{{{ {figure} | percent }}}}"}
    fullest = N_("{name} kept {margin} of revenue, {compared}.")
    return [
        *_compared(report, fullest, values, figure, _A_YEAR),
        report.say("{name} kept {margin} of revenue.", **values),
    ]


def _compared(
    report: CompanyReport, fullest: str, values: dict[str, str], figure: str, comparisons: _Compared
) -> Iterator[str]:
    """Write a sentence with each comparison of its figure, as a reference, whether it holds or not."""
    for predicate, more, words in comparisons:
        given = more.format(figure=figure, year_before=report.quarter - 4)
        said = report.say(words)
        compared = f'{{{{ {predicate}({", ".join(filter(None, (figure, given)))}, "{said}") }}}}'
        yield report.say(fullest, **values, compared=compared)


def _awaited(report: CompanyReport) -> list[str]:
    """Name those of whom the data held nothing of the quarter, in one line."""
    days = metrics.reported(report.companies, report.quarter, report.as_of)
    waited = [report.company(c) for c in report.companies if days[c] is None]
    if not waited:
        return []
    return [report.say("Without {names}, of whom nothing was out yet.", names=report.language.join(waited))]
