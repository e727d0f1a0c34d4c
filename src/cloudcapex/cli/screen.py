"""How the commands speak: tables, JSON, a progress bar, one line for an error."""

from __future__ import annotations

import contextlib
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

    from ..publish.plan import Result

# Whether tracebacks are wanted; set by --debug.
wants_tracebacks = False


def complain(line: str, details: str = "") -> None:
    """Print an error on one line, after its traceback where ``--debug`` asked for it."""
    if wants_tracebacks and details:
        click.echo(details, err=True)
    click.echo(f"error: {_printable(line)}", err=True)


def say(line: str, *, err: bool = False) -> None:
    """Print one line that quotes files or answers that nobody has looked at."""
    click.echo(_printable(" ".join(line.splitlines())), err=err)


def _printable(text: str) -> str:
    """Write what a terminal would act on as Python does; a wide or hard space does nothing there."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" or _is_space(c) else ascii(c)[1:-1] for c in text)


def _is_space(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


@contextlib.contextmanager
def progress_bar(editions: int) -> Iterator[tuple[Any, Any]]:
    """Show a bar on a terminal: over the steps of one edition, or over many editions."""
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # No refreshing thread: a process with threads cannot be forked safely.
    with Progress(
        *columns, console=Console(stderr=True), auto_refresh=False, transient=True,
        redirect_stdout=False, redirect_stderr=False,
    ) as bar:  # fmt: skip
        task = bar.add_task("starting", total=editions)
        bar.refresh()

        def progress(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total, refresh=True)

        def finished(result: Result) -> None:
            bar.update(task, description=str(result.edition), advance=1, refresh=True)

        yield progress, (finished if editions > 1 else None)


def counted(number: int, what: str) -> str:
    """Write a count of things: ``1 fault``, ``2 faults``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def print_json(value: object) -> None:
    """Print a value as JSON, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, whole_lines: bool = False) -> None:
    """Print a table: for the eye on a terminal, tab-separated without a header in a pipe.

    Nothing is ever cut: cells are folded to fit the terminal, or with ``whole_lines`` each row stays on
    one line, for the terminal to wrap or for ``less -S`` to scroll.
    """
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(_printable, row)))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in header:
        right = name in ("value", "seconds")
        table.add_column(name, overflow="fold", no_wrap=whole_lines, justify="right" if right else "left")
    for row in rows:
        table.add_row(
            *(Text(_printable(cell)) for cell in row)
        )  # as text: brackets in a reason are not markup
    console = Console()
    if whole_lines:
        console.width = max(console.width, console.measure(table, options=_unbounded(console)).maximum)
    console.print(table)


def _unbounded(console: Console) -> ConsoleOptions:
    return console.options.update(max_width=10_000, width=10_000)
