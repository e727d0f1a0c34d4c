"""Checks of remarks: their figures against the facts, their silences against what was read, their points against one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from ..errors import UsageError
from ..facts import companies, load_table, parties
from ..facts.remarks import Remark, said_points
from ..metrics import unit_of
from ..remarks.held import differs, readings
from ..remarks.quarters import LOOKED_THROUGH
from ..schema.rows import rows_of
from .places import amount, named
from .verdict import Check, told, verdict

# A remark on a quarter is made once the quarter is over, or nearly: in the release, the call, or what quotes them.
_EARLIEST = -31
# What was said on a day is written down within so many days of it.
_LATEST = 12


def figures_are_the_facts() -> Check:
    """The figure of a remark is that of its metric, at the digits it was said with, or is marked as contradicted."""
    rows = load_table("remarks")
    rows = rows[rows["metric"] != ""]
    unknown = {m for m in rows["metric"].unique() if not _is_known(m)}
    faults = [
        told(
            f"{named('remarks', n, r)}, column metric: {r['metric']!r} is no metric",
            "an id of data/metrics.csv or of a formula, with a transform after a dot",
            "correct the name, or empty the cell",
        )
        for n, r in rows[rows["metric"].isin(unknown)].iterrows()
    ]
    read = {} if unknown else readings()
    held = 0
    for n, row in zip(rows.index, rows_of(rows, Remark, quarter="calendar_quarter"), strict=True):
        facts = read.get((row.company, str(row.quarter), row.metric), ())
        held += bool(facts)
        other = differs(row.value, row.unit, row.qualifier, facts)
        if facts and (other is None) == bool(row.contradicted):
            faults.append(_wrong(n, rows.loc[n], other, dict.fromkeys(f.value for f in facts)))
    aside = f"{len(rows) - held} more have no fact to be held against"
    return verdict("Remarks say what the facts say", held, faults, unit="figures", aside=aside)


def _wrong(n: object, row: pd.Series, other: float | None, facts: Iterable[float]) -> str:
    """Write that a figure is not the fact, or is and is marked as if it were not."""
    place = f"{named('remarks', n, row)}: {row['figure']} is {amount(row['value'], row['unit'])}"
    if other is None:
        return told(f"{place}, as the facts have it", "an empty cell", "empty contradicted")
    remedy = "correct the one that is wrong, or write `yes` in contradicted: the page then shows both"
    return told(f"{place}, {row['metric']} is {amount(other)}", " or ".join(map(amount, facts)), remedy)


def _is_known(metric: str) -> bool:
    try:
        unit_of(metric)
    except UsageError:
        return False
    return True


def silence_rests_on_texts() -> Check:
    """Every remark is of a text that was read; that nothing was said stands only where one was looked through."""
    rows, texts = load_table("remarks"), load_table("texts_read")
    key = ["company", "calendar_quarter", "source_id"]
    how = texts.drop_duplicates(key).set_index(key)["read"]
    found = rows.join(how, on=key)
    faults = [
        told(
            f"{named('remarks', n, r)}: {r['source_id']} is not among the texts read of {r['calendar_quarter']}",
            "a row of data/texts_read.csv",
            "add the row: how much of the text was read",
        )
        for n, r in found[found["read"].isna()].iterrows()
    ]
    idle = (found["said"] == "no") & found["read"].notna() & ~found["read"].isin(LOOKED_THROUGH)
    faults += [
        told(
            f"{named('remarks', n, r)}, column said: 'no' of a text that was read in part",
            "a text read whole or searched",
            "read the text through, or remove the row: what was not read is not silence",
        )
        for n, r in found[idle].iterrows()
    ]
    return verdict("Silences rest on texts that were read", len(rows), faults, unit="remarks")


def remarks_fit_their_quarter() -> Check:
    """No remark on a quarter was made before it was over, and none makes a point and its opposite."""
    rows = load_table("remarks")
    ends = pd.PeriodIndex(rows["calendar_quarter"], freq="Q").end_time.normalize()
    early = (rows["filed"] - pd.Series(ends, index=rows.index)).dt.days < _EARLIEST
    faults = [
        told(
            f"{named('remarks', n, r)}, column filed: {r['filed'].date()} is before {r['calendar_quarter']} was over",
            "a day after it",
            "correct the quarter, or the day",
        )
        for n, r in rows[early].iterrows()
    ]
    against = {p.id: p.against for p in said_points().values() if p.against}
    for n, points in enumerate(rows["points"].tolist()):
        made = set(points.split("; "))
        both = next(((p, against[p]) for p in sorted(made) if against.get(p) in made), None)
        if both:
            faults.append(
                told(
                    f"{named('remarks', n, rows.iloc[n])}, column points: {both[0]} and {both[1]} say the opposite",
                    "one of the two",
                    "take one out, or part the remark in two",
                )
            )
    return verdict("Remarks fit their quarter", len(rows), faults, unit="remarks")


def points_are_in_the_remark() -> Check:
    """A remark that is said to give a figure of AI revenue gives one, and one said to name a laboratory names it."""
    rows = load_table("remarks")
    labs = [p for p in parties().values() if p.kind == "laboratory"]
    own = "".join(f"(?<!{re.escape(c.cloud.en)} )" for c in companies().values() if c.cloud)
    needs = {
        "ai_revenue_stated": (re.compile(r"\d|billion"), "a figure"),
        "laboratory_named": (
            # A cloud’s product is named after one, too, such as Azure OpenAI.
            re.compile(f"{own}(?:{'|'.join(re.escape(p.name.en) for p in labs)})"),
            "a laboratory’s name",
        ),
    }
    counted, faults = 0, []
    for n, (points, gist) in enumerate(zip(rows["points"], rows["gist"], strict=True)):
        made = needs.keys() & set(points.split("; "))
        counted += len(made)
        faults += [
            told(
                f"{named('remarks', n, rows.iloc[n])}, column points: {point} of {gist!r}",
                f"{needs[point][1]} in its words",
                "take the point out, or tell in the gist what was said",
            )
            for point in sorted(made)
            if not needs[point][0].search(gist)
        ]
    return verdict("Points are in the remark", counted, faults, unit="points")


def moved_plans_are_among_the_remarks() -> Check:
    """A company that moved its capex guidance has a remark that says so, where its remarks of that day are held."""
    made = _points_by_day()
    faults, counted = [], 0
    for n, row, point in _moved_plans():
        days = [
            day for of, day in made if of == row["company"] and 0 <= (day - row["issued"]).days <= _LATEST
        ]
        counted += bool(days)
        if days and not any(point in made[row["company"], day] for day in days):
            faults.append(
                told(
                    f"{named('guidance', n, row)}: no remark of {row['issued'].date()} makes the point {point}",
                    "a remark that does",
                    "add the point to the remark that tells the plan, or a row for it",
                )
            )
    return verdict("Moved plans are among the remarks", counted, faults, unit="plans")


def _points_by_day() -> dict[tuple[str, pd.Timestamp], set[str]]:
    """Return the points that each company made on each day of which remarks are held."""
    found: dict[tuple[str, pd.Timestamp], set[str]] = {}
    rows = load_table("remarks").query("said == 'yes'")
    for company, day, points in zip(
        rows["company"], pd.to_datetime(rows["filed"]), rows["points"], strict=True
    ):
        found.setdefault((str(company), pd.Timestamp(day)), set()).update(str(points).split("; "))
    return found


def _moved_plans() -> Iterator[tuple[int, pd.Series, str]]:
    """Give each capex guidance that lies above or below what the same company gave of the same time the day before that."""
    rows = load_table("guidance")
    rows = rows[rows["metric"].str.startswith("capex") & rows["low"].notna() & rows["high"].notna()]
    for _, chain in rows.groupby(["company", "metric", "target_period", "definition"]):
        days = chain.sort_values("issued", kind="stable").drop_duplicates("issued")
        middle = days["low"] + days["high"]
        for place in range(1, len(days)):
            if (step := middle.iloc[place] - middle.iloc[place - 1]) != 0:
                yield days.index[place], days.iloc[place], "plan_raised" if step > 0 else "plan_lowered"


CHECKS = (
    figures_are_the_facts,
    silence_rests_on_texts,
    remarks_fit_their_quarter,
    points_are_in_the_remark,
    moved_plans_are_among_the_remarks,
)
