"""What others observed of models: who leads, what they take in, what made them useful, how they are chosen."""

from __future__ import annotations

from ...language import N_
from ..observed import observed
from .context import ValueStack

observed_models = ValueStack.shows(
    observed(
        "observed_models", "models", N_("The data hold nothing that others observed of models by {day}.")
    )
)
