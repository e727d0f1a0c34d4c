"""How statements are written: a message, what is asserted, and every number and name that is filled in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..language import DEFAULT, N_, Language
from ..language.catalogue import translate
from ..language.number import Number, sided
from .assertion import Assertion
from .evidence import printed
from .lexicon import StatementError, check
from .marked import marked
from .quantified import Quantified
from .statement import Phrase, Printed, Statement
from .value import Value, growth

# From here on a multiple is written without a digit after the point.
_WHOLE_TIMES = 99.95
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"\{[^{}]*\}")


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
        given = sided(message, {**self.usual, **values})
        parts = {name: self._part(given[name]) for name in _NAMED.findall(message)}
        text = self.language.say(message, **{name: part.text for name, part in parts.items()})
        # A translation may turn them round: the numbers are told as they stand in it.
        places = _NAMED.findall(self.language.message(message))
        return Phrase(
            text,
            tuple(number for name in places for number in parts[name].printed),
            (message, *(template for part in parts.values() for template in part.templates)),
            tuple(dict.fromkeys(a for part in parts.values() for a in part.assertions)),
        )

    def range(self, low: Number, high: Number) -> Phrase:
        """Write the two ends of a range as one text, each of them a number of the sentence; one where they are equal."""
        if low.value == high.value:
            return self._part(high)
        text = self.language.range(low, high)
        return Phrase(text, tuple(Printed(text, n.value, n.unit, n.of) for n in (low, high)))

    def state(self, message: str, /, *about: Assertion | None, **values: object) -> Statement:
        """Write a sentence of what assertions say.

        What begins with a whole sentence and asserts more than that falls back upon it where the whole does not fit;
        what only names in addition who is unknown does not: without them the sentence would not be true.

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
        plain = self.phrase(message, **values)
        held = list(dict.fromkeys([*(a for a in about if a is not None), *plain.assertions]))
        phrase = marked(plain, held)
        check(phrase.templates, DEFAULT, held)
        if self.language.code != DEFAULT:
            check([translate(t, self.language.code) for t in phrase.templates], self.language.code, held)
        # Of an empty set nothing is asserted: the words only say that there is none to speak of.
        told = tuple(a for a in held if len(a.population))
        begins = _NAMED.match(message)
        first = values.get(begins[1]) if begins else None
        shorter = first if isinstance(first, Statement) and len(told) > len(first.assertions) else None
        return Statement(phrase.text, phrase.printed, phrase.templates, told, shorter=shorter)

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
        message, given = forms.choose(assertion), given | values
        told = self.state(message, assertion, *about, **given)
        if unknown < 2 or "{unknown}" not in message:
            return told
        # While most of them are waited for, as in a flash edition, their names may leave no room: then they are counted.
        given["unknown"] = self.phrase(N_("the other {number}"), number=_count(unknown))
        return told.or_shorter(self.state(message, assertion, *about, **given))

    def carried(self, number: Number, value: Value) -> Number | Phrase:
        """Print a number, as *about* where its rounded operands leave more than the last printed digit open.

        Of an amount three digits are printed, of a rate or share those after the point that the number asks for.
        """
        step = 10.0 ** -((number.decimals or 0) + 2)
        if number.unit not in ("share", "points") and value.value:
            step = 10.0 ** (math.floor(math.log10(abs(value.value))) - 2)
        # A stated rate lies within its last digit.
        if not max(value.value - value.low, value.high - value.value) > step / 2 * 1.0001:
            return number
        return self.phrase(N_("about {number}"), number=number)

    def grown(self, held: Assertion | Value, *, sign: bool = False) -> Number | Phrase:
        """Print how much an amount grew or shrank on its base, or the sum of several, in whole per cents that hold.

        Parameters
        ----------
        held : Assertion or Value
            That several moved together, or the value of one.
        sign : bool
            Whether the words leave it to the number to say which.
        """
        rate = growth([held], held.of) if isinstance(held, Value) else growth(held.values, "total")
        shown = rate.value if sign else abs(rate.value)
        return self.carried(Number(shown, "share", rate.of, sign=sign, decimals=0), rate)

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

    def quotient(self, held: Assertion, number: Number) -> Phrase:
        """Print how many times or what part one figure is of another, as *about* where rounding leaves the last digit open.

        Parameters
        ----------
        held : Assertion
            That it is, with the bounds that the rounding of its operands leaves.
        number : Number
            The quotient: ``times``, or a ``share``.

        Returns
        -------
        Phrase
            With what it was chosen from; times that lie more than one apart go without a digit after the point.
        """
        low, high = held.figure("low"), held.figure("high")
        ends = {self.language.write(replace(number, value=end)) for end in (low, high)}
        if len(ends) == 1:
            told = self.phrase("{number}", number=number)
        else:
            apart = number.unit == "times" and high - low > 1
            told = self.phrase(N_("about {number}"), number=replace(number, decimals=0) if apart else number)
        return replace(told, assertions=(held,))

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
