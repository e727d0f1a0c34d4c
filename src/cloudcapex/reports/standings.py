"""How many entries rest on which kind of document: the shares that `cloudcapex check` counts, as of the edition's day."""

from __future__ import annotations

import pandas as pd

from .. import facts
from ..language import N_, Number
from ..schema.words import STANDINGS
from .report import Report


def _known(report: Report) -> dict[str, pd.DataFrame]:
    """Return the rows of each table known on the edition's day, but for those read in a document that was not out yet."""
    told, unread = facts.load_table("disclosures"), facts.unread(report.as_of)
    known = {
        N_("Entries of deals"): facts.load_deals(report.as_of),
        N_("Rounds"): facts.load_rounds(report.as_of),
        N_("Figures of disclosures"): told[told["filed"] <= pd.Timestamp(report.as_of)],
    }
    return {name: rows[~rows["source_id"].isin(unread)] for name, rows in known.items()}


def standings(report: Report) -> str:
    """Count deals, rounds and disclosures known on the edition's day by who stands behind their documents."""
    documents = facts.load_sources().set_index("source_id")
    of, lines, known = documents["standing"], [], _known(report)
    for name, rows in known.items():
        counts = rows["source_id"].map(of).value_counts()
        number = {s: report.language.write(Number(float(counts.get(s, 0)), "count")) for s in STANDINGS}
        lines.append(
            report.say(
                "{name}: {all}, of which {filing} rest on a filing, {company} on a company’s own words, {publication} on a named "
                "publication, {dataset} on a data set and {aggregator} on somebody who passes on what others said.",
                name=report.say(name),
                all=report.language.write(Number(float(len(rows)), "count")),
                **number,
            )
        )
    cited = documents[documents.index.isin({i for rows in known.values() for i in rows["source_id"]})]
    count, bare = (
        report.language.write(Number(float(n), "count")) for n in (len(cited), (cited["url"] == "").sum())
    )
    first = report.say(
        "Documents. A figure links to the document it was read in, a filed one to its filing; documents without "
        "an address: {bare} of {count}.",
        bare=bare,
        count=count,
    )
    return " ".join([first, *lines]) if not report.language.chinese else "".join([first, *lines])
