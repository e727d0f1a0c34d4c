"""One table of data/ as a checked frame; a row that breaks the contract is named by file, line and column."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ..errors import DataError, UsageError, near
from ..paths import FileState, Stamp, data_dir, file_state, stamp
from ..schema import TABLES, DataTable, cell_faults
from ..schema.coded import coded, spelled
from ..schema.columns import CALLED
from ..schema.rows import text_rows

CORRECTIONS = "corrections.yml"

# Where pyarrow is installed pandas would keep text in it: an extra brings it, and no edition may differ by an extra.
# For columns as short as ours it is slower, too: a build takes half as long again.
pd.set_option("mode.string_storage", "python")


def table(name: str, state: Stamp) -> pd.DataFrame:
    """Read and check one table; callers copy what they hand on.

    Days become datetime64, numbers float64 (NaN where empty), whole numbers Int64, all else stays text.
    """
    return _table(name, part(state, (name,)))


def coded_table(name: str, state: Stamp) -> pd.DataFrame:
    """Read and check one table as `table` does, with all text coded (`schema.coded`)."""
    return _coded_table(name, part(state, (name,)))


@lru_cache(maxsize=256)
def part(state: Stamp, names: tuple[str, ...]) -> Stamp:
    """Keep of a state of the data the files of some tables and of those that they refer to, and what corrects them."""
    reached, waiting = set(), [*names]
    while waiting:
        name = waiting.pop()
        if name not in TABLES:
            raise UsageError(f"no table {name!r}", valid=list(TABLES))
        if name not in reached:
            reached.add(name)
            columns = TABLES[name].columns.values()
            waiting += [place.partition(".")[0] for c in columns for place in (c.refers, *c.apart) if place]
    if "parties" in reached:  # a company's own names are those of parties too
        reached.add("companies")
    paths = {*(TABLES[name].path for name in reached), CORRECTIONS}
    return tuple(file for file in state if file[0] in paths)


@lru_cache(maxsize=64)
def _table(name: str, state: Stamp) -> pd.DataFrame:
    return spelled(_coded_table(name, state))


@lru_cache(maxsize=64)
def _coded_table(name: str, state: Stamp) -> pd.DataFrame:
    text = _text(name)
    for refusal in _refusals(name, text, state):
        raise refusal.error
    return _converted(TABLES[name], text)


class Refusal(NamedTuple):
    """One row that the contract refuses: which, counted from nought, in which column, and the error that says why."""

    row: int
    column: str
    error: DataError


def refusals(name: str) -> list[Refusal]:
    """Find every row of a table that the contract refuses, where reading it stops at the first.

    Parameters
    ----------
    name : str
        A key of `schema.TABLES`.

    Raises
    ------
    DataError
        The file itself cannot be read, or its header is another one.
    """
    return [*_refusals(name, _text(name), part(stamp(), (name,)))]


def _refusals(name: str, text: pd.DataFrame, state: Stamp) -> Iterator[Refusal]:
    rules = TABLES[name]
    broken = set()
    for fault in cell_faults(name, text):
        broken.add(fault.row)
        rule = rules.columns[fault.column]
        close = near(fault.value, rule.words)
        remedy = "correct the row"
        if not fault.value and rule.older:
            remedy = f"fill it, or run `cloudcapex migrate` (it writes {rule.filled})"
        yield _refused(
            rules,
            text,
            fault.row,
            fault.column,
            f"{fault.value!r} is not valid" if fault.value else "the value is missing",
            rule.valid,
            f"did you mean {' or '.join(close)}?" if close else remedy,
        )
    yield from _doubles(rules, text)
    yield from _shared(rules, text)
    yield from _unsound(rules, text, broken)
    yield from _dangling(rules, text, state)


def _place(rules: DataTable, row: int | None = None, column: str | None = None) -> str:
    line = "" if row is None else f", line {row + 2}"
    return f"data/{rules.path}{line}" + (f", column {column}" if column else "")


def _refused(
    rules: DataTable, text: pd.DataFrame, row: int, column: str, what: str, valid: str, remedy: str
) -> Refusal:
    """Say what is wrong with a cell, of which row it is, what would be valid, what to do."""
    key = " ".join(cell for cell in map(str, text.loc[row, [*rules.key]]) if cell)
    remedy = f"{remedy}; the row is that of {key}"
    return Refusal(row, column, DataError(what, where=_place(rules, row, column), valid=valid, remedy=remedy))


def _text(name: str) -> pd.DataFrame:
    """Read a file as text, cell for cell and coded; nobody may change what is returned."""
    rules = TABLES[name]
    path = data_dir() / rules.path
    try:
        return _read(name, file_state(path))
    except OSError as error:
        raise DataError(
            f"cannot be read ({error.strerror})",
            where=_place(rules),
            remedy="restore it from git"
            + (", or run `cloudcapex migrate` if the folder is from before it came" if rules.new else ""),
        ) from None


@lru_cache(maxsize=64)
def _read(name: str, state: FileState) -> pd.DataFrame:
    rules = TABLES[name]
    raw = (data_dir() / rules.path).read_bytes()
    try:
        content = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") - 1
        raise DataError(
            f"byte {raw[error.start]:#04x} is not UTF-8",
            where=_place(rules, row),
            valid="UTF-8 text",
            remedy="save the file as UTF-8",
        ) from None
    if not content.strip():
        raise DataError(
            "the file is empty",
            where=_place(rules),
            valid=",".join(rules.columns),
            remedy="restore it from git",
        )
    if _regular(raw, len(rules.columns)) and content.partition("\n")[0] == ",".join(rules.columns):
        return _at_once(raw, [c for c, rule in rules.columns.items() if rule.form in ("number", "whole")])
    return coded(_line_by_line(rules, content))


def _at_once(raw: bytes, numbers: Collection[str]) -> pd.DataFrame:
    """Read a regular file as coded text; ``numbers`` are columns whose texts are."""
    kinds = defaultdict(lambda: "category", dict.fromkeys(numbers, "str"))
    frame = pd.read_csv(io.BytesIO(raw), dtype=kinds, na_filter=False, low_memory=False)
    # Where every text of a column would do for a number, pandas makes numbers of them.
    more = [c for c in map(str, frame) if c not in numbers and frame[c].cat.categories.dtype != "str"]
    return _at_once(raw, [*numbers, *more]) if more else coded(frame)


def _regular(raw: bytes, columns: int) -> bool:
    """Tell whether a file is what any reader of CSV understands alike: every row as long, quotes around whole cells."""
    if columns < 2 or b"\r" in raw or b"\0" in raw or not raw.endswith(b"\n"):
        return False
    sign = np.frombuffer(raw, dtype=np.uint8)
    quoted = sign == ord('"')
    inside = np.zeros(len(sign), dtype=bool)
    if quoted.any():
        inside = (np.cumsum(quoted, dtype=np.uint8) & 1).astype(bool)
        marks = np.flatnonzero(quoted)
        opening, closing = marks[::2], marks[1::2]
        beside = np.isin(np.arange(256), [ord(c) for c in ',\n"'])
        if len(marks) % 2 or not (beside[sign[opening - 1]].all() and beside[sign[closing + 1]].all()):
            return False
    ends = np.flatnonzero((sign == ord("\n")) & ~inside)
    before = np.searchsorted(np.flatnonzero((sign == ord(",")) & ~inside), ends)
    return len(ends) > 1 and bool((np.diff(before, prepend=0) == columns - 1).all())


def _line_by_line(rules: DataTable, content: str) -> pd.DataFrame:
    """Read a file row by row, to name the line that is at fault."""
    try:
        header, *rows = csv.reader(io.StringIO(content), strict=True)
    except csv.Error as error:
        raise DataError(
            f"not readable as CSV ({error})", where=_place(rules), remedy="close the quotes"
        ) from None
    if header != list(rules.columns):
        raise _header_error(rules, header)
    if not rows:
        raise DataError("the table has no rows", where=_place(rules), remedy="restore it from git")
    for row, cells in enumerate(rows):
        if len(cells) != len(header):
            lacking = header[len(cells) :]
            older = bool(lacking) and set(lacking) <= set(rules.later)
            raise DataError(
                f"the row has {len(cells)} values",
                where=_place(rules, row),
                valid=f"{len(header)} values a row",
                remedy=f"it was written before {', '.join(lacking)} came: run `cloudcapex migrate`"
                if older
                else "put quotes around a value that holds a comma",
            )
    return pd.DataFrame(rows, columns=header, dtype=str)


def _header_error(rules: DataTable, header: list[str]) -> DataError:
    missing = [c for c in rules.columns if c not in header]
    extra = [c for c in header if c not in rules.columns]
    if missing and not extra and set(missing) <= set(rules.later):
        return DataError(
            f"written before {', '.join(missing)} came",
            where=f"data/{rules.path}, line 1",
            remedy="run `cloudcapex migrate`, with --dry-run first to see what it does",
        )
    faults = [f"column {c!r} is missing" for c in missing] + [f"column {c!r} is not known" for c in extra]
    return DataError(
        "; ".join(faults) or "the columns are out of order",
        where=f"data/{rules.path}, line 1",
        valid=",".join(rules.columns),
        remedy="correct the header line",
    )


def _doubles(rules: DataTable, text: pd.DataFrame) -> Iterator[Refusal]:
    """Refuse a second row of one key, and a second value in a column whose values are each one row's own."""
    for key in ([*rules.key], *([name] for name, column in rules.columns.items() if column.unique)):
        repeated = text.duplicated(key)
        if not repeated.any():
            continue
        again = spelled(text.loc[repeated, key])
        whole = key == [*rules.key]
        for row in map(int, again.index[(again != "").any(axis=1)]):
            alike = [text[column] == text.at[row, column] for column in key]
            first = int(np.logical_and.reduce(alike).argmax())
            said = ", ".join(v for v in map(str, text.loc[row, key]) if v)
            yield _refused(
                rules,
                text,
                row,
                key[-1],
                f"{f'the key ({said})' if whole else repr(said)} already stands in line {first + 2}",
                f"one row for each {', '.join(key)}",
                "remove one of the two rows" if whole else "choose another",
            )


def _shared(rules: DataTable, text: pd.DataFrame) -> Iterator[Refusal]:
    """Refuse a value that another company has in a column from which this one is kept apart."""
    kept = [(c, *other.split(".")) for c, rule in rules.columns.items() for other in rule.apart]
    for column, name, key in kept:
        other = TABLES[name]
        theirs = text if other is rules else _text(name)
        known = set(theirs[key].tolist())
        for row, cells in enumerate(text_rows(text)):
            told = {value.strip() for value in cells[column].split(";")} - {""}
            if known.isdisjoint(told):
                continue
            mine = {cells[rules.key[0]], cells.get("company", "")}
            found = theirs[theirs[key].isin(told) & ~theirs[other.key[0]].isin(mine)]
            if len(found):
                owner, line = found[other.key[0]].iloc[0], int(found.index[0]) + 2
                remedy = "choose another"
                remedy += (
                    f", or write {owner} into company if that is who it is" if "company" in cells else ""
                )
                yield _refused(
                    rules,
                    text,
                    row,
                    column,
                    f"{found[key].iloc[0]!r} is that of {owner} in data/{other.path}, line {line}",
                    "one that no other row has",
                    remedy,
                )


def _unsound(rules: DataTable, text: pd.DataFrame, broken: Collection[int]) -> Iterator[Refusal]:
    """Refuse a row whose cells do not go together; cells that are broken themselves are not asked."""
    if rules.sound is None:
        return
    for row, cells in enumerate(text_rows(text)):
        fault = None if row in broken else rules.sound(cells)
        if fault:
            yield _refused(rules, text, row, *fault)


def _dangling(rules: DataTable, text: pd.DataFrame, state: Stamp) -> Iterator[Refusal]:
    """Look up every value that names a row of another table."""
    for column, rule in rules.columns.items():
        if not rule.refers:
            continue
        other, key = rule.refers.split(".")
        known = [*_keys(other, key, state), *rule.also]
        there = frozenset(known)
        # Each value once, at the first row that has it.
        once = text[column].drop_duplicates()
        firsts = dict(zip(once.tolist(), once.index.tolist(), strict=True))
        places: dict[str, int] = {}
        for cells, row in firsts.items():
            for cell in cells.split(";") if rule.many else [cells]:
                places.setdefault(cell.strip(), row)
        wrong = {
            cell: row for cell, row in places.items() if cell not in there and (cell or not rule.optional)
        }
        file = f"data/{TABLES[other].path}"
        for value, first in sorted(wrong.items(), key=lambda found: found[1]):
            close = near(value, known)
            what = f"{value!r} is not in {file}" if value else "the value is missing"
            valid = ", ".join(known) if len(known) <= 20 else rule.valid
            remedy = f"did you mean {' or '.join(close)}? else " if close else ""
            for row, cell in enumerate(text[column].tolist()[first:], start=first):
                if value in ([c.strip() for c in cell.split(";")] if rule.many else [cell]):
                    yield _refused(rules, text, row, column, what, valid, f"{remedy}add it to {file} first")


@lru_cache(maxsize=32)
def _keys(name: str, column: str, state: Stamp) -> tuple[str, ...]:
    # The text alone is read: checking that table's own references here could run in a ring.
    if column == CALLED:
        return tuple(names_in_use(_text("parties"), _text("companies")))
    return tuple(_text(name)[column].drop_duplicates().tolist())


def names_in_use(parties: pd.DataFrame, companies: pd.DataFrame) -> dict[str, str]:
    """Map every name a party goes by to its slug; a company's own names stand where no party claims them."""
    found: dict[str, str] = {}
    for row in text_rows(parties):
        for name in (row["party"], row["name"], *(n.strip() for n in row["also"].split(";"))):
            if name:
                found.setdefault(name, row["party"])
    for row in text_rows(companies):
        for name in (row["slug"], row["short_name"], row["name"]):
            found.setdefault(name, row["slug"])
    return found


def _converted(rules: DataTable, text: pd.DataFrame) -> pd.DataFrame:
    frame = text.copy(deep=False)
    for column, rule in rules.columns.items():
        if rule.form not in ("day", "number", "whole"):
            continue
        # Each text once: days and amounts recur.
        cells = text[column].cat.categories.to_series().replace("", None)
        if rule.form == "day":
            made: ExtensionArray = pd.to_datetime(cells, format="%Y-%m-%d").array
        else:
            made = pd.to_numeric(cells).astype("float64" if rule.form == "number" else "Int64").array
        frame[column] = made.take(text[column].cat.codes.to_numpy())
    return frame
