"""What an edition of a day calls definitions: a name that tells of a later one is cut to what both have in common."""

from __future__ import annotations

import datetime as dt
import itertools
from functools import lru_cache

import pandas as pd

from .. import facts
from ..paths import Stamp, stamp

_WORDS = "_"
_SEVERAL = "+"  # between the definitions that a computed figure stands on


def definition_name(slug: str, day: dt.date) -> str:
    """Return what the CSV of an edition of a day calls a definition.

    ``azure_before_fy25`` is the name of a definition that another has followed. Who reads an edition of an earlier day
    cannot know of that one, and finds ``azure`` there. What no definition has followed by then, and what shares
    no word with the one that did, keeps its slug.

    Parameters
    ----------
    slug : str
        As the data have it, several of them with ``+`` between.
    day : date
        Of the edition.
    """
    later = _followed(stamp())
    return _SEVERAL.join(_known_as(one, later.get(one, ()), day) for one in slug.split(_SEVERAL))


def named_by_day(frame: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Call the definitions in the rows of a CSV what a reader of the edition's day could call them."""
    if "definition" not in frame:
        return frame
    return frame.assign(definition=[definition_name(str(d), day) for d in frame["definition"].fillna("")])


def _known_as(slug: str, followers: tuple[tuple[dt.date, str], ...], day: dt.date) -> str:
    if not followers or any(told <= day for told, _ in followers):
        return slug
    words = [slug.split(_WORDS), *(name.split(_WORDS) for _, name in followers)]
    shared = itertools.takewhile(lambda place: len(set(place)) == 1, zip(*words, strict=False))
    return _WORDS.join(place[0] for place in shared) or slug


@lru_cache(maxsize=4)
def _followed(state: Stamp) -> dict[str, tuple[tuple[dt.date, str], ...]]:
    """By slug: the definitions that came after it, each with the day from which on figures were told on it."""
    told = pd.concat(
        [
            facts.load_facts()[["company", "metric", "definition", "filed"]],
            facts.load_guidance().assign(filed=facts.guidance_known())[
                ["company", "metric", "definition", "filed"]
            ],
        ]
    )
    first = told.groupby(["company", "metric", "definition"])["filed"].min()
    ranked = facts.load_definitions().sort_values("rank")
    ranked = ranked[(ranked["company"] != "") & (ranked["rank"] > 0)]  # 0 stands beside the others
    found: dict[str, set[tuple[dt.date, str]]] = {}
    for (company, metric), chain in ranked.groupby(["company", "metric"]):
        for one, after in itertools.pairwise(chain["definition"]):
            day = first.get((company, metric, after))
            if day is not None:
                found.setdefault(one, set()).add((day.date(), after))
    return {slug: tuple(sorted(after)) for slug, after in found.items()}
