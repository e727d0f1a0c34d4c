"""What others observed of laboratories: what they earn and save, how backers pay, and how they stand against clouds."""

from __future__ import annotations

from ...language import N_
from ..observed import observed
from .context import Financing

observed_laboratories = Financing.shows(
    observed(
        "observed_laboratories",
        "laboratories",
        N_("The data hold nothing that others observed of laboratories by {day}."),
    )
)
