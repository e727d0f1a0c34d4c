"""Back matter of any report: checks, documents, what the words mean, what the edition does not promise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .. import checks, notice
from ..exhibits.exhibit import Passage
from ..exhibits.listing import Listing
from ..exhibits.pointers import Elsewhere
from ..exhibits.tables.documents import Document, DocumentList
from ..exhibits.tables.table import Column, Table, words
from ..language import N_, Language
from .documents import publisher, title
from .report import Report

TERMS = (
    (
        N_("accession"),
        N_("The number under which the US Securities and Exchange Commission keeps one filing."),
    ),
    (N_("as of"), N_("The day an edition stands on: nothing filed later is used.")),
    (N_("backlog"), N_("Contracted revenue to come, as a company defines it; wider than RPO in places.")),
    (
        N_("basis"),
        N_("Which measure of capex is meant; also whether a figure is reported, derived or estimated."),
    ),
    (N_("capex (cash)"), N_("Cash paid for property and equipment, from the cash-flow statement.")),
    (
        N_("capex incl. finance leases"),
        N_("A company’s own wider measure, which adds assets or principal under finance leases."),
    ),
    (N_("capex intensity"), N_("Capex divided by revenue of the same period.")),
    (N_("discrete quarter"), N_("Three months alone, where a filing gives the year to date.")),
    (
        N_("evidence"),
        N_("Who states a figure: a filing, the company elsewhere, the press, a secondary source."),
    ),
    (N_("free cash flow"), N_("Operating cash flow less capex (cash).")),
    (N_("guidance"), N_("What a company says it will spend or earn in a coming period.")),
    (N_("recast"), N_("A company redraws its segments or definitions; old and new figures are two series.")),
    (N_("restatement"), N_("A company changes a figure it gave before.")),
    (
        N_("RPO"),
        N_(
            "Remaining performance obligations: contracted revenue not yet recognised, an accounting measure."
        ),
    ),
    (N_("run-rate"), N_("The newest month or quarter times twelve or four; not revenue earned.")),
    (N_("TTM"), N_("Trailing twelve months: four consecutive quarters.")),
    (N_("vintage"), N_("A figure as it stood on one day, before later filings changed it.")),
)


def glossary(report: Report, terms: Sequence[tuple[str, str]] = TERMS) -> Listing:
    """The words of the report and their meaning; a report with words of its own gives them."""
    say = report.say
    rows = tuple((words(say(term)), words(say(meaning))) for term, meaning in terms)
    columns = (Column(say("Term"), "left", 1.2), Column(say("Meaning"), "left", 4))
    title, alt = say("Glossary"), say("Terms of the report and what they mean")
    return Listing(title, Table(columns, rows), alt, on_paper=False, file="glossary")


def elsewhere(report: Report) -> Elsewhere:
    """Say where that stands which is looked up rather than read, and so is not on paper."""
    return Elsewhere(
        report.say("To be looked up in the web edition and in data.zip, which is attached to this PDF:"),
        report.say("To be looked up in the web edition and its data.zip:"),
    )


def disclosures(report: Report) -> Passage:
    """What the edition is, what it is not, and how far it can be trusted."""
    say = report.say
    return Passage(
        (
            say(
                "This edition is computed from the documents that its exhibits name. It is information, not advice, and no "
                "recommendation to buy or sell anything. No company named here has seen or approved it."
            ),
            say(
                "Figures marked s come from secondary sources that have not been checked against a filing; figures "
                "marked e are estimates. Companies’ own measures differ and are not audited alike."
            ),
            say(
                "An error in a figure is corrected in the data, with the reason, and the next quarterly review lists it "
                "with what changed."
            ),
        ),
        style="method",
    )


def data_checks(report: Report) -> Passage:
    """How many data checks passed, were skipped, failed; with the reasons of those that did not pass."""
    say = report.say
    found = checks.checked()
    by = defaultdict(list)
    for check in found:
        by[check.status].append(check)
    lines = [
        say(
            "Data checks: {passed} passed, {skipped} skipped, {failed} failed.",
            passed=len(by["passed"]),
            skipped=len(by["skipped"]),
            failed=len(by["failed"]),
        )
    ]
    lines += [f"{check.name}: {check.reason}" for check in (*by["failed"], *by["skipped"])]
    despite = notice.of_the_run().despite
    if despite:
        lines.append(
            say(
                "The edition was published although checks of the data failed. Reason given: {reason}",
                reason=despite,
            )
        )
    return Passage(tuple(lines), style="method")


def told_apart(language: Language, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, Document]]:
    """Name the documents of one publisher so that no two are called alike.

    Parameters
    ----------
    language : Language
        Of the edition.
    rows : sequence of mapping
        Of `Report.source_row`, with their ``source_id``.

    Returns
    -------
    list of (str, Document)
        The day of filing, empty where it is not known, and the document. It is called by its form and that day, else by
        its title; where another has the same name, by where it stands too.
    """
    names = [f"{r['form']} {r['filed']}" if r["form"] and r["filed"] else title(language, r) for r in rows]
    often = Counter(names)
    return [
        (r["filed"], Document(n if often[n] == 1 else f"{n} ({_where(r)})", r["url"]))
        for n, r in zip(names, rows, strict=True)
    ]


def _where(row: Mapping[str, str]) -> str:
    return row["url"].partition("://")[2].rstrip("/") or row["source_id"]


def documents(report: Report) -> Listing | Passage:
    """Every document behind the exhibits of the report, by publisher."""
    if not report.used_sources():
        return Passage((report.say("No document stands behind an exhibit of this edition."),), style="method")
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for source in report.used_sources():
        row = report.source_row(source)
        rows[publisher(report.language, row)].append({"source_id": source, **row})
    groups = defaultdict(list, {name: told_apart(report.language, mine) for name, mine in rows.items()})
    rare = [name for name, items in groups.items() if len(items) < 3]
    others = report.say("Other publishers")
    for name in rare:
        items = groups.pop(name)
        # A title that begins with its publisher names it already.
        named = [
            (
                day,
                d
                if d.text.startswith(name)
                else Document(report.say("{publisher}: {document}", publisher=name, document=d.text), d.url),
            )
            for day, d in items
        ]
        groups[others] = [*groups.get(others, []), *named]
    ordered = tuple(
        (
            name,
            tuple(d for _, d in sorted(items, key=lambda item: (item[0], item[1].text), reverse=True)),
        )
        for name, items in sorted(
            groups.items(), key=lambda item: (item[0] == others, -len(item[1]), item[0])
        )
    )
    title = report.say("Documents")
    cited = report.say("Documents with the main figures")
    return Listing(title, DocumentList(ordered), title, on_paper=False, cited=cited)
