"""The names a metric can be asked for by: ids, derived ids, and transforms after a dot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import UsageError, near
from .formulas import FIRST_OF, FORMULAS

CHANGES = ("yoy_change", "qoq_change")
TRANSFORMS = ("ttm", "yoy", "qoq", *CHANGES)


class UnknownMetric(UsageError):  # noqa: N818 - the name says what is wrong, as a reader would
    """A metric id, or a transform after its dot, that does not exist."""


@dataclass(frozen=True)
class Request:
    """What was asked for: a metric and what is to be done to it, in order."""

    metric: str
    transforms: tuple[str, ...]


def parse(expression: str, kinds: dict[str, str]) -> Request:
    """Read ``capex_cash``, ``capex_cash.yoy`` or ``capex_cash.ttm.yoy``.

    Parameters
    ----------
    expression : str
        A metric id, then transforms in the order they are applied: at most one ``ttm``, first, and at most
        one of ``yoy``, ``qoq``, ``yoy_change``, ``qoq_change``, last.
    kinds : dict of str to str
        ``flow``, ``stock`` or ``share`` for every known id.

    Raises
    ------
    UnknownMetric
        With the nearest names.
    UsageError
        Where the transform has no meaning for the metric, such as the sum of four margins.
    """
    metric, *transforms = str(expression).strip().split(".")
    if metric not in kinds:
        raise UnknownMetric(f"unknown metric {metric!r}", remedy=_did_you_mean(metric, kinds))
    for transform in transforms:
        if transform not in TRANSFORMS:
            raise UnknownMetric(f"unknown transform {transform!r} of {metric}", valid=TRANSFORMS)
    order = ["ttm"] * ("ttm" in transforms) + [t for t in transforms if t != "ttm"]
    if order != transforms or len([t for t in order if t != "ttm"]) > 1 or transforms.count("ttm") > 1:
        raise UsageError(
            f"{expression!r} stacks its transforms in a way that means nothing",
            valid="one ttm first, then one of yoy, qoq, yoy_change, qoq_change",
        )
    if metric in FIRST_OF and not set(transforms) <= set(CHANGES):
        raise UsageError(
            f"{metric} is growth already: growth of it says nothing",
            valid=[f"{metric}.{change}" for change in CHANGES],
        )
    if "ttm" in transforms and kinds[metric] != "flow" and metric not in FORMULAS:
        raise UsageError(
            f"{metric} is a {kinds[metric]}: four quarters of it do not add up",
            remedy=f"ask for {metric} itself",
        )
    return Request(metric, tuple(transforms))


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = near(name, known)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return "the ids are listed in data/metrics.csv"
