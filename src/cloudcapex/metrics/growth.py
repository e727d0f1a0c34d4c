"""Growth and sums over time, each within one definition."""

from __future__ import annotations

import numpy as np

from .panel import Panel, combine

QUARTERS_A_YEAR = 4


def ttm(panel: Panel) -> Panel:
    """Sum four consecutive discrete quarters, the newest of them last.

    The period runs from the first quarter's start. Missing where any of the four is.
    """
    parts = [panel, *(panel.lag(n) for n in range(1, QUARTERS_A_YEAR))]
    out = combine(parts, lambda *four: np.sum(four, axis=0), panel.lines, across=False)
    out.start[:] = np.where(np.isnat(out.end), out.start, parts[-1].start)
    return out


def yoy(panel: Panel, *, share: bool = False) -> Panel:
    """Compare each quarter with the same one a year before.

    Parameters
    ----------
    panel : Panel
        Quarters, or trailing twelve months.
    share : bool
        True for a metric that is a share itself: its growth is told in points (a difference of
        fractions), not as a ratio.

    Returns
    -------
    Panel
        Unit ``share``: 0.12 is twelve per cent, or twelve points. *Not derivable* where the base is zero
        or negative, or the sign has changed: such a ratio says nothing.
    """
    return _against(panel, QUARTERS_A_YEAR, share)


def qoq(panel: Panel, *, share: bool = False) -> Panel:
    """Compare each quarter with the one before; otherwise as `yoy`."""
    return _against(panel, 1, share)


def yoy_change(panel: Panel) -> Panel:
    """Subtract the same quarter a year before; the unit stays."""
    return combine([panel, panel.lag(QUARTERS_A_YEAR)], np.subtract, panel.lines, across=False)


def qoq_change(panel: Panel) -> Panel:
    """Subtract the quarter before; the unit stays."""
    return combine([panel, panel.lag(1)], np.subtract, panel.lines, across=False)


def _against(panel: Panel, quarters: int, share: bool) -> Panel:
    lines = [line._replace(unit="share") for line in panel.lines]
    operation = np.subtract if share else _ratio
    return combine([panel, panel.lag(quarters)], operation, lines, across=False)


def _ratio(now: np.ndarray, base: np.ndarray) -> np.ndarray:
    return np.where((base > 0) & (now >= 0), now / base - 1, np.nan)
