"""Who a claim can be about, and every name the tables of companies and parties know them by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .. import facts


@dataclass(frozen=True)
class Entity:
    """Somebody or something a claim can be about.

    Parameters
    ----------
    id, kind : str
        Its key, and ``company``, ``part`` (a company's cloud), ``product``, ``lab``, ``group`` or ``currency``.
    names : tuple of str
        As articles write it, the plainest first.
    company, party, lab : str
        Its slug in the facts, in the ledger of deals, in the tables of labs; empty where it has none there.
    reads : mapping
        Measure id to the metrics it is read from, the plainest first.
    within : tuple of pattern
        Common nouns that mean it after its company's name: *Oracle ... its cloud infrastructure*.
    market : str
        The market it is, in the table of markets; empty for anybody else.
    labelled : frozenset of str
        Metrics of its company whose label names it.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    company: str
    party: str
    lab: str
    reads: Mapping[str, tuple[str, ...]] = field(compare=False)
    within: tuple[re.Pattern[str], ...] = field(default=(), compare=False)
    market: str = ""
    labelled: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def year_end_month(self) -> int:
        """The month its fiscal year ends in; December for whoever is no company of ours."""
        ours = facts.companies().get(self.company)
        return ours.year_end_month if ours else 12

    @property
    def currency(self) -> str:
        """The currency it reports in; dollars for whoever is no company of ours."""
        ours = facts.companies().get(self.company)
        return ours.currency if ours else "USD"

    def publishes(self, metric: str) -> bool:
        """Whether a metric is of itself: a part's begin with ``cloud_``, a product's with its own name or name it."""
        if self.kind == "company":
            return True
        return bool(self.company) and (
            (self.kind == "part" and metric.startswith("cloud_"))
            or metric.startswith(f"{self.id}_")
            or metric in self.labelled
        )


def stranger(name: str) -> Entity:
    """Return somebody the vocabulary does not know, such as a part of a company that no table names."""
    return Entity(id="", kind="stranger", names=(name,), company="", party="", lab="", reads={})


def with_names(entities: Mapping[str, Entity]) -> dict[str, Entity]:
    """Add the names that the tables of companies and parties give, where no other entity bears them."""
    taken = {name.casefold() for entity in entities.values() for name in entity.names}
    named = {}
    for key, entity in entities.items():
        more = [n for n in _names(entity) if n.casefold() not in taken]
        taken |= {n.casefold() for n in more}
        named[key] = replace(entity, names=(*entity.names, *dict.fromkeys(more)))
    return named


def with_labels(entities: Mapping[str, Entity]) -> dict[str, Entity]:
    """Add to every part and product the metrics that are called by its name: *Fortune 100 using Bedrock* is Bedrock's."""
    table = facts.load_metrics()
    labels = dict(zip(table["id"].astype(str), table["label"].astype(str), strict=True))
    named = {}
    for key, entity in entities.items():
        patterns = [name_pattern(n) for n in entity.names] if entity.kind in ("part", "product") else []
        mine = frozenset(i for i, label in labels.items() if any(p.search(label) for p in patterns))
        named[key] = replace(entity, labelled=mine)
    return named


def _names(entity: Entity) -> list[str]:
    found: list[str] = []
    if entity.kind in ("company", "part"):
        table = facts.load_companies()
        columns = (
            ("name", "short_name", "name_zh_hans", "name_zh_hant", "ticker")
            if entity.kind == "company"
            else ("cloud_segment", "cloud_name", "cloud_name_zh_hans", "cloud_name_zh_hant")
        )
        for _, row in table[table["slug"] == entity.company].iterrows():
            found += [str(row[c]) for c in columns if isinstance(row[c], str) and row[c]]
    if entity.kind == "lab":
        found += [n for p in facts.parties().values() if p.id == entity.party for n in p.name]
    return [n for n in found if n]


def name_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a name inside a sentence; between two scripts a space may stand or be missing."""
    tokens = re.findall(r"[A-Za-z0-9.&/'’-]+|[^A-Za-z0-9.&/'’\s-]+", name)
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z])" if name[-1].isascii() else ""
    return re.compile(before + r"\s*".join(map(re.escape, tokens)) + after)
