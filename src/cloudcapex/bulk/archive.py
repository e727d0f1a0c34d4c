"""A bulk file, member by member: what its directory says of sizes is never believed, and nothing is unpacked to disk."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import DataError

MB = 2**20
# Some times what a filer of many facts, and all filers together, should need; the real file was never seen here.
MOST_MEMBER, MOST_WHOLE, MOST_MEMBERS = 64 * MB, 64 * 1024 * MB, 100_000
_NAME = re.compile(r"CIK(\d{10})\.json", re.ASCII)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    MemoryError,
)


@dataclass(frozen=True)
class FilerFile:
    """One member that could be read: the filer's number as the name has it, and its bytes."""

    name: str
    cik: int
    content: bytes


@dataclass(frozen=True)
class Unread:
    """One member that was not read, and why in a few words."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a bulk file.

    Raises
    ------
    DataError
        It is not there, no zip, or names more members than any bulk file has.
    """
    remedy = "fetch companyfacts.zip again; nothing was taken"
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise DataError("no such file", where=str(path), remedy="name the SEC's companyfacts.zip") from None
    except _BROKEN as error:
        what = " ".join(str(error).split())[:90]
        raise DataError(f"no whole zip ({what})", where=str(path), remedy=remedy) from None
    with archive:
        if len(archive.infolist()) > MOST_MEMBERS:
            raise DataError(
                f"names {len(archive.infolist()):,} members",
                where=str(path),
                valid=f"at most {MOST_MEMBERS:,}",
                remedy=remedy,
            )
        yield archive


def members(archive: zipfile.ZipFile) -> Iterator[FilerFile | Unread]:
    """Read every member in turn.

    Parameters
    ----------
    archive : ZipFile
        As of `opened`. One member may unpack to `MOST_MEMBER` bytes, all of them to `MOST_WHOLE`.

    Raises
    ------
    DataError
        All together unpack to more.
    """
    seen: set[str] = set()
    read = 0
    for entry in archive.infolist():
        name = _printable(entry.filename)
        told = _NAME.fullmatch(entry.filename)
        if told is None:
            yield Unread(name, "no name of a filer; valid: CIK and ten digits, .json")
            continue
        if entry.filename in seen:
            yield Unread(name, "a second member of this name")
            continue
        seen.add(entry.filename)
        try:
            with archive.open(entry) as file:
                content = file.read(MOST_MEMBER + 1)
        except _BROKEN as error:
            yield Unread(name, f"cannot be unpacked ({' '.join(str(error).split())[:90]})")
            continue
        read += len(content)
        if read > MOST_WHOLE:
            raise DataError(
                f"unpacks to more than {MOST_WHOLE // MB:,} MB",
                where=_printable(str(archive.filename)),
                remedy="it is no bulk file of the SEC; nothing was taken",
            )
        if len(content) > MOST_MEMBER:
            yield Unread(name, f"unpacks to more than {MOST_MEMBER // MB:,} MB")
            continue
        yield FilerFile(name, int(told[1]), content)


def _printable(name: str) -> str:
    """Write a name that somebody else chose so that it fits one line of a terminal and does nothing there."""
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
