"""What is spoken of: words for measures are said of figures of these measures, and no company is named whom none is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...language.tags import is_chinese
from .case import Case, same
from .names import Clause
from .printed import figures, printed_in
from .record import RecordPrinted


@dataclass(frozen=True)
class Subject:
    """A kind of measure: how each language calls it, and which names of measures are of it."""

    name: str
    english: re.Pattern[str]
    chinese: re.Pattern[str]
    measures: re.Pattern[str]

    def told_by(self, names: str) -> bool:
        """Whether one of the names of some measures is of this kind."""
        return self.measures.search(names) is not None


# The kinds that reports speak of most. Of words that overlap the longest counts: operating cash flow is no cash flow left.
_SUBJECTS = tuple(
    Subject(
        name,
        re.compile(rf"\b(?:{english})\b", re.IGNORECASE),
        re.compile(chinese),
        re.compile(measures),
    )
    for name, english, chinese, measures in (
        (
            "capex",
            r"capex|capital expenditure",
            r"[资資]本(?:[开開]支|支出)",
            r"capex|propert|finance_lease|guidance|plan\.|buyers\.",
        ),
        ("free cash flow", r"free cash flow|cash left", r"自由[现現]金流(?:量)?", r"free_cash_flow|fcf"),
        (
            "operating cash flow",
            r"operating cash flow",
            r"(?:[经經][营營]|[营營][业業])(?:活[动動])?[现現]金流(?:量)?",
            r"operating_cash_flow|cash_flow",
        ),
        (
            "operating income",
            r"operating (?:income|profit)",
            r"[经經]?[营營](?:[业業])?(?:利[润潤益])(?!率)",
            r"operating_income|operating_margin|margin",
        ),
        ("net income", r"net (?:income|profit)", r"[净淨]利[润潤]?(?!率)|[净淨]利益", r"net_income"),
        ("accrual", r"accruals?", r"[应應][计計]", r"accrual"),
        ("margin", r"margins?", r"(?:利[润潤益]|毛利)率", r"margin|operating_income|ebita|profit"),
        (
            "depreciation",
            r"depreciation",
            r"折[旧舊]",
            r"depreciation|lives|schedule|margins\.change_without|value_stack",
        ),
        (
            "backlog",
            r"backlog|RPO|contracted revenue",
            r"[积積][压壓]|已[签簽][约約]的?(?:收入|[营營]收)|[剩餘余]+履[约約][义義][务務]|RPO|在手[订訂][单單]|待履",
            r"rpo|backlog|contract|due_|prepaid|usage_above",
        ),
        (
            "revenue",
            r"revenues?|sales",
            r"收入|[营營]收",
            r"revenue|growth|run_rate|sales|segments|azure|m365|points|multiple|share|intensity|margin|profit|chip_pace|cloud|value_stack",
        ),
        (
            "growth",
            r"growth",
            r"增[长長]率|成[长長]率|增速|年增率|季增率",
            r"growth|yoy|qoq|pace|points|added|part_of_capex|changes\.|claims\.|coverage|capex_intensity|share|theses",
        ),
        ("guidance", r"guidance", r"[财財][测測]|指引|展望", r"guidance|plan|target"),
    )
)


def wrong(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Tell which words name a measure, or a company, that no object is about.

    Parameters
    ----------
    cases : sequence of Case
        The objects of one sentence.
    text : str
        Its words; what is not to be read is blanked out.
    """
    told = [(case, _measures(case)) for case in cases]
    for subject, word in _said(text, cases[0].record.language):
        if not any(subject.told_by(names) for _, names in told):
            yield f"words: “{word}” is said, and no figure is one of {subject.name}"
    yield from _beside(told, text)
    yield from _strangers(cases, text)


def _measures(case: Case) -> str:
    record = case.record
    named = [record.measure or "", *(f"{o.measure} {o.of}" for o in case.operands)]
    return " ".join([*named, record.population_of, *record.population, *_texts(record.result), *case.about])


def _texts(told: object) -> Iterator[str]:
    """Give every text of a result as it stands: written out by Python, a backslash in a name would be two."""
    if isinstance(told, Mapping):
        told = [*told.keys(), *told.values()]
    if isinstance(told, Iterable) and not isinstance(told, str):
        for part in told:
            yield from _texts(part)
    else:
        yield str(told)


def _said(text: str, language: str) -> Iterator[tuple[Subject, str]]:
    """Give the measures that a text names, longest words first."""
    chinese = is_chinese(language)
    found = [
        (subject, match)
        for subject in _SUBJECTS
        for match in (subject.chinese if chinese else subject.english).finditer(text)
    ]
    taken: list[tuple[int, int]] = []
    for subject, match in sorted(found, key=lambda f: f[1].start() - f[1].end()):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            taken.append(match.span())
            yield subject, match[0]


def _beside(told: Sequence[tuple[Case, str]], text: str) -> Iterator[str]:
    """In a clause that names one measure, a figure of none but others is told amiss."""
    first = told[0][0]
    for clause in _breaths(first.look.names.clauses(text)):
        said = list(_said(clause, first.record.language))
        if len({subject.name for subject, _ in said}) != 1:
            continue
        subject, word = said[0]
        items = [i for i in printed_in(first.record, clause) if i.unit not in ("count", "number")]
        owners = [names for item in items for names in _owners(told, item)]
        if owners and not any(map(subject.told_by, owners)):
            yield f"words: “{word}” stands beside {items[0].text}, which is of {owners[0]}"


def _breaths(clauses: Iterator[Clause]) -> list[str]:
    """Give clauses with the figure that they end in: *Meta’s revenue grows faster, by 33 %*."""
    found: list[str] = []
    for clause in clauses:
        if found and clause.text.startswith(" by "):
            found[-1] += f",{clause.text}"
        else:
            found.append(clause.text)
    return found


def _owners(told: Sequence[tuple[Case, str]], item: RecordPrinted) -> list[str]:
    return [names for case, names in told if any(same(value, item.value) for value in figures(case, item.of))]


def _told_of(case: Case) -> Iterator[str]:
    yield from case.record.population
    for operand in case.operands:
        yield from (operand.of, operand.measure)
    yield from _texts(case.record.result)
    yield from case.about


def _strangers(cases: Sequence[Case], text: str) -> Iterator[str]:
    """Who is named is of a population, an operand or a result."""
    look = cases[0].look
    whole = "\n".join(text for case in cases for text in _told_of(case))
    apart = look.names.blank(text)
    for table, read in ((look.names, text), (look.parties, apart)):
        for name in {found.slug: found for found in table.find(read)}.values():
            known = (name.slug, *table.called(name.slug))
            if not any(
                re.search(rf"(?<![A-Za-z]){re.escape(called)}(?![A-Za-z])", whole) for called in known
            ):
                yield f"words: {text[name.start : name.end]} is named, and nothing is told of it"
