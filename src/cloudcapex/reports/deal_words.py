"""The words for forms and states of deals, the same in every report."""

from __future__ import annotations

from ..facts.rows import DealRow
from ..language import N_

FORMS = {
    "equity": N_("equity"),
    "convertible": N_("convertible"),
    "mixed": N_("equity and other"),
    "purchase_commitment": N_("purchase commitment"),
    "infrastructure_plan": N_("building plan"),
    "guarantee": N_("guarantee"),
    "licence": N_("licence"),
    "warrant": N_("warrants"),
    "restructuring": N_("stake after restructuring"),
    "merger": N_("merger"),
    "agreement": N_("agreement"),
    "spend": N_("paid in a year"),
    "not_stated": N_("form not stated"),
}
STATUS = {
    "closed": N_("closed"),
    "signed": N_("signed"),
    "announced": N_("announced"),
    "disclosed": N_("disclosed"),
    "reported": N_("reported"),
    "cumulative": N_("cumulative"),
    "superseded": N_("announced"),
}
# Where no money moved nor is owed, that is said in the place of how far it got.
UNMOVED = {"planned": N_("planned"), "talks": N_("in talks")}
# What deals that are told as numbers of things count.
COUNTED = {"warrant": N_("{amount} shares"), "purchase_commitment": N_("{amount} chips")}


def state_of(row: DealRow) -> str:
    """Return the word for how far a deal got."""
    return UNMOVED.get(row.money, STATUS[row.status])
