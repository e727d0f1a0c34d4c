"""A file that somebody hands in, opened with care: bounded before anything is parsed, and never unpacked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError

MOST_BYTES = 200 * 1024 * 1024
# What a packed file begins with: it may unpack to a thousand times its size, so that is left to its owner.
_PACKED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
FACTS, DOCUMENT, TABLE = "company facts", "a document with inline XBRL", "a table"


@dataclass(frozen=True)
class Handed:
    """What was handed in.

    Attributes
    ----------
    name : str
        The file's name, for messages.
    kind : str
        `FACTS`, `DOCUMENT` or `TABLE`, by how it begins.
    content : bytes
        All of it.
    """

    name: str
    kind: str
    content: bytes


def opened(path: Path) -> Handed:
    """Read a file whole.

    Raises
    ------
    UsageError
        There is none, it cannot be read, is empty, too large or packed.
    """
    remedy = "give the path of a company-facts JSON, a filing's inline XBRL (.htm) or a CSV"
    try:
        if not path.is_file():
            raise UsageError(
                "no such file" if not path.exists() else "not a file", where=str(path), remedy=remedy
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageError(
                f"{size / 2**20:,.0f} MB",
                where=str(path),
                valid=f"up to {MOST_BYTES // 2**20} MB",
                remedy="nothing was read",
            )
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", where=str(path), remedy=remedy) from None
    return Handed(path.name, kind_of(path.name, content), content)


def kind_of(name: str, content: bytes) -> str:
    """Tell by how it begins what some content is.

    Parameters
    ----------
    name : str
        For messages.
    content : bytes
        All of it.

    Raises
    ------
    UsageError
        It is empty or packed.
    """
    packed = next((kind for magic, kind in _PACKED.items() if content.startswith(magic)), None)
    if packed:
        raise UsageError(
            f"is packed ({packed})", where=name, remedy="unpack it yourself: nothing is unpacked here"
        )
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start:
        raise UsageError("the file is empty", where=name)
    return {b"{": FACTS, b"[": FACTS, b"<": DOCUMENT}.get(start, TABLE)
