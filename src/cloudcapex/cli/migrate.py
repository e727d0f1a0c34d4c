"""`cloudcapex migrate`: rows written before a column came are brought to the contract of today."""

from __future__ import annotations

import click

from .app import command


@command("migrate")
@click.option("--dry-run", is_flag=True, help="Say what would be done and change nothing.")
def migrate_command(dry_run: bool) -> None:
    """Bring tables of data/ that were written before a column came to what this version reads.

    Columns that came later are added with their defaults (data/README.md says which); no row is dropped or moved.
    All files are written or none; `cloudcapex undo` takes it back.

    \b
    Examples:
      cloudcapex migrate --dry-run
      cloudcapex migrate
    """
    from ..intake import bring_over

    moves = bring_over(dry_run=dry_run)
    if not moves:
        click.echo("every table is up to date; nothing was changed")
        return
    for move in moves:
        click.echo(f"data/{move.path}: {'would be ' if dry_run else ''}{move.told}")
    click.echo(
        "nothing was changed: leave --dry-run out to do it" if dry_run else "take it back: cloudcapex undo"
    )
