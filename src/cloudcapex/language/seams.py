"""Where a long Chinese head of a column may go on in a new line: between words, before those that end it."""

from __future__ import annotations

import re

# A head up to this many characters stays on one line; a longer one has seams.
_WHOLE = 4
_ZERO_WIDTH_SPACE = "\u200b"
_RUN = re.compile("[\u4e00-\u9fff]+")
# What heads end in, in either script; the longest that fits is cut off first.
_ENDS = re.compile(
    "(.{2,}?)("
    "雲端業者|云厂商|合同額|合同额|資本支出|资本开支|最近估值|部分變動|占比变动|比重變動|尚未起租的|"
    "年增率|利益率|利润率|成長率|增速|採購額|采购额|提及者|兑人民币|兌人民幣|倍數|倍数|月數|月数|季數|季度数|占比|比重|"
    "項目|项目|年限|年度|金額|金额|支出|营收|營收|收入|指引|財測|募資|融资|採購|采购|轉述|转述|估值|"
    "現金流|现金流|銷售|销售|增減|增减|租賃|租赁|雲端|云业务|營業利益|营业利润|揭露|披露|日期|步驟|步骤|原話|原话|最大|結果|结果|結果論|结果论|同比|新增"
    ")"
)


def seamed(head: str) -> str:
    """Mark where the Chinese words of a head may be parted.

    Parameters
    ----------
    head : str
        Of a column; other scripts in it stay as they are.

    Returns
    -------
    str
        With a zero-width space at each seam of a run of more than four characters; what ends in no known word has none.
    """
    return _RUN.sub(lambda run: _ZERO_WIDTH_SPACE.join(_parts(run[0])), head)


def _parts(run: str) -> list[str]:
    if len(run) <= _WHOLE or not (found := _ENDS.fullmatch(run)):
        return [run]
    return [*_parts(found[1]), found[2]]
