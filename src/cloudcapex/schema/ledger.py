"""The tables of the data contract about what was promised, paid or claimed: guidance, deals, rounds, claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from . import words as w
from .columns import SAID, DataColumn, DataTable, RowFault
from .companies import PARTIES, PARTY, SLUG
from .tables import EVIDENCE, FILED, NOTE, SOURCE
from .terms import TERMS

PRECISION = DataColumn(
    "How exactly the day is known; a month or year stands as its last day.", "words", w.DATE_PRECISION
)

_NUMBERS = re.compile(r"(\d+(\.\d+)?)?")


def _sound_round(row: Mapping[str, str]) -> RowFault | None:
    """Hold the amounts and stakes of a round to its investors, one by one."""
    investors = len(row["investors"].split(";")) if row["investors"] else 0
    for column in ("investor_amounts", "investor_stakes"):
        cells = [c.strip() for c in row[column].split(";")] if row[column] else []
        if cells and len(cells) != investors:
            what = f"{len(cells)} figures stand beside {investors} investors"
            return RowFault(column, what, "one for each, empty where not told", "part them by `; `")
        wrong = next((c for c in cells if not _NUMBERS.fullmatch(c)), "")
        if wrong:
            return RowFault(column, f"{wrong!r} is not valid", SAID["number"], "correct the row")
    return None


def _sound_forecast(row: Mapping[str, str]) -> RowFault | None:
    """Hold a forecast to whom it is of: companies by name, or a group."""
    if bool(row["companies"]) == bool(row["whose"]):
        return RowFault(
            "whose", "a forecast is of companies or of a group", "one of the two", "correct the row"
        )
    return None


MONEY = DataColumn(
    "Whether the money was got, is bound to be got, is planned or talked about, is the price of a merger, or is none at "
    "all (the value of a stake, terms without money); only the first two are ever added.",
    "words",
    w.MONEY,
    older="bound",
)


TABLES: dict[str, DataTable] = {
    "guidance": DataTable(
        "guidance.csv",
        "One statement about a future period, as it was made on one day.",
        {
            "company": SLUG,
            "metric": DataColumn(
                "Metric id, or `other` for what the facts do not hold.", refers="metrics.id", also=("other",)
            ),
            "target_period": DataColumn(
                "Period spoken of: calendar or fiscal year, calendar quarter or half, or a span of years.",
                "target",
            ),
            "issued": DataColumn("Day of the statement.", "day"),
            "low": DataColumn("Lower end in whole units; empty for words alone.", "number", optional=True),
            "high": DataColumn(
                "Upper end; `low` again for a point, empty where none is given.", "number", optional=True
            ),
            "unit": DataColumn("Unit; empty for words alone.", "words", w.UNITS, optional=True),
            "qualifier": DataColumn("How the figure was hedged.", "words", w.QUALIFIERS, optional=True),
            "kind": DataColumn("A range, a point, or words alone.", "words", w.GUIDANCE_KINDS),
            "status": DataColumn(
                "In force, replaced by a later statement, or on another basis than the one in force, as of the last "
                "statement held. `load_guidance` works it out anew for an earlier day.",
                "words",
                w.GUIDANCE_STATUS,
            ),
            "definition": DataColumn("Definition the figure stands on."),
            "statement": DataColumn("What was said, shortened."),
            "source_id": SOURCE,
            "evidence": EVIDENCE,
        },
        ("company", "metric", "target_period", "issued", "definition", "source_id", "statement"),
    ),
    "deals": DataTable(
        "deals.csv",
        "One investment or purchase commitment between clouds, chip makers and AI labs, as one report tells it. "
        "Equity and purchase commitments are never added; sums take only rows with `counts` yes.",
        {
            "deal_id": DataColumn("Number of the entry."),
            "announced": DataColumn("Day it was announced or reported.", "day"),
            "date_precision": PRECISION,
            "investor": replace(PARTIES, meaning="Who gives: the investors, the customer or the guarantor."),
            "recipient": replace(PARTIES, meaning="Who receives."),
            "direction": DataColumn("What the first party is.", "words", w.DEAL_DIRECTIONS),
            "amount_low": DataColumn(
                "Lower end; empty where only an upper end is stated.", "number", optional=True
            ),
            "amount_high": DataColumn("Upper end; empty for `over` and `at_least`.", "number", optional=True),
            "unit": DataColumn(
                "Unit of the amount; MW and count are capacity, not money.",
                "words",
                w.DEAL_UNITS,
                optional=True,
            ),
            "qualifier": DataColumn("How the amount was hedged.", "words", w.QUALIFIERS, optional=True),
            "amount_text": DataColumn("Amount as it was written.", optional=True),
            "form": DataColumn("What kind of deal.", "words", w.DEAL_FORMS),
            "cloud_credit_share": DataColumn(
                "Part of the amount paid in cloud credits, where told.", "number", optional=True
            ),
            "cloud_credit_text": DataColumn("The same in words.", optional=True),
            "stake": DataColumn("Share of the recipient held or bought.", "number", optional=True),
            "post_money": DataColumn(
                "Valuation after the deal, in the amount's currency.", "number", optional=True
            ),
            "status": DataColumn("How far it got.", "words", w.DEAL_STATUS),
            "counts": DataColumn(
                "Whether a sum takes it: one row of each deal, parts before their total.", "words", w.YES_NO
            ),
            "evidence": EVIDENCE,
            "deal_group": DataColumn("Entries with one group tell one deal.", optional=True),
            "overlaps": DataColumn("Entries it repeats or adds up, `;` between.", optional=True),
            "source_id": SOURCE,
            "note": NOTE,
            "money": MONEY,
            **TERMS,
        },
        ("deal_id",),
    ),
    "rounds": DataTable(
        "rounds.csv",
        "One funding round or valuation of an AI lab, as one report tells it.",
        {
            "round_id": DataColumn("Slug of the entry."),
            "lab": replace(PARTY, meaning="The laboratory."),
            "date": DataColumn("Day it was announced or reported.", "day"),
            "date_precision": PRECISION,
            "round": DataColumn("Name of the round."),
            "amount": DataColumn("Amount raised.", "number", optional=True),
            "currency": DataColumn("Currency of the amount.", "words", w.CURRENCIES, optional=True),
            "post_money": DataColumn("Valuation.", "number", optional=True),
            "post_money_currency": DataColumn(
                "Currency of the valuation.", "words", w.CURRENCIES, optional=True
            ),
            "post_money_kind": DataColumn(
                "What the valuation is.", "words", w.POST_MONEY_KINDS, optional=True
            ),
            "investors": replace(PARTIES, meaning="Leading investors as named.", optional=True),
            "evidence": EVIDENCE,
            "same_as": DataColumn("Entry that tells the same round; sums leave this one out.", optional=True),
            "source_id": SOURCE,
            "note": NOTE,
            "investor_amounts": DataColumn(
                "What each of the investors put in, in their order and in `currency`, `; ` between; empty where it "
                "was not told.",
                optional=True,
                older="",
            ),
            "investor_stakes": DataColumn(
                "What part of the laboratory each got, likewise, as a fraction.", optional=True, older=""
            ),
            "qualifier": DataColumn(
                "How the amount was hedged; `up_to` is told and not added.",
                "words",
                w.QUALIFIERS,
                optional=True,
                older="",
            ),
            "money": MONEY,
            "post_money_high": DataColumn(
                "The upper end where a price was told between two, in `post_money_currency`; `post_money` is the lower.",
                "number",
                optional=True,
                older="",
            ),
            "within": DataColumn(
                "A later entry whose amount holds this one’s; sums leave this one out once that one is known.",
                optional=True,
                older="",
            ),
        },
        ("round_id",),
        _sound_round,
    ),
    "estimates": DataTable(
        "estimates.csv",
        "One figure that a published text states as its own estimate, opinion or report: it says what its author holds, "
        "not what is so. Held against claims that nothing else decides; in no sum and no exhibit.",
        {
            "estimate_id": DataColumn("Slug of the estimate."),
            "subject": DataColumn("Of whom or what, in the words of the claim that quotes it."),
            "metric": DataColumn("What is estimated, in the words of the claim."),
            "period": DataColumn("For when, as written."),
            "value_low": DataColumn("Value in whole units, or the lower end.", "number"),
            "value_high": DataColumn("The upper end; `value_low` again for a single value.", "number"),
            "unit": DataColumn("Unit.", "words", w.CLAIM_UNITS),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "text": DataColumn("The words of the document."),
        },
        ("estimate_id",),
    ),
    "forecasts": DataTable(
        "forecasts.csv",
        "One figure that a named house expected of companies it is not. Held against claims that quote it, and against what "
        "came where it is of named companies and its time is over; in no sum.",
        {
            "forecast_id": DataColumn("Slug of the forecast."),
            "house": DataColumn("Who expected it."),
            "house_zh_hans": DataColumn("Who, in simplified Chinese."),
            "house_zh_hant": DataColumn("Who, in traditional Chinese."),
            "companies": DataColumn(
                "Of whom, added up; empty where the document names a group and not who is in it.",
                refers="companies.slug",
                many=True,
                optional=True,
            ),
            "whose": DataColumn(
                "The group, where `companies` is empty.", "words", w.FORECAST_GROUPS, optional=True
            ),
            "measure": DataColumn("What is expected, by its id in `claim_vocabulary.toml`."),
            "period": DataColumn("For when: 2026, FY2026, 2026Q1."),
            "value_low": DataColumn("Value in whole units, or the lower end.", "number"),
            "value_high": DataColumn("The upper end; `value_low` again for a single value.", "number"),
            "unit": DataColumn("Unit.", "words", w.CLAIM_UNITS),
            "qualifier": DataColumn("How it was hedged.", "words", w.QUALIFIERS, optional=True),
            "issued": DataColumn(
                "Day it was made; empty where no text that was read tells it.", "day", optional=True
            ),
            "evidence": EVIDENCE,
            "filed": FILED,
            "source_id": SOURCE,
            "text": DataColumn("What the document says, in its words or in short."),
        },
        ("forecast_id",),
        _sound_forecast,
    ),
    "claims": DataTable(
        "claims.csv",
        "One figure that an article of 2023 or 2024 claimed. No verdicts: those are computed.",
        {
            "claim_id": DataColumn("Number of the claim."),
            "article": DataColumn("Number of the article."),
            "subject": DataColumn("Of whom or what."),
            "metric": DataColumn("What is claimed."),
            "period": DataColumn("For when, as written."),
            "claimed_value": DataColumn("The value as written, in `claimed_unit`."),
            "claimed_unit": DataColumn("The unit as written."),
            "value_low": DataColumn(
                "Value in whole units, or the lower end; empty where none can be read.",
                "number",
                optional=True,
            ),
            "value_high": DataColumn(
                "The upper end; `value_low` again for a single value.", "number", optional=True
            ),
            "unit": DataColumn("Unit; empty for words.", "words", w.CLAIM_UNITS, optional=True),
            "qualifier": DataColumn(
                "How the claim was hedged.", "words", (*w.QUALIFIERS, "under"), optional=True
            ),
            "phrase": DataColumn("The words of the article."),
            "paraphrase_en": DataColumn("What they say, in English."),
        },
        ("claim_id",),
    ),
}
