"""Guidance in the review: the ladder of each open year, closed years scored."""

from .exhibits import guidance_ladder, guidance_score, guidance_takeaway

__all__ = ["guidance_ladder", "guidance_score", "guidance_takeaway"]
