"""What is too long to be run whole at every run: some of a list, drawn on the printed seed; ``make sweep`` takes a part, and in turn all.

`WHOLE` in the environment says how much of each list is run: ``1`` all of it, ``4`` each fourth, whichever the seed begins with.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

from conftest import SEED

WHOLE = "CLOUDCAPEX_WHOLE"
T = TypeVar("T")


def some_of(name: str, options: Iterable[T], size: int = 1) -> list[T]:
    """Draw some options on the seed and a name, in their order; in the sweep no fewer, and over its seeds all of them."""
    every = list(options)
    if step := int(os.environ.get(WHOLE) or 0):
        step = max(min(step, len(every) // size), 1)
        return every[int(os.environ[SEED]) % step :: step]
    drawn = random.Random(f"{name} {os.environ[SEED]}").sample(range(len(every)), size)
    return [every[n] for n in sorted(drawn)]


def in_turn(
    name: str, options: Iterable[T], languages: Sequence[str], size: int | None = None
) -> list[tuple[T, str]]:
    """Put each option in one language, each in another one than the one before; in all of them where all is run.

    Of long lists ``size`` options are drawn.
    """
    every = list(options)
    if os.environ.get(WHOLE) == "1":
        return [(option, language) for option in every for language in languages]
    first = random.Random(f"{name} {os.environ[SEED]}").randrange(len(languages))
    told = [(option, languages[(first + n) % len(languages)]) for n, option in enumerate(every)]
    return told if size is None else some_of(name, told, size)


def turned(name: str, options: Sequence[object], size: int = 1) -> Callable[[Callable], pytest.MarkDecorator]:
    """Run a test with some values of a parameter, drawn on the seed and its name, and with more of them in the sweep."""

    def mark(test: Callable) -> pytest.MarkDecorator:
        drawn = some_of(f"{test.__module__}.{test.__qualname__}", options, size)
        return pytest.mark.turned(pytest.mark.parametrize(name, drawn, ids=str)(test))

    return mark


def examples(size: int) -> settings:
    """Try so many examples of a property of which each takes long; in the sweep as many as of any other."""
    return settings() if os.environ.get(WHOLE) else settings(max_examples=size)
