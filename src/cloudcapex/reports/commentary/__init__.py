"""Commentary with live numbers: an analyst's Markdown in which every figure is looked up and every comparative held."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ... import facts, media, metrics
from ...errors import CloudcapexError, near
from ...exhibits.exhibit import Bundle, records_of
from ...exhibits.proof import proof_html
from ...metrics import TRANSFORMS
from ...paths import data_dir
from ...periods import Quarter, parse_date
from ...statements import Statement
from ..report import Report
from .left_out import hold_of_all_named
from .predicates import PREDICATES
from .references import FORMATS, CommentaryError, CompaniesTogether, Reference, Words, plain
from .since import changed_since

__all__ = ["Commentary", "CommentaryError", "commentary", "file_of", "references_in", "render"]

_CHINESE_GAP = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\w\[+−])|(?<=[\w%)\]]) (?=[\u3000-\u9fff\uff00-\uffef])"
)
_REFERENCE = re.compile(r"\{\{(.*?)\}\}", re.S)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_AT = re.compile(r"@\s*(\d{4}Q[1-4])\b")
_DIGIT = re.compile(r"[0-9０-９]")
# Words that compare: in a commentary they come out of a predicate or not at all.
_COMPARATIVES = re.compile(
    r"\b(records?|straight|consecutive|doubl\w+|tripl\w+|halv\w+|fastest|slowest|highest|lowest|largest|smallest)\b"
    r"|新高|新低|紀錄|纪录|連續|连续|翻倍|翻番|倍增|最快|最慢|最高|最低|最大|最小",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Commentary:
    """A commentary with its figures filled in, as Markdown whose figures link to their filings; what it tells with proof."""

    heading: str
    byline: str
    markdown: str
    told: tuple[Statement, ...] = ()
    later: str = ""  # which of its figures the edition has otherwise

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        text = f"## {self.heading}\n\n{self.markdown}\n\n*{self.byline}*\n" if self.markdown else ""
        text += f"\n*{_escape(self.later)}*\n" if self.later else ""
        bundle: Bundle = {media.PLAIN: text, media.MARKDOWN: text}
        if self.told:
            bundle[media.PROOFS] = records_of(self.told)
            bundle[media.MARKED] = [
                {"id": s.id, "text": s.text, "proof": proof_html([s], "span")} for s in self.told
            ]
        return bundle


def commentary(report: Report) -> Commentary:
    """Read and fill the commentary of the report's quarter and language, where there is one.

    A commentary written from a later state of knowledge than the edition's day is not shown, nor is one about
    other companies or another basis than the reader has chosen: its sentences would be of something else.

    Raises
    ------
    CommentaryError
        A reference that cannot be resolved, a digit typed by hand, a comparative that is false or
        not a predicate; the message names file and line.
    """
    path = file_of(report.quarter, report.language.code)
    nothing = Commentary("", "", "")
    if not path.is_file() or not report.usual:
        return nothing
    front, body, first_line = _read(path)
    knows = parse_date(str(front["as_of"]), where=str(path.name))
    if knows > report.as_of:
        return nothing
    # Its figures are those of its own day: what was restated since, its author did not know.
    seen = report.known_on(knows)
    text = render(seen, body, path.name, first_line)
    told = tuple(s for s in report.statements.values() if s.place == "commentary")
    later = changed_since(report, references_in(body), _evaluator(seen), _evaluator(report))
    if front.get("draft"):
        heading = report.say("Commentary (draft)")
        known = report.language.date(knows)
        byline = report.say("A draft that nobody has finished, on what was known by {known}", known=known)
    else:
        heading, byline = report.say("Commentary"), _byline(report, front, knows, path.name)
    return Commentary(heading, byline, text, told, later)


def file_of(quarter: Quarter | str, language: str) -> Path:
    """Return where the commentary of a quarter stands in a language, whether there is one or not.

    Parameters
    ----------
    quarter : Quarter or str
        That it is about.
    language : str
        One of `LANGUAGES`.
    """
    return data_dir() / "commentary" / f"{quarter}.{language}.md"


def references_in(body: str) -> list[str]:
    """Return what stands between the braces of a commentary, in its order."""
    return _REFERENCE.findall(body)


def _byline(report: Report, front: Mapping[str, object], knows: dt.date, name: str) -> str:
    """Name the author and the day that the words know up to; the day of writing only where the edition has reached it."""
    written = parse_date(str(front["date"]), where=name)
    values = {"author": front["author"], "known": report.language.date(knows)}
    if written > report.as_of:
        return report.say("{author}, on what was known by {known}", **values)
    day = report.language.date(written)
    return report.say("{author}, written {day} on what was known by {known}", day=day, **values)


def render(report: Report, body: str, name: str, first_line: int = 1) -> str:
    """Fill every reference of a Markdown text and hold its rules.

    Parameters
    ----------
    report : Report
        Where figures are looked up.
    body : str
        The Markdown text.
    name : str
        File name, for errors.
    first_line : int
        Line of the file the body starts on.

    Returns
    -------
    str
        Markdown with the figures written out, each a link to its filing.
    """
    evaluate = _evaluator(report)
    told: list[Words] = []

    def line_of(position: int) -> int:
        return first_line + body.count("\n", 0, position)

    def fill(match: re.Match[str]) -> str:
        where = f"{name}:{line_of(match.start())}"
        try:
            found = evaluate(match[1])
        except CloudcapexError as error:
            raise CommentaryError(error.what, where=where, valid=error.valid, remedy=error.remedy) from None
        report.note_sources(found.points)
        told.append(found)
        safe = _escape(found.text)
        return f"[{safe}]({found.url})" if found.url.startswith("https://") else safe

    _hold_the_rules(body, name, line_of)
    filled = _REFERENCE.sub(fill, body).strip()
    for paragraph in _PARAGRAPH.finditer(body):
        try:
            hold_of_all_named(references_in(paragraph[0]), evaluate)
        except CommentaryError as error:
            where = f"{name}:{line_of(paragraph.start())}"
            raise CommentaryError(error.what, where=where, remedy=error.remedy) from None
    _tell(report, body, told)
    # Authors leave room around figures; in Chinese the page does.
    return _CHINESE_GAP.sub("", filled) if report.language.chinese else filled


_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n{2,}")
_MARKS = re.compile(r"[*_`]+")


def _tell(report: Report, body: str, found: Sequence[Words]) -> None:
    """Put each sentence that asserts something in its place among the statements of the edition."""
    parts = iter(found)
    number = 0
    for sentence in _SENTENCE.split(_MARKS.sub("", body)):
        words = [next(parts) for _ in references_in(sentence)]
        assertions = tuple(dict.fromkeys(a for w in words for a in w.assertions))
        if not any(a.form != "value" for a in assertions):
            continue
        number += 1
        texts = iter(words)
        plain = _REFERENCE.sub(lambda _, texts=texts: next(texts).text, " ".join(sentence.split()))  # type: ignore[misc]
        if report.language.chinese:
            plain = _CHINESE_GAP.sub("", plain)
        printed = tuple(p for w in words for p in w.printed)
        report.tell(Statement(plain, printed, (), assertions), f"commentary.{number}", "commentary")


def _hold_the_rules(body: str, name: str, line_of: Callable[[int], int]) -> None:
    """Refuse template statements, raw HTML, hand-typed digits and bare comparatives outside references."""
    prose = _REFERENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), body)
    rules = (
        (
            re.compile(r"\{[%#{]|[%#}]\}"),
            "{found!r} is no reference",
            "write {{{{ company.metric }}}} on one line",
        ),
        (re.compile(r"<[A-Za-z/!]"), "HTML is not taken in a commentary", "write Markdown"),
        (
            _DIGIT,
            "the digit {found!r} is typed by hand",
            "use a reference, or claim(...) for another's figure",
        ),
        (_COMPARATIVES, "the comparative {found!r} is not checked", "use a predicate: {valid}"),
    )
    for pattern, what, remedy in rules:
        hit = pattern.search(prose)
        if hit:
            raise CommentaryError(
                what.format(found=hit[0]),
                where=f"{name}:{line_of(hit.start())}",
                remedy=remedy.format(valid=", ".join(sorted(PREDICATES))),
            )


class _References(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing has attributes but references, and they only metrics, transforms and ``at``."""

    # A reference computes nothing: a product of text would fill the memory before anybody could say so.
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse arithmetic."""
        raise SecurityError(f"{operator!r} computes, and a reference only names")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        names = {"at", *TRANSFORMS, *metrics.known_metrics()}
        return isinstance(obj, Reference | CompaniesTogether) and attr in names


def _evaluator(report: Report) -> Callable[[str], Words]:
    environment = _References(undefined=StrictUndefined, autoescape=False)
    environment.filters.clear()
    environment.tests.clear()
    environment.globals.clear()
    environment.filters.update(FORMATS)
    names: dict[str, Any] = {slug: Reference(report, slug) for slug in facts.load_companies()["slug"]}
    names.update(PREDICATES)
    names["together"] = CompaniesTogether(report)
    names["claim"] = lambda text, *who: Words(str(text))
    names["quarter"] = Words(str(report.quarter))

    def evaluate(expression: str) -> Words:
        try:
            compiled = environment.compile_expression(
                _AT.sub(r'.at("\1")', expression.strip()), undefined_to_none=False
            )
            found = compiled(**names)
        except TemplateSyntaxError as error:
            raise CommentaryError(f"{expression.strip()!r} cannot be read: {error.message}") from None
        except (SecurityError, UndefinedError, TypeError, ArithmeticError) as error:
            raise _unresolved(expression, str(error), [*names, *FORMATS]) from None
        if isinstance(found, StrictUndefined):
            raise _unresolved(expression, f"{found._undefined_name!r} is not known", [*names, *FORMATS])
        if isinstance(found, Reference):
            return plain(found)
        if isinstance(found, CompaniesTogether):
            return found.finished()
        if isinstance(found, Words):
            return found
        raise CommentaryError(f"{expression.strip()!r} is not a reference", valid=sorted(names))

    return evaluate


def _unresolved(expression: str, why: str, known: list[str]) -> CommentaryError:
    name = re.split(r"[\s.|(@]", expression.strip(), maxsplit=1)[0]
    close = near(name, known)
    return CommentaryError(
        f"{expression.strip()!r} cannot be resolved: {why}",
        valid=close or None,
        remedy=f"did you mean {' or '.join(close)}?" if close else None,
    )


def _escape(text: str) -> str:
    """Keep figures from being read as Markdown."""
    return re.sub(r"([\\`*_\[\]<>$~|&])", r"\\\1", text)


def _read(path: Path) -> tuple[dict[str, Any], str, int]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CommentaryError(
            "the file is not UTF-8", where=f"{path.name}:{line}", remedy="save it as UTF-8"
        ) from None
    match = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not match:
        raise CommentaryError(
            "no front matter", where=f"{path.name}:1", remedy="start with ---, author, date, as_of, ---"
        )
    try:
        front = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise CommentaryError(f"the front matter cannot be read: {error}", where=f"{path.name}:1") from None
    needed = ("author", "date", "as_of")
    front = front if isinstance(front, dict) else {}
    absent = [key for key in needed if not front.get(key)]
    if absent:
        raise CommentaryError(f"the front matter has no {absent[0]}", where=f"{path.name}:1", valid=needed)
    for key in ("date", "as_of"):
        if not isinstance(front[key], dt.date):
            parse_date(str(front[key]), where=f"{path.name}:1 {key}")
    if not isinstance(front.get("draft", False), bool):
        raise CommentaryError(
            f"draft is {front['draft']!r}",
            where=f"{path.name}:1",
            valid="yes or no; without the line it is none",
        )
    return front, text[match.end() :], match[0].count("\n") + 1
