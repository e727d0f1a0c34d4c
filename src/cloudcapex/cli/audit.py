"""`cloudcapex audit`: the figures of others, held against the data."""

from __future__ import annotations

import csv
import math
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..language import DEFAULT, LANGUAGES, known_language
from ..media import Json
from .app import command, format_option
from .screen import print_json, print_table

if TYPE_CHECKING:
    from ..claims import Claim, Verdict

COLUMNS = (
    "claim_id",
    "verdict",
    "reason",
    "outcome_verdict",
    "actual_value",
    "unit",
    "cause",
    "sources",
)
_NAME = re.compile(rf"(\d{{4}}Q[1-4])(?:\.({'|'.join(LANGUAGES)}))?\.(?:md|markdown)", re.I)


@command("audit")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-of", metavar="DATE", help="Know nothing filed after this day; the newest day by default.")
@click.option(
    "--quarter", "-q", help="Of a Markdown text: the quarter its sentences speak of; else in its name."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a claim is contradicted.")
@format_option("table", "csv", "json")
def audit_command(file: Path, as_of: str | None, quarter: str | None, strict: bool, form: str) -> int:
    """Audit the claims in FILE: a CSV with the columns of data/claims.csv, or a Markdown text.

    Each claim is resolved by its words to a metric, a company and a period, and compared with the data:
    confirmed, approximately, as_its_source_says (an estimate), reports_differ (of equal standing), contradicted
    (with the right figure and the likely cause) or unverifiable (with the reason). A forecast is judged by what
    was forecast; outcome_verdict says what came of it. Of a Markdown text every figure is a claim whose
    sentence names a company and a measure; references in double braces are filled in first.

    \b
    Examples:
      cloudcapex audit data/claims.csv
      cloudcapex audit data/claims.csv --as-of 2024-03-01 --format csv > verdicts.csv
      cloudcapex audit data/commentary/2023Q4.en.md --strict
    """
    from ..claims import audit, read_claims

    if file.suffix.lower() in (".md", ".markdown"):
        claims, as_of = _of_text(file, quarter, as_of)
    else:
        claims = read_claims(file)
    if not claims:
        click.echo(f"{file.name}: no figure of a company and a measure that are known", err=True)
    verdicts = audit(claims, as_of)
    if form == "json":
        print_json([_record(v) for v in verdicts])
    elif form == "csv":
        csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *map(_row, verdicts)])
    else:
        _show(verdicts)
    return 1 if strict and any(v.outcome == "contradicted" for v in verdicts) else 0


def _of_text(file: Path, quarter: str | None, as_of: str | None) -> tuple[tuple[Claim, ...], str | None]:
    """Read a Markdown text; one with references is filled in as the report of its quarter would."""
    from ..claims import claims_in_text
    from ..periods import Quarter

    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError("not UTF-8 text", where=str(file), remedy="save the file as UTF-8") from None
    except OSError as wrong:
        remedy = "give the path of a CSV or Markdown file"
        raise UsageError(f"cannot be read ({wrong.strerror})", where=str(file), remedy=remedy) from None
    named = _NAME.fullmatch(file.name)
    about = quarter or (named[1] if named else None)
    front = re.match(r"---\n(.*?)\n---\n", text, re.S)
    written = re.search(r"(?m)^as_of:\s*(\S+)", front[1]) if front else None
    as_of = as_of or (written[1] if written else None)
    if "{{" in text:
        if about is None:
            raise UsageError(
                "the text holds references but names no quarter",
                where=file.name,
                remedy="give --quarter 2023Q4",
            )
        text = _filled(
            text, front[0] if front else "", file.name, about, as_of, (named and named[2]) or DEFAULT
        )
    return claims_in_text(text, file.stem, Quarter.parse(about, where="--quarter") if about else None), as_of


def _filled(text: str, front: str, name: str, quarter: str, as_of: str | None, language: str) -> str:
    from ..reports.commentary import render
    from ..reports.review import Review

    report = Review(quarter, as_of=as_of, language=known_language(language))
    lines = front.count("\n")
    return "\n" * lines + render(report, text[len(front) :], name, lines + 1)


def _row(verdict: Verdict) -> tuple[str, ...]:
    cause = ";".join(verdict.causes)
    reason = verdict.reason or (f"known_since_{verdict.known_since}" if verdict.known_since else "")
    # Where an article's own numbers decide, its claims are the sources.
    sources = verdict.own.inputs if verdict.broken and verdict.own else verdict.sources
    told = (_actual(verdict), verdict.unit, cause, ";".join(sources))
    return verdict.claim.id, verdict.outcome, reason, verdict.came, *told


def _actual(verdict: Verdict) -> str:
    """Write what the data give: a value, a range with two dots, several with a semicolon."""
    return ";".join(_plain(a) if a == b else f"{_plain(a)}..{_plain(b)}" for a, b in verdict.actual)


def _plain(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def _record(verdict: Verdict) -> Json:
    claim, found = verdict.claim, verdict.findings
    return {
        **dict(zip(COLUMNS, _row(verdict), strict=True)),
        "article": claim.article,
        "subject": claim.subject,
        "claimed_metric": claim.metric,
        "period": claim.period,
        "claimed_value": claim.written,
        "claimed_unit": claim.written_unit,
        "phrase": claim.phrase,
        "findings": [
            {"metric": f.metric, "of": f.entity, "period": str(f.span), "definition": f.definition,
             "basis": f.basis, "evidence": f.evidence, "bearing": f.bearing}
            for f in found
        ],
        "taken_from": [
            {"metric": f.metric, "of": f.entity, "period": str(f.span)}
            for f in (p.mistaken.finding for p in verdict.parts if p.mistaken)
            if f is not None
        ],
    }  # fmt: skip


def _show(verdicts: tuple[Verdict, ...]) -> None:
    header = (
        "claim",
        "verdict",
        "of",
        "what",
        "when",
        "claimed",
        "reason",
        "what came",
        "in the data",
        "unit",
        "cause",
        "sources",
    )
    rows = [
        (
            v.claim.id, v.outcome, v.claim.subject, v.claim.metric, v.claim.period,
            f"{v.claim.written} {v.claim.written_unit}".strip(), *_row(v)[2:],
        )
        for v in verdicts
    ]  # fmt: skip
    print_table(header, rows)
    counts = {
        name: sum(v.outcome == name for v in verdicts) for name in dict.fromkeys(v.outcome for v in verdicts)
    }
    if sys.stdout.isatty():
        click.echo(", ".join(f"{number} {name}" for name, number in counts.items()) or "no claims found")
