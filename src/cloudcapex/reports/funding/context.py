"""The report on funding: which companies, and the assumptions of its schedule of depreciation."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

from ...language import DEFAULT
from ...models.back_test import BackTest, back_tests
from ...models.depreciation import WearTerms, assumed
from ...periods import Quarter
from ..company_report import CompanyReport

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = (
    "cash_taken",
    "free_cash_flow",
    "debt",
    "issues",
    "leases_signed",
    "commitments",
    "useful_lives",
    "back_test",
    "depreciation_ahead",
    "schedule_tested",
    "capex_returned",
    "contract_customers",
    "forecasts",
)


class Funding(CompanyReport):
    """Everything the exhibits of one edition on funding read.

    Parameters
    ----------
    quarter, companies, as_of, window, language
        As in `CompanyReport`.
    short_share, long_life : str
        ``low..middle..high``: what part of capex is short-lived, and the years that the rest is used.
    delay : int
        Quarters from payment to the first charge.

    Raises
    ------
    UsageError
        For assumptions that cannot be, and for what `CompanyReport` refuses.
    """

    name = "funding"
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        companies: Sequence[str] | None = None,
        as_of: str | dt.date | None = None,
        window: int = 30,
        language: str = DEFAULT,
        short_share: str = "0.5..0.6..0.7",
        long_life: str = "15..20..25",
        delay: int = 1,
    ) -> None:
        super().__init__(quarter, companies, as_of, window, language=language)
        self.terms: dict[str, WearTerms] = assumed(short_share, long_life, delay)
        self.asked |= {"short_share": short_share, "long_life": long_life, "delay": delay}

    @functools.cached_property
    def tests(self) -> dict[str, BackTest]:
        """The schedule, and its test, of each company whose amounts stand side by side and whose lives are told."""
        return back_tests(self.alike, self.quarter, self.as_of, self.terms)
