"""China's clouds: one function an exhibit, in the order of the page."""

from ..back_matter import data_checks, disclosures, documents, glossary
from ..front_page import contents
from .added import added_share, added_table
from .alibaba import cloud_growth, cloud_revenue
from .capex import capex, capex_plan
from .context import ChinaCloud
from .front import front_page
from .gap import capex_gap
from .gap_table import gap_table
from .group import cloud_table, group_share
from .market import market_size, vendor_shares
from .method import method, rates, segments
from .peers import baidu_cloud, huawei_cloud, tencent_segment
from .profit import cloud_ebita, cloud_margin

OPEN = ChinaCloud

__all__ = [
    "OPEN",
    "ChinaCloud",
    "added_share",
    "added_table",
    "baidu_cloud",
    "capex",
    "capex_gap",
    "capex_plan",
    "cloud_ebita",
    "cloud_growth",
    "cloud_margin",
    "cloud_revenue",
    "cloud_table",
    "contents",
    "data_checks",
    "disclosures",
    "documents",
    "front_page",
    "gap_table",
    "glossary",
    "group_share",
    "huawei_cloud",
    "market_size",
    "method",
    "rates",
    "segments",
    "tencent_segment",
    "vendor_shares",
]
