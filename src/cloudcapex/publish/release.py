"""A built edition comes under ``reports/``, whole, where nothing forbids it."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..errors import BuildError, UsageError
from .edition import Edition, place, recover, shown, telling_the_disk, workspace
from .manifest import differences, failed_checks, missing_files, warnings


def publish(edition: Edition, built: Path, reports: Path, *, replace: bool = False) -> str:
    """Copy a built edition under ``reports/``, whole.

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
        a reason to publish it all the same.
    UsageError
        When an edition is there that differs and ``replace`` is false.
    """
    for warning in warnings(built):
        raise BuildError(
            f"not published: {warning}",
            where=shown(built),
            remedy="its pages show that to every reader; mend what was warned of, and build again",
        )
    failed = failed_checks(built)
    if failed:
        raise BuildError(
            f"not published: checks of its data failed: {', '.join(failed)}",
            where=shown(built),
            remedy="mend the data, or say why it is published with --despite-checks REASON",
        )
    target = edition.folder(reports)
    recover(target)
    differing = differences(target, built) if target.exists() else []
    if differing and not replace:
        raise UsageError(
            f"the published edition differs in {', '.join(differing)}",
            where=shown(target),
            remedy="look at the new one under build/, then say --replace",
        )
    before = target.exists() and not differing
    wanted = missing_files(target) if before else []
    if before and not wanted:
        return "published before"
    with workspace(target) as work:
        with telling_the_disk(target):
            shutil.copytree(target if before else built, work, dirs_exist_ok=True)
            for name in wanted:
                shutil.copyfile(built / name, work / name)
        place(work, target)
    return "published before" if before else "replaced" if differing else "published"
