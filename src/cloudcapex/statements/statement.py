"""A statement: the words chosen from assertions, with every number in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ..language.width import columns
from ..periods import Quarter
from .assertion import Assertion

Place = Literal["title", "headline", "lead", "takeaway", "company", "thesis", "changed", "commentary"]


@dataclass(frozen=True)
class Printed:
    """A number in the words.

    Parameters
    ----------
    text : str
        As it stands in the sentence.
    value : float
        Unrounded.
    unit : str
        Of the value.
    of : str
        Whose; empty for a count.
    """

    text: str
    value: float
    unit: str
    of: str

    def record(self) -> dict[str, object]:
        """Return the number as the proof prints it."""
        return {"text": self.text, "value": self.value, "unit": self.unit, "of": self.of or None}


@dataclass(frozen=True)
class EditionKey:
    """Which edition a statement stands in.

    Parameters
    ----------
    report : str
        Its name, as of its notebook.
    quarter : Quarter
        Under report.
    language : str
        One of `LANGUAGES`.
    as_of : date or None
        The day it is written as of; None where nothing was asked for.
    parameters : tuple of (str, object)
        What else the notebook was given.
    """

    report: str
    quarter: Quarter
    language: str
    as_of: dt.date | None = None
    parameters: tuple[tuple[str, object], ...] = ()

    def record(self) -> dict[str, object]:
        """Return the edition as each proof object names it."""
        return {
            "report": self.report,
            "edition_quarter": str(self.quarter),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "language": self.language,
            "parameters": {k: list(v) if isinstance(v, tuple) else v for k, v in self.parameters},
        }


@dataclass(frozen=True)
class ProofStep:
    """A piece of how a value comes about: words, and the address of the document that they are read from.

    Parameters
    ----------
    text : str
        In the language of the edition.
    url : str
        Empty for words between.
    """

    text: str
    url: str = ""


@dataclass(frozen=True)
class ProofLine:
    """One value behind a statement, in words, with its document.

    Parameters
    ----------
    who, what, when : str
        Whose it is, of which measure and quarter.
    value : str
        As printed, or why there is none.
    base : str
        Quarter and value that it is held against; empty where there is none.
    url, document : str
        The newest document behind it.
    steps : tuple of ProofStep
        How it comes about from what documents state; none where one states it as it is.
    """

    who: str
    what: str
    when: str
    value: str
    base: str = ""
    url: str = ""
    document: str = ""
    steps: tuple[ProofStep, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """Part of a sentence: words with their numbers.

    Parameters
    ----------
    text : str
        In the language of the edition.
    printed : tuple of Printed
        Its numbers, in order.
    templates : tuple of str
        The messages it was made of, in English.
    assertions : tuple of Assertion
        What the words were chosen from; none for a label that claims nothing.
    """

    text: str
    printed: tuple[Printed, ...] = ()
    templates: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Statement(Phrase):
    """A whole sentence in its place.

    Parameters
    ----------
    id : str
        Unique in its edition: ``capex_total.title``; given when it is placed.
    place : str
        ``title``, ``headline``, ``lead``, ``takeaway``, ``company``, ``thesis``, ``changed`` or ``commentary``.
    exhibit : str
        Key of the exhibit it stands in; empty outside of one.
    edition : EditionKey, optional
        None before it is placed.
    proof : tuple of ProofLine
        What a reader sees on hover, focus and tap.
    shorter : Statement, optional
        What is told in its stead where it does not fit: less, and as true.
    """

    id: str = ""
    place: Place | str = ""
    exhibit: str = ""
    edition: EditionKey | None = None
    proof: tuple[ProofLine, ...] = ()
    shorter: Statement | None = field(default=None, repr=False, compare=False)

    def or_shorter(self, other: Statement) -> Statement:
        """Return the statement, with another that is told in its stead where it does not fit."""
        return replace(self, shorter=other)

    def fitting(self, width: int) -> Statement:
        """Return the first that fits of the statement and its shorter forms; the narrowest where none does.

        Parameters
        ----------
        width : int
            In columns of a monospaced face, of which a Chinese character takes two.
        """
        forms = [self]
        while (last := forms[-1]).shorter is not None:
            forms.append(last.shorter)
        narrowest = min(forms, key=lambda form: columns(form.text))
        return next((form for form in forms if columns(form.text) <= width), narrowest)

    def placed(self, id: str, place: Place, edition: EditionKey, exhibit: str = "") -> Statement:
        """Return the statement as it stands in an edition."""
        return replace(self, id=id, place=place, edition=edition, exhibit=exhibit)

    def proved(self, lines: Sequence[ProofLine]) -> Statement:
        """Return the statement with the values behind it, for a reader who asks: each once, with its base where it has one."""
        held = {(x.who, x.what, x.when) for x in lines if x.base}
        kept = [x for x in lines if x.base or (x.who, x.what, x.when) not in held]
        return replace(self, proof=tuple(dict.fromkeys(kept)))

    @property
    def marked(self) -> bool:
        """Whether it claims something, and carries its proof."""
        return bool(self.assertions and self.id)

    def records(self) -> list[dict[str, object]]:
        """Return one proof object an assertion, with the keys of STATEMENTS; none before it is placed."""
        if self.edition is None:
            return []
        alone = len(self.assertions) == 1
        return [
            {
                "id": self.id if alone else f"{self.id}.{n}",
                "sentence": self.id,
                **self.edition.record(),
                "place": self.place,
                "exhibit": self.exhibit or None,
                "text": self.text,
                **assertion.record(),
                "printed": [p.record() for p in self.printed],
            }
            for n, assertion in enumerate(self.assertions, start=1)
        ]


def longest(forms: Iterable[Statement]) -> Statement:
    """Join the forms of a sentence, one at least: what says most, with those that say less to fall back upon.

    Parameters
    ----------
    forms : iterable of Statement
        Each says more than the one before.

    Returns
    -------
    Statement
        The last of them; the others are its shorter forms.
    """
    told, *more = forms
    for longer in more:
        told = longer.or_shorter(told)
    return told
