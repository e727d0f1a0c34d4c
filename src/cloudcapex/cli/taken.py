"""What came of rows that were proposed, as `refresh`, `add` and `add-company` print it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .screen import counted, print_table, say

if TYPE_CHECKING:
    from ..intake import Intake, NewFigure


# So many figures are read one by one.
_MANY = 60


def show(taken: Intake, *, dry_run: bool = False) -> None:
    """Print what is new, what changed, what a person has to explain or to type, and how to take it back.

    Parameters
    ----------
    taken : Intake
        What came of it.
    dry_run : bool
        Whether nothing was written.
    """
    for line in taken.left:
        say(f"left out: {line}")
    if not taken.rows:
        click.echo(f"nothing new: {counted(taken.same, 'row')} the data hold already; nothing was changed")
        return
    news = taken.news
    grown = ", ".join(f"{path} +{rows}" for path, rows in news.rows)
    held = f"; {counted(taken.same, 'row')} held already" if taken.same else ""
    click.echo(f"{'would take' if dry_run else 'taken'}: {counted(len(taken.rows), 'row')} ({grown}){held}")
    if news.figures:
        rows = _summed_up(news.figures) if len(news.figures) > _MANY else [_figure(f) for f in news.figures]
        print_table(("company", "quarter", "metric", "what", "value"), rows)
    _list("definition", [f"{d.company} {d.metric}: {d.before} -> {d.after}" for d in news.definitions])
    _list("tag", [f"{t.company} {t.metric}: {t.before} -> {t.after}" for t in news.tags])
    _list("opened", _spans(news.opened))
    _list("complete", [f"{company} {quarter}" for company, quarter in news.complete])
    _list("to explain", taken.doubts)
    if news.to_do:
        click.echo(f"still to type ({len(news.to_do)}):")
        columns = ("company", "metric", "quarter", "reason", "document")
        print_table(columns, [(i.company, i.metric, i.quarter, i.reason, i.document) for i in news.to_do])
    click.echo(
        "nothing was written: leave --dry-run out to do it" if dry_run else "take it back: cloudcapex undo"
    )


def _summed_up(figures: Sequence[NewFigure]) -> list[tuple[str, ...]]:
    """Tell many figures by company and metric: from which quarter to which, how many, the newest of them."""
    groups: dict[tuple[str, str, str], list[NewFigure]] = {}
    for figure in figures:
        what = "new" if figure.before is None else "restated"
        groups.setdefault((figure.company, figure.metric, what), []).append(figure)
    return [
        (
            company,
            f"{some[0].quarter} to {some[-1].quarter}",
            metric,
            f"{len(some)} {what}",
            _figure(some[-1])[-1],
        )
        for (company, metric, what), some in groups.items()
    ]


def _spans(opened: Sequence[tuple[str, str]]) -> list[str]:
    """Name the quarters of each company: one by itself, of several the first and the last."""
    by_company: dict[str, list[str]] = {}
    for company, quarter in opened:
        by_company.setdefault(company, []).append(quarter)
    return [
        f"{company} {some[0]}" + (f" to {some[-1]} ({len(some)})" if some[1:] else "")
        for company, some in by_company.items()
    ]


def _figure(figure: NewFigure) -> tuple[str, ...]:
    value = _amount(figure.after, figure.unit)
    what = "new"
    if figure.before is not None:
        what, value = "restated", f"{_amount(figure.before, figure.unit)} -> {value}"
    return figure.company, figure.quarter, figure.metric, what, value


def _amount(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if abs(value) >= 1000 or value.is_integer() else f"{value:g} {unit}"


def _list(title: str, lines: Sequence[str]) -> None:
    for line in lines:
        say(f"{title}: {line}")
