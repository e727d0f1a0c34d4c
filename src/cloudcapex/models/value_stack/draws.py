"""How sure the answer is: many draws of all assumptions at once, and each assumption moved alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...errors import UsageError
from .assumptions import IDS, Estimate
from .choice import Chosen
from .flows import Drawn, outputs

# The day of the essay; any number would do, but one must be kept so that an edition can be made again.
SEED = 20230119
# Ranks need sorting; this many of the draws, which are alike, place a correlation within a hundredth.
RANKED = 50_000


@dataclass(frozen=True)
class Interval:
    """What nine of ten draws lie in, and the middle one."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Simulation:
    """What many draws say.

    Parameters
    ----------
    count : int
        Draws made.
    kept : float
        Part of them that do not contradict themselves: an application cannot pay more for inference than its
        gross margin leaves, nor a model provider more for serving users than for all its compute.
    intervals : dict
        An `Interval` for each output.
    ranks : dict
        For each output the rank correlation with each assumption that varies, -1 to 1.
    """

    count: int
    kept: float
    intervals: dict[str, Interval]
    ranks: dict[str, dict[str, float]]


@dataclass(frozen=True)
class Swing:
    """An output with one assumption at either end of its range and the others at their middle values."""

    id: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        return abs(self.at_high - self.at_low)


def simulate(choice: Mapping[str, Chosen], count: int, seed: int = SEED) -> Simulation:
    """Draw all assumptions at once, independently of one another.

    Parameters
    ----------
    choice : mapping
        From `chosen`; complete.
    count : int
        Draws to make, 1,000 to 10,000,000.
    seed : int
        Same seed, same draws; each assumption has a stream of its own, so that changing one leaves the others.

    Raises
    ------
    UsageError
        For a count out of bounds, or when nearly all draws contradict themselves.
    """
    if not 1_000 <= count <= 10_000_000:
        raise UsageError(f"{count} draws", where="parameter draws", valid="1,000 to 10,000,000")
    shares = {
        name: _drawn(choice[name].estimate, count, np.random.SeedSequence([seed, place]))
        for place, name in enumerate(IDS)
        if name in choice
    }
    kept = np.broadcast_to(_sound(shares), (count,))
    part = float(kept.mean())
    if part < 0.01:
        raise UsageError(
            "the ranges contradict each other: inference costs more than the gross margin or all compute leaves",
            where="parameter assumptions",
            valid="apps_gross_margin + apps_inference ≤ 1 and models_cloud + free_use ≤ models_compute for a good part of "
            "the ranges",
        )
    # The answers alone are cut to the draws that stay, and of the draws only those that are ranked.
    found = {name: np.broadcast_to(value, (count,))[kept] for name, value in outputs(shares).items()}
    first = np.flatnonzero(kept)[:RANKED]
    varying = {name: drawn[first] for name, drawn in shares.items() if isinstance(drawn, np.ndarray)}
    intervals = {
        name: Interval(*(float(q) for q in np.quantile(value, (0.05, 0.5, 0.95))))
        for name, value in found.items()
    }
    return Simulation(count, part, intervals, _ranks(varying, found))


def _sound(shares: Mapping[str, Drawn]) -> np.ndarray:
    """Tell which draws do not contradict themselves."""
    sound = np.asarray(shares["apps_gross_margin"] + shares["apps_inference"] <= 1 + 1e-12)
    if "models_compute" in shares:
        served = shares["models_cloud"] + shares.get("free_use", 0.0)
        sound = sound & (served <= shares["models_compute"] + 1e-12)
    return sound


def _drawn(estimate: Estimate, count: int, seed: np.random.SeedSequence) -> Drawn:
    """Draw from a range; a single value stays one."""
    if estimate.fixed:
        return estimate.low
    stream = np.random.Generator(np.random.PCG64(seed))
    if estimate.distribution == "uniform":
        return stream.uniform(estimate.low, estimate.high, count)
    return stream.triangular(estimate.low, estimate.central, estimate.high, count)


def _ranks(drawn: Mapping[str, np.ndarray], found: Mapping[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """Correlate the ranks of outputs with those of assumptions (Spearman)."""
    varying = {name: _rank(values) for name, values in drawn.items()}
    ranked = {output: _rank(value[:RANKED]) for output, value in found.items()}
    return {
        output: {name: _correlation(one, other) for name, one in varying.items()}
        for output, other in ranked.items()
    }


def _rank(values: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def swings(choice: Mapping[str, Chosen], output: str) -> list[Swing]:
    """Move one assumption at a time over its whole range, the others in the middle of theirs; the widest first.

    Assumptions that do not move the output are left out.

    Parameters
    ----------
    choice : mapping of str to Chosen
        The estimates used, by assumption.
    output : str
        One of what is asked of the model.
    """
    middle = {name: c.estimate.middle for name, c in choice.items()}
    found = []
    for name, c in choice.items():
        ends = [outputs({**middle, name: end}).get(output) for end in (c.estimate.low, c.estimate.high)]
        low, high = (math.nan if end is None else float(end) for end in ends)
        if abs(high - low) > 1e-12:  # false where the output is left out
            found.append(Swing(name, low, high))
    return sorted(found, key=lambda swing: (-swing.width, swing.id))
