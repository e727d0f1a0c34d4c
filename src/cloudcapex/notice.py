"""What an edition must say of itself where checks of its data failed: that it is a draft, or why it was published."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from .errors import UsageError
from .language.catalogue import N_, translate

LONGEST = 500  # characters of a reason


@dataclass(frozen=True)
class Notice:
    """The checks that failed, and the reason to publish all the same; empty where none did.

    Parameters
    ----------
    failed : tuple of (str, str)
        The name of each check that failed, and what it found.
    despite : str
        Why the edition is published despite them; empty for a draft.
    """

    failed: tuple[tuple[str, str], ...] = ()
    despite: str = ""

    def __bool__(self) -> bool:
        return bool(self.failed)

    @property
    def record(self) -> dict[str, object]:
        """What a manifest says."""
        return {
            "failed": [{"check": name, "found": found} for name, found in self.failed],
            "despite": self.despite,
        }

    def words(self, language: str) -> dict[str, object]:
        """What page one says: a heading, what leads the list, the names of the checks, and the reason."""
        despite = translate(N_("Reason given: {reason}"), language).format(reason=self.despite)
        heading = (
            N_("Published although checks of the data failed")
            if self.despite
            else N_("Draft: not for publication")
        )
        return {
            "heading": translate(heading, language),
            "lead": translate(N_("Checks of the data that failed:"), language),
            "checks": [translate(name, language) for name, _ in self.failed],
            "reason": despite if self.despite else "",
        }


def reason_of(text: str) -> str:
    """Read the reason of whoever publishes despite failed checks; one that says nothing is a `UsageError`."""
    where = "--despite-checks"
    reason = " ".join(text.split())
    if not any(character.isalnum() for character in reason):
        raise UsageError(
            "names no reason", where=where, remedy="say why the edition is published all the same"
        )
    if any(unicodedata.category(character).startswith("C") for character in reason):
        raise UsageError("holds a character that cannot be printed", where=where)
    if len(reason) > LONGEST:
        raise UsageError(f"{len(reason)} characters", where=where, valid=f"at most {LONGEST}")
    return reason


NONE = Notice()
_OF_THE_RUN: ContextVar[Notice] = ContextVar("notice", default=NONE)


def of_the_run() -> Notice:
    """Return the notice of the edition that is being made; an empty one outside of a build."""
    return _OF_THE_RUN.get()


@contextlib.contextmanager
def running(notice: Notice) -> Iterator[None]:
    """Let what runs inside know the notice of its edition."""
    token = _OF_THE_RUN.set(notice)
    try:
        yield
    finally:
        _OF_THE_RUN.reset(token)
