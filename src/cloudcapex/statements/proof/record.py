"""One proof object, read strictly: exactly the keys of the table, each of its type.

An object has the keys of `Record`, which STATEMENTS lists; ``operands`` stands in it where ``measure`` is null, and may
be left out elsewhere. The keys of ``result`` are those of the object's form, see `forms`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ...language.tags import LANGUAGES
from ...periods import Quarter

FormName = Literal[
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
Place = Literal["title", "headline", "lead", "takeaway", "company", "thesis", "changed", "commentary"]
Quantifier = Literal["every", "both", "most", "some", "none", "k_of_n"]
Direction = Literal["rose", "fell", "held", "sped_up", "slowed", "fell_less", "fell_more"]
BaseKind = Literal["yoy", "qoq", "previous", "year", "none"]


def _quarter(text: str) -> str:
    if str(Quarter.parse(text)) != text:
        raise ValueError("not a quarter such as 2026Q2")
    return text


def _day(text: str) -> str:
    if dt.date.fromisoformat(text).isoformat() != text:
        raise ValueError("not an ISO day")
    return text


def _language(tag: str) -> str:
    if tag not in LANGUAGES:
        raise ValueError(f"not one of {', '.join(LANGUAGES)}")
    return tag


LanguageTag = Annotated[str, AfterValidator(_language)]
QuarterName = Annotated[str, AfterValidator(_quarter)]
Day = Annotated[str, AfterValidator(_day)]
Words = Annotated[str, Field(min_length=1)]


class RecordPart(BaseModel):
    """What every part of the object is: strict, closed, unchangeable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class RecordBound(RecordPart):
    """A threshold; a word where what is compared is a verdict or a status."""

    value: float | str
    unit: str


class RecordBase(RecordPart):
    """What the values are held against."""

    kind: BaseKind
    quarter: QuarterName | None


class Told(RecordPart):
    """What the object says of one member's value, and of the one it is held against."""

    value: float | None
    base_value: float | None
    unit: str
    definition: str | None
    base_definition: str | None
    basis: str | None
    evidence: str | None
    period_start: Day | None
    period_end: Day | None
    base_period_end: Day | None
    rounded_to: Annotated[float, Field(gt=0)] | None
    sources: list[str]


class RecordOperand(RecordPart):
    """One value of a result that is of no single measure."""

    measure: Words
    of: Words
    quarter: Words  # a quarter of a series; a day or a year where another table has those
    value: float | str | None
    unit: str


class RecordPrinted(RecordPart):
    """One number in the words."""

    text: Words
    value: float
    unit: str | None
    of: str | None


class Record(RecordPart):
    """One proof object."""

    id: Words
    sentence: Words
    report: Words
    edition_quarter: QuarterName
    as_of: Day | None
    language: LanguageTag
    parameters: dict[str, Any]
    place: Place
    exhibit: Words | None
    text: Words
    form: FormName
    quantifier: Quantifier | None
    direction: Direction | None
    measure: Words | None
    operands: list[RecordOperand] | None = None
    population: list[Words]
    population_of: Words
    quarter: QuarterName
    base: RecordBase
    threshold: RecordBound | None
    values: dict[str, Told]
    true_of: list[str]
    false_of: list[str]
    unknown: dict[str, Words]
    result: dict[str, Any]
    printed: list[RecordPrinted]

    @property
    def known(self) -> list[str]:
        """The members of whom something is said, in the order of the population."""
        said = {*self.true_of, *self.false_of}
        return [of for of in self.population if of in said]


KEYS = tuple(Record.model_fields)


def read(found: Mapping[str, object]) -> Record | list[str]:
    """Read an object, or tell what is wrong with it, a line each."""
    try:
        return Record.model_validate(dict(found))
    except ValidationError as wrong:
        return lines(wrong)


def lines(wrong: ValidationError) -> list[str]:
    """Tell each thing that a model of ours refused."""
    return [
        f"{'.'.join(map(str, error['loc'])) or 'the object'}: {error['msg'][:1].lower()}{error['msg'][1:]}"
        for error in wrong.errors(include_url=False, include_context=False, include_input=False)
    ]
