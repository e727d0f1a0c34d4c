"""The derived metrics: each computed from others, with its names and its meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """A metric computed from two others of the same company, quarter, definition and unit.

    Attributes
    ----------
    id, label, label_zh_hans, label_zh_hant : str
        Its names.
    operation : str
        ``+``, ``-`` or ``/``; a ratio is *not derivable* unless its denominator is positive.
    left, right : str
        Ids of the operands.
    definition : str
        What it means, in a sentence.
    """

    id: str
    label: str
    label_zh_hans: str
    label_zh_hant: str
    operation: str
    left: str
    right: str
    definition: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of what it is computed from."""
        return (self.left, self.right)

    @property
    def kind(self) -> str:
        """``flow`` for a sum or difference of flows, ``share`` for a ratio."""
        return "share" if self.operation == "/" else "flow"

    @property
    def unit(self) -> str:
        """``money`` or ``share``, as in ``metrics.csv``."""
        return "share" if self.operation == "/" else "money"


FORMULAS = {
    formula.id: formula
    for formula in (
        Formula(
            "free_cash_flow",
            "Free cash flow",
            "自由现金流",
            "自由現金流",
            "-",
            "operating_cash_flow",
            "capex_cash",
            "Operating cash flow less capex (cash), gross of proceeds and incentives, one definition for every "
            "company. What a company itself calls free cash flow can differ.",
        ),
        Formula(
            "total_expenses",
            "Total costs and expenses",
            "成本及费用总额",
            "成本及費用總額",
            "-",
            "revenue",
            "operating_income",
            "Revenue less operating income: cost of revenue and every operating expense.",
        ),
        Formula(
            "capex_and_lease_additions",
            "Capex (cash) and assets under finance leases",
            "资本开支（现金）加融资租赁新增资产",
            "資本支出（現金）加融資租賃新增資產",
            "+",
            "capex_cash",
            "finance_lease_additions",
            "Capex (cash) plus assets obtained under finance leases, both as filed. Near Microsoft’s headline capex, "
            "not equal to it: the headline counts purchases when they are made, not when they are paid.",
        ),
        Formula(
            "capex_and_lease_principal",
            "Capex (cash) and finance lease principal",
            "资本开支（现金）加融资租赁本金",
            "資本支出（現金）加融資租賃本金",
            "+",
            "capex_cash",
            "finance_lease_principal",
            "Capex (cash) plus principal paid on finance leases, both as filed: Meta’s headline basis, for every "
            "company.",
        ),
        Formula(
            "finance_leases_in_capex",
            "Capex incl. finance leases less capex (cash)",
            "资本开支（含融资租赁）减资本开支（现金）",
            "資本支出（含融資租賃）減資本支出（現金）",
            "-",
            "capex_with_finance_leases",
            "capex_cash",
            "What a company’s wider measure of capex adds to capex (cash): finance leases, and what it counts at another moment.",
        ),
        Formula(
            "finance_leases_over_capex",
            "What finance leases add to capex (cash)",
            "融资租赁为资本开支（现金）增加的比例",
            "融資租賃為資本支出（現金）增加的比例",
            "/",
            "finance_leases_in_capex",
            "capex_cash",
            "Capex including finance leases less capex (cash), over capex (cash) of the same quarter; below zero where the wider "
            "measure is net of incentives and they are more than the leases.",
        ),
        Formula(
            "free_cash_flow_margin",
            "Free cash flow margin",
            "自由现金流率",
            "自由現金流率",
            "/",
            "free_cash_flow",
            "revenue",
            "Free cash flow over revenue of the same quarter.",
        ),
        Formula(
            "capex_intensity",
            "Capex intensity",
            "资本开支强度",
            "資本支出強度",
            "/",
            "capex_cash",
            "revenue",
            "Capex (cash) over revenue of the same quarter.",
        ),
        Formula(
            "capex_to_operating_cash_flow",
            "Capex over operating cash flow",
            "资本开支占经营现金流比重",
            "資本支出占營業現金流比重",
            "/",
            "capex_cash",
            "operating_cash_flow",
            "Capex (cash) over operating cash flow of the same quarter; above 1 capex is paid from elsewhere.",
        ),
        Formula(
            "capex_to_depreciation",
            "Capex over depreciation",
            "资本开支与折旧之比",
            "資本支出與折舊之比",
            "/",
            "capex_cash",
            "depreciation",
            "Capex (cash) over depreciation of property and equipment of the same quarter.",
        ),
        Formula(
            "capex_to_depreciation_and_amortization",
            "Capex over depreciation and amortisation",
            "资本开支与折旧摊销之比",
            "資本支出與折舊攤銷之比",
            "/",
            "capex_cash",
            "depreciation_and_amortization",
            "Capex (cash) over depreciation and amortisation of the same quarter.",
        ),
        Formula(
            "depreciation_and_amortization_share",
            "Depreciation and amortisation over revenue",
            "折旧摊销占收入比重",
            "折舊攤銷占營收比重",
            "/",
            "depreciation_and_amortization",
            "revenue",
            "Depreciation and amortisation over revenue of the same quarter.",
        ),
        Formula(
            "operating_margin",
            "Operating margin",
            "营业利润率",
            "營業利益率",
            "/",
            "operating_income",
            "revenue",
            "Operating income over revenue of the same quarter.",
        ),
        Formula(
            "net_margin",
            "Net margin",
            "净利率",
            "淨利率",
            "/",
            "net_income",
            "revenue",
            "Net income over revenue of the same quarter.",
        ),
        Formula(
            "research_intensity",
            "R&D intensity",
            "研发强度",
            "研發強度",
            "/",
            "research_and_development",
            "revenue",
            "Research and development expense over revenue of the same quarter.",
        ),
        Formula(
            "cloud_operating_margin",
            "Cloud operating margin",
            "云业务营业利润率",
            "雲端營業利益率",
            "/",
            "cloud_operating_income",
            "cloud_revenue",
            "Operating income over revenue of the cloud segment, same quarter.",
        ),
        Formula(
            "cloud_share_of_operating_income",
            "Cloud’s part of operating income",
            "云业务占营业利润比重",
            "雲端占營業利益比重",
            "/",
            "cloud_operating_income",
            "operating_income",
            "Operating income of the cloud segment over that of the company, same quarter; above one where the rest loses money.",
        ),
        Formula(
            "intelligent_cloud_operating_margin",
            "Intelligent Cloud operating margin",
            "智能云营业利润率",
            "智慧雲端營業利益率",
            "/",
            "intelligent_cloud_operating_income",
            "intelligent_cloud_revenue",
            "Operating income over revenue of Microsoft’s Intelligent Cloud, same quarter and definition.",
        ),
    )
}


@dataclass(frozen=True)
class FirstOf:
    """A growth rate that companies state and that can be computed, and of the two the one that says more.

    Attributes
    ----------
    id, label, label_zh_hans, label_zh_hant : str
        Its names.
    stated : tuple of str
        Metrics that hold the rate as companies state it.
    base : str
        The amount whose growth on the year it is.
    tolerance : float
        By how much a computed rate may be off, in points as a fraction, before a stated one stands before it.
    definition : str
        What it means.
    """

    id: str
    label: str
    label_zh_hans: str
    label_zh_hant: str
    stated: tuple[str, ...]
    base: str
    tolerance: float
    definition: str
    kind: str = "share"
    unit: str = "share"

    @property
    def parts(self) -> tuple[str, ...]:
        """Ids of what it is taken or computed from."""
        return (*self.stated, self.base)

    @property
    def computed(self) -> str:
        """The computed rate as `series` names it."""
        return f"{self.base}.yoy"


FIRST_OF = {
    choice.id: choice
    for choice in (
        FirstOf(
            "cloud_growth",
            "Cloud growth",
            "云业务收入同比增速（公司口径优先）",
            "雲端營收年增率（公司揭露優先）",
            ("azure_growth", "cloud_revenue_growth_reported"),
            "cloud_revenue",
            0.005,
            "Growth of cloud revenue on the year: computed from the amounts where they are exact enough, as the company "
            "states it where it states no amounts on that definition (Azure) or rounds them so coarsely that the computed rate could be "
            "off by half a point (Oracle’s early quarters), and else computed from rounded amounts, its range beside it.",
        ),
    )
}

DERIVED: dict[str, Formula | FirstOf] = FORMULAS | FIRST_OF


# Definitions that are a sum of two metrics by a company's own words: where the parts are the better evidence
# or nothing is stated, they speak. (metric, definition) -> formula id.
IDENTITIES = {("capex_with_finance_leases", "incl_finance_lease_principal"): "capex_and_lease_principal"}
