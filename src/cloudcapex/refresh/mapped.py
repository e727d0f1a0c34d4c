"""Which facts of a company's filings the metrics are read from: concepts, and members that cut one segment out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..facts import load_companies, load_metrics
from ..facts.tagged import ReadFrom, segment_of, spelled_concepts
from ..intake.held import read_as


@dataclass(frozen=True)
class Mapped:
    """What is read of one company.

    Attributes
    ----------
    tags : tuple of ReadFrom
        In house order of the metrics, the preferred tag of each first.
    """

    tags: tuple[ReadFrom, ...]

    @classmethod
    def of(cls, company: str) -> Mapped:
        """Read the mapping of a company from the tables."""
        metrics = load_metrics()
        told = zip(metrics["id"].astype(str), metrics["concepts"].astype(str), strict=True)
        slugs = [str(slug) for slug in load_companies()["slug"]]
        return cls(tuple(tag for tag in spelled_concepts(told, slugs, read_as()) if tag.company == company))

    def reads(self, concept: str, member: str) -> bool:
        """Tell whether a metric is read from a fact of a concept, with its members in full."""
        return (concept, segment_of(member)) in self._read

    @cached_property
    def _read(self) -> frozenset[tuple[str, str]]:
        return frozenset((tag.concept, tag.member) for tag in self.tags)

    @property
    def needs_documents(self) -> bool:
        """Whether any metric is read from what company facts leave out."""
        return any(left_out(tag.concept, tag.member) for tag in self.tags)

    def of_metric(self, metric: str) -> list[ReadFrom]:
        """List the tags that a metric is read from, the preferred one first."""
        return [tag for tag in self.tags if tag.metric == metric]


def left_out(concept: str, member: str) -> bool:
    """Tell whether company facts leave a fact out: they are of whole companies, and of standard concepts alone.

    Parameters
    ----------
    concept : str
        With its prefix, where it is not one of ``us-gaap``.
    member : str
        Empty for the consolidated fact.
    """
    return bool(member) or ":" in concept
