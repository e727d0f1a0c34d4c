"""Several bodies in one exhibit: a chart with the table of what it implies under it; one for screens, one for paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .exhibit import Body, Cut, Lettered, ends_in_table
from .tables.table import Table

_LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Together:
    """Bodies set one under another.

    Parameters
    ----------
    bodies : tuple of Body
        From the top down; the first one names the kind.
    """

    bodies: tuple[Body, ...]

    @property
    def kind(self) -> str:
        return self.bodies[0].kind

    @property
    def breaks(self) -> bool:
        """Never: what stands together is looked at together."""
        return False

    @property
    def unprinted(self) -> tuple[int, tuple[str, ...]]:
        """How many rows paper leaves off, and the heads of the columns it does."""
        cut = [body.unprinted for body in self.bodies if isinstance(body, Cut)]
        return sum(rows for rows, _ in cut), tuple(dict.fromkeys(head for _, heads in cut for head in heads))

    def in_language(self, code: str) -> Together:
        """Hand the language on to the bodies that ask for it."""
        return Together(tuple(b.in_language(code) if isinstance(b, Lettered) else b for b in self.bodies))

    def html(self, alt: str, name: str) -> str:
        return self.bodies[0].html(alt, name) + self.under(alt, name)

    def under(self, alt: str, name: str) -> str:
        """Write what stands under the first body, as in `html`."""
        return "".join(body.html(_named(body) or alt, name) for body in self.bodies[1:])

    @property
    def ends_in_table(self) -> bool:
        """Whether the last body does."""
        return ends_in_table(self.bodies[-1])

    def typst(self, alt: str, under: str = "none") -> str:
        *first, last = self.bodies
        drawn = [*(body.typst(alt) for body in first), _over(last, alt, under)]
        return "{ " + "; v(3pt); ".join(drawn) + " }"


def _over(body: Body, alt: str, under: str) -> str:
    return body.typst(alt, under) if ends_in_table(body) else body.typst(alt)


def _named(body: Body) -> str:
    """What a table under the first body is called: its first column's head."""
    return body.columns[0].head if isinstance(body, Table) else ""


@dataclass(frozen=True)
class Apart:
    """A body for the web page and a shorter one for paper.

    Parameters
    ----------
    screen, paper : Body
        The first names the kind.
    """

    screen: Body
    paper: Body

    @property
    def kind(self) -> str:
        return self.screen.kind

    def in_language(self, code: str) -> Apart:
        """Hand the language on to the bodies that ask for it."""
        screen, paper = (
            b.in_language(code) if isinstance(b, Lettered) else b for b in (self.screen, self.paper)
        )
        return Apart(screen, paper)

    def html(self, alt: str, name: str) -> str:
        if not (isinstance(self.screen, Together) and isinstance(self.paper, Together)):
            return self.screen.html(alt, name)
        # A browser that prints keeps the drawing, and sets under it what our own paper has there.
        first = self.screen.bodies[0].html(alt, name)
        screen, paper = (body.under(alt, name) for body in (self.screen, self.paper))
        bare = _LINK.sub(
            "", paper
        )  # what is printed is not followed, and the same figures stand linked above
        return f'{first}<div class="cc-screen">{screen}</div><div class="cc-paper">{bare}</div>'

    @property
    def ends_in_table(self) -> bool:
        """Whether the body for paper does."""
        return ends_in_table(self.paper)

    def typst(self, alt: str, under: str = "none") -> str:
        return _over(self.paper, alt, under)
