"""An edition: its identity and its folder.

Layout, under ``build/`` for drafts and ``reports/`` for what is published::

    <report>/<quarter>/<language>/{report.html, report.pdf, report.ipynb, data.zip, manifest.json}

An edition as known on an earlier day than the data's newest has that day in its folder's name:
``quarterly_review/2023Q4@2024-02-15/en``. So a replay never stands in the place of the current one.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path


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
    """

    report: str
    quarter: str
    language: str
    as_of: str
    replay: bool = False

    def __str__(self) -> str:
        return f"{self.report} {self._period} {self.language}"

    @property
    def _period(self) -> str:
        return f"{self.quarter}@{self.as_of}" if self.replay else self.quarter

    def folder(self, root: Path) -> Path:
        """Folder of the edition under ``build/``, ``reports/`` or another root."""
        return root / self.report / self._period / self.language

    def evidence(self, root: Path) -> Path:
        """File that keeps the notebook of a run that failed."""
        folder = self.folder(root)
        return folder.with_name(f"{folder.name}.failed.ipynb")


def shown(path: Path) -> str:
    """Return a path as a reader of the terminal would write it."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
