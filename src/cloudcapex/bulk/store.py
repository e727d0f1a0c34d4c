"""What is kept of a bulk file: facts as Parquet, a folder a metric, and who files; whole or not at all.

``bulk/current`` names the folder beside it that counts. A new one is written apart and named last, in one step, so that a
reader finds the old or the new, whenever the writer was stopped; what was left half written goes at the next writing.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..errors import DataError, UsageError
from ..paths import root
from .engine import connected, literal, quoted, writing

FOLDER, CURRENT = "bulk", "current"
_FACTS = "company, definition, period_start, period_end, value, unit, form, filed, source_id, concept"
# The columns of what is written, with their types where a frame has another one.
_KEPT = {
    "facts": "metric, company, definition, CAST(period_start AS DATE) AS period_start, CAST(period_end AS DATE) AS period_end,"
    " value, unit, form, CAST(filed AS DATE) AS filed, source_id, concept",
    "filers": "slug, cik, name, CAST(fiscal_year_end_month AS INTEGER) AS fiscal_year_end_month, currency",
}
_FILERS = ("slug", "cik", "name", "fiscal_year_end_month", "currency")


@dataclass(frozen=True)
class Store:
    """One whole state of what is kept."""

    folder: Path

    def filers(self) -> pd.DataFrame:
        """Return who files: ``slug``, ``cik``, ``name``, ``fiscal_year_end_month``, ``currency``, by slug."""
        path = quoted(literal(self.folder / "filers.parquet"))
        return self._asked(f"SELECT * FROM read_parquet({path}) ORDER BY slug", [])

    def has(self, metric: str) -> bool:
        """Tell whether any filer states a metric."""
        return self._of(metric).is_dir()

    def _of(self, metric: str) -> Path:
        return self.folder / "facts" / f"metric={metric}"

    def _files(self, metric: str) -> str:
        return quoted(f"{literal(self._of(metric))}/*.parquet")

    def facts(
        self,
        metrics: Collection[str],
        companies: Sequence[str] | None = None,
        since: str = "1900-01-01",
        as_of: str = "9999-12-31",
    ) -> pd.DataFrame:
        """Return the facts of some metrics.

        Parameters
        ----------
        metrics : collection of str
            Stated ones.
        companies : sequence of str, optional
            Slugs; None for all.
        since, as_of : str
            Days: periods that end before the one and facts filed after the other are left out.

        Returns
        -------
        DataFrame
            As of `cloudcapex.facts.load_facts`; without rows where nobody states any.
        """
        parts = []
        for metric in sorted(metrics):
            if not self.has(metric):
                continue
            asked = f"SELECT {_FACTS} FROM read_parquet({self._files(metric)})"
            asked += " WHERE period_end >= CAST(? AS DATE) AND filed <= CAST(? AS DATE)"
            values: list[object] = [since, as_of]
            if companies is not None:
                asked += " AND company IN (SELECT unnest(?))"
                values.append([*companies])
            parts.append(self._asked(f"{asked} ORDER BY ALL", values).assign(metric=metric))
        frame = pd.concat(parts, ignore_index=True) if parts else _NO_FACTS.copy()
        return frame.assign(basis="reported", evidence="filed", note="")

    def usual_end(self, metrics: Collection[str], as_of: str = "9999-12-31") -> dt.date | None:
        """Return the day on which the newest period of the middle filer ends; None where nobody states any of the metrics."""
        paths = ", ".join(self._files(metric) for metric in sorted(metrics) if self.has(metric))
        if not paths:
            return None
        newest = f"SELECT max(period_end) AS e FROM read_parquet([{paths}]) WHERE filed <= CAST(? AS DATE) GROUP BY company"
        found = self._asked(f"SELECT quantile_disc(e, 0.5) AS e FROM ({newest})", [as_of])["e"].iloc[0]
        return None if pd.isna(found) else pd.Timestamp(found).date()

    def _asked(self, statement: str, values: list[object]) -> pd.DataFrame:
        with connected() as base:
            try:
                return base.execute(statement, values).df()
            except Exception as error:  # DuckDB's own errors have no name before it is imported
                what = " ".join(str(error).split())[:120]
                raise DataError(
                    f"cannot be read ({what})",
                    where=str(self.folder),
                    remedy="run `cloudcapex refresh --bulk` again",
                ) from None


_NO_FACTS = pd.DataFrame(
    {
        **{
            name: pd.Series(dtype="str")
            for name in ("company", "metric", "definition", "unit", "form", "source_id", "concept")
        },
        **{name: pd.Series(dtype="datetime64[us]") for name in ("period_start", "period_end", "filed")},
        "value": pd.Series(dtype=float),
    }
)


def store_at(home: Path) -> Store | None:
    """Return what a project keeps; None where nothing was taken in.

    Raises
    ------
    DataError
        What counts is named and not there: other figures in its place would be taken for it.
    """
    path = home / FOLDER / CURRENT
    try:
        name = path.read_text("utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        name = str(getattr(error, "strerror", None) or "no text")
    folder = home / FOLDER / Path(name).name
    if not name or not folder.is_dir():
        raise DataError(
            f"names no folder that is kept ({name[:40]!a})",
            where=str(path),
            remedy=f"run `cloudcapex refresh --bulk companyfacts.zip` again, or remove {FOLDER}/",
        )
    return Store(folder)


def stored() -> Store:
    """Return what the project at hand keeps.

    Raises
    ------
    UsageError
        Nothing was taken in.
    """
    found = store_at(root())
    if found is None:
        raise UsageError(
            "no bulk file was taken in",
            where=str(root() / FOLDER),
            remedy="run `cloudcapex refresh --bulk companyfacts.zip`",
        )
    return found


class Writing:
    """A store in the making: `add` what was read, then `finish`; without that nothing of it is ever seen."""

    def __init__(self, home: Path) -> None:
        self._home = home / FOLDER
        with writing(self._home):
            self._begin()

    def _begin(self) -> None:
        self._home.mkdir(exist_ok=True)
        for left in self._home.glob("making-*"):
            shutil.rmtree(left, ignore_errors=True)
        # Not by `mkdtemp`, which lets nobody but its maker in: who may read the store is for the umask to say.
        self._folder = self._home / f"making-{secrets.token_hex(8)}"
        # Collected on disk: memory holds one lot of filers at a time. As files, since a database whose path holds a
        # question mark writes its log elsewhere.
        self._lots = self._folder / "lots"
        self._lots.mkdir(parents=True)
        self._base = connected(spill=self._folder / "spill")
        self._count = 0

    def add(self, facts: pd.DataFrame, filers: Sequence[tuple[str, int, str, int, str]]) -> None:
        """Add the facts of some filers, as of `cloudcapex.facts.tagged.as_metrics`.

        Raises
        ------
        DataError
            The disk is full, or the folder is gone.
        """
        with writing(self._home):
            self._add(facts, filers)

    def _add(self, facts: pd.DataFrame, filers: Sequence[tuple[str, int, str, int, str]]) -> None:
        lot = facts.astype({name: object for name in facts.columns if facts[name].dtype == "str"})
        who = pd.DataFrame(filers, columns=[*_FILERS]).astype(
            {"slug": object, "name": object, "currency": object}
        )
        self._count += 1
        for name, frame in (("facts", lot), ("filers", who)):
            if frame.empty:
                continue
            self._base.register("lot", frame)
            path = quoted(str(self._lots / f"{name}-{self._count:06}.parquet"))
            self._base.execute(f"COPY (SELECT {_KEPT[name]} FROM lot) TO {path} (FORMAT parquet)")
            self._base.unregister("lot")

    def _collected(self, name: str) -> str:
        return f"read_parquet({quoted(f'{literal(self._lots)}/{name}-*.parquet')})"

    def finish(self) -> Store:
        """Write the store and let it count from now on.

        Raises
        ------
        DataError
            The disk is full, or the folder is gone.
        """
        with writing(self._home):
            return self._finish()

    def _finish(self) -> Store:
        facts, filers = self._folder / "facts", self._folder / "filers.parquet"
        self._base.execute(
            f"COPY (SELECT * FROM {self._collected('facts')} ORDER BY metric, company, period_end, filed) TO {quoted(str(facts))}"
            " (FORMAT parquet, PARTITION_BY (metric), COMPRESSION zstd)"
        )
        self._base.execute(
            f"COPY (SELECT * FROM {self._collected('filers')} ORDER BY slug) TO {quoted(str(filers))} (FORMAT parquet)"
        )
        self._base.close()
        for left in (self._lots, self._folder / "spill"):
            shutil.rmtree(left, ignore_errors=True)
        folder = self._home / self._folder.name.replace("making-", "of-")
        self._folder.rename(folder)
        named = self._home / f"{CURRENT}.new"
        named.write_text(folder.name + "\n", "utf-8")
        os.replace(named, self._home / CURRENT)
        for old in self._home.glob("of-*"):
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        return Store(folder)

    def drop(self) -> None:
        """Leave everything as it was."""
        self._base.close()
        shutil.rmtree(self._folder, ignore_errors=True)
