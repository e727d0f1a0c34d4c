"""Text from a notebook as Typst strings: it is never markup and never code.

Everything in a notebook is somebody else's text. It travels to Typst in string literals only, so there
is one thing to escape (the literal) and no list of markup characters to forget.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Bidirectional overrides reorder what the eye reads, and control characters have no glyph: both are shown by name.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t", "\u2028": "\\n", "\u2029": "\\n"}
_SPECIAL = re.compile('[\\\\"\n\r\t\u2028\u2029]')
_SCHEMES = ("http", "https", "mailto")
_ZERO_WIDTH_SPACE = "\u200b"


def visible(text: str) -> str:
    """Replace characters that cannot be shown by a printed name, such as ``<U+0007>``."""
    return _UNSEEN.sub(lambda m: f"<U+{ord(m[0]):04X}>", text)


def string(text: object) -> str:
    """Make a Typst string literal, quotes included."""
    return '"' + _SPECIAL.sub(lambda m: _ESCAPES[m[0]], visible(str(text))) + '"'


def text(words: object) -> str:
    """Make markup that prints ``words`` exactly: an embedded string, closed so that nothing can join it.

    Parameters
    ----------
    words : object
        Turned into text with ``str``.

    Returns
    -------
    str
        For example ``#"2 * 3";``; empty for empty text.
    """
    words = str(words)
    return f"#{string(words)};" if words else ""


_BREAKS_ITSELF = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"


def breakable(words: str, most: int = 25) -> str:
    """Let runs of ``most`` characters and more without a space break: they would leave the page.

    Addresses and dotted names break after their punctuation; what has none for 40 characters breaks anywhere.
    Chinese breaks by its own rules, which keep a full stop from beginning a line.
    """
    return re.sub(rf"[^\s{_BREAKS_ITSELF}]{{{most},}}", _break, words)


def _break(match: re.Match[str]) -> str:
    pieces = re.findall(r"[^/._\-?&=,;:|]*[/._\-?&=,;:|]+|[^/._\-?&=,;:|]+", match[0])
    return _ZERO_WIDTH_SPACE.join(_ZERO_WIDTH_SPACE.join(p) if len(p) > 40 else p for p in pieces)


def label(name: str) -> str:
    """Make a Typst expression for a label of any name."""
    return f"label({string(name)})"


def safe_url(url: str) -> str | None:
    """Give back a web or mail address a reader may follow, else None.

    ``javascript:``, ``data:`` and ``file:`` addresses, and relative ones that lead nowhere from a PDF,
    are not links.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or _UNSEEN.search(url) or len(url) > 4000:
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return url.replace(" ", "%20")
