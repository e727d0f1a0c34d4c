"""Ladders and scores laid out as rows, for the data behind an exhibit."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from .ladders import Ladder
from .results import GuidedResult
from .scores import Score


def ladder_frame(ladders: Sequence[Ladder]) -> pd.DataFrame:
    """Lay ladders out as rows, one a statement; ``sources`` joined by ``;``, missing ends NaN.

    Returns
    -------
    DataFrame
        Amounts in whole units of ``unit``.
    """
    names = ("metric", "definition", "issued", "low", "high", "unit", "qualifier", "kind", "status", "reason")
    return pd.DataFrame(
        [
            {
                "company": ladder.company,
                "target_period": ladder.target.label,
                **{name: getattr(s, name) for name in names},
                "statement": s.words,
                "evidence": s.evidence,
                "sources": ";".join(s.sources),
            }
            for ladder in ladders
            for s in ladder.statements
        ]
    )


def score_frame(scores: Sequence[Score]) -> pd.DataFrame:
    """Lay scores out as rows; outcomes are empty and amounts NaN where a period is not scored, ``reason`` says why.

    Returns
    -------
    DataFrame
        One row a score; amounts in whole units of ``unit``.
    """
    return pd.DataFrame([_score_row(s) for s in scores])


def _score_row(score: Score) -> dict[str, object]:
    row: dict[str, object] = {
        "company": score.ladder.company,
        "target_period": score.ladder.target.label,
        "metric": score.ladder.metric,
        "definition": score.ladder.definition,
        "unit": score.actual.unit,
        "actual": score.actual.value,
    }
    for name, held in (("first", score.first), ("last", score.last)):
        row |= {
            f"{name}_issued": held.statement.issued if held else None,
            f"{name}_low": held.statement.low if held else math.nan,
            f"{name}_high": held.statement.high if held else math.nan,
            f"{name}_outcome": held.outcome if held else "",
            f"{name}_miss": held.miss if held else math.nan,
            f"{name}_miss_share": held.share if held else math.nan,
        }
    documents = set(score.actual.sources)
    documents |= {s for held in (score.first, score.last) if held for s in held.statement.sources}
    return row | {"reason": score.reason, "sources": ";".join(sorted(documents))}


def results_frame(results: Sequence[GuidedResult]) -> pd.DataFrame:
    """Lay guidance on results out as rows, one a measure and period; missing ends and outcomes NaN, ``reason`` says why.

    Returns
    -------
    DataFrame
        Amounts in whole units of ``unit``, rates as fractions.
    """
    return pd.DataFrame([_result_row(r) for r in results])


def _result_row(result: GuidedResult) -> dict[str, object]:
    told = result.newest
    scored = result.score.last if result.score else None
    return {
        "company": result.company,
        "measure": result.measure,
        "target_period": result.target.label,
        "issued": told.issued if told else None,
        "low": told.low if told else math.nan,
        "high": told.high if told else math.nan,
        "unit": told.unit if told else "",
        "statement": told.words if told else "",
        "actual": result.score.actual.value if result.score else math.nan,
        "outcome": scored.outcome if scored else "",
        "miss": scored.miss if scored else math.nan,
        "reason": result.reason or (result.score.reason if result.score else ""),
        "evidence": told.evidence if told else "",
        "sources": ";".join(told.sources) if told else "",
    }
