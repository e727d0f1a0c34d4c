"""The report on the value stack: its assumptions as known on its day, its draws, and the facts they are held against."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ... import facts
from ...exhibits.theme import LAYER_COLOURS
from ...facts.rows import FactRow, LabRow, MarketRow
from ...language import DEFAULT, N_, Number
from ...ledger import deals
from ...metrics.labs import run_rates
from ...metrics.points import Point, no_point, stated_point
from ...models import value_stack as model
from ...models.value_stack import Chosen, Simulation, Stack
from ...periods import Quarter
from ...schema.grades import is_weak
from ...schema.rows import rows_of
from ..report import Report
from .questions import ASKED

# The fixed order of exhibits: a number means the same exhibit in every edition.
ORDER = (
    "where_it_goes",
    "sureness",
    "clouds_moved_by",
    "chips_moved_by",
    "between_vintages",
    "assumptions",
    "one_day",
    "against_data",
    "layers_over_time",
    "chips_over_time",
    "named_companies",
    "model_lives",
    "model_prices",
    "training_costs",
    "hour_prices",
    "argued",
    "observed_models",
)

ESSAY_CLAIM = "C002-07"

# Members of sentences about the model.
_ENDS = {
    "central": N_("central case"),
    "low": N_("low end of nine of ten draws"),
    "high": N_("high end of nine of ten draws"),
    "median": N_("middle of the draws"),
    "all": N_("all flagships"),
    "essay_low": N_("low end of the essay’s claim"),
    "essay_high": N_("high end of the essay’s claim"),
    "essay_models": N_("what the essay has model providers pay clouds"),
    "users": N_("users"),
    "openai_to_microsoft": N_("Microsoft’s revenue from OpenAI, over what users pay"),
    "openai_compute": N_("OpenAI’s compute, over its revenue"),
    "promised_by_openai": N_("OpenAI’s promises, over its run-rate"),
    "promised_by_anthropic": N_("Anthropic’s promises, over its run-rate"),
    "chips_to_users": N_("NVIDIA’s data-centre revenue, over what users pay"),
}


class ValueStack(Report):
    """Everything the exhibits of one edition on the value stack read.

    Parameters
    ----------
    quarter, as_of, window, language
        As in `Report`.
    estimates : {'newest', 'essay'}
        Which estimate of each assumption is used.
    assumptions : str
        The reader's own ranges, see `cloudcapex.models.value_stack.chosen`.
    draws : int
        How often all assumptions are drawn.

    Attributes
    ----------
    day : date
        Nothing published after it is used: ``as_of``, and at most the last day of the quarter after the one under
        review, in which its results come out.
    choice, essay : dict
        The estimates used, and those of the essay alone.
    """

    name = "value_stack"
    order = ORDER

    def __init__(
        self,
        quarter: str | Quarter,
        as_of: str | dt.date | None = None,
        estimates: str = "newest",
        assumptions: str = "",
        draws: int = 1_000_000,
        language: str = DEFAULT,
        window: int = 20,
    ) -> None:
        super().__init__(quarter, as_of, window, language)
        self.asked |= {"estimates": estimates, "assumptions": assumptions, "draws": draws}
        self.day = min(self.as_of, (self.quarter + 1).end)
        self.stack: Stack = model.read_stack()
        self.estimates, self.own, self.draws = estimates, assumptions, draws
        self.choice = model.chosen(self.stack, self.quarter, self.day, way=estimates, own=assumptions)
        self.essay = model.chosen(self.stack, self.quarter, self.day, way="essay")
        if self.complete:
            # A range or a number of draws that cannot be is refused before anything is shown.
            _ = self.simulation

    # the model -----------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether every assumption the model needs had been estimated."""
        return not model.missing(self.choice)

    @functools.cached_property
    def central(self) -> dict[str, float]:
        """Each assumption at the middle of what is drawn of it."""
        return {name: c.estimate.middle for name, c in self.choice.items()}

    @functools.cached_property
    def answers(self) -> dict[str, float]:
        """What is asked of the model, in the central case, for each dollar that users pay."""
        return {name: float(value) for name, value in model.outputs(self.central).items()}

    @property
    def medians(self) -> dict[str, float]:
        """What is asked of the model, in the middle of all draws: what the edition tells."""
        return {name: drawn.median for name, drawn in self.simulation.intervals.items()}

    @functools.cached_property
    def cents(self) -> dict[model.Link, int]:
        """Flows of the central case in whole cents, of a hundred dollars that users pay."""
        return model.settled({link: float(value) for link, value in model.flows(self.central).items()})

    @functools.cached_property
    def simulation(self) -> Simulation:
        return model.simulate(self.choice, self.draws)

    @functools.cached_property
    def essay_simulation(self) -> Simulation:
        if self.essay == self.choice:
            return self.simulation
        return model.simulate(self.essay, self.draws)

    @functools.cached_property
    def essay_open(self) -> tuple[str, ...]:
        """Assumptions for which the essay gives no number, so that their ranges are ours."""
        return tuple(name for name, c in self.essay.items() if c.estimate.basis == "assumed")

    @functools.cached_property
    def essay_own_simulation(self) -> Simulation:
        """What the essay's own ranges give where what it leaves open is as its sum takes it."""
        own = dict(self.essay)
        for name in self.essay_open:
            held = own[name].estimate.central
            own[name] = replace(own[name], estimate=replace(own[name].estimate, low=held, high=held))
        return model.simulate(own, self.draws)

    @functools.cached_property
    def essay_answer(self) -> dict[str, float]:
        """The answers of the essay's own central values."""
        return {
            k: float(v)
            for k, v in model.outputs({n: c.estimate.central for n, c in self.essay.items()}).items()
        }

    @functools.cached_property
    def claim(self) -> tuple[float, float]:
        """The part of revenue that the essay says reaches clouds."""
        claims = facts.load_table("claims")
        told = claims.loc[claims["claim_id"] == ESSAY_CLAIM, ["value_low", "value_high"]].iloc[0]
        return float(told["value_low"]), float(told["value_high"])

    def documents_of(self, choice: Mapping[str, Chosen]) -> list[str]:
        """Ids of the documents behind the estimates used."""
        return sorted({s for c in choice.values() for s in c.estimate.sources})

    # facts ---------------------------------------------------------------------------------

    def lab(self, lab: str, metric: str, day: dt.date | None = None) -> Point:
        """Newest yearly figure of a laboratory for a year that ended in the last five quarters, or on one day."""
        frame = facts.load_labs(self.day)
        frame = frame[
            (frame["who"] == lab)
            & (frame["metric"] == metric)
            & (frame["as_of"] <= pd.Timestamp(self.quarter.end))
        ]
        frame = frame if day is None else frame[frame["as_of"] == pd.Timestamp(day)]
        frame = frame.assign(stated=frame["basis"] != "estimated")
        # An old statement says nothing of a market that doubles in a year.
        frame = frame[frame["as_of"] > pd.Timestamp((self.quarter - 5).end)].sort_values(
            ["as_of", "stated", "filed"]
        )
        return _point(lab, metric, rows_of(frame, LabRow)) or no_point(lab, metric, self.quarter)

    def newest_run_rate(self, lab: str) -> Point:
        """Newest run-rate of a laboratory in the four quarters up to this one, whoever passes it on."""
        known = [p for p in run_rates(lab, [self.quarter - n for n in (3, 2, 1, 0)], self.as_of) if p.known]
        return known[-1] if known else no_point(lab, "revenue_run_rate", self.quarter)

    def run_rate(self, lab: str, quarter: Quarter | None = None) -> Point:
        """Newest run-rate of a laboratory in the four quarters up to one, as sums take it: none without a document to show."""
        last = quarter or self.quarter
        known = _to_show(run_rates(lab, [last - n for n in (3, 2, 1, 0)], self.as_of))
        return known[-1] if known else no_point(lab, "revenue_run_rate", last)

    def run_rate_by_day(self, lab: str) -> Point:
        """The newest run-rate up to the ledger's day, for what deals of that day are held against."""
        known = _to_show(run_rates(lab, [*self.quarters, self.quarter + 1], self.day)[-5:])
        return known[-1] if known else no_point(lab, "revenue_run_rate", self.quarter)

    def market(self, metric: str) -> Point:
        """What users pay for generative AI, by the newest estimate that speaks of the quarter or the year before it."""
        frame = facts.load_market(self.day)
        frame = frame[
            (frame["market"] == "world_generative_ai")
            & (frame["metric"] == metric)
            & (frame["period_end"] <= pd.Timestamp(self.quarter.end))
            & (frame["period_end"] > pd.Timestamp((self.quarter - 4).end))
        ]
        found = _point("users", metric, rows_of(frame.sort_values("filed"), MarketRow))
        return replace(found, basis="estimated") if found else no_point("users", metric, self.quarter)

    def market_near(self, day: dt.date, apart: int) -> Point:
        """What users pay for generative AI in a year, as told of the day nearest to one, at most some days from it."""
        frame = facts.load_market(self.as_of)
        frame = frame[(frame["market"] == "world_generative_ai") & (frame["metric"] == "run_rate")]
        frame = frame.assign(apart=(frame["period_end"] - pd.Timestamp(day)).abs().dt.days)
        frame = frame[frame["apart"] <= apart].sort_values(["apart", "filed"], ascending=[False, True])
        found = _point("users", "run_rate", rows_of(frame, MarketRow))
        return replace(found, basis="estimated") if found else no_point("users", "run_rate", self.quarter)

    def year_stated(self, company: str, metric: str) -> Point:
        """A figure of a company for a whole year that ended in the last four quarters."""
        frame = facts.load_facts(self.day)
        long = (frame["period_end"] - frame["period_start"]).dt.days > 350
        frame = frame[
            (frame["company"] == company)
            & (frame["metric"] == metric)
            & long
            & (frame["period_end"] <= pd.Timestamp(self.quarter.end))
            & (frame["period_end"] > pd.Timestamp((self.quarter - 4).end))
        ].sort_values(["period_end", "filed"])
        return _point(company, metric, rows_of(frame, FactRow)) or no_point(company, metric, self.quarter)

    def last_stated(self, metric: str, company: str, most: int = 2) -> Point:
        """The newest value of a metric that a company states now and then, at most some quarters old."""
        for back in range(most + 1):
            point = self.point(metric, company, self.quarter - back)
            if point.known:
                return point
        return no_point(company, metric, self.quarter)

    @functools.cached_property
    def entries(self) -> list[deals.Entry]:
        """Deals announced by the day of the ledger, read in a document that was out by the day of the edition."""
        return deals.ledger(self.day, read_by=self.as_of)

    def commitments(self, lab: str) -> tuple[deals.Amount, list[deals.Entry]]:
        """What a laboratory has promised to buy, as a range, with the entries behind it."""
        mine = deals.told_once(deals.between(self.entries, "commitment", lab))
        # What stands for a deal may tell it without an amount; only then is it left out.
        stated = [e for e in mine if e.amount.stated]
        return deals.total(stated), stated

    # words ---------------------------------------------------------------------------------

    def node(self, key: str) -> str:
        """Name a place of the stack."""
        say = self.say
        return {
            "users": say("Users pay"),
            "investors": say("Investors add"),
            "applications": say("Applications"),
            "models": say("Model providers"),
            "clouds": say("Clouds"),
            "chips": say("Chip makers"),
            "apps_profit": say("Applications’ gross profit"),
            "apps_costs": say("Applications’ other cost of revenue"),
            "models_keep": say("Model providers’ staff, other costs, profit"),
            "clouds_keep": say("Clouds’ energy, operations, profit"),
            "equipment": say("Buildings, networks, other equipment"),
            "chips_profit": say("Chip makers’ gross profit"),
            "chips_suppliers": say("Foundries, memory, assembly"),
        }[key]

    def colour(self, key: str) -> str:
        """Colour of a place: that of the layer it belongs to."""
        layer = {
            "apps_profit": "applications",
            "apps_costs": "applications",
            "models_keep": "models",
            "clouds_keep": "clouds",
            "equipment": "clouds",
            "chips_profit": "chips",
            "chips_suppliers": "chips",
        }.get(key, key)
        return LAYER_COLOURS[layer]

    def output(self, name: str) -> str:
        """Name what is asked of the model."""
        say = self.say
        return {
            "clouds_of_revenue": say("To clouds, out of users’ money"),
            "investors": say("To clouds, from investors"),
            "free_use": say("of it for users who pay nothing"),
            "paid_use": say("To clouds, where investors pay all free use"),
            "clouds_in_all": say("To clouds, with investors’ money"),
            "models_revenue": say("To model providers, from users and applications"),
            "apps_profit": say("Gross profit of applications"),
            "chips": say("Wear of merchants’ chips"),
            "chips_bought": say("Merchants’ chips bought"),
        }[name]

    def share(self, value: float) -> str:
        """Write a share without a digit that the assumptions do not carry."""
        return self.language.write(Number(value, "share"))

    def span(self, low: float, high: float, unit: str = "share") -> str:
        """Write a range, of shares unless another unit is named; a single value where both ends print alike."""
        return self.language.range(Number(low, unit), Number(high, unit))

    def name_of(self, member: str) -> str:
        """Name a member of a sentence: a company, laboratories, an assumption, an end of a range."""
        labels = {a.id: a.label for a in self.stack.assumptions} | _ENDS | ASKED
        if member in labels:
            return self.say(labels[member])
        if ":" in member:
            # A processor is listed by many clouds; a flagship’s or a trained model’s name is its own.
            whose, _, what = member.partition(":")
            listed = whose in set(facts.load_hours(self.day)["cloud"])
            return self.language.clauses([whose, what]) if listed else what
        return super().name_of(member)

    def no_estimates(self) -> str:
        """Say why the model has no answer for the edition."""
        return self.say(
            "The data hold no estimate published by {day} of how a dollar of generative-AI revenue is divided.",
            day=self.language.date(self.day),
        )


def _to_show(points: Sequence[Point]) -> list[Point]:
    """Keep the known figures that a document can be shown for."""
    return [p for p in points if p.known and not is_weak(p.evidence)]


def _point(
    company: str, metric: str, rows: Sequence[FactRow] | Sequence[LabRow] | Sequence[MarketRow]
) -> Point | None:
    """The last of what documents state as a point."""
    if not rows:
        return None
    row = rows[-1]
    return stated_point(row, company, metric, Quarter.containing(row.period_end))


def entry_points(report: ValueStack, lab: str, entries: Sequence[deals.Entry]) -> list[Point]:
    """Deals as points, so that their documents and amounts travel with an exhibit."""
    blank = no_point(lab, "purchase_commitment", report.quarter)
    return [
        replace(
            blank,
            value=e.amount.low or e.amount.high,
            unit="USD",
            evidence=e.evidence,
            definition=e.id,
            sources=(e.source,),
            period_end=e.announced,
            reason="",
        )
        for e in entries
    ]
