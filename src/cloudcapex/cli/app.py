"""The command group, and what every command has."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click

from ..errors import UsageError
from . import screen

P = ParamSpec("P")
R = TypeVar("R")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cloudcapex", message="%(package)s %(version)s")
def app() -> None:
    """Quarterly editions of cloud and capital-expenditure reports, every number
    with its document: a filed one is linked to its filing, others to where they were read.

    \b
    cloudcapex list                                   what can be made, and with which parameters
    cloudcapex build quarterly_review                 make it
    cloudcapex series capex_cash --format csv         pull a series into a spreadsheet
    cloudcapex trace capex_cash microsoft 2026Q2      how one figure comes about, down to its filings
    cloudcapex missing 2026Q2                         what a quarter should have and has not, and where it is
    cloudcapex picture quarterly_review 2 capex.png   save one exhibit as a picture
    cloudcapex diff 2026Q1 2026Q2                     what changed between two editions
    cloudcapex audit data/claims.csv                  hold the figures of others against the data
    cloudcapex statements --prove                     hold every sentence of the reports against the data
    cloudcapex check                                  check the data
    cloudcapex refresh microsoft                      bring what it filed at the SEC since
    cloudcapex commentary new 2026Q2                  begin a commentary, for a person to finish
    cloudcapex refresh --bulk companyfacts.zip        every filer of the SEC, kept beside the data
    cloudcapex screen capex_intensity.ttm --top 50    which of them have most of something
    cloudcapex add q3.csv                             take rows in: a table, company facts, a filing
    cloudcapex add-company CIK0000320193.json         take a company in, from its facts
    cloudcapex undo                                   take the last rows that came in back
    cloudcapex migrate                                bring rows of an older version over
    """


def _remember_debug(context: click.Context, option: click.Parameter, value: bool) -> None:
    screen.wants_tracebacks = value


def command(*names: str, of: click.Group = app) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a command that knows ``--debug`` and keeps the line breaks of its examples, of the program or a group of it."""

    def decorate(function: Callable[..., int | None]) -> click.Command:
        debug = click.option(
            "--debug", is_flag=True, expose_value=False, callback=_remember_debug,
            help="Show the traceback of an error.",
        )  # fmt: skip
        return of.command(*names)(debug(_piped(function)))

    return decorate


def _piped(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Let a command end quietly, with 141, when the reader of its output goes away."""

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> int | None:
        try:
            code = function(*arguments, **options)
            sys.stdout.flush()
        except UsageError as wrong:
            wrong.where = _as_typed(wrong.where)
            raise
        except BrokenPipeError:
            # Python flushes standard output once more at its end; let it write into nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141
        return code

    return call


def _as_typed(where: str | None) -> str | None:
    """Name an option as a reader typed it where the package names a parameter: ``--as-of`` for ``as_of``."""
    options = click.get_current_context().command.params
    return next((option.opts[0] for option in options if where and option.name == where), where)


def format_option(*formats: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make the option ``--format``; the first one is the default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True,
        help="How to print.",
    )  # fmt: skip
