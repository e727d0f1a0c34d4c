"""Editions by name: the folder or manifest a reader points at, or a short name under reports/ and build/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import paths
from ..errors import BuildError, UsageError, near
from ..media import Json
from ..periods import Quarter, parse_date
from . import manifest
from .edition import shown, told


@dataclass(frozen=True)
class MadeEdition:
    """An edition that was made, as its manifest tells of it.

    Parameters
    ----------
    folder : Path
        Where it is.
    report, quarter, language, as_of : str
        Which one it is.
    parameters : dict
        What it was made with.
    data : str
        Digest of the data it was made from.
    own : dict
        Of its parameters, those that a reader chose otherwise than the notebook does, as text.
    """

    folder: Path
    report: str
    quarter: str
    language: str
    as_of: str
    parameters: Json
    data: str
    own: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return told(self.report, self.quarter, self.language, self.own)


def find_edition(name: str) -> MadeEdition:
    """Find an edition by its folder, its manifest, or its name such as ``quarterly_review/2026Q2/en``.

    Parameters
    ----------
    name : str
        A path, or a name that is looked up under ``reports/``, then under ``build/``.

    Raises
    ------
    UsageError
        When nothing of that name is an edition; near names are offered.
    BuildError
        When its manifest cannot be read or lacks what an edition's must have.
    """
    given = Path(name)
    places = (
        [given] if given.is_absolute() else [given, paths.reports_dir() / given, paths.build_dir() / given]
    )
    for place in places:
        file = place if place.name == manifest.NAME else place / manifest.NAME
        if file.is_file():
            return _read(file)
    known = _names()
    close = near(name, known)
    there = any(place.exists() for place in places)
    raise UsageError(
        f"{name!r} is not an edition" + (f": it holds no {manifest.NAME}" if there else ""),
        valid=f"a folder with a {manifest.NAME}, REPORT/QUARTER[+NAME=VALUE]/LANGUAGE, or QUARTER@DATE",
        remedy=f"did you mean {' or '.join(close)}?" if close else "see the editions with: cloudcapex list",
    )


def _names() -> list[str]:
    found = [
        path.parent.relative_to(root).as_posix()
        for root in (paths.reports_dir(), paths.build_dir())
        for path in sorted(root.glob(f"*/*/*/{manifest.NAME}"))
    ]
    return list(dict.fromkeys(found))


def _read(file: Path) -> MadeEdition:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        told = content["edition"]
        quarter, day = Quarter.parse(told["quarter"]), parse_date(told["as_of"])
        return MadeEdition(
            file.parent,
            str(told["report"]),
            str(quarter),
            str(told["language"]),
            str(day),
            dict(content["parameters"]),
            str(content["inputs"]["data"]),
            manifest.own(content),
        )
    except (OSError, ValueError, KeyError, TypeError, UsageError) as wrong:
        why = f"lacks {wrong}" if isinstance(wrong, KeyError) else str(wrong) or type(wrong).__name__
        raise BuildError(
            f"the manifest is broken: {why}", where=shown(file), remedy="build the edition again"
        ) from None
