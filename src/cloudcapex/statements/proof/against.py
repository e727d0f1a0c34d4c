"""Against what: words that hold a figure against the year or the quarter before are said of figures held so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...language.tags import is_chinese
from ...periods import Quarter
from .case import Case, Pair, same
from .moves import is_rate
from .printed import printed_in
from .record import RecordPrinted

YEAR, QUARTER = "year", "quarter"
_ENGLISH = {
    YEAR: re.compile(
        r"\bon the year\b|\byear[- ](?:on|over)[- ]year\b|\b(?:a|the) year (?:before|earlier|ago)\b|\bthe year’s\b"
    ),
    QUARTER: re.compile(
        r"\bon the quarter\b|\bquarter[- ](?:on|over)[- ]quarter\b"
        r"|\b(?:a|the|its|their) quarter (?:before|earlier|ago)\b|\bthe previous quarter\b"
    ),
}
_CHINESE = {
    YEAR: re.compile(
        r"同比(?!增速)|年增(?!率)|年[减減](?=[\d約约]|幅)|上年|去年同期|[一前上]年前|[较較]一年前|前一年|上一年"
    ),
    QUARTER: re.compile(r"环比|環比|季增|季[减減]|上一?季|前一?季|一季前"),
}
_KINDS = {"yoy": YEAR, "year": YEAR, "qoq": QUARTER, "previous": QUARTER}
_LAGS = {4: YEAR, 1: QUARTER}


def wrong(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Tell which of these words hold a figure against what no object holds it against.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    text : str
        Its words; what is not to be read is blanked out.
    """
    words = _CHINESE if is_chinese(cases[0].record.language) else _ENGLISH
    held = {kind for case in cases for kind in _kinds(case)} | _of_two_quarters(cases)
    for kind, pattern in words.items():
        if (found := pattern.search(text)) and kind not in held:
            yield f"words: “{found[0]}” is said, and nothing is held against the {kind} before"
    yield from _beside(cases, text, words)


def _beside(cases: Sequence[Case], text: str, words: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    """In a clause with one such word, a figure that changed did so against that."""
    for clause in cases[0].look.names.clauses(text):
        yield from _in_order(cases, clause.text, words)
        said = [(kind, found[0]) for kind, pattern in words.items() if (found := pattern.search(clause.text))]
        if len(said) != 1:
            continue
        kind, word = said[0]
        items = printed_in(cases[0].record, clause.text)
        changes = [(item.text, _changed(cases, item)) for item in items]
        changes = [(item, kinds) for item, kinds in changes if kinds]
        if changes and not any(kind in kinds for _, kinds in changes):
            yield f"words: “{word}” stands beside {changes[0][0]}, which is held against the {min(changes[0][1])} before"


def _in_order(cases: Sequence[Case], clause: str, words: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    """Of as many figures that changed as there are such words, each stands beside its own."""
    said = sorted(
        (found.start(), kind, found[0])
        for kind, pattern in words.items()
        for found in pattern.finditer(clause)
    )
    if len(said) < 2:
        return
    changes = [(item.text, _changed(cases, item)) for item in printed_in(cases[0].record, clause)]
    changes = [(item, kinds) for item, kinds in changes if kinds]
    if len(changes) != len(said):
        return
    for (item, kinds), (_, kind, word) in zip(changes, said, strict=True):
        if kind not in kinds:
            yield f"words: “{word}” stands beside {item}, which is held against the {min(kinds)} before"


def _changed(cases: Sequence[Case], item: RecordPrinted) -> set[str]:
    """Return against what a printed change is one; empty for a level."""
    found: set[str] = set()
    for case in cases:
        own = _KINDS.get(case.record.base.kind)
        members = [item.of] if item.of in case.record.population and item.of else case.record.population
        for of in members:
            for name in case.measures(of):
                found |= _of_pair(case.pair(of, name), name, own, item.value)
        if own and case.record.form == "change" and case.record.true_of:
            now, then = case.sum_now(case.record.true_of), case.sum_then(case.record.true_of)
            if _among(item.value, now, then):
                found.add(own)
    return found


def _of_pair(pair: Pair, measure: str, own: str | None, value: float) -> set[str]:
    now, then = pair.now.value, pair.then.value if pair.then else None
    rate = _rate_kind(measure)
    if rate and then is not None and same(abs(value), abs(then)):
        # 28 % in the quarter before: when it was, or against what it is.
        return {rate, own} if own else {rate}
    if rate and now is not None and same(abs(value), abs(now)):
        return {rate}
    if own and now is not None and then is not None and _among(value, now, then):
        return {own}
    return set()


def _among(value: float, now: float, then: float) -> bool:
    """Whether a number is what lies between two others: their difference, rate or multiple."""
    ways = [now - then, *((now / then - 1, now / then) if then else ())]
    return any(abs(abs(value) - abs(way)) <= 1e-9 * max(1.0, abs(way)) for way in ways)


def _rate_kind(measure: str) -> str | None:
    parts = measure.split(".")
    if "qoq" in parts:
        return QUARTER
    rate = is_rate(measure) or any(part == "yoy" or part.startswith(("growth", "change_")) for part in parts)
    return YEAR if rate else None


def _kinds(case: Case) -> Iterator[str]:
    """Give what an object holds its values against, by its base, its measures, and the quarters of its operands."""
    if kind := _KINDS.get(case.record.base.kind):
        yield kind
    measures = [case.record.measure or "", *(o.measure for o in case.operands), *case.about]
    for measure in measures:
        if kind := _rate_kind(measure):
            yield kind
    if case.record.form == "none":
        yield from (YEAR, QUARTER)  # of what is not told, that of neither is
    elif kind := _redrawn(case):
        yield kind


def _redrawn(case: Case) -> str | None:
    """Whether a value lies on another definition than a year before, so that words may say they do not compare."""
    for of in case.record.true_of:
        for name in case.measures(of):
            # ``seen.cloud_revenue``, ``told.capex_as_stated.5.as_stated`` are of a metric, too.
            parts = (name,) if case.look.knows(name) else name.split(".")
            metric = next((part for part in parts if case.look.knows(part)), "")
            if metric and of in case.look.companies and _parted(case, metric, of):
                return YEAR
    return None


def _parted(case: Case, metric: str, of: str) -> bool:
    now, then = (case.look.cell(metric, of, q, case.record.as_of) for q in (case.quarter, case.quarter - 4))
    return then.value is None or then.definition != now.definition


def _of_two_quarters(cases: Sequence[Case]) -> set[str]:
    """Return against what values are held that are told of two quarters."""
    named = {o.quarter for case in cases for o in case.operands} | {case.record.quarter for case in cases}
    quarters = [Quarter.parse(name) for name in named if re.fullmatch(r"\d{4}Q[1-4]", name)]
    return {_LAGS[a - b] for a in quarters for b in quarters if a - b in _LAGS}
