"""The columns for what a deal binds its parties to beside money."""

from __future__ import annotations

from . import words as w
from .columns import DataColumn

# What a deal binds its parties to beside money: each filled only where a document of the table of sources says so.
TERMS = {
    "exclusivity": DataColumn(
        "How the recipient's laboratory is bound to one cloud; `ended` where a tie was given up.",
        "words",
        w.EXCLUSIVITY,
        optional=True,
        older="",
    ),
    "chips": DataColumn(
        "Chips that the laboratory is to use, by their own names, `; ` between.", optional=True, older=""
    ),
    "model_access": DataColumn(
        "Who gets the laboratory's models: customers of the cloud, the backer for its own products, or both.",
        "words",
        w.MODEL_ACCESS,
        optional=True,
        older="",
    ),
    "escrow": DataColumn(
        "Whether the money lies with a third party until it is used.",
        "words",
        w.YES_NO,
        optional=True,
        older="",
    ),
    "technology_rights": DataColumn(
        "Rights to the laboratory's technology.", "words", w.TECHNOLOGY_RIGHTS, optional=True, older=""
    ),
    "cash_minimum": DataColumn(
        "Least amount that an investor had to put in, in `unit`.", "number", optional=True, older=""
    ),
    "terms_source_id": DataColumn(
        "Document that tells the terms, where it is not that of the deal.",
        refers="sources.source_id",
        optional=True,
        older="",
    ),
}
