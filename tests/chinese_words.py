"""Every Chinese word a reader can meet, with the place it stands in: catalogues, columns of the data, commentary."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from cloudcapex import paths
from cloudcapex.language import Tag
from cloudcapex.locale import refresh

Placed = Iterator[tuple[str, str]]


def every(language: str) -> Placed:
    """Yield place and text of all that is written in a language by hand."""
    for message in refresh.read(language):
        if message.id and message.string:
            yield f"catalogue: {message.id}", message.string
    yield from of_tables(language)
    yield from of_commentaries(language)


def of_tables(language: str) -> Placed:
    """Yield the cells of every column of the data that is this language's."""
    end = Tag(language).column("")
    for path in sorted(paths.data_dir().rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for line, row in enumerate(csv.DictReader(handle), 2):
                for column, text in row.items():
                    if column and column.endswith(end) and text:
                        yield f"{path.name}, line {line}, {column}", text


def of_commentaries(language: str) -> Placed:
    """Yield the paragraphs of the commentaries."""
    for path in sorted((paths.data_dir() / "commentary").glob(f"*.{language}.md")):
        _, _, paragraphs = path.read_text("utf-8").split("---\n", 2)
        yield from ((path.name, text) for text in paragraphs.splitlines() if text)
