"""The figures of an edition as a zip of CSV files: one for each exhibit, with an index and the sources."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from nbformat import NotebookNode

from .. import media
from ..media import Json
from .manifest import exhibits_in, shown_in, sources_of

DATA = "data.zip"  # its name in an edition

# Zip files carry clock times; the earliest they can hold says that ours mean nothing.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def edition_data(notebook: NotebookNode) -> bytes:
    """Return the zip of an executed notebook: its exhibits and the tables of its back matter."""
    return zipped(exhibits_in(notebook), shown_in(notebook, media.LISTING))


def zipped(exhibits: Sequence[Json], listings: Sequence[Json] = ()) -> bytes:
    """Return the zip; the same exhibits give the same bytes.

    Parameters
    ----------
    exhibits : sequence of mapping
        Records with ``number``, ``title``, ``subtitle``, ``kind``, ``notes``, ``sources`` and ``csv``.
    listings : sequence of mapping
        Tables of the back matter, with ``file`` and ``csv``.

    Returns
    -------
    bytes
        ``index.csv`` (which file belongs to which exhibit), ``sources.csv``, the exhibits' files and the listings.
    """
    names = [_name(exhibit, position) for position, exhibit in enumerate(exhibits)]
    index = [
        (
            name,
            exhibit.get("number", ""),
            exhibit.get("title", ""),
            exhibit.get("subtitle", ""),
            exhibit.get("kind", ""),
            " ".join(exhibit.get("notes", ())),
            ";".join(sorted(str(source["id"]) for source in exhibit.get("sources", ()))),
        )
        for name, exhibit in zip(names, exhibits, strict=True)
    ]
    documents = [(s["id"], s.get("title", ""), s.get("url", "")) for s in sources_of(exhibits)]
    columns = ("file", "number", "title", "subtitle", "kind", "notes", "sources")
    return archive_of(
        [
            ("index.csv", _table(columns, index)),
            ("sources.csv", _table(("source_id", "title", "url"), documents)),
            *((name, str(exhibit.get("csv", ""))) for name, exhibit in zip(names, exhibits, strict=True)),
            *((f"{listing['file']}.csv", str(listing["csv"])) for listing in listings),
        ]
    )


def archive_of(files: Iterable[tuple[str, str]]) -> bytes:
    """Pack texts into a zip; the same texts give the same bytes.

    Parameters
    ----------
    files : iterable of (str, str)
        Name and text of each.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files:
            _add(archive, name, text)
    return buffer.getvalue()


def _name(exhibit: Json, position: int) -> str:
    number = exhibit.get("number")
    return f"exhibit_{number:02d}.csv" if isinstance(number, int) and number else f"table_{position:02d}.csv"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, date_time=_NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archive.writestr(entry, text)
