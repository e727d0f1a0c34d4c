"""What a verdict is: its outcomes, causes and reasons, and what it says of each figure of a claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from .alternatives import Cause, Mistaken
from .findings import Finding, first_filed
from .outturn import Came
from .own_numbers import OwnNumbers
from .parts import Part
from .reading import Claim
from .resolve import Question

Outcome = Literal[
    "confirmed", "approximately", "as_its_source_says", "reports_differ", "contradicted", "unverifiable"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CAUSES: tuple[Cause, ...] = (
    "wrong_value", "wrong_entity", "wrong_basis", "wrong_period", "wrong_unit", "wrong_label", "wrong_way",
    "wrong_arithmetic",
)  # fmt: skip
# Why a claim cannot be checked, in the order in which the question fails.
REASONS = (
    "not_a_figure", "subject_unknown", "opinion", "forecast", "measure_unknown", "period_unknown", "no_fact",
    "part_not_disclosed", "two_bases", "only_bounds", "other_day", "recast_since", "partly",
)  # fmt: skip
DECIDED: tuple[Outcome, ...] = ("confirmed", "approximately", "contradicted")
# What leaves a claim open: a reason, or that nobody's accounts can bear out an estimate or a report.
LEFT_OPEN: tuple[str, ...] = (*REASONS, *(o for o in OUTCOMES if o not in (*DECIDED, "unverifiable")))


@dataclass(frozen=True)
class PartVerdict:
    """What the data say of one figure of a claim.

    ``finding`` is the figure that confirms or contradicts it, or the nearest there is; ``mistaken`` what a wrong
    figure may have been taken from.
    """

    part: Part
    outcome: Outcome
    finding: Finding | None = None
    mistaken: Mistaken | None = None
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """The verdict on one claim.

    Parameters
    ----------
    claim, question : Claim, Question
        What was claimed, and what it was resolved to.
    outcome : {'confirmed', 'approximately', 'contradicted', 'unverifiable'}
        The verdict.
    parts : tuple of PartVerdict
        One for each figure of the claim.
    own : OwnNumbers or None
        What the article's own numbers give, where they decide anything.
    reason : str
        Of `REASONS` for an unverifiable claim.
    came : str
        For what an article says of guidance: the verdict by what came; for a house's forecast what `came_of` gives;
        empty for any other claim, and while the time is not over.
    outturn : tuple of Finding
        What came, one figure a part; of a house's forecast one a basis.
    """

    claim: Claim
    question: Question
    outcome: Outcome
    parts: tuple[PartVerdict, ...] = ()
    own: OwnNumbers | None = None
    reason: str = ""
    came: Outcome | Came | Literal["by_basis", ""] = ""
    outturn: tuple[Finding, ...] = ()

    @property
    def known_since(self) -> dt.date | None:
        """The day from which a claim was known to be wrong, where that is after its article was out."""
        if self.outcome not in ("contradicted", "reports_differ") or self.broken:
            return None
        days = [first_filed(p.finding.sources) for p in self.parts if p.outcome == self.outcome and p.finding]
        known = min((d for d in days if d is not None), default=None)
        published = self.question.published
        return known if known and published and known > published else None

    @property
    def decided(self) -> bool:
        """Whether the data bear a claim out or contradict it."""
        return self.outcome in DECIDED

    @property
    def left_open(self) -> str:
        """Of `LEFT_OPEN` for a claim that nothing decides; empty for any other."""
        return "" if self.decided else self.reason or self.outcome

    @property
    def broken(self) -> bool:
        """True where the article's own numbers do not give what it says."""
        return self.own is not None and not self.own.follows

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Why a contradicted claim is likely to be wrong; empty for any other."""
        if self.outcome != "contradicted":
            return ()  # of two reports that differ, neither is known to be wrong
        found: list[Cause] = ["wrong_arithmetic"] if self.broken else []
        found += [
            c for p in self.parts if p.outcome == "contradicted" and p.mistaken for c in p.mistaken.causes
        ]
        if self.broken:  # its own numbers say what is wrong with it
            found = [c for c in found if c != "wrong_value"]
        return tuple(dict.fromkeys(found))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The figures of the data that the verdict rests on, one a part."""
        return tuple(p.finding for p in self.parts if p.finding is not None)

    @property
    def actual(self) -> tuple[tuple[float, float], ...]:
        """What the data, or the article's own numbers, give for each figure: lowest and highest."""
        if self.broken and self.own:
            return (self.own.plain,)
        return tuple((f.low, f.high) for f in self.findings)

    @property
    def unit(self) -> str:
        """What `actual` is in."""
        if self.broken:
            return "share" if self.own and self.own.kind != "ratio" else "ratio"
        return self.findings[0].unit if self.findings else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the documents behind it, sorted."""
        mistaken = [p.mistaken.finding for p in self.parts if p.mistaken and p.mistaken.finding]
        return tuple(sorted({s for f in (*self.findings, *mistaken) for s in f.sources}))
