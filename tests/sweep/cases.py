"""What the sweep runs: editions by report, quarter, companies, day and language, and the fuzzing of properties."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import newcomers
from cloudcapex import facts, metrics
from cloudcapex.periods import Quarter, quarters_between
from cloudcapex.reports import ROOMS
from cloudcapex.reports.compared import compared

FIRST, LAST = "2019Q1", "2026Q2"
DEFAULT = ("microsoft", "alphabet", "amazon", "meta", "oracle")
PAIRS = (("amazon", "meta"), ("microsoft", "oracle"))
# A quarter as it could be written on a day: two as published, one with three of five in, one from before any deal.
REPLAYS = (
    ("2023Q4", "2024-02-15"),
    ("2023Q4", "2024-01-31"),
    ("2023Q3", "2023-10-31"),
    ("2025Q2", "2025-08-05"),
)
# Earnings seasons of which the sweep makes each evening's flash edition: the newest, two in between, and the first.
SEASONS = ("2026Q2", "2025Q4", "2022Q4", "2019Q1")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
# Choices of companies of which a sweep makes a quarter's review.
_OF_A_QUARTER = 4


@dataclass(frozen=True)
class Case:
    """One edition whose sentences are to be made and proved.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    parameters : tuple of (str, object)
        Of the notebook; what is left out has its default.
    newcomers : int, optional
        The seed of companies that are added to the data as rows, for this edition alone.
    """

    report: str
    parameters: tuple[tuple[str, object], ...]
    newcomers: int | None = None

    @property
    def name(self) -> str:
        """Names the case in the results: the same in every run."""
        added = "" if self.newcomers is None else f" newcomers={self.newcomers}"
        return f"{self.report} {json.dumps(dict(self.parameters), sort_keys=True)}{added}"


def every_case() -> Iterator[Case]:
    """Yield all editions of the plan, the newest quarters first, so that faults show early: some three hours on two cores."""
    for group in _groups():
        yield from group


def turned_cases(seed: int) -> Iterator[Case]:
    """Yield one edition of each group of the plan, so that neighbours are in other languages or of other companies.

    Any three sweeps whose seeds follow one another have each report of each quarter in each language.
    """
    for n, group in enumerate(_groups()):
        if group:
            yield group[(seed + n) % len(group)]


def _groups() -> Iterator[list[Case]]:
    """Yield editions of which one stands for the others: a report of a quarter or a day in each language, a quarter of some companies."""
    quarters = [str(q) for q in reversed(quarters_between(FIRST, LAST))]
    companies = list(facts.load_companies()["slug"])
    for quarter, report in itertools.product(quarters, ROOMS):
        yield [_case(report, quarter=quarter, language=language) for language in LANGUAGES]
    for (quarter, day), report in itertools.product(REPLAYS, ROOMS):
        yield [_case(report, quarter=quarter, as_of=day, language=language) for language in LANGUAGES]
    for quarter, report in itertools.product(SEASONS, ROOMS):
        for day in flash_days(quarter):
            yield [_case(report, quarter=quarter, as_of=day, language=language) for language in LANGUAGES]
    chosen = (*((company,) for company in companies), *PAIRS, tuple(companies))
    for quarter in quarters:
        open_to = [some for some in chosen if opened("quarterly_review", quarter, some)]
        for first in range(_OF_A_QUARTER):
            yield [
                _case("quarterly_review", quarter=quarter, companies=some)
                for some in open_to[first::_OF_A_QUARTER]
            ]


def flash_days(quarter: str) -> list[str]:
    """Find the days of an earnings season on which one more of the default companies had reported, but never yet all.

    Nobody writes of a quarter that is not over: who reports before its end counts from the day after.
    """
    over = Quarter.parse(quarter).end + dt.timedelta(days=1)
    told = sorted(max(day, over) for day in metrics.reported(DEFAULT, quarter).values() if day)
    return [str(day) for day in dict.fromkeys(told) if day < told[-1]]


@functools.lru_cache(maxsize=4096)
def opened(report: str, quarter: str, companies: tuple[str, ...] = ()) -> dt.date | None:
    """Look up the day on which a quarter opens for a report; None where it does not."""
    days = metrics.reported(compared(report, companies), quarter).values()
    return min((day for day in days if day), default=None)


def random_cases(seed: int, size: int) -> list[Case]:
    """Draw editions that no plan lists: any companies, any day, any parameter of a notebook; a seed draws the same ones."""
    pick = random.Random(seed)
    return [_any_case(pick, list(facts.load_companies()["slug"])) for _ in range(size)]


def newcomer_cases() -> Iterator[Case]:
    """Yield editions of companies that nobody has listed, each in data of its own to which their rows are added."""
    for seed, language in itertools.product(range(10), LANGUAGES):
        slugs = tuple(company.slug for company in newcomers.drawn(seed))
        whom = ("microsoft", *slugs) if seed % 2 else slugs
        case = _case("quarterly_review", quarter=LAST, companies=whom, language=language)
        yield replace(case, newcomers=seed)


def sample(seed: int, size: int) -> list[Case]:
    """Draw some cases of the plan and half as many that it does not list; the same seed draws the same ones."""
    planned = random.Random(seed).sample(list(every_case()), size)
    return [*planned, *random_cases(seed, size // 2)]


def _any_case(pick: random.Random, companies: list[str]) -> Case:
    # The review has the most to ask for, and is drawn as often as all others together.
    report = pick.choice((*ROOMS, *["quarterly_review"] * (len(ROOMS) - 2)))
    first = None
    while first is None:  # until the quarter is open for one of whom the report is about
        own = _PARAMETERS[report](pick, companies)
        whom = own.get("companies", ())
        quarter = pick.choice(quarters_between(FIRST, LAST))
        first = opened(report, str(quarter), whom if isinstance(whom, tuple) else ())
    asked: dict[str, object] = {"quarter": str(quarter), "language": pick.choice(LANGUAGES)}
    if pick.random() < 0.5:
        first = max(first, quarter.end + dt.timedelta(days=1))
        known = (facts.newest_day() - first).days
        # Half of the days fall into the weeks in which a quarter is filed.
        within = pick.choice((min(60, known), known))
        asked["as_of"] = (first + dt.timedelta(days=pick.randint(0, within))).isoformat()
    return _case(report, **asked, **own)


def _of_review(pick: random.Random, companies: list[str]) -> dict[str, object]:
    chosen = pick.sample(companies, pick.choice((1, 2, 2, 3, 3, 4, 5, 7)))
    return {
        "companies": tuple(chosen),
        "window": pick.randint(4, 40),
        "basis": pick.choice(("capex_cash", "capex_cash", "capex_with_finance_leases")),
    }


def _of_china(pick: random.Random, companies: list[str]) -> dict[str, object]:
    return {"window": pick.randint(4, 40), "currency": pick.choice(("CNY", "USD"))}


def _of_financing(pick: random.Random, companies: list[str]) -> dict[str, object]:
    return {
        "window": pick.randint(4, 40),
        "first_profit": pick.choice((0.5, 2.0, 20.0)),
        "profit_growth": pick.choice((-0.1, 0.0, 0.6, 1.5)),
        "partner_cap": pick.choice((20.0, 100.0)),
        "profit_years": pick.randint(1, 20),
    }


def _of_claims(pick: random.Random, companies: list[str]) -> dict[str, object]:
    return {"article": pick.choice(("", *sorted(facts.load_table("claims")["article"].unique())))}


def _of_stack(pick: random.Random, companies: list[str]) -> dict[str, object]:
    own = pick.choice(("", "apps_gross_margin=0.5..0.6", "models_cloud=0.4..0.5..0.6"))
    return {"estimates": pick.choice(("newest", "essay")), "assumptions": own, "draws": 100_000}


def _of_funding(pick: random.Random, companies: list[str]) -> dict[str, object]:
    return {
        "companies": tuple(pick.sample(companies, pick.choice((1, 2, 3, 5, 11)))),
        "window": pick.randint(4, 40),
        "short_share": pick.choice(("0.5..0.6..0.7", "0.2..0.5..0.9", "1..1..1")),
        "long_life": pick.choice(("15..20..25", "10..10..40")),
        "delay": pick.randint(0, 8),
    }


_PARAMETERS: dict[str, Callable[[random.Random, list[str]], dict[str, object]]] = {
    "quarterly_review": _of_review,
    "china_cloud": _of_china,
    "ai_financing": _of_financing,
    "claims_audit": _of_claims,
    "value_stack": _of_stack,
    "funding": _of_funding,
}


def _case(report: str, **parameters: object) -> Case:
    return Case(report, tuple(parameters.items()))
