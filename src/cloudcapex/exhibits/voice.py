"""Whose line speaks: where a title is about one of those drawn, the others stand in grey behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from ..statements import Assertion, Statement

# What a title may take, in columns of which a Chinese character takes two: two lines over an exhibit.
TITLE_WIDTH = 110

_TITLE: ContextVar[Statement | None] = ContextVar("title of the exhibit that is being drawn", default=None)


@contextmanager
def titled(title: Statement) -> Iterator[None]:
    """Let what is drawn inside know the title that it stands under.

    Parameters
    ----------
    title : Statement
        With its shorter forms; it is printed in the first that fits.
    """
    before = _TITLE.set(title.fitting(TITLE_WIDTH))
    try:
        yield
    finally:
        _TITLE.reset(before)


def speaker(names: Sequence[str]) -> int | None:
    """Find the line that the title is about.

    Parameters
    ----------
    names : sequence of str
        As printed beside the lines; empty for a line without one.

    Returns
    -------
    int or None
        Its place. None where the title names none of several lines or more than one, where anything in it is said of
        several, and outside of an exhibit.
    """
    title = _TITLE.get()
    if title is None or sum(map(bool, names)) < 2:
        return None
    told = [told_of for assertion in title.assertions if (told_of := _told_of(assertion))]
    if any(len(told_of) > 1 for told_of in told) or len(set().union(*told)) != 1:
        return None
    named = [place for place, name in enumerate(names) if name and name in title.text]
    return named[0] if len(named) == 1 else None


def _told_of(assertion: Assertion) -> set[str]:
    """Return of whom something is said: of a rank the first alone."""
    members = assertion.named("leaders") if assertion.form == "leader" else assertion.true_of
    return {one for member in members for one in member.split("+")}
