"""The tables of the data contract about metrics, documents and facts."""

from __future__ import annotations

from dataclasses import replace

from . import grades
from . import words as w
from .columns import DataColumn, DataTable
from .companies import PARTY, SLUG

METRIC = DataColumn("Metric id.", refers="metrics.id")
SOURCE = DataColumn(
    "Document that states it: a filing's accession number or a slug.", refers="sources.source_id"
)
FILED = DataColumn("Day it became known: filed or published. Replays cut here.", "day")
START = DataColumn("First day of the period; empty for a stock.", "day", optional=True)
END = DataColumn("Last day of the period, or the day of a stock.", "day")
VALUE = DataColumn("Value in whole units; a share is a fraction.", "number")
UNIT = DataColumn("Unit of the value.", "words", w.UNITS)
BASIS = DataColumn("Stated, computed from stated figures, or estimated.", "words", grades.BASES)
EVIDENCE = DataColumn("How good the evidence is, best first.", "words", grades.EVIDENCE)
NOTE = DataColumn("What a reader must know.", optional=True)

TABLES: dict[str, DataTable] = {
    "metrics": DataTable(
        "metrics.csv",
        "One metric that documents state. Derived metrics (growth, margins, free cash flow) live in code.",
        {
            "id": DataColumn("Metric id."),
            "label": DataColumn("Label."),
            "label_zh_hans": DataColumn("Label in Simplified Chinese."),
            "label_zh_hant": DataColumn("Label in Traditional Chinese."),
            "unit": DataColumn(
                "Unit of its facts; `money` is the company's currency.", "words", w.METRIC_UNITS
            ),
            "kind": DataColumn("A flow over a period, a stock on a day, or a share.", "words", w.KINDS),
            "sign": DataColumn("Whether values below zero can be.", "words", w.SIGNS),
            "held_within": DataColumn(
                "A smaller change than this is none: the metric *held*. For a share in points as a fraction (0.005 is half a "
                "point), for money, counts and MW relative to the value before (0.005 is half a per cent).",
                "number",
            ),
            "definition": DataColumn("What it is."),
            "concepts": DataColumn(
                "XBRL concepts it is read from, best first, parted by `;`. `Concept` holds for every company, "
                "`slug:Concept` for one, whose list then replaces the general one. `Concept[Member]` reads a "
                "segment, else the consolidated fact is meant. `=definition` names the definition, else it is "
                "`as_filed`.",
                optional=True,
            ),
            "lowest": DataColumn(
                "No fact lies below it; for money in US dollars. Empty: its sign alone, and -1 for a share.",
                "number",
                optional=True,
                older="",
            ),
            "highest": DataColumn(
                "No fact lies above it; for money in US dollars. Empty: 10 for a share, else none.",
                "number",
                optional=True,
                older="",
            ),
            "within": DataColumn(
                "Metrics it is a part of: of one company and period it is not above them.",
                optional=True,
                refers="metrics.id",
                many=True,
                older="",
            ),
            "by_events": DataColumn(
                "`yes`: it moves by events, as debt does by a bond, so those before and after it do not bound it.",
                "words",
                ("yes",),
                optional=True,
                older="",
            ),
        },
        ("id",),
    ),
    "definitions": DataTable(
        "definitions.csv",
        "One definition of a metric. Figures on two definitions are never one line.",
        {
            "definition": DataColumn("Slug used in the facts."),
            "metric": DataColumn("Metric; empty for every metric.", optional=True, refers="metrics.id"),
            "company": DataColumn(
                "Company; empty for every company.", optional=True, refers="companies.slug"
            ),
            "rank": DataColumn(
                "Where a period is told on several, the highest stands: as a rule the newest. 0 stands only alone.",
                "whole",
            ),
            "since": DataColumn(
                "For a concept whose meaning changed: tagged facts of periods that end on this day or later are "
                "read on this definition.",
                "day",
                optional=True,
            ),
            "told_from": DataColumn(
                "First day on which a filing tells figures on it: a tagged fact filed before stands on the definition "
                "of the next lower rank. Empty for any day.",
                "day",
                optional=True,
                older="",
            ),
            "text": DataColumn("What it covers."),
            "note": DataColumn("What changed.", optional=True),
            "read_from": DataColumn(
                "Metric whose figures on this definition are figures of this metric too; empty where it has rows of "
                "its own.",
                optional=True,
                refers="metrics.id",
                older="",
            ),
            "caveat": DataColumn(
                "What is to be told wherever an amount is computed with a figure on this definition; empty where nothing is.",
                optional=True,
                older="",
            ),
        },
        ("definition", "metric", "company"),
    ),
    "sources": DataTable(
        "sources.csv",
        "One document or dataset.",
        {
            "source_id": DataColumn("Accession number of an SEC filing, else a slug."),
            "publisher": DataColumn("Who published it, by name: no address of a website is one."),
            "title": DataColumn("Title."),
            "url": DataColumn("Address; EDGAR's index page for a filing.", optional=True),
            "published": DataColumn("Day of publication.", "day", optional=True),
            "accessed": DataColumn("Day it was read.", "day"),
            "kind": DataColumn("Kind of document.", "words", w.SOURCE_KINDS),
            "accession": DataColumn("SEC accession number.", optional=True),
            "form": DataColumn("SEC form.", "words", w.FORMS, optional=True),
            "filed": DataColumn("Day it was filed.", "day", optional=True),
            "standing": DataColumn(
                "Who stands behind it, best first: a filing, the company’s own words, a named publication, a data set, "
                "or somebody who passes on what others said, a person or website without a name among them.",
                "words",
                w.STANDINGS,
                older="=standing",
            ),
        },
        ("source_id",),
    ),
    "filings": DataTable(
        "facts/filings.csv",
        "One XBRL fact as one filing states it. Cash flows are year-to-date in 10-Qs; nothing is subtracted here.",
        {
            "company": SLUG,
            "concept": DataColumn("XBRL concept; `us-gaap` unless a prefix says otherwise."),
            "member": DataColumn(
                "Axes and members of a segment's fact; empty for the consolidated one.", optional=True
            ),
            "unit": UNIT,
            "period_start": START,
            "period_end": END,
            "value": VALUE,
            "form": DataColumn("SEC form.", "words", w.FORMS),
            "source_id": SOURCE,
            "filed": FILED,
        },
        ("company", "concept", "member", "unit", "period_start", "period_end", "source_id", "value"),
    ),
    "disclosures": DataTable(
        "facts/disclosures.csv",
        "One value as one document states it, where the tagged facts lack it.",
        {
            "company": SLUG,
            "metric": METRIC,
            "definition": DataColumn(
                "Definition of the metric it stands on.", refers="definitions.definition"
            ),
            "period_start": START,
            "period_end": END,
            "value": VALUE,
            "unit": UNIT,
            "basis": BASIS,
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "via": DataColumn(
                "Datasets it was read in, `;` between, where that is not the source itself.", optional=True
            ),
            "note": NOTE,
        },
        ("company", "metric", "definition", "period_start", "period_end", "source_id"),
    ),
    "market": DataTable(
        "facts/market.csv",
        "One figure about a whole market, as published at the time.",
        {
            "market": DataColumn("Market.", "words", w.MARKETS),
            "metric": DataColumn(
                "Size, growth on the year, a vendor’s share, or a year’s size at the newest pace.",
                "words",
                w.MARKET_METRICS,
            ),
            "vendor": DataColumn("Company slug, several joined by `+`, `total` or `others`."),
            "period_start": DataColumn("First day of the period.", "day"),
            "period_end": END,
            "value": VALUE,
            "unit": UNIT,
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("market", "metric", "vendor", "period_start", "period_end", "source_id"),
    ),
    "labs": DataTable(
        "facts/labs.csv",
        "One figure about an AI lab as one document states it.",
        {
            "lab": replace(PARTY, meaning="The laboratory."),
            "metric": DataColumn("What is stated.", "words", w.LAB_METRICS),
            "definition": DataColumn("On which definition.", "words", w.LAB_DEFINITIONS),
            "as_of": DataColumn("Day of a run-rate, or last day of the period.", "day"),
            "value": VALUE,
            "unit": UNIT,
            "basis": BASIS,
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("lab", "metric", "definition", "as_of", "source_id"),
    ),
    "fx": DataTable(
        "facts/fx.csv",
        "One exchange rate, averaged over a calendar quarter.",
        {
            "pair": DataColumn("Units of the second currency for one of the first, such as USD/CNY."),
            "calendar_quarter": DataColumn("Quarter.", "quarter"),
            "average_rate": DataColumn("Mean of the three monthly averages.", "number"),
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("pair", "calendar_quarter"),
    ),
    "absences": DataTable(
        "absences.csv",
        "One document that was read for a figure of one quarter and does not give it. What has no row here, and no fact, is "
        "not in the data; whether anybody has said it nobody has looked up.",
        {
            "company": SLUG,
            "metric": METRIC,
            "calendar_quarter": DataColumn("The quarter whose figure it lacks.", "quarter"),
            "filed": FILED,
            "source_id": DataColumn("The document that was read.", refers="sources.source_id"),
            "note": DataColumn("What it tells instead.", optional=True),
        },
        ("company", "metric", "calendar_quarter", "source_id"),
    ),
    "wordings": DataTable(
        "wordings.csv",
        "One message to readers that knows what came on a later day than what it speaks of, and what an edition of an earlier "
        "day says in its place.",
        {
            "text": DataColumn("The message as it stands in its table, block or module."),
            "known_from": DataColumn("The day from which on it can be said.", "day"),
            "before": DataColumn("What is said before; empty where nothing is.", optional=True),
        },
        ("text",),
    ),
    "coverage": DataTable(
        "coverage.csv",
        "What the facts held when they were last reviewed: a later version may hold more, never less.",
        {
            "company": SLUG,
            "metric": METRIC,
            "periods": DataColumn("Number of different periods.", "whole"),
            "first_end": DataColumn("Last day of the earliest period.", "day"),
            "last_end": DataColumn("Last day of the newest period.", "day"),
        },
        ("company", "metric"),
    ),
    "tallies": DataTable(
        "tallies.csv",
        "How many rows a table had under a name when it was last reviewed: a later version may have more, never fewer.",
        {
            "table": DataColumn("Table of this folder, by its name without the ending."),
            "column": DataColumn("Column of it."),
            "name": DataColumn("What stands in it; empty for rows where it is empty.", optional=True),
            "rows": DataColumn("How many rows that is.", "whole"),
        },
        ("table", "column", "name"),
        new=True,
    ),
    "holes": DataTable(
        "holes.csv",
        "One quarter inside a series for which no figure can be had, and why: a hole that is not listed here fails a check.",
        {
            "company": SLUG,
            "metric": METRIC,
            "quarter": DataColumn("Calendar quarter.", "quarter"),
            "reason": DataColumn("Why it cannot be filled."),
        },
        ("company", "metric", "quarter"),
        new=True,
    ),
    "known_jumps": DataTable(
        "known_jumps.csv",
        "One figure that stands far from those beside it, or above what it is a part of, and is right: a check asks for "
        "a row here, and the row for a document.",
        {
            "company": SLUG,
            "metric": METRIC,
            "quarter": DataColumn(
                "Calendar quarter that its last three months, or its day, belong to.", "quarter"
            ),
            "reason": DataColumn("What moved it."),
            "source_id": replace(SOURCE, meaning="Document that says so."),
        },
        ("company", "metric", "quarter"),
        new=True,
    ),
    "concepts": DataTable(
        "concepts.csv",
        "One concept that filings use for another that metrics are read from: facts stand in `facts/filings.csv` as they were "
        "filed, and are read as what they count as.",
        {
            "company": DataColumn(
                "Company slug, or `*` for every company.", refers="companies.slug", also=("*",)
            ),
            "concept": DataColumn("XBRL concept as filed; `us-gaap` unless a prefix says otherwise."),
            "member": DataColumn(
                "Member of a segment’s fact; empty for the consolidated one.", optional=True
            ),
            "counts_as": DataColumn(
                "What it counts as: `Concept` or `Concept[Member]`, as metrics.csv has it in `concepts`."
            ),
            "since": DataColumn(
                "Of periods that end on this day or later; empty for all.", "day", optional=True
            ),
            "until": DataColumn(
                "Of periods that end on this day or earlier; empty for all.", "day", optional=True
            ),
            "note": DataColumn("Why.", optional=True),
        },
        ("company", "concept", "member", "counts_as"),
        new=True,
    ),
    "segments": DataTable(
        "segments.csv",
        "The members whose facts add up to a company’s consolidated one.",
        {
            "company": SLUG,
            "concept": DataColumn("XBRL concept; `us-gaap` unless a prefix says otherwise."),
            "members": DataColumn("Members, `;` between: segments, and costs held back from them."),
        },
        ("company", "concept"),
        new=True,
    ),
}
