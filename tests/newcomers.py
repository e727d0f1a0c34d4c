"""Companies that nobody has listed, drawn from a seed: rows of data/ as a user would add them, and a folder that has them.

What a seed draws is what rows may hold: any currency, any end of a fiscal year with its weeks, a cloud or none, one figure or six
years of them, losses, gaps, an amount of a thousand or of a trillion, and names as long and as odd as names are.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import math
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cloudcapex.intake import bring_over
from cloudcapex.schema.colours import RESERVE, Colours
from cloudcapex.schema.columns import MONTHS, WEEKDAYS
from cloudcapex.schema.words import CURRENCIES

CHECKOUT = Path(__file__).resolve().parents[1]
SIZE = 4
METRICS = ("revenue", "operating_income", "net_income", "operating_cash_flow", "capex_cash", "depreciation")
BELOW_NOUGHT = ("operating_income", "net_income", "operating_cash_flow")
ODD = ('"', "&", "<b>", "</b>", "$", "_{x}", "*", "’", "{name}", "Ünïted", "360", "\\", "Co., Ltd.", ".com")
HAN = "云計算力天地海洋数據中心科技集團控股有限公司第一二三"
ON = dt.date(2026, 9, 1)


class Newcomer(NamedTuple):
    """One company: its row, and what it states."""

    slug: str
    cells: dict[str, object]
    facts: list[tuple[str, dt.date, dt.date, int]]
    laboratory: bool


def free_colours() -> Colours:
    """Return the first colours of the reserve that no company of the checkout has."""
    taken = {row["colour"] for row in _companies()}
    return next(colours for colours in RESERVE if colours.fill not in taken)


def free_place() -> int:
    """Return a place among the companies of the checkout, after the last."""
    return max(int(row["colour_order"]) for row in _companies()) + 1


def _companies() -> list[dict[str, str]]:
    with (CHECKOUT / "data" / "companies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drawn(seed: int) -> list[Newcomer]:
    """Draw some companies; the same seed draws the same ones."""
    chance = random.Random(seed)
    return [_company(chance, f"new_{seed}_{n}", n) for n in range(SIZE)]


def home(folder: Path, seed: int) -> Path:
    """Copy the data and the notebooks into a folder, and add the companies of a seed as CONTRIBUTING.md says."""
    for name in ("data", "notebooks"):
        shutil.copytree(CHECKOUT / name, folder / name)
    for company in drawn(seed):
        add(folder / "data", company)
    return folder


def leave_out(data: Path, slug: str) -> None:
    """Take a company out, with what it filed and where: a checkout to which it was added has it already."""
    filings = _read(data / "facts" / "filings.csv")
    cited = {row[filings[0].index("source_id")] for row in filings if row[0] == slug}
    for file, out in (("companies.csv", {slug}), ("facts/filings.csv", {slug}), ("sources.csv", cited)):
        kept = [row for row in _read(data / file) if row[0] not in out]
        (data / file).write_text("", encoding="utf-8")
        _append(data / file, kept)


def migrated() -> None:
    """Let the rows of the folder that is home be filled up, as `cloudcapex migrate` does."""
    bring_over()


def _company(chance: random.Random, slug: str, number: int) -> Newcomer:
    rule, month, ends = _year(chance)
    cloud = chance.random() < 0.5
    name = _name(chance, number)
    cells: dict[str, object] = {
        "slug": slug,
        "name": f"{name} Inc.",
        "name_zh_hans": _han(chance, number),
        "name_zh_hant": _han(chance, number),
        "short_name": name,
        "ticker": chance.choice(["", slug.upper()]),
        "cik": "",
        "fiscal_year_end": rule,
        "fiscal_year_end_month": month,
        "currency": chance.choice([*CURRENCIES, *["USD"] * 20]),
        "cloud_segment": _name(chance, number) if cloud else "",
        "headline_capex": chance.choice(["capex_cash", "capex_as_stated"]),
        "colour_order": free_place() + number,
    }
    metrics = [m for m in METRICS if chance.random() < 0.8] + ["cloud_revenue"] * cloud
    return Newcomer(slug, cells, list(_facts(chance, metrics, ends)), chance.random() < 0.3)


def _name(chance: random.Random, number: int) -> str:
    words = [f"Newcomer{number}", *chance.choices(ODD, k=chance.randint(0, 5))]
    chance.shuffle(words)
    return " ".join(words)


def _han(chance: random.Random, number: int) -> str:
    return "".join(chance.choices(HAN, k=chance.randint(2, 44))) + str(number)


def _year(chance: random.Random) -> tuple[str, int, list[dt.date]]:
    """Draw a rule for the end of the fiscal year, and the ends of quarters under it, oldest first."""
    month, weekday = chance.randint(1, 12), chance.randrange(7)
    months = [(2019 + (month - 1 + 3 * n) // 12, (month - 1 + 3 * n) % 12 + 1) for n in range(32)]
    last = [dt.date(y, m, calendar.monthrange(y, m)[1]) for y, m in months]
    kind = chance.choice(["fixed", "last", "nearest"])
    if kind == "fixed":
        return f"{month:02d}-{min(last[0].day, 28 if month == 2 else 31)}", month, last
    if kind == "last":
        ends = [d - dt.timedelta(days=(d.weekday() - weekday) % 7) for d in last]
        return f"last {WEEKDAYS[weekday]} of {MONTHS[month - 1]}", month, ends
    middle = [d.replace(day=25) for d in last]
    ends = [d + dt.timedelta(days=(weekday - d.weekday() + 3) % 7 - 3) for d in middle]
    return f"{WEEKDAYS[weekday]} nearest 25 {MONTHS[month - 1]}", month, ends


def _facts(
    chance: random.Random, metrics: list[str], ends: list[dt.date]
) -> Iterator[tuple[str, dt.date, dt.date, int]]:
    size, first = 10 ** chance.uniform(8, 11), chance.choice([0, 8, 20, 27])
    sold: dict[int, float] = {}
    for metric in metrics:
        value, gap = size * chance.uniform(0.1, 1.0), chance.choice([-1, -1, chance.randrange(1, len(ends))])
        for n in range(max(first, 1), len(ends)):
            # What is earned or sold in part is no more than what is sold.
            value = min(value * chance.uniform(0.85, 1.3), sold.get(n, math.inf))
            if metric == "revenue":
                sold[n] = value
            below = metric in BELOW_NOUGHT and chance.random() < 0.2
            if n != gap and ends[n] + dt.timedelta(days=30) < ON:
                yield metric, ends[n - 1] + dt.timedelta(days=1), ends[n], round(-value if below else value)


def add(data: Path, company: Newcomer) -> None:
    """Enter a company and what it states in the tables of a folder."""
    source, name = f"{company.slug}-reports", company.cells["short_name"]
    columns = next(csv.reader((data / "companies.csv").open(encoding="utf-8")))[: len(company.cells)]
    _append(data / "companies.csv", [[company.cells[c] for c in columns]])
    if not (company.facts or company.laboratory):
        return  # what nobody cites is no source
    _append(
        data / "sources.csv",
        [
            [
                source,
                name,
                f"{name} reports",
                f"https://{source}.example/",
                ON,
                ON,
                "release",
                "",
                "",
                "",
                "company",
            ]
        ],
    )
    unit = company.cells["currency"]
    _append(
        data / "facts" / "disclosures.csv",
        [
            [company.slug, metric, "as_filed", start, end, value, unit, "reported", "company",
             end + dt.timedelta(days=30), source, "", ""]
            for metric, start, end, value in company.facts
        ],
    )  # fmt: skip
    if company.laboratory:
        _append(
            data / "parties.csv",
            [[f"{company.slug}_lab", name, company.cells["name_zh_hans"], company.cells["name_zh_hant"], "", "laboratory",
              company.slug, "", "", 90 + int(str(company.cells["colour_order"])), "", "", ""]],
        )  # fmt: skip
        _append(
            data / "facts" / "labs.csv",
            [[name, "revenue_run_rate", "as_stated", "2025-11-30", 1_500_000_000, "USD", "reported", "company",
              "2025-11-30", source, ""]],
        )  # fmt: skip


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _append(path: Path, rows: Iterable[Sequence[object]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
