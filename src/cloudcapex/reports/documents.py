"""The documents behind an edition, as the table of sources has them."""

from __future__ import annotations

import functools
from typing import Any, cast

import pandas as pd

from .. import facts
from ..paths import data_dir


@functools.cache
def _table(stamp: float) -> dict[str, dict[str, str]]:
    rows = cast("list[dict[str, Any]]", facts.load_sources().to_dict("records"))
    return {
        row["source_id"]: {
            **{key: _text(row[key]) for key in ("title", "url", "kind", "form", "publisher")},
            "filed": _text(row["filed"])[:10],
        }
        for row in rows
    }


def _text(value: object) -> str:
    return "" if value is None or value != value or value is pd.NaT else str(value)


def document_rows() -> dict[str, dict[str, str]]:
    """Return every document by its id: title, address, kind, form, publisher, day of filing."""
    return _table((data_dir() / "sources.csv").stat().st_mtime)


def document_kind(row: dict[str, str] | None) -> str:
    """Say what kind a document is, in the words of the source line; nothing of one that is not known."""
    if row is None:
        return ""
    if row["form"].startswith("10-"):
        return row["form"][:4]
    if row["form"] or row["kind"] in ("filing", "release"):
        return "8-K"
    return row["kind"]
