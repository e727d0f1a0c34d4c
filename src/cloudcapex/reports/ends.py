"""Titles that name two ends: where a ratio is least and where it is most, and of whom it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import Number
from ..statements import Evidence, Phrase, Statement, Value, span, value
from .company_report import CompanyReport


@dataclass(frozen=True)
class TwoEnds:
    """The messages of such a title, with ``{low}`` at ``{last}``, ``{high}`` at ``{top}`` and ``{silent}``.

    Parameters
    ----------
    between, silent, alone : str
        Of two ends; of two ends where some are not known; of one company.
    none : str
        Where nothing is known, of ``{quarter}``: it may only say that the data hold none.
    decimals : int, optional
        Of the numbers.
    """

    between: str
    silent: str
    alone: str
    none: str
    decimals: int | None = None

    def title(self, report: CompanyReport, found: Evidence) -> Statement:
        """Write the title of what was found."""
        if not found.known:
            return report.nothing(self.none, found)
        ordered = sorted(found.known, key=lambda v: v.value)
        low, high, ends = ordered[0], ordered[-1], span(found)
        values = {"high": self._number(report, high), "top": report.company(high.of)}
        alone = report.state(self.alone, value(found, high.of), **values)
        if ends is None:
            return alone
        silent = [report.company(v.of) for v in found.values if not v.known]
        told = report.state(
            self.silent if silent else self.between,
            ends,
            low=self._number(report, low),
            last=report.company(low.of),
            silent=silent,
            **values,
        )
        return told.or_shorter(alone)

    def _number(self, report: CompanyReport, one: Value) -> Number | Phrase:
        return report.carried(Number(one.value, one.unit, one.of, decimals=self.decimals), one)
