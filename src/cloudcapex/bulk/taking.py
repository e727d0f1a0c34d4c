"""From the zip to the store: a lot of filers at a time, so that memory is that of one lot, whatever the file holds."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import journal
from ..errors import DataError
from ..facts import load_companies, load_definitions, load_metrics
from ..facts.rows import DefinitionRow
from ..facts.tagged import as_metrics, read_frame, spelled_concepts
from ..intake.held import read_as
from ..paths import root
from ..schema.coded import spelled
from ..schema.rows import rows_of
from .archive import FilerFile, Unread, members, opened
from .engine import connected
from .filer import COLUMNS, BulkFiler, read_filer
from .store import FOLDER, Writing

_LOT = 200
# Stands for a filer that the data do not have.
_ANYONE = "*"
_DAYS = ("period_start", "period_end", "filed")


@dataclass(frozen=True)
class BulkTaken:
    """What came of a bulk file: filers with a figure, filers without one, facts, and members that were not taken."""

    filers: int
    silent: int
    facts: int
    unread: int


def take_bulk(path: Path, told: Callable[[str], None], *, dry_run: bool = False) -> BulkTaken:
    """Read a bulk file and keep what metrics are read from.

    Parameters
    ----------
    path : Path
        The SEC's ``companyfacts.zip``.
    told : callable
        Hears a line for each member that is not taken.
    dry_run : bool
        Read and count, keep nothing.

    Raises
    ------
    UsageError
        DuckDB is not installed.
    DataError
        The file is no zip, is larger than any such file, or holds no filer with a figure; or another command is
        writing the store. What was kept before stays.
    """
    connected().close()  # before an hour of reading
    # What another command has half written is cleared at the beginning: so none may be writing.
    alone = contextlib.nullcontext() if dry_run else journal.locked(root() / FOLDER, what="the bulk store")
    with opened(path) as archive, alone:
        writing = None if dry_run else Writing(root())
        try:
            taken = _taken(members(archive), writing, told)
            if not taken.filers:
                raise DataError(
                    "no filer in it states a figure",
                    where=str(path),
                    valid="members CIK##########.json of company facts",
                    remedy="nothing was taken",
                )
            if writing:
                writing.finish()
        except BaseException:
            if writing:
                writing.drop()
            raise
    return taken


def _taken(
    found: Iterator[FilerFile | Unread], writing: Writing | None, told: Callable[[str], None]
) -> BulkTaken:
    mapping = _Mapping()
    filers = silent = facts = unread = 0
    while lot := [*itertools.islice(found, _LOT)]:
        wrong: list[str] = []
        read = [*mapping.read(lot, wrong)]
        frame = mapping.measured(read, wrong)
        stating = frozenset(frame["company"])
        if writing and stating:
            writing.add(
                frame,
                [(f.slug, f.cik, f.name, f.year_end_month, f.currency) for f in read if f.slug in stating],
            )
        for line in wrong:
            told(line)
        filers, facts, unread = filers + len(stating), facts + len(frame), unread + len(wrong)
        silent += len(lot) - len(wrong) - len(stating)
    return BulkTaken(filers, silent, facts, unread)


class _Mapping:
    """From which concepts metrics are read, as the tables say it: of a company of the data its own, of others the general ones."""

    def __init__(self) -> None:
        companies, metrics = load_companies(), load_metrics()
        ciks = companies["cik"].dropna()
        self._slugs = {
            int(cik): str(slug) for cik, slug in zip(ciks, companies.loc[ciks.index, "slug"], strict=True)
        }
        told = zip(metrics["id"].astype(str), metrics["concepts"].fillna("").astype(str), strict=True)
        reads = spelled_concepts(told, [*map(str, companies["slug"]), _ANYONE], read_as())
        self._reads = read_frame([read for read in reads if not read.member])
        self._rules = rows_of(load_definitions(), DefinitionRow)
        self._wanted = tuple(dict.fromkeys(self._reads["concept"]))

    def read(self, lot: Iterable[FilerFile | Unread], wrong: list[str]) -> Iterator[BulkFiler]:
        """Read the filers of a lot; what cannot be read is a line of ``wrong``."""
        for member in lot:
            if isinstance(member, Unread):
                wrong.append(str(member))
                continue
            slug = self._slugs.get(member.cik, f"cik{member.cik:010}")
            try:
                yield read_filer(slug, member.cik, member.content, self._wanted)
            except DataError as error:
                wrong.append(f"{member.name}: {error}")

    def measured(self, filers: Sequence[BulkFiler], wrong: list[str]) -> pd.DataFrame:
        """Read the metrics of a lot; a filer that contradicts itself in one filing is a line of ``wrong``, and left out."""
        rows = [row for filer in filers for row in filer.rows]
        try:
            return self._metrics(rows)
        except DataError:
            parts = [self._metrics([])]
            for filer in filers:
                try:
                    parts.append(self._metrics(filer.rows))
                except DataError as error:
                    wrong.append(f"CIK{filer.cik:010}.json: {error.what}")
            return pd.concat(parts, ignore_index=True)

    def _metrics(self, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
        frame = pd.DataFrame(rows, columns=[*COLUMNS])
        days = {day: pd.to_datetime(frame[day], format="%Y-%m-%d") for day in _DAYS}
        texts = [c for c in COLUMNS if c not in days and c != "value"]
        frame = frame.assign(**days, value=frame["value"].astype(float)).astype(dict.fromkeys(texts, "str"))
        strangers = sorted(set(frame["company"]) - set(self._slugs.values()))
        anyone = self._reads[self._reads["company"] == _ANYONE].drop(columns="company")
        general = anyone.merge(pd.DataFrame({"company": pd.Series(strangers, dtype="str")}), how="cross")
        return spelled(as_metrics(frame, pd.concat([self._reads, general]), self._rules))
