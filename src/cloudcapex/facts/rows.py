"""What a row of a table of data/ is, as a type: read with `schema.rows.rows_of`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactRow:
    """One value of a company's metric as one document states it: a row of `load_facts`.

    Attributes
    ----------
    period_start : date or None
        None for a stock.
    value : float
        In whole units of ``unit``; never missing.
    filed : date
        The day it became known.
    """

    company: str
    metric: str
    definition: str
    period_start: dt.date | None
    period_end: dt.date
    value: float
    unit: str
    basis: str
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class LabRow:
    """One figure about a laboratory as one document states it: a row of `load_labs`.

    Attributes
    ----------
    who : str
        The party's slug; ``lab`` is the name the document gives it.
    as_of : date
        Day of a run-rate, or last day of the period.
    value : float
        In whole units of ``unit``; never missing.
    note : str
        What a reader must know, a hedge first: ``about; …``.
    """

    who: str
    lab: str
    metric: str
    definition: str
    as_of: dt.date
    value: float
    unit: str
    basis: str
    evidence: str
    filed: dt.date
    source_id: str
    note: str

    @property
    def period_start(self) -> None:
        """None: a run-rate is of a day, and of a year no first day is told."""

    @property
    def period_end(self) -> dt.date:
        """The day the figure speaks of."""
        return self.as_of


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One figure about a whole market, as published: a row of `load_market`.

    Attributes
    ----------
    value : float
        US dollars, or a fraction; never missing.
    """

    market: str
    metric: str
    vendor: str
    period_start: dt.date
    period_end: dt.date
    value: float
    unit: str
    evidence: str
    filed: dt.date
    source_id: str
    note: str

    @property
    def basis(self) -> str:
        """``reported``: what a publication computed itself it has still stated."""
        return "reported"

    @property
    def definition(self) -> str:
        """Empty: each publication draws its market by itself."""
        return ""


@dataclass(frozen=True, slots=True)
class RateRow:
    """One exchange rate, averaged over a quarter: a row of `load_fx`."""

    pair: str
    calendar_quarter: str
    average_rate: float
    source_id: str
    note: str


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal as one report tells it: a row of `load_deals`.

    Attributes
    ----------
    amount_low, amount_high, post_money : float
        In whole units of ``unit``; NaN where not stated.
    cloud_credit_share, stake : float
        Fractions; NaN where not told.
    cash_minimum : float
        In ``unit``; NaN where not told, as terms in words are empty then.
    """

    deal_id: str
    announced: dt.date
    date_precision: str
    investor: str
    recipient: str
    direction: str
    amount_low: float
    amount_high: float
    unit: str
    qualifier: str
    form: str
    cloud_credit_share: float
    stake: float
    post_money: float
    status: str
    counts: str
    evidence: str
    deal_group: str
    overlaps: str
    source_id: str
    money: str
    exclusivity: str
    chips: tuple[str, ...]
    model_access: str
    escrow: str
    technology_rights: str
    cash_minimum: float
    terms_source_id: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One funding round or valuation of a laboratory as one report tells it: a row of `load_rounds`.

    Attributes
    ----------
    who : str
        The party's slug; ``lab`` is the name the report gives it.
    amount, post_money, post_money_high : float
        In whole units of their currency; NaN where not told.
    investor_amounts, investor_stakes : str
        One for each of ``investors``, parted by ``;``, empty where not told.
    """

    round_id: str
    who: str
    lab: str
    date: dt.date
    date_precision: str
    round: str
    amount: float
    currency: str
    post_money: float
    post_money_currency: str
    post_money_kind: str
    post_money_high: float
    investors: str
    evidence: str
    same_as: str
    source_id: str
    qualifier: str
    money: str
    within: str
    investor_amounts: str
    investor_stakes: str


@dataclass(frozen=True, slots=True)
class GuidanceRow:
    """One statement about a future period as one document tells it: a row of `load_guidance`.

    Attributes
    ----------
    low, high : float
        Ends in whole units of ``unit``; NaN where none is given, both for words alone.
    """

    company: str
    metric: str
    target_period: str
    issued: dt.date
    low: float
    high: float
    unit: str
    qualifier: str
    kind: str
    status: str
    definition: str
    statement: str
    source_id: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """One definition of a metric: a row of `load_definitions`; an empty ``metric`` or ``company`` means every one."""

    definition: str
    metric: str
    company: str
    rank: int
    since: dt.date | None
    told_from: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One metric that documents state: a row of `load_metrics`."""

    id: str
    label: str
    unit: str
    kind: str
    definition: str
    concepts: str


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One document that was read for a figure of one quarter and does not give it: a row of `load_absences`."""

    company: str
    metric: str
    calendar_quarter: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class HedgeRow:
    """Between which ends a document leaves a figure that it hedges: a row of the table `hedges`.

    Attributes
    ----------
    low, high : float or None
        In the unit of the figure; None where that end is open.
    """

    company: str
    metric: str
    period_end: dt.date
    source_id: str
    qualifier: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One document or data set: a row of `load_sources`."""

    source_id: str
    publisher: str
    title: str
    url: str
    kind: str
    form: str
    published: dt.date | None
    filed: dt.date | None
    standing: str
    accession: str = ""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A flagship model at one list price, as one document tells it: a row of `load_models`.

    Attributes
    ----------
    released : date or None
        None where no text gives it.
    context : float
        Tokens; NaN where not told.
    input_price, output_price : float
        US dollars for a million tokens; NaN where not told.
    """

    who: str
    model: str
    released: dt.date | None
    open_weights: str
    context: float
    input_price: float
    output_price: float
    since: dt.date
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One life of a class of assets as one document states it: a row of `load_useful_lives`.

    Attributes
    ----------
    years_before : float or None
        None where the document tells of no other life before.
    effect : float or None
        By how much the change moved ``effect_on``, in whole units of ``effect_unit``; None where not told.
    """

    company: str
    asset: str
    which: str
    years_before: float | None
    years_low: float
    years_high: float
    since: dt.date
    effect_on: str
    effect: float | None
    effect_unit: str
    effect_start: dt.date | None
    effect_end: dt.date | None
    effect_basis: str
    evidence: str
    filed: dt.date
    source_id: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue of debt or shares as one document tells it: a row of `load_issues`.

    Attributes
    ----------
    what : str
        What was issued, in words.
    since, until : date
        The day of the issue, or the first and last of the time it falls in.
    amount : float
        In whole units of ``unit``.
    within : str
        The entry whose amount holds this one's; empty for none.
    """

    issue_id: str
    company: str
    kind: str
    what: str
    since: dt.date
    until: dt.date
    amount: float
    unit: str
    qualifier: str
    within: str
    evidence: str
    filed: dt.date
    source_id: str
