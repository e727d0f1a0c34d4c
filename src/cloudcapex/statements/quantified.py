"""Whole sentences for what a count can come to, so that no language needs glue."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields

from .assertion import Assertion
from .lexicon import StatementError


@dataclass(frozen=True)
class Quantified:
    """One message for each quantifier that an assertion of the form *each* can carry.

    Named places that are filled: ``{k}`` of whom it holds, ``{n}`` how many there are, ``{m}`` how many can be compared,
    ``{true}``, ``{false}`` and ``{unknown}`` their names, and whatever else the report gives.

    Parameters
    ----------
    every, both, none : str
        All of the population compared, and all, or none of them did so.
    k_of_n : str
        Any other count of all of them compared.
    k_of_known : str
        Any other count of those that can be compared; names or counts those that cannot.
    every_known, none_known : str
        All, or none of those that can be compared; names or counts those that cannot.
    one, not_one : str
        A population of one, of whom it holds or not.
    most : str, optional
        More than half of the population; without it `k_of_n` is said.
    nothing : str
        Nobody can be compared: a label, no claim.
    one_known : str, optional
        Of the single one that can be compared it holds; without it `every_known` is said.
    not_one_known : str, optional
        Of the single one that can be compared it does not hold; without it `none_known` is said.

    Raises
    ------
    StatementError
        When it is used for a count that it has no message for.
    """

    every: str
    both: str
    none: str
    k_of_n: str
    k_of_known: str
    every_known: str
    none_known: str
    one: str
    not_one: str
    nothing: str
    most: str = ""
    one_known: str = ""
    not_one_known: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.default is MISSING and not getattr(self, field.name).strip():
                raise StatementError(
                    f"a quantified message has no form {field.name!r}",
                    where=repr(self.k_of_n),
                    valid=[f.name for f in fields(self)],
                    remedy="write a whole sentence for it",
                )

    def choose(self, assertion: Assertion) -> str:
        """Return the message that the assertion's count calls for."""
        known = len(assertion.population) - len(assertion.unknown)
        if not known:
            return self.nothing
        if len(assertion.population) == 1:
            return self.one if assertion.count else self.not_one
        if assertion.quantifier in ("every", "both", "none"):
            return {"every": self.every, "both": self.both, "none": self.none}[assertion.quantifier]
        if assertion.unknown and assertion.count == known:
            return self.one_known if known == 1 and self.one_known else self.every_known
        if not assertion.count:
            return self.not_one_known if known == 1 and self.not_one_known else self.none_known
        if assertion.unknown:
            return self.k_of_known
        if self.most and assertion.count * 2 > len(assertion.population):
            return self.most
        return self.k_of_n
