"""Sentences of a text that carry their proof: each found in the text as it was read, and marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

_BLOCKS = ("p", "li")


def mark(soup: BeautifulSoup, told: Iterable[Mapping[str, str]]) -> None:
    """Wrap each sentence in an element that names its proof and can be focused, with the proof behind it.

    Parameters
    ----------
    soup : BeautifulSoup
        What Markdown was read into; changed in place.
    told : iterable of mapping
        The sentences, as `media.MARKED` has them; one that no block holds whole is left as it is.
    """
    for sentence in told:
        for block in soup.find_all(_BLOCKS):
            if block.find(_BLOCKS) is None and _mark(soup, block, sentence):
                break


def _mark(soup: BeautifulSoup, block: Tag, sentence: Mapping[str, str]) -> bool:
    """Mark a sentence in a block; False where it does not stand there."""
    letters = [
        (node, place)
        for node in block.descendants
        if isinstance(node, NavigableString)
        for place, letter in enumerate(node)
        if not letter.isspace()
    ]
    wanted = "".join(sentence["text"].split())
    at = "".join(node[place] for node, place in letters).find(wanted)
    if at < 0 or not wanted:
        return False
    (first, start), (last, end) = letters[at], letters[at + len(wanted) - 1]
    closing = _cut(last, end + 1, block)
    opening = _cut(closing if first is last else first, start, block, after=True)
    closing = opening if first is last else closing
    inside = [opening]
    while inside[-1] is not closing:
        following = inside[-1].next_sibling
        if following is None:
            return False
        inside.append(following)
    holder = soup.new_tag("span", attrs={"class": "cc-mark"})
    opening.insert_before(holder)
    own = soup.new_tag(
        "span",
        attrs={
            "class": "cc-statement",
            "data-statement": sentence["id"],
            "tabindex": "0",
            "aria-describedby": f"proof-{sentence['id']}",
        },
    )
    holder.append(own)
    for part in inside:
        own.append(part.extract())
    holder.insert_after(BeautifulSoup(sentence["proof"], "html.parser"))
    return True


def _cut(node: PageElement, at: int, block: Tag, *, after: bool = False) -> PageElement:
    """Part a text that stands in a block itself, and return what is before the cut, or after it; else what holds it whole."""
    if node.parent is not block or not isinstance(node, NavigableString):
        while node.parent is not None and node.parent is not block:
            node = node.parent
        return node
    before, behind = NavigableString(node[:at]), NavigableString(node[at:])
    node.replace_with(before)
    before.insert_after(behind)
    return behind if after else before
