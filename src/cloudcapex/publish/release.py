"""A built edition comes under ``reports/``, whole, where nothing forbids it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..errors import BuildError, UsageError
from . import manifest
from .edition import Edition, shown
from .placing import place, recover, telling_the_disk, workspace

_TRIES = 20  # to copy an edition that others build anew meanwhile


def publish(edition: Edition, built: Path, reports: Path, *, replace: bool = False) -> str:
    """Copy a built edition under ``reports/``, whole.

    What is copied is held against its own manifest before it is placed: another build may have put a new edition in
    the place of the old one while it was read.

    Parameters
    ----------
    edition : Edition
        Which one.
    built : Path
        Its folder.
    reports : Path
        Root of what is published.
    replace : bool
        Whether a published edition that differs may be replaced.

    Returns
    -------
    str
        ``published``, ``replaced``, or ``published before`` where the same files were there. Files that a clone
        does not carry are added to those; its manifest stays, since it is still true of every one of them.

    Raises
    ------
    BuildError
        When a cell of it wrote to ``stderr``, which its pages show; when a check of its data failed, and nobody gave
        a reason to publish it all the same; when its files are not those of its manifest.
    UsageError
        When an edition is there that differs and ``replace`` is false, or one of other parameters, whatever was said.
    """
    _fit(built, built)
    target = edition.folder(reports)
    recover(target)
    if target.exists() and not manifest.differences(target, built) and not manifest.missing_files(target):
        return "published before"
    done = "published"

    def decide() -> None:
        nonlocal done
        if not target.exists():
            return
        _of_one_choice(target, work)
        differing = manifest.differences(target, work)
        if differing and not replace:
            raise UsageError(
                f"the published edition differs in {', '.join(differing)}",
                where=shown(target),
                remedy="look at the new one under build/, then say --replace",
            )
        if not differing:
            shutil.copyfile(target / manifest.NAME, work / manifest.NAME)
        done = "replaced" if differing else "published before"

    with workspace(target) as work:
        with telling_the_disk(target):
            _copy(built, work)
        _fit(work, built)
        place(work, target, decide)
    return done


def _of_one_choice(target: Path, work: Path) -> None:
    """Refuse to replace an edition by one of other parameters, whoever moved the one or the other where it is."""
    there, new = (manifest.own(manifest.read(folder) or {}) for folder in (target, work))
    if there != new:
        named = [
            ", ".join(f"{n}={v}" for n, v in own.items()) or "the notebook's own" for own in (there, new)
        ]
        raise UsageError(
            f"what is published there was made with other parameters: {named[0]}, not {named[1]}",
            where=shown(target),
            remedy="an edition of other parameters has a folder of its own; move what is there",
        )


def _fit(folder: Path, built: Path) -> None:
    """Refuse what no reader should see."""
    for warning in manifest.warnings(folder):
        raise BuildError(
            f"not published: {warning}",
            where=shown(built),
            remedy="its pages show that to every reader; mend what was warned of, and build again",
        )
    failed = manifest.failed_checks(folder)
    if failed:
        raise BuildError(
            f"not published: checks of its data failed: {', '.join(failed)}",
            where=shown(built),
            remedy="mend the data, or say why it is published with --despite-checks REASON",
        )


def _copy(built: Path, work: Path) -> None:
    """Copy the files that a manifest names, until they are those it tells of."""
    for _ in range(_TRIES):
        try:
            content = manifest.read(built)
            for left in work.iterdir():
                left.unlink()
            for name in [*content["files"], manifest.NAME] if content else []:
                shutil.copyfile(built / name, work / name)
        except FileNotFoundError:
            continue
        if not manifest.unlike(work):
            return
    raise BuildError(
        "not published: its files are not those of its manifest",
        where=shown(built),
        remedy="build it again with --force; if other builds run beside it, wait for their end",
    )
