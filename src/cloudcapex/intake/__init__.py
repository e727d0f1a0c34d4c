"""Rows that come in: proposed, checked, written all at once, and taken back.

`Proposal` holds `ProposedRow` by `ProposedRow`, each with the place it was read; `take` sifts what the data hold already
(`held`), tries the rest in a copy (`trial`, `sense`), tells what is new (`news`) and writes it with `cloudcapex.journal`;
`undo` takes the last act back (`acts`). Who brings rows of another kind makes a `Proposal` and calls `take`.

`proposal_of` makes one of files (`opening`): what the SEC's API gives (`company_facts`), a filing's own document (`inline`), of
both what metrics are read from (`filed`), or a table (`typed`).
"""

from .acts import Act, undo
from .handed import proposal_of
from .news import NewFigure, News
from .proposal import Proposal, ProposedRow
from .refused import RowsRefused
from .taking import Intake, take
from .typed import template

__all__ = [
    "Act",
    "Intake",
    "NewFigure",
    "News",
    "Proposal",
    "ProposedRow",
    "RowsRefused",
    "proposal_of",
    "take",
    "template",
    "undo",
]
