"""What a company said, and why: its remarks on the quarter in fixed lines, and how each stands to the quarter before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .... import remarks
from ....exhibits.display import Columns, Head
from ....exhibits.tables.table import Cell, Table, words
from ....facts.remarks import Remark
from ....language import N_, Number
from ....schema.grades import weakness
from ...units import POINTS
from ..context import Review
from .facts import short_date

# A line of the table, and the topics that stand in it.
LINES = {
    N_("Growth: why"): ("demand", "pricing"),
    N_("AI’s part"): ("ai_mix",),
    N_("Margin: why"): ("margin_cause",),
    N_("Capex: why"): ("capex_cause",),
    N_("Capex: what it buys"): ("capex_mix",),
    N_("Capacity"): ("capacity",),
    N_("Contracts and customers"): ("contracts", "customers"),
    N_("Adoption"): ("adoption",),
    N_("Outlook"): ("outlook",),
    N_("Risks"): ("risk",),
}
_SINCE = {
    "new": N_("new"),
    "repeated": N_("repeated"),
    "turned": N_("withdrawn: {before}"),
    "stopped": N_("no longer said"),
    "": "",
}
_TAKEN_BACK = ("turned", "stopped")


@dataclass(frozen=True)
class SaidRow:
    """One row of the table.

    Attributes
    ----------
    name : str
        Of its line, a message; empty in the second row of one.
    remark : Remark or None
        None where the line holds none.
    why : str
        A message that says why it holds none; empty otherwise.
    """

    name: str
    remark: Remark | None = None
    why: str = ""


def said_rows(review: Review, company: str) -> list[SaidRow]:
    """Return the rows of a company’s table; none where nothing of its quarter was read.

    Parameters
    ----------
    review : Review
        The quarter and the day.
    company : str
        Slug.
    """
    if not remarks.was_read(company, review.quarter, review.as_of):
        return []
    return [row for name, topics in LINES.items() for row in _line(review, company, name, topics)]


def _line(review: Review, company: str, name: str, topics: Sequence[str]) -> Iterator[SaidRow]:
    told = [r for r in remarks.remarks_of(company, review.quarter, review.as_of) if r.topic in topics]
    told.sort(
        key=lambda r: (
            remarks.since(r, review.as_of) not in _TAKEN_BACK,  # what is taken back is news before all else
            weakness(r.evidence),
            topics.index(r.topic),
            not r.figure,
        )
    )
    if not told:
        yield SaidRow(name, why=_why(review, company, topics))
    for number, remark in enumerate(told):
        yield SaidRow("" if number else name, remark)


def _why(review: Review, company: str, topics: Sequence[str]) -> str:
    """Say of a line without a remark whether a text was looked through for it, and whether it was said before."""
    if not {*topics} <= remarks.looked_for(company, review.quarter, review.as_of):
        return N_("not read")
    earlier = remarks.remarks_of(company, review.quarter - 1, review.as_of)
    return N_("no longer said") if any(r.topic in topics for r in earlier) else N_("not said")


def _gist(review: Review, row: SaidRow) -> Cell:
    """Print what was said, with the figure of the edition's day where it is another one."""
    if row.remark is None:
        return Cell(review.say(row.why), kind="missing")
    said = review.language.retold(row.remark.words.of(review.language.code))
    other = _ours(review, row.remark)
    if other is None:
        return words(said)
    unit = "points" if row.remark.metric in POINTS else row.remark.unit
    # What was told in whole per cents has no tenth.
    whole = row.remark.unit == "share" and math.isclose(other, round(other, 2))
    figure = review.language.write(Number(other, unit, row.remark.company, decimals=0 if whole else 1))
    return words(review.say("{said} Our figure: {figure}.", said=said, figure=figure))


def _ours(review: Review, remark: Remark) -> float | None:
    """Return the figure of the day in the place of a remark's: where facts contradict it, or it was told anew later.

    What is *about* another figure is held against it without the hedge: the page prints both.
    """
    other = remarks.contradiction(remark, review.as_of)
    if other is not None or not remark.metric:
        return other
    point = review.point(remark.metric, remark.company, remark.quarter)
    if not point.known or point.unit != remark.unit:
        return None
    hedge = "" if remark.qualifier in ("about", "derived") else remark.qualifier
    return remarks.differs(
        remark.value, remark.unit, hedge, [remarks.StatedFigure(point.value, *point.bounds)]
    )


def _since(review: Review, row: SaidRow) -> str:
    if row.remark is None:
        return ""
    how = remarks.since(row.remark, review.as_of)
    taken = remarks.taken_back(row.remark, review.as_of)
    before = taken.name.of(review.language.code) if taken else ""
    return review.say(_SINCE[how], before=before) if how else ""


def _who(review: Review, row: SaidRow) -> Cell:
    if row.remark is None:
        return Cell("")
    language, remark = review.language, row.remark
    speakers = language.join(language.say(name) for name in remark.speaker.split("; ") if name)
    # Where its document names nobody, the company is all that is known to have said it, whoever passed it on.
    who = speakers or review.company(remark.company)
    text = review.say("{who}, {day}", who=who, day=short_date(review, remark.filed).replace(" ", "\u00a0"))
    return review.told_cell(text, remark.source_id, remark.evidence)


# What it said, in which words of ours, whether it had said so before, who, when.
_columns = Columns[Review](
    Head(
        N_("What it said, and why"), lambda review, row: review.say(row.name) if row.name else "", share=1.5
    ),
    Head(N_("in our words"), _gist, share=5.6),
    Head(N_("since the quarter before"), _since, share=1.3),
    Head(N_("who said it, known on"), _who, "left", 1.7),
)


def said_table(review: Review, rows: Sequence[SaidRow]) -> Table:
    """Set the rows of `said_rows` as a table.

    Parameters
    ----------
    review : Review
        The language and the day.
    rows : sequence of SaidRow
        At least one.

    Returns
    -------
    Table
        Four columns.
    """
    return _columns(review, rows)
