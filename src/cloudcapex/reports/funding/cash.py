"""What operating cash pays for."""

from __future__ import annotations

from ...exhibits.drawings import Lines
from ...exhibits.spec import Spec
from ...language import N_
from ..free_cash import TAKEN, taken_message
from .context import Funding

cash_taken = Funding.shows(
    Spec(
        "cash_taken",
        TAKEN,
        lambda report: report.companies,
        Lines("share"),
        subtitle=N_("Capex (cash) ÷ operating cash flow, trailing twelve months, per cent"),
        message=taken_message,
        alt=N_("Line chart of capex over operating cash flow by company. {title}. {newest}"),
        notes=N_("Above 100 % capex is paid from cash in hand, debt or shares."),
    )
)
