"""What a phone folds away until it is asked for, without a script: rows of long tables, notes, lists that are looked up.

A fold is a ``details`` element beside what it opens, and the style sheet hides that on a narrow screen while the fold
is closed; a wide screen and paper show all and no fold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

# A table shows its first rows and folds the others; one shorter than this has nothing to fold.
_LONG = 7
_COMPANY = 'class="cc-company"'
_TABLE = re.compile(r'<div class="cc-scroll"[^>]*>(<table\b.*?</table>)</div>', re.DOTALL)
_BODY = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)
_HEAD = re.compile(r'<th scope="col"[^>]*>(.*?)</th>', re.DOTALL)
_NOTES = re.compile(r'(?:<ul class="cc-notes">(?:(?!</ul>).)*</ul>)?<p class="cc-source">', re.DOTALL)
_LISTING = re.compile(r'(<section class="cc-listing[^"]*"[^>]*><h3>.*?</h3>)', re.DOTALL)


def fold(html: str, words: Mapping[str, str]) -> str:
    """Put the folds of an exhibit's page into its HTML.

    Parameters
    ----------
    html : str
        One output of an exhibit, a company's page or a list, as it made it.
    words : mapping
        ``all_rows`` and ``table_rows`` with their places ``{count}`` and ``{table}``, ``notes``, ``list``.

    Returns
    -------
    str
        The same with its folds; what has nothing to fold comes back as it was.
    """
    if _LISTING.search(html):
        return _LISTING.sub(lambda m: m[1] + _details(words["list"]), html)
    of_company = _COMPANY in html

    def table(match: re.Match[str]) -> str:
        body, head = _BODY.search(match[1]), _HEAD.search(match[1])
        count = body[1].count("<tr") if body else 0
        if of_company and head:
            return match[0] + _details(
                words["table_rows"].format(table=unescape(head[1]), count=count), "cc-whole"
            )
        return match[0] + (_details(words["all_rows"].format(count=count)) if count >= _LONG else "")

    return _NOTES.sub(lambda m: _details(words["notes"]) + m[0], _TABLE.sub(table, html))


def _details(summary: str, more: str = "") -> str:
    classes = f"cc-more {more}".strip()
    return f'<details class="{classes}"><summary>{escape(summary)}</summary></details>'
