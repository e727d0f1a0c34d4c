"""What ties the cells of one row about companies and parties, looked at where each cell is valid by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from . import colours
from . import words as w
from .columns import MONTHS, RowFault, month_of

Row = Mapping[str, str]

_COLOURS = ("colour", "colour_text", "colour_dark")
_CLOUD = ("cloud_name", "cloud_note")


def company(row: Row) -> RowFault | None:
    """Look at a row of ``companies.csv``."""
    if row["slug"] in w.TAKEN:
        return RowFault(
            "slug", f"{row['slug']!r} is a word of the house", "any other slug", "add to it: acme_inc, say"
        )
    looked: tuple[Callable[[Row], RowFault | None], ...] = (
        _year_end,
        _headline,
        *(partial(in_three_scripts, stem=s) for s in _CLOUD),
        _cloud,
        sound_colours,
    )
    return next((fault for look in looked if (fault := look(row))), None)


def _year_end(row: Row) -> RowFault | None:
    month = month_of(row["fiscal_year_end"])
    if int(row["fiscal_year_end_month"]) == month:
        return None
    return RowFault(
        "fiscal_year_end_month",
        f"month {row['fiscal_year_end_month']} is not that of {row['fiscal_year_end']!r}",
        f"{month}, for {MONTHS[month - 1]}",
        "correct one of the two",
    )


def _headline(row: Row) -> RowFault | None:
    if row["headline_capex"].startswith("capex_"):
        return None
    remedy = "say on which basis the company leads with its capex"
    return RowFault(
        "headline_capex",
        f"{row['headline_capex']!r} is no capex",
        "a metric capex_…, see metrics.csv",
        remedy,
    )


def _cloud(row: Row) -> RowFault | None:
    if bool(row["cloud_name"]) == bool(row["cloud_segment"]):
        return None
    return RowFault(
        "cloud_segment" if row["cloud_name"] else "cloud_name",
        f"{row['slug']} has a cloud by one column and none by another",
        "both filled, or both empty",
        "say what the company calls its cloud, in full in cloud_segment and in short in cloud_name",
    )


def place(row: Row) -> RowFault | None:
    """Look at a row of ``company_pages.csv``."""
    if row["place"] in w.PAGE_CHARTS and not row["name"]:
        return RowFault("name", "a chart has no name", "text", "say what the chart shows")
    if row["place"] == "growth" and not row["subject"]:
        return RowFault("subject", "growth of nothing", "text", "say what grows")
    return next((f for stem in ("name", "note", "subject") if (f := in_three_scripts(row, stem))), None)


def party(row: Row) -> RowFault | None:
    """Look at a row of ``parties.csv``."""
    told = [c for c in _COLOURS if row[c]]
    if told and len(told) < len(_COLOURS):
        lacking = next(c for c in _COLOURS if not row[c])
        return RowFault(lacking, "one of the three colours is missing", "all three, or none", "fill it")
    if row["charted"] and not (told or row["company"]):
        return RowFault("colour", "one that is drawn in charts has no colour", "three colours", "fill them")
    return sound_colours(row)


def in_three_scripts(row: Row, stem: str) -> RowFault | None:
    """Look whether words stand in all three scripts or in none."""
    cells = [c for c in (stem, f"{stem}_zh_hans", f"{stem}_zh_hant") if not row[c]]
    if not cells or len(cells) == 3:
        return None
    remedy = "fill it; where readers of the script say it in English, write the English words"
    return RowFault(cells[0], f"{stem} is missing in this script", "text", remedy)


def sound_colours(row: Row) -> RowFault | None:
    """Look whether a row's colours can be read and are nobody's but its own."""
    found = colours.fault(*(row[c] for c in _COLOURS)) if row["colour"] else None
    if found is None:
        return None
    place, what, valid = found
    return RowFault(_COLOURS[place], what, valid, "take another, darker on white and lighter on dark")
