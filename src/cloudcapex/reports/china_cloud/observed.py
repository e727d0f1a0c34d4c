"""What others observed of China's clouds: how they are led, outages, customers, what they sell, and counts of their market."""

from __future__ import annotations

from ...language import N_
from ..observed import observed
from .context import ChinaCloud

observed_clouds = ChinaCloud.shows(
    observed(
        "observed_clouds",
        "china_clouds",
        N_("The data hold nothing that others observed of China’s clouds by {day}."),
    )
)
