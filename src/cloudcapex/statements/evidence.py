"""One measure of a population in a quarter, looked up whole: nobody whom the words name is dropped in silence."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from .. import metrics
from ..errors import UsageError
from ..metrics.points import Point
from ..paths import FileState, data_dir, file_state
from ..periods import Quarter
from .assertion import Direction, Operand
from .population import Base, Kind, Population
from .value import Value, value_of

Lookup = Callable[[str, str, Quarter], Point]


class Evidence:
    """Values of a population, each held against its base.

    Parameters
    ----------
    lookup : callable
        Gives the point of a measure, a member and a quarter, known or with its reason.
    measure : str or mapping of str to str
        A name that `series` accepts; or one for each member, where they state different ones.
    population : Population
        Whom the words name. Members to whom the measure does not apply are taken out and listed.
    quarter : Quarter
        Of the statement.
    base : {'none', 'yoy', 'qoq', 'previous', 'year'}
        What each value is held against.
    digits : int
        Digits after the point with which the words print the values (shares: of per cent). Values that print alike
        have *held*.
    summed : bool
        The words speak of the sum of the population as one thing.

    Attributes
    ----------
    values : tuple of Value
        One a member, known or not, in the order of the population.
    """

    def __init__(
        self,
        lookup: Lookup,
        measure: str | Mapping[str, str],
        population: Population,
        quarter: Quarter,
        base: Kind = "none",
        digits: int = 0,
    ) -> None:
        measures = {c: measure if isinstance(measure, str) else measure[c] for c in population.members}
        base_of = Base.of(base, quarter)
        found = {c: lookup(measures[c], c, quarter) for c in population.members}
        out = [c for c, p in found.items() if not p.known and p.reason == "not_applicable"]
        self.lookup = lookup
        self.population = Population(
            population.of,
            tuple(c for c in population.members if c not in out),
            (*population.left_out, *out),
        )
        self.quarter, self.base, self.digits = quarter, base_of, digits
        self.measures = {c: measures[c] for c in self.population.members}
        self.values = tuple(
            value_of(found[c], lookup(measures[c], c, base_of.quarter) if base_of.quarter else None)
            for c in self.population.members
        )

    @classmethod
    def of(
        cls, values: Sequence[Value], population: Population, quarter: Quarter, digits: int = 0
    ) -> Evidence:
        """Gather values that no series has: of deals, laboratories, markets, guidance, verdicts, models.

        Parameters
        ----------
        values : sequence of Value
            One a member, known or not, each with a measure that names its table: ``labs.revenue_run_rate``.
        population : Population
            Whom the words name.
        quarter : Quarter
            Of the statement.
        digits : int
            As for evidence of a series.
        """
        found = {v.of: v for v in values}
        made = cls.__new__(cls)
        made.lookup = _in_no_series
        made.population, made.quarter, made.base, made.digits = population, quarter, Base(), digits
        made.measures = {c: found[c].measure for c in population.members}
        made.values = tuple(found[c] for c in population.members)
        return made

    @classmethod
    def of_points(cls, points: Sequence[Point], population: Population, quarter: Quarter) -> Evidence:
        """Gather points that were computed and are of no series: by its number alone their reader knows one.

        Parameters
        ----------
        points : sequence of Point
            One a member, in their order; each is told of its own quarter. Of one that is not known nothing is
            disclosed that it could be computed from, whatever its parts lack.
        population : Population
            Whom the words name: companies, or whatever ids the reader of the measure knows.
        quarter : Quarter
            Of the statement.
        """
        values = [
            Value(
                name,
                p.metric,
                p.value,
                p.unit,
                basis=p.basis if p.known else "",
                evidence=p.evidence if p.known else "",
                low=p.bounds[0],
                high=p.bounds[1],
                sources=p.sources,
                reason="" if p.known else "not_disclosed",
                when=str(p.quarter),
            )
            for name, p in zip(population.members, points, strict=True)
        ]
        return cls.of(values, population, quarter)

    # what is known ---------------------------------------------------------------------------

    @property
    def measure(self) -> str | None:
        """The one measure of all members; None where they state different ones or another table's."""
        names = set(self.measures.values())
        name = next(iter(names)) if len(names) == 1 else None
        return name if name is not None and in_series(name) else None

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The values as operands, for an assertion without one measure; missing ones of a series, or where all are."""
        if self.measure is not None:
            return ()
        return tuple(
            Operand(
                v.measure,
                v.of,
                v.when or self.quarter,
                v.word or (v.value if v.known else None),
                v.unit,
                v.marks,
            )
            for v in self.values
            if v.known or in_series(v.measure) or not self.known
        )

    @property
    def known(self) -> tuple[Value, ...]:
        return tuple(v for v in self.values if v.known)

    @property
    def marks(self) -> str:
        """Letters of what the known values come to together: those of any of them."""
        return "".join(sorted({letter for v in self.known for letter in v.marks}))

    @property
    def compared(self) -> tuple[Value, ...]:
        return tuple(v for v in self.values if v.compared)

    @property
    def unit(self) -> str:
        """The unit of the values; that of the first member where none is known."""
        return next((v.unit for v in (*self.known, *self.values)), "")

    def __getitem__(self, member: str) -> Value:
        return next(v for v in self.values if v.of == member)

    def unknown(self, *, compared: bool = False) -> dict[str, str]:
        """Return why nothing can be said of the others: of their value, or of how it compares."""
        return {
            v.of: v.reason or "not_disclosed"
            for v in self.values
            if not (v.compared if compared else v.known)
        }

    # how it moved ----------------------------------------------------------------------------

    @property
    def rate(self) -> bool:
        """Whether the measure is itself a rate of growth, so that more of it is faster."""
        return all(is_rate(m) for m in self.measures.values())

    def direction(self, value: Value) -> Direction:
        """Say how a value moved against its base."""
        return self.moved(value.value, value.base_value, value.measure, value.unit)

    def moved(self, now: float, then: float, measure: str, unit: str) -> Direction:
        """Say how a figure stands to another: level where the difference is within what counts as held."""
        if self.alike(now, then, unit) or has_held(measure, unit, now, then):
            return "held"
        if not is_rate(measure) or (now >= 0) != (then >= 0):
            return "rose" if now > then else "fell"
        if now >= 0:
            return "sped_up" if now > then else "slowed"
        return "fell_less" if now > then else "fell_more"

    def alike(self, one: float, other: float, unit: str) -> bool:
        """Whether two values print alike. Amounts are printed in units of their own and compared by their growth."""
        return unit == "share" and printed(one * 100, self.digits) == printed(other * 100, self.digits)

    # other quarters --------------------------------------------------------------------------

    def at(self, member: str, quarter: Quarter) -> Point:
        """Look a member up in another quarter."""
        return self.lookup(self.measures[member], member, quarter)

    def unbased(self) -> Evidence:
        """Return the same values held against nothing, for a sentence that says what they are, not how they moved."""
        if self.base.quarter is None:
            return self
        return Evidence(self.lookup, self.measures, self.population, self.quarter, "none", self.digits)

    def only(self, *members: str) -> Evidence:
        """Return the evidence of some members alone, for a sentence that names just these."""
        kind = self.base.kind
        cut = Evidence.__new__(Evidence)
        cut.lookup, cut.quarter, cut.base, cut.digits = self.lookup, self.quarter, self.base, self.digits
        cut.population = Population(self.population.of, tuple(members))
        cut.measures = {c: self.measures[c] for c in members}
        cut.values = tuple(self[c] for c in members)
        assert cut.base.kind == kind
        return cut


def _in_no_series(measure: str, member: str, quarter: Quarter) -> Point:
    raise UsageError(
        f"{measure} of {member} is told of one day alone", remedy="take a form that asks for no other quarter"
    )


def printed(value: float, digits: int) -> Decimal:
    """Round half up, as the writer of numbers does."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def is_rate(measure: str) -> bool:
    """Whether a measure says how fast something grew."""
    name, _, transforms = measure.partition(".")
    last = transforms.rpartition(".")[2]
    return last in ("yoy", "qoq") or (not transforms and "growth" in name)


def in_series(measure: str) -> bool:
    """Whether `series` accepts a name, without a look at the facts."""
    return _held(measure) is not None


def _held(measure: str) -> metrics.Held | None:
    return _held_by(measure, file_state(data_dir() / "metrics.csv"))


@functools.lru_cache(maxsize=512)
def _held_by(measure: str, state: FileState) -> metrics.Held | None:
    try:
        return metrics.held_within(measure)
    except UsageError:
        return None


def has_held(measure: str, unit: str, now: float, then: float) -> bool:
    """Whether a figure moved so little that it held: within what `metrics.csv` says of its metric."""
    held = _held(measure) or metrics.Held(_HELD, relative=unit not in ("share", "points"))
    return held.holds(now, then)


_HELD = 0.005


def names(members: Sequence[Value]) -> tuple[str, ...]:
    """Return whose the values are."""
    return tuple(v.of for v in members)
