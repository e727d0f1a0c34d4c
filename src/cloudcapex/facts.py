"""data/ as validated frames, as known on a day."""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from .errors import DataError, near
from .paths import data_dir
from .periods import parse_date
from .schema import EVIDENCE, TABLES, Column, Table, frame_schema

FACT_COLUMNS = [
    "company",
    "metric",
    "definition",
    "period_start",
    "period_end",
    "value",
    "unit",
    "basis",
    "evidence",
    "form",
    "filed",
    "source_id",
    "concept",
    "note",
]
FACT_KEY = ["company", "metric", "definition", "period_start", "period_end", "source_id"]


def load_facts(as_of: dt.date | str | None = None, *, first_reported: bool = False) -> pd.DataFrame:
    """Every fact about a company, one row for each document that states it.

    Parameters
    ----------
    as_of : date or str, optional
        Leave out what became known after this day. ``None`` keeps all.
    first_reported : bool
        Keep, for each period, the facts of the day it was first reported.

    Returns
    -------
    DataFrame
        Columns `FACT_COLUMNS`. ``period_start`` is NaT for a stock; ``value`` is in whole units of ``unit``
        and never missing: what nobody states has no row. ``concept`` is empty for facts that do not come from
        a filing's tags. Restatements stay in the frame as later rows of the same period; a recast has another
        ``definition``. Sorted by company, metric, definition, period, filed.

    Raises
    ------
    DataError
        A table breaks the contract; the message names file, line, column, value and remedy.
    """
    facts = _known(_facts(_stamp()), as_of)
    if first_reported:
        period = ["company", "metric", "definition", "period_start", "period_end"]
        first = facts.groupby(period, dropna=False)["filed"].transform("min")
        facts = facts[facts["filed"] == first].reset_index(drop=True)
    return facts


def load_companies() -> pd.DataFrame:
    """Companies in their fixed order; ``fiscal_year_end_month`` and ``colour_order`` are numbers."""
    return read_table("companies").sort_values("colour_order", ignore_index=True)


def load_metrics() -> pd.DataFrame:
    """Metrics that documents state, with labels, unit, kind and the concepts they are read from."""
    return read_table("metrics")


def load_definitions() -> pd.DataFrame:
    """Definitions with their rank; empty ``metric`` or ``company`` means every one."""
    return read_table("definitions")


def load_sources() -> pd.DataFrame:
    """Documents and datasets, one row a ``source_id``."""
    return read_table("sources")


def load_market(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Market sizes and shares known on a day; ``value`` is a fraction or whole US dollars."""
    return _known(read_table("market"), as_of)


def load_labs(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Figures about AI labs known on a day."""
    return _known(read_table("labs"), as_of)


def load_fx(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Exchange rates by quarter known on a day."""
    return _known(read_table("fx"), as_of)


def load_guidance(as_of: dt.date | str | None = None) -> pd.DataFrame:
    """Guidance issued up to a day, with ``status`` as it stood then.

    The latest figure for a company, metric and period is in force; earlier ones are ``superseded``, or
    ``not_comparable`` where the basis changed in between. A figure contradicted on its own day stays
    superseded. ``low`` and ``high`` are NaN for words alone.
    """
    guidance = read_table("guidance")
    if as_of is None:
        return guidance
    known = _known(guidance.rename(columns={"issued": "filed"}), as_of).rename(columns={"filed": "issued"})
    told = known["low"].notna()
    target = [known["company"], known["metric"], known["target_period"], told]
    newest = known["issued"] == known.groupby(target)["issued"].transform("max")
    contradicted = (known["status"] == "superseded") & newest & _same_day_rival(known)
    known.loc[newest & ~contradicted, "status"] = "current"
    known.loc[~newest & (known["status"] == "current"), "status"] = "superseded"
    return known


def _same_day_rival(guidance: pd.DataFrame) -> pd.Series:
    day = ["company", "metric", "target_period", "issued"]
    return guidance.groupby(day)["low"].transform("nunique") > 1


def load_corrections() -> list[dict[str, Any]]:
    """Return the declared corrections, in file order; empty when there are none."""
    import copy

    return copy.deepcopy(list(_corrections(_stamp())))


def read_table(name: str) -> pd.DataFrame:
    """Read one table of ``data/`` and check it against the contract.

    Parameters
    ----------
    name : str
        A key of `schema.TABLES`.

    Returns
    -------
    DataFrame
        A fresh copy. Days are datetime64, numbers float64 (NaN where empty), whole numbers Int64, all else str.
    """
    return _table(name, _stamp()).copy()


# --- one table ------------------------------------------------------------------------------------


def _stamp() -> tuple[tuple[str, int, int], ...]:
    """State of every file of the tables; the caches below live as long as it does not change."""
    folder = data_dir()
    found = []
    for file in [*(t.path for t in TABLES.values()), "corrections.yml"]:
        path = folder / file
        try:
            state = path.stat()
        except OSError:
            found.append((str(path), 0, 0))
        else:
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


def _path(file: str) -> Path:
    return data_dir() / file


@lru_cache(maxsize=64)
def _table(name: str, stamp: tuple) -> pd.DataFrame:
    table = TABLES[name]
    text = _checked(table, _text_frame(table, _path(table.path)))
    for column, rule in table.columns.items():
        if rule.refers:
            _check_reference(table, text, column, rule, stamp)
    return _converted(table, text)


def _place(table: Table, row: int | None = None, column: str | None = None) -> str:
    where = f"data/{table.path}"
    if row is not None:
        where += f", line {row + 2}"
    return where + (f", column {column}" if column else "")


def _text_frame(table: Table, path: Path) -> pd.DataFrame:
    """Read a file as text, cell for cell, so that a fault can be named by its line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"cannot be read ({error.strerror})", where=_place(table), remedy="restore it from git"
        ) from None
    try:
        content = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError(
            f"byte {raw[error.start]:#04x} is not UTF-8",
            where=f"{_place(table)}, line {line}",
            remedy="save the file as UTF-8",
        ) from None
    if not content.strip():
        raise DataError("the file is empty", where=_place(table), valid=",".join(table.columns))
    header = content.partition("\n")[0].strip("\r").split(",")
    if header != list(table.columns):
        raise _header_error(table, header)
    try:
        frame = pd.read_csv(
            io.StringIO(content),
            dtype=str,
            keep_default_na=False,
            na_values=[],
            skip_blank_lines=False,
            index_col=False,
        )
    except (pd.errors.ParserError, ValueError) as error:
        reason = str(error).removeprefix("Error tokenizing data. C error: ")
        raise DataError(
            reason, where=_place(table), remedy="quote a value that holds a comma; one row a line"
        ) from None
    if frame.empty:
        raise DataError("the table has no rows", where=_place(table), remedy="restore it from git")
    short = frame.isna().any(axis=1)
    if short.any():
        row = int(short.to_numpy().argmax())
        raise DataError(
            "the row has too few columns", where=_place(table, row), valid=f"{len(table.columns)} columns"
        )
    return frame.astype(str)


def _header_error(table: Table, header: list[str]) -> DataError:
    missing = [c for c in table.columns if c not in header]
    extra = [c for c in header if c not in table.columns]
    what = "; ".join(
        part
        for part in (
            f"column {', '.join(missing)} is missing" if missing else "",
            f"column {', '.join(map(repr, extra))} is not in the contract" if extra else "",
        )
        if part
    )
    return DataError(
        what or "the columns are in another order",
        where=f"{_place(table)}, line 1",
        valid=",".join(table.columns),
        remedy="fix the header line",
    )


def _checked(table: Table, text: pd.DataFrame) -> pd.DataFrame:
    """Validate a table of text with pandera and turn its first finding into one line."""
    import pandera.errors

    name = next(n for n, t in TABLES.items() if t is table)
    try:
        frame_schema(name).validate(text, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"])
        first = cases.loc[cases["index"].astype(int).idxmin()]
        row, column = int(first["index"]), str(first["column"])
        value = text.at[row, column]
        rule = table.columns[column]
        close = near(value, rule.words) if rule.words else []
        raise DataError(
            f"{value!r} is not valid" if value else "the value is missing",
            where=_place(table, row, column),
            valid=rule.valid,
            remedy=f"did you mean {' or '.join(close)}?" if close else "correct the row",
        ) from None
    double = text.duplicated(list(table.key), keep="first")
    if double.any():
        row = int(double.to_numpy().argmax())
        same = (text[list(table.key)] == text.loc[row, list(table.key)]).all(axis=1)
        key = ", ".join(v for v in text.loc[row, list(table.key)] if v)
        raise DataError(
            f"the key ({key}) already stands in line {int(same.to_numpy().argmax()) + 2}",
            where=_place(table, row),
            valid=f"one row for each {', '.join(table.key)}",
            remedy="remove one of the two rows",
        )
    return text


def _check_reference(table: Table, text: pd.DataFrame, column: str, rule: Column, stamp: tuple) -> None:
    other, key = rule.refers.split(".")
    if TABLES[other] is table:
        return
    known = [*_keys(other, key, stamp), *rule.also]
    wrong = ~text[column].isin(known) & ~((text[column] == "") & rule.optional)
    if not wrong.any():
        return
    row = int(wrong.to_numpy().argmax())
    value = text.at[row, column]
    close = near(value, known)
    raise DataError(
        f"{value!r} is not in data/{TABLES[other].path}",
        where=_place(table, row, column),
        valid=", ".join(known) if len(known) <= 20 else rule.valid,
        remedy=f"did you mean {' or '.join(close)}?"
        if close
        else f"add it to data/{TABLES[other].path} first",
    )


@lru_cache(maxsize=32)
def _keys(name: str, column: str, stamp: tuple) -> tuple[str, ...]:
    """Valid values of a reference, read without following that table's own references."""
    table = TABLES[name]
    return tuple(dict.fromkeys(_text_frame(table, _path(table.path))[column]))


def _converted(table: Table, text: pd.DataFrame) -> pd.DataFrame:
    frame = text.copy()
    for column, rule in table.columns.items():
        if rule.form == "day":
            frame[column] = pd.to_datetime(text[column].replace("", None), format="%Y-%m-%d")
        elif rule.form == "number":
            frame[column] = pd.to_numeric(text[column].replace("", None)).astype("float64")
        elif rule.form == "whole":
            frame[column] = pd.to_numeric(text[column].replace("", None)).astype("Int64")
    return frame


# --- facts ----------------------------------------------------------------------------------------


def _known(frame: pd.DataFrame, as_of: dt.date | str | None) -> pd.DataFrame:
    """Copy the rows known on a day."""
    if as_of is None:
        return frame.copy()
    day = pd.Timestamp(parse_date(as_of, where="as_of"))
    return frame[frame["filed"] <= day].reset_index(drop=True)


@lru_cache(maxsize=4)
def _facts(stamp: tuple) -> pd.DataFrame:
    tagged = _tagged_facts(stamp)
    said = _table("disclosures", stamp).assign(concept="")
    forms = _table("sources", stamp).set_index("source_id")["form"]
    said["form"] = said["source_id"].map(forms).fillna("")
    facts = pd.concat([tagged, said[FACT_COLUMNS]], ignore_index=True)
    # A tagged fact and a hand-kept row may state one value from one document: the tag is the better copy.
    facts = facts.drop_duplicates(FACT_KEY, keep="first")
    facts = _corrected(facts, stamp)
    order = facts["company"].map({c: n for n, c in enumerate(_table("companies", stamp)["slug"])})
    return (
        facts.assign(_order=order)
        .sort_values(
            ["_order", "metric", "definition", "period_end", "period_start", "filed", "source_id"],
            ignore_index=True,
        )
        .drop(columns="_order")
    )


def _tagged_facts(stamp: tuple) -> pd.DataFrame:
    """Read metrics from the XBRL facts through the concepts each metric lists."""
    filings = _table("filings", stamp)
    # A proxy statement repeats figures in a table of pay against performance; the 10-K is the document of record.
    filings = filings[filings["form"] != "DEF 14A"].assign(member=lambda f: f["member"].map(_member))
    facts = filings.merge(_concepts(stamp), on=["company", "concept", "member"])
    facts = facts.assign(basis="reported", evidence="filed", note="")
    facts["_digits"] = facts["value"].map(_digits)
    # One filing may state a line rounded in a note and exactly in a statement; the exact one counts.
    facts = facts.sort_values(["preference", "_digits"], ascending=[True, False], kind="stable")
    _refuse_two_values(facts)
    facts = facts.drop_duplicates(FACT_KEY, keep="first")
    renamed = _table("definitions", stamp).dropna(subset=["since"])
    for rule in renamed.itertuples():
        late = (
            (facts["metric"] == rule.metric)
            & (facts["company"] == rule.company)
            & (facts["definition"] == "as_filed")
            & (facts["period_end"] >= rule.since)
        )
        facts.loc[late, "definition"] = rule.definition
    return facts[FACT_COLUMNS]


def _digits(value: float) -> int:
    return len(f"{abs(value):.0f}".rstrip("0"))


def _refuse_two_values(facts: pd.DataFrame) -> None:
    same = [*FACT_KEY, "preference"]
    exact = facts[facts["_digits"] == facts.groupby(same, dropna=False)["_digits"].transform("max")]
    clash = exact.drop_duplicates([*same, "value"])
    clash = clash[clash.duplicated(same, keep=False)]
    if clash.empty:
        return
    row = clash.iloc[0]
    values = clash.loc[(clash[same].fillna(0) == row[same].fillna(0)).all(axis=1), "value"]
    raise DataError(
        f"{row['company']} {row['concept']} to {row['period_end'].date()} has two values in {row['source_id']}: "
        + " and ".join(f"{v:.0f}" for v in values),
        where=f"data/{TABLES['filings'].path}",
        remedy="drop one in data/corrections.yml, with the reason",
    )


def _member(text: str) -> str:
    """Name the one segment of a fact; facts cut along two axes keep their full text and match nothing."""
    axes = [a for a in text.split("; ") if a and not a.endswith("=us-gaap:OperatingSegmentsMember")]
    return axes[0].rsplit(":", 1)[-1] if len(axes) == 1 else text


def _concepts(stamp: tuple) -> pd.DataFrame:
    """Spell out the ``concepts`` column: one row for each company, concept and metric, with its preference."""
    slugs = list(_table("companies", stamp)["slug"])
    rows = []
    for metric in _table("metrics", stamp).itertuples():
        own: dict[str, list[str]] = {}
        for token in filter(None, (t.strip() for t in metric.concepts.split(";"))):
            head, colon, rest = token.partition(":")
            if colon and head in slugs:
                own.setdefault(head, []).append(rest)
            else:
                own.setdefault("", []).append(token)
        for slug in slugs:
            for preference, token in enumerate(own.get(slug, own.get("", []))):
                concept, _, definition = token.partition("=")
                concept, _, member = concept.rstrip("]").partition("[")
                rows.append((slug, concept, member, metric.id, definition or "as_filed", preference))
    return pd.DataFrame(rows, columns=["company", "concept", "member", "metric", "definition", "preference"])


# --- corrections ----------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _corrections(stamp: tuple) -> tuple[dict[str, Any], ...]:
    import yaml

    path = _path("corrections.yml")
    try:
        found = yaml.safe_load(path.read_text("utf-8")) if path.exists() else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(
            f"not readable: {error}", where="data/corrections.yml", remedy="fix the YAML"
        ) from None
    rules = tuple(found or ())
    for number, rule in enumerate(rules, start=1):
        where = f"data/corrections.yml, entry {number}"
        if not isinstance(rule, dict) or not {"table", "match", "action", "reason"} <= set(rule):
            raise DataError(
                "an entry lacks table, match, action or reason",
                where=where,
                valid="table, match, action, set, expect, reason",
            )
        if rule["action"] not in ("set", "drop"):
            raise DataError(f"action {rule['action']!r} is not known", where=where, valid="set, drop")
    return rules


def _corrected(facts: pd.DataFrame, stamp: tuple) -> pd.DataFrame:
    for number, rule in enumerate(_corrections(stamp), start=1):
        if rule["table"] != "facts":
            continue
        where = f"data/corrections.yml, entry {number}"
        hit = pd.Series(True, index=facts.index)
        for column, value in rule["match"].items():
            if column not in facts:
                raise DataError(f"{column!r} is not a column of facts", where=where, valid=FACT_COLUMNS)
            want = pd.Timestamp(value) if column in ("period_start", "period_end", "filed") else value
            hit &= facts[column] == want
        _check_expectation(facts[hit], rule, where)
        if rule["action"] == "drop":
            facts = facts[~hit]
        else:
            for column, value in rule["set"].items():
                facts.loc[hit, column] = value
            facts.loc[hit, "note"] = (facts.loc[hit, "note"] + "; corrected: " + rule["reason"]).str.strip(
                "; "
            )
    return facts


def _check_expectation(hit: pd.DataFrame, rule: dict[str, Any], where: str) -> None:
    """Hold a correction to the facts it was written for."""
    expect = dict(rule.get("expect") or {})
    rows = expect.pop("rows", 1)
    if len(hit) != rows:
        raise DataError(
            f"the correction meets {len(hit)} facts and expects {rows}",
            where=where,
            remedy="the data changed under it: review the entry",
        )
    for column, value in expect.items():
        seen = list(hit[column])
        if any(v != value for v in seen):
            raise DataError(
                f"the correction expects {column} {value!r} and finds {seen}",
                where=where,
                remedy="the data changed under it: review the entry",
            )


EVIDENCE_RANK = {grade: n for n, grade in enumerate(EVIDENCE)}
