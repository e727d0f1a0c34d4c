"""What others observed of laboratories: what they earn and save, how backers pay, and of those beside them."""

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

observed_others = Financing.shows(
    observed(
        "observed_others",
        "giants",
        N_("The data hold nothing that others observed of large companies and demand by {day}."),
    )
)
