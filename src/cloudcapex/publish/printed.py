"""What a browser prints otherwise than a screen shows, so that its paper has what the PDF has.

A line of sources names its documents and links to them on the screen, and on paper numbers them, by one list at the end,
with the same numbers as in the PDF; and what explains the marks of many exhibits is printed under the first of them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from .. import media
from ..media import Json

# As many as the list of the PDF has: see template/exhibit.typ.
MOST = 40
_LIST = re.compile(r'<p class="cc-cited cc-paper"><b>.*?</b></p>', re.DOTALL)
_FIGURE = re.compile(r'<figure class="cc-exhibit(?![^"]*cc-screen)[^"]*" id="([^"]+)".*?</figure>', re.DOTALL)
_SOURCE = re.compile(r'(?<=<p class="cc-source">)(.*?) (?=<a class="cc-csv")', re.DOTALL)
_LEGEND = re.compile(r'<li class="cc-legend(?=">(.*?)</li>)', re.DOTALL)


def numbered(lines: Sequence[Sequence[str]], most: int = MOST) -> dict[str, int]:
    """Number the documents of source lines in the order of the page.

    Parameters
    ----------
    lines : sequence of sequence of str
        The documents of each line by their ids, the foremost first.
    most : int
        How many get a number: of each line the foremost, then of each the next.

    Returns
    -------
    dict of str to int
        By id, from 1.
    """
    chosen: dict[str, None] = {}
    for line in lines:
        if len(chosen) < most and not any(document in chosen for document in line):
            chosen[line[0]] = None
    for k in range(max(map(len, lines), default=0)):
        for line in lines:
            if len(chosen) < most and len(line) > k:
                chosen[line[k]] = None
    order = dict.fromkeys(document for line in lines for document in line if document in chosen)
    return {document: n for n, document in enumerate(order, 1)}


class PrintedPage:
    """Marks in the exhibits of a page what paper alone and the screen alone show.

    Parameters
    ----------
    outputs : iterable of mapping
        The bundles of all its exhibits and lists, in its order.
    """

    def __init__(self, outputs: Iterable[Json]) -> None:
        self._lines: dict[str, Json] = {}
        self._explained: set[str] = set()
        listed = False
        for data in outputs:
            for record in _records(data):
                if line := record.get("cited"):
                    self._lines[str(record["anchor"])] = line
            listed = listed or _LIST.search(media.joined(data.get(media.HTML))) is not None
        if not listed:
            # Where no list says what the numbers stand for, lines keep their names.
            self._lines.clear()
        self._documents = {d["id"]: d["name"] for line in self._lines.values() for d in line["documents"]}
        self._numbers = numbered([[d["id"] for d in line["documents"]] for line in self._lines.values()])

    def mark(self, html: str) -> str:
        """Mark one output, in the order of the page, and put the list where it has its place.

        Parameters
        ----------
        html : str
            Of an exhibit or a list, as it made it.
        """
        return _LIST.sub(lambda m: self._list(m[0]), _FIGURE.sub(self._figure, html))

    def _figure(self, figure: re.Match[str]) -> str:
        marked = _LEGEND.sub(self._legend, figure[0])
        line = self._lines.get(figure[1])
        if line is None:
            return marked
        paper = f'<span class="cc-paper">{self._line(line)}</span>'
        return _SOURCE.sub(lambda m: f'<span class="cc-screen">{m[1]}</span>{paper} ', marked, count=1)

    def _legend(self, note: re.Match[str]) -> str:
        again = note[1] in self._explained
        self._explained.add(note[1])
        return f"{note[0]} cc-screen" if again else note[0]

    def _line(self, line: Json) -> str:
        """Write a line with numbers; where one of its documents has none, it tells of others."""
        found = [self._numbers[d["id"]] for d in line["documents"] if d["id"] in self._numbers]
        whole = len(found) == len(line["documents"]) and not line["others"]
        before, after = line["whole" if whole else "partly"]
        numbers = " ".join(f"[{n}]" for n in found)
        return escape(f"{before}{numbers}{after}" if found else line["bare"])

    def _list(self, place: str) -> str:
        told = (f"<b>[{n}]</b> {escape(self._documents[i])}" for i, n in self._numbers.items())
        return place.replace("</p>", f" {' · '.join(told)}</p>") if self._numbers else ""


def _records(data: Json) -> list[Json]:
    found = data.get(media.EXHIBIT) or []
    return [r for r in (found if isinstance(found, list) else [found]) if isinstance(r, dict)]
