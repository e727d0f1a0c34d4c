"""Hold statements against the data, and tell which of them fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CloudcapexError
from ...paths import standing_still
from ...periods import Quarter
from . import catalogued, figures, forms, words
from .case import Case
from .outside import OUTSIDE, Reader
from .record import Record, read
from .series import Lookup, Series


@dataclass(frozen=True)
class Objection:
    """One thing that is wrong with a statement.

    Parameters
    ----------
    statement : str
        Its id.
    text : str
        The sentence that it stands in.
    wrong : str
        What is wrong, in one line.
    """

    statement: str
    text: str
    wrong: str

    def __str__(self) -> str:
        return " ".join(f"{self.statement}: {self.wrong} (“{self.text}”)".split())


def prove(
    records: Sequence[Mapping[str, object]],
    *,
    series: Series | None = None,
    readers: Mapping[str, Reader] | None = None,
) -> list[Objection]:
    """Hold every statement against the data.

    Parameters
    ----------
    records : sequence of mapping
        Objects with the keys of `record.Record`, as ``cloudcapex statements --format json`` prints them.
    series : callable, optional
        In the place of `metrics.series`.
    readers : mapping, optional
        More readers of values that no series has, by the names of their measures.

    Returns
    -------
    list of Objection
        In the order of the statements; empty where all hold. The words of a sentence are looked at where each of its
        objects holds by itself.
    """
    failures: list[Objection] = []
    whole: list[Record] = []
    for number, found in enumerate(records, start=1):
        record = read(found)
        if isinstance(record, Record):
            whole.append(record)
            continue
        name, text = str(found.get("id") or f"number {number}"), str(found.get("text") or "")
        failures += [Objection(name, text, line) for line in record]
    look = Lookup(series, _last(whole))
    known = {**OUTSIDE, **(readers or {})}
    with standing_still():
        for sentence in _sentences(whole):
            failures += _sentence([Case(record, look, known) for record in sentence])
    return failures + list(_twice(whole))


def _sentence(cases: Sequence[Case]) -> list[Objection]:
    """Prove the objects of one sentence, then its words."""
    failures = [
        Objection(case.record.id, case.record.text, line)
        for case in cases
        for line in dict.fromkeys(_object(case))
    ]
    if failures:
        return failures
    first = cases[0].record
    lines = [
        *_one_sentence([case.record for case in cases]),
        *_told(words.wrong(cases)),
        *catalogued.wrong(cases),
    ]
    return [Objection(first.sentence, first.text, line) for line in dict.fromkeys(lines)]


def _object(case: Case) -> Iterator[str]:
    """Tell what is wrong with an object; what its form asserts only where its values are those of the data."""
    faults = list(_told(figures.wrong(case)))
    yield from faults or _told(forms.wrong(case))


def _told(faults: Iterator[str]) -> Iterator[str]:
    """Give faults as they are found; one that the data refuse to answer is the last of them."""
    try:
        yield from faults
    except CloudcapexError as error:
        yield str(error)


def _one_sentence(records: Sequence[Record]) -> Iterator[str]:
    """The objects of a sentence agree on where it stands and what it says."""
    first = records[0]
    for name in (
        "text",
        "language",
        "place",
        "exhibit",
        "report",
        "edition_quarter",
        "as_of",
        "parameters",
        "printed",
    ):
        if any(getattr(record, name) != getattr(first, name) for record in records):
            yield f"{name}: the objects of one sentence differ"


def _sentences(records: Sequence[Record]) -> list[list[Record]]:
    """Gather the objects of each sentence of each edition."""
    found: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        key = (record.report, record.edition_quarter, str(record.as_of), record.language, record.sentence)
        found.setdefault((*key, repr(record.parameters)), []).append(record)
    return list(found.values())


def _twice(records: Sequence[Record]) -> Iterator[Objection]:
    seen: set[tuple[str, ...]] = set()
    for record in records:
        key = (
            record.report,
            record.edition_quarter,
            str(record.as_of),
            record.language,
            repr(record.parameters),
            record.id,
        )
        if key in seen:
            yield Objection(record.id, record.text, "id: stands twice in one edition")
        seen.add(key)


def _last(records: Sequence[Record]) -> str:
    """Return the newest quarter that is spoken of."""
    quarters = [Quarter.parse(q) for r in records for q in (r.quarter, r.edition_quarter)]
    return str(max(quarters)) if quarters else "2018Q1"
