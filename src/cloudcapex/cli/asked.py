"""What a command was asked for: editions of reports, every parameter checked before anything is started."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..media import Json

if TYPE_CHECKING:
    from ..publish.parameters import Answers
    from ..publish.plan import Options, Plan

# Facts begin in 2018Q1; growth over a year needs four quarters before the one under review.
FIRST_QUARTER = "2019Q1"


def editions(
    reports: Sequence[str],
    parameters: Sequence[str],
    *,
    quarter: str | None,
    language: str | None,
    as_of: str | None,
    options: Options | None = None,
) -> list[Plan]:
    """Plan the editions that a command names: each report in each quarter and language.

    Parameters
    ----------
    reports : sequence of str
        Names of reports; one named twice is made once.
    parameters : sequence of str
        ``NAME=VALUE``, as ``-p`` has them.
    quarter, language, as_of : str, optional
        As their options have them: a quarter, a span or a list; a language or a list; a day.
    options : Options, optional
        What else a build is asked.

    Raises
    ------
    UsageError
        For anything unknown, malformed or outside the data.
    """
    from ..periods import parse_quarters
    from ..publish.plan import plan

    given = _given(parameters, quarter=quarter, language=language, as_of=as_of)
    quarters = [str(q) for q in parse_quarters(quarter)] if quarter is not None else [None]
    languages: Sequence[str | None] = names(language, "--language") if language is not None else [None]
    known = vocabulary()
    return [
        plan(report, {**given, **_named(quarter=q, language=code)}, known, options)
        for report in dict.fromkeys(reports)
        for q in quarters
        for code in languages
    ]


def names(text: str, option: str) -> tuple[str, ...]:
    """Read a comma list; one that names nothing is an error."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found:
        raise UsageError("names nothing", where=option)
    return found


def _named(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _given(parameters: Sequence[str], **options: str | None) -> dict[str, str]:
    """Join ``-p`` and the options that are parameters too; saying one twice is an error."""
    given = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"{text!r} sets nothing", where="-p", valid="NAME=VALUE")
        if name in given or options.get(name) is not None:
            raise UsageError("set twice", where=f"parameter {name}")
        given[name] = value
    return {**given, **_named(as_of=options["as_of"])}


def vocabulary() -> Answers:
    """Say what the data can answer, for publishing to check parameters against."""
    from .. import facts
    from ..language import available_languages
    from ..periods import Quarter
    from ..publish.parameters import Answers

    return Answers(
        companies=tuple(facts.load_companies()["slug"]),
        first=Quarter.parse(FIRST_QUARTER),
        last=None,
        known_to=facts.newest_day(),
        languages=tuple(available_languages()),
        opened=_opened,
    )


def _opened(report: str, values: Json) -> None:
    """Refuse a quarter of which no company of the report has filed anything by its day."""
    from .. import metrics
    from ..reports.compared import compared

    companies = values.get("companies") or ()
    if isinstance(companies, str):
        companies = [slug for slug in companies.split(",") if slug]
    if "quarter" in values:
        metrics.hold_open(compared(report, companies), values["quarter"], values.get("as_of"))
