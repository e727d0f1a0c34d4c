"""What each company's page shows: six measures in fixed places, the KPIs it states, the names it deals under."""

from __future__ import annotations

from dataclasses import dataclass

from ....language import N_
from ....periods import Quarter


@dataclass(frozen=True)
class Measure:
    """One small chart of a company page.

    Attributes
    ----------
    metric : str
        What `Report.points` is asked for.
    name : str
        Printed over the chart; in a sentence it stands for the figure.
    note : str
        Printed under the name; ``{unit}`` stands for the unit of amounts.
    scale : str
        Companies whose measures name the same scale share one value axis; empty for an axis of its own.
    """

    metric: str
    name: str
    note: str
    scale: str = ""


@dataclass(frozen=True)
class Profile:
    """The page of one company.

    Attributes
    ----------
    grows : str
        What the sentence about growth speaks of.
    revenue, growth, margin, capex, cash, contracts : Measure
        The six charts, in the places they have on every page.
    kpis : tuple of str
        Metrics of the table, in its order.
    years : tuple of str
        Metrics that are stated for fiscal years alone.
    asked : tuple of str
        KPIs that readers look for since generative AI: where nobody states one, the page says so.
    guided : tuple of str
        Metrics besides capex that the company gives guidance on.
    """

    grows: str
    revenue: Measure
    growth: Measure
    margin: Measure
    contracts: Measure
    kpis: tuple[str, ...]
    capex: Measure = Measure("capex_cash", N_("Capex (cash)"), N_("{unit} a quarter"))
    cash: Measure = Measure(
        "free_cash_flow", N_("Free cash flow"), N_("operating cash flow less capex, {unit}")
    )
    years: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    guided: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        return (self.revenue, self.growth, self.margin, self.capex, self.cash, self.contracts)


_GROWTH = N_("on the year, per cent")
_STATED = N_("on the year, as stated, per cent")
_WHOLE_MARGIN = Measure(
    "operating_margin", N_("Operating margin"), N_("whole company, per cent"), "operating_margin"
)
_WHOLE_GROWTH = Measure("revenue.yoy", N_("Revenue growth"), N_("whole company, on the year, per cent"))
_RPO = Measure("rpo", N_("RPO"), N_("remaining performance obligations, {unit}"))

PROFILES: dict[str, Profile] = {
    "microsoft": Profile(
        grows=N_("Azure"),
        revenue=Measure(
            "intelligent_cloud_revenue",
            N_("Intelligent Cloud revenue"),
            N_("the segment that holds Azure, {unit}"),
        ),
        growth=Measure("cloud_growth", N_("Azure growth"), _STATED, "cloud_growth"),
        margin=Measure(
            "intelligent_cloud_operating_margin",
            N_("Intelligent Cloud margin"),
            N_("operating, per cent"),
            "cloud_margin",
        ),
        contracts=Measure("commercial_rpo", N_("Commercial RPO"), N_("without consumer contracts, {unit}")),
        kpis=(
            "azure_ai_points",
            "azure_ai_customers",
            "ai_business_run_rate",
            "m365_copilot_seats",
            "github_copilot_subscribers",
            "github_copilot_users",
            "github_copilot_organizations",
            "microsoft_cloud_gross_margin",
            "commercial_rpo",
            "commercial_rpo_growth_ex_openai",
            "openai_share_of_commercial_rpo",
            "capex_with_finance_leases",
        ),
        years=("openai_revenue_recorded",),
        asked=("azure_ai_points", "azure_ai_customers", "m365_copilot_seats", "github_copilot_subscribers"),
        guided=("azure_growth_cc",),
    ),
    "alphabet": Profile(
        grows=N_("Google Cloud"),
        revenue=Measure("cloud_revenue", N_("Google Cloud revenue"), N_("{unit} a quarter")),
        growth=Measure("cloud_growth", N_("Google Cloud growth"), _GROWTH, "cloud_growth"),
        margin=Measure(
            "cloud_operating_margin", N_("Google Cloud margin"), N_("operating, per cent"), "cloud_margin"
        ),
        contracts=_RPO,
        kpis=("cloud_backlog", "cloud_backlog_tpu_hardware", "rpo", "capex_cash"),
    ),
    "amazon": Profile(
        grows=N_("AWS"),
        revenue=Measure("cloud_revenue", N_("AWS revenue"), N_("{unit} a quarter")),
        growth=Measure("cloud_growth", N_("AWS growth"), _GROWTH, "cloud_growth"),
        margin=Measure("cloud_operating_margin", N_("AWS margin"), N_("operating, per cent"), "cloud_margin"),
        contracts=Measure(
            "cloud_backlog", N_("AWS backlog"), N_("commitments in customer contracts, {unit}")
        ),
        kpis=(
            "cloud_ai_run_rate",
            "cloud_revenue_run_rate",
            "cloud_backlog",
            "capex_net_of_incentives",
        ),
        years=("capex_with_finance_leases",),
        asked=("cloud_ai_run_rate",),
    ),
    "meta": Profile(
        grows=N_("Meta’s revenue"),
        revenue=Measure("revenue", N_("Revenue"), N_("whole company: it sells no cloud, {unit}")),
        growth=_WHOLE_GROWTH,
        margin=_WHOLE_MARGIN,
        contracts=_RPO,
        kpis=("capex_with_finance_leases", "finance_lease_principal", "depreciation_and_amortization"),
        guided=(),
    ),
    "oracle": Profile(
        grows=N_("Oracle’s cloud infrastructure"),
        revenue=Measure("cloud_revenue", N_("Cloud infrastructure revenue"), N_("OCI, {unit} a quarter")),
        growth=Measure("cloud_growth", N_("Cloud infrastructure growth"), _GROWTH, "cloud_growth"),
        margin=_WHOLE_MARGIN,
        contracts=_RPO,
        kpis=(
            "oracle_cloud_revenue_total",
            "oracle_saas_revenue",
            "rpo",
            "capex_cash",
            "finance_lease_liability",
        ),
        years=("capex_net_of_incentives",),
        guided=("revenue", "cloud_revenue_growth_reported"),
    ),
    "coreweave": Profile(
        grows=N_("CoreWeave’s revenue"),
        revenue=Measure("revenue", N_("Revenue"), N_("whole company: all of it cloud, {unit}")),
        growth=_WHOLE_GROWTH,
        margin=_WHOLE_MARGIN,
        contracts=Measure("cloud_backlog", N_("Revenue backlog"), N_("the company’s measure, {unit}")),
        kpis=(
            "cloud_backlog",
            "rpo",
            "active_power",
            "contracted_power",
            "net_interest_expense",
            "capex_as_stated",
        ),
        guided=("revenue",),
    ),
    "nvidia": Profile(
        grows=N_("Data-centre revenue"),
        revenue=Measure(
            "data_center_revenue", N_("Data-centre revenue"), N_("others’ capex is its revenue, {unit}")
        ),
        growth=Measure("data_center_revenue.yoy", N_("Data-centre growth"), _GROWTH),
        margin=_WHOLE_MARGIN,
        contracts=_RPO,
        kpis=("revenue", "data_center_revenue_hyperscale", "data_center_revenue_acie", "rpo"),
    ),
    "alibaba": Profile(
        grows=N_("Alibaba Cloud"),
        revenue=Measure(
            "cloud_revenue", N_("Alibaba Cloud revenue"), N_("three segments, not joined, {unit}")
        ),
        growth=Measure("cloud_growth", N_("Alibaba Cloud growth"), _GROWTH, "cloud_growth"),
        margin=Measure(
            "cloud_adjusted_ebita_margin",
            N_("Alibaba Cloud margin"),
            N_("adjusted EBITA, not operating income, per cent"),
        ),
        contracts=_RPO,
        capex=Measure("capex_as_stated", N_("Capex"), N_("whole group, basis not stated, {unit}")),
        cash=Measure("free_cash_flow_reported", N_("Free cash flow"), N_("as the group states it, {unit}")),
        kpis=(
            "cloud_ai_revenue",
            "cloud_ai_share_of_external_revenue",
            "cloud_external_revenue_growth_reported",
            "cloud_adjusted_ebita",
            "capital_commitments",
        ),
        years=("capex_as_stated", "free_cash_flow_reported"),
        asked=("cloud_ai_revenue",),
    ),
}

# The quarter in which ChatGPT appeared.
AI_SINCE = Quarter(2022, 4)

# Shares that are differences of two rates: printed in percentage points.
POINTS = frozenset({"azure_ai_points"})
