"""`cloudcapex add-company`: a company that the data do not hold is looked at, proposed and, after a yes, taken in."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .app import command
from .screen import say
from .taken import show

if TYPE_CHECKING:
    from ..intake import FilerFacts

# Where the row's cells come from that a reader looks at before the yes.
_SHOWN = (
    "slug",
    "name",
    "short_name",
    "name_zh_hans",
    "name_zh_hant",
    "ticker",
    "cik",
    "fiscal_year_end",
    "currency",
    "headline_capex",
    "colour",
    "role",
)


# What a name that is no ticker ends in, whether the file is there or not.
_FILES = (".json", ".htm", ".html", ".xml", ".csv", ".gz", ".zip", ".txt")


@command("add-company")
@click.argument("who", metavar="TICKER|CIK|FILE")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@click.option("--dry-run", is_flag=True, help="Check and tell, and change nothing.")
@click.option(
    "--concept",
    "concepts",
    multiple=True,
    metavar="METRIC=NAME",
    help="Read a metric from this concept; repeat for more.",
)
@click.option("--slug", default="", help="Its name in commands; by default made of its name.")
@click.option("--name", default="", help="Its name; by default as filed, without the legal form.")
@click.option("--short-name", default="", help="Its name in charts and tables.")
@click.option("--name-hans", "name_zh_hans", default="", help="Its name in Simplified Chinese.")
@click.option("--name-hant", "name_zh_hant", default="", help="Its name in Traditional Chinese.")
@click.option("--ticker", default="", help="Its ticker, which a file does not tell.")
@click.option(
    "--year-end",
    default="",
    metavar="RULE",
    help="09-30, 'last Saturday of September', 'Saturday nearest 31 January'.",
)
def add_company_command(
    who: str,
    yes: bool,
    dry_run: bool,
    concepts: tuple[str, ...],
    slug: str,
    name: str,
    short_name: str,
    name_zh_hans: str,
    name_zh_hant: str,
    ticker: str,
    year_end: str,
) -> None:
    """Take in a company from the facts that the SEC gives of it.

    A ticker or CIK is looked up as `cloudcapex refresh` asks the SEC; FILE is the JSON of
    https://data.sec.gov/api/xbrl/companyfacts/CIK##########.json. The company's row (names, fiscal year, a
    colour that nobody has), from which of its concepts each metric is read and over which periods, and its figures are
    shown first, and written after a yes; `cloudcapex undo` takes it back. Where its capex is a concept of its own, the
    candidates are named: say which with --concept capex=ns:Name, twice where it changed. Companies that file 20-F or 6-K
    are added by tables, and the command says which.

    \b
    Examples:
      cloudcapex add-company AAPL --dry-run
      cloudcapex add-company CIK0000320193.json --ticker AAPL --yes
    """
    from ..intake import Called, newcomer, take

    facts, named, known_as = _facts_of(who)
    called = Called(
        slug, name, short_name, ticker or known_as, name_zh_hans, name_zh_hant, year_end, concepts
    )
    new = newcomer(facts, named, dt.date.today(), called)
    for column in _SHOWN:
        if new.row[column]:
            say(f"{column}: {new.row[column]}")
    for line in new.evidence:
        say(f"evidence: {line}")
    if not yes:
        show(take(new.proposal, dry_run=True), dry_run=True)
        if dry_run or not _agreed(new.row["slug"]):
            return
    show(take(new.proposal, dry_run=dry_run), dry_run=dry_run)


def _facts_of(who: str) -> tuple[FilerFacts, str, str]:
    """Give the facts of a company, how errors call them, and its ticker: of a file, or as `refresh` looks them up."""
    from ..intake import facts_of, opened

    path = Path(who)
    if path.exists() or path.suffix.lower() in _FILES:
        handed = opened(path)
        return facts_of(handed), handed.name, ""
    from ..refresh import edgar, look_up

    with edgar(told=lambda line: say(line, err=True)) as source:
        registrant, facts = look_up(source, who)
    return facts, who, next(iter(registrant.tickers), "")


def _agreed(slug: str) -> bool:
    """Ask on a terminal; where there is none, nobody can say yes."""
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no terminal to ask on; nothing was written", remedy="give --yes to take it in as shown"
        )
    return click.confirm(f"take {slug} in?", default=False)
