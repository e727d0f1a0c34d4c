"""`cloudcapex undo`: the last refresh, add or add-company is taken back."""

from __future__ import annotations

import click

from .app import command
from .screen import counted


@command("undo")
def undo_command() -> None:
    """Take the last refresh, add or add-company back.

    Every file it changed is again what it was before, byte for byte; run it once more to go one act further back.
    Files that somebody changed since are left alone, and the command says so.

    \b
    Examples:
      cloudcapex add q3.csv
      cloudcapex undo
    """
    from ..intake import undo

    act = undo()
    click.echo(f"taken back: {act.title} ({counted(act.rows, 'row')}; {', '.join(act.files)})")
