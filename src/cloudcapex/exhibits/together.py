"""Several bodies in one exhibit: a chart with the table of what it implies under it; one for screens, one for paper."""

from __future__ import annotations

from dataclasses import dataclass

from .exhibit import Body, Cut, Lettered


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
        return "".join(body.html(alt, name) for body in self.bodies)

    def typst(self, alt: str) -> str:
        return "{ " + "; v(3pt); ".join(body.typst(alt) for body in self.bodies) + " }"


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
        return self.screen.html(alt, name)

    def typst(self, alt: str) -> str:
        return self.paper.typst(alt)
