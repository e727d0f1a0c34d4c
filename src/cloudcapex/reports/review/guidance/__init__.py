"""Guidance in the review: the ladder of each open year, closed years scored, and what was guided for results."""

from .exhibits import guidance_ladder, guidance_score, guidance_takeaway
from .results import guided_for_results

__all__ = ["guidance_ladder", "guidance_score", "guidance_takeaway", "guided_for_results"]
