"""Whom a sentence names, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..periods import Quarter

Kind = Literal["yoy", "qoq", "previous", "year", "none"]
_LAGS: dict[Kind, int] = {"yoy": 4, "qoq": 1, "previous": 1, "year": 4}


@dataclass(frozen=True)
class Population:
    """The set that the words name.

    Parameters
    ----------
    of : str
        What set it is, in a word: ``companies``, ``clouds``, ``guided``.
    members : tuple of str
        Slugs, or ids of another table's rows, from rows and parameters; what is known of them plays no part.
    left_out : tuple of str
        Those to whom the measure does not apply.
    """

    of: str
    members: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.members)) != len(self.members):
            raise ValueError(f"the population of {self.of} names a member twice: {self.members}")

    def __len__(self) -> int:
        return len(self.members)

    @property
    def named(self) -> str:
        """What the set is, with those left out."""
        if not self.left_out:
            return self.of
        return f"{self.of} without {', '.join(self.left_out)} (not applicable)"

    def only(self, *members: str) -> Population:
        """Return the same set cut down to some, for a sentence that names just these."""
        return Population(self.of, tuple(members), self.left_out)


@dataclass(frozen=True)
class Base:
    """What a value is held against.

    Parameters
    ----------
    kind : {'yoy', 'qoq', 'previous', 'year', 'none'}
        The same quarter a year before, the quarter before, the edition before, a year's figure, or nothing.
    quarter : Quarter, optional
        None where there is nothing to hold against.
    """

    kind: Kind = "none"
    quarter: Quarter | None = None

    @classmethod
    def of(cls, kind: Kind, quarter: Quarter) -> Base:
        """Return the base of a kind for a quarter: four quarters before, one, or none."""
        return cls(kind, quarter - _LAGS[kind] if kind in _LAGS else None)
