"""The errors a reader sees: one line that says what, where, what would be valid and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CloudcapexError(Exception):
    """One clear line for the reader of a terminal.

    Parameters
    ----------
    what : str
        What is wrong, as a sentence without a full stop.
    where : str, optional
        The file, line and column, the notebook cell, or the option.
    valid : str or iterable of str, optional
        What would have been accepted.
    remedy : str, optional
        What to do about it.
    """

    exit_code = 1

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        valid: str | Iterable[str] | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.valid = valid if valid is None or isinstance(valid, str) else ", ".join(valid)
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        if self.valid:
            line += f"; valid: {self.valid}"
        if self.remedy:
            line += f"; {self.remedy}"
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        # Worker processes send their errors home pickled; keyword arguments need help with that.
        return (_rebuild, (type(self), self.what, self.where, self.valid, self.remedy))


def _rebuild(
    kind: type[CloudcapexError], what: str, where: str | None, valid: str | None, remedy: str | None
) -> CloudcapexError:
    return kind(what, where=where, valid=valid, remedy=remedy)


class UsageError(CloudcapexError):
    """The command or a parameter was wrong; nothing was started."""

    exit_code = 2


class DataError(CloudcapexError):
    """A file under ``data/`` breaks the data contract."""


class BuildError(CloudcapexError):
    """An edition could not be made; what was there before is untouched."""


def near(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Known names that resemble ``name``, best first.

    Parameters
    ----------
    name : str
        What the reader typed.
    known : iterable of str
        The names that exist.
    most : int
        How many to offer at the most.

    Returns
    -------
    list of str
        Empty where nothing comes close.
    """
    by_fold = {k.casefold(): k for k in known}
    hits = difflib.get_close_matches(name.casefold(), by_fold, n=most, cutoff=0.5)
    return [by_fold[h] for h in hits]


def unknown(kind: str, name: str, known: Iterable[str], *, where: str | None = None) -> UsageError:
    """Build the error for a name that does not exist, with the near names offered.

    Parameters
    ----------
    kind : str
        What is named: ``company``, ``report``.
    name : str
        As it was given.
    known : iterable of str
        Names that exist.
    where : str, optional
        File, line, option or parameter that names it.
    """
    names = list(known)
    close = near(name, names)
    remedy = f"did you mean {' or '.join(close)}?" if close else None
    return UsageError(f"unknown {kind} {name!r}", where=where, valid=names, remedy=remedy)
