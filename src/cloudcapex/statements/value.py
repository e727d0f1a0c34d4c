"""One member's value with its base: what an assertion is evaluated on."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..facts import second_hand
from ..metrics.points import Point
from ..periods import Quarter
from ..schema.grades import marks


@dataclass(frozen=True)
class Value:
    """A value, and the one it is held against.

    Parameters
    ----------
    of : str
        The member: a slug, or the id of another table's row.
    measure : str
        A name that `series` accepts, or one of the other tables': ``labs.revenue_run_rate``.
    value, base_value : float
        In whole units; NaN where missing.
    unit : str
        ``USD``, ``share``, ``count``, ...
    definition, base_definition, basis, evidence : str
        As in a series frame; of a missing value empty.
    period_start, period_end, base_period_end : date or None
        The fiscal periods behind the two.
    low, high : float
        Between which the value lies, as its operands are rounded; both equal it where it is exact.
    base_low, base_high : float
        The same of the base.
    rounded_to : float or None
        The step the source rounds to; None where it is exact or computed.
    sources : tuple of str
        Documents behind either.
    reason : str
        Why there is no value, or none to hold it against: a reason of `series`, or ``redefined``; empty where both
        are there.
    word : str
        In the place of a number, where a table keeps words: how guidance moved, a verdict.
    when : str
        The day or quarter that another table tells the value of; empty for the quarter of the statement.
    base_marks : str
        Letters of how the base is known, as in `marks`.
    """

    of: str
    measure: str
    value: float
    unit: str
    base_value: float = math.nan
    definition: str = ""
    base_definition: str = ""
    basis: str = ""
    evidence: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    base_period_end: dt.date | None = None
    low: float = math.nan
    high: float = math.nan
    base_low: float = math.nan
    base_high: float = math.nan
    rounded_to: float | None = None
    sources: tuple[str, ...] = ()
    reason: str = ""
    word: str = ""
    when: str = ""
    base_marks: str = ""

    @property
    def marks(self) -> str:
        """Letters of how the value is known, see `grades.marks`: of another table than series by its documents."""
        return _marks(self.basis, self.evidence, self.sources)

    @property
    def known(self) -> bool:
        return math.isfinite(self.value) or bool(self.word)

    @property
    def told_in(self) -> Quarter:
        """The quarter that another table tells it of, or that holds the day."""
        day = self.when
        return Quarter.parse(day) if "Q" in day else Quarter.containing(dt.date.fromisoformat(day))

    @property
    def compared(self) -> bool:
        """Whether there is a base on the same definition."""
        return self.known and math.isfinite(self.base_value) and self.definition == self.base_definition

    @property
    def delta(self) -> float:
        """Value less base, in the unit of the measure."""
        return self.value - self.base_value

    def record(self) -> dict[str, object]:
        """Return the value as the proof prints it."""
        return {
            "value": self.value,
            "base_value": _number(self.base_value),
            "unit": self.unit,
            "definition": self.definition,
            "base_definition": self.base_definition or None,
            "basis": self.basis,
            "evidence": self.evidence,
            "period_start": _day(self.period_start),
            "period_end": _day(self.period_end),
            "base_period_end": _day(self.base_period_end),
            "rounded_to": self.rounded_to,
            "sources": list(self.sources),
        }


def growth(values: Sequence[Value], of: str) -> Value:
    """Compute how much an amount, or the sum of several, is above its base, and between which bounds rounding leaves it.

    Parameters
    ----------
    values : sequence of Value
        Each with a base; what they come to before is above nought.
    of : str
        Whose the growth is.

    Returns
    -------
    Value
        A share without a measure; its bounds are NaN where nobody says how an operand is rounded.
    """
    now, low, high = (math.fsum(getattr(v, name) for v in values) for name in ("value", "low", "high"))
    then, least, most = (
        math.fsum(getattr(v, name) for v in values) for name in ("base_value", "base_low", "base_high")
    )
    bounded = least > 0
    return Value(
        of,
        "",
        now / then - 1,
        "share",
        low=low / most - 1 if bounded else math.nan,
        high=high / least - 1 if bounded else math.nan,
    )


def value_of(now: Point, then: Point | None) -> Value:
    """Join a point and the one it is held against.

    Parameters
    ----------
    now : Point
        The value; not known where its reason is set.
    then : Point, optional
        The base; None where nothing is held against it.
    """
    return Value(
        of=now.company,
        measure=now.metric,
        value=now.value,
        unit=now.unit,
        base_value=then.value if then else math.nan,
        definition=now.definition,
        base_definition=then.definition if then else "",
        basis=now.basis if now.known else "",
        evidence=now.evidence if now.known else "",
        period_start=now.period_start,
        period_end=now.period_end,
        base_period_end=then.period_end if then else None,
        low=math.nan if now.low is None else now.low,
        high=math.nan if now.high is None else now.high,
        base_low=then.bounds[0] if then else math.nan,
        base_high=then.bounds[1] if then else math.nan,
        rounded_to=now.rounded_to,
        sources=tuple(sorted({*now.sources, *(then.sources if then else ())})),
        reason=_reason(now, then),
        base_marks=_marks(then.basis, then.evidence, then.sources) if then and then.known else "",
    )


def _marks(basis: str, evidence: str, sources: tuple[str, ...]) -> str:
    """Return the letters of a figure: where nothing is told of its grade, by the documents behind it."""
    if basis or evidence:
        return marks(basis, evidence)
    return "s" if second_hand() & {*sources} else ""


def _reason(now: Point, then: Point | None) -> str:
    if not now.known:
        return now.reason or "not_disclosed"
    if then is None:
        return ""
    if not then.known:
        return then.reason or "not_disclosed"
    return "" if now.definition == then.definition else "redefined"


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
