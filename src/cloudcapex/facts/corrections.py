"""data/corrections.yml: the only place where a number that a document states is overruled."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd
import yaml

from ..errors import DataError
from ..paths import Stamp, data_dir
from ..schema.coded import coded, spelled, stacked
from .reading import CORRECTIONS

ACTIONS = ("set", "drop")
NEEDED = ("table", "match", "action", "expect", "reason")
DAYS = ("period_start", "period_end", "filed")


@lru_cache(maxsize=4)
def corrections(state: Stamp) -> tuple[dict[str, Any], ...]:
    """Read the entries, in file order; an entry that is not complete is a `DataError`."""
    path = data_dir() / CORRECTIONS
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(
            f"cannot be read: {error}", where=f"data/{CORRECTIONS}", remedy="correct the YAML"
        ) from None
    if entries is not None and not isinstance(entries, list):
        raise DataError(
            f"holds {entries!r}, which is no list of entries",
            where=f"data/{CORRECTIONS}",
            remedy=f"begin each entry with a dash and give it {', '.join(NEEDED)}",
        )
    for number, entry in enumerate(entries or (), start=1):
        lacks = [n for n in NEEDED if not isinstance(entry, dict) or n not in entry]
        if lacks or (entry["action"] == "set" and "set" not in entry):
            what = f"the entry lacks {', '.join(lacks or ['set'])}"
            raise DataError(
                what, where=_place(number), valid=", ".join([*NEEDED, "set"]), remedy="complete it"
            )
        if entry["action"] not in ACTIONS:
            raise DataError(f"{entry['action']!r} is no action", where=_place(number), valid=ACTIONS)
        if entry["table"] != "facts":
            raise DataError(f"{entry['table']!r} cannot be corrected", where=_place(number), valid="facts")
    return tuple(entries or ())


def corrected(facts: pd.DataFrame, state: Stamp) -> pd.DataFrame:
    """Apply every entry to the facts, their texts coded, each held to what it was written for; their order is not kept."""
    for number, entry in enumerate(corrections(state), start=1):
        hit = _matches(facts, entry["match"], number)
        _hold(facts[hit], entry["expect"], number)
        if entry["action"] == "drop":
            facts = facts[~hit]
            continue
        right = spelled(facts[hit])
        for column, value in entry["set"].items():
            _known_column(facts, column, number)
            right[column] = pd.Series(_typed(column, value), index=right.index).astype(right[column].dtype)
        right["note"] = (right["note"] + "; corrected: " + entry["reason"]).str.lstrip("; ")
        facts = stacked([facts[~hit], coded(right)])
    return facts


def _place(number: int) -> str:
    return f"data/{CORRECTIONS}, entry {number}"


def _typed(column: str, value: Any) -> Any:
    return pd.Timestamp(value) if column in DAYS else value


def _known_column(facts: pd.DataFrame, column: str, number: int) -> None:
    if column not in facts:
        raise DataError(
            f"{column!r} is no column of the facts", where=_place(number), valid=list(facts.columns)
        )


def _matches(facts: pd.DataFrame, match: dict[str, Any], number: int) -> pd.Series:
    hit = pd.Series(True, index=facts.index)
    for column, value in match.items():
        _known_column(facts, column, number)
        hit &= facts[column] == _typed(column, value)
    return hit


def _hold(hit: pd.DataFrame, expect: dict[str, Any], number: int) -> None:
    wanted = dict(expect)
    rows = wanted.pop("rows", 1)
    remedy = "the data changed under this entry: review it"
    if len(hit) != rows:
        raise DataError(f"expects {rows} facts and meets {len(hit)}", where=_place(number), remedy=remedy)
    for column, value in wanted.items():
        _known_column(hit, column, number)
        if not (hit[column] == _typed(column, value)).all():
            found = ", ".join(map(str, hit[column]))
            raise DataError(
                f"expects {column} {value} and finds {found}", where=_place(number), remedy=remedy
            )
