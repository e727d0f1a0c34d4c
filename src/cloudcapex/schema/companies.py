"""The tables of the data contract about who there is: companies, their pages, sets of them, and parties of deals."""

from __future__ import annotations

from . import words as w
from .columns import CALLED, DataColumn, DataTable
from .sound import company, in_three_scripts, party, place

SLUG = DataColumn("Company slug.", refers="companies.slug")
PARTY = DataColumn("A party, by any name it goes by in parties.csv.", refers=f"parties.{CALLED}")
PARTIES = DataColumn("Parties, by any name they go by in parties.csv.", refers=f"parties.{CALLED}", many=True)
COMPANY_NAMES = ("companies.name", "companies.short_name")
COMPANY_COLOURS = ("companies.colour", "companies.colour_text")

TABLES: dict[str, DataTable] = {
    "companies": DataTable(
        "companies.csv",
        "One company. To add one, add its rows here and in the facts.",
        {
            "slug": DataColumn("Short name used everywhere.", "slug"),
            "name": DataColumn("Name.", unique=True),
            "name_zh_hans": DataColumn("Name in Simplified Chinese; the English one where readers say that."),
            "name_zh_hant": DataColumn(
                "Name in Traditional Chinese; the English one where readers say that."
            ),
            "short_name": DataColumn("Name for charts and tables.", unique=True),
            "ticker": DataColumn("Ticker; empty for a company that is not listed.", optional=True),
            "cik": DataColumn(
                "SEC central index key; empty for a company that files none there.", "whole", optional=True
            ),
            "fiscal_year_end": DataColumn("Month and day, or the rule in words.", "year_end"),
            "fiscal_year_end_month": DataColumn("Month the fiscal year ends in, 1 to 12.", "whole"),
            "currency": DataColumn("Reporting currency.", "words", w.CURRENCIES),
            "cloud_segment": DataColumn("What the company calls its cloud.", optional=True),
            "headline_capex": DataColumn(
                "The capex metric the company itself leads with.", refers="metrics.id"
            ),
            "colour_order": DataColumn(
                "Place in every exhibit, small multiples included.", "whole", unique=True
            ),
            "cloud_name": DataColumn(
                "Its cloud in charts, sentences and tables.", optional=True, older="=cloud_segment"
            ),
            "cloud_name_zh_hans": DataColumn(
                "The same in Simplified Chinese.", optional=True, older="=cloud_segment"
            ),
            "cloud_name_zh_hant": DataColumn(
                "The same in Traditional Chinese.", optional=True, older="=cloud_segment"
            ),
            "cloud_note": DataColumn(
                "What a reader must know of the cloud’s revenue.", optional=True, older=""
            ),
            "cloud_note_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True, older=""),
            "cloud_note_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True, older=""),
            "colour": DataColumn(
                "Its colour in every exhibit, on white.", "colour", unique=True, older="=reserve.fill"
            ),
            "colour_text": DataColumn(
                "The shade of it for words on white; the same where that can be read.",
                "colour",
                unique=True,
                apart=("companies.colour",),
                older="=reserve.words",
            ),
            "colour_dark": DataColumn(
                "Its colour on the dark page.", "colour", unique=True, older="=reserve.dark"
            ),
            "role": DataColumn(
                "What it is to the review: compared and added up unless a reader chooses others, a cloud or a supplier "
                "followed beside them, one of another market, or shown when a reader asks for it.",
                "words",
                w.ROLES,
                older="asked",
            ),
            "page": DataColumn(
                "Place of its page in the review; empty: a page only where a reader chooses it.",
                "whole",
                optional=True,
                unique=True,
                older="",
            ),
        },
        ("slug",),
        company,
    ),
    "company_pages": DataTable(
        "company_pages.csv",
        "What a company’s page shows in one place: a small chart, or a row of its table.",
        {
            "company": DataColumn(
                "Company slug; empty for every company that has no row of its own in the place. Of several such rows "
                "for one chart the first stands of whose metric the company has a figure.",
                optional=True,
                refers="companies.slug",
            ),
            "place": DataColumn(
                "One of the six charts, or the table: figures of the quarter and of the fiscal year.",
                "words",
                w.PAGE_PLACES,
            ),
            "metric": DataColumn("Metric, with a transform after a dot where a chart shows growth."),
            "name": DataColumn(
                "Over the chart and in sentences; `{cloud}` stands for the cloud’s name. Empty in the table, where "
                "the metric’s label stands.",
                optional=True,
            ),
            "name_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True),
            "name_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True),
            "note": DataColumn("Under the name; `{unit}` stands for the unit of amounts.", optional=True),
            "note_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True),
            "note_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True),
            "subject": DataColumn(
                "What a sentence says grows; `{owner}` stands for the company as owner.", optional=True
            ),
            "subject_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True),
            "subject_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True),
            "asked": DataColumn(
                "`yes`: since generative AI readers look for it, and the page says where nobody states it.",
                "words",
                ("yes",),
                optional=True,
            ),
        },
        ("company", "place", "metric"),
        place,
        new=True,
    ),
    "groups": DataTable(
        "groups.csv",
        "A company’s place in a set that exhibits show together, in their order, with the figure that stands for it.",
        {
            "group": DataColumn("The set.", "words", w.GROUPS),
            "company": SLUG,
            "metric": DataColumn("The figure that stands for it there.", optional=True),
            "against": DataColumn("What that is held against.", optional=True),
            "name": DataColumn("What it is called there; empty for its name.", optional=True),
            "name_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True),
            "name_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True),
        },
        ("group", "company", "metric"),
        lambda row: in_three_scripts(row, "name"),
        new=True,
    ),
    "parties": DataTable(
        "parties.csv",
        "One party of deals and rounds: a laboratory, an investor, or a name that a company deals under. A company needs "
        "no row: it is a party by its own names.",
        {
            "party": DataColumn("Slug.", "slug"),
            "name": DataColumn("Name.", unique=True, apart=COMPANY_NAMES),
            "name_zh_hans": DataColumn("Name in Simplified Chinese; the English one where readers say that."),
            "name_zh_hant": DataColumn(
                "Name in Traditional Chinese; the English one where readers say that."
            ),
            "also": DataColumn("Other names in use, `;` between.", optional=True, apart=COMPANY_NAMES),
            "kind": DataColumn(
                "What it is; `several` for parties that are not named.", "words", w.PARTY_KINDS
            ),
            "company": DataColumn(
                "The company that deals under this name.", optional=True, refers="companies.slug"
            ),
            "owner": DataColumn(
                "Party under which it is looked at where those of one owner are one.",
                optional=True,
                refers="parties.party",
            ),
            "large": DataColumn(
                "Place among the large companies that are asked whom they back.",
                "whole",
                optional=True,
                unique=True,
            ),
            "charted": DataColumn(
                "Place among the laboratories whose run-rates are drawn.", "whole", optional=True, unique=True
            ),
            "colour": DataColumn(
                "As in companies.csv; empty for one drawn in ink. What is a company, too, is drawn in the company’s.",
                "colour",
                optional=True,
                unique=True,
                apart=COMPANY_COLOURS,
            ),
            "colour_text": DataColumn(
                "As in companies.csv.",
                "colour",
                optional=True,
                unique=True,
                apart=(*COMPANY_COLOURS, "parties.colour"),
            ),
            "colour_dark": DataColumn("As in companies.csv.", "colour", optional=True, unique=True),
        },
        ("party",),
        party,
        new=True,
    ),
}
