"""The money around AI: one function an exhibit, in the order of the page."""

from .backlog import backlog_share, revenue_share
from .context import Financing
from .credits import credits
from .ties import ties
from .valuations import multiples, rounds, valuations

__all__ = [
    "Financing",
    "backlog_share",
    "credits",
    "multiples",
    "revenue_share",
    "rounds",
    "ties",
    "valuations",
]
