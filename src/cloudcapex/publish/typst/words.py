"""The words the page itself says, in the languages of the editions."""

from __future__ import annotations

from datetime import date

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_WORDS: dict[str, tuple[str, str, str]] = {
    # key: English, simplified Chinese, traditional Chinese
    "contents": ("Contents", "目录", "目錄"),
    "as_of": ("data as of {}", "数据截至 {}", "資料截至 {}"),
    "page": ("page {} of {}", "第 {} 页，共 {} 页", "第 {} 頁，共 {} 頁"),
    "columns": ("Columns {}–{} of {}", "第 {}–{} 列，共 {} 列", "第 {}–{} 欄，共 {} 欄"),
    "unprintable": (
        "An output of this cell has no printable form: {}.",
        "此单元格有一项输出无法印刷：{}。",
        "此儲存格有一項輸出無法印刷：{}。",
    ),
    "also": (
        "Shown as text; {} cannot be printed.",
        "以文字显示；{} 无法印刷。",
        "以文字顯示；{} 無法印刷。",
    ),
    "raw": (
        "A raw cell of the format {} is not printed.",
        "格式为 {} 的原始单元格未印出。",
        "格式為 {} 的原始儲存格未印出。",
    ),
    "image": ("Picture not included: {}", "未收入图片：{}", "未收入圖片：{}"),
    "element": ("Not printable: <{}>", "无法印刷：<{}>", "無法印刷：<{}>"),
    "latex": ("LaTeX, as written", "LaTeX 原文", "LaTeX 原文"),
    "plain_cell": (
        "This cell could not be typeset and is shown as plain text.",
        "此单元格无法排版，以纯文本显示。",
        "此儲存格無法排版，以純文字顯示。",
    ),
    "figure": ("Figure made by cell {}", "单元格 {} 生成的图", "儲存格 {} 產生的圖"),
    "picture": ("Picture", "图片", "圖片"),
    "invalid": ("damaged or of an unknown kind", "已损坏或类型未知", "已損壞或類型不明"),
    "remote": ("on the web at {}", "位于网络：{}", "位於網路：{}"),
}
_COLUMN = {"en": 0, "zh-Hans": 1, "zh-Hant": 2}


def known_language(tag: object) -> str:
    """Bring a language tag to one of the three an edition is written in; others count as English."""
    low = str(tag or "en").lower().replace("_", "-")
    if low.startswith("zh"):
        return "zh-Hant" if any(part in low for part in ("hant", "tw", "hk", "mo")) else "zh-Hans"
    return "en"


def say(key: str, language: str, *parts: object) -> str:
    """Say one of the page's own phrases.

    Parameters
    ----------
    key : str
        Which phrase.
    language : {'en', 'zh-Hans', 'zh-Hant'}
        In which language.
    *parts : object
        What fills its gaps, in order.
    """
    return _WORDS[key][_COLUMN[language]].format(*parts)


def day(text: object, language: str) -> str:
    """Write an ISO date as readers of the language do; other text stays as it is."""
    try:
        d = date.fromisoformat(str(text)[:10])
    except ValueError:
        return str(text)
    if language == "en":
        return f"{d.day} {_MONTHS[d.month - 1]} {d.year}"
    return f"{d.year}年{d.month}月{d.day}日"
