"""Rows that come in: proposed, checked, written all at once, and taken back.

`Proposal` holds `ProposedRow` by `ProposedRow`, each with the place it was read; `take` sifts what the data hold already
(`held`), tries the rest in a copy (`trial`, `sense`), tells what is new (`news`) and writes it with `cloudcapex.journal`;
`undo` takes the last act back (`acts`), with what counts its rows (`recount`). `bring_over` brings tables of an older version to
the contract of today (`bringing`), as an act like others. Who brings rows of another kind makes a `Proposal` and calls `take`.

`proposal_of` makes one of files (`opening`): what the SEC's API gives (`company_facts`), a filing's own document (`inline`), of
both what metrics are read from (`filed`), or a table (`typed`). `newcomer` makes one of a company that the data
do not hold (`newcomer`, `readable`, `year_end`).
"""

from .acts import Act, undo
from .bringing import bring_over
from .filed import FilerFacts
from .handed import facts_of, proposal_of
from .newcomer import Called, Newcomer, newcomer
from .news import NewFigure, News
from .opening import Handed, opened
from .proposal import Proposal, ProposedRow
from .refused import RowsRefused
from .taking import Intake, take
from .typed import template

__all__ = [
    "Act",
    "Called",
    "FilerFacts",
    "Handed",
    "Intake",
    "NewFigure",
    "Newcomer",
    "News",
    "Proposal",
    "ProposedRow",
    "RowsRefused",
    "bring_over",
    "facts_of",
    "newcomer",
    "opened",
    "proposal_of",
    "take",
    "template",
    "undo",
]
