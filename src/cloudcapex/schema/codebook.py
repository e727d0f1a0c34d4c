"""The codebook: data/README.md, written from the tables."""

from __future__ import annotations

from pathlib import Path

from . import TABLES
from .columns import DataTable

# What the checks count, as `python -m cloudcapex.checks` wrote it.
COUNTED = "counted.md"
_OPENING = """\
# The data

Every table of this folder, column by column. CSV in UTF-8, one row a line, one header line, no thousands separators, an empty cell
where nothing is said. `cloudcapex check` holds them to what is written here.
"""


def codebook() -> str:
    """Write the codebook: all tables, then where the data comes from and by which rules."""
    parts = [_OPENING, *(_chapter(table) for table in TABLES.values())]
    rules, counted = (
        (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("provenance.md", COUNTED)
    )
    rules = rules.replace("<!-- counted -->", counted)
    return "\n".join([*parts, rules])


def _chapter(table: DataTable) -> str:
    lines = [
        f"## {table.path}",
        "",
        f"{table.row} Key: {', '.join(f'`{c}`' for c in table.key)}.",
        "",
        "| column | meaning | valid |",
        "| --- | --- | --- |",
    ]
    for name, column in table.columns.items():
        valid = ", ".join(f"`{w}`" for w in column.words) if column.words else column.valid
        if column.words and column.optional:
            valid += ", or empty"
        meaning = column.meaning
        if column.older is not None:
            meaning += f" In rows from before it came, `cloudcapex migrate` writes {column.filled}."
        lines.append(f"| `{name}` | {meaning} | {valid.replace('|', '/')} |")
    return "\n".join([*lines, ""])
