"""Shared ground of the tests: where the checkout is, one worker thread a library, short hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Two pytest workers share two cores; a BLAS pool in each would only make them wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "agg")

# Same examples at every run, so that a red run can be repeated; `--hypothesis-profile=search` looks further.
settings.register_profile("suite", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile("suite")

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder of the checkout under test."""
    return CHECKOUT
