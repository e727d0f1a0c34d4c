"""How the figures are read: segments, periods, currency, and the rates used."""

from __future__ import annotations

from ... import facts
from ...exhibits.display import Columns, Display, Head, across
from ...exhibits.exhibit import Passage
from ...exhibits.listing import Listing
from ...exhibits.tables.table import Cell, Column, Table, missing, words
from ...language import N_, Number
from ...periods import Quarter
from ...statements import Statement
from .context import BASES, BASIS_NAMES, BASIS_TEXTS, ChinaCloud
from .figures import changed, evidence
from .peers import HUAWEI

YEARS = 8


def method(report: ChinaCloud) -> Passage:
    """State the rules every figure of the edition follows."""
    say = report.say
    return Passage(
        (
            say(
                "Segments. Alibaba has redrawn its cloud segment. Each drawing is a series of its own: growth, margins and "
                "added revenue are computed within one of them, or are the company’s own. Where two are known for a "
                "quarter, tables show the newer one."
            ),
            say(
                "Periods. What documents state only for several quarters together is shown together and never divided. "
                "Sums of four quarters lay such amounts end to end, the fewest that do; where a quarter would be "
                "missing, so is the sum."
            ),
            say(
                "Currency. Renminbi is the record. Dollars are a view: each amount at the mean of the Federal Reserve’s "
                "monthly averages for its quarters. Growth is that of the record. A missing rate makes the amount missing."
            ),
            say(
                "Capex. American companies: cash purchases of property and equipment as filed. Chinese companies: what "
                "each calls capital expenditure. The two are set side by side, never added."
            ),
            say(
                "Evidence. Few of the Chinese figures were read in the filing itself; those from press and secondary "
                "sources are marked s or drawn hollow. Nothing filed after {day} is used.",
                day=report.language.date(report.as_of),
            ),
        ),
        style="method",
    )


def segments(report: ChinaCloud) -> Listing:
    """The measures of cloud revenue and what each counts."""
    say, yearly = report.say, facts.only("china_yearly")
    rows = [
        (words(report.company(report.subject)), words(say(BASIS_NAMES[d])), words(say(BASIS_TEXTS[d])))
        for d in BASES
        if report.stretches("cloud_revenue", report.subject, d)
    ]
    rows += [
        (words(report.company(yearly.company)), words(say(name)), words(say(text)))
        for d, name, text in HUAWEI
        if report.stretches(yearly.metric, yearly.company, d)
    ]
    rows += [
        (words(report.company(facts.only("china_wider_segment").company)), words(say("FinTech and Business Services")), words(say("Payments, wealth services and business services, cloud among them. Wider than cloud."))),
        (words(report.company(facts.only("china_ai_cloud").company)), words(say("AI Cloud")), words(say("Disclosed now and then."))),
        (words("AWS"), words(say("segment")), words(say("Amazon Web Services, sales to outside customers."))),
    ]  # fmt: skip
    columns = (Column(say("Company"), "left", 0.8), Column(say("Measure"), "left", 2.0), Column(say("What it counts"), "left", 4.0))  # fmt: skip
    title = say("Measures of cloud revenue")
    return Listing(title, Table(columns, tuple(rows)), title, on_paper=False, file="measures")


def _rate_years(report: ChinaCloud) -> list[int]:
    """Return the years of which rates are shown."""
    known = [q for q in report.rates.known if q <= report.quarter]
    first = max(min(known).year, report.quarter.year - YEARS + 1) if known else report.quarter.year + 1
    return list(range(first, report.quarter.year + 1))


def _rates_title(report: ChinaCloud) -> str:
    title = report.say("Renminbi for a US dollar, average of the quarter")
    subtitle = report.say("Mean of three monthly averages")
    return f"{title}。{subtitle}" if report.language.chinese else f"{title}. {subtitle}"


def _rate(report: ChinaCloud, year: int, name: str) -> Cell:
    """Print the rate of a year's quarter, ``Q1`` to ``Q4``, with the document it is from."""
    quarter = Quarter(year, int(name[1:]))
    if quarter > report.quarter or quarter not in report.rates.known:
        return missing("not_yet_filed")
    value, source = report.rates.known[quarter]
    return report.linked(report.language.write(Number(value, "number", decimals=4, place="table")), source)


def rate_message(report: ChinaCloud) -> Statement:
    """Say what a dollar cost, and how that compares with a year before."""
    rates = evidence(report, "fx.average_rate", "USD/CNY", base="yoy")
    grown = changed(report, rates, "USD/CNY", 1)
    if grown is None:
        return report.state(
            "The average rate of {quarter} cannot be compared on the year", quarter=report.quarter
        )
    held, growth = grown
    return report.state(
        _COST[str(held.direction)],
        held,
        rate=Number(rates["USD/CNY"].value, "number", "USD/CNY", decimals=2),
        growth=growth,
        quarter=report.quarter,
    )


_COST = {
    "rose": N_("A dollar cost RMB {rate} in {quarter}, {growth} more than a year before"),
    "fell": N_("A dollar cost RMB {rate} in {quarter}, {growth} less than a year before"),
    "held": N_("A dollar cost RMB {rate} in {quarter}, as much as a year before"),
}


rates = ChinaCloud.shows(
    Display(
        "rates",
        _rate_years,
        Columns(
            Head(N_("Year"), lambda _, year: str(year), share=1.0),
            across(lambda _: ("Q1", "Q2", "Q3", "Q4"), _rate),
        ),
        _rates_title,
        rate_message,
        N_("Table of average exchange rates by quarter. {title}."),
        sources=lambda report, _: {
            report.rates.known[q][1] for q in report.rates.known if q <= report.quarter
        },
        wide=False,
    )
)
