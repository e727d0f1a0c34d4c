"""The figures of a page, kept once: exhibits that show the same figure share its row, and the page carries one archive."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

from .. import media
from .datafiles import archive_of

ANCHOR = "cc-figures"  # where a page offers the archive
_LINK = re.compile(
    rf'<a class="cc-csv" download="([^"]+)\.csv" href="data:{re.escape(media.CSV)};charset=utf-8,([^"]*)">'
)
_SHARED = "newest_source"  # a table with this column is one of figures, a row each
_SHOWN_IN = "exhibits"
# What differs from row to row stands last: the rest of a row repeats the one above, and packs to next to nothing.
_LAST = ("calendar_quarter", _SHARED, "value")

_EXACT = re.compile(r"-?\d*\.\d{9,}")


class PageFigures:
    """Gathers the figures of a page out of the links of its exhibits."""

    def __init__(self) -> None:
        self._columns: dict[str, None] = {}
        self._rows: dict[tuple[tuple[str, str], ...], list[str]] = {}
        self._tables: dict[str, str] = {}

    def take(self, html: str) -> str:
        """Keep the figures that exhibits of some HTML carry, and let their links lead to the archive.

        Parameters
        ----------
        html : str
            Of an exhibit, as it made it.
        """
        return _LINK.sub(self._kept, html)

    def _kept(self, link: re.Match[str]) -> str:
        name, text = link[1], unquote(link[2])
        read = csv.DictReader(io.StringIO(text))
        if _SHARED not in (read.fieldnames or ()):
            self._tables[name] = text
        else:
            self._columns.update(dict.fromkeys(read.fieldnames or ()))
            for row in read:
                told = tuple((k, _short(v)) for k, v in row.items() if v)
                self._rows.setdefault(told, []).append(name)
        return f'<a class="cc-csv" href="#{ANCHOR}">'

    def archive(self) -> bytes:
        """Pack what was kept: ``figures.csv`` says of each figure which exhibits show it; other tables have a file each.

        Returns
        -------
        bytes
            A zip; empty where no exhibit had figures.
        """
        files = [("figures.csv", self._figures())] if self._rows else []
        files += [(f"{name}.csv", text) for name, text in self._tables.items()]
        return archive_of(files) if files else b""

    def _figures(self) -> str:
        buffer = io.StringIO()
        last = [c for c in _LAST if c in self._columns]
        columns = [*(c for c in self._columns if c not in last), _SHOWN_IN, *last]
        writer = csv.DictWriter(buffer, columns, lineterminator="\n", restval="")
        writer.writeheader()
        for row, shown in sorted(self._rows.items()):
            writer.writerow({**dict(row), _SHOWN_IN: " ".join(dict.fromkeys(shown))})
        return buffer.getvalue()


def _short(value: str) -> str:
    """Write a computed number with eight digits that count: what stands beyond them tells nothing and packs badly."""
    return f"{float(value):.8g}" if _EXACT.fullmatch(value) else value
