"""A table of groups: a kind of thing, how many there are, and the things themselves one after another."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ...facts.links import followed
from ..exhibit import typst_array, typst_string
from .table import head_html, headed


@dataclass(frozen=True)
class Item:
    """One thing in a group.

    Parameters
    ----------
    text : str
        What is printed.
    url, hint : str
        The document it comes from and its title; empty where there is none.
    """

    text: str
    url: str = ""
    hint: str = ""

    @property
    def link(self) -> str:
        return followed(self.url)

    def html(self) -> str:
        if not self.link:
            return f"<span>{escape(self.text)}</span>"
        title = f' title="{escape(self.hint)}"' if self.hint else ""
        return f'<a href="{escape(self.link)}"{title}>{escape(self.text)}</a>'

    def typst(self) -> str:
        return f"(text: {typst_string(self.text)}, url: {typst_string(self.link)})"


@dataclass(frozen=True)
class Group:
    """One row.

    Parameters
    ----------
    name, count : str
        What the group holds, and how many.
    items : tuple of Item
        The most important first; a group without any says so in ``rest``.
    rest : str
        What stands after the items: how many more there are, or that there is none.
    """

    name: str
    count: str
    items: tuple[Item, ...]
    rest: str = ""


@dataclass(frozen=True)
class GroupTable:
    """Groups under three heads."""

    heads: tuple[str, str, str]
    groups: tuple[Group, ...]
    kind: str = "table"

    @property
    def breaks(self) -> bool:
        """Its rows are long: any of it goes over to the next page."""
        return True

    @property
    def unprinted(self) -> tuple[int, tuple[str, ...]]:
        """It keeps on paper what it has."""
        return 0, ()

    def html(self, alt: str, name: str) -> str:
        aligns = ("left", "right", "left")
        head = "".join(head_html(h, align) for h, align in zip(self.heads, aligns, strict=True))
        return (
            f'<div class="cc-scroll" tabindex="0" role="group" aria-label="{escape(alt)}">'
            f'<table class="cc-table cc-groups"><thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(map(_html, self.groups))}</tbody></table></div>"
        )

    def typst(self, alt: str) -> str:
        heads = typst_array(typst_string(headed(h)) for h in self.heads)
        groups = typst_array(
            f"(name: {typst_string(g.name)}, count: {typst_string(g.count)}, rest: {typst_string(g.rest)}, "
            f"items: {typst_array(item.typst() for item in g.items)})"
            for g in [g for g in self.groups if g.items] or self.groups  # paper names what there is
        )
        return f"group-table({heads}, {groups})"


def _html(group: Group) -> str:
    parts = [item.html() for item in group.items]
    if group.rest:
        parts.append(f'<span class="cc-missing">{escape(group.rest)}</span>')
    return (
        f'<tr><th scope="row"><b>{escape(group.name)}</b></th><td class="cc-n">{escape(group.count)}</td>'
        f"<td>{' · '.join(parts)}</td></tr>"
    )
