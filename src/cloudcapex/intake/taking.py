"""Rows are taken: all that are new at once, or none where one is bad."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .. import journal
from ..facts import load_table
from ..paths import root
from . import acts
from .held import sift
from .news import News, news
from .proposal import Proposal, ProposedRow
from .refused import RowsRefused
from .sense import faults
from .trial import TrialCopy, contract_faults, house_faults, tried


@dataclass(frozen=True)
class Intake:
    """What came of a proposal.

    Attributes
    ----------
    title : str
        Of the proposal.
    rows : tuple of ProposedRow
        The new ones, as they were taken or, in a dry run, would be.
    same : int
        How many the data held already.
    doubts : tuple of str
        What a person has to explain with a document, a line each.
    news : News
        What the data tell now that they did not.
    left : tuple of str
        What was read and not proposed, and why.
    """

    title: str
    rows: tuple[ProposedRow, ...]
    same: int
    doubts: tuple[str, ...]
    news: News
    left: tuple[str, ...]


def take(proposal: Proposal, *, dry_run: bool = False, today: dt.date | None = None) -> Intake:
    """Hold proposed rows to the contract, to sense and to every check, and write them: all, or none where one is bad.

    Rows that the data hold already are skipped, so that taking twice changes nothing. New ones stand under those that
    were there; none of these is ever changed.

    Parameters
    ----------
    proposal : Proposal
        The rows.
    dry_run : bool
        Whether to write nothing.
    today : date, optional
        What is dated later is refused; the day of the clock by default.

    Returns
    -------
    Intake
        What is new and what is left to do.

    Raises
    ------
    RowsRefused
        Some rows are bad; all of them are named.
    DataError
        A row contradicts one of the same document; the data do not hold to the contract themselves, are being changed
        by another command, or cannot be written.
    """
    home = root()
    with journal.alone(home):
        for table in dict.fromkeys(row.table for row in proposal.rows):
            load_table(table)  # what does not hold as it is takes no rows
        rows, same = sift(proposal.rows)
        if not rows:
            return Intake(proposal.title, (), same, (), News(), proposal.left)
        with tried(rows) as trial:
            doubts = _hold(trial, rows, today or dt.date.today())
            told = news(trial.now, rows)
        if not dry_run:
            acts.carry_out(trial.changes, proposal.title, len(rows))
    return Intake(proposal.title, rows, same, doubts, told, proposal.left)


def _hold(trial: TrialCopy, rows: tuple[ProposedRow, ...], today: dt.date) -> tuple[str, ...]:
    """Refuse bad rows, all at once; return what is only doubtful."""
    bad, sound = contract_faults(trial)
    bad += faults(sound, today)
    doubts: list[str] = []
    if not bad:
        bad, doubts = house_faults(trial)
    if bad:
        raise RowsRefused(bad, len(rows))
    return tuple(doubts)
