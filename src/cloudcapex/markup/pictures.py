"""Pictures that Markdown names: attachments of the cell and files beside the notebook, never any other."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .. import media

SUFFIXES = {
    ".svg": media.SVG,
    ".png": media.PNG,
    ".jpg": media.JPEG,
    ".jpeg": media.JPEG,
    ".gif": media.GIF,
    ".webp": media.WEBP,
}
# Vector before raster, lossless before lossy.
KINDS = tuple(dict.fromkeys(SUFFIXES.values()))
MOST_BYTES = 30_000_000


def as_bytes(data: object, kind: str) -> bytes | None:
    """Bytes of a picture as a notebook keeps it: SVG is text, the others base64. None where it is damaged.

    Parameters
    ----------
    data : object
        Text, lines of text, or bytes.
    kind : str
        Its MIME type.

    Returns
    -------
    bytes or None
        None also for what is no picture at all.
    """
    words = "".join(data) if isinstance(data, list) else data
    if isinstance(words, bytes):
        return words
    if not isinstance(words, str):
        return None
    if kind == media.SVG and "<" in words:
        return words.encode("utf-8", "replace")
    try:
        return base64.b64decode(words, validate=False)
    except (binascii.Error, ValueError):
        return None


def find_picture(
    source: str, folder: Path | None, attachments: Mapping[str, Any]
) -> tuple[str, bytes | None] | None:
    """Find a picture by the address Markdown gives it.

    Parameters
    ----------
    source : str
        ``attachment:`` and a name, or a path; a path is one beside or below the notebook.
    folder : Path or None
        Where the notebook lies; None where no file is to be read.
    attachments : mapping
        Name to bundle of the cell.

    Returns
    -------
    tuple of (str, bytes or None) or None
        Its type and content, which is None where it is damaged; None where there is no such picture.
    """
    if source.startswith("attachment:"):
        bundle = attachments.get(unquote(source[11:])) or {}
        return next(((kind, as_bytes(bundle[kind], kind)) for kind in KINDS if kind in bundle), None)
    path = _beside(source, folder)
    return (SUFFIXES[path.suffix.lower()], path.read_bytes()) if path else None


def _beside(source: str, folder: Path | None) -> Path | None:
    if folder is None:
        return None
    try:
        home = folder.resolve(strict=True)
        path = (home / unquote(source.split("?")[0].split("#")[0])).resolve(strict=True)
        inside = path.is_relative_to(home) and path.is_file() and path.stat().st_size <= MOST_BYTES
    except (OSError, ValueError, RuntimeError):
        return None
    return path if inside and path.suffix.lower() in SUFFIXES else None
