"""Two bodies in one exhibit: a chart with the table of what it implies under it."""

from __future__ import annotations

from dataclasses import dataclass

from .exhibit import Body, Lettered


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

    def in_language(self, code: str) -> Together:
        """Hand the language on to the bodies that ask for it."""
        return Together(tuple(b.in_language(code) if isinstance(b, Lettered) else b for b in self.bodies))

    def html(self, alt: str, name: str) -> str:
        return "".join(body.html(alt, name) for body in self.bodies)

    def typst(self, alt: str) -> str:
        return "{ " + "; v(3pt); ".join(body.typst(alt) for body in self.bodies) + " }"
