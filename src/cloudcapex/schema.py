"""The words of the data contract: every table, column and closed vocabulary, in one place.

``python -m cloudcapex.schema`` prints the codebook that ``data/README.md`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

UNITS = ("USD", "CNY", "share", "MW", "count")
METRIC_UNITS = (*UNITS, "money")
KINDS = ("flow", "stock", "share")
SIGNS = ("positive", "any")
BASES = ("reported", "derived", "estimated")
EVIDENCE = ("filed", "company", "press", "secondary")
SOURCE_KINDS = ("filing", "release", "call", "press", "dataset", "secondary")
FORMS = ("10-K", "10-Q", "8-K", "S-1", "DEF 14A", "20-F", "6-K")
GUIDANCE_KINDS = ("range", "point", "qualitative")
GUIDANCE_STATUS = ("current", "superseded", "not_comparable")
MARKETS = (
    "world_cloud_infrastructure",
    "china_cloud_infrastructure",
    "china_ai_cloud",
    "china_public_cloud_iaas",
)
MARKET_METRICS = ("size", "growth", "share")
LAB_METRICS = (
    "revenue_run_rate",
    "revenue_quarter",
    "revenue_year",
    "run_rate_growth_qoq",
    "enterprise_run_rate_growth_qoq",
    "claude_code_run_rate",
    "operating_loss_year",
    "capex_year",
    "capex_plan_year",
    "compute_rental_cost_year",
)
LAB_DEFINITIONS = ("as_stated", "incl_partner_gross_sales", "net_of_partner_sales")
QUALIFIERS = ("about", "over", "up_to", "at_least", "derived")
DEAL_FORMS = (
    "equity",
    "convertible",
    "debt",
    "purchase_commitment",
    "lease",
    "cloud_credit",
    "warrant",
    "restructuring",
    "other",
)
DEAL_STATUS = ("closed", "signed", "announced", "reported", "talks", "paused", "ended")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``form`` is ``text``, ``day``, ``number``, ``whole``, ``quarter`` or ``words`` (a closed vocabulary);
    ``refers`` names ``table.column`` whose values are the valid ones.
    """

    meaning: str
    form: str = "text"
    words: tuple[str, ...] = ()
    optional: bool = False
    refers: str = ""
    also: tuple[str, ...] = ()

    @property
    def valid(self) -> str:
        """What the column accepts, in words."""
        said = {
            "day": "an ISO date such as 2024-02-15",
            "number": "a number in whole units, such as 24204000000",
            "whole": "a whole number",
            "quarter": "a quarter such as 2026Q2",
            "target": "CY2026, FY2026, 2026Q2, 2026H2 or FY2026..FY2028",
            "words": ", ".join(self.words),
            "text": f"a value of {self.refers}" if self.refers else "text",
        }[self.form]
        return f"{said}, or empty" if self.optional else said


@dataclass(frozen=True)
class Table:
    """One CSV file: where it is, what a row is, its columns and its key."""

    path: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...] = field(default=())

    def frame_schema(self) -> pa.DataFrameSchema:
        """Build the pandera schema that checks the table as text, before any conversion."""
        import pandera.pandas as pa

        return pa.DataFrameSchema(
            {name: pa.Column(str, checks=_checks(column)) for name, column in self.columns.items()},
            strict=True,
            ordered=True,
        )


def _is_day(text: pd.Series) -> pd.Series:
    exact = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    return exact & pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").notna()


_TESTS = {
    "day": _is_day,
    "number": lambda text: text.str.fullmatch(r"-?\d+(\.\d+)?"),
    "whole": lambda text: text.str.fullmatch(r"\d+"),
    "quarter": lambda text: text.str.fullmatch(r"\d{4}Q[1-4]"),
    "target": lambda text: text.str.fullmatch(r"(CY|FY)\d{4}|FY\d{4}\.\.FY\d{4}|\d{4}(Q[1-4]|H[12])"),
    "text": lambda text: text.str.strip() != "",
}


def _checks(column: Column) -> list[pa.Check]:
    import pandera.pandas as pa

    test = _TESTS.get(column.form) or (lambda text: text.isin(column.words))

    def accepted(text: pd.Series) -> pd.Series:
        good = test(text)
        return (good | (text == "")) if column.optional else good

    return [pa.Check(accepted, name=column.form)]


_SLUG = Column("Company slug.", refers="companies.slug")
_METRIC = Column("Metric id.", refers="metrics.id")
_SOURCE = Column(
    "Document that states the value; a filing's accession number or a slug.", refers="sources.source_id"
)
_FILED = Column("Day the value became known: filing or publication date.", "day")
_START = Column("First day of the period; empty for a stock.", "day", optional=True)
_END = Column("Last day of the period, or the day of a stock.", "day")
_VALUE = Column("Value in whole units.", "number")
_UNIT = Column("Unit of the value.", "words", UNITS)
_EVIDENCE = Column("How good the evidence is, best first.", "words", EVIDENCE)
_NOTE = Column("What a reader must know.", optional=True)

TABLES: dict[str, Table] = {
    "companies": Table(
        "companies.csv",
        "One company.",
        {
            "slug": Column("Short name used everywhere."),
            "name": Column("Name."),
            "name_zh_hans": Column("Name in Simplified Chinese."),
            "name_zh_hant": Column("Name in Traditional Chinese."),
            "short_name": Column("Name for charts and tables."),
            "ticker": Column("Ticker; empty for a company that is not listed.", optional=True),
            "cik": Column(
                "SEC central index key; empty for a company that does not file there.", "whole", optional=True
            ),
            "fiscal_year_end": Column("Month and day, or the rule in words."),
            "fiscal_year_end_month": Column("Month the fiscal year ends in, 1 to 12.", "whole"),
            "currency": Column("Reporting currency.", "words", ("USD", "CNY")),
            "cloud_segment": Column("What the company calls its cloud.", optional=True),
            "headline_capex": Column("The capex metric the company itself leads with.", refers="metrics.id"),
            "colour_order": Column("Place in every exhibit; a company keeps its colour through it.", "whole"),
        },
        ("slug",),
    ),
    "metrics": Table(
        "metrics.csv",
        "One metric that documents state. Derived metrics (growth, margins, free cash flow) live in code.",
        {
            "id": Column("Metric id."),
            "label": Column("Label."),
            "label_zh_hans": Column("Label in Simplified Chinese."),
            "label_zh_hant": Column("Label in Traditional Chinese."),
            "unit": Column(
                "Unit of its facts; `money` is the company's reporting currency.", "words", METRIC_UNITS
            ),
            "kind": Column("A flow over a period, a stock on a day, or a share.", "words", KINDS),
            "sign": Column("Whether values below zero are possible.", "words", SIGNS),
            "definition": Column("What it is."),
            "concepts": Column(
                "XBRL concepts it is read from, best first, parted by `;`. `Concept` holds for every company; "
                "`slug:Concept` for one company, whose list then replaces the general one; `Concept[Member]` "
                "reads a segment, else the consolidated fact is meant; `=definition` names the definition, "
                "else `as_filed`.",
                optional=True,
            ),
        },
        ("id",),
    ),
    "definitions": Table(
        "definitions.csv",
        "One definition of a metric. Two definitions are never one line.",
        {
            "definition": Column("Slug used in the facts."),
            "metric": Column("Metric; empty for every metric.", optional=True, refers="metrics.id"),
            "company": Column("Company; empty for every company.", optional=True, refers="companies.slug"),
            "rank": Column("Higher is newer and preferred.", "whole"),
            "since": Column(
                "For concepts whose meaning changed: consolidated facts of periods that end on this day or "
                "later are read on this definition.",
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
        "One document, or one dataset.",
        {
            "source_id": Column("Accession number of an SEC filing, else a slug."),
            "publisher": Column("Who published it."),
            "title": Column("Title."),
            "url": Column("Address; EDGAR's index page for a filing.", optional=True),
            "published": Column("Day of publication.", "day", optional=True),
            "accessed": Column("Day it was read.", "day"),
            "kind": Column("Kind of document.", "words", SOURCE_KINDS),
            "accession": Column("SEC accession number.", optional=True),
            "form": Column("SEC form.", "words", FORMS, optional=True),
            "filed": Column("Day it was filed.", "day", optional=True),
        },
        ("source_id",),
    ),
    "filings": Table(
        "facts/filings.csv",
        "One XBRL fact as one filing states it. Cash flows are year-to-date in 10-Qs; nothing is subtracted "
        "here.",
        {
            "company": _SLUG,
            "concept": Column("XBRL concept; `us-gaap` unless a prefix says otherwise."),
            "member": Column(
                "Axes and members of a segment fact; empty for the consolidated one.", optional=True
            ),
            "unit": Column("Unit of the value.", "words", UNITS),
            "period_start": _START,
            "period_end": _END,
            "value": _VALUE,
            "form": Column("SEC form.", "words", FORMS),
            "source_id": _SOURCE,
            "filed": _FILED,
        },
        ("company", "concept", "member", "unit", "period_start", "period_end", "source_id", "value"),
    ),
    "disclosures": Table(
        "facts/disclosures.csv",
        "One value as one document states it, where the tagged facts lack it.",
        {
            "company": _SLUG,
            "metric": _METRIC,
            "definition": Column("Which definition of the metric.", refers="definitions.definition"),
            "period_start": _START,
            "period_end": _END,
            "value": _VALUE,
            "unit": _UNIT,
            "basis": Column("Stated, computed from stated figures, or estimated.", "words", BASES),
            "evidence": _EVIDENCE,
            "filed": _FILED,
            "source_id": _SOURCE,
            "via": Column(
                "Datasets the value was read in, where that is not the source itself.", optional=True
            ),
            "note": _NOTE,
        },
        ("company", "metric", "definition", "period_start", "period_end", "source_id"),
    ),
}

TABLES |= {
    "market": Table(
        "facts/market.csv",
        "One figure about a whole market as one publication prints it, as published at the time.",
        {
            "market": Column("Market.", "words", MARKETS),
            "metric": Column(
                "Size in a period, growth on the year, or a vendor's share.", "words", MARKET_METRICS
            ),
            "vendor": Column("Company slug, several joined by `+`, `total` or `others`."),
            "period_start": Column("First day of the period.", "day"),
            "period_end": _END,
            "value": _VALUE,
            "unit": _UNIT,
            "evidence": _EVIDENCE,
            "filed": _FILED,
            "source_id": _SOURCE,
            "note": _NOTE,
        },
        ("market", "metric", "vendor", "period_start", "period_end", "source_id"),
    ),
    "labs": Table(
        "facts/labs.csv",
        "One figure about an AI lab as one document states it.",
        {
            "lab": Column("Name of the lab."),
            "metric": Column("What is stated.", "words", LAB_METRICS),
            "definition": Column("On which definition.", "words", LAB_DEFINITIONS),
            "as_of": Column("Day of a run-rate, or last day of the period.", "day"),
            "value": _VALUE,
            "unit": _UNIT,
            "basis": Column("Stated, computed from stated figures, or estimated.", "words", BASES),
            "evidence": _EVIDENCE,
            "filed": _FILED,
            "source_id": _SOURCE,
            "note": _NOTE,
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
            "filed": _FILED,
            "source_id": _SOURCE,
            "note": _NOTE,
        },
        ("pair", "calendar_quarter"),
    ),
    "guidance": Table(
        "guidance.csv",
        "One statement about a future period as it was made on one day.",
        {
            "company": _SLUG,
            "metric": Column(
                "Metric id, or `other` for what the facts do not hold.", refers="metrics.id", also=("other",)
            ),
            "target_period": Column(
                "Period spoken of: CY2026, FY2026, 2026Q2 (calendar quarter), 2026H2, or FY2026..FY2028.",
                "target",
            ),
            "issued": Column("Day of the statement.", "day"),
            "low": Column("Lower end in whole units; empty for words alone.", "number", optional=True),
            "high": Column(
                "Upper end; equal to `low` for a point, empty where no upper end is given.",
                "number",
                optional=True,
            ),
            "unit": Column("Unit; empty for words alone.", "words", UNITS, optional=True),
            "qualifier": Column("How the figure was hedged.", "words", QUALIFIERS, optional=True),
            "kind": Column("A range, a point, or words alone.", "words", GUIDANCE_KINDS),
            "status": Column(
                "In force, replaced by a later statement, or not comparable with the one in force. `load_guidance` "
                "works it out anew for an earlier day.",
                "words",
                GUIDANCE_STATUS,
            ),
            "definition": Column("On which definition the figure stands."),
            "statement": Column("What was said, shortened."),
            "source_id": _SOURCE,
            "evidence": _EVIDENCE,
        },
        ("company", "metric", "target_period", "issued", "definition", "source_id", "statement"),
    ),
}


@cache
def frame_schema(table: str) -> pa.DataFrameSchema:
    """Return the pandera schema of a table, built once."""
    return TABLES[table].frame_schema()
