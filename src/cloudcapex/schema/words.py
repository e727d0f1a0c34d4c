"""The closed vocabularies of the data: the only values a column of words may hold."""

CURRENCIES = (
    "USD", "CNY", "EUR", "HKD", "GBP", "JPY", "KRW", "TWD", "INR", "CHF", "SEK", "DKK", "NOK", "CAD", "AUD", "SGD",
    "ILS", "BRL", "SAR", "AED", "ZAR", "MXN", "IDR", "THB", "MYR", "VND", "PLN", "TRY",
)  # fmt: skip
UNITS = (*CURRENCIES, "share", "MW", "count", "times", "years")
METRIC_UNITS = ("USD", "CNY", "share", "MW", "count", "times", "years", "money")
KINDS = ("flow", "stock", "share")
SIGNS = ("positive", "any")
SOURCE_KINDS = ("filing", "release", "call", "press", "dataset", "secondary")
# Who stands behind a document, the best first; `grades.STANDS_FOR` says which evidence each can carry.
STANDINGS = ("filing", "company", "publication", "dataset", "aggregator")
# A proxy statement repeats figures beside pay: it is kept, and not read.
PROXY = "DEF 14A"
FORMS = ("10-K", "10-Q", "10-K/A", "10-Q/A", "8-K", "S-1", PROXY, "20-F", "6-K")

MARKETS = (
    "world_cloud_infrastructure",
    "world_generative_ai",
    "china_cloud_infrastructure",
    "china_ai_cloud",
    "china_public_cloud_iaas",
    "china_government_cloud",
    "china_government_cloud_infrastructure",
    "china_government_cloud_dedicated",
    "china_government_cloud_public",
    "china_government_cloud_operations",
)
MARKET_METRICS = ("size", "growth", "share", "run_rate")

LAB_METRICS = (
    "revenue_run_rate",
    "revenue_quarter",
    "revenue_year",
    "run_rate_growth_qoq",
    "enterprise_run_rate_growth_qoq",
    "claude_code_run_rate",
    "operating_loss_year",
    "net_loss_year",
    "compute_cost_year",
    "consumer_revenue_share",
    "business_revenue_share",
    "capex_year",
    "capex_plan_year",
    "compute_rental_cost_year",
    "revenue_expected_year",
    "net_loss_expected_year",
    "first_profit_year",
)
# A pace, with what partners sell or without; or the revenue of the year to that day, where no pace was told.
LAB_DEFINITIONS = ("as_stated", "incl_partner_gross_sales", "net_of_partner_sales", "whole_year")

GUIDANCE_KINDS = ("range", "point", "qualitative")
GUIDANCE_STATUS = ("current", "superseded", "not_comparable")
QUALIFIERS = ("about", "over", "up_to", "at_least", "derived")
HEDGES = QUALIFIERS[:3]

DATE_PRECISION = ("day", "month", "year")
DEAL_UNITS = ("USD", "EUR", "MW", "count")
DEAL_DIRECTIONS = ("investor", "customer", "guarantor")
DEAL_FORMS = (
    "equity",
    "convertible",
    "mixed",
    "purchase_commitment",
    "infrastructure_plan",
    "guarantee",
    "licence",
    "warrant",
    "restructuring",
    "merger",
    "agreement",
    "spend",
    "not_stated",
)
DEAL_STATUS = ("closed", "signed", "announced", "disclosed", "reported", "cumulative", "superseded")
# What binds a laboratory beside money: to which cloud, to whom its models are open, what may be done with its technology.
EXCLUSIVITY = ("exclusive", "primary", "ended")
MODEL_ACCESS = ("cloud_customers", "backer", "both")
TECHNOLOGY_RIGHTS = ("licence", "exclusive_licence", "non_exclusive_licence")
# Whether the recipient got the money, is bound to get it, or is not: a sum takes the first two alone.
MONEY = ("got", "bound", "planned", "talks", "merger", "none")
MOVED, BESIDE = MONEY[:2], MONEY[2:5]
YES_NO = ("yes", "no")
# An earlier price was told in passing, of a time before the row's day: it is nobody's newest.
POST_MONEY_KINDS = ("post_money", "entry price", "target", "market value", "earlier price")
# What is depreciated over one life, what a change of it moves, and what companies issue.
ASSET_CLASSES = (
    "servers",
    "network",
    "servers_and_network",
    "technology_equipment",
    "production_equipment",
    "heavy_equipment",
    "buildings",
)
LIFE_EFFECTS = ("depreciation", "operating_expenses", "operating_income", "net_income")
ISSUE_KINDS = ("bonds", "loan", "shares")
# Groups that forecasts speak of and whose members no document names.
FORECAST_GROUPS = ("hyperscalers", "six_us_hyperscalers")
CLAIM_UNITS = (*UNITS, "ratio", "rate")

# What a company is to the review, see data/companies.csv.
ROLES = ("compared", "cloud", "supplier", "abroad", "asked")
PAGE_CHARTS = ("revenue", "growth", "margin", "capex", "cash", "contracts")
PAGE_PLACES = (*PAGE_CHARTS, "kpi", "year")
PARTY_KINDS = ("cloud", "chips", "laboratory", "company", "investor", "several")
GROUPS = (
    "market_vendors",
    "ai_signals",
    "ai_part",
    "capex_mix",
    "large_clouds",
    "hyperscale",
    "contracts",
    "openai_partner",
    "cloud_ai",
    "chip_maker",
    "named_figures",
    "china_subject",
    "china_reference",
    "china_gap",
    "china_capex",
    "china_wider_segment",
    "china_ai_cloud",
    "china_yearly",
    "china_vendors",
    "china_external",
    "china_buyers",
    "china_ai",
    "adoption",
    "backlog_terms",
    "backlog_customers",
    "one_off_charges",
    "one_off_gains",
    "margin_changes",
    "seat_prices",
    "large_accelerated_filers",
    "foreign_filers",
)
# Exhibits whose charts mark events.
EVENT_CHARTS = ("cloud_growth", "capex_intensity", "lab_revenue")

# Sets of companies that one rule on filing days holds for, and what it is about.
FILERS = GROUPS[-2:]
RULED = ("quarter", "year")

# What no slug of a company can be: words that stand for several in tables and sums, and names that the page's style
# sheet has for its own colours and faces.
TAKEN = (
    "all",
    "everybody",
    "laboratories",
    "others",
    "total",
    "accent",
    "amber",
    "band",
    "blue",
    "down",
    "grid",
    "han",
    "heading",
    "ink",
    "link",
    "mono",
    "muted",
    "pale",
    "panel",
    "paper",
    "prose",
    "sans",
    "up",
)
# What remarks are about, in the order a page tells them; and where the common points of a quarter show what they come down to.
TOPICS = (
    "demand", "ai_mix", "margin_cause", "capex_cause", "capex_mix", "capacity", "contracts", "customers", "adoption",
    "outlook", "pricing", "risk",
)  # fmt: skip
THEMES = ("demand", "margin", "ai", "capex", "capacity", "contracts", "pricing", "outlook", "worries")
REMARK_UNITS = (*UNITS, "ratio", "years")
# What others observed: of models, of laboratories, of large companies and what all spend, and of China's clouds, in the order a
# page tells it.
ON_MODELS = ("lead", "inputs", "tuning", "tools", "switching")
ON_LABORATORIES = ("founders", "safety", "earnings", "costs", "payment", "ties", "rivals", "products")
ON_OTHERS = ("open", "clusters", "demand")
ON_CLOUDS = ("led", "outages", "departed", "tenders", "offers", "users", "spending")
OBSERVED = (*ON_MODELS, *ON_LABORATORIES, *ON_OTHERS, *ON_CLOUDS)
READ = ("whole", "searched", "part")

# What the essay asks of the stack, from applications down to processors, and of all of it.
QUESTIONS = (
    "categories",
    "retention",
    "own_models",
    "feature_or_company",
    "scale",
    "open_models",
    "hosting",
    "alike",
    "customers",
    "public_good",
    "cloud_capex",
    "scarce_chips",
    "challengers",
    "portable",
    "lead_of_nvidia",
    "other_chips",
    "moats",
)
# Who reckons what training a model costs.
RECKONED = ("own", "outside", "again")
