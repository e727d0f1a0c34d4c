"""A statement: the words chosen from assertions, with every number in them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..language import DEFAULT, N_, Language
from ..language.catalogue import translate
from ..language.number import Number
from ..periods import Quarter
from .assertion import Assertion
from .evidence import printed
from .lexicon import StatementError, check
from .quantified import Quantified
from .value import Value

Place = Literal["title", "headline", "lead", "takeaway", "company", "thesis", "changed", "commentary"]
# From here on a multiple is written without a digit after the point.
_WHOLE_TIMES = 99.95
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"\{[^{}]*\}")


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
    """

    who: str
    what: str
    when: str
    value: str
    base: str = ""
    url: str = ""
    document: str = ""


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
    """

    id: str = ""
    place: Place | str = ""
    exhibit: str = ""
    edition: EditionKey | None = None
    proof: tuple[ProofLine, ...] = ()

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


class Teller:
    """Writes statements in one language.

    Parameters
    ----------
    language : Language
        Of the edition.
    usual
        What any sentence of the edition may name without being given it: its quarter.
    """

    def __init__(self, language: Language, **usual: object) -> None:
        self.language, self.usual = language, usual

    def phrase(self, message: str, /, **values: object) -> Phrase:
        """Write part of a sentence; its numbers are `Number`, its names text.

        Raises
        ------
        StatementError
            For a digit typed into the message.
        """
        if _DIGIT.search(_PLACE.sub("", message)):
            raise StatementError(
                "a digit is typed into a message", where=repr(message), remedy="hand over a Number"
            )
        texts: dict[str, str] = {}
        printed: list[Printed] = []
        templates = [message]
        held: list[Assertion] = []
        for name in _NAMED.findall(message):
            part = self._part(values[name] if name in values else self.usual[name])
            texts[name] = part.text
            printed += part.printed
            templates += part.templates
            held += [a for a in part.assertions if a not in held]
        text = self.language.say(message, **texts)
        return Phrase(text, tuple(printed), tuple(templates), tuple(held))

    def range(self, low: Number, high: Number) -> Phrase:
        """Write the two ends of a range as one text, each of them a number of the sentence; one where they are equal."""
        if low.value == high.value:
            return self._part(high)
        text = self.language.range(low, high)
        return Phrase(text, tuple(Printed(text, n.value, n.unit, n.of) for n in (low, high)))

    def state(self, message: str, /, *about: Assertion | None, **values: object) -> Statement:
        """Write a sentence of what assertions say.

        Parameters
        ----------
        message : str
            A whole sentence, a literal, with named places.
        about : Assertion
            What it says; those of statements among the values are added.
        values
            `Number` for every number, `Phrase` or `Statement` for parts, lists of them to be joined, names as text.

        Raises
        ------
        StatementError
            Where a word claims what none of the assertions says, or an assertion handed over does not hold.
        """
        if any(a is None for a in about):
            raise StatementError(
                "an assertion that does not hold was to be told",
                where=f"message {message!r}",
                remedy="choose another message",
            )
        phrase = self.phrase(message, **values)
        held = list(dict.fromkeys([*(a for a in about if a is not None), *phrase.assertions]))
        check(phrase.templates, DEFAULT, held)
        if self.language.code != DEFAULT:
            check([translate(t, self.language.code) for t in phrase.templates], self.language.code, held)
        # Of an empty set nothing is asserted: the words only say that there is none to speak of.
        told = tuple(a for a in held if len(a.population))
        return Statement(phrase.text, phrase.printed, phrase.templates, told)

    def clauses(self, parts: Iterable[Phrase]) -> Phrase:
        """Set clauses beside one another: by commas in English, by the stop between clauses in Chinese."""
        held = [p for p in parts if p.text]
        return _joined(self.language.clauses([p.text for p in held]), held)

    def counted(
        self,
        forms: Quantified,
        assertion: Assertion,
        name: Callable[[str], str],
        /,
        *about: Assertion,
        **values: object,
    ) -> Statement:
        """Write the sentence that a count calls for.

        Parameters
        ----------
        forms : Quantified
            Messages for every count.
        assertion : Assertion
            Of the form *each*.
        name : callable
            Names a member.
        about, values
            As for `state`.
        """
        population = assertion.population
        unknown = len(assertion.unknown)
        given: dict[str, object] = {
            "k": _count(assertion.count),
            "n": _count(len(population)),
            "m": _count(len(population) - unknown),
            "true": [Phrase(name(c)) for c in assertion.true_of],
            "false": [Phrase(name(c)) for c in assertion.false_of],
            "unknown": [Phrase(name(c)) for c in assertion.unknown],
        }
        if unknown == len(population):
            return self.state(
                forms.nothing, *about, **(given | values)
            )  # nobody can be compared: nothing is claimed
        return self.state(forms.choose(assertion), assertion, *about, **(given | values))

    def carried(self, number: Number, value: Value) -> Number | Phrase:
        """Print a number, as *about* where its rounded operands leave more than the last printed digit open.

        Of an amount three digits are printed, of a rate or share those after the point that the number asks for.
        """
        step = 10.0 ** -((number.decimals or 0) + 2)
        if number.unit not in ("share", "points") and value.value:
            step = 10.0 ** (math.floor(math.log10(abs(value.value))) - 2)
        if not value.high - value.low > step * 1.0001:  # a stated rate lies within its last digit
            return number
        return self.phrase(N_("about {number}"), number=number)

    def multiple(self, held: Assertion, of: str = "") -> Number | Phrase:
        """Print a multiple with the digits that the rounding of its operands leaves true, as *about* where it leaves none.

        Parameters
        ----------
        held : Assertion
            That one figure is so many times another.
        of : str
            Whose number it is.
        """
        low, ratio, high = (held.figure(key) for key in ("low", "ratio", "high"))
        usual = 1 if ratio < _WHOLE_TIMES else 0
        for digits in range(usual, -1, -1):
            if printed(low, digits) == printed(high, digits):
                return Number(ratio, "times", of, decimals=None if digits == usual else digits)
        return self.phrase(N_("about {number}"), number=Number(ratio, "times", of))

    def _part(self, value: object) -> Phrase:
        if isinstance(value, Phrase):
            return value
        if isinstance(value, Number):
            text = self.language.write(value)
            return Phrase(text, (Printed(text, value.value, value.unit, value.of),))
        if isinstance(value, list | tuple):
            parts = [self._part(v) for v in value]
            return _joined(self.language.join([p.text for p in parts]), parts)
        return Phrase(str(value))


def _joined(text: str, parts: Sequence[Phrase]) -> Phrase:
    return Phrase(
        text,
        tuple(n for p in parts for n in p.printed),
        tuple(t for p in parts for t in p.templates),
        tuple(dict.fromkeys(a for p in parts for a in p.assertions)),
    )


def _count(number: int) -> Number:
    return Number(float(number), "count")
