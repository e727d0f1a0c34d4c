"""HTML that somebody else wrote, made harmless: what may stay is listed, all else goes."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from html import escape, unescape

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup, Tag

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
_ATTRIBUTES = {
    "*": {"title", "lang", "dir", "class", "style"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "abbr", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "time": {"datetime"},
}
# Words and colours only: nothing that moves, hides, covers or fetches.
_STYLES = frozenset(
    [
        "color",
        "background-color",
        "text-align",
        "vertical-align",
        "font-weight",
        "font-style",
        "text-decoration",
        "white-space",
    ]
)
# What stands between these tags is not text for a reader.
_DROPPED = [
    "script",
    "style",
    "template",
    "noscript",
    "object",
    "embed",
    "applet",
    "head",
    "title",
    "link",
    "meta",
    "base",
    "textarea",
    "select",
]
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_SVG = re.compile(r"<svg\b[^>]*>.*?</svg\s*>", re.IGNORECASE | re.DOTALL)
_COLOUR_CALL = re.compile(r"\b(rgb|rgba|hsl|hsla)\([\d\s.,%/deg]*\)", re.IGNORECASE)


def sanitise(html: str) -> str:
    """Return HTML that cannot run, load, cover or imitate anything.

    Parameters
    ----------
    html : str
        A fragment of unknown origin.

    Returns
    -------
    str
        Well-formed HTML of plain elements. Drawings stay as pictures, which cannot act; a picture or frame
        from elsewhere becomes a link that names it; wide tables stand in a box of their own.
    """
    soup = BeautifulSoup(_SVG.sub(_svg_picture, html), "html.parser")
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for box in soup.find_all("input", {"type": "checkbox"}):
        box.replace_with("☑ " if box.has_attr("checked") else "☐ ")
    for tag in soup.find_all(["iframe", "img", "audio", "video"]):
        _keep_or_name(soup, tag)
    soup = BeautifulSoup(_cleaner().clean(str(soup)), "html.parser")
    for table in soup.find_all("table"):
        if table.find_parent("table") is None:
            table.wrap(soup.new_tag("div", attrs={"class": "cc-scroll", "tabindex": "0", "role": "group"}))
    for tag in soup.find_all("table", attrs={"class": "dataframe"}):
        for head in tag.find_all("th"):
            head["scope"] = "col" if head.find_parent("thead") else "row"
    return str(soup)


def shows_something(html: str) -> bool:
    """Whether a sanitised fragment still has words or pictures."""
    soup = BeautifulSoup(html, "html.parser")
    return bool(soup.get_text(strip=True)) or soup.find(["img", "hr"]) is not None


def svg_data_url(svg: str) -> str:
    """Pack a drawing as an address for ``<img>``, where a browser runs no script and loads nothing."""
    head, gap, rest = svg.partition("<svg")
    if gap and "xmlns=" not in rest.partition(">")[0]:
        svg = f'{head}<svg xmlns="http://www.w3.org/2000/svg"{rest}'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _svg_picture(match: re.Match[str]) -> str:
    svg = match[0]
    title = re.search(r"<title[^>]*>([^<]*)</title>", svg, re.IGNORECASE)
    alt = escape(title[1].strip()) if title else "Drawing"
    return f'<img alt="{alt}" src="{svg_data_url(svg)}">'


def _keep_or_name(soup: BeautifulSoup, tag: Tag) -> None:
    """Keep a picture that is on the page itself; name any other as a link."""
    address = str(tag.get("src") or "")
    if tag.name == "img" and _PICTURE.fullmatch(address.strip()):
        tag["alt"] = str(tag.get("alt") or "Picture without a description")
        return
    link = soup.new_tag("a")
    if not address.lower().startswith("data:"):
        link["href"] = address
    link.string = str(tag.get("alt") or tag.get("title") or address[:80] or tag.name)
    tag.replace_with(link)


def _allowed(tag: str, name: str, value: str) -> bool:
    if name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ()):
        return False
    if name == "href":
        return not re.sub(r"[\x00-\x20\x7f-\xa0]", "", unescape(value)).lower().startswith("data:")
    if name == "src":
        return _PICTURE.fullmatch(value.strip()) is not None
    if name == "class":
        # Our own names mark our own exhibits; nothing else may wear them.
        return not any(word.lower().startswith("cc-") for word in value.split())
    return True


class _Styles(CSSSanitizer):
    """Also refuse values that call anything but a colour."""

    def sanitize_css(self, style: str) -> str:
        kept = super().sanitize_css(style)
        parts = (part.strip() for part in kept.split(";"))
        return " ".join(f"{p};" for p in parts if p and "(" not in _COLOUR_CALL.sub("", p) and "\\" not in p)


@lru_cache(maxsize=1)
def _cleaner() -> bleach.Cleaner:
    return bleach.Cleaner(
        tags=_TAGS,
        attributes=_allowed,
        protocols=frozenset({"http", "https", "mailto", "data"}),
        strip=True,
        strip_comments=True,
        css_sanitizer=_Styles(allowed_css_properties=_STYLES),
    )
