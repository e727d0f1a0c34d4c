"""The money around AI: one function an exhibit, in the order of the page."""

from .backers import backers
from .backlog import backlog_share, revenue_share
from .context import Financing
from .credits import credits
from .ledger import ledger
from .profit_order import ProfitOrder, profit_assumptions, profit_order, profit_years
from .ties import ties
from .valuations import multiples, rounds, valuations

__all__ = [
    "Financing",
    "ProfitOrder",
    "backers",
    "backlog_share",
    "credits",
    "ledger",
    "multiples",
    "profit_assumptions",
    "profit_order",
    "profit_years",
    "revenue_share",
    "rounds",
    "ties",
    "valuations",
]
