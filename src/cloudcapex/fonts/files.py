"""Where the packaged fonts are, and where files made from them are kept."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import resources
from pathlib import Path

from ..errors import BuildError


def cache_dir() -> Path:
    """Folder for what can be made again: ``$CLOUDCAPEX_CACHE``, else the platform's cache folder.

    Returns
    -------
    Path
        Not made yet; an unwritable home falls back to the system's temporary folder.
    """
    chosen = os.environ.get("CLOUDCAPEX_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "cloudcapex"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    # A shared temporary folder: another user's files must not be read as ours.
    owner = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return Path(tempfile.gettempdir()) / f"cloudcapex-{owner}"


def _packaged(package: str, *parts: str) -> Path:
    path = Path(str(resources.files(package).joinpath(*parts)))
    if not path.exists():
        raise BuildError(
            "a packaged font is missing", where=str(path), remedy=f"install {package.replace('_', '-')} again"
        )
    return path


def variable_path(italic: bool = False) -> Path:
    """Path of the variable Source Sans 3, upright or italic."""
    name = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
    return _packaged("fontpkg_source_sans_3", "files", name)


def cjk_path() -> Path:
    """Path of the Noto Sans CJK collection: variable, with SC, TC, HK, JP and KR faces."""
    return _packaged("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc")
