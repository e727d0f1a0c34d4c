"""How the edition on funding is made: what a figure is, and what is assumed."""

from __future__ import annotations

from ...exhibits.exhibit import Passage
from .context import Funding


def method(report: Funding) -> Passage:
    """State the rules every figure of the edition follows."""
    say = report.say
    return Passage(
        (
            say(
                "Cash. Capex is cash paid for property and equipment as filed. Free cash flow is operating cash flow less that; "
                "twelve months are four consecutive quarters. What is paid through leases is in neither."
            ),
            say(
                "Debt, leases and commitments are as companies last stated them, each on its own measure and day. They are set "
                "side by side and never added: one may hold another."
            ),
            say(
                "The schedule lays each quarter’s capex, with what is obtained under finance leases, over the life in force. A changed life is taken up with what is left of "
                "the cost, over the time that is then left. It is arithmetic on assumptions that a reader can set, and no forecast."
            ),
            say(
                "Capex of quarters that the data do not hold is left out of the long-lived part; where it could still be in use as "
                "short-lived equipment, no schedule is made."
            ),
            say("Nothing filed after {day} is used.", day=report.language.date(report.as_of)),
        ),
        style="method",
    )
