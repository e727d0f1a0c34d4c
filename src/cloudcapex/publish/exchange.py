"""Exchange two folders in one step, where the system and the file system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD of Linux: paths are as they are
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places; nobody sees either of them missing.

    Returns
    -------
    bool
        False where this system cannot, and nothing was done.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    call = _call()
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    arguments = (_HERE, first, _HERE, second) if sys.platform == "linux" else (first, second)
    if call(*arguments, _SWAP) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@lru_cache(maxsize=1)
def _call() -> Callable[..., int] | None:
    """Find the C library's function; None where it has none, as the oldest and the smallest libraries."""
    name = {"linux": "renameat2", "darwin": "renamex_np"}.get(sys.platform, "")
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if call is not None:
        path = ctypes.c_char_p
        paths = (ctypes.c_int, path, ctypes.c_int, path) if name == "renameat2" else (path, path)
        call.argtypes, call.restype = (*paths, ctypes.c_uint), ctypes.c_int
    return call
