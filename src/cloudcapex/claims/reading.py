"""Claims as a table states them: any CSV of the shape of ``data/claims.csv``, row by row, or one line of what is wrong."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError, near
from ..paths import data_dir
from ..schema import TABLES
from ..schema.columns import DataColumn
from .parts import Way
from .vocabulary import vocabulary

COLUMNS: Mapping[str, DataColumn] = TABLES["claims"].columns

# What a unit as written stands for: whole units in one of it, and the unit of the data it can become.
_SCALES: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    (r"cny per usd", 1.0, ("rate",)),
    (r"(usd|us\$|\$)\s*千亿", 1e11, ("USD",)),
    (r"(usd|us\$|\$)\s*百亿", 1e10, ("USD",)),
    (r"(usd|us\$|\$)\s*亿", 1e8, ("USD",)),
    (r"(usd|us\$|\$)\s*千万", 1e7, ("USD",)),
    (r"(usd|us\$|\$)\s*万", 1e4, ("USD",)),
    (r"(rmb|cny)\s*千亿", 1e11, ("CNY",)),
    (r"(rmb|cny)\s*百亿", 1e10, ("CNY",)),
    (r"(rmb|cny)\s*亿", 1e8, ("CNY",)),
    (r"(rmb|cny)\s*千万", 1e7, ("CNY",)),
    (r"(rmb|cny)\s*万", 1e4, ("CNY",)),
    (r"^千万$", 1e7, ("count",)),
    (r"^万$", 1e4, ("count",)),
    (r"^亿$", 1e8, ("count",)),
    (r"(usd|us\$|\$)\s*(tn|trillion)", 1e12, ("USD",)),
    (r"(usd|us\$|\$)\s*(bn|billion)", 1e9, ("USD",)),
    (r"(usd|us\$|\$)\s*(m|mn|million)\b", 1e6, ("USD",)),
    (r"(usd|us\$|\$)\s*$", 1.0, ("USD",)),
    (r"(rmb|cny)\s*(tn|trillion)", 1e12, ("CNY",)),
    (r"(rmb|cny)\s*(bn|billion)", 1e9, ("CNY",)),
    (r"(rmb|cny)\s*(m|mn|million)\b", 1e6, ("CNY",)),
    (r"(rmb|cny)\s*$", 1.0, ("CNY",)),
    (r"%|per ?cent|percentage points?|points?$|pp$", 0.01, ("share",)),
    (r"mw", 1.0, ("MW",)),
    (r"gw", 1e3, ("MW",)),
    (r"times|x$|ratio", 1.0, ("ratio",)),
    (r"^quadrillion", 1e15, ("count",)),
    (r"^(tn|trillion)", 1e12, ("count",)),
    (r"bn|billion", 1e9, ("count",)),
    (r"million|m$", 1e6, ("count",)),
)
_NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")
_CURRENCIES = ("USD", "CNY")
_YI = 1e8


@dataclass(frozen=True)
class Claim:
    """One figure somebody published, as its row states it.

    Parameters
    ----------
    id, article, subject, metric, period : str
        Cells of the row.
    written, written_unit : str
        The value and its unit as they were written.
    low, high : float
        In whole units of ``unit``; NaN where the row gives no single value.
    unit : str
        Empty for words alone.
    qualifier, phrase, paraphrase : str
        How it was hedged, the words themselves, and what they say in English.
    line : int
        Line of the file.
    row : bool
        Whether it stands in a table, its words whole; else it is one figure of a sentence.
    way : Way or None
        Which way a sentence says the figure went.
    """

    id: str
    article: str
    subject: str
    metric: str
    period: str
    written: str
    written_unit: str
    low: float
    high: float
    unit: str
    qualifier: str
    phrase: str
    paraphrase: str
    line: int
    row: bool = True
    way: Way | None = None

    @property
    def scale(self) -> float:
        """Whole units in one of the unit as written; 1 where it is a thing counted."""
        return _scale(self.written_unit)[0]

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every number as written, in whole units, in order: ``12 -> 13`` % is (0.12, 0.13)."""
        return tuple(number * self.scale for number in numbers_in(self.written))

    @property
    def step(self) -> float:
        """Worth of one unit in the last place the value is written to: 0.1 bn for ``13.3`` USD bn."""
        texts = _NUMBER.findall(self.written)
        if not texts:
            return 0.0
        return min(_place(text, self.scale) for text in texts) * self.scale


def _place(text: str, scale: float) -> float:
    """Worth of the last digit; a zero that ends hundreds of 亿 is one of billions put into Chinese: 5,230億 is 523 bn."""
    digits = text.replace(",", "").lstrip("-−")
    if scale == _YI and digits.endswith("0") and len(digits) >= 3 and "." not in digits:
        return 10.0
    return last_place(text)


def last_place(text: str) -> float:
    """Worth of the last digit of a written number: 0.01 for ``22.14``, 1 for ``30``, 1000 for ``53000``."""
    digits = text.replace(",", "").replace("−", "-").lstrip("-")
    if "." in digits:
        return 10.0 ** -len(digits.partition(".")[2])
    zeros = len(digits) - len(digits.rstrip("0"))
    # Thousands are written out in counts of people and things; tens and hundreds are meant as they stand.
    return 10.0**zeros if zeros >= 3 else 1.0


def numbers_in(text: str) -> list[float]:
    """Read the numbers of a cell in order; a range such as ``30-37`` has two, not a negative one."""
    found = []
    for match in _NUMBER.finditer(text):
        raw = match[0].replace(",", "").replace("−", "-")
        if raw.startswith("-") and match.start() and text[match.start() - 1].isdigit():
            raw = raw[1:]
        found.append(float(raw))
    return found


def read_claims(path: Path | None = None) -> tuple[Claim, ...]:
    """Read a CSV of claims.

    Parameters
    ----------
    path : Path, optional
        Any file of the shape of ``data/claims.csv``, which is the default. Of that table itself every article must
        be named in the vocabulary.

    Returns
    -------
    tuple of Claim
        In file order.

    Raises
    ------
    UsageError
        One line naming file, line, column, what would be valid and what to do.
    """
    own = path is None or path.resolve() == (data_dir() / "claims.csv").resolve()
    path = path or data_dir() / "claims.csv"
    rows = _rows(path)
    known = vocabulary().articles if own else None
    claims, lines = [], dict[str, int]()
    for line, row in rows:
        claim = _claim(row, line, path.name, known)
        if claim.id in lines:
            raise UsageError(
                f"claim {claim.id!r} already stands in line {lines[claim.id]}",
                where=f"{path.name}, line {line}, column claim_id",
                remedy="give each claim a number of its own",
            )
        lines[claim.id] = line
        claims.append(claim)
    return tuple(claims)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("not UTF-8 text", where=str(path), remedy="save the file as UTF-8") from None
    except OSError as wrong:
        remedy = "give the path of a CSV or Markdown file"
        raise UsageError(f"cannot be read ({wrong.strerror})", where=str(path), remedy=remedy) from None
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader, [])
        rows = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as wrong:
        raise UsageError(
            f"not readable as CSV ({wrong})",
            where=f"{path.name}, line {reader.line_num}",
            remedy="close the quotes",
        ) from None
    _check_header(header, path.name)
    if not rows:
        raise UsageError(
            "no claims", where=f"{path.name}, line 2", remedy="write one claim a row under the header"
        )
    for line, cells in rows:
        if len(cells) != len(header):
            raise UsageError(
                f"the row has {len(cells)} values",
                where=f"{path.name}, line {line}",
                valid=f"{len(header)} values a row",
                remedy="put quotes around a value that holds a comma",
            )
    return [(line, dict(zip(header, map(str.strip, cells), strict=True))) for line, cells in rows]


def _check_header(header: list[str], name: str) -> None:
    absent = [c for c in COLUMNS if c not in header]
    strange = [c for c in header if c not in COLUMNS]
    doubled = sorted({c for c in header if header.count(c) > 1})
    if not (absent or strange or doubled):
        return
    faults = [f"column {c!r} is missing" for c in absent] + [f"column {c!r} is not known" for c in strange]
    faults += [f"column {c!r} stands twice" for c in doubled]
    # Of a file that is no table of claims at all, one sentence says more than thirteen missing columns.
    what = "not a CSV of claims" if len(absent) > len(COLUMNS) // 2 else "; ".join(faults)
    close = [c for s in strange for c in near(s, absent)]
    remedy = f"did you mean {' or '.join(close)}?" if close else "write the header as in data/claims.csv"
    raise UsageError(what, where=f"{name}, line 1", valid=",".join(COLUMNS), remedy=remedy)


def _claim(row: dict[str, str], line: int, name: str, articles: Collection[str] | None) -> Claim:
    def refuse(column: str, what: str, valid: object = None, remedy: str | None = None) -> UsageError:
        where = f"{name}, line {line} ({row['claim_id'] or 'no claim_id'}), column {column}"
        return UsageError(what, where=where, valid=valid if valid is None else str(valid), remedy=remedy)

    for column in ("claim_id", "article", "subject", "metric", "period"):
        if not row[column]:
            raise refuse(column, "the cell is empty", COLUMNS[column].valid, "fill it in as the text has it")
    if not row["claimed_value"]:
        raise refuse(
            "claimed_value", "the value is missing", None, "write it as the text has it, or drop the row"
        )
    if articles is not None and row["article"] not in articles:
        close = near(row["article"], articles)
        remedy = f"did you mean {' or '.join(close)}?" if close else "name it in data/claim_vocabulary.toml"
        raise refuse("article", f"unknown article {row['article']!r}", ", ".join(articles), remedy)
    for column in ("unit", "qualifier"):
        words = COLUMNS[column].words
        if row[column] and row[column] not in words:
            close = near(row[column], words)
            remedy = f"did you mean {' or '.join(close)}?" if close else "correct the row"
            what = f"impossible unit {row[column]!r}" if column == "unit" else f"{row[column]!r} is not valid"
            raise refuse(column, what, COLUMNS[column].valid, remedy)
    ends = {}
    for column in ("value_low", "value_high"):
        try:
            ends[column] = float(row[column]) if row[column] else math.nan
        except ValueError:
            ends[column] = math.inf
        if row[column] and not math.isfinite(ends[column]):
            raise refuse(
                column, f"{row[column]!r} is not a number", COLUMNS[column].valid, "write whole units"
            )
    low, high = ends["value_low"], ends["value_high"]
    if math.isnan(low) != math.isnan(high):
        column = "value_low" if math.isnan(low) else "value_high"
        raise refuse(column, "one end of the value is missing", None, "write a single value twice")
    if low > high:
        raise refuse("value_low", f"{low:g} lies above value_high {high:g}", "low ≤ high", "swap the two")
    if math.isfinite(low) and not row["unit"]:
        raise refuse("unit", "the value has no unit", ", ".join(COLUMNS["unit"].words), "name the unit")
    _check_unit(row, refuse)
    return Claim(
        id=row["claim_id"],
        article=row["article"],
        subject=row["subject"],
        metric=row["metric"],
        period=row["period"],
        written=row["claimed_value"],
        written_unit=row["claimed_unit"],
        low=low,
        high=high,
        unit=row["unit"],
        qualifier=row["qualifier"],
        phrase=row["phrase"],
        paraphrase=row["paraphrase_en"],
        line=line,
    )


def _check_unit(row: dict[str, str], refuse: Callable[[str, str, str, str], UsageError]) -> None:
    """Refuse a unit that contradicts the one written, or that the measure cannot have."""
    unit, possible = row["unit"], _scale(row["claimed_unit"])[1]
    if unit and possible and unit not in possible and not {unit, *possible} <= {"share", "ratio", "count"}:
        valid = ", ".join(possible)
        raise refuse(
            "unit", f"impossible unit {unit!r} for {row['claimed_unit']!r}", valid, "correct one of the two"
        )
    measure = vocabulary().measure(row["metric"])
    if unit and measure and unit not in measure.units:
        kind = "it is counted in nothing" if not measure.units else ", ".join(measure.units)
        remedy = "correct the unit or the metric"
        raise refuse("unit", f"impossible unit {unit!r} for {row['metric']!r}", kind, remedy)


def _scale(unit: str) -> tuple[float, tuple[str, ...]]:
    for pattern, size, units in _SCALES:
        if re.search(pattern, unit.strip().casefold()):
            return size, units
    return 1.0, ()
