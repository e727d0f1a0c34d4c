"""Which words of a page are bold: the elements that the style sheet sets so, and the words of drawings that say it themselves."""

from __future__ import annotations

import re
from html import unescape

# Each group holds bold words; a pattern that takes in a few others costs only their glyphs.
_BOLD = re.compile(
    r"<(?P<tag>h[1-6]|b|strong|thead|tfoot)\b[^>]*>(?:.*?)</(?P=tag)>"
    r'|<fieldset class="cc-theme">.*?</fieldset>'
    r'|<span class="cc-title"[^>]*>.*?<span class="cc-subtitle">'
    r'|<li class="cc-toc-[12]">.*?</li>|<p class="cc-toc-head">.*?</p>|<summary>(?:(?!</summary>).)*</summary></details>\s*<p class="cc-toc-head">'
    r"|<text [^>]*font-weight:[67]00[^>]*>.*?</text>|<tspan [^>]*font-weight:[67]00[^>]*>.*?</tspan>"
    r'|<table [^>]*class="[^"]*dataframe[^>]*>.*?</table>',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")


def bold_words(html: str) -> str:
    """Return the words of some HTML that are shown bold.

    Parameters
    ----------
    html : str
        Of a page, from its head to its end.
    """
    return unescape(_TAG.sub(" ", " ".join(found[0] for found in _BOLD.finditer(html))))
