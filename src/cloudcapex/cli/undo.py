"""`cloudcapex undo`: the last refresh, add, add-company or migrate is taken back."""

from __future__ import annotations

import click

from .app import command
from .screen import counted, say


@command("undo")
def undo_command() -> None:
    """Take the last refresh, add, add-company or migrate back.

    Every file it changed is again what it was before, byte for byte; run it once more to go one act further back.
    Files that somebody changed since are left alone, and the command says so.

    \b
    Examples:
      cloudcapex add q3.csv
      cloudcapex undo
    """
    from ..intake import undo

    act = undo()
    brought = f"{counted(act.rows, 'row')}; " if act.rows else ""
    say(f"taken back: {act.title} ({brought}{', '.join(act.files)})")
    if act.recounted:
        click.echo(f"counted anew without them: {', '.join(act.recounted)}")
