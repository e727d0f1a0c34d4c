"""The list of forms, and how a record is held against its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ..case import Case
from ..record import RecordPart, lines

Check = Callable[[Case, Any], Iterator[str]]


@dataclass(frozen=True)
class Form:
    """One form.

    Parameters
    ----------
    result : type
        The shape of ``result``.
    check : callable
        Tells what is wrong with a case, given its result.
    quantifiers : tuple
        Those it may carry.
    """

    result: type[RecordPart]
    check: Check
    quantifiers: tuple[str | None, ...]


FORMS: dict[str, Form] = {}


def form(
    name: str, result: type[RecordPart], quantifiers: tuple[str | None, ...] = (None,)
) -> Callable[[Check], Check]:
    """Put a check on the list."""

    def put(check: Check) -> Check:
        FORMS[name] = Form(result, check, quantifiers)
        return check

    return put


def wrong(case: Case) -> Iterator[str]:
    """Tell what is wrong with what a record asserts."""
    record = case.record
    own = FORMS[record.form]
    if record.quantifier not in own.quantifiers:
        yield f"quantifier: {record.form} carries no {record.quantifier}"
    try:
        result = own.result.model_validate(record.result)
    except ValidationError as error:
        yield from (f"result.{line}" for line in lines(error))
        return
    yield from own.check(case, result)
