"""The figures that a text tells, read with the words that scale them, in English and Chinese."""

from __future__ import annotations

import math
import re

# Word after a figure -> what it multiplies it by.
_SCALES = {
    "trillion": 1e12,
    "tn": 1e12,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "million": 1e6,
    "m": 1e6,
    "thousand": 1e3,
    "k": 1e3,
    "gw": 1e3,
    "mw": 1.0,
    "%": 0.01,
    "percent": 0.01,
    "per cent": 0.01,
    "percentage point": 0.01,
    "point": 0.01,
    "pp": 0.01,
    "万亿": 1e12,
    "萬億": 1e12,
    "兆": 1e12,
    "亿": 1e8,
    "億": 1e8,
    "万": 1e4,
    "萬": 1e4,
    "个百分点": 0.01,
    "個百分點": 0.01,
}
_WORDS = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
# A larger figure is no share.
_SHARE = 10.0
_CURRENCY = r"(?:(?:USD|RMB|CNY|US\$|EUR|HKD)\s*)?"
_FIGURE = re.compile(
    rf"(?<![\d.,/A-Za-z]){_CURRENCY}(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)\s*{_CURRENCY}"
    rf"(?P<scale>(?:{_WORDS})(?![A-Za-z]*[A-RT-Za-rt-z]))?",
    re.IGNORECASE,
)


def figures_in(text: str) -> list[float]:
    """Read the figures of a text in whole units; one without a word takes that of the next, or else of the last before.

    Parameters
    ----------
    text : str
        Such as ``$180-190B`` (180 and 190 billion), ``26% to 27%``, ``25 USD bn (5 now)`` or ``115 亿美元``. A text in
        which no figure has a word, such as one of days alone, tells none.
    """
    matches = [*_FIGURE.finditer(text)]
    words = [(m["scale"] or "").lower() for m in matches]
    given = [n for n, word in enumerate(words) if word]
    found = []
    for n, match in enumerate(matches if given else []):
        nearest = next((g for g in given if g >= n), given[-1])
        found.append(float(match["number"].replace(",", "")) * _SCALES[words[nearest]])
    return found


def tells(text: str, value: float, *, share: bool = False) -> bool:
    """Tell whether a text gives a value; one without figures on its scale does not say otherwise.

    Parameters
    ----------
    text : str
        What was said.
    value : float
        In whole units; its sign is not looked at, which words tell.
    share : bool
        Whether it is a share: only figures below ten are its rivals, and only those above of any other.
    """
    told = [f for f in figures_in(text) if (f < _SHARE) == share]
    return not told or any(math.isclose(f, abs(value), rel_tol=1e-6) for f in told)
