"""`cloudcapex commentary new`: the beginning of a commentary, for a person to finish."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..language import LANGUAGES
from .app import app, command
from .asked import editions
from .screen import counted

if TYPE_CHECKING:
    from ..journal import FileChange

# The report that commentaries stand in.
_REPORT = "quarterly_review"


@app.group("commentary")
def commentary_group() -> None:
    """Begin a commentary of a quarter."""


@command("new", of=commentary_group)
@click.argument("quarter")
@click.option(
    "--language", "-l", default=",".join(LANGUAGES), show_default=True, help="One, or a comma list."
)
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day; the newest day by default.")
@click.option(
    "--replace", is_flag=True, help="Also over a commentary that is there, whose words are then gone."
)
def new_command(quarter: str, language: str, as_of: str | None, replace: bool) -> None:
    """Write a draft of the commentary on QUARTER to data/commentary/, one file a language.

    Its sentences tell the growth of each cloud, capex and margins of whoever has reported by then, and name who has
    not. Each figure is a reference and each comparison a predicate that holds, so that a build takes it as it is; its
    page calls it a draft until the line `draft` is taken out. What the figures mean is for a person to write. Where
    one of the files is there already, none is written.

    \b
    Examples:
      cloudcapex commentary new 2026Q2
      cloudcapex commentary new 2023Q4 --as-of 2024-02-15 --language en
    """
    from .. import journal
    from ..paths import root

    plans = editions([_REPORT], [], quarter=quarter, language=language, as_of=as_of)
    asked = [(plan.edition.quarter, plan.edition.language, plan.edition.as_of) for plan in plans]
    home = root()
    with journal.alone(home):
        for one in asked if not replace else ():
            _hold_free(*one[:2])
        made = [_begun(*one) for one in asked]
        journal.write_all(home, [change for change, _ in made])
    for change, holds in made:
        click.echo(f"{change.path}: {holds}")
    click.echo("a page that prints them calls them drafts until the line `draft` is taken out")


def _hold_free(quarter: str, language: str) -> None:
    """Refuse to write where somebody has written."""
    from ..paths import root
    from ..reports.commentary import file_of

    path = file_of(quarter, language)
    if path.exists():
        raise UsageError(
            "there is a commentary already; nothing was written",
            where=path.relative_to(root()).as_posix(),
            valid="a quarter and a --language that have none",
            remedy="edit it, or say --replace, and its words are gone",
        )


def _begun(quarter: str, language: str, as_of: str) -> tuple[FileChange, str]:
    """Make one file, and say what it holds."""
    from ..journal import FileChange
    from ..paths import root
    from ..reports.commentary import file_of
    from ..reports.commentary.skeleton import skeleton
    from ..reports.review import Review

    path = file_of(quarter, language)
    begun = skeleton(Review(quarter, as_of=as_of, language=language), dt.date.today())
    holds = f"{counted(begun.paragraphs, 'paragraph')}, {counted(begun.references, 'reference')}"
    before = path.read_bytes() if path.exists() else None
    return FileChange(path.relative_to(root()).as_posix(), before, begun.text.encode()), holds
