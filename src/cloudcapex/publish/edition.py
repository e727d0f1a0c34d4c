"""An edition: its identity and its folder.

Layout, under ``build/`` for drafts and ``reports/`` for what is published::

    <report>/<quarter>/<language>/{report.html, report.pdf, report.ipynb, data.zip, manifest.json}

An edition as known on an earlier day than the data's newest has that day in its folder's name:
``quarterly_review/2023Q4@2024-02-15/en``. So a replay never stands in the place of the current one.

Nor does one of other companies or parameters than its notebook's own: they are in the folder's name as well, as in
``quarterly_review/2022Q3+companies=meta+window=12/en``.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# A name of a folder has 255 bytes; a longer choice of a reader's is cut, and told from others by a digest.
_LONGEST = 160


@dataclass(frozen=True)
class Edition:
    """What makes an edition this one and no other.

    Parameters
    ----------
    report, quarter, language : str
        Name of the report, ``2026Q2``, and the tag of a language.
    as_of : str
        ISO day up to which facts were known.
    replay : bool
        Whether that day is an earlier one than the newest day of the data.
    own : tuple of (str, str)
        What else a reader chose otherwise than the notebook does, by name, in the notebook's order.
    """

    report: str
    quarter: str
    language: str
    as_of: str
    replay: bool = False
    own: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.report} {self._period} {self.language}"

    @property
    def _period(self) -> str:
        day = f"@{self.as_of}" if self.replay else ""
        return self.quarter + day + self._chosen

    @property
    def _chosen(self) -> str:
        """What a reader chose, as part of a folder's name: any text, and no two alike."""
        parts = (f"+{name}={quote(value, safe=',=', errors='backslashreplace')}" for name, value in self.own)
        chosen = "".join(parts)
        if len(chosen) <= _LONGEST:
            return chosen
        return f"{chosen[:_LONGEST]}~{hashlib.sha256(chosen.encode()).hexdigest()[:12]}"

    def folder(self, root: Path) -> Path:
        """Folder of the edition under ``build/``, ``reports/`` or another root."""
        return root / self.report / self._period / self.language

    def evidence(self, root: Path) -> Path:
        """File that keeps the notebook of a run that failed."""
        folder = self.folder(root)
        return folder.with_name(f"{folder.name}.failed.ipynb")


def told(report: str, quarter: str, language: str, own: Mapping[str, str]) -> str:
    """Name an edition to a reader of the terminal: which one, and what was chosen otherwise than its notebook does."""
    return ", ".join([f"{report} {quarter} {language}", *(f"{name}={value}" for name, value in own.items())])


def shown(path: Path) -> str:
    """Return a path as a reader of the terminal would write it."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
