"""The report on what others published: the claims that were out on its day, and the verdict on each."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
from collections.abc import Callable, Sequence

import pandas as pd

from ... import claims, facts, metrics
from ...claims import ForecastRow, Verdict
from ...claims.findings import Finding, last_place
from ...claims.measures import ClaimMeasure
from ...claims.parts import Part
from ...errors import unknown
from ...exhibits.sources import Source
from ...exhibits.tables.table import Cell, missing
from ...language import DEFAULT, Number
from ...language.written import ABOUT, column_size
from ...ledger import deals
from ...ledger.deals import Entry
from ...periods import Quarter
from ...schema.grades import is_second_hand
from ..report import Report
from ..stated import HEDGED
from .names import CHANGES, CLAIMED, COUNTED, OWN, TABLE_MEASURES

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = ("by_article", "causes", "contradicted", "borne_out", "undecided", "forecasts")


def _told_in(claim: claims.Claim, unit: str) -> str:
    """Return the unit of a claim's figure: a share that was told in percentage points is a difference of shares."""
    return "points" if unit == "share" and claim.written_unit.startswith("percentage points") else unit


class ClaimsAudit(Report):
    """Everything the exhibits of one audit read.

    Parameters
    ----------
    quarter, as_of, language
        As in `Report`; the quarter names the edition, the day decides what is known.
    article : str
        Number of the one article to audit; empty for all.
    shown : callable, optional
        Which forecasts are shown; all without it.

    Raises
    ------
    UsageError
        For an article that is not in the data.
    """

    name = "claims_audit"
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        as_of: str | dt.date | None = None,
        language: str = DEFAULT,
        article: str = "",
        shown: Callable[[ForecastRow], bool] = lambda row: True,
    ) -> None:
        super().__init__(quarter, as_of, language=language)
        self._shown = shown
        self.articles = claims.vocabulary().articles
        if article and article not in self.articles:
            raise unknown("article", article, self.articles, where="parameter article")
        self.article = article
        self.asked["article"] = article

    @functools.cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdict on every claim that was out by the day of the edition, in the order of the table."""
        table = claims.read_claims()
        out = [c for c in table if self.articles[c.article].published <= self.as_of]
        found = claims.audit(out, self.as_of)
        return tuple(v for v in found if self.article in ("", v.claim.article))

    def of(self, *outcomes: str) -> list[Verdict]:
        """Verdicts of some outcomes, in the order of the table."""
        return [v for v in self.verdicts if v.outcome in outcomes]

    @functools.cached_property
    def forecasts(self) -> tuple[Verdict, ...]:
        """What houses forecast up to the day of the edition, each judged by what came."""
        found = claims.audit(claims.forecast_claims(self.as_of), self.as_of)
        return tuple(v for v in found if self._shown(self.forecast_row(v)))

    def forecast_row(self, verdict: Verdict) -> ForecastRow:
        """Return the row of a forecast."""
        return self._forecast_rows[verdict.claim.id]

    @functools.cached_property
    def _forecast_rows(self) -> dict[str, ForecastRow]:
        return {row.forecast_id: row for row in claims.forecasts(self.as_of)}

    @property
    def decided(self) -> list[Verdict]:
        """Claims that the data bear out or contradict."""
        return [v for v in self.verdicts if v.decided]

    @property
    def left_open(self) -> list[Verdict]:
        """Every other one: those the exhibit of open claims counts and lists."""
        return [v for v in self.verdicts if not v.decided]

    # words ---------------------------------------------------------------------------------

    def article_name(self, number: str) -> str:
        """Name an article by its number and what it is about."""
        return self.say("{number} · {name}", number=number, name=self.say(self.articles[number].name))

    def id(self, verdict: Verdict) -> str:
        """Number of a claim; it stays on its line."""
        return verdict.claim.id.replace("-", "\u2011")

    def quote(self, verdict: Verdict) -> str:
        """What was claimed: in English what it says, else the article's own words, as short as they stand."""
        claim = verdict.claim
        return (
            claim.phrase if self.language.chinese and claim.phrase else self.language.retold(claim.paraphrase)
        )

    def quoted_in(self, verdict: Verdict) -> str:
        """Language of a quotation where it is not the edition's: what an article says keeps the script it was written in."""
        claim = verdict.claim
        written = self.articles[claim.article].language
        return written if self.quote(verdict) == claim.phrase and written != self.language.code else ""

    def period(self, claim: claims.Claim) -> str:
        """Write the time a claim is about as words have it."""
        return " → ".join(self.language.stated_period(end) for end in self.say(claim.period).split(" -> "))

    def subject(self, claim: claims.Claim) -> str:
        """Name what a claim is about in the edition's language: a party by its own name, else the words of the table."""
        return self._in_words(claim.subject)

    def _in_words(self, name: str) -> str:
        own = [p for p in facts.parties().values() if p.name.of(DEFAULT) == name]
        return self.named(own[0].name) if own else self.say(name)

    def whose(self, entity: str) -> str:
        """Name whom a finding is about, as its edition does; a deal by its two sides."""
        known = claims.vocabulary().entities.get(entity)
        if known is not None:
            return self.company(known.company) if known.kind == "company" else self._in_words(known.names[0])
        if deal := self.deal(entity):
            givers, takers = ([self.party(who) for who in side] for side in (deal.givers, deal.takers))
            join = self.language.join
            return self.say("{first} → {second}", first=join(givers), second=join(takers))
        return self.language.join([self.whose(e) for e in entity.split("+")]) if "+" in entity else entity

    def deal(self, entity: str) -> Entry | None:
        """Return the entry of the ledger that a finding is about; None where it is about somebody."""
        return self._deals.get(entity)

    @functools.cached_property
    def _deals(self) -> dict[str, Entry]:
        return {e.id: e for e in deals.ledger(self.as_of, read_by=self.as_of)}

    def when(self, finding: Finding) -> str:
        """Write the time of a finding, that of a deal as exactly as the ledger knows it."""
        deal = self.deal(finding.entity)
        if deal is None or deal.row.date_precision == "day":
            return self.language.stated_period(str(finding.span))
        exact = deal.row.date_precision == "month"
        return self.language.month(deal.announced) if exact else self.language.year(deal.announced.year)

    def measure(self, finding: Finding) -> str:
        """Name what a finding is of: the label of its metric, or of the table it stands in."""
        metric, _, transform = finding.metric.partition(".")
        if finding.metric in TABLE_MEASURES:
            return self.say(TABLE_MEASURES[finding.metric])
        if metric in TABLE_MEASURES:
            return self.say(TABLE_MEASURES[metric])
        return self._changed(metrics.describe(metric)[self.language.column("label")], transform)

    def measure_claimed(self, verdict: Verdict) -> str:
        """Name what a claim is of as it was claimed, whatever the data hold: empty where its words name no measure."""
        if verdict.broken and verdict.own:
            return self.say(OWN[verdict.own.kind])
        known = (
            claims.vocabulary().measures.get(verdict.question.parts[0].measure)
            if verdict.question.parts
            else None
        )
        return self.name_claimed(known) if known else ""

    def name_claimed(self, measure: ClaimMeasure) -> str:
        """Name a measure of the vocabulary: every amount of money and every share, and the growth and change of those."""
        own = CLAIMED.get(measure.id) or CLAIMED.get(measure.same_as)
        if own:
            return self.say(own)
        if measure.of:
            of = self.name_claimed(claims.vocabulary().measures[measure.of])
            return self._changed(of, measure.change) if of else ""
        # What somebody counts of its own has no name of its kind.
        known = measure.id in metrics.DERIVED or measure.id in claims.vocabulary().metrics
        return metrics.describe(measure.id)[self.language.column("label")] if known else ""

    def _changed(self, label: str, transform: str) -> str:
        """Name the growth or the change of what has a label; without a transform the label stands."""
        return self.say(CHANGES[transform], measure=label) if transform else label

    # numbers -------------------------------------------------------------------------------

    def write(self, value: float, unit: str, step: float = 0.0) -> str:
        """Write a value in its unit, to the places of ``step`` where one is given."""
        if unit == "ratio" and 0 < value < 1:
            return self.say("1/{number}", number=Number(1 / value, "number", decimals=0))
        if unit == "ratio" and value >= 1:
            return self.language.write(Number(value, "times", decimals=0 if value == int(value) else None))
        return self.language.write(self.number_of(value, unit, step))

    def number_of(self, value: float, unit: str, step: float = 0.0, of: str = "") -> Number:
        """Return a value of a claim as a number with the places of ``step``, where one is given."""
        if unit in ("USD", "CNY"):
            size = column_size(self.language.code)
            # What is told in millions has no places in billions.
            return Number(
                value, unit, of, decimals=_places(step / size) if step and abs(value) >= size else None
            )
        if unit == "share":
            return Number(value, unit, of, decimals=_places(step * 100) if step else 1)
        if unit == "points":
            return Number(value, unit, of)
        if unit == "rate":
            return Number(value, "number", of, decimals=4)
        if unit == "ratio":
            return Number(value, "times", of, decimals=0 if value == round(value) else None)
        return Number(value, unit if unit in ("count", "MW") else "number", of)

    def span(self, low: float, high: float, unit: str, step: float = 0.0) -> str:
        """Write a value or a range, its open end said, to the places of ``step`` where one is given."""
        say = self.say
        if low == high:
            return self.write(low, unit, step)
        if math.isinf(high):
            return say("at least {low}", low=self.write(low, unit, step))
        if low == 0:
            return say("at most {high}", high=self.write(high, unit, step))
        return self._range(low, high, unit, step)

    def _range(self, low: float, high: float, unit: str, step: float = 0.0) -> str:
        if unit == "ratio":
            return self.say("{low} to {high}", low=self.write(low, unit), high=self.write(high, unit))
        return self.language.range(self.number_of(low, unit, step), self.number_of(high, unit, step))

    def claimed(self, verdict: Verdict) -> str:
        """Write what was claimed, to the places it was written to."""
        claim = verdict.claim
        parts = verdict.question.parts
        if verdict.broken and verdict.own:
            own = verdict.own
            return self.write(own.claimed, verdict.unit, 0.01 if own.kind != "ratio" else 0.0)
        if not parts or not parts[0].unit:
            return {"up": self.say("up"), "down": self.say("down")}.get(claim.written, claim.written)
        texts = []
        for part in parts:
            unit = _told_in(claim, part.unit)
            step = _claimed_step(claim, part)
            text = self.write(part.low, unit, step)
            if part.high != part.low:
                text = self._range(part.low, part.high, unit, step)
            texts.append(self._counted(claim, text, unit))
        joined = self._joined(texts, parts)
        hedge = {"over": self.say("over {value}"), "at_least": self.say("at least {value}"),
                 "up_to": self.say("up to {value}"), "about": self.say("about {value}")}.get(claim.qualifier)  # fmt: skip
        return hedge.format(value=joined) if hedge else joined

    def _counted(self, claim: claims.Claim, number: str, unit: str) -> str:
        """Say what a number counts, where the claim's unit or measure names it."""
        named = (*claim.written_unit.split()[:1], *claim.metric.split()[-1:])
        what = next((word for word in named if word in COUNTED), "") if unit == "count" else ""
        return self.say(COUNTED[what], number=number) if what else number

    def actual(self, verdict: Verdict) -> str:
        """Write what the data, or the article's own numbers, give."""
        if verdict.question.parts and not verdict.question.parts[0].unit and verdict.findings:
            return self.language.write(
                Number(verdict.findings[0].low, "share", sign=True, decimals=1, place="table")
            )
        if verdict.broken:
            return " → ".join(self.span(low, high, verdict.unit) for low, high in verdict.actual)
        texts = []
        for part in verdict.parts:
            found = part.finding
            if found is None:
                continue
            unit = _told_in(verdict.claim, found.unit)
            # Of what is told as more than a number the sign says that the other end is open.
            high = found.low if found.qualifier == "over" else found.high
            text = self.span(found.low, high, unit, _step(part.part, found))
            text = self._hedged(found, self._counted(verdict.claim, text, unit))
            another = (
                part.mistaken is not None
                and part.mistaken.finding is found
                and "wrong_entity" in verdict.causes
            )
            texts.append(
                self.say("{value} ({owner})", value=text, owner=self.whose(found.entity)) if another else text
            )
        return self._joined(texts, [p.part for p in verdict.parts if p.finding is not None])

    def _hedged(self, found: Finding, text: str) -> str:
        """Put the sign of its document's hedge before a figure."""
        if found.qualifier == "about":
            return ABOUT + text
        form = HEDGED.get(found.qualifier)
        return self.say(form, amount=text) if form else text

    def _joined(self, texts: Sequence[str], parts: Sequence[Part]) -> str:
        """Join the figures of a claim: an arrow leads from one time to a later one, and nowhere else."""
        alike = len({(p.measure, p.unit) for p in parts}) == 1
        later = all(one.spans != other.spans for one, other in itertools.pairwise(parts))
        return " → ".join(texts) if alike and later else self.language.listed(texts)

    def actual_cell(self, verdict: Verdict) -> Cell:
        """Print what the data give as a cell that links to the newest document behind it."""
        if not verdict.actual:
            return missing("not_disclosed")
        found = () if verdict.broken else verdict.findings
        soft = any(is_second_hand(f.evidence) for f in found)
        return self.linked(
            self.actual(verdict), *(s for f in found for s in f.sources), marks="s" if soft else ""
        )

    def newest_of(self, findings: Sequence[Finding]) -> Source | None:
        """Return the newest of the documents behind what was found."""
        return self.newest_document([s for f in findings for s in f.sources])

    # data ----------------------------------------------------------------------------------

    def frame(self, verdicts: Sequence[Verdict]) -> pd.DataFrame:
        """The rows of an exhibit's CSV, one a claim."""
        return pd.DataFrame(
            [
                {
                    "claim_id": v.claim.id,
                    "article": v.claim.article,
                    "subject": v.claim.subject,
                    "claimed_metric": v.claim.metric,
                    "period": v.claim.period,
                    "claimed_value": v.claim.written,
                    "claimed_unit": v.claim.written_unit,
                    "verdict": v.outcome,
                    "outcome_verdict": v.came,
                    "actual_low": v.actual[0][0] if v.actual else math.nan,
                    "actual_high": v.actual[0][1] if v.actual and math.isfinite(v.actual[0][1]) else math.nan,
                    "unit": v.unit,
                    "metric": v.findings[0].metric if v.findings else "",
                    "definition": v.findings[0].definition if v.findings else "",
                    "cause": ";".join(v.causes),
                    "reason": v.reason,
                    "sources": ";".join(v.sources),
                }
                for v in verdicts
            ]
        )

    def sources_of(self, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
        """Ids of the documents behind some verdicts."""
        return tuple(sorted({s for v in verdicts for s in v.sources}))


def _claimed_step(claim: claims.Claim, part: Part) -> float:
    """Return the worth of the last place a claim is written to: the noughts of 100 million are no places of 1 in a larger unit."""
    ends = [abs(end) for end in (part.low, part.high) if end and math.isfinite(end)]
    whole = part.unit in ("USD", "CNY") and "." not in claim.written and ends
    return max(part.step, min(map(last_place, ends))) if whole else part.step


def _step(part: Part, found: Finding) -> float:
    """Return the worth of the last place to write: as fine as the claim's, and no finer than its document told it."""
    finer = found.unit == part.unit and found.single and _finer(part.step, found)
    return part.step if finer and not found.told_to else found.told_to


def _finer(step: float, finding: Finding) -> bool:
    """Whether a claim is written to more places than three digits of a figure show."""
    usual = (
        0.001 if finding.unit == "share" else 10.0 ** (math.floor(math.log10(abs(finding.low) or 1.0)) - 2)
    )
    return 0 < step < usual * 0.99 or (finding.unit in ("USD", "CNY") and math.isclose(step, usual))


def _places(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step else 0
