"""The documents behind an edition, as the table of sources has them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Protocol

from .. import facts
from ..facts.rows import SourceRow
from ..language import Language
from ..paths import FileState, data_dir, file_state
from ..schema.rows import rows_of


@functools.lru_cache(maxsize=2)
def _table(state: FileState) -> dict[str, dict[str, str]]:
    return {
        row.source_id: {
            "title": row.title,
            "url": row.url,
            "kind": row.kind,
            "form": row.form,
            "publisher": row.publisher,
            "filed": str(row.filed or ""),
        }
        for row in rows_of(facts.load_sources(), SourceRow)
    }


def document_rows() -> dict[str, dict[str, str]]:
    """Return every document by its id: title, address, kind, form, publisher, day of filing."""
    return _table(file_state(data_dir() / "sources.csv"))


class Sourced(Protocol):
    """What stands on documents."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def sources_of(found: Iterable[Sourced]) -> list[str]:
    """Return the ids of the documents behind some things, each once."""
    return sorted({source for one in found for source in one.sources})


def document_kind(row: dict[str, str] | None) -> str:
    """Say what kind a document is, in the words of the source line; nothing of one that is not known."""
    if row is None:
        return ""
    if row["form"].startswith("10-"):
        return row["form"][:4]
    if row["form"] or row["kind"] in ("filing", "release"):
        return "8-K"
    return row["kind"]


def source_line(language: Language, ids: Iterable[str], as_of: dt.date) -> str:
    """Write which kinds of document some figures come from, and on which day they are known."""
    say, day = language.say, language.date(as_of)
    kinds = {k for k in (document_kind(document_rows().get(i)) for i in ids) if k}
    words = {
        "10-K": "10-K",
        "10-Q": "10-Q",
        "8-K": say("company releases"),
        "call": say("earnings calls"),
        "press": say("press"),
        "secondary": say("secondary compilations of company figures"),
        "dataset": say("public data sets"),
    }
    if not kinds:
        return say("Data as of {day}.", day=day)
    named = [words[k] for k in words if k in kinds] + sorted(kinds - set(words))
    return say("Source: {documents}. Data as of {day}.", documents=language.join(named), day=day)
