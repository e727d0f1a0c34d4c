"""Companies that there are not, as the SEC's API would give their facts: fiscal years, tags and forms as filers have them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

LAST_FILED = dt.date(2026, 10, 9)
FIRST_YEAR = 2019
CAPEX, OTHER_CAPEX = "PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"
# Of a first quarter, in millions: a flow of a quarter, or one that a 10-Q tells since the year began.
QUARTERLY = {
    "RevenueFromContractWithCustomerExcludingAssessedTax": 20_000,
    "NetIncomeLoss": 3_000,
    "OperatingIncomeLoss": 4_000,
}
SINCE_THE_YEAR_BEGAN = {"NetCashProvidedByUsedInOperatingActivities": 5_000, CAPEX: 2_000}


@dataclass(frozen=True)
class MadeUp:
    """One filer."""

    cik: int
    name: str
    ends: Callable[[int], dt.date]
    weeks: bool
    tag: Callable[[str, dt.date], str] = field(default=lambda concept, end: concept)
    forms: tuple[str, str] = ("10-Q", "10-K")
    taxonomy: str = "us-gaap"

    def quarters(self) -> Iterator[tuple[dt.date, dt.date, dt.date, int]]:
        """Give of each quarter the first day of its year, its own first and last, and its number."""
        for year in range(FIRST_YEAR, 2028):
            began = self.ends(year - 1) + dt.timedelta(days=1)
            start = began
            for number in range(1, 5):
                end = self.ends(year) if number == 4 else self._after(began, number)
                if end + dt.timedelta(days=30) <= LAST_FILED:
                    yield began, start, end, number
                start = end + dt.timedelta(days=1)

    def _after(self, began: dt.date, number: int) -> dt.date:
        if self.weeks:
            return began + dt.timedelta(days=91 * number - 1)
        month = (began.month - 1 + 3 * number - 1) % 12 + 1
        year = began.year + (began.month - 1 + 3 * number - 1) // 12
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    def value(self, concept: str, nth: int) -> int:
        """Return the amount of a quarter, the first being the noughth."""
        size = {**QUARTERLY, **SINCE_THE_YEAR_BEGAN}[concept] * (1000 + 13 * (self.cik % 10)) / 1000
        return round(size * (1 + 0.02 * nth)) * 1_000_000  # no two companies state the same

    def json(self) -> dict[str, object]:
        """Write its facts as the API does."""
        tags: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = {}
        for nth, (began, start, end, number) in enumerate(self.quarters()):
            filed = end + dt.timedelta(days=30)
            entry = {"end": str(end), "accn": f"{self.cik:010}-{filed:%y}-{nth + 1:06}", "fy": end.year,
                     "fp": "FY" if number == 4 else f"Q{number}", "form": self.forms[number == 4], "filed": str(filed)}  # fmt: skip
            for concept in {**QUARTERLY, **SINCE_THE_YEAR_BEGAN}:
                whole = sum(self.value(concept, n) for n in range(nth - number + 1, nth + 1))
                told = [{**entry, "start": str(began), "val": whole}]
                if concept in QUARTERLY and number in (2, 3):
                    told.append({**entry, "start": str(start), "val": self.value(concept, nth)})
                self._enter(tags, self.tag(concept, end), told)
            self._enter(
                tags, "PropertyPlantAndEquipmentNet", [{**entry, "val": (30_000 + 500 * nth) * 1_000_000}]
            )
            self._enter(tags, "Assets", [{**entry, "val": 10**11}])
        about = {"EntityPublicFloat": {"units": {"USD": [{"end": "2026-03-31", "val": 90_000_000_000, "accn": "x",
                 "form": "10-K", "filed": "2026-04-30"}]}}}  # fmt: skip
        return {"cik": self.cik, "entityName": self.name, "facts": {"dei": about, **tags}}

    def _enter(
        self,
        tags: dict[str, dict[str, dict[str, list[dict[str, object]]]]],
        concept: str,
        told: list[dict[str, object]],
    ) -> None:
        taxonomy, colon, tag = concept.rpartition(":")
        of = tags.setdefault(taxonomy if colon else self.taxonomy, {}).setdefault(tag, {"units": {"USD": []}})
        of["units"]["USD"] += told


def last_saturday_of_september(year: int) -> dt.date:
    end = dt.date(year, 9, 30)
    return end - dt.timedelta(days=(end.weekday() - 5) % 7)


def calendar_year(year: int) -> dt.date:
    return dt.date(year, 12, 31)


def saturday_nearest_31_january(year: int) -> dt.date:
    end = dt.date(year, 1, 31)
    return end + dt.timedelta(days=(5 - end.weekday() + 3) % 7 - 3)


def _own(concept: str, end: dt.date) -> str:
    return "kln:PurchasesOfKilnsAndOtherEquipment" if concept == CAPEX else concept


def _changed(concept: str, end: dt.date) -> str:
    if concept != CAPEX:
        return concept
    return OTHER_CAPEX if end >= dt.date(2023, 1, 1) else CAPEX


def _own_changed(concept: str, end: dt.date) -> str:
    if concept != CAPEX:
        return concept
    return "loom:AdditionsToPlantAndLooms" if end >= dt.date(2023, 1, 1) else "loom:PurchasesOfPlantAndLooms"


ORCHARD = MadeUp(9_000_001, "ORCHARD INC.", last_saturday_of_september, weeks=True)
TABULATOR = MadeUp(9_000_002, "INTERNATIONAL TABULATORS CORP", calendar_year, weeks=False)
MARBLE = MadeUp(9_000_003, "Marble Technology, Inc.", saturday_nearest_31_january, weeks=True)
KILN = MadeUp(9_000_004, "Kiln Works Co", calendar_year, weeks=False, tag=_own)
CHANGED = MadeUp(9_000_005, "Changeling plc", calendar_year, weeks=False, tag=_changed)
LOOM = MadeUp(9_000_006, "Loom Corp", calendar_year, weeks=False, tag=_own_changed)
ABROAD = MadeUp(
    9_000_007, "Abroad AG", calendar_year, weeks=False, forms=("6-K", "20-F"), taxonomy="ifrs-full"
)
