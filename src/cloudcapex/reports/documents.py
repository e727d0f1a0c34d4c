"""The documents behind an edition, as the table of sources has them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from .. import facts
from ..exhibits.sources import PLACE, Source, SourceLine
from ..facts.documents import RESULTS
from ..facts.rows import SourceRow
from ..language import N_, Language
from ..metrics.points import Point
from ..paths import while_data_stand
from ..periods import Quarter
from ..schema.rows import rows_of

# Documents that a line names.
MAIN = 5


@while_data_stand
def document_rows() -> dict[str, dict[str, str]]:
    """Return every document by its id: title, address, kind, form, publisher, day of filing, day it was out."""
    return {
        row.source_id: {
            "title": row.title,
            "url": row.url,
            "kind": row.kind,
            "form": row.form,
            "publisher": row.publisher,
            "filed": str(row.filed or ""),
            "day": str(row.filed or row.published or ""),
        }
        for row in rows_of(facts.load_sources(), SourceRow)
    }


def publisher(language: Language, row: Mapping[str, str]) -> str:
    """Name who published a document: by its name in the reader's script, or by what it is where it has none.

    Parameters
    ----------
    language : Language
        Of the edition.
    row : mapping
        As in `document_rows`.
    """
    return language.say(row["publisher"] or N_("Other"))


_DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
_FORM = r"(?P<form>(?:\d+-[A-Z]|S-1)(?:/A)?|DEF 14A)"
_PERIOD = r"(?P<period>(?:FY)?\d{2,4}(?: ?Q\d)?)"
# Titles that only say what a document is, behind its publisher, and the message that says so in each language.
_WHAT_IT_IS = (
    (rf"{_FORM} for the period ended {_DAY}", N_("{company} {form} for the period ended {day}")),
    (
        rf"{_FORM}, results for the period ended {_DAY}",
        N_("{company} {form}, results for the period ended {day}"),
    ),
    (rf"{_FORM}, filed {_DAY}", N_("{company} {form}, filed {day}")),
    (rf"{_FORM}, periods to {_DAY}", N_("{company} {form}, periods to {day}")),
    (_FORM, N_("{company} {form}")),
    (r"release and CFO commentary", N_("{company} release and CFO commentary")),
    (rf"results, periods to {_DAY}", N_("{company} results, periods to {day}")),
    (rf"{_PERIOD} earnings call", N_("{company} {period} earnings call")),
    (rf"{_PERIOD} earnings call transcript", N_("{company} {period} earnings call transcript")),
    (rf"{_PERIOD} earnings call \(transcript\)", N_("{company} {period} earnings call (transcript)")),
    (
        rf"{_PERIOD} earnings call \(machine transcript\)",
        N_("{company} {period} earnings call (machine transcript)"),
    ),
    (
        rf"{_PERIOD} earnings call \(corrected transcript\)",
        N_("{company} {period} earnings call (corrected transcript)"),
    ),
    (rf"{_PERIOD} press release", N_("{company} {period} press release")),
    (rf"on the cloud market, {_PERIOD}", N_("{company} on the cloud market, {period}")),
    (rf"on the Chinese cloud market, {_PERIOD}", N_("{company} on the Chinese cloud market, {period}")),
)


def title(language: Language, row: Mapping[str, str]) -> str:
    """Return the title of a document as it stands, or in the reader's language where we wrote it for want of one.

    What a filer calls a form, a release or a call is said in the reader's language, too, with who published it.

    Parameters
    ----------
    language : Language
        Of the edition.
    row : mapping
        As in `document_rows`.
    """
    behind = row["title"].removeprefix(f"{row['publisher']} ")
    about = re.fullmatch(rf"on (?P<subject>[^,]+), {_PERIOD}", behind)
    if about and about["subject"] in set(facts.load_companies()["name"]):
        return language.say(
            N_("{company} on {subject}, {period}"),
            company=publisher(language, row),
            subject=language.message(about["subject"]),
            period=about["period"],
        )
    for pattern, message in _WHAT_IT_IS if behind != row["title"] else ():
        if found := re.fullmatch(pattern, behind):
            return language.say(message, company=publisher(language, row), **found.groupdict())
    return language.message(row["title"])


class Sourced(Protocol):
    """What stands on documents."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def sources_of(found: Iterable[Sourced]) -> list[str]:
    """Return the ids of the documents behind some things, each once."""
    return sorted({source for one in found for source in one.sources})


def newest_of(ids: Iterable[str]) -> str:
    """Return the document of some that was filed last; of one day that of the highest id."""
    rows = document_rows()
    return max(ids, key=lambda i: (rows.get(i, {}).get("filed") or "", i))


def main_documents(points: Iterable[Point], extra: Iterable[str] = ()) -> list[str]:
    """Put the documents behind some figures into the order in which they carry them.

    Parameters
    ----------
    points : iterable of Point
        The figures that are shown.
    extra : iterable of str
        Ids of what else is rested on.

    Returns
    -------
    list of str
        All of them, each once: those that the newest quarter's figures are read in, companies' own before others and by
        how many, then those of the quarters before, then the rest, the newest first.
    """
    rows, read, behind = document_rows(), Counter[tuple[str, Quarter]](), set(extra)
    for point in points:
        behind.update(point.sources)
        if point.sources:
            read[newest_of(point.sources), point.quarter] += 1
    last: dict[str, Quarter] = {}
    for document, quarter in read:
        last[document] = max(quarter, last.get(document, quarter))

    def place(document: str) -> tuple[object, ...]:
        row, quarter = rows.get(document, {}), last.get(document)
        filed = int((row.get("day") or "0").replace("-", ""))
        if quarter is None:
            return (1, 0, False, -filed, document)
        own = row.get("kind") in RESULTS
        return (0, -(quarter.year * 4 + quarter.number), not own, -read[document, quarter], -filed, document)

    return sorted(behind, key=place)


def document_name(language: Language, row: Mapping[str, str]) -> str:
    """Name a document: who published what, on which day or on none that is known; who published it is not told twice."""
    known, words = row["publisher"].partition(" ")[0].lower(), title(language, row)
    told = [words] if row["title"].lower().startswith(known) else [publisher(language, row), words]
    day = language.stated_date(row.get("day") or row["filed"]) or language.say("undated")
    # Not a list of equals, which Chinese sets apart with another stop.
    return ("，" if language.chinese else ", ").join(part for part in (*told, day) if part)


class Citing(Protocol):
    """What a line of sources is written for: an edition, its language, and where it looks documents up."""

    language: Language
    as_of: dt.date

    def source(self, source_id: str) -> Source: ...

    def source_row(self, source_id: str) -> dict[str, str]: ...


def source_line(edition: Citing, points: Iterable[Point], extra: Iterable[str] = ()) -> SourceLine:
    """Write the line under an exhibit: the documents its main figures come from, and the day on which they are known.

    Parameters
    ----------
    edition : Citing
        The report.
    points, extra : iterable
        As `main_documents` takes them.
    """
    say, day = edition.language.say, edition.language.date(edition.as_of)
    found = main_documents(points, extra)
    named = (
        replace(edition.source(i), name=document_name(edition.language, edition.source_row(i)))
        for i in found[:MAIN]
    )
    return SourceLine(
        bare=say("Data as of {day}.", day=day),
        whole=say("Source: {documents}. Data as of {day}.", documents=PLACE, day=day),
        partly=say("Source: {documents} and others. Data as of {day}.", documents=PLACE, day=day),
        documents=tuple(named),
        others=len(found) > MAIN,
        separator="、" if edition.language.chinese else "; ",
    )
