"""``data/theses.toml`` as checked worries; nothing in it is ever run."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from ..errors import DataError, UsageError
from ..metrics.effects import MARGIN
from ..metrics.registry import parse
from ..paths import FileState, data_dir, file_state
from ..periods import Quarter
from ..schema.block import Block
from . import terms as t
from .terms import COMMITMENTS, Thesis, ThesisMeasure, ThesisNames, Trial

FILE = "theses.toml"
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def read_theses(path: Path | None = None) -> tuple[Thesis, ...]:
    """Read and check the worries of a file, in its order.

    Parameters
    ----------
    path : Path, optional
        By default ``theses.toml`` of the data folder.

    Raises
    ------
    DataError
        For whatever the language does not know: with the file, the block, the key, what is valid and near names.
    """
    path = path or data_dir() / FILE
    table = data_dir() / "metrics.csv"
    try:
        return _read(path, file_state(path), file_state(table))
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", where=f"data/{path.name}") from None


@lru_cache(maxsize=8)
def _read(path: Path, state: FileState, metrics: FileState) -> tuple[Thesis, ...]:
    file = f"data/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"not valid TOML: {error}", where=file) from None
    Block(content, file).only(["thesis"])
    tables = content.get("thesis")
    if not isinstance(tables, list) or not tables:
        raise DataError("the file holds no worry", where=file, valid="blocks that start with [[thesis]]")
    names = ThesisNames()
    found: dict[str, Thesis] = {}
    for number, table in enumerate(tables, 1):
        thesis = _thesis(Block(table, f"{file}, thesis {number}"), names, file)
        if thesis.id in found:
            raise DataError(
                f"the id {thesis.id!r} is already taken",
                where=f"{file}, thesis {number}, key id",
                valid="an id of its own for every worry",
            )
        if thesis.opposes and thesis.opposes not in found:
            raise DataError(
                f"{thesis.opposes!r} is no worry that stands above",
                where=f"{file}, thesis {thesis.id!r}, key opposes",
                valid=", ".join(found) or "none yet",
            )
        found[thesis.id] = thesis
    return tuple(found.values())


def _thesis(block: Block, names: ThesisNames, file: str) -> Thesis:
    name = block.text("id")
    if not _NAME.fullmatch(name):
        block.fault("id", f"{name!r} is not an id", "lower case with underscores, such as capex_hurts_profit")
    block.place = f"{file}, thesis {name!r}"
    block.only(t.KEYS)
    if ("test" in block) == ("not_testable" in block):
        block.fault(
            "test", "a worry has either a test or the reason why it has none", "test, or not_testable"
        )
    if "watch" in block and "test" in block:
        block.fault("watch", "a worry with a test shows the figures of its test", "watch beside not_testable")
    raised_on, known_on, first_quarter = _raised(block)
    own = {key: block.text(key) for key in t.WORDS}
    return Thesis(
        id=name,
        raised_on=raised_on,
        known_on=known_on,
        first_quarter=first_quarter,
        note=block.text("note", needed=False),
        opposes=block.text("opposes", needed=False),
        test=_trial(block.inner("test"), names) if "test" in block else None,
        not_testable=block.text("not_testable") if "not_testable" in block else "",
        watch=_watch(block.inner("watch"), names) if "watch" in block else None,
        **own,
    )


def _raised(block: Block) -> tuple[str, dt.date, Quarter]:
    """Read when a worry was raised: as written, told of from, and the last quarter closed before."""
    value = block.table.get("raised_on")
    first, last = _span(block, "raised_on", value)
    told = block.table.get("known_from")
    if told is not None:
        last = max(last, _span(block, "known_from", told)[1])
    return str(value), last, Quarter.containing(first) - 1


def _span(block: Block, key: str, value: object) -> tuple[dt.date, dt.date]:
    """Read a day, or the first and the last day of a month."""
    month = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        first = last = value
    elif month:
        year, number = int(month[1]), int(month[2])
        first = dt.date(year, number, 1)
        last = first.replace(day=calendar.monthrange(year, number)[1])
    else:
        what = "the value is missing" if value is None else f"{value!r} is not a day or a month"
        block.fault(key, what, 'a day such as 2023-12-08, or a month in quotes such as "2023-12"')
    return first, last


def _watch(block: Block, names: ThesisNames) -> ThesisMeasure:
    block.only(("metric", "company"))
    metric = _metric(block, names)
    return ThesisMeasure(metric, (block.choice("company", names.holders(metric)),))


def _trial(block: Block, names: ThesisNames) -> Trial:
    block.only(t.TEST_KEYS)
    compare = block.choice("compare", t.COMPARISONS)
    measure = _measure(block, names)
    allowed = {
        "over": compare == "ratio",
        "pick": compare == "ratio",
        "show": compare == "ratio",
        "among": compare in ("rank", "share_of_total"),
        "suppliers": measure.metric == COMMITMENTS,
        "need": compare not in ("ratio", "share_of_total") and len(measure.companies) > 1,
        "without": (measure.metric, compare) == (MARGIN, "change_yoy"),
    }
    for key, fits in allowed.items():
        if key in block and not fits:
            block.fault(key, f"{key} means nothing in this test", _WHERE[key])
    if allowed["need"] and "need" not in block:
        block.fault("need", "several companies have a value each", t.NEEDS)
    if compare == "ratio" and "over" not in block:
        block.fault("over", "a ratio needs something to be taken over", "a metric and companies")
    over = _over(block.inner("over"), names) if compare == "ratio" else None
    others = block.names("among", names.holders(measure.metric)) if allowed["among"] else ()
    _one_unit(block, names, compare, measure, over, others)
    op, threshold, easing = _limits(block)
    return Trial(
        measure=measure,
        compare=compare,
        op=op,
        threshold=threshold,
        easing=easing,
        unit=_unit(block, compare, measure.metric, names),
        need=block.choice("need", t.NEEDS, "all"),
        among=tuple(name for name in others if name not in measure.companies),
        over=over,
        pick=block.choice("pick", t.PICKS, "sum"),
        without=block.choice("without", t.WITHOUT) if "without" in block else "",
    )


_WHERE = {
    "over": "over with compare = ratio",
    "pick": "pick with compare = ratio",
    "show": "show with compare = ratio",
    "among": "among with compare = rank or share_of_total",
    "suppliers": f"suppliers with metric = {COMMITMENTS}",
    "need": "need where each of several companies has a value of its own",
    "without": f"without with metric = {MARGIN} and compare = change_yoy",
}


def _over(block: Block, names: ThesisNames) -> ThesisMeasure:
    block.only(t.MEASURE_KEYS)
    return _measure(block, names)


def _one_unit(
    block: Block,
    names: ThesisNames,
    compare: str,
    measure: ThesisMeasure,
    over: ThesisMeasure | None,
    others: tuple[str, ...],
) -> None:
    """Refuse to add, rank or divide figures in different units."""
    if compare not in ("ratio", "share_of_total", "rank"):
        return
    units = names.currencies(measure) | names.currencies(ThesisMeasure(measure.metric, others))
    units |= names.currencies(over) if over else set()
    if len(units) > 1:
        block.fault(
            "compare", f"{compare} over figures in {' and '.join(sorted(units))}", "figures in one unit"
        )


def _measure(block: Block, names: ThesisNames) -> ThesisMeasure:
    metric = _metric(block, names)
    companies = block.names("companies", names.holders(metric))
    if metric != COMMITMENTS:
        return ThesisMeasure(metric, companies, carry=_carry(block))
    return ThesisMeasure(metric, companies, block.names("suppliers", names.suppliers), _carry(block))


def _metric(block: Block, names: ThesisNames) -> str:
    if not block.table.get("metric"):
        block.fault(
            "metric", "the test names no metric", "an id of data/metrics.csv, such as operating_margin"
        )
    metric = block.text("metric")
    if metric in names.elsewhere:
        return metric
    if metric.partition(".")[0] not in names.kinds:
        known = [*names.elsewhere, *names.kinds]
        block.fault("metric", f"unknown metric {metric!r}", known, metric)
    try:
        parse(metric, names.kinds)
    except UsageError as error:
        block.fault(
            "metric", error.what, error.valid or error.remedy or "a metric that can be transformed so"
        )
    return metric


def _unit(block: Block, compare: str, metric: str, names: ThesisNames) -> str:
    """Say what the compared value is told in."""
    if compare == "rank":
        return "place"
    if compare == "share_of_total":
        return "share"
    if compare == "ratio":
        return "times" if block.choice("show", t.SHOWS, "times") == "times" else "share"
    unit = names.unit(metric)
    if compare == "level":
        return unit
    if metric not in names.elsewhere:
        try:
            parse(f"{metric}.{compare.removeprefix('change_')}", names.kinds)
        except UsageError as error:
            block.fault(
                "compare", f"{compare} of {metric}: {error.what}", "level of a metric already compared"
            )
    return "points" if unit in ("share", "points") else "growth"


def _limits(block: Block) -> tuple[str, float, float]:
    op = block.choice("op", t.OPERATORS)
    threshold, easing = block.number("threshold"), block.number("easing")
    further = easing > threshold if op.startswith("<") else easing < threshold
    if not further:
        side = "above" if op.startswith("<") else "below"
        block.fault(
            "easing",
            f"{easing:g} is not {side} the threshold {threshold:g}",
            f"a number {side} the threshold",
        )
    return op, threshold, easing


def _carry(block: Block) -> int:
    value = block.table.get("carry", 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= t.MOST_CARRY:
        block.fault("carry", f"{value!r} is not a number of quarters", f"0 to {t.MOST_CARRY}")
    return value
