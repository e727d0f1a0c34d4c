"""The tables of the data contract about what companies said in words: remarks, what they come down to, which texts were read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import words as w
from .columns import DataColumn, DataTable, RowFault
from .companies import SLUG
from .sound import in_three_scripts
from .tables import EVIDENCE, FILED, NOTE, SOURCE

QUARTER = DataColumn("Calendar quarter it speaks of.", "quarter")
GIST = ("gist", "gist_zh_hans", "gist_zh_hant")
FIGURE = ("value", "unit", "figure")
# A gist is ours: what stands between marks of quotation is the company's, and is a few words at most.
LONGEST_GIST, LONGEST_QUOTE = 240, 30
_QUOTED = re.compile(r'“([^”]*)”?|"([^"]*)"?')

# What a gist in Chinese says of a first time.
_FIRST = "首次"


def _sound_remark(row: Mapping[str, str]) -> RowFault | None:
    """Hold a remark to its three scripts, and a figure to its unit and name."""
    if row["said"] == "no":
        told = next((c for c in (*GIST, *FIGURE, "metric", "first") if row[c]), "")
        what = "a topic that was looked for and not found has a text"
        return RowFault(told, what, "an empty cell", "empty it, or write `yes` in said") if told else None
    if not row["gist"]:
        return RowFault("gist", "nothing is said", "text", "say what was said, in own words")
    return _figure(row) or _first(row) or sound_gist(row)


def _first(row: Mapping[str, str]) -> RowFault | None:
    """Hold what a gist says of a first time against the column that says so."""
    if (_FIRST in row["gist_zh_hans"]) == bool(row["first"]):
        return None
    if row["first"]:
        return RowFault(
            "first", "the gist tells of no first time", f"a gist with {_FIRST}", "say it, or empty the cell"
        )
    return RowFault("first", "the gist tells of a first time, and the row does not", "yes", "write `yes`")


def sound_gist(row: Mapping[str, str]) -> RowFault | None:
    """Hold a gist to its three scripts, to its length and to own words."""
    return in_three_scripts(row, "gist") or _own_words(row["gist"])


def _figure(row: Mapping[str, str]) -> RowFault | None:
    told = [c for c in FIGURE if row[c]]
    if told and len(told) < len(FIGURE):
        lacking = next(c for c in FIGURE if not row[c])
        return RowFault(lacking, "a figure is told in part", "value, unit and what it is, or none", "fill it")
    if not told and (lonely := next((c for c in ("metric", "qualifier", "contradicted") if row[c]), "")):
        return RowFault(lonely, "it speaks of a figure, and there is none", "an empty cell", "empty it")
    if row["contradicted"] and not row["metric"]:
        what = "a figure is contradicted by no metric"
        return RowFault("metric", what, "the metric that contradicts it", "name it")
    return None


def _own_words(gist: str) -> RowFault | None:
    if len(gist) > LONGEST_GIST:
        what = f"{len(gist)} characters are no gist"
        return RowFault("gist", what, f"at most {LONGEST_GIST}", "say less, or part it in two")
    if any(len(one or other) > LONGEST_QUOTE for one, other in _QUOTED.findall(gist)):
        return RowFault(
            "gist",
            "it quotes at length",
            f"own words, with {LONGEST_QUOTE} characters quoted at most",
            "say it in own words",
        )
    return None


TABLES: dict[str, DataTable] = {
    "points": DataTable(
        "points.csv",
        "One point that remarks come down to, so that the same is known again in another quarter and at another company.",
        {
            "point": DataColumn("Slug of the point.", "slug"),
            "theme": DataColumn(
                "Where the common points of a quarter show it, in their order.", "words", w.THEMES
            ),
            "name": DataColumn("What is said, as a short sentence."),
            "name_zh_hans": DataColumn("The same in Simplified Chinese."),
            "name_zh_hant": DataColumn("The same in Traditional Chinese."),
            "against": DataColumn(
                "The point that says otherwise: who says that one does not say this one.",
                refers="points.point",
                optional=True,
            ),
            "silent": DataColumn(
                "`yes`: what is said is that something is not told any more.",
                "words",
                ("yes",),
                optional=True,
            ),
        },
        ("point",),
    ),
    "remarks": DataTable(
        "remarks.csv",
        "One remark: what a company said in words on one topic, as one document tells it, in our own words; or that a text "
        "that was read whole says nothing on a topic.",
        {
            "company": SLUG,
            "calendar_quarter": QUARTER,
            "topic": DataColumn("What it is about.", "words", w.TOPICS),
            "said": DataColumn(
                "`yes`: it was said. `no`: the document was read whole, or searched, and says nothing on the topic.",
                "words",
                w.YES_NO,
            ),
            "points": DataColumn(
                "What it comes down to; empty where that is nothing others say.",
                refers="points.point",
                many=True,
                optional=True,
            ),
            "first": DataColumn(
                "`yes`: it tells what was so for the first time, and is new whatever else it repeats.",
                "words",
                ("yes",),
                optional=True,
            ),
            "gist": DataColumn("What was said, in our own words; empty where nothing was.", optional=True),
            "gist_zh_hans": DataColumn("The same in Simplified Chinese.", optional=True),
            "gist_zh_hant": DataColumn("The same in Traditional Chinese.", optional=True),
            "figure": DataColumn(
                "What its figure is, as a slug; empty where it has none.", "slug", optional=True
            ),
            "metric": DataColumn(
                "The metric that holds the same figure, with a transform after a dot where it is a change; the figure is held "
                "against it. Empty where the facts hold none.",
                optional=True,
            ),
            "value": DataColumn("Its figure in whole units; a share is a fraction.", "number", optional=True),
            "unit": DataColumn("Unit of it.", "words", w.REMARK_UNITS, optional=True),
            "qualifier": DataColumn("How it was hedged.", "words", w.QUALIFIERS, optional=True),
            "contradicted": DataColumn(
                "`yes`: the metric says otherwise, and the page shows both.", "words", ("yes",), optional=True
            ),
            "speaker": DataColumn("Who said it; empty where the document names nobody.", optional=True),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "note": NOTE,
        },
        ("company", "calendar_quarter", "topic", "source_id", "gist"),
        _sound_remark,
    ),
    "texts_read": DataTable(
        "texts_read.csv",
        "One text of a company’s quarter that was read for remarks, and how much of it. Only of one read whole can it be said "
        "that something is not in it.",
        {
            "company": SLUG,
            "calendar_quarter": QUARTER,
            "source_id": SOURCE,
            "read": DataColumn(
                "`whole`: every part. `searched`: by its words, topic by topic. `part`: an opening, an excerpt, or what "
                "somebody quotes.",
                "words",
                w.READ,
            ),
            "filed": FILED,
        },
        ("company", "calendar_quarter", "source_id"),
    ),
}
