"""An assertion: what holds of whom, when, against what; a value without language."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..periods import Quarter
from .population import Base, Population
from .value import Value

Form = Literal[
    "value",
    "change",
    "each",
    "split",
    "leader",
    "record",
    "lowest",
    "since",
    "streak",
    "share",
    "times",
    "gap",
    "sum",
    "range",
    "none",
]
Quantifier = Literal["every", "both", "most", "some", "none", "k_of_n"]
Direction = Literal["rose", "fell", "held", "sped_up", "slowed", "fell_less", "fell_more"]
Sense = Literal["above", "below"]


@dataclass(frozen=True)
class Threshold:
    """A bound that values are held against.

    Parameters
    ----------
    value : float or str
        In whole units of ``unit``, shares as fractions; a word where words are held against it.
    unit : str
        Of the value.
    """

    value: float | str
    unit: str


@dataclass(frozen=True)
class Operand:
    """A value that goes into a result and is of another measure than its neighbours.

    Parameters
    ----------
    measure : str
        A name that `series` accepts, or one of another table: ``labs.revenue_run_rate``.
    of : str
        Whose: a slug or the id of a row.
    quarter : Quarter or str
        Of the value; where another table tells it of a day, that day in ISO.
    value : float, str or None
        In whole units, a word where the table keeps words, None where it is said that there is none.
    unit : str
        Of the value.
    marks : str
        Letters of how the value is known, as of `Value`; the proof looks them up itself.
    """

    measure: str
    of: str
    quarter: Quarter | str
    value: float | str | None
    unit: str
    marks: str = ""

    def record(self) -> dict[str, object]:
        """Return the operand as the proof prints it."""
        return {
            "measure": self.measure,
            "of": self.of,
            "quarter": str(self.quarter),
            "value": self.value,
            "unit": self.unit,
        }


@dataclass(frozen=True, eq=False)  # an assertion is the one that was made, not another with the same numbers
class Assertion:
    """What is said of a population, with the values it stands on.

    Parameters
    ----------
    form : Form
        One of STATEMENTS's forms.
    population : Population
        Whom the words name.
    quarter : Quarter
        Of the statement.
    values : tuple of Value
        Of every member whose value is known, those whose base is missing included.
    true_of, false_of : tuple of str
        Members of whom it holds and does not.
    unknown : mapping of str to str
        The other members, with the reason why nothing can be said of them.
    result : mapping
        What came out, by the keys of the form.
    measure : str, optional
        A name that `series` accepts; None where the values are of several, or of another table.
    operands : tuple of Operand
        The values, where there is no one measure.
    base, threshold, quantifier, direction
        As the form has them.
    sense : {'above', 'below'}, optional
        On which side of the threshold ``true_of`` lies.
    """

    form: Form
    population: Population
    quarter: Quarter
    values: tuple[Value, ...]
    true_of: tuple[str, ...]
    false_of: tuple[str, ...]
    unknown: Mapping[str, str]
    result: Mapping[str, object]
    measure: str | None = None
    operands: tuple[Operand, ...] = ()
    base: Base = field(default_factory=Base)
    threshold: Threshold | None = None
    quantifier: Quantifier | None = None
    direction: Direction | None = None
    sense: Sense | None = None

    def __post_init__(self) -> None:
        parts = [*self.true_of, *self.false_of, *self.unknown]
        if sorted(parts) != sorted(self.population.members):
            raise ValueError(f"{self.form}: {parts} do not partition {self.population.members}")

    def figure(self, key: str) -> float:
        """Return a number of the result."""
        found = self.result[key]
        if not isinstance(found, int | float):
            raise TypeError(f"{key} of a {self.form} is no number: {found!r}")
        return float(found)

    def named(self, key: str) -> list[str]:
        """Return the members that the result lists under a key."""
        found = self.result[key]
        if not isinstance(found, list):
            raise TypeError(f"{key} of a {self.form} lists no members: {found!r}")
        return [str(member) for member in found]

    @property
    def groups(self) -> dict[str, list[str]]:
        """The groups of a split, by direction; ``not_compared`` last."""
        found = self.result["groups"]
        if not isinstance(found, dict):
            raise TypeError(f"a {self.form} has no groups")
        return found

    @property
    def count(self) -> int:
        """Of how many it holds."""
        return len(self.true_of)

    @property
    def complete(self) -> bool:
        """Whether something can be said of every member."""
        return not self.unknown

    def record(self) -> dict[str, object]:
        """Return what the proof prints of the assertion alone: JSON-ready, numbers unrounded."""
        return {
            "form": self.form,
            "quantifier": self.quantifier,
            "direction": self.direction,
            "measure": self.measure,
            **({"operands": [o.record() for o in self.operands]} if self.measure is None else {}),
            "population": list(self.population.members),
            "population_of": self.population.named,
            "quarter": str(self.quarter),
            "base": {
                "kind": self.base.kind,
                "quarter": str(self.base.quarter) if self.base.quarter else None,
            },
            "threshold": {"value": self.threshold.value, "unit": self.threshold.unit}
            if self.threshold
            else None,
            "values": {
                v.of: v.record() for v in self.values if v.of in self.population.members and not v.word
            },
            "true_of": list(self.true_of),
            "false_of": list(self.false_of),
            "unknown": dict(self.unknown),
            "result": _plain(self.result),
        }


def _plain(found: object) -> object:
    if isinstance(found, Mapping):
        return {str(k): _plain(v) for k, v in found.items()}
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    if isinstance(found, Quarter):
        return str(found)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return [_plain(v) for v in found]
    return found
