"""What was fetched before, on disk: a body by its address, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from ..fonts import cache_dir


@dataclass(frozen=True)
class KeptBody:
    """One body as it was fetched.

    Attributes
    ----------
    etag, modified : str
        What the server calls this state, for asking whether it is still the newest; empty for nothing.
    fetched : str
        The day and hour, in UTC.
    """

    body: bytes
    etag: str
    modified: str
    fetched: str


@dataclass(frozen=True)
class _Label:
    url: str
    etag: str
    modified: str
    fetched: str
    digest: str


class Shelf:
    """A folder of bodies; what cannot be written there is fetched again next time, and no error."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_dir() / "edgar"

    def find(self, url: str) -> KeptBody | None:
        """Return what is kept of an address, or None: a body that is not the one written is not kept."""
        body, label = self._paths(url)
        try:
            said = _Label(**json.loads(label.read_text("utf-8")))
            held = body.read_bytes()
        except (OSError, ValueError, TypeError):
            return None
        if said.url != url or said.digest != _digest(held):
            return None
        return KeptBody(held, said.etag, said.modified, said.fetched)

    def keep(self, url: str, body: bytes, etag: str = "", modified: str = "") -> None:
        """Keep a body, the label last: one without its label is no body."""
        place, label = self._paths(url)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        said = _Label(url, etag, modified, now, _digest(body))
        # A full or read-only disk costs a fetch, not the figures.
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(place, body)
            _write(label, json.dumps(asdict(said)).encode())

    def _paths(self, url: str) -> tuple[Path, Path]:
        name = hashlib.sha256(url.encode()).hexdigest()[:40]
        return self.folder / f"{name}.body", self.folder / f"{name}.json"


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _write(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
