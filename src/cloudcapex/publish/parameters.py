"""Read the parameters a notebook declares, and check what a reader gives against them.

A report declares its parameters in one cell tagged ``parameters``, as annotated literals::

    quarter: "Quarter" = "2026Q2"                # quarter under review
    companies: "Companies" = ""                  # empty for all
    basis: "capex_cash | capex_with_finance_leases" = "capex_cash"   # what capex means here

The annotation says what is accepted, the comment is the help text. Nothing is evaluated: the cell
is read as a syntax tree, and a value from the command line is only ever compared and converted.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import tokenize
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from ..errors import UsageError, unknown
from ..language import DEFAULT
from ..media import Json
from ..periods import Quarter, parse_date

TAG = "parameters"
Opened = Callable[[str, Json], None]


@dataclass(frozen=True)
class Answers:
    """What the data can answer; the command line hands it in, so that publishing needs no analysis.

    Parameters
    ----------
    companies : tuple of str
        Slugs in the order of the data.
    first, last : Quarter
        First and last quarter a report can be made for; no last one where ``opened`` is asked.
    known_to : date
        Newest day a fact was filed: what an empty ``Date`` stands for. Taking it from the data,
        not from the clock, makes the same edition on any day.
    bases : tuple of str
        Metrics a ``Basis`` may name.
    languages : tuple of str
        Languages there is a translation for.
    window : tuple of int
        Smallest and largest ``Window``, in quarters.
    opened : callable, optional
        Called with a report and its checked values; refuses a quarter that is not open for it.
    """

    companies: tuple[str, ...]
    first: Quarter
    last: Quarter | None
    known_to: dt.date
    bases: tuple[str, ...] = ("capex_cash", "capex_with_finance_leases")
    languages: tuple[str, ...] = (DEFAULT,)
    window: tuple[int, int] = (4, 40)
    opened: Opened | None = None


@dataclass(frozen=True)
class Parameter:
    """One parameter as its notebook declares it: name, kind (the annotation), default, help text."""

    name: str
    kind: str
    default: object
    help: str


def read_parameters(notebook: NotebookNode, where: str) -> list[Parameter]:
    """Read the parameters a notebook declares, in its order.

    Parameters
    ----------
    notebook : NotebookNode
        The report's notebook.
    where : str
        Its file name, for errors.

    Raises
    ------
    UsageError
        When there is not exactly one ``parameters`` cell, or a line in it is not an annotated literal.
    """
    cells = [cell for cell in notebook.cells if TAG in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise UsageError(
            f"{len(cells) or 'no'} cells tagged {TAG!r}", where=where, remedy="tag exactly one cell"
        )
    source = cells[0].source
    where = f"{where}, cell tagged {TAG!r}"
    try:
        lines = ast.parse(source).body
    except SyntaxError as wrong:
        raise UsageError(f"not Python: {wrong.msg}", where=f"{where}, line {wrong.lineno}") from None
    comments = _comments(source)
    return [_declared(line, comments, where) for line in lines]


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("#").strip() for t in tokens if t.type == tokenize.COMMENT}


def _declared(line: ast.stmt, comments: Mapping[int, str], where: str) -> Parameter:
    where = f"{where}, line {line.lineno}"
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value):
        raise UsageError(
            f"{ast.unparse(line)!r} declares no parameter",
            where=where,
            valid='annotated literals such as quarter: "Quarter" = "2026Q2"',
        )
    try:
        default = ast.literal_eval(line.value)
    except ValueError:
        raise UsageError(f"{ast.unparse(line.value)!r} is not a literal", where=where) from None
    note = line.annotation
    kind = note.value if isinstance(note, ast.Constant) else ast.unparse(note)
    comment = comments.get(line.end_lineno or line.lineno) or comments.get(line.lineno, "")
    if not isinstance(kind, str) or not (kind in _READERS or "|" in kind):
        raise UsageError(f"unknown kind {kind!r}", where=where, valid=[*_READERS, '"one | other"'])
    return Parameter(line.target.id, kind, default, comment)


def resolve(
    parameters: list[Parameter], given: Mapping[str, object], answers: Answers, *, where: str = ""
) -> dict[str, Any]:
    """Check every value and fill in the defaults.

    Parameters
    ----------
    parameters : list of Parameter
        What the notebook declares.
    given : mapping
        What the reader gave; strings are converted, never evaluated.
    answers : Answers
        What the data can answer.
    where : str
        Report the values are for, for errors.

    Returns
    -------
    dict
        A JSON value for each declared parameter, in the notebook's order. An empty ``Date`` has
        become the newest day in the data, as has a later one: no fact lies between them.

    Raises
    ------
    UsageError
        Naming the parameter, what is valid, and near names.
    """
    names = [p.name for p in parameters]
    for name in given:
        if name not in names:
            raise unknown("parameter", name, names, where=where or None)
    values = {}
    for parameter in parameters:
        raw = given.get(parameter.name, parameter.default)
        if isinstance(parameter.default, list) and isinstance(raw, str):
            # Where the notebook has a list, a comma list becomes one, and an empty one means the notebook's own.
            raw = [part.strip() for part in raw.split(",") if part.strip()] or parameter.default
        at = f"parameter {parameter.name}"
        read = _READERS.get(parameter.kind) or _choice(parameter.kind)
        values[parameter.name] = read(raw, answers, at)
    _check_day_after_quarter(values)
    return values


def _check_day_after_quarter(values: Mapping[str, Any]) -> None:
    quarter, day = values.get("quarter"), values.get("as_of")
    if quarter and day and parse_date(day) <= Quarter.parse(quarter).end:
        raise UsageError(
            f"{quarter} was not over on {day}",
            where="parameter as_of",
            valid=f"a day after {Quarter.parse(quarter).end}",
        )


# One reader for each kind: a raw value in, a JSON value out.


def _quarter(raw: object, known: Answers, at: str) -> str:
    quarter = Quarter.parse(_text(raw, known, at), where=at)
    if quarter < known.first or (known.last is not None and quarter > known.last):
        valid = f"{known.first} to {known.last}" if known.last else f"from {known.first}"
        raise UsageError(f"{quarter} is outside the data", where=at, valid=valid)
    return str(quarter)


def _date(raw: object, known: Answers, at: str) -> str:
    text = _text(raw, known, at).strip()
    return str(min(parse_date(text, where=at), known.known_to) if text else known.known_to)


def _earlier_date(raw: object, known: Answers, at: str) -> str:
    text = _text(raw, known, at).strip()
    return str(parse_date(text, where=at)) if text else ""


def _companies(raw: object, known: Answers, at: str) -> str | list[str]:
    names = raw if isinstance(raw, list | tuple) else _text(raw, known, at).split(",")
    slugs = list(dict.fromkeys(str(name).strip() for name in names if str(name).strip()))
    for slug in slugs:
        if slug not in known.companies:
            raise unknown("company", slug, known.companies, where=at)
    return slugs if isinstance(raw, list | tuple) else ",".join(slugs)


def _window(raw: object, known: Answers, at: str) -> int:
    quarters: int = _scalar(int)(raw, known, at)
    low, high = known.window
    if not low <= quarters <= high:
        raise UsageError(f"{quarters} quarters", where=at, valid=f"{low} to {high} quarters")
    return quarters


def _member(raw: object, valid: tuple[str, ...], kind: str, at: str) -> str:
    if not isinstance(raw, str) or raw not in valid:
        raise unknown(kind, str(raw), valid, where=at)
    return raw


def _choice(kind: str) -> Callable[[object, Answers, str], str]:
    options = tuple(option.strip() for option in kind.split("|"))
    return lambda raw, known, at: _member(raw, options, "choice", at)


def _text(raw: object, known: Answers, at: str) -> str:
    if not isinstance(raw, str):
        raise UsageError(f"{raw!r} is not text", where=at)
    return raw


def _scalar(kind: type) -> Callable[[object, Answers, str], Any]:
    def read(raw: object, known: Answers, at: str) -> Any:
        from pydantic import ConfigDict, TypeAdapter, ValidationError  # a tenth of a second, so late

        try:
            # Without infinities: they have no literal that could be written into the notebook.
            return TypeAdapter(kind, config=ConfigDict(allow_inf_nan=False)).validate_python(raw)
        except ValidationError as wrong:
            raise UsageError(
                f"{raw!r} is not {_NAMES[kind]}", where=at, remedy=wrong.errors()[0]["msg"]
            ) from None

    return read


_NAMES = {int: "a whole number", float: "a number", bool: "true or false"}

_READERS: dict[str, Callable[[object, Answers, str], Any]] = {
    "Quarter": _quarter,
    "Date": _date,
    # A day that may stay open: a published edition names it when an edition is planned, else the report does.
    "PreviousDate": _earlier_date,
    "Companies": _companies,
    "Basis": lambda raw, known, at: _member(raw, known.bases, "basis", at),
    "Language": lambda raw, known, at: _member(raw, known.languages, "language", at),
    "Window": _window,
    "int": _scalar(int),
    "float": _scalar(float),
    "bool": _scalar(bool),
    "str": _text,
}
