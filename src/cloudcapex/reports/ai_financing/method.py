"""How the ledger is read, and what its words mean."""

from __future__ import annotations

from ...exhibits.exhibit import Passage
from ...exhibits.listing import Listing
from ...exhibits.tables.table import Column, Table, words
from ...language import N_
from .. import back_matter
from ..back_matter import TERMS
from ..standings import standings
from .context import Financing

FORMS_MEANING = (
    (N_("equity"), N_("Shares or a claim on them, paid in cash as far as told.")),
    (N_("equity and other"), N_("Paid in cash and in services or cloud credits; the split is told for few.")),
    (N_("convertible"), N_("A loan that can become shares; counted as invested.")),
    (N_("purchase commitment"), N_("The first party has promised to buy from the second, over years.")),
    (N_("warrants"), N_("Rights to buy shares later; numbers of shares, not money, and not added.")),
    (N_("guarantee"), N_("The first party stands in for another’s debt or purchase; not added.")),
    (N_("licence"), N_("Money for technology and staff, without shares; not added.")),
    (N_("building plan"), N_("A plan to build data centres; not money paid, and not added.")),
    (N_("merger"), N_("One party takes the other over; the value of the whole, and not added.")),
    (N_("agreement"), N_("Terms without an amount.")),
    (N_("paid in a year"), N_("What was spent in a year under a commitment; not added to it.")),
    (N_("form not stated"), N_("Money for a laboratory, with no word on how; counted as invested.")),
    (N_("stake after restructuring"), N_("The value of a stake, not new money; not added.")),
)

# Words of every report that this one uses, and its own.
_SHARED = ("as of", "backlog", "RPO", "run-rate")
WORDS = (
    *(pair for pair in TERMS if pair[0] in _SHARED),
    (
        N_("circular share"),
        N_("The part of a supplier’s contracted revenue that laboratories it is tied to owe."),
    ),
    (N_("cloud credit"), N_("A right to use cloud services that stands in for money.")),
    (
        N_("laboratory"),
        N_("A company that trains large models; here also those bought for their staff or data."),
    ),
    (N_("profit order"), N_("Who is paid first out of a laboratory’s profits, and up to what.")),
)


def method(report: Financing) -> Passage:
    """State the rules of the ledger."""
    say, language = report.say, report.language
    return Passage(
        (
            say(
                "Day. The ledger stands on {day}: the day of the edition or, where the quarter under review is no longer "
                "the newest, at most the last day of the quarter after it, in which its results come out. A deal dated by month or year stands as its last day. "
                "The state of a deal is the last one told, but a deal is replaced only once the one that replaces it is known.",
                day=language.date(report.day),
            ),
            say(
                "A deal counts from its announcement, and where the document it was read in was out by the day of the "
                "edition. Left out here, since their documents came out later: {count} of the entries.",
                count=report.read_later,
            )
            if report.read_later
            else "",
            say(
                "A run-rate, too, counts from its announcement: from the day on which the article or the page that told it came out. What "
                "stands in nothing but a list that was put together later counts from the day of that list."
            ),
            say(
                "One deal, many tellings. Entries that tell one deal are linked, and one of them stands for it. Where a "
                "total and its tranches are both told, the tranches are added and the total bounds them: it lifts the "
                "lower end where the tranches tell less, and caps the upper end."
            ),
            say(
                "Ranges. “Up to” gives an upper end and nothing below it, “over” a lower end and nothing above it. A deal "
                "without an amount leaves the upper end of every sum it is in open. Only amounts in US dollars are added."
            ),
            say(
                "Kinds. Money invested and purchases promised are never added to one another; warrants, guarantees, "
                "licences and restructurings are listed and not added. A sum takes what a recipient got or is bound to get: plans, "
                "talks and mergers are told beside it. A round of several investors whose parts "
                "were not told is not divided among them."
            ),
            say(
                "Contracted revenue is each company’s own measure at the end of the quarter. Promises held against it were "
                "first announced by then, with the amount best known on the ledger’s day."
            ),
            standings(report),
        ),
        style="method",
    )


def forms(report: Financing) -> Listing:
    """The forms of deals and what they mean."""
    say = report.say
    rows = tuple((words(say(form)), words(say(meaning))) for form, meaning in FORMS_MEANING)
    columns = (Column(say("Form"), "left", 1.2), Column(say("Meaning"), "left", 4))
    title, alt = say("Forms of deals"), say("Forms of deals and what they mean")
    return Listing(title, Table(columns, rows), alt, on_paper=False, file="forms_of_deals")


def glossary(report: Financing) -> Listing:
    """The words of this report and their meaning."""
    return back_matter.glossary(report, WORDS)
