"""China's clouds: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, elsewhere, glossary
from ..beside import article_claims
from ..front_page import contents
from .added import added_share, added_table
from .ai import ai_revenue
from .alibaba import cloud_growth, cloud_revenue
from .buyers import cloud_buyers
from .capex import capex, capex_plan
from .context import ChinaCloud
from .customers import outside_growth
from .front import front_page
from .gap import capex_gap
from .gap_table import gap_table
from .government import government_cloud
from .group import cloud_table, group_share
from .intensity import capex_share
from .market import market_size, vendor_shares
from .method import method, rates, segments
from .observed import observed_clouds
from .peers import baidu_cloud, huawei_cloud, tencent_segment
from .profit import cloud_ebita, cloud_margin
from .unlisted import unlisted_capex

OPEN = ChinaCloud

__all__ = [
    "OPEN",
    "ChinaCloud",
    "added_share",
    "added_table",
    "ai_revenue",
    "article_claims",
    "baidu_cloud",
    "capex",
    "capex_gap",
    "capex_plan",
    "capex_share",
    "cloud_buyers",
    "cloud_ebita",
    "cloud_growth",
    "cloud_margin",
    "cloud_revenue",
    "cloud_table",
    "contents",
    "data_checks",
    "disclosures",
    "documents",
    "elsewhere",
    "front_page",
    "gap_table",
    "glossary",
    "government_cloud",
    "group_share",
    "huawei_cloud",
    "market_size",
    "method",
    "observed_clouds",
    "outside_growth",
    "rates",
    "segments",
    "tencent_segment",
    "unlisted_capex",
    "vendor_shares",
]
