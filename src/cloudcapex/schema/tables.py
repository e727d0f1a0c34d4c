"""The tables of the data contract about metrics, documents and facts."""

from __future__ import annotations

from dataclasses import replace

from . import words as w
from .columns import Column, Table
from .companies import PARTY, SLUG

METRIC = Column("Metric id.", refers="metrics.id")
SOURCE = Column("Document that states it: a filing's accession number or a slug.", refers="sources.source_id")
FILED = Column("Day it became known: filed or published. Replays cut here.", "day")
START = Column("First day of the period; empty for a stock.", "day", optional=True)
END = Column("Last day of the period, or the day of a stock.", "day")
VALUE = Column("Value in whole units; a share is a fraction.", "number")
UNIT = Column("Unit of the value.", "words", w.UNITS)
BASIS = Column("Stated, computed from stated figures, or estimated.", "words", w.BASES)
EVIDENCE = Column("How good the evidence is, best first.", "words", w.EVIDENCE)
NOTE = Column("What a reader must know.", optional=True)

TABLES: dict[str, Table] = {
    "metrics": Table(
        "metrics.csv",
        "One metric that documents state. Derived metrics (growth, margins, free cash flow) live in code.",
        {
            "id": Column("Metric id."),
            "label": Column("Label."),
            "label_zh_hans": Column("Label in Simplified Chinese."),
            "label_zh_hant": Column("Label in Traditional Chinese."),
            "unit": Column("Unit of its facts; `money` is the company's currency.", "words", w.METRIC_UNITS),
            "kind": Column("A flow over a period, a stock on a day, or a share.", "words", w.KINDS),
            "sign": Column("Whether values below zero can be.", "words", w.SIGNS),
            "held_within": Column(
                "A smaller change than this is none: the metric *held*. For a share in points as a fraction (0.005 is half a "
                "point), for money, counts and MW relative to the value before (0.005 is half a per cent).",
                "number",
            ),
            "definition": Column("What it is."),
            "concepts": Column(
                "XBRL concepts it is read from, best first, parted by `;`. `Concept` holds for every company, "
                "`slug:Concept` for one, whose list then replaces the general one. `Concept[Member]` reads a "
                "segment, else the consolidated fact is meant. `=definition` names the definition, else it is "
                "`as_filed`.",
                optional=True,
            ),
        },
        ("id",),
    ),
    "definitions": Table(
        "definitions.csv",
        "One definition of a metric. Figures on two definitions are never one line.",
        {
            "definition": Column("Slug used in the facts."),
            "metric": Column("Metric; empty for every metric.", optional=True, refers="metrics.id"),
            "company": Column("Company; empty for every company.", optional=True, refers="companies.slug"),
            "rank": Column("Higher is newer and preferred.", "whole"),
            "since": Column(
                "For a concept whose meaning changed: tagged facts of periods that end on this day or later are "
                "read on this definition.",
                "day",
                optional=True,
            ),
            "text": Column("What it covers."),
            "note": Column("What changed.", optional=True),
        },
        ("definition", "metric", "company"),
    ),
    "sources": Table(
        "sources.csv",
        "One document or dataset.",
        {
            "source_id": Column("Accession number of an SEC filing, else a slug."),
            "publisher": Column("Who published it."),
            "title": Column("Title."),
            "url": Column("Address; EDGAR's index page for a filing.", optional=True),
            "published": Column("Day of publication.", "day", optional=True),
            "accessed": Column("Day it was read.", "day"),
            "kind": Column("Kind of document.", "words", w.SOURCE_KINDS),
            "accession": Column("SEC accession number.", optional=True),
            "form": Column("SEC form.", "words", w.FORMS, optional=True),
            "filed": Column("Day it was filed.", "day", optional=True),
        },
        ("source_id",),
    ),
    "filings": Table(
        "facts/filings.csv",
        "One XBRL fact as one filing states it. Cash flows are year-to-date in 10-Qs; nothing is subtracted here.",
        {
            "company": SLUG,
            "concept": Column("XBRL concept; `us-gaap` unless a prefix says otherwise."),
            "member": Column(
                "Axes and members of a segment's fact; empty for the consolidated one.", optional=True
            ),
            "unit": UNIT,
            "period_start": START,
            "period_end": END,
            "value": VALUE,
            "form": Column("SEC form.", "words", w.FORMS),
            "source_id": SOURCE,
            "filed": FILED,
        },
        ("company", "concept", "member", "unit", "period_start", "period_end", "source_id", "value"),
    ),
    "disclosures": Table(
        "facts/disclosures.csv",
        "One value as one document states it, where the tagged facts lack it.",
        {
            "company": SLUG,
            "metric": METRIC,
            "definition": Column("Definition of the metric it stands on.", refers="definitions.definition"),
            "period_start": START,
            "period_end": END,
            "value": VALUE,
            "unit": UNIT,
            "basis": BASIS,
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "via": Column(
                "Datasets it was read in, `;` between, where that is not the source itself.", optional=True
            ),
            "note": NOTE,
        },
        ("company", "metric", "definition", "period_start", "period_end", "source_id"),
    ),
    "market": Table(
        "facts/market.csv",
        "One figure about a whole market, as published at the time.",
        {
            "market": Column("Market.", "words", w.MARKETS),
            "metric": Column(
                "Size, growth on the year, a vendor’s share, or a year’s size at the newest pace.",
                "words",
                w.MARKET_METRICS,
            ),
            "vendor": Column("Company slug, several joined by `+`, `total` or `others`."),
            "period_start": Column("First day of the period.", "day"),
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
    "labs": Table(
        "facts/labs.csv",
        "One figure about an AI lab as one document states it.",
        {
            "lab": replace(PARTY, meaning="The laboratory."),
            "metric": Column("What is stated.", "words", w.LAB_METRICS),
            "definition": Column("On which definition.", "words", w.LAB_DEFINITIONS),
            "as_of": Column("Day of a run-rate, or last day of the period.", "day"),
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
    "fx": Table(
        "facts/fx.csv",
        "One exchange rate, averaged over a calendar quarter.",
        {
            "pair": Column("Units of the second currency for one of the first, such as USD/CNY."),
            "calendar_quarter": Column("Quarter.", "quarter"),
            "average_rate": Column("Mean of the three monthly averages.", "number"),
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("pair", "calendar_quarter"),
    ),
    "absences": Table(
        "absences.csv",
        "One document that was read for a figure of one quarter and does not give it. What has no row here, and no fact, is "
        "not in the data; whether anybody has said it nobody has looked up.",
        {
            "company": SLUG,
            "metric": METRIC,
            "calendar_quarter": Column("The quarter whose figure it lacks.", "quarter"),
            "filed": FILED,
            "source_id": Column("The document that was read.", refers="sources.source_id"),
            "note": Column("What it tells instead.", optional=True),
        },
        ("company", "metric", "calendar_quarter", "source_id"),
    ),
    "coverage": Table(
        "coverage.csv",
        "What the facts held when they were last reviewed: a later version may hold more, never less.",
        {
            "company": SLUG,
            "metric": METRIC,
            "periods": Column("Number of different periods.", "whole"),
            "first_end": Column("Last day of the earliest period.", "day"),
            "last_end": Column("Last day of the newest period.", "day"),
        },
        ("company", "metric"),
    ),
    "holes": Table(
        "holes.csv",
        "One quarter inside a series for which no figure can be had, and why: a hole that is not listed here fails a check.",
        {
            "company": SLUG,
            "metric": METRIC,
            "quarter": Column("Calendar quarter.", "quarter"),
            "reason": Column("Why it cannot be filled."),
        },
        ("company", "metric", "quarter"),
        new=True,
    ),
    "segments": Table(
        "segments.csv",
        "The members whose facts add up to a company’s consolidated one.",
        {
            "company": SLUG,
            "concept": Column("XBRL concept; `us-gaap` unless a prefix says otherwise."),
            "members": Column("Members, `;` between: segments, and costs held back from them."),
        },
        ("company", "concept"),
        new=True,
    ),
}
