"""The further figures of a row: by how much the claimed one changed, which its words add to it."""

from __future__ import annotations

import re

from .parts import Part, significant_digits
from .reading import Claim, last_place
from .vocabulary import Vocabulary

_CHANGE = re.compile(
    r"(?<!\d)(?P<sign>[+−-])\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<unit>bn|m|%)(?![A-Za-z])\s*(?P<against>yoy|qoq)?"
)
_SIZES = {"bn": 1e9, "m": 1e6, "%": 0.01}


def further_parts(claim: Claim, measure: str, first: Part, known: Vocabulary) -> tuple[Part, ...]:
    """Read the changes that a row of a table gives beside its level: ``155.7bn, +45bn yoy, +20bn qoq``.

    Parameters
    ----------
    claim : Claim
        The row; of a sentence every figure is a claim of its own.
    measure : str
        Id of the amount.
    first : Part
        The level.
    known : Vocabulary
        Says whether the measure is one that grows.

    Returns
    -------
    tuple of Part
        In the order of the words; what stands behind a semicolon is of something else.
    """
    if not claim.row or first.unit not in ("USD", "CNY") or f"{measure}_growth" not in known.measures:
        return ()
    found = []
    for match in _CHANGE.finditer(claim.paraphrase.partition(";")[0]):
        rate = match["unit"] == "%"
        name = f"{measure}_{'growth' if rate else 'change'}{'_qoq' if match['against'] == 'qoq' else ''}"
        size = _SIZES[match["unit"]]
        value = float(match["number"].replace(",", "")) * size * (1 if match["sign"] == "+" else -1)
        found.append(
            Part(
                name,
                first.spans,
                value,
                value,
                last_place(match["number"]) * size,
                "share" if rate else first.unit,
                "",
                significant_digits(match["number"]),
            )
        )
    return tuple(found)
