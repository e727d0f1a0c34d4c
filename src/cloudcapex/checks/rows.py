"""Checks that look at rows by themselves: units, signs, dates, magnitudes, sources, links between entries."""

from __future__ import annotations

import re

import pandas as pd

from ..facts import load_companies, load_definitions, load_facts, load_metrics, load_sources, load_table
from ..facts.documents import results_documents
from ..facts.rows import DefinitionRow
from ..models.value_stack import read_stack
from ..models.value_stack.assumptions import FILE as STACK
from ..paths import data_dir
from ..schema import TABLES
from ..schema.rows import rows_of
from ..schema.words import MOVED
from .places import amount, fault, line, named
from .verdict import Check, told, verdict

_QUARTER = (80, 100)


def units_fit() -> Check:
    """Every fact has the unit of its metric; money is in the company's currency."""
    facts = load_facts()
    unit = facts["metric"].map(load_metrics().set_index("id")["unit"])
    currency = facts["company"].map(load_companies().set_index("slug")["currency"])
    wanted = unit.where(unit != "money", currency)
    wrong = facts.assign(wanted=wanted)[facts["unit"] != wanted]
    faults = [fault(r, f"is in {r['unit']}", r["wanted"], "correct the unit") for _, r in wrong.iterrows()]
    return verdict("Units fit their metrics", len(facts), faults, unit="facts")


def signs_fit() -> Check:
    """Metrics that cannot fall below zero do not."""
    facts = load_facts()
    positive = facts["metric"].map(load_metrics().set_index("id")["sign"]) == "positive"
    wrong = facts[positive & (facts["value"] < 0)]
    faults = [fault(r, f"is {amount(r['value'], r['unit'])}", "0 or more") for _, r in wrong.iterrows()]
    return verdict("Signs fit their metrics", int(positive.sum()), faults, unit="facts")


def dates_in_order() -> Check:
    """Periods start before they end, and nothing is known before its period is over."""
    facts = load_facts()
    backward = facts["period_start"] > facts["period_end"]
    early = facts["filed"] < facts["period_end"]
    faults = [
        fault(r, "starts after it ends", f"a day up to {r['period_end'].date()}")
        for _, r in facts[backward].iterrows()
    ]
    faults += [
        fault(r, f"was filed {r['filed'].date()}", f"a day from {r['period_end'].date()} on")
        for _, r in facts[early].iterrows()
    ]
    return verdict("Dates stand in order", len(facts), faults, unit="facts")


def quarters_adjoin() -> Check:
    """A company's quarter begins on the day after the one before it ends, 53-week years included."""
    facts = load_facts()
    days = (facts["period_end"] - facts["period_start"]).dt.days + 1
    quarters = facts[days.between(*_QUARTER)]
    looked, faults = 0, []
    for company, mine in quarters.groupby("company"):
        ends = pd.DatetimeIndex(mine["period_end"].unique()).sort_values()
        firsts = pd.DatetimeIndex(mine["period_start"].unique())
        day_before = firsts - pd.Timedelta(days=1)
        nearest = ends[ends.get_indexer(day_before, method="nearest")]
        gap = (nearest - day_before).days.to_numpy()
        odd = (gap != 0) & (abs(gap) < 40)
        looked += len(firsts)
        faults += [
            fault(
                mine[mine["period_start"] == first].iloc[0],
                f"begins {first.date()}, {company}'s quarter before ends {end.date()}",
                f"{(end + pd.Timedelta(days=1)).date()}",
                "correct the wrong one of the two days",
            )
            for first, end in zip(firsts[odd], nearest[odd], strict=True)
        ]
    return verdict("Quarters adjoin", looked, faults, unit="quarters")


def definitions_known() -> Check:
    """Every fact stands on a definition that data/definitions.csv explains for its metric and company."""
    known = {(r.definition, r.metric, r.company) for r in rows_of(load_definitions(), DefinitionRow)}
    used = load_facts().drop_duplicates(["definition", "metric", "company"])
    keys = zip(*(used[c].tolist() for c in ("definition", "metric", "company")), strict=True)
    faults = [
        fault(
            used.loc[n],
            f"stands on {d}, which nobody explains for it",
            ", ".join(sorted({n for n, *of in known if of in ([m, c], [m, ""])})) or "one that is explained",
            "correct the definition, or explain it in data/definitions.csv",
        )
        for n, (d, m, c) in zip(used.index, keys, strict=True)
        if known.isdisjoint({(d, m, c), (d, m, ""), (d, "", "")})
    ]
    return verdict("Definitions are explained", len(used), faults, unit="definitions in use")


def sources_agree() -> Check:
    """Filings carry one accession, form and filing day, in the facts as in data/sources.csv."""
    sources = load_sources()
    accession = sources["source_id"].where(sources["source_id"].str.fullmatch(r"\d{10}-\d{2}-\d{6}"))
    lacking = sources[accession.notna() & (sources["accession"] != accession)]
    twice = sources[(sources["accession"] != "") & sources["accession"].duplicated(keep=False)]
    faults = [
        told(
            f"{line('sources', n)}: {r['source_id']} lacks its accession, {r['accession'] or 'none'} stands there",
            r["source_id"],
            "write the accession number of the filing",
        )
        for n, r in lacking.iterrows()
    ]
    faults += [
        told(
            f"{line('sources', n)}: {r['source_id']} has the accession {r['accession']} of another row",
            "one row for each filing",
            "correct the accession, or cite the one row",
        )
        for n, r in twice.iterrows()
    ]
    whole = ["publisher", "title", "url", "published"]
    again = sources[sources.duplicated(whole)]
    faults += [
        told(
            f"{line('sources', n)}: {r['source_id']} is the document of an earlier row, {r['title']!r} of {r['publisher']}",
            "one row for each document",
            "cite the one row and remove the other, or say in the title what tells them apart",
        )
        for n, r in again.iterrows()
    ]
    rows = load_table("filings")
    rows["day"] = rows["source_id"].map(sources.set_index("source_id")["filed"])
    rows["of"] = rows["source_id"].map(sources.set_index("source_id")["form"])
    faults += [
        told(
            f"{named('filings', n, r)} ({r['source_id']}): form is {r['form']}",
            f"{r['of']}, as data/sources.csv has it",
            "correct the wrong one of the two",
        )
        for n, r in rows[rows["form"] != rows["of"]].iterrows()
    ]
    wrong = rows[rows["day"] != rows["filed"]].drop_duplicates(["source_id", "filed"])
    faults += [
        told(
            f"{line('filings', n)}: {r['company']} {r['concept']}: {r['source_id']} filed {r['filed'].date()} in the facts",
            str(r["day"].date()),
            "correct the day",
        )
        for n, r in wrong.iterrows()
    ]
    return verdict("Sources agree with the facts", len(sources), faults, unit="sources")


def sources_used() -> Check:
    """Every source is cited, and every cited dataset is a source."""
    cited: set[str] = set()
    for table in (t for t, rules in TABLES.items() if t != "sources" and "source_id" in rules.columns):
        cited |= set(load_table(table)["source_id"].tolist())
    cited |= set(load_table("deals")["terms_source_id"].tolist())
    cited |= {s for a in read_stack().assumptions for e in a.estimates for s in e.sources}
    cited |= {c.founded_source for c in read_stack().companies if c.founded}
    read_in = {t: load_table(t) for t in ("disclosures", "useful_lives", "issues")}
    via = {v for rows in read_in.values() for cell in set(rows["via"].tolist()) for v in cell.split(";") if v}
    notes = set(re.findall(r"also in ([a-z0-9-]+)", "\n".join(read_in["disclosures"]["note"].tolist())))
    sources = {s: n for n, s in enumerate(load_sources()["source_id"].tolist())}
    # A release of results may be out before anybody has typed its figures: `cloudcapex missing` leads to it.
    out = results_documents()
    waiting = set(out.loc[out["kind"] == "release", "source_id"])
    faults = [
        told(
            f"{line('sources', n)}: {s} is cited nowhere",
            "a document that a row rests on",
            "cite it, or remove the row",
        )
        for s, n in sources.items()
        if s not in cited | via | notes | waiting
    ]
    unknown = sorted((via | notes) - sources.keys())
    faults += [
        told(
            f"{named(table, n, rows.loc[n])}: {s} is not in data/sources.csv",
            "a value of sources.source_id",
            "correct the name, or add the source",
        )
        for table, rows in read_in.items()
        for s in unknown
        for n in rows.index[(rows["via"] + ";" + rows["note"]).str.contains(s, regex=False)][:1]
    ]
    return verdict("Every source is cited", len(sources), faults, unit="sources")


def assumptions_follow_documents() -> Check:
    """No estimate of the value stack is older than the documents it rests on."""
    published = load_sources().set_index("source_id")["published"]
    estimates = [(a.id, e) for a in read_stack().assumptions for e in a.estimates]
    faults = [
        told(
            f"{_of_stack(s)}: {name}, known {e.known}, cites {s} of {published[s].date()}",
            f"known from {published[s].date()} on",
            "correct the day, or cite what was out by then",
        )
        for name, e in estimates
        for s in e.sources
        if e.known and published[s] > pd.Timestamp(e.known)  # a day that is not known compares as false
    ]
    return verdict("Assumptions follow their documents", len(estimates), faults, unit="estimates")


def _of_stack(source: str) -> str:
    """Name the first line of the value stack's file that cites a document."""
    lines = (data_dir() / STACK).read_text(encoding="utf-8").split("\n")
    return f"data/{STACK}, line {next((n for n, text in enumerate(lines, start=1) if source in text), 1)}"


def ranges_in_order() -> Check:
    """Low ends lie below high ends in guidance, deals and claims."""
    looked, faults = 0, []
    for table, key, low, high in (
        ("guidance", ["company", "metric", "target_period"], "low", "high"),
        ("deals", ["deal_id", "investor", "recipient"], "amount_low", "amount_high"),
        ("claims", ["claim_id", "subject", "metric"], "value_low", "value_high"),
        ("estimates", ["estimate_id", "subject", "metric"], "value_low", "value_high"),
    ):
        both = load_table(table).dropna(subset=[low, high])
        looked += len(both)
        faults += [
            told(
                f"{line(table, n)}: {table} {' '.join(r[key])}: {low} {amount(r[low])} is above {high} {amount(r[high])}",
                f"{low} at or below {high}",
                "swap the two or correct them from the document",
            )
            for n, r in both[both[low] > both[high]].iterrows()
        ]
    return verdict("Ranges run upwards", looked, faults, unit="ranges")


def shares_below_one() -> Check:
    """The vendors of one publication do not hold more than the whole market, rounding allowed."""
    market = load_table("market")
    single = market[(market["metric"] == "share") & ~market["vendor"].str.contains("+", regex=False)]
    one = ["market", "period_start", "period_end", "source_id"]
    whole = single.groupby(one)["value"].sum()
    largest = (
        single.sort_values("value", kind="stable").assign(row=lambda s: s.index).groupby(one)["row"].last()
    )
    over = pd.DataFrame({"sum": whole, "row": largest})[whole > 1.01].reset_index()
    faults = [
        told(
            f"{line('market', r['row'])}: shares of {r['market']} to {r['period_end'].date()}: {r['sum']:.3f} "
            f"({r['source_id']})",
            "together up to 1",
            "correct the share that is wrong; the largest is named",
        )
        for _, r in over.iterrows()
    ]
    return verdict("Market shares add up to no more than one", len(whole), faults, unit="publications")


def deals_linked() -> Check:
    """Entries named as overlapping exist, and of one deal told often a sum takes one entry."""
    deals = load_table("deals")
    known = set(deals["deal_id"])
    linked = deals[deals["overlaps"] != ""]
    faults = [
        told(f"{line('deals', n)}: {r['deal_id']} names {o}", "a deal_id of the table", "correct the link")
        for n, r in linked.iterrows()
        for o in r["overlaps"].split(";")
        if o not in known
    ]
    moved = deals[(deals["deal_group"] != "") & deals["money"].isin(MOVED)]
    times = moved.groupby("deal_group")["counts"].agg(lambda c: (c == "yes").sum())
    faults += [
        told(
            f"{line('deals', rows.index[-1])}: deal {g} counts {n} times, in {', '.join(rows['deal_id'])}",
            "counts yes in one row of a deal_group",
            "leave yes with the row whose amount holds now",
        )
        for g, n in times[times != 1].items()
        for rows in [moved[moved["deal_group"] == g]]
    ]
    return verdict("Deals told twice count once", len(linked) + len(times), faults, unit="links")


CHECKS = (
    units_fit,
    signs_fit,
    dates_in_order,
    quarters_adjoin,
    definitions_known,
    sources_agree,
    sources_used,
    assumptions_follow_documents,
    ranges_in_order,
    shares_below_one,
    deals_linked,
)
