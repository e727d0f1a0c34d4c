"""Checks of a row against its document: whose it is, when it was out, which period it closes, which definition it can use."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import pandas as pd

from ..facts import load_companies, load_facts, load_sources, load_table
from .explained import explained
from .places import fault, named
from .verdict import Check, told, verdict

# What a company hands out itself.
_OWN = ("filing", "release", "call")
# Tables with a day on which a row became known, said or announced.
_DAYS = {
    "filings": "filed",
    "disclosures": "filed",
    "labs": "filed",
    "market": "filed",
    "fx": "filed",
    "absences": "filed",
    "estimates": "filed",
    "useful_lives": "filed",
    "issues": "filed",
    "models": "filed",
    "observations": "filed",
    "arguments": "filed",
    "training": "filed",
    "hours": "filed",
    "forecasts": "filed",
    "events": "filed",
    "remarks": "filed",
    "texts_read": "filed",
    "guidance": "issued",
    "deals": "announced",
    "rounds": "date",
}
# Documents that tell of days before their own: a series, a history, a note on somebody else's text.
_LOOKING_BACK = ("dataset", "secondary")
# So many early rows of one document are no slip.
_MANY = 5
# Fewer rows do not show when a definition held.
_FEW = 2
# Tables whose day is that of their document.
_DATED = ("filings", "disclosures", "market", "labs", "estimates", "absences", "remarks")
_MONTH = 28
# Table, what a figure is of, and from how many days after it to how many it becomes known where no document dates it.
_WAITS = (("market", "period_end", 45, 400), ("labs", "as_of", 7, 130), ("fx", "calendar_quarter", 1, 31))
_PERIOD = re.compile(r"period ended (\d{4}-\d{2}-\d{2})")


def documents_belong() -> Check:
    """A company's own document stands for that company: by its number at the SEC, and by who published it."""
    sources = load_sources()
    companies = load_companies()
    sources["cik"] = pd.to_numeric(sources["url"].str.extract(r"/edgar/data/(\d+)/")[0])
    names = {n: r.slug for r in companies.itertuples() for n in (r.slug, r.name, r.short_name)}
    own = sources["kind"].isin(_OWN)
    ciks = companies.dropna(subset=["cik"]).set_index("cik")["slug"]
    sources["by_cik"] = sources["cik"].map(ciks)
    sources["by_name"] = sources["publisher"].map(names).where(own)
    owners = {
        what: dict(zip(known["source_id"].tolist(), known[column].tolist(), strict=True))
        for column, what in (("by_cik", "filed"), ("by_name", "published"))
        for known in [sources[sources[column].notna()]]
    }
    looked, faults = 0, []
    for table in ("filings", "disclosures", "guidance", "absences", "useful_lives", "issues", "remarks"):
        rows = load_table(table)
        cited = [*zip(rows.index, rows["company"].tolist(), rows["source_id"].tolist(), strict=True)]
        looked += sum(any(source in of for of in owners.values()) for _, _, source in cited)
        faults += [
            told(
                f"{named(table, n, rows.loc[n])}: {source} was {what} by {of[source]}",
                of[source],
                "correct the company, or cite the document that states it",
            )
            for what, of in owners.items()
            for n, company, source in cited
            if of.get(source, company) != company
        ]
    unlike = sources[sources["by_cik"].notna() & sources["by_name"].notna()]
    unlike = unlike[unlike["by_cik"] != unlike["by_name"]]
    faults += [
        told(
            f"{named('sources', n, r)} of {r['publisher']} stands under {r['by_cik']} at the SEC",
            f"{r['by_cik']} as its publisher, or an address of {r['by_name']}",
            "correct the wrong one of the two",
        )
        for n, r in unlike.iterrows()
    ]
    return verdict("Documents belong to their companies", looked, faults, unit="rows")


def known_after_published() -> Check:
    """Nothing counts as known before its document was out, and nothing is known after the document was read."""
    of = load_sources().set_index("source_id")[["published", "accessed", "kind"]].add_prefix("document_")
    rows = pd.concat([_days_of(table) for table in _DAYS], ignore_index=True).join(of, on="source_id")
    held = _held_to_its_day(rows)
    early = held & (rows["day"] < rows["document_published"])
    early &= ~_a_history(rows, early)
    late = rows["day"] > rows["document_accessed"]
    faults = [
        _day_fault(r, end)
        for which, end in ((early, "published"), (late, "accessed"))
        for _, r in rows[which].iterrows()
    ]
    return verdict("Nothing is known before its document", int(held.sum()), faults, unit="rows")


def documents_date_their_figures() -> Check:
    """What a document states is known from the day it was out, neither before nor after."""
    of = load_sources().set_index("source_id")[["published", "accessed", "kind"]].add_prefix("document_")
    rows = pd.concat([_days_of(t) for t in _DATED], ignore_index=True).join(of, on="source_id")
    held = ~rows["document_kind"].isin(("dataset",)) & rows["document_published"].notna()
    # What is told of a month stands as known on its last day, whenever in it a newspaper came out.
    slack = pd.to_timedelta(
        (~rows["document_kind"].isin(_OWN) & rows["table"].eq("disclosures")) * _MONTH, unit="D"
    )
    late = held & (rows["day"] > rows["document_published"] + slack)
    faults = [_day_fault(r, "published") for _, r in rows[late].iterrows()]
    return verdict("Documents date their figures", int(held.sum()), faults, unit="rows")


def undated_figures_wait() -> Check:
    """What no document dates counts as known from some days after its period on, by its table and kind of document."""
    of = load_sources().set_index("source_id")[["published", "kind"]].add_prefix("document_")
    looked, faults = 0, []
    for table, end, least, most in _WAITS:
        rows = load_table(table).join(of, on="source_id")
        ends = _quarter_ends(rows[end]) if end == "calendar_quarter" else rows[end]
        undated = rows["document_published"].isna() | rows["document_kind"].eq("dataset")
        undated &= ~rows.get("metric", pd.Series("", index=rows.index)).str.endswith("_year")
        after = (rows["filed"] - ends).dt.days
        looked += int(undated.sum())
        faults += [
            told(
                f"{named(table, n, r)} ({r['source_id']}): filed is {r['filed']:%Y-%m-%d}, "
                f"{r['after']} days after {r['ends']:%Y-%m-%d}",
                f"{least} to {most} days after",
                "correct the day, or give its document the day it came out",
            )
            for n, r in rows.assign(after=after, ends=ends)[undated & ~after.between(least, most)].iterrows()
        ]
    return verdict("Undated figures wait", looked, faults, unit="figures")


def _quarter_ends(quarters: pd.Series) -> pd.Series:
    return pd.Series(pd.PeriodIndex(quarters, freq="Q").end_time.normalize(), index=quarters.index)


def documents_follow_periods() -> Check:
    """A document is out after the period in its title, filed on the day it was out, and read afterwards."""
    sources = load_sources()
    closes = pd.to_datetime(sources["title"].str.extract(_PERIOD)[0])
    wrong = [
        (closes > sources["published"], "was out on {published:%Y-%m-%d}", "a day after the period in its title"),
        (sources["filed"].ne(sources["published"]) & sources["filed"].notna(), "was filed {filed:%Y-%m-%d}",
         "the day it was published"),
        (sources["accessed"] < sources["published"], "was read on {accessed:%Y-%m-%d}", "a day after it was out"),
    ]  # fmt: skip
    faults = [
        told(f"{named('sources', n, r)}: {what.format(**r)}", valid, "correct the row from the document")
        for rows, what, valid in wrong
        for n, r in sources[rows].iterrows()
    ]
    return verdict("Documents follow their periods", len(sources), faults, unit="sources")


def _days_of(table: str) -> pd.DataFrame:
    rows = load_table(table)
    days = rows[["source_id"]].assign(day=rows[_DAYS[table]], table=table, row=range(len(rows)))
    return days.reset_index(drop=True)


def _held_to_its_day(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows their document dates: of deals and calls the press tells later, so their own documents alone.

    A filing tells of the deals of its period, whatever their day: it dates none.
    """
    kind, deals = rows["document_kind"], rows["table"].isin(("deals", "rounds"))
    dated = kind.isin(_OWN).where(deals | (rows["table"] == "guidance"), ~kind.isin(_LOOKING_BACK))
    dated &= ~(deals & (kind == "filing"))
    return dated & rows["document_published"].notna()


def _a_history(rows: pd.DataFrame, early: pd.Series) -> pd.Series:
    """Tell which rows stand in a document that tells of many earlier days: there it is the rule, not a slip."""
    told = early.groupby(rows["source_id"].to_numpy())
    return (told.transform("sum") >= _MANY) & (told.transform("mean") > 0.5)


def _day_fault(row: pd.Series, end: str) -> str:
    day, out = row[f"document_{end}"], end == "published"
    table = load_table(row["table"])
    return told(
        f"{named(row['table'], row['row'], table.iloc[row['row']])}: {_DAYS[row['table']]} is {row['day']:%Y-%m-%d}, and "
        f"{row['source_id']} was {'out' if out else 'read'} on {day:%Y-%m-%d}",
        f"a day {'from' if out else 'up to'} {day:%Y-%m-%d}{' on' if out else ''}",
        "correct the day, or cite the document it was known from",
    )


def documents_cover_periods() -> Check:
    """No document states a figure of a period after the one it closes."""
    ends = load_sources().set_index("source_id")["title"].str.extract(_PERIOD)[0]
    facts = load_facts()
    facts["closes"] = pd.to_datetime(facts["source_id"].map(ends))
    wrong = facts[facts["period_end"] > facts["closes"]]
    faults = [
        fault(
            r,
            f"stands in a document of the period ended {r['closes']:%Y-%m-%d}",
            f"a period that ends up to {r['closes']:%Y-%m-%d}",
            "correct the period, or cite the document that states it",
        )
        for _, r in wrong.iterrows()
    ]
    return verdict("Documents cover their periods", int(facts["closes"].notna().sum()), faults, unit="facts")


def definitions_follow() -> Check:
    """Where one definition followed another, no figure stands on the one at a time of the other."""
    facts = load_facts()
    several = facts.groupby(["company", "metric"])["definition"].transform("nunique") > 1
    facts = facts[several].sort_values(["filed", "period_end"])
    of: dict[tuple[str, str], dict[str, list[tuple[pd.Timestamp, int, str]]]] = {}
    columns = (facts[c].tolist() for c in ("company", "metric", "definition", "filed", "source_id"))
    for n, (company, metric, name, day, source) in zip(facts.index, zip(*columns, strict=True), strict=True):
        of.setdefault((company, metric), {}).setdefault(name, []).append((day, n, source))
    wrong: dict[int, str] = {}
    for parts in of.values():
        days = {name: [day for day, *_ in rows] for name, rows in parts.items()}
        for one, other in itertools.permutations(parts, 2):
            stray = _stray(days[one], days[other])
            if stray is None:
                continue
            _, n, source = parts[one][stray]
            # The document that brings the new definition may give the figure on the old one too.
            if source not in {s for day, _, s in parts[other] if day == days[other][0]}:
                wrong[n] = other
    rows = facts.loc[list(wrong)].assign(other=list(wrong.values()))
    faults = [
        fault(
            r,
            f"stands on {r['definition']}, and its document is of {r['filed']:%Y-%m-%d}, the time of {r['other']}",
            r["other"],
            "correct the definition, or explain it in data/known_jumps.csv with a document",
        )
        for _, r in rows[~explained(rows)].iterrows()
    ]
    return verdict("Definitions follow one another", len(facts), faults, unit="facts")


_Days = Sequence[pd.Timestamp]


def _stray(one: _Days, other: _Days) -> int | None:
    """Return which day of one definition, 0 or -1, parts it from the other once left out; None for none. Both are sorted."""
    if len(one) < _FEW or len(other) < _FEW or _parted(one, other):
        return None
    return next((n for n, rest in ((0, one[1:]), (-1, one[:-1])) if _parted(rest, other)), None)


def _parted(one: _Days, other: _Days) -> bool:
    return one[-1] < other[0] or other[-1] < one[0]


CHECKS = (
    documents_belong,
    known_after_published,
    documents_date_their_figures,
    undated_figures_wait,
    documents_follow_periods,
    documents_cover_periods,
    definitions_follow,
)
