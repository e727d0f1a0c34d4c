"""What a claim asks of the data: who, which measure, when and how much, by rules and the tables of words alone."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, replace

from .compound import further_parts
from .entities import Entity
from .measures import ClaimMeasure
from .parts import Part, significant_digits
from .reading import Claim, last_place, numbers_in
from .spans import Span, read_spans
from .vocabulary import Vocabulary, vocabulary, without_brackets

_ARTICLE_SAYS = re.compile(r"\((?:the )?(?:article|text|report) says ([^)]+)\)", re.I)


@dataclass(frozen=True)
class Question:
    """A claim resolved as far as the words go.

    ``reason`` says why it cannot be asked: ``not_a_figure``, ``subject_unknown``, ``measure_unknown``,
    ``period_unknown``; empty where ``parts`` hold what to look up. ``forecaster`` is who expects it, where that is
    not the company itself: a house, or ``others``.
    """

    claim: Claim
    entities: tuple[Entity, ...] = ()
    other: Entity | None = None
    measure: ClaimMeasure | None = None
    parts: tuple[Part, ...] = ()
    reason: str = ""
    published: dt.date | None = None
    named: tuple[Entity, ...] = ()
    forecast: bool = False
    forecaster: str = ""

    @property
    def entity(self) -> Entity | None:
        """Who the claim is about; None for a sum of several and for a stranger."""
        return self.entities[0] if len(self.entities) == 1 else None


def resolve(claim: Claim) -> Question:
    """Read a claim's words.

    Parameters
    ----------
    claim : Claim
        A row as it stands.

    Returns
    -------
    Question
        With a reason where the words name nothing that could be looked up.
    """
    known = vocabulary()
    entities, other = subject(claim.subject, known)
    measure = _measure(claim, known)
    forecast = measure is not None and known.measure(claim.metric) is None
    article = known.articles.get(claim.article)
    named = _named(f"{claim.phrase} {claim.paraphrase}", known)
    day = article.published if article else None
    by = _BY_OTHERS.fullmatch(claim.metric)
    asked = Question(claim, entities, other, measure, (), "", day, named, forecast, by["who"] if by else "")
    if not entities:
        return _because(asked, "not_a_figure" if not _has_figure(claim) else "subject_unknown")
    if measure is None:
        return _because(asked, "not_a_figure" if not _has_figure(claim) else "measure_unknown")
    spans = read_spans(claim.period, entities[0].year_end_month)
    if not spans:
        return _because(asked, "period_unknown")
    parts = _parts(claim, measure, spans)
    if not parts:
        return _because(asked, "not_a_figure")
    return replace(asked, parts=(*parts, *further_parts(claim, measure.id, parts[0], known)))


_EXPECTED = re.compile(
    r"\b(?:forecast|expected|projected|planned|estimated|outlook|guidance)\b(?: (?:of|for))?\s*", re.I
)


_BY_OTHERS = re.compile(r"(?P<what>(?:forecast|expected) .+?) by (?P<who>.+)")


def _measure(claim: Claim, known: Vocabulary) -> ClaimMeasure | None:
    """Find what is claimed, by its words and, where they leave the basis open, by that of its sentence."""
    by = _BY_OTHERS.fullmatch(claim.metric)
    measure = known.measure(claim.metric) or known.measure(
        _EXPECTED.sub("", by["what"] if by else claim.metric)
    )
    if measure is None or measure.id not in known.bases:
        return measure
    text = f"{claim.phrase} {claim.paraphrase}"
    if not claim.row:
        return measure
    bases = (known.measures[b] for b in known.bases[measure.id])
    return next((b for b in bases if any(p.search(text) for p in b.prose)), measure)


def subject(text: str, known: Vocabulary) -> tuple[tuple[Entity, ...], Entity | None]:
    """Name who a claim is about: one, several joined by ``+``, or a giver and a taker joined by ``-``.

    Where a row adds what the article itself says, that is what was claimed.
    """
    said = _ARTICLE_SAYS.search(text)
    name = said[1].strip() if said else without_brackets(text)
    entity = known.entity(name)
    if entity:
        return (entity,), None
    if "+" in name:
        several = [known.entity(part) for part in name.split("+")]
        found = tuple(e for e in several if e)
        return (found, None) if len(found) == len(several) else ((), None)
    giver, dash, taker = name.partition("-")
    pair = known.entity(giver), known.entity(taker)
    if dash and pair[0] and pair[1]:
        return (pair[0],), pair[1]
    return (), None


def _because(asked: Question, reason: str) -> Question:
    return replace(asked, parts=(), reason=reason)


def _has_figure(claim: Claim) -> bool:
    return math.isfinite(claim.low) or bool(numbers_in(claim.written))


def _parts(claim: Claim, measure: ClaimMeasure, spans: tuple[Span, ...]) -> tuple[Part, ...]:
    """Pair values with periods: one value, a run of them, or an amount and a valuation of one day."""
    digits = significant_digits(claim.written)
    if not measure.units:  # a direction: up or down, no amount
        sign = {"up": 1.0, "down": -1.0}.get(claim.written.casefold())
        return () if sign is None else (Part(measure.id, spans, sign, sign, 0.0, "", "", 1),)
    if math.isfinite(claim.low):
        return (
            Part(measure.id, spans, claim.low, claim.high, claim.step, claim.unit, claim.qualifier, digits),
        )
    texts = re.findall(r"-?\d+(?:\.\d+)?", claim.written)
    values = claim.numbers
    unit = claim.unit or measure.units[0]
    ids = measure.parts or (measure.id,) * len(values)
    if len(ids) != len(values) or len(spans) not in (1, len(values)):
        return ()
    when = spans if len(spans) == len(values) else spans * len(values)
    return tuple(
        Part(
            name,
            (span,),
            value,
            value,
            last_place(text) * claim.scale,
            unit,
            claim.qualifier,
            significant_digits(text),
        )
        for name, span, value, text in zip(ids, when, values, texts, strict=True)
    )


def _named(text: str, known: Vocabulary) -> tuple[Entity, ...]:
    """List the labs a text names, in the order of the vocabulary."""
    folded = text.casefold()
    return tuple(
        entity
        for entity in known.entities.values()
        if entity.kind == "lab" and any(name.casefold() in folded for name in entity.names)
    )
