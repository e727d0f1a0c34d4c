"""What the sweep runs: editions by report, quarter, companies, day and language, and the fuzzing of properties."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cloudcapex import facts
from cloudcapex.periods import quarters_between
from cloudcapex.reports import ROOMS

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
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, order=True)
class Case:
    """One edition whose sentences are to be made and proved.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    parameters : tuple of (str, object)
        Of the notebook; what is left out has its default.
    """

    report: str
    parameters: tuple[tuple[str, object], ...] = field(compare=False)

    @property
    def name(self) -> str:
        """Names the case in the results: the same in every run."""
        return f"{self.report} {json.dumps(dict(self.parameters), sort_keys=True)}"


def every_case() -> Iterator[Case]:
    """Yield all editions of the sweep, the newest quarters first, so that faults show early."""
    quarters = [str(q) for q in reversed(quarters_between(FIRST, LAST))]
    companies = list(facts.load_companies()["slug"])
    for quarter, report in itertools.product(quarters, ROOMS):
        for language in LANGUAGES:
            yield _case(report, quarter=quarter, language=language)
    for (quarter, day), report in itertools.product(REPLAYS, ROOMS):
        for language in LANGUAGES:
            yield _case(report, quarter=quarter, as_of=day, language=language)
    for quarter in quarters:
        for chosen in (*((c,) for c in companies), *PAIRS, tuple(companies)):
            yield _case("quarterly_review", quarter=quarter, companies=chosen)


def sample(seed: int, size: int) -> list[Case]:
    """Draw some cases of those that a sweep has proved before, `proven.txt`; the same seed draws the same ones.

    What the sweep still refuses is not drawn: a sample says what no longer holds, the sweep what does not hold yet.
    """
    proven = set((Path(__file__).parent / "proven.txt").read_text("utf-8").splitlines())
    return random.Random(seed).sample([case for case in every_case() if case.name in proven], size)


def _case(report: str, **parameters: object) -> Case:
    return Case(report, tuple(parameters.items()))
