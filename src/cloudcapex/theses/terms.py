"""The small language of ``data/theses.toml``: its words, its values, and the names it may use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .. import facts
from ..metrics.formulas import DERIVED
from ..periods import Quarter
from ..schema.words import LAB_METRICS, MARKET_METRICS, MARKETS

COMPARISONS = ("level", "change_yoy", "change_qoq", "rank", "share_of_total", "ratio")
OPERATORS = ("<", "<=", ">", ">=")
NEEDS = ("any", "all", "most")
PICKS = ("sum", "largest")
SHOWS = ("percent", "times")
MOST_CARRY = 4
COMMITMENTS = "deals.purchase_commitment"
# What a test can be put to again without, shown beside its verdict.
WITHOUT = ("effects",)

WORDS = ("label", "statement", "raised_by", "source", "measure")
KEYS = ("id", *WORDS, "raised_on", "known_from", "opposes", "note", "test", "not_testable", "watch")
MEASURE_KEYS = ("metric", "companies", "suppliers", "carry")
TEST_KEYS = (
    *MEASURE_KEYS,
    "compare",
    "among",
    "over",
    "pick",
    "show",
    "op",
    "threshold",
    "easing",
    "need",
    "without",
)


@dataclass(frozen=True)
class ThesisMeasure:
    """Figures to look up: one metric of some companies, laboratories or vendors.

    ``carry`` is for how many quarters an older statement may stand in for a missing one.
    """

    metric: str
    companies: tuple[str, ...]
    suppliers: tuple[str, ...] = ()
    carry: int = 0


@dataclass(frozen=True)
class Trial:
    """What a worry is measured by, and when it holds.

    Attributes
    ----------
    measure : ThesisMeasure
        What is compared.
    compare : str
        One of `COMPARISONS`.
    op, threshold, easing
        The worry holds where ``value op threshold``; short of that it eases where ``value op easing``.
    unit : str
        What the value is told in: ``share``, ``points``, ``growth``, ``times``, ``place``, or a unit of the data.
    need : str
        How many of several companies it takes: ``any``, ``all`` or ``most`` (more than half).
    among : tuple of str
        The others in a rank or a share.
    over : ThesisMeasure or None
        What a ratio is taken over.
    pick : str
        Whether the upper part of a ratio is the sum of the companies or the ``largest`` of them.
    without : str
        ``effects`` where the test is put again to margins without changed lives and one-off items; shown, not judged.
    """

    measure: ThesisMeasure
    compare: str
    op: str
    threshold: float
    easing: float
    unit: str
    need: str = "all"
    among: tuple[str, ...] = ()
    over: ThesisMeasure | None = None
    pick: str = "sum"
    without: str = ""

    @property
    def several(self) -> bool:
        """True where each of several companies has a value of its own, and `need` decides."""
        return self.compare not in ("share_of_total", "ratio") and len(self.measure.companies) > 1


@dataclass(frozen=True)
class Thesis:
    """One worry: its words, when it was raised, and its test or the reason why it has none.

    Attributes
    ----------
    raised_on : str
        As written: a day, or a month such as ``2023-10``.
    known_on : date
        The day from which on an edition may tell it: the last of the month in which it was raised, or the later one
        (``known_from``) in which the text that tells of it came out.
    first_quarter : Quarter
        The last quarter that had closed when it was raised: the first one it is tested on.
    test : Trial or None
        None where ``not_testable`` says why no data can tell.
    watch : ThesisMeasure or None
        A figure shown beside a worry without a test.
    opposes : str
        The worry that reads the same figures the other way; empty for most.
    """

    id: str
    label: str
    statement: str
    raised_by: str
    source: str
    measure: str
    raised_on: str
    known_on: dt.date
    first_quarter: Quarter
    note: str = ""
    test: Trial | None = None
    not_testable: str = ""
    watch: ThesisMeasure | None = None
    opposes: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every text that a reader sees, for the catalogues of the languages."""
        own = (self.label, self.statement, self.raised_by, self.source, self.measure)
        return tuple(text for text in (*own, self.note, self.not_testable) if text)


class ThesisNames:
    """The names a test may use, as the data has them today."""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """``flow``, ``stock`` or ``share`` by metric id, derived metrics included."""
        table = facts.load_metrics()
        stated = dict(zip(table["id"], table["kind"], strict=True))
        return stated | {formula.id: formula.kind for formula in DERIVED.values()}

    @cached_property
    def units(self) -> dict[str, str]:
        """Unit by metric id; ``money`` is each company's currency."""
        table = facts.load_metrics()
        stated = dict(zip(table["id"], table["unit"], strict=True))
        return stated | {formula.id: formula.unit for formula in DERIVED.values()}

    @cached_property
    def companies(self) -> tuple[str, ...]:
        return tuple(facts.load_companies()["slug"])

    @cached_property
    def elsewhere(self) -> dict[str, tuple[str, ...]]:
        """Metrics kept outside the companies' facts, and whose figures each can be asked for."""
        labs = facts.load_labs()
        found = {f"labs.{m}": _once(labs.loc[labs["metric"] == m, "who"]) for m in LAB_METRICS}
        market = facts.load_market()
        for name in MARKETS:
            for metric in MARKET_METRICS:
                rows = (market["market"] == name) & (market["metric"] == metric)
                found[f"market.{name}.{metric}"] = tuple(dict.fromkeys(market.loc[rows, "vendor"]))
        found[COMMITMENTS] = _once(labs["who"])
        return {metric: names for metric, names in found.items() if names}

    @cached_property
    def suppliers(self) -> tuple[str, ...]:
        """Everyone from whom somebody has promised to buy: slugs of companies, else of parties."""
        deals = facts.load_table("deals")
        cells = deals.loc[deals["form"] == "purchase_commitment", "recipient"]
        return _once(p.who for cell in cells for p in facts.parties_of(str(cell)))

    def holders(self, metric: str) -> tuple[str, ...]:
        """Whose figures of a metric can be asked for."""
        return self.elsewhere.get(metric, self.companies)

    def unit(self, metric: str) -> str:
        """What a metric is told in; growth and changes of shares after a transform are told apart."""
        if metric in self.elsewhere:
            return "share" if metric.endswith((".share", ".growth", "_qoq")) else "money"
        name, *transforms = metric.split(".")
        if transforms and transforms[-1] in ("yoy", "qoq"):
            return "points" if self.units[name] == "share" else "growth"
        if transforms and transforms[-1].endswith("_change") and self.units[name] == "share":
            return "points"
        return self.units[name]

    def currencies(self, measure: ThesisMeasure) -> set[str]:
        """Units its figures come in, to keep dollars from meeting yuan."""
        if measure.metric == COMMITMENTS or measure.metric.startswith("market."):
            return {"USD" if self.unit(measure.metric) == "money" else "share"}
        if measure.metric in self.elsewhere:
            labs = facts.load_labs()
            own = labs["who"].isin(measure.companies)
            return {*labs.loc[own & (labs["metric"] == measure.metric.partition(".")[2]), "unit"]}
        if self.unit(measure.metric) != "money":
            return {self.unit(measure.metric)}
        table = facts.load_companies()
        return {*table.loc[table["slug"].isin(measure.companies), "currency"]}


def _once(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, names)))
