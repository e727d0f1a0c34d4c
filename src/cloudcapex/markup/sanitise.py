"""HTML that somebody else wrote, made harmless: what may stay is listed, all else goes."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import nh3
import tinycss2
from bs4 import BeautifulSoup, Tag

from .drawings import drawings_as_pictures
from .markdown import FORMULA_TAG, OWN_TAGS

_names = re.compile(r"\S+").findall
_TAGS = frozenset(
    _names(
        """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
        h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup
        table tbody td tfoot th thead time tr u ul var wbr"""
    )
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
_OWN_ATTRIBUTES = {tag: {"display"} if tag == FORMULA_TAG else {"n"} for tag in OWN_TAGS}
# Words and colours only: nothing that moves, hides, covers or fetches.
_STYLES = frozenset(
    _names(
        """color background-color text-align vertical-align font-weight font-style text-decoration
        white-space"""
    )
)
VOID = frozenset(_names("br col embed hr img input source wbr"))
# Shown by a word or a link, not as they are.
_NAMED = frozenset(("audio", "iframe", "input", "video"))
_SCHEMES = {"http", "https", "mailto", "data"}
_COLOUR_CALLS = frozenset(("rgb", "rgba", "hsl", "hsla"))
_CALLS = frozenset(("function", "url", "error", "{} block", "() block", "[] block"))
# What stands between these tags is not text for a reader.
_DROPPED = frozenset(_names("script style template noscript object embed applet head title textarea select"))
# What may be said of an element until all is read; then only the above.
_SAID = {"*": set().union(*_ATTRIBUTES.values()) | set(_names("align checked color data id type"))}
# An element as nh3 writes it.
_ELEMENT = re.compile(r'<(/?)([a-z][\w-]*)((?: [^\s=>]+="[^"]*")*)>')
# Deeper nesting than any reader's document; bs4 gives up at a few hundred.
_DEEPEST = 100
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
# From an address in the Markdown to a picture's type and content.
Finder = Callable[[str], tuple[str, bytes | None] | None]


def sanitise(html: str, pictures: Finder | None = None, *, ours: bool = False) -> str:
    """Return HTML that cannot run, load, cover or imitate anything.

    Parameters
    ----------
    html : str
        A fragment of unknown origin.
    pictures : callable, optional
        Finds the pictures the fragment may name; they are put into it.
    ours : bool
        Whether our own reader of Markdown wrote the fragment: its elements for formulas and notes stay.

    Returns
    -------
    str
        Well-formed HTML of plain elements. Drawings stay as pictures, which cannot act; a picture or frame
        from elsewhere becomes a link that names it; wide tables stand in a box of their own.
    """
    soup = BeautifulSoup(put_right(drawings_as_pictures(html), _NAMED), "html.parser")
    for box in soup.find_all("input", {"type": "checkbox"}):
        box.replace_with("☑ " if box.has_attr("checked") else "☐ ")
    for tag in soup.find_all(["img", *_NAMED - {"input"}]):
        _keep_or_name(soup, tag, pictures)
    soup = BeautifulSoup(_cleaned(str(soup), ours), "html.parser")
    for table in soup.find_all("table"):
        if table.find_parent("table") is None:
            table.wrap(soup.new_tag("div", attrs={"class": "cc-scroll", "tabindex": "0", "role": "group"}))
    for tag in soup.find_all("table", attrs={"class": "dataframe"}):
        for head in tag.find_all("th"):
            head["scope"] = "col" if head.find_parent("thead") else "row"
    return str(soup)


def put_right(html: str, more: frozenset[str], deepest: int = _DEEPEST) -> str:
    """Return HTML as a browser understands it, not yet harmless.

    Parameters
    ----------
    html : str
        A fragment of unknown origin, or what our reader of Markdown wrote.
    more : frozenset of str
        Elements to keep beside those the web edition shows.
    deepest : int
        How many elements may stand within one another; what is deeper stays as part of what it stands in.

    Returns
    -------
    str
        Every element is closed and in its place; scripts, comments and addresses that lead nowhere are gone.
    """
    cleaned = nh3.clean(
        html,
        tags=_TAGS | more | set(OWN_TAGS),
        attributes=_SAID | _OWN_ATTRIBUTES,
        clean_content_tags=_DROPPED - more,
        url_schemes=_SCHEMES | {"attachment"},
        link_rel=None,
    )
    depth = 0

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2] in VOID or match[2] in OWN_TAGS:
            return match[0]
        depth += -1 if match[1] else 1
        return match[0] if depth + bool(match[1]) <= deepest else ""

    return _ELEMENT.sub(shallow, cleaned)


def shows_something(html: str) -> bool:
    """Whether a sanitised fragment still has words or pictures."""
    soup = BeautifulSoup(html, "html.parser")
    return bool(soup.get_text(strip=True)) or soup.find(["img", "hr"]) is not None


def _cleaned(html: str, ours: bool) -> str:
    return nh3.clean(
        html,
        tags=_TAGS | (set(OWN_TAGS) if ours else set()),
        attributes=_ATTRIBUTES | (_OWN_ATTRIBUTES if ours else {}),
        attribute_filter=_attribute,
        clean_content_tags=_DROPPED,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _keep_or_name(soup: BeautifulSoup, tag: Tag, pictures: Finder | None) -> None:
    """Keep a picture that is on the page itself or found for it; name any other as a link."""
    address = str(tag.get("src") or "").strip()
    if tag.name == "img":
        found = pictures(address) if pictures and not address.startswith("data:") else None
        if found and found[1] is not None:
            address = f"data:{found[0]};base64,{base64.b64encode(found[1]).decode('ascii')}"
        if _PICTURE.fullmatch(address):
            tag["src"] = address
            tag["alt"] = str(tag.get("alt") or "Picture without a description")
            return
    words = str(tag.get("alt") or tag.get("title") or "")
    if address.startswith("attachment:"):
        tag.replace_with(f"{words} [missing attachment: {address[11:]}]")
        return
    link = soup.new_tag("a")
    if not address.lower().startswith("data:"):
        link["href"] = address
    link.string = words or address[:80] or tag.name
    tag.replace_with(link)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Give an attribute's value as it may stay; None where the attribute goes."""
    if name == "href":
        squeezed = re.sub(r"[\x00-\x20\x7f-\xa0]", "", value)
        return None if squeezed.lower().startswith("data:") else value
    if name == "src":
        return value if _PICTURE.fullmatch(value.strip()) else None
    if name == "class":
        # Our own names mark our own exhibits; nothing else may wear them.
        return None if any(word.lower().startswith("cc-") for word in value.split()) else value
    if name == "style":
        return _style(value) or None
    return value


def _style(css: str) -> str:
    """Keep the declarations that are listed and call nothing but a colour."""
    kept = []
    for part in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if part.type == "declaration" and part.lower_name in _STYLES and not any(map(_calls, part.value)):
            value = tinycss2.serialize(part.value).strip()
            if value and "\\" not in value:
                kept.append(f"{part.lower_name}: {value};")
    return " ".join(kept)


def _calls(token: tinycss2.ast.Node) -> bool:
    if token.type == "function" and token.lower_name in _COLOUR_CALLS:
        return any(map(_calls, token.arguments))
    return token.type in _CALLS
